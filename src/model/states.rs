//! What the encoder makes of each word of an article, for those who choose between its mentions.

use super::backend::Matrix;
use super::reading::{Batch, Place, Reading};
use super::{EventModel, window};
use crate::text::{Document, Span};

/// Windows of an article that are read for its states at most, from its beginning: some 3,500 words. What stands behind them is
/// judged by its signs alone.
const WINDOWS: usize = 24;

/// Words before a mention and behind it that are seen with it.
const AROUND: usize = 8;

/// The state of each word of an article, as the encoder sees it in its window.
#[derive(Debug)]
pub struct States {
    words: Vec<Span>,
    rows: Matrix,
    whole: Vec<f32>,
}

impl States {
    /// The states of an article that models/train/seen.py kept: how many words, of each where it begins and ends in bytes, and the
    /// states, all in four little-endian bytes; `None` if there are no words, or too few numbers.
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        let mut numbers = bytes.chunks_exact(4).map(|bytes| [bytes[0], bytes[1], bytes[2], bytes[3]]);
        let mut number = || numbers.next().map(|bytes| u32::from_le_bytes(bytes) as usize);
        let count = number().filter(|count| *count > 0)?;
        let words = (0..count).map(|_| Some(Span::new(number()?, number()?))).collect::<Option<Vec<Span>>>()?;
        let values: Vec<f32> = numbers.map(f32::from_le_bytes).collect();
        let rows = Matrix { width: values.len() / count, values };
        (rows.width > 0).then(|| Self { words, whole: rows.mean(0..count), rows })
    }

    /// What is seen at some mentions of one thing: the mean of their states, the most of each number, the state of the first,
    /// the mean of the whole article, and the means of the words before and behind them, one after the other. Zeros stand for
    /// mentions that were not read.
    pub fn seen(&self, mentions: impl IntoIterator<Item = Span>) -> Vec<f32> {
        let rows = || Matrix { width: self.rows.width, values: Vec::new() };
        let (mut states, mut before, mut behind) = (rows(), rows(), rows());
        for mention in mentions {
            let from = self.words.partition_point(|word| word.end <= mention.start);
            let to = from + self.words[from..].partition_point(|word| word.start < mention.end);
            if from < to {
                states.values.extend(self.rows.mean(from..to));
                before.values.extend(self.rows.mean(from.saturating_sub(AROUND)..from));
                behind.values.extend(self.rows.mean(to..self.words.len().min(to + AROUND)));
            }
        }
        let mean = |rows: &Matrix| rows.mean(0..rows.len());
        let first = states.mean(0..states.len().min(1));
        let mut most = first.clone();
        for at in 1..states.len() {
            most.iter_mut().zip(states.row(at)).for_each(|(most, value)| *most = most.max(*value));
        }
        [mean(&states), most, first, self.whole.clone(), mean(&before), mean(&behind)].concat()
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
    fn what_was_kept_is_read_again() {
        let kept = |numbers: &[u32], states: &[f32]| {
            let numbers = numbers.iter().flat_map(|number| number.to_le_bytes());
            States::kept(&numbers.chain(states.iter().flat_map(|state| state.to_le_bytes())).collect::<Vec<u8>>())
        };
        let states = kept(&[2, 0, 3, 4, 9], &[1.0, 2.0, 3.0, 6.0]).unwrap();
        assert_eq!(
            (states.words, states.rows.values),
            (vec![Span::new(0, 3), Span::new(4, 9)], vec![1.0, 2.0, 3.0, 6.0])
        );
        assert_eq!(states.whole, [2.0, 4.0]);
        assert!(kept(&[0], &[]).is_none() && kept(&[2, 0, 3], &[]).is_none() && kept(&[1, 0, 3], &[]).is_none());
    }

    #[test]
    fn mentions_are_seen_together() {
        let span = |start| Span::new(start, start + 2);
        let rows = Matrix { width: 2, values: vec![1.0, 0.0, 3.0, -2.0, 5.0, -8.0] };
        let states = States { words: vec![span(0), span(3), span(6)], whole: vec![3.0, -3.0], rows };
        let seen = |mentions: &[Span]| states.seen(mentions.iter().copied());
        assert_eq!(seen(&[span(3)]), [3.0, -2.0, 3.0, -2.0, 3.0, -2.0, 3.0, -3.0, 1.0, 0.0, 5.0, -8.0]);
        assert_eq!(
            seen(&[Span::new(1, 4), span(6)]),
            [3.5, -4.5, 5.0, -1.0, 2.0, -1.0, 3.0, -3.0, 1.0, -0.5, 2.5, -4.0]
        );
        assert_eq!(seen(&[span(9)]), [[0.0; 6].as_slice(), &[3.0, -3.0], &[0.0; 4]].concat(), "what was not read");
    }
}
