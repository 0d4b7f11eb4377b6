//! Whether data named in an article were exposed, and whether malware, tools and techniques were put to use.

use std::sync::LazyLock;

use serde::Serialize;

use super::super::choose::signs::{around, place, sentence};
use super::super::choose::{Add, Spans, Table, few, listed, listed_spans};
use super::super::{Draft, Story};
use super::{Filled, Signs};
use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};

static DATA: LazyLock<Table> = LazyLock::new(|| Table::new("data", include_str!("../../../models/choosers/data.tsv")));
static METHODS: LazyLock<Table> =
    LazyLock::new(|| Table::new("methods", include_str!("../../../models/choosers/methods.tsv")));

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Kinds of data.
    Data,
    /// Malware, tools, techniques.
    Method,
}

impl Sort {
    fn table(self) -> &'static Table {
        match self {
            Self::Data => &DATA,
            Self::Method => &METHODS,
        }
    }

    fn list(self, draft: &Draft) -> &Vec<usize> {
        match self {
            Self::Data => &draft.data,
            Self::Method => &draft.methods,
        }
    }

    fn list_mut(self, draft: &mut Draft) -> &mut Vec<usize> {
        match self {
            Self::Data => &mut draft.data,
            Self::Method => &mut draft.methods,
        }
    }

    fn holds(self, kind: EntityKind) -> bool {
        match self {
            Self::Data => kind == EntityKind::Data,
            Self::Method => {
                matches!(kind, EntityKind::Malware | EntityKind::Technique | EntityKind::Tool | EntityKind::Group)
            }
        }
    }
}

/// A thing and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Its name.
    pub name: String,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

/// Where a thing stands: its index into the entities, its sentence.
type At = (usize, usize);

/// All things.
fn candidates(story: &Story<'_>, sort: Sort) -> Vec<At> {
    let found = story.mentions.entities.iter().enumerate().filter(|(_, mention)| sort.holds(mention.value.kind));
    found.filter_map(|(index, mention)| Some((index, story.doc.sentence_at(mention.span.start)?))).collect()
}

fn is_same(story: &Story<'_>, left: usize, right: usize) -> bool {
    let name = |index: usize| &story.mentions.entities[index].value.name;
    name(left).eq_ignore_ascii_case(name(right))
}

fn signs(story: &Story<'_>, filled: &Filled, sort: Sort, all: &[At], (index, at): At, add: Add<'_>) {
    let mention: &Mention<Entity> = &story.mentions.entities[index];
    let phrase = &story.phrases[at];
    let name = mention.value.name.to_lowercase();
    add("kind", mention.value.kind.as_str());
    add("rule", mention.rule);
    // The name of a program or a gang is no sign: the next article names another.
    if !matches!(mention.value.kind, EntityKind::Group | EntityKind::Malware) {
        add("name", &name);
        add("head", name.rsplit(' ').next().unwrap_or(&name));
    }
    add("in", place(story, at));
    let Some(item) = phrase.item_at(mention.span.start) else { return };
    let victim = filled.victim(at);
    around(story, phrase, item, victim, add);
    sentence(story, phrase, item, victim, add);
    let bounds = story.doc.sentences[at].span;
    let like = |other: &&Mention<Entity>| sort.holds(other.value.kind) && bounds.contains(other.span);
    add("of the sentence", few(story.mentions.entities.iter().filter(like).count()));
    let again = |other: &At| other.0 != index && is_same(story, other.0, index);
    add("told again", few(all.iter().filter(|other| again(other)).count()));
    for event in story.events.iter().filter(|event| event.sentence == at) {
        add("event", event.kind.as_str());
        add("told as", event.realis.as_str());
        for argument in event.arguments.iter().filter(|argument| argument.span.overlaps(mention.span)) {
            add("argument", argument.role.as_str());
        }
    }
    if let Some(before) = at.checked_sub(1) {
        story
            .events
            .iter()
            .filter(|event| event.sentence == before)
            .for_each(|event| add("event before", event.kind.as_str()));
    }
    filled.signs(story, at, add);
    let kept = || filled.drafts.iter().flat_map(|draft| sort.list(draft)).copied();
    if kept().any(|other| other == index) {
        add("by rule", "kept");
    } else if kept().any(|other| is_same(story, other, index)) {
        add("by rule", "kept elsewhere");
    } else {
        add("by rule", "none");
    }
    let about = filled.about(at).map_or(0, |draft| sort.list(&filled.drafts[draft]).len());
    add("beside others", few(about));
}

/// Every thing with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled, sort: Sort) -> Vec<Judged> {
    let all = candidates(story, sort);
    let observed = |at: &At| Judged {
        name: story.mentions.entities[at.0].value.name.clone(),
        spans: listed_spans([story.mentions.entities[at.0].span]),
        signs: listed(|add| signs(story, filled, sort, &all, *at, add)),
    };
    all.iter().map(observed).collect()
}

/// From what score on a thing is part of an incident, where no rule says so and where one does.
const ADDED: f64 = -0.3;
const DROPPED: f64 = -0.75;

/// Keeps the things for which enough speaks, and adds those that the rules passed over.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled, sort: Sort) {
    let all = candidates(story, sort);
    let judged: Vec<(At, f64)> = all
        .iter()
        .map(|at| {
            let seen = story.seen([story.mentions.entities[at.0].span]);
            (*at, sort.table().likeliest(&seen, |add| signs(story, filled, sort, &all, *at, add)).1)
        })
        .collect();
    // What is named again counts by the mention for which most speaks.
    let most = |index: usize| {
        judged
            .iter()
            .filter(|((other, _), _)| is_same(story, *other, index))
            .map(|(_, score)| *score)
            .fold(f64::MIN, f64::max)
    };
    for ((index, at), score) in &judged {
        match filled.drafts.iter().position(|draft| sort.list(draft).contains(index)) {
            Some(draft) if most(*index) <= DROPPED => {
                sort.list_mut(&mut filled.drafts[draft]).retain(|kept| kept != index)
            }
            None if *score > ADDED => {
                let Some(draft) = filled.about(*at) else { continue };
                if !sort.list(&filled.drafts[draft]).iter().any(|kept| is_same(story, *kept, *index)) {
                    sort.list_mut(&mut filled.drafts[draft]).push(*index);
                }
            }
            _ => {}
        }
    }
}
