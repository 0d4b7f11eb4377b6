//! Towns that no other table knows, where the words beside them say that a place is meant: `in Celje`, `Salina, Kansas`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::name::title_case;
use super::table::{list, rows, some};
use super::{Country, Entity, EntityKind};
use crate::extract::Rule;
use crate::text::{BlockKind, Document, Sentence, Span, TokenKind, regex};

const TOWNS: &str = include_str!("../../../models/lexicons/towns.tsv");
const PLACES: &str = include_str!("../../../models/lexicons/places.tsv");
const COUNTRIES: &str = include_str!("../../../models/lexicons/countries.tsv");

/// Every town and where it lies, sorted by its bytes.
static SORTED: LazyLock<Vec<(&str, Option<Country>)>> =
    LazyLock::new(|| rows(TOWNS).map(|[name, alpha2]| (name, some(alpha2))).collect());

/// What stands before a place.
const BEFORE: &[&str] =
    &["in", "near", "outside", "around", "city of", "town of", "village of", "municipality of", "suburb of"];
/// `in Solihull, Halewood and Wolverhampton`, `nationals from Trier and Bitburg`: places in a row.
static ROW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:in|from|near|outside|around)\s(?P<row>\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2}(?:,\s\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2})*\sand\s\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2})",
    )
});
/// `a trading company from Samobor`, `a man from Celje`: who comes from a place.
static HAILS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:company|firm|business|shop|supplier|contractor|trader|man|woman|men|women|people|couple|family|brothers|sisters|students?|teenagers?|pensioners?|farmers?|residents?|year-old|gang|nationals?) from$",
    )
});
/// Months that towns are called after: `in March`.
const MONTHS: &[&str] = &["March", "April", "May", "June", "August"];
/// Words of the longest name.
const WORDS: usize = 4;

/// Towns of the table, told by their neighbours.
pub(super) struct Towns {
    /// Countries, their peoples, states and large cities: what stands behind the comma after a town, and where it lies.
    around: BTreeMap<&'static str, Option<Country>>,
}

impl Towns {
    pub(super) fn new() -> Self {
        let places = rows(PLACES).map(|[place, alpha2, _kind]| (place, some(alpha2)));
        let countries = rows::<5>(COUNTRIES).flat_map(|[alpha2, name, aliases, _, capitals]| {
            list(aliases).chain(list(capitals)).chain([name]).map(move |form| (form, Some(alpha2)))
        });
        Self { around: places.chain(countries).collect() }
    }

    /// The country, state or city that is told behind a town: `Salina, Kansas`, `Hof (Germany)`.
    fn behind(&self, after: &str) -> Option<Option<Country>> {
        let around = after.strip_prefix(", ").or_else(|| after.strip_prefix(" ("))?;
        // `Elko, Nev. —`
        let end = around.find(|c: char| !(c.is_alphabetic() || " -.".contains(c))).unwrap_or(around.len());
        let stops = around[..end].match_indices('.').flat_map(|(at, _)| [at, at + 1]);
        let mut ends: Vec<usize> =
            around[..end].match_indices(' ').map(|(at, _)| at).chain(stops).chain([end]).collect();
        ends.sort_unstable();
        ends.into_iter().filter_map(|end| self.around.get(&around[..end]).copied()).next_back()
    }
}

impl Rule<Entity> for Towns {
    fn name(&self) -> &'static str {
        "town"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let mut known: BTreeMap<&str, Option<Country>> = BTreeMap::new();
        for sentence in &doc.sentences {
            for at in sentence.tokens.clone() {
                let Some((span, lies)) = longest(doc, sentence, at) else { continue };
                let (before, after) = (doc.text[..span.start].trim_end(), &doc.text[span.end..]);
                let behind = self.behind(after);
                let stands = |word: &&&str| {
                    before.strip_suffix(**word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
                };
                // `Kurt Brellow, 29, of Birkirkara`
                let lives = [", of", ", from"]
                    .iter()
                    .any(|of| before.strip_suffix(of).is_some_and(|age| age.ends_with(|c: char| c.is_ascii_digit())));
                let place = lives
                    || HAILS.is_match(before)
                    || BEFORE.iter().any(|word| stands(&word)) && !after.starts_with(['\'', '’'])
                    || behind.is_some()
                    || after.starts_with("-based")
                    || opens_dateline(doc, sentence, span);
                if place {
                    known.entry(doc.slice(span)).or_insert(behind.flatten().or(lies));
                }
            }
        }
        for (name, country) in self.in_rows(doc.text) {
            known.entry(name).or_insert(country);
        }
        let every = |(name, country): (&str, Option<Country>)| -> Vec<(Span, Entity)> {
            let spans = doc.text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
            let entity = |span| (span, Entity { country, ..Entity::named(EntityKind::Place, name) });
            spans.filter(|span| span.stands_apart(doc.text, &[])).map(entity).collect()
        };
        let mut found: Vec<(Span, Entity)> = known.into_iter().flat_map(every).collect();
        found.extend(doc.sentences.iter().filter_map(|sentence| self.shouted(doc, sentence)));
        found
    }
}

impl Towns {
    /// Towns of rows in which every name is one of a place.
    fn in_rows<'a>(&self, text: &'a str) -> Vec<(&'a str, Option<Country>)> {
        let mut found = Vec::new();
        for row in ROW.captures_iter(text).filter_map(|found| found.name("row")) {
            let names: Vec<&str> = row.as_str().split(", ").flat_map(|part| part.split(" and ")).collect();
            if names.iter().all(|name| self.around.contains_key(name) || lies(name).is_some()) {
                let town = |name: &&'a str| !MONTHS.contains(name);
                found.extend(names.into_iter().filter(town).filter_map(|name| Some((name, lies(name)?))));
            }
        }
        found
    }

    /// `LINZ. Officers arrested`, `IZMIR (translated) — The platform`: the place of a dateline, in capitals.
    fn shouted(&self, doc: &Document<'_>, sentence: &Sentence) -> Option<(Span, Entity)> {
        let words = doc.tokens_of(sentence).iter().filter(|token| token.kind == TokenKind::Word);
        let capitals = |span: Span| !doc.slice(span).contains(char::is_lowercase) && span.len() > 2;
        let words: Vec<Span> = words.map(|token| token.span).take_while(|span| capitals(*span)).take(WORDS).collect();
        let span = words.first()?.cover(*words.last()?);
        let marks = [". ", ",", " (", " —", " –", " -", ":", "."];
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Dateline)
            || span.start != sentence.span.start
            || !marks.iter().any(|mark| doc.text[span.end..].starts_with(mark))
        {
            return None;
        }
        let name: Vec<String> = doc.slice(span).split(' ').map(title_case).collect();
        let name = name.join(" ");
        let country = self.around.get(name.as_str()).copied().or_else(|| lies(&name))?;
        Some((span, Entity { country, ..Entity::named(EntityKind::Place, name) }))
    }
}

/// The longest name of a town that begins at token `at`, and where it lies.
fn longest(doc: &Document<'_>, sentence: &Sentence, at: usize) -> Option<(Span, Option<Country>)> {
    let first = doc.tokens[at];
    if first.kind != TokenKind::Word || !doc.slice(first.span).starts_with(char::is_uppercase) {
        return None;
    }
    let words = doc.tokens[at..sentence.tokens.end].iter().filter(|token| token.kind == TokenKind::Word).take(WORDS);
    let spans =
        words.map(|last| first.span.cover(last.span)).take_while(|span| !doc.slice(*span).contains(['\n', ',']));
    spans
        .filter(|span| !MONTHS.contains(&doc.slice(*span)))
        .filter_map(|span| lies(doc.slice(span)).map(|country| (span, country)))
        .last()
}

/// The one country in which a town of the table lies.
pub(crate) fn country_of_town(name: &str) -> Option<Country> {
    lies(name).flatten().filter(|_| !MONTHS.contains(&name))
}

/// Where a town lies that the table knows.
fn lies(name: &str) -> Option<Option<Country>> {
    SORTED.binary_search_by(|(known, _)| known.as_bytes().cmp(name.as_bytes())).ok().map(|at| SORTED[at].1)
}

/// `Celje — `, `Celje (STA) – `: the town that opens the first sentence of the body.
fn opens_dateline(doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
    let body = doc.sentences.iter().find(|other| matches!(other.kind, BlockKind::Dateline | BlockKind::Body));
    let after = &doc.text[span.end..];
    body.is_some_and(|first| first.span == sentence.span)
        && span.start == sentence.span.start
        && [" (", " —", " –", " - ", ", "].iter().any(|mark| after.starts_with(mark))
        && after.chars().take(40).any(|c| matches!(c, '—' | '–' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_are_told_by_their_neighbours() {
        let rule = Towns::new();
        for (text, expected) in [
            ("It happened in Celje. Police of Celje came.", vec![("Celje", Some("SI")); 2]),
            ("A bank of Salina, Kansas, was robbed.", vec![("Salina", Some("US"))]),
            ("The Forchheim-based brewery closed.", vec![("Forchheim", Some("DE"))]),
            ("A bank of Salina, Kan., was robbed.", vec![("Salina", Some("US"))]),
            ("Celje lost $4 million.", vec![]),
            ("They trusted in Quornex.", vec![]),
            ("Men from Riga and Celje did it.", vec![("Celje", Some("SI"))]),
            ("They trusted in Quornex and Celje.", vec![]),
            ("Jan Brellow, 29, of Celje did it.", vec![("Celje", Some("SI"))]),
            ("A trading company from Celje lost it.", vec![("Celje", Some("SI"))]),
            ("They stole it from Celje.", vec![]),
            ("It was robbed in March.", vec![]),
            ("Theft\n\nTurda (Agerpres) – A shop was robbed.", vec![("Turda", Some("RO"))]),
            ("Theft\n\nIZMIR (translated) — A shop was robbed. All was well.", vec![("IZMIR", Some("TR"))]),
            ("A clinic in Ried im Innkreis closed.", vec![("Ried im Innkreis", Some("AT"))]),
        ] {
            let doc = Document::new(text);
            let found = rule.find(&doc);
            let found: Vec<_> = found.iter().map(|(span, entity)| (doc.slice(*span), entity.country)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_by_bytes() {
        assert!(SORTED.len() > 60_000);
        assert!(SORTED.is_sorted_by(|one, two| one.0.as_bytes() < two.0.as_bytes()));
    }
}
