//! Rows of logits → the best legal tags → spans of words: `O B I I O` is one span.

use std::ops::Range;

use super::backend::{Encoded, Matrix};
use super::labels::{Crf, Labels};

/// A trigger in a window, with what the heads say about it.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// Its kind, as a place in `types`.
    pub(super) kind: usize,
    /// Its words in the window.
    pub(super) words: Range<usize>,
    /// Mean state of its words.
    pub(super) state: Vec<f32>,
    /// How likely it is Actual, Generic, Other.
    pub(super) realis: Vec<f32>,
    /// Mean probability of its kind over its words.
    pub(super) score: f32,
    /// Probability of its kind and exact borders.
    pub(super) certainty: f32,
}

/// The triggers of one window.
pub(super) fn triggers(encoded: &Encoded, labels: &Labels) -> Vec<Trigger> {
    let tags = viterbi(&encoded.triggers, labels.none_bias, &labels.trigger_crf);
    let found = spans(&tags);
    if found.is_empty() {
        return Vec::new();
    }
    let ways = Ways::new(&encoded.triggers, labels.none_bias, &labels.trigger_crf);
    let found = found.into_iter().map(|(kind, words)| {
        let count = words.len() as f32;
        let of_kind = |word| {
            let tags = softmax(encoded.triggers.row(word));
            tags[1 + 2 * kind] + tags[2 + 2 * kind]
        };
        Trigger {
            kind,
            state: encoded.states.mean(words.clone()),
            realis: softmax(&encoded.realis.mean(words.clone())),
            score: words.clone().map(of_kind).sum::<f32>() / count,
            certainty: ways.probability(kind, words.clone()) as f32,
            words,
        }
    });
    found.collect()
}

/// Sums over all sequences of tags of a row (the forward-backward algorithm): how likely a span is.
struct Ways<'a> {
    crf: &'a Crf,
    /// Logits with the bias added.
    logits: Vec<Vec<f64>>,
    /// Log of the sum over the ways that end at a word with a tag.
    before: Vec<Vec<f64>>,
    /// Log of the sum over the ways that go on from there.
    after: Vec<Vec<f64>>,
}

impl<'a> Ways<'a> {
    fn new(logits: &Matrix, none_bias: f32, crf: &'a Crf) -> Self {
        let tags = 0..crf.start.len();
        let biased = |row: usize| {
            let mut row: Vec<f64> = logits.row(row).iter().copied().map(f64::from).collect();
            row[0] += f64::from(none_bias);
            row
        };
        let logits: Vec<Vec<f64>> = (0..logits.len()).map(biased).collect();
        let pair = |from: usize, to: usize| f64::from(crf.pair[from][to]);
        let mut before = vec![tags.clone().map(|tag| f64::from(crf.start[tag]) + logits[0][tag]).collect::<Vec<_>>()];
        for row in &logits[1..] {
            let last = &before[before.len() - 1];
            let sum = |to: usize| log_sum(tags.clone().map(|from| last[from] + pair(from, to))) + row[to];
            before.push(tags.clone().map(sum).collect());
        }
        let mut after = vec![vec![0.0; crf.start.len()]];
        for row in logits[1..].iter().rev() {
            let next = &after[after.len() - 1];
            let sum = |from: usize| log_sum(tags.clone().map(|to| pair(from, to) + row[to] + next[to]));
            after.push(tags.clone().map(sum).collect());
        }
        after.reverse();
        Self { crf, logits, before, after }
    }

    /// The probability that exactly these words are a span of this name.
    fn probability(&self, kind: usize, words: Range<usize>) -> f64 {
        let (begin, inside) = (1 + 2 * kind, 2 + 2 * kind);
        let pair = |from: usize, to: usize| f64::from(self.crf.pair[from][to]);
        let (mut way, mut last) = (self.before[words.start][begin], begin);
        for row in &self.logits[words.start + 1..words.end] {
            way += pair(last, inside) + row[inside];
            last = inside;
        }
        if let Some(row) = self.logits.get(words.end) {
            let other = (0..row.len()).filter(|to| *to != inside);
            way += log_sum(other.map(|to| pair(last, to) + row[to] + self.after[words.end][to]));
        }
        let all = log_sum(self.before[self.before.len() - 1].iter().copied());
        (way - all).exp()
    }
}

/// Log of the sum of the powers of e.
fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let top = values.clone().fold(f64::NEG_INFINITY, f64::max);
    top + values.map(|value| (value - top).exp()).sum::<f64>().ln()
}

/// The best sequence of tags, `none_bias` added to the tag `O`; the lowest tag wins a tie.
pub(super) fn viterbi(logits: &Matrix, none_bias: f32, crf: &Crf) -> Vec<usize> {
    let tags = crf.start.len();
    let biased = |row: usize, tag: usize| logits.row(row)[tag] + if tag == 0 { none_bias } else { 0.0 };
    if logits.len() == 0 {
        return Vec::new();
    }
    let mut scores: Vec<f32> = (0..tags).map(|tag| crf.start[tag] + biased(0, tag)).collect();
    let mut back = Vec::with_capacity(logits.len());
    for row in 1..logits.len() {
        let from: Vec<usize> = (0..tags).map(|to| best((0..tags).map(|tag| scores[tag] + crf.pair[tag][to]))).collect();
        scores = (0..tags).map(|to| scores[from[to]] + crf.pair[from[to]][to] + biased(row, to)).collect();
        back.push(from);
    }
    let mut path = vec![best(scores.iter().copied())];
    for from in back.iter().rev() {
        path.push(from[path[path.len() - 1]]);
    }
    path.reverse();
    path
}

/// `B-` words with the `I-` words of the same name after them: the name's number and the words.
pub(super) fn spans(tags: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (word, &tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        let name = (tag - 1) / 2;
        match found.last_mut() {
            _ if tag % 2 == 1 => found.push((name, word..word + 1)),
            Some((open, words)) if *open == name && words.end == word => words.end += 1,
            _ => {}
        }
    }
    found
}

/// The place of the highest value, the first of equal ones.
pub(super) fn best(values: impl Iterator<Item = f32>) -> usize {
    let highest = values.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best });
    highest.map_or(0, |(place, _)| place)
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - top).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO: f32 = -10000.0;

    #[test]
    fn finds_spans() {
        for (tags, expected) in [
            (&[][..], vec![]),
            (&[0, 1, 2, 2, 0], vec![(0, 1..4)]),
            (&[1, 1, 3, 4], vec![(0, 0..1), (0, 1..2), (1, 2..4)]),
            (&[2, 1, 4, 0, 2], vec![(0, 1..2)]),
        ] {
            assert_eq!(spans(tags), expected, "{tags:?}");
        }
    }

    #[test]
    fn the_best_path_is_legal() {
        let crf = Crf { start: vec![0.0, 0.0, NO], pair: vec![vec![0.0, 0.0, NO], vec![0.0; 3], vec![0.0; 3]] };
        for (rows, bias, expected) in [
            (vec![], 0.0, vec![]),
            (vec![0.0, 1.0, 9.0], 0.0, vec![1]),
            (vec![0.0, 1.0, 9.0], 2.0, vec![0]),
            (vec![1.0, 0.0, 9.0, 0.0, 0.0, 9.0], 0.0, vec![1, 2]),
            (vec![0.0; 6], 0.0, vec![0, 0]),
            (vec![f32::NAN; 6], 0.0, vec![0, 0]),
        ] {
            assert_eq!(viterbi(&Matrix { width: 3, values: rows.clone() }, bias, &crf), expected, "{rows:?} {bias}");
        }
    }

    #[test]
    fn spans_share_the_probability_of_all_sequences() {
        // Tags O, B, I; two words, all logits zero: of O O, O B, B O, B B, B I each is as likely.
        let crf = Crf { start: vec![0.0, 0.0, NO], pair: vec![vec![0.0, 0.0, NO], vec![0.0; 3], vec![0.0; 3]] };
        let ways = Ways::new(&Matrix { width: 3, values: vec![0.0; 6] }, 0.0, &crf);
        for (words, expected) in [(0..1, 0.4), (0..2, 0.2), (1..2, 0.4)] {
            let found = ways.probability(0, words.clone());
            assert!((found - expected).abs() < 1e-9, "{words:?}: {found}");
        }
    }

    #[test]
    fn probabilities_sum_to_one() {
        assert_eq!(softmax(&[NO, 5.0, 5.0]), [0.0, 0.5, 0.5]);
    }
}
