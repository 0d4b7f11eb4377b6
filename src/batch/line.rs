//! One line of a journal: what came of one article, under a key that tells the article from every other.
//!
//! A line is a JSON object whose first field is the key; the record stands in it byte for byte as it is put out:
//! `{"key":"…","record":{…}}` or `{"key":"…","failed":{"source":"…","reason":"…"}}`.

use std::fmt;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::error::Error;
use crate::record::Record;

const KEY: &[u8] = b"{\"key\":\"";
const RECORD: &[u8] = b"\",\"record\":";
const FAILED: &[u8] = b"\",\"failed\":";
const END: &[u8] = b"}\n";
const DIGITS: usize = 32;

/// A hash of all that the outcome depends on, beside the program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(u128);

/// An input, or an article in one, of which nothing came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A path, with a line where there is one.
    pub source: String,
    /// What is wrong, and what to do about it.
    pub reason: String,
}

/// What came of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body<'a> {
    /// Its record, as JSON.
    Record(&'a [u8]),
    /// Nothing.
    Failed(Failure),
}

impl Key {
    /// Of an article that was read.
    pub(super) fn of_article(article: &Article) -> Self {
        // Taken apart in full: a new field of an article must come in here.
        let Article { id, source, title, published, text, language } = article;
        let published = published.map(|day| day.to_string());
        let [title, published, language] =
            [title, &published, language].map(|part| part.as_deref().unwrap_or_default());
        Self::of(&[id, source, title, published, text, language])
    }

    /// Of one that could not be read.
    pub(super) fn of_failure(failure: &Failure) -> Self {
        Self::of(&["failed", &failure.source, &failure.reason])
    }

    fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let half = hash.finalize().iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte));
        Self(half)
    }
}

impl Failure {
    /// What an error says about `input`, taken apart into where and what.
    pub(super) fn new(input: &str, error: &Error) -> Self {
        let text = error.to_string();
        let from = if text.starts_with(input) { input.len() } else { 0 };
        match text[from..].split_once(": ") {
            Some((place, reason)) => Self { source: format!("{}{place}", &text[..from]), reason: reason.to_owned() },
            None => Self { source: input.to_owned(), reason: text },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.source, self.reason)
    }
}

/// The line of a record.
pub(super) fn of_record(key: Key, record: &Record) -> serde_json::Result<Vec<u8>> {
    line(key, RECORD, record)
}

/// The line of a failure.
pub(super) fn of_failure(key: Key, failure: &Failure) -> serde_json::Result<Vec<u8>> {
    line(key, FAILED, failure)
}

fn line(key: Key, what: &[u8], value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut line = [KEY, format!("{:0DIGITS$x}", key.0).as_bytes(), what].concat();
    serde_json::to_writer(&mut line, value)?;
    line.extend_from_slice(END);
    Ok(line)
}

/// The key of a whole line; `None` for one that was cut off, or is something else.
pub(super) fn key(line: &[u8]) -> Option<Key> {
    let digits = line.strip_suffix(END)?.strip_prefix(KEY)?.get(..DIGITS)?;
    // A line that was cut off may end like a whole one.
    serde_json::from_slice::<IgnoredAny>(line).ok()?;
    u128::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().map(Key)
}

/// What a whole line holds.
pub(super) fn body(line: &[u8]) -> Option<Body<'_>> {
    let rest = line.strip_suffix(END)?.get(KEY.len() + DIGITS..)?;
    match (rest.strip_prefix(RECORD), rest.strip_prefix(FAILED)) {
        (Some(record), _) => Some(Body::Record(record)),
        (_, Some(failure)) => serde_json::from_slice(failure).ok().map(Body::Failed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    fn article(id: &str, title: Option<&str>, text: &str) -> Article {
        let (source, published) = ("a.txt".to_owned(), Some(Date::constant(2019, 3, 11)));
        let (id, title, text) = (id.to_owned(), title.map(str::to_owned), text.to_owned());
        Article { id, source, title, published, text, language: None }
    }

    #[test]
    fn keys_tell_articles_apart() {
        let one = Key::of_article(&article("a", Some("b"), "c"));
        assert_eq!(one, Key::of_article(&article("a", Some("b"), "c")));
        for other in [
            article("ab", None, "c"),
            article("a", None, "bc"),
            article("a", Some("b"), "d"),
            article("b", Some("b"), "c"),
            Article { language: Some("de".to_owned()), ..article("a", Some("b"), "c") },
            Article { published: None, ..article("a", Some("b"), "c") },
            Article { source: "b.txt".to_owned(), ..article("a", Some("b"), "c") },
        ] {
            assert_ne!(one, Key::of_article(&other), "{other:?}");
        }
    }

    #[test]
    fn lines_are_read_as_they_were_written() {
        let failure = Failure { source: "a \"b\".txt:3".to_owned(), reason: "is empty\nput text into it".to_owned() };
        let its_key = Key::of_failure(&failure);
        let line = of_failure(its_key, &failure).unwrap();
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
        assert_eq!((key(&line), body(&line)), (Some(its_key), Some(Body::Failed(failure))));
        for end in 0..line.len() {
            assert_eq!((key(&line[..end]), body(&line[..end])), (None, None), "cut off at {end}");
        }
        assert_eq!(key(b"{\"journal\":\"news-incidents/1\"}\n"), None);
        assert_eq!(key(&[b"{\"key\":\"", "x".repeat(32).as_bytes(), b"\",\"record\":{}}\n"].concat()), None);
    }

    #[test]
    fn failures_say_where_and_what() {
        for (input, error, source, reason) in [
            ("a.txt", Error::Empty { source_name: "a.txt".to_owned() }, "a.txt", "is empty; put"),
            ("a: b.txt", Error::Empty { source_name: "a: b.txt:12".to_owned() }, "a: b.txt:12", "is empty; put"),
            (
                "x.warc",
                Error::Empty { source_name: "https://a.test/b".to_owned() },
                "https://a.test/b",
                "is empty; put",
            ),
            ("x", Error::Internal, "x", "a thread of the program"),
        ] {
            let failure = Failure::new(input, &error);
            assert_eq!(failure.source, source);
            assert!(failure.reason.starts_with(reason), "{failure}");
        }
    }
}
