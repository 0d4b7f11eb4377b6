//! `extract corpus`: annotated articles checked, or printed as scorers of events read them.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use news_incidents::corpus;

const EXAMPLES: &str = "\
Examples:
  extract corpus corpus/train corpus/dev         is every mark in order? exit 1 and file:line where not
  extract corpus --jsonl corpus/test > gold.jsonl
      the articles with their gold events, one JSON line each, in the layout of CASIE;
      extract mentions gold.jsonl prints the program's events for the same articles

corpus/README.md says how events are marked.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Corpus {
    /// Files of marked articles, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print every article with its events as one JSON line instead of the number of events of each kind
    #[arg(long)]
    jsonl: bool,
}

impl Corpus {
    /// Reads, prints, and says what is wrong where.
    pub(crate) fn run(self) -> Result<ExitCode> {
        let found = corpus::load(&self.paths);
        let mut out = BufWriter::new(io::stdout());
        if self.jsonl {
            for article in &found.articles {
                writeln!(out, "{}", serde_json::to_string(article)?)?;
            }
        } else {
            writeln!(out, "{} articles", found.articles.len())?;
            for (kind, count) in corpus::by_kind(&found.articles) {
                writeln!(out, "{count:>6} {kind}")?;
            }
        }
        out.flush()?;
        found.errors.iter().for_each(|error| eprintln!("extract: {error}"));
        Ok(if found.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
