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
    /// Mean probability of its kind.
    pub(super) score: f32,
}

/// The triggers of one window.
pub(super) fn triggers(encoded: &Encoded, labels: &Labels) -> Vec<Trigger> {
    let tags = viterbi(&encoded.triggers, labels.none_bias, &labels.trigger_crf);
    let found = spans(&tags).into_iter().map(|(kind, words)| {
        let count = words.len() as f32;
        let certain = |word| {
            let tags = softmax(encoded.triggers.row(word));
            tags[1 + 2 * kind] + tags[2 + 2 * kind]
        };
        Trigger {
            kind,
            state: encoded.states.mean(words.clone()),
            realis: softmax(&encoded.realis.mean(words.clone())),
            score: words.clone().map(certain).sum::<f32>() / count,
            words,
        }
    });
    found.collect()
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
    fn probabilities_sum_to_one() {
        assert_eq!(softmax(&[NO, 5.0, 5.0]), [0.0, 0.5, 0.5]);
    }
}
