//! Which product has a flaw: the names of the article compete, and "none of them" scores 0.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::choose::signs::around;
use super::super::choose::{self, Add, PRODUCTS, few, listed, of_none, place, scored, shares};
use super::super::{Draft, Story, flaw};
use super::{Filled, party, told};
use crate::extract::entity::EntityKind;

/// An incident with a flaw, and the names that may be the product's.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of the victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about it.
    pub main: bool,
    /// Whether the rules name a product.
    pub ruled: bool,
    /// All names.
    pub products: Vec<party::Judged>,
}

fn candidates(story: &Story<'_>) -> Vec<usize> {
    let fits = |party: &usize| {
        let known = &story.parties.list[*party];
        known.named && matches!(known.kind, EntityKind::Organization | EntityKind::Network)
    };
    (0..story.parties.list.len()).filter(fits).collect()
}

fn signs(story: &Story<'_>, draft: &Draft, party: usize, add: Add<'_>) {
    let known = &story.parties.list[party];
    add("by rule", if draft.product == Some(party) { "the product" } else { "another or none" });
    if draft.victims.contains(&party) {
        add("is", "the victim");
    }
    if draft.reported_by.contains(&party) {
        add("is", "cited");
    }
    if known.titled {
        add("is", "in the title");
    }
    choose::party::called(story, known, add);
    add("mentions", few(known.mentions.len()));
    let flaws: BTreeSet<usize> = draft
        .vulnerabilities
        .iter()
        .filter_map(|flaw| story.doc.sentence_at(story.mentions.entities[*flaw].span.start))
        .collect();
    let mut away = None;
    for span in &known.mentions {
        let Some(sentence) = story.doc.sentence_at(span.start) else { continue };
        add("in", place(story, sentence));
        let near = flaws.iter().map(|at| at.abs_diff(sentence)).min();
        away = away.into_iter().chain(near).min();
        let phrase = &story.phrases[sentence];
        if let Some(at) = phrase.item_at(span.start) {
            around(story, phrase, at, Some(party), add);
        }
        let after = story.doc.text[span.end..].trim_start_matches([' ', ',']);
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            add("is", "before a figure");
        }
        if flaw::says_product(&story.doc.text[span.end..story.doc.sentences[sentence].span.end.max(span.end)]) {
            add("is", "before what it is");
        }
    }
    add("away from the flaw", away.map_or("unknown", few));
}

fn has_flaw(draft: &Draft) -> bool {
    !draft.vulnerabilities.is_empty()
}

/// Every incident with a flaw.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let observed = |(of, draft): (usize, &Draft)| Judged {
        victims: told::names(story, draft),
        main: Some(of) == filled.main(),
        ruled: draft.product.is_some(),
        products: candidates(story)
            .into_iter()
            .map(|party| party::Judged {
                names: choose::party::names(story, party),
                spans: choose::party::spans(story, party),
                signs: listed(|add| signs(story, draft, party, add)),
            })
            .collect(),
    };
    filled.drafts.iter().enumerate().filter(|(_, draft)| has_flaw(draft)).map(observed).collect()
}

/// Gives every flaw its likeliest product.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let coins = filled.choice.coins;
    for draft in filled.drafts.iter_mut().filter(|draft| has_flaw(draft)) {
        let score = |party: usize| (party, scored(&PRODUCTS, coins, &None, |add| signs(story, draft, party, add)));
        // Whoever was hit through a flaw did not make what has it: in gold one in 241.
        let others = candidates(story).into_iter().filter(|party| !draft.victims.contains(party));
        let shares = shares(others.map(score).collect());
        let none = of_none(&shares);
        draft.product = shares.first().filter(|(_, share)| *share > none).map(|(party, _)| *party);
        draft.version = flaw::version(story, draft.product);
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_product_is_told_from_its_maker_and_the_finder() {
        let pipeline = Pipeline::new();
        for (text, expected) in [
            (
                "Hole in Quillgate\n\nResearchers at Peckwell found a critical flaw, CVE-2024-91111, in the Quillgate gateways of \
                 Tarn Systems. Versions 7.0 to 7.2.3 are affected. Tarn Systems released a fix on Tuesday.",
                ("Quillgate", "7.0 to 7.2.3"),
            ),
            (
                "Update for mail server\n\nTarn Systems has fixed CVE-2024-91112, a vulnerability in its mail server Brightpost. Brightpost \
                 versions 9.1 and 9.2 are vulnerable, the company said.",
                ("Brightpost", "9.1 and 9.2"),
            ),
        ] {
            let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
            let record = pipeline.record(&article);
            let flaw = record.incidents.iter().flat_map(|incident| &incident.vulnerabilities).next();
            let told = flaw.map(|flaw| (flaw.product.as_deref().unwrap_or(""), flaw.version.as_deref().unwrap_or("")));
            assert_eq!(told, Some(expected), "{text}");
        }
    }
}
