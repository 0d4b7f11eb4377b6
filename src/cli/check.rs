//! `extract check`: its arguments, and what it does with them.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use news_incidents::check::{self, Colours, Misses, Published, Report};
use news_incidents::html::{self, check::Run};
use news_incidents::pipeline::Pipeline;

use super::{date, model::Stages};
use crate::page;

const EXAMPLES: &str = "\
Examples:
  extract check fixtures                         figures for all articles, blind ones apart; exit 1 below the floor
  extract check fixtures --no-model              the rules and their weights alone, by floors of their own: two seconds
  extract check fixtures/un-panel-report         one article, each wrong slot with the words behind it
  extract check fixtures --misses | less         every wrong slot
  extract check fixtures --lint                  mistakes in gold, with file and line
  extract check fixtures --save-baseline before.json
  extract check fixtures --baseline before.json  what was right and is wrong now, and whose rule it is
  extract check fixtures --without weekday --baseline before.json
                                                 what one rule brings
  extract check gold.jsonl --predicted answers.jsonl
                                                 another system, a language model too, by the same rules
  extract check fixtures --junit check.xml --format json > check.json
                                                 for CI systems and scripts
  extract check fixtures --html check.html --trend may.json --trend june.json
                                                 a page: figures, trends, every wrong value in the text

A fixture is a folder with article.txt and gold.json; extract annotate drafts one. docs/check.md says how values are
compared. Exit codes: 0 all good, 1 something fell below its floor or could not be read (with --lint: a mistake),
2 wrong use.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// Fixture folders, folders of fixture folders, or .jsonl files with an article and its gold on each line
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only look for mistakes in gold: file, line, field, problem; exit 1 where there are any
    #[arg(long, conflicts_with_all = ["predicted", "baseline", "save_baseline", "junit", "bless", "without"])]
    lint: bool,
    /// Score these records instead of the program's: a .jsonl file as `extract --format jsonl` prints it, or a folder
    /// of .json files; matched by article id
    #[arg(long, value_name = "FILE", conflicts_with_all = ["without", "published", "undated", "bless"])]
    predicted: Option<PathBuf>,
    /// Publication date to use instead of the gold's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, conflicts_with = "undated")]
    published: Option<Date>,
    /// Run without publication dates; times are compared with `time.undated`
    #[arg(long)]
    undated: bool,
    /// Leave out what this rule reads, to see what it brings
    #[arg(long, value_name = "RULE", conflicts_with = "bless")]
    without: Option<String>,
    #[command(flatten)]
    stages: Stages,
    /// List every wrong slot (a single article always does; blind articles never do)
    #[arg(long)]
    misses: bool,
    /// Floors to apply instead of the floor.toml (with --no-model: floor-rules.toml) found beside the fixtures
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
    /// Move the floors up to the figures reached (never down), and say which
    #[arg(long)]
    bless: bool,
    /// Say what turned since the run that this file was saved from; exit 1 where a figure that has a floor fell
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Save this run for a later --baseline
    #[arg(long, value_name = "FILE")]
    save_baseline: Option<PathBuf>,
    /// Also write JUnit XML: a test case for each open article
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Figures::Table)]
    format: Figures,
    /// Also write a page for developers; a file of that name is replaced
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// With --html: an earlier report (--format json, --save-baseline) to draw trends from; may be given again, the
    /// oldest first. A --baseline is drawn last of them
    #[arg(long, value_name = "FILE", requires = "html")]
    trend: Vec<PathBuf>,
    /// Threads to use; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
}

impl Check {
    /// Prints the figures, or the mistakes.
    pub(crate) fn run(&self) -> Result<ExitCode> {
        if self.lint {
            return self.mistakes();
        }
        let pipeline = match &self.without {
            // Another system's answers need rules alone, to tell where gold's values stand.
            _ if self.predicted.is_some() => Pipeline::new(),
            Some(rule) => self.stages.pipeline()?.without_rule(rule)?,
            None => self.stages.pipeline()?,
        };
        let report = check::check(&pipeline, &self.paths, &self.options())?;
        report.unread.iter().chain(&report.notes).for_each(|said| eprintln!("extract: {said}"));
        if let Some(path) = &self.save_baseline {
            write(path, &json(&report)?)?;
        }
        if let Some(path) = &self.junit {
            write(path, &check::junit(&report)?)?;
        }
        let misses = if self.misses || report.by_article.len() == 1 { Misses::Shown } else { Misses::Hidden };
        match self.format {
            Figures::Table => check::print(&report, misses, colours(), io::stdout().lock())?,
            Figures::Json => io::stdout().write_all(json(&report)?.as_bytes())?,
        }
        if let Some(html) = &self.html {
            let earlier: Vec<&PathBuf> = self.trend.iter().chain(&self.baseline).collect();
            let earlier = earlier.into_iter().map(|path| Run::read(path)).collect::<Result<Vec<_>, _>>()?;
            page::write(html, &html::check::page(&report, &earlier))?;
        }
        Ok(if report.good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn options(&self) -> check::Options {
        check::Options {
            published: match self.published {
                Some(date) => Published::On(date),
                None if self.undated => Published::Unknown,
                None => Published::AsGold,
            },
            floor: self.floor.clone(),
            floors: if self.stages.no_model { check::RULES_FLOOR } else { check::FLOOR },
            bless: self.bless,
            baseline: self.baseline.clone(),
            predicted: self.predicted.clone(),
        }
    }

    fn mistakes(&self) -> Result<ExitCode> {
        let (lints, errors) = check::mistakes(&self.paths);
        errors.iter().for_each(|error| eprintln!("extract: {error}"));
        let mut out = io::stdout().lock();
        match self.format {
            Figures::Table => lints.iter().try_for_each(|lint| writeln!(out, "{lint}"))?,
            Figures::Json => writeln!(out, "{}", serde_json::to_string_pretty(&lints)?)?,
        }
        let clean = lints.is_empty() && errors.is_empty();
        if clean && self.format == Figures::Table {
            writeln!(out, "no mistakes")?;
        }
        Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn json(report: &Report) -> Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Colours where a person looks, unless they said no (<https://no-color.org>).
fn colours() -> Colours {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stdout().is_terminal() && !unwanted { Colours::On } else { Colours::Off }
}

/// How figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Figures {
    /// For people
    Table,
    /// For machines
    Json,
}
