//! How far figures can be trusted: bootstrap intervals over articles, and a permutation test between two runs.
//!
//! Both draw from a generator with a fixed seed, so that the same outcomes print the same figures.

use fastrand::Rng;
use serde::Serialize;

use super::outcome::Outcome;
use super::report::incident_score;
use super::score::{Score, digits, mean, ratio};
use super::slot::Slot;

/// Draws for an interval.
const SAMPLES: usize = 1_000;
/// Shuffles for a test.
const SHUFFLES: usize = 5_000;
const SEED: u64 = 571;

/// Where 95 of 100 figures lie when the articles are drawn again with repetition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.low, interval.high]
    }
}

/// The intervals of a group's figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Intervals {
    /// Micro F1 over all slots.
    pub slot_f1: Option<Interval>,
    /// The mean of the F1 of the slots.
    pub macro_f1: Option<Interval>,
    /// Whole incidents.
    pub incident_precision: Option<Interval>,
    /// Whole incidents.
    pub incident_recall: Option<Interval>,
    /// F1 by slot, in the order of the record.
    #[serde(serialize_with = "super::report::ordered")]
    pub by_slot: Vec<(&'static str, Interval)>,
}

/// One article's counts.
struct Counts {
    slots: Vec<Score>,
    incidents: Score,
}

/// The intervals of `outcomes`.
pub(super) fn intervals(outcomes: &[&Outcome]) -> Intervals {
    let counts: Vec<Counts> = outcomes.iter().map(|outcome| counts(outcome)).collect();
    let mut random = Rng::with_seed(SEED);
    let mut drawn: [Vec<f64>; 4] = Default::default();
    let mut by_slot: Vec<Vec<f64>> = vec![Vec::new(); Slot::ALL.len()];
    for _ in 0..SAMPLES {
        let mut slots = vec![Score::default(); Slot::ALL.len()];
        let mut incidents = Score::default();
        for _ in 0..counts.len() {
            let one = &counts[random.usize(..counts.len())];
            slots.iter_mut().zip(&one.slots).for_each(|(sum, score)| *sum += *score);
            incidents += one.incidents;
        }
        let all = slots.iter().fold(Score::default(), |mut sum, score| {
            sum += *score;
            sum
        });
        let figures =
            [all.f1(), mean(slots.iter().filter_map(|score| score.f1())), incidents.precision(), incidents.recall()];
        drawn.iter_mut().zip(figures).for_each(|(drawn, figure)| drawn.extend(figure));
        by_slot.iter_mut().zip(&slots).for_each(|(drawn, score)| drawn.extend(score.f1()));
    }
    let [slot_f1, macro_f1, incident_precision, incident_recall] = drawn.map(interval);
    let by_slot = Slot::ALL.iter().zip(by_slot).filter_map(|(slot, drawn)| Some((slot.as_str(), interval(drawn)?)));
    Intervals { slot_f1, macro_f1, incident_precision, incident_recall, by_slot: by_slot.collect() }
}

fn counts(outcome: &Outcome) -> Counts {
    let mut slots = vec![Score::default(); Slot::ALL.len()];
    for (_, finding) in outcome.all() {
        slots[finding.slot as usize] += Score::from(finding);
    }
    Counts { slots, incidents: incident_score(&outcome.incidents) }
}

fn interval(mut drawn: Vec<f64>) -> Option<Interval> {
    drawn.sort_by(f64::total_cmp);
    let at = |share: f64| drawn.get(((drawn.len().checked_sub(1)?) as f64 * share).round() as usize).copied();
    Some(Interval { low: at(0.025)?, high: at(0.975)? })
}

/// How likely a difference in slot F1 at least as large as that between the two runs is if neither is better: each
/// article's pair of scores is swapped or not, at random.
pub(super) fn permutation(pairs: &[(Score, Score)]) -> Option<f64> {
    let difference = |swap: &mut dyn FnMut() -> bool| -> f64 {
        let (mut left, mut right) = (Score::default(), Score::default());
        for (one, two) in pairs {
            let (one, two) = if swap() { (two, one) } else { (one, two) };
            left += *one;
            right += *two;
        }
        (left.f1().unwrap_or(0.0) - right.f1().unwrap_or(0.0)).abs()
    };
    let seen = difference(&mut || false);
    let mut random = Rng::with_seed(SEED);
    let as_large = (0..SHUFFLES).filter(|_| difference(&mut || random.bool()) >= seen).count();
    (!pairs.is_empty()).then(|| ratio(as_large + 1, SHUFFLES + 1)).flatten().map(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(right: usize, wrong: usize) -> Score {
        Score { right, spurious: wrong, missing: wrong, partial: 0 }
    }

    #[test]
    fn intervals_hold_the_middle() {
        let even = interval((0..=1000).map(|at| f64::from(at) / 1000.0).collect()).unwrap();
        assert_eq!((even.low, even.high), (0.025, 0.975));
        assert_eq!(interval(vec![]), None);
        assert_eq!(interval(vec![0.5]), Some(Interval { low: 0.5, high: 0.5 }));
    }

    #[test]
    fn a_difference_counts_where_articles_agree_on_it() {
        let better = vec![(score(5, 5), score(9, 1)); 12];
        assert!(permutation(&better).unwrap() < 0.01);
        let mixed: Vec<_> = (0..12)
            .map(|at| if at % 2 == 0 { (score(5, 5), score(6, 4)) } else { (score(6, 4), score(5, 5)) })
            .collect();
        assert!(permutation(&mixed).unwrap() > 0.5);
        assert_eq!(permutation(&[(score(1, 0), score(1, 0))]), Some(1.0));
        assert_eq!(permutation(&[]), None);
    }
}
