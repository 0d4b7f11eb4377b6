//! Events by the learned model: one encoding per window of text, then triggers, arguments and incidents.
//!
//! `models/event/README.md` is the contract that every file here follows; `models/event/golden.json` its examples.

mod arguments;
mod decode;
mod engine;
mod features;
mod files;
#[cfg(test)]
mod golden;
mod labels;
mod links;
mod window;
mod wordpiece;

use std::path::Path;
use std::sync::Arc;

use rten::ThreadPool;

use crate::error::Error;
use crate::extract::event::{EventKind, Realis};
use crate::text::{Document, Span};
use arguments::Found;
use decode::Trigger;
use engine::{Encoded, Graph};
use files::Files;
use labels::Labels;
use links::Candidate;
use window::{Head, Window};
use wordpiece::{WordPiece, Words};

/// Windows that go through the encoder together: what bounds its memory (2.5 MB of attention a window).
const BATCH: usize = 8;
/// Windows among which those of like length are put together; their words' states are all that is kept.
const SECTION: usize = 64;

/// The triggers of one window with their arguments.
type Triggers = Vec<(Trigger, Vec<Found>)>;

/// One event that the model finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelEvent {
    /// What kind.
    pub kind: EventKind,
    /// The words that say so.
    pub trigger: Span,
    /// Whether it is told as a fact.
    pub realis: Realis,
    /// Events with the same number tell of the same happening.
    pub incident: usize,
    /// How likely it is right, in per cent.
    pub confidence: u8,
    /// Who, whom, what.
    pub arguments: Vec<ModelArgument>,
}

/// An argument of a [`ModelEvent`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelArgument {
    /// What it is in the event, in the words of the CASIE corpus.
    pub role: String,
    /// What it is by itself: `Person`, `Money`, …
    pub kind: String,
    /// The words.
    pub span: Span,
}

/// The graphs with everything that is needed to feed and to read them.
pub struct EventModel {
    labels: Labels,
    reader: WordPiece,
    encoder: Graph,
    arguments: Graph,
    pairs: Graph,
}

impl EventModel {
    /// The model that was compiled into the program. It runs on as many threads as the rayon pool that calls this.
    pub fn embedded() -> Result<Self, Error> {
        Self::new(Files::embedded()?)
    }

    /// The model in a folder like `models/event`. It runs on as many threads as the rayon pool that calls this.
    pub fn from_dir(folder: &Path) -> Result<Self, Error> {
        Self::new(Files::from_dir(folder)?)
    }

    fn new(files: Files) -> Result<Self, Error> {
        let Files { origin, labels, vocabulary, encoder, arguments, pairs } = files;
        let threads = Arc::new(ThreadPool::with_num_threads(rayon::current_num_threads()));
        let graph = |name: &str, bytes, inputs: &[&str], outputs: &[&str]| {
            Graph::load(bytes, inputs, outputs, &threads)
                .map_err(|cause| Error::model(&format!("{origin}: {name}"), cause))
        };
        let vocabulary = std::str::from_utf8(&vocabulary).ok().and_then(WordPiece::new);
        let model = Self {
            reader: vocabulary
                .ok_or_else(|| Error::model(&format!("{origin}: vocab.txt"), "is not a list of word pieces"))?,
            encoder: graph(
                "encoder.onnx",
                encoder,
                &["input_ids", "attention_mask", "features"],
                &["states", "trigger_logits", "realis_logits"],
            )?,
            arguments: graph(
                "arguments.onnx",
                arguments,
                &["words", "trigger", "type_id", "distance", "sentence", "mask"],
                &["role_logits", "kind_logits"],
            )?,
            pairs: graph("pairs.onnx", pairs, &["left", "right", "pair_features"], &["logit"])?,
            labels,
        };
        model.probe().map_err(|cause| Error::model(&origin, cause))?;
        Ok(model)
    }

    /// Runs every graph once on the highest ids that an article can lead to, so that no article finds them too small.
    fn probe(&self) -> Result<(), String> {
        let ids = vec![0, self.reader.last_id(), 0];
        let inputs = window::Inputs { ids, features: vec![0, window::LAST_FEATURE, 0], first: vec![1, 1] };
        let encoded = self.encode(&[inputs])?.pop().ok_or("no window came back")?;
        let trigger = |kind| Trigger {
            kind,
            words: 0..1,
            state: vec![0.0; self.labels.width],
            realis: vec![0.0; Realis::ALL.len()],
            score: 0.5,
        };
        let last = self.labels.types.len() - 1;
        arguments::read(&self.arguments, &self.labels, &encoded, &[0, 9], &[trigger(last)])?;
        let candidate = || self.candidate(&trigger(last), Span::new(0, 0), &[]);
        links::incidents(&self.pairs, &self.labels.link, "", &[candidate(), candidate()]).map(drop)
    }

    /// Every event of `doc`, in the order of the text.
    ///
    /// # Panics
    /// If the engine refuses a graph that it ran when the model was loaded, which means that memory has run out.
    pub fn events(&self, doc: &Document<'_>) -> Vec<ModelEvent> {
        self.read(doc).expect("the graphs ran when the model was loaded")
    }

    fn read(&self, doc: &Document<'_>) -> Result<Vec<ModelEvent>, String> {
        let words = self.words(doc.text);
        let head = window::head(&self.words(doc.title.unwrap_or_default()), self.labels.title_pieces);
        let windows = window::cut(&words, self.labels.body_pieces);
        let (mut events, mut candidates) = (Vec::new(), Vec::new());
        let mut compared = vec![0; self.labels.types.len()];
        for section in windows.chunks(SECTION) {
            for (window, found) in section.iter().zip(self.section(&words, &head, section)?) {
                for (trigger, arguments) in found {
                    let Some(event) = self.event(&words, window, &trigger, &arguments) else { continue };
                    let mut candidate = self.candidate(&trigger, event.trigger, &event.arguments);
                    compared[trigger.kind] += 1;
                    if compared[trigger.kind] > links::MOST {
                        candidate.state = Vec::new();
                    }
                    events.push(event);
                    candidates.push(candidate);
                }
            }
        }
        let incidents = links::incidents(&self.pairs, &self.labels.link, doc.text, &candidates)?;
        events.iter_mut().zip(incidents).for_each(|(event, incident)| event.incident = incident);
        Ok(events)
    }

    fn words(&self, text: &str) -> Words {
        let mut words = self.reader.words(text);
        features::mark(text, &mut words, &self.labels.abbreviations);
        words
    }

    /// The triggers and arguments of each window, windows of like length encoded together.
    fn section(&self, words: &Words, head: &Head, windows: &[Window]) -> Result<Vec<Triggers>, String> {
        let mut order: Vec<usize> = (0..windows.len()).collect();
        order.sort_by_key(|at| window::pieces(words, &windows[*at].words));
        let mut found = vec![Triggers::new(); windows.len()];
        for batch in order.chunks(BATCH) {
            let inputs: Vec<_> = batch.iter().map(|at| windows[*at].inputs(words, head)).collect();
            for (at, encoded) in batch.iter().zip(self.encode(&inputs)?) {
                let sentences: Vec<usize> =
                    words.list[windows[*at].words.clone()].iter().map(|word| word.sentence).collect();
                let triggers = decode::triggers(&encoded, &self.labels);
                let arguments = arguments::read(&self.arguments, &self.labels, &encoded, &sentences, &triggers)?;
                found[*at] = triggers.into_iter().zip(arguments).collect();
            }
        }
        Ok(found)
    }

    fn encode(&self, batch: &[window::Inputs]) -> Result<Vec<Encoded>, String> {
        let Labels { width, .. } = self.labels;
        self.encoder.encode(batch, [width, self.labels.trigger_tags(), Realis::ALL.len()])
    }

    fn event(&self, words: &Words, window: &Window, trigger: &Trigger, arguments: &[Found]) -> Option<ModelEvent> {
        let list = words.list.get(window.words.clone())?;
        let span = |words: &std::ops::Range<usize>| {
            let words = list.get(words.clone())?;
            Some(words.first()?.span.cover(words.last()?.span))
        };
        let argument = |found: &Found| {
            let role = self.labels.roles.get(found.role)?.clone();
            Some(ModelArgument { role, kind: self.labels.kinds.get(found.kind)?.clone(), span: span(&found.words)? })
        };
        Some(ModelEvent {
            kind: self.labels.event_kind(trigger.kind)?,
            trigger: span(&trigger.words)?,
            realis: self.labels.realis(decode::best(trigger.realis.iter().copied()))?,
            incident: 0,
            confidence: self.labels.confidence.percent(trigger.score),
            arguments: arguments.iter().filter_map(argument).collect(),
        })
    }

    fn candidate(&self, trigger: &Trigger, span: Span, arguments: &[ModelArgument]) -> Candidate {
        Candidate {
            kind: trigger.kind,
            trigger: span,
            state: trigger.state.clone(),
            realis: trigger.realis.clone(),
            score: trigger.score,
            arguments: arguments.iter().map(|argument| (argument.role.clone(), argument.span)).collect(),
        }
    }
}
