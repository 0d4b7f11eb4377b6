//! `extract`: arguments → command → exit code.

mod cli;
mod page;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::Parser;
use cli::{Cli, Command, Mentions, Reading, Records, Shape};
use news_incidents::article::Article;
use news_incidents::batch::{self, Limits, MEMORY};
use news_incidents::output::{JsonLines, Sink};
use news_incidents::pipeline;
use news_incidents::read;

/// Articles that are worked on at a time: enough for every core, few enough to answer soon.
const BATCH: usize = 64;

fn main() -> ExitCode {
    batch::panic::hush();
    let cli = Cli::parse();
    let done = match cli.command {
        None => records(cli.records),
        Some(Command::Batch(arguments)) => arguments.run(),
        Some(Command::Mentions(arguments)) => pipeline::with_threads(arguments.reading.threads, || mentions(arguments)),
        Some(Command::Report(arguments)) => pipeline::with_threads(arguments.reading.threads, || arguments.run()),
        Some(Command::Schema { shape }) => schema(shape),
        Some(Command::Check(arguments)) => pipeline::with_threads(arguments.threads, || arguments.run()),
        Some(Command::Annotate(arguments)) => arguments.run(),
        Some(Command::Corpus(arguments)) => arguments.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) if closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("extract: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn records(records: Records) -> Result<ExitCode> {
    let mut sink = records.sink(BufWriter::new(io::stdout()))?;
    let pipeline = pipeline::with_threads(records.reading.threads, || records.stages.pipeline())?;
    let options = records.reading.options();
    let Reading { files, threads, .. } = records.reading;
    let limits = Limits { threads, memory: MEMORY, stop: Arc::default() };
    let mut code = ExitCode::SUCCESS;
    batch::stream(
        files,
        options,
        &limits,
        |article| pipeline.record(article),
        |record| {
            match record {
                Ok(record) => sink.write(&record)?,
                Err(failure) => {
                    eprintln!("extract: {failure}");
                    code = ExitCode::FAILURE;
                }
            }
            Ok::<_, anyhow::Error>(())
        },
    )?;
    sink.finish()?;
    Ok(code)
}

fn mentions(arguments: Mentions) -> Result<ExitCode> {
    let mut sink = Box::new(JsonLines::new(BufWriter::new(io::stdout())));
    let pipeline = arguments.stages.pipeline()?;
    let code = in_batches(arguments.reading, |articles| {
        pipeline.all_mentions(articles).iter().try_for_each(|line| sink.mentions(line))
    })?;
    sink.finish()?;
    Ok(code)
}

fn schema(shape: Shape) -> Result<ExitCode> {
    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&shape.schema())?)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads all inputs, says what is wrong with the bad ones, and hands the good ones over in order.
fn in_batches(reading: Reading, mut work: impl FnMut(Vec<Article>) -> io::Result<()>) -> Result<ExitCode> {
    let options = reading.options();
    let (mut code, mut batch) = (ExitCode::SUCCESS, vec![]);
    for article in read::articles(reading.files, options) {
        match article {
            Ok(article) => batch.push(article),
            Err(error) => {
                eprintln!("extract: {error}");
                code = ExitCode::FAILURE;
            }
        }
        if batch.len() == BATCH {
            work(std::mem::take(&mut batch))?;
        }
    }
    work(batch)?;
    Ok(code)
}

fn closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
