//! Who else says what a source says: `the United States, Japan and South Korea`; and whom a pronoun that speaks means: `It blamed`.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::text::{BlockKind, Span};

use super::Story;
use super::source::{self, Source};

/// What stands before a place, not before one who speaks.
const WHERE: &[&str] = &["in", "at", "of", "from", "to", "near", "for", "with", "on", "against"];
/// How many sentences back the one that a pronoun means may be named.
const BACK: usize = 3;

/// Those who are named in a row before a source, up to it: `Elliptic and the FBI`.
pub(super) fn before(story: &Story<'_>, phrase: &Phrase, source: Source) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut first = source.first;
    let mut joined = false;
    while let Some(mark) = first.checked_sub(1) {
        // `the FBI`: the article stands between.
        let mark = if matches!(phrase.word(Some(mark)), "the" | "both" | "its" | "their") {
            let Some(mark) = mark.checked_sub(1) else { break };
            mark
        } else {
            mark
        };
        let Some(last) = mark.checked_sub(1) else { break };
        match phrase.word(Some(mark)) {
            "and" => joined = true,
            "," if joined => {}
            _ => break,
        }
        // `Britain, and Japan`
        let last = if phrase.word(Some(last)) == "," { last.saturating_sub(1) } else { last };
        let Some((party, start)) = named(story, phrase, last) else { break };
        if WHERE.contains(&phrase.word(start.checked_sub(1))) {
            break;
        }
        found.push(Source { party, verb: source.verb, first: start });
        first = start;
    }
    found.retain(|other| other.party != source.party);
    found
}

/// Those who are named in a row behind a source: `by the FBI, CISA and the NSA`.
pub(super) fn after(story: &Story<'_>, phrase: &Phrase, source: Source) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut at = source.first;
    let mut joined = false;
    while let Some(end) = end(story, source, at, phrase) {
        let mut next = end + 1;
        match phrase.word(Some(next)) {
            "and" => joined = true,
            "," if phrase.word(Some(next + 1)) == "and" => {
                joined = true;
                next += 1;
            }
            "," => {}
            _ => break,
        }
        next += 1;
        if matches!(phrase.word(Some(next)), "the" | "both" | "its" | "their") {
            next += 1;
        }
        let Some((party, _)) = phrase.items.get(next).and_then(|_| named(story, phrase, next)) else { break };
        found.push(Source { party, verb: source.verb, first: next });
        at = next;
        if joined {
            break;
        }
    }
    found.retain(|other| joined && other.party != source.party);
    found
}

/// The last item of the name that item `at` is part of.
fn end(story: &Story<'_>, source: Source, at: usize, phrase: &Phrase) -> Option<usize> {
    let item = phrase.items.get(at)?;
    let party = if at == source.first { source.party } else { named(story, phrase, at)?.0 };
    let span = longest(story, party, item.span)?;
    phrase.item_at(span.end.checked_sub(1)?)
}

/// The longest mention of a party that holds `span`.
fn longest(story: &Story<'_>, party: usize, span: Span) -> Option<Span> {
    story.parties.list[party]
        .mentions
        .iter()
        .filter(|mention| mention.contains(span))
        .max_by_key(|mention| mention.len())
        .copied()
}

/// The named party of item `at` and the first item of its name, if it can be a source.
fn named(story: &Story<'_>, phrase: &Phrase, at: usize) -> Option<(usize, usize)> {
    if !matches!(phrase.items[at].kind, ItemKind::Entity(_) | ItemKind::Word) {
        return None;
    }
    let party = source::speaker(story, phrase, at)?;
    let known = &story.parties.list[party];
    let speaks = matches!(
        known.kind,
        EntityKind::Agency | EntityKind::Analyst | EntityKind::Media | EntityKind::Country | EntityKind::Organization
    );
    let span = longest(story, party, phrase.items[at].span)?;
    (speaks && known.named).then_some((party, phrase.item_at(span.start)?))
}

/// Whom a pronoun means that opens its sentence and speaks: who spoke in the sentence before, or else who is named there first.
pub(super) fn meant(story: &Story<'_>, phrase: &Phrase, at: usize) -> Option<usize> {
    let word = phrase.items[at].low.as_str();
    if !matches!(word, "it" | "they" | "he" | "she") {
        return None;
    }
    let here = story.doc.sentences[phrase.sentence].span;
    // Who is named before it in its own sentence is judged as any pronoun is.
    if !fitting(story, word, Span::new(here.start, phrase.items[at].span.start)).is_empty() {
        return None;
    }
    let mut sentence = phrase.sentence;
    for _ in 0..BACK {
        sentence = sentence.checked_sub(1)?;
        if !matches!(story.doc.sentences[sentence].kind, BlockKind::Body | BlockKind::Bullet) {
            return None;
        }
        let told = &story.phrases[sentence];
        let named = fitting(story, word, story.doc.sentences[sentence].span);
        let speaks = |(span, _): &&(Span, usize)| source::speaks_at(told, *span);
        if let Some((_, party)) = named.iter().find(speaks).or(named.first()) {
            // A gang speaks for itself, and is the source of nothing else.
            return Some(*party).filter(|party| source::can_speak(story.parties.list[*party].kind));
        }
        // `It says … It blames …`: one who is meant throughout.
        if !told.items.iter().any(|item| item.low == word) {
            return None;
        }
    }
    None
}

/// The parties that a pronoun could mean, named within `bounds`, in the order of the text.
fn fitting(story: &Story<'_>, word: &str, bounds: Span) -> Vec<(Span, usize)> {
    use EntityKind::{Agency, Analyst, Country, Group, Media, Organization, Person};
    let fits = |party: usize| {
        let known = &story.parties.list[party];
        match word {
            "he" | "she" => known.kind == Person && known.named,
            "it" => matches!(known.kind, Agency | Analyst | Country | Media | Organization | Group) && !known.plural,
            _ => matches!(known.kind, Agency | Analyst | Group) || known.plural,
        }
    };
    let mut found: Vec<(Span, usize)> = (0..story.parties.list.len())
        .filter(|party| fits(*party))
        .filter_map(|party| {
            // `in Oslo`: where it was, not who.
            let place = |span: &Span| {
                let before = story.doc.text[..span.start].trim_end();
                before.rsplit(|c: char| !c.is_alphabetic()).next().is_some_and(|word| WHERE.contains(&word))
            };
            let mentions = story.parties.list[party].mentions.iter();
            let first = mentions.filter(|span| bounds.contains(**span) && !place(span)).min()?;
            Some((*first, party))
        })
        .collect();
    found.sort_unstable_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn all_who_are_named_in_a_row_say_it_and_a_pronoun_is_who_spoke() {
        let pipeline = Pipeline::new();
        let hack = "Exchange robbed\n\nHackers stole $4 million from the crypto exchange Quornex in May 2021.";
        for (text, expected) in [
            ("The theft was blamed on the Lazarus Group by Chainalysis and the FBI.", &["Chainalysis", "FBI"][..]),
            ("Chainalysis followed the coins for a week. It blamed the Lazarus Group.", &["Chainalysis"][..]),
            ("In Oslo, Chainalysis blamed the Lazarus Group for the theft.", &["Chainalysis"][..]),
        ] {
            let article = Article { id: "t".into(), text: format!("{hack} {text}"), ..Article::default() };
            let record = pipeline.record(&article);
            let told = record.incidents.into_iter().take(1).flat_map(|incident| incident.attribution);
            let by: BTreeSet<String> = told.filter_map(|claim| claim.by).collect();
            assert_eq!(by.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
