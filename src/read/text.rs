//! Plain text and Markdown: the article as it stands, without a byte-order mark.

use std::io::BufRead;

use super::source::Source;
use super::{Options, bounded, charset};
use crate::article::Article;
use crate::error::Error;

/// UTF-16 takes two bytes for what UTF-8 says in one.
const WIDE: usize = 2;

pub(super) fn article(reader: impl BufRead, source: &Source, options: &Options) -> Result<Article, Error> {
    let place = source.whole();
    let limit = options.max_article;
    let bytes = bounded(reader, &place.shown, limit.saturating_mul(WIDE)).map_err(|error| match error {
        Error::TooLong { source_name, .. } => Error::TooLong { source_name, limit },
        other => other,
    })?;
    let text = charset::decode(bytes, None, &place.shown)?;
    if text.trim().is_empty() {
        return Err(Error::Empty { source_name: place.shown });
    }
    if text.len() > limit {
        return Err(Error::TooLong { source_name: place.shown, limit });
    }
    Ok(Article { id: place.id, source: place.source, text, ..Article::default() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let options = Options { max_article: 64, ..Options::default() };
        let read = article(bytes, &Source::new(Path::new("a.txt")), &options);
        read.map(|article| article.text).map_err(|error| error.to_string())
    }

    #[test]
    fn keeps_the_text_as_given() {
        for (bytes, expected) in [
            (&b"\xef\xbb\xbfZaif\r\n\r\nfell"[..], "Zaif\r\n\r\nfell"),
            (b"# Zaif *fell*\n\n", "# Zaif *fell*\n\n"),
            (b"\xfe\xff\0Z\0a\0i\0f", "Zaif"),
            (&[&b"\xff\xfe"[..], &[b'x', 0].repeat(63)].concat(), &"x".repeat(63)),
        ] {
            assert_eq!(read(bytes).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (bytes, expected) in [
            (&b""[..], "a.txt: is empty"),
            (b" \n\t", "a.txt: is empty"),
            (b"\xef\xbb\xbf", "a.txt: is empty"),
            ("Zürich hörte: ü \u{fc}".as_bytes().split_last().unwrap().1, "a.txt: byte 19 is not valid UTF-8"),
            (b"Zaif \0 fell", "a.txt: is not text but binary"),
            (&[b'x'; 65], "a.txt: is longer than 64 bytes"),
            (&[b'x'; 200], "a.txt: is longer than 64 bytes"),
        ] {
            let error = read(bytes).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
