//! Items of a list and rows of a table that tell an incident without a verb: `Kestrel Mutual, a life insurer: 1.6 million
//! policyholders`.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::amount::Amount;
use crate::extract::entity::EntityKind;
use crate::extract::event::ItemKind;
use crate::record::IncidentType;
use crate::text::{BlockKind, regex};

use super::{Draft, Story, group};

/// Words above a list that say that its items were hit.
const LEADS: &[&str] = &[
    "victims", "victim", "hit", "affected", "attacks", "incidents", "breaches", "thefts", "hacks", "heists", "losses",
    "exploits", "came", "come", "forward", "confirmed", "breached", "hacked", "targets", "those", "list", "cases",
    "clients", "public", "notified", "named",
];

/// Adds an incident for every item that names an organisation of its own and what it lost, where no event tells it.
pub(super) fn add(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    for sentence in 0..story.doc.sentences.len() {
        let item = story.doc.sentences[sentence].kind == BlockKind::Bullet;
        if !(item && is_list_of_victims(story, sentence) || is_row_of_victims(story, sentence)) {
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

/// `The pharmacy chain Hollis confirmed that 57,000 of its staff were affected`: who says that its own people were hit,
/// beside a breach at another.
pub(super) fn add_speakers(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^(?:,[^,.;]{3,60},)?\s(?:has\s|have\s|had\s)?(?:said|says|confirmed|confirms|reported|announced|disclosed|admitted|told|acknowledged)\b[^.;]*\bits\b[^.;]*\b(?:were|was|are|is|had been|have been)\s(?:also\s)?(?:among|affected|stolen|taken|exposed|hit|concerned|included|involved|compromised)\b",
        )
    });
    let breach = drafts.iter().any(|draft| {
        draft.events.iter().any(|event| {
            use crate::extract::event::EventKind::{Databreach, Intrusion, Ransom};
            matches!(story.events[*event].kind, Databreach | Intrusion | Ransom)
        })
    });
    if !breach {
        return;
    }
    for party in 0..story.parties.list.len() {
        let known = &story.parties.list[party];
        let hit = drafts.iter().any(|draft| draft.victims.contains(&party));
        if hit || !known.named || known.kind != EntityKind::Organization || known.titled {
            continue;
        }
        let speaks = known.mentions.iter().find_map(|span| {
            let sentence = story.doc.sentence_at(span.start)?;
            let rest = &story.doc.text[span.end..story.doc.sentences[sentence].span.end.max(span.end)];
            let counted = story.phrases[sentence].items.iter().any(|item| match item.kind {
                ItemKind::Amount(index) => matches!(story.mentions.amounts[index].value, Amount::Count { .. }),
                _ => false,
            });
            (counted && OWN.is_match(rest)).then_some(sentence)
        });
        let Some(sentence) = speaks.filter(|at| story.doc.sentences[*at].kind == BlockKind::Body) else { continue };
        // A lone incident without a victim is told by the one that speaks.
        if drafts.iter().all(|draft| draft.victims.is_empty()) {
            continue;
        }
        let mut draft = Draft::new();
        draft.types.insert(IncidentType::DataBreach);
        draft.victims.push(party);
        draft.sentences.insert(sentence);
        draft.listed = true;
        for other in drafts.iter_mut() {
            other.sentences.remove(&sentence);
        }
        drafts.push(draft);
    }
}

/// Whether the line above the list speaks of those who were hit.
fn is_list_of_victims(story: &Story<'_>, sentence: usize) -> bool {
    let kind = |at: usize| story.doc.sentences[at].kind;
    let Some(lead) = (0..sentence).rev().find(|at| kind(*at) != BlockKind::Bullet) else { return false };
    let mut title = (0..story.phrases.len()).filter(|at| kind(*at) == BlockKind::Title);
    leads(story, lead) || title.any(|at| leads(story, at))
}

/// Whether a sentence speaks of those who were hit.
fn leads(story: &Story<'_>, sentence: usize) -> bool {
    story.phrases[sentence]
        .items
        .iter()
        .any(|item| matches!(item.kind, ItemKind::Trigger(_)) || item.low.split(' ').any(|word| LEADS.contains(&word)))
}

/// `Clients that have gone public:`, then paragraphs that each begin with a name as a label: `Quornex (Ireland) – 402,000
/// customers`. Whether a sentence opens one of these paragraphs.
fn is_row_of_victims(story: &Story<'_>, sentence: usize) -> bool {
    let sentences = &story.doc.sentences;
    let row = |at: usize| sentences[at].kind == BlockKind::Body && group::label(story, at).is_some();
    if !story.doc.opens_block(sentence) || !row(sentence) {
        return false;
    }
    for above in (0..sentence).rev() {
        if story.doc.slice(sentences[above].span).ends_with(':') {
            return leads(story, above);
        }
        if story.doc.opens_block(above) && !row(above) {
            return false;
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn paragraphs_below_a_line_about_victims_tell_of_one_each() {
        let text = "Vendor hacked\n\nHackers broke into the systems of the software vendor Quornex on 3 May 2021 and stole the data of \
                    four clients, the company said.\n\nClients that have gone public:\n\nPeckwell Mobile (Ireland) – 402,000 \
                    customers; names and phone numbers.\n\nLarkspur Stores (Malta) – 88,000 customers; names and delivery \
                    addresses.\n\nThe police are looking into it.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let victims: Vec<&str> =
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.as_str()).collect();
        for victim in ["Peckwell Mobile", "Larkspur Stores"] {
            assert!(victims.contains(&victim), "{victim}: {victims:?}");
        }
    }
}
