//! Whether a party was hit, also where no sentence says so in words that the rules know; then it gets an incident of its own.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::choose::{self, Add, Choice, Table, few, listed};
use super::super::{Draft, Story, described};
use super::paragraph::{self, Paragraph, paragraphs};
use super::party::Judged;
use super::{Filled, likeness};
use crate::extract::event::ItemKind;
use crate::record::Scope;
use crate::text::BlockKind;

static HIT: LazyLock<Table> = LazyLock::new(|| Table::new("hit", include_str!("../../../models/choosers/hit.tsv")));

/// The same for parties without a name, which are told of for the first time.
static UNNAMED: LazyLock<Table> =
    LazyLock::new(|| Table::new("unnamed", include_str!("../../../models/choosers/unnamed.tsv")));

/// What the signs of every party are read from.
struct Scene<'a> {
    story: &'a Story<'a>,
    drafts: &'a [Draft],
    choice: &'a Choice,
    ranks: Vec<usize>,
    paragraphs: Vec<Paragraph>,
    /// Of each party whether it has no name and is told of for the first time.
    introduced: Vec<bool>,
}

impl<'a> Scene<'a> {
    fn of(story: &'a Story<'a>, drafts: &'a [Draft], choice: &'a Choice) -> Self {
        Self {
            story,
            drafts,
            choice,
            ranks: choose::party::ranks(story),
            paragraphs: paragraphs(story, drafts),
            introduced: story.parties.list.iter().map(|party| described::is_introduced(story, party)).collect(),
        }
    }
}

fn signs(scene: &Scene<'_>, party: usize, add: Add<'_>) {
    let Scene { story, drafts, choice, ranks, paragraphs, .. } = scene;
    choose::party::signs(story, party, ranks, add);
    paragraph::signs(story, paragraphs, party, add);
    likeness::signs(story, party, add);
    add("article", if choice.coins { "coins" } else { "no coins" });
    let of = |(at, draft): (usize, &Draft)| draft.victims.contains(&party).then_some((at, draft.inferred));
    match drafts.iter().enumerate().find_map(of) {
        None => add("by rule", "none"),
        Some((at, inferred)) => {
            add("by rule", "victim");
            add("by rule, of", if at == 0 { "the first" } else { "another" });
            if inferred {
                add("by rule, of", "what is only inferred");
            }
        }
    }
    add("drafts", few(drafts.len()));
    add("share", super::part(choice.of_victim(party)));
    let mut beside = BTreeSet::new();
    for span in &story.parties.list[party].mentions {
        let Some(sentence) = story.doc.sentence_at(span.start) else { continue };
        for item in &story.phrases[sentence].items {
            beside.insert(match item.kind {
                ItemKind::Date(_) => "a date",
                ItemKind::Data(_) => "data",
                ItemKind::Trigger(_) => "a trigger",
                ItemKind::Nobody => "attackers",
                _ => continue,
            });
        }
        let own = |draft: &&Draft| draft.sentences.contains(&sentence);
        for draft in drafts.iter().filter(own) {
            let named = draft.victims.iter().any(|victim| story.parties.list[*victim].named);
            let here = |victim: &usize| story.parties.in_sentence(story.doc, sentence).contains(victim);
            beside.insert(match draft.victims.iter().any(here) {
                _ if draft.victims.contains(&party) => "its own incident",
                true => "an incident and its victim",
                false if named => "an incident of another",
                false => "an incident without a victim",
            });
        }
    }
    beside.into_iter().for_each(|what| add("beside", what));
}

/// The signs of a party without a name: those of all, how it is introduced, and the words of its sentence and the next.
fn signs_of_unnamed(scene: &Scene<'_>, index: usize, add: Add<'_>) {
    let story = scene.story;
    signs(scene, index, add);
    let party = &story.parties.list[index];
    add("head", &described::head(&party.name).to_lowercase());
    add("introduced by", &party.name.split(' ').next().unwrap_or("").to_lowercase());
    add("introduced", few(scene.introduced.iter().filter(|introduced| **introduced).count()));
    let Some(sentence) = party.mentions.first().and_then(|span| story.doc.sentence_at(span.start)) else { return };
    let phrase = &story.phrases[sentence];
    if let Some(at) = phrase.item_at(party.mentions[0].start) {
        choose::signs::sentence(story, phrase, at, Some(index), add);
    }
    let block = story.doc.sentences[sentence].block;
    let next = story.phrases.get(sentence + 1).filter(|_| story.doc.sentences[sentence + 1].block == block);
    for item in next.into_iter().flat_map(|phrase| &phrase.items) {
        add("in the next sentence", choose::signs::word(story, item, Some(index)));
    }
}

/// Every party with its signs: those with a name, then those without that are introduced.
pub(super) fn observed(story: &Story<'_>, drafts: &[Draft], choice: &Choice) -> [Vec<Judged>; 2] {
    let scene = Scene::of(story, drafts, choice);
    let (unnamed, named): (Vec<usize>, Vec<usize>) = (0..story.parties.list.len())
        .filter(|party| !story.parties.list[*party].is_gone())
        .partition(|party| scene.introduced[*party]);
    let observed = |party: usize, signs: fn(&Scene<'_>, usize, Add<'_>)| Judged {
        names: choose::party::names(story, party),
        spans: choose::party::spans(story, party),
        signs: listed(|add| signs(&scene, party, add)),
    };
    [
        named.into_iter().map(|party| observed(party, signs)).collect(),
        unnamed.into_iter().map(|party| observed(party, signs_of_unnamed)).collect(),
    ]
}

/// From what score on a party gets an incident of its own that no rule gave it.
pub(in super::super) const ADDED: f64 = 0.0;
/// From what score on it gets one that stands only where much speaks for that as an incident.
pub(in super::super) const TRIED: f64 = -1.0;
/// Below what score it gives way as the victim of an incident in whose sentence another is named that was rather hit.
const DROPPED: f64 = -1.0;

/// Of each party how much speaks for it as one that was hit.
pub(in super::super) fn scores(story: &Story<'_>, drafts: &[Draft], choice: &Choice) -> Vec<f64> {
    let scene = Scene::of(story, drafts, choice);
    let score = |party: usize| {
        let seen = choose::party::seen(story, party);
        if scene.introduced[party] {
            UNNAMED.likeliest(&seen, |add| signs_of_unnamed(&scene, party, add)).1
        } else {
            HIT.likeliest(&seen, |add| signs(&scene, party, add)).1
        }
    };
    let mut scores: Vec<f64> = (0..story.parties.list.len()).map(score).collect();
    for party in &choice.spared {
        scores[*party] = scores[*party].min(SPARED);
    }
    if let Some(own) = choice.own {
        scores[own] = scores[own].max(OWN);
    }
    scores
}

/// The most that speaks for a party of which the text says that it was not hit.
const SPARED: f64 = -2.0;
/// The least that speaks for a person who was robbed of what was his or her own.
const OWN: f64 = 1.0;

/// Below what score a party is not told as the victim of the incident that a rule gave it: 5 of 31 such were right in articles from
/// which nothing was learned.
const UNLIKELY: f64 = 0.0;

/// Leaves incidents without the victims that rules gave them and that were rather not hit, and series without any such; whom the
/// article is about by choice stays.
pub(in super::super) fn leave_unlikely(filled: &mut Filled, by_rule: &BTreeSet<usize>) {
    // Of an alert of a sentence or two the weights know too little.
    if !filled.choice.kinds.are_enough() {
        return;
    }
    let chosen = filled.choice.victim.map(|(victim, _)| victim);
    let hits = &filled.hits;
    for draft in &mut filled.drafts {
        let series = draft.scope == Scope::Series;
        let stays = |victim: usize| Some(victim) == chosen || !by_rule.contains(&victim);
        draft.victims.retain(|victim| hits[*victim] >= UNLIKELY || !series && stays(*victim));
    }
}

/// Gives every party for which enough speaks an incident: one that has no such victim yet and is told in a sentence that names
/// the party, or a new one with the sentences that do; `may` says, of a party and its score, whether it gets one.
pub(in super::super) fn settle(
    story: &Story<'_>,
    drafts: &mut Vec<Draft>,
    choice: &Choice,
    scores: &[f64],
    may: impl Fn(usize, f64) -> bool,
) {
    let known: BTreeSet<usize> =
        drafts.iter().flat_map(|draft| draft.victims.iter().chain(&draft.attackers)).copied().collect();
    let mut hit: Vec<usize> =
        (0..scores.len()).filter(|party| may(*party, scores[*party]) && !known.contains(party)).collect();
    hit.sort_by(|left, right| scores[*right].total_cmp(&scores[*left]));
    for party in hit {
        let named = &story.parties.list[party];
        if named.is_gone() || !named.named && !described::is_introduced(story, named) {
            continue;
        }
        let sentences: BTreeSet<usize> =
            named.mentions.iter().filter_map(|span| story.doc.sentence_at(span.start)).collect();
        let body: BTreeSet<usize> = sentences
            .iter()
            .copied()
            .filter(|at| matches!(story.doc.sentences[*at].kind, BlockKind::Body | BlockKind::Bullet))
            .collect();
        let sentences = if body.is_empty() { sentences } else { body };
        let weak = |victim: &usize| !story.parties.list[*victim].named || scores[*victim] < DROPPED;
        let free = |draft: &Draft| {
            !draft.chief
                && if named.named { draft.victims.iter().all(weak) } else { draft.victims.is_empty() }
                && draft.events.iter().any(|event| sentences.contains(&story.events[*event].sentence))
        };
        if let Some(draft) = drafts.iter_mut().find(|draft| free(draft)) {
            draft.victims = vec![party];
            continue;
        }
        let mut draft = Draft::new();
        draft.victims = vec![party];
        draft.judged = true;
        draft.types = choice.kinds_of(story, &sentences);
        for other in drafts.iter_mut() {
            let own = |event: &usize| {
                let at = story.events[*event].sentence;
                let names = story.parties.in_sentence(story.doc, at);
                sentences.contains(&at) && !other.victims.iter().any(|victim| names.contains(victim))
            };
            let (moved, kept): (Vec<usize>, Vec<usize>) = other.events.iter().partition(|event| own(event));
            if !kept.is_empty() {
                for event in &moved {
                    other.sentences.remove(&story.events[*event].sentence);
                }
                other.events = kept;
                draft.events.extend(moved);
            }
        }
        draft.events.sort_unstable();
        draft.sentences = sentences;
        drafts.push(draft);
    }
}
