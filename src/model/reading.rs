//! An article on its way through the model: cut into windows, then the events of each window added in order.

use std::collections::BTreeMap;

use super::arguments::Found;
use super::decode::Trigger;
use super::links::{self, Candidate};
use super::window::{self, Head, Inputs, Window};
use super::wordpiece::Words;
use super::{ModelArgument, ModelEvent};
use crate::text::{Document, Span};

/// Windows that go through the encoder together at most: what bounds its memory (2.5 MB of attention a window).
const BATCH: usize = 8;
/// Windows whose events are kept until they are added to their articles.
const SECTION: usize = 128;

/// The triggers of one window with their arguments.
pub(super) type Triggers = Vec<(Trigger, Vec<Found>)>;

/// One article, what is to be read in it, and what was found so far.
pub struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) words: Words,
    pub(super) head: Head,
    /// The windows that the encoder is to see.
    pub(super) windows: Vec<Window>,
    pub(super) events: Vec<ModelEvent>,
    pub(super) candidates: Vec<Candidate>,
    /// Per kind, how many of them are compared with each other.
    compared: BTreeMap<usize, usize>,
}

/// The place of a window: its article's, and its own among those to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) article: usize,
    pub(super) window: usize,
}

/// Windows of like length that go through the encoder together.
pub struct Batch(pub(super) Vec<Place>);

/// What was found in the windows of a batch.
pub struct BatchEvents(pub(super) Vec<(Place, Triggers)>);

/// All windows of `readings` in sections, each to be added before the next is read; the batches of a section in any
/// order. How windows are put together depends on the articles alone.
pub fn sections(readings: &[Reading<'_>]) -> Vec<Vec<Batch>> {
    let places = readings
        .iter()
        .enumerate()
        .flat_map(|(article, reading)| (0..reading.windows.len()).map(move |window| Place { article, window }));
    let places: Vec<Place> = places.collect();
    let sections = places.chunks(SECTION).map(|section| {
        let mut order = section.to_vec();
        order.sort_by_key(|place| {
            let reading = &readings[place.article];
            window::pieces(&reading.words, &reading.windows[place.window].words)
        });
        // Few windows in many batches: every core has work even for one article.
        order.chunks(order.len().div_ceil(BATCH).clamp(1, BATCH)).map(|batch| Batch(batch.to_vec())).collect()
    });
    sections.collect()
}

impl<'a> Reading<'a> {
    /// Nothing to be read.
    pub(super) fn empty(doc: &Document<'a>) -> Self {
        Self {
            text: doc.text,
            words: Words::default(),
            head: Head::default(),
            windows: Vec::new(),
            events: Vec::new(),
            candidates: Vec::new(),
            compared: BTreeMap::new(),
        }
    }

    /// What goes into the encoder for one of its windows.
    pub(super) fn inputs(&self, window: usize) -> Inputs {
        self.windows[window].inputs(&self.words, &self.head)
    }

    /// Adds what was found in the next window; the states of events that are not compared are let go.
    pub(super) fn add(&mut self, event: ModelEvent, trigger: Trigger) {
        let compared = self.compared.entry(trigger.kind).or_insert(0);
        *compared += 1;
        let state = if *compared <= links::MOST { trigger.state } else { Vec::new() };
        let arguments = event.arguments.iter().map(|ModelArgument { role, span, .. }| (role.clone(), *span));
        let arguments: Vec<(String, Span)> = arguments.collect();
        let (realis, score) = (trigger.realis, trigger.score);
        let candidate = Candidate { kind: trigger.kind, trigger: event.trigger, state, realis, score, arguments };
        self.candidates.push(candidate);
        self.events.push(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::event::{EventKind, Realis};
    use crate::model::wordpiece::Word;

    /// An article whose windows have these numbers of pieces.
    fn reading(windows: &[usize]) -> Reading<'static> {
        let mut reading = Reading::empty(&Document::new(""));
        for (number, size) in windows.iter().enumerate() {
            let start = reading.words.pieces.len();
            reading.words.pieces.resize(start + size, 7);
            let pieces = start..start + size;
            reading.words.list.push(Word { span: Span::new(0, 0), pieces, sentence: 0, feature: 0 });
            reading.windows.push(Window { number, words: number..number + 1 });
        }
        reading
    }

    #[test]
    fn windows_of_like_length_go_together() {
        for (articles, expected) in [
            (vec![], vec![]),
            (vec![vec![]], vec![]),
            (vec![vec![5, 3]], vec![(0, 1), (0, 0)]),
            (vec![vec![9, 1], vec![], vec![4]], vec![(0, 1), (2, 0), (0, 0)]),
        ] {
            let readings: Vec<_> = articles.iter().map(|windows| reading(windows)).collect();
            let sections = sections(&readings);
            let order: Vec<_> = sections.iter().flatten().flat_map(|batch| batch.0.clone()).collect();
            let order: Vec<_> = order.into_iter().map(|place| (place.article, place.window)).collect();
            assert_eq!(order, expected, "{articles:?}");
        }
    }

    #[test]
    fn states_are_kept_for_events_that_are_compared_alone() {
        let mut reading = reading(&[]);
        for kind in [0, 1].into_iter().chain(std::iter::repeat_n(0, links::MOST + 9)) {
            let trigger = Trigger {
                kind,
                words: 0..1,
                state: vec![1.0],
                realis: vec![1.0, 0.0, 0.0],
                score: 0.5,
                certainty: 0.5,
            };
            let event = ModelEvent {
                kind: EventKind::Theft,
                trigger: Span::new(0, 0),
                realis: Realis::Actual,
                incident: 0,
                confidence: 50,
                arguments: Vec::new(),
            };
            reading.add(event, trigger);
        }
        assert_eq!(reading.events.len(), links::MOST + 11);
        assert_eq!(reading.candidates.iter().filter(|candidate| !candidate.state.is_empty()).count(), links::MOST + 1);
    }

    #[test]
    fn batches_and_sections_are_bounded() {
        for (windows, sections_expected, largest) in [(1, 1, 1), (9, 1, 2), (64, 1, 8), (128, 1, 8), (300, 3, 8)] {
            let sections = sections(&[reading(&vec![3; windows])]);
            assert_eq!(sections.len(), sections_expected, "{windows}");
            let sizes = sections.iter().flatten().map(|batch| batch.0.len());
            assert_eq!(sizes.max(), Some(largest), "{windows}");
        }
    }
}
