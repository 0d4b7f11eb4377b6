//! Crawl dumps: each answer that is an HTML page is an article, its address the source. The day of the crawl is not the
//! day of publication.

mod http;
mod record;

use http::Fault;
use record::{Record, Records};

use super::peek::Peeked;
use super::source::{Place, Source};
use super::unpack::Bytes;
use super::{Options, WRAPPING, html};
use crate::article::Article;
use crate::error::Error;

/// Room for an answer's headers before its page.
const HEADERS: usize = 1 << 16;

/// The articles of a crawl dump.
pub(super) struct Dump {
    records: Records,
    source: Source,
    options: Options,
}

impl Dump {
    pub(super) fn new(reader: Peeked<Bytes>, source: Source, options: Options) -> Self {
        let records = Records::new(reader, page_limit(&options).saturating_add(HEADERS));
        Self { records, source, options }
    }

    /// Where a record stands: errors name its number and its address, the article has its address as source.
    fn place(&self, number: usize, target: Option<&String>) -> Place {
        let place = self.source.record(number);
        match target {
            Some(target) => Place { shown: format!("{} ({target})", place.shown), source: target.clone(), ..place },
            None => place,
        }
    }

    /// The article of a record; none where it is no page.
    fn article(&self, record: &Record) -> Option<Result<Article, Error>> {
        if record.kind != "response" || !record.body.starts_with(b"HTTP/") {
            return None;
        }
        let place = self.place(record.number, record.target.as_ref());
        let limit = page_limit(&self.options);
        let page = match http::page(&record.body, limit) {
            _ if record.length > record.body.len() as u64 => {
                return http::is_page(&record.body).then_some(Err(Error::TooLong { source_name: place.shown, limit }));
            }
            Ok(page) => page?,
            Err(Fault::TooLong) => return Some(Err(Error::TooLong { source_name: place.shown, limit })),
            Err(Fault::Broken(cause)) => return Some(Err(Error::Record { source_name: place.shown, cause })),
        };
        Some(html::read(page.bytes, page.charset, place, &self.options))
    }
}

impl Iterator for Dump {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.records.next()? {
                Ok(record) => match self.article(&record) {
                    Some(article) => return Some(article),
                    None => continue,
                },
                Err(fault) => {
                    let source_name = self.place(fault.number, fault.target.as_ref()).shown;
                    return Some(Err(Error::Record { source_name, cause: fault.cause }));
                }
            }
        }
    }
}

/// The longest page, unpacked.
fn page_limit(options: &Options) -> usize {
    options.max_article.saturating_mul(WRAPPING)
}
