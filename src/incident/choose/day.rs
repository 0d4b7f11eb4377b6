//! What speaks for a date as the day on which it happened.

use jiff::civil;
use serde::Serialize;

use crate::extract::date::Basis;
use crate::extract::event::ItemKind;

use super::super::{Story, chief, dated};
use super::signs::{around, few, place, sentence};
use super::sum::names_another;
use super::{Add, Seen, Sign, Spans, listed, listed_spans};

/// A date and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct DayCandidate {
    /// How the text says it.
    pub words: String,
    /// What it means.
    pub edtf: Option<String>,
    /// Its first day.
    pub earliest: Option<String>,
    /// Its last day.
    pub latest: Option<String>,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Vec<Sign>,
}

/// Where a date stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::incident) struct At {
    pub(in crate::incident) date: usize,
    pub(in crate::incident) sentence: usize,
    item: usize,
}

/// All dates.
pub(in crate::incident) fn candidates(story: &Story<'_>) -> impl Iterator<Item = At> {
    story.phrases.iter().enumerate().flat_map(|(sentence, phrase)| {
        phrase.items.iter().enumerate().filter_map(move |(item, words)| match words.kind {
            ItemKind::Date(date) => Some(At { date, sentence, item }),
            _ => None,
        })
    })
}

/// The signs of one date, as the day on which `victim` was hit.
pub(in crate::incident) fn signs(story: &Story<'_>, at: At, victim: Option<usize>, add: Add<'_>) {
    let phrase = &story.phrases[at.sentence];
    let date = &story.dates[at.date];
    add("in", place(story, at.sentence));
    add("rule", date.rule);
    add(
        "basis",
        match date.value.basis {
            Basis::Explicit => "explicit",
            Basis::Published => "published",
            Basis::Context => "context",
            Basis::Unresolved => "unresolved",
        },
    );
    match (date.value.earliest, date.value.latest) {
        (Some(first), Some(last)) => {
            add(
                "long",
                match days(first, last) {
                    0 => "day",
                    1..=6 => "days",
                    7..=31 => "month",
                    32..=366 => "year",
                    _ => "years",
                },
            );
            add(
                "ago",
                match story.doc.published.map(|published| days(last, published)) {
                    None => "unknown",
                    Some(i32::MIN..=-1) => "ahead",
                    Some(0) => "today",
                    Some(1) => "yesterday",
                    Some(2..=7) => "week",
                    Some(8..=31) => "month",
                    Some(32..=366) => "year",
                    Some(_) => "years",
                },
            );
            let month = first.first_of_month();
            let months = || story.dates.iter().filter_map(|date| date.value.earliest).map(civil::Date::first_of_month);
            add("of the month", few(months().filter(|other| *other == month).count()));
            add("later ones", few(months().filter(|other| *other > month).count()));
            add("earlier ones", few(months().filter(|other| *other < month).count()));
        }
        _ => add("long", "open"),
    }
    around(story, phrase, at.item, victim, add);
    sentence(story, phrase, at.item, victim, add);
    let mut near = None;
    for event in story.events.iter().filter(|event| event.sentence == at.sentence) {
        add("event", event.kind.as_str());
        add("told as", event.realis.as_str());
        let trigger = phrase.item_at(event.trigger.start).map(|trigger| trigger.abs_diff(at.item));
        near = near.into_iter().chain(trigger).min();
        if event.arguments.iter().any(|argument| argument.span.overlaps(date.span)) {
            add("argument in", event.kind.as_str());
        }
    }
    add(
        "trigger",
        match near {
            Some(0..=3) => "near",
            Some(4..=8) => "by",
            Some(9..=15) => "far",
            Some(_) => "very far",
            None => "none",
        },
    );
    dated::told(story, date.span, at.sentence).into_iter().for_each(|told| add("clause", told));
    add("traces", few(chief::traces(story, at.sentence)));
    if names_another(story, at.sentence, victim) {
        add("is", "beside another");
    }
}

/// Days from one to another.
fn days(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// What is seen there.
pub(super) fn seen(story: &Story<'_>, at: At) -> Seen {
    story.seen([story.dates[at.date].span])
}

/// A date with the signs that `tell` gives.
pub(in crate::incident) fn observe(story: &Story<'_>, at: At, tell: impl FnOnce(Add<'_>)) -> DayCandidate {
    let value = &story.dates[at.date].value;
    DayCandidate {
        words: story.doc.slice(story.dates[at.date].span).to_owned(),
        edtf: value.edtf.clone(),
        earliest: value.earliest.map(|day| day.to_string()),
        latest: value.latest.map(|day| day.to_string()),
        spans: listed_spans([story.dates[at.date].span]),
        signs: listed(tell),
    }
}

/// Every candidate with its signs.
pub(super) fn observed(story: &Story<'_>, victim: Option<usize>) -> Vec<DayCandidate> {
    candidates(story).map(|at| observe(story, at, |add| signs(story, at, victim, add))).collect()
}
