//! `Täuschung` → `tau`, `##schung`: BERT's uncased words and word pieces, each word with the bytes it stands on.

use std::collections::HashMap;
use std::ops::Range;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::char::decompose_canonical;

use crate::text::Span;

/// Longer words are one `[UNK]`.
const LONGEST: usize = 100;
const UNKNOWN: &str = "[UNK]";

/// One pre-token: white space and punctuation part words, a Chinese character is a word of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// From the first letter that counts to the last.
    pub(super) span: Span,
    /// Its pieces, as places in [`Words::pieces`].
    pub(super) pieces: Range<usize>,
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Its case, and whether it stands inside quotes.
    pub(super) feature: u8,
}

/// A text as words; the ids of all pieces lie in one list.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) list: Vec<Word>,
    pub(super) pieces: Vec<i32>,
}

/// The vocabulary, whole words and continuations apart.
pub(super) struct WordPiece {
    first: HashMap<String, i32>,
    next: HashMap<String, i32>,
    unknown: i32,
    last: i32,
}

/// The word that is being read: its letters in normal form, no more of them than needed.
#[derive(Default)]
struct Open {
    letters: String,
    count: usize,
    span: Option<Span>,
}

impl WordPiece {
    /// Reads `vocab.txt`: one piece per line, the line number is the id. `None` where `[UNK]` is missing.
    pub(super) fn new(vocabulary: &str) -> Option<Self> {
        let (mut first, mut next) = (HashMap::new(), HashMap::new());
        for (piece, id) in vocabulary.lines().zip(0..) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => next.insert(rest.to_owned(), id),
                _ => first.insert(piece.to_owned(), id),
            };
        }
        let unknown = *first.get(UNKNOWN)?;
        let last = first.values().chain(next.values()).copied().max()?;
        Some(Self { first, next, unknown, last })
    }

    /// The highest id that a piece can have.
    pub(super) fn last_id(&self) -> i32 {
        self.last
    }

    /// Cuts `text` into words and their pieces; linear in its length. Sentences and features are still 0.
    pub(super) fn words(&self, text: &str) -> Words {
        let (mut words, mut open) = (Words::default(), Open::default());
        for (start, character) in text.char_indices() {
            let span = Span::new(start, start + character.len_utf8());
            if unwritten(character) {
                continue;
            }
            if character.is_whitespace() {
                self.close(&mut open, &mut words);
                continue;
            }
            let alone = chinese(character);
            if alone {
                self.close(&mut open, &mut words);
            }
            decompose_canonical(character, |part| {
                if get_general_category(part) == GeneralCategory::NonspacingMark {
                    return;
                }
                for letter in part.to_lowercase() {
                    if punctuation(letter) {
                        self.close(&mut open, &mut words);
                        open.add(letter, span);
                        self.close(&mut open, &mut words);
                    } else {
                        open.add(letter, span);
                    }
                }
            });
            if alone {
                self.close(&mut open, &mut words);
            }
        }
        self.close(&mut open, &mut words);
        words
    }

    fn close(&self, open: &mut Open, words: &mut Words) {
        if let Some(span) = open.span.take() {
            let start = words.pieces.len();
            if open.count > LONGEST || !self.pieces(&open.letters, &mut words.pieces) {
                words.pieces.truncate(start);
                words.pieces.push(self.unknown);
            }
            words.list.push(Word { span, pieces: start..words.pieces.len(), sentence: 0, feature: 0 });
        }
        open.letters.clear();
        open.count = 0;
    }

    /// The longest piece first, then the longest that continues it; `false` where a rest is in no line.
    fn pieces(&self, letters: &str, pieces: &mut Vec<i32>) -> bool {
        let mut rest = letters;
        while !rest.is_empty() {
            let known = if rest.len() == letters.len() { &self.first } else { &self.next };
            let ends = rest.char_indices().rev().map(|(at, letter)| at + letter.len_utf8());
            let Some((end, id)) = ends.into_iter().find_map(|end| Some((end, *known.get(&rest[..end])?))) else {
                return false;
            };
            pieces.push(id);
            rest = &rest[end..];
        }
        true
    }
}

impl Open {
    fn add(&mut self, letter: char, span: Span) {
        self.span = Some(self.span.map_or(span, |open| open.cover(span)));
        self.count += 1;
        if self.count <= LONGEST {
            self.letters.push(letter);
        }
    }
}

/// Control and format characters are passed over, as if they were not there.
fn unwritten(character: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse};
    match character {
        '\t' | '\n' | '\r' => false,
        '\0' | '\u{fffd}' => true,
        ' '..='~' => false,
        _ => matches!(get_general_category(character), Control | Format | PrivateUse),
    }
}

fn punctuation(character: char) -> bool {
    use GeneralCategory::{
        ClosePunctuation, ConnectorPunctuation, DashPunctuation, FinalPunctuation, InitialPunctuation, OpenPunctuation,
        OtherPunctuation,
    };
    character.is_ascii_punctuation()
        || !character.is_ascii()
            && matches!(
                get_general_category(character),
                ConnectorPunctuation
                    | DashPunctuation
                    | OpenPunctuation
                    | ClosePunctuation
                    | InitialPunctuation
                    | FinalPunctuation
                    | OtherPunctuation
            )
}

/// The blocks that BERT's authors list; kana and hangul are letters like others.
fn chinese(character: char) -> bool {
    matches!(u32::from(character),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F
        | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\ntau\n##schung\nhack\n##ed\n-\n.\n中\n[\nsep\n]\na\n##a";

    fn read(text: &str) -> Vec<(&str, Vec<i32>)> {
        let words = WordPiece::new(VOCABULARY).unwrap().words(text);
        words.list.iter().map(|word| (&text[word.span], words.pieces[word.pieces.clone()].to_vec())).collect()
    }

    #[test]
    fn cuts_words_and_pieces() {
        for (text, expected) in [
            ("", vec![]),
            (" \n\u{a0}\u{200b}\0", vec![]),
            ("Täuschung hacked.", vec![("Täuschung", vec![2, 3]), ("hacked", vec![4, 5]), (".", vec![7])]),
            ("Ta\u{308}uschung", vec![("Ta\u{308}uschung", vec![2, 3])]),
            ("hack\u{200b}ed", vec![("hack\u{200b}ed", vec![4, 5])]),
            ("hack-ed", vec![("hack", vec![4]), ("-", vec![6]), ("ed", vec![1])]),
            ("中中a", vec![("中", vec![8]), ("中", vec![8]), ("a", vec![12])]),
            ("[SEP]", vec![("[", vec![9]), ("SEP", vec![10]), ("]", vec![11])]),
            ("😀 hacking", vec![("😀", vec![1]), ("hacking", vec![1])]),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_of_any_length_is_bounded() {
        for (length, pieces) in [(100, 100), (101, 1), (100_000, 1)] {
            let text = "a".repeat(length);
            assert_eq!(read(&text)[0].1.len(), pieces, "{length}");
        }
    }

    #[test]
    fn a_list_without_unknown_is_no_vocabulary() {
        assert!(WordPiece::new("a\nb").is_none());
    }
}
