//! What kinds of incident an article is about, by its words: a logistic scorer for each kind.

use std::collections::{BTreeSet, HashMap};
use std::str::FromStr;
use std::sync::LazyLock;

use crate::extract::event::ItemKind;
use crate::record::IncidentType;

use super::super::{Story, salience};
use super::signs::word;
use super::{Add, Sign, listed};

/// The kinds in the order of the columns, what each word counts for each, and what every article counts.
struct Weights {
    kinds: Vec<IncidentType>,
    words: HashMap<(&'static str, &'static str), Vec<f64>>,
    bias: Vec<f64>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::new(include_str!("../../../models/choosers/types.tsv")));

/// The length of the vector of an article, however many words it has.
const LENGTH: f64 = 4.0;
/// From what score on an article has an incident of a kind by its words alone.
const SURE: f64 = 0.0;
/// Below what score for every kind it has none: 4 of 10 articles without incidents, 4 of 100 others.
const ABSENT: f64 = -2.3;
/// From what score on its incident is of a kind that no rule found, and below what score it is not of one that a rule found.
const ADDED: f64 = -0.5;
const DROPPED: f64 = -2.5;

impl Weights {
    /// Rows of `sign`, `word`, and a weight for each kind that the first row names; the row of the sign `bias` holds for all.
    fn new(table: &'static str) -> Self {
        let mut rows = table.lines().filter(|line| !line.starts_with('#'));
        let kinds = rows.next().unwrap_or("").split('\t').skip(2).filter_map(|kind| IncidentType::from_str(kind).ok());
        let mut weights = Self { kinds: kinds.collect(), words: HashMap::new(), bias: vec![] };
        for row in rows {
            let mut columns = row.split('\t');
            let (Some(sign), Some(word)) = (columns.next(), columns.next()) else { continue };
            let row: Vec<f64> = columns.filter_map(|weight| weight.parse().ok()).collect();
            if row.len() != weights.kinds.len() {
                continue;
            }
            if sign == "bias" {
                weights.bias = row;
            } else {
                weights.words.insert((sign, word), row);
            }
        }
        weights
    }
}

/// How many words an article must have that have weights, to say by them that nothing happened.
const WORDS: usize = 40;

/// The scores of an article for each kind; 0 is as likely as not.
#[derive(Clone, Debug)]
pub(in crate::incident) struct Kinds {
    scores: Vec<(IncidentType, f64)>,
    /// Whether it is long enough to tell.
    long: bool,
}

impl Kinds {
    /// Reads an article.
    pub(super) fn of(story: &Story<'_>) -> Self {
        let weights = &*WEIGHTS;
        let mut seen: BTreeSet<(&'static str, String)> = BTreeSet::new();
        words(story, &mut |sign, word| {
            if weights.words.contains_key(&(sign, word)) {
                seen.insert((sign, word.to_owned()));
            }
        });
        let each = LENGTH / (seen.len().max(1) as f64).sqrt();
        let score = |at: usize| {
            let words = seen.iter().filter_map(|(sign, word)| weights.words.get(&(*sign, word.as_str())));
            weights.bias.get(at).copied().unwrap_or(0.0) + words.map(|row| row[at] * each).sum::<f64>()
        };
        let scores = weights.kinds.iter().enumerate().map(|(at, kind)| (*kind, score(at))).collect();
        Self { scores, long: seen.len() >= WORDS }
    }

    /// Whether the words alone say that there is an incident.
    pub(in crate::incident) fn are_sure(&self) -> bool {
        self.scores.iter().any(|(_, score)| *score > SURE)
    }

    /// Whether the words alone say that there is none.
    pub(in crate::incident) fn are_absent(&self) -> bool {
        self.long && self.scores.iter().all(|(_, score)| *score < ABSENT)
    }

    /// The kinds of the incident where rules found `known`.
    pub(in crate::incident) fn beside(&self, known: &BTreeSet<IncidentType>) -> BTreeSet<IncidentType> {
        let fits = |(kind, score): &&(IncidentType, f64)| *score > ADDED || known.contains(kind) && *score > DROPPED;
        let mut kinds: BTreeSet<IncidentType> = self.scores.iter().filter(fits).map(|(kind, _)| *kind).collect();
        if kinds.is_empty() {
            return known.clone();
        }
        // An intrusion is what nothing more is told of.
        let flaw = |kind: &IncidentType| {
            matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch)
        };
        if kinds.iter().any(|kind| *kind != IncidentType::Intrusion && !flaw(kind)) {
            kinds.remove(&IncidentType::Intrusion);
        }
        kinds
    }
}

/// The words of an article, and again those of its title and lead, without endings.
fn words(story: &Story<'_>, add: Add<'_>) {
    let lead = salience::lead(story);
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        for item in phrase.items.iter().filter(|item| item.kind != ItemKind::Mark) {
            for part in word(story, item, None).split([' ', '-']) {
                let stem = stem(part);
                add("word", stem);
                if lead.contains(&sentence) {
                    add("lead", stem);
                }
            }
        }
    }
}

/// A word without its ending: `hacking`, `hacked` and `hacks` are one.
fn stem(word: &str) -> &str {
    let bare = word.trim_end_matches("'s").trim_end_matches("’s");
    if bare.len() <= 5 {
        return bare;
    }
    ["ing", "ed", "es", "s"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare)
}

/// All words of an article, for learning.
pub(super) fn observed(story: &Story<'_>) -> Vec<Sign> {
    listed(|add| words(story, add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_weights_is_read() {
        let table = include_str!("../../../models/choosers/types.tsv");
        let rows = table.lines().filter(|row| !row.starts_with('#')).count();
        assert_eq!(WEIGHTS.kinds.len(), 9);
        assert_eq!(WEIGHTS.bias.len(), 9);
        assert_eq!(WEIGHTS.words.len(), rows - 2, "all but the names of the kinds and the bias");
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for (word, expected) in
            [("hacking", "hack"), ("breaches", "breach"), ("encrypted", "encrypt"), ("bus", "bus"), ("bank's", "bank")]
        {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn words_add_kinds_and_drop_them() {
        use IncidentType::{DataBreach, Extortion, Intrusion, Theft};
        let kinds = |scores: Vec<(IncidentType, f64)>| Kinds { scores, long: true };
        let silent = kinds(vec![(Theft, -4.0)]);
        let kinds = kinds(vec![(Theft, -4.0), (DataBreach, 0.4), (Extortion, -1.0), (Intrusion, -1.0)]);
        let known = BTreeSet::from([Theft, Extortion, Intrusion]);
        assert_eq!(kinds.beside(&known), BTreeSet::from([DataBreach, Extortion]));
        assert!(kinds.are_sure() && !kinds.are_absent());
        assert_eq!(silent.beside(&BTreeSet::from([Theft])), BTreeSet::from([Theft]), "some kind remains");
        assert!(silent.are_absent());
        assert!(!Kinds { long: false, ..silent }.are_absent(), "a few words prove nothing");
    }
}
