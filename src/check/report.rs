//! Outcomes → figures: precision, recall and F1 by slot, type and rule, open and blind articles apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::change::Change;
use super::load::Group;
use super::outcome::{Compared, Outcome, Standing};
use super::sample::{self, Intervals};
use super::score::{Score, mean};
use super::slot::{Finding, Slot, Verdict};
use crate::digest;

/// Name and version of the report as JSON.
pub const SCHEMA: &str = "news-incidents-check/1";

/// Articles in which gold has no incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Negatives {
    /// How many.
    pub articles: usize,
    /// Incidents that the program says they have.
    pub invented: usize,
}

/// How many incidents the program prints of an article against how many gold has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CountError {
    /// The mean over articles of the difference, whichever way it goes.
    pub mean_absolute: Option<f64>,
    /// Articles with as many as gold.
    pub exact: usize,
    /// Articles with more.
    pub over: usize,
    /// Articles with fewer.
    pub under: usize,
}

impl CountError {
    fn of(outcomes: &[&Outcome]) -> Self {
        let mut error = Self::default();
        let off = outcomes.iter().map(|outcome| {
            let count = |has: fn(Standing) -> bool| outcome.incidents.iter().filter(|one| has(one.standing)).count();
            let (gold, found) = (count(Standing::in_gold), count(Standing::in_record));
            match found.cmp(&gold) {
                std::cmp::Ordering::Equal => error.exact += 1,
                std::cmp::Ordering::Greater => error.over += 1,
                std::cmp::Ordering::Less => error.under += 1,
            }
            found.abs_diff(gold) as f64
        });
        let mean_absolute = mean(off);
        Self { mean_absolute, ..error }
    }
}

/// The figures of the open or of the blind articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// How many articles.
    pub articles: usize,
    /// Every value of every slot.
    pub slots: Score,
    /// The mean of the F1 of the slots.
    pub macro_f1: Option<f64>,
    /// Whole incidents: found, invented, missed.
    pub incidents: Score,
    /// Articles without any.
    pub negatives: Negatives,
    /// Incidents by number.
    pub count_error: CountError,
    /// What confidence is worth.
    pub calibration: Calibration,
    /// Where the figures would lie over other such articles.
    pub intervals: Intervals,
    /// By slot, in the order of the record.
    #[serde(serialize_with = "ordered")]
    pub by_slot: Vec<(&'static str, Score)>,
    /// By type of incident.
    pub by_type: BTreeMap<&'static str, Score>,
    /// By rule that read the words: right, and spurious where the value is wrong.
    pub by_rule: BTreeMap<String, Score>,
}

/// One value that is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The article.
    pub article: String,
    /// The incident's key, if it belongs to one.
    pub incident: Option<String>,
    /// What is wrong.
    #[serde(flatten)]
    pub finding: Finding,
}

/// All figures.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Name and version of this form.
    pub schema: &'static str,
    /// `open` and `blind`, as far as there are such articles.
    pub groups: BTreeMap<&'static str, Figures>,
    /// All values of one article; blind ones under a number instead of their name.
    pub by_article: BTreeMap<String, Score>,
    /// The open articles, right values too.
    pub articles: Vec<Outcome>,
    /// What is wrong in the open articles.
    pub misses: Vec<Miss>,
    /// What could not be read.
    pub unread: Vec<String>,
    /// What a reader of predictions passed over.
    pub notes: Vec<String>,
    /// Mistakes in gold.
    pub gold_mistakes: Vec<String>,
    /// What fell below its floor.
    pub below_floor: Vec<String>,
    /// Floors that were moved up.
    pub blessed: Vec<String>,
    /// What turned since an earlier run.
    pub change: Option<Change>,
}

impl Report {
    /// Counts.
    pub fn new(outcomes: Vec<Outcome>) -> Self {
        let mut groups = BTreeMap::new();
        for group in Group::ALL {
            let of: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.group == group).collect();
            if !of.is_empty() {
                groups.insert(group.as_str(), figures(&of));
            }
        }
        let by_article =
            outcomes.iter().map(|outcome| (figures_name(outcome), outcome.all().map(|(_, one)| one).collect()));
        let by_article = by_article.collect();
        // What blind articles say, and what is wrong in them, ends here.
        let articles: Vec<Outcome> = outcomes.into_iter().filter(|outcome| outcome.group == Group::Open).collect();
        let misses = articles
            .iter()
            .flat_map(|outcome| outcome.all().filter_map(|(incident, finding)| miss(outcome, incident, finding)))
            .collect();
        Self {
            schema: SCHEMA,
            groups,
            by_article,
            articles,
            misses,
            unread: Vec::new(),
            notes: Vec::new(),
            gold_mistakes: Vec::new(),
            below_floor: Vec::new(),
            blessed: Vec::new(),
            change: None,
        }
    }

    /// Whether everything was read, nothing fell below its floor, and nothing that has a floor fell.
    pub fn good(&self) -> bool {
        let fell = self.change.as_ref().is_some_and(|change| !change.fell.is_empty());
        self.unread.is_empty() && self.below_floor.is_empty() && !fell
    }
}

/// The name under which an article's figures stand. A blind article's name would tell what it is about.
fn figures_name(outcome: &Outcome) -> String {
    match outcome.group {
        Group::Open => outcome.name.clone(),
        Group::Blind => format!("blind {}", &digest::sha256(&outcome.name)[..8]),
    }
}

fn miss(outcome: &Outcome, incident: Option<&Compared>, finding: &Finding) -> Option<Miss> {
    let incident = incident.map(|incident| incident.key.clone());
    (finding.verdict != Verdict::Right).then(|| Miss {
        article: outcome.name.clone(),
        incident,
        finding: finding.clone(),
    })
}

/// Whole incidents: found, invented, missed.
pub(super) fn incident_score(incidents: &[Compared]) -> Score {
    incidents.iter().fold(Score::default(), |mut sum, incident| {
        sum += match incident.standing {
            Standing::Found => Score { right: 1, ..Score::default() },
            Standing::Mistaken => Score { spurious: 1, missing: 1, ..Score::default() },
            Standing::Missed => Score { missing: 1, ..Score::default() },
            Standing::Invented => Score { spurious: 1, ..Score::default() },
        };
        sum
    })
}

fn figures(outcomes: &[&Outcome]) -> Figures {
    let mut figures = Figures { articles: outcomes.len(), ..Figures::default() };
    let mut slots: BTreeMap<Slot, Score> = BTreeMap::new();
    for (incident, finding) in outcomes.iter().flat_map(|outcome| outcome.all()) {
        let score = Score::from(finding);
        figures.slots += score;
        *slots.entry(finding.slot).or_default() += score;
        for kind in incident.iter().flat_map(|incident| &incident.types) {
            *figures.by_type.entry(kind.as_str()).or_default() += score;
        }
        if let Some(rule) = &finding.rule {
            // A rule answers for what it read, not for what it should have read.
            *figures.by_rule.entry(rule.clone()).or_default() += Score { missing: 0, ..score };
        }
    }
    for outcome in outcomes {
        figures.incidents += incident_score(&outcome.incidents);
        if outcome.negative {
            figures.negatives.articles += 1;
            figures.negatives.invented += outcome.incidents.len();
        }
    }
    figures.macro_f1 = mean(slots.values().filter_map(|score| score.f1()));
    figures.count_error = CountError::of(outcomes);
    figures.calibration = Calibration::of(outcomes.iter().flat_map(|outcome| &outcome.incidents));
    figures.intervals = sample::intervals(outcomes);
    figures.by_slot = slots.into_iter().map(|(slot, score)| (slot.as_str(), score)).collect();
    figures
}

/// As a map in the order of the list.
pub(super) fn ordered<T: Serialize, S: serde::Serializer>(
    slots: &[(&'static str, T)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(slots.iter().map(|(name, score)| (name, score)))
}
