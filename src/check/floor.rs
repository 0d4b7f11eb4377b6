//! `floor.toml`: figures that must not be undercut, and how they rise.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::load::{self, Fixture, Group};
use super::saved::{Saved, SavedFigures};
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
    path: PathBuf,
    wire: Wire,
    groups: Vec<Group>,
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    /// The table that it stands in: `open`, `open.slots`, `articles`.
    table: String,
    /// Its name there.
    key: String,
    floor: f64,
}

impl Floor {
    /// The floors of `path`, all of them.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let wire = toml::from_str(&text).map_err(|cause: toml::de::Error| Error::Floor {
            path: path.to_owned(),
            cause: cause.message().to_owned(),
        })?;
        Ok(Self { path: path.to_owned(), wire, groups: Group::ALL.to_vec() })
    }

    /// The file `name` in or above one of `paths`. The floors of a group apply only where every article of it was
    /// checked: figures of a few say nothing about all.
    pub fn beside(name: &str, paths: &[PathBuf], fixtures: &[Fixture]) -> Result<Option<Self>, Error> {
        let above = paths.iter().filter_map(|path| fs::canonicalize(path).ok());
        let file = above
            .flat_map(|path| path.ancestors().map(|folder| folder.join(name)).collect::<Vec<_>>())
            .find(|file| file.is_file());
        let Some(file) = file else { return Ok(None) };
        let all = load::folders(file.parent().unwrap_or(&file))?;
        let checked = |folder: &PathBuf| fixtures.iter().any(|fixture| &fixture.folder == folder);
        let mut floor = Self::read(&file)?;
        floor.groups.retain(|group| all.iter().filter(|folder| load::group(folder) == *group).all(checked));
        Ok(Some(floor))
    }

    /// The floors that apply.
    fn listed(&self) -> Vec<Listed> {
        let mut listed = Vec::new();
        let mut add = |table: &str, key: &str, floor: f64| {
            listed.push(Listed { table: table.to_owned(), key: key.to_owned(), floor });
        };
        for group in &self.groups {
            let (table, floor) = match group {
                Group::Open => ("open", &self.wire.open),
                Group::Blind => ("blind", &self.wire.blind),
            };
            for (key, floor) in [
                ("slot_f1", floor.slot_f1),
                ("macro_f1", floor.macro_f1),
                ("incident_precision", floor.incident_precision),
                ("incident_recall", floor.incident_recall),
                ("invented_on_negatives", floor.invented_on_negatives.map(|most| most as f64)),
            ] {
                floor.into_iter().for_each(|floor| add(table, key, floor));
            }
            floor.slots.iter().for_each(|(slot, floor)| add(&format!("{table}.slots"), slot, *floor));
        }
        self.wire.articles.iter().for_each(|(name, floor)| add("articles", name, *floor));
        listed
    }

    /// What fell below, a sentence each.
    pub fn below(&self, run: &Saved) -> Vec<String> {
        let mut below = Vec::new();
        for one in self.listed() {
            let Some(figure) = one.figure(run) else { continue };
            if one.is_count() && figure > one.floor {
                let table = &one.table;
                below.push(format!(
                    "{table}: {figure} incidents in articles without any, at most {} allowed",
                    one.floor
                ));
            } else if !one.is_count() && figure < one.floor {
                below.push(format!("{} {figure:.4} is below the floor {:.4}", one.name(), one.floor));
            }
        }
        below
    }

    /// What the file lists and what is worse than it was, a sentence each.
    pub fn fell(&self, before: &Saved, now: &Saved) -> Vec<String> {
        let worse = self.listed().into_iter().filter_map(|one| {
            let (then, here) = (one.figure(before)?, one.figure(now)?);
            let worse = if one.is_count() { here > then } else { here < then };
            let turn = if one.is_count() { "rose" } else { "fell" };
            worse.then(|| format!("{} {turn} from {then} to {here}", one.name()))
        });
        worse.collect()
    }

    /// Moves floors up to just below the figures of `run`, never down, and says which. All else in the file stays.
    pub fn bless(&self, run: &Saved) -> Result<Vec<String>, Error> {
        let shown = self.path.display().to_string();
        let text = fs::read_to_string(&self.path).map_err(|cause| Error::io(&shown, cause))?;
        let mut raised = Vec::new();
        let risen: Vec<(Listed, f64)> =
            self.listed().into_iter().filter_map(|one| one.risen(run).map(|floor| (one, floor))).collect();
        let new = rewrite(&text, &risen, &mut raised);
        if !raised.is_empty() {
            fs::write(&self.path, new).map_err(|cause| Error::io(&shown, cause))?;
        }
        Ok(raised)
    }
}

impl Listed {
    /// As sentences name it.
    fn name(&self) -> String {
        let Self { table, key, .. } = self;
        match (table.as_str(), key.as_str()) {
            ("articles", _) => format!("article {key}: slot F1"),
            (_, "slot_f1") => format!("{table}: slot F1"),
            (_, "macro_f1") => format!("{table}: macro F1"),
            (_, "incident_precision") => format!("{table}: incident precision"),
            (_, "incident_recall") => format!("{table}: incident recall"),
            (_, "invented_on_negatives") => format!("{table}: incidents in articles without any"),
            _ => format!("{}: F1 of {key}", table.trim_end_matches(".slots")),
        }
    }

    /// Whether less is better.
    fn is_count(&self) -> bool {
        self.key == "invented_on_negatives" && self.table != "articles"
    }

    /// What the run says; a figure that there is not counts as 0, an article or group that was not checked as nothing.
    fn figure(&self, run: &Saved) -> Option<f64> {
        if self.table == "articles" {
            return run.by_article.get(&self.key).map(|score| score.f1().unwrap_or(0.0));
        }
        let figures: &SavedFigures = run.groups.get(self.table.trim_end_matches(".slots"))?;
        if self.table.ends_with(".slots") {
            return Some(figures.by_slot.get(&self.key).and_then(|score| score.f1()).unwrap_or(0.0));
        }
        Some(match self.key.as_str() {
            "slot_f1" => figures.slots.f1().unwrap_or(0.0),
            "macro_f1" => figures.macro_f1.unwrap_or(0.0),
            "incident_precision" => figures.incidents.precision().unwrap_or(0.0),
            "incident_recall" => figures.incidents.recall().unwrap_or(0.0),
            _ => figures.negatives.invented as f64,
        })
    }

    /// The floor just below the run's figure, if that is higher than it is.
    fn risen(&self, run: &Saved) -> Option<f64> {
        let figure = self.figure(run)?;
        if self.is_count() {
            return (figure < self.floor).then_some(figure);
        }
        let below = (figure * 100.0 + 1e-9).floor() / 100.0;
        (below > self.floor).then_some(below)
    }
}

/// `text` with new numbers in the lines of `risen`; comments and everything else stay as they are.
fn rewrite(text: &str, risen: &[(Listed, f64)], raised: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut table = String::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if let Some(name) = bare.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            table = name.trim().to_owned();
        }
        let assigned = line.split_once('=').filter(|_| !bare.starts_with(['#', '[']));
        let listed = assigned.and_then(|(key, rest)| {
            let name = key.trim().trim_matches(['"', '\'']);
            let (one, floor) = risen.iter().find(|(one, _)| one.table == table && one.key == name)?;
            let number = rest.trim_start();
            let end = number.find(|c: char| !(c.is_ascii_digit() || "._+-eE".contains(c))).unwrap_or(number.len());
            Some((key, one, floor, &number[..end], &number[end..]))
        });
        match listed {
            Some((key, one, floor, old, rest)) => {
                let new = if one.is_count() { format!("{floor}") } else { format!("{floor:?}") };
                raised.push(format!("{}: {old} → {new}", one.name()));
                let _ = write!(out, "{key}= {new}{rest}");
            }
            None => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::score::Score;
    use super::*;

    const FILE: &str = "# figures\n[open] # open ones\nslot_f1 = 0.50   # never down\ninvented_on_negatives = 3\n\
                        [open.slots]\n\"victims.name\" = 0.9\n[articles]\nslot_f1 = 0.5\n";

    fn run(right: usize, wrong: usize, invented: usize) -> Saved {
        let mut run = Saved::default();
        let score = Score { right, spurious: wrong, missing: wrong, partial: 0 };
        let mut open = SavedFigures { slots: score, ..SavedFigures::default() };
        open.negatives.invented = invented;
        open.by_slot.insert("victims.name".to_owned(), score);
        run.groups.insert("open".to_owned(), open);
        run
    }

    #[test]
    fn floors_only_rise() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("floor.toml");
        for (run, expected) in [
            (run(7, 5, 3), vec![("slot_f1 = 0.50   # never down", "slot_f1 = 0.58   # never down")]),
            (run(4, 6, 5), vec![]),
            (
                run(19, 1, 1),
                vec![
                    ("slot_f1 = 0.50  ", "slot_f1 = 0.95  "),
                    ("_negatives = 3", "_negatives = 1"),
                    ("name\" = 0.9\n", "name\" = 0.95\n"),
                ],
            ),
            (run(1, 0, 3), vec![("slot_f1 = 0.50  ", "slot_f1 = 1.0  "), ("name\" = 0.9\n", "name\" = 1.0\n")]),
        ] {
            fs::write(&path, FILE).unwrap();
            let raised = Floor::read(&path).unwrap().bless(&run).unwrap();
            let wanted = expected.iter().fold(FILE.to_owned(), |text, (old, new)| text.replacen(old, new, 1));
            assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
            assert_eq!(raised.len(), expected.len(), "{raised:?}");
            assert!(Floor::read(&path).unwrap().bless(&run).unwrap().is_empty(), "blessed once, blessed for good");
        }
    }

    #[test]
    fn falls_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("floor.toml");
        fs::write(&path, FILE).unwrap();
        let floor = Floor::read(&path).unwrap();
        for (before, now, expected) in [
            (run(9, 1, 0), run(9, 1, 0), vec![]),
            (
                run(9, 1, 0),
                run(8, 2, 0),
                vec!["open: slot F1 fell from 0.9 to 0.8", "open: F1 of victims.name fell from 0.9 to 0.8"],
            ),
            (run(8, 2, 0), run(9, 1, 1), vec!["open: incidents in articles without any rose from 0 to 1"]),
        ] {
            assert_eq!(floor.fell(&before, &now), expected);
        }
        assert_eq!(floor.below(&run(19, 1, 4)), ["open: 4 incidents in articles without any, at most 3 allowed"]);
        assert_eq!(floor.below(&Saved::default()), [] as [String; 0], "what was not checked does not fall");
    }
}
