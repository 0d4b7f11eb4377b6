//! `config.json`, `model.safetensors`, `vocab.txt`: a token classifier as transformers saves it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use rust_bert::bert::BertConfig;
use rust_bert::distilbert::DistilBertConfig;
use rust_bert::electra::ElectraConfig;
use rust_bert::pipelines::common::ModelType;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::digest;
use crate::error::Error;
use crate::extract::entity::EntityKind;

/// The same numbers in either form; the first that is there is read.
const WEIGHTS: [&str; 2] = ["model.safetensors", "rust_model.ot"];
/// How transformers writes what is missing.
const SAVE: &str =
    "`AutoModelForTokenClassification.from_pretrained(DIR).save_pretrained(DIR)` of transformers writes it";
const SAVE_VOCABULARY: &str =
    "`AutoTokenizer.from_pretrained(DIR, use_fast=False).save_pretrained(DIR)` of transformers writes it";

/// The files of a classifier, and what they say of it.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) model: ModelType,
    pub(super) config: PathBuf,
    pub(super) weights: PathBuf,
    pub(super) vocabulary: PathBuf,
    pub(super) merges: Option<PathBuf>,
    /// Pieces that it reads at a time.
    pub(super) places: usize,
    pub(super) reading: Reading,
}

/// How text is made into pieces, where `tokenizer_config.json` says so.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Reading {
    do_lower_case: Option<bool>,
    strip_accents: Option<bool>,
    add_prefix_space: Option<bool>,
}

/// What every kind of model says of itself.
#[derive(Deserialize)]
struct Config {
    model_type: String,
    max_position_embeddings: usize,
    id2label: BTreeMap<String, String>,
}

impl Folder {
    /// Looks at everything that rust-bert would stumble over later.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let wrong = |name: &str, cause: String| Error::ner(&path.join(name), cause);
        if path.to_str().is_none() {
            return Err(Error::ner(path, "is not a name in UTF-8, which rust-bert needs"));
        }
        let bytes = std::fs::read(path.join("config.json")).map_err(|cause| wrong("config.json", cause.to_string()))?;
        let config: Config = parsed(&bytes).map_err(|cause| wrong("config.json", cause))?;
        let (model, understood) = match config.model_type.as_str() {
            "bert" => (ModelType::Bert, parsed::<BertConfig>(&bytes).map(drop)),
            "distilbert" => (ModelType::DistilBert, parsed::<DistilBertConfig>(&bytes).map(drop)),
            "electra" => (ModelType::Electra, parsed::<ElectraConfig>(&bytes).map(drop)),
            "roberta" => (ModelType::Roberta, parsed::<BertConfig>(&bytes).map(drop)),
            other => {
                let cause = format!("model_type is {other:?}; bert, distilbert, electra and roberta are read");
                return Err(wrong("config.json", cause));
            }
        };
        understood.and_then(|()| labels(&config.id2label)).map_err(|cause| wrong("config.json", cause))?;
        let there = |name: &str, remedy: &str| {
            let file = path.join(name);
            if file.is_file() { Ok(file) } else { Err(wrong(name, format!("is not there; {remedy}"))) }
        };
        let weights = WEIGHTS.iter().map(|name| path.join(name)).find(|file| file.is_file());
        let weights = weights.map_or_else(|| there(WEIGHTS[0], SAVE), Ok)?;
        let (vocabulary, merges) = match model {
            ModelType::Roberta => (there("vocab.json", SAVE_VOCABULARY)?, Some(there("merges.txt", SAVE_VOCABULARY)?)),
            _ => (there("vocab.txt", SAVE_VOCABULARY)?, None),
        };
        let reading = match std::fs::read(path.join("tokenizer_config.json")) {
            Ok(bytes) => parsed(&bytes).map_err(|cause| wrong("tokenizer_config.json", cause))?,
            Err(_) => Reading::default(),
        };
        let (config, places) = (path.join("config.json"), config.max_position_embeddings);
        Ok(Self { path: path.to_owned(), model, config, weights, vocabulary, merges, places, reading })
    }

    /// Whether it reads lower case alone; where nothing says so, that is the case if its vocabulary has no capitals.
    pub(super) fn lower_case(&self) -> Result<bool, Error> {
        if self.merges.is_some() {
            return Ok(false);
        }
        if let Some(lower) = self.reading.do_lower_case {
            return Ok(lower);
        }
        let pieces = std::fs::read_to_string(&self.vocabulary).map_err(|cause| Error::ner(&self.vocabulary, cause))?;
        let capital = |piece: &str| !piece.starts_with('[') && piece.chars().any(char::is_uppercase);
        Ok(!pieces.lines().any(capital))
    }

    /// Whether accents go; RoBERTa's pieces know no such thing.
    pub(super) fn strip_accents(&self) -> Option<bool> {
        self.reading.strip_accents.filter(|_| self.merges.is_none())
    }

    /// Whether the first word is read as if a blank stood before it; only RoBERTa's pieces know such a thing.
    pub(super) fn add_prefix_space(&self) -> Option<bool> {
        self.reading.add_prefix_space.filter(|_| self.merges.is_some())
    }

    /// The sums of all files in one.
    pub(super) fn fingerprint(&self) -> Result<String, Error> {
        let files = [&self.config, &self.weights, &self.vocabulary].into_iter().chain(&self.merges);
        let settings = [self.path.join("tokenizer_config.json")];
        let sums = files
            .chain(settings.iter().filter(|path| path.is_file()))
            .map(|path| File::open(path).and_then(digest::sha256_of).map_err(|cause| Error::ner(path, cause)));
        Ok(digest::sha256(sums.collect::<Result<Vec<_>, _>>()?.concat()))
    }
}

/// What a name is by the tag of its words, `B-PER`. MISC is nationalities, events and products alike, which is no kind
/// here; the lexicons read nationalities.
pub(super) fn kind(label: &str) -> Option<EntityKind> {
    match label.to_ascii_uppercase().as_str() {
        "PER" | "PERSON" => Some(EntityKind::Person),
        "ORG" | "ORGANIZATION" => Some(EntityKind::Organization),
        "LOC" | "LOCATION" | "GPE" => Some(EntityKind::Place),
        _ => None,
    }
}

/// Tags must be numbered from 0, have the form that rust-bert reads, and some must be known here.
fn labels(labels: &BTreeMap<String, String>) -> Result<(), String> {
    if !(0..labels.len()).all(|number| labels.contains_key(&number.to_string())) {
        return Err("id2label does not number its labels from 0".to_owned());
    }
    let name = |label: &str| label.split_once('-').map(|(_, name)| name.to_owned());
    let tagged =
        |label: &str| label == "O" || label.split_once('-').is_some_and(|(tag, _)| ["B", "I", "E", "S"].contains(&tag));
    if let Some(label) = labels.values().find(|label| !tagged(label)) {
        return Err(format!("id2label has {label:?}; labels like O, B-PER and I-PER are read"));
    }
    if !labels.values().any(|label| name(label).is_some_and(|name| kind(&name).is_some())) {
        return Err("id2label has neither PER nor ORG nor LOC".to_owned());
    }
    Ok(())
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|cause| cause.to_string())
}
