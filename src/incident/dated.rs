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
            "born|founded|established|opened|joined|hired|dismissed|bought|acquired|elected|appointed|registered|launched",
        ),
    ]
    .into_iter()
    .map(|(name, words)| (name, pattern(&format!(r"\b(?:{words})\b"))))
    .collect()
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

#[cfg(test)]
mod tests {
    use super::classes;

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
