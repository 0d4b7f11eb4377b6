//! `sentenced Ilya Brellow to`, `Brellow, 26, pleaded guilty`: who stands before a court by name did it, and was not hit.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::text::{Document, regex};

use super::Party;

/// What stands before the name.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:sentenced|convicted|arrested|charged|indicted|jailed|detained|extradited|imprisoned|accus(?:es|ed|ing)|(?:conviction|sentencing|indictment|arrest|trial|prosecution) of|(?:indictment|case|charges) against|(?:alleged|suspected|presumed) (?:boss|head|leader|ringleader|kingpin|mastermind|culprit|hacker|fraudster|thief),?|appeal of)\s(?:[\p{L}\d,'’-]+\s){0,3}?$",
    )
});
/// What stands behind it.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:,[^.,;]{1,40},)?(?:\s(?:has|had|was|is|were|have))?(?:\s(?:been|also|since))?\s(?:sentenced|convicted|arrested|charged|indicted|jailed|detained|extradited|imprisoned|pleaded (?:not )?guilty|admitted|accused of|found guilty|took an? [\w-]+-year sentence|den(?:ies|ied) (?:the charges|everything))\b",
    )
});
/// How far before a name its charge is told, in bytes.
const REACH: usize = 60;

/// Whether the text says of a person with a name that a court has to do with him or her.
pub(super) fn is_accused(doc: &Document<'_>, party: &Party) -> bool {
    party.named
        && party.kind == EntityKind::Person
        && party.mentions.iter().any(|span| {
            let from = doc.text.ceil_char_boundary(span.start.saturating_sub(REACH));
            BEFORE.is_match(&doc.text[from..span.start]) || BEHIND.is_match(&doc.text[span.end..])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn courts_have_to_do_with_the_accused() {
        for (text, expected) in [
            ("A judge sentenced Ilya Brellow to six years.", true),
            ("Ilya Brellow, 26, pleaded guilty.", true),
            ("The trial of a clerk named Ilya Brellow begins.", true),
            ("The alleged ringleader, Ilya Brellow, smiled.", true),
            ("Ilya Brellow took a three-year sentence.", true),
            ("Ilya Brellow lost his savings.", false),
            ("Police arrested a man. He robbed Ilya Brellow.", false),
        ] {
            let doc = Document::new(text);
            let at = text.find("Ilya").expect("the name is there");
            let span = Span::new(at, at + "Ilya Brellow".len());
            let party = Party { kind: EntityKind::Person, ..Party::called("Ilya Brellow", vec![span]) };
            assert_eq!(is_accused(&doc, &party), expected, "{text}");
        }
    }
}
