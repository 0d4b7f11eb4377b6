//! Folders → fixtures: an article and its gold each.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::gold::Gold;
use super::lint::{self, Lint};
use crate::article::Article;
use crate::error::Error;
use crate::read;

/// Whether people may look at an article while they work on the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// They may.
    Open,
    /// Only its figures are read.
    Blind,
}

impl Group {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Open, Self::Blind];

    /// As figures and floors name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Blind => "blind",
        }
    }
}

/// An article and what a careful reader finds in it.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The folder's name.
    pub name: String,
    /// The folder, without links and dots.
    pub folder: PathBuf,
    /// Whether it lies under a folder `blind`.
    pub group: Group,
    /// The article, with the publication date that gold gives.
    pub article: Article,
    /// The gold.
    pub gold: Gold,
}

/// What was found under some paths.
#[derive(Debug, Default)]
pub struct Loaded {
    /// In the order of the paths, below each by name.
    pub fixtures: Vec<Fixture>,
    /// What could not be read.
    pub errors: Vec<Error>,
    /// Mistakes in gold that do not keep it from being used.
    pub lints: Vec<Lint>,
}

/// The fixtures in `paths`: folders with `article.txt` and `gold.json`, or folders of such.
pub fn load(paths: &[PathBuf]) -> Loaded {
    let mut loaded = Loaded::default();
    for path in paths {
        match folders(path) {
            Err(error) => loaded.errors.push(error),
            Ok(found) if found.is_empty() => loaded.errors.push(Error::NoGold { path: path.clone() }),
            Ok(found) => {
                for folder in found {
                    if loaded.fixtures.iter().any(|known| known.folder == folder) {
                        continue;
                    }
                    match fixture(&folder) {
                        Ok((fixture, lints)) => {
                            loaded.fixtures.push(fixture);
                            loaded.lints.extend(lints);
                        }
                        Err(error) => loaded.errors.push(error),
                    }
                }
            }
        }
    }
    loaded
}

/// The folders at or below `path` that hold gold, sorted by path.
pub(super) fn folders(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |cause| Error::io(&path.display().to_string(), cause);
    let path = fs::canonicalize(path).map_err(failed)?;
    if path.is_file() {
        let folder = path.parent().filter(|folder| folder.join("gold.json").is_file());
        return folder.map(|folder| vec![folder.to_owned()]).ok_or(Error::NoGold { path: path.clone() });
    }
    if path.join("gold.json").is_file() {
        return Ok(vec![path]);
    }
    let entries = fs::read_dir(&path).map_err(failed)?;
    let mut below: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    below.retain(|entry| entry.is_dir());
    below.sort();
    let found: Result<Vec<_>, _> = below.iter().map(|folder| folders(folder)).collect();
    Ok(found?.concat())
}

/// Whether a folder is blind.
pub(super) fn group(folder: &Path) -> Group {
    if folder.components().any(|part| part.as_os_str() == "blind") { Group::Blind } else { Group::Open }
}

fn fixture(folder: &Path) -> Result<(Fixture, Vec<Lint>), Error> {
    let path = folder.join("gold.json");
    let shown = path.display().to_string();
    let json = fs::read_to_string(&path).map_err(|cause| Error::io(&shown, cause))?;
    let failed = |cause| Error::Gold { path: path.clone(), cause };
    let gold: Gold = serde_json::from_str(&json).map_err(failed)?;
    let wire: serde_json::Value = serde_json::from_str(&json).map_err(failed)?;
    let published = match &gold.article.published {
        None => None,
        Some(text) => Some(read::date(text).ok_or_else(|| Error::Date { source_name: shown, date: text.clone() })?),
    };
    let article = only_article(folder)?;
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let group = group(folder);
    let lints = lint::lint(&path, group, &gold, &wire, &article.text, &name);
    let article = Article { id: name.clone(), published, ..article };
    Ok((Fixture { name, folder: folder.to_owned(), group, article, gold }, lints))
}

fn only_article(folder: &Path) -> Result<Article, Error> {
    let path = folder.join("article.txt");
    let missing = || Error::Missing { source_name: path.display().to_string() };
    read::articles(vec![path.clone()], read::Options::default()).next().ok_or_else(missing)?
}
