//! Whether a party is one that did it, or is said to have done it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;

use super::super::choose::{self, Add, Spans, Table, listed};
use super::super::{Claim, Story, accused, attribution, described, human, salience, source};
use super::{Filled, Signs};
use crate::extract::entity::EntityKind;

static ATTACKERS: LazyLock<Table> =
    LazyLock::new(|| Table::new("attackers", include_str!("../../../models/choosers/attackers.tsv")));

/// A party and what speaks for it.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// How the text calls it.
    pub names: BTreeSet<String>,
    /// Where it is named, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

fn signs(story: &Story<'_>, filled: &Filled, party: usize, ranks: &[usize], add: Add<'_>) {
    choose::party::signs(story, party, ranks, add);
    let mut by_rule = "none";
    for draft in &filled.drafts {
        if draft.attackers.contains(&party) {
            by_rule = "attacker";
            draft
                .claims
                .iter()
                .filter(|claim| claim.attacker == party)
                .for_each(|claim| add("claim", claim.stance.as_str()));
        } else if draft.victims.contains(&party) && by_rule == "none" {
            by_rule = "victim";
        }
        if draft.claims.iter().any(|claim| claim.by == Some(party)) {
            add("by rule", "source");
        }
    }
    add("by rule", by_rule);
    let known = &story.parties.list[party];
    if !known.named {
        add("described as", &described::head(&known.name).to_lowercase());
    }
    for sentence in known.mentions.iter().filter_map(|span| story.doc.sentence_at(span.start)) {
        if attribution::speaks_of_law(&story.phrases[sentence]) {
            add("is", "beside the law");
        }
        if salience::speaks_of_crime(story, sentence) {
            add("is", "beside words of the field");
        }
        let whose = filled.focus[sentence]
            .map_or("nobody's", |about| if Some(about) == filled.main() { "the main one's" } else { "another's" });
        add("sentence", whose);
    }
    if filled.drafts.iter().all(|draft| draft.attackers.is_empty()) {
        add("attackers", "none by rule");
    }
}

/// Every party with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let ranks = choose::party::ranks(story);
    let observed = |party: usize| Judged {
        names: choose::party::names(story, party),
        spans: choose::party::spans(story, party),
        signs: listed(|add| signs(story, filled, party, &ranks, add)),
    };
    (0..story.parties.list.len()).filter(|party| !story.parties.list[*party].is_gone()).map(observed).collect()
}

/// From what score on a party did it, where no rule says so and where one does.
const ADDED: f64 = -0.3;
const DROPPED: f64 = -1.0;
/// From what score on a person with a name did it whom no rule accuses: articles name many people who only tell of it.
const ADDED_PERSON: f64 = 0.0;

/// Keeps the attackers for whom enough speaks, and adds those that the rules passed over to what the article is about.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let ranks = choose::party::ranks(story);
    let judged: Vec<f64> = (0..story.parties.list.len())
        .map(|party| {
            ATTACKERS.likeliest(&choose::party::seen(story, party), |add| signs(story, filled, party, &ranks, add)).1
        })
        .collect();
    for (party, score) in judged.into_iter().enumerate() {
        let known = filled.drafts.iter().any(|draft| draft.attackers.contains(&party));
        let old = is_mere_witness(story, party);
        if known && (score <= DROPPED || old) {
            for draft in &mut filled.drafts {
                draft.attackers.retain(|attacker| *attacker != party);
                draft.claims.retain(|claim| claim.attacker != party);
            }
        } else if !known
            && score > enough(story, party)
            && !old
            && !accuses(story, filled, party)
            && !story.parties.list[party].is_gone()
            && let Some(about) = about(story, filled, party)
            && !filled.drafts.iter().any(|draft| draft.victims.contains(&party))
        {
            let draft = &mut filled.drafts[about];
            draft.attackers.push(party);
            draft.claims.extend(attribution::of(story, party));
        }
    }
}

/// Whether a party accuses another: by a rule, or `is blamed by the firm`.
fn accuses(story: &Story<'_>, filled: &Filled, party: usize) -> bool {
    let accuses = |claim: &Claim| claim.by == Some(party) && claim.attacker != party;
    let blames = || {
        let mut phrases = story.phrases.iter();
        phrases.any(|phrase| source::accusers(story, phrase).any(|accuser| accuser == party))
    };
    filled.drafts.iter().any(|draft| draft.claims.iter().any(accuses)) || blames()
}

/// From what score on a party did it that no rule accuses.
fn enough(story: &Story<'_>, party: usize) -> f64 {
    let known = &story.parties.list[party];
    let witness = known.named && known.kind == EntityKind::Person && !accused::is_accused(story.doc, known);
    if witness { ADDED_PERSON } else { ADDED }
}

/// Whether a party is somebody old with whom no court has to do, or of the court.
fn is_mere_witness(story: &Story<'_>, party: usize) -> bool {
    let known = &story.parties.list[party];
    human::is_old(story.doc, known) && !accused::is_accused(story.doc, known) || human::is_of_court(story.doc, known)
}

/// The incident that a party did: the main one, unless the text names it in sentences of another alone.
fn about(story: &Story<'_>, filled: &Filled, party: usize) -> Option<usize> {
    let main = filled.main()?;
    let mentions = story.parties.list[party].mentions.iter().filter_map(|span| story.doc.sentence_at(span.start));
    let told: Vec<usize> = mentions.filter_map(|sentence| filled.focus[sentence]).collect();
    let other = told.first().filter(|_| !told.contains(&main));
    Some(other.copied().unwrap_or(main))
}
