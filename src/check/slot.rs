//! Slots of an incident, and what was found in one of them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

impl FromStr for Slot {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|slot| slot.as_str() == name).ok_or(())
    }
}

impl Serialize for Slot {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How a value in a slot fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether a wrong value is right in part: the name by its head, the sum without its role, the time by overlap.
    pub partial: bool,
    /// What gold says.
    pub gold: Option<String>,
    /// The words of the article that gold means, where they can be told.
    pub gold_evidence: Option<Evidence>,
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
        let found = found.map(|found| found.shown.clone());
        Self { slot, verdict, partial: false, gold, gold_evidence: None, found, evidence, rule: None }
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

/// Many against many, one to one in the order of gold: equals first, then those that are `near`, then the rest. Also
/// says which equals went together.
pub(super) fn list(
    slot: Slot,
    gold: Vec<String>,
    found: &[Found<'_>],
    same: impl Fn(usize, usize) -> bool,
    near: impl Fn(usize, usize) -> bool,
) -> (Vec<Finding>, Vec<(usize, usize)>) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    join(&mut pairs, gold.len(), found.len(), same);
    let equals = pairs.len();
    join(&mut pairs, gold.len(), found.len(), near);
    let close = pairs.len();
    join(&mut pairs, gold.len(), found.len(), |_, _| true);
    let mut findings: Vec<Finding> = Vec::new();
    for (at, gold) in gold.into_iter().enumerate() {
        let pair = pairs.iter().position(|(this, _)| *this == at);
        let verdict = match pair {
            Some(rank) if rank < equals => Verdict::Right,
            Some(_) => Verdict::Wrong,
            None => Verdict::Missing,
        };
        let found = pair.map(|rank| &found[pairs[rank].1]);
        let partial = pair.is_some_and(|rank| (equals..close).contains(&rank));
        findings.push(Finding { partial, ..Finding::new(slot, verdict, Some(gold), found) });
    }
    let rest = (0..found.len()).filter(|at| !pairs.iter().any(|(_, taken)| taken == at));
    findings.extend(rest.map(|other| Finding::new(slot, Verdict::Spurious, None, Some(&found[other]))));
    pairs.truncate(equals);
    (findings, pairs)
}

/// Adds, for each left one that is still free, the first free right one that `fits`.
fn join(pairs: &mut Vec<(usize, usize)>, left: usize, right: usize, fits: impl Fn(usize, usize) -> bool) {
    for at in 0..left {
        if pairs.iter().any(|(taken, _)| *taken == at) {
            continue;
        }
        let free = |other: &usize| !pairs.iter().any(|(_, taken)| taken == other);
        if let Some(other) = (0..right).filter(free).find(|other| fits(at, *other)) {
            pairs.push((at, other));
        }
    }
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
            (vec!["a", "b"], vec!["B", "x"], vec![Wrong, Wrong]),
            (vec![], vec!["a"], vec![Spurious]),
            (vec![], vec![], vec![]),
        ] {
            let shown: Vec<Found<'_>> = found.iter().map(|name| Found::bare(*name)).collect();
            let names = gold.iter().map(|name| (*name).to_owned()).collect();
            let (findings, _) = list(
                Slot::Data,
                names,
                &shown,
                |at, other| gold[at] == found[other],
                |at, other| gold[at].eq_ignore_ascii_case(found[other]),
            );
            for one in findings.iter().filter(|one| one.partial) {
                assert!(one.gold.as_ref().unwrap().eq_ignore_ascii_case(one.found.as_ref().unwrap()), "{one:?}");
            }
            let partial = findings.iter().filter(|one| one.partial).count();
            assert_eq!(partial, found.iter().filter(|name| **name == "B").count(), "{gold:?} {found:?}");
            let verdicts: Vec<Verdict> = findings.iter().map(|finding| finding.verdict).collect();
            assert_eq!(verdicts, expected, "{gold:?} {found:?}");
        }
    }
}
