//! A folder of articles, and the binary run in it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::program::{BINARY, Run, root, run_in};

/// A folder with `news/00000.txt` and further articles; all else in it comes from the runs.
pub(crate) struct News(TempDir);

impl News {
    /// With so many articles, the open fixtures among them.
    pub(crate) fn new(articles: usize) -> Self {
        let news = Self(tempfile::tempdir().unwrap());
        fs::create_dir(news.path().join("news")).unwrap();
        let root = root().join("fixtures");
        let mut texts: Vec<PathBuf> =
            fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join("article.txt")).collect();
        texts.retain(|path| path.is_file());
        texts.sort();
        let texts: Vec<String> = texts.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        for number in 0..articles {
            news.article(number, &format!("{}\n\nThis is story {number}.\n", texts[number % texts.len()].trim_end()));
        }
        news
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// Writes one article.
    pub(crate) fn article(&self, number: usize, text: &str) {
        fs::write(self.path().join(format!("news/{number:05}.txt")), text).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names in it.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs `extract batch` in it.
    pub(crate) fn batch(&self, arguments: &[&str]) -> Run {
        run_in(&self.path(), &[&["batch"][..], arguments].concat())
    }

    /// `extract batch` in it, to be started by hand.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.current_dir(self.path()).arg("batch").args(arguments);
        command
    }
}

/// One value of each line of JSON Lines.
pub(crate) fn json_lines(text: &str, pointer: &str) -> Vec<String> {
    let value = |line| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    text.lines().map(|line| value(line).pointer(pointer).and_then(|found| found.as_str()).unwrap().to_owned()).collect()
}
