//! Inputs → articles and failures, one at a time; nothing that is wrong with one hides the next, a panic neither.

use std::path::{Path, PathBuf};

use super::line::Failure;
use super::panic::caught;
use crate::article::Article;
use crate::error::Error;
use crate::read::{self, Input, Options};

/// What is read, and how.
pub(super) struct Source<I> {
    pub(super) inputs: I,
    pub(super) options: Options,
    /// Files that are written meanwhile: they are no inputs.
    pub(super) own: Vec<PathBuf>,
}

/// What comes of reading, with the bytes of the inputs that are through with it.
pub(super) enum Read {
    /// An article.
    Article(u64, Article),
    /// An input, or an article in one, that cannot be read.
    Failed(u64, Failure),
    /// An input is at its end.
    Through(u64),
}

impl<I: Iterator<Item = Result<Input, Error>>> Source<I> {
    /// Hands over everything in order, as long as `take` wants more. `false`: it did not.
    pub(super) fn each(self, mut take: impl FnMut(Read) -> bool) -> bool {
        let Self { mut inputs, options, own } = self;
        inputs.all(|input| match input {
            Ok(input) if own.contains(&absolute(input.path())) => true,
            Ok(input) => one(input, &options, &mut take),
            Err(error) => take(Read::Failed(0, Failure::new("", &error))),
        })
    }
}

fn one(input: Input, options: &Options, take: &mut impl FnMut(Read) -> bool) -> bool {
    let (shown, mut left) = (input.shown(), input.size().unwrap_or(0));
    // What comes after a panic cannot be trusted: the input ends there.
    let failed = |left, reason| Read::Failed(left, Failure { source: shown.clone(), reason });
    let mut articles = match caught(|| read::articles_of(input, options.clone())) {
        Ok(articles) => articles,
        Err(reason) => return take(failed(left, reason)),
    };
    loop {
        let wanted = match caught(|| articles.next()) {
            Ok(None) => return take(Read::Through(left)),
            Err(reason) => return take(failed(left, reason)),
            Ok(Some(Ok(article))) => {
                // How far the reader is in a packed file is guessed from what has come out of it.
                let bytes = left.min(article.text.len() as u64);
                left -= bytes;
                take(Read::Article(bytes, article))
            }
            Ok(Some(Err(error))) => take(Read::Failed(0, Failure::new(&shown, &error))),
        };
        if !wanted {
            return false;
        }
    }
}

/// A path that can be compared with others, whether or not its file is there.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
