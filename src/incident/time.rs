//! When an incident happened: the date beside its trigger, not that of the announcement.

use crate::extract::event::{ItemKind, Phrase};

use super::Story;

const REPORTING: &[&str] = &[
    "said",
    "says",
    "told",
    "announced",
    "confirmed",
    "reported",
    "disclosed",
    "tweeted",
    "wrote",
    "posted",
    "stated",
    "revealed",
    "added",
    "statement",
    "notified",
    "warned",
    "published",
    "filing",
    "report",
    "blog",
    "acknowledged",
    "admitted",
    "letter",
    "notice",
    "post",
    "arrested",
    "charged",
    "sentenced",
    "indicted",
    "pleaded",
    "extradited",
    "discovered",
    "noticed",
    "detected",
    "learned",
    "found",
    "resumed",
    "reopened",
    "restored",
    "fined",
    "raised",
    "launched",
    "founded",
    "expected",
    "due",
    "voted",
    "meeting",
    "until",
    "by",
    "opened",
    "returned",
    "recovered",
    "update",
    "patch",
];

/// How well date item `at` tells the time of the event at item `trigger` of the same sentence; higher is better,
/// `None` where it belongs to something else.
pub(super) fn fit(phrase: &Phrase, at: usize, trigger: usize) -> Option<i32> {
    let (low, high) = if at < trigger { (at, trigger) } else { (trigger, at) };
    let between = &phrase.items[low + 1..high];
    let mut score = 20 - between.len() as i32;
    for item in between {
        match item.kind {
            ItemKind::Mark if matches!(item.low.as_str(), ";" | "“" | "”" | "\"") => score -= 8,
            ItemKind::Trigger(_) => score -= 2,
            ItemKind::Word if REPORTING.contains(&item.low.as_str()) => score -= 8,
            ItemKind::Word if matches!(item.low.as_str(), "that" | "after" | "while" | "when" | "and" | "but") => {
                score -= 3
            }
            ItemKind::Date(_) => score -= 3,
            _ => {}
        }
    }
    // "said on Thursday", "on Thursday said": the verb beside the date owns it.
    let beside = |index: Option<usize>| REPORTING.contains(&phrase.word(index));
    let before = [at.checked_sub(1), at.checked_sub(2)];
    if before.into_iter().any(beside) || beside(Some(at + 1)) {
        score -= 12;
    }
    if matches!(phrase.word(at.checked_sub(1)), "until" | "by" | "before") {
        score -= 8;
    }
    if at == 0 || at == 1 && phrase.items[0].kind == ItemKind::Word {
        // "On 3 May, …": a date that opens the sentence holds for all of it.
        score += 4;
    }
    (score > 0).then_some(score)
}

/// Whether the date stands beside a verb of saying.
pub(super) fn is_report(story: &Story<'_>, sentence: usize, at: usize) -> bool {
    let phrase = &story.phrases[sentence];
    [at.checked_sub(1), at.checked_sub(2), Some(at + 1)].into_iter().any(|index| {
        matches!(
            phrase.word(index),
            "said"
                | "says"
                | "told"
                | "announced"
                | "confirmed"
                | "reported"
                | "disclosed"
                | "tweeted"
                | "statement"
                | "revealed"
                | "wrote"
                | "admitted"
        )
    })
}
