//! Folders and files of gold → fixtures: an article and its gold each.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::gold::{Gold, GoldArticle};
use super::lint::{self, Lint, Source};
use super::position::Lines;
use super::shape;
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
    /// The folder's name, or the article's id in a file of gold.
    pub name: String,
    /// The folder, or the file of gold, without links and dots.
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

/// The fixtures in `paths`: folders with `article.txt` and `gold.json`, folders of such, or files with an article and
/// its gold on each line.
pub fn load(paths: &[PathBuf]) -> Loaded {
    let mut loaded = Loaded::default();
    for path in paths {
        if path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson") {
            if let Err(error) = loaded.lines(path) {
                loaded.errors.push(error);
            }
            continue;
        }
        match folders(path) {
            Err(error) => loaded.errors.push(error),
            Ok(found) if found.is_empty() => loaded.errors.push(Error::NoGold { path: path.clone() }),
            Ok(found) => {
                for folder in found {
                    if loaded.fixtures.iter().any(|known| known.folder == folder) {
                        continue;
                    }
                    if let Err(error) = loaded.folder(&folder) {
                        loaded.errors.push(error);
                    }
                }
            }
        }
    }
    loaded
}

impl Loaded {
    fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let path = folder.join("gold.json");
        let json = fs::read_to_string(&path).map_err(|cause| Error::io(&path.display().to_string(), cause))?;
        let article = only_article(folder)?;
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let source = Source { path: &path, line: 1, group: group(folder), json: &json, fields: shape::GOLD };
        self.lints.extend(lint::lint(&source, &article.text, &name));
        let (gold, published) = parse::<Gold>(&source, |gold| &gold.article)?;
        let article = Article { id: name.clone(), published, ..article };
        self.fixtures.push(Fixture { name, folder: folder.to_owned(), group: source.group, article, gold });
        Ok(())
    }

    /// A file of gold; a bad line never hides the next.
    fn lines(&mut self, path: &Path) -> Result<(), Error> {
        let failed = |cause| Error::io(&path.display().to_string(), cause);
        let file = fs::canonicalize(path).map_err(failed)?;
        let text = fs::read_to_string(&file).map_err(failed)?;
        for (at, json) in text.lines().enumerate().filter(|(_, json)| !json.trim().is_empty()) {
            let source = Source { path, line: at + 1, group: group(&file), json, fields: shape::LINE };
            if let Err(error) = self.line(&source, &file) {
                self.errors.push(error);
            }
        }
        Ok(())
    }

    fn line(&mut self, source: &Source<'_>, file: &Path) -> Result<(), Error> {
        let Source { path, line, group, .. } = *source;
        let (wire, published) = parse::<GoldLine>(source, |wire| &wire.gold.article)?;
        let failed = |cause: String| Error::Gold { path: path.to_owned(), line, cause };
        let GoldLine { text, gold } = wire;
        let name = gold.article.id.clone().ok_or_else(|| failed("article.id is missing".to_owned()))?;
        if self.fixtures.iter().any(|known| known.folder == file && known.name == name) {
            return Err(failed(format!("a line above has the article {name} already")));
        }
        self.lints.extend(lint::lint(source, &text, &name));
        let title = gold.article.title.clone();
        let source = format!("{}:{line}", path.display());
        let article = Article { id: name.clone(), source, title, published, language: None, text };
        self.fixtures.push(Fixture { name, folder: file.to_owned(), group, article, gold });
        Ok(())
    }
}

/// One line of a file of gold.
#[derive(Deserialize)]
struct GoldLine {
    text: String,
    #[serde(flatten)]
    gold: Gold,
}

/// Gold as a type, and the publication date that it gives.
fn parse<T: DeserializeOwned>(
    source: &Source<'_>,
    article: fn(&T) -> &GoldArticle,
) -> Result<(T, Option<Date>), Error> {
    let Source { path, line, json, .. } = *source;
    let failed = |line: usize, cause: String| Error::Gold { path: path.to_owned(), line, cause };
    let gold: T = serde_json::from_str(json).map_err(|cause| {
        let told = cause.to_string();
        // The place comes first in the message, not last.
        let bare = told.rfind(" at line ").map_or(told.as_str(), |end| &told[..end]);
        failed(line + cause.line().saturating_sub(1), bare.to_owned())
    })?;
    let published = match &article(&gold).published {
        None => None,
        Some(text) => Some(read::date(text).ok_or_else(|| Error::Date {
            source_name: format!("{}:{}", path.display(), Lines::of(json, line).at("article.published")),
            date: text.clone(),
        })?),
    };
    Ok((gold, published))
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

fn only_article(folder: &Path) -> Result<Article, Error> {
    let path = folder.join("article.txt");
    let missing = || Error::Missing { source_name: path.display().to_string() };
    read::articles(vec![path.clone()], read::Options::default()).next().ok_or_else(missing)?
}
