//! What the paragraphs of a party tell: a round-up gives each incident a paragraph, which often names who was hit in one sentence and
//! says what happened in the next.

use std::collections::BTreeSet;

use super::super::choose::{Add, few};
use super::super::{Draft, Story, salience};
use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Realis};
use crate::text::BlockKind;

/// One paragraph, and what it tells.
pub(super) struct Paragraph {
    /// Its sentences; where it is no more than a name, those of the paragraph under it, too.
    sentences: Vec<usize>,
    /// The parties with a name that it names and that could be hit, in the order of the text.
    named: Vec<usize>,
    /// Sentences with words of the field.
    crimes: usize,
    /// Events told as facts.
    events: usize,
    /// Who was hit in it, as far as the rules tell.
    hit: BTreeSet<usize>,
    /// What else its sentences hold.
    holds: BTreeSet<&'static str>,
}

/// The paragraphs of an article's text.
pub(super) fn paragraphs(story: &Story<'_>, drafts: &[Draft]) -> Vec<Paragraph> {
    let told =
        |at: &usize| matches!(story.doc.sentences[*at].kind, BlockKind::Body | BlockKind::Bullet | BlockKind::Heading);
    let all: Vec<usize> = (0..story.doc.sentences.len()).filter(told).collect();
    let mut blocks: Vec<Vec<usize>> =
        all.chunk_by(|left, right| block(story, *left) == block(story, *right)).map(<[usize]>::to_vec).collect();
    for at in (1..blocks.len()).rev() {
        // "Ronin." over the lines that tell of it
        if is_a_name(story, &blocks[at - 1]) && !is_a_name(story, &blocks[at]) {
            let below = blocks[at].clone();
            blocks[at - 1].extend(below);
        }
    }
    blocks.into_iter().map(|sentences| read(story, drafts, sentences)).collect()
}

fn block(story: &Story<'_>, sentence: usize) -> usize {
    story.doc.sentences[sentence].block
}

/// Words up to which a paragraph is no more than a heading.
const HEADING: usize = 6;

fn is_a_name(story: &Story<'_>, sentences: &[usize]) -> bool {
    sentences.len() == 1 && story.doc.slice(story.doc.sentences[sentences[0]].span).split(' ').count() <= HEADING
}

fn read(story: &Story<'_>, drafts: &[Draft], sentences: Vec<usize>) -> Paragraph {
    let mut named = Vec::new();
    let mut hit = BTreeSet::new();
    let mut holds = BTreeSet::new();
    for sentence in &sentences {
        for party in story.parties.in_sentence(story.doc, *sentence) {
            let known = &story.parties.list[party];
            let could = matches!(known.kind, EntityKind::Organization | EntityKind::Agency | EntityKind::Place);
            if known.named && could && !named.contains(&party) {
                named.push(party);
            }
        }
        for draft in drafts.iter().filter(|draft| draft.sentences.contains(sentence)) {
            hit.extend(draft.victims.iter().copied());
        }
        holds.extend(story.phrases[*sentence].items.iter().filter_map(|item| match item.kind {
            ItemKind::Amount(_) => Some("a number"),
            ItemKind::Date(_) => Some("a date"),
            ItemKind::Data(_) => Some("data"),
            ItemKind::Nobody => Some("attackers"),
            _ => None,
        }));
    }
    let events = story.events.iter().filter(|event| sentences.contains(&event.sentence));
    Paragraph {
        named,
        crimes: sentences.iter().filter(|at| salience::speaks_of_crime(story, **at)).count(),
        events: events.filter(|event| event.realis == Realis::Actual).count(),
        hit,
        holds,
        sentences,
    }
}

/// What the paragraphs of a party tell, the one that tells most of what happened above all.
pub(super) fn signs(story: &Story<'_>, paragraphs: &[Paragraph], party: usize, add: Add<'_>) {
    let names = |paragraph: &&Paragraph| {
        let here = |span: &crate::text::Span| {
            story.doc.sentence_at(span.start).is_some_and(|at| paragraph.sentences.contains(&at))
        };
        story.parties.list[party].mentions.iter().any(here)
    };
    let led: BTreeSet<usize> = paragraphs
        .iter()
        .filter(|paragraph| paragraph.crimes > 0)
        .filter_map(|paragraph| paragraph.named.first())
        .copied()
        .collect();
    add("paragraphs led by different parties", few(led.len()));
    let own: Vec<&Paragraph> = paragraphs.iter().filter(names).collect();
    let Some(most) = own.iter().max_by_key(|paragraph| (paragraph.events > 0, paragraph.crimes)) else { return };
    let others = most.named.iter().filter(|other| **other != party).count();
    add("its paragraph names others", few(others));
    add("its paragraph speaks of crime", few(most.crimes));
    add("its paragraph tells events", few(most.events));
    add(
        "its paragraph tells as hit",
        match (most.hit.contains(&party), most.hit.len()) {
            (true, 1) => "it alone",
            (true, _) => "it and others",
            (false, 0) => "nobody",
            (false, _) if most.hit.iter().all(|other| !story.parties.list[*other].named) => "somebody without a name",
            (false, _) => "others",
        },
    );
    if most.named.first() == Some(&party) {
        add("its paragraph", "named first");
        if led.len() > 2 {
            add("its paragraph", "named first, as others are in theirs");
        }
        if others == 0 {
            add("its paragraph", "alone there");
        }
    }
    for what in &most.holds {
        add("its paragraph holds", what);
    }
    if own.len() > 1 {
        add("its paragraph", "one of several");
    }
}
