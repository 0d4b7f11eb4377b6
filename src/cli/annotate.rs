//! `extract annotate`: a draft of gold from what the program finds.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use news_incidents::article::Article;
use news_incidents::check;
use news_incidents::error::Error;
use news_incidents::pipeline::Pipeline;
use news_incidents::read;

use super::{Stages, date};

const EXAMPLES: &str = "\
Examples:
  extract annotate story.html --published 2019-03-11 --out fixtures
      fixtures/story/article.txt and a draft of fixtures/story/gold.json
  extract annotate fixtures/story/article.txt --published 2019-03-11
      the draft beside an article that lies in its fixture folder already

Then correct gold.json by hand (fixtures/README.md says how gold is written), and look for slips with
extract check fixtures/story --lint. A field that two careful readers would dispute is deleted: it is not scored.
Nothing that exists is overwritten. Exit codes: 0 all drafted, 1 some input failed, 2 wrong use.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Annotate {
    /// Articles to draft gold for; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder in which each article gets a folder of its own
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// Publication date of articles whose input has none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    published: Option<Date>,
    #[command(flatten)]
    stages: Stages,
}

impl Annotate {
    /// Writes a draft for each article; one that fails never hides the next.
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let (pipeline, mut code) = (self.stages.pipeline()?, ExitCode::SUCCESS);
        let options = read::Options { published: self.published, ..read::Options::default() };
        for article in read::articles(self.files.clone(), options) {
            match article.and_then(|article| self.draft(&pipeline, article)) {
                Ok(path) => writeln!(io::stdout(), "{}", path.display())?,
                Err(error) => {
                    eprintln!("extract: {error}");
                    code = ExitCode::FAILURE;
                }
            }
        }
        Ok(code)
    }

    /// The path of the draft.
    fn draft(&self, pipeline: &Pipeline, article: Article) -> Result<PathBuf, Error> {
        let source = Path::new(&article.source);
        let there = source.file_name().is_some_and(|name| name == "article.txt");
        let folder = match source.parent().filter(|_| there) {
            Some(folder) => folder.to_owned(),
            None => self.out.join(folder_name(&article.id)),
        };
        let path = folder.join("gold.json");
        if path.exists() {
            return Err(Error::Exists { path });
        }
        let article = if there { article } else { in_folder(article) };
        if !there {
            fs::create_dir_all(&folder).map_err(|cause| Error::Unwritable { path: folder.clone(), cause })?;
            create(folder.join("article.txt"), &article.text)?;
        }
        let undated = pipeline.record(&Article { published: None, ..article.clone() });
        create(path.clone(), &check::draft(&article, &pipeline.record(&article), &undated))?;
        Ok(path)
    }
}

/// The article as its folder will hold it: under the folder's name, a title kept apart as the first line.
fn in_folder(article: Article) -> Article {
    let apart = article.title.as_deref().map(str::trim).filter(|title| !article.text.trim_start().starts_with(title));
    let text = match apart.filter(|title| !title.is_empty()) {
        Some(title) => format!("{title}\n\n{}", article.text.trim_start()),
        None => article.text,
    };
    Article { id: folder_name(&article.id), title: None, text, ..article }
}

/// Writes a file that is not there yet.
fn create(path: PathBuf, text: &str) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => Err(Error::Exists { path }),
        Err(cause) => Err(Error::Unwritable { path, cause }),
        Ok(()) => Ok(()),
    }
}

/// An article's id as the name of one folder, whatever it holds.
fn folder_name(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "article".to_owned() } else { name.chars().take(80).collect() }
}
