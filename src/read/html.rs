//! An HTML page: its main text, its title and the day of publication that it names.

use std::io::BufRead;

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

use super::guard::guarded;
use super::page::Meta;
use super::source::{Place, Source};
use super::{Options, WRAPPING, bounded, charset, date, page};
use crate::article::Article;
use crate::error::Error;

/// Shorter main texts make the reader look at parts of the page that it first passed over.
const SHORT: usize = 140;

/// The article of a page in a file of its own.
pub(super) fn article(reader: impl BufRead, source: &Source, options: &Options) -> Result<Article, Error> {
    let place = source.whole();
    let bytes = bounded(reader, &place.shown, options.max_article.saturating_mul(WRAPPING))?;
    read(bytes, None, place, options)
}

/// The article of a page; `declared` is the character set that came with it.
pub(super) fn read(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
    place: Place,
    options: &Options,
) -> Result<Article, Error> {
    let declared = declared.or_else(|| charset::of_page(&bytes));
    let page = charset::decode(bytes, declared, &place.shown)?;
    let failed = |cause: String| Error::Page { source_name: place.shown.clone(), cause };
    if page.trim().is_empty() {
        return Err(Error::Empty { source_name: place.shown });
    }
    let (said, main) = guarded(|| main_text(page)).map_err(failed)?;
    let text = main.text_content.trim().to_owned();
    if text.is_empty() {
        return Err(failed("its main text is empty".to_owned()));
    }
    if text.len() > options.max_article {
        return Err(Error::TooLong { source_name: place.shown, limit: options.max_article });
    }
    // A title often has the site's name behind or before it; the heading, if it is most of it, says where it ends.
    let most = |heading: &String| main.title.contains(heading.as_str()) && heading.len() * 2 >= main.title.len();
    let heading = said.heading.filter(most);
    let title = said.title.or(heading).or_else(|| Some(main.title.trim().to_owned()));
    let title = title.filter(|title| !title.is_empty());
    let published = said.published.or_else(|| main.published_time.as_deref().and_then(date::loose));
    Ok(Article { id: place.id, source: place.source, title, published, language: said.language, text })
}

/// What a page says about itself, and its main text.
fn main_text(page: String) -> Result<(Meta, dom_smoothie::Article), String> {
    let config = Config { text_mode: TextMode::Formatted, char_threshold: SHORT, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).map_err(|cause| cause.to_string())?;
    let said = page::meta(&reader);
    Ok((said, reader.parse().map_err(|cause| cause.to_string())?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::Date;

    use super::*;

    fn of(page: &str) -> Result<Article, Error> {
        article(page.as_bytes(), &Source::new(Path::new("page.html")), &Options::default())
    }

    const BODY: &str = "<nav><a href=/>Home</a> <a href=/x>Subscribe</a></nav><article><h1>Zaif hacked</h1>\
        <p>Zaif, a crypto exchange operating out of Japan, was robbed of $60 million in September, the company said.</p>\
        <p>Hackers stole the coins from a hot wallet, and the exchange has told the police about the attack.</p></article>\
        <footer>Copyright</footer>";

    #[test]
    fn takes_main_text_title_and_date() {
        for (head, published) in [
            ("<meta property='article:published_time' content='2018-09-20T10:00:00+09:00'>", true),
            (
                "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
              \"headline\":\"Zaif hacked\",\"datePublished\":\"2018-09-20\"}</script>",
                true,
            ),
            ("", false),
        ] {
            let page =
                format!("<!DOCTYPE html><html><head><title>Zaif hacked</title>{head}</head><body>{BODY}</body></html>");
            let article = of(&page).unwrap();
            assert_eq!(article.title.as_deref(), Some("Zaif hacked"), "{head}");
            assert_eq!(article.published, published.then(|| Date::constant(2018, 9, 20)), "{head}");
            assert!(article.text.contains("was robbed of $60 million"), "{}", article.text);
            assert!(article.text.contains('\n'), "paragraphs stay apart: {}", article.text);
            assert!(!article.text.contains("Subscribe") && !article.text.contains("<p>"), "{}", article.text);
        }
    }

    #[test]
    fn a_page_without_text_is_an_error() {
        let error = of("<html><body></body></html>").unwrap_err().to_string();
        assert!(error.starts_with("page.html: no article found in this page"), "{error}");
    }
}
