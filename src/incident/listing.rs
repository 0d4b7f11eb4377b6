//! Items of a list and rows of a table that tell an incident without a verb: `Kestrel Mutual, a life insurer: 1.6 million
//! policyholders`.

use crate::extract::amount::Amount;
use crate::extract::entity::EntityKind;
use crate::extract::event::ItemKind;
use crate::record::IncidentType;
use crate::text::BlockKind;

use super::{Draft, Story, group};

/// Words above a list that say that its items were hit.
const LEADS: &[&str] = &[
    "victims", "victim", "hit", "affected", "attacks", "incidents", "breaches", "thefts", "hacks", "heists", "losses",
    "exploits", "came", "come", "forward", "confirmed", "breached", "hacked", "targets", "those", "list", "cases",
];

/// Adds an incident for every item that names an organisation of its own and what it lost, where no event tells it.
pub(super) fn add(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    for sentence in 0..story.doc.sentences.len() {
        if story.doc.sentences[sentence].kind != BlockKind::Bullet || !is_list_of_victims(story, sentence) {
            continue;
        }
        let Some(party) = group::label(story, sentence) else { continue };
        let known = drafts.iter().any(|draft| draft.victims.contains(&party));
        let told = drafts.iter().any(|draft| draft.sentences.contains(&sentence));
        if known || told || story.parties.list[party].kind != EntityKind::Organization {
            continue;
        }
        let Some(kind) = kind(story, drafts, sentence) else { continue };
        let mut draft = Draft::new();
        draft.types.insert(kind);
        draft.victims.push(party);
        draft.sentences.insert(sentence);
        draft.listed = true;
        drafts.push(draft);
    }
}

/// Whether the line above the list speaks of those who were hit.
fn is_list_of_victims(story: &Story<'_>, sentence: usize) -> bool {
    let kind = |at: usize| story.doc.sentences[at].kind;
    let Some(lead) = (0..sentence).rev().find(|at| kind(*at) != BlockKind::Bullet) else { return false };
    let title = (0..story.phrases.len()).filter(|at| kind(*at) == BlockKind::Title);
    title.chain([lead]).any(|at| {
        story.phrases[at].items.iter().any(|item| {
            matches!(item.kind, ItemKind::Trigger(_)) || item.low.split(' ').any(|word| LEADS.contains(&word))
        })
    })
}

/// What an item tells: data that were taken, people who were hit, or a sum.
fn kind(story: &Story<'_>, drafts: &[Draft], sentence: usize) -> Option<IncidentType> {
    let items = &story.phrases[sentence].items;
    let data = items.iter().any(|item| matches!(item.kind, ItemKind::Data(_)));
    let amount = |item: &ItemKind| match item {
        ItemKind::Amount(index) => Some(&story.mentions.amounts[*index].value),
        _ => None,
    };
    let counted = items.iter().filter_map(|item| amount(&item.kind)).any(|value| matches!(value, Amount::Count { .. }));
    let sum = items
        .iter()
        .filter_map(|item| amount(&item.kind))
        .any(|value| matches!(value, Amount::Money { .. } | Amount::Crypto { .. }));
    if sum && !data {
        let theft = story.events.iter().filter(|event| event.kind == crate::extract::event::EventKind::Theft).count();
        return (theft > 0).then_some(IncidentType::Theft);
    }
    let breach = drafts.iter().flat_map(|draft| &draft.events).any(|event| {
        use crate::extract::event::EventKind::{Databreach, DiscoverVulnerability, Intrusion, Ransom};
        matches!(story.events[*event].kind, Databreach | DiscoverVulnerability | Intrusion | Ransom)
    });
    (data || counted && breach).then_some(IncidentType::DataBreach)
}
