//! Which names, noun phrases and pronouns mean the same party, and what the text tells about it.

use std::collections::{BTreeMap, HashMap};

use super::label;
use crate::extract::Mention;
use crate::extract::entity::{self, Country, Entity, EntityKind, Reference};
use crate::record::Sector;
use crate::text::{BlockKind, Document, Span};

/// One party of the article.
#[derive(Clone, Debug)]
pub struct Party {
    /// The fullest name that the article gives, or its noun phrase.
    pub name: String,
    /// The words of that name.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// Where the text places it.
    pub country: Option<Country>,
    /// What the text says that it does.
    pub sector: Option<Sector>,
    /// Whether it has a name.
    pub named: bool,
    /// Whether it is several.
    pub plural: bool,
    /// Whether the title names it.
    pub titled: bool,
    /// Every mention.
    pub mentions: Vec<Span>,
}

/// The parties of one article.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// In the order of their first mention in the body.
    pub list: Vec<Party>,
    /// For every entity mention its party.
    of: Vec<Option<usize>>,
    spans: Vec<Span>,
    /// Noun phrases that stand beside a name, and whose they are.
    described: Vec<(String, usize)>,
    /// For every block that a name labels, the mention of that name.
    labels: BTreeMap<usize, usize>,
    /// Where they stand, once nothing of it changes any more.
    places: Option<Places>,
}

/// Every mention of every party in the order of the text: a long report asks for those of a sentence very often.
#[derive(Clone, Debug)]
struct Places {
    mentions: Vec<(Span, usize)>,
    /// The first entity mention with a span.
    entities: HashMap<Span, usize>,
}

/// Mentions in the body after which a name is known in full.
const SETTLED: usize = 2;

/// Words of a name that do not tell it apart from others.
const WEAK: &[&str] =
    &["the", "of", "and", "a", "inc", "ltd", "corp", "llc", "plc", "co", "group", "holdings", "limited", "gmbh", "ag"];
/// Where things are said, shown and kept: seldom what "it" means.
const PLATFORMS: &[&str] = &[
    "Telegram", "Twitter", "Discord", "Medium", "Reddit", "YouTube", "Instagram", "Facebook", "GitHub", "Etherscan",
    "Tornado Cash",
];
/// What stands between a name and the noun phrase that says what it is.
const IS: &[&str] = &[
    ",", "is", "was", ", which is", ", which was", "(", "–", "—", ", once", ", one of", "is one of", ", itself",
    ", formerly", ", among", ", which runs", ", which operates", "runs", "operates", ", an", ", a", "which is",
];
/// What stands between a noun phrase and the place that it names.
const IN: &[&str] = &[
    "in", "of", "from", "based in", "operating out of", "operating in", "headquartered in", "located in", ",",
    "out of", "registered in", ", based in", ", headquartered in", "(",
];

impl Party {
    /// Whether it turned out to be another, who has its mentions now.
    pub(super) fn is_gone(&self) -> bool {
        self.mentions.is_empty() && !self.plural
    }
}

#[cfg(test)]
impl Party {
    /// An organisation of which only the name and the mentions are known.
    pub(super) fn called(name: &str, mentions: Vec<Span>) -> Self {
        Self {
            name: name.to_owned(),
            span: mentions.first().copied().unwrap_or(Span::new(0, 0)),
            kind: EntityKind::Organization,
            country: None,
            sector: None,
            named: true,
            plural: false,
            titled: false,
            mentions,
        }
    }
}

impl Parties {
    /// Links the entity mentions of `doc`, which stand in the order of the text.
    pub fn link(doc: &Document<'_>, entities: &[Mention<Entity>]) -> Self {
        let spans = entities.iter().map(|mention| mention.span).collect();
        let labels = label::labels(doc, entities);
        let mut parties =
            Self { list: vec![], of: vec![None; entities.len()], spans, described: vec![], labels, places: None };
        for at in body_first(doc, entities) {
            if entities[at].value.kind.is_party() {
                let title = doc
                    .sentence_at(entities[at].span.start)
                    .is_some_and(|sentence| doc.sentences[sentence].kind == BlockKind::Title);
                parties.name(entities, at, title);
            }
        }
        let titles = doc.sentences.iter().filter(|sentence| sentence.kind == BlockKind::Title);
        let titles: Vec<String> =
            titles.map(|sentence| doc.slice(sentence.span)).chain(doc.title).map(str::to_lowercase).collect();
        for party in &mut parties.list {
            // "PAIDUP NETWORK - REKT": capitals tell no names there.
            let name = party.name.to_lowercase();
            let mentioned = party
                .mentions
                .iter()
                .any(|span| doc.sentence_at(span.start).is_some_and(|at| doc.sentences[at].kind == BlockKind::Title));
            party.titled = mentioned || name.chars().count() > 3 && titles.iter().any(|title| holds(title, &name));
        }
        let descriptors: Vec<usize> =
            (0..entities.len()).filter(|at| entities[*at].value.kind == EntityKind::Descriptor).collect();
        for at in &descriptors {
            if let Some(named) = parties.apposed(doc, entities, *at) {
                parties.describe(doc, entities, *at, named);
            }
        }
        for at in descriptors {
            if parties.of[at].is_none() && !parties.seat(doc, entities, at) {
                parties.refer(doc, entities, at);
            }
        }
        parties.untitle(doc);
        parties.locate(doc, entities);
        parties.name_states(doc, entities);
        for party in &mut parties.list {
            party.mentions.sort();
        }
        parties
    }

    /// A state that the article only calls by a longer name has that: `Democratic People’s Republic of Korea`.
    fn name_states(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
        for index in 0..self.list.len() {
            if self.list[index].kind != EntityKind::Country {
                continue;
            }
            let called = |at: &usize| self.of[*at] == Some(index) && entities[*at].value.kind == EntityKind::Country;
            let spans = (0..entities.len()).filter(called).map(|at| entities[at].span);
            let party = &self.list[index];
            let Some(longest) = spans.clone().rev().max_by_key(|span| span.len()) else { continue };
            let usual = spans.clone().any(|span| doc.slice(span) == party.name);
            if !usual && longest.len() > party.name.len() {
                let party = &mut self.list[index];
                party.name = doc.slice(longest).to_owned();
                party.span = longest;
            }
        }
    }

    /// The same parties, once who is who is settled: what stands where is looked up from now on.
    pub fn settled(mut self) -> Self {
        let mut mentions: Vec<(Span, usize)> = self.mentions().collect();
        mentions.sort();
        let entities = self.spans.iter().enumerate().rev().map(|(at, span)| (*span, at)).collect();
        self.places = Some(Places { mentions, entities });
        self
    }

    fn mentions(&self) -> impl Iterator<Item = (Span, usize)> {
        let parties = self.list.iter().enumerate();
        parties.flat_map(|(index, party)| party.mentions.iter().map(move |span| (*span, index)))
    }

    /// All mentions of parties from byte `from` to byte `to`.
    fn between(&self, from: usize, to: usize) -> Vec<(Span, usize)> {
        let inside = |(span, _): &(Span, usize)| span.start >= from && span.end <= to;
        let Some(places) = &self.places else { return self.mentions().filter(inside).collect() };
        let first = places.mentions.partition_point(|(span, _)| span.start < from);
        places.mentions[first..].iter().take_while(|(span, _)| span.start <= to).copied().filter(inside).collect()
    }

    /// The party of the entity mention with exactly this span.
    pub fn of_span(&self, span: Span) -> Option<usize> {
        let at = match &self.places {
            Some(places) => places.entities.get(&span).copied(),
            None => self.spans.iter().position(|candidate| *candidate == span),
        };
        at.and_then(|at| self.of[at])
    }

    /// The party that a pronoun at byte `at` most likely means: the first named before it in its sentence, or else
    /// in the sentence before, that fits.
    pub fn of_pronoun(&self, doc: &Document<'_>, at: usize, word: &str) -> Option<usize> {
        let person = matches!(word, "he" | "his" | "him" | "she" | "her");
        let relative = matches!(word, "which" | "who" | "whose" | "whom");
        let sentence = doc.sentence_at(at)?;
        let fits = |party: &Party| match party.kind {
            EntityKind::Person => person || relative,
            // "Telegram bot Unison announces that its router": where things are said.
            EntityKind::Organization if PLATFORMS.contains(&party.name.as_str()) => false,
            EntityKind::Organization
            | EntityKind::Descriptor
            | EntityKind::Agency
            | EntityKind::Country
            | EntityKind::Group => !person,
            _ => false,
        };
        let within =
            |from: usize, to: usize| self.between(from, to).into_iter().filter(|(_, party)| fits(&self.list[*party]));
        let here = doc.sentences[sentence].span;
        if relative {
            return within(here.start, at).map(|(span, index)| (span.start, index)).max().map(|(_, index)| index);
        }
        // "Coincheck announced that it was robbed": who speaks means itself.
        let says = |end: usize| {
            let next = doc.text[end..at].split_whitespace().next().unwrap_or("");
            matches!(
                next,
                "said"
                    | "says"
                    | "announced"
                    | "confirmed"
                    | "admitted"
                    | "disclosed"
                    | "reported"
                    | "told"
                    | "stated"
                    | "warned"
                    | "wrote"
                    | "tweeted"
                    | "acknowledged"
                    | "revealed"
                    | "denied"
            )
        };
        let speaker = within(here.start, at).filter(|(span, _)| span.end < at && says(span.end));
        let speaker = speaker.map(|(_, index)| index).min();
        // "Singapore-based Coinmaru", "Japan’s Zaif": where somebody is, not who.
        let attributive = |party: &Party, span: Span| {
            party.kind == EntityKind::Country
                && ["-based", "’s", "'s"].iter().any(|behind| doc.text[span.end..].starts_with(behind))
        };
        let subject = |from: usize, to: usize| {
            within(from, to)
                .filter(|(span, index)| !attributive(&self.list[*index], *span))
                .map(|(span, index)| (!self.list[index].named, span.start, index))
                .min()
                .map(|(_, _, index)| index)
        };
        speaker.or_else(|| subject(here.start, at)).or_else(|| {
            let before = &doc.sentences[sentence.checked_sub(1)?];
            subject(before.span.start, before.span.end)
        })
    }

    /// The parties named in sentence number `sentence`, in the order of the text.
    pub fn in_sentence(&self, doc: &Document<'_>, sentence: usize) -> Vec<usize> {
        let bounds = doc.sentences[sentence].span;
        let mut found: Vec<(usize, usize)> =
            self.between(bounds.start, bounds.end).into_iter().map(|(span, index)| (span.start, index)).collect();
        found.sort_unstable();
        let mut parties = Vec::with_capacity(found.len());
        for (_, index) in found {
            if !parties.contains(&index) {
                parties.push(index);
            }
        }
        parties
    }

    /// Gives all mentions of one party to another, which it is.
    pub(super) fn merge(&mut self, from: usize, into: usize) {
        let moved = std::mem::take(&mut self.list[from].mentions);
        self.list[into].mentions.extend(moved);
        self.list[into].mentions.sort();
        self.of.iter_mut().flatten().filter(|of| **of == from).for_each(|of| *of = into);
    }

    /// Gives a party the noun phrases within `span` and its article, whatever they were taken to refer to.
    pub(super) fn take(&mut self, entities: &[Mention<Entity>], span: Span, into: usize) {
        const ARTICLE: usize = "the ".len();
        for (at, mention) in entities.iter().enumerate() {
            let own = mention.span;
            let within = own.end > span.start && own.end <= span.end && own.start + ARTICLE >= span.start;
            let Some(of) = self.of.get(at).copied().flatten().filter(|of| *of != into) else { continue };
            if within && mention.value.kind == EntityKind::Descriptor {
                self.list[of].mentions.retain(|known| *known != own);
                self.list[into].mentions.push(own);
                self.list[into].mentions.sort();
                self.of[at] = Some(into);
            }
        }
    }

    /// Adds a named mention to the party that it names, or to a new one; those of the body come first, in their order.
    fn name(&mut self, entities: &[Mention<Entity>], at: usize, title: bool) {
        let mention = &entities[at];
        let entity = &mention.value;
        let known = self.list.iter().position(|party| party.named && same_party(party, entity));
        // "Kryptobörse KuBank" in a title: words before the name that the text gives.
        let ends = |party: &Party| {
            let (short, long) = (words(&party.name), words(&entity.name));
            party.named
                && party.kind == EntityKind::Organization
                && short.len() + 1 == long.len()
                && long[1..] == short[..]
                && short.iter().any(|word| word.len() > 3)
        };
        if known.is_none()
            && title
            && entity.kind == EntityKind::Organization
            && let Some(index) = self.list.iter().position(ends)
        {
            self.list[index].mentions.push(mention.span);
            self.of[at] = Some(index);
            return;
        }
        let index = known.unwrap_or_else(|| {
            self.list.push(Party {
                name: entity.name.clone(),
                span: mention.span,
                kind: entity.kind,
                country: entity.country.filter(|_| matches!(entity.kind, EntityKind::Country | EntityKind::Agency)),
                sector: entity.sector,
                named: true,
                plural: false,
                titled: false,
                mentions: vec![],
            });
            self.list.len() - 1
        });
        let party = &mut self.list[index];
        // `@Elmwood_Loans` is how a network for messages writes it.
        let handle = party.name.contains('_') && !entity.name.contains('_');
        // A title in capitals writes no name as it is written.
        let shouted = |name: &str| !name.contains(char::is_lowercase);
        let louder = shouted(&entity.name) && !shouted(&party.name);
        let (short, long) = (words(&party.name), words(&entity.name));
        // `Tesla … Tesla … Tesla Files`: a name comes in full first; what is longer later is a thing of theirs.
        let theirs = party.mentions.len() >= SETTLED
            && party.kind == EntityKind::Organization
            && long.starts_with(&short)
            && (long.last().is_some_and(|last| PRODUCTS.contains(&last.as_str()))
                || !entity.name.rsplit(' ').take(long.len() - short.len()).any(entity::is_head));
        // but not `MOSS … MOSS … Moss Kingdoms`, whose token it is.
        let token = shouted(&party.name) && !shouted(&entity.name);
        // `Sturdy V2` is of Sturdy, as is what it keeps: `Rari Capital ETH Pool`.
        let within = |part: &[String], whole: &[String]| {
            whole.len() > part.len() && whole.starts_with(part) && whole.last().is_some_and(|last| is_kept(last))
        };
        let fuller = long.len() > short.len() && !louder && (token || !theirs) && !within(&short, &long)
            || within(&long, &short);
        if (handle || fuller) && entity.kind != EntityKind::Country {
            party.name.clone_from(&entity.name);
            party.span = mention.span;
        }
        if party.kind == EntityKind::Organization && mention.rule == "lexicon" {
            party.kind = entity.kind;
        }
        party.sector = party.sector.or(entity.sector);
        party.mentions.push(mention.span);
        self.of[at] = Some(index);
    }

    /// The named party that the noun phrase `at` stands beside: `Zaif, a crypto exchange`, `exchange Coinmaru`.
    fn apposed(&self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) -> Option<usize> {
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
    fn describe(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize, party: usize) {
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
    fn seat(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) -> bool {
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
            self.list.push(Party {
                name: name.to_owned(),
                span: name_span,
                kind: if is_of_justice(&mention.value.name) { EntityKind::Agency } else { EntityKind::Organization },
                country: place.value.country,
                sector: mention.value.sector,
                named: true,
                plural: false,
                titled: false,
                mentions: vec![],
            });
            self.list.len() - 1
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

    /// Links `the exchange` to the party that it refers back to, or makes it a party without a name.
    fn refer(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) {
        let mention = &entities[at];
        if let Some(state) = self.state(mention) {
            self.list[state].mentions.push(mention.span);
            self.of[at] = Some(state);
            return;
        }
        let labelled = self.labelled(doc, mention);
        if mention.value.reference == Reference::Definite
            && let Some(index) = self.owner(doc, mention).or(labelled).or_else(|| self.antecedent(mention))
            && (self.list[index].named || !is_possessed(&mention.value.name))
        {
            let country = country_of(doc, entities, mention.span);
            let party = &mut self.list[index];
            // "the water plant", "the prosecutor" are seldom the firm itself.
            let bare = mention.value.name.split_whitespace().count() == 2 && !is_possessed(&mention.value.name);
            let town = matches!(
                mention.value.name.to_lowercase().as_str(),
                "the city"
                    | "the town"
                    | "the county"
                    | "the borough"
                    | "the village"
                    | "the council"
                    | "the municipality"
            );
            let telling =
                town || !matches!(mention.value.sector, Some(Sector::Government | Sector::Legal | Sector::Media));
            if party.named && party.sector.is_none() && (bare || labelled == Some(index)) && telling {
                party.sector = mention.value.sector;
            }
            party.country = party.country.or(country);
            party.mentions.push(mention.span);
            self.of[at] = Some(index);
            return;
        }
        if mention.value.reference == Reference::Plural
            && let Some(index) = self.several(mention)
        {
            self.list[index].mentions.push(mention.span);
            self.of[at] = Some(index);
            return;
        }
        // The same words again mean the same: "several exchanges", "the hospital".
        let name = bare(&mention.value.name);
        // `Dutch hospital group` in the title, `the Dutch hospital group Maasvallei` below it.
        let several = name.contains(' ');
        let described = self.described.iter().find(|(noun, _)| several && *noun == name).map(|(_, party)| *party);
        let known = described
            .or_else(|| self.list.iter().position(|party| !party.named && is_same_noun(party, &name, mention)));
        let index = known.unwrap_or_else(|| {
            self.list.push(Party {
                name: mention.value.name.clone(),
                span: mention.span,
                kind: EntityKind::Descriptor,
                country: country_of(doc, entities, mention.span),
                sector: mention.value.sector,
                named: false,
                plural: mention.value.reference == Reference::Plural,
                titled: false,
                mentions: vec![],
            });
            self.list.len() - 1
        });
        self.list[index].mentions.push(mention.span);
        self.of[at] = Some(index);
    }

    /// `Estonian bank knocked offline` above `Customers of Põhjala Pank …`: the noun phrase of a title means the first
    /// organisation of the lead that can be it.
    fn untitle(&mut self, doc: &Document<'_>) {
        let kind_at = |span: &Span| doc.sentence_at(span.start).map(|at| doc.sentences[at].kind);
        let Some(lead) = doc.sentences.iter().find(|sentence| sentence.kind == BlockKind::Body).map(|lead| lead.span)
        else {
            return;
        };
        let titled = |party: &Party| party.mentions.iter().any(|span| kind_at(span) == Some(BlockKind::Title));
        let nouns: Vec<usize> = (0..self.list.len())
            .filter(|at| {
                let party = &self.list[*at];
                !party.named && !party.plural && party.kind == EntityKind::Descriptor && titled(party)
            })
            .collect();
        let [noun] = nouns[..] else { return };
        let first = |party: &Party| party.mentions.iter().filter(|span| lead.contains(**span)).min().copied();
        let fits = |party: &Party| {
            let sector = party.sector.is_none() || party.sector == self.list[noun].sector;
            let country = party.country.is_none()
                || self.list[noun].country.is_none()
                || party.country == self.list[noun].country;
            party.named && party.kind == EntityKind::Organization && !titled(party) && sector && country
        };
        let named = (0..self.list.len())
            .filter(|at| fits(&self.list[*at]))
            .filter_map(|at| Some((first(&self.list[at])?, at)))
            .min();
        let Some((_, named)) = named.filter(|_| self.list[noun].sector.is_some()) else { return };
        let (mentions, sector, country) = {
            let party = &mut self.list[noun];
            (std::mem::take(&mut party.mentions), party.sector, party.country)
        };
        for of in self.of.iter_mut().filter(|of| **of == Some(noun)) {
            *of = Some(named);
        }
        let party = &mut self.list[named];
        party.sector = party.sector.or(sector);
        party.country = party.country.or(country);
        party.mentions.extend(mentions);
    }

    /// Makes the place of entity mention `at` a party: a town that was hit.
    pub(super) fn town(&mut self, entities: &[Mention<Entity>], at: usize) {
        let mention = &entities[at];
        if self.of[at].is_some() {
            return;
        }
        let name = &mention.value.name;
        let known = self.list.iter().position(|party| party.named && party.name == *name);
        let index = known.unwrap_or_else(|| {
            self.list.push(Party {
                name: name.clone(),
                span: mention.span,
                kind: EntityKind::Organization,
                country: mention.value.country,
                sector: Some(Sector::Government),
                named: true,
                plural: false,
                titled: false,
                mentions: vec![],
            });
            self.list.len() - 1
        });
        self.list[index].mentions.push(mention.span);
        self.list[index].mentions.sort();
        self.of[at] = Some(index);
    }

    /// `had exploited its platform`: what belongs to the named subject of the sentence stands for it.
    fn owner(&self, doc: &Document<'_>, mention: &Mention<Entity>) -> Option<usize> {
        let noun = mention.value.name.strip_prefix("its ").or_else(|| mention.value.name.strip_prefix("our "))?;
        let own = matches!(
            noun.rsplit(' ').next()?,
            "platform" | "protocol" | "exchange" | "bridge" | "service" | "network" | "site" | "website" | "app"
        );
        let owner = self.of_pronoun(doc, mention.span.start, "its").filter(|_| own)?;
        (self.list[owner].named && self.list[owner].kind == EntityKind::Organization).then_some(owner)
    }

    /// `Quornex. The exchange froze …`: the party whose name labels the passage, where it may be what the noun says and nobody else of its
    /// kind came up since.
    fn labelled(&self, doc: &Document<'_>, mention: &Mention<Entity>) -> Option<usize> {
        let block = doc.sentences[doc.sentence_at(mention.span.start)?].block;
        let at = *self.labels.get(&block)?;
        let index = self.of[at]?;
        let sector = mention.value.sector.filter(|sector| *sector != Sector::Other);
        let fits = |party: &Party| sector.is_none() || party.sector.is_none() || party.sector == sector;
        let (from, to) = (self.spans[at].end, mention.span.start);
        let other = |party: &Party| {
            party.sector.is_some()
                && party.sector == sector
                && party.mentions.iter().any(|span| span.start >= from && span.end <= to)
        };
        let since = self.list.iter().enumerate().any(|(of, party)| of != index && other(party));
        let article = mention.value.name.starts_with("the ") || mention.value.name.starts_with("The ");
        (article && from <= to && fits(&self.list[index]) && !since).then_some(index)
    }

    /// The party of the name that labels a block.
    pub(super) fn label_of(&self, block: usize) -> Option<usize> {
        self.labels.get(&block).and_then(|at| self.of[*at])
    }

    /// The state that `the country` refers back to, the agency that `the agency` does.
    fn state(&self, mention: &Mention<Entity>) -> Option<usize> {
        let kind = match mention.value.name.to_lowercase().as_str() {
            "the country" | "the regime" | "the nation" | "the hermit kingdom" | "that country" => EntityKind::Country,
            "the agency" | "the bureau" | "the department" | "the regulator" | "the watchdog" => EntityKind::Agency,
            _ => return None,
        };
        let earlier =
            |party: &Party| party.mentions.iter().filter(|span| span.end <= mention.span.start).max().copied();
        let fits = self.list.iter().enumerate().filter(|(_, party)| party.kind == kind && party.named);
        fits.filter_map(|(index, party)| Some((earlier(party)?, index))).max().map(|(_, index)| index)
    }

    /// The group that `these exchanges` refers back to.
    fn several(&self, mention: &Mention<Entity>) -> Option<usize> {
        let low = mention.value.name.to_lowercase();
        let back = ["these ", "those ", "the ", "such "].iter().any(|determiner| low.starts_with(determiner));
        let fits = |party: &Party| party.plural && party.sector == mention.value.sector;
        let earlier = |party: &Party| party.mentions.iter().any(|span| span.end <= mention.span.start);
        self.list.iter().rposition(|party| back && fits(party) && earlier(party))
    }

    /// The party that a definite noun phrase refers back to: the best fit of sector, a name before a noun phrase,
    /// the latest before the earlier.
    fn antecedent(&self, mention: &Mention<Entity>) -> Option<usize> {
        // `according to iSight Partners. The Dallas firm …`: the firm cited last, where nobody was named since.
        if mention.value.name.ends_with(" firm") || mention.value.name.ends_with(" company") {
            let last = |(index, party): (usize, &Party)| {
                let span = party.mentions.iter().filter(|span| span.end <= mention.span.start).max()?;
                let speaks = matches!(party.kind, EntityKind::Organization | EntityKind::Analyst);
                (party.named && speaks && mention.span.start - span.end < 120).then_some((*span, index))
            };
            let cited = self.list.iter().enumerate().filter_map(last).max().map(|(_, index)| index);
            if let Some(cited) = cited.filter(|index| self.list[*index].kind == EntityKind::Analyst) {
                return Some(cited);
            }
        }
        // A business "of another kind" may be any.
        let sector = mention.value.sector.filter(|sector| *sector != Sector::Other);
        let before = |party: &Party| party.mentions.iter().filter(|span| span.end <= mention.span.start).max().copied();
        self.list
            .iter()
            .enumerate()
            .filter(|(_, party)| {
                let platform = PLATFORMS.contains(&party.name.as_str()) && sector != Some(Sector::Technology);
                let network = party.kind == EntityKind::Network && party.titled;
                !party.plural
                    && !platform
                    && (network || matches!(party.kind, EntityKind::Organization | EntityKind::Descriptor))
            })
            .filter_map(|(index, party)| {
                let titled = party.titled;
                let fit = match (sector, party.sector) {
                    (None, _) => 1,
                    (Some(left), Some(right)) if left == right => 3,
                    (
                        Some(Sector::Defi | Sector::CryptoExchange | Sector::Technology),
                        Some(Sector::Defi | Sector::CryptoExchange),
                    ) => 2,
                    (Some(_), None) if party.named => 1,
                    _ => return None,
                };
                Some((fit, party.named, titled, before(party)?, index))
            })
            .max()
            .map(|(_, _, _, _, index)| index)
    }

    /// Countries of names from what stands right beside them: `Japan’s Zaif`, `Barrow Lake, Ontario`, `Seoul-based Interpark`.
    fn locate(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
        for at in 0..entities.len() {
            let Some(party) = self.of[at] else { continue };
            let known = &self.list[party];
            if known.country.is_some() || !matches!(known.kind, EntityKind::Organization | EntityKind::Descriptor) {
                continue;
            }
            self.list[party].country = beside(doc, entities, at);
        }
    }
}

/// The country of a place inside, right before or right after mention number `at`.
fn beside(doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) -> Option<Country> {
    let mention = &entities[at];
    let place = |other: &Mention<Entity>| is_place(other).then_some(other.value.country).flatten();
    let inside = entities.iter().filter(|other| mention.span.contains(other.span) && other.span != mention.span);
    inside
        .filter_map(place)
        .next()
        .or_else(|| {
            let other = entities.get(at.checked_sub(1)?)?;
            let between = doc.text.get(other.span.end..mention.span.start)?;
            matches!(between, "’s " | "'s " | "-based " | " ").then(|| place(other)).flatten()
        })
        .or_else(|| {
            let other = entities[at + 1..].iter().find(|other| other.span.start >= mention.span.end)?;
            let between = doc.text[mention.span.end..other.span.start].trim().to_lowercase();
            (IN.contains(&between.as_str()) && other.value.kind != EntityKind::Demonym).then(|| place(other)).flatten()
        })
}

/// The country that a noun phrase tells, inside it or right beside it: `a crypto exchange operating out of Japan`.
fn country_of(doc: &Document<'_>, entities: &[Mention<Entity>], span: Span) -> Option<Country> {
    let before = |mention: &&Mention<Entity>| {
        mention.span.end <= span.start
            && matches!(&doc.text[mention.span.end..span.start], " " | "-based " | "’s " | "'s ")
    };
    let places = || entities.iter().filter(|mention| is_place(mention));
    places()
        .filter(|mention| span.contains(mention.span) || before(mention))
        .find_map(|mention| mention.value.country)
        .or_else(|| {
            let next = places().find(|mention| mention.span.start >= span.end)?;
            let between = doc.text[span.end..next.span.start].trim().to_lowercase();
            IN.contains(&between.as_str()).then_some(next.value.country).flatten()
        })
}

/// The country that the words of `span` name first.
pub(super) fn country_inside(entities: &[Mention<Entity>], span: Span) -> Option<Country> {
    entities.iter().filter(|mention| span.contains(mention.span)).find_map(|mention| mention.value.country)
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

/// `its foreign ministry`: what somebody has, seldom who it is.
fn is_possessed(name: &str) -> bool {
    let low = name.to_lowercase();
    ["its ", "their ", "his ", "her ", "our ", "whose "].iter().any(|owner| low.starts_with(owner))
}

/// `the district court`, `the prosecutor's office`: who judges and accuses is seldom hit.
fn is_of_justice(name: &str) -> bool {
    let justice =
        |word: &str| matches!(word, "court" | "courts" | "tribunal" | "police" | "prosecutor" | "prosecutors");
    name.to_lowercase().split(|c: char| !c.is_alphabetic()).any(justice)
}

/// The same words again mean the same, and so do `pensioners` and `700 pensioners`.
fn is_same_noun(party: &Party, name: &str, mention: &Mention<Entity>) -> bool {
    let known = bare(&party.name);
    let head = |words: &str| words.rsplit(' ').next().unwrap_or("").to_owned();
    let short = !known.contains(' ') || !name.contains(' ');
    let counted = |words: &str| words.starts_with(|c: char| c.is_ascii_digit()) || !words.contains(' ');
    known == name
        || party.plural
            && mention.value.reference == Reference::Plural
            && short
            && counted(&known)
            && counted(name)
            && head(&known) == head(name)
}

fn is_place(mention: &Mention<Entity>) -> bool {
    matches!(mention.value.kind, EntityKind::Country | EntityKind::Demonym | EntityKind::Place)
}

/// Body mentions before those in titles and headings: names are learned where capitals tell something.
fn body_first(doc: &Document<'_>, entities: &[Mention<Entity>]) -> Vec<usize> {
    let in_title = |at: &usize| {
        doc.sentence_at(entities[*at].span.start)
            .is_some_and(|sentence| matches!(doc.sentences[sentence].kind, BlockKind::Title | BlockKind::Heading))
    };
    let all = 0..entities.len();
    all.clone().filter(|at| !in_title(at)).chain(all.filter(in_title)).collect()
}

fn same_party(party: &Party, entity: &Entity) -> bool {
    if party.kind == EntityKind::Country || entity.kind == EntityKind::Country {
        return party.kind == entity.kind && party.country == entity.country;
    }
    let (left, right) = (words(&party.name), words(&entity.name));
    if left == right || is_turned(&left, &right) {
        return true;
    }
    // A person, a newspaper and a firm that share a word are three parties.
    let apart =
        |kind: EntityKind| party.kind == kind && entity.kind != kind || party.kind != kind && entity.kind == kind;
    if apart(EntityKind::Person) || apart(EntityKind::Media) {
        return false;
    }
    let person = party.kind == EntityKind::Person;
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    if person && short.len() == 1 {
        return long.last() == short.first();
    }
    let telling = short.iter().any(|word| word.len() > 2 && !WEAK.contains(&word.as_str()));
    let begins = short.len() < long.len() && long[..short.len()] == short[..];
    telling && (begins || is_shortened(short, long)) || is_acronym(short, long)
}

/// Words that end the names of what a firm sells, once the firm is known without them: `Garmin Pay`.
const PRODUCTS: &[&str] = &["pay", "cloud", "wallet", "tv", "mail", "connect"];

/// Words that end the names of versions of a project, and of what it keeps.
fn is_kept(word: &str) -> bool {
    const KEPT: &[&str] = &["v1", "v2", "v3", "v4", "v5", "pool", "pools", "contract", "contracts", "security"];
    KEPT.contains(&word)
}

/// `Marrick University` for `University of Marrick`: the same words about `of`.
fn is_turned(left: &[String], right: &[String]) -> bool {
    let parts = |words: &[String]| -> Option<Vec<String>> {
        let at = words.iter().position(|word| word == "of")?;
        Some(words[at + 1..].iter().chain(&words[..at]).cloned().collect())
    };
    parts(left).is_some_and(|turned| turned == right) || parts(right).is_some_and(|turned| turned == left)
}

/// `Cosmos Bank` for `Cosmos Cooperative Bank`: the same first and last word, and nothing that the longer lacks.
fn is_shortened(short: &[String], long: &[String]) -> bool {
    let common = |word: &String| {
        WEAK.contains(&word.as_str())
            || matches!(
                word.as_str(),
                "first"
                    | "national"
                    | "new"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "bank"
                    | "university"
                    | "saint"
                    | "st"
            )
    };
    let mut rest = long.iter();
    short.len() > 1
        && short.len() < long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && !short.first().is_some_and(common)
        && short.iter().all(|word| rest.any(|other| other == word))
}

/// Words whose initials an acronym leaves out, in English and in other languages.
const SMALL: &[&str] = &["of", "the", "and", "for"];
const FOREIGN: &[&str] = &[
    "of", "the", "and", "for", "de", "du", "des", "d", "la", "le", "l", "les", "del", "della", "di", "da", "do", "dos",
    "das", "e", "y", "et", "und", "der", "van", "wa", "ya",
];

/// Whether the one word of `short` is made of the initials of `long`.
fn is_acronym(short: &[String], long: &[String]) -> bool {
    let initials = |small: &[&str]| -> String {
        long.iter().filter(|word| !small.contains(&word.as_str())).filter_map(|word| word.chars().next()).collect()
    };
    short.len() == 1
        && short[0].len() >= 2
        && long.len() >= 2
        && [SMALL, FOREIGN].iter().any(|small| initials(small) == short[0])
}

/// Ends of addresses: `Larkspur.com` is Larkspur.
const HOSTS: &[&str] = &[".com", ".io", ".fi", ".finance", ".exchange", ".org", ".net", ".xyz", ".app", ".money"];

fn words(name: &str) -> Vec<String> {
    // `M&S` is one word, `Marks & Spencer` two.
    let name = name.replace(" & ", " \u{0} ").replace('&', "").replace('\u{0}', "&");
    name.split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.').to_lowercase())
        .map(|word| HOSTS.iter().find_map(|host| word.strip_suffix(host)).map_or(word.clone(), str::to_owned))
        .filter(|word| !word.is_empty() && word != "the" && word != "s")
        .collect()
}

/// Whether a text holds a name as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| Span::new(at, at + name.len()).stands_apart(text, &[]))
}

/// A name in small letters without the determiner that it begins with, if it is one of these.
pub(super) fn without_determiner(name: &str, determiners: &[&str]) -> String {
    let low = name.to_lowercase();
    determiners.iter().find_map(|determiner| low.strip_prefix(determiner)).unwrap_or(&low).to_owned()
}

/// A noun phrase without its determiner.
fn bare(phrase: &str) -> String {
    let low = phrase.to_lowercase();
    let mut words: Vec<&str> = low.split_whitespace().collect();
    let determiner = |word: &str| {
        matches!(word, "the" | "a" | "an" | "its" | "their" | "this" | "that" | "these" | "those" | "our" | "another")
    };
    if words.len() > 1 && determiner(words[0]) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    #[test]
    fn what_stands_where_is_the_same_once_settled() {
        let text = "Two exchanges robbed\n\nThe exchange Quornex said that it lost $4 million. Peckwell Trade, another firm, told Ada \
                    Lindqvist that it was robbed. She wrote that Quornex's bridge was drained. They closed it, which Peckwell Trade regrets.";
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let open = Parties::link(&doc, &entities);
        let settled = open.clone().settled();
        let sentences =
            |parties: &Parties| (0..doc.sentences.len()).map(|at| parties.in_sentence(&doc, at)).collect::<Vec<_>>();
        assert_eq!(sentences(&open), sentences(&settled));
        let pronouns = |parties: &Parties| {
            let words = doc.tokens.iter().map(|token| token.span);
            let meant = |span: Span| parties.of_pronoun(&doc, span.start, &doc.slice(span).to_lowercase());
            words.map(|span| (meant(span), parties.of_span(span))).collect::<Vec<_>>()
        };
        assert_eq!(pronouns(&open), pronouns(&settled));
        let named = |parties: &Parties| entities.iter().map(|entity| parties.of_span(entity.span)).collect::<Vec<_>>();
        assert_eq!(named(&open), named(&settled));
        assert!(named(&settled).iter().any(Option::is_some));
    }

    #[test]
    fn a_version_and_a_pool_are_of_their_project() {
        for text in [
            "Quornex lost its coins. The pools of Quornex V2 were drained.",
            "The Quornex ETH Pool was drained. Quornex lost it all.",
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            let parties = Parties::link(&doc, &entities);
            let names: Vec<&str> =
                parties.list.iter().filter(|party| party.named).map(|party| party.name.as_str()).collect();
            assert_eq!(names, ["Quornex"], "{text}");
        }
    }
}
