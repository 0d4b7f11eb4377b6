//! What the first bytes of an input are: content decides, the file's name only where content leaves it open.

use encoding_rs::UTF_8;

use super::columns;

/// How an input holds its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One article, as an analyst would paste it.
    Text,
    /// One page.
    Html,
    /// An object, or an array of objects.
    Json,
    /// An object on each line.
    JsonLines,
    /// Rows below a header, their fields held apart by a comma, a tab or a semicolon.
    Table(u8),
    /// Columns in row groups.
    Parquet,
    /// A crawl dump.
    Warc,
}

impl Kind {
    /// Of an input's first bytes those that must be text, lest the whole be refused.
    pub(super) fn text(self, head: &[u8]) -> &[u8] {
        match self {
            Self::Text | Self::Html | Self::Json => head,
            // A bad row is an error of its own.
            Self::JsonLines | Self::Table(_) => head.split(|byte| *byte == b'\n').next().unwrap_or(head),
            Self::Parquet | Self::Warc => &[],
        }
    }
}

/// What bytes that are no text look like, and how to make text of them.
pub(super) fn binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let known: [(&[u8], _, _); 8] = [
        (b"%PDF-", "a PDF", "convert it first, for example: pdftotext FILE.pdf"),
        (b"PK\x03\x04", "a ZIP or office file", "unpack it, or save the document as plain text"),
        (b"\x1f\x8b", "gzip", "unpack it first, for example: gunzip -c FILE | extract -"),
        (b"\x28\xb5\x2f\xfd", "zstd", "unpack it first, for example: zstdcat FILE | extract -"),
        (b"\xff\xfe\0\0", "UTF-32", "convert it first, for example: iconv -f UTF-32 -t UTF-8"),
        (b"BZh", "bzip2", "unpack it first, for example: bunzip2 -c FILE | extract -"),
        (b"\xfd7zXZ", "xz", "unpack it first, for example: xzcat FILE | extract -"),
        (b"{\\rtf", "RTF", "save the document as plain text"),
    ];
    if let Some((_, what, remedy)) = known.into_iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Some((what, remedy));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return None;
    }
    let control = head.iter().filter(|byte| byte.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b".contains(byte)).count();
    let binary = head.contains(&0) || control * 20 > head.len();
    binary.then_some(("binary", "give the text of the article"))
}

/// How the input that begins with `head` holds its articles; `ending` is that of its name.
pub(super) fn of(head: &[u8], ending: &str) -> Kind {
    if head.starts_with(b"PAR1") {
        return Kind::Parquet;
    }
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    let text = UTF_8.decode(head).0;
    let text = text.trim_start();
    if is_html(text, matches!(ending, "html" | "htm" | "xhtml")) {
        return Kind::Html;
    }
    let lines_name = matches!(ending, "jsonl" | "ndjson");
    match text.chars().next() {
        // A first line that is a value by itself, or goes on past what was seen.
        Some('{') if lines_name => Kind::JsonLines,
        Some('{') if begins_object(text) => {
            let first = text.lines().next().unwrap_or_default();
            let more = text[first.len()..].trim_start().starts_with('{');
            let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
            if whole && more { Kind::JsonLines } else { Kind::Json }
        }
        Some('[') if begins_object(text[1..].trim_start()) || ending == "json" => Kind::Json,
        Some('[') if text[1..].trim_start().starts_with(']') => Kind::Json,
        Some(_) if lines_name => Kind::JsonLines,
        Some(_) => table(text, ending).map_or(Kind::Text, Kind::Table),
        None => Kind::Text,
    }
}

/// What holds the fields of a table apart, if the name says that it is one, or its first line has a column for the text.
fn table(text: &str, ending: &str) -> Option<u8> {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    match ending {
        "csv" => Some(if count(b';') > count(b',') {
            b';'
        } else if count(b'\t') > count(b',') {
            b'\t'
        } else {
            b','
        }),
        "tsv" | "tab" => Some(if count(b'\t') == 0 && count(b',') > 0 { b',' } else { b'\t' }),
        _ => [b'\t', b',', b';'].into_iter().find(|delimiter| {
            let names: Vec<String> = header.split(char::from(*delimiter)).map(bare).collect();
            let named = |name: &String| !name.is_empty() && !name.contains(|c: char| !c.is_alphanumeric() && c != '_');
            names.len() > 1 && names.iter().all(named) && columns::has_text(&names) && text.lines().nth(1).is_some()
        }),
    }
}

/// A field of a header without its quotes.
fn bare(field: &str) -> String {
    field.trim().trim_matches('"').to_owned()
}

fn begins_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

fn is_html(text: &str, by_name: bool) -> bool {
    const TAGS: [&str; 12] =
        ["html", "head", "body", "article", "main", "div", "p", "h1", "section", "meta", "title", "script"];
    let lower: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let opens = |rest: &str| {
        TAGS.iter().any(|tag| rest.strip_prefix(tag).is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\r', '\t'])))
    };
    if lower.starts_with("<!doctype html") || lower.starts_with('<') && opens(&lower[1..]) {
        return true;
    }
    let prolog = lower.starts_with("<?xml") || lower.starts_with("<!--");
    (prolog || by_name) && lower.match_indices('<').any(|(at, _)| opens(&lower[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_before_name() {
        for (head, ending, kind) in [
            ("Zaif was hacked.", "txt", Kind::Text),
            ("Zaif was hacked.", "html", Kind::Text),
            ("Zaif was hacked.", "json", Kind::Text),
            ("[Updated] Zaif was hacked.", "txt", Kind::Text),
            ("{sic} said Zaif", "txt", Kind::Text),
            ("< 5 users were hit", "txt", Kind::Text),
            ("<!DOCTYPE html><html>", "txt", Kind::Html),
            ("\u{feff}\n<html lang=en>", "", Kind::Html),
            ("<?xml version='1.0'?><html>", "txt", Kind::Html),
            ("Hello <p>Zaif</p>", "htm", Kind::Html),
            ("{\"text\": \"x\"}", "txt", Kind::Json),
            ("{\n \"text\": \"x\"}", "", Kind::Json),
            ("[\n {\"text\": \"x\"}]", "", Kind::Json),
            ("[]", "", Kind::Json),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "json", Kind::JsonLines),
            ("{\"text\": \"x\"}", "jsonl", Kind::JsonLines),
            ("oops\n{\"text\": \"x\"}", "jsonl", Kind::JsonLines),
            ("", "txt", Kind::Text),
            ("", "csv", Kind::Text),
            ("id,text\n1,Zaif was hacked.\n", "csv", Kind::Table(b',')),
            ("id;text\n1;\"Zaif was hacked, they say.\"\n", "csv", Kind::Table(b';')),
            ("id\ttext\n1\tZaif\n", "tsv", Kind::Table(b'\t')),
            ("id,text\n1,Zaif\n", "tsv", Kind::Table(b',')),
            ("story\nZaif\n", "csv", Kind::Table(b',')),
            ("id,\"body\"\n1,Zaif was hacked.\n", "txt", Kind::Table(b',')),
            ("id\ttext\n1\tZaif\n", "", Kind::Table(b'\t')),
            ("Hacked, text below\nZaif was hacked.\n", "txt", Kind::Text),
            ("content, article\n", "txt", Kind::Text),
            ("{\"text\": \"x\"}", "csv", Kind::Json),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", "txt", Kind::Warc),
            ("PAR1", "csv", Kind::Parquet),
            ("Zaif was hacked.", "parquet", Kind::Text),
        ] {
            assert_eq!(of(head.as_bytes(), ending), kind, "{head} in .{ending}");
        }
    }

    #[test]
    fn tells_binary() {
        for bytes in [
            &b"%PDF-1.7"[..],
            b"PK\x03\x04",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"BZh91AY",
            b"\xff\xfe\0\0Z\0\0\0",
            b"\x1f\x8b",
        ] {
            assert!(binary(bytes).is_some(), "{bytes:?}");
        }
        for bytes in [&b""[..], b"\xff\xfeZ\0", "Zürich\r\n\t“€”".as_bytes(), b"caf\xe9"] {
            assert_eq!(binary(bytes), None, "{bytes:?}");
        }
    }
}
