//! Names that open a passage like a label, and what the passage calls them: `Quornex. The exchange froze withdrawals`, and a name
//! alone above a paragraph.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind, Reference};
use crate::text::{BlockKind, Document, regex};

/// What closes a label, where it may tell where the one it names sits: `Quornex, Salina, Kan. —`.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:, \p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?){0,2}\.?(?:\.(?:\s|$)|: ?|\s[—–-]\s|\s\(|\s\||$|\n)")
});

/// For every block that a name labels, the number of its mention.
pub(super) fn labels(doc: &Document<'_>, entities: &[Mention<Entity>]) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for (at, mention) in entities.iter().enumerate() {
        let named = matches!(mention.value.kind, EntityKind::Organization | EntityKind::Network)
            && mention.value.reference == Reference::Name;
        let Some(number) = doc.sentence_at(mention.span.start).filter(|_| named) else { continue };
        let sentence = &doc.sentences[number];
        if sentence.span.start != mention.span.start || !is_closed(doc, mention) {
            continue;
        }
        match sentence.kind {
            BlockKind::Body | BlockKind::Bullet if doc.opens_block(number) => {
                found.insert(sentence.block, at);
            }
            BlockKind::Heading => {
                let below = doc.sentences.iter().filter(|other| other.heading == Some(number));
                found.extend(below.map(|other| (other.block, at)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a label ends right behind a mention.
fn is_closed(doc: &Document<'_>, mention: &Mention<Entity>) -> bool {
    let line = doc.text[mention.span.end..].split('\n').next().unwrap_or("");
    CLOSED.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::{CLOSED, labels};
    use crate::extract::entity;
    use crate::text::Document;

    #[test]
    fn what_closes_a_label_is_told_from_a_sentence() {
        for behind in
            [". The exchange froze", ": hackers came", " — hackers came", ", Salina. Hackers came", " (Malta)", ""]
        {
            assert!(CLOSED.is_match(behind), "{behind}");
        }
        for behind in [" was robbed", ", which was robbed", "’s wallet", " and Peckwell"] {
            assert!(!CLOSED.is_match(behind), "{behind}");
        }
    }

    #[test]
    fn names_that_open_a_passage_label_it() {
        for (text, expected) in [
            ("Robbed\n\nQuornex Exchange: hackers took coins from Quornex Exchange.", 1),
            ("Robbed\n\nQuornex Exchange was hacked. Hackers took coins from Quornex Exchange.", 0),
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            assert_eq!(labels(&doc, &entities).len(), expected, "{text}");
        }
    }
}
