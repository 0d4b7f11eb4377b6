//! Which kinds of data were exposed: those listed where the text tells what was taken.

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};
use crate::extract::event::{Item, Phrase};

use super::Story;

/// Words for data of any kind; they name nothing by themselves.
const ANY: &[&str] = &[
    "data", "files", "file", "documents", "document", "records", "record", "reports", "information", "database",
    "databases", "details", "emails", "customer data", "user data", "sensitive data", "stolen data", "student files",
    "sensitive information", "messages", "spreadsheets", "logs",
];
const CUES: &[&str] = &[
    "exposed", "included", "include", "includes", "including", "contain", "contains", "contained", "containing",
    "such", "stolen", "leaked", "accessed", "taken", "compromised", "copied", "obtained", "dumped", "published",
    "involved", "showed", "shows", "downloaded", "posted", "revealed", "exfiltrated", "consist", "comprised", "listed",
    "stole", "affected", "among", "viewed", "diverted", "scraped", "harvested", "held", "hold", "holds", "spilled",
    "read", "readable", "visible", "see", "view", "reveals", "intercepted",
];

/// Verbs that say that it did not happen to these data: "was not involved", "no financial data were".
const SPARED: &[&str] = &["not", "no", "nor", "never", "neither", "without", "wasn't", "weren't", "cannot", "except"];

/// Whether a sentence says that data were taken: `What was stolen:`
pub(super) fn tells_of_taking(phrase: &Phrase) -> bool {
    phrase.items.iter().any(|item| item.low.split(' ').any(|word| CUES.contains(&word)))
}

/// Whether the sentence says that these data were exposed.
pub(super) fn is_exposed(story: &Story<'_>, sentence: usize, mention: &Mention<Entity>, told: bool) -> bool {
    if ANY.contains(&mention.value.name.to_lowercase().as_str()) {
        return false;
    }
    let phrase = &story.phrases[sentence];
    if phrase.item_at(mention.span.start).is_some_and(|at| is_spared(phrase, at)) {
        return false;
    }
    let kinds = kinds(story, sentence);
    told || tells_of_taking(phrase) && kinds > 0 || kinds > 2
}

/// Whether a sentence lists what was taken: at least two kinds of data, and a word or the sentence before that says so.
pub(super) fn is_inventory(story: &Story<'_>, sentence: usize, told: bool) -> bool {
    let kinds = kinds(story, sentence);
    kinds > 1 && (told || tells_of_taking(&story.phrases[sentence]))
}

/// How many mentions of data a sentence holds.
fn kinds(story: &Story<'_>, sentence: usize) -> usize {
    let bounds = story.doc.sentences[sentence].span;
    let data = |other: &&Mention<Entity>| other.value.kind == EntityKind::Data && bounds.contains(other.span);
    story.mentions.entities.iter().filter(data).count()
}

/// "Financial information was not involved", "no card numbers were".
fn is_spared(phrase: &Phrase, at: usize) -> bool {
    let end = phrase.items.len().min(at + 6);
    let stops = |item: &&Item| !matches!(item.low.as_str(), "," | ";" | "but" | "although" | "and" | "though");
    let negated = |word: &str| SPARED.contains(&word);
    phrase.items[at.saturating_sub(4)..at].iter().rev().take_while(stops).any(|item| negated(&item.low))
        // "Passwords and bank details are not among them"
        || phrase.items[at + 1..end]
            .iter()
            .take_while(|item| item.low == "and" || stops(item))
            .any(|item| negated(&item.low))
}
