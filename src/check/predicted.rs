//! Records that another system wrote: a file of them as `extract --format jsonl` prints, or a folder with one in each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::load::{Fixture, Group};
use super::tolerant::{self, Notes};
use crate::error::Error;
use crate::record::Record;

/// What another system says, by article.
#[derive(Debug, Default)]
pub(super) struct Predictions {
    by_id: BTreeMap<String, (String, Value)>,
    /// What could not be read.
    pub(super) errors: Vec<Error>,
}

/// What another system says of one article.
pub(super) struct Prediction {
    pub(super) record: Record,
    /// Whether each incident says how sure it is.
    pub(super) rated: bool,
}

impl Predictions {
    /// Reads a file, or every `.json` and `.jsonl` file of a folder.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let mut read = Self::default();
        if !path.is_dir() {
            read.file(path, None)?;
            return Ok(read);
        }
        let entries = fs::read_dir(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "json" || end == "jsonl"));
        files.sort();
        for file in &files {
            let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            if let Err(error) = read.file(file, stem) {
                read.errors.push(error);
            }
        }
        Ok(read)
    }

    /// The values of one file, whatever stands between them; one that cannot be read never hides the next line.
    fn file(&mut self, path: &Path, name: Option<String>) -> Result<(), Error> {
        let text = fs::read_to_string(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let mut at = 0;
        while let Some(skipped) = text[at..].find(|c: char| !c.is_whitespace()) {
            at += skipped;
            let place = || format!("{}:{}", path.display(), text[..at].matches('\n').count() + 1);
            let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
            match values.next() {
                Some(Ok(value)) => {
                    let end = at + values.byte_offset();
                    let many = match value {
                        Value::Array(many) => many,
                        one => vec![one],
                    };
                    many.into_iter().for_each(|one| self.add(place(), one, name.as_deref()));
                    at = end;
                }
                Some(Err(cause)) => {
                    let line = text[at..].lines().next().unwrap_or_default();
                    // A fence of Markdown around the JSON is no value and no mistake.
                    if !line.starts_with("```") {
                        self.errors.push(Error::Prediction { place: place(), cause: cause.to_string() });
                    }
                    at += line.len();
                }
                None => break,
            }
        }
        Ok(())
    }

    fn add(&mut self, place: String, value: Value, name: Option<&str>) {
        let given = value.pointer("/article/id").or(value.get("id")).and_then(Value::as_str);
        let cause = match given.or(name) {
            _ if !value.get("incidents").is_some_and(Value::is_array) => "it has no list of incidents".to_owned(),
            None => "it names no article; give it an \"id\"".to_owned(),
            Some(id) => match self.by_id.get(id) {
                Some((earlier, _)) => format!("{id} stands already at {earlier}"),
                None => return drop(self.by_id.insert(id.to_owned(), (place, value.clone()))),
            },
        };
        self.errors.push(Error::Prediction { place, cause });
    }

    /// What is said of `fixture`.
    pub(super) fn of(&self, fixture: &Fixture, notes: &mut Notes) -> Option<Prediction> {
        let (_, value) = self.by_id.get(&fixture.name)?;
        let rated = |incident: &Value| incident.get("confidence").is_some_and(|one| one.is_number());
        let rated = value.get("incidents").and_then(Value::as_array).is_some_and(|all| all.iter().all(rated));
        Some(Prediction { record: tolerant::record(value, &fixture.article, notes), rated })
    }

    /// Which predictions answer no article, and which articles nothing answers.
    pub(super) fn unmatched(&self, fixtures: &[Fixture]) -> Vec<String> {
        let names: BTreeSet<&str> = fixtures.iter().map(|fixture| fixture.name.as_str()).collect();
        let unknown = self.by_id.iter().filter(|(id, _)| !names.contains(id.as_str()));
        let unknown = unknown.map(|(id, (place, _))| format!("{place}: no gold article is called {id}"));
        let silent = fixtures.iter().filter(|fixture| !self.by_id.contains_key(&fixture.name));
        let (open, blind): (Vec<_>, Vec<_>) = silent.partition(|fixture| fixture.group == Group::Open);
        let empty = "counted as one without incidents";
        let open = open.iter().map(|fixture| format!("article {}: no prediction; {empty}", fixture.name));
        // Blind articles are not named.
        let blind = (!blind.is_empty()).then(|| format!("{} blind articles: no prediction; each {empty}", blind.len()));
        unknown.chain(open).chain(blind).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_stands_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        for (text, ids, errors) in [
            ("{\"id\": \"a\", \"incidents\": []}\n{\"article\": {\"id\": \"b\"}, \"incidents\": []}\n", "a b", 0),
            ("{\n \"id\": \"a\",\n \"incidents\": []\n}\n{\"id\": \"b\", \"incidents\": []}", "a b", 0),
            ("[{\"id\": \"a\", \"incidents\": []}, {\"id\": \"b\", \"incidents\": []}]", "a b", 0),
            ("```json\n{\"id\": \"a\", \"incidents\": []}\n```\n", "a", 0),
            ("{\"id\": \"a\", oops}\n{\"id\": \"b\", \"incidents\": []}\n", "b", 1),
            ("{\"id\": \"a\", \"incidents\": []}\n{\"id\": \"a\", \"incidents\": []}\n", "a", 1),
            ("{\"incidents\": []}\n", "", 1),
            ("{\"id\": \"a\"}\n", "", 1),
            ("", "", 0),
        ] {
            fs::write(&path, text).unwrap();
            let read = Predictions::read(&path).unwrap();
            assert_eq!(read.by_id.keys().cloned().collect::<Vec<_>>().join(" "), ids, "{text}");
            assert_eq!(read.errors.len(), errors, "{text}: {:?}", read.errors);
        }
    }

    #[test]
    fn a_folder_names_articles_by_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("zaif.json"), "{\"incidents\": []}").unwrap();
        fs::write(folder.path().join("notes.txt"), "nothing").unwrap();
        let read = Predictions::read(folder.path()).unwrap();
        assert_eq!(read.by_id.keys().collect::<Vec<_>>(), ["zaif"]);
        assert!(Predictions::read(Path::new("/nowhere/at/all")).is_err());
    }
}
