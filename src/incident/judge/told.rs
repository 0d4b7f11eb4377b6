//! Whether a draft is an incident that the article tells.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::sum::values;
use super::super::choose::{Add, Kinds, Table, few, listed, party, place};
use super::super::{Draft, Story, salience};
use super::{Filled, Signs};
use crate::extract::amount::Amount;
use crate::record::{IncidentType, Scope};

static TOLD: LazyLock<Table> = LazyLock::new(|| Table::new("told", include_str!("../../../models/choosers/told.tsv")));

/// A draft and what speaks for it as an incident.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of its victims.
    pub victims: BTreeSet<String>,
    /// Kinds of incident.
    pub types: Vec<&'static str>,
    /// Whether it is a series.
    pub series: bool,
    /// Its numbers: how many attacks, sums, how many were affected.
    pub numbers: Vec<Decimal>,
    /// Its signs.
    pub signs: Signs,
}

fn signs(story: &Story<'_>, filled: &Filled, at: usize, told: bool, add: Add<'_>) {
    let draft = &filled.drafts[at];
    add("by rule", if told { "told" } else { "not told" });
    add(
        "article",
        match filled.kind {
            salience::Kind::News => "news",
            salience::Kind::Unclear => "unclear",
            salience::Kind::Other => "other",
        },
    );
    add("article", if filled.choice.coins { "coins" } else { "no coins" });
    add("words", filled.choice.kinds.sureness());
    add("drafts", few(filled.drafts.len()));
    if Some(at) == filled.main() {
        add("is", "the main one");
    }
    add("scope", draft.scope.as_str());
    if let Some((_, score)) = filled.series.filter(|(of, _)| *of == at) {
        add("series", super::step(score));
    } else if filled.tallies.contains(&at) {
        add("series", "counted");
    }
    add("status", draft.status.as_str());
    for kind in &draft.types {
        add("of", kind.as_str());
    }
    facts(draft, add);
    for (what, is) in [
        ("inferred", draft.inferred),
        ("found by its victim", draft.judged),
        ("listed", draft.listed),
        ("recalled", draft.recalled),
        ("the chief", draft.chief),
        ("a doubtful chief", draft.tried),
    ] {
        if is {
            add("is", what);
        }
    }
    let score = draft.victims.iter().map(|victim| filled.hits[*victim]).fold(f64::MIN, f64::max);
    add("hit", super::step(score));
    add("parties that were hit", few(filled.hit()));
    let most = |draft: &Draft| draft.victims.iter().map(|victim| filled.hits[*victim]).fold(f64::MIN, f64::max);
    let likelier = filled.drafts.iter().filter(|other| most(other) > score).count();
    add("likelier victims", few(likelier));
    match draft.victims.first().map(|victim| (*victim, &story.parties.list[*victim])) {
        None => add("victim", "nobody"),
        Some((victim, party)) => {
            add("victim", party.kind.as_str());
            add("victim", if party.named { "named" } else { "described" });
            if party.plural {
                add("victim", "several");
            }
            if party.titled {
                add("victim", "in the title");
            }
            if story.topic == Some(victim) {
                add("victim", "the topic");
            }
            add("victim mentions", few(party.mentions.len()));
            add("victim share", super::part(filled.choice.of_victim(victim)));
            let other = |(index, draft): (usize, &Draft)| index != at && draft.victims.contains(&victim);
            if filled.drafts.iter().enumerate().any(other) {
                add("victim", "of another");
            }
        }
    }
    if Some(at) == filled.main() {
        let choice = &filled.choice;
        add("share of no victim", super::part(choice.of_no_victim()));
        add("share of no loss", super::part(choice.of_no_loss()));
        add("loss share", super::part(choice.loss(story).map_or(0.0, |(_, share)| share)));
    }
    add("events", few(draft.events.len()));
    add("sentences", few(draft.sentences.len()));
    if let Some(first) = draft.sentences.first() {
        add("first", place(story, *first));
    }
    for event in &draft.events {
        let event = &story.events[*event];
        add("event", event.kind.as_str());
        add("told as", event.realis.as_str());
        add("found by", event.rule);
        add("trigger", &story.doc.slice(event.trigger).to_lowercase());
    }
    let own = Kinds::of(story, |sentence| draft.sentences.contains(&sentence));
    add("own words", own.sureness());
    for sentence in &draft.sentences {
        if salience::speaks_of_crime(story, *sentence) {
            add("is", "told in words of the field");
        }
    }
}

/// What is known of a draft.
pub(super) fn facts(draft: &Draft, add: Add<'_>) {
    let mut known = 0;
    for (what, is) in [
        ("dated", draft.time.is_some()),
        ("dated by a report", draft.reported.is_some()),
        ("with sums", !draft.amounts.is_empty()),
        ("with a loss", draft.has_loss()),
        ("with counts", !draft.affected.is_empty()),
        ("with data", !draft.data.is_empty()),
        ("with attackers", !draft.attackers.is_empty()),
        ("with methods", !draft.methods.is_empty()),
        ("with flaws", !draft.vulnerabilities.is_empty()),
        ("counted", draft.attacks.is_some()),
    ] {
        if is {
            known += 1;
            add("is", what);
        }
    }
    add("facts", few(known));
}

/// How the text calls the victims of a draft.
pub(super) fn names(story: &Story<'_>, draft: &Draft) -> BTreeSet<String> {
    draft.victims.iter().flat_map(|victim| party::names(story, *victim)).collect()
}

/// The numbers of a draft.
fn numbers(story: &Story<'_>, draft: &Draft) -> Vec<Decimal> {
    let attacks = draft.attacks.iter().map(|(attacks, _)| attacks.value);
    let read = draft.amounts.iter().map(|sum| sum.amount).chain(draft.affected.iter().copied());
    let values = read.flat_map(|amount| match &story.mentions.amounts[amount].value {
        Amount::Count { quantity, .. } => vec![quantity.value],
        sum => values(sum).into_iter().map(|(_, value)| value).collect(),
    });
    attacks.chain(values).collect()
}

/// Every draft with its signs; `told` says of each what the rules say.
pub(super) fn observed(story: &Story<'_>, filled: &Filled, told: &[bool]) -> Vec<Judged> {
    let observed = |at: usize| {
        let draft = &filled.drafts[at];
        Judged {
            victims: names(story, draft),
            types: draft.types.iter().map(|kind| kind.as_str()).collect(),
            series: draft.scope == Scope::Series,
            numbers: numbers(story, draft),
            signs: listed(|add| signs(story, filled, at, told[at], add)),
        }
    };
    (0..filled.drafts.len()).map(observed).collect()
}

/// From what score on a draft is told.
const TELLS: f64 = 0.2;
/// The same for an incident whose victims have no name.
const TELLS_UNNAMED: f64 = 0.1;
/// The same for an incident of a party of which it is doubtful that it was hit.
const TELLS_DOUBTFUL: f64 = 0.8;
/// From what score on a draft that is no theft is told by signs alone, without what the encoder sees, in articles that are not about crypto
/// assets. Chosen on fresh, blind and an eighth of the learned articles. Thefts it would invent, and with the encoder it gains nothing.
const TELLS_BY_SIGNS: f64 = -0.1;
/// What at least one draft must score, or the article is about something else.
const SURE: f64 = 0.3;

/// How likely it must be that an article about crypto assets has a victim and a loss, to tell the theft by themselves.
const BOTH: f64 = 0.4;
/// What the odds of that must be with those that the words give for an incident, as logarithms: a bounty, an exchange's quarter and the
/// prices of the week name firms and sums as well, and tell of nothing. Of 48 articles without an incident that were not learned from
/// fewer seem to tell of one; the blind, open and fresh articles and the thefts held apart keep theirs.
const WITH_WORDS: f64 = -2.5;

/// How likely the victim of the theft that an article about crypto assets is about was robbed of any of its sums.
fn both(filled: &Filled, draft: &Draft) -> f64 {
    if !draft.chief || !filled.choice.coins || !draft.has_loss() {
        return 0.0;
    }
    let robbed = draft.victims.iter().map(|victim| filled.choice.of_victim(*victim)).fold(0.0, f64::max);
    robbed * (1.0 - filled.choice.of_no_loss())
}

/// Which drafts are incidents that the article tells; `told` is what the rules say of them.
pub(in super::super) fn are_told(story: &Story<'_>, filled: &Filled, told: &[bool]) -> Vec<bool> {
    // Of an alert of a sentence or two the weights know too little: all gold articles are longer.
    if !filled.choice.kinds.are_enough() {
        return told.to_vec();
    }
    let score = |at: usize| TOLD.likeliest(&None, |add| signs(story, filled, at, told[at], add)).1;
    let scores: Vec<f64> = (0..filled.drafts.len()).map(score).collect();
    let sure = scores.iter().any(|score| *score > SURE);
    let unnamed = |draft: &Draft| {
        !draft.victims.is_empty() && draft.victims.iter().all(|victim| !story.parties.list[*victim].named)
    };
    let by_signs = story.states.is_none() && !filled.choice.coins;
    let limit = |at: usize| match &filled.drafts[at] {
        draft if filled.is_doubtful(draft) => TELLS_DOUBTFUL,
        draft if unnamed(draft) => TELLS_UNNAMED,
        draft if by_signs && !draft.types.contains(&IncidentType::Theft) => TELLS_BY_SIGNS,
        _ => TELLS,
    };
    let odds = |likely: f64| (likely / (1.0 - likely)).ln() + filled.choice.kinds.any();
    let chief = |at: usize| {
        let likely = both(filled, &filled.drafts[at]);
        told[at] && likely >= BOTH && odds(likely) > WITH_WORDS
    };
    (0..scores.len()).map(|at| sure && scores[at] > limit(at) || chief(at)).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_victim_and_a_loss_tell_a_theft_of_coins() {
        let text = "A cold year for Quornex\n\nThe escrow of the Solana marketplace run by the Quornex people has been empty since yesterday \
                    evening; bids placed with them cannot be cancelled since there is nothing to return. From what one can see the \
                    authority was moved on 9 June 2025 to a new key, and the program was swapped for one that just pays out. It comes to \
                    3,900 SOL. There is no word from the team, and nobody knows when it will speak of what became of all the coins.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let victims: Vec<&str> =
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.as_str()).collect();
        assert_eq!(victims, ["Quornex"]);
    }
}
