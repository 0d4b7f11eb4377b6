//! Events by the learned model: one encoding per window of text, then triggers, arguments and incidents.
//!
//! `models/event/README.md` is the contract that every file here follows; `models/event/golden.json` its examples.

mod arguments;
mod backend;
mod decode;
mod embedded;
mod features;
mod files;
#[cfg(test)]
mod golden;
mod labels;
mod links;
#[cfg(test)]
mod parity;
mod reading;
mod screen;
mod states;
#[cfg(feature = "rust-bert")]
mod torch;
mod window;
mod wordpiece;

use std::path::PathBuf;
use std::sync::Arc;

use rten::ThreadPool;

use crate::error::Error;
use crate::extract::event::{EventKind, Realis};
use crate::text::{Document, Span};
use arguments::Found;
use backend::Backend;
use decode::Trigger;
use embedded::Embedded;
use files::Files;
use labels::Labels;
use screen::Screen;
use window::Window;
use wordpiece::{WordPiece, Words};

pub use reading::{Batch, BatchEvents, Reading, sections};
pub use states::{States, WindowStates, states};

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

/// What runs the networks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The engine inside this program.
    #[default]
    Embedded,
    /// rust-bert on libtorch, on the graphics card where there is one.
    RustBert,
}

/// Which windows the encoder sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screening {
    /// Those that may tell of an event.
    #[default]
    Likely,
    /// All.
    All,
}

/// Which model, and how it runs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A folder like `models/event`; without it, the files that were compiled into the program.
    pub folder: Option<PathBuf>,
    /// What runs the networks.
    pub engine: Engine,
    /// Which windows the encoder sees.
    pub screening: Screening,
}

/// The networks with everything that is needed to feed and to read them.
pub struct EventModel {
    labels: Labels,
    reader: WordPiece,
    screen: Option<Screen>,
    backend: Box<dyn Backend>,
    threads: Arc<ThreadPool>,
}

impl EventModel {
    /// Loads a model. It runs on as many threads as the rayon pool that calls this.
    pub fn load(options: &Options) -> Result<Self, Error> {
        let mut files = match &options.folder {
            Some(folder) => Files::from_dir(folder)?,
            None => Files::embedded()?,
        };
        let threads = Arc::new(ThreadPool::with_num_threads(rayon::current_num_threads()));
        let backend: Box<dyn Backend> = match options.engine {
            Engine::Embedded => Box::new(Embedded::new(&mut files, &threads)?),
            Engine::RustBert => torch(&files, options)?,
        };
        let Files { origin, labels, vocabulary, .. } = files;
        let vocabulary = std::str::from_utf8(&vocabulary).ok().and_then(WordPiece::new);
        let reader =
            vocabulary.ok_or_else(|| Error::model(&format!("{origin}: vocab.txt"), "is not a list of word pieces"))?;
        let screen = match options.screening {
            Screening::Likely => Some(Screen::new()),
            Screening::All => None,
        };
        let model = Self { labels, reader, screen, backend, threads };
        model.probe().map_err(|cause| Error::model(&origin, cause))?;
        Ok(model)
    }

    /// Runs every network once on the highest ids that an article can lead to, so that no article finds them too small.
    fn probe(&self) -> Result<(), String> {
        let ids = vec![0, self.reader.last_id(), 0];
        let inputs = window::Inputs { ids, features: vec![0, window::LAST_FEATURE, 0], first: vec![1, 1] };
        let encoded = self.backend.encode(&[inputs])?.pop().ok_or("no window came back")?;
        let trigger = Trigger {
            kind: self.labels.types.len() - 1,
            words: 0..1,
            state: vec![0.0; self.labels.width],
            realis: vec![0.0; Realis::ALL.len()],
            score: 0.5,
            certainty: 0.5,
        };
        arguments::read(&*self.backend, &self.labels, &encoded, &[0, 9], std::slice::from_ref(&trigger))?;
        let candidate = || links::Candidate {
            kind: trigger.kind,
            trigger: Span::new(0, 0),
            state: trigger.state.clone(),
            realis: trigger.realis.clone(),
            score: trigger.score,
            arguments: Vec::new(),
        };
        links::incidents(&*self.backend, &self.labels.link, "", &[candidate(), candidate()]).map(drop)
    }

    /// Runs `work` on the threads that the engine uses, so that work of both kinds shares them.
    pub fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.run(work)
    }

    /// Cuts an article into the windows that are to be seen.
    pub fn read<'a>(&self, doc: &Document<'a>) -> Reading<'a> {
        self.read_under(doc.title.unwrap_or_default(), doc)
    }

    /// The same with what stands in front of every window.
    fn read_under<'a>(&self, title: &str, doc: &Document<'a>) -> Reading<'a> {
        let mut reading = Reading::empty(doc);
        let entitled = self.screen.as_ref().is_none_or(|screen| screen.speaks(title));
        if !entitled && self.screen.as_ref().is_some_and(|screen| !screen.speaks(doc.text)) {
            return reading;
        }
        reading.words = self.words(doc.text);
        reading.head = window::head(&self.words(title), self.labels.title_pieces);
        reading.windows = window::cut(&reading.words, self.labels.body_pieces);
        if let Some(screen) = &self.screen {
            reading.windows.retain(|window| {
                let words = &reading.words.list[window.words.clone()];
                let span = words.first().zip(words.last()).map(|(first, last)| first.span.cover(last.span));
                (entitled || span.is_some_and(|span| screen.speaks(&doc.text[span]))) && screen.passes(doc.text, words)
            });
        }
        reading
    }

    /// What a batch of windows tells.
    ///
    /// # Panics
    /// If the engine refuses a network that it ran when the model was loaded, which means that memory has run out.
    pub fn find(&self, readings: &[Reading<'_>], batch: &Batch) -> BatchEvents {
        self.triggers(readings, batch).expect("the networks ran when the model was loaded")
    }

    fn triggers(&self, readings: &[Reading<'_>], batch: &Batch) -> Result<BatchEvents, String> {
        let inputs = batch.0.iter().map(|place| readings[place.article].inputs(place.window));
        let encoded = self.backend.encode(&inputs.collect::<Vec<_>>())?;
        let found = batch.0.iter().zip(encoded).map(|(place, encoded)| {
            let reading = &readings[place.article];
            let words = &reading.words.list[reading.windows[place.window].words.clone()];
            let sentences: Vec<usize> = words.iter().map(|word| word.sentence).collect();
            let triggers = decode::triggers(&encoded, &self.labels);
            let arguments = arguments::read(&*self.backend, &self.labels, &encoded, &sentences, &triggers)?;
            Ok((*place, triggers.into_iter().zip(arguments).collect()))
        });
        found.collect::<Result<_, String>>().map(BatchEvents)
    }

    /// Adds the events of a whole section to the articles, in the order of the text.
    pub fn add(&self, readings: &mut [Reading<'_>], section: Vec<BatchEvents>) {
        let mut windows: Vec<_> = section.into_iter().flat_map(|batch| batch.0).collect();
        windows.sort_by_key(|(place, _)| *place);
        for (place, triggers) in windows {
            let reading = &mut readings[place.article];
            for (trigger, arguments) in triggers {
                let window = &reading.windows[place.window];
                if let Some(event) = self.event(&reading.words, window, &trigger, &arguments) {
                    reading.add(event, trigger);
                }
            }
        }
    }

    /// The events of an article whose sections were all added, joined into incidents.
    ///
    /// # Panics
    /// As [`Self::find`].
    pub fn finish(&self, reading: Reading<'_>) -> Vec<ModelEvent> {
        let Reading { text, mut events, candidates, .. } = reading;
        let incidents = links::incidents(&*self.backend, &self.labels.link, text, &candidates);
        let incidents = incidents.expect("the networks ran when the model was loaded");
        events.iter_mut().zip(incidents).for_each(|(event, incident)| event.incident = incident);
        events
    }

    fn words(&self, text: &str) -> Words {
        let mut words = self.reader.words(text);
        features::mark(text, &mut words, &self.labels.abbreviations);
        words
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
            confidence: self.labels.confidence.percent(trigger.certainty),
            arguments: arguments.iter().filter_map(argument).collect(),
        })
    }
}

/// The networks on libtorch.
#[cfg(feature = "rust-bert")]
fn torch(files: &Files, options: &Options) -> Result<Box<dyn Backend>, Error> {
    Ok(Box::new(torch::Torch::new(files, options.folder.as_deref())?))
}

/// This program was built without libtorch.
#[cfg(not(feature = "rust-bert"))]
fn torch(files: &Files, _: &Options) -> Result<Box<dyn Backend>, Error> {
    let cause = "--backend rust-bert needs a program built with `cargo build --release --features rust-bert` \
                 (models/README.md); --backend embedded runs without";
    Err(Error::model(&files.origin, cause))
}
