//! What speaks for a sum as the loss.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use serde::Serialize;

use crate::extract::amount::{Amount, Money, UNDERSTOOD};
use crate::extract::entity::EntityKind;
use crate::extract::event::ItemKind;
use crate::record::IncidentType;
use crate::text::Span;

use super::super::money::Scene;
use super::super::{Story, chief, cue, distinct, fill, money};
use super::signs::{around, few, place, sentence};
use super::{Add, Seen, Sign, Spans, listed, listed_spans};

/// A sum and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct SumCandidate {
    /// How the text says it.
    pub words: String,
    /// Currencies or tickers, and how much.
    pub values: Vec<(String, Decimal)>,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Vec<Sign>,
}

/// Where a sum stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::incident) struct At {
    pub(in crate::incident) amount: usize,
    pub(in crate::incident) sentence: usize,
    item: usize,
}

/// All sums of money or of crypto assets.
pub(in crate::incident) fn candidates(story: &Story<'_>) -> Vec<At> {
    let mut found = Vec::new();
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        for (item, words) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = words.kind else { continue };
            if money::is_sum(&story.mentions.amounts[amount].value, &words.low) {
                found.push(At { amount, sentence, item });
            }
        }
    }
    found
}

/// A line of so few words is nothing but its sum.
const BARE: usize = 6;

/// The signs of one sum beside all others, as the loss of `victim`.
pub(in crate::incident) fn signs(story: &Story<'_>, all: &[At], at: At, victim: Option<usize>, add: Add<'_>) {
    let phrase = &story.phrases[at.sentence];
    match &story.mentions.amounts[at.amount].value {
        Amount::Money { worth, .. } if worth.currency.code() == "USD" => add("is", "dollars"),
        Amount::Money { .. } => add("is", "money"),
        Amount::Crypto { worth: Some(_), .. } => add("is", "coins and their worth"),
        _ => add("is", "coins"),
    }
    add("in", place(story, at.sentence));
    let same = |other: &&At| other.amount != at.amount && distinct::same_sum(story, other.amount, at.amount);
    add("told again", few(all.iter().filter(same).count()));
    let own = worth(story, at.amount);
    let larger = |other: &&At| worth(story, other.amount).is_some_and(|other| own.is_none_or(|own| other > own));
    add("larger ones", few(all.iter().filter(larger).count().min(4)));
    if story.mentions.amounts[at.amount].rule == UNDERSTOOD {
        add("is", "understood");
    }
    if all.len() == 1 {
        add("is", "the only one");
    }
    if let Some(own) = own {
        add("size", size(own));
        let others = all.iter().filter(|other| other.amount != at.amount);
        let others: BTreeSet<Decimal> = others.filter_map(|other| worth(story, other.amount)).collect();
        let others: Vec<Decimal> = others.into_iter().collect();
        if is_added_up(own, &others) {
            add("is", "what two others add up to");
        }
        if adds_up(own, &others) {
            add("is", "one of two that add up to another");
        }
    }
    let sums = || all.iter().filter(|other| other.sentence == at.sentence);
    add("of the sentence", few(sums().count()));
    if sums().any(|other| other.item < at.item) {
        add("is", "behind another");
    }
    let at_item = at.item;
    for (name, holds) in [
        ("a rate", cue::is_rate(phrase, at_item)),
        ("another measure", cue::is_other_measure(phrase, at_item)),
        ("a level", cue::is_level(phrase, at_item)),
        ("hypothetical", cue::is_hypothetical(phrase, at_item)),
        ("a rumour", cue::is_rumour(phrase, at_item)),
        ("superseded", cue::is_superseded(phrase, at_item)),
        ("a total", cue::is_total(phrase, at_item)),
        ("a part", cue::is_part(phrase, at_item)),
        ("the whole", cue::is_whole(phrase, at_item)),
        ("planned", cue::is_planned(phrase, at_item)),
        ("denied", cue::is_denied(phrase, at_item)),
    ] {
        if holds {
            add("is", name);
        }
    }
    let taking = fill::taking(story, at.sentence);
    let types = BTreeSet::from([IncidentType::Theft]);
    let scene = Scene { phrase, at: at.item, types: &types, crypto: true, taking: &taking };
    match money::role(&scene) {
        Some(found) => {
            add("role", found.role.as_str());
            let far = match found.distance {
                0..=2 => "role, near",
                3..=5 => "role, by",
                _ => "role, far",
            };
            add(far, found.role.as_str());
            if found.firm {
                add("role, firm", found.role.as_str());
            }
        }
        None => add("role", if money::is_unexplained(&scene) { "unexplained" } else { "none" }),
    }
    around(story, phrase, at.item, victim, add);
    sentence(story, phrase, at.item, victim, add);
    let span = story.mentions.amounts[at.amount].span;
    for event in story.events.iter().filter(|event| event.sentence == at.sentence) {
        add("event", event.kind.as_str());
        add("told as", event.realis.as_str());
        for argument in event.arguments.iter().filter(|argument| argument.span.overlaps(span)) {
            add("argument", argument.role.as_str());
            add("argument in", event.kind.as_str());
        }
    }
    add("traces", few(chief::traces(story, at.sentence)));
    if names_another(story, at.sentence, victim) {
        add("is", "beside another");
    }
    if phrase.items.len() <= BARE {
        add("is", "nearly alone");
    }
}

/// Whether a sentence names an organisation other than the victim.
pub(super) fn names_another(story: &Story<'_>, sentence: usize, victim: Option<usize>) -> bool {
    story.phrases[sentence].items.iter().filter_map(|item| story.party_of(item)).any(|party| {
        let known = &story.parties.list[party];
        Some(party) != victim && known.named && known.kind == EntityKind::Organization
    })
}

/// Whether a value is another but for half a hundredth of that.
fn about(value: Decimal, other: Decimal) -> bool {
    value.saturating_sub(other).abs().saturating_mul(dec!(200)) <= other
}

/// Whether two of `others`, which ascend, are `own` together.
fn is_added_up(own: Decimal, others: &[Decimal]) -> bool {
    let mut rest = others;
    while let [low, .., high] = rest {
        let both = low.saturating_add(*high);
        if about(both, own) {
            return true;
        }
        rest = if both < own { &rest[1..] } else { &rest[..rest.len() - 1] };
    }
    false
}

/// Whether `own` and one of `others`, which ascend, are another of them together.
fn adds_up(own: Decimal, others: &[Decimal]) -> bool {
    let larger = others.partition_point(|other| *other <= own);
    others[larger..].iter().any(|whole| {
        let near = others.partition_point(|other| own.saturating_add(*other) < *whole);
        let beside = [near.checked_sub(1), Some(near)].into_iter().flatten();
        beside.filter_map(|at| others.get(at)).any(|other| about(own.saturating_add(*other), *whole))
    })
}

/// A worth by its order of magnitude.
fn size(worth: Decimal) -> &'static str {
    const SIZES: &[(Decimal, &str)] = &[
        (dec!(1000), "hundreds"),
        (dec!(100000), "thousands"),
        (dec!(1000000), "hundred thousands"),
        (dec!(10000000), "millions"),
        (dec!(100000000), "ten millions"),
        (dec!(1000000000), "hundred millions"),
    ];
    SIZES.iter().find(|(bound, _)| worth < *bound).map_or("billions", |(_, name)| name)
}

/// The worth of a sum in its first currency.
fn worth(story: &Story<'_>, amount: usize) -> Option<Decimal> {
    match &story.mentions.amounts[amount].value {
        Amount::Money { worth, .. } | Amount::Crypto { worth: Some(worth), .. } => Some(worth.quantity.value),
        _ => None,
    }
}

/// Currencies or tickers, and how much.
pub(in crate::incident) fn values(amount: &Amount) -> Vec<(String, Decimal)> {
    let money = |money: &Money| (money.currency.code().to_owned(), money.quantity.value);
    match amount {
        Amount::Money { worth, equivalents } => std::iter::once(worth).chain(equivalents).map(money).collect(),
        Amount::Crypto { asset, quantity, worth, equivalents } => {
            let coins = quantity.as_ref().map(|quantity| (asset.symbol.to_string(), quantity.value));
            worth.iter().chain(equivalents).map(money).chain(coins).collect()
        }
        _ => vec![],
    }
}

/// Its words.
pub(in crate::incident) fn span(story: &Story<'_>, at: At) -> Span {
    story.mentions.amounts[at.amount].span
}

/// What is seen there.
pub(in crate::incident) fn seen(story: &Story<'_>, at: At) -> Seen {
    story.seen([span(story, at)])
}

/// Every candidate with its signs.
pub(super) fn observed(story: &Story<'_>, victim: Option<usize>) -> Vec<SumCandidate> {
    let all = candidates(story);
    let observed = |at: &At| {
        let values = values(&story.mentions.amounts[at.amount].value);
        let words = story.doc.slice(story.mentions.amounts[at.amount].span).to_owned();
        SumCandidate {
            words,
            values,
            spans: listed_spans([span(story, *at)]),
            signs: listed(|add| signs(story, &all, *at, victim, add)),
        }
    };
    all.iter().map(observed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_add_up() {
        let others = [dec!(2), dec!(5), dec!(9), dec!(14)];
        assert!(is_added_up(dec!(7), &others) && is_added_up(dec!(19), &others));
        assert!(!is_added_up(dec!(8), &others) && !is_added_up(dec!(4), &others), "no value is added to itself");
        assert!(adds_up(dec!(4), &others) && adds_up(dec!(3), &others));
        assert!(!adds_up(dec!(6), &others) && !adds_up(dec!(20), &others));
    }
}
