//! Logs of leak sites, where every paragraph opens with who put whom on its page: `Velloxa – Brellow Mills (Spain). The crew claims …`.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::{EntityKind, group_called};
use crate::record::Scope;
use crate::text::{Document, Span, regex};

use super::{Draft, Parties, Story, actor};

/// The opening of such a paragraph, in bold or not.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?m)^(?:[-*•]\s|\*\*|\d{1,2}[.)/]\s)*(?P<who>\p{Lu}[\p{L}\d .!’'-]{1,30}?)\*{0,2}\s[—–]\s(?P<hit>\p{Lu}[^\n]*)$",
    )
});
/// How many such paragraphs make a log.
const ENOUGH: usize = 3;
/// How far behind the dash the one that was hit is named.
const NEAR: usize = 12;

/// Of each paragraph of a log the gang and what stands behind the dash; nothing in a text that is no log, or tells of no known gang.
fn entries(doc: &Document<'_>) -> Vec<(Span, Span)> {
    let entries: Vec<(Span, Span)> = ENTRY
        .captures_iter(doc.text)
        .filter_map(|found| found.name("who").zip(found.name("hit")))
        .map(|(who, hit)| (Span::new(who.start(), who.end()), Span::new(hit.start(), hit.end())))
        .collect();
    let known = entries.iter().filter(|(who, _)| group_called(doc.slice(*who)).is_some()).count();
    if entries.len() < ENOUGH || known * 2 < entries.len() { vec![] } else { entries }
}

/// Makes gangs of those that open the paragraphs of a log.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    for (who, _) in entries(doc) {
        actor::add(parties, doc, who, EntityKind::Group, None, true);
    }
}

/// Gives the incidents of a log the gangs that it says listed the victims.
pub(super) fn settle(story: &Story<'_>, drafts: &mut [Draft]) {
    for (who, hit) in entries(story.doc) {
        let named = |span: &Span| span.start >= hit.start && span.start < hit.start + NEAR;
        let gang = story.parties.list.iter().position(|party| party.mentions.contains(&who));
        let Some(gang) = gang else { continue };
        for draft in drafts.iter_mut().filter(|draft| draft.scope == Scope::Single) {
            let listed =
                draft.victims.first().is_some_and(|victim| story.parties.list[*victim].mentions.iter().any(named));
            if listed {
                draft.attackers = vec![gang];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_open_with_gangs() {
        let log = "Log of the week\n\nPlay – Brellow Mills (Spain). Not confirmed.\n\nQilin – Hotel Tredgold. Confirmed.\n\n\
                   Velmoor – Quornex. Gone again.";
        for (text, expected) in [
            (log, vec!["Play", "Qilin", "Velmoor"]),
            ("Play – Brellow Mills (Spain). Not confirmed.", vec![]),
            ("Anna – Painter.\n\nBoris – Baker.\n\nClara – Play.", vec![]),
        ] {
            let doc = Document::new(text);
            let gangs: Vec<&str> = entries(&doc).into_iter().map(|(who, _)| doc.slice(who)).collect();
            assert_eq!(gangs, expected, "{text}");
        }
    }
}
