//! Patterns that are written in the program.

use regex::Regex;

/// A pattern of the program itself.
///
/// # Panics
/// If it is none, which any test that uses it shows.
pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}
