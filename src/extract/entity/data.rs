//! `loan application details`, `crew passports`, `full name`: a noun for a kind of data with the words that say which; and
//! what stands in one list with such nouns: `names, weight, gender and GPS tracks`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Entity, EntityKind};
use crate::extract::Rule;
use crate::text::{BlockKind, Document, Span, regex};

/// A noun for data. The words before it are read afterwards.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \x20 (?<head> numbers? | addresses | address | records | files | details | data | information | documents | histories | history
            | scans | assessments | statements | claims | balances | scores | photos | photographs | pictures | images | recordings
            | messages | passwords | credentials | certificates | licences | licenses | contracts | invoices | payslips
            | blueprints | drawings | tracks | logs | passports | visas | diagnoses | prescriptions | results | names?
            | dates \s of \s birth | date \s of \s birth | bookings | itineraries | correspondence | minutes | transcripts
            | evaluations | signatures | fingerprints | biometrics | secrets | designs | plans | manuscripts | code
            | slips | stubs | readings | rosters | recipes | hashes | preferences | registrations | identifiers | maps | diagrams
            | questionnaires | surveys | enquiries | directories | directory | tokens ) \b",
    )
});
/// `last four digits of a Social Security number`
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b[Ll]ast (?:two|three|four|five|six|[2-6]) digits of (?:[\p{L}’'-]+ ){0,4}(?:numbers?|cards?|accounts?)\b")
});
/// `name, address and date of birth`: the name of each, which begins a list.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?<name> [Nn]ame ) (?: , \x20 | \x20 and \x20 ) (?: (?: home | postal | delivery | email | e-mail | mobile ) \x20 )?
          (?: address | date \x20 of \x20 birth | birth | sex | gender | telephone | phone | e-mail | email | class | member | customer | student ) \b",
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
    "both", "either", "each", "every", "entire", "full-year", "record", "hold", "holds", "show", "sent", "send",
    "sends", "carry", "carries", "carried", "copy", "copies", "view", "publish", "brings", "bring", "brought", "means",
    "mean", "meant", "comprise", "comprises", "comprised", "contain", "contains", "concern", "concerns", "reveal",
    "reveals", "expose", "got", "get", "gets", "put", "puts", "read", "saw", "kept", "keep", "keeps", "lost", "lose",
    "loses", "sell", "sells", "say", "saying", "being", "away", "way", "cases", "people", "namely", "off", "besides",
    "unlike", "against", "after", "before", "during", "while", "because", "since", "until", "then", "now", "there",
    "here", "not", "neither", "nor", "though", "although", "however", "still", "too", "even", "just", "another",
    "harvest", "harvests", "collect", "collects", "ask", "asks", "asked", "call", "calls", "called", "take", "takes",
    "went", "go", "goes", "came", "come", "comes", "made", "make", "makes", "left", "leave", "leaves", "let", "lets",
    "told", "tell", "tells", "wrote", "write", "writes", "sat", "sits", "stood", "lay", "lie", "lies", "were",
    "nothing", "something", "anything", "everything", "one", "hundred", "per", "yet", "once", "again", "later",
    "today", "yesterday", "complete", "usable", "lists", "list", "listed", "sit", "end", "ends",
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

/// Words for how data are guarded or whose they are, which say which they are where the noun is no vague one: `private telephone numbers`.
const GUARDED: &[&str] = &["internal", "sensitive", "confidential", "private", "personal", "business"];

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
            for hit in DIGITS.find_iter(text) {
                let span = Span::new(sentence.span.start + hit.start(), sentence.span.start + hit.end());
                found.push((span, Entity::named(EntityKind::Data, doc.slice(span))));
            }
            for name in NAME.captures_iter(text).filter_map(|hit| hit.name("name")) {
                let span = Span::new(sentence.span.start + name.start(), sentence.span.start + name.end());
                found.push((span, Entity::named(EntityKind::Data, doc.slice(span))));
            }
            for hit in HEAD.captures_iter(text) {
                let Some(head) = hit.name("head") else { continue };
                let kept = modifiers(&text[..head.start() - 1], head.as_str());
                let abstract_head = ABSTRACT.contains(&head.as_str());
                let vague = VAGUE.contains(&head.as_str())
                    && kept.iter().all(|word| PEOPLE.contains(word) || GUARDED.contains(word));
                if vague || kept.is_empty() || abstract_head && !kept.iter().any(|word| CONCRETE.contains(word)) {
                    continue;
                }
                let length: usize = kept.iter().map(|word| word.len() + 1).sum();
                let span = Span::new(sentence.span.start + head.start() - length, sentence.span.start + head.end());
                if !found.iter().any(|(own, _): &(Span, Entity)| own.contains(span)) {
                    found.push((span, Entity::named(EntityKind::Data, doc.slice(span))));
                }
            }
        }
        found
    }
}

/// Up to three words at the end of `before` that say which data, the last one first.
fn modifiers<'t>(before: &'t str, head: &str) -> Vec<&'t str> {
    let plain = |word: &&str| {
        word.starts_with(char::is_alphanumeric) && word.chars().all(|c| c.is_alphanumeric() || "’'/-".contains(c))
    };
    let opens = |word: &str| word.as_ptr() == before.as_ptr();
    before
        .rsplit(' ')
        .take(3)
        .take_while(plain)
        .take_while(|word| {
            !is_outside(word) || GUARDED.contains(word) || opens(word) && !is_outside(&word.to_lowercase())
        })
        .take_while(|word| VAGUE.contains(&head) || !PEOPLE.contains(word) || GUARDED.contains(word))
        // `full card numbers` are card numbers, but `full name` says more than `name`.
        .take_while(|word| *word != "full" || head.starts_with("name"))
        .collect()
}

/// Whether these words name data of any kind.
pub(super) fn is_vague(words: &str) -> bool {
    VAGUE.contains(&words) || matches!(words, "emails" | "messages" | "database" | "databases" | "file" | "document")
}

/// Whether a word is no part of a noun phrase for data.
pub(super) fn is_outside(word: &str) -> bool {
    let low = word.to_lowercase();
    // Names and possessives say whose data, not which; `GPS`, `VAT` say which.
    let shouted = word.chars().count() > 1
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && word.contains(char::is_uppercase);
    let named = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) && !shouted;
    let verb = low.ends_with("ing") && low.len() > 5 && !matches!(low.as_str(), "banking" | "billing" | "browsing");
    named || verb || low.contains(['’', '\'']) || low.ends_with("ly") || OUTSIDE.contains(&low.as_str())
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
            ("Among them 9,800 berth numbers and PPS numbers.", vec!["berth numbers", "PPS numbers"]),
            ("The files hold crew names.", vec!["crew names"]),
            ("They hold no usable card details.", vec!["card details"]),
            (
                "It took private telephone numbers and full berth numbers.",
                vec!["private telephone numbers", "berth numbers"],
            ),
            ("It held internal documents and sensitive data.", vec![]),
            ("It held name, address and berth of each.", vec!["name"]),
            ("It saw the last four digits of a card number.", vec!["last four digits of a card number"]),
        ] {
            let doc = Document::new(text);
            let found: Vec<&str> = DataPhrases.find(&doc).into_iter().map(|(span, _)| doc.slice(span)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
