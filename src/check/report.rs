//! Outcomes → figures: precision, recall and F1 by slot, type and rule, open and blind articles apart.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::Serialize;

use super::load::Group;
use super::outcome::{Compared, Outcome, Standing};
use super::slot::{Finding, Slot, Verdict};

/// Values counted: right, too many, too few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Gold and program agree.
    pub right: usize,
    /// The program says what gold does not.
    pub spurious: usize,
    /// Gold says what the program does not.
    pub missing: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missing += other.missing;
    }
}

impl From<&Finding> for Score {
    fn from(finding: &Finding) -> Self {
        let (right, spurious, missing) = match finding.verdict {
            Verdict::Right => (1, 0, 0),
            Verdict::Wrong => (0, 1, 1),
            Verdict::Missing => (0, 0, 1),
            Verdict::Spurious => (0, 1, 0),
        };
        Self { right, spurious, missing }
    }
}

impl Score {
    /// Of what the program says, how much is right; nothing where it says nothing.
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.right + self.spurious)
    }

    /// Of what gold says, how much the program says; nothing where gold says nothing.
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.right + self.missing)
    }

    /// Their harmonic mean.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.right, 2 * self.right + self.spurious + self.missing)
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    // Four digits, so that the same counts print the same figure everywhere.
    (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0)
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire {
            f1: Option<f64>,
            precision: Option<f64>,
            recall: Option<f64>,
            right: usize,
            spurious: usize,
            missing: usize,
        }
        let Self { right, spurious, missing } = *self;
        let (f1, precision, recall) = (self.f1(), self.precision(), self.recall());
        Wire { f1, precision, recall, right, spurious, missing }.serialize(serializer)
    }
}

/// Articles in which gold has no incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Negatives {
    /// How many.
    pub articles: usize,
    /// Incidents that the program says they have.
    pub invented: usize,
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
    /// `open` and `blind`, as far as there are such articles.
    pub groups: BTreeMap<&'static str, Figures>,
    /// All values of one article.
    pub by_article: BTreeMap<String, Score>,
    /// What is wrong in the open articles.
    pub misses: Vec<Miss>,
    /// What could not be read.
    pub unread: Vec<String>,
    /// Mistakes in gold.
    pub gold_mistakes: Vec<String>,
    /// What fell below its floor.
    pub below_floor: Vec<String>,
}

impl Report {
    /// Counts.
    pub fn new(outcomes: &[Outcome]) -> Self {
        let mut groups = BTreeMap::new();
        for group in Group::ALL {
            let of: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.group == group).collect();
            if !of.is_empty() {
                groups.insert(group.as_str(), figures(&of));
            }
        }
        let by_article =
            outcomes.iter().map(|outcome| (outcome.name.clone(), score(outcome.all().map(|(_, one)| one))));
        let open = outcomes.iter().filter(|outcome| outcome.group == Group::Open);
        let misses =
            open.flat_map(|outcome| outcome.all().filter_map(|(incident, finding)| miss(outcome, incident, finding)));
        Self {
            groups,
            by_article: by_article.collect(),
            misses: misses.collect(),
            unread: Vec::new(),
            gold_mistakes: Vec::new(),
            below_floor: Vec::new(),
        }
    }

    /// Whether everything was read and nothing fell below its floor.
    pub fn good(&self) -> bool {
        self.unread.is_empty() && self.below_floor.is_empty()
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

fn score<'a>(findings: impl Iterator<Item = &'a Finding>) -> Score {
    findings.fold(Score::default(), |mut sum, finding| {
        sum += Score::from(finding);
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
        for incident in &outcome.incidents {
            figures.incidents += match incident.standing {
                Standing::Found => Score { right: 1, ..Score::default() },
                Standing::Mistaken => Score { spurious: 1, missing: 1, ..Score::default() },
                Standing::Missed => Score { missing: 1, ..Score::default() },
                Standing::Invented => Score { spurious: 1, ..Score::default() },
            };
        }
        if outcome.negative {
            figures.negatives.articles += 1;
            figures.negatives.invented += outcome.incidents.len();
        }
    }
    let each: Vec<f64> = slots.values().filter_map(|score| score.f1()).collect();
    figures.macro_f1 =
        (!each.is_empty()).then(|| (each.iter().sum::<f64>() / each.len() as f64 * 10_000.0).round() / 10_000.0);
    figures.by_slot = slots.into_iter().map(|(slot, score)| (slot.as_str(), score)).collect();
    figures
}

fn ordered<S: serde::Serializer>(slots: &[(&'static str, Score)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(slots.iter().map(|(name, score)| (name, score)))
}
