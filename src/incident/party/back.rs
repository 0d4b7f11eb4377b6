//! Which party a noun phrase or a pronoun refers back to: `the exchange`, `its platform`, `they`.

use super::place::country_of;
use super::{Parties, Party, bare};
use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind, Reference};
use crate::record::Sector;
use crate::text::{BlockKind, Document, Span};

/// Where things are said, shown and kept: seldom what "it" means.
const PLATFORMS: &[&str] = &[
    "Telegram", "Twitter", "Discord", "Medium", "Reddit", "YouTube", "Instagram", "Facebook", "GitHub", "Etherscan",
    "Tornado Cash",
];

impl Parties {
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

    /// Links `the exchange` to the party that it refers back to, or makes it a party without a name.
    pub(super) fn refer(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>], at: usize) {
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
            self.add(Party {
                country: country_of(doc, entities, mention.span),
                sector: mention.value.sector,
                named: false,
                plural: mention.value.reference == Reference::Plural,
                ..Party::new(&mention.value.name, mention.span, EntityKind::Descriptor)
            })
        });
        self.list[index].mentions.push(mention.span);
        self.of[at] = Some(index);
    }

    /// `Estonian bank knocked offline` above `Customers of Põhjala Pank …`: the noun phrase of a title means the first
    /// organisation of the lead that can be it.
    pub(super) fn untitle(&mut self, doc: &Document<'_>) {
        let kind_at = |span: &Span| doc.sentence_at(span.start).map(|at| doc.sentences[at].kind);
        let Some(lead) = doc.lead() else { return };
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
}

/// `its foreign ministry`: what somebody has, seldom who it is.
fn is_possessed(name: &str) -> bool {
    let low = name.to_lowercase();
    ["its ", "their ", "his ", "her ", "our ", "whose "].iter().any(|owner| low.starts_with(owner))
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
