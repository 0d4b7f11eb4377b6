//! `extract report`: its arguments, and the page that it writes.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use news_incidents::html;

use super::{Reading, Stages};
use crate::{in_batches, page};

const EXAMPLES: &str = "\
Examples:
  extract report article.txt --published 2019-03-11 --html report.html
  extract report articles.jsonl --html report.html     many articles, with an index
  extract report article.txt --html - > report.html    to standard output

The page is one file that loads nothing from the network; it prints well, and reads without JavaScript. A file that
--html names is replaced; an input is not.";

/// What is read, and the page that shows it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    stages: Stages,
    /// The page to write; `-` is standard output. A file of that name is replaced
    #[arg(long, value_name = "OUT")]
    html: PathBuf,
}

impl Report {
    /// Reads, and writes the page even where some input failed.
    pub(crate) fn run(self) -> Result<ExitCode> {
        let Self { reading, stages, html } = self;
        page::refuse_input(&html, &reading.files)?;
        let (pipeline, mut read) = (stages.pipeline()?, vec![]);
        let code = in_batches(reading, |articles| {
            let records = pipeline.records(&articles);
            read.extend(articles.into_iter().zip(records));
            Ok(())
        })?;
        if read.is_empty() {
            bail!("no article could be read, so {} is not written", html.display());
        }
        page::write(&html, &html::report::page(&read))?;
        Ok(code)
    }
}
