//! `extract check`: its arguments, and what it does with them.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use news_incidents::check::{self, Misses, Published};
use news_incidents::pipeline::Pipeline;

use super::date;

const CHECK_EXAMPLES: &str = "\
Examples:
  extract check fixtures                         figures for all articles, blind ones apart; exit 1 below the floor
  extract check fixtures/un-panel-report         one article, each wrong slot with the words behind it
  extract check fixtures/un-panel-report --undated
                                                 the same without its publication date
  extract check fixtures --misses | less         every wrong slot
  extract check fixtures --format json > now.json
                                                 for scripts

A fixture is a folder with article.txt and gold.json. docs/check.md says how values are compared.";

#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct Check {
    /// Fixture folders, or folders of fixture folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Publication date to use instead of the gold's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, conflicts_with = "undated")]
    published: Option<Date>,
    /// Run without publication dates; times are compared with `time.undated`
    #[arg(long)]
    undated: bool,
    /// List every wrong slot (a single article always does; blind articles never do)
    #[arg(long)]
    misses: bool,
    /// Floors to apply instead of the floor.toml found beside the fixtures
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Figures::Table)]
    format: Figures,
    /// Threads to use; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
}

impl Check {
    /// The publication date to read articles with.
    fn published(&self) -> Published {
        match self.published {
            Some(date) => Published::On(date),
            None if self.undated => Published::Unknown,
            None => Published::AsGold,
        }
    }

    /// Prints the figures.
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let report = check::check(&Pipeline::new(), &self.paths, self.published(), self.floor.as_deref())?;
        report.unread.iter().for_each(|error| eprintln!("extract: {error}"));
        let misses = if self.misses || report.by_article.len() == 1 { Misses::Shown } else { Misses::Hidden };
        match self.format {
            Figures::Table => check::print(&report, misses, io::stdout())?,
            Figures::Json => writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?,
        }
        Ok(if report.good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// How figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Figures {
    /// For people
    Table,
    /// For machines
    Json,
}
