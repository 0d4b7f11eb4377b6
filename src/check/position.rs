//! On which line of a JSON text each of its values stands. The text has been read as JSON before: nothing is checked here.

use std::collections::BTreeMap;

/// The lines of the values of one JSON text, by paths such as `incidents[0].victims[1].name`.
#[derive(Debug, Default)]
pub(super) struct Lines {
    by_path: BTreeMap<String, usize>,
    /// Fields that an object has twice: the path and the line of the second.
    pub(super) twice: Vec<(String, usize)>,
}

impl Lines {
    /// Scans `json`, whose first line is number `first`.
    pub(super) fn of(json: &str, first: usize) -> Self {
        let mut scan = Scan { json, at: 0, line: first, lines: Self::default() };
        scan.value("");
        scan.lines
    }

    /// The line of the value at `path`, or of the nearest value around it.
    pub(super) fn at(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(line) = self.by_path.get(path) {
                return *line;
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
    }
}

struct Scan<'a> {
    json: &'a str,
    at: usize,
    line: usize,
    lines: Lines,
}

impl Scan<'_> {
    fn peek(&mut self) -> u8 {
        while let Some(byte) = self.json.as_bytes().get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' | b':' => {}
                byte => return *byte,
            }
            self.at += 1;
        }
        b']'
    }

    fn value(&mut self, path: &str) {
        let first = self.peek();
        if self.lines.by_path.insert(path.to_owned(), self.line).is_some() {
            self.lines.twice.push((path.to_owned(), self.line));
        }
        match first {
            b'{' => {
                self.at += 1;
                while self.peek() == b'"' {
                    let key: String = serde_json::from_str(self.string()).unwrap_or_default();
                    self.value(&if path.is_empty() { key } else { format!("{path}.{key}") });
                }
                self.at += 1;
            }
            b'[' => {
                self.at += 1;
                let mut index = 0;
                while self.peek() != b']' {
                    self.value(&format!("{path}[{index}]"));
                    index += 1;
                }
                self.at += 1;
            }
            b'"' => drop(self.string()),
            _ => {
                let end = |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                let rest = &self.json.as_bytes()[self.at..];
                // At least one byte, so that no text is scanned for ever.
                self.at += rest.iter().position(end).unwrap_or(rest.len()).max(1);
            }
        }
    }

    /// The string that begins here, with its quotes.
    fn string(&mut self) -> &str {
        let start = self.at;
        let bytes = self.json.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        self.json.get(start..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lines() {
        let json =
            "{\n \"a\": [1,\n  {\"b\\n\": \"x\\\"y\",\n   \"c\": null}],\n\n \"d\": -1.5e3,\n \"é\": [],\n \"d\": 2}\n";
        let lines = Lines::of(json, 1);
        for (path, line) in [
            ("", 1),
            ("a", 2),
            ("a[0]", 2),
            ("a[1]", 3),
            ("a[1].b\n", 3),
            ("a[1].c", 4),
            ("a[1].missing", 3),
            ("a[1].missing[0].deep", 3),
            ("a[7].c", 2),
            ("é", 7),
            ("nowhere", 1),
        ] {
            assert_eq!(lines.at(path), line, "{path}");
        }
        assert_eq!(lines.twice, [("d".to_owned(), 8)]);
        assert_eq!(Lines::of("{\"a\": 1}", 40).at("a"), 40);
    }

    #[test]
    fn ends_on_anything() {
        for text in ["", "{", "[", "\"", "\"\\", "{\"a\"", "[}", "{\"a\": }", "[1, 2", "]", "{{"] {
            Lines::of(text, 1);
        }
    }
}
