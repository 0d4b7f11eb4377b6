//! How sure an incident is: the share of incidents with as much support that are right in the gold articles.

use super::{Draft, Story};

/// By how many of the four supports an incident has: of a hundred such, so many are right. Each is
/// `(right + 1) / (of + 2)` of its lines in the tables "open: confidence" and "blind: confidence" of `extract check
/// fixtures` taken together: the rules know the open articles too well. None has no support; it counts as if it had one. After a
/// change of the rules or weights, read them off again.
const RIGHT: [u32; 5] = [42, 42, 80, 95, 98];

/// How sure the record is, in per cent.
pub(super) fn of(story: &Story<'_>, draft: &Draft) -> u32 {
    let named = draft.victims.is_empty() || draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    let counted = !draft.amounts.is_empty() || !draft.affected.is_empty();
    let told_often = draft.events.len() > 2;
    let supports = [named, counted, draft.time.is_some(), told_often].into_iter().filter(|support| *support).count();
    RIGHT[supports]
}
