//! Where bytes come from, and what an article is called that has no name of its own.

use std::path::Path;

/// Endings that say how a file is packed, not what it holds.
const PACKED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// The name of an input and of the articles in it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// As the user names it: a path or `-`.
    pub(super) name: String,
    /// What an article is called that has no name of its own.
    pub(super) id: String,
}

/// Where one article stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// As errors name it.
    pub(super) shown: String,
    /// As the record names it.
    pub(super) source: String,
    /// What the article is called that has no id of its own.
    pub(super) id: String,
}

impl Source {
    pub(super) fn new(input: &Path) -> Self {
        if input == Path::new("-") {
            return Self { name: "-".to_owned(), id: "stdin".to_owned() };
        }
        let bare = unpacked(input);
        let stem = bare.file_stem().unwrap_or(bare.as_os_str());
        // A fixture is a folder with an `article.txt`: the folder is its name.
        let folder = bare.parent().and_then(Path::file_name).filter(|_| stem == "article");
        Self { name: input.display().to_string(), id: folder.unwrap_or(stem).to_string_lossy().into_owned() }
    }

    /// As errors name it.
    pub(super) fn shown(&self) -> String {
        if self.name == "-" { "standard input".to_owned() } else { self.name.clone() }
    }

    /// Its only article.
    pub(super) fn whole(&self) -> Place {
        Place { shown: self.shown(), source: self.name.clone(), id: self.id.clone() }
    }

    /// The article at one of its lines.
    pub(super) fn line(&self, line: usize) -> Place {
        self.part(line, &format!(":{line}"))
    }

    /// The article in one of its rows, where rows have no line.
    pub(super) fn row(&self, row: usize) -> Place {
        self.part(row, &format!("#{row}"))
    }

    /// One record of a crawl dump.
    pub(super) fn record(&self, record: usize) -> Place {
        self.part(record, &format!(", record {record}"))
    }

    fn part(&self, number: usize, part: &str) -> Place {
        Place { shown: self.shown() + part, source: self.name.clone() + part, id: format!("{}-{number}", self.id) }
    }

    /// The ending that says what it holds, in small letters: `jsonl` for `news.JSONL.gz`.
    pub(super) fn ending(&self) -> String {
        let path = unpacked(Path::new(&self.name));
        path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    }
}

/// A path without the ending that says how the file is packed.
pub(super) fn unpacked(path: &Path) -> &Path {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let packed = ending.is_some_and(|ending| PACKED.contains(&ending.as_str()));
    // `a.gz` stays in its folder: only the name's end goes.
    let bare = path.to_str().filter(|_| packed).and_then(|whole| whole.rsplit_once('.')).map(|(bare, _)| bare);
    bare.map_or(path, Path::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_articles() {
        for (path, id, ending) in [
            ("-", "stdin", ""),
            ("news/zaif.txt", "zaif", "txt"),
            ("news/zaif.TXT.gz", "zaif", "txt"),
            ("news.jsonl.zst", "news", "jsonl"),
            ("news/zaif.gz", "zaif", ""),
            ("fixtures/zaif/article.txt", "zaif", "txt"),
            ("article.txt", "article", "txt"),
            ("news/2019.03.11.html", "2019.03.11", "html"),
        ] {
            let source = Source::new(Path::new(path));
            assert_eq!((source.id.as_str(), source.ending().as_str()), (id, ending), "{path}");
        }
    }
}
