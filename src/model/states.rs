//! What the encoder makes of each word of an article, for those who choose between its mentions.

use super::backend::Matrix;
use super::reading::{Batch, Place, Reading};
use super::{EventModel, window};
use crate::text::{Document, Span};

/// Windows of an article that are read for its states at most, from its beginning: some 3,500 words. What stands behind them is
/// judged by its signs alone.
const WINDOWS: usize = 24;

/// The state of each word of an article, as the encoder sees it in its window.
#[derive(Debug)]
pub struct States {
    words: Vec<Span>,
    rows: Matrix,
    whole: Vec<f32>,
}

impl States {
    /// What is seen at some mentions of one thing: the mean of their states, the most of each number, the state of the first,
    /// and the mean of the whole article, one after the other. Zeros stand for mentions that were not read.
    pub fn seen(&self, mentions: impl IntoIterator<Item = Span>) -> Vec<f32> {
        let width = self.rows.width;
        let mut seen = vec![0.0; 3 * width];
        let mut count = 0.0;
        for mention in mentions {
            let first = self.words.partition_point(|word| word.end <= mention.start);
            let end = first + self.words[first..].partition_point(|word| word.start < mention.end);
            if first == end {
                continue;
            }
            let state = self.rows.mean(first..end);
            let (sum, rest) = seen.split_at_mut(width);
            let (most, at_first) = rest.split_at_mut(width);
            if count == 0.0 {
                at_first.copy_from_slice(&state);
                most.copy_from_slice(&state);
            }
            most.iter_mut().zip(&state).for_each(|(most, value)| *most = most.max(*value));
            sum.iter_mut().zip(&state).for_each(|(sum, value)| *sum += value);
            count += 1.0;
        }
        if count > 0.0 {
            seen[..width].iter_mut().for_each(|sum| *sum /= count);
        }
        seen.extend(&self.whole);
        seen
    }
}

impl EventModel {
    /// Cuts an article into the windows that are read for its states: none where none may tell of an event.
    pub fn read_all<'a>(&self, title: Option<&str>, doc: &Document<'a>) -> Reading<'a> {
        let mut reading = self.read_under(title.unwrap_or_default(), doc);
        if !reading.windows.is_empty() {
            reading.windows = window::cut(&reading.words, self.labels.body_pieces);
            reading.windows.truncate(WINDOWS);
        }
        reading
    }

    /// The states of a batch of windows, each with its article and its place there.
    ///
    /// # Panics
    /// As [`Self::find`].
    pub fn encode(&self, readings: &[Reading<'_>], batch: &Batch) -> Vec<WindowStates> {
        let inputs: Vec<_> = batch.0.iter().map(|place| readings[place.article].inputs(place.window)).collect();
        let encoded = self.backend.encode(&inputs).expect("the networks ran when the model was loaded");
        batch.0.iter().zip(encoded).map(|(place, encoded)| WindowStates(*place, encoded.states)).collect()
    }
}

/// The states of one window.
pub struct WindowStates(Place, Matrix);

/// The states of an article; `None` if no window was read.
pub fn states(reading: &Reading<'_>, mut windows: Vec<WindowStates>) -> Option<States> {
    windows.sort_by_key(|WindowStates(place, _)| *place);
    let mut words = Vec::new();
    let mut rows = Matrix::default();
    for WindowStates(place, own) in windows {
        words.extend(reading.words.list[reading.windows[place.window].words.clone()].iter().map(|word| word.span));
        rows.width = own.width;
        rows.values.extend(own.values);
    }
    let whole = rows.mean(0..rows.len());
    (!words.is_empty()).then_some(States { words, rows, whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_seen_together() {
        let span = |start| Span::new(start, start + 2);
        let rows = Matrix { width: 2, values: vec![1.0, 0.0, 3.0, -2.0, 5.0, -8.0] };
        let states = States { words: vec![span(0), span(3), span(6)], whole: vec![3.0, -3.0], rows };
        let seen = |mentions: &[Span]| states.seen(mentions.iter().copied());
        assert_eq!(seen(&[span(3)]), [3.0, -2.0, 3.0, -2.0, 3.0, -2.0, 3.0, -3.0]);
        assert_eq!(seen(&[Span::new(1, 4), span(6)]), [3.5, -4.5, 5.0, -1.0, 2.0, -1.0, 3.0, -3.0]);
        assert_eq!(seen(&[span(9)]), [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, -3.0], "what was not read");
    }
}
