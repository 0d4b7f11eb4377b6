//! One article's gold against what the program says of it.

use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::align;
use super::compare::{self, Dated};
use super::gold::{Gold, GoldIncident};
use super::load::{Fixture, Group};
use super::locate::Place;
use super::slot::{Finding, Found, Slot, Verdict, list, scalar};
use crate::record::{Evidence, Incident, IncidentType, MentionsLine, Record};

/// What a comparison is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Gold's incident was found: something that tells it from others is right.
    Found,
    /// The nearest of the program's incidents shares no more than its type.
    Mistaken,
    /// The program has nothing for it.
    Missed,
    /// The program has one that gold does not have.
    Invented,
}

impl Standing {
    /// Whether gold has the incident.
    pub fn in_gold(self) -> bool {
        self != Self::Invented
    }

    /// Whether the program has the incident.
    pub fn in_record(self) -> bool {
        self != Self::Missed
    }
}

/// One incident of gold, of the program, or of both.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Gold's key, or the place among the program's incidents.
    pub key: String,
    /// The program's id, where it has the incident.
    pub id: Option<String>,
    /// Gold's types; the program's where gold has no such incident.
    pub types: Vec<IncidentType>,
    /// How the two meet.
    pub standing: Standing,
    /// What the program says of how sure it is, from 0 to 1.
    pub confidence: Option<f64>,
    /// Slot by slot.
    pub findings: Vec<Finding>,
}

/// One article.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The fixture's name.
    pub name: String,
    /// Open or blind.
    pub group: Group,
    /// Its title.
    pub title: Option<String>,
    /// The publication date that it was read with, ISO.
    pub published: Option<String>,
    /// What spans point into, in code points. Not printed: it stands in the article's file.
    #[serde(skip)]
    pub text: String,
    /// Whether gold has no incident.
    pub negative: bool,
    /// Incident by incident.
    pub incidents: Vec<Compared>,
    /// What belongs to the article as a whole.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// The same where the record is not the program's: no rule of the program read its words, not every value has any,
    /// and where incidents are not `rated`, nothing says how sure they are.
    pub(super) fn of_another_system(mut self, rated: bool) -> Self {
        for incident in &mut self.incidents {
            incident.confidence = incident.confidence.filter(|_| rated);
            for finding in &mut incident.findings {
                finding.rule = None;
                finding.evidence = finding.evidence.take().filter(|words| !words.text.is_empty());
            }
        }
        self
    }

    /// Every finding, with the incident that it belongs to.
    pub fn all(&self) -> impl Iterator<Item = (Option<&Compared>, &Finding)> {
        let incidents =
            self.incidents.iter().flat_map(|one| one.findings.iter().map(move |finding| (Some(one), finding)));
        incidents.chain(self.findings.iter().map(|finding| (None, finding)))
    }
}

/// Compares one article's record with its gold.
pub(super) fn compare(fixture: &Fixture, record: &Record, mentions: &MentionsLine, dated: Dated) -> Outcome {
    let gold = &fixture.gold.incidents;
    let pairs = align::pairs(gold, &record.incidents, dated);
    let place = Place::new(&fixture.article.text, mentions);
    let mut incidents: Vec<Compared> = Vec::new();
    for (at, (gold, pair)) in gold.iter().zip(&pairs).enumerate() {
        let found = pair.map(|other| &record.incidents[other]);
        let mut findings = compare::incident(gold, found, dated);
        findings.extend(part_of(&fixture.gold, gold, found, &record.incidents, &pairs));
        place.of_gold(gold, &mut findings);
        incidents.push(Compared {
            key: gold.key.clone().unwrap_or_else(|| format!("incident {}", at + 1)),
            id: found.map(|found| found.id.clone()),
            types: gold.types.clone().unwrap_or_default(),
            standing: standing(found, &findings),
            confidence: found.and_then(|found| found.confidence.to_f64()),
            findings,
        });
    }
    for (at, found) in record.incidents.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at))) {
        incidents.push(Compared {
            key: format!("not in gold ({})", at + 1),
            id: Some(found.id.clone()),
            types: found.types.clone(),
            standing: Standing::Invented,
            confidence: found.confidence.to_f64(),
            findings: compare::invented(found),
        });
    }
    let findings = warnings(&fixture.gold, record, &pairs);
    let mut outcome = Outcome {
        name: fixture.name.clone(),
        group: fixture.group,
        title: fixture.article.headline().map(str::to_owned),
        published: record.article.published.clone(),
        text: fixture.article.text.clone(),
        negative: gold.is_empty(),
        incidents,
        findings,
    };
    let findings = outcome.incidents.iter_mut().flat_map(|one| &mut one.findings);
    for finding in findings {
        finding.rule = finding.evidence.as_ref().and_then(|words| rule(mentions, words));
    }
    outcome
}

/// Adds what the run without publication date says of the times for which gold has an answer of its own.
pub(super) fn add_undated(outcome: &mut Outcome, fixture: &Fixture, undated: Outcome) {
    for ((gold, one), other) in fixture.gold.incidents.iter().zip(&mut outcome.incidents).zip(undated.incidents) {
        if gold.time.as_ref().and_then(Option::as_ref).is_none_or(|time| time.undated.is_none()) {
            continue;
        }
        one.findings.extend(other.findings.into_iter().filter_map(|finding| {
            let slot = match finding.slot {
                Slot::Time => Slot::UndatedTime,
                Slot::TimeBasis => Slot::UndatedBasis,
                _ => return None,
            };
            Some(Finding { slot, ..finding })
        }));
    }
}

fn standing(found: Option<&Incident>, findings: &[Finding]) -> Standing {
    let mut identifying = findings.iter().filter(|finding| finding.slot.identifies() && finding.gold.is_some());
    match found {
        None => Standing::Missed,
        // Where gold has nothing that tells the incident from others, its type must do.
        Some(_) if identifying.clone().next().is_none() => Standing::Found,
        Some(_) if identifying.any(|finding| finding.verdict == Verdict::Right) => Standing::Found,
        Some(_) => Standing::Mistaken,
    }
}

/// The gold key that the pairing gives to one of the program's incidents.
fn key_of<'a>(id: &str, gold: &'a Gold, found: &[Incident], pairs: &[Option<usize>]) -> Option<&'a str> {
    let at = found.iter().position(|incident| incident.id == id)?;
    gold.incidents[pairs.iter().position(|pair| *pair == Some(at))?].key.as_deref()
}

fn part_of(
    gold: &Gold,
    incident: &GoldIncident,
    found: Option<&Incident>,
    all: &[Incident],
    pairs: &[Option<usize>],
) -> Option<Finding> {
    let expected = incident.part_of.as_ref()?;
    let key = found.and_then(|found| found.part_of.as_deref()).map(|id| key_of(id, gold, all, pairs));
    let same = key.flatten().is_some() && key.flatten() == expected.as_deref();
    scalar(Slot::PartOf, expected.clone(), key.map(|key| Found::bare(key.unwrap_or("a series not in gold"))), same)
}

/// Warnings of the codes that gold names; of all codes where gold says that there are none.
fn warnings(gold: &Gold, record: &Record, pairs: &[Option<usize>]) -> Vec<Finding> {
    let Some(expected) = &gold.warnings else { return Vec::new() };
    let scored = |code| expected.is_empty() || expected.iter().any(|warning| warning.code == code);
    let found: Vec<_> = record.warnings.iter().filter(|warning| scored(warning.code)).collect();
    let key = |id: &Option<String>| {
        id.as_deref().and_then(|id| key_of(id, gold, &record.incidents, pairs)).map(str::to_owned)
    };
    let shown = found.iter().map(|warning| Found {
        shown: phrase(warning.code.as_str(), key(&warning.incident), warning.sum),
        words: warning.span.as_ref(),
    });
    let names = expected.iter().map(|one| phrase(one.code.as_str(), one.incident.clone(), one.sum)).collect();
    let right = |at: usize, other: usize| {
        let (gold, found) = (&expected[at], found[other]);
        gold.code == found.code
            && (gold.incident.is_none() || gold.incident == key(&found.incident))
            && (gold.sum.is_none() || gold.sum == found.sum)
    };
    list(Slot::Warnings, names, &shown.collect::<Vec<_>>(), right, |_, _| false).0
}

fn phrase(code: &str, key: Option<String>, sum: Option<rust_decimal::Decimal>) -> String {
    let key = key.map(|key| format!(" in {key}")).unwrap_or_default();
    let sum = sum.map(|sum| format!(", sum {}", sum.normalize())).unwrap_or_default();
    format!("{code}{key}{sum}")
}

/// The rule that read the words, or else the longest part of them that some rule read.
fn rule(line: &MentionsLine, words: &Evidence) -> Option<String> {
    let lists = &line.mentions;
    let amounts = lists.amounts.iter().map(|one| (one.start, one.end, &one.rule));
    let dates = lists.dates.iter().map(|one| (one.start, one.end, &one.rule));
    let entities = lists.entities.iter().map(|one| (one.start, one.end, &one.rule));
    let events = line.events.iter().map(|one| (one.start, one.end, &one.rule));
    let inside = amounts
        .chain(dates)
        .chain(entities)
        .chain(events)
        .filter(|(start, end, _)| *start >= words.start && *end <= words.end);
    inside.max_by_key(|(start, end, _)| end - start).map(|(_, _, rule)| rule.clone())
}
