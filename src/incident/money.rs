//! What a sum of money is in its sentence: stolen, demanded, paid, got back, or none of an incident's business.

use std::collections::BTreeSet;

use rust_decimal_macros::dec;

use crate::extract::amount::Amount;
use crate::extract::event::{Item, ItemKind, Phrase};
use crate::record::{AmountRole, IncidentType};

use super::cue::{self, CUES, Cue, Needs};

/// A sum in its sentence, and what is known of the incident that the sentence is about.
pub(super) struct Scene<'a> {
    pub phrase: &'a Phrase,
    /// The sum's item.
    pub at: usize,
    pub types: &'a BTreeSet<IncidentType>,
    /// Whether crypto assets are what the victim holds for others.
    pub crypto: bool,
    /// Items that say that money was taken.
    pub taking: &'a [usize],
}

/// A role and how near the word stands that gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub role: AmountRole,
    pub distance: usize,
    /// Whether the word says so by itself, without an event beside it.
    pub firm: bool,
}

/// The role that the words around the sum give it; `None` where they speak of something else or of nothing.
pub(super) fn role(scene: &Scene<'_>) -> Option<Found> {
    let (phrase, at) = (scene.phrase, scene.at);
    if cue::is_rate(phrase, at)
        || cue::is_other_measure(phrase, at) && !is_loot(scene)
        || cue::is_level(phrase, at)
        || cue::is_hypothetical(phrase, at)
        || cue::never_happened(phrase)
        || cue::is_rumour(phrase, at)
    {
        return None;
    }
    let found = CUES
        .iter()
        .enumerate()
        .filter(|(_, cue)| allowed(scene, cue))
        .filter_map(|(rank, cue)| Some((distance(scene, cue)?, rank)))
        .min()?;
    let (distance, rank) = found;
    let role = adjust(scene, CUES[rank].role?)?;
    let firm = CUES[rank].needs == Needs::Nothing && distance <= 5;
    Some(Found { role, distance, firm })
}

/// Whether nothing around the sum says what it is.
pub(super) fn is_unexplained(scene: &Scene<'_>) -> bool {
    let (phrase, at) = (scene.phrase, scene.at);
    let other = cue::is_rate(phrase, at)
        || cue::is_other_measure(phrase, at)
        || cue::is_level(phrase, at)
        || cue::is_hypothetical(phrase, at);
    !other && CUES.iter().all(|cue| distance(scene, cue).is_none())
}

/// What a victim holds for others.
const HELD: &[&str] = &[
    "assets", "deposits", "liquidity", "pools", "collateral", "treasury", "reserves", "fund", "funds", "capital",
    "holdings", "credit", "cover", "market",
];

/// `The value extracted across all pools was $61.7M`: whether the subject that the sum is told of is a loss.
fn is_loss_told_of(scene: &Scene<'_>) -> bool {
    let items = &scene.phrase.items;
    let word = |at: usize| items[at].low.as_str();
    let copula = (scene.at.saturating_sub(4)..scene.at).rev().find(|at| {
        matches!(
            word(*at),
            "was"
                | "is"
                | "were"
                | "are"
                | "totalled"
                | "totaled"
                | "reached"
                | "exceeds"
                | "exceeded"
                | "stands"
                | ":"
        )
    });
    let Some(copula) = copula else { return false };
    let subject = &items[copula.saturating_sub(10)..copula];
    let loss = subject.iter().position(|item| {
        matches!(
            item.low.as_str(),
            "loss"
                | "losses"
                | "lost"
                | "extracted"
                | "stolen"
                | "drained"
                | "siphoned"
                | "damage"
                | "theft"
                | "taken"
                | "proceeds"
        )
    });
    let clause = |item: &Item| matches!(item.low.as_str(), "which" | "that" | "whose" | "while" | "but" | "," | ";");
    loss.is_some_and(|loss| !subject[loss..].iter().any(clause))
}

/// `removed digital assets with a value of £7.3 million`: whether the sum is the worth of the object of a verb of taking.
fn is_worth_of_taken(scene: &Scene<'_>) -> bool {
    const TAKES: &[&str] = &[
        "removed", "withdrew", "took", "taken", "stole", "transferred", "moved", "extracted", "siphoned", "drained",
        "swept", "emptied", "walked",
    ];
    let before = &scene.phrase.items[scene.at.saturating_sub(12)..scene.at];
    let clause = |item: &Item| {
        matches!(item.low.as_str(), "which" | "that" | "whose" | "while" | "but" | "," | ";" | "where" | "with")
    };
    let Some(taken) = before.iter().rposition(|item| TAKES.contains(&item.low.as_str())) else { return false };
    let held = before[taken + 1..].iter().take(4).position(|item| HELD.contains(&item.low.as_str()));
    held.is_some_and(|held| {
        let rest = &before[taken + held + 2..];
        // "with a value of" leads to the worth, "with a treasury of" to something else.
        let worth = rest
            .iter()
            .any(|item| matches!(item.low.as_str(), "value" | "worth" | "valued" | "totalling" | "totaling"));
        worth && !rest.iter().any(|item| clause(item) && item.low != "with")
    })
}

/// Whether a word of taking stands near the sum, in its clause.
fn is_loot(scene: &Scene<'_>) -> bool {
    is_loss_told_of(scene)
        || is_worth_of_taken(scene)
        || scene.taking.iter().any(|taking| {
            let (from, to) = if *taking < scene.at { (*taking, scene.at) } else { (scene.at, *taking) };
            to - from <= 14
                && !scene.phrase.items[from..to].iter().any(|item| matches!(item.low.as_str(), ";" | "but" | "while"))
        })
}

/// Whether a cue counts in an incident of this kind.
fn allowed(scene: &Scene<'_>, cue: &Cue) -> bool {
    let types = scene.types;
    match cue.needs {
        Needs::Nothing => true,
        Needs::Theft => is_about_money(types),
        Needs::Extortion => types.contains(&IncidentType::Extortion),
    }
}

/// Whether money is what an incident is about: a theft, a fraud, or an attack of which the text says no more.
pub(super) fn is_about_money(types: &BTreeSet<IncidentType>) -> bool {
    let has = |kinds: &[IncidentType]| kinds.iter().any(|kind| types.contains(kind));
    has(&[IncidentType::Theft, IncidentType::Fraud])
        || !has(&[
            IncidentType::DataBreach,
            IncidentType::Extortion,
            IncidentType::Disruption,
            IncidentType::VulnerabilityDisclosure,
            IncidentType::VulnerabilityPatch,
        ])
}

/// The role once the kind of the incident, refusals and denials are heard.
fn adjust(scene: &Scene<'_>, role: AmountRole) -> Option<AmountRole> {
    let (phrase, at) = (scene.phrase, scene.at);
    let has = |kind: IncidentType| scene.types.contains(&kind);
    let only_theft = (scene.crypto || has(IncidentType::Theft) || has(IncidentType::Fraud))
        && !(has(IncidentType::Disruption) || has(IncidentType::Extortion) || has(IncidentType::DataBreach));
    // "paid $600,000 after an attack"
    let attacked = has(IncidentType::Intrusion) && !has(IncidentType::Theft) && !has(IncidentType::Fraud);
    Some(match role {
        AmountRole::RansomDemanded | AmountRole::RansomPaid if cue::is_denied(phrase, at) => return None,
        AmountRole::RansomDemanded | AmountRole::RansomPaid | AmountRole::Stolen
            if cue::is_paid(phrase, at) && (has(IncidentType::Extortion) || attacked) =>
        {
            AmountRole::RansomPaid
        }
        AmountRole::RansomPaid if !has(IncidentType::Extortion) => AmountRole::Stolen,
        // "gave the firm until Sunday to pay $5 million", "refused to pay": a demand.
        AmountRole::RansomPaid => AmountRole::RansomDemanded,
        AmountRole::Damage if only_theft => AmountRole::Stolen,
        AmountRole::Recovered if cue::is_of_recovery(phrase, at) => AmountRole::Damage,
        AmountRole::Recovered if cue::is_whole(phrase, at) => AmountRole::Stolen,
        AmountRole::Fine if cue::is_planned(phrase, at) => return None,
        AmountRole::Recovered if cue::is_planned(phrase, at) => return None,
        AmountRole::Stolen | AmountRole::Damage if cue::is_part(phrase, at) => return None,
        role => role,
    })
}

/// Distance in items to the nearest word of the cue within its reach; another amount or a comma between costs extra.
fn distance(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let phrase = scene.phrase;
    let hit = |index: usize| {
        let item = &phrase.items[index];
        if !matches!(item.kind, ItemKind::Word | ItemKind::Trigger(_) | ItemKind::Nobody | ItemKind::Entity(_)) {
            return false;
        }
        if cue.role == Some(AmountRole::Stolen) && cue.needs == Needs::Nothing && scene.taking.contains(&index) {
            return true;
        }
        // The profit of a thief is no business, any other is no loot.
        if matches!(item.low.as_str(), "profit" | "profits" | "proceeds") {
            let thief = phrase.items.iter().any(|other| other.kind == ItemKind::Nobody);
            return thief != cue.role.is_none() && cue.words.contains(&item.low.as_str());
        }
        // "stolen, an amount valued at $450 million"
        let stolen = scene.taking.iter().any(|taking| *taking < index);
        if cue.role.is_none() && item.low == "valued" && stolen && index < scene.at {
            return false;
        }
        // "$91m worth of assets were moved out": what was held is what was taken.
        if cue.role.is_none() && HELD.contains(&item.low.as_str()) && is_loot(scene) {
            return false;
        }
        // "lost fees", "lost sales": damage, not a measure of business.
        if cue.role.is_none() && matches!(phrase.word(index.checked_sub(1)), "lost" | "missed" | "reduced" | "dented") {
            return false;
        }
        let next = phrase.word(Some(index + 1));
        let parts = matches!(item.kind, ItemKind::Trigger(_) | ItemKind::Entity(_));
        cue.words.iter().any(|word| match word.split_once(' ') {
            None => item.low == *word || parts && item.low.split([' ', '-']).any(|part| part == *word),
            Some((first, second)) => item.low == *word || item.low == first && next == second,
        })
    };
    let walk = |indices: &mut dyn Iterator<Item = usize>, reach: usize, side: usize| {
        let mut cost = 0;
        for index in indices {
            let item = &phrase.items[index];
            cost += match item.kind {
                ItemKind::Amount(_) => 3,
                ItemKind::Mark if matches!(item.low.as_str(), "," | "(" | ")") => 2,
                // "Loss: 4,090 ETH"
                ItemKind::Mark if item.low == ":" && index + 1 == scene.at => 1,
                ItemKind::Mark if matches!(item.low.as_str(), ";" | "—" | "–" | ":") => 5,
                ItemKind::Word
                    if matches!(item.low.as_str(), "and" | "but" | "while" | "which" | "who" | "after" | "that") =>
                {
                    2
                }
                _ => 1,
            };
            if cost > reach {
                return None;
            }
            if hit(index) {
                // What follows an amount governs it less than what leads to it.
                return Some(cost + side);
            }
        }
        None
    };
    let left = walk(&mut (0..scene.at).rev(), cue.before, 0);
    let right = walk(&mut (scene.at + 1..phrase.items.len()), cue.after, 1);
    left.into_iter().chain(right).min()
}

/// Whether a sum can be part of an incident at all; "hundreds of thousands of bitcoins" and "not one cent" say too little.
pub(super) fn is_sum(amount: &Amount, text: &str) -> bool {
    let small = matches!(amount, Amount::Money { worth, .. } if worth.quantity.value < dec!(10));
    matches!(amount, Amount::Money { .. } | Amount::Crypto { .. }) && !small && !is_vague(text)
}

/// `hundreds of`, `dozens of`: no figure.
pub(super) fn is_vague(text: &str) -> bool {
    let text = text.trim_start_matches("tens of ").trim_start_matches("many ").trim_start_matches("several ");
    ["dozens", "hundreds", "thousands", "millions", "billions", "scores"].iter().any(|word| text.starts_with(word))
}
