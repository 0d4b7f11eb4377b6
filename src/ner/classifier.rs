//! rust-bert's pipeline for names on libtorch, on the graphics card where there is one.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rust_bert::pipelines::common::ModelResource;
use rust_bert::pipelines::ner::{Entity as Found, NERModel};
use rust_bert::pipelines::token_classification::{LabelAggregationOption, TokenClassificationConfig};
use rust_bert::resources::LocalResource;

use super::folder::{self, Folder};
use crate::error::Error;
use crate::extract::Rule;
use crate::extract::entity::{Entity, Reference};
use crate::text::{Document, Span, Token};

/// Sentences that are read together. rust-bert mixes texts up where they are more than fit one batch.
const TOGETHER: usize = 16;
/// Places that the marks around a text may take, and those that RoBERTa leaves free.
const RESERVED: usize = 4;

/// Names by a token classifier; libtorch's tensors go from thread to thread, but are not shared.
pub(super) struct Classifier {
    model: Mutex<NERModel>,
    places: usize,
}

impl Classifier {
    /// Loads the networks.
    pub(super) fn load(folder: Folder) -> Result<Self, Error> {
        let local = |path: &PathBuf| LocalResource::from(path.clone());
        let mut config = TokenClassificationConfig::new(
            folder.model,
            ModelResource::Torch(Box::new(local(&folder.weights))),
            local(&folder.config),
            local(&folder.vocabulary),
            folder.merges.as_ref().map(local),
            folder.lower_case()?,
            folder.strip_accents(),
            folder.add_prefix_space(),
            LabelAggregationOption::First,
        );
        config.batch_size = TOGETHER;
        let model = NERModel::new(config).map_err(|cause| Error::ner(&folder.path, first_line(&cause.to_string())))?;
        let places = folder.places.saturating_sub(RESERVED);
        Ok(Self { model: Mutex::new(model), places })
    }
}

impl Rule<Entity> for Classifier {
    fn name(&self) -> &'static str {
        "ner"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        // A panic elsewhere leaves the networks as they were.
        let model = self.model.lock().unwrap_or_else(PoisonError::into_inner);
        let mut parts = Vec::new();
        for sentence in &doc.sentences {
            cut(doc, doc.tokens_of(sentence), &|text| self.fits(&model, text), &mut parts);
        }
        let mut found = Vec::new();
        for parts in parts.chunks(TOGETHER) {
            // RoBERTa has pieces of its own for the ends of lines.
            let texts: Vec<String> = parts.iter().map(|part| doc.slice(*part).replace(['\n', '\r'], " ")).collect();
            for (part, names) in parts.iter().zip(model.predict_full_entities(&texts)) {
                found.extend(names.iter().filter_map(|name| entity(doc, *part, name)));
            }
        }
        found
    }
}

impl Classifier {
    /// Whether the classifier has a place for each piece of `text`; no piece is less than a byte.
    fn fits(&self, model: &NERModel, text: &str) -> bool {
        text.len() <= self.places || model.get_tokenizer().tokenize(text).len() <= self.places
    }
}

/// Halves what does not fit, between tokens; one token that does not fit is no name.
fn cut(doc: &Document<'_>, tokens: &[Token], fits: &impl Fn(&str) -> bool, parts: &mut Vec<Span>) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let whole = first.span.cover(last.span);
    if fits(doc.slice(whole)) {
        parts.push(whole);
    } else if tokens.len() > 1 {
        let (left, right) = tokens.split_at(tokens.len() / 2);
        cut(doc, left, fits, parts);
        cut(doc, right, fits, parts);
    }
}

/// A name at its bytes in the document; rust-bert counts the code points of the part.
fn entity(doc: &Document<'_>, part: Span, found: &Found) -> Option<(Span, Entity)> {
    let text = doc.slice(part);
    let byte = |point: u32| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(point as usize);
    let words = text.get(byte(found.offset.begin)?..byte(found.offset.end)?)?;
    let start = part.start + byte(found.offset.begin)? + (words.len() - words.trim_start().len());
    let name = words.trim();
    let kind = folder::kind(&found.label).filter(|_| !name.is_empty())?;
    let named = Entity { kind, name: name.to_owned(), country: None, sector: None, reference: Reference::Name };
    Some((Span::new(start, start + name.len()), named))
}

/// libtorch's errors go on with where in its own source they arose.
fn first_line(cause: &str) -> &str {
    cause.lines().next().unwrap_or(cause).trim_end()
}
