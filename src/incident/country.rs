//! The country of an incident, for victims whose own words do not place them: `was stolen in South Korea`.

use std::collections::BTreeMap;

use crate::extract::entity::{Country, EntityKind};
use crate::extract::event::ItemKind;
use crate::text::BlockKind;

use super::{Draft, Story};

/// How far behind its trigger the place of an event may stand, in items.
const REACH: usize = 4;
/// How many sentences from the first of the body on tell what the article is about.
const EARLY: usize = 3;

/// The country that an event of the draft names right behind its trigger, else the one country that the article keeps to.
pub(super) fn of(story: &Story<'_>, draft: &Draft) -> Option<Country> {
    let beside = draft.events.iter().find_map(|index| {
        let event = &story.events[*index];
        let phrase = &story.phrases[event.sentence];
        let trigger = phrase.item_at(event.trigger.start)?;
        (trigger + 1..phrase.items.len().min(trigger + 1 + REACH)).find_map(|at| {
            let ItemKind::Entity(entity) = phrase.items[at].kind else { return None };
            let place = &story.mentions.entities[entity].value;
            let is_place = matches!(place.kind, EntityKind::Country | EntityKind::Place);
            (is_place && phrase.word(at.checked_sub(1)) == "in").then_some(place.country).flatten()
        })
    });
    beside.or_else(|| only_country(story)).or_else(|| home(story).filter(|_| is_told_early(story, draft)))
}

/// Whether the first lines tell of the draft: what the article is about, not what it recalls.
fn is_told_early(story: &Story<'_>, draft: &Draft) -> bool {
    let body = story.doc.sentences.iter().position(|sentence| sentence.kind == BlockKind::Body).unwrap_or(0);
    let named = |sentence: usize| {
        let parties = story.parties.in_sentence(story.doc, sentence);
        draft.victims.iter().any(|victim| parties.contains(victim))
    };
    (0..story.doc.sentences.len().min(body + EARLY)).any(named)
}

/// The country of the dateline, unless the text names another far more often; else that of most of its places.
fn home(story: &Story<'_>) -> Option<Country> {
    let mut named: BTreeMap<Country, usize> = BTreeMap::new();
    let mut dateline = None;
    for mention in &story.mentions.entities {
        let place = matches!(mention.value.kind, EntityKind::Country | EntityKind::Place | EntityKind::Demonym);
        let Some(country) = mention.value.country.filter(|_| place) else { continue };
        let sentence = story.doc.sentence_at(mention.span.start).map(|at| story.doc.sentences[at].kind);
        if sentence == Some(BlockKind::Dateline) {
            dateline = Some(country);
        }
        *named.entry(country).or_default() += 1;
    }
    let all: usize = named.values().sum();
    let (most, count) = named.iter().max_by_key(|(_, count)| **count).map(|(country, count)| (*country, *count))?;
    let own = dateline.and_then(|country| named.get(country)).copied().unwrap_or(0);
    match dateline {
        Some(country) if country == most || own * 2 >= count || count < 3 => Some(country),
        _ => (count >= 2 && count * 3 >= all * 2).then_some(most),
    }
}

/// The country of every place and people that the article names, where it names at least two and all agree.
fn only_country(story: &Story<'_>) -> Option<Country> {
    let mut named: BTreeMap<Country, usize> = BTreeMap::new();
    for mention in &story.mentions.entities {
        let place = matches!(mention.value.kind, EntityKind::Country | EntityKind::Place | EntityKind::Demonym);
        if let Some(country) = mention.value.country.filter(|_| place) {
            *named.entry(country).or_default() += 1;
        }
    }
    let (country, count) = named.iter().next()?;
    (named.len() == 1 && *count >= 2).then_some(country)
}
