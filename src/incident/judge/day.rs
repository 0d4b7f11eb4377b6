//! When each incident happened: every date of the article is weighed for every incident, so that each gets its own.
//!
//! A conditional logit like those of `choose`: the dates compete, and "none of them" scores 0.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::choose::day::{At, DayCandidate, candidates, observe, signs as of_the_article};
use super::super::choose::{Add, DAYS, few, length, of_none, scored, shares};
use super::super::{Draft, Story, dated, form, time};
use super::{Filled, told};
use crate::extract::Mention;
use crate::extract::date::Date;
use crate::record::Scope;

/// An incident and the dates that may be its own.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of its victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about it.
    pub main: bool,
    /// Kinds of incident.
    pub types: Vec<&'static str>,
    /// Whether it is a series.
    pub series: bool,
    /// The date that the rules give it.
    pub rule: Option<String>,
    /// All dates.
    pub days: Vec<DayCandidate>,
}

fn signs(story: &Story<'_>, filled: &Filled, of: usize, near: &Nearness, at: At, add: Add<'_>) {
    let draft = &filled.drafts[of];
    of_the_article(story, at, draft.victims.first().copied(), add);
    let main = Some(of) == filled.main();
    add("of", if main { "the main one" } else { "another" });
    add("drafts", few(filled.drafts.len()));
    add("scope", draft.scope.as_str());
    let said = &story.dates[at.date];
    let same = |time: &Mention<Date>| time.span == said.span;
    let rule = match (&draft.time, &draft.reported) {
        (Some(time), _) if same(time) => "this",
        (_, Some(report)) if same(report) => "this, of the report",
        (Some(time), _) if time.value.edtf.is_some() && time.value.edtf == said.value.edtf => "the same day",
        (None, None) => "none",
        (Some(time), _) if time.value.edtf.is_none() => "another, unresolved",
        _ => "another",
    };
    add("by rule", rule);
    let other = |(index, other): (usize, &Draft)| {
        index != of && other.time.as_ref().or(other.reported.as_ref()).is_some_and(same)
    };
    if filled.drafts.iter().enumerate().any(other) {
        add("by rule", "of another");
    }
    filled.bond(story, of, at.sentence, add);
    near.signs(story, draft, at, main, add);
    if draft.scope == Scope::Series {
        add("of a series", length(&said.value));
    }
    if main {
        add("share", share(filled.choice.of_day(at.date)));
    }
}

/// How near a sentence is to an incident: one of its own that names its victim, one of its own, one that names it, none.
fn nearness(story: &Story<'_>, draft: &Draft, sentence: usize) -> usize {
    let here = story.parties.in_sentence(story.doc, sentence);
    let named = draft.victims.iter().any(|victim| here.contains(victim));
    2 * usize::from(draft.sentences.contains(&sentence)) + usize::from(named)
}

/// How near the dates of an article are to one incident: how many are so near, by their nearness.
struct Nearness([usize; 4]);

impl Nearness {
    fn of(story: &Story<'_>, draft: &Draft) -> Self {
        let mut counts = [0; 4];
        candidates(story).for_each(|at| counts[nearness(story, draft, at.sentence)] += 1);
        Self(counts)
    }

    /// Whether a date stands in a sentence of the incident that names its victim.
    fn is_told(&self) -> bool {
        self.0[3] > 0
    }

    /// Whether a date stands in a sentence of its own incident, and whether another does, that would be nearer.
    fn signs(&self, story: &Story<'_>, draft: &Draft, at: At, main: bool, add: Add<'_>) {
        let near = nearness(story, draft, at.sentence);
        let nearest = self.0.iter().rposition(|count| *count > 0).unwrap_or(0);
        let nearer: usize = self.0[near + 1..].iter().sum();
        let who = match draft.scope {
            Scope::Series => "a series",
            Scope::Single if main => "the main one",
            Scope::Single => "another",
        };
        add("nearness of", &format!("{who} {near} of {nearest}"));
        add("nearer dates", &format!("{who} {}", few(nearer.min(4))));
    }
}

/// When an incident happened as far as the rules tell.
fn by_rule(draft: &Draft) -> Option<&Mention<Date>> {
    draft.reported.as_ref().or(draft.time.as_ref())
}

fn share(share: f64) -> &'static str {
    match share {
        share if share > 0.6 => "most",
        share if share > 0.3 => "much",
        share if share > 0.1 => "some",
        share if share > 0.02 => "little",
        _ => "none",
    }
}

/// Every incident with its dates and their signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let observed = |of: usize| {
        let draft = &filled.drafts[of];
        let near = Nearness::of(story, draft);
        Judged {
            victims: told::names(story, draft),
            main: Some(of) == filled.main(),
            types: draft.types.iter().map(|kind| kind.as_str()).collect(),
            series: draft.scope == Scope::Series,
            rule: by_rule(draft).and_then(|time| time.value.edtf.clone()),
            days: candidates(story)
                .map(|at| observe(story, at, |add| signs(story, filled, of, &near, at, add)))
                .collect(),
        }
    };
    (0..filled.drafts.len()).map(observed).collect()
}

/// What share of all a date must have to be that of an incident.
const ENOUGH: f64 = 0.3;
/// How many dates an article may have of which each may be that of any incident; in longer ones only those within reach may.
const MANY: usize = 60;

/// The time of every incident: the date that is likeliest its own, or what the rules say.
pub(in super::super) fn times(story: &Story<'_>, filled: &Filled) -> Vec<Option<Mention<Date>>> {
    (0..filled.drafts.len()).map(|of| of_one(story, filled, of)).collect()
}

fn of_one(story: &Story<'_>, filled: &Filled, of: usize) -> Option<Mention<Date>> {
    let draft = &filled.drafts[of];
    if Some(of) == filled.main()
        && let Some(date) = form::day(story)
    {
        return Some(time::of(story, date));
    }
    let known = by_rule(draft);
    let near = Nearness::of(story, draft);
    let scored =
        |at: At| (at.date, scored(&DAYS, filled.choice.coins, &None, |add| signs(story, filled, of, &near, at, add)));
    // `Fairhaven was hit in February`: no date of another sentence of another incident.
    let beside = Some(of) != filled.main() && near.is_told();
    let long = candidates(story).nth(MANY).is_some() && Some(of) != filled.main();
    let fits = |at: &At| {
        (!long || draft.reaches(at.sentence))
            && !dated::is_of_another_kind(story, story.dates[at.date].span, at.sentence)
            && (!beside
                || nearness(story, draft, at.sentence) > 0
                || filled.focus[at.sentence].is_none_or(|focus| focus == of))
    };
    let shares = shares(candidates(story).filter(fits).map(scored).collect());
    let none = of_none(&shares);
    let whole = |date: usize| {
        let edtf = &story.dates[date].value.edtf;
        let same =
            |other: &&(usize, f64)| other.0 == date || edtf.is_some() && story.dates[other.0].value.edtf == *edtf;
        shares.iter().filter(same).map(|(_, share)| share).sum::<f64>()
    };
    let best = shares.iter().map(|(date, _)| (*date, whole(*date)));
    let best = best.reduce(|best, other| if other.1 > best.1 { other } else { best });
    let chosen = best.filter(|(date, share)| {
        *share >= ENOUGH
            && *share > none
            && story.dates[*date].value.edtf.is_some()
            && !is_window(story, filled, of, *date)
            && !is_of_a_part(story, filled, of, *date)
    });
    match (chosen, known) {
        (Some((date, _)), Some(known)) if known.span == story.dates[date].span => Some(known.clone()),
        (Some((date, _)), _) => Some(time::of(story, date)),
        (None, known) => known.cloned(),
    }
}

/// Whether a date is that of a single incident, told apart from the series that it would be given to.
fn is_of_a_part(story: &Story<'_>, filled: &Filled, of: usize, date: usize) -> bool {
    let (draft, span) = (&filled.drafts[of], story.dates[date].span);
    let apart = story.doc.sentence_at(span.start).is_none_or(|sentence| !draft.sentences.contains(&sentence));
    let single = |other: &&Draft| other.scope == Scope::Single;
    let mut times = filled.drafts.iter().filter(single).filter_map(by_rule);
    draft.scope == Scope::Series && apart && times.any(|time| time.span == span)
}

/// Whether a date is the window of a series: the time of none of its parts.
fn is_window(story: &Story<'_>, filled: &Filled, of: usize, date: usize) -> bool {
    let others = filled.drafts.iter().enumerate().filter(|(at, other)| *at != of && other.scope == Scope::Series);
    others.filter_map(|(_, other)| other.time.as_ref()).any(|time| time.span == story.dates[date].span)
}
