//! `labels.json`: the model's lists, matrices and thresholds, checked before anything is indexed with them.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

use serde::Deserialize;

use crate::extract::event::{EventKind, Realis};

/// The format that this program reads.
const FORMAT: u32 = 1;

/// Everything that the run time knows about the graphs; models/event/README.md says what each name means.
#[derive(Debug, Deserialize)]
pub(super) struct Labels {
    format: u32,
    pub(super) types: Vec<String>,
    realis: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) roles: Vec<String>,
    trigger_tags: Vec<String>,
    role_tags: Vec<String>,
    legal: BTreeMap<String, HashSet<String>>,
    pub(super) body_pieces: usize,
    pub(super) title_pieces: usize,
    pub(super) abbreviations: HashSet<String>,
    pub(super) reach_words: usize,
    pub(super) distance_ends: Vec<usize>,
    pub(super) width: usize,
    pub(super) none_bias: f32,
    pub(super) role_none_bias: f32,
    pub(super) confidence: Confidence,
    pub(super) link: Link,
    pub(super) trigger_crf: Crf,
    pub(super) role_crf: Crf,
    pub(super) files: BTreeMap<String, File>,
}

/// Turns a trigger's certainty into the share of such triggers that are right.
#[derive(Debug, Deserialize)]
pub(super) struct Confidence {
    slope: f64,
    offset: f64,
}

/// How events are joined into incidents.
#[derive(Debug, Deserialize)]
pub(super) struct Link {
    pub(super) threshold: f64,
    pub(super) power: f64,
    pub(super) roles: Vec<String>,
    pub(super) small_words: HashSet<String>,
    pub(super) features: usize,
}

/// What it costs to begin with a tag, and to go from one to the next.
#[derive(Debug, Deserialize)]
pub(super) struct Crf {
    pub(super) start: Vec<f32>,
    pub(super) pair: Vec<Vec<f32>>,
}

/// What a file of the model has to be.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) sha256: String,
    pub(super) bytes: usize,
}

impl Labels {
    /// Reads and checks; the error says what does not fit.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let labels: Self = serde_json::from_slice(bytes).map_err(|cause| cause.to_string())?;
        match labels.wrong() {
            Some(what) => Err(what),
            None => Ok(labels),
        }
    }

    fn wrong(&self) -> Option<String> {
        let all = |list: &[String], known: fn(&str) -> bool| list.iter().find(|name| !known(name)).cloned();
        let unknown = all(&self.types, |name| EventKind::from_str(name).is_ok())
            .or_else(|| all(&self.realis, |name| Realis::from_str(name).is_ok()));
        let checks = [
            (self.format == FORMAT, format!("format {} instead of {FORMAT}", self.format)),
            (unknown.is_none(), format!("{} is unknown to this program", unknown.unwrap_or_default())),
            (self.realis.len() == Realis::ALL.len(), "`realis` is not complete".to_owned()),
            (self.trigger_tags == bio(&self.types), "`trigger_tags` are not those of `types`".to_owned()),
            (self.role_tags == bio(&self.roles), "`role_tags` are not those of `roles`".to_owned()),
            (self.trigger_crf.has(self.trigger_tags.len()), "`trigger_crf` has another size".to_owned()),
            (self.role_crf.has(self.role_tags.len()), "`role_crf` has another size".to_owned()),
            (!self.kinds.is_empty(), "`kinds` is empty".to_owned()),
            (self.body_pieces > 0 && self.width > 0, "`body_pieces` or `width` is 0".to_owned()),
            (self.link.features == super::links::FIXED + 2 * self.link.roles.len(), "`link.features`".to_owned()),
        ];
        checks.into_iter().find_map(|(right, what)| (!right).then_some(what))
    }

    /// How many tags a word can have as a trigger.
    pub(super) fn trigger_tags(&self) -> usize {
        self.trigger_tags.len()
    }

    /// How many tags a word can have as an argument.
    pub(super) fn role_tags(&self) -> usize {
        self.role_tags.len()
    }

    /// The kind of event with this number.
    pub(super) fn event_kind(&self, kind: usize) -> Option<EventKind> {
        self.types.get(kind)?.parse().ok()
    }

    /// The realis with this number.
    pub(super) fn realis(&self, realis: usize) -> Option<Realis> {
        self.realis.get(realis)?.parse().ok()
    }

    /// Whether events of this kind have this role.
    pub(super) fn legal(&self, kind: usize, role: usize) -> bool {
        let roles = self.types.get(kind).and_then(|name| self.legal.get(name));
        roles.zip(self.roles.get(role)).is_some_and(|(legal, role)| legal.contains(role))
    }
}

impl Confidence {
    /// The confidence of a certainty, in per cent.
    pub(super) fn percent(&self, certainty: f32) -> u8 {
        let certainty = f64::from(certainty).clamp(0.0001, 0.9999);
        let line = self.slope * (certainty / (1.0 - certainty)).ln() + self.offset;
        (100.0 / (1.0 + (-line).exp())).round() as u8
    }
}

impl Crf {
    fn has(&self, tags: usize) -> bool {
        self.start.len() == tags && self.pair.len() == tags && self.pair.iter().all(|row| row.len() == tags)
    }
}

fn bio(names: &[String]) -> Vec<String> {
    let tags = names.iter().flat_map(|name| [format!("B-{name}"), format!("I-{name}")]);
    std::iter::once("O".to_owned()).chain(tags).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../models/event/labels.json");

    #[test]
    fn reads_what_is_shipped() {
        let labels = Labels::read(SHIPPED.as_bytes()).unwrap();
        assert_eq!((labels.types.len(), labels.trigger_tags()), (8, 17));
        assert!(labels.legal(0, 1) && !labels.legal(0, 2) && !labels.legal(99, 0) && !labels.legal(0, 99));
        assert!(labels.event_kind(99).is_none() && labels.realis(3).is_none());
    }

    #[test]
    fn refuses_what_does_not_fit() {
        for (from, to, expected) in [
            ("{", "[", "expected"),
            ("\"format\": 1", "\"format\": 2", "format 2"),
            ("[\"Databreach\", \"Disc", "[\"Leak\", \"Disc", "Leak is unknown"),
            ("\"roles\": [\"Attack-Pattern\", ", "\"roles\": [", "`role_tags`"),
            ("\"trigger_crf\": {\"start\": [", "\"trigger_crf\": {\"start\": [0, ", "`trigger_crf`"),
        ] {
            assert!(SHIPPED.contains(from), "{from}");
            let error = Labels::read(SHIPPED.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{from}: {error}");
        }
    }

    #[test]
    fn confidence_is_a_percentage() {
        let confidence = Confidence { slope: 0.3309, offset: 0.1149 };
        for (score, expected) in [(0.0, 5), (0.5, 53), (0.9, 70), (1.0, 96), (f32::NAN, 0)] {
            assert_eq!(confidence.percent(score), expected, "{score}");
        }
    }
}
