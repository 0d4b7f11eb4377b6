//! `MELBOURNE:`, `OSLO —`: the place of a dateline, which is shouted there and written as usual in every table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::table::{list, rows, some};
use super::{Country, Entity, EntityKind};
use crate::extract::Rule;
use crate::text::{BlockKind, Document, Sentence, Span, TokenKind, regex};

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

/// The same for countries.
static LANDS: LazyLock<BTreeMap<String, (&str, Option<Country>)>> = LazyLock::new(|| {
    let land = |[alpha2, name]: [&'static str; 2]| (name.to_uppercase(), (name, Some(alpha2)));
    rows(COUNTRIES).map(land).collect()
});

/// What closes a label.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[.:]| [—–-]) "));

pub(super) struct Dateline;

impl Rule<Entity> for Dateline {
    fn name(&self) -> &'static str {
        "dateline"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let line = doc.sentences.iter().find(|sentence| sentence.kind == BlockKind::Dateline);
        let place = line.and_then(|line| {
            let words = shouted(doc, line);
            // `NEW YORK` before `NEW`.
            (1..=words.len()).rev().find_map(|count| {
                let span = words[0].cover(words[count - 1]);
                SHOUTED.get(doc.slice(span)).map(|(name, country)| (span, place(name, *country)))
            })
        });
        place.into_iter().chain(labels(doc)).collect()
    }
}

/// Labels that name known places, from which on all labels of an article do.
const KNOWN: usize = 2;

/// `• HOBART — Salmon farmer …`, `• PERU. The savings bank …`: where each item of a list is from, not whom it is about.
fn labels(doc: &Document<'_>) -> Vec<(Span, Entity)> {
    let items = (0..doc.sentences.len()).filter(|at| doc.opens_block(*at)).map(|at| &doc.sentences[at]);
    let label = |sentence: &Sentence| {
        let words = shouted(doc, sentence);
        let span = words.first()?.cover(*words.last()?);
        CLOSED.is_match(&doc.text[span.end..]).then_some(span)
    };
    let labels: Vec<Span> = items.filter(|sentence| sentence.kind == BlockKind::Bullet).filter_map(label).collect();
    let known = |span: &Span| SHOUTED.get(doc.slice(*span)).or_else(|| LANDS.get(doc.slice(*span)));
    let places = labels.iter().filter(|span| known(span).is_some()).count() >= KNOWN;
    let named = |span: &Span| match known(span) {
        Some((name, country)) => Some((*span, place(name, *country))),
        None => places.then(|| (*span, place(doc.slice(*span), None))),
    };
    labels.iter().filter_map(named).collect()
}

/// The shouted words that a sentence begins with.
fn shouted(doc: &Document<'_>, sentence: &Sentence) -> Vec<Span> {
    doc.tokens_of(sentence)
        .iter()
        .filter(|token| token.kind != TokenKind::Space)
        .take_while(|token| token.kind == TokenKind::Word && is_shouted(doc.slice(token.span)))
        .map(|token| token.span)
        .collect()
}

fn place(name: &str, country: Option<Country>) -> Entity {
    let mut entity = Entity::named(EntityKind::Place, name);
    entity.country = country;
    entity
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

    #[test]
    fn items_of_a_list_are_from_places() {
        for (text, expected) in [
            ("Title\n\n• TALLINN — It rained.\n\n• MELBOURNE — It snowed.\n\n• XYLOPOLIS — It blew.", 3),
            ("Title\n\n• PERU. It rained.\n\n• Chile. It snowed.", 1),
            ("Title\n\n• QUORNEX — It lost $4 million.\n\n• MELBOURNE — It snowed.", 1),
            ("Title\n\n• QUORNEX — It lost $4 million.\n\n• PECKWELL — It lost $2 million.", 0),
        ] {
            assert_eq!(Dateline.find(&Document::new(text)).len(), expected, "{text}");
        }
    }
}
