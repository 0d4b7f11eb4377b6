//! Reports of earlier runs, read back: what `--save-baseline` wrote, which is what `--format json` prints.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Deserializer};

use super::outcome::Outcome;
use super::report::{Figures, Negatives, Report, SCHEMA};
use super::score::Score;
use super::slot::{Finding, Verdict};
use crate::error::Error;

/// What of a report later runs are held against.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Saved {
    schema: String,
    /// `open` and `blind`, as far as there were such articles.
    #[serde(default)]
    pub groups: BTreeMap<String, SavedFigures>,
    /// All values of one article.
    #[serde(default)]
    pub by_article: BTreeMap<String, Score>,
    /// The open articles.
    #[serde(default)]
    pub(super) articles: Vec<SavedArticle>,
}

/// The figures of a group.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SavedFigures {
    /// How many articles.
    pub articles: usize,
    /// Every value of every slot.
    pub slots: Score,
    /// The mean of the F1 of the slots.
    pub macro_f1: Option<f64>,
    /// Whole incidents.
    pub incidents: Score,
    /// Articles without any.
    #[serde(default)]
    pub negatives: Negatives,
    /// By slot.
    #[serde(default)]
    pub by_slot: BTreeMap<String, Score>,
    /// By type of incident.
    #[serde(default)]
    pub by_type: BTreeMap<String, Score>,
}

/// One article.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SavedArticle {
    pub(super) name: String,
    #[serde(rename = "incidents", default, deserialize_with = "flat")]
    pub(super) values: Vec<SavedValue>,
    #[serde(default)]
    pub(super) findings: Vec<SavedFinding>,
}

/// One value in one slot of an incident.
#[derive(Clone, Debug)]
pub(super) struct SavedValue {
    pub(super) incident: Option<String>,
    pub(super) finding: SavedFinding,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SavedFinding {
    pub(super) slot: String,
    pub(super) verdict: Verdict,
    pub(super) gold: Option<String>,
    pub(super) found: Option<String>,
    pub(super) rule: Option<String>,
}

impl Saved {
    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let failed = |cause: String| Error::Baseline { path: path.to_owned(), cause };
        let json = fs::read_to_string(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let mut saved: Self = serde_json::from_str(&json).map_err(|cause| failed(cause.to_string()))?;
        if saved.schema != SCHEMA {
            return Err(failed(format!("its schema is {:?}, not {SCHEMA:?}", saved.schema)));
        }
        for article in &mut saved.articles {
            let whole = std::mem::take(&mut article.findings);
            article.values.extend(whole.into_iter().map(|finding| SavedValue { incident: None, finding }));
        }
        Ok(saved)
    }
}

impl From<&Report> for Saved {
    fn from(report: &Report) -> Self {
        let groups = report.groups.iter().map(|(name, figures)| ((*name).to_owned(), figures.into()));
        Self {
            schema: SCHEMA.to_owned(),
            groups: groups.collect(),
            by_article: report.by_article.clone(),
            articles: report.articles.iter().map(SavedArticle::from).collect(),
        }
    }
}

impl From<&Figures> for SavedFigures {
    fn from(figures: &Figures) -> Self {
        Self {
            articles: figures.articles,
            slots: figures.slots,
            macro_f1: figures.macro_f1,
            incidents: figures.incidents,
            negatives: figures.negatives,
            by_slot: figures.by_slot.iter().map(|(name, score)| ((*name).to_owned(), *score)).collect(),
            by_type: figures.by_type.iter().map(|(name, score)| ((*name).to_owned(), *score)).collect(),
        }
    }
}

impl From<&Outcome> for SavedArticle {
    fn from(outcome: &Outcome) -> Self {
        let values = outcome.all().map(|(incident, finding)| SavedValue {
            incident: incident.map(|incident| incident.key.clone()),
            finding: finding.into(),
        });
        Self { name: outcome.name.clone(), values: values.collect(), findings: Vec::new() }
    }
}

impl From<&Finding> for SavedFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            slot: finding.slot.as_str().to_owned(),
            verdict: finding.verdict,
            gold: finding.gold.clone(),
            found: finding.found.clone(),
            rule: finding.rule.clone(),
        }
    }
}

/// The findings of incidents, each with its incident's key.
fn flat<'de, D: Deserializer<'de>>(wire: D) -> Result<Vec<SavedValue>, D::Error> {
    #[derive(Deserialize)]
    struct Incident {
        key: String,
        findings: Vec<SavedFinding>,
    }
    let incidents = Vec::<Incident>::deserialize(wire)?;
    let values = incidents.into_iter().flat_map(|incident| {
        let Incident { key, findings } = incident;
        findings.into_iter().map(move |finding| SavedValue { incident: Some(key.clone()), finding })
    });
    Ok(values.collect())
}
