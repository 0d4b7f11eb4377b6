//! News of a flaw: nobody was hit, the text names a product and its versions, and perhaps a fix.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::record::IncidentType;
use crate::text::{BlockKind, Span, regex};

use super::{Draft, Story};

/// `released version 4.2.1`, `the update fixes a …`; not `until a fix is ready`.
static FIXED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b (?: (?:has|have|had)? \s? (?:released|issued|published|shipped|pushed) \s (?:(?:a|an|the|its|emergency|security)\s){0,3} (?:fix|fixes|patch|patches|update|updates|version|hotfix)
          | (?:update|version|patch|release|upgrade) (?:\s[\d.]+)? \s (?:fixes|closes|addresses|patches|plugs|corrects|removes)
          | (?:fixed|patched|closed|corrected|resolved) \s in \s (?:version|release) | closes \s (?:a\s)? (?:hole|flaw|bug) ) \b",
    )
});
/// `Versions 7.0 to 7.2.3 are vulnerable`, `all versions before 9.2.4`, `up to and including 4.2.0`, `versions 9.1 and 9.2`
static AFFECTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b (?:versions?|releases?|builds?|firmware) \s (?<whole> (?: (?:before|prior\ to|earlier\ than) \s )? | up\ to\ and\ including \s | (?:up\ to|through|from) \s )
          (?<number> \d+ (?:\.\d+)+ (?:-?[a-z]+\d+)? (?: (?: \s? (?:to|through|up\ to|-|–) \s? | ,\s | \s and \s ) \d+ (?:\.\d+)+ (?:-?[a-z]+\d+)? )* )",
    )
});
/// `FlowLogic 340, firmware 4.08`, `FortiOS 7.2.3`: behind the product.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: ,? \s (?: \w+ \s )? (?:version|release|firmware|software) )? \s (?<number> \d+ (?:\.\d+)+ (?: (?: ,\s | \s and \s | \s to \s ) \d+ (?:\.\d+)+ )* )",
    )
});
/// Words that tell a version with the flaw from one without.
static WEAK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:vulnerable|affected|affects|before|prior to|earlier than|up to|exploitable)\b"));
/// What stands behind a product's name.
static PRODUCT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\s(?:appliances?|gateways?|software|firmware|servers?|app|module|library|routers?|devices|versions?|is (?:sold|installed|used))\b",
    )
});

/// Makes a draft that tells of a flaw only one without victims, with what the text says about its fix and product.
pub(super) fn settle(story: &Story<'_>, draft: &mut Draft) {
    if draft.vulnerabilities.is_empty() {
        return;
    }
    draft.product = product(story, draft);
    let flaw =
        |kind: &IncidentType| matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch);
    if !draft.types.iter().all(flaw) {
        return;
    }
    draft.types.insert(IncidentType::VulnerabilityDisclosure);
    if story.doc.sentences.iter().any(|sentence| FIXED.is_match(story.doc.slice(sentence.span))) {
        draft.types.insert(IncidentType::VulnerabilityPatch);
    }
    draft.victims.clear();
    draft.attackers.clear();
    draft.claims.clear();
}

/// Whether a noun stands behind a name that says that it is a product.
pub(super) fn says_product(after: &str) -> bool {
    PRODUCT.is_match(after)
}

/// The words for the versions that have the flaw: in a sentence that says so, or right behind the product.
pub(super) fn version(story: &Story<'_>, product: Option<usize>) -> Option<Span> {
    let said = story.doc.sentences.iter().find_map(|sentence| {
        let text = story.doc.slice(sentence.span);
        let found = AFFECTED.captures(text).filter(|_| WEAK.is_match(text))?;
        let number = found.name("number")?;
        let start = found
            .name("whole")
            .filter(|whole| ["before", "prior", "earlier"].iter().any(|word| whole.as_str().starts_with(word)));
        let from = start.map_or(number.start(), |whole| whole.start());
        Some(Span::new(sentence.span.start + from, sentence.span.start + number.end()))
    });
    let behind = || {
        story.parties.list[product?].mentions.iter().find_map(|span| {
            let number = BEHIND.captures(&story.doc.text[span.end..])?.name("number")?;
            Some(Span::new(span.end + number.start(), span.end + number.end()))
        })
    };
    said.or_else(behind)
}

/// The product: the name that most says so, by the noun behind it, its maker before it, and how often it comes.
fn product(story: &Story<'_>, draft: &Draft) -> Option<usize> {
    let weigh = |index: usize| {
        let party = &story.parties.list[index];
        let fits = party.named && party.kind == EntityKind::Organization && !draft.reported_by.contains(&index);
        let mut weight = 0;
        let mut told = false;
        for span in &party.mentions {
            let sentence = &story.doc.sentences[story.doc.sentence_at(span.start)?];
            if sentence.kind == BlockKind::Title {
                weight += 1;
                continue;
            }
            let before = &story.doc.text[sentence.span.start..span.start];
            let after = &story.doc.text[span.end..sentence.span.end.max(span.end)];
            weight += 1;
            let strong = says_product(after)
                || before.ends_with("’s ")
                || before.ends_with("'s ")
                || before.ends_with("of the type ")
                || before.ends_with("of type ")
                || before.ends_with("model ");
            weight += if strong { 3 } else { 0 };
            told |= strong;
            // `for WordPress`: what it runs on; `Fortrel’s`: who makes it.
            weight -=
                if before.ends_with("for ") || after.starts_with("’s ") || after.starts_with("'s ") { 3 } else { 0 };
        }
        (fits && told && weight > 0).then_some((weight, std::cmp::Reverse(index)))
    };
    (0..story.parties.list.len()).filter_map(weigh).max().map(|(_, index)| index.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_fixes_and_versions() {
        for (text, expected) in [
            ("The maker released a fix on Monday.", true),
            ("Version 3.1 closes the hole.", true),
            ("Switch it off until a fix is ready.", false),
            ("It plans to ship one in May.", false),
        ] {
            assert_eq!(FIXED.is_match(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Versions 2.0 to 2.4.1 are vulnerable.", Some("2.0 to 2.4.1")),
            ("All releases up to and including 5.1.0 are affected.", Some("5.1.0")),
            ("Firmware 1.2 and 1.3 is vulnerable.", Some("1.2 and 1.3")),
            ("Affected are versions 2.0-beta9 to 2.14.1 of it.", Some("2.0-beta9 to 2.14.1")),
            ("Version two is fine.", None),
        ] {
            let found = AFFECTED.captures(text).and_then(|found| found.name("number")).map(|number| number.as_str());
            assert_eq!(found, expected, "{text}");
        }
    }
}
