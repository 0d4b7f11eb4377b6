//! What is counted along the way, and the summary made of it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::AddAssign;
use std::time::Duration;

use indicatif::{HumanBytes, HumanCount};

use super::line::Failure;
use crate::record::{IncidentType, Record, WarningCode};

/// How many of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles with incidents.
    pub with: u64,
    /// English articles without.
    pub without: u64,
    /// Articles set aside because they are not in English.
    pub not_english: u64,
    /// Failures by reason.
    pub failed: BTreeMap<String, u64>,
    /// Those whose outcome an earlier run had found.
    pub kept: u64,
    /// Incidents by type; one may have several.
    pub types: BTreeMap<IncidentType, u64>,
    /// Incidents.
    pub incidents: u64,
    /// Words of the articles extracted by this run.
    pub words: u64,
    /// Their number.
    pub extracted: u64,
}

impl Tally {
    /// Of one record.
    pub(super) fn of_record(record: &Record) -> Self {
        let mut tally = Self { incidents: record.incidents.len() as u64, ..Self::default() };
        for kind in record.incidents.iter().flat_map(|incident| &incident.types) {
            *tally.types.entry(*kind).or_default() += 1;
        }
        match record {
            _ if record.warnings.iter().any(|warning| warning.code == WarningCode::NotEnglish) => tally.not_english = 1,
            _ if record.incidents.is_empty() => tally.without = 1,
            _ => tally.with = 1,
        }
        tally
    }

    /// Of one failure.
    pub(super) fn of_failure(failure: &Failure) -> Self {
        Self { failed: BTreeMap::from([(gist(&failure.reason), 1)]), ..Self::default() }
    }

    /// Articles that have a record.
    pub fn read(&self) -> u64 {
        self.with + self.without + self.not_english
    }

    /// Inputs, or articles in them, that have none.
    pub fn failures(&self) -> u64 {
        self.failed.values().sum()
    }

    /// For people.
    pub(super) fn print(&self, mut out: impl Write, took: Duration) -> io::Result<()> {
        let seconds = took.as_secs_f64().max(0.001);
        writeln!(out, "{:>12} articles read", count(self.read()))?;
        writeln!(out, "{:>12} with incidents, {} of them", count(self.with), count(self.incidents))?;
        for (kind, number) in &self.types {
            writeln!(out, "{:>16} {}", count(*number), kind.as_str())?;
        }
        writeln!(out, "{:>12} without", count(self.without))?;
        writeln!(out, "{:>12} not in English, set aside", count(self.not_english))?;
        writeln!(out, "{:>12} failed", count(self.failures()))?;
        for (reason, number) in &self.failed {
            writeln!(out, "{:>16} {reason}", count(*number))?;
        }
        if self.kept > 0 {
            writeln!(out, "{:>12} of all these kept from an earlier run", count(self.kept))?;
        }
        let rate = |number: u64| count((number as f64 / seconds) as u64);
        let (words, articles) = (rate(self.words), rate(self.extracted));
        writeln!(out, "{:>12} seconds; {words} words and {articles} articles a second", format!("{seconds:.1}"))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let Self { with, without, not_english, failed, kept, types, incidents, words, extracted } = other;
        self.with += with;
        self.without += without;
        self.not_english += not_english;
        self.kept += kept;
        self.incidents += incidents;
        self.words += words;
        self.extracted += extracted;
        types.into_iter().for_each(|(kind, number)| *self.types.entry(kind).or_default() += number);
        failed.into_iter().for_each(|(reason, number)| *self.failed.entry(reason).or_default() += number);
    }
}

/// `12,345`.
pub(super) fn count(number: u64) -> String {
    HumanCount(number).to_string()
}

/// `1.18 MiB`.
pub(super) fn bytes(number: u64) -> String {
    HumanBytes(number).to_string()
}

/// A reason without the particulars of one input, so that like ones are counted together: up to the remedy, without
/// quotations and with `…` for numbers that stand alone.
fn gist(reason: &str) -> String {
    let fault = reason.split([';', '(']).next().unwrap_or(reason).trim();
    let unquoted: String =
        fault.split('"').enumerate().map(|(at, part)| if at % 2 == 1 { "…" } else { part }).collect();
    let words = unquoted.split(' ').map(|word| match word.trim_end_matches([',', '.', ':']) {
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => word.replace(number, "…"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_reasons_are_one() {
        for (reason, expected) in [
            ("byte 3 is not valid UTF-8; convert it first", "byte … is not valid UTF-8"),
            ("byte 17 is not valid UTF-8; convert it first", "byte … is not valid UTF-8"),
            ("the publication date \"May 3\" cannot be read; write", "the publication date … cannot be read"),
            ("not an article (EOF at line 1); it needs", "not an article"),
            ("line 3, column 14: 2 fields for 3", "line …, column …: … fields for …"),
            ("is empty", "is empty"),
            ("", ""),
        ] {
            assert_eq!(gist(reason), expected, "{reason}");
        }
    }

    #[test]
    fn a_summary_names_every_count() {
        let failed = BTreeMap::from([("is empty".to_owned(), 2), ("not an article".to_owned(), 1)]);
        let types = BTreeMap::from([(IncidentType::Theft, 1200), (IncidentType::Extortion, 3)]);
        let (with, without, not_english, kept) = (1000, 20, 3, 500);
        let part =
            Tally { with, without, not_english, failed, kept, types, incidents: 1201, words: 9000, extracted: 523 };
        let mut whole = part.clone();
        whole += part;
        let mut out = vec![];
        whole.print(&mut out, Duration::from_millis(1500)).unwrap();
        let expected = "       2,046 articles read\n       2,000 with incidents, 2,402 of them\n           2,400 theft\n               6 extortion\n          40 without\n           6 not in English, set aside\n           6 failed\n               4 is empty\n               2 not an article\n       1,000 of all these kept from an earlier run\n         1.5 seconds; 12,000 words and 697 articles a second\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
