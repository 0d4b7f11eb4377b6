//! What leads to a verb other than its plain subject: `the $25 million that Tarnworth lost`, `a bug cost the protocol $17m`.

use super::{ItemKind, Phrase};

/// Flaws and their use, which cost money where the verb says so.
const CAUSES: &[&str] = &[
    "bug", "bugs", "flaw", "flaws", "exploit", "exploits", "vulnerability", "oracle", "reentrancy", "loophole",
    "misconfiguration", "error", "mistake", "key", "keys",
];

/// The sum before the subject of the verb at item `at`, of which the verb tells.
pub(super) fn sum(phrase: &Phrase, at: usize) -> Option<usize> {
    let aside = |word: &str| {
        matches!(word, "had" | "has" | "have" | "also" | "reportedly" | "once" | "already" | "allegedly" | "itself")
    };
    let mut index = at.checked_sub(1)?;
    while aside(&phrase.items[index].low) {
        index = index.checked_sub(1)?;
    }
    let subject = |index: usize| {
        matches!(phrase.items[index].kind, ItemKind::Entity(_) | ItemKind::Pronoun | ItemKind::Nobody)
            && !matches!(phrase.items[index].low.as_str(), "which" | "who")
    };
    if !subject(index) {
        return None;
    }
    while subject(index) || matches!(phrase.items[index].low.as_str(), "the" | "that" | "which" | "in") {
        index = index.checked_sub(1)?;
    }
    phrase.is_sum(index).then_some(index)
}

/// Whether the subject of `cost` at item `at` is a flaw or somebody's use of it.
pub(super) fn has_cause(phrase: &Phrase, at: usize) -> bool {
    phrase.items[..at]
        .iter()
        .rev()
        .take(12)
        .take_while(|item| !matches!(item.low.as_str(), ";" | ":" | "and" | "but"))
        .any(|item| item.low.split([' ', '-']).any(|word| CAUSES.contains(&word)))
}
