//! Patterns that are written in the program.

use regex::Regex;

/// Where Latin, Greek and Cyrillic stand.
const ALPHABETS: &str = r"[\x00-\u{52F}\u{1E00}-\u{1EFF}]";

/// A pattern of the program itself. Its `\w`, `\p{L}`, `\p{Lu}` and `\p{Ll}` are those of Latin, Greek and Cyrillic: the words around
/// them are English, and automata for the letters of all scripts were the greater part of what it takes to start.
///
/// # Panics
/// If it is none, which any test that uses it shows.
pub fn regex(pattern: &str) -> Regex {
    let mut short = pattern.to_owned();
    for class in [r"\w", r"\p{L}", r"\p{Lu}", r"\p{Ll}"] {
        short = short.replace(class, &format!("[{class}&&{ALPHABETS}]"));
    }
    Regex::new(&short).expect("the pattern is a constant")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_three_alphabets() {
        for (pattern, text, expected) in [
            (r"^\p{Lu}\p{Ll}+$", "Übertrag", true),
            (r"^\p{Lu}\p{Ll}+$", "Жанна", true),
            (r"^\p{Lu}\p{Ll}+$", "Αθήνα", true),
            (r"^[\p{L}’-]+$", "O’Nguyễn-Fırtına", true),
            (r"(?i)^\w+$", "Łódź_2", true),
            (r"^\w+$", "交易所", false),
        ] {
            assert_eq!(regex(pattern).is_match(text), expected, "{pattern} {text}");
        }
    }
}
