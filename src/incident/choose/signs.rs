//! Signs that parties, sums and dates share: where in the article they stand, and between which words.

use crate::extract::date::Date;
use crate::extract::entity::EntityKind;
use crate::extract::event::{Item, ItemKind, Phrase};
use crate::text::BlockKind;

use super::super::{Story, money};
use super::Add;

/// How many words to either side are looked at.
const REACH: usize = 5;

/// Where in the article sentence number `sentence` stands.
pub(in crate::incident) fn place(story: &Story<'_>, sentence: usize) -> &'static str {
    match story.doc.sentences[sentence].kind {
        BlockKind::Title => return "title",
        BlockKind::Heading => return "heading",
        BlockKind::Dateline => return "dateline",
        BlockKind::Body | BlockKind::Bullet => {}
    }
    let told = |at: &usize| matches!(story.doc.sentences[*at].kind, BlockKind::Body | BlockKind::Bullet);
    // Only the first sixteen are told apart.
    match (0..sentence).filter(told).take(16).count() {
        0 => "1st",
        1 => "2nd",
        2..=3 => "3rd",
        4..=7 => "early",
        8..=15 => "middle",
        _ => "late",
    }
}

/// A number as one of a few.
pub(in crate::incident) fn few(number: usize) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4+",
        6..=9 => "6+",
        _ => "10+",
    }
}

/// How long the time is that a date tells, in steps.
pub(in crate::incident) fn length(date: &Date) -> &'static str {
    match date.earliest.zip(date.latest).map(|(first, last)| (last - first).get_days()) {
        None => "open",
        Some(0) => "a day",
        Some(1..=31) => "a month",
        Some(32..=200) => "months",
        Some(201..=366) => "a year",
        Some(_) => "years",
    }
}

/// An item as a word: names, sums and dates stand for their kind, or the model learns the names.
pub(in crate::incident) fn word<'a>(story: &Story<'_>, item: &'a Item, victim: Option<usize>) -> &'a str {
    match item.kind {
        ItemKind::Amount(amount) if money::is_sum(&story.mentions.amounts[amount].value, &item.low) => "<sum>",
        ItemKind::Amount(_) => "<count>",
        ItemKind::Date(_) => "<date>",
        ItemKind::Entity(entity) => {
            if victim.is_some() && story.party_of(item) == victim {
                return "<victim>";
            }
            match story.mentions.entities[entity].value.kind {
                EntityKind::Descriptor => &item.low,
                EntityKind::Organization => "<organization>",
                EntityKind::Person => "<person>",
                EntityKind::Agency => "<agency>",
                EntityKind::Analyst => "<analyst>",
                EntityKind::Media => "<media>",
                EntityKind::Group => "<group>",
                _ => "<name>",
            }
        }
        _ if item.low.starts_with(|first: char| first.is_ascii_digit()) => "0",
        _ => &item.low,
    }
}

/// The words around item `at`.
pub(in crate::incident) fn around(story: &Story<'_>, phrase: &Phrase, at: usize, victim: Option<usize>, add: Add<'_>) {
    let items = &phrase.items;
    let word = |index: usize| word(story, &items[index], victim);
    let mut both = String::new();
    let mut two = |left: &str, right: &str, sign: &'static str, add: Add<'_>| {
        both.clear();
        both.push_str(left);
        both.push(' ');
        both.push_str(right);
        add(sign, &both);
    };
    match at {
        0 => add("before", "^"),
        1 => {
            add("before", word(0));
            two("^", word(0), "before two", add);
        }
        _ => {
            add("before", word(at - 1));
            two(word(at - 2), word(at - 1), "before two", add);
        }
    }
    match items.len() - at {
        1 => add("after", "$"),
        2 => {
            add("after", word(at + 1));
            two(word(at + 1), "$", "after two", add);
        }
        _ => {
            add("after", word(at + 1));
            two(word(at + 1), word(at + 2), "after two", add);
        }
    }
    (at.saturating_sub(REACH)..at).for_each(|index| add("near before", word(index)));
    (at + 1..items.len().min(at + 1 + REACH)).for_each(|index| add("near after", word(index)));
}

/// The words of the whole sentence.
pub(in crate::incident) fn sentence(
    story: &Story<'_>,
    phrase: &Phrase,
    at: usize,
    victim: Option<usize>,
    add: Add<'_>,
) {
    for (_, item) in phrase.items.iter().enumerate().filter(|(index, _)| *index != at) {
        add("beside", word(story, item, victim));
    }
}
