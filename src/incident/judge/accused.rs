//! `Police suspect a former clerk`, `the ministry accused Belarusian services of`, `a former clerk is being sought`: who is accused in
//! so many words of an incident that has no attacker yet did it, as far as the article tells.

use super::super::source::{self, Source};
use super::super::{Draft, Story, attribution, guilt};
use super::Filled;
use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::text::BlockKind;

/// Verbs whose object is who is accused.
const ACCUSE: &[&str] =
    &["blamed", "blames", "blame", "accused", "accuses", "accuse", "suspects", "suspect", "suspected", "charged"];
/// How many words may stand between the verb and who is accused.
const REACH: usize = 3;

/// Gives incidents without an attacker those whom their sentences accuse.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let bare: Vec<usize> = (0..filled.drafts.len()).filter(|of| filled.drafts[*of].attackers.is_empty()).collect();
    if bare.is_empty() {
        return;
    }
    let only = (filled.drafts.len() == 1).then_some(0);
    for (sentence, about) in filled.focus.iter().enumerate() {
        let of = about.or(only).filter(|of| bare.contains(of));
        let told = matches!(story.doc.sentences[sentence].kind, BlockKind::Body | BlockKind::Bullet);
        let Some(of) = of.filter(|_| told) else { continue };
        let draft = &mut filled.drafts[of];
        for party in accused(story, draft, &story.phrases[sentence]) {
            give(story, draft, party);
        }
    }
    for (party, known) in story.parties.list.iter().enumerate().filter(|(_, known)| !known.is_gone()) {
        for sentence in guilt::told(story.doc, known) {
            if let Some(of) = filled.focus[sentence].or(only).filter(|of| bare.contains(of)) {
                give(story, &mut filled.drafts[of], party);
            }
        }
    }
}

/// Makes a party one that did it, with what is said of it.
fn give(story: &Story<'_>, draft: &mut Draft, party: usize) {
    if !draft.attackers.contains(&party) && !draft.victims.contains(&party) {
        draft.attackers.push(party);
        draft.claims.extend(attribution::of(story, party));
    }
}

/// Whom a sentence accuses.
fn accused(story: &Story<'_>, draft: &Draft, phrase: &Phrase) -> Vec<usize> {
    let sources = source::sources(story, phrase);
    let accuses = |source: &&Source| source.first < source.verb && ACCUSE.contains(&phrase.word(Some(source.verb)));
    let object = |source: &Source| {
        let party = object(story, phrase, source.verb)?;
        (party != source.party && !draft.victims.contains(&party)).then_some(party)
    };
    sources.iter().filter(accuses).filter_map(object).collect()
}

/// The party that is the object of a verb.
fn object(story: &Story<'_>, phrase: &Phrase, verb: usize) -> Option<usize> {
    let kind = |party: &usize| {
        matches!(story.parties.list[*party].kind, EntityKind::Person | EntityKind::Group | EntityKind::Country)
    };
    for at in verb + 1..phrase.items.len().min(verb + 2 + REACH) {
        let item = &phrase.items[at];
        // `whom they suspect of having kept`: what follows is no longer who is accused.
        let ends = matches!(item.low.as_str(), "of" | "over" | "in" | "for" | "on" | "with");
        if ends || item.kind == ItemKind::Mark && !matches!(item.low.as_str(), "\"" | "“" | "'" | "-") {
            return None;
        }
        let starts =
            |party: &usize| story.parties.list[*party].mentions.iter().any(|span| span.start == item.span.start);
        let here = (0..story.parties.list.len()).filter(starts).find(kind);
        if here.is_some() {
            return here;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn who_is_accused_did_it_where_nobody_else_did() {
        for (told, expected) in [
            (
                "The police suspect a former systems administrator, who has not been seen since.",
                "a former systems administrator",
            ),
            ("A former cashier, who left in April, is being sought.", "A former cashier"),
        ] {
            let text = format!(
                "Mill emptied\n\nThieves stole $4 million from the accounts of Quornex Mills in May 2021. {told}"
            );
            let article = Article { id: "t".into(), text, ..Article::default() };
            let record = Pipeline::new().record(&article);
            let did: Vec<&str> = record
                .incidents
                .iter()
                .flat_map(|incident| &incident.attackers)
                .map(|attacker| attacker.name.as_str())
                .collect();
            assert_eq!(did, [expected]);
        }
    }
}
