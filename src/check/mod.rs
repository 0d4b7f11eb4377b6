//! The program against gold: fixtures in, figures by slot, type and rule out.

mod align;
mod calibration;
mod compare;
mod edtf;
mod floor;
mod gold;
mod lint;
mod load;
mod locate;
mod loose;
mod money;
mod outcome;
mod print;
mod report;
mod sample;
mod score;
mod slot;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::article::Article;
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::record::{MentionsLine, Record};
use compare::Dated;

pub use calibration::{Bin, Calibration};
pub use floor::Floor;
pub use gold::Gold;
pub use lint::Lint;
pub use load::{Fixture, Group, Loaded, load};
pub use outcome::{Compared, Outcome, Standing};
pub use print::{Misses, print};
pub use report::{CountError, Figures, Miss, Negatives, Report, SCHEMA};
pub use sample::{Interval, Intervals};
pub use score::Score;
pub use slot::{Finding, Slot, Verdict};

/// The publication date that articles are read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The one that gold gives.
    AsGold,
    /// This one for all.
    On(Date),
    /// None.
    Unknown,
}

/// Loads the fixtures in `paths`, runs the program over them and holds the figures against `floor`, or else against
/// the floor file beside the fixtures.
pub fn check(
    pipeline: &Pipeline,
    paths: &[PathBuf],
    published: Published,
    floor: Option<&Path>,
) -> Result<Report, Error> {
    let Loaded { fixtures, errors, lints } = load(paths);
    let floor = match floor {
        Some(path) => Some(Floor::read(path)?),
        None => Floor::beside(paths, &fixtures)?,
    };
    let mut report = Report::new(run(pipeline, &fixtures, published));
    report.unread = errors.iter().map(ToString::to_string).collect();
    report.gold_mistakes = lints.iter().map(ToString::to_string).collect();
    report.below_floor = floor.map(|floor| floor.below(&report)).unwrap_or_default();
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
    let articles = || -> Vec<Article> {
        fixtures.iter().map(|fixture| Article { published: date(fixture), ..fixture.article.clone() }).collect()
    };
    let records = pipeline.records(articles());
    let mentions = pipeline.all_mentions(articles());
    let both = records.iter().zip(&mentions);
    fixtures
        .iter()
        .zip(both)
        .map(|(fixture, (record, mentions))| outcome::compare(fixture, record, mentions, dated))
        .collect()
}
