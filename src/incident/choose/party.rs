//! What speaks for a party as the one that was hit, or as the one that did it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::extract::entity;
use crate::extract::event::{ItemKind, Realis, Role};
use crate::record::Sector;
use crate::text::BlockKind;

use super::super::{Party, Story, accused, chief, described, salience};
use super::signs::{around, few, place};
use super::{Add, Seen, Sign, Spans, listed, listed_spans};

/// A party and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct PartyCandidate {
    /// Its index.
    #[serde(skip)]
    pub(super) party: usize,
    /// How the text calls it.
    pub names: BTreeSet<String>,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Vec<Sign>,
}

/// Named parties, the one that is named most often first.
pub(in crate::incident) fn ranks(story: &Story<'_>) -> Vec<usize> {
    let mut ranks: Vec<usize> =
        (0..story.parties.list.len()).filter(|party| story.parties.list[*party].named).collect();
    ranks.sort_by_key(|party| Reverse(story.parties.list[*party].mentions.len()));
    ranks
}

/// The signs of party number `index`.
pub(in crate::incident) fn signs(story: &Story<'_>, index: usize, ranks: &[usize], add: Add<'_>) {
    let party = &story.parties.list[index];
    add("kind", party.kind.as_str());
    if !party.named {
        add("is", "unnamed");
    }
    if party.plural {
        add("is", "several");
    }
    if party.titled {
        add("is", "in the title");
    }
    if chief::is_shaped(party) {
        add("is", "named like a project");
    }
    if chief::is_ticker(party) {
        add("is", "a ticker");
    }
    if chief::is_around(party) {
        add("is", "where things are said");
    }
    if chief::is_chain(party) {
        add("is", "a chain");
    }
    if accused::is_accused(story.doc, party) {
        add("is", "accused");
    }
    if salience::is_labelled(story, party) {
        add("is", "labelled");
    }
    if story.topic == Some(index) {
        add("is", "the topic");
    }
    match party.sector {
        Some(Sector::Defi | Sector::CryptoExchange) => add("sector", "coins"),
        Some(_) => add("sector", "other"),
        None => {}
    }
    called(story, party, add);
    masthead(story, party, add);
    let named = story.parties.list[..index].iter().filter(|other| other.named).count();
    add("named as number", few(named.min(4)));
    let titled = story.parties.list.iter().filter(|other| other.named && other.titled).count();
    if party.titled {
        add("in the title beside", few(titled - usize::from(party.named)));
    } else if titled > 0 {
        add("is", "not in the title, which names others");
    }
    add("mentions", few(party.mentions.len()));
    add("rank", few(ranks.iter().position(|other| *other == index).unwrap_or(ranks.len()).min(4)));
    let mut first = "none";
    let (mut sentences, mut blocks) = (BTreeSet::new(), BTreeSet::new());
    let (mut traced, mut summed, mut alone) = (0, 0, 0);
    for span in &party.mentions {
        let Some(sentence) = story.doc.sentence_at(span.start) else { continue };
        let phrase = &story.phrases[sentence];
        let place = place(story, sentence);
        add("in", place);
        if place != "title" && first == "none" {
            first = place;
        }
        let block = story.doc.sentences[sentence].block;
        if story.doc.opens_block(sentence) {
            add("is", "in the first sentence of a paragraph");
        }
        if story.doc.sentences[sentence].kind == BlockKind::Bullet {
            add("is", "in a list");
        }
        blocks.insert(block);
        alone += usize::from(sentences.insert(sentence) && is_alone(story, index, sentence));
        traced += usize::from(chief::traces(story, sentence) > 0);
        summed += usize::from(phrase.items.iter().any(|item| matches!(item.kind, ItemKind::Amount(_))));
        if let Some(at) = phrase.item_at(span.start) {
            around(story, phrase, at, Some(index), add);
        }
        for event in story.events.iter().filter(|event| event.sentence == sentence) {
            for argument in event.arguments.iter().filter(|argument| argument.span.overlaps(*span)) {
                let actual = event.realis == Realis::Actual;
                add(if actual { "argument" } else { "doubtful argument" }, argument.role.as_str());
                if actual {
                    add(
                        match argument.role {
                            Role::Victim => "victim of",
                            Role::Attacker => "attacker in",
                            _ => "otherwise in",
                        },
                        event.kind.as_str(),
                    );
                }
            }
        }
    }
    for event in story.events.iter().filter(|event| event.realis == Realis::Actual) {
        for role in [Role::Victim, Role::Attacker] {
            if event.spans(role).any(|span| story.party_at(span) == Some(index)) {
                add("meant as", role.as_str());
            }
        }
    }
    add("first", first);
    add("beside traces", few(traced));
    add("beside amounts", few(summed));
    add("sentences", few(sentences.len()));
    add("paragraphs", few(blocks.len()));
    add("alone in sentences", few(alone));
    if traced * 2 > party.mentions.len() {
        add("is", "mostly beside traces");
    }
}

/// What a title that names a party says that the text is: `The Harrowgate quarterly letter` is written by it, not about it.
fn masthead(story: &Story<'_>, party: &Party, add: Add<'_>) {
    const WRITINGS: &[&str] = &[
        "letter", "podcast", "newsletter", "bulletin", "circular", "weekly", "digest", "report", "review", "notes",
        "diary", "brief", "briefing", "quarterly", "annual", "episode", "ep", "thread", "notice", "statement",
        "update", "live", "advisory", "column", "monthly", "roundup", "round-up", "week", "blog", "memo", "filing",
        "results",
    ];
    for span in &party.mentions {
        let Some(sentence) = story.doc.sentence_at(span.start) else { continue };
        if story.doc.sentences[sentence].kind != BlockKind::Title {
            continue;
        }
        for item in &story.phrases[sentence].items {
            if WRITINGS.contains(&item.low.as_str()) {
                add("in the title of a", &item.low);
            }
        }
        if span.start == story.doc.sentences[sentence].span.start {
            let joint = story.doc.text[span.end..].trim_start().chars().next().unwrap_or(' ');
            let joint = [":", "—", "–", "|", ",", "’", "'"].into_iter().rfind(|mark| mark.starts_with(joint));
            add("opens the title, before", joint.unwrap_or("a word"));
        }
    }
    let speaks = |at: &usize| {
        matches!(story.doc.sentences[*at].kind, BlockKind::Body | BlockKind::Bullet)
            && story.phrases[*at].items.iter().any(|item| matches!(item.low.as_str(), "we" | "our" | "us" | "i" | "my"))
    };
    let own = (0..story.phrases.len()).filter(speaks).count();
    add("sentences in the first person", few(own));
    let last = story.phrases.len().saturating_sub(1);
    if own > 2 && party.mentions.iter().any(|span| story.doc.sentence_at(span.start) == Some(last)) {
        add("is", "under the notice");
    }
}

/// Whether a sentence names nobody else.
fn is_alone(story: &Story<'_>, index: usize, sentence: usize) -> bool {
    let others = story.parties.in_sentence(story.doc, sentence);
    others.iter().all(|other| *other == index || !story.parties.list[*other].named)
}

/// What a party is called beside its name: `the insurer`, and the words of its name that say what it is.
pub(in crate::incident) fn called(story: &Story<'_>, party: &Party, add: Add<'_>) {
    let mut places = 0;
    for span in &party.mentions {
        let words = story.doc.slice(*span);
        if words.starts_with(char::is_lowercase) || words.starts_with("The ") || words.starts_with("Its ") {
            add("called", words.rsplit(' ').next().unwrap_or(words));
        }
        let before = story.doc.text[..span.start].trim_end();
        places += usize::from([" in", " near", " outside", " of"].iter().any(|word| before.ends_with(word)));
    }
    if places * 2 > party.mentions.len() {
        add("is", "mostly where or whose");
    }
    for word in party.name.split([' ', '-']) {
        if entity::is_head(word) {
            add("named", word);
        }
    }
    if party.named {
        add("words of the name", few(party.name.split(' ').count()));
    }
}

/// How the text calls a party.
pub(in crate::incident) fn names(story: &Story<'_>, party: usize) -> BTreeSet<String> {
    let known = &story.parties.list[party];
    let spans = known.mentions.iter().copied().chain(described::placed(story, party));
    spans.map(|span| story.doc.slice(span).to_owned()).chain([known.name.clone()]).collect()
}

/// Where it is named.
pub(in crate::incident) fn spans(story: &Story<'_>, party: usize) -> Spans {
    listed_spans(story.parties.list[party].mentions.iter().copied())
}

/// What is seen there.
pub(in crate::incident) fn seen(story: &Story<'_>, party: usize) -> Seen {
    story.seen(story.parties.list[party].mentions.iter().copied())
}

/// Every candidate with its signs.
pub(super) fn observed(story: &Story<'_>) -> Vec<PartyCandidate> {
    let ranks = ranks(story);
    let observed = |party: usize| {
        let signs = listed(|add| signs(story, party, &ranks, add));
        PartyCandidate { party, names: names(story, party), spans: spans(story, party), signs }
    };
    (0..story.parties.list.len()).filter(|party| !story.parties.list[*party].is_gone()).map(observed).collect()
}
