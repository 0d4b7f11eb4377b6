//! Which kinds of data were exposed: those listed where the text tells what was taken.

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};

use super::Story;

/// Words for data of any kind; they name nothing by themselves.
const ANY: &[&str] = &[
    "data",
    "files",
    "file",
    "documents",
    "document",
    "records",
    "record",
    "reports",
    "information",
    "database",
    "databases",
    "details",
    "emails",
    "customer data",
    "user data",
    "sensitive data",
    "stolen data",
    "student files",
    "sensitive information",
    "messages",
    "spreadsheets",
    "logs",
];
const CUES: &[&str] = &[
    "exposed",
    "included",
    "include",
    "includes",
    "including",
    "contain",
    "contains",
    "contained",
    "containing",
    "such",
    "stolen",
    "leaked",
    "accessed",
    "taken",
    "compromised",
    "copied",
    "obtained",
    "dumped",
    "published",
    "involved",
    "showed",
    "shows",
    "downloaded",
    "posted",
    "revealed",
    "exfiltrated",
    "consist",
    "comprised",
    "listed",
    "stole",
    "affected",
    "among",
    "viewed",
    "diverted",
    "scraped",
    "harvested",
    "held",
    "hold",
    "holds",
    "spilled",
];

/// Whether the sentence says that these data were exposed.
pub(super) fn is_exposed(story: &Story<'_>, sentence: usize, mention: &Mention<Entity>, told: bool) -> bool {
    if ANY.contains(&mention.value.name.to_lowercase().as_str()) {
        return false;
    }
    let phrase = &story.phrases[sentence];
    let cue = phrase.items.iter().any(|item| item.low.split(' ').any(|word| CUES.contains(&word)));
    let bounds = story.doc.sentences[sentence].span;
    let kinds = story
        .mentions
        .entities
        .iter()
        .filter(|other| other.value.kind == EntityKind::Data && bounds.contains(other.span))
        .count();
    told || cue && kinds > 0 || kinds > 2
}
