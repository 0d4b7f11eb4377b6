//! What the networks take and give, whatever runs them.

use std::ops::Range;

use super::window::Inputs;

/// The three networks of the model on one engine; models/event/README.md names their inputs and outputs.
pub(super) trait Backend: Send + Sync {
    /// States and logits of every word of each window. What is right for one window does not depend on the others.
    fn encode(&self, batch: &[Inputs]) -> Result<Vec<Encoded>, String>;
    /// Logits of roles and of kinds for the words around some triggers, one row per word, padding too.
    fn arguments(&self, around: Around) -> Result<[Matrix; 2], String>;
    /// One logit per pair of events.
    fn link(&self, pairs: Pairs) -> Result<Vec<f32>, String>;
}

/// Rows of equal width.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    pub(super) width: usize,
    pub(super) values: Vec<f32>,
}

/// What the encoder says about each word of one window.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) states: Matrix,
    pub(super) triggers: Matrix,
    pub(super) realis: Matrix,
}

/// Windows side by side, padded with 0 to the longest.
#[derive(Debug)]
pub(super) struct Padded {
    /// Windows and pieces.
    pub(super) shape: [usize; 2],
    pub(super) ids: Vec<i32>,
    pub(super) mask: Vec<i32>,
    pub(super) features: Vec<i32>,
}

/// The words around some triggers, padded with 0 to the longest.
#[derive(Debug)]
pub(super) struct Around {
    /// Triggers and words.
    pub(super) shape: [usize; 2],
    pub(super) states: Vec<f32>,
    /// Mean state of each trigger.
    pub(super) triggers: Vec<f32>,
    pub(super) kinds: Vec<i32>,
    pub(super) distance: Vec<i32>,
    pub(super) sentence: Vec<i32>,
    pub(super) mask: Vec<i32>,
}

/// Pairs of events of one kind.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) count: usize,
    /// States of the earlier events, and of the later ones.
    pub(super) left: Vec<f32>,
    pub(super) right: Vec<f32>,
    pub(super) features: Vec<f32>,
}

impl Padded {
    pub(super) fn new(batch: &[Inputs]) -> Self {
        let longest = batch.iter().map(|window| window.ids.len()).max().unwrap_or(0);
        let [mut ids, mut mask, mut features] = [(); 3].map(|()| Vec::with_capacity(batch.len() * longest));
        for (place, window) in batch.iter().enumerate() {
            ids.extend_from_slice(&window.ids);
            features.extend_from_slice(&window.features);
            mask.resize(ids.len(), 1);
            [&mut ids, &mut mask, &mut features].into_iter().for_each(|rows| rows.resize((place + 1) * longest, 0));
        }
        Self { shape: [batch.len(), longest], ids, mask, features }
    }

    /// The rows of words out of the rows of all pieces.
    pub(super) fn words(&self, batch: &[Inputs], [states, triggers, realis]: &[Matrix; 3]) -> Vec<Encoded> {
        let windows = batch.iter().enumerate().map(|(place, window)| {
            let start = place * self.shape[1];
            let rows = |all: &Matrix| {
                let rows = window.first.iter().flat_map(|first| all.row(start + first)).copied();
                Matrix { width: all.width, values: rows.collect() }
            };
            Encoded { states: rows(states), triggers: rows(triggers), realis: rows(realis) }
        });
        windows.collect()
    }
}

impl Matrix {
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// Some rows, one after the other.
    pub(super) fn rows(&self, rows: Range<usize>) -> &[f32] {
        &self.values[rows.start * self.width..rows.end * self.width]
    }

    /// Some rows as a matrix.
    pub(super) fn part(&self, rows: Range<usize>) -> Self {
        Self { width: self.width, values: self.rows(rows).to_vec() }
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// The mean of some rows.
    pub(super) fn mean(&self, rows: Range<usize>) -> Vec<f32> {
        let (mut sums, count) = (vec![0.0; self.width], rows.len().max(1) as f32);
        for row in rows {
            sums.iter_mut().zip(self.row(row)).for_each(|(sum, value)| *sum += value);
        }
        sums.into_iter().map(|sum| sum / count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_rows() {
        let matrix = Matrix { width: 2, values: vec![1.0, 2.0, 3.0, 6.0] };
        assert_eq!((matrix.len(), matrix.row(1), matrix.mean(0..2)), (2, &[3.0, 6.0][..], vec![2.0, 4.0]));
        assert_eq!(matrix.mean(1..1), [0.0, 0.0]);
        assert_eq!(Matrix::default().len(), 0);
    }

    #[test]
    fn windows_are_padded_and_words_found_again() {
        let window =
            |ids: &[i32], first: &[usize]| Inputs { ids: ids.into(), features: ids.into(), first: first.into() };
        let batch = [window(&[7], &[0]), window(&[8, 9], &[1, 0])];
        let padded = Padded::new(&batch);
        assert_eq!((padded.shape, padded.ids.as_slice()), ([2, 2], &[7, 0, 8, 9][..]));
        assert_eq!((padded.mask.as_slice(), padded.features.as_slice()), (&[1, 0, 1, 1][..], &[7, 0, 8, 9][..]));
        let all = || Matrix { width: 1, values: vec![0.0, 1.0, 2.0, 3.0] };
        let words = padded.words(&batch, &[all(), all(), all()]);
        assert_eq!(
            (words[0].states.values.as_slice(), words[1].realis.values.as_slice()),
            (&[0.0][..], &[3.0, 2.0][..])
        );
        assert_eq!(Padded::new(&[]).shape, [0, 0]);
    }
}
