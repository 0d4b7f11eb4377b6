//! What the first bytes of an input are: content decides, the file's name only where content leaves it open.

use std::path::Path;

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
}

/// What bytes that are no text look like, and how to make text of them.
pub(super) fn binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let known: [(&[u8], _, _); 7] = [
        (b"%PDF-", "a PDF", "convert it first, for example: pdftotext FILE.pdf"),
        (b"PK\x03\x04", "a ZIP or office file", "unpack it, or save the document as plain text"),
        (b"\x1f\x8b", "gzip", "unpack it first, for example: gunzip -c FILE | extract -"),
        (b"\x28\xb5\x2f\xfd", "zstd", "unpack it first, for example: zstdcat FILE | extract -"),
        (b"\xff\xfe", "UTF-16", "convert it first, for example: iconv -f UTF-16 -t UTF-8"),
        (b"\xfe\xff", "UTF-16", "convert it first, for example: iconv -f UTF-16 -t UTF-8"),
        (b"{\\rtf", "RTF", "save the document as plain text"),
    ];
    if let Some((_, what, remedy)) = known.into_iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Some((what, remedy));
    }
    let control = head.iter().filter(|byte| byte.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b".contains(byte)).count();
    let binary = head.contains(&0) || control * 20 > head.len();
    binary.then_some(("binary", "give the text of the article"))
}

/// How the input that begins with `head` holds its articles.
pub(super) fn of(head: &[u8], name: &Path) -> Kind {
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let text = text.trim_start();
    let extension = name.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let lines_name = matches!(extension.as_str(), "jsonl" | "ndjson");
    if is_html(text, matches!(extension.as_str(), "html" | "htm" | "xhtml")) {
        return Kind::Html;
    }
    match text.chars().next() {
        // A first line that is a value by itself, or goes on past what was seen.
        Some('{') if lines_name => Kind::JsonLines,
        Some('{') if begins_object(text) => {
            let first = text.lines().next().unwrap_or_default();
            let more = text[first.len()..].trim_start().starts_with('{');
            let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
            if whole && more { Kind::JsonLines } else { Kind::Json }
        }
        Some('[') if begins_object(text[1..].trim_start()) || extension == "json" => Kind::Json,
        Some('[') if text[1..].trim_start().starts_with(']') => Kind::Json,
        Some(_) if lines_name => Kind::JsonLines,
        _ => Kind::Text,
    }
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
        for (head, name, kind) in [
            ("Zaif was hacked.", "a.txt", Kind::Text),
            ("Zaif was hacked.", "a.html", Kind::Text),
            ("Zaif was hacked.", "a.json", Kind::Text),
            ("[Updated] Zaif was hacked.", "a.txt", Kind::Text),
            ("{sic} said Zaif", "a.txt", Kind::Text),
            ("< 5 users were hit", "a.txt", Kind::Text),
            ("<!DOCTYPE html><html>", "a.txt", Kind::Html),
            ("\u{feff}\n<html lang=en>", "-", Kind::Html),
            ("<?xml version='1.0'?><html>", "a.txt", Kind::Html),
            ("Hello <p>Zaif</p>", "a.htm", Kind::Html),
            ("{\"text\": \"x\"}", "a.txt", Kind::Json),
            ("{\n \"text\": \"x\"}", "-", Kind::Json),
            ("[\n {\"text\": \"x\"}]", "-", Kind::Json),
            ("[]", "-", Kind::Json),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "a.json", Kind::JsonLines),
            ("{\"text\": \"x\"}", "a.jsonl", Kind::JsonLines),
            ("oops\n{\"text\": \"x\"}", "a.jsonl", Kind::JsonLines),
            ("", "a.txt", Kind::Text),
        ] {
            assert_eq!(of(head.as_bytes(), Path::new(name)), kind, "{head} in {name}");
        }
    }

    #[test]
    fn tells_binary() {
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfeZ\0", b"\x1f\x8b"] {
            assert!(binary(bytes).is_some(), "{bytes:?}");
        }
        for bytes in [&b""[..], "Zürich\r\n\t“€”".as_bytes(), b"caf\xe9"] {
            assert_eq!(binary(bytes), None, "{bytes:?}");
        }
    }
}
