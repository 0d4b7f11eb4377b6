//! What kinds of incident an article is about, by its words: a logistic scorer for each kind.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::extract::event::ItemKind;
use crate::record::IncidentType;

use super::super::{Story, salience};
use super::signs::word;
use super::table::Table;
use super::{Add, Seen, Sign, listed};

static WEIGHTS: LazyLock<Table> =
    LazyLock::new(|| Table::new("types", include_str!("../../../models/choosers/types.tsv")));

/// The class that holds all kinds.
const ANY: &str = "incident";
/// The length of the vector of an article, however many words it has.
const LENGTH: f64 = 4.0;
/// From what score on an article has an incident of a kind by its words alone.
const SURE: f64 = 0.0;
/// Below what score for every kind it has none: 4 of 10 articles without incidents, 4 of 100 others.
const ABSENT: f64 = -2.3;
/// From what score on its incident is of a kind that no rule found, and below what score it is not of one that a rule found.
const ADDED: f64 = -0.5;
const DROPPED: f64 = -2.5;

/// How many words an article must have that have weights, to say by them that nothing happened.
const WORDS: usize = 40;

/// The scores of an article for each kind; 0 is as likely as not.
#[derive(Clone, Debug)]
pub(in crate::incident) struct Kinds {
    scores: Vec<(IncidentType, f64)>,
    /// The score for an incident of any kind.
    any: f64,
    /// Whether it is long enough to tell.
    long: bool,
}

impl Kinds {
    /// Reads the sentences of an article that are `meant`, by their words alone.
    pub(in crate::incident) fn of(story: &Story<'_>, meant: impl Fn(usize) -> bool) -> Self {
        Self::read(story, &None, meant)
    }

    /// Reads an article.
    pub(super) fn of_all(story: &Story<'_>) -> Self {
        Self::read(story, &story.seen([]), |_| true)
    }

    fn read(story: &Story<'_>, seen: &Seen, meant: impl Fn(usize) -> bool) -> Self {
        let (sums, known) = WEIGHTS.sums(|add| words(story, meant, add));
        let each = LENGTH / (known.max(1) as f64).sqrt();
        let scored = || WEIGHTS.scored(&sums, each, seen);
        let scores = scored().filter_map(|(kind, score)| Some((IncidentType::from_str(kind).ok()?, score)));
        let any = scored().find(|(class, _)| *class == ANY).map_or(0.0, |(_, score)| score);
        Self { scores: scores.collect(), any, long: known >= WORDS }
    }

    /// Whether the words alone say that there is an incident.
    pub(in crate::incident) fn are_sure(&self) -> bool {
        self.scores.iter().any(|(_, score)| *score > SURE)
    }

    /// Whether the words alone say that there is none.
    pub(in crate::incident) fn are_absent(&self) -> bool {
        self.long && self.scores.iter().all(|(_, score)| *score < ABSENT)
    }

    /// How much the words speak for an incident of any kind, as the logarithm of the odds.
    pub(in crate::incident) fn any(&self) -> f64 {
        self.any
    }

    /// Whether there are words enough to judge by.
    pub(in crate::incident) fn are_enough(&self) -> bool {
        self.long
    }

    /// How sure the words are that there is an incident, in steps.
    pub(in crate::incident) fn sureness(&self) -> &'static str {
        step(self.any)
    }

    /// How sure the words are of each kind, in steps.
    pub(in crate::incident) fn steps(&self) -> impl Iterator<Item = (IncidentType, &'static str)> {
        self.scores.iter().map(|(kind, score)| (*kind, step(*score)))
    }

    /// The kinds of the incident where rules found `known`.
    pub(in crate::incident) fn beside(&self, known: &BTreeSet<IncidentType>) -> BTreeSet<IncidentType> {
        let fits = |(kind, score): &&(IncidentType, f64)| *score > ADDED || known.contains(kind) && *score > DROPPED;
        let mut kinds: BTreeSet<IncidentType> = self.scores.iter().filter(fits).map(|(kind, _)| *kind).collect();
        if kinds.is_empty() {
            return known.clone();
        }
        settle_intrusion(&mut kinds);
        kinds
    }
}

/// An intrusion is what nothing more is told of.
pub(in crate::incident) fn settle_intrusion(kinds: &mut BTreeSet<IncidentType>) {
    let flaw =
        |kind: &IncidentType| matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch);
    if kinds.iter().any(|kind| *kind != IncidentType::Intrusion && !flaw(kind)) {
        kinds.remove(&IncidentType::Intrusion);
    }
}

/// A score in steps.
fn step(score: f64) -> &'static str {
    match score {
        score if score > 2.5 => "very sure",
        score if score > 1.5 => "quite sure",
        score if score > 0.5 => "sure",
        score if score > -0.5 => "unsure",
        score if score > -1.5 => "doubtful",
        score if score > -2.5 => "very doubtful",
        _ => "absent",
    }
}

/// The words of an article, and again those of its title and lead, without endings.
pub(in crate::incident) fn words(story: &Story<'_>, meant: impl Fn(usize) -> bool, add: Add<'_>) {
    let lead = salience::lead(story);
    for (sentence, phrase) in story.phrases.iter().enumerate().filter(|(sentence, _)| meant(*sentence)) {
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
    listed(|add| words(story, |_| true, add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_weights_is_read() {
        let table = include_str!("../../../models/choosers/types.tsv");
        let rows = table.lines().filter(|row| !row.starts_with('#')).count();
        assert_eq!(WEIGHTS.classes.len(), 10);
        let known = |class: &&&str| **class == ANY || IncidentType::from_str(class).is_ok();
        assert!(WEIGHTS.classes.iter().all(|class| known(&class)), "{:?}", WEIGHTS.classes);
        assert_eq!(WEIGHTS.len(), rows - 1, "all but the names of the kinds");
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
        let kinds = |scores: Vec<(IncidentType, f64)>| Kinds { scores, any: 0.0, long: true };
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
