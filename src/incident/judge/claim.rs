//! Who says who did it: for every attacker all parties compete as the one who says so, with the article itself (none of
//! them) at a score of 0, in a conditional logit like those of `choose`. How firmly, and who denies it, is left to the rules.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::choose::signs::around;
use super::super::choose::{self, Add, SOURCES, few, listed, of_none, scored, shares};
use super::super::source::{self, Source};
use super::super::{Claim, Draft, Story, attribution, stance};
use super::{Filled, blamer, party, told};
use crate::extract::entity::EntityKind;
use crate::record::Stance;

/// An attacker of an incident, and what speaks for each source.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of the victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about it.
    pub main: bool,
    /// How the text calls the attacker.
    pub names: BTreeSet<String>,
    /// Who may say so.
    pub sources: Vec<party::Judged>,
    /// Whether the rules say anything.
    pub ruled: bool,
}

/// The sentences that name a party.
pub(super) fn sentences(story: &Story<'_>, party: usize) -> BTreeSet<usize> {
    story.parties.list[party].mentions.iter().filter_map(|span| story.doc.sentence_at(span.start)).collect()
}

/// The sentences that name a party or in which it speaks by a pronoun: `It blamed the gang`.
fn heard(story: &Story<'_>, party: usize, sources: &Sources) -> BTreeSet<usize> {
    use EntityKind::{Agency, Analyst, Country, Media, Person};
    let heard = matches!(story.parties.list[party].kind, Agency | Analyst | Country | Media | Person);
    let speaks = sources.by_party.get(&party).filter(|_| heard);
    sentences(story, party).into_iter().chain(speaks.into_iter().flatten().copied()).collect()
}

/// What the rules say of who did it, denials apart.
fn by_rule(draft: &Draft, attacker: usize) -> Option<&Claim> {
    draft.claims.iter().find(|claim| claim.attacker == attacker && claim.stance != Stance::Denied)
}

/// What kind of source a party is to what an attacker did.
fn sort(story: &Story<'_>, draft: &Draft, attacker: usize, party: usize) -> &'static str {
    match party {
        _ if party == attacker => "itself",
        _ if draft.victims.contains(&party) => "the victim",
        _ => story.parties.list[party].kind.as_str(),
    }
}

/// Who speaks where, read once for all attackers.
struct Sources {
    of_sentence: Vec<Vec<Source>>,
    /// The sentences in which a party speaks.
    by_party: BTreeMap<usize, Vec<usize>>,
}

impl Sources {
    fn of(story: &Story<'_>) -> Self {
        let of_sentence: Vec<_> = story.phrases.iter().map(|phrase| source::sources(story, phrase)).collect();
        let mut by_party: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (sentence, sources) in of_sentence.iter().enumerate() {
            for source in sources {
                by_party.entry(source.party).or_default().push(sentence);
            }
        }
        Self { of_sentence, by_party }
    }
}

/// Who may say who did it.
fn candidates(story: &Story<'_>, draft: &Draft, attacker: usize) -> Vec<usize> {
    // Who did it with others does not accuse them.
    let other = |party: &usize| draft.attackers.contains(party);
    let speaks =
        |party: &usize| *party == attacker || source::can_speak(story.parties.list[*party].kind) && !other(party);
    (0..story.parties.list.len()).filter(speaks).collect()
}

/// An attacker of a draft, the sentences that name it, and the sources of all sentences.
struct Case<'a> {
    draft: &'a Draft,
    attacker: usize,
    theirs: BTreeSet<usize>,
    sources: &'a Sources,
}

fn signs(story: &Story<'_>, case: &Case<'_>, party: usize, add: Add<'_>) {
    let Case { draft, attacker, theirs, sources } = case;
    let attacker = *attacker;
    let known = &story.parties.list[party];
    let actor = story.parties.list[attacker].kind.as_str();
    let sort = sort(story, draft, attacker, party);
    add("source", sort);
    add("source of", &format!("{actor} {sort}"));
    if !known.named {
        add("is", "unnamed");
    }
    choose::party::called(story, known, add);
    let own = |claim: &&Claim| claim.attacker == attacker && claim.stance != Stance::Denied;
    let by_rules = draft.claims.iter().filter(own).find(|claim| claim.by == Some(party));
    match by_rules.or_else(|| by_rule(draft, attacker)) {
        Some(claim) if claim.by == Some(party) => {
            add("by rule", "source");
            add("by rule, as", claim.stance.as_str());
        }
        Some(claim) => add("by rule", if claim.by.is_some() { "another" } else { "the article" }),
        None => add("by rule", "nothing"),
    }
    if draft.claims.iter().any(|claim| claim.attacker != attacker && claim.by == Some(party)) {
        add("by rule", "source of another");
    }
    if draft.reported_by.contains(&party) {
        add("is", "cited");
    }
    let mut away = None;
    let mut speaks = 0;
    for sentence in heard(story, party, sources) {
        let phrase = &story.phrases[sentence];
        let near = theirs.iter().map(|at| at.abs_diff(sentence)).min();
        away = away.into_iter().chain(near).min();
        let own = sources.of_sentence[sentence].iter().filter(|source| source.party == party);
        let verbs: Vec<usize> = own.map(|source| source.verb).collect();
        speaks += verbs.len();
        if !theirs.contains(&sentence) {
            continue;
        }
        add("in its sentence", if verbs.is_empty() { "silent" } else { "speaks" });
        verbs.iter().for_each(|verb| add("verb", &phrase.items[*verb].low));
        if let Some(cue) = cue(story, sentence) {
            add("cue", &format!("{sort} {}", cue.as_str()));
        }
        let spans = known.mentions.iter().filter(|span| story.doc.sentences[sentence].span.contains(**span));
        for at in spans.filter_map(|span| phrase.item_at(span.start)) {
            around(story, phrase, at, Some(party), add);
        }
    }
    add("away", away.map_or("no sentence", few));
    add("speaks", few(speaks));
}

/// Every attacker of every incident with the signs of its sources.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let mut all = Vec::new();
    let sources = Sources::of(story);
    for (of, draft) in filled.drafts.iter().enumerate() {
        for &attacker in &draft.attackers {
            let case = Case { draft, attacker, theirs: sentences(story, attacker), sources: &sources };
            let source = |party: usize| party::Judged {
                names: choose::party::names(story, party),
                spans: choose::party::spans(story, party),
                signs: listed(|add| signs(story, &case, party, add)),
            };
            all.push(Judged {
                victims: told::names(story, draft),
                main: Some(of) == filled.main(),
                names: choose::party::names(story, attacker),
                sources: candidates(story, draft, attacker).into_iter().map(source).collect(),
                ruled: by_rule(draft, attacker).is_some(),
            });
        }
    }
    all
}

/// What part of the share of the likeliest source another one must have to be told beside it: where the rules say so, and where not.
const KEPT: f64 = 0.15;
const BESIDE: f64 = 0.6;

/// Gives what is said of every attacker its likeliest sources.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    if filled.drafts.iter().all(|draft| draft.attackers.is_empty()) {
        return;
    }
    let sources = Sources::of(story);
    for draft in &mut filled.drafts {
        for attacker in draft.attackers.clone() {
            let case = Case { draft, attacker, theirs: sentences(story, attacker), sources: &sources };
            let said = judged(story, &case, filled.choice.coins);
            let claims = &mut draft.claims;
            let at = claims.iter().position(|other| other.attacker == attacker).unwrap_or(claims.len());
            let denies = |other: &Claim| other.attacker == attacker && other.stance == Stance::Denied;
            let denials: Vec<Claim> = claims.iter().filter(|other| denies(other)).cloned().collect();
            claims.retain(|other| other.attacker != attacker);
            let at = at.min(claims.len());
            claims.splice(at..at, said.into_iter().chain(denials));
        }
    }
}

fn judged(story: &Story<'_>, case: &Case<'_>, coins: bool) -> Vec<Claim> {
    let Case { draft, attacker, .. } = case;
    let attacker = *attacker;
    let rule = by_rule(draft, attacker);
    // What is only denied is claimed by nobody.
    if rule.is_none() && draft.claims.iter().any(|claim| claim.attacker == attacker) {
        return vec![];
    }
    let score = |party: usize| {
        (party, scored(&SOURCES, coins, &choose::party::seen(story, party), |add| signs(story, case, party, add)))
    };
    let shares = shares(candidates(story, draft, attacker).into_iter().map(score).collect());
    let likeliest = shares.first().map(|(party, _)| *party);
    let court = |party: usize| story.parties.list[party].name.to_lowercase().contains("court");
    let judges = rule.is_some_and(|claim| claim.by.is_some() && claim.by == likeliest && claim.by.is_some_and(court));
    // Of whom a court has spoken the article says so itself.
    let person = story.parties.list[attacker].kind == EntityKind::Person;
    if person && !judges && attribution::is_guilty(story, attacker) {
        let span = rule.map(|claim| claim.span).or_else(|| story.parties.list[attacker].mentions.first().copied());
        return span.map(|span| Claim { attacker, by: None, stance: Stance::Confirmed, span }).into_iter().collect();
    }
    let none = of_none(&shares);
    let most = shares.first().map_or(0.0, |(_, share)| *share);
    let ruled = |party: usize| draft.claims.iter().any(|claim| claim.attacker == attacker && claim.by == Some(party));
    let enough = |party: usize| if ruled(party) { KEPT } else { BESIDE };
    let likely = shares.iter().filter(|(party, share)| most > none && *share >= enough(*party) * most);
    let mut by: Vec<Option<usize>> = likely.map(|(party, _)| Some(*party)).collect();
    // A gang that is accused and claims nothing does not say so itself.
    let claims = |at: &usize| cue(story, *at) == Some(Stance::Claimed);
    if by.is_empty() || by == [Some(attacker)] && !case.theirs.iter().any(claims) {
        let blamers = blamers(story, case);
        if !blamers.is_empty() {
            by = blamers.into_iter().map(Some).collect();
        }
    }
    if by.is_empty() {
        by.push(None);
    }
    by.into_iter().filter_map(|by| said(story, case, by)).collect()
}

/// Who accuses the attacker of a case in so many words, in the first sentence that does.
fn blamers(story: &Story<'_>, case: &Case<'_>) -> Vec<usize> {
    let here = |at: &usize| blamer::blamers(story, &story.phrases[*at], &case.sources.of_sentence[*at], case.attacker);
    let mut found = case.theirs.iter().map(here).find(|found| !found.is_empty()).unwrap_or_default();
    found.retain(|by| !case.draft.attackers.contains(by));
    found
}

/// What a source says of an attacker.
fn said(story: &Story<'_>, case: &Case<'_>, by: Option<usize>) -> Option<Claim> {
    let Case { draft, attacker, theirs, sources } = case;
    let attacker = *attacker;
    let of_both = |claim: &&Claim| claim.attacker == attacker && claim.by == by && claim.stance != Stance::Denied;
    if let Some(claim) = draft.claims.iter().find(of_both) {
        return Some(claim.clone());
    }
    let rule = by_rule(draft, attacker);
    let span = rule.map(|claim| claim.span).or_else(|| story.parties.list[attacker].mentions.first().copied())?;
    let together = by.map(|by| heard(story, by, sources)).unwrap_or_default();
    let mut together = together.intersection(theirs);
    let firm = |stance: &Stance| !matches!(stance, Stance::Claimed | Stance::Denied);
    let stance = match by {
        Some(by) if by == attacker => Stance::Claimed,
        _ => together
            .find_map(|at| cue(story, *at).filter(firm))
            .or_else(|| rule.map(|claim| claim.stance).filter(firm))
            .unwrap_or(Stance::Alleged),
    };
    Some(Claim { attacker, by, stance, span })
}

/// The stance that the words of a sentence tell.
fn cue(story: &Story<'_>, sentence: usize) -> Option<Stance> {
    stance::stance(&attribution::lower(story, story.doc.sentences[sentence].span))
}
