//! The sum of a theft that no event tells: `19,391 ether had left Kryptopia`, `Net loss to depositors: $2.1 million`.

use std::collections::BTreeSet;

use crate::extract::amount::Amount;
use crate::extract::event::ItemKind;
use crate::record::{AmountRole, IncidentType, Status};
use crate::text::BlockKind;

use super::draft::RoledAmount;
use super::fill::{self, Owner};
use super::money::{self, Scene};
use super::{Draft, Story, chief, cue};

/// Sentences at the head of an article that tell what it is about.
const HEAD: usize = 8;

/// How money goes where no event tells it.
const LEAVING: &[&str] = &[
    "withdraw", "withdrew", "withdrawn", "moved", "transferred", "sent", "took", "taken", "left", "gone", "lost",
    "went",
];

/// Gives the first incident of an article about crypto assets, where it was an attack on somebody who holds them and no
/// sum is known to be taken, the sum that the words around it call a loss.
pub(super) fn sum(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    let stolen = |draft: &Draft| draft.amounts.iter().any(|sum| sum.role == AmountRole::Stolen);
    let topical = drafts.iter().position(|draft| story.topic.is_some_and(|topic| draft.victims.contains(&topic)));
    let Some(main) = topical.or((!drafts.is_empty()).then_some(0)) else { return };
    let draft = &drafts[main];
    let attacked = [IncidentType::Theft, IncidentType::Intrusion, IncidentType::Fraud, IncidentType::Phishing]
        .iter()
        .any(|kind| draft.types.contains(kind));
    let fits = attacked && draft.status == Status::Occurred && !draft.types.contains(&IncidentType::Extortion);
    if !fits || drafts.iter().any(stolen) || !fill::holds_crypto(story, draft) && !tells_coins(story) {
        return;
    }
    if let Some(sum) = best(story, drafts, main, focus) {
        drafts[main].amounts.push(sum);
        drafts[main].types.insert(IncidentType::Theft);
    }
}

/// Whether the article names a quantity or a worth of crypto assets, or what holds them.
pub(super) fn tells_coins(story: &Story<'_>) -> bool {
    let words = [
        "crypto", "cryptocurrency", "cryptocurrencies", "blockchain", "defi", "wallet", "wallets", "tokens",
        "memecoins",
    ];
    let told = story
        .phrases
        .iter()
        .flat_map(|phrase| &phrase.items)
        .filter(|item| item.low.split([' ', '-']).any(|word| words.contains(&word)));
    let digital = |pair: &[crate::extract::event::Item]| {
        pair[0].low == "digital" && matches!(pair[1].low.as_str(), "asset" | "assets")
    };
    let assets = story.phrases.iter().any(|phrase| phrase.items.windows(2).any(digital));
    assets
        || told.count() > 1
        || story.mentions.amounts.iter().any(|amount| matches!(amount.value, Amount::Crypto { .. }))
}

/// Whether a sentence, or the one beside it, speaks of a robbery.
fn beside_traces(story: &Story<'_>, sentence: usize) -> bool {
    let end = story.phrases.len().min(sentence + 2);
    (sentence.saturating_sub(1)..end).any(|at| chief::traces(story, at) > 0)
}

/// The sum for which most speaks: the title, the head of the article, a total, a word of loss close by.
fn best(story: &Story<'_>, drafts: &[Draft], main: usize, focus: &[Option<usize>]) -> Option<RoledAmount> {
    let types = BTreeSet::from([IncidentType::Theft]);
    let mut best: Option<(usize, RoledAmount)> = None;
    for (sentence, phrase) in story.phrases.iter().enumerate().filter(|(at, _)| focus[*at] == Some(main)) {
        let mut taking = fill::taking(story, sentence);
        taking.extend((0..phrase.items.len()).filter(|at| LEAVING.contains(&phrase.items[*at].low.as_str())));
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = item.kind else { continue };
            let owner = fill::owner(story, drafts, phrase, at);
            let mine = matches!(owner, Owner::Nobody) || matches!(owner, Owner::Draft(draft) if draft == main);
            let value = &story.mentions.amounts[amount].value;
            if !mine || !money::is_sum(value, &item.low) {
                continue;
            }
            let scene = Scene { phrase, at, types: &types, crypto: true, taking: &taking };
            let title = story.doc.sentences[sentence].kind == BlockKind::Title;
            let support = match money::role(&scene) {
                Some(found) if found.role == AmountRole::Stolen => 2 + 2 * usize::from(found.distance <= 5),
                // "Total damage: $7.1M"
                Some(found) if found.role == AmountRole::Damage && cue::is_total(phrase, at) => 1,
                None if title && money::is_unexplained(&scene) => 1,
                // A chronicle tells with words of its own what went; the sum nearest to the words of robbery is meant.
                None if drafts[main].chief && beside_traces(story, sentence) && money::is_unexplained(&scene) => 0,
                _ => continue,
            };
            let worth = matches!(value, Amount::Money { .. } | Amount::Crypto { worth: Some(_), .. });
            let support = support
                + 3 * usize::from(title)
                + 2 * usize::from(sentence < HEAD)
                + 3 * usize::from(cue::is_total(phrase, at))
                + usize::from(worth);
            let support = if cue::is_superseded(phrase, at) { 1 } else { support };
            if best.as_ref().is_none_or(|(known, _)| support > *known) {
                best = Some((support, RoledAmount { amount, role: AmountRole::Stolen, sentence, partner: None }));
            }
        }
    }
    best.map(|(_, sum)| sum)
}
