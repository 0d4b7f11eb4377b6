//! Which of an article's attackers did which of its incidents: a gang of a campaign did all of them, that of an earlier case did
//! one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;

use super::super::choose::{self, Add, Table, few, listed};
use super::super::{Story, attribution, blame};
use super::{Filled, Signs, told};
use crate::extract::entity::EntityKind;
use crate::record::Scope;
use crate::text::BlockKind;

static CULPRITS: LazyLock<Table> =
    LazyLock::new(|| Table::new("culprits", include_str!("../../../models/choosers/culprits.tsv")));

/// An incident and one of the article's attackers.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of the victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about the incident.
    pub main: bool,
    /// Whether it is a series.
    pub series: bool,
    /// How the text calls the attacker.
    pub names: BTreeSet<String>,
    /// Its signs.
    pub signs: Signs,
}

/// Every incident with every attacker of the article, where there are several incidents.
fn pairs(filled: &Filled) -> Vec<(usize, usize)> {
    let attackers: BTreeSet<usize> = filled.drafts.iter().flat_map(|draft| draft.attackers.iter().copied()).collect();
    if filled.drafts.len() < 2 {
        return vec![];
    }
    (0..filled.drafts.len()).flat_map(|of| attackers.iter().map(move |attacker| (of, *attacker))).collect()
}

fn signs(story: &Story<'_>, filled: &Filled, (of, party): (usize, usize), add: Add<'_>) {
    let draft = &filled.drafts[of];
    let known = &story.parties.list[party];
    add("kind", known.kind.as_str());
    if !known.named {
        add("is", "unnamed");
    }
    if known.titled {
        add("is", "in the title");
    }
    let own = draft.attackers.contains(&party);
    add("by rule", if own { "did it" } else { "did another" });
    let main = Some(of) == filled.main();
    add("incident", if main { "main" } else { "another" });
    add("scope", draft.scope.as_str());
    add("status", draft.status.as_str());
    if own {
        add(if main { "did the main one, by rule" } else { "did another, by rule" }, known.kind.as_str());
    }
    let others = draft.attackers.iter().filter(|other| **other != party).count();
    add("others who did it", few(others));
    if others > 0
        && draft.attackers.iter().any(|other| *other != party && story.parties.list[*other].kind == known.kind)
    {
        add("others who did it", "of its kind");
    }
    let all: BTreeSet<usize> = filled.drafts.iter().flat_map(|draft| draft.attackers.iter().copied()).collect();
    add("attackers", few(all.len()));
    let groups = all.iter().filter(|one| story.parties.list[**one].kind == EntityKind::Group).count();
    add("groups", few(groups));
    let did = filled.drafts.iter().filter(|draft| draft.attackers.contains(&party)).count();
    add("incidents it did", few(did));
    add("incidents", few(filled.drafts.len()));
    let mains = filled.main().is_some_and(|main| filled.drafts[main].attackers.contains(&party));
    add("the main one's", if mains { "yes" } else { "no" });
    if filled.drafts.iter().any(|other| other.scope == Scope::Series && other.attackers.contains(&party)) {
        add("is", "of a series");
    }
    let year = |at: usize| filled.drafts[at].time.as_ref().and_then(|time| time.value.earliest).map(|date| date.year());
    let doer = (0..filled.drafts.len()).find(|at| *at != of && filled.drafts[*at].attackers.contains(&party));
    if let Some(doer) = doer {
        let when = match (year(of), year(doer)) {
            (Some(one), Some(other)) if one == other => "the same year",
            (Some(one), Some(other)) if one < other => "earlier",
            (Some(_), Some(_)) => "later",
            _ => "unknown",
        };
        add("beside what it did", when);
        if !draft.types.is_disjoint(&filled.drafts[doer].types) {
            add("beside what it did", "of one kind");
        }
    }
    let block = |sentence: usize| story.doc.sentences[sentence].block;
    let mut away = None;
    let mut behind = false;
    for sentence in known.mentions.iter().filter_map(|span| story.doc.sentence_at(span.start)) {
        if story.doc.sentences[sentence].kind == BlockKind::Title {
            continue;
        }
        let near = draft.sentences.iter().map(|own| own.abs_diff(sentence)).min();
        away = away.into_iter().chain(near).min();
        if draft.sentences.contains(&sentence) {
            add("named in", "its sentence");
        }
        if draft.sentences.iter().any(|own| block(*own) == block(sentence)) {
            add("named in", "its paragraph");
        }
        let here = story.parties.in_sentence(story.doc, sentence);
        if draft.victims.iter().any(|victim| here.contains(victim)) {
            add("named in", "a sentence with its victim");
        }
        match filled.focus[sentence] {
            Some(about) if about == of => add("named in", "a sentence about it"),
            Some(_) => add("named in", "a sentence about another"),
            None => {}
        }
        behind |= draft.sentences.first().is_some_and(|first| sentence >= *first);
    }
    add("away", away.map_or("no sentence", few));
    if behind {
        add("named", "at it or behind it");
    }
    for sentence in &draft.sentences {
        for item in &story.phrases[*sentence].items {
            if matches!(
                item.low.as_str(),
                "same"
                    | "also"
                    | "another"
                    | "earlier"
                    | "previous"
                    | "before"
                    | "too"
                    | "its"
                    | "their"
                    | "campaign"
                    | "they"
                    | "other"
                    | "similar"
                    | "unrelated"
                    | "separately"
            ) {
                add("beside the word", &item.low);
            }
        }
    }
}

/// Every pair with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let observed = |pair: (usize, usize)| Judged {
        victims: told::names(story, &filled.drafts[pair.0]),
        main: Some(pair.0) == filled.main(),
        series: filled.drafts[pair.0].scope == Scope::Series,
        names: choose::party::names(story, pair.1),
        signs: listed(|add| signs(story, filled, pair, add)),
    };
    pairs(filled).into_iter().map(observed).collect()
}

/// From what score on an attacker of the article did an incident that no rule gives it, and below what score it did not do one
/// that a rule does.
const ADDED: f64 = 0.3;
const DROPPED: f64 = -1.0;

/// Gives every incident those who did it.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let judged: Vec<((usize, usize), f64)> = pairs(filled)
        .into_iter()
        .map(|pair| (pair, CULPRITS.likeliest(&None, |add| signs(story, filled, pair, add)).1))
        .collect();
    for ((of, party), score) in judged {
        let draft = &mut filled.drafts[of];
        let known = draft.attackers.contains(&party);
        if known && score <= DROPPED {
            draft.attackers.retain(|attacker| *attacker != party);
            draft.claims.retain(|claim| claim.attacker != party);
        } else if !known && score > ADDED && !draft.victims.contains(&party) {
            draft.attackers.push(party);
            draft.claims.extend(attribution::of(story, party));
        }
    }
    for draft in &mut filled.drafts {
        blame::name_the_described(story, draft);
        blame::join_the_listed(story, draft);
        blame::drop_the_described(story, draft);
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn the_gang_of_a_campaign_did_all_of_it_and_nothing_else() {
        let text = "Gang hits two hospitals\n\nThe BlackTern ransomware gang broke into the network of Kettle Run Hospital on 3 May 2024 and \
                    encrypted its servers. BlackTern also broke into Orsini Hospital and encrypted its servers on 9 May 2024.\n\nIn 2021 the \
                    REvil gang attacked Tarn Systems and demanded $70 million.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        for (victim, gang) in
            [("Kettle Run Hospital", "BlackTern"), ("Orsini Hospital", "BlackTern"), ("Tarn Systems", "REvil")]
        {
            let incident = record
                .incidents
                .iter()
                .find(|incident| incident.victims.iter().any(|hit| hit.name == victim))
                .expect(victim);
            let did: Vec<&str> = incident.attackers.iter().map(|attacker| attacker.name.as_str()).collect();
            assert_eq!(did, [gang], "{victim}");
        }
    }
}
