//! `--models DIR --backend rust-bert --no-screen`, `--with-model`: which event model, and how it runs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use news_incidents::digest;
use news_incidents::error::Error;
use news_incidents::model::{Engine, EventModel, Options, Screening};
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

/// A second finder of events.
#[derive(Debug, Args)]
pub(crate) struct Second {
    /// Let the event model find events too, beside the rules
    #[arg(long)]
    pub(crate) with_model: bool,
    /// Folder of an event model to use instead of the embedded one
    #[arg(long, value_name = "DIR", requires = "with_model")]
    models: Option<PathBuf>,
}

/// What runs the event model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Backend {
    /// The engine inside this program
    Embedded,
    /// rust-bert on libtorch; needs a program built with --features rust-bert
    RustBert,
}

impl Model {
    /// The model that was asked for.
    pub(super) fn load(&self) -> Result<EventModel, Error> {
        EventModel::load(&Options {
            folder: self.models.clone(),
            engine: match self.backend {
                Backend::Embedded => Engine::Embedded,
                Backend::RustBert => Engine::RustBert,
            },
            screening: if self.no_screen { Screening::All } else { Screening::Likely },
        })
    }
}

impl Second {
    /// The stages in words that tell them from others: a model by the sum of its `labels.json`, which names those of its files.
    pub(super) fn stages(&self) -> Result<String, Error> {
        let Some(folder) = &self.models else {
            return Ok(if self.with_model { "rules, embedded model" } else { "rules" }.to_owned());
        };
        let path = folder.join("labels.json");
        let labels = std::fs::read(&path)
            .map_err(|cause| Error::Model { name: path.display().to_string(), cause: cause.to_string() })?;
        Ok(format!("rules, model {}", &digest::sha256(labels)[..16]))
    }

    /// The stages, with the model if it was asked for.
    pub(crate) fn pipeline(&self) -> Result<Pipeline, Error> {
        let options = Options { folder: self.models.clone(), ..Options::default() };
        Ok(if self.with_model { Pipeline::with_model(EventModel::load(&options)?) } else { Pipeline::new() })
    }
}
