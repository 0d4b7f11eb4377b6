//! Most news has nothing for the encoder: beginnings of words, then a linear score, say which windows it sees.
//!
//! `models/screen/README.md` says how the two were learned and what they let through.

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::wordpiece::Word;

const STARTS: &str = include_str!("../../models/screen/words.txt");
const WEIGHTS: &[u8] = include_bytes!("../../models/screen/weights.i8");
const CONTRACT: &str = include_str!("../../models/screen/screen.json");

/// Buckets that words and pairs of words fall into.
const BUCKETS: usize = 1 << 16;

/// Both steps, and the score from which a window is seen.
pub(super) struct Screen {
    starts: AhoCorasick,
    weights: &'static [u8; BUCKETS],
    threshold: u64,
}

/// What training says about its files.
#[derive(Deserialize)]
struct Contract {
    threshold: u64,
}

impl Screen {
    /// Reads the embedded files, whose sums a test checks.
    pub(super) fn new() -> Self {
        let contract: Contract = serde_json::from_str(CONTRACT).expect("the embedded contract is whole");
        let starts = AhoCorasick::builder().ascii_case_insensitive(true).build(STARTS.lines());
        Self {
            starts: starts.expect("the embedded words fit one automaton"),
            weights: WEIGHTS.try_into().expect("the embedded weights are one byte per bucket"),
            threshold: contract.threshold,
        }
    }

    /// Whether a word of `text` begins like those that tell events.
    pub(super) fn speaks(&self, text: &str) -> bool {
        let begins = |start: usize| !text.as_bytes()[..start].last().is_some_and(u8::is_ascii_alphabetic);
        self.starts.find_overlapping_iter(text).any(|found| begins(found.start()))
    }

    /// Whether some sentence among `words` sounds like one with an event.
    pub(super) fn passes(&self, text: &str, words: &[Word]) -> bool {
        words.chunk_by(|left, right| left.sentence == right.sentence).any(|sentence| {
            let weights = buckets(text, sentence).into_iter().map(|bucket| self.weights[usize::from(bucket)]);
            weights.map(u64::from).sum::<u64>() >= self.threshold
        })
    }
}

/// The buckets of the words of a sentence and of neighbours, each once; digits are alike.
fn buckets(text: &str, sentence: &[Word]) -> Vec<u16> {
    let mut found = Vec::with_capacity(2 * sentence.len());
    let mut before = String::new();
    for word in sentence {
        let plain = text[word.span].to_lowercase().replace(|c: char| c.is_ascii_digit(), "0");
        found.push(bucket(plain.bytes()));
        if !before.is_empty() {
            found.push(bucket(before.bytes().chain([b' ']).chain(plain.bytes())));
        }
        before = plain;
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// FNV-1a, folded to 16 bits.
fn bucket(bytes: impl Iterator<Item = u8>) -> u16 {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as u16
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::digest;
    use crate::text::Span;

    /// `text` as one sentence.
    fn words(text: &str) -> Vec<Word> {
        let mut at = 0;
        let words = text.split_inclusive(' ').map(|part| {
            let span = Span::new(at, at + part.trim_end().len());
            at += part.len();
            Word { span, pieces: 0..0, sentence: 0, feature: 0 }
        });
        words.collect()
    }

    #[test]
    fn the_files_are_those_of_the_training() {
        #[derive(Deserialize)]
        struct Sums {
            sha256: BTreeMap<String, String>,
        }
        let sums: Sums = serde_json::from_str(CONTRACT).unwrap();
        for (name, bytes) in [("words.txt", STARTS.as_bytes()), ("weights.i8", WEIGHTS)] {
            assert_eq!(sums.sha256[name], digest::sha256(bytes), "{name}");
        }
        assert!(WEIGHTS.iter().all(|weight| *weight < 128), "no weight speaks against an event");
    }

    #[test]
    fn words_are_told_by_their_beginnings() {
        let screen = Screen::new();
        for (text, expected) in [
            ("", false),
            ("Hackers stole it", true),
            ("HACKED", true),
            ("unhacked", false),
            ("“phishing”", true),
            ("The rowers won gold on Sunday.", false),
        ] {
            assert_eq!(screen.speaks(text), expected, "{text}");
        }
    }

    #[test]
    fn buckets_are_those_of_the_training() {
        // bucket("stole"), bucket("hackers"), bucket("hackers stole") of models/train/screen.py
        let of = |text: &str| buckets(text, &words(text));
        assert_eq!(of("Hackers stole"), [4177, 18358, 33163]);
        assert_eq!(of("$12 $12 a"), of("$34 $34 a"));
        assert_eq!(of("one one one").len(), 2);
        assert!(of("").is_empty());
    }

    #[test]
    fn windows_of_crime_pass() {
        let screen = Screen::new();
        for (window, expected) in [
            ("", false),
            ("The women's four won gold at the championship on Sunday .", false),
            ("Hackers stole the personal data of customers in a data breach .", true),
        ] {
            assert_eq!(screen.passes(window, &words(window)), expected, "{window}");
        }
    }
}
