//! Articles with their events marked in the text, as `corpus/` holds them: what models are trained and measured on.
//!
//! `[Hackers]{e1.Attacker:Person} [stole]{e1=Theft}` → the text, an event, its argument. corpus/README.md says more.

mod markup;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// One annotated article, in the layout that scorers of events read. Offsets count code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annotated {
    /// Its id, in the whole corpus its own.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day of its publication, `2019-03-11`.
    pub published: String,
    /// Its text, without the marks.
    pub text: String,
    /// Its events, in the order of their first mark.
    pub events: Vec<GoldEvent>,
}

/// An event as a person marked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoldEvent {
    /// What kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it is told as a fact.
    pub realis: String,
    /// Events with the same number tell of the same happening.
    pub incident: usize,
    /// Where its trigger begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Who, whom, what.
    pub arguments: Vec<GoldArgument>,
}

/// An argument as a person marked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoldArgument {
    /// What it is in the event.
    pub role: String,
    /// What it is by itself.
    pub kind: String,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What was read, and what is wrong with the rest.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The articles of all good files.
    pub articles: Vec<Annotated>,
    /// The first mistake of each bad file.
    pub errors: Vec<Error>,
}

/// The types, roles and kinds that marks may name: those of the event model.
#[derive(Debug, Deserialize)]
struct Inventory {
    types: BTreeSet<String>,
    realis: BTreeSet<String>,
    roles: BTreeSet<String>,
    kinds: BTreeSet<String>,
    legal: BTreeMap<String, BTreeSet<String>>,
}

impl Inventory {
    fn new() -> Self {
        let labels = include_str!("../../models/event/labels.json");
        serde_json::from_str(labels).expect("a test reads the shipped labels")
    }
}

/// Reads files of marked articles, and every `*.txt` in folders, in the order of their names.
pub fn load(paths: &[PathBuf]) -> Corpus {
    let (inventory, mut corpus, mut seen) = (Inventory::new(), Corpus::default(), BTreeMap::new());
    for path in paths.iter().flat_map(|path| files(path)) {
        let articles = path.and_then(|path| {
            let text = std::fs::read_to_string(&path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
            let wrong = |(line, cause)| Error::Marks { path: path.clone(), line, cause };
            let articles = markup::read(&text, &inventory).map_err(wrong)?;
            for (line, article) in &articles {
                let place = format!("{}:{line}", path.display());
                if let Some(first) = seen.insert(article.id.clone(), place) {
                    return Err(wrong((*line, format!("the id {} is also that of {first}", article.id))));
                }
            }
            Ok(articles)
        });
        match articles {
            Ok(articles) => corpus.articles.extend(articles.into_iter().map(|(_, article)| article)),
            Err(error) => corpus.errors.push(error),
        }
    }
    corpus
}

/// How many events of each kind `articles` have.
pub fn by_kind(articles: &[Annotated]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for event in articles.iter().flat_map(|article| &article.events) {
        *counts.entry(event.kind.as_str()).or_insert(0) += 1;
    }
    counts
}

/// A file itself; the marked articles in a folder and in the folders inside it.
fn files(path: &Path) -> Vec<Result<PathBuf, Error>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let shown = path.display().to_string();
    let entries = std::fs::read_dir(path).and_then(|entries| {
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
        paths.sort();
        Ok(paths)
    });
    match entries {
        Err(cause) => vec![Err(Error::io(&shown, cause))],
        Ok(entries) => {
            let wanted =
                entries.into_iter().filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "txt"));
            wanted.flat_map(|path| files(&path)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_with_its_line_and_other_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("train")).unwrap();
        write("train/a.txt", "=== a | 2020-01-02 | A\nOne.\n");
        write("b.txt", "=== b | 2020-01-02 | B\nOne.\nTwo]\n");
        write("c.txt", "=== c | 2020-01-02 | C\nOne.\n\n=== a | 2020-01-02 | A again\nTwo.\n");
        write("notes.md", "no articles");
        let corpus = load(&[folder.path().join("train"), folder.path().to_owned(), folder.path().join("none.txt")]);
        assert_eq!(corpus.articles.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["a"]);
        let errors: Vec<_> = corpus.errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors.len(), 4, "{errors:?}");
        for (error, expected) in
            errors.iter().zip(["b.txt:3: `]` without `[`", "c.txt:4: the id a", "a.txt:1: the id a"])
        {
            assert!(error.contains(expected), "{error}");
        }
        assert!(errors[3].contains("no such file"), "{errors:?}");
    }
}
