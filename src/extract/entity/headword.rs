//! `lantern - lights out, again`: the name that heads a title without any capital, and where the text says it again.

use crate::text::{BlockKind, Document, Span};

use super::{Entity, EntityKind, Rule};

/// What stands between the name and the rest of a title.
const BREAKS: &[&str] = &[" - ", " – ", " — ", " -- ", ": "];
/// Words that begin a sentence rather than name a project.
const NO_NAMES: &[&str] = &[
    "the", "a", "an", "how", "why", "what", "when", "where", "who", "we", "our", "my", "your", "this", "that", "these",
    "weekly", "daily", "update", "notice", "alert", "opinion", "report", "hack", "hacks", "exploit", "news", "thread",
    "on", "in", "of", "to", "for", "and", "re", "fwd", "part", "week", "day", "security", "post-mortem", "postmortem",
];
/// Ends of addresses that a name may be written without.
const DOMAINS: &[&str] = &[".io", ".fi", ".finance", ".xyz", ".exchange", ".com", ".money", ".app", ".cash", ".org"];

/// Names written small by those who write everything so.
pub(super) struct Headword;

impl Rule<Entity> for Headword {
    fn name(&self) -> &'static str {
        "headword"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let Some(title) = doc.sentences.iter().find(|sentence| sentence.kind == BlockKind::Title) else {
            return Vec::new();
        };
        let line = doc.slice(title.span);
        let end = BREAKS.iter().filter_map(|mark| line.find(mark)).min();
        let Some(head) = end.map(|end| line[..end].trim()) else { return Vec::new() };
        let words = head.split(' ').count();
        let names = head.len() > 2 && words <= 3 && !head.split(' ').any(|word| NO_NAMES.contains(&word));
        if !names || line.chars().any(char::is_uppercase) || !head.starts_with(|c: char| c.is_alphanumeric()) {
            return Vec::new();
        }
        let short = DOMAINS.iter().find_map(|end| head.strip_suffix(end)).unwrap_or(head);
        let mut spans = spoken(doc.text, head);
        let shorter = spoken(doc.text, short);
        let shorter: Vec<Span> =
            shorter.into_iter().filter(|span| !spans.iter().any(|known| known.overlaps(*span))).collect();
        spans.extend(shorter);
        spans.sort_by_key(|span| span.start);
        if spans.len() < 2 {
            return Vec::new();
        }
        spans.into_iter().map(|span| (span, Entity::named(EntityKind::Organization, head))).collect()
    }
}

/// Where the text says the words, as whole words, also after a capital at the beginning of a sentence.
pub(super) fn spoken(text: &str, words: &str) -> Vec<Span> {
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '@' && c != '/');
    let whole = |start: usize, end: usize| {
        bound(text[..start].chars().next_back()) && bound(text[end..].chars().next()) && !text[..start].ends_with("://")
    };
    let found = text.match_indices(words).map(|(start, found)| (start, start + found.len()));
    found.filter(|(start, end)| whole(*start, *end)).map(|(start, end)| Span::new(start, end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_without_capitals() {
        for (text, expected) in [
            ("lantern - lights out\n\nfor lantern it was a dark day. lantern's users lost it all.", vec!["lantern"; 3]),
            ("nightjar.io -- bad jar\n\nmoney left nightjar's jar.", vec!["nightjar.io", "nightjar"]),
            ("blue heron: what we know\n\nfunds of blue heron are gone.", vec!["blue heron"; 2]),
            ("Lantern - lights out\n\nfor lantern it was a dark day.", vec![]),
            ("how it went - a story\n\nhow it went is not clear.", vec![]),
            ("lantern - lights out\n\nnobody names it here, a lanterns shop aside.", vec![]),
            ("no break in this title\n\nnone.", vec![]),
        ] {
            let doc = Document::new(text);
            let found: Vec<&str> = Headword.find(&doc).iter().map(|(span, _)| doc.slice(*span)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
