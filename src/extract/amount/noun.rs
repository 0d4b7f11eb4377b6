//! The noun that a number counts: `consumers` in `143 million U.S. consumers`.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::phrase::Phrase;
use crate::{
    extract::number::{Form, Walk},
    text::TokenKind,
};

/// Nouns that cyber news counts.
pub(super) struct Units {
    /// Singular in lower case → plural.
    plurals: HashMap<String, &'static str>,
    /// Plural in lower case → as written.
    written: HashMap<String, &'static str>,
}

impl Units {
    pub(super) fn new() -> Self {
        let mut new = Self { plurals: HashMap::new(), written: HashMap::new() };
        for row in include_str!("../../../models/lexicons/units.tsv").lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            if let (Some(plural), Some(singular)) = (columns.next(), columns.next()) {
                new.plurals.insert(singular.to_lowercase(), plural);
                new.written.insert(plural.to_lowercase(), plural);
            }
        }
        new
    }

    /// The noun as written where the table has it in the plural.
    pub(super) fn known(&self, noun: &str) -> Option<String> {
        self.written.get(&noun.to_lowercase()).map(|written| (*written).to_owned())
    }

    /// Whether the table has this noun.
    pub(super) fn knows(&self, unit: &str) -> bool {
        self.written.contains_key(&unit.to_lowercase())
    }
}

/// What a number counts.
pub(super) struct Head {
    pub(super) unit: String,
    /// One past its token.
    pub(super) end: usize,
}

/// Words that end the noun phrase: no noun behind them belongs to the number.
const STOP: &[&str] = &[
    "a", "about", "after", "against", "all", "although", "among", "an", "and", "any", "are", "around", "as", "at",
    "be", "because", "been", "before", "being", "between", "but", "by", "can", "cent", "could", "did", "do", "does",
    "during", "each", "every", "for", "from", "goes", "gets", "had", "has", "have", "he", "her", "his", "how", "if",
    "in", "into", "is", "it", "its", "makes", "may", "might", "must", "my", "no", "not", "of", "off", "on", "onto",
    "or", "our", "out", "over", "per", "percent", "pct", "said", "says", "she", "should", "since", "so", "such",
    "takes", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though",
    "through", "to", "told", "under", "until", "up", "upon", "via", "was", "we", "were", "what", "when", "where",
    "which", "while", "who", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "i",
    "across", "ago", "including", "versus", "vs", "plus", "minus", "times'", "us", "now", "also", "already", "is",
    "isn't", "comes", "shows", "works", "seems", "needs", "wants", "uses", "runs", "allows", "lets", "becomes",
    "means", "starts", "begins", "remains", "contains", "includes", "am", "pm", "yes", "perhaps", "always",
    "sometimes", "afterwards", "earlier", "later", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten",
];
/// Words in -s that are no plurals.
const SINGULAR: &[&str] = &[
    "news", "gas", "bus", "lens", "texas", "paris", "kansas", "illinois", "arkansas", "massachusetts", "netherlands",
    "philippines", "chaos", "sms", "dns", "https", "gps", "aws", "cms", "pos", "rss", "sas", "ios", "os", "windows",
    "tls", "vps", "dms", "nhs", "irs", "dhs", "cms", "hours-", "overseas", "besides", "mathematics", "politics",
    "physics", "economics", "electronics", "sports", "savings",
];
const IRREGULAR: &[&str] = &[
    "people", "men", "women", "children", "staff", "personnel", "police", "media", "criteria", "servicemen",
    "businessmen", "gb", "tb", "mb", "kb", "pb",
];

/// Words between a number and its noun, at most.
const REACH: usize = 7;

pub(super) fn head(walk: &Walk<'_, '_>, units: &Units, phrase: &Phrase<()>) -> Option<Head> {
    let mut at = walk.visible(phrase.tokens.end)?;
    let mut partitive = false;
    if walk.is(at, "of") {
        at = walk.after(at)?;
        let set = ["the", "its", "their", "our", "his", "her", "those", "these", "all", "them"];
        partitive = set.iter().any(|word| walk.is(at, word));
        if partitive {
            at = walk.after(at)?;
        } else if phrase.form != Form::Vague && phrase.quantity.value >= Decimal::ONE {
            return None;
        }
    }
    // Two thirds of the users are no count of users.
    if phrase.quantity.value > Decimal::ZERO && phrase.quantity.value < Decimal::ONE {
        return None;
    }
    if phrase.quantity.value == Decimal::ONE && phrase.quantity.upper.is_none() {
        return single(walk, units, at);
    }
    for _ in 0..REACH {
        match walk.kind(at)? {
            TokenKind::Word => {
                let word = walk.text(at);
                let lower = word.to_lowercase();
                // `current and former students`
                let joins_adjectives = at > walk.visible(phrase.tokens.end)? && matches!(lower.as_str(), "and" | "or");
                if STOP.contains(&lower.as_str()) && !joins_adjectives {
                    return None;
                }
                if let Some(owner) = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")) {
                    // `78.8 million people's records`
                    if IRREGULAR.contains(&owner) {
                        return Some(Head { unit: owner.to_owned(), end: at + 1 });
                    }
                    // `30 of the hospital's servers`
                    if !partitive {
                        return None;
                    }
                    at = walk.after(at)?;
                    continue;
                }
                if plural(walk, at, word, &lower) {
                    let (unit, end) = last_plural(walk, at, lower);
                    let unit = units.written.get(&unit).map_or(unit, |written| (*written).to_owned());
                    return Some(Head { unit, end });
                }
                at = walk.after(at)?;
            }
            TokenKind::Punctuation => {
                let inner = walk.touching_before(at).is_some() && walk.touching(at + 1).is_some();
                // `U.S. consumers`, `e-mail addresses`
                let initial = walk.text(at) == "."
                    && walk.touching_before(at).is_some_and(|before| {
                        walk.text(before).len() == 1 && walk.text(before).bytes().all(|byte| byte.is_ascii_uppercase())
                    });
                let joins = inner && matches!(walk.text(at), "-" | "–" | "/" | "&" | "‑");
                let touches_number = at == phrase.tokens.end;
                if touches_number || !(initial || joins) {
                    return None;
                }
                at = walk.after(at)?;
            }
            TokenKind::Number | TokenKind::Space | TokenKind::Break => return None,
        }
    }
    None
}

/// `one exchange`: a known noun in the singular, at most two words on.
fn single(walk: &Walk<'_, '_>, units: &Units, mut at: usize) -> Option<Head> {
    for _ in 0..2 {
        let lower = walk.text(at).to_lowercase();
        if STOP.contains(&lower.as_str()) || ["day", "thing", "way", "point", "side", "hand"].contains(&lower.as_str())
        {
            return None;
        }
        if let Some(plural) = units.plurals.get(&lower) {
            return Some(Head { unit: (*plural).to_owned(), end: at + 1 });
        }
        at = walk.after(at).filter(|next| walk.kind(*next) == Some(TokenKind::Word))?;
    }
    None
}

fn plural(walk: &Walk<'_, '_>, at: usize, word: &str, lower: &str) -> bool {
    if IRREGULAR.contains(&lower) {
        return true;
    }
    let form = lower.len() > 2
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is");
    if !form || SINGULAR.contains(&lower) {
        return false;
    }
    let capital = word.starts_with(|c: char| c.is_uppercase());
    let acronym = word.len() > 2 && word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_uppercase());
    // `50 Lazarus members`: a capitalised name counts only where no further noun follows.
    !capital
        || acronym
        || !walk.visible(at + 1).is_some_and(|next| {
            walk.kind(next) == Some(TokenKind::Word) && {
                let lower = walk.text(next).to_lowercase();
                !STOP.contains(&lower.as_str()) && lower.ends_with('s')
            }
        })
}

/// The plural at token `at`, or the one right behind it: `systems administrators`.
fn last_plural(walk: &Walk<'_, '_>, at: usize, lower: String) -> (String, usize) {
    let Some(next) = walk.visible(at + 1) else { return (lower, at + 1) };
    let modifier = [
        "systems", "police", "media", "staff", "sales", "goods", "accounts", "payments", "communications", "services",
        "operations", "games",
    ]
    .contains(&lower.as_str());
    let following = walk.text(next).to_lowercase();
    let noun = walk.kind(next) == Some(TokenKind::Word)
        && !STOP.contains(&following.as_str())
        && plural(walk, next, walk.text(next), &following);
    if modifier && noun { (following, next + 1) } else { (lower, at + 1) }
}
