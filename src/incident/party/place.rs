//! Where parties are, as the words beside their names tell.

use super::{Parties, Party};
use crate::extract::Mention;
use crate::extract::entity::{Country, Entity, EntityKind};
use crate::record::Sector;
use crate::text::{Document, Span};

/// What stands between a noun phrase and the place that it names.
const IN: &[&str] = &[
    "in", "of", "from", "based in", "operating out of", "operating in", "headquartered in", "located in", ",",
    "out of", "registered in", ", based in", ", headquartered in", "(",
];

impl Parties {
    /// Makes the place of entity mention `at` a party: a town that was hit.
    pub(in crate::incident) fn town(&mut self, entities: &[Mention<Entity>], at: usize) {
        let mention = &entities[at];
        if self.of[at].is_some() {
            return;
        }
        let name = &mention.value.name;
        let known = self.list.iter().position(|party| party.named && party.name == *name);
        let index = known.unwrap_or_else(|| {
            self.add(Party {
                country: mention.value.country,
                sector: Some(Sector::Government),
                ..Party::new(name, mention.span, EntityKind::Organization)
            })
        });
        self.list[index].mentions.push(mention.span);
        self.list[index].mentions.sort();
        self.of[at] = Some(index);
    }

    /// Countries of names from what stands right beside them: `Japan’s Zaif`, `Barrow Lake, Ontario`, `Seoul-based Interpark`.
    pub(super) fn locate(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
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
pub(super) fn country_of(doc: &Document<'_>, entities: &[Mention<Entity>], span: Span) -> Option<Country> {
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
pub(in crate::incident) fn country_inside(entities: &[Mention<Entity>], span: Span) -> Option<Country> {
    entities.iter().filter(|mention| span.contains(mention.span)).find_map(|mention| mention.value.country)
}

fn is_place(mention: &Mention<Entity>) -> bool {
    matches!(mention.value.kind, EntityKind::Country | EntityKind::Demonym | EntityKind::Place)
}
