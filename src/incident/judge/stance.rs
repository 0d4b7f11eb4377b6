//! How firmly it is said who did it: once it is known who says so, the words of the sentences that name both tell.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Serialize;

use super::super::choose::{self, Add, Table, listed};
use super::super::{Claim, Draft, Story, attribution, stance};
use super::claim::sentences;
use super::{Filled, Signs, told};
use crate::extract::entity::EntityKind;
use crate::extract::event::ItemKind;
use crate::record::Stance;

static STANCES: LazyLock<Table> =
    LazyLock::new(|| Table::new("stances", include_str!("../../../models/choosers/stances.tsv")));

/// What somebody says of an attacker.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Names of the victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about the incident.
    pub main: bool,
    /// How the text calls the attacker.
    pub names: BTreeSet<String>,
    /// How it calls the source; nothing where the article itself says so.
    pub by: BTreeSet<String>,
    /// Its signs.
    pub signs: Signs,
}

fn signs(story: &Story<'_>, draft: &Draft, claim: &Claim, add: Add<'_>) {
    let attacker = &story.parties.list[claim.attacker];
    let source = match claim.by {
        None => "the article",
        Some(by) if by == claim.attacker => "itself",
        Some(by) if draft.victims.contains(&by) => "the victim",
        Some(by) => story.parties.list[by].kind.as_str(),
    };
    add("by rule", claim.stance.as_str());
    add("by rule, of", &format!("{} {source}", claim.stance.as_str()));
    add("source", source);
    add("attacker", attacker.kind.as_str());
    add("source of", &format!("{} {source}", attacker.kind.as_str()));
    add("attacker", if attacker.named { "named" } else { "described" });
    let theirs = sentences(story, claim.attacker);
    let together: BTreeSet<usize> =
        claim.by.map(|by| sentences(story, by).intersection(&theirs).copied().collect()).unwrap_or_default();
    add("named together", if together.is_empty() { "no" } else { "yes" });
    let cue = |sentence: usize| stance::stance(&attribution::lower(story, story.doc.sentences[sentence].span));
    for sentence in &theirs {
        if let Some(cue) = cue(*sentence) {
            add("cue", cue.as_str());
        }
        if attribution::is_convicted(&story.phrases[*sentence]) {
            add("is", "convicted");
        }
        if attribution::speaks_of_law(&story.phrases[*sentence]) {
            add("is", "beside the law");
        }
    }
    let read = if together.is_empty() { &theirs } else { &together };
    for sentence in read {
        if let Some(cue) = cue(*sentence) {
            add("cue there", cue.as_str());
            add("cue there, of", &format!("{} {source}", cue.as_str()));
        }
        for item in &story.phrases[*sentence].items {
            let word = matches!(item.kind, ItemKind::Word | ItemKind::Trigger(_));
            if word && item.low.len() > 3 && item.low.chars().all(char::is_alphabetic) {
                add("word", &item.low);
            }
        }
    }
}

fn firm(claim: &&Claim) -> bool {
    claim.stance != Stance::Denied
}

/// Everything that is said of attackers, denials apart.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let mut all = Vec::new();
    for (of, draft) in filled.drafts.iter().enumerate() {
        all.extend(draft.claims.iter().filter(firm).map(|claim| Judged {
            victims: told::names(story, draft),
            main: Some(of) == filled.main(),
            names: choose::party::names(story, claim.attacker),
            by: claim.by.map(|by| choose::party::names(story, by)).unwrap_or_default(),
            signs: listed(|add| signs(story, draft, claim, add)),
        }));
    }
    all
}

/// Gives all that is said its likeliest firmness.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let convicts = story.phrases.iter().any(attribution::is_convicted);
    for draft in &mut filled.drafts {
        for at in 0..draft.claims.len() {
            let claim = &draft.claims[at];
            // Who speaks for himself claims it, or denies it; and a verdict stands.
            let convicted = claim.by.is_none()
                && claim.stance == Stance::Confirmed
                && convicts
                && attribution::is_guilty(story, claim.attacker);
            if claim.stance == Stance::Denied || claim.by == Some(claim.attacker) || convicted {
                continue;
            }
            let (likeliest, _) = STANCES.likeliest(&None, |add| signs(story, draft, claim, add));
            let Ok(stance) = Stance::from_str(likeliest) else { continue };
            // Of nobody with a name it is said as a fact before a court or he himself says so.
            let attacker = &story.parties.list[claim.attacker];
            let person = attacker.named && attacker.kind == EntityKind::Person;
            if !(person && stance == Stance::Confirmed && !convicts) {
                draft.claims[at].stance = stance;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::Stance;

    #[test]
    fn the_words_of_who_says_so_tell_how_firmly() {
        let hack = "Exchange robbed\n\nHackers stole $4 million from the crypto exchange Quornex in May 2021.";
        for (text, expected) in [
            ("Chainalysis suspects that Lazarus Group may be behind it.", Stance::Suspected),
            ("The FBI accused Lazarus Group of the theft.", Stance::Alleged),
            ("The FBI confirmed that Lazarus Group stole the coins.", Stance::Confirmed),
        ] {
            let article = Article { id: "t".into(), text: format!("{hack} {text}"), ..Article::default() };
            let record = Pipeline::new().record(&article);
            let told: Vec<Stance> = record.incidents[0].attribution.iter().map(|claim| claim.stance).collect();
            assert_eq!(told, [expected], "{text}");
        }
    }
}
