//! Where it happened: the city that the text puts right behind the victim's name.

use crate::extract::entity::EntityKind;
use crate::text::BlockKind;

use super::{Draft, Story};

/// The entity that names the place of a draft: `the St. Ulrich Clinic in Regensburg`.
pub(super) fn of(story: &Story<'_>, draft: &Draft) -> Option<usize> {
    let ends = draft.victims.iter().flat_map(|victim| &story.parties.list[*victim].mentions).map(|span| span.end);
    ends.into_iter().find_map(|end| {
        story.mentions.entities.iter().position(|mention| {
            let behind = mention.span.start > end
                && matches!(&story.doc.text[end..mention.span.start], " in " | ", in " | " of ");
            let city = match mention.value.kind {
                EntityKind::Place => true,
                EntityKind::Organization => is_dateline(story, &mention.value.name),
                _ => false,
            };
            behind && city
        })
    })
}

/// Whether the article is dated from the city, which no table of places needs to know then.
fn is_dateline(story: &Story<'_>, city: &str) -> bool {
    let first =
        story.doc.sentences.iter().find(|sentence| matches!(sentence.kind, BlockKind::Dateline | BlockKind::Body));
    let opens = |text: &str| text.to_lowercase().starts_with(&city.to_lowercase());
    first.is_some_and(|sentence| opens(story.doc.slice(sentence.span)))
}
