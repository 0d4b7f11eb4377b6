//! The most important incident first: what the title and the lead are about, then what most sentences tell of.

use crate::record::{IncidentType, Scope};
use crate::text::BlockKind;

use super::{Draft, Story};

/// Sentences of a lead.
const LEAD: usize = 3;

/// The order in which the drafts are printed, as indices; series that come before their parts in the text stay there.
pub(super) fn by_importance(story: &Story<'_>, drafts: &[Draft]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // Where the lead tells what one victim lost, a total over several, or a sum of nobody, stands behind it.
    let told = drafts.iter().any(|draft| is_theft_of_one(story, draft) && leads(story, draft));
    let named = |draft: &Draft| draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    let bare = |draft: &Draft| draft.amounts.is_empty() && draft.types.iter().eq([&IncidentType::Intrusion]);
    let behind = |draft: &Draft| told && !is_theft_of_one(story, draft) && (!named(draft) || bare(draft));
    order.sort_by_key(|at| (!drafts[*at].chief, behind(&drafts[*at]), std::cmp::Reverse(weight(story, &drafts[*at]))));
    order
}

/// Whether a draft tells what one named victim lost.
fn is_theft_of_one(story: &Story<'_>, draft: &Draft) -> bool {
    draft.scope == Scope::Single
        && draft.victims.iter().any(|victim| story.parties.list[*victim].named)
        && draft.has_loss()
}

/// Whether the title or one of the first sentences tells an event of a draft.
fn leads(story: &Story<'_>, draft: &Draft) -> bool {
    let body = |at: &usize| story.doc.sentences[*at].kind == BlockKind::Body;
    let lead: Vec<usize> = (0..story.doc.sentences.len()).filter(body).take(LEAD).collect();
    draft.sentences.iter().any(|at| lead.contains(at) || story.doc.sentences[*at].kind == BlockKind::Title)
}

fn weight(story: &Story<'_>, draft: &Draft) -> (usize, usize) {
    let titles = draft
        .sentences
        .iter()
        .filter(|sentence| matches!(story.doc.sentences[**sentence].kind, BlockKind::Title))
        .count();
    let titled = draft.victims.iter().any(|victim| {
        story.parties.list[*victim].mentions.iter().any(|span| {
            story
                .doc
                .sentence_at(span.start)
                .is_some_and(|sentence| story.doc.sentences[sentence].kind == BlockKind::Title)
        }) || story.doc.title.is_some_and(|title| title.contains(&story.parties.list[*victim].name))
    });
    (usize::from(titles > 0) + usize::from(titled) * 2, draft.sentences.len())
}
