//! `loan application details`, `crew passports`, `full name`: a noun for a kind of data with the words that say which; and
//! what stands in one list with such nouns: `names, weight, gender and GPS tracks`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Entity, EntityKind};
use crate::extract::{Mention, Rule};
use crate::text::{BlockKind, Document, Span};

/// Up to three words and a noun for data. What the words may not be is checked afterwards.
static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?<words> (?: [\p{L}\d][\p{L}\d’'/-]* \s ){1,3} )
          (?<head> numbers? | addresses | address | records | files | details | data | information | documents | histories | history
            | scans | assessments | statements | claims | balances | scores | photos | photographs | pictures | images | recordings
            | messages | passwords | credentials | certificates | licences | licenses | contracts | invoices | payslips
            | blueprints | drawings | tracks | logs | passports | visas | diagnoses | prescriptions | results | names?
            | dates \s of \s birth | date \s of \s birth | bookings | itineraries | correspondence | minutes | transcripts
            | evaluations | signatures | fingerprints | biometrics | secrets | designs | plans | manuscripts | code ) \b",
    )
});
/// A word that is no part of a noun phrase for data.
const OUTSIDE: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "your", "my", "this", "that", "these", "those", "of", "in",
    "on", "at", "by", "from", "to", "for", "with", "as", "and", "or", "but", "which", "who", "whose", "was", "were",
    "is", "are", "be", "been", "had", "has", "have", "not", "no", "any", "some", "all", "more", "most", "many",
    "other", "such", "than", "about", "around", "over", "under", "into", "out", "up", "said", "says", "including",
    "include", "included", "includes", "contained", "containing", "holding", "held", "stole", "stolen", "steal",
    "leaked", "leaking", "exposed", "exposing", "exposes", "copied", "copying", "accessed", "accessing", "compromised",
    "taken", "took", "published", "posted", "dumped", "obtained", "encrypted", "deleted", "downloaded", "downloading",
    "removed", "viewed", "sold", "selling", "sensitive", "confidential", "first", "new", "his", "where", "when", "how",
    "what", "if", "it", "he", "she", "they", "we", "you", "i", "also", "only", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "sample", "could", "can", "see", "may", "might",
    "must", "would", "will", "should", "did", "does", "fake", "million", "billion", "thousand", "least", "between",
    "among", "them", "us", "him", "like", "real", "false", "large", "small", "certain", "various", "using", "via",
    "through", "without", "whether", "old", "gives", "gave", "give", "published", "showed", "shows", "used", "use",
    "find", "found", "share", "shared", "access", "own", "millions", "thousands", "hundreds", "internal", "affected",
    "raw", "patient’s", "passenger’s", "customer’s", "same", "last", "next", "further", "future", "latest", "previous",
    "good", "high", "low", "annual", "quarterly", "financial", "further", "early", "late", "test", "per", "whose",
    "both", "either", "each", "every", "entire", "full-year", "record",
];
/// Nouns that with these words name something else: `phone numbers` but not `large numbers`, `IP addresses` but not `addresses`.
const ABSTRACT: &[&str] =
    &["results", "plans", "code", "designs", "claims", "statements", "minutes", "secrets", "scores"];
/// The words that make data of an abstract noun.
const CONCRETE: &[&str] = &[
    "test", "medical", "laboratory", "lab", "health", "insurance", "bank", "source", "exam", "credit", "trade",
    "disciplinary", "board", "product", "engineering", "building", "salary", "tax", "business", "blood",
];

/// Nouns that say little without a word that says which.
const VAGUE: &[&str] = &["data", "information", "records", "files", "documents", "details"];
/// Whose data: says little of which.
const PEOPLE: &[&str] = &[
    "customer", "customers", "client", "clients", "user", "users", "member", "members", "patient", "patients",
    "employee", "employees", "staff", "student", "students", "guest", "guests", "passenger", "subscriber", "company",
    "corporate", "business", "citizen", "resident", "voter", "donor", "player", "consumer", "personal", "private",
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// Nouns for data with their modifiers.
pub(super) struct DataPhrases;

impl Rule<Entity> for DataPhrases {
    fn name(&self) -> &'static str {
        "data"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let mut found = Vec::new();
        for sentence in doc.sentences.iter().filter(|sentence| sentence.kind != BlockKind::Dateline) {
            let text = doc.slice(sentence.span);
            let mut from = 0;
            while let Some(hit) = PHRASE.captures_at(text, from) {
                let (words, head) = (&hit["words"], &hit["head"]);
                let end = hit.get(0).map_or(text.len(), |whole| whole.end());
                from = end;
                let opens = hit.get(0).is_some_and(|whole| whole.start() == 0);
                let first = words.split_whitespace().next().unwrap_or("");
                let kept: Vec<&str> = words
                    .split_whitespace()
                    .rev()
                    .take_while(|word| {
                        !is_outside(word) || opens && *word == first && !is_outside(&word.to_lowercase())
                    })
                    .take_while(|word| VAGUE.contains(&head) || !PEOPLE.contains(word))
                    .collect();
                let abstract_head = ABSTRACT.contains(&head);
                let vague = VAGUE.contains(&head) && kept.iter().all(|word| PEOPLE.contains(word));
                if vague || kept.is_empty() || abstract_head && !kept.iter().any(|word| CONCRETE.contains(word)) {
                    continue;
                }
                let length: usize = kept.iter().map(|word| word.len() + 1).sum();
                let span = Span::new(sentence.span.start + end - head.len() - length, sentence.span.start + end);
                found.push((span, Entity::named(EntityKind::Data, doc.slice(span))));
            }
        }
        found
    }
}

fn is_outside(word: &str) -> bool {
    let low = word.to_lowercase();
    // Names and possessives say whose data, not which; `GPS`, `VAT` say which.
    let shouted = word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let named = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) && !shouted;
    let verb = low.ends_with("ing") && low.len() > 5 && !matches!(low.as_str(), "banking" | "billing" | "browsing");
    named || verb || low.contains(['’', '\'']) || low.ends_with("ly") || OUTSIDE.contains(&low.as_str())
}

/// Adds what stands between two kinds of data in one list: `names, weight, gender and GPS tracks`.
pub(super) fn listed(doc: &Document<'_>, mut mentions: Vec<Mention<Entity>>) -> Vec<Mention<Entity>> {
    let data: Vec<Span> =
        mentions.iter().filter(|mention| mention.value.kind == EntityKind::Data).map(|mention| mention.span).collect();
    let mut added = Vec::new();
    for pair in data.windows(2) {
        let gap = match doc.text.get(pair[0].end..pair[1].start) {
            Some(gap) if gap.starts_with(", ") && gap.len() < 90 && !gap.contains(['.', ';', '\n', '“', '"']) => gap,
            _ => continue,
        };
        let mut at = pair[0].end;
        for piece in gap.split(", ").flat_map(|piece| piece.split(" and ")) {
            let start = doc.text[at..].find(piece).map_or(at, |offset| at + offset);
            at = start + piece.len();
            let words: Vec<&str> = piece.split_whitespace().collect();
            let plain = !words.is_empty() && words.len() <= 3 && !words.iter().any(|word| is_outside(word));
            let span = Span::new(start, start + piece.trim_end().len());
            let free = !mentions.iter().any(|mention| mention.span.overlaps(span));
            if plain && free && piece.trim() == piece && piece.chars().all(|c| c.is_alphabetic() || " -’'".contains(c))
            {
                added.push(Mention { span, value: Entity::named(EntityKind::Data, piece), rule: "data" });
            }
        }
    }
    mentions.extend(added);
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_kinds_of_data() {
        for (text, expected) in [
            ("It held loan application details of thousands.", vec!["loan application details"]),
            ("They copied crew passports and student loan files.", vec!["crew passports", "student loan files"]),
            ("The entry showed a passenger’s full name.", vec!["full name"]),
            ("It published the results and large numbers.", vec![]),
            ("The company’s plans and its records.", vec![]),
            ("Stolen data and Wednesday records.", vec![]),
        ] {
            let doc = Document::new(text);
            let found: Vec<&str> = DataPhrases.find(&doc).into_iter().map(|(span, _)| doc.slice(span)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn fills_lists() {
        for (text, expected) in [
            ("It held phone numbers, weight, gender and GPS tracks.", vec!["weight", "gender"]),
            ("It held phone numbers, the chairman said, and GPS tracks.", vec![]),
        ] {
            let doc = Document::new(text);
            let mentions =
                DataPhrases.find(&doc).into_iter().map(|(span, value)| Mention { span, value, rule: "data" });
            let before: Vec<Mention<Entity>> = mentions.collect();
            let known: Vec<Span> = before.iter().map(|mention| mention.span).collect();
            let found = listed(&doc, before);
            let new: Vec<&str> =
                found.iter().map(|m| m.span).filter(|s| !known.contains(s)).map(|s| doc.slice(s)).collect();
            assert_eq!(new, expected, "{text}");
        }
    }
}
