//! JSON values (an object, an array of objects) and JSON Lines: `{"id", "title", "published", "text"}`; other fields are passed over.

use std::io::{self, BufRead};

use serde::Deserialize;

use super::{Options, Source, WRAPPING, date};
use crate::article::Article;
use crate::error::Error;

/// One object on each line; a bad line is an error of its own.
pub(super) struct Lines<R> {
    reader: R,
    source: Source,
    options: Options,
    line: usize,
}

/// The objects of a JSON text, one after the other, however they are laid out.
pub(super) struct Values<R> {
    reader: R,
    source: Source,
    options: Options,
    line: usize,
    failed: bool,
}

/// An article as JSON writes it.
#[derive(Deserialize)]
struct Wire {
    id: Option<serde_json::Value>,
    title: Option<String>,
    published: Option<String>,
    text: String,
}

/// The bytes of one value, as far as they are kept.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    /// Whether more came than may be kept.
    over: bool,
}

impl Kept {
    fn push(&mut self, bytes: &[u8], limit: usize) {
        self.over |= self.bytes.len() + bytes.len() > limit;
        if self.over {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, source: Source, options: Options) -> Self {
        Self { reader, source, options, line: 0 }
    }

    /// The next line, however long, of which no more than the limit is kept.
    fn line(&mut self) -> io::Result<Option<Kept>> {
        let limit = self.options.max_article.saturating_mul(WRAPPING);
        let mut kept = Kept::default();
        let mut any = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(any.then_some(kept));
            }
            any = true;
            let newline = buffer.iter().position(|byte| *byte == b'\n');
            let end = newline.unwrap_or(buffer.len());
            kept.push(&buffer[..end], limit);
            let used = end + usize::from(newline.is_some());
            self.reader.consume(used);
            if newline.is_some() {
                return Ok(Some(kept));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let kept = match self.line() {
                Ok(kept) => kept?,
                Err(cause) => return Some(Err(Error::io(&self.source.shown(), cause))),
            };
            self.line += 1;
            if kept.over || !without_mark(&kept.bytes).trim_ascii().is_empty() {
                return Some(article(kept, &self.source, &self.options, self.line));
            }
        }
    }
}

impl<R: BufRead> Values<R> {
    pub(super) fn new(reader: R, source: Source, options: Options) -> Self {
        Self { reader, source, options, line: 1, failed: false }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn advance(&mut self, byte: u8) {
        self.reader.consume(1);
        self.line += usize::from(byte == b'\n');
    }

    /// The next value and the line where it starts.
    fn value(&mut self) -> io::Result<Option<(usize, Kept)>> {
        let limit = self.options.max_article.saturating_mul(WRAPPING);
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_whitespace() || b",[]\xef\xbb\xbf".contains(&byte)) {
                break;
            }
            self.advance(byte);
        }
        let (start, mut kept, mut depth) = (self.line, Kept::default(), 0_usize);
        let (mut quoted, mut escaped) = (false, false);
        while let Some(byte) = self.peek()? {
            if depth == 0 && !quoted && b",]\n".contains(&byte) {
                break;
            }
            self.advance(byte);
            kept.push(&[byte], limit);
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 && !quoted {
                break;
            }
        }
        Ok((kept.over || !kept.bytes.is_empty()).then_some((start, kept)))
    }
}

impl<R: BufRead> Iterator for Values<R> {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let read = match self.value() {
            Ok(value) => value.map(|(line, kept)| article(kept, &self.source, &self.options, line))?,
            Err(cause) => Err(Error::io(&self.source.shown(), cause)),
        };
        // After a value that is not JSON nobody knows where the next one starts.
        self.failed = matches!(read, Err(Error::NotAnArticle { .. } | Error::Unreadable { .. }));
        Some(read)
    }
}

/// Without the byte-order mark that some editors put first.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn article(kept: Kept, source: &Source, options: &Options, line: usize) -> Result<Article, Error> {
    let at = source.line(line);
    let limit = options.max_article;
    if kept.over {
        return Err(Error::TooLong { source_name: at, limit: limit.saturating_mul(WRAPPING) });
    }
    let bytes = without_mark(&kept.bytes);
    if let Err(cause) = std::str::from_utf8(bytes) {
        return Err(Error::NotUtf8 { source_name: at, offset: cause.valid_up_to() });
    }
    let wire: Wire = serde_json::from_slice(bytes).map_err(|cause| {
        let shown = cause.to_string();
        let what = shown.split(" at line ").next().unwrap_or(&shown).to_owned();
        Error::NotAnArticle { source_name: source.line(line + cause.line().saturating_sub(1)), cause: what }
    })?;
    if wire.text.trim().is_empty() {
        return Err(Error::Empty { source_name: at });
    }
    if wire.text.len() > limit {
        return Err(Error::TooLong { source_name: at, limit });
    }
    let published = match wire.published.filter(|date| !date.trim().is_empty()) {
        None => None,
        Some(text) => Some(date(&text).ok_or(Error::Date { source_name: at, date: text })?),
    };
    let id = match wire.id {
        Some(serde_json::Value::String(id)) if !id.is_empty() => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => source.numbered(line),
    };
    Ok(Article {
        id,
        source: format!("{}:{line}", source.name),
        title: wire.title,
        published,
        language: None,
        text: wire.text,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn shown(read: impl Iterator<Item = Result<Article, Error>>) -> Vec<String> {
        read.map(|article| match article {
            Ok(article) => format!("{} {}", article.id, article.text),
            Err(error) => error.to_string().split(" (").next().unwrap_or_default().to_owned(),
        })
        .collect()
    }

    fn values(json: &str) -> Vec<String> {
        let options = Options { max_article: 64, ..Options::default() };
        shown(Values::new(json.as_bytes(), Source::new(Path::new("a.json")), options))
    }

    fn lines(json: &str) -> Vec<String> {
        let options = Options { max_article: 64, ..Options::default() };
        shown(Lines::new(json.as_bytes(), Source::new(Path::new("a.jsonl")), options))
    }

    #[test]
    fn reads_values_however_laid_out() {
        for (json, expected) in [
            (r#"{"id": "x", "text": "One."}"#, vec!["x One."]),
            (r#"{"id": 7, "text": "One.", "events": [{"a": "}]"}]}"#, vec!["7 One."]),
            (
                "\u{feff}[\n {\"text\": \"One \\\" ] .\"},\n\n {\"id\": \"\", \"text\": \"Two.\"}\n]\n",
                vec!["a-2 One \" ] .", "a-4 Two."],
            ),
            ("{\n\"text\": \"One.\"\n}\n{\n\"text\": \"Two.\"\n}", vec!["a-1 One.", "a-4 Two."]),
            ("[]", vec![]),
            ("[{\"text\": \"One.\"},\n 5]", vec!["a-1 One.", "a.json:2: not an article"]),
            ("{\n\"text\": \"One.\",\n oops}", vec!["a.json:3: not an article"]),
            ("{\"text\": \"One.\"", vec!["a.json:1: not an article"]),
            ("[{\"title\": \"No text\"}]", vec!["a.json:1: not an article"]),
        ] {
            assert_eq!(values(json), expected, "{json}");
        }
    }

    #[test]
    fn a_bad_line_does_not_hide_the_next() {
        let long = format!("{{\"text\": \"{}\"}}", "x".repeat(600));
        let json = format!(
            "{{\"text\": \"One.\"}}\noops\n\n{long}\n{{\"text\": \" \"}}\n{{\"text\": \"Two.\", \"published\": \"soon\"}}\n{{\"text\": \"Three.\", \"published\": null}}"
        );
        assert_eq!(
            lines(&json),
            [
                "a-1 One.",
                "a.jsonl:2: not an article",
                "a.jsonl:4: is longer than 512 bytes; split it into articles or raise --max-article",
                "a.jsonl:5: is empty; put the article's text into it",
                "a.jsonl:6: the publication date \"soon\" cannot be read; write it as YYYY-MM-DD, for example 2019-03-11",
                "a-7 Three.",
            ]
        );
    }
}
