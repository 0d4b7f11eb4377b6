//! Inputs → steps, on the reading thread; a step → its outcome, on any thread.

use std::path::Path;

use super::earlier::{Earlier, Found};
use super::line::{self, Body, Failure, Key};
use super::panic::caught;
use super::source::{Read, Source};
use super::tally::Tally;
use crate::article::Article;
use crate::error::Error;
use crate::read::Input;
use crate::record::Record;

/// What an article weighs beside its text, in bytes.
const WEIGHT: usize = 4096;

/// What is held of an article in multiples of its text: the text and its record.
const HELD: usize = 4;

/// One thing to do.
pub(super) struct Step {
    /// Bytes of the inputs that are through with it.
    pub(super) bytes: u64,
    pub(super) what: What,
}

pub(super) enum What {
    /// To be extracted.
    Article(Key, Box<Article>),
    /// Not read.
    Failed(Key, Failure),
    /// Found by an earlier run.
    Found(Found),
    /// An input is at its end.
    Through,
    /// Nothing can go on.
    Broken(Error),
}

/// What came of a step.
pub(super) struct Outcome {
    pub(super) bytes: u64,
    /// To be written to the journal.
    pub(super) line: Option<Vec<u8>>,
    pub(super) failure: Option<Failure>,
    pub(super) tally: Tally,
}

/// What is read, and what is known of it.
pub(super) struct Reader<I> {
    pub(super) source: Source<I>,
    pub(super) earlier: Earlier,
}

impl<I: Iterator<Item = Result<Input, Error>>> Reader<I> {
    /// Hands over every article of every input in order, until nothing more is wanted.
    pub(super) fn run(self, send: &mut dyn FnMut(Step, usize) -> bool) {
        let Self { source, mut earlier } = self;
        let through = source.each(|read| match read {
            Read::Article(bytes, article) => {
                let (key, weight) = (Key::of_article(&article), weight(&article));
                send(Step { bytes, what: known(&mut earlier, key, || What::Article(key, Box::new(article))) }, weight)
            }
            Read::Failed(bytes, failure) => {
                let key = Key::of_failure(&failure);
                send(Step { bytes, what: known(&mut earlier, key, || What::Failed(key, failure)) }, WEIGHT)
            }
            Read::Through(bytes) => send(Step { bytes, what: What::Through }, WEIGHT),
        });
        if through && let Err(error) = earlier.end() {
            send(Step { bytes: 0, what: What::Broken(error) }, WEIGHT);
        }
    }
}

fn known(earlier: &mut Earlier, key: Key, unknown: impl FnOnce() -> What) -> What {
    match earlier.find(key) {
        Ok(Found::Nothing) => unknown(),
        Ok(found) => What::Found(found),
        Err(error) => What::Broken(error),
    }
}

/// How much of the memory allowed an article takes between reading and writing.
pub(super) fn weight(article: &Article) -> usize {
    article.text.len().saturating_mul(HELD).saturating_add(WEIGHT)
}

impl Step {
    /// Does what is to be done; `record` extracts an article, and what was found before stands in `journal`.
    pub(super) fn work(self, journal: &Path, record: impl Fn(&Article) -> Record) -> Result<Outcome, Error> {
        let bytes = self.bytes;
        let nothing = Outcome { bytes, line: None, failure: None, tally: Tally::default() };
        let failed = |key: Key, failure: Failure| -> Result<Outcome, Error> {
            let line = Some(line::of_failure(key, &failure).map_err(|_| Error::Internal)?);
            Ok(Outcome { bytes, line, tally: Tally::of_failure(&failure), failure: Some(failure) })
        };
        match self.what {
            What::Through => Ok(nothing),
            What::Broken(error) => Err(error),
            What::Failed(key, failure) => failed(key, failure),
            What::Article(key, article) => match caught(|| record(&article)) {
                Ok(record) => {
                    let words = article.text.split_whitespace().count() as u64;
                    let tally = Tally { words, extracted: 1, ..Tally::of_record(&record) };
                    let line = Some(line::of_record(key, &record).map_err(|_| Error::Internal)?);
                    Ok(Outcome { line, tally, ..nothing })
                }
                Err(reason) => failed(key, Failure { source: article.source, reason }),
            },
            What::Found(Found::Nothing) => Ok(nothing),
            What::Found(Found::Here(line)) => Ok(Outcome { line: None, ..found(bytes, line, journal)? }),
            What::Found(Found::Elsewhere(line)) => found(bytes, line, journal),
        }
    }
}

/// The outcome that stands in a line of an earlier run.
fn found(bytes: u64, line: Vec<u8>, journal: &Path) -> Result<Outcome, Error> {
    let (tally, failure) = match line::body(&line) {
        Some(Body::Record(record)) => {
            (Tally::of_record(&serde_json::from_slice(record).map_err(|_| Error::damaged(journal))?), None)
        }
        Some(Body::Failed(failure)) => (Tally::of_failure(&failure), Some(failure)),
        None => return Err(Error::damaged(journal)),
    };
    Ok(Outcome { bytes, line: Some(line), failure, tally: Tally { kept: 1, ..tally } })
}
