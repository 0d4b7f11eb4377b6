//! `--models DIR --backend rust-bert --no-screen`, `--no-model`, `--with-model`, `--ner DIR`: which models, and how they run.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use news_incidents::digest;
use news_incidents::error::Error;
use news_incidents::model::{Engine, Options, Screening};
use news_incidents::ner;
use news_incidents::pipeline::Pipeline;

/// Which event model, and how it runs.
#[derive(Debug, Args)]
pub(crate) struct Model {
    /// Folder of an event model to use instead of the embedded one
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// What runs the event model
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    backend: Backend,
    /// Let the event model read every passage, not only those that may tell of an incident
    #[arg(long)]
    no_screen: bool,
}

/// The model reads, unless it is left out.
#[derive(Debug, Args)]
pub(crate) struct Stages {
    #[command(flatten)]
    model: Model,
    /// Rules and their weights alone: some forty times faster, more often wrong
    #[arg(long, conflicts_with_all = ["models", "backend", "no_screen"])]
    pub(crate) no_model: bool,
    #[command(flatten)]
    names: Names,
}

/// The model reads if it is asked to.
#[derive(Debug, Args)]
pub(crate) struct Second {
    /// Let the event model read, too, as `extract FILE` does: more often right, a few articles a second and core
    #[arg(long)]
    with_model: bool,
    /// Folder of an event model to use instead of the embedded one
    #[arg(long, value_name = "DIR", requires = "with_model")]
    models: Option<PathBuf>,
    #[command(flatten)]
    names: Names,
}

/// A second finder of names.
#[derive(Debug, Args)]
pub(crate) struct Names {
    /// Folder of a token classifier (BERT, RoBERTa, DistilBERT, ELECTRA) that finds names beside the rules; needs a
    /// program built with --features rust-bert
    #[arg(long, value_name = "DIR")]
    ner: Option<PathBuf>,
}

/// What runs the event model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Backend {
    /// The engine inside this program
    Embedded,
    /// rust-bert on libtorch; needs a program built with --features rust-bert
    RustBert,
}

impl Stages {
    /// The stages, with the models that were asked for.
    pub(crate) fn pipeline(&self) -> Result<Pipeline, Error> {
        self.names.beside(if self.no_model { Pipeline::new() } else { Pipeline::with_model(&self.model.options())? })
    }
}

impl Model {
    /// The model that was asked for.
    fn options(&self) -> Options {
        Options {
            folder: self.models.clone(),
            engine: match self.backend {
                Backend::Embedded => Engine::Embedded,
                Backend::RustBert => Engine::RustBert,
            },
            screening: if self.no_screen { Screening::All } else { Screening::Likely },
        }
    }
}

impl Names {
    /// The stages with the finder, if it was asked for.
    fn beside(&self, stages: Pipeline) -> Result<Pipeline, Error> {
        Ok(match &self.ner {
            Some(folder) => stages.with_rule(ner::rule(folder)?),
            None => stages,
        })
    }
}

impl Second {
    /// The stages in words that tell them from others: models by the sums of their files.
    pub(super) fn stages(&self) -> Result<String, Error> {
        let events = match &self.models {
            Some(folder) => {
                // It names the sums of the others.
                let path = folder.join("labels.json");
                let labels = std::fs::read(&path)
                    .map_err(|cause| Error::Model { name: path.display().to_string(), cause: cause.to_string() })?;
                format!("rules, model {}", &digest::sha256(labels)[..16])
            }
            None if self.with_model => "rules, embedded model".to_owned(),
            None => "rules".to_owned(),
        };
        match &self.names.ner {
            Some(folder) => Ok(format!("{events}, names {}", &ner::fingerprint(folder)?[..16])),
            None => Ok(events),
        }
    }

    /// The stages, with the models that were asked for.
    pub(super) fn pipeline(&self) -> Result<Pipeline, Error> {
        let options = Options { folder: self.models.clone(), ..Options::default() };
        self.names.beside(if self.with_model { Pipeline::with_model(&options)? } else { Pipeline::new() })
    }
}
