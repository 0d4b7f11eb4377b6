//! What stands beside a name and says what it is: `Zaif, a crypto exchange`, `the city of Atlanta`.

use super::place::country_of;
use super::{Parties, Party, bare};
use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind, Reference};
use crate::record::Sector;
use crate::text::{Document, Span};

/// What stands between a name and the noun phrase that says what it is.
const IS: &[&str] = &[
    ",", "is", "was", ", which is", ", which was", "(", "–", "—", ", once", ", one of", "is one of", ", itself",
    ", formerly", ", among", ", which runs", ", which operates", "runs", "operates", ", an", ", a", "which is",
];

impl Parties {
    /// The named party that the noun phrase `at` stands beside: `Zaif, a crypto exchange`, `exchange Coinmaru`.
    pub(super) fn apposed(&self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) -> Option<usize> {
        let mention = &entities[at];
        let organization = |index: usize| {
            self.of[index].filter(|party| {
                matches!(
                    self.list[*party].kind,
                    EntityKind::Organization
                        | EntityKind::Agency
                        | EntityKind::Media
                        | EntityKind::Analyst
                        | EntityKind::Group
                )
            })
        };
        let next = (at + 1..entities.len()).find(|index| entities[*index].span.start >= mention.span.end);
        if let Some(next) = next {
            let between = &doc.text[mention.span.end..entities[next].span.start];
            let beside = matches!(between.trim(), "" | "," | "called" | "named" | "(" | "“" | "\"" | "-" | "–");
            let comma = between.contains(',') && mention.value.reference == Reference::Definite;
            if beside
                && !comma
                && !between.contains('\n')
                && let Some(party) = organization(next)
            {
                return Some(party);
            }
        }
        let before = (0..at).rev().find(|index| {
            entities[*index].span.end <= mention.span.start && entities[*index].value.kind != EntityKind::Demonym
        })?;
        let between = doc.text[entities[before].span.end..mention.span.start].trim().to_lowercase();
        let one_of = between.ends_with("one of");
        // "Cedar Hollow schools", "the Upbit exchange": the noun follows its name.
        let follows = between.is_empty() && doc.text[entities[before].span.end..mention.span.start].len() == 1;
        if follows && entities[before].value.kind == EntityKind::Organization {
            return organization(before);
        }
        (IS.contains(&between.as_str()) && (mention.value.reference != Reference::Plural || one_of))
            .then(|| organization(before))
            .flatten()
    }

    /// Gives the named party what its noun phrase says.
    pub(super) fn describe(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize, party: usize) {
        let mention = &entities[at];
        let country = country_of(doc, entities, mention.span);
        let known = &mut self.list[party];
        // What the name itself says stands: `carrier Brisa Air` flies.
        let vague = |sector: Option<Sector>| matches!(sector, None | Some(Sector::Other));
        let plain = known.sector.is_none();
        if vague(known.sector) || !vague(mention.value.sector) && !is_sure(known) {
            known.sector = mention.value.sector.or(known.sector);
        }
        known.country = known.country.or(country);
        // `the national crime agency NAKA`
        let head = mention.value.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let authority =
            matches!(head.as_str(), "agency" | "regulator" | "watchdog" | "bureau" | "police" | "prosecutor");
        if known.kind == EntityKind::Organization && authority {
            known.kind = EntityKind::Agency;
        }
        // `Wapsie Valley school district`: the noun of an institution belongs to the place before it.
        const INSTITUTIONS: &[&str] = &[
            "district", "council", "county", "authority", "hospital", "hospitals", "university", "college", "school",
            "schools", "library", "libraries", "museum", "airport", "utility", "board", "clinic", "clinics",
        ];
        let follows = mention.span.start == known.span.end + 1;
        if follows && plain && !known.name.contains(&*head) && INSTITUTIONS.contains(&head.as_str()) {
            let whole = known.span.cover(mention.span);
            doc.slice(whole).clone_into(&mut known.name);
            known.span = whole;
        }
        known.mentions.push(mention.span);
        self.of[at] = Some(party);
        self.described.push((bare(&mention.value.name), party));
    }

    /// `the city of Atlanta`, `University of Leeds`: a noun phrase and the place that it is of make one name.
    pub(super) fn seat(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) -> bool {
        let mention = &entities[at];
        let of = matches!(mention.value.sector, Some(Sector::Government | Sector::Education | Sector::Transport));
        let next = (at + 1..entities.len()).find(|index| entities[*index].span.start >= mention.span.end);
        let Some(next) = next.filter(|next| of && &doc.text[mention.span.end..entities[*next].span.start] == " of ")
        else {
            return false;
        };
        let place = &entities[next];
        // "the treasury of Moorhen DAO", "couriers of Brillet": what a firm has.
        let owned = place.value.kind == EntityKind::Organization
            && (mention.value.reference == Reference::Plural || doc.slice(mention.span).ends_with("treasury"));
        if owned || !matches!(place.value.kind, EntityKind::Place | EntityKind::Organization) {
            return false;
        }
        let span = mention.span.cover(place.span);
        let words = doc.slice(span);
        let name = ["the ", "The ", "a ", "A "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        let name_span = Span::new(span.end - name.len(), span.end);
        let known = self.of[next]
            .or_else(|| self.list.iter().position(|party| party.named && party.name.eq_ignore_ascii_case(name)));
        let index = known.unwrap_or_else(|| {
            let justice = is_of_justice(&mention.value.name);
            let kind = if justice { EntityKind::Agency } else { EntityKind::Organization };
            self.add(Party {
                country: place.value.country,
                sector: mention.value.sector,
                ..Party::new(name, name_span, kind)
            })
        });
        let party = &mut self.list[index];
        party.sector = party.sector.or(mention.value.sector);
        if party.name.len() < name.len() {
            name.clone_into(&mut party.name);
            party.span = name_span;
        }
        party.mentions.push(mention.span);
        self.of[at] = Some(index);
        true
    }
}

/// Whether the last word of a party's name tells what it does.
fn is_sure(party: &Party) -> bool {
    let last = party.name.rsplit(' ').next().unwrap_or("");
    party.sector.is_some()
        && matches!(
            last,
            "Air"
                | "Airlines"
                | "Airways"
                | "Bank"
                | "Hospital"
                | "University"
                | "Insurance"
                | "Telecom"
                | "Mobile"
                | "Pay"
        )
}

/// `the district court`, `the prosecutor's office`: who judges and accuses is seldom hit.
fn is_of_justice(name: &str) -> bool {
    let justice =
        |word: &str| matches!(word, "court" | "courts" | "tribunal" | "police" | "prosecutor" | "prosecutors");
    name.to_lowercase().split(|c: char| !c.is_alphabetic()).any(justice)
}
