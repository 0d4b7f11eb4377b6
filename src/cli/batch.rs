//! `extract batch`: its arguments as a type.

use std::fmt::Display;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use news_incidents::batch::{self, Limits, Report, Show, Start};
use news_incidents::error::Error;
use news_incidents::output::Format;
use news_incidents::read::{self, Walk};

use super::columns::Columns;
use super::date;
use super::model::Second;

/// Exit code of a run that Ctrl-C stopped.
const INTERRUPTED: u8 = 130;

/// Exit code of wrong use.
const WRONG_USE: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  extract batch news/ --out incidents.parquet
      every article below news/, by the rules of .gitignore, one row per incident
  extract batch crawl-*.warc.gz --out incidents.sqlite --errors errors.jsonl
      crawl dumps into tables; what could not be read is listed with its reason
  extract batch news/ --glob '*.html' --glob '!archive/**' --out incidents.csv
      some files of a folder
  zcat dump.jsonl.gz | extract batch - --published 2019-03-11 --out incidents.jsonl --quiet
      from a pipe, without progress and summary
  extract batch news/ --out incidents.parquet --resume
      go on after Ctrl-C, a crash or a full disk: no article twice, none missing
  extract batch news/ --out incidents.parquet --incremental
      every night: only new and changed articles are extracted, rows of articles that are gone go

While it runs, OUT.journal holds what is done; OUT appears when it is whole. --incremental keeps OUT.state for the next
run. Output order is input order, and the bytes do not depend on --threads.

Exit codes: 0 all inputs read, 1 some input failed, 2 wrong use, 130 stopped by Ctrl-C.";

/// Files and folders in, one file of records out.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Batch {
    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// File to write; its ending names the format
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// Format of OUT where its ending does not tell
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// List what failed as JSON Lines of source and reason, instead of on standard error
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Neither progress nor summary
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    start: Starts,
    #[command(flatten)]
    second: Second,
    #[command(flatten)]
    reading: Reading,
    /// Threads that extract; 0 means one per core. The output is the same with any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// MiB for articles and records between reading and writing; one article that needs more is held alone
    #[arg(long, value_name = "MIB", default_value_t = batch::MEMORY >> 20)]
    memory: usize,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
struct Starts {
    /// Go on with a run that was stopped
    #[arg(long)]
    resume: bool,
    /// Replace an output or a stopped run
    #[arg(long)]
    overwrite: bool,
    /// Extract only articles that are new or changed since the last run with --incremental
    #[arg(long)]
    incremental: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
struct Reading {
    /// Read only files of folders that fit PATTERN, as in .gitignore; with `!` in front, leave them out
    #[arg(long, value_name = "PATTERN", value_parser = read::glob)]
    glob: Vec<String>,
    /// Read hidden files and folders too
    #[arg(long)]
    hidden: bool,
    /// Read files that a .gitignore leaves out too
    #[arg(long)]
    no_ignore: bool,
    /// Publication date of articles whose input has none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    published: Option<Date>,
    /// Longest article to read, in bytes of its text
    #[arg(long, value_name = "BYTES", default_value_t = read::MAX_ARTICLE)]
    max_article: usize,
    #[command(flatten)]
    columns: Columns,
}

impl Batch {
    /// Runs it; what is wrong with the arguments is said before anything is touched.
    pub(crate) fn run(self) -> Result<ExitCode> {
        let (stages, pipeline) = (self.second.stages()?, self.second.pipeline()?);
        let batch = match self.batch(stages, stop_on_ctrl_c()?) {
            Ok(batch) => batch,
            Err(wrong) => return Ok(wrong_use(wrong)),
        };
        let report = match batch::run(&batch, |article| pipeline.record(article)) {
            Ok(report) => report,
            Err(error @ (Error::OutputExists { .. } | Error::Stopped { .. })) => return Ok(wrong_use(error)),
            Err(error) => return Err(error.into()),
        };
        if batch.show == Show::Progress || !matches!(report, Report::Made { .. }) {
            report.print(&batch, io::stderr().lock())?;
        }
        Ok(match report {
            Report::Stopped => ExitCode::from(INTERRUPTED),
            Report::Made { tally, .. } if tally.failures() > 0 => ExitCode::FAILURE,
            Report::Made { .. } | Report::Whole => ExitCode::SUCCESS,
        })
    }

    /// The run that was asked for, with a sign to stop it by; or what is wrong with the arguments.
    fn batch(self, stages: String, stop: Arc<AtomicBool>) -> Result<batch::Batch, String> {
        let Self { paths, out, format, errors, quiet, start, reading, threads, memory, second: _ } = self;
        let format = format.or_else(|| Format::of_path(&out)).ok_or_else(|| {
            format!("{}: its ending names no format; give one with --format, for example --format jsonl", out.display())
        })?;
        if out.is_dir() {
            return Err(format!("{}: is a folder; name a file in it", out.display()));
        }
        let Reading { glob, hidden, no_ignore, published, max_article, columns } = reading;
        Ok(batch::Batch {
            paths,
            walk: Walk { globs: glob, hidden, ignored: no_ignore },
            options: read::Options { max_article, published, columns: columns.into() },
            stages,
            out,
            format,
            errors,
            start: start.start(),
            limits: Limits { threads, memory: memory.saturating_mul(1 << 20), stop },
            show: if quiet { Show::Quiet } else { Show::Progress },
        })
    }
}

impl Starts {
    fn start(&self) -> Start {
        match self {
            Self { resume: true, .. } => Start::Resume,
            Self { overwrite: true, .. } => Start::Overwrite,
            Self { incremental: true, .. } => Start::Incremental,
            _ => Start::New,
        }
    }
}

fn wrong_use(what: impl Display) -> ExitCode {
    eprintln!("extract: {what}");
    ExitCode::from(WRONG_USE)
}

/// A sign that Ctrl-C, or a request to end, sets; a second one ends the program at once, which loses nothing.
fn stop_on_ctrl_c() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let sign = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if sign.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
    })?;
    Ok(stop)
}
