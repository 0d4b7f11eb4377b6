//! `MELBOURNE:`, `OSLO —`: the place of a dateline, which is shouted there and written as usual in every table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::table::{list, rows, some};
use super::{Country, Entity, EntityKind};
use crate::extract::Rule;
use crate::text::{BlockKind, Document, Span, TokenKind};

const COUNTRIES: &str = include_str!("../../../models/lexicons/countries.tsv");
const PLACES: &str = include_str!("../../../models/lexicons/places.tsv");

/// Where the place lies that a dateline names, in any case: `SASKATOON`, `Port of Spain`.
pub(crate) fn dateline_country(place: &str) -> Option<Country> {
    SHOUTED.get(&place.to_uppercase()).and_then(|(_, country)| *country)
}

/// Places in capitals, as they are written elsewhere and where they lie.
static SHOUTED: LazyLock<BTreeMap<String, (&str, Option<Country>)>> = LazyLock::new(|| {
    let mut places = BTreeMap::new();
    for [place, alpha2, _kind] in rows(PLACES) {
        places.insert(place.to_uppercase(), (place, some(alpha2)));
    }
    for [alpha2, _, _, _, capitals] in rows::<5>(COUNTRIES) {
        places.extend(list(capitals).map(|capital| (capital.to_uppercase(), (capital, Some(alpha2)))));
    }
    places
});

pub(super) struct Dateline;

impl Rule<Entity> for Dateline {
    fn name(&self) -> &'static str {
        "dateline"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let Some(line) = doc.sentences.iter().find(|sentence| sentence.kind == BlockKind::Dateline) else {
            return vec![];
        };
        let words: Vec<Span> = doc
            .tokens_of(line)
            .iter()
            .filter(|token| token.kind != TokenKind::Space)
            .take_while(|token| token.kind == TokenKind::Word && is_shouted(doc.slice(token.span)))
            .map(|token| token.span)
            .collect();
        // `NEW YORK` before `NEW`.
        let longest = (1..=words.len()).rev().find_map(|count| {
            let span = words[0].cover(words[count - 1]);
            SHOUTED.get(doc.slice(span)).map(|place| (span, *place))
        });
        longest
            .map(|(span, (name, country))| {
                let mut entity = Entity::named(EntityKind::Place, name);
                entity.country = country;
                (span, entity)
            })
            .into_iter()
            .collect()
    }
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_shouted_places() {
        let rule = Dateline;
        for (text, expected) in [
            ("Title\n\nMELBOURNE: It rained all day in the town.", Some("AU")),
            ("Title\n\nNEW YORK, May 3 (Wire) — It rained all day.", Some("US")),
            ("Title\n\nTALLINN, June 14. It rained all day in the town.", Some("EE")),
            ("Title\n\nXYLOPOLIS — It rained all day in the town.", None),
            ("Title\n\nMelbourne is a city: it rained all day.", None),
        ] {
            let found = rule.find(&Document::new(text));
            assert_eq!(found.first().and_then(|(_, entity)| entity.country), expected, "{text}");
        }
    }
}
