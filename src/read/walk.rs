//! Paths → inputs: files as given, folders recursively by the rules of `.gitignore`, in the order of their names.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::source::{Source, unpacked};
use crate::error::Error;

/// Endings of files that a folder is read for; a file that is named or fits a glob is read whatever its ending.
const ENDINGS: [&str; 15] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "csv", "tsv", "parquet",
    "warc", "",
];

/// Which files of a folder are inputs.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// Patterns as in `.gitignore`: with one, only files that fit one of them are read, whatever their ending; `!` before
    /// one leaves files out.
    pub globs: Vec<String>,
    /// Whether files and folders whose name starts with a full stop are read too.
    pub hidden: bool,
    /// Whether files that a `.gitignore` or `.ignore` leaves out are read too.
    pub ignored: bool,
}

/// One file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(PathBuf);

impl Input {
    /// The file at `path`; `-` is standard input.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// As the user names it.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.0 == Path::new("-")
    }

    /// As errors name it.
    pub fn shown(&self) -> String {
        Source::new(&self.0).shown()
    }

    /// How many bytes it has, as far as the system knows.
    pub fn size(&self) -> Option<u64> {
        fs::metadata(&self.0).ok().filter(fs::Metadata::is_file).map(|data| data.len())
    }
}

/// A pattern that a walk can use, or what is wrong with it.
pub fn glob(text: &str) -> Result<String, String> {
    match OverrideBuilder::new(".").add(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(cause) => Err(format!("{cause}; write it as in .gitignore, for example '*.html' or '!archive/**'")),
    }
}

/// The inputs that `paths` stand for, in the order given; the files of a folder in the order of their names. A folder is
/// read as it is walked, one level of names at a time.
pub fn inputs(paths: Vec<PathBuf>, walk: &Walk) -> impl Iterator<Item = Result<Input, Error>> + Send + use<> {
    let walk = walk.clone();
    paths.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Result<Input, Error>> + Send> {
        if path == Path::new("-") || !path.is_dir() {
            return Box::new(std::iter::once(Ok(Input(path))));
        }
        match overrides(&path, &walk.globs) {
            Ok(globs) => Box::new(folder(&path, globs, &walk)),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    })
}

fn overrides(folder: &Path, globs: &[String]) -> Result<Override, Error> {
    let failed = |cause: ignore::Error| Error::Glob { cause: cause.to_string() };
    let mut builder = OverrideBuilder::new(folder);
    for glob in globs {
        builder.add(glob).map_err(failed)?;
    }
    builder.build().map_err(failed)
}

fn folder(path: &Path, globs: Override, walk: &Walk) -> impl Iterator<Item = Result<Input, Error>> + Send + use<> {
    let by_ending = globs.num_whitelists() == 0;
    let mut builder = WalkBuilder::new(path);
    builder.overrides(globs).hidden(!walk.hidden).require_git(false).sort_by_file_name(std::cmp::Ord::cmp);
    if walk.ignored {
        builder.parents(false).ignore(false).git_ignore(false).git_global(false).git_exclude(false);
    }
    let root = path.display().to_string();
    builder.build().filter_map(move |entry| match entry {
        Ok(entry) => {
            let file =
                entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink() && entry.path().is_file());
            (file && (!by_ending || known(entry.path()))).then(|| Ok(Input(entry.into_path())))
        }
        Err(cause) => Some(Err(Error::Walk { folder: root.clone(), cause: cause.to_string() })),
    })
}

/// Whether a folder is read for files like this.
fn known(path: &Path) -> bool {
    let ending = unpacked(path).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ENDINGS.contains(&ending.unwrap_or_default().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(walk: &Walk) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for name in ["b/2.txt", "b/10.html.gz", "a.txt", ".secret/x.txt", "c.png", "LIST", "out/x.txt", "b/old/3.txt"] {
            fs::create_dir_all(at.join(name).parent().unwrap()).unwrap();
            fs::write(at.join(name), "Zaif fell.").unwrap();
        }
        fs::write(at.join(".gitignore"), "out/\n").unwrap();
        inputs(vec![at.to_owned()], walk)
            .map(|input| input.unwrap().path().strip_prefix(at).unwrap().display().to_string())
            .collect()
    }

    fn with(globs: &[&str]) -> Walk {
        Walk { globs: globs.iter().map(|&glob| glob.to_owned()).collect(), ..Walk::default() }
    }

    #[test]
    fn walks_folders_in_order() {
        for (walk, expected) in [
            (Walk::default(), &["LIST", "a.txt", "b/10.html.gz", "b/2.txt", "b/old/3.txt"][..]),
            (with(&["*.txt"]), &["a.txt", "b/2.txt", "b/old/3.txt"]),
            (with(&["!b/old/**"]), &["LIST", "a.txt", "b/10.html.gz", "b/2.txt"]),
            (with(&["*.png"]), &["c.png"]),
            (Walk { hidden: true, ..with(&["x.txt"]) }, &[".secret/x.txt"]),
            (
                Walk { ignored: true, ..Walk::default() },
                &["LIST", "a.txt", "b/10.html.gz", "b/2.txt", "b/old/3.txt", "out/x.txt"],
            ),
        ] {
            assert_eq!(walked(&walk), expected, "{walk:?}");
        }
    }

    #[test]
    fn files_stay_as_given() {
        let paths = ["-", "missing.txt", "z.png"].map(PathBuf::from).to_vec();
        let found: Vec<Input> = inputs(paths.clone(), &with(&["*.md"])).map(Result::unwrap).collect();
        assert_eq!(found, paths.into_iter().map(Input::new).collect::<Vec<_>>());
        assert!(found[0].is_stdin() && !found[1].is_stdin());
        assert_eq!(found[0].shown(), "standard input");
    }

    #[test]
    fn a_bad_glob_is_named() {
        assert!(glob("{a,b").unwrap_err().contains(".gitignore"));
        let error = inputs(vec![".".into()], &with(&["{a,b"])).next().unwrap().unwrap_err().to_string();
        assert!(error.contains("{a,b"), "{error}");
        assert_eq!(glob("*.html").as_deref(), Ok("*.html"));
    }
}
