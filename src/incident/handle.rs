//! `a user of a forum, "kulmu77"`, `posts as grey_tern`, `under the handle "sunfleck"`: names that people give themselves, written small
//! and like no other names.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::{self, EntityKind};
use crate::text::{BlockKind, Document, Span, regex};

use super::{Parties, actor};

/// The name itself, between quotation marks or not.
const NAME: &str = r#"\s(?<open>[“"'‘])?(?<name>[\p{L}\d][\p{L}\d_-]*(?:\.[\p{L}\d_]+)*)(?<close>[,.]?[”"’'])?"#;
/// Whom it stands beside.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    introduced(
        r"\b(?:[Uu]ser|[Ss]eller|[Aa]ctor|[Hh]acker|[Aa]ccount|[Mm]ember|[Pp]oster|[Pp]rofile|[Pp]ersona|[Ss]tranger)(?:\s(?:of|on|in)(?:\s(?:a|an|the))?(?:\s\w+){1,2})?(?:,?\s(?:called|named)|,)?",
    )
});
/// What brings it in.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    introduced(
        r"\b(?:known\s(?:online\s|there\s)?as|(?:post|sign|writ|sell)(?:s|es|ed|ing)?\sas|call(?:s|ed|ing)\s(?:himself|herself|itself|themselves)|(?:goes|going|go|went)\sby(?:\sthe\s(?:name|handle|alias|nickname|username)(?:\sof)?)?|(?:us(?:es|ed|ing)|[Uu]nder|with|by)\s(?:the|a)\s(?:user\s)?(?:name|alias|handle|pseudonym|nickname|moniker|username)(?:\sof)?)",
    )
});
/// What programs and keepers of systems are called.
const OF_SYSTEMS: &[&str] = &["svc", "admin", "root", "test", "sys", "backup", "guest", "user"];

fn introduced(before: &str) -> Regex {
    regex(&format!("{before}{NAME}"))
}

/// Adds those who go by such names, with every mention.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    for sentence in &doc.sentences {
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet | BlockKind::Title) {
            continue;
        }
        let text = doc.slice(sentence.span);
        for found in BESIDE.captures_iter(text).chain(CALLED.captures_iter(text)) {
            let Some(name) = found.name("name") else { continue };
            let quoted = found.name("open").is_some() && found.name("close").is_some();
            // `Under the handle sunfleck he had run his cards`
            let words = &text[found.get(0).map_or(0, |whole| whole.start())..name.start()];
            let said = ["handle ", "nickname ", "username ", "pseudonym "].iter().any(|noun| words.ends_with(noun));
            let quoted = quoted || said && !entity::is_common(name.as_str());
            let span = Span::new(sentence.span.start + name.start(), sentence.span.start + name.end());
            if is_handle(name.as_str(), quoted) && span.stands_apart(doc.text, &['@', '/', '-']) {
                for (at, _) in doc.text.match_indices(name.as_str()) {
                    let again = Span::new(at, at + name.len());
                    if again.stands_apart(doc.text, &['@', '/', '_', '.']) || again == span {
                        actor::add(parties, doc, again, EntityKind::Person, None, true);
                    }
                }
            }
        }
    }
}

/// Whether a word is shaped like a name of that kind: no capital first, and a figure or a line in it, unless quotation marks hold it.
fn is_handle(name: &str, quoted: bool) -> bool {
    let marked = name.contains('_') || name.contains(|c: char| c.is_ascii_digit());
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let system = name.split(['_', '-', '.']).next().is_some_and(|first| OF_SYSTEMS.contains(&first));
    !name.starts_with(char::is_uppercase) && letters >= 3 && (marked || quoted) && !system && !name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_people() {
        for (text, expected) in [
            ("A user of a forum, \"kulmu77\", put it up. kulmu77 says no more.", vec!["kulmu77"]),
            ("The seller posts as grey_tern.", vec!["grey_tern"]),
            ("It was offered under the handle \"sunfleck\" in May.", vec!["sunfleck"]),
            ("The actor t3rncall claims it.", vec!["t3rncall"]),
            ("Under the handle sunfleck he had mined.", vec!["sunfleck"]),
            ("Under the handle that he used he had mined.", vec![]),
            ("They used the account svc_mon.", vec![]),
            ("A user of the bank lost 300 euros.", vec![]),
            ("The file is known as 7zip.exe there.", vec![]),
        ] {
            let doc = Document::new(text);
            let mut parties = Parties::default();
            learn(&doc, &mut parties);
            let names: Vec<_> = parties.list.iter().map(|party| party.name.as_str()).collect();
            assert_eq!(names, expected, "{text}");
        }
    }
}
