//! JSON values (an object, an array of objects) and JSON Lines: `{"id", "title", "published", "text"}`, or fields of
//! other names; what else an object holds is passed over.

use std::io::{self, BufRead};

use serde_json::Value;

use super::columns::Fields;
use super::source::{Place, Source};
use super::{Options, WRAPPING};
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
                // What comes next, if anything does, begins after the damage.
                Err(cause) => return Some(Err(Error::io(&self.source.line(self.line + 1).shown, cause))),
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
            Ok(value) => {
                let (line, kept) = value?;
                // After a value that has no end of its own nobody knows where the next one starts.
                self.failed = !(kept.over || kept.bytes.starts_with(b"{") && kept.bytes.ends_with(b"}"));
                article(kept, &self.source, &self.options, line)
            }
            Err(cause) => {
                self.failed = true;
                Err(Error::io(&self.source.line(self.line).shown, cause))
            }
        };
        Some(read)
    }
}

/// Without the byte-order mark that some editors put first.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn article(kept: Kept, source: &Source, options: &Options, line: usize) -> Result<Article, Error> {
    let place = source.line(line);
    if kept.over {
        return Err(Error::TooLong { source_name: place.shown, limit: options.max_article.saturating_mul(WRAPPING) });
    }
    let bytes = without_mark(&kept.bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Error::WideJson { source_name: source.shown() });
    }
    if let Err(cause) = std::str::from_utf8(bytes) {
        return Err(Error::NotUtf8 { source_name: place.shown, offset: cause.valid_up_to() });
    }
    let value = serde_json::from_slice(bytes).map_err(|cause| {
        let shown = cause.to_string();
        let what = shown.split(" at line ").next().unwrap_or(&shown).to_owned();
        Error::NotAnArticle { source_name: source.line(line + cause.line().saturating_sub(1)).shown, cause: what }
    })?;
    fields(value, &place, options)?.article(place, options)
}

/// What the object says, by the names that are asked for or usual.
fn fields(value: Value, place: &Place, options: &Options) -> Result<Fields, Error> {
    let not = |cause: String| Error::NotAnArticle { source_name: place.shown.clone(), cause };
    let Value::Object(object) = value else { return Err(not("not an object".to_owned())) };
    let names: Vec<String> = object.keys().cloned().collect();
    let layout = options.columns.layout(&names, &place.shown).map_err(|error| match error {
        Error::Column { column, .. } => not(format!("missing field `{column}`")),
        other => other,
    })?;
    let mut values: Vec<Value> = object.into_values().collect();
    let mut take = |at: Option<usize>| at.map_or(Value::Null, |at| values[at].take());
    let string = |value: Value, field: &str| match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(not(format!("`{field}` is not a string"))),
    };
    let id = match take(layout.id) {
        Value::String(id) => Some(id),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    };
    Ok(Fields {
        id,
        title: string(take(layout.title), "title")?,
        published: string(take(layout.published), "published")?,
        language: take(layout.language).as_str().map(str::to_owned),
        text: string(take(Some(layout.text)), "text")?.ok_or_else(|| not("`text` is null".to_owned()))?,
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
            ("[{\"text\": \"One.\"},\n 5, {\"text\": \"Two.\"}]", vec!["a-1 One.", "a.json:2: not an article"]),
            (
                "[{\"text\": 5},\n{oops},\n{\"body\": \"Two.\", \"date\": \"March 11, 2019\"}]",
                vec!["a.json:1: not an article", "a.json:2: not an article", "a-3 Two."],
            ),
            ("{\n\"text\": \"One.\",\n oops}", vec!["a.json:3: not an article"]),
            ("{\"text\": \"One.\"", vec!["a.json:1: not an article"]),
            ("[{\"title\": \"No text\"}]", vec!["a.json:1: not an article"]),
            ("\u{feff}{\"text\": null}", vec!["a.json:1: not an article"]),
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
