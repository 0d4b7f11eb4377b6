//! Judgements that hold for every type of value.

use std::cmp::Reverse;

use super::Mention;
use crate::text::Document;

/// Of overlapping mentions the longest stays, the earlier one of equals; chains (A overlaps B, B overlaps C)
/// lose only B when B is not the longest.
pub fn longest<T>(_: &Document<'_>, mentions: Vec<Mention<T>>) -> Vec<Mention<T>> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|at| (Reverse(mentions[*at].span.len()), mentions[*at].span.start, *at));
    // Start and end of what is kept, by start; kept spans never overlap, so one neighbour on each side decides.
    let mut kept: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut keep = vec![false; mentions.len()];
    for at in order {
        let span = mentions[at].span;
        let before = kept.range(..=span.start).next_back().is_some_and(|(_, end)| *end > span.start);
        let after = kept.range(span.start..).next().is_some_and(|(start, _)| *start < span.end);
        if !before && !after {
            kept.insert(span.start, span.end);
            keep[at] = true;
        }
    }
    mentions.into_iter().zip(keep).filter_map(|(mention, keep)| keep.then_some(mention)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn keeps_both_ends_of_a_chain() {
        let doc = Document::new("abcdefghijklmnopqrstuvwxyz");
        for (spans, expected) in [
            (vec![(0, 6), (5, 9), (8, 14)], vec![(0, 6), (8, 14)]),
            (vec![(0, 3), (0, 5), (4, 6)], vec![(0, 5)]),
            (vec![(0, 3), (3, 5)], vec![(0, 3), (3, 5)]),
        ] {
            let mentions = spans
                .iter()
                .map(|(start, end)| Mention { span: Span::new(*start, *end), value: (), rule: "test" })
                .collect();
            let kept: Vec<_> = longest(&doc, mentions).iter().map(|m| (m.span.start, m.span.end)).collect();
            assert_eq!(kept, expected, "{spans:?}");
        }
    }
}
