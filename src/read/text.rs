//! Plain text: the article as it stands, without a byte-order mark.

use std::io::BufRead;

use super::{Options, Source, bounded, kind};
use crate::article::Article;
use crate::error::Error;

pub(super) fn article(reader: impl BufRead, source: &Source, options: &Options) -> Result<Article, Error> {
    let bytes = bounded(reader, source, options.max_article)?;
    let text = decode(bytes, source)?;
    Ok(Article { id: source.id.clone(), source: source.name.clone(), text, ..Article::default() })
}

/// Bytes as text that holds something, or why not.
pub(super) fn decode(bytes: Vec<u8>, source: &Source) -> Result<String, Error> {
    if let Some((what, remedy)) = kind::binary(&bytes) {
        return Err(Error::Binary { source_name: source.shown(), what, remedy });
    }
    let text = String::from_utf8(bytes)
        .map_err(|cause| Error::NotUtf8 { source_name: source.shown(), offset: cause.utf8_error().valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() { Err(Error::Empty { source_name: source.shown() }) } else { Ok(text) }
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
        assert_eq!(read(b"\xef\xbb\xbfZaif\r\n\r\nfell").unwrap(), "Zaif\r\n\r\nfell");
    }

    #[test]
    fn says_what_is_wrong() {
        for (bytes, expected) in [
            (&b""[..], "a.txt: is empty"),
            (b" \n\t", "a.txt: is empty"),
            (b"\xef\xbb\xbf", "a.txt: is empty"),
            (b"Zaif \xff fell", "a.txt: byte 5 is not valid UTF-8"),
            (b"Zaif \0 fell", "a.txt: is not text but binary"),
            (&[b'x'; 65], "a.txt: is longer than 64 bytes"),
        ] {
            let error = read(bytes).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
