//! When an incident happened: the date beside its trigger, not that of the announcement.

use jiff::civil;

use crate::extract::Mention;
use crate::extract::date::{self, Anchor, Basis, Date, DateExpr, Exactness, Said, Side, Unit};
use crate::extract::event::{Event, EventKind, ItemKind, Phrase, Role};
use crate::record::{AmountRole, Scope};
use crate::text::BlockKind;

use super::draft::RoledAmount;
use super::{Draft, Story, form, lasting};

/// Verbs and nouns of telling, finding and sequel: the day beside them is not that of the event.
const REPORTING: &[&str] = &[
    "said", "says", "told", "announced", "confirmed", "reported", "disclosed", "tweeted", "wrote", "posted", "stated",
    "revealed", "added", "statement", "notified", "warned", "published", "filing", "report", "blog", "acknowledged",
    "admitted", "letter", "notice", "post", "arrested", "charged", "sentenced", "indicted", "pleaded", "extradited",
    "discovered", "noticed", "detected", "learned", "found", "resumed", "reopened", "restored", "fined", "raised",
    "launched", "founded", "expected", "due", "voted", "meeting", "opened", "returned", "recovered", "update", "patch",
    "filed", "lawsuit", "unsealed", "conceded", "light", "rejected", "accused", "ended", "halted", "froze",
    "suspended", "released", "issued", "ruled", "appeared", "attributed", "blamed", "linked", "sanctioned", "seized",
    "confiscated", "repaid", "reimbursed", "refunded", "convicted",
];
/// What happens when somebody breaks in, takes something or knocks something out.
const HAPPENING: &[&str] = &[
    "happened", "occurred", "place", "began", "started", "entered", "left", "went", "moved", "transferred", "sent",
    "struck", "came", "removed", "withdrew", "withdrawn", "withdrawal", "withdrawals", "copied", "accessed", "access",
    "downloaded", "downloading", "transactions", "payments", "got", "locked", "hijacked", "took", "taken", "handed",
    "ran", "pulled", "installed", "deployed", "deploys", "altered", "inside", "hit", "drained", "disappeared", "made",
    "send", "steal", "hacked", "breached", "compromised", "attacked", "exploited", "raided", "robbed", "infiltrated",
    "encrypted", "leaked", "exposed", "executed", "initiated", "emptied", "stopped", "crashed", "borrowed", "minted",
    "bridged", "swapped", "appeared", "ran", "shut", "failed", "posed", "called", "reached", "manipulated", "used",
    "received", "wired", "paid", "arrived", "clicked", "logged",
];

/// Verbs of finding: what they date is at most a little older.
const FINDING: &[&str] = &["discovered", "noticed", "detected", "learned", "found", "spotted", "light", "identified"];

/// A date must tell more than this to be the time of an event by itself.
const ENOUGH: i32 = 4;
/// And this, to narrow down another.
const FINER: i32 = -6;

/// How well a date tells when something happened, and which date it is.
struct Candidate {
    score: i32,
    date: usize,
}

/// Sentences of a lead.
const SENTENCES: usize = 3;

/// How many sentences around the first one of a theft may tell its month.
const AROUND: usize = 5;

/// The best date of each draft; a date without a year takes it from the window of a series.
pub(super) fn times(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    let best: Vec<Option<usize>> = (0..drafts.len()).map(|at| best_date(story, drafts, at, focus)).collect();
    let window = drafts.iter().zip(&best).filter(|(draft, _)| draft.scope == Scope::Series).find_map(|(_, date)| {
        let date = &story.dates[(*date)?].value;
        Some((date.earliest?, date.latest?)).filter(|(first, last)| first.year() != last.year())
    });
    let byline = date::byline(story.doc, &story.mentions.dates);
    let reports: Vec<Option<usize>> = (0..drafts.len()).map(|at| reported(story, drafts, at, focus)).collect();
    for (at, (draft, date)) in drafts.iter_mut().zip(best).enumerate() {
        let report = reports[at].filter(|report| date.is_none_or(|date| is_within(story, *report, date)));
        let vague = date.is_none_or(|date| is_vague(story, date));
        draft.reported = match report.filter(|_| vague).map(|report| &story.dates[report]) {
            Some(date) => date.value.earliest.map(|day| Mention {
                span: date.span,
                value: Date::about_month(day, date.value.basis),
                rule: date.rule,
            }),
            None => byline.filter(|_| at == 0 && date.is_none() && draft.has_loss()).map(|(span, day)| Mention {
                span,
                value: Date::about_month(day, Basis::Published),
                rule: "byline",
            }),
        };
        let Some(index) = date else { continue };
        draft.time = Some(match window {
            Some(window) if draft.scope == Scope::Single => within(story, index, window),
            _ => of(story, index),
        });
    }
}

/// What one date of the article means as the time of an event.
pub(super) fn of(story: &Story<'_>, date: usize) -> Mention<Date> {
    let said: &Mention<DateExpr> = &story.mentions.dates[date];
    Mention { span: said.span, value: closed(story, &said.value, &story.dates[date].value), rule: said.rule }
}

/// What it means within a window: what it means anyway, where that lies in it.
fn within(story: &Story<'_>, date: usize, window: (civil::Date, civil::Date)) -> Mention<Date> {
    let plain = &story.dates[date].value;
    if plain.earliest >= Some(window.0) && plain.latest.is_some_and(|last| last <= window.1) {
        return of(story, date);
    }
    let said: &Mention<DateExpr> = &story.mentions.dates[date];
    let value = resolve_within(story, &said.value, window, &story.dates[date].value);
    Mention { span: said.span, value, rule: said.rule }
}

/// The time of an incident as the record tells it: from the first day to the last where the text gives both, the day of the report
/// where it gives no better, and whole months for their pieces.
pub(super) fn settled(story: &Story<'_>, draft: &Draft, time: Mention<Date>) -> Mention<Date> {
    let Some(date) = story.dates.iter().position(|date| date.span == time.span && date.rule == time.rule) else {
        return time;
    };
    if let Some(lasting) = lasting::of(story, date) {
        return lasting;
    }
    let report = draft.reported.as_ref().is_some_and(|report| report.span == time.span);
    let time = if report { of(story, date) } else { time };
    let said = &story.mentions.dates[date].value.said;
    let value = whole(said, time.value);
    let basis = if is_of_publication(story, date) { Basis::Published } else { value.basis };
    Mention { value: Date { basis, ..value }, ..time }
}

/// `on Friday … two days later`: told from a day that is itself told from the publication date.
fn is_of_publication(story: &Story<'_>, date: usize) -> bool {
    let told_from =
        matches!(story.mentions.dates[date].value.said, Said::Shift { .. } | Said::Unit(..) | Said::Day(..));
    let before = date.checked_sub(1).map(|before| story.dates[before].value.basis);
    told_from && story.dates[date].value.basis == Basis::Context && before == Some(Basis::Published)
}

/// `early October` is October, `summer 2017` June to August 2017, `two years ago` the year: an incident is told by whole days, months
/// and years, and as about when only where the words say so.
fn whole(said: &Said, value: Date) -> Date {
    let (Some(edtf), Some(first), Some(last)) = (&value.edtf, value.earliest, value.latest) else { return value };
    let about = match said {
        Said::Shift { length, .. } | Said::Rolling(length, _) => length.exactness != Exactness::Exact,
        Said::Fiscal(_) => true,
        _ => false,
    };
    if about {
        return value;
    }
    let (from, to) = match said {
        Said::Range(from, to) => (end_of(from), end_of(to)),
        Said::Bound(_, of) => (whole_of(of), whole_of(of)),
        said => (whole_of(said), whole_of(said)),
    };
    let edtf = edtf.replace('~', "");
    let (left, right) = edtf.split_once('/').unwrap_or((&edtf, &edtf));
    let left = from.map_or_else(|| left.to_owned(), |unit| unit.of(first));
    let right = to.map_or_else(|| right.to_owned(), |unit| unit.of(last));
    Date {
        edtf: Some(if left == right { left } else { format!("{left}/{right}") }),
        earliest: Some(from.map_or(first, |unit| unit.days(first).0)),
        latest: Some(to.map_or(last, |unit| unit.days(last).1)),
        basis: value.basis,
    }
}

/// What a piece is of.
#[derive(Clone, Copy)]
enum Whole {
    Month,
    Year,
}

impl Whole {
    /// As EDTF, that of a day.
    fn of(self, day: civil::Date) -> String {
        match self {
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        }
    }

    /// Its first and last day.
    fn days(self, day: civil::Date) -> (civil::Date, civil::Date) {
        match self {
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }
}

/// The month or year of which the words name a piece: `early October`, `late 2016`, `earlier this month`.
fn whole_of(said: &Said) -> Option<Whole> {
    let Said::Part(_, of) = said else { return None };
    match &**of {
        Said::Calendar { month: Some(_), day: None, .. } | Said::Unit(Unit::Month, ..) => Some(Whole::Month),
        Said::Calendar { month: None, day: None, .. } | Said::Unit(Unit::Year, ..) => Some(Whole::Year),
        _ => None,
    }
}

/// What one end of a range says: `from March until 4 September` begins in March, and not on its first day; `until the last week of
/// January` ends in January.
fn end_of(said: &Said) -> Option<Whole> {
    match said {
        Said::Calendar { month: Some(_), day: None, .. } => Some(Whole::Month),
        Said::Calendar { month: None, day: None, .. } => Some(Whole::Year),
        Said::Nth { unit: Unit::Week, of, .. } => end_of(of).filter(|whole| matches!(whole, Whole::Month)),
        said => whole_of(said),
    }
}

/// Whether a date is longer than a month and no range that the text gives.
fn is_vague(story: &Story<'_>, date: usize) -> bool {
    let value = &story.dates[date].value;
    let long = match (value.earliest, value.latest) {
        (Some(first), Some(last)) => first.first_of_month() != last.first_of_month(),
        _ => false,
    };
    long && !matches!(story.mentions.dates[date].value.said, Said::Range(..) | Said::Bound(..))
}

/// Where no date tells when money was taken, one of the month in which it was reported: `PeckShield reported on
/// Wednesday`. Dates beside events come before those in other sentences about the draft, the nearest first.
fn reported(story: &Story<'_>, drafts: &[Draft], draft: usize, focus: &[Option<usize>]) -> Option<usize> {
    if !drafts[draft].has_loss() {
        return None;
    }
    let monthly = |date: &usize| {
        is_past(story, *date) && {
            let value = &story.dates[*date].value;
            let since = matches!(story.mentions.dates[*date].value.said, Said::Bound(Side::Since, _));
            let one = |first: civil::Date, last: civil::Date| first.first_of_month() == last.first_of_month();
            value.earliest.is_some_and(|first| value.latest.map_or(since, |last| one(first, last)))
        }
    };
    let beside = beside_events(story, drafts, draft).into_iter().filter(|candidate| monthly(&candidate.date));
    let best = beside.max_by_key(|candidate| (candidate.score, std::cmp::Reverse(candidate.date)));
    let first = drafts[draft].sentences.first().copied().unwrap_or(0);
    let near = |sentence: &usize| {
        let dateline = story.doc.sentences[*sentence].kind == BlockKind::Dateline;
        focus[*sentence] == Some(draft) && sentence.abs_diff(first) <= AROUND && !dateline
    };
    let other = || {
        let mut around: Vec<usize> = (0..story.phrases.len()).filter(near).collect();
        around.sort_by_key(|sentence| sentence.abs_diff(first));
        around.into_iter().flat_map(|sentence| &story.phrases[sentence].items).find_map(|item| match item.kind {
            ItemKind::Date(date) if monthly(&date) => Some(date),
            _ => None,
        })
    };
    best.map(|candidate| candidate.date).or_else(other)
}

fn resolve_within(story: &Story<'_>, said: &DateExpr, window: (civil::Date, civil::Date), plain: &Date) -> Date {
    let within = said.resolve(&Anchor { published: story.doc.published, window: Some(window), ..Anchor::default() });
    if within.edtf.is_some() || plain.basis == Basis::Unresolved { within } else { plain.clone() }
}

/// "the largest since November 2019, when Upbit was robbed": the event is where the open interval begins.
fn closed(story: &Story<'_>, said: &DateExpr, plain: &Date) -> Date {
    match &said.said {
        Said::Bound(_, inner) if plain.earliest.is_some() && plain.latest.is_none() => {
            let year = plain.earliest.filter(|_| plain.basis == Basis::Context).map(|day| (day.year(), plain.basis));
            let start = DateExpr { said: (**inner).clone(), ..said.clone() };
            let month = plain.earliest.map(|day| (day.first_of_month(), plain.basis));
            start.resolve(&Anchor { published: story.doc.published, year, month, ..Anchor::default() })
        }
        _ => plain.clone(),
    }
}

fn best_date(story: &Story<'_>, drafts: &[Draft], draft: usize, focus: &[Option<usize>]) -> Option<usize> {
    let mut candidates = beside_events(story, drafts, draft);
    candidates.extend(beside_happenings(story, drafts, draft, focus));
    candidates.retain(|candidate| is_past(story, candidate.date));
    // A day that cannot be told stands back behind one that can.
    let told = |candidate: &Candidate| candidate.score > ENOUGH && story.dates[candidate.date].value.edtf.is_some();
    if candidates.iter().any(told) {
        candidates.retain(|candidate| story.dates[candidate.date].value.edtf.is_some());
    }
    if draft == 0 && !candidates.iter().any(told) {
        candidates.extend(in_lead(story, focus));
    }
    let mut best: Option<&Candidate> = None;
    for candidate in candidates.iter().filter(|candidate| candidate.score > ENOUGH) {
        if best.is_none_or(|known| candidate.score > known.score) {
            best = Some(candidate);
        }
    }
    let best = best?;
    if matches!(story.mentions.dates[best.date].value.said, Said::Range(..)) {
        return Some(best.date);
    }
    // "last month", and further down "on 26 September": the day within the month.
    let finer = candidates
        .iter()
        .filter(|other| other.score > FINER && is_within(story, other.date, best.date))
        .max_by_key(|other| other.score);
    Some(finer.unwrap_or(best).date)
}

/// Dates of the lead that no verb of telling or sequel owns: what the article is about first happened then.
fn in_lead(story: &Story<'_>, focus: &[Option<usize>]) -> Vec<Candidate> {
    let body = |at: &usize| story.doc.sentences[*at].kind == BlockKind::Body;
    let lead = (0..story.phrases.len()).filter(body).take(SENTENCES);
    let mut found = Vec::new();
    for sentence in lead.filter(|sentence| matches!(focus[*sentence], None | Some(0))) {
        let phrase = &story.phrases[sentence];
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Date(date) = item.kind else { continue };
            let recent = story.dates[date]
                .value
                .earliest
                .zip(story.doc.published)
                .is_none_or(|(day, published)| day.until(published).is_ok_and(|span| span.get_days() < 200));
            let verb = (0..phrase.items.len())
                .filter(|index| phrase.items[*index].kind == ItemKind::Word && is_past_form(&phrase.items[*index].low))
                .min_by_key(|index| index.abs_diff(at));
            if let Some(verb) = verb.filter(|verb| recent && !REPORTING.contains(&phrase.items[*verb].low.as_str())) {
                found.push(Candidate { score: fit(phrase, at, verb) - 6 - open(story, phrase, at, date), date });
            }
        }
    }
    found
}

/// Whether the day at item `at` is that of a charge, a sentence or a fine: long after what it is about.
pub(super) fn is_of_the_law(phrase: &Phrase, at: usize) -> bool {
    const LAW: &[&str] = &[
        "sentenced", "charged", "charges", "accused", "arrested", "indicted", "convicted", "jailed", "extradited",
        "fined", "pleaded", "unsealed", "detained", "ordered",
    ];
    let law = |item: &crate::extract::event::Item| LAW.contains(&item.low.as_str());
    let stops = |item: &&crate::extract::event::Item| !matches!(item.low.as_str(), ";" | "after" | "who" | "which");
    phrase.items[at.saturating_sub(9)..at].iter().rev().take_while(stops).any(law)
        || phrase.items[at + 1..phrase.items.len().min(at + 4)].iter().take_while(stops).any(law)
}

/// `pressed`, `sat`, `could`
fn is_past_form(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
        || matches!(
            word,
            "sat"
                | "saw"
                | "was"
                | "were"
                | "had"
                | "could"
                | "got"
                | "came"
                | "went"
                | "found"
                | "lost"
                | "began"
                | "stood"
                | "fell"
                | "broke"
                | "ran"
                | "rang"
                | "said"
                | "told"
                | "woke"
                | "felt"
                | "knew"
                | "did"
        )
}

/// Dates in the sentences that tell the events of a draft.
fn beside_events(story: &Story<'_>, drafts: &[Draft], own: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    let draft = &drafts[own];
    let first = draft.sentences.first().copied().unwrap_or(0);
    // What is told first is told best.
    let far = |sentence: usize| (sentence.saturating_sub(first) as i32).min(20) / 2;
    for (rank, index) in draft.events.iter().enumerate() {
        let event = &story.events[*index];
        let phrase = &story.phrases[event.sentence];
        let Some(trigger) = phrase.item_at(event.trigger.start) else { continue };
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Date(date) = item.kind else { continue };
            let early = 6 - (rank as i32).min(6);
            let kind = match event.kind {
                // "stolen funds" are spoken of long after they were stolen.
                _ if phrase.items[trigger].low.starts_with("stolen ") => -4,
                EventKind::Theft | EventKind::Databreach | EventKind::Disruption | EventKind::Intrusion => 4,
                EventKind::Fraud | EventKind::Ransom => 2,
                _ => 0,
            };
            let range = matches!(story.mentions.dates[date].value.said, Said::Range(..));
            if is_of_another(story, drafts, own, Place { phrase, date: at, trigger }) {
                continue;
            }
            found.push(Candidate {
                score: fit(phrase, at, trigger) + if range { 4 } else { 0 } + early + kind
                    - far(event.sentence)
                    - open(story, phrase, at, date),
                date,
            });
        }
    }
    found
}

/// A date beside a trigger.
#[derive(Clone, Copy)]
struct Place<'a> {
    phrase: &'a Phrase,
    date: usize,
    trigger: usize,
}

/// Whether a date is that of another draft's event: nearer to it, or its argument: "hit before: in January, $534 million
/// was stolen from".
fn is_of_another(story: &Story<'_>, drafts: &[Draft], own: usize, place: Place<'_>) -> bool {
    let Place { phrase, date, trigger } = place;
    let here = |event: &&Event| event.sentence == phrase.sentence;
    let timed = |event: &Event| event.spans(Role::Time).any(|span| span == phrase.items[date].span);
    let of = |draft: &Draft| -> Vec<&Event> { draft.events.iter().map(|at| &story.events[*at]).filter(here).collect() };
    let mine = of(&drafts[own]).into_iter().any(timed);
    let others = drafts.iter().enumerate().filter(|(at, _)| *at != own).flat_map(|(_, draft)| of(draft));
    others.into_iter().any(|event| {
        let other = phrase.item_at(event.trigger.start).filter(|other| *other != trigger);
        timed(event) && !mine || other.is_some_and(|other| other.abs_diff(date) < trigger.abs_diff(date))
    })
}

/// Dates in the sentences about a draft that say that something happened: "The coins left on Thursday."
fn beside_happenings(story: &Story<'_>, drafts: &[Draft], draft: usize, focus: &[Option<usize>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let first = drafts[draft].sentences.first().copied().unwrap_or(0);
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        if focus[sentence] != Some(draft) || story.doc.sentences[sentence].kind == BlockKind::Dateline {
            continue;
        }
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Date(date) = item.kind else { continue };
            let cue = |index: &usize| {
                let item = &phrase.items[*index];
                item.kind == ItemKind::Nobody || HAPPENING.contains(&item.low.as_str())
            };
            let Some(verb) = (0..phrase.items.len()).filter(cue).min_by_key(|index| index.abs_diff(at)) else {
                // `Date: Mar 14, 2024`, or a row that holds the loss and its day.
                let lost = |sum: &RoledAmount| sum.role == AmountRole::Stolen && sum.sentence == sentence;
                let score = if form::gives_day(phrase, at) { 20 } else { 8 };
                let row = story.doc.slice(story.doc.sentences[sentence].span).contains(['\t', '|']);
                if form::gives_day(phrase, at) || row && drafts[draft].amounts.iter().any(lost) {
                    found.push(Candidate { score, date });
                }
                continue;
            };
            // What stands before the first word of an event, in another paragraph, tells how it all began.
            let told_before =
                sentence < first && story.doc.sentences[sentence].block != story.doc.sentences[first].block;
            let far = (sentence.abs_diff(first) as i32).min(20) / 2 + if told_before { 6 } else { 0 };
            let range = if matches!(story.mentions.dates[date].value.said, Said::Range(..)) { 4 } else { 0 };
            found.push(Candidate { score: fit(phrase, at, verb) + range - far - open(story, phrase, at, date), date });
        }
    }
    found
}

/// What an open interval costs: "since October" tells when something began to be so, but "since November 2019, when" names a day.
fn open(story: &Story<'_>, phrase: &Phrase, at: usize, date: usize) -> i32 {
    let value = &story.dates[date].value;
    let when = phrase.word(Some(at + 1)) == "when" || phrase.word(Some(at + 2)) == "when";
    if value.edtf.is_some() && value.latest.is_none() && !when { 10 } else { 0 }
}

/// Whether a date lies before the article: an ultimatum or a hearing ahead is no time of an event.
fn is_past(story: &Story<'_>, date: usize) -> bool {
    let value = &story.dates[date].value;
    let ahead = matches!((value.earliest, story.doc.published), (Some(first), Some(published)) if first > published);
    !ahead && (value.earliest.is_some() || value.edtf.is_none())
}

/// Whether one date is a shorter time inside the other.
fn is_within(story: &Story<'_>, inner: usize, outer: usize) -> bool {
    let (inner, outer) = (&story.dates[inner].value, &story.dates[outer].value);
    match (inner.earliest, inner.latest, outer.earliest, outer.latest) {
        (Some(first), Some(last), Some(start), Some(end)) => {
            let long = |from: civil::Date, to: civil::Date| from.until(to).map_or(0, |span| span.get_days());
            start <= first && last <= end && long(first, last) < long(start, end) && long(start, end) > 3
        }
        _ => false,
    }
}

/// How well date item `at` tells the time of what item `trigger` of the same sentence says; higher is better.
fn fit(phrase: &Phrase, at: usize, trigger: usize) -> i32 {
    let (low, high) = if at < trigger { (at, trigger) } else { (trigger, at) };
    let between = &phrase.items[low + 1..high];
    let words = between.iter().filter(|item| !is_clock(&item.low)).count() as i32;
    // Far is far: what stands between counts less and less.
    let mut score = 20 - words.min(6) - (words - 6).max(0) / 2;
    let clock = |index: usize| between.get(index + 1).is_some_and(|item| is_clock(&item.low));
    for (index, item) in between.iter().enumerate() {
        match item.kind {
            ItemKind::Mark if matches!(item.low.as_str(), ";" | "“" | "”" | "\"") => score -= 8,
            ItemKind::Trigger(_) => score -= 2,
            ItemKind::Word if REPORTING.contains(&item.low.as_str()) => score -= 8,
            // "froze withdrawals on Friday after intruders …": the day belongs to the other clause.
            ItemKind::Word if item.low == "after" && clock(index) => {}
            ItemKind::Word if item.low == "after" && at < trigger => score -= 9,
            ItemKind::Word if matches!(item.low.as_str(), "that" | "after" | "while" | "when" | "and" | "but") => {
                score -= 3
            }
            ItemKind::Date(_) => score -= 3,
            _ => {}
        }
    }
    // "said on Thursday", "were arrested in Manhattan on Tuesday": the verb beside the date owns it.
    let reported = |word: &str| REPORTING.contains(&word);
    let owner = (at.saturating_sub(7)..at)
        .rev()
        .map(|index| &phrase.items[index])
        .take_while(|item| !matches!(item.kind, ItemKind::Mark | ItemKind::Date(_)))
        .find(|item| reported(&item.low) || matches!(item.kind, ItemKind::Trigger(_)) && is_verb(&item.low));
    let said = |word: &str| {
        matches!(
            word,
            "said" | "says" | "told" | "announced" | "confirmed" | "reported" | "disclosed" | "revealed" | "wrote"
        )
    };
    // Found on a day: not the day itself, but better than that of the announcement.
    let finding = |word: &str| FINDING.contains(&word);
    if owner.is_some_and(|item| finding(&item.low)) {
        score -= 6;
    } else if owner.is_some_and(|item| reported(&item.low)) || said(phrase.word(Some(at + 1))) {
        score -= 12;
    }
    // "News on November 3rd: since October 29th"
    if at <= 3 && phrase.word(at.checked_sub(1)) == "on" && phrase.word(Some(at + 1)) == ":" {
        score -= 14;
    }
    if matches!(phrase.word(at.checked_sub(1)), "until" | "by" | "before") {
        score -= 8;
    }
    if at == 0 || at == 1 && phrase.items[0].kind == ItemKind::Word {
        // "On 3 May, …": a date that opens the sentence holds for all of it.
        score += 4;
    }
    score
}

/// `4`, `10:12`, `a.m`: part of a time of day.
fn is_clock(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        || matches!(word, "a.m" | "p.m" | "a.m." | "p.m." | "am" | "pm" | "shortly" | "early" | "." | "utc" | "around")
}

/// Whether a trigger is a form of a verb; `leak` beside a date owns nothing.
fn is_verb(word: &str) -> bool {
    let head = word.split(' ').next().unwrap_or(word);
    ["ed", "en", "ole", "ost", "oke", "ook", "uck", "hit"].iter().any(|end| head.ends_with(end))
}
