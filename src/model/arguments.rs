//! Who, whom, when, how much: the words around each trigger, read by the arguments graph.

use std::ops::Range;

use super::backend::{Around, Backend, Encoded, Matrix};
use super::decode::{Trigger, best, spans, viterbi};
use super::labels::Labels;

/// Triggers that go through the graph together.
const BATCH: usize = 16;
/// Sentences before and after the trigger's that are told apart.
const SENTENCES: isize = 2;

/// An argument in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Places in `roles` and `kinds`.
    pub(super) role: usize,
    pub(super) kind: usize,
    /// Its words in the window.
    pub(super) words: Range<usize>,
}

/// The arguments of each trigger of one window, whose words stand in `sentences`.
pub(super) fn read(
    backend: &dyn Backend,
    labels: &Labels,
    encoded: &Encoded,
    sentences: &[usize],
    triggers: &[Trigger],
) -> Result<Vec<Vec<Found>>, String> {
    let mut found = Vec::with_capacity(triggers.len());
    for batch in triggers.chunks(BATCH) {
        let around: Vec<_> = batch.iter().map(|trigger| around(trigger, sentences.len(), labels.reach_words)).collect();
        let longest = around.iter().map(Range::len).max().unwrap_or(0);
        let [roles, kinds] = backend.arguments(gather(labels, encoded, sentences, batch, &around))?;
        for (row, (trigger, around)) in batch.iter().zip(&around).enumerate() {
            let rows = row * longest..row * longest + around.len();
            found.push(decode(labels, trigger.kind, around.start, &roles.part(rows.clone()), &kinds.part(rows)));
        }
    }
    Ok(found)
}

/// What the network takes for some triggers and the words around each.
fn gather(
    labels: &Labels,
    encoded: &Encoded,
    sentences: &[usize],
    triggers: &[Trigger],
    around: &[Range<usize>],
) -> Around {
    let longest = around.iter().map(Range::len).max().unwrap_or(0);
    let mut states = Vec::with_capacity(triggers.len() * longest * labels.width);
    let (mut distance, mut sentence, mut mask) = (Vec::new(), Vec::new(), Vec::new());
    for (row, (trigger, around)) in triggers.iter().zip(around).enumerate() {
        let end = (row + 1) * longest;
        let home = sentences[trigger.words.start];
        states.extend_from_slice(encoded.states.rows(around.clone()));
        distance.extend(around.clone().map(|word| distance_id(word, &trigger.words, &labels.distance_ends)));
        sentence.extend(around.clone().map(|word| sentence_id(sentences[word], home)));
        mask.resize(mask.len() + around.len(), 1);
        states.resize(end * labels.width, 0.0);
        [&mut distance, &mut sentence, &mut mask].into_iter().for_each(|ids| ids.resize(end, 0));
    }
    Around {
        shape: [triggers.len(), longest],
        states,
        triggers: triggers.iter().flat_map(|trigger| trigger.state.clone()).collect(),
        kinds: triggers.iter().map(|trigger| trigger.kind as i32).collect(),
        distance,
        sentence,
        mask,
    }
}

/// The words that may be arguments of a trigger.
fn around(trigger: &Trigger, words: usize, reach: usize) -> Range<usize> {
    trigger.words.start.saturating_sub(reach)..words.min(trigger.words.end + reach)
}

/// 0 inside the trigger; odd numbers before it, even ones after it, growing with the gap.
fn distance_id(word: usize, trigger: &Range<usize>, ends: &[usize]) -> i32 {
    if trigger.contains(&word) {
        return 0;
    }
    let (side, gap) = if word < trigger.start { (1, trigger.start - word) } else { (2, word - trigger.end + 1) };
    side + 2 * ends.iter().filter(|end| **end < gap).count() as i32
}

fn sentence_id(sentence: usize, home: usize) -> i32 {
    ((sentence as isize - home as isize).clamp(-SENTENCES, SENTENCES) + SENTENCES) as i32
}

fn decode(labels: &Labels, event: usize, offset: usize, roles: &Matrix, kinds: &Matrix) -> Vec<Found> {
    let tags = viterbi(roles, labels.role_none_bias, &labels.role_crf);
    let legal = spans(&tags).into_iter().filter(|(role, _)| labels.legal(event, *role));
    let found = legal.map(|(role, words)| Found {
        role,
        kind: best(kinds.mean(words.clone()).into_iter()),
        words: words.start + offset..words.end + offset,
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_grow_on_both_sides() {
        for (word, expected) in [(10, 0), (11, 0), (9, 1), (12, 2), (8, 3), (13, 4), (7, 5), (6, 5), (0, 7), (99, 8)] {
            assert_eq!(distance_id(word, &(10..12), &[1, 2, 4]), expected, "{word}");
        }
    }

    #[test]
    fn sentences_are_held_within_two() {
        for (sentence, home, expected) in [(3, 3, 2), (2, 3, 1), (0, 3, 0), (9, 3, 4)] {
            assert_eq!(sentence_id(sentence, home), expected, "{sentence}");
        }
    }
}
