//! `floor.toml`: figures that must not be undercut.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::load::{self, Fixture, Group};
use super::report::{Figures, Report};
use crate::error::Error;

/// The floor file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    open: GroupFloor,
    #[serde(default)]
    blind: GroupFloor,
    #[serde(default)]
    articles: BTreeMap<String, f64>,
}

/// The floors of the open or of the blind articles.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFloor {
    slot_f1: Option<f64>,
    macro_f1: Option<f64>,
    incident_precision: Option<f64>,
    incident_recall: Option<f64>,
    invented_on_negatives: Option<usize>,
    #[serde(default)]
    slots: BTreeMap<String, f64>,
}

/// Floors, and which of them apply to a run.
#[derive(Clone, Debug)]
pub struct Floor {
    wire: Wire,
    groups: Vec<Group>,
}

impl Floor {
    /// The floors of `path`, all of them.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let wire = toml::from_str(&text).map_err(|cause: toml::de::Error| Error::Floor {
            path: path.to_owned(),
            cause: cause.message().to_owned(),
        })?;
        Ok(Self { wire, groups: Group::ALL.to_vec() })
    }

    /// The `floor.toml` in or above one of `paths`. The floors of a group apply only where every article of it was
    /// checked: figures of a few say nothing about all.
    pub fn beside(paths: &[PathBuf], fixtures: &[Fixture]) -> Result<Option<Self>, Error> {
        let above = paths.iter().filter_map(|path| fs::canonicalize(path).ok());
        let file = above
            .flat_map(|path| path.ancestors().map(|folder| folder.join("floor.toml")).collect::<Vec<_>>())
            .find(|file| file.is_file());
        let Some(file) = file else { return Ok(None) };
        let all = load::folders(file.parent().unwrap_or(&file))?;
        let checked = |folder: &PathBuf| fixtures.iter().any(|fixture| &fixture.folder == folder);
        let mut floor = Self::read(&file)?;
        floor.groups.retain(|group| all.iter().filter(|folder| load::group(folder) == *group).all(checked));
        Ok(Some(floor))
    }

    /// What fell below, a sentence each.
    pub fn below(&self, report: &Report) -> Vec<String> {
        let mut below = Vec::new();
        for group in &self.groups {
            let floor = match group {
                Group::Open => &self.wire.open,
                Group::Blind => &self.wire.blind,
            };
            if let Some(figures) = report.groups.get(group.as_str()) {
                floor.below(group.as_str(), figures, &mut below);
            }
        }
        for (name, floor) in &self.wire.articles {
            if let Some(score) = report.by_article.get(name) {
                fell(&format!("article {name}: slot F1"), score.f1(), *floor, &mut below);
            }
        }
        below
    }
}

impl GroupFloor {
    fn below(&self, group: &str, figures: &Figures, below: &mut Vec<String>) {
        for (what, floor, figure) in [
            ("slot F1", self.slot_f1, figures.slots.f1()),
            ("macro F1", self.macro_f1, figures.macro_f1),
            ("incident precision", self.incident_precision, figures.incidents.precision()),
            ("incident recall", self.incident_recall, figures.incidents.recall()),
        ] {
            if let Some(floor) = floor {
                fell(&format!("{group}: {what}"), figure, floor, below);
            }
        }
        for (name, floor) in &self.slots {
            let score = figures.by_slot.iter().find(|(slot, _)| slot == name).map(|(_, score)| *score);
            fell(&format!("{group}: F1 of {name}"), score.unwrap_or_default().f1(), *floor, below);
        }
        let invented = figures.negatives.invented;
        if let Some(most) = self.invented_on_negatives.filter(|most| invented > *most) {
            below.push(format!("{group}: {invented} incidents in articles without any, at most {most} allowed"));
        }
    }
}

fn fell(what: &str, figure: Option<f64>, floor: f64, below: &mut Vec<String>) {
    let figure = figure.unwrap_or(0.0);
    if figure < floor {
        below.push(format!("{what} {figure:.4} is below the floor {floor:.4}"));
    }
}
