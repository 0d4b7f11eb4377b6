//! Whether a count says how many were hit.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::signs::{around, place, sentence};
use super::super::choose::{Add, Spans, Table, few, listed, listed_spans};
use super::super::{Draft, Story, counted, distinct, money};
use super::{Filled, Signs};
use crate::extract::amount::Amount;
use crate::extract::event::ItemKind;

static COUNTS: LazyLock<Table> =
    LazyLock::new(|| Table::new("counts", include_str!("../../../models/choosers/counts.tsv")));

/// A count and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// How the text says it.
    pub words: String,
    /// How many.
    pub value: Decimal,
    /// What is counted.
    pub unit: String,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

/// Where a count stands: its index into the amounts, its sentence, its item.
pub(super) type At = (usize, usize, usize);

/// All counts.
pub(super) fn candidates(story: &Story<'_>) -> Vec<At> {
    let mut found = Vec::new();
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        for (at, item) in phrase.items.iter().enumerate() {
            if let ItemKind::Amount(amount) = item.kind
                && matches!(story.mentions.amounts[amount].value, Amount::Count { .. })
                && !money::is_vague(&item.low)
            {
                found.push((amount, sentence, at));
            }
        }
    }
    found
}

fn told<'a>(story: &'a Story<'_>, amount: usize) -> (Decimal, &'a str) {
    match &story.mentions.amounts[amount].value {
        Amount::Count { quantity, unit } => (quantity.value, unit),
        _ => (Decimal::ZERO, ""),
    }
}

/// The signs of one count beside all others, as one of those whom an incident of `victim` hit.
pub(super) fn signs(
    story: &Story<'_>,
    all: &[At],
    (amount, at_sentence, item): At,
    victim: Option<usize>,
    add: Add<'_>,
) {
    let phrase = &story.phrases[at_sentence];
    let (value, unit) = told(story, amount);
    add("unit", unit);
    add("head", unit.rsplit(' ').next().unwrap_or(unit));
    add("size", size(value));
    add("in", place(story, at_sentence));
    let larger = all.iter().filter(|(other, ..)| told(story, *other).0 > value).count();
    add("larger ones", few(larger.min(4)));
    let again = all.iter().filter(|(other, ..)| *other != amount && told(story, *other).0 == value).count();
    add("told again", few(again));
    let of = all.iter().filter(|(_, sentence, _)| *sentence == at_sentence).count();
    add("of the sentence", few(of));
    around(story, phrase, item, victim, add);
    sentence(story, phrase, item, victim, add);
    let span = story.mentions.amounts[amount].span;
    for event in story.events.iter().filter(|event| event.sentence == at_sentence) {
        add("event", event.kind.as_str());
        add("told as", event.realis.as_str());
        for argument in event.arguments.iter().filter(|argument| argument.span.overlaps(span)) {
            add("argument", argument.role.as_str());
        }
    }
}

/// Those, and what the rules made of it.
fn all_signs(story: &Story<'_>, filled: &Filled, all: &[At], at: At, add: Add<'_>) {
    let (amount, at_sentence, _) = at;
    let (value, unit) = told(story, amount);
    signs(story, all, at, filled.victim(at_sentence), add);
    filled.signs(story, at_sentence, add);
    let affected = || filled.drafts.iter().flat_map(|draft| &draft.affected).copied();
    if affected().any(|count| count == amount) {
        add("by rule", "affected");
    } else if affected().any(|count| told(story, count) == (value, unit)) {
        add("by rule", "affected elsewhere");
    } else {
        add("by rule", "none");
    }
    counted::turns(story, amount, at_sentence).into_iter().for_each(|turn| add("said", turn));
    let about = filled.about(at_sentence).map_or(0, |draft| filled.drafts[draft].affected.len());
    add("beside counts", few(about));
}

/// A number by its order of magnitude.
fn size(value: Decimal) -> &'static str {
    const SIZES: &[(i64, &str)] = &[
        (5, "a few"),
        (20, "ten"),
        (100, "tens"),
        (1_000, "hundreds"),
        (10_000, "thousands"),
        (100_000, "ten thousands"),
        (1_000_000, "hundred thousands"),
        (10_000_000, "millions"),
    ];
    SIZES.iter().find(|(bound, _)| value < Decimal::from(*bound)).map_or("more", |(_, name)| name)
}

/// Every count with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let all = candidates(story);
    let observed = |at: &At| {
        let (value, unit) = told(story, at.0);
        Judged {
            words: story.doc.slice(story.mentions.amounts[at.0].span).to_owned(),
            value,
            unit: unit.to_owned(),
            spans: listed_spans([story.mentions.amounts[at.0].span]),
            signs: listed(|add| all_signs(story, filled, &all, *at, add)),
        }
    };
    all.iter().map(observed).collect()
}

/// Takes out figures that a later one of the same incident has corrected, and visits that were put off.
fn correct(story: &Story<'_>, draft: &mut Draft) {
    draft.affected.retain(|amount| !counted::is_put_off(story, *amount));
    let standing: Vec<usize> =
        draft.affected.iter().copied().filter(|amount| !counted::is_earlier(story, *amount)).collect();
    let alike = |amount: usize| standing.iter().any(|other| is_like(story, *other, amount));
    draft.affected.retain(|amount| standing.contains(amount) || !alike(*amount));
}

/// Whether two counts may be one count before and after a correction.
fn is_like(story: &Story<'_>, left: usize, right: usize) -> bool {
    let (one, other) = (told(story, left), told(story, right));
    let (less, more) = if one.0 < other.0 { (one.0, other.0) } else { (other.0, one.0) };
    one.1 == other.1 || less * Decimal::TEN >= more
}

/// From what score on a count says how many were hit, where no rule says so and where one does.
const ADDED: f64 = -0.5;
const DROPPED: f64 = -1.0;

/// Keeps the counts for which enough speaks, and adds those that the rules passed over.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let all = candidates(story);
    let judged: Vec<(At, f64)> = all
        .iter()
        .map(|at| {
            (
                *at,
                COUNTS
                    .likeliest(&story.seen([story.mentions.amounts[at.0].span]), |add| {
                        all_signs(story, filled, &all, *at, add)
                    })
                    .1,
            )
        })
        .collect();
    for ((amount, sentence, _), score) in judged {
        match filled.drafts.iter().position(|draft| draft.affected.contains(&amount)) {
            Some(draft) if score <= DROPPED => filled.drafts[draft].affected.retain(|count| *count != amount),
            None if score > ADDED => {
                if let Some(draft) = filled.owner(story, amount, sentence) {
                    filled.drafts[draft].affected.push(amount);
                }
            }
            _ => {}
        }
    }
    for draft in &mut filled.drafts {
        correct(story, draft);
        draft.affected = distinct::counts(story, &draft.affected);
    }
}
