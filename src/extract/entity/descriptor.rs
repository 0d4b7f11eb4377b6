//! `the exchange`, `a Japanese crypto exchange`, `several hospitals`: a noun phrase that says what a party is.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::table::rows;
use super::{Entity, EntityKind, Reference};
use crate::extract::Rule;
use crate::record::Sector;
use crate::text::{BlockKind, Document, Span, Token, TokenKind};

const SECTORS: &str = include_str!("../../../models/lexicons/sectors.tsv");

/// Nouns for any organisation.
const GENERIC: &[&str] = &[
    "company", "firm", "platform", "organization", "organisation", "provider", "project", "service", "business",
    "startup", "start-up", "operator", "operation", "site", "website", "app", "network", "corporation", "entity",
    "institution", "venture", "conglomerate", "giant", "maker", "developer", "group", "subsidiary", "victim",
    "marketplace", "trading venue", "venue",
];

/// Nouns for organisations where they are introduced: `a society in Nyeri`; `the society`, `the club` are often something else.
const INTRODUCED: &[&str] = &[
    "society", "chain", "practice", "alliance", "club", "office", "farm", "shop", "vineyard", "winery", "distillery",
    "boatyard", "shipyard", "bakery", "butcher", "sawmill", "workshop", "studio", "dealer", "dealership", "producer",
    "exporter", "importer", "shipbroker", "commission", "directorate", "household", "family", "charity", "parish",
    "guesthouse", "nursery", "garage", "salon", "pub", "factory", "mill", "plant", "dairy", "boutique", "practise",
    "partnership", "branch", "campsite", "quarry", "haulier", "forwarder",
];

/// How many words a phrase may have before its head.
const REACH: usize = 6;

/// Words that a descriptor cannot hold.
const OUTSIDE: &[&str] = &[
    "of", "in", "on", "at", "by", "from", "to", "for", "with", "as", "and", "or", "but", "that", "which", "who", "was",
    "is", "were", "are", "has", "had", "have", "be", "been", "said", "against", "after", "before", "into", "than",
    "when", "while", "it", "he", "she", "they", "not", "about", "over", "via", "through", "where", "because", "if",
    "told", "hit", "hacked", "will", "would", "must", "can", "could", "may", "might", "should", "shall", "did", "does",
    "do", "force", "forces", "let", "lets", "also", "then", "now", "if", "so", "only", "says", "say",
];
const DEFINITE: &[&str] = &["the", "its", "their", "this", "that", "our", "his", "her", "whose", "these", "those"];
const INDEFINITE: &[&str] = &["a", "an", "another", "one"];
const SEVERAL: &[&str] = &[
    "several", "many", "multiple", "some", "dozens", "various", "numerous", "other", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "few", "both", "most", "all", "certain", "hundreds", "thousands",
];

/// Who studies what the noun before names: `the blockchain analyst`.
const STUDENTS: &[&str] = &[
    "analyst", "analysts", "analytics", "researcher", "researchers", "sleuth", "sleuths", "expert", "experts",
    "investigator", "investigators", "detective", "detectives", "tracker", "trackers",
];

struct Head {
    sector: Option<Sector>,
    plural: bool,
    /// Whether it tells an organisation only behind `a`.
    introduced: bool,
}

pub(super) struct Descriptors {
    automaton: AhoCorasick,
    heads: Vec<Head>,
}

impl Descriptors {
    pub(super) fn new() -> Self {
        let mut forms = Vec::new();
        let mut heads = Vec::new();
        // In this field a bare "exchange" trades crypto assets.
        let exchange = ("exchange", Some(Sector::CryptoExchange));
        let phrases = rows::<3>(SECTORS).map(|[phrase, sector, _]| (phrase, sector.parse().ok())).chain([exchange]);
        for (phrase, sector) in phrases.chain(GENERIC.iter().map(|noun| (*noun, None))) {
            forms.push(phrase.to_owned());
            heads.push(Head { sector, plural: false, introduced: false });
            forms.push(plural(phrase));
            heads.push(Head { sector, plural: true, introduced: false });
        }
        let known: HashSet<String> = forms.iter().map(|form| form.to_lowercase()).collect();
        for noun in INTRODUCED.iter().filter(|noun| !known.contains(**noun)) {
            forms.push((*noun).to_owned());
            heads.push(Head { sector: None, plural: false, introduced: true });
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(forms)
            .expect("the embedded nouns fit one automaton");
        Self { automaton, heads }
    }
}

/// The regular plural of an English noun phrase.
fn plural(phrase: &str) -> String {
    let stem = &phrase[..phrase.len() - 1];
    match phrase.as_bytes() {
        [.., b'a' | b'e' | b'i' | b'o' | b'u', b'y'] => format!("{phrase}s"),
        [.., b'y'] => format!("{stem}ies"),
        [.., b's' | b'x'] | [.., b'c' | b's', b'h'] => format!("{phrase}es"),
        _ => format!("{phrase}s"),
    }
}

impl Rule<Entity> for Descriptors {
    fn name(&self) -> &'static str {
        "descriptor"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let mut found = Vec::new();
        for hit in self.automaton.find_overlapping_iter(doc.text) {
            let span = Span::new(hit.start(), hit.end());
            let head = &self.heads[hit.pattern().as_usize()];
            if let Some((span, reference)) = phrase(doc, span, head) {
                let entity = Entity {
                    kind: EntityKind::Descriptor,
                    name: doc.slice(span).to_owned(),
                    country: None,
                    sector: head.sector,
                    reference,
                };
                found.push((span, entity));
            }
        }
        found
    }
}

/// The whole noun phrase around a head noun, where the head ends whole words and its words are written low.
fn phrase(doc: &Document<'_>, head: Span, noun: &Head) -> Option<(Span, Reference)> {
    let first = doc.token_at(head.start)?;
    let last = doc.token_at(head.end - 1)?;
    let whole = doc.tokens[first].span.start == head.start && ends_word(doc, doc.tokens[last], head.end);
    let large = doc.slice(head).chars().any(char::is_uppercase);
    if !whole || large && !begins_sentence(doc, head) && !(noun.plural && in_title(doc, head)) {
        return None;
    }
    // "foreign exchange", "in exchange for": no organisation.
    let before =
        doc.text[..head.start].trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    if doc.slice(head).eq_ignore_ascii_case("exchange")
        && matches!(before.as_str(), "in" | "foreign" | "data" | "information")
    {
        return None;
    }
    let behind =
        doc.text[head.end..].strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
    if behind.is_some_and(|word| STUDENTS.contains(&word)) {
        return None;
    }
    // A head that goes on with another noun of its kind ("exchange platform") is not the head.
    let mut start = first;
    let mut reference = None;
    for at in (first.saturating_sub(REACH * 2)..first).rev() {
        let token = doc.tokens[at];
        let words = doc.slice(token.span);
        match token.kind {
            TokenKind::Space => continue,
            TokenKind::Word | TokenKind::Number => {}
            TokenKind::Punctuation if words == "-" => continue,
            // `a solicitors' office`
            TokenKind::Punctuation if noun.introduced && matches!(words, "'" | "’") => continue,
            _ => break,
        }
        let low = words.to_lowercase();
        // "that will force operators": no determiner of several.
        if noun.plural && low == "that" {
            break;
        }
        if DEFINITE.contains(&low.as_str()) {
            reference = Some(Reference::Definite);
        } else if INDEFINITE.contains(&low.as_str()) {
            reference = Some(Reference::Indefinite);
        } else if SEVERAL.contains(&low.as_str()) {
            reference = Some(Reference::Plural);
        }
        if reference.is_some() {
            start = at;
            break;
        }
        let number = low.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.') || is_cardinal(&low);
        if noun.plural && number {
            reference = Some(Reference::Plural);
            start = at;
            break;
        }
        // `a notary's office`
        let owns =
            (low.ends_with("’s") || low.ends_with("'s")) && !(noun.introduced && words.starts_with(char::is_lowercase));
        let stops = OUTSIDE.contains(&low.as_str()) || owns;
        if stops {
            break;
        }
    }
    if noun.introduced && reference != Some(Reference::Indefinite) {
        return None;
    }
    if reference.is_none() {
        start = premodified(doc, first);
    }
    let reference = match reference {
        Some(Reference::Definite | Reference::Indefinite) if noun.plural => Reference::Plural,
        Some(reference) => reference,
        None if noun.plural => Reference::Plural,
        None => Reference::Indefinite,
    };
    Some((Span::new(doc.tokens[start].span.start, head.end), reference))
}

/// `seventeen`, `forty`: numbers in words, past those that every list of several holds.
fn is_cardinal(word: &str) -> bool {
    word.ends_with("teen") && word.len() > 5
        || matches!(
            word,
            "eleven" | "twelve" | "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety"
        )
}

/// Without a determiner only capitalised words right before the head belong to it: `Japanese crypto exchange`.
fn premodified(doc: &Document<'_>, first: usize) -> usize {
    let mut start = first;
    while start >= 2 {
        let word = doc.tokens[start - 2];
        let capital = doc.slice(word.span).chars().next().is_some_and(char::is_uppercase);
        let demonym = doc.slice(word.span).ends_with(['n', 'e', 'h', 'i', 'k']) && word.span.len() >= 4;
        if doc.tokens[start - 1].kind == TokenKind::Space && word.kind == TokenKind::Word && capital && demonym {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// Whether `end` closes the word, perhaps before its possessive `’s`.
fn ends_word(doc: &Document<'_>, token: Token, end: usize) -> bool {
    let rest = &doc.text[end..token.span.end];
    rest.is_empty() || matches!(rest, "’s" | "'s")
}

/// Titles write every word large; a plural there names no organisation.
fn in_title(doc: &Document<'_>, span: Span) -> bool {
    doc.sentence_at(span.start).is_some_and(|at| doc.sentences[at].kind == BlockKind::Title)
}

fn begins_sentence(doc: &Document<'_>, span: Span) -> bool {
    doc.sentence_at(span.start).is_some_and(|at| doc.sentences[at].span.start == span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_phrases() {
        let rule = Descriptors::new();
        for (text, expected) in [
            ("The exchange said", "Definite The exchange"),
            ("a popular crypto exchange lost", "Indefinite a popular crypto exchange"),
            ("Several hospitals were hit", "Plural Several hospitals"),
            ("hit by its bank.", "Definite its bank"),
            ("the company’s servers", "Definite the company"),
            ("A notary's office in Bray paid.", "Indefinite A notary's office"),
            ("A solicitors' office paid.", "Indefinite A solicitors' office"),
        ] {
            let doc = Document::new(text);
            let found: Vec<String> =
                rule.find(&doc).into_iter().map(|(span, e)| format!("{:?} {}", e.reference, doc.slice(span))).collect();
            assert!(found.iter().any(|f| f == expected), "{text}: {found:?}");
        }
        for text in ["He embanked", "Exchangeable goods and hospitality", "The blockchain analyst traced it"] {
            assert_eq!(rule.find(&Document::new(text)).len(), 0, "{text}");
        }
    }
}
