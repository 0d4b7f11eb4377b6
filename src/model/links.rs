//! Which events of one kind tell of the same happening: a scorer of pairs, then average linkage.

use std::collections::HashSet;

use super::backend::{Backend, Pairs};
use super::labels::Link;
use crate::text::{CodePoints, Span};

/// Features of a pair before those of its roles.
pub(super) const FIXED: usize = 12;
/// Events of one kind that are compared with each other; later ones in an article are incidents of their own.
pub(super) const MOST: usize = 256;
/// Pairs that go through the graph together.
const BATCH: usize = 256;

/// An event as linking sees it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its kind, as a place in `types`.
    pub(super) kind: usize,
    pub(super) trigger: Span,
    /// Mean state of its trigger; empty where it is not compared.
    pub(super) state: Vec<f32>,
    pub(super) realis: Vec<f32>,
    pub(super) score: f32,
    /// Role names and words.
    pub(super) arguments: Vec<(String, Span)>,
}

/// The words of an event that pairs are compared by, cut out once.
struct Cut {
    start: usize,
    surface: String,
    last: HashSet<String>,
    /// Per role of the link model, the content words of each argument.
    roles: Vec<Vec<HashSet<String>>>,
}

/// The number of each event's incident. Events stand in the order of the text.
pub(super) fn incidents(
    backend: &dyn Backend,
    link: &Link,
    text: &str,
    events: &[Candidate],
) -> Result<Vec<usize>, String> {
    let points = CodePoints::new(text);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let kinds = events.iter().map(|event| event.kind).max().map_or(0, |kind| kind + 1);
    for kind in 0..kinds {
        let all = events.iter().enumerate().filter(|(_, event)| event.kind == kind);
        let (same, apart): (Vec<_>, Vec<_>) = all.map(|(at, _)| at).partition(|at| !events[*at].state.is_empty());
        groups.extend(apart.into_iter().map(|at| vec![at]));
        let means =
            probabilities(backend, link, text, &points, &same.iter().map(|at| &events[*at]).collect::<Vec<_>>())?;
        let joined = cluster(means, link.threshold);
        groups.extend(joined.into_iter().map(|group| group.into_iter().map(|at| same[at]).collect()));
    }
    groups.sort_by_key(|group| group.iter().min().copied());
    let mut incidents = vec![0; events.len()];
    for (incident, group) in groups.iter().enumerate() {
        group.iter().for_each(|at| incidents[*at] = incident);
    }
    Ok(incidents)
}

/// A symmetric table: how likely two of `events` belong together.
fn probabilities(
    backend: &dyn Backend,
    link: &Link,
    text: &str,
    points: &CodePoints<'_>,
    events: &[&Candidate],
) -> Result<Vec<Vec<f64>>, String> {
    let cuts: Vec<Cut> = events.iter().map(|event| Cut::new(link, text, points, event)).collect();
    let pairs: Vec<(usize, usize)> =
        (0..events.len()).flat_map(|a| (a + 1..events.len()).map(move |b| (a, b))).collect();
    let mut table = vec![vec![0.0; events.len()]; events.len()];
    for batch in pairs.chunks(BATCH) {
        let states = |side: fn(&(usize, usize)) -> usize| {
            batch.iter().flat_map(|pair| events[side(pair)].state.iter().copied()).collect()
        };
        let features = batch.iter().flat_map(|&pair| features(events, &cuts, pair)).collect();
        let (left, right) = (states(|pair| pair.0), states(|pair| pair.1));
        let logits = backend.link(Pairs { count: batch.len(), left, right, features })?;
        for (&(a, b), logit) in batch.iter().zip(logits) {
            let certain = f64::from(events[a].score) * f64::from(events[b].score);
            let probability = certain.powf(link.power) / (1.0 + (-f64::from(logit)).exp());
            (table[a][b], table[b][a]) = (probability, probability);
        }
    }
    Ok(table)
}

impl Cut {
    fn new(link: &Link, text: &str, points: &CodePoints<'_>, event: &Candidate) -> Self {
        let surface = text[event.trigger].to_lowercase();
        let content = |text: &str| content(text, &link.small_words);
        let last = surface.split_whitespace().last().map(content).unwrap_or_default();
        let of_role = |role: &String| {
            let arguments = event.arguments.iter().filter(|(name, _)| name == role);
            arguments.map(|(_, span)| content(&text[*span])).collect()
        };
        Self { start: points.at(event.trigger.start), last, roles: link.roles.iter().map(of_role).collect(), surface }
    }
}

/// Runs of letters and digits that say something.
fn content(text: &str, small: &HashSet<String>) -> HashSet<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    words.filter(|word| !word.is_empty() && !small.contains(*word)).map(str::to_owned).collect()
}

/// The numbers of models/event/README.md, in its order.
fn features(events: &[&Candidate], cuts: &[Cut], (a, b): (usize, usize)) -> Vec<f32> {
    let (p, q, left, right) = (&events[a].realis, &events[b].realis, &cuts[a], &cuts[b]);
    let yes = |condition: bool| if condition { 1.0 } else { 0.0 };
    let count = events.len() as f32;
    let mut values = vec![
        (1.0 + right.start.saturating_sub(left.start) as f32 / 5.0).ln() / 5.0,
        yes(left.surface == right.surface),
        yes(!left.last.is_disjoint(&right.last)),
        p[0] * q[0],
        p[1] * q[1],
        p[1].max(q[1]),
        p[2].max(q[2]),
        (p[0] - q[0]).abs(),
        (1.0 + count).ln() / 3.0,
        yes(b == a + 1),
        yes(a == 0),
        1.0 / (1 + b - a) as f32,
    ];
    for (left, right) in left.roles.iter().zip(&right.roles) {
        let both = !left.is_empty() && !right.is_empty();
        let same = left.iter().any(|left| right.iter().any(|right| !left.is_disjoint(right)));
        values.extend([yes(both && same), yes(both && !same)]);
    }
    values
}

/// Merges the two groups with the highest mean while it exceeds the threshold; `sums` is symmetric.
fn cluster(mut sums: Vec<Vec<f64>>, threshold: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..sums.len()).map(|at| vec![at]).collect();
    loop {
        let mut highest = (threshold, 0, 0);
        for (x, row) in sums.iter().enumerate() {
            for (y, sum) in row.iter().enumerate().skip(x + 1) {
                let mean = sum / (groups[x].len() * groups[y].len()) as f64;
                if mean > highest.0 {
                    highest = (mean, x, y);
                }
            }
        }
        let (_, x, y) = highest;
        if x == y {
            return groups;
        }
        let merged = groups.remove(y);
        groups[x].extend(merged);
        for at in (0..sums.len()).filter(|at| *at != x && *at != y) {
            let sum = sums[x][at] + sums[y][at];
            (sums[x][at], sums[at][x]) = (sum, sum);
        }
        sums.remove(y);
        for row in &mut sums {
            row.remove(y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(count: usize, pairs: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
        let mut table = vec![vec![0.0; count]; count];
        pairs.iter().for_each(|&(a, b, p)| (table[a][b], table[b][a]) = (p, p));
        table
    }

    #[test]
    fn joins_by_the_mean() {
        for (count, pairs, expected) in [
            (0, vec![], vec![]),
            (2, vec![(0, 1, 0.3)], vec![vec![0], vec![1]]),
            (2, vec![(0, 1, 0.4)], vec![vec![0, 1]]),
            (3, vec![(0, 1, 0.9), (1, 2, 0.5)], vec![vec![0, 1], vec![2]]),
            (3, vec![(1, 2, 0.9), (0, 1, 0.7)], vec![vec![0, 1, 2]]),
            // A tie: 0 and 1 first; then 3 at 0.45; 2 would come at 0.27.
            (4, vec![(0, 3, 0.9), (1, 2, 0.8), (0, 1, 0.9)], vec![vec![0, 1, 3], vec![2]]),
        ] {
            let mut found = cluster(table(count, &pairs), 0.3);
            found.iter_mut().for_each(|group| group.sort());
            assert_eq!(found, expected, "{pairs:?}");
        }
    }

    #[test]
    fn content_leaves_small_words_out() {
        let small = ["the".to_owned(), "of".to_owned()].into();
        for (text, expected) in [("The Bank of Zaif's", vec!["bank", "s", "zaif"]), ("of the", vec![]), ("中", vec![])]
        {
            let mut found: Vec<_> = content(text, &small).into_iter().collect();
            found.sort();
            assert_eq!(found, expected, "{text}");
        }
    }
}
