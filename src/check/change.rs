//! A run against an earlier one: which values were right and are wrong now, the other way, and whose rules they are.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sample;
use super::saved::{Saved, SavedArticle, SavedValue};
use super::score::Score;
use super::slot::Verdict;

/// One value whose verdict turned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turned {
    /// The article.
    pub article: String,
    /// The incident's key, if it belongs to one.
    pub incident: Option<String>,
    /// Which slot.
    pub slot: String,
    /// What gold says.
    pub gold: Option<String>,
    /// What the program said.
    pub before: Option<String>,
    /// What it says now.
    pub now: Option<String>,
    /// The rule that read the right value, or that reads the one too many.
    pub rule: Option<String>,
}

/// How one rule's values turned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// Values that were right.
    pub lost: usize,
    /// Values that are right now.
    pub gained: usize,
    /// Where values were lost.
    pub articles: Vec<String>,
}

/// The figures of a group, then and now, over the articles of both runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupChange {
    /// How many articles both runs have.
    pub articles: usize,
    /// Slot F1 then.
    pub slot_f1_before: Option<f64>,
    /// Slot F1 now.
    pub slot_f1_now: Option<f64>,
    /// Articles with a better slot F1.
    pub better: usize,
    /// Articles with a worse one.
    pub worse: usize,
    /// How likely so large a difference is by chance (permutation test over articles).
    pub chance: Option<f64>,
}

/// Everything that turned.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Change {
    /// All articles, blind ones too: figures alone.
    pub all: Option<GroupChange>,
    /// Right then and wrong now, or too many now.
    pub lost: Vec<Turned>,
    /// Right now and wrong then, or too many then.
    pub gained: Vec<Turned>,
    /// By rule.
    pub rules: BTreeMap<String, RuleChange>,
    /// Open articles that only this run has.
    pub added: Vec<String>,
    /// Open articles that only the earlier run has.
    pub removed: Vec<String>,
    /// Figures that the floor lists and that fell.
    pub fell: Vec<String>,
}

impl Change {
    /// What turned between two runs.
    pub(super) fn between(before: &Saved, now: &Saved) -> Self {
        let of = |saved: &Saved, name: &str| saved.articles.iter().position(|article| article.name == name);
        let names = |one: &Saved, other: &Saved| {
            let only = one.articles.iter().filter(|article| of(other, &article.name).is_none());
            only.map(|article| article.name.clone()).collect()
        };
        let mut change = Self { added: names(now, before), removed: names(before, now), ..Self::default() };
        for article in &now.articles {
            if let Some(at) = of(before, &article.name) {
                change.article(&before.articles[at], article);
            }
        }
        change.all = figures(before, now);
        let Self { lost, gained, rules, .. } = &mut change;
        for turned in lost {
            let Some(rule) = &turned.rule else { continue };
            let rule = rules.entry(rule.clone()).or_default();
            rule.lost += 1;
            if rule.articles.last() != Some(&turned.article) {
                rule.articles.push(turned.article.clone());
            }
        }
        for rule in gained.iter().filter_map(|turned| turned.rule.clone()) {
            rules.entry(rule).or_default().gained += 1;
        }
        change
    }

    fn article(&mut self, before: &SavedArticle, now: &SavedArticle) {
        let mut rest: Vec<&SavedValue> = before.values.iter().collect();
        for value in &now.values {
            let then = rest.iter().position(|then| meets(then, value)).map(|at| rest.remove(at));
            let right = |value: &SavedValue| value.finding.verdict == Verdict::Right;
            match (then, value.finding.verdict) {
                (Some(then), _) if right(then) == right(value) => {}
                (Some(then), _) => {
                    let (list, rule) = if right(then) {
                        (&mut self.lost, &then.finding.rule)
                    } else {
                        (&mut self.gained, &value.finding.rule)
                    };
                    let before = then.finding.found.clone();
                    list.push(Turned { before, rule: rule.clone(), ..turned(&now.name, value) });
                }
                (None, Verdict::Spurious) => self.lost.push(turned(&now.name, value)),
                // Gold itself has changed: the figures say so.
                (None, _) => {}
            }
        }
        for value in rest.into_iter().filter(|value| value.finding.verdict == Verdict::Spurious) {
            let gone = turned(&now.name, value);
            self.gained.push(Turned { before: gone.now.clone(), now: None, ..gone });
        }
    }
}

/// Whether two values stand for the same: the same value of gold, or the same one too many.
fn meets(one: &SavedValue, other: &SavedValue) -> bool {
    if one.finding.slot != other.finding.slot || one.finding.gold != other.finding.gold {
        return false;
    }
    match one.finding.gold {
        Some(_) => one.incident == other.incident,
        None => one.finding.found == other.finding.found,
    }
}

fn turned(article: &str, value: &SavedValue) -> Turned {
    let finding = &value.finding;
    Turned {
        article: article.to_owned(),
        incident: value.incident.clone(),
        slot: finding.slot.clone(),
        gold: finding.gold.clone(),
        before: None,
        now: finding.found.clone(),
        rule: finding.rule.clone(),
    }
}

fn figures(before: &Saved, now: &Saved) -> Option<GroupChange> {
    let both: Vec<(Score, Score)> =
        now.by_article.iter().filter_map(|(name, now)| Some((*before.by_article.get(name)?, *now))).collect();
    let (mut then, mut here) = (Score::default(), Score::default());
    for (one, two) in &both {
        then += *one;
        here += *two;
    }
    let f1 = |score: &Score| score.f1().unwrap_or(1.0);
    (!both.is_empty()).then(|| GroupChange {
        articles: both.len(),
        slot_f1_before: then.f1(),
        slot_f1_now: here.f1(),
        better: both.iter().filter(|(before, now)| f1(now) > f1(before)).count(),
        worse: both.iter().filter(|(before, now)| f1(now) < f1(before)).count(),
        chance: sample::permutation(&both),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Value = (&'static str, Verdict, Option<&'static str>, Option<&'static str>, &'static str);

    fn saved(values: &[Value]) -> Saved {
        let mut saved = Saved::default();
        let values = values.iter().map(|(incident, verdict, gold, found, rule)| SavedValue {
            incident: Some((*incident).to_owned()),
            finding: super::super::saved::SavedFinding {
                slot: "time".to_owned(),
                verdict: *verdict,
                gold: gold.map(str::to_owned),
                found: found.map(str::to_owned),
                rule: Some((*rule).to_owned()),
            },
        });
        let article = SavedArticle { name: "a".to_owned(), values: values.collect(), findings: vec![] };
        saved.articles.push(article);
        saved
    }

    #[test]
    fn values_that_turn_are_named_with_their_rule() {
        use Verdict::{Missing, Right, Spurious, Wrong};
        let right = ("x", Right, Some("2018"), Some("2018"), "year");
        let wrong = ("x", Wrong, Some("2018"), Some("2019"), "month");
        let missing = ("x", Missing, Some("2018"), None, "");
        let extra = ("not in gold (1)", Spurious, None, Some("2020"), "week");
        let moved = ("not in gold (2)", Spurious, None, Some("2020"), "week");
        for (before, now, lost, gained) in [
            (vec![right], vec![right], vec![], vec![]),
            (vec![right], vec![wrong], vec!["year"], vec![]),
            (vec![right], vec![missing], vec!["year"], vec![]),
            (vec![wrong], vec![right], vec![], vec!["year"]),
            (vec![wrong], vec![missing], vec![], vec![]),
            (vec![right], vec![right, extra], vec!["week"], vec![]),
            (vec![right, extra], vec![right], vec![], vec!["week"]),
            (vec![extra], vec![moved], vec![], vec![]),
            (vec![right, right], vec![right, wrong], vec!["year"], vec![]),
        ] {
            let change = Change::between(&saved(&before), &saved(&now));
            let rules = |list: &[Turned]| list.iter().filter_map(|one| one.rule.clone()).collect::<Vec<_>>();
            assert_eq!(
                (rules(&change.lost), rules(&change.gained)),
                (lost.into_iter().map(str::to_owned).collect(), gained.into_iter().map(str::to_owned).collect()),
                "{before:?} {now:?}"
            );
        }
    }
}
