//! Organisations that have no name and are told by where they are: `a trading platform in Indonesia`, `the foreign ministry of
//! Timor-Leste`. The place belongs to what they are called.

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};
use crate::text::{Document, Span};

use super::Parties;

/// What joins a noun phrase to its place.
const IN: &[&str] = &[" in ", " in the ", " based in ", " of ", " of the ", " from "];

/// Widens the noun phrases of parties without a name by the place behind them.
pub(super) fn learn(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    for party in parties.list.iter_mut().filter(|party| !party.named && party.kind == EntityKind::Descriptor) {
        let Some((narrow, wide)) = party.mentions.iter().find_map(|span| Some((*span, widened(doc, entities, *span)?)))
        else {
            continue;
        };
        party.mentions.push(wide);
        party.mentions.sort();
        if party.span == narrow || doc.slice(narrow).ends_with(party.name.as_str()) {
            party.span = wide;
            doc.slice(wide).clone_into(&mut party.name);
        }
    }
}

/// A noun phrase with the place behind it.
fn widened(doc: &Document<'_>, entities: &[Mention<Entity>], span: Span) -> Option<Span> {
    let from = entities.partition_point(|mention| mention.span.start < span.end);
    let place = entities.get(from..)?.iter().take(4).find(|mention| {
        let joint = doc.text.get(span.end..mention.span.start).unwrap_or("");
        let place = matches!(mention.value.kind, EntityKind::Place | EntityKind::Country);
        // Towns that no table knows are told apart from firms by "in" alone.
        let town = mention.value.kind == EntityKind::Organization && joint.trim_end_matches("the ").ends_with("in ");
        IN.contains(&joint) && (place || town)
    })?;
    // "in Tampa's harbour": not the place itself.
    let owns = doc.text[place.span.end..].starts_with(['’', '\'']);
    (!owns).then(|| span.cover(place.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    #[test]
    fn the_place_is_part_of_what_has_no_name() {
        for (text, expected) in [
            ("They robbed a trading platform in Indonesia in 2018.", "a trading platform in Indonesia"),
            ("It hit the foreign ministry of Timor-Leste.", "the foreign ministry of Timor-Leste"),
            ("It hit a law firm in May.", "a law firm"),
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            let mut parties = Parties::link(&doc, &entities);
            learn(&doc, &entities, &mut parties);
            let names: Vec<&str> =
                parties.list.iter().filter(|party| !party.named).map(|party| party.name.as_str()).collect();
            assert!(names.contains(&expected), "{text}: {names:?}");
        }
    }
}
