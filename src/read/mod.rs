//! Files and standard input → articles, one at a time, in the order given; a bad one never hides the next.

mod columns;
mod html;
mod json;
mod kind;
mod source;
mod text;
mod walk;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::article::Article;
use crate::error::Error;
pub use columns::Columns;
use kind::Kind;
use source::Source;
pub use walk::{Input, Walk, glob, inputs};

/// The longest article that is read, in bytes of its text.
pub const MAX_ARTICLE: usize = 1 << 20;

/// How much longer than its text a JSON value or an HTML page may be: escapes, markup, other fields.
const WRAPPING: usize = 8;

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The longest article, in bytes of its text.
    pub max_article: usize,
    /// The publication date of articles whose input has none.
    pub published: Option<Date>,
    /// Which columns of a table, or fields of a JSON object, hold what.
    pub columns: Columns,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_article: MAX_ARTICLE, published: None, columns: Columns::default() }
    }
}

/// The articles of one input, read as they are asked for.
pub type Articles = Box<dyn Iterator<Item = Result<Article, Error>> + Send>;

/// The articles of `inputs` (paths, or `-` for standard input) in order.
pub fn articles(inputs: Vec<PathBuf>, options: Options) -> impl Iterator<Item = Result<Article, Error>> {
    inputs.into_iter().flat_map(move |input| articles_of(Input::new(input), options.clone()))
}

/// The articles of one input, one at a time: in memory is one article and little more, whatever the input's size.
pub fn articles_of(input: Input, options: Options) -> Articles {
    let published = options.published;
    let source = Source::new(input.path());
    let articles = match open(&input, &source).and_then(|reader| by_kind(reader, source, options)) {
        Ok(articles) => articles,
        Err(error) => Box::new(std::iter::once(Err(error))),
    };
    Box::new(
        articles.map(move |article| {
            article.map(|article| Article { published: article.published.or(published), ..article })
        }),
    )
}

/// An ISO date, or the date of an ISO date and time; `2017-2-3` is understood.
pub fn date(text: &str) -> Option<Date> {
    let day = text.trim().split(['T', 't', ' ']).next()?;
    let mut parts = day.splitn(3, '-').map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part));
    let year = parts.next()?.filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()??, parts.next()??);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn open(input: &Input, source: &Source) -> Result<Box<dyn BufRead + Send>, Error> {
    if input.is_stdin() {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    if input.path().is_dir() {
        return Err(Error::Folder { source_name: source.shown() });
    }
    let file = File::open(input.path()).map_err(|cause| Error::io(&source.shown(), cause))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// Looks at the first bytes and hands the rest to the reader of their kind.
fn by_kind(mut reader: Box<dyn BufRead + Send>, source: Source, options: Options) -> Result<Articles, Error> {
    let head = reader.fill_buf().map_err(|cause| Error::io(&source.shown(), cause))?;
    if let Some((what, remedy)) = kind::binary(head) {
        return Err(Error::Binary { source_name: source.shown(), what, remedy });
    }
    Ok(match kind::of(head, Path::new(&source.name)) {
        Kind::Text => Box::new(std::iter::once(text::article(reader, &source, &options))),
        Kind::Html => Box::new(std::iter::once(html::article(reader, &source, &options))),
        Kind::Json => Box::new(json::Values::new(reader, source, options)),
        Kind::JsonLines => Box::new(json::Lines::new(reader, source, options)),
    })
}

/// All bytes of `reader`, but never more than `limit`.
fn bounded(reader: impl Read, source: &Source, limit: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let taken = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    taken.map_err(|cause| Error::io(&source.shown(), cause))?;
    if bytes.len() > limit {
        return Err(Error::TooLong { source_name: source.shown(), limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates() {
        for (text, expected) in [
            ("2019-03-11", Some((2019, 3, 11))),
            (" 2019-03-11T08:15:00Z", Some((2019, 3, 11))),
            ("2019-03-11 08:15", Some((2019, 3, 11))),
            ("2017-2-3", Some((2017, 2, 3))),
            ("2019-02-30", None),
            ("2019-03-111", None),
            ("11 March 2019", None),
            ("2019", None),
            ("19-03-11", None),
            ("2019-3--1", None),
            ("2019-03-", None),
            ("", None),
            ("2019-03-1é", None),
        ] {
            let expected = expected.map(|(year, month, day)| Date::constant(year, month, day));
            assert_eq!(date(text), expected, "{text}");
        }
    }
}
