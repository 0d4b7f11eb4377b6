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
        let opens = number == 0 || doc.sentences[number - 1].block != sentence.block;
        match sentence.kind {
            BlockKind::Body | BlockKind::Bullet if opens => {
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
