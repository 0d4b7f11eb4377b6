//! Who did it in so many words, where no verb of accusing has them for its object: `a former clerk is being sought`, `taken by a night
//! porter`, `the alleged boss, Ilya Brellow`, `the analysts traced that back to Ostmark`.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::text::{BlockKind, Document, Span, regex};

use super::Party;

/// What stands before who did it.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b (?:
            (?: stolen | taken | copied | leaked | deleted | wiped | downloaded | embezzled | siphoned \s off | diverted | passed \s on | carried \s out
                | committed | planted | sabotaged | smuggled \s out ) \s (?: (?: in | on | from | at | last | this ) \s [^.;:,“”\x22]{0,50} \s )? by
          | investigates | picked \s up | remanded (?: \s in (?: to \s police )? \s custody )? | paraded
          | (?: alleged | suspected | presumed ) \s (?: \w+ \s )? (?: boss | head | leader | ringleader | kingpin | mastermind | culprit | hacker | fraudster
                | thief | author ) ,?
          | the \s same \s suspect :
          ) \s (?: the \s | one \s )? $",
    )
});
/// What stands behind.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) ^ (?:
            (?: , \s [^.;]{1,80}? , )? \s (?:
                (?: is | are ) \s (?: now \s | still \s )? (?: being \s (?: sought | looked \s for | hunted ) | on \s the \s run )
              | (?: has \s | have \s | had \s )? (?: since \s )? (?: confessed | admitted \s (?: to \s (?: the | having | it | this | that ) | having | that \s he | that \s she ) | owned \s up )
              | took \s an? \s [\w-]+ -year \s sentence )
          | ,? \s who \s (?: (?: has | have | had ) \s (?: since \s )? (?: confessed | admitted )
              | (?: is | are | was | were ) \s (?: alleged | accused | suspected | said | believed | thought ) \s (?: to \s have | of \s having ) )
          | (?: , \s [^.;]{1,80}? , | , )? \s as \s the \s (?: mastermind | ringleader | kingpin | culprit )
          ) \b",
    )
});
/// What stands before or behind a gang or a state, as before or behind a person.
static TRACED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)(?:\b(?:ascribed|traced)\s(?:[^.;:,]{1,40}\s)?to|\bwho\sdid\sit:)\s(?:the\s)?$"));
static BEHIND_IT: LazyLock<Regex> = LazyLock::new(|| regex(r"^\sbehind\s(?:that|it|this|them)\b"));
/// Words that make nobody guilty.
static DOUBT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:not|never|nobody|no\sevidence|denied|denies|deny|neither|innocent|cleared)\b"));
/// Words of somebody who comes beside others.
const MORE: &[&str] = &["another", "more", "second", "third", "fourth", "fifth", "other"];
/// How far before the name a doubt is read, in bytes.
const REACH: usize = 60;

/// The sentences that say in so many words that a party did it.
pub(super) fn told(doc: &Document<'_>, party: &Party) -> Vec<usize> {
    if !matches!(party.kind, EntityKind::Person | EntityKind::Group | EntityKind::Country) {
        return vec![];
    }
    // `two more people are being sought`: beside those who did it.
    let another = party.name.split(' ').any(|word| MORE.contains(&word.to_lowercase().as_str()));
    let state = party.kind == EntityKind::Country;
    let said = |span: &Span| doc.sentence_at(span.start).filter(|at| !another && says(doc, *at, *span, state));
    party.mentions.iter().filter_map(said).collect()
}

/// Whether a sentence says it of who is named at `span`; people are sought and caught, states are not.
fn says(doc: &Document<'_>, sentence: usize, span: Span, state: bool) -> bool {
    let bounds = &doc.sentences[sentence];
    if !matches!(bounds.kind, BlockKind::Body | BlockKind::Bullet) || span.end > bounds.span.end {
        return false;
    }
    let before = &doc.text[bounds.span.start..span.start];
    let behind = &doc.text[span.end..bounds.span.end];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let caught = !state && (BEFORE.is_match(before) || BEHIND.is_match(behind));
    (caught || TRACED.is_match(before) || BEHIND_IT.is_match(behind)) && !DOUBT.is_match(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_a_name_say_who_did_it() {
        for (text, expected) in [
            ("The lists were taken in April by Ilya Brellow, who kept them.", true),
            ("Ilya Brellow, who left in August, is being sought.", true),
            ("The alleged boss, Ilya Brellow, smiled.", true),
            ("Police in Leeds picked up Ilya Brellow.", true),
            ("The office named Ilya Brellow, a printer, as the mastermind.", true),
            ("Analysts traced the calls back to Ilya Brellow.", true),
            ("Ilya Brellow has since confessed.", true),
            ("The firm saw Ilya Brellow behind that.", true),
            ("The lists were not taken by Ilya Brellow.", false),
            ("Ilya Brellow, who left in August, found the hole.", false),
            ("The clerk named Ilya Brellow as a witness.", false),
        ] {
            let doc = Document::new(text);
            let at = text.find("Ilya").expect("the name is there");
            let span = Span::new(at, at + "Ilya Brellow".len());
            let party = Party { kind: EntityKind::Person, ..Party::called("Ilya Brellow", vec![span]) };
            assert_eq!(!told(&doc, &party).is_empty(), expected, "{text}");
        }
    }
}
