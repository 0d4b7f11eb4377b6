//! What a sum is: stolen, asked for, paid, a cost, a fine, recovered, a reward, or nothing of an incident.

use std::str::FromStr;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::sum::{self, At};
use super::super::choose::{Add, Spans, Table, listed, listed_spans};
use super::super::draft::RoledAmount;
use super::super::{Story, distinct, saying};
use super::{Filled, Signs};
use crate::record::AmountRole;

static ROLES: LazyLock<Table> =
    LazyLock::new(|| Table::new("roles", include_str!("../../../models/choosers/roles.tsv")));

/// A sum and what speaks for its roles.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// How the text says it.
    pub words: String,
    /// Currencies or tickers, and how much.
    pub values: Vec<(String, Decimal)>,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

/// The role that a rule gave to a sum, and in which draft.
fn by_rule(story: &Story<'_>, filled: &Filled, amount: usize) -> Option<(usize, AmountRole)> {
    let same = |sum: &&RoledAmount| {
        [Some(sum.amount), sum.partner]
            .into_iter()
            .flatten()
            .any(|own| own == amount || distinct::same_sum(story, own, amount))
    };
    filled.drafts.iter().enumerate().find_map(|(at, draft)| Some((at, draft.amounts.iter().find(same)?.role)))
}

/// The signs of a sum.
fn signs(story: &Story<'_>, filled: &Filled, all: &[At], at: At, add: Add<'_>) {
    let victim = filled.victim(at.sentence);
    sum::signs(story, all, at, victim, add);
    filled.signs(story, at.sentence, add);
    match by_rule(story, filled, at.amount) {
        Some((_, role)) => add("by rule", role.as_str()),
        None => add("by rule", "none"),
    }
    if let Some(said) = saying::role(story, at) {
        add("said", said.as_str());
    }
    let own = |sum: &RoledAmount| sum.amount == at.amount;
    if let Some(sum) = filled.drafts.iter().flat_map(|draft| &draft.amounts).find(|sum| own(sum)) {
        add("by rule, here", sum.role.as_str());
    }
    let about = filled.about(at.sentence).map(|draft| &filled.drafts[draft].amounts);
    about.into_iter().flatten().for_each(|sum| add("beside a sum", sum.role.as_str()));
}

/// Every sum with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let all = sum::candidates(story);
    let observed = |at: &At| Judged {
        words: story.doc.slice(story.mentions.amounts[at.amount].span).to_owned(),
        values: sum::values(&story.mentions.amounts[at.amount].value),
        spans: listed_spans([sum::span(story, *at)]),
        signs: listed(|add| signs(story, filled, &all, *at, add)),
    };
    all.iter().map(observed).collect()
}

/// From what score on a sum has a role that no rule gave it, and below what score it has none although a rule gave it one.
const ADDED: f64 = -0.3;
const DROPPED: f64 = -1.5;

/// Gives sums the roles for which most speaks.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let all = sum::candidates(story);
    let judged: Vec<(At, &str, f64)> = all
        .iter()
        .map(|at| {
            let (role, score) = ROLES.likeliest(&sum::seen(story, *at), |add| signs(story, filled, &all, *at, add));
            (*at, role, score)
        })
        .collect();
    for (at, role, score) in judged {
        let Ok(role) = AmountRole::from_str(role) else { continue };
        let owner = filled.drafts.iter().position(|draft| draft.amounts.iter().any(|sum| sum.amount == at.amount));
        match owner {
            Some(draft) if score <= DROPPED => filled.drafts[draft].amounts.retain(|sum| sum.amount != at.amount),
            Some(draft) => {
                filled.drafts[draft]
                    .amounts
                    .iter_mut()
                    .filter(|sum| sum.amount == at.amount)
                    .for_each(|sum| sum.role = role);
            }
            None if score > ADDED && by_rule(story, filled, at.amount).is_none() => {
                let Some(draft) = filled.owner(story, at.amount, at.sentence) else { continue };
                let sum = RoledAmount { amount: at.amount, role, sentence: at.sentence, partner: None };
                filled.drafts[draft].amounts.push(sum);
            }
            None => {}
        }
    }
    for draft in &mut filled.drafts {
        let sums = distinct::sums(story, &draft.amounts);
        draft.amounts = distinct::join(story, sums);
    }
}
