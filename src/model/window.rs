//! Words → windows of whole sentences that the encoder takes at once; a longer sentence is cut between words.

use std::ops::Range;

use super::wordpiece::Words;

const CLS: i32 = 101;
const SEP: i32 = 102;
/// The feature of `[CLS]` in the first window, and the last number that a window may have.
const FIRST_WINDOW: i32 = 40;
const LAST_WINDOW: usize = 9;
/// The highest feature that a piece can have.
pub(super) const LAST_FEATURE: i32 = FIRST_WINDOW + LAST_WINDOW as i32;
/// Added to the features of words of the title.
const IN_TITLE: i32 = 20;

/// A run of words of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// From 0, in the order of the text.
    pub(super) number: usize,
    pub(super) words: Range<usize>,
}

/// The title as it stands in front of every window.
#[derive(Debug, Default)]
pub(super) struct Head {
    ids: Vec<i32>,
    features: Vec<i32>,
}

/// What goes into the encoder for one window.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inputs {
    pub(super) ids: Vec<i32>,
    pub(super) features: Vec<i32>,
    /// Per word of the window, the place of its first piece in `ids`.
    pub(super) first: Vec<usize>,
}

/// Packs sentences into windows of at most `limit` pieces. No word is left out.
pub(super) fn cut(words: &Words, limit: usize) -> Vec<Window> {
    let (mut windows, mut start, mut size) = (Vec::new(), 0, 0);
    let chunks = Chunks { words, limit, at: 0 };
    for chunk in chunks {
        let length = pieces(words, &chunk);
        if chunk.start > start && size + length > limit {
            windows.push(Window { number: windows.len(), words: start..chunk.start });
            (start, size) = (chunk.start, 0);
        }
        size += length;
    }
    if start < words.list.len() {
        windows.push(Window { number: windows.len(), words: start..words.list.len() });
    }
    windows
}

/// Parts of one sentence that have at most `limit` pieces.
struct Chunks<'a> {
    words: &'a Words,
    limit: usize,
    at: usize,
}

impl Iterator for Chunks<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let first = self.words.list.get(self.at)?;
        let (start, mut size) = (self.at, 0);
        for word in &self.words.list[start..] {
            size += word.pieces.len();
            if self.at > start && (word.sentence != first.sentence || size > self.limit) {
                break;
            }
            self.at += 1;
        }
        Some(start..self.at)
    }
}

/// The pieces of a run of words.
pub(super) fn pieces(words: &Words, run: &Range<usize>) -> usize {
    words.list[run.clone()].iter().map(|word| word.pieces.len()).sum()
}

/// The words of the title that fit into `limit` pieces.
pub(super) fn head(title: &Words, limit: usize) -> Head {
    let mut head = Head::default();
    for word in &title.list {
        if head.ids.len() + word.pieces.len() > limit {
            break;
        }
        head.ids.extend(&title.pieces[word.pieces.clone()]);
        head.features.resize(head.ids.len(), i32::from(word.feature) + IN_TITLE);
    }
    head
}

impl Window {
    /// `[CLS] title… [SEP] body… [SEP]`, with the features of each piece.
    pub(super) fn inputs(&self, words: &Words, head: &Head) -> Inputs {
        let number = FIRST_WINDOW + self.number.min(LAST_WINDOW) as i32;
        let mut ids = [&[CLS], &head.ids[..], &[SEP]].concat();
        let mut features = [&[number], &head.features[..], &[0]].concat();
        let mut first = Vec::with_capacity(self.words.len());
        for word in &words.list[self.words.clone()] {
            first.push(ids.len());
            ids.extend(&words.pieces[word.pieces.clone()]);
            features.resize(ids.len(), i32::from(word.feature));
        }
        ids.push(SEP);
        features.push(0);
        Inputs { ids, features, first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::wordpiece::Word;
    use crate::text::Span;

    /// Words given as (sentence, pieces).
    fn words(list: &[(usize, usize)]) -> Words {
        let mut words = Words::default();
        for &(sentence, count) in list {
            let start = words.pieces.len();
            words.pieces.resize(start + count, 7);
            let word = Word { span: Span::new(0, 0), pieces: start..start + count, sentence, feature: 1 };
            words.list.push(word);
        }
        words
    }

    #[test]
    fn packs_whole_sentences_and_cuts_long_ones() {
        for (list, expected) in [
            (vec![], vec![]),
            (vec![(0, 2), (0, 2), (1, 4)], vec![3]),
            (vec![(0, 2), (0, 2), (1, 4), (1, 1)], vec![2, 4]),
            (vec![(0, 5), (0, 3), (0, 1), (1, 7)], vec![2, 4]),
            (vec![(0, 9), (0, 9)], vec![1, 2]),
        ] {
            let ends: Vec<_> = cut(&words(&list), 8).into_iter().map(|window| window.words.end).collect();
            assert_eq!(ends, expected, "{list:?}");
        }
    }

    #[test]
    fn the_title_stands_in_front() {
        let (title, body) = (words(&[(0, 1), (0, 3), (0, 1)]), words(&[(0, 1), (0, 2)]));
        let inputs = Window { number: 12, words: 0..2 }.inputs(&body, &head(&title, 3));
        assert_eq!(inputs.ids, [101, 7, 102, 7, 7, 7, 102]);
        assert_eq!(inputs.features, [49, 21, 0, 1, 1, 1, 0]);
        assert_eq!(inputs.first, [3, 4]);
    }
}
