//! Groups that go by the names of those who follow them: `tracked as TA-9917`, `Copper Heron, also known as …`.

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::text::{Document, Span, regex};

use super::{Parties, Party};

/// `TA-9917`, `UNC-88`, `Storm-5511`: the numbers that firms give to those whom they follow.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:TA|UNC|APT|APT-C|UAC|UAT|DEV|FIN|TAG|TG|CL-STA|CL-CRI|Storm|STORM)-?\d{1,5}(?:\s\p{Lu}\p{L}+)?$")
});
/// The second words of names in the fashions of those who follow groups.
const BEASTS: &[&str] = &[
    "bear", "blizzard", "buffalo", "chollima", "crane", "finch", "heron", "hyena", "ibis", "ibex", "jackal", "kestrel",
    "kite", "kitten", "lark", "leopard", "lynx", "magpie", "marten", "moth", "ocelot", "otter", "panda", "plover",
    "saiga", "sandstorm", "sleet", "sparrow", "spider", "stork", "tempest", "tern", "typhoon", "vulture", "weasel",
    "weevil", "wolf", "wren", "tsunami", "flood", "rain", "hail",
];
/// What an article says that speaks of those who are followed.
static FOLLOWED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:espionage|threat (?:actor|group)|state-(?:sponsored|backed|linked)|intrusion set|cluster|we (?:track|call|name)|tracks? (?:it|the (?:actor|group))|ransomware (?:gang|group|crew)|attribut\w+|confidence)\b",
    )
});
/// What stands before the name that somebody gave to a group.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) (?: \b track (?: s | ed | ing )? \s (?: [^.;:]{0,30} \s )? as
          | \b (?: actor | group | cluster | crew | gang | network | operators | intruders | hackers | set ) \s
              (?: that \s | which \s | whom \s )? (?: (?: we | it | they | others | is ) \s )? (?: name | call | known \s (?: to \s [\w\s]{1,20} )? as | dubbed ) (?: s | d )?
          | \b call \s the \s (?: operators | actor | group | gang | intruders )
          | \b (?: [Tt]he | [Aa] ) \s (?: gang | crew | ransomware \s group | hacking \s group | threat \s actor ) ,
          ) \s [“"'‘]? $"#,
    )
});
/// What stands behind it.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) ^ [”’]? , \s (?: an? | the ) \s (?: [\w-]+ \s ){0,3}?
            (?: (?: cluster | actor | crew ) \s (?: also | that | which | known | tracked | linked | believed | working | said )
              | espionage \s \w+ | threat \s \w+ )
          | ^ [”’]? , \s a \s group \s (?: that | which ) \s (?: [^.;]{0,40} \s )? (?: works? | serves | subordinate | subord\w+ | answers | acts ) \b",
    )
});
/// What stands between two such names of one group.
static ALSO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) ^ ,? \s \(? (?: an? \s [\w\s-]{0,30}? )? (?: (?: and | or | is | was ) \s )?
            (?: (?: also | better | sometimes ) \s (?: known | tracked | called ) (?: \s by \s [\w\s]{1,30}? )? (?: \s as )? | aka | a\.k\.a\. | also: | tracked (?: \s by \s [\w\s]{1,30}? )? \s as )
            \s [“"'‘]? $"#,
    )
});

/// Makes groups of organisations that the text follows as such, and one of each that has several names.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    let followed = LazyCell::new(|| FOLLOWED.is_match(doc.text));
    for party in parties.list.iter_mut().filter(|party| party.named && party.kind == EntityKind::Organization) {
        let beside = party
            .mentions
            .iter()
            .any(|span| BEFORE.is_match(line(doc, *span)) || BEHIND.is_match(&doc.text[span.end..]));
        if NUMBERED.is_match(&party.name) || beside || is_beast(party) && *followed {
            party.kind = EntityKind::Group;
        }
    }
    other_names(doc, parties);
}

/// What stands before a span in its line.
fn line<'a>(doc: &Document<'a>, span: Span) -> &'a str {
    let from = doc.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    &doc.text[from..span.start]
}

/// `Copper Heron`, `SABLE LARK`
fn is_beast(party: &Party) -> bool {
    let low = party.name.to_lowercase();
    low.split_once(' ').is_some_and(|(_, beast)| BEASTS.contains(&beast)) && party.sector.is_none()
}

/// `Jade Tern, also known as Copper Stork and TA-4411`: one group.
fn other_names(doc: &Document<'_>, parties: &mut Parties) {
    let mut spans: Vec<(Span, usize)> = parties
        .list
        .iter()
        .enumerate()
        .filter(|(_, party)| party.named && matches!(party.kind, EntityKind::Group | EntityKind::Organization))
        .flat_map(|(at, party)| party.mentions.iter().map(move |span| (*span, at)))
        .collect();
    spans.sort();
    for (at, &(left, one)) in spans.iter().enumerate() {
        if parties.list[one].kind != EntityKind::Group || parties.list[one].is_gone() {
            continue;
        }
        let mut end = left.end;
        for (right, two) in spans[at + 1..].iter().filter(|(right, _)| right.start > left.end) {
            let between = if right.start < end { "" } else { &doc.text[end..right.start] };
            let follows = end > left.end && matches!(between, ", " | " and " | " or " | "/" | ", and ");
            if right.start - left.end > 120 || !(follows || ALSO.is_match(between)) {
                break;
            }
            end = right.end;
            if *two != one && !parties.list[*two].is_gone() {
                parties.merge(*two, one);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str, names: &[&str]) -> Vec<(String, usize)> {
        let doc = Document::new(text);
        let mut parties = Parties::default();
        for name in names {
            let mentions = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).collect();
            parties.list.push(Party::called(name, mentions));
        }
        learn(&doc, &mut parties);
        let groups = parties.list.into_iter().filter(|party| party.kind == EntityKind::Group && !party.is_gone());
        groups.map(|party| (party.name, party.mentions.len())).collect()
    }

    #[test]
    fn followed_groups_are_told_by_their_names() {
        for (text, names, expected) in [
            (
                "The group Jade Tern, also known as Copper Stork and TA-4411, did it. It is espionage.",
                &["Jade Tern", "Copper Stork", "TA-4411"][..],
                vec![("Jade Tern".to_owned(), 3)],
            ),
            ("We track the actor as Quill Sorrow.", &["Quill Sorrow"], vec![("Quill Sorrow".to_owned(), 1)]),
            ("Blue Heron sells shoes.", &["Blue Heron"], vec![]),
            ("The gang, ‘Medlowe’, wrote on its page.", &["Medlowe"], vec![("Medlowe".to_owned(), 1)]),
        ] {
            assert_eq!(groups(text, names), expected, "{text}");
        }
    }
}
