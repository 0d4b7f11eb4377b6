//! Many articles → one file of records, at the machine's speed and without losing one.
//!
//! Reading, extraction and writing go on side by side (`window`). What comes of each article is a line of a journal
//! beside the output, in the order of the inputs, and the output is made of the whole journal at the end. A run that was
//! stopped at any moment, by whatever, is therefore gone on with by reading the inputs again and passing over the
//! articles that have their line.

mod earlier;
mod finish;
mod journal;
mod line;
pub mod panic;
mod progress;
mod source;
mod step;
mod stream;
mod tally;
mod window;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use crate::article::Article;
use crate::error::Error;
use crate::output::Format;
use crate::read::{self, Options, Walk};
use crate::record::Record;
use journal::{Files, Journal, remove};
use progress::Progress;
use source::{Source, absolute};
use step::{Outcome, Reader, Step};
use window::{End, in_order};

pub use line::Failure;
pub use stream::stream;
pub use tally::Tally;
pub use window::Limits;

/// Memory for articles and records between reading and writing, in bytes.
pub const MEMORY: usize = 256 << 20;

/// A run.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Which files of a folder.
    pub walk: Walk,
    /// How to read them.
    pub options: Options,
    /// What extracts, in words that tell it from all else that could: records of other stages are not gone on with.
    pub stages: String,
    /// The output.
    pub out: PathBuf,
    /// Its format.
    pub format: Format,
    /// Where failures are listed; on standard error if nowhere else.
    pub errors: Option<PathBuf>,
    /// What to do with what is there.
    pub start: Start,
    /// Threads, memory, and the sign to stop.
    pub limits: Limits,
    /// What to show.
    pub show: Show,
}

/// What to do where an output, or the journal of a stopped run, is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Refuse.
    New,
    /// Replace it.
    Overwrite,
    /// Go on with the stopped run; a whole output stays as it is.
    Resume,
    /// Make it anew, but extract only what has changed since it was made.
    Incremental,
}

/// What a run shows on standard error while it goes on and at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// How far it is, and a summary.
    Progress,
    /// Failures alone.
    Quiet,
}

/// How a run ended.
#[derive(Clone, Debug)]
pub enum Report {
    /// The output was whole already.
    Whole,
    /// It was asked to stop.
    Stopped,
    /// The output is made.
    Made {
        /// What was counted.
        tally: Tally,
        /// The time it took.
        took: Duration,
    },
}

/// Runs a batch; `record` extracts one article.
pub fn run(batch: &Batch, record: impl Fn(&Article) -> Record + Sync) -> Result<Report, Error> {
    let files = Files::beside(&batch.out);
    if batch.start == Start::Resume && files.out.exists() && !files.journal.exists() {
        return Ok(Report::Whole);
    }
    let (mut journal, earlier) = Journal::open(&files, batch.start, &batch.stages)?;
    let source = Source {
        inputs: read::inputs(batch.paths.clone(), &batch.walk),
        options: batch.options.clone(),
        own: files.all().into_iter().chain(batch.errors.as_deref()).map(absolute).collect(),
    };
    let reader = Reader { source, earlier };
    let mut progress = Progress::start(batch);
    let mut tally = Tally::default();
    let work = |step: Step| step.work(&files.journal, &record);
    let mut end = in_order(
        &batch.limits,
        move |send| reader.run(send),
        work,
        |outcome: Result<Outcome, Error>| {
            let Outcome { bytes, line, failure, tally: counted } = outcome?;
            if let Some(line) = line {
                journal.append(&line)?;
            }
            if let Some(failure) = failure.filter(|_| batch.errors.is_none()) {
                progress.say(&failure.to_string());
            }
            let fresh = counted.kept == 0;
            tally += counted;
            progress.advance(bytes, fresh, &tally);
            Ok::<(), Error>(())
        },
    )?;
    journal.sync()?;
    if end == End::All {
        end = finish::finish(batch, &files)?;
    }
    let took = progress.end();
    if end == End::Stopped {
        return Ok(Report::Stopped);
    }
    match batch.start {
        Start::Incremental => finish::rename(&files.journal, &files.state)?,
        _ => remove(&files.journal)?,
    }
    remove(&files.rest)?;
    Ok(Report::Made { tally, took })
}

impl Report {
    /// For people.
    pub fn print(&self, batch: &Batch, mut out: impl Write) -> io::Result<()> {
        let name = batch.out.display();
        match self {
            Self::Whole => writeln!(out, "extract: {name} is whole already; there is nothing to go on with"),
            Self::Stopped => {
                let journal = Files::beside(&batch.out).journal;
                let kept = journal.display();
                writeln!(
                    out,
                    "extract: stopped; what is done is kept in {kept}: give the same command with --resume to go on"
                )
            }
            Self::Made { tally, took } => {
                let size = fs::metadata(&batch.out).map_or(0, |data| data.len());
                writeln!(out, "extract: wrote {name}, {}", tally::bytes(size))?;
                tally.print(out, *took)
            }
        }
    }
}
