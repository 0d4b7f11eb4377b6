//! Command-line arguments as a type. The help texts are the first documentation that a user sees.

mod annotate;
mod batch;
mod check;
mod columns;
mod corpus;
mod model;
mod report;

use std::io::{self, Write};
use std::path::PathBuf;

pub(crate) use annotate::Annotate;
pub(crate) use batch::Batch;
pub(crate) use check::Check;
use clap::{Args, Parser, Subcommand, ValueEnum};
use columns::Columns;
pub(crate) use corpus::Corpus;
use jiff::civil::Date;
use model::Stages;
use news_incidents::output::{self, Evidence, Json, Sink, Table};
use news_incidents::{read, record};
pub(crate) use report::Report;

const EXAMPLES: &str = "\
Examples:
  extract article.txt --published 2019-03-11
      the incidents of one article; \"last September\" is counted from the publication date
  extract --format table --evidence news/*.html
      one line per incident, with the words of the article behind each value
  curl -s https://example.org/story.html | extract -
      a page from standard input
  extract --format jsonl articles.jsonl > incidents.jsonl
      one record per line: {\"id\": …, \"title\": …, \"published\": \"2019-03-11\", \"text\": …} in, a record out
  extract report news/*.txt --html report.html
      a page to read: each incident beside the words that it rests on, a time line, amounts
  extract mentions article.txt
      amounts, dates, entities and events before any judgement; --no-model finds events by rules alone
  extract batch news/ --out incidents.parquet
      folders and dumps; see extract batch --help

Inputs are plain text (the first line is the title where a blank line follows it), Markdown, HTML, JSON, JSON Lines,
CSV, TSV, Parquet or WARC, each also as .gz or .zst; the content decides which. A bad input gets one line on standard
error, the others are still answered. An article that is not in English has no incidents and a warning.

Exit codes: 0 all inputs answered, 1 some input failed (or a check fell below its floor), 2 wrong use.
A file that is called like a command (annotate, batch, check, corpus, mentions, report, schema) is given as ./check.";

/// News text in, structured cyber-crime incidents out: who was hit, by whom and according to whom, when, how much.
#[derive(Debug, Parser)]
#[command(
    name = "extract",
    version,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = EXAMPLES,
    max_term_width = 110
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) records: Records,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read files, folders and dumps of articles into one file of records: resumable, incremental, in any format
    Batch(Batch),
    /// Print what the extractors find before any judgement: one JSON line per article
    Mentions(Mentions),
    /// Make a page for readers: incidents beside the words that they rest on, a time line, amounts
    Report(Report),
    /// Compare the program with gold articles: precision, recall, F1 by slot, type and rule
    Check(Check),
    /// Draft gold for an article from what the program finds, to be corrected by hand
    Annotate(Annotate),
    /// Check annotated articles, or print them as scorers of events read them
    Corpus(Corpus),
    /// Print the JSON Schema of the output
    Schema {
        /// Of which output
        #[arg(value_enum, default_value_t = Shape::Record)]
        shape: Shape,
    },
}

/// What is read, and how.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Articles to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Publication date of articles whose input has none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) published: Option<Date>,
    /// Threads to use; 0 means one per core. The output is the same with any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// Longest article to read, in bytes of its text
    #[arg(long, value_name = "BYTES", default_value_t = read::MAX_ARTICLE)]
    pub(crate) max_article: usize,
    #[command(flatten)]
    pub(crate) columns: Columns,
}

/// What is read, and what finds events in it.
#[derive(Debug, Args)]
pub(crate) struct Mentions {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) stages: Stages,
}

/// The default command.
#[derive(Debug, Args)]
pub(crate) struct Records {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How to print records
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
    /// With --format table: the quoted words below each incident
    #[arg(long)]
    pub(crate) evidence: bool,
    #[command(flatten)]
    pub(crate) stages: Stages,
}

impl Reading {
    /// How to read them.
    pub(crate) fn options(&self) -> read::Options {
        read::Options { max_article: self.max_article, published: self.published, columns: self.columns.clone().into() }
    }
}

impl Records {
    /// Where records go.
    pub(crate) fn sink(&self, writer: impl Write + 'static) -> io::Result<Box<dyn Sink>> {
        let format = match self.format {
            Format::Json => return Ok(Box::new(Json::new(writer))),
            Format::Table if self.evidence => return Ok(Box::new(Table::new(writer, Evidence::Shown))),
            Format::Table => return Ok(Box::new(Table::new(writer, Evidence::Hidden))),
            Format::Jsonl => output::Format::Jsonl,
            Format::Csv => output::Format::Csv,
            Format::Stix => output::Format::Stix,
            Format::Misp => output::Format::Misp,
            Format::Veris => output::Format::Veris,
        };
        format.stream(writer)
    }
}

/// How records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One indented object per article
    Json,
    /// One line per article
    Jsonl,
    /// One readable line per incident
    Table,
    /// One row per incident, for spreadsheets
    Csv,
    /// A STIX 2.1 bundle with the incident core extension
    Stix,
    /// MISP events, one per article
    Misp,
    /// VERIS 1.4 incidents
    Veris,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// What `extract FILE` prints
    Record,
    /// What `extract mentions FILE` prints
    Mentions,
}

impl Shape {
    /// Its JSON Schema.
    pub(crate) fn schema(self) -> schemars::Schema {
        match self {
            Self::Record => record::schema(),
            Self::Mentions => record::mentions_schema(),
        }
    }
}

/// A publication date of an argument.
fn date(text: &str) -> Result<Date, &'static str> {
    read::date(text).ok_or("write the date as YYYY-MM-DD, for example 2019-03-11")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn options_stand_before_and_after_files() {
        for line in [
            "extract --published 2019-03-11 a.txt b.txt",
            "extract a.txt --published 2019-03-11 b.txt",
            "extract mentions --published 2019-03-11 a.txt b.txt",
            "extract mentions a.txt b.txt --published 2019-03-11",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            let reading = match cli.command {
                Some(Command::Mentions(mentions)) => mentions.reading,
                _ => cli.records.reading,
            };
            assert_eq!((reading.files.len(), reading.published.is_some()), (2, true), "{line}");
        }
    }
}
