//! What the uncased encoder cannot see: sentences, the case of each word, and whether it stands inside quotes.

use std::collections::HashSet;

use super::wordpiece::Words;

/// Added to the shape of a word inside quotes.
const QUOTED: u8 = 10;
/// Characters before a full stop in which an abbreviation is looked for.
const BEFORE: usize = 12;

/// Gives every word its sentence and its feature.
pub(super) fn mark(text: &str, words: &mut Words, abbreviations: &HashSet<String>) {
    let starts = sentence_starts(text, abbreviations);
    let (mut quoted, mut sentence) = (false, None);
    for word in &mut words.list {
        let current = starts.partition_point(|start| *start <= word.span.start).saturating_sub(1);
        let begins = sentence != Some(current);
        if begins && text[..starts[current]].ends_with('\n') {
            quoted = false;
        }
        let surface = &text[word.span];
        match surface {
            "“" => quoted = true,
            "”" => quoted = false,
            "\"" => quoted = !quoted,
            _ => {}
        }
        word.sentence = current;
        word.feature = shape(surface, begins) + if quoted { QUOTED } else { 0 };
        sentence = Some(current);
    }
}

/// Where sentences start, in bytes: 0, after end punctuation before a capital or digit, and after line breaks.
fn sentence_starts(text: &str, abbreviations: &HashSet<String>) -> Vec<usize> {
    let (mut starts, mut at) = (vec![0], 0);
    while let Some(character) = text[at..].chars().next() {
        let next = at + character.len_utf8();
        if let Some(end) = sentence_end(character, &text[next..]) {
            if character != '.' || !abbreviated(&text[..at], abbreviations) {
                starts.push(next + end);
            }
            at = next + end;
        } else if character == '\n' {
            at += text[at..].len() - text[at..].trim_start_matches('\n').len();
            starts.push(at);
        } else {
            at = next;
        }
    }
    starts
}

/// The bytes of closing quotes and white space between an end mark and the next sentence, if one begins there.
fn sentence_end(mark: char, after: &str) -> Option<usize> {
    if !matches!(mark, '.' | '!' | '?' | '…') {
        return None;
    }
    let spaces = after.trim_start_matches(['"', '”', '’', '\'', ')', ']']);
    let rest = spaces.trim_start_matches(blank);
    let begins = rest.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
    let capital = begins.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    (rest.len() < spaces.len() && capital).then_some(after.len() - rest.len())
}

/// White space as the training side counts it: four separators more than Unicode's property.
fn blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

fn abbreviated(before: &str, abbreviations: &HashSet<String>) -> bool {
    let start = before.char_indices().rev().take(BEFORE).last().map_or(before.len(), |(at, _)| at);
    let parts = before[start..].rsplit(|c: char| blank(c) || matches!(c, '(' | '[' | '"' | '“'));
    let token = parts.into_iter().next().unwrap_or_default().to_lowercase();
    abbreviations.contains(&token) || matches!(token.as_bytes(), [b'a'..=b'z'])
}

/// The number of the word's shape in `shapes` of labels.json.
fn shape(surface: &str, starts_sentence: bool) -> u8 {
    let letters = || surface.chars().filter(|c| c.is_alphabetic());
    let upper = letters().filter(|c| c.is_uppercase()).count();
    let lower = letters().filter(|c| c.is_lowercase()).count();
    match (letters().count(), surface.chars().any(digit)) {
        (0, true) => 6,
        (0, false) => 8,
        (_, true) => 7,
        _ if upper == 0 => {
            if lower > 0 {
                1
            } else {
                9
            }
        }
        (count, _) if lower == 0 && count > 1 => 4,
        _ if upper == 1 && letters().next().is_some_and(char::is_uppercase) => {
            if starts_sentence {
                3
            } else {
                2
            }
        }
        _ => 5,
    }
}

/// Decimal digits of every script and raised ones; neither fractions nor Roman numerals.
fn digit(character: char) -> bool {
    character.is_numeric() && !matches!(character, '¼'..='¾' | '\u{2150}'..='\u{218b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn abbreviations() -> HashSet<String> {
        ["mr", "u.s", "inc"].map(str::to_owned).into()
    }

    #[test]
    fn splits_sentences() {
        for (text, expected) in [
            ("", vec![0]),
            ("One. Two", vec![0, 5]),
            ("One.” “Two", vec![0, 8]),
            ("One. two", vec![0]),
            ("Mr. Smith of Zaif Inc. (U.S. Co", vec![0]),
            ("J. Smith! 3", vec![0, 10]),
            ("a\n\nb\n", vec![0, 3, 5]),
            ("It.\n\nB", vec![0, 5]),
            ("a.\n\nB", vec![0]),
            ("Mr.\nSmith", vec![0]),
            ("wait… What?’ No", vec![0, 8, 17]),
            ("3.5 No.)\"", vec![0]),
        ] {
            assert_eq!(sentence_starts(text, &abbreviations()), expected, "{text:?}");
        }
    }

    #[test]
    fn tells_shapes() {
        for (surface, first, expected) in [
            ("stole", false, 1),
            ("Zaif", false, 2),
            ("Zaif", true, 3),
            ("FBI", true, 4),
            ("iPhone", false, 5),
            ("A", true, 3),
            ("2018", false, 6),
            ("½", false, 8),
            ("x2", false, 7),
            ("“", false, 8),
            ("中", false, 9),
        ] {
            assert_eq!(shape(surface, first), expected, "{surface}");
        }
    }
}
