//! The program against gold: fixtures in, figures by slot, type and rule out.

mod align;
mod annotate;
mod calibration;
mod change;
mod compare;
mod edtf;
mod floor;
mod gold;
mod junit;
mod lint;
mod load;
mod locate;
mod loose;
mod money;
mod outcome;
mod position;
mod predicted;
mod print;
mod report;
mod sample;
mod saved;
mod score;
mod shape;
mod slot;
mod tolerant;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;

use crate::article::Article;
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::record::{MentionsLine, Record};
use compare::Dated;
use predicted::Predictions;
use tolerant::Notes;

pub use annotate::draft;
pub use calibration::{Bin, Calibration};
pub use change::{Change, GroupChange, RuleChange, Turned};
pub use floor::Floor;
pub use gold::Gold;
pub use junit::junit;
pub use lint::Lint;
pub use load::{Fixture, Group, Loaded, load};
pub use outcome::{Compared, Outcome, Standing};
pub use print::{Colours, Misses, print};
pub use report::{CountError, Figures, Miss, Negatives, Report, SCHEMA};
pub use sample::{Interval, Intervals};
pub use saved::{Saved, SavedFigures};
pub use score::Score;
pub use slot::{Finding, Slot, Verdict};

/// The publication date that articles are read with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Published {
    /// The one that gold gives.
    #[default]
    AsGold,
    /// This one for all.
    On(Date),
    /// None.
    Unknown,
}

/// Floors of the program as it is, beside the fixtures.
pub const FLOOR: &str = "floor.toml";
/// Floors of the rules and their weights without the model.
pub const RULES_FLOOR: &str = "floor-rules.toml";

/// What a check is held against.
#[derive(Clone, Debug)]
pub struct Options {
    /// The publication date of the articles.
    pub published: Published,
    /// Floors to apply instead of those beside the fixtures.
    pub floor: Option<PathBuf>,
    /// What the file with the floors is called where none is given: [`FLOOR`] or [`RULES_FLOOR`].
    pub floors: &'static str,
    /// Whether floors are moved up to what was reached.
    pub bless: bool,
    /// A report of an earlier run.
    pub baseline: Option<PathBuf>,
    /// Records of another system, scored instead of the program's.
    pub predicted: Option<PathBuf>,
}

/// Loads the fixtures in `paths`, runs the program over them (or takes another system's predictions), and holds the
/// figures against an earlier run and against the floor: a given one, or else the file beside the fixtures. That one is
/// the program's, not another system's.
pub fn check(pipeline: &Pipeline, paths: &[PathBuf], options: &Options) -> Result<Report, Error> {
    let Options { published, floor, floors, bless, baseline, predicted } = options;
    let baseline = baseline.as_deref().map(Saved::read).transpose()?;
    let Loaded { fixtures, errors, lints } = load(paths);
    let floor = match (floor, predicted) {
        (Some(path), _) => Some(Floor::read(path)?),
        (None, None) => Floor::beside(floors, paths, &fixtures)?,
        (None, Some(_)) => None,
    };
    let mut report = match predicted {
        None => Report::new(run(pipeline, &fixtures, *published)),
        Some(path) => predictions(pipeline, &fixtures, path)?,
    };
    report.unread.splice(0..0, errors.iter().map(ToString::to_string));
    report.gold_mistakes = lints.iter().map(ToString::to_string).collect();
    let now = Saved::from(&report);
    if let Some(floor) = &floor {
        report.below_floor = floor.below(&now);
    }
    report.change = baseline.map(|before| Change {
        fell: floor.as_ref().map(|floor| floor.fell(&before, &now)).unwrap_or_default(),
        ..Change::between(&before, &now)
    });
    if let Some(floor) = floor.filter(|_| *bless) {
        report.blessed = floor.bless(&now)?;
    }
    Ok(report)
}

/// All mistakes in the gold of `paths`, and what cannot be read at all.
pub fn mistakes(paths: &[PathBuf]) -> (Vec<Lint>, Vec<Error>) {
    let Loaded { errors, lints, .. } = load(paths);
    // Where a value of gold has not its type, the mistake that is named by its field says the same and more.
    let said = |error: &Error| matches!(error, Error::Gold { path, .. } if lints.iter().any(|lint| &lint.path == path));
    let errors = errors.into_iter().filter(|error| !said(error)).collect();
    (lints, errors)
}

/// Another system's records against gold.
fn predictions(pipeline: &Pipeline, fixtures: &[Fixture], path: &Path) -> Result<Report, Error> {
    let read = Predictions::read(path)?;
    let mut notes = Notes::default();
    // The program's own mentions tell where gold's values stand; they are not scored.
    let articles: Vec<Article> = fixtures.iter().map(|fixture| fixture.article.clone()).collect();
    let mentions = pipeline.rule_mentions(&articles);
    let mut outcomes = Vec::new();
    for (fixture, mentions) in fixtures.iter().zip(&mentions) {
        let prediction = read.of(fixture, &mut notes);
        let rated = prediction.as_ref().is_some_and(|prediction| prediction.rated);
        let record = match prediction {
            Some(prediction) => prediction.record,
            None => tolerant::record(&Value::Null, &fixture.article, &mut notes),
        };
        let outcome = outcome::compare(fixture, &record, mentions, Dated::Yes);
        outcomes.push(outcome.of_another_system(rated));
    }
    let mut report = Report::new(outcomes);
    report.unread = read.errors.iter().map(ToString::to_string).collect();
    report.notes = read.unmatched(fixtures).into_iter().chain(notes.sentences()).collect();
    Ok(report)
}

/// Runs the program over `fixtures` and compares.
pub fn run(pipeline: &Pipeline, fixtures: &[Fixture], published: Published) -> Vec<Outcome> {
    let dated = if published == Published::Unknown { Dated::No } else { Dated::Yes };
    let date = |fixture: &Fixture| match published {
        Published::AsGold => fixture.article.published,
        Published::On(date) => Some(date),
        Published::Unknown => None,
    };
    let all: Vec<&Fixture> = fixtures.iter().collect();
    let mut outcomes = once(pipeline, &all, date, dated);
    if dated == Dated::Yes {
        let again: Vec<usize> = (0..all.len()).filter(|at| all[*at].gold.has_undated()).collect();
        let undated: Vec<&Fixture> = again.iter().map(|at| all[*at]).collect();
        for (at, outcome) in again.into_iter().zip(once(pipeline, &undated, |_| None, Dated::No)) {
            outcome::add_undated(&mut outcomes[at], all[at], outcome);
        }
    }
    outcomes
}

/// Compares what was said of one article, by whatever program, with its gold.
pub fn against(fixture: &Fixture, record: &Record, mentions: &MentionsLine) -> Outcome {
    outcome::compare(fixture, record, mentions, Dated::Yes)
}

fn once(
    pipeline: &Pipeline,
    fixtures: &[&Fixture],
    date: impl Fn(&Fixture) -> Option<Date>,
    dated: Dated,
) -> Vec<Outcome> {
    let article = |fixture: &&Fixture| Article { published: date(fixture), ..fixture.article.clone() };
    let articles: Vec<Article> = fixtures.iter().map(article).collect();
    let records = pipeline.records(&articles);
    let mentions = pipeline.rule_mentions(&articles);
    let both = records.iter().zip(&mentions);
    fixtures
        .iter()
        .zip(both)
        .map(|(fixture, (record, mentions))| outcome::compare(fixture, record, mentions, dated))
        .collect()
}
