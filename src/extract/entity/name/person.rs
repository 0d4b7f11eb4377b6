//! What tells a human being from a firm.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::super::{Entity, EntityKind};
use super::words::title_case;
use super::{ADDRESSES, Names, Piece};
use crate::text::{Document, Sentence, Span, regex};

/// Family names of East Asia, which stand first; those that are also words of other names left out.
const SURNAMES: &[&str] = &[
    "Wang", "Zhang", "Liu", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Zhu", "Lin", "Gao", "Luo", "Zheng", "Liang",
    "Xie", "Tang", "Deng", "Feng", "Fang", "Cao", "Peng", "Zeng", "Xiao", "Tian", "Dong", "Cai", "Jiang", "Shen",
    "Yin", "Li", "Chen", "Pak", "Kim", "Choe", "Choi", "Jon", "Rim", "Ryu", "Kang", "Jeong", "Jung", "Jang", "Yoon",
    "Shin", "Kwon", "Hwang", "Noh", "Park", "Ho", "Tran", "Nguyen", "Pham", "Hoang", "Phan", "Vu", "Dang", "Bui",
    "Duong", "Ly", "Ngo", "Lam",
];

/// Roles that firms play, too.
const OF_FIRMS: &[&str] = &[
    "administrator", "auditor", "author", "broadcaster", "client", "consultant", "contractor", "creditor", "customer",
    "developer", "expert", "hacker", "investor", "partner", "spokesperson", "supplier", "trader", "trustee", "vendor",
    "victim",
];

impl Names {
    /// `Wu Shaolin`, `Pak Ryong Sol`: a family name of East Asia before one or two short given names.
    pub(super) fn begins_with_a_surname(&self, part: &[Piece<'_>]) -> bool {
        let [first, given @ ..] = part else { return false };
        let short = |piece: &Piece<'_>| {
            let words = piece.words;
            words.chars().count() <= 9
                && words.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
                && !self.common.contains(words.to_lowercase().as_str())
        };
        SURNAMES.contains(&first.words) && (1..=2).contains(&given.len()) && given.iter().all(short)
    }

    /// `chief executive Bae Sung-hoon`
    pub(super) fn after_role(&self, doc: &Document<'_>, span: Span) -> bool {
        let before = doc.text[..span.start].trim_end();
        // `its chief executive, Dorcas Hollin, said`
        let firm = |before: &str| OF_FIRMS.iter().any(|role| before.ends_with(role));
        let apposed = before.strip_suffix(',').filter(|before| doc.text[span.end..].starts_with(',') && !firm(before));
        let before = apposed.unwrap_or(before);
        let line = &before[before.rfind(['\n', '.', ',', ';']).map_or(0, |at| at + 1)..];
        let words: Vec<&str> = line.split_whitespace().rev().take(4).collect();
        (1..=words.len()).any(|count| {
            let phrase: Vec<String> = words[..count].iter().rev().map(|word| word.to_lowercase()).collect();
            self.roles.contains(&phrase.join(" "))
        })
    }

    /// `Radka Hlavinová, who runs …`, `Bae Sung-hoon, chief executive`, `Lee, 34,`
    pub(super) fn before_role(&self, doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
        let rest = &doc.text[span.end..sentence.span.end.max(span.end)];
        let Some(rest) = rest.strip_prefix(',') else { return false };
        let words: Vec<String> = rest
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty())
            .take(6)
            .map(str::to_lowercase)
            .collect();
        let age = words.first().is_some_and(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()));
        let skip =
            usize::from(words.first().is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an" | "its" | "who")));
        let role = (1..=3)
            .any(|count| words.len() >= skip + count && self.roles.contains(&words[skip..skip + count].join(" ")));
        age || role
    }

    pub(super) fn after_honorific(&self, doc: &Document<'_>, span: Span) -> bool {
        let before = doc.text[..span.start].trim_end().trim_end_matches('.');
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        ADDRESSES.contains(&word)
    }
}

/// `says Ansa Kivelä, who has looked after it for thirty years`: firms speak after their names, and are "which".
pub(super) fn is_speaker(doc: &Document<'_>, span: Span) -> bool {
    let before = &doc.text[..span.start];
    let who = doc.text[span.end..].starts_with(", who ");
    let says = ["says ", "said ", "asked ", "recalls ", "recalled ", "remembers ", "explains ", "adds ", "added "];
    let speaks =
        says.iter().any(|verb| before.strip_suffix(verb).is_some_and(|text| text.ends_with(['”', '"', ',', ' '])));
    who || speaks && before.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ').ends_with(['”', '"', ','])
}

/// `Ms D`, `Mrs. K.`: somebody of whom the text tells no more than the first letter, and the token behind.
pub(super) fn initialled(doc: &Document<'_>, sentence: &Sentence, at: usize) -> Option<(Span, usize)> {
    let word = |index: usize| (index < sentence.tokens.end).then(|| doc.slice(doc.tokens[index].span));
    if !matches!(word(at)?, "Mr" | "Mrs" | "Ms" | "Miss") {
        return None;
    }
    let stopped = word(at + 1) == Some(".");
    let letter = at + 2 + usize::from(stopped);
    let initial = |words: &str| words.chars().count() == 1 && words.starts_with(char::is_uppercase);
    if word(letter - 1)? != " " || !word(letter).is_some_and(initial) {
        return None;
    }
    let behind = &doc.text[doc.tokens[letter].span.end..];
    // `Mr B. Tredgold`
    let rest = behind.strip_prefix('.');
    if rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase)) || behind.starts_with(['&', '-']) {
        return None;
    }
    let last = letter + usize::from(rest.is_some() && stopped);
    Some((doc.tokens[at].span.cover(doc.tokens[last].span), last + 1))
}

/// `Quen Tredgold was jailed`, `Tredgold pleaded guilty`: who is brought before a court under a name of several words is a person, and
/// so is one whom the text calls Mr elsewhere.
pub(super) fn accused(doc: &Document<'_>, found: &mut [(Span, Entity)]) {
    static TRIED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:,[^.;\n]{2,60},)?\s(?:(?:(?:was|were|is|has\sbeen|had\sbeen)\s(?:[a-z]+ly\s)?(?:sentenced|jailed|arrested|re-arrested|convicted|remanded|extradited|acquitted|detained|imprisoned|handcuffed|born))|pleaded\s(?:not\s)?guilty|pleads|confessed|testified|told\sthe\s(?:court|jury)|got\s\w+\s(?:years|months)|served\s\w+\s(?:years|months))\b",
        )
    });
    const FIRMS: &[&str] = &["&", "and", "of", "the"];
    let court: BTreeSet<&str> = found
        .iter()
        .filter(|(span, _)| TRIED.is_match(&doc.text[span.end..]))
        .filter_map(|(span, _)| doc.slice(*span).rsplit(' ').next())
        .collect();
    let addressed = |surname: &str| {
        ["Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. "].iter().any(|title| {
            let called = format!("{title}{surname}");
            doc.text
                .match_indices(&called)
                .any(|(at, _)| Span::new(at, at + called.len()).stands_apart(doc.text, &['-']))
        })
    };
    for (_, entity) in
        found.iter_mut().filter(|(_, entity)| entity.kind == EntityKind::Organization && entity.sector.is_none())
    {
        let words: Vec<&str> = entity.name.split(' ').collect();
        let plain = (2..=3).contains(&words.len())
            && words.iter().all(|word| {
                !FIRMS.contains(word)
                    && word.len() > 2
                    && word.chars().all(|c| c.is_alphabetic() || "-‑'’".contains(c))
                    && word.chars().skip(1).any(char::is_lowercase)
                    && !super::is_head(word)
            });
        let surname = words[words.len() - 1];
        if plain && (court.contains(surname) || addressed(surname)) {
            entity.kind = EntityKind::Person;
        }
    }
}

/// `By Ada Holm and Piet Vos, Nordpress`: lines that say who wrote, not who was hit.
pub(super) fn bylines(doc: &Document<'_>) -> Vec<Span> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?m)^(?:By|BY|Written by|Reporting by|Reported by|Words by|Text:|Author:) \p{Lu}[^\n]{2,70}$")
    });
    // `Tobias from Yarrow` above `5 min read`
    static READ: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?m)^(?<who>\p{Lu}[^\n.:]{1,60})\n+(?:[^\n]{1,30}\s[·|•]\s)?\d{1,2}\smin(?:ute)?s?\sread\b")
    });
    let short = |line: &regex::Match<'_>| line.as_str().split(' ').count() < 10 && !line.as_str().ends_with(['.', ':']);
    let above = READ.captures_iter(doc.text).filter_map(|found| found.name("who"));
    let above = above.filter(|line| line.start() > 0 && line.as_str().split(' ').count() < 6);
    BY.find_iter(doc.text).filter(short).chain(above).map(|line| Span::new(line.start(), line.end())).collect()
}

/// `JESSE: Welcome back.`: who speaks in several lines of a talk, by the word before the colon.
fn speakers(doc: &Document<'_>) -> BTreeSet<String> {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for line in doc.text.lines() {
        let label = line.split_once(": ").map_or("", |(label, _)| label);
        if label.starts_with(char::is_uppercase) && label.chars().all(char::is_alphabetic) {
            *lines.entry(label).or_default() += 1;
        }
    }
    let several = lines.into_iter().filter(|(_, count)| *count > 1);
    several.flat_map(|(label, _)| [label.to_owned(), title_case(label)]).collect()
}

/// A single capitalised word that ends the name of a person named elsewhere is that person, and so is one that speaks.
pub(super) fn surnames(doc: &Document<'_>, found: &mut [(Span, Entity)]) {
    let known: BTreeSet<String> = found
        .iter()
        .filter(|(_, entity)| entity.kind == EntityKind::Person)
        .flat_map(|(span, _)| {
            let words: Vec<&str> = doc.slice(*span).split_whitespace().collect();
            [words.first().copied(), words.last().copied()]
        })
        .flatten()
        .map(str::to_owned)
        .chain(speakers(doc))
        .collect();
    for (span, entity) in found.iter_mut() {
        if known.contains(doc.slice(*span)) {
            entity.kind = EntityKind::Person;
        }
    }
}
