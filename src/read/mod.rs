//! Files and standard input → articles, one at a time, in the order given; a bad one never hides the next.
//!
//! Packing is taken off (`unpack`), the first bytes say how the input holds its articles (`kind`), and the reader of that
//! kind does the rest. What each needs besides, a character set or the names of columns, has a file of its own.

mod charset;
mod columns;
mod date;
mod guard;
mod html;
mod json;
mod kind;
mod page;
mod parquet;
mod peek;
mod rows;
mod source;
mod table;
mod text;
mod transcode;
mod unpack;
mod walk;
mod warc;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::article::Article;
use crate::error::Error;
pub use columns::Columns;
pub use date::date;
use kind::Kind;
use source::Source;
use unpack::{Bytes, Unpacked};
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
    let articles = match open(&input, &source).and_then(|reader| by_kind(reader, &input, source, options)) {
        Ok(articles) => articles,
        Err(error) => Box::new(std::iter::once(Err(error))),
    };
    Box::new(
        articles.map(move |article| {
            article.map(|article| Article { published: article.published.or(published), ..article })
        }),
    )
}

fn open(input: &Input, source: &Source) -> Result<Bytes, Error> {
    if input.is_stdin() {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    if input.path().is_dir() {
        return Err(Error::Folder { source_name: source.shown() });
    }
    let file = File::open(input.path()).map_err(|cause| Error::io(&source.shown(), cause))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// Takes the packing off, looks at the first bytes and hands the rest to the reader of their kind.
fn by_kind(reader: Bytes, input: &Input, source: Source, options: Options) -> Result<Articles, Error> {
    let failed = |cause| Error::io(&source.shown(), cause);
    let Unpacked { mut reader, packed } = unpack::unpack(reader).map_err(failed)?;
    if let Some(cause) = reader.failed() {
        return Err(failed(cause));
    }
    let kind = kind::of(reader.head(), &source.ending());
    if let Some((what, remedy)) = kind::binary(kind.text(reader.head())) {
        return Err(Error::Binary { source_name: source.shown(), what, remedy });
    }
    Ok(match kind {
        Kind::Text => Box::new(std::iter::once(text::article(reader, &source, &options))),
        Kind::Html => Box::new(std::iter::once(html::article(reader, &source, &options))),
        Kind::Json => Box::new(json::Values::new(reader, source, options)),
        Kind::JsonLines => Box::new(json::Lines::new(reader, source, options)),
        Kind::Table(delimiter) => Box::new(table::Table::new(reader, delimiter, source, options)),
        Kind::Warc => Box::new(warc::Dump::new(reader, source, options)),
        Kind::Parquet => {
            // Its contents stand at its end, where a stream cannot go.
            let seekable = !packed && !input.is_stdin();
            let file = if seekable { File::open(input.path()) } else { parquet::spooled(reader) };
            Box::new(parquet::Columnar::new(file.map_err(failed)?, source, options)?)
        }
    })
}

/// All bytes of `reader`, but never more than `limit`.
fn bounded(reader: impl Read, shown: &str, limit: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let taken = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    taken.map_err(|cause| Error::io(shown, cause))?;
    if bytes.len() > limit {
        return Err(Error::TooLong { source_name: shown.to_owned(), limit });
    }
    Ok(bytes)
}
