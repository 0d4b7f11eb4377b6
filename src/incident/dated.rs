//! `said on Friday`, `was fined on 3 May`, `the lines ran again on 4 June`, `was broken into in March`: what the clause of a date says
//! that happened then.

use std::sync::LazyLock;

use regex::Regex;

use super::Story;
use crate::text::{Span, regex};

/// What is told of a day, and the words that tell it.
static TOLD: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    [
        (
            "a report",
            "said|says|told|announced|confirmed|reported|disclosed|revealed|wrote|published|statement|informed|notified|letter|filed|filing",
        ),
        (
            "the law",
            "sentenced|charged|charges|accused|arrested|indicted|convicted|jailed|extradited|fined|pleaded|unsealed|detained|ordered|court|hearing|trial|raid|raided|sanctions|sanctioned",
        ),
        ("a discovery", "noticed|detected|discovered|found|spotted|learned|came to light|became aware|reali[sz]ed"),
        (
            "a repair",
            "restored|resumed|reopened|back|repaired|again|recovered|returned|reset|patched|fixed|closed|removed|refunded",
        ),
        (
            "an attack",
            r"attack\w*|hack\w*|broken? in\w*|break-in|breach\w*|intru\w+|encrypt\w*|stole|stolen|drained|taken|theft|robbed|hit|struck|infected|ransomware|compromis\w+|emptied|lost|paralys\w+|crippled|went (?:down|dark)|knocked|access|accessed|entered|logged in|got in",
        ),
        ("what is ahead", "will|would|expects?|until|by|deadline|due|scheduled|next"),
        ("a demand", r"demand\w*|asked|ransom|paid|pay|offer\w*|posted|leak site|listed|claimed|dumped"),
        (
            "a life",
            "born|founded|established|opened|joined|hired|dismissed|bought|acquired|elected|appointed|registered|launched|raised|audited|incorporated|went live|had reported",
        ),
    ]
    .into_iter()
    .map(|(name, words)| (name, pattern(&format!(r"\b(?:{words})\b"))))
    .collect()
});

/// How old somebody is.
static AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r",\s(?:aged\s)?\d{2},"));

/// What courts do to the convicted, and firms do in other months, up to a date.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:sentenced|jailed|pleaded guilty|had reported|had become|had raised|raised \S{1,6} (?:million|billion)|audited|went live)(?:\s\S+){0,6}\s$",
    )
});

/// Where one clause ends and the next begins.
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[;:,]|\b(?:but|while|who|which|that|after|before)\b"));

fn pattern(words: &str) -> Regex {
    regex(&format!("(?i){words}"))
}

/// What the clause of a date in a sentence tells.
pub(super) fn told(story: &Story<'_>, date: Span, sentence: usize) -> Vec<&'static str> {
    let around = story.doc.around(sentence, date);
    around.map_or_else(Vec::new, |(before, behind)| classes(before, behind))
}

/// What the words before and behind a date tell: those of its own clause, or of the next where it opens the sentence.
fn classes(before: &str, behind: &str) -> Vec<&'static str> {
    let before = CLAUSE.split(before).last().unwrap_or("");
    let opens = before.split_whitespace().count() < 2;
    let behind = if opens { behind.trim_start_matches([',', ' ']) } else { behind };
    let behind = CLAUSE.split(behind).next().unwrap_or("");
    TOLD.iter().filter(|(_, words)| words.is_match(before) || words.is_match(behind)).map(|(name, _)| *name).collect()
}

/// `sentenced on Thursday to six years for the theft of`, `raised in June`: whether the words right before a date tell of a court or of the
/// business of a firm, and so of no day on which somebody was hit.
pub(super) fn is_of_another_kind(story: &Story<'_>, date: Span, sentence: usize) -> bool {
    story.doc.around(sentence, date).is_some_and(|(before, _)| tells_another(before))
}

fn tells_another(before: &str) -> bool {
    // `Ilya Brellow, 26, on Thursday`
    let before = AGE.replace_all(before, "");
    OTHER.is_match(CLAUSE.split(&before).last().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::{classes, tells_another};

    #[test]
    fn courts_and_business_have_days_of_their_own() {
        for (before, expected) in [
            ("A judge sentenced Ilya Brellow, 26, on ", true),
            ("It had raised $4 million in ", true),
            ("He was charged with hacking the exchange in ", false),
            ("It raised the alarm when it was robbed of its coins in ", false),
        ] {
            assert_eq!(tells_another(before), expected, "{before}");
        }
    }

    #[test]
    fn the_clause_of_a_date_tells_what_happened_then() {
        for (before, behind, expected) in [
            ("The clinic said on ", " that its files had been encrypted.", vec!["a report"]),
            ("On ", ", thieves had broken into its servers.", vec!["an attack"]),
            ("Its servers were hacked, and it was fined in ", ".", vec!["the law"]),
            ("The lines ran again on ", ".", vec!["a repair"]),
            ("It has made bells since ", ".", vec![]),
        ] {
            assert_eq!(classes(before, behind), expected, "{before}…{behind}");
        }
    }
}
