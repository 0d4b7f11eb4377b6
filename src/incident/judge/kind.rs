//! What kinds of incident a draft is, by the words of its own sentences and by what was found of it.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Serialize;

use super::super::choose::{Add, Spans, Table, few, listed, listed_spans, settle_intrusion, stems};
use super::super::{Draft, Story};
use super::{Filled, Signs, told};
use crate::record::{AmountRole, IncidentType, Scope};
use crate::text::Span;

static KINDS: LazyLock<Table> =
    LazyLock::new(|| Table::new("kinds", include_str!("../../../models/choosers/kinds.tsv")));

/// A draft and what speaks for its kinds.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of its victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about it.
    pub main: bool,
    /// Kinds that the rules found.
    pub types: Vec<&'static str>,
    /// Whether it is a series.
    pub series: bool,
    /// Its sentences, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

fn signs(story: &Story<'_>, filled: &Filled, at: usize, add: Add<'_>) {
    let draft = &filled.drafts[at];
    for kind in &draft.types {
        add("by rule", kind.as_str());
    }
    add("kinds by rule", few(draft.types.len()));
    let main = Some(at) == filled.main();
    for (kind, step) in filled.choice.kinds.steps() {
        add(
            if main { "the main one, by all words" } else { "another, by all words" },
            &format!("{} {step}", kind.as_str()),
        );
    }
    told::facts(draft, add);
    add("scope", draft.scope.as_str());
    draft.amounts.iter().for_each(|sum| add("sum", sum.role.as_str()));
    match draft.victims.first().map(|victim| &story.parties.list[*victim]) {
        Some(party) => add("victim", party.kind.as_str()),
        None => add("victim", "nobody"),
    }
    for event in &draft.events {
        add("event", story.events[*event].kind.as_str());
    }
    stems(story, |sentence| draft.sentences.contains(&sentence), &mut |_, stem| add("word", stem));
    let near = |sentence: usize| filled.focus[sentence] == Some(at) && !draft.sentences.contains(&sentence);
    stems(story, near, &mut |_, stem| add("word near", stem));
    filled.tellings.signs(story, &filled.drafts, at, main, add);
}

/// The sentences that tell a draft.
fn sentences(story: &Story<'_>, draft: &Draft) -> impl Iterator<Item = Span> {
    draft.sentences.iter().map(|at| story.doc.sentences[*at].span)
}

/// Every draft with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let observed = |at: usize| {
        let draft = &filled.drafts[at];
        Judged {
            victims: told::names(story, draft),
            main: Some(at) == filled.main(),
            types: draft.types.iter().map(|kind| kind.as_str()).collect(),
            series: draft.scope == Scope::Series,
            spans: listed_spans(sentences(story, draft)),
            signs: listed(|add| signs(story, filled, at, add)),
        }
    };
    (0..filled.drafts.len()).map(observed).collect()
}

/// From what score on a draft is of a kind.
const IS: f64 = -0.1;

/// Gives every draft the kinds for which enough speaks; where that is none, those of the rules stay.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let judged: Vec<BTreeSet<IncidentType>> = (0..filled.drafts.len())
        .map(|at| {
            let seen = story.seen(sentences(story, &filled.drafts[at]));
            let (sums, _) = KINDS.sums(|add| signs(story, filled, at, add));
            let likely = KINDS.scored(&sums, 1.0, &seen).filter(|(_, score)| *score > IS);
            likely.filter_map(|(kind, _)| IncidentType::from_str(kind).ok()).collect()
        })
        .collect();
    for (draft, mut kinds) in filled.drafts.iter_mut().zip(judged) {
        settle_intrusion(&mut kinds);
        if !kinds.is_empty() {
            draft.types = kinds;
        }
    }
}

/// Gives a draft the kinds that its facts tell: a ransom is extortion, exposed data are a breach, what was stolen without a
/// fraud is a theft (468 of 468, 747 of 755 and 1,449 of 1,449 gold incidents with such facts).
pub(in super::super) fn follow(draft: &mut Draft) {
    let sum = |roles: &[AmountRole]| draft.amounts.iter().any(|sum| roles.contains(&sum.role));
    let ransom = sum(&[AmountRole::RansomDemanded, AmountRole::RansomPaid]);
    let stolen = sum(&[AmountRole::Stolen]) && !draft.types.contains(&IncidentType::Fraud);
    let data = !draft.data.is_empty();
    let facts = [(ransom, IncidentType::Extortion), (data, IncidentType::DataBreach), (stolen, IncidentType::Theft)];
    draft.types.extend(facts.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind));
    settle_intrusion(&mut draft.types);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::draft::RoledAmount;

    #[test]
    fn facts_tell_kinds() {
        let kinds = |types: &[IncidentType], role: AmountRole| {
            let mut draft = Draft::new();
            draft.types = types.iter().copied().collect();
            draft.amounts.push(RoledAmount { amount: 0, role, sentence: 0, partner: None });
            follow(&mut draft);
            draft.types.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(kinds(&[IncidentType::Intrusion], AmountRole::RansomPaid), [IncidentType::Extortion]);
        assert_eq!(kinds(&[IncidentType::Fraud], AmountRole::Stolen), [IncidentType::Fraud]);
        assert_eq!(kinds(&[IncidentType::Intrusion], AmountRole::Stolen), [IncidentType::Theft]);
        assert_eq!(kinds(&[IncidentType::Intrusion], AmountRole::Damage), [IncidentType::Intrusion]);
    }
}
