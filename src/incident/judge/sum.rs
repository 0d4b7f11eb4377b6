//! What a sum is: stolen, asked for, paid, a cost, a fine, recovered, a reward, or nothing of an incident.

use std::str::FromStr;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::sum::{self, At};
use super::super::choose::{Add, Choice, Spans, Table, listed, listed_spans};
use super::super::draft::RoledAmount;
use super::super::{Draft, Story, distinct, saying};
use super::{Filled, Signs};
use crate::record::{AmountRole, IncidentType, Scope};

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
        [Some(sum.amount), sum.partner].into_iter().flatten().any(|own| distinct::same_sum(story, own, amount))
    };
    filled.drafts.iter().enumerate().find_map(|(at, draft)| Some((at, draft.amounts.iter().find(same)?.role)))
}

/// Whether a draft is one of those that take money.
fn takes_money(draft: &Draft) -> bool {
    [IncidentType::Theft, IncidentType::Fraud].iter().any(|kind| draft.types.contains(kind))
}

/// Whether a draft is one of those that stop work and ask for money.
fn stops_work(draft: &Draft) -> bool {
    [IncidentType::Extortion, IncidentType::Disruption].iter().any(|kind| draft.types.contains(kind))
}

/// The signs of a sum.
fn signs(story: &Story<'_>, filled: &Filled, all: &[At], at: At, add: Add<'_>) {
    let victim = filled.victim(at.sentence);
    sum::signs(story, all, at, victim, add);
    filled.signs(story, at.sentence, add);
    // What is lost where no money was taken is a cost: words mean one thing in a theft and another in an outage.
    let about = filled.about(at.sentence).map(|draft| &filled.drafts[draft]);
    let of = match about {
        Some(draft) if takes_money(draft) => "money",
        Some(draft) if stops_work(draft) => "work",
        _ => "other",
    };
    match by_rule(story, filled, at.amount) {
        Some((_, role)) => {
            add("by rule", role.as_str());
            add("by rule, of", &format!("{of}, {}", role.as_str()));
        }
        None => add("by rule", "none"),
    }
    if let Some(said) = saying::role(story, at) {
        add("said", said.as_str());
        add("said, of", &format!("{of}, {}", said.as_str()));
    }
    let own = |sum: &RoledAmount| sum.amount == at.amount;
    if let Some(sum) = filled.drafts.iter().flat_map(|draft| &draft.amounts).find(|sum| own(sum)) {
        add("by rule, here", sum.role.as_str());
    }
    about.into_iter().flat_map(|draft| &draft.amounts).for_each(|sum| add("beside a sum", sum.role.as_str()));
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

/// What an attack that took no money cost is no loot: of sums behind words of a loss, in gold incidents of extortion or disruption
/// alone, 66 are damage and one was stolen. What else is said to be stolen there is mostly of another incident.
fn settle_losses(story: &Story<'_>, draft: &mut Draft) {
    let exposes = draft.types.contains(&IncidentType::DataBreach);
    if takes_money(draft) && !stops_work(draft) {
        settle_loot(story, draft);
    }
    if takes_money(draft) || !stops_work(draft) && !exposes {
        return;
    }
    if stops_work(draft) {
        for sum in draft.amounts.iter_mut().filter(|sum| sum.role == AmountRole::Stolen) {
            if saying::is_loss(story, sum.sentence, story.mentions.amounts[sum.amount].span) {
                sum.role = AmountRole::Damage;
            }
        }
    }
    draft.amounts.retain(|sum| sum.role != AmountRole::Stolen);
}

/// What a theft or a fraud that stopped no work lost is what was taken: of sums behind words of a loss, 63 are stolen and 3 are damage.
fn settle_loot(story: &Story<'_>, draft: &mut Draft) {
    for sum in draft.amounts.iter_mut().filter(|sum| sum.role == AmountRole::Damage) {
        if saying::is_lost(story, sum.sentence, story.mentions.amounts[sum.amount].span) {
            sum.role = AmountRole::Stolen;
        }
    }
}

/// From what share on a sum is likely the loss.
const LIKELY: f64 = 0.3;

/// The sums of a draft without those that more speaks against than for another of the same role and currency: of 2,147 gold incidents
/// in which a currency was stolen, 18 have two sums of it. What is likely the loss that the article is about goes first. Damage adds
/// up and is kept, and so are the losses of crypto assets, whose parts are told by coin and chain.
fn one_each(
    story: &Story<'_>,
    choice: &Choice,
    sums: Vec<RoledAmount>,
    judged: &[(At, &str, f64)],
) -> Vec<RoledAmount> {
    let score = |sum: &RoledAmount| {
        let told = judged.iter().filter(|(at, ..)| distinct::same_sum(story, at.amount, sum.amount));
        let chosen = sum.role == AmountRole::Stolen && choice.of_loss(story, sum.amount) > LIKELY;
        (chosen, told.map(|(.., score)| *score).fold(f64::NEG_INFINITY, f64::max))
    };
    let scores: Vec<(bool, f64)> = sums.iter().map(score).collect();
    let rival = |one: &RoledAmount, other: &RoledAmount| {
        one.role == other.role
            && one.role != AmountRole::Damage
            && !(one.role == AmountRole::Stolen && choice.coins)
            && distinct::is_comparable(story, one.amount, other.amount)
    };
    let beaten = |at: usize| {
        (0..sums.len()).any(|other| {
            let more = scores[other] > scores[at] || scores[other] == scores[at] && other < at;
            other != at && more && rival(&sums[at], &sums[other])
        })
    };
    (0..sums.len()).filter(|at| !beaten(*at)).map(|at| sums[at]).collect()
}

/// From what share on the loss stays that of a theft of crypto assets of which no sum is left.
const RESTORED: f64 = 0.15;

/// Gives the theft that an article about crypto assets is about its likeliest loss, where no other sum of it is said to be stolen.
fn restore(story: &Story<'_>, filled: &mut Filled) {
    let theft =
        |draft: &Draft| draft.types.contains(&IncidentType::Theft) && draft.scope == Scope::Single && !draft.has_loss();
    let Some(main) = filled.main().filter(|main| filled.choice.coins && theft(&filled.drafts[*main])) else { return };
    let Some((amount, _)) = filled.choice.loss(story).filter(|(_, share)| *share >= RESTORED) else { return };
    let has = |draft: &Draft| draft.amounts.iter().any(|sum| distinct::same_sum(story, sum.amount, amount));
    if filled.drafts.iter().any(has) {
        return;
    }
    let Some(sentence) = story.doc.sentence_at(story.mentions.amounts[amount].span.start) else { return };
    filled.drafts[main].amounts.push(RoledAmount { amount, role: AmountRole::Stolen, sentence, partner: None });
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
    for &(at, role, score) in &judged {
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
    restore(story, filled);
    let Filled { drafts, choice, .. } = filled;
    for draft in drafts {
        settle_losses(story, draft);
        let sums = distinct::sums(story, &draft.amounts);
        draft.amounts = distinct::join(story, one_each(story, choice, sums, &judged));
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::AmountRole;

    /// The roles of all sums of the incidents of a text.
    fn roles(text: &str) -> Vec<AmountRole> {
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        record.incidents.iter().flat_map(|incident| &incident.amounts).map(|sum| sum.role).collect()
    }

    #[test]
    fn a_loss_is_a_cost_where_work_stood_still_and_loot_where_money_was_taken() {
        for (text, expected) in [
            (
                "Mill stands still after ransomware\n\nThe paper mill Dunmere was hit by ransomware on 3 May 2023. The attack \
                 encrypted its servers and stopped its machines for a week. Dunmere put the loss at $4 million.",
                vec![AmountRole::Damage],
            ),
            (
                "Thieves empty wallet of exchange\n\nThe crypto exchange Quornex was robbed on 3 May 2023. Hackers stole the coins \
                 from its hot wallet. Quornex put the loss at $4 million.",
                vec![AmountRole::Stolen],
            ),
        ] {
            assert_eq!(roles(text), expected, "{text}");
        }
    }

    #[test]
    fn a_theft_of_coins_keeps_its_likeliest_loss() {
        let text = "Quornex chief: hot wallet keys leaked\n\nThe crypto exchange Quornex says large withdrawals of bitcoin and tokens were \
                    first seen on 25 September 2020. Its chief told viewers of a livestream that private keys of hot wallets had been \
                    leaked. Addresses tied to the thief hold over $150 million. An insurance fund will pay users in full.";
        assert_eq!(roles(text), [AmountRole::Stolen]);
    }
}
