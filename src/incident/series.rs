//! Totals and campaigns: what makes an incident a series, and which single incidents are part of it.

use crate::extract::amount::{Amount, Quantity};
use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::record::{AmountRole, IncidentType, Scope, Sector};
use crate::text::{BlockKind, Span};

use super::{Draft, Story};

/// What a series counts.
const COUNTED: &[&str] = &[
    "times", "attacks", "incidents", "hacks", "breaches", "thefts", "heists", "exploits", "raids", "cases",
    "occasions", "robberies", "exchanges", "cyberattacks", "intrusions", "protocols", "platforms", "bridges", "scams",
];

/// How many incidents a sentence counts, if it does.
pub(super) fn attacks(story: &Story<'_>, phrase: &Phrase) -> Option<(Quantity, Span)> {
    phrase.items.iter().find_map(|item| {
        let ItemKind::Amount(index) = item.kind else { return None };
        match &story.mentions.amounts[index].value {
            Amount::Count { quantity, unit }
                if COUNTED.contains(&unit.rsplit(' ').next().unwrap_or(unit))
                    && quantity.value > rust_decimal::Decimal::ONE =>
            {
                Some((*quantity, item.span))
            }
            _ => None,
        }
    })
}

/// Makes a draft a series where its victims are several, where it counts its incidents, or where an actor's total names no victim.
pub(super) fn mark(story: &Story<'_>, draft: &mut Draft) {
    // Those who were cheated by one swindle are many, the swindle is one.
    let plural = !draft.victims.is_empty()
        && draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            party.plural && !party.mentions.is_empty()
        });
    let actor = |party: &usize| matches!(story.parties.list[*party].kind, EntityKind::Country | EntityKind::Group);
    let stolen = draft.has_loss();
    let total_of_actor = draft.victims.is_empty() && draft.attackers.iter().any(actor) && stolen;
    let total_of_many = draft.victims.is_empty()
        && stolen
        && draft.events.iter().all(|event| {
            let trigger = story.doc.slice(story.events[*event].trigger).to_lowercase();
            trigger == "lost" || trigger == "losses" || COUNTED.contains(&trigger.as_str())
        })
        && draft
            .events
            .iter()
            .any(|event| COUNTED.contains(&story.doc.slice(story.events[*event].trigger).to_lowercase().as_str()));
    let counted = draft.attacks.is_some() && (plural || draft.victims.is_empty());
    if counted || total_of_actor || total_of_many || plural && (stolen || is_numbered(story, draft)) {
        draft.scope = Scope::Series;
    } else {
        draft.attacks = None;
    }
}

/// `Seventeen towns`: victims whom the text counts.
fn is_numbered(story: &Story<'_>, draft: &Draft) -> bool {
    let heads: Vec<&str> =
        draft.victims.iter().filter_map(|victim| story.parties.list[*victim].name.rsplit(' ').next()).collect();
    draft.sentences.iter().flat_map(|sentence| &story.phrases[*sentence].items).any(|item| {
        let ItemKind::Amount(index) = item.kind else { return false };
        matches!(&story.mentions.amounts[index].value, Amount::Count { quantity, unit }
            if quantity.value > rust_decimal::Decimal::ONE && heads.contains(&unit.rsplit(' ').next().unwrap_or(unit)))
    })
}

/// Says of which series each single incident is part: one whose victims are of its kind, else one by the same actor.
pub(super) fn parts(story: &Story<'_>, drafts: &mut [Draft]) {
    let series: Vec<usize> = (0..drafts.len()).filter(|at| drafts[*at].scope == Scope::Series).collect();
    link(story, drafts, &series);
    // A campaign of which only attacks are told is of the kinds of its parts.
    for whole in series {
        let of_parts: Vec<IncidentType> = drafts
            .iter()
            .filter(|draft| draft.part_of == Some(whole))
            .flat_map(|draft| draft.types.iter().copied())
            .collect();
        if drafts[whole].types.iter().eq([&IncidentType::Intrusion]) && !of_parts.is_empty() {
            drafts[whole].types = of_parts.into_iter().collect();
        }
    }
}

fn link(story: &Story<'_>, drafts: &mut [Draft], series: &[usize]) {
    for at in 0..drafts.len() {
        if drafts[at].scope == Scope::Series {
            continue;
        }
        let sector = |draft: &Draft| draft.victims.iter().find_map(|victim| story.parties.list[*victim].sector);
        let shares_attacker =
            |whole: usize| drafts[whole].attackers.iter().any(|attacker| drafts[at].attackers.contains(attacker));
        let alike = series.iter().copied().find(|whole| {
            let same_sector = sector(&drafts[*whole]).is_some() && sector(&drafts[*whole]) == sector(&drafts[at]);
            same_sector && (drafts[*whole].attackers.is_empty() || shares_attacker(*whole))
        });
        let by_actor =
            || series.iter().copied().find(|whole| drafts[*whole].victims.is_empty() && shares_attacker(*whole));
        let told_after = || series.iter().copied().find(|whole| could_contain(story, &drafts[*whole], &drafts[at]));
        // The items of a list of victims belong to what the list is of.
        let listed = series.first().copied().filter(|_| drafts[at].listed && series.len() == 1);
        let only =
            || series.first().copied().filter(|whole| series.len() == 1 && is_near(&drafts[*whole], &drafts[at]));
        drafts[at].part_of = listed.or(alike).or_else(by_actor).or_else(told_after).or_else(only);
    }
}

/// Whether a single incident is told in the course of the only series of an article: that of a known actor, or one of its kind of
/// which no time is told that could lie outside it.
fn is_near(whole: &Draft, part: &Draft) -> bool {
    let timed = |draft: &Draft| draft.time.as_ref().is_some_and(|time| time.value.earliest.is_some());
    let kinds = whole.types.intersection(&part.types).next().is_some();
    !whole.attackers.is_empty() || kinds && !(timed(whole) && timed(part))
}

/// Whether a single incident that is told after a series can be one of it: of its kind, within its time, not above its total.
fn could_contain(story: &Story<'_>, whole: &Draft, part: &Draft) -> bool {
    let first =
        |draft: &Draft| draft.sentences.iter().copied().find(|at| story.doc.sentences[*at].kind != BlockKind::Title);
    let after = first(whole).is_some_and(|start| first(part).is_some_and(|own| own >= start));
    let kinds = whole.types.intersection(&part.types).next().is_some();
    let sector = |draft: &Draft| draft.victims.iter().find_map(|victim| story.parties.list[*victim].sector);
    let crypto = |sector: Sector| matches!(sector, Sector::CryptoExchange | Sector::Defi);
    let sectors = match (sector(whole), sector(part)) {
        (Some(left), Some(right)) => left == right || crypto(left) && crypto(right),
        _ => true,
    };
    let times = match (whole.days(), part.days()) {
        (Some((from, to)), Some((first, last))) => first <= to && last >= from,
        _ => true,
    };
    let sums =
        largest(story, whole).zip(largest(story, part)).is_none_or(|(total, own)| total.0 != own.0 || own.1 <= total.1);
    let actors = whole.attackers.is_empty() || whole.attackers.iter().any(|attacker| part.attackers.contains(attacker));
    after && kinds && sectors && times && sums && actors
}

/// The largest sum taken, with its currency.
fn largest(story: &Story<'_>, draft: &Draft) -> Option<(iso_currency::Currency, rust_decimal::Decimal)> {
    let stolen = draft.amounts.iter().filter(|sum| sum.role == AmountRole::Stolen);
    stolen
        .filter_map(|sum| match &story.mentions.amounts[sum.amount].value {
            Amount::Money { worth, .. } | Amount::Crypto { worth: Some(worth), .. } => {
                Some((worth.currency, worth.quantity.value))
            }
            _ => None,
        })
        .max_by_key(|(_, value)| *value)
}
