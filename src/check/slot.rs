//! Slots of an incident, and what was found in one of them.

use serde::Serialize;

use crate::record::Evidence;

/// Declares the slots with the names that figures and floors use.
macro_rules! slots {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A place in the record that is scored.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum Slot { $($variant),* }

        impl Slot {
            /// Every slot, in the order of the record.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As figures and floors name it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

slots! {
    Types = "types",
    Scope = "scope",
    Status = "status",
    Attacks = "attacks",
    Victims = "victims.name",
    VictimKind = "victims.kind",
    VictimCountry = "victims.country",
    VictimSector = "victims.sector",
    Attackers = "attackers.name",
    AttackerKind = "attackers.kind",
    AttackerCountry = "attackers.country",
    AttackerSector = "attackers.sector",
    Attribution = "attribution",
    Time = "time",
    TimeBasis = "time.basis",
    UndatedTime = "time.undated",
    UndatedBasis = "time.undated.basis",
    Place = "place",
    PlaceCountry = "place.country",
    Amounts = "amounts",
    Asset = "amounts.asset",
    Equivalents = "amounts.equivalents",
    Affected = "affected",
    Data = "data",
    Methods = "methods.name",
    MethodKind = "methods.kind",
    Vulnerabilities = "vulnerabilities",
    Product = "vulnerabilities.product",
    Version = "vulnerabilities.version",
    ReportedBy = "reported_by",
    PartOf = "part_of",
    Warnings = "warnings",
}

impl Slot {
    /// Whether a right value here says which incident it is.
    pub(super) fn identifies(self) -> bool {
        use Slot::{Affected, Amounts, Attackers, Time, Victims, Vulnerabilities};
        matches!(self, Victims | Amounts | Affected | Attackers | Time | Vulnerabilities)
    }
}

impl Serialize for Slot {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How a value in a slot fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Gold and program agree.
    Right,
    /// They disagree: one value too many and one too few.
    Wrong,
    /// Gold has a value, the program none.
    Missing,
    /// The program has a value, gold none.
    Spurious,
}

/// One value in one slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    pub slot: Slot,
    /// How it fares.
    pub verdict: Verdict,
    /// What gold says.
    pub gold: Option<String>,
    /// What the program says.
    pub found: Option<String>,
    /// The words behind what the program says.
    pub evidence: Option<Evidence>,
    /// The rule that read them.
    pub rule: Option<String>,
}

/// A value of the program, shown and with its words.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub(super) shown: String,
    pub(super) words: Option<&'a Evidence>,
}

impl<'a> Found<'a> {
    pub(super) fn new(shown: impl Into<String>, words: &'a Evidence) -> Self {
        Self { shown: shown.into(), words: Some(words) }
    }

    pub(super) fn bare(shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), words: None }
    }
}

impl Finding {
    pub(super) fn new(slot: Slot, verdict: Verdict, gold: Option<String>, found: Option<&Found<'_>>) -> Self {
        let evidence = found.and_then(|found| found.words.cloned());
        Self { slot, verdict, gold, found: found.map(|found| found.shown.clone()), evidence, rule: None }
    }
}

/// One value against one: nothing where both are nothing.
pub(super) fn scalar(slot: Slot, gold: Option<String>, found: Option<Found<'_>>, same: bool) -> Option<Finding> {
    let verdict = match (&gold, &found) {
        (None, None) => return None,
        (Some(_), Some(_)) if same => Verdict::Right,
        (Some(_), Some(_)) => Verdict::Wrong,
        (Some(_), None) => Verdict::Missing,
        (None, Some(_)) => Verdict::Spurious,
    };
    Some(Finding::new(slot, verdict, gold, found.as_ref()))
}

/// Many against many, one to one in the order of gold. Also says which went with which.
pub(super) fn list(
    slot: Slot,
    gold: Vec<String>,
    found: &[Found<'_>],
    same: impl Fn(usize, usize) -> bool,
) -> (Vec<Finding>, Vec<(usize, usize)>) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for at in 0..gold.len() {
        let free = |other: &usize| !pairs.iter().any(|(_, taken)| taken == other);
        if let Some(other) = (0..found.len()).filter(free).find(|other| same(at, *other)) {
            pairs.push((at, other));
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut rest = (0..found.len()).filter(|at| !pairs.iter().any(|(_, taken)| taken == at));
    for (at, gold) in gold.into_iter().enumerate() {
        let (verdict, found) = match pairs.iter().find(|(this, _)| *this == at) {
            Some((_, other)) => (Verdict::Right, Some(&found[*other])),
            None => match rest.next() {
                Some(other) => (Verdict::Wrong, Some(&found[other])),
                None => (Verdict::Missing, None),
            },
        };
        findings.push(Finding::new(slot, verdict, Some(gold), found));
    }
    findings.extend(rest.map(|other| Finding::new(slot, Verdict::Spurious, None, Some(&found[other]))));
    (findings, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_pair_one_to_one() {
        use Verdict::{Missing, Right, Spurious, Wrong};
        for (gold, found, expected) in [
            (vec!["a", "b"], vec!["b", "a"], vec![Right, Right]),
            (vec!["a"], vec!["a", "a"], vec![Right, Spurious]),
            (vec!["a", "b"], vec!["c"], vec![Wrong, Missing]),
            (vec!["a", "b"], vec!["c", "b"], vec![Wrong, Right]),
            (vec![], vec!["a"], vec![Spurious]),
            (vec![], vec![], vec![]),
        ] {
            let shown: Vec<Found<'_>> = found.iter().map(|name| Found::bare(*name)).collect();
            let names = gold.iter().map(|name| (*name).to_owned()).collect();
            let (findings, _) = list(Slot::Data, names, &shown, |at, other| gold[at] == found[other]);
            let verdicts: Vec<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
            assert_eq!(verdicts, expected, "{gold:?} {found:?}");
        }
    }
}
