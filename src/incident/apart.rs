//! When another sum of another time is another incident of the same victim.

use std::collections::BTreeSet;

use crate::extract::date::Basis;
use crate::extract::event::{Event, ItemKind, Role};
use crate::text::Span;

use super::{Draft, Story, distinct, time};

/// Sentences before an event, in its block, whose day may be its own.
const BEFORE: usize = 2;
/// Months before publication from which on an event is an old one.
const OLD: i32 = 2;

/// Whether an event tells another sum or other data than a draft, of another time.
pub(super) fn is_apart(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    // "$30 million of the stolen funds": spoken of long after they were stolen.
    let recalled = story.doc.slice(event.trigger).to_lowercase().starts_with("stolen ");
    has_fact(event)
        && !recalled
        && !shares_sum(story, draft, event)
        && (is_of_another_year(story, draft, event) || is_of_another_month(story, draft, event))
}

/// Whether it is told of a year of which nothing else is told.
fn is_of_another_year(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    let own = years(story, event.sentence);
    let explicit = story.phrases[event.sentence].items.iter().any(|item| match item.kind {
        ItemKind::Date(index) => story.dates[index].value.basis == Basis::Explicit,
        _ => false,
    });
    let known: BTreeSet<i16> = draft.sentences.iter().flat_map(|sentence| years(story, *sentence)).collect();
    let facts = draft.events.iter().any(|index| has_fact(&story.events[*index]));
    facts && explicit && own.len() == 1 && !known.is_empty() && own.is_disjoint(&known)
}

/// Whether it is told of a month more than one away from every month told of the draft; where none is told of the
/// draft, from that of publication.
fn is_of_another_month(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    if event.spans(Role::Amount).next().is_none() {
        return false;
    }
    let own = nearest_months(story, event.sentence);
    let theirs: BTreeSet<i32> = draft.sentences.iter().flat_map(|sentence| nearest_months(story, *sentence)).collect();
    if own.is_empty() {
        return false;
    }
    if theirs.is_empty() {
        // A recent theft comes first and bears no day; one of another year is recalled.
        let Some(published) = story.doc.published.map(month) else { return false };
        return own.iter().all(|own| published - own > OLD) && tells_a_sum(story, draft, event);
    }
    own.iter().all(|month| theirs.iter().all(|other| (month - other).abs() > 1))
}

/// Whether a sum stands between the first sentence of a draft and an event.
fn tells_a_sum(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    let first = draft.sentences.first().copied().unwrap_or(0);
    (first..event.sentence).any(|sentence| {
        let phrase = &story.phrases[sentence];
        (0..phrase.items.len()).any(|at| phrase.is_sum(at))
    })
}

fn has_fact(event: &Event) -> bool {
    event.spans(Role::Amount).chain(event.spans(Role::CompromisedData)).next().is_some()
}

/// Whether an event and a draft tell the same sum.
pub(super) fn shares_sum(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    sums(story, event).into_iter().any(|sum| tells(story, draft, sum))
}

/// Whether an event of a draft tells a sum.
pub(super) fn tells(story: &Story<'_>, draft: &Draft, sum: usize) -> bool {
    told(story, draft).any(|other| distinct::same_sum(story, sum, other))
}

/// Whether both tell sums in one currency, and none of them is the same.
pub(super) fn differs_in_sum(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    let comparable = sums(story, event)
        .into_iter()
        .any(|sum| told(story, draft).any(|other| distinct::is_comparable(story, sum, other)));
    comparable && !shares_sum(story, draft, event)
}

/// The sums that the events of a draft tell, as indices.
fn told(story: &Story<'_>, draft: &Draft) -> impl Iterator<Item = usize> {
    draft.events.iter().flat_map(|index| sums(story, &story.events[*index]))
}

/// The sums that an event tells, as indices.
fn sums(story: &Story<'_>, event: &Event) -> Vec<usize> {
    let amounts = &story.mentions.amounts;
    let at = |span: Span| {
        let at = amounts.partition_point(|amount| amount.span < span);
        amounts.get(at).is_some_and(|amount| amount.span == span).then_some(at)
    };
    event.spans(Role::Amount).filter_map(at).collect()
}

/// The months that a sentence names, or else those of the sentence closest before it in its block.
fn nearest_months(story: &Story<'_>, sentence: usize) -> BTreeSet<i32> {
    let block = story.doc.sentences[sentence].block;
    (sentence.saturating_sub(BEFORE)..=sentence)
        .rev()
        .take_while(|at| story.doc.sentences[*at].block == block)
        .map(|at| months(story, at))
        .find(|months| !months.is_empty())
        .unwrap_or_default()
}

/// The months that a sentence names, counted from year 0.
fn months(story: &Story<'_>, sentence: usize) -> BTreeSet<i32> {
    let within = |(at, item): (usize, &crate::extract::event::Item)| match item.kind {
        ItemKind::Date(_) if time::is_of_the_law(&story.phrases[sentence], at) => None,
        ItemKind::Date(index) => {
            let date = &story.dates[index].value;
            let (first, last) = (month(date.earliest?), month(date.latest?));
            (first == last).then_some(first)
        }
        _ => None,
    };
    story.phrases[sentence].items.iter().enumerate().filter_map(within).collect()
}

fn month(date: jiff::civil::Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month())
}

/// The years in which the dates of a sentence begin.
pub(super) fn years(story: &Story<'_>, sentence: usize) -> BTreeSet<i16> {
    let year = |(at, item): (usize, &crate::extract::event::Item)| match item.kind {
        ItemKind::Date(_) if time::is_of_the_law(&story.phrases[sentence], at) => None,
        ItemKind::Date(index) => story.dates[index].value.earliest.map(|date| date.year()),
        _ => None,
    };
    story.phrases[sentence].items.iter().enumerate().filter_map(year).collect()
}
