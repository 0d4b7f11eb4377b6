//! Where the words of facts stand in the text: one place for each pair of ends, however many facts rest on it.

use std::collections::BTreeMap;

use super::facts::Fact;
use crate::text::Span;

/// Which fact: of which incident (or behind the last one, of the warnings), and which of its facts.
pub(super) type FactAt = (usize, usize);

/// Words of the text behind at least one fact.
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) facts: Vec<FactAt>,
}

/// All places of one text, in its order, the longer first where two begin together.
pub(super) struct Places {
    pub(super) list: Vec<Place>,
    of: BTreeMap<FactAt, usize>,
}

impl Places {
    /// The places of `facts` in `text`. Words that the text does not have at their offsets have no place.
    pub(super) fn new(text: &str, facts: &[Vec<Fact<'_>>]) -> Self {
        let bytes = Bytes::new(text, facts.iter().flatten().flat_map(|fact| [fact.words.start, fact.words.end]));
        let mut found: BTreeMap<(usize, std::cmp::Reverse<usize>), Vec<FactAt>> = BTreeMap::new();
        for (incident, facts) in facts.iter().enumerate() {
            for (at, fact) in facts.iter().enumerate() {
                let Some(span) = bytes.span(fact.words.start, fact.words.end) else { continue };
                let words = &text[span];
                let trimmed = words.trim();
                if words != fact.words.text || trimmed.is_empty() {
                    continue;
                }
                // Blanks at the ends may be the gap between two paragraphs, where nothing is marked.
                let start = span.start + (words.len() - words.trim_start().len());
                found.entry((start, std::cmp::Reverse(start + trimmed.len()))).or_default().push((incident, at));
            }
        }
        let list: Vec<Place> =
            found.into_iter().map(|((start, end), facts)| Place { span: Span::new(start, end.0), facts }).collect();
        let of = list.iter().enumerate().flat_map(|(at, place)| place.facts.iter().map(move |fact| (*fact, at)));
        Self { of: of.collect(), list }
    }

    /// The place of a fact.
    pub(super) fn of(&self, fact: FactAt) -> Option<usize> {
        self.of.get(&fact).copied()
    }
}

/// Byte offsets of the code points that are asked for.
struct Bytes(BTreeMap<usize, usize>);

impl Bytes {
    fn new(text: &str, wanted: impl Iterator<Item = usize>) -> Self {
        let mut wanted: Vec<usize> = wanted.collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).enumerate();
        let found = wanted.into_iter().map_while(|want| starts.find(|(count, _)| *count == want));
        Self(found.collect())
    }

    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let (start, end) = (*self.0.get(&start)?, *self.0.get(&end)?);
        (start <= end).then(|| Span::new(start, end))
    }
}
