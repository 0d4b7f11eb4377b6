//! What the learned choices say of the incident that the article is about, where the rules found nothing, or something for
//! which less speaks.

use std::collections::BTreeSet;

use crate::record::{AmountRole, IncidentType, Scope, Status};

use super::choose::Choice;
use super::draft::RoledAmount;
use super::{Draft, Story, attribution, chief, distinct, time};

/// How likely a choice must be to fill what the rules left open.
const FILL: f64 = 0.4;
/// What the rules found stands where its share is this part of that of the choice.
const STANDS: f64 = 0.6;
/// Beside the choice stands what has this part of its share: where the rules found the choice too, and where not.
const BESIDE: f64 = 0.02;
const BESIDE_ANOTHER: f64 = 0.25;

/// How likely a victim must be to be preferred to those whose data were its own.
const SURELY: f64 = 0.6;

/// How likely an attacker must be that no sentence blames in so many words.
const BLAME: f64 = 0.4;

/// How likely a choice must be where `none` is the share of none of the candidates.
fn enough(choice: &Choice, none: f64) -> f64 {
    if choice.coins { FILL.max(none / 2.0) } else { FILL.max(none) }
}

/// The draft that the article is about.
pub(super) fn main(drafts: &[Draft]) -> Option<usize> {
    drafts.iter().position(|draft| draft.chief).or((!drafts.is_empty()).then_some(0))
}

/// Where no sentence tells an event, but the words of the article an incident and the rest of it who was hit, that is one.
pub(super) fn incident(story: &Story<'_>, drafts: &mut Vec<Draft>, choice: &Choice) {
    let Some((victim, likely)) = choice.victim.filter(|_| drafts.is_empty() && choice.kinds.are_sure()) else { return };
    let party = &story.parties.list[victim];
    if likely <= choice.of_no_victim() || !party.named {
        return;
    }
    let mut draft = Draft::new();
    draft.types = choice.kinds.beside(&draft.types);
    let told = |at: &usize| party.mentions.iter().any(|span| story.doc.sentences[*at].span.contains(*span));
    draft.sentences = (0..story.doc.sentences.len()).filter(told).collect();
    draft.victims = vec![victim];
    draft.inferred = true;
    drafts.push(draft);
}

/// The main incident, where the words of the article are sure that there is one and it has a victim with a name.
pub(super) fn sure(story: &Story<'_>, drafts: &[Draft], choice: &Choice) -> Option<usize> {
    let named = |at: &usize| {
        let draft = &drafts[*at];
        // A few words prove nothing where no sentence tells an event, nor a sum.
        let told = choice.kinds.are_enough() || !draft.events.is_empty() || !draft.amounts.is_empty();
        told && draft.status == Status::Occurred && draft.victims.iter().any(|victim| story.parties.list[*victim].named)
    };
    main(drafts).filter(|_| choice.kinds.are_sure()).filter(named)
}

/// The main incident hits the party that is likeliest, unless that is its attacker; where another incident hits that party, that one
/// is the main one.
pub(super) fn victim(story: &Story<'_>, drafts: &mut [Draft], choice: &Choice) {
    let Some(main) = main(drafts) else { return };
    let Some((likeliest, likely)) = choice.victim else { return };
    let taken = drafts.iter().position(|draft| draft.victims.contains(&likeliest));
    let draft = &mut drafts[main];
    if taken == Some(main) || draft.attackers.contains(&likeliest) {
        return;
    }
    let known: f64 = draft.victims.iter().map(|victim| choice.of_victim(*victim)).sum();
    let enough = enough(choice, choice.of_no_victim());
    if let Some(taken) = taken {
        if likely >= enough && known <= STANDS * likely {
            chief::make(drafts, taken);
        }
        return;
    }
    let named = draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    // `260 families`: who is counted is told as hit, unless by what was taken from somebody with a name.
    let leaked = choice.kinds.beside(&BTreeSet::new()).contains(&IncidentType::DataBreach);
    let taken_from = leaked && story.parties.list[likeliest].named && likely >= SURELY;
    if !choice.coins && !taken_from && draft.victims.iter().any(|victim| story.parties.list[*victim].plural) {
        return;
    }
    let vague = !choice.coins && !story.parties.list[likeliest].named;
    if likely >= enough && !vague && (known <= STANDS * likely || !named && story.parties.list[likeliest].named) {
        draft.victims = vec![likeliest];
        draft.inferred = true;
    }
}

/// The main incident, of which nobody is said to have done it, was done by whoever likeliest did, unless that did another.
pub(super) fn attacker(story: &Story<'_>, drafts: &mut [Draft], choice: &Choice) {
    let Some(main) = main(drafts) else { return };
    let Some((attacker, _)) = choice.attacker.filter(|(_, share)| *share >= BLAME) else { return };
    // "Palisander suspects the Lazarus Group in that case": who did another incident is not said to have done this one.
    if drafts.iter().enumerate().any(|(at, other)| at != main && other.attackers.contains(&attacker)) {
        return;
    }
    let draft = &mut drafts[main];
    if draft.attackers.is_empty() && !draft.victims.contains(&attacker) {
        draft.claims.extend(attribution::of(story, attacker));
        draft.attackers.push(attacker);
    }
}

/// The main incident, where it is one of money or coins, took the sum that is likeliest.
pub(super) fn loss(story: &Story<'_>, drafts: &mut [Draft], choice: &Choice) {
    let Some(main) = main(drafts) else { return };
    let draft = &drafts[main];
    let attacked = [IncidentType::Theft, IncidentType::Intrusion, IncidentType::Fraud, IncidentType::Phishing]
        .iter()
        .any(|kind| draft.types.contains(kind));
    if !(attacked || draft.chief) || draft.status != Status::Occurred || draft.types.contains(&IncidentType::Extortion)
    {
        return;
    }
    let Some((likeliest, likely)) =
        choice.loss(story).filter(|(_, likely)| *likely >= enough(choice, choice.of_no_loss()))
    else {
        return;
    };
    let same = |sum: &RoledAmount| sum.partner == Some(likeliest) || distinct::same_sum(story, sum.amount, likeliest);
    let whole = |sum: &RoledAmount| {
        choice.of_loss(story, sum.amount).max(sum.partner.map_or(0.0, |partner| choice.of_loss(story, partner)))
    };
    let stolen = || draft.amounts.iter().filter(|sum| sum.role == AmountRole::Stolen);
    let elsewhere = drafts.iter().enumerate().any(|(at, draft)| at != main && draft.amounts.iter().any(same));
    let has = stolen().any(same);
    let otherwise = draft.amounts.iter().any(|sum| sum.role != AmountRole::Stolen && same(sum));
    if elsewhere || otherwise || !has && stolen().map(whole).sum::<f64>() > STANDS * likely {
        return;
    }
    let Some(sentence) = story.doc.sentence_at(story.mentions.amounts[likeliest].span.start) else { return };
    let draft = &mut drafts[main];
    let beside = if has { BESIDE } else { BESIDE_ANOTHER };
    // "480 BTC, 6,300 ETH and 11 million USDT": a list stays whole.
    let listed = |sum: &RoledAmount| has && sum.sentence == sentence;
    draft
        .amounts
        .retain(|sum| sum.role != AmountRole::Stolen || same(sum) || listed(sum) || whole(sum) > beside * likely);
    if !has {
        draft.amounts.retain(|sum| !same(sum));
        draft.amounts.push(RoledAmount { amount: likeliest, role: AmountRole::Stolen, sentence, partner: None });
        draft.amounts = distinct::join(story, std::mem::take(&mut draft.amounts));
        draft.types.insert(IncidentType::Theft);
    }
}

/// The main incident happened on the day that is likeliest.
pub(super) fn day(story: &Story<'_>, drafts: &mut [Draft], choice: &Choice) {
    let Some(main) = main(drafts) else { return };
    let Some((likeliest, likely)) =
        choice.day(story).filter(|(_, likely)| *likely >= enough(choice, choice.of_no_day()))
    else {
        return;
    };
    // The window of a series is the time of none of its parts.
    let others = drafts.iter().enumerate().filter(|(at, draft)| *at != main && draft.scope == Scope::Series);
    if others.filter_map(|(_, draft)| draft.time.as_ref()).any(|time| time.span == story.dates[likeliest].span) {
        return;
    }
    let draft = &mut drafts[main];
    let known = draft.time.as_ref().or(draft.reported.as_ref());
    let known = known.map(|time| choice.of_days(story, time.value.earliest, time.value.latest));
    if known.is_none_or(|known| known <= STANDS * likely) {
        draft.time = Some(time::of(story, likeliest));
        draft.reported = None;
    }
}
