//! The most important incident first: what the title and the lead are about, then what most sentences tell of.

use crate::text::BlockKind;

use super::{Draft, Story};

/// The order in which the drafts are printed, as indices; series that come before their parts in the text stay there.
pub(super) fn by_importance(story: &Story<'_>, drafts: &[Draft]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(weight(story, &drafts[*at])));
    order
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
