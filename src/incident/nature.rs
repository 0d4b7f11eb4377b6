//! What an attacker is whom nothing calls a gang, a person or a state: who breaks in under a name of its own is a gang, unless
//! the words behind it are of one man or woman.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::{self, EntityKind};
use crate::record::PartyKind;
use crate::text::{Document, Span, regex};

use super::{Party, Story, described};

/// How far behind a name words tell of one person, and how far around it of a gang, in bytes.
const PERSON_REACH: usize = 120;
const GANG_REACH: usize = 60;

/// Words of one person, behind the name.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?: he | his | him | himself | she | her | herself | year-old | aged | sentenced | pleaded | extradited
          | jailed | prison | employee | developer | clerk | student | Mr | Ms ) \b",
    )
});
/// Words of a gang, around the name.
static GANG: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b (?: groups? | gang | crew | hackers | ransomware | actors? | cluster | leak\ssite | blog | affiliates?
          | collective | hacktivists? | their | they | apt | intruders | operators ) \b",
    )
});
/// Offices of states.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:ministry|service|bureau|military|army|agency|directorate|intelligence|police|guard|unit)\b")
});

/// What the party is as an attacker.
pub fn kind_of_attacker(story: &Story<'_>, index: usize) -> PartyKind {
    let party = &story.parties.list[index];
    match party.kind {
        EntityKind::Person if !party.named && described::is_several(&party.name) => PartyKind::Group,
        EntityKind::Person => PartyKind::Person,
        EntityKind::Group => PartyKind::Group,
        EntityKind::Country => PartyKind::State,
        EntityKind::Descriptor if party.plural => PartyKind::Group,
        EntityKind::Organization | EntityKind::Network if party.named => named(story.doc, party),
        _ if is_government(&party.name) => PartyKind::State,
        _ => PartyKind::Organization,
    }
}

/// What stands under a name of its own.
fn named(doc: &Document<'_>, party: &Party) -> PartyKind {
    if is_government(&party.name) {
        return PartyKind::State;
    }
    if party.name.rsplit(' ').next().is_some_and(entity::is_head) || OFFICE.is_match(&party.name) {
        return PartyKind::Organization;
    }
    let around = |span: &Span| &doc.text[back(doc, span.start, GANG_REACH)..ahead(doc, span.end, GANG_REACH)];
    let behind = |span: &Span| {
        let words = &doc.text[span.end..ahead(doc, span.end, PERSON_REACH)];
        words.split('\n').next().unwrap_or("")
    };
    let person: usize = party.mentions.iter().map(|span| PERSON.find_iter(behind(span)).count()).sum();
    let gang: usize = party.mentions.iter().map(|span| GANG.find_iter(around(span)).count()).sum();
    if person > gang { PartyKind::Person } else { PartyKind::Group }
}

/// `the government of Ostmark`, `Ostmark's government`
fn is_government(name: &str) -> bool {
    name.split(' ').any(|word| matches!(word.to_lowercase().as_str(), "government" | "regime" | "state"))
}

/// The character boundary at most `reach` bytes before `at`.
fn back(doc: &Document<'_>, at: usize, reach: usize) -> usize {
    doc.text.ceil_char_boundary(at.saturating_sub(reach))
}

/// The character boundary at most `reach` bytes behind `at`.
fn ahead(doc: &Document<'_>, at: usize, reach: usize) -> usize {
    doc.text.floor_char_boundary(at + reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(doc: &Document<'_>, name: &str) -> Party {
        let mentions: Vec<Span> = doc.text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).collect();
        Party::called(name, mentions)
    }

    #[test]
    fn a_name_that_attacks_is_a_gang_or_somebody() {
        for (text, name, expected) in [
            ("The files were put up by Pale Otter, a crew of six.", "Pale Otter", PartyKind::Group),
            ("They blame Pale Otter for it.", "Pale Otter", PartyKind::Group),
            ("Varga was caught when he sold his car.", "Varga", PartyKind::Person),
            ("They say that Quarrow Software Ltd did it.", "Quarrow Software Ltd", PartyKind::Organization),
            ("They blame the Ostmark government for it.", "Ostmark government", PartyKind::State),
            ("They blame Signals Directorate 9 for it.", "Signals Directorate 9", PartyKind::Organization),
        ] {
            let doc = Document::new(text);
            assert_eq!(named(&doc, &party(&doc, name)), expected, "{text}");
        }
    }
}
