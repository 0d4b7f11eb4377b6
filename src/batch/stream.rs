//! A few articles → their records as they come, without files beside them: what `extract FILE` does.

use std::path::PathBuf;

use super::line::Failure;
use super::panic::caught;
use super::source::{Read, Source};
use super::step::weight;
use super::window::{Limits, in_order};
use crate::article::Article;
use crate::error::Error;
use crate::read::{Input, Options};
use crate::record::Record;

/// Reads `paths`, extracts each article by `record`, and hands over what comes of it, in order.
pub fn stream<E: From<Error>>(
    paths: Vec<PathBuf>,
    options: Options,
    limits: &Limits,
    record: impl Fn(&Article) -> Record + Sync,
    write: impl FnMut(Result<Record, Failure>) -> Result<(), E>,
) -> Result<(), E> {
    let read = |send: &mut dyn FnMut(Result<Article, Failure>, usize) -> bool| {
        let inputs = paths.into_iter().map(|path| Ok(Input::new(path)));
        Source { inputs, options, own: vec![] }.each(|read| match read {
            Read::Article(_, article) => {
                let weight = weight(&article);
                send(Ok(article), weight)
            }
            Read::Failed(_, failure) => send(Err(failure), 0),
            Read::Through(_) => true,
        });
    };
    let work = |article: Result<Article, Failure>| {
        let article = article?;
        caught(|| record(&article)).map_err(|reason| Failure { source: article.source, reason })
    };
    in_order(limits, read, work, write).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_panic_fails_one_article_alone() {
        super::super::panic::hush();
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..30).map(|number| folder.path().join(format!("{number}.txt"))).collect();
        paths.iter().for_each(|path| std::fs::write(path, "Zaif was robbed of $60 million.").unwrap());
        let pipeline = Pipeline::new();
        let limits = Limits { threads: 3, memory: 1 << 20, stop: Arc::default() };
        let record = |article: &Article| {
            assert!(!article.id.ends_with('7'), "seven is not allowed");
            pipeline.record(article)
        };
        let mut seen = vec![];
        let end = stream::<Error>(paths, Options::default(), &limits, record, |record| {
            seen.push(record.map(|record| record.article.id).map_err(|failure| failure.to_string()));
            Ok(())
        });
        end.unwrap();
        assert_eq!(seen.len(), 30);
        for (number, seen) in seen.into_iter().enumerate() {
            match (number % 10, seen) {
                (7, Err(reason)) => {
                    let expected = format!("{number}.txt: the program failed on it (seven is not allowed)");
                    assert!(reason.contains(&expected), "{reason}");
                }
                (_, seen) => assert_eq!(seen, Ok(number.to_string())),
            }
        }
    }
}
