//! The country of an incident, for victims whose own words do not place them: `was stolen in South Korea`.

use std::collections::BTreeMap;

use crate::extract::entity::{Country, EntityKind};
use crate::extract::event::ItemKind;

use super::{Draft, Story};

/// How far behind its trigger the place of an event may stand, in items.
const REACH: usize = 4;

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
    beside.or_else(|| only_country(story))
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
