//! Events that tell of one happening become one incident, and what the sentences around them say fills it.

use std::collections::BTreeSet;

use crate::extract::entity::EntityKind;
use crate::extract::event::{Doubt, Event, EventKind, ItemKind, Realis, Role};
use crate::record::{IncidentType, Status};
use crate::text::BlockKind;

use super::draft::RoledAmount;
use super::{Draft, Story, affected, blame, data, money, order, reported, salience, series, time};

/// The incidents of one article, the most important first.
pub fn assemble(story: &Story<'_>) -> Vec<Draft> {
    let mut drafts = group(story);
    name_the_first(story, &mut drafts);
    let focus = focus(story, &drafts);
    for draft in &mut drafts {
        kind::propose(story, draft);
    }
    sums(story, &mut drafts, &focus);
    counts(story, &mut drafts, &focus);
    things(story, &mut drafts, &focus);
    blame::attackers(story, &mut drafts, &focus);
    reported::by(story, &mut drafts, &focus);
    for (at, draft) in drafts.iter_mut().enumerate() {
        if let Some(found) =
            draft.sentences.iter().find_map(|sentence| series::attacks(story, &story.phrases[*sentence]))
        {
            draft.attacks = Some(found);
        }
        let _ = at;
        series::mark(story, draft);
    }
    time::times(story, &mut drafts, &focus);
    let news = salience::is_news(story);
    let mut drafts: Vec<Draft> = drafts.into_iter().filter(|draft| is_told(story, draft, news)).collect();
    let order = order::by_importance(story, &drafts);
    drafts = order.into_iter().map(|at| drafts[at].clone()).collect();
    series::parts(story, &mut drafts);
    for draft in &mut drafts {
        draft.confidence = confidence(story, draft);
    }
    drafts
}

/// The first incident of an article that names no victim hits the organisation that the article is about.
fn name_the_first(story: &Story<'_>, drafts: &mut [Draft]) {
    let named = |draft: &Draft| {
        draft.victims.iter().any(|victim| story.parties.list[*victim].named || story.parties.list[*victim].plural)
    };
    let taken: Vec<usize> = drafts.iter().flat_map(|draft| draft.victims.clone()).collect();
    let Some(first) = drafts.first_mut().filter(|draft| !named(draft)) else { return };
    if let Some(party) = salience::topic(story).filter(|party| !taken.contains(party)) {
        first.victims = vec![party];
        first.inferred = true;
    }
}

/// Events, sentence by sentence, into drafts: by victim, and without one by what the passage is about.
fn group(story: &Story<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut focus: Option<usize> = None;
    let mut block = usize::MAX;
    for (index, event) in story.events.iter().enumerate() {
        let vulnerability = matches!(event.kind, EventKind::DiscoverVulnerability | EventKind::PatchVulnerability);
        if event.realis == Realis::Generic || vulnerability && !names_flaw(story, event.sentence) {
            continue;
        }
        let sentence = &story.doc.sentences[event.sentence];
        if sentence.block != block {
            block = sentence.block;
            focus = (!drafts.is_empty()).then_some(0);
        }
        let hit = victims(story, event);
        let target = match hit.first() {
            Some(_) => home(story, &drafts, event, &hit),
            None => focus,
        };
        let at = target.unwrap_or_else(|| {
            drafts.push(Draft::new());
            drafts.len() - 1
        });
        let draft = &mut drafts[at];
        draft.events.push(index);
        draft.sentences.insert(event.sentence);
        adopt(story, draft, &hit);
        focus = Some(at);
    }
    drafts
}

/// The draft that an event with these victims belongs to.
fn home(story: &Story<'_>, drafts: &[Draft], event: &Event, hit: &[usize]) -> Option<usize> {
    let years = years(story, event.sentence);
    let same_time = |draft: &Draft| {
        let known: BTreeSet<i16> = draft.sentences.iter().flat_map(|sentence| self::years(story, *sentence)).collect();
        years.is_empty() || known.is_empty() || !years.is_disjoint(&known)
    };
    let shared = drafts.iter().position(|draft| draft.victims.iter().any(|victim| hit.contains(victim)) && same_time(draft));
    shared.or_else(|| {
        // What was told without a name gets it now: "a Seoul exchange", then "Coinmaru".
        let named = hit.iter().any(|party| story.parties.list[*party].named);
        let nameless = |draft: &Draft| {
            draft.victims.iter().all(|victim| {
                let party = &story.parties.list[*victim];
                let sector = hit.iter().any(|other| story.parties.list[*other].sector == party.sector || party.sector.is_none());
                !party.named && !party.plural && sector
            })
        };
        let near = |draft: &Draft| draft.sentences.last().is_some_and(|last| event.sentence <= last + 4);
        drafts.iter().position(|draft| nameless(draft) && (named || draft.victims.is_empty()) && near(draft) && same_time(draft))
    })
}

/// Explicit years in a sentence.
fn years(story: &Story<'_>, sentence: usize) -> BTreeSet<i16> {
    story.phrases[sentence]
        .items
        .iter()
        .filter_map(|item| match item.kind {
            ItemKind::Date(index) => story.dates[index].value.earliest.map(|date| date.year()),
            _ => None,
        })
        .collect()
}

/// Adds victims; a name replaces the noun phrase that stood for it.
fn adopt(story: &Story<'_>, draft: &mut Draft, hit: &[usize]) {
    let party = |index: usize| &story.parties.list[index];
    for victim in hit {
        if draft.victims.contains(victim) {
            continue;
        }
        if draft.victims.is_empty() || draft.victims.iter().all(|known| !party(*known).named && party(*victim).named && !party(*known).plural) {
            draft.victims = vec![*victim];
        }
    }
}

/// Whether a sentence names a flaw by its id, so that talk of "vulnerabilities" alone starts nothing.
fn names_flaw(story: &Story<'_>, sentence: usize) -> bool {
    let bounds = story.doc.sentences[sentence].span;
    let cve = story.mentions.entities.iter().any(|entity| entity.value.kind == EntityKind::Cve);
    cve || story.parties.in_sentence(story.doc, sentence).iter().any(|party| story.parties.list[*party].named) && bounds.len() < 400
}

/// For every sentence the draft that it is about: the one whose event it tells, whose victim it names, or the one
/// before it in its block; else the first.
fn focus(story: &Story<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut focus = Vec::with_capacity(story.doc.sentences.len());
    let mut last: Option<usize> = None;
    let mut block = usize::MAX;
    for (index, sentence) in story.doc.sentences.iter().enumerate() {
        if sentence.block != block {
            block = sentence.block;
            last = (!drafts.is_empty()).then_some(0);
        }
        let told = drafts.iter().position(|draft| draft.sentences.contains(&index));
        let named = || {
            let parties = story.parties.in_sentence(story.doc, index);
            drafts.iter().position(|draft| draft.victims.iter().any(|victim| parties.contains(victim)))
        };
        last = told.or_else(named).or(last);
        focus.push(last);
    }
    focus
}

fn types(story: &Story<'_>, draft: &mut Draft) {
    let mut doubts: Vec<Option<Doubt>> = Vec::new();
    for index in &draft.events {
        let event = &story.events[*index];
        doubts.push(event.doubt);
        draft.types.extend(match event.kind {
            EventKind::Theft => Some(IncidentType::Theft),
            EventKind::Databreach => Some(IncidentType::DataBreach),
            EventKind::Ransom => Some(IncidentType::Extortion),
            EventKind::Phishing => Some(IncidentType::Phishing),
            EventKind::Fraud => Some(IncidentType::Fraud),
            EventKind::Disruption => Some(IncidentType::Disruption),
            EventKind::Intrusion => Some(IncidentType::Intrusion),
            EventKind::DiscoverVulnerability => Some(IncidentType::VulnerabilityDisclosure),
            EventKind::PatchVulnerability => Some(IncidentType::VulnerabilityPatch),
        });
    }
    if draft.types.len() > 1 {
        draft.types.remove(&IncidentType::Intrusion);
    }
    let most = |doubt: Doubt| doubts.iter().filter(|found| **found == Some(doubt)).count();
    let actual = doubts.iter().filter(|doubt| doubt.is_none()).count();
    draft.status = if most(Doubt::Denied) > 0 && most(Doubt::Denied) >= actual {
        Status::Denied
    } else if most(Doubt::Attempted) > actual {
        Status::Attempted
    } else if most(Doubt::Threatened) > actual {
        Status::Threatened
    } else {
        Status::Occurred
    };
}

/// Sums with a role go to the draft that their sentence is about; one fact is kept once.
fn sums(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        let Some(draft) = focus[sentence] else { continue };
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = item.kind else { continue };
            if !money::is_sum(&story.mentions.amounts[amount].value) {
                continue;
            }
            let Some(role) = money::role(phrase, at) else { continue };
            if role == AmountRole::Stolen && !drafts[draft].sentences.contains(&sentence) && story.doc.sentences[sentence].kind == BlockKind::Body {
                // A sum that is only near a word of loss, in a sentence that tells no event, is weak.
                let told = story.events.iter().any(|event| event.sentence == sentence);
                if !told {
                    continue;
                }
            }
            drafts[draft].amounts.push(RoledAmount { amount, role, sentence, partner: None });
        }
    }
    for draft in drafts.iter_mut() {
        if draft.amounts.iter().any(|sum| sum.role == AmountRole::Stolen) && draft.types.contains(&IncidentType::Intrusion) {
            let other = draft.types.iter().any(|kind| matches!(kind, IncidentType::Fraud | IncidentType::Theft | IncidentType::Extortion));
            if !other {
                draft.types.insert(IncidentType::Theft);
            }
        }
        draft.amounts = super::distinct::join(story, super::distinct::sums(story, &draft.amounts));
    }
}

fn counts(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        let Some(draft) = focus[sentence] else { continue };
        let told = drafts[draft].sentences.contains(&sentence);
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = item.kind else { continue };
            if affected::is_affected(phrase, at, &story.mentions.amounts[amount].value, told) {
                drafts[draft].affected.push(amount);
            }
        }
    }
    for draft in drafts.iter_mut() {
        draft.affected = super::distinct::counts(story, &draft.affected);
    }
}

/// Data, methods and flaws named in the sentences that tell of a draft.
fn things(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    for (index, mention) in story.mentions.entities.iter().enumerate() {
        let Some(sentence) = story.doc.sentence_at(mention.span.start) else { continue };
        let Some(draft) = focus[sentence] else { continue };
        let told = drafts[draft].sentences.contains(&sentence);
        let same = |other: &usize| story.mentions.entities[*other].value.name.eq_ignore_ascii_case(&mention.value.name);
        let list = match mention.value.kind {
            EntityKind::Data if drafts[draft].types.contains(&IncidentType::DataBreach) && data::is_exposed(story, sentence, mention, told) => {
                &mut drafts[draft].data
            }
            EntityKind::Malware => &mut drafts[draft].methods,
            EntityKind::Technique | EntityKind::Tool if told => &mut drafts[draft].methods,
            EntityKind::Cve => &mut drafts[draft].vulnerabilities,
            _ => continue,
        };
        if !list.iter().any(same) {
            list.push(index);
        }
    }
}

/// The best date beside the events of each draft; a date without a year takes it from the window of a series.
fn times(story: &Story<'_>, drafts: &mut [Draft]) {
    let best: Vec<Option<usize>> = drafts.iter().map(|draft| best_date(story, draft)).collect();
    let window = drafts.iter().zip(&best).filter(|(draft, _)| draft.scope == Scope::Series).find_map(|(_, date)| {
        let date = &story.dates[(*date)?].value;
        Some((date.earliest?, date.latest?)).filter(|(first, last)| first.year() != last.year())
    });
    for (draft, date) in drafts.iter_mut().zip(best) {
        let Some(index) = date else { continue };
        let said: &Mention<DateExpr> = &story.mentions.dates[index];
        let value = match window {
            Some(window) if draft.scope == Scope::Single => resolve_within(story, &said.value, window, &story.dates[index].value),
            _ => story.dates[index].value.clone(),
        };
        draft.time = Some(Mention { span: said.span, value, rule: said.rule });
    }
}

fn resolve_within(story: &Story<'_>, said: &DateExpr, window: (jiff::civil::Date, jiff::civil::Date), plain: &Date) -> Date {
    let within = said.resolve(&Anchor { published: story.doc.published, window: Some(window), previous: None });
    if within.edtf.is_some() || plain.basis == date::Basis::Unresolved { within } else { plain.clone() }
}

fn best_date(story: &Story<'_>, draft: &Draft) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (rank, index) in draft.events.iter().enumerate() {
        let event = &story.events[*index];
        let phrase = &story.phrases[event.sentence];
        let Some(trigger) = phrase.item_at(event.trigger.start) else { continue };
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Date(date) = item.kind else { continue };
            let Some(fit) = time::fit(phrase, at, trigger) else { continue };
            let early = 6 - (rank as i32).min(6);
            let kind = match event.kind {
                EventKind::Theft | EventKind::Databreach | EventKind::Disruption | EventKind::Intrusion => 4,
                EventKind::Fraud | EventKind::Ransom => 2,
                _ => 0,
            };
            let score = fit + early + kind;
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, date));
            }
        }
    }
    best.map(|(_, date)| date)
}

/// Whether a draft says enough to be an incident: somebody or something was hit, and it is told as a happening.
fn is_told(story: &Story<'_>, draft: &Draft, news: bool) -> bool {
    let actual = draft.events.iter().filter(|event| story.events[**event].doubt.is_none()).count();
    let named = draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    let facts = usize::from(draft.time.is_some())
        + usize::from(!draft.amounts.is_empty())
        + usize::from(!draft.affected.is_empty())
        + usize::from(!draft.attackers.is_empty())
        + usize::from(!draft.vulnerabilities.is_empty());
    let doubtful = draft.status != Status::Occurred;
    if !news {
        // An article about something else may recall an incident, but then it says what, when and how much.
        let cyber = draft.sentences.iter().any(|sentence| salience::speaks_of_crime(story, *sentence));
        return named && facts > 1 && actual > 0 && cyber && draft.time.is_some();
    }
    if draft.inferred && draft.amounts.is_empty() && draft.affected.is_empty() && draft.time.is_none() {
        return false;
    }
    // Firms at large are nobody's victims unless the text counts them or names who hit them.
    let at_large = !draft.victims.is_empty() && draft.victims.iter().all(|victim| story.parties.list[*victim].plural);
    if at_large && draft.attacks.is_none() && draft.attackers.is_empty() && draft.time.is_none() {
        return false;
    }
    (actual > 0 || doubtful)
        && (named && (facts > 0 || draft.events.len() > 1) || facts > 1 || !draft.victims.is_empty() && facts > 0)
}

/// How sure the record is, in per cent, by how much supports it.
fn confidence(story: &Story<'_>, draft: &Draft) -> u32 {
    let named = draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    let mut score = 40;
    score += if named { 20 } else { 0 };
    score += if draft.amounts.is_empty() && draft.affected.is_empty() { 0 } else { 12 };
    score += if draft.time.is_some() { 10 } else { 0 };
    score += 3 * draft.events.len().min(4) as u32;
    score.min(95)
}
