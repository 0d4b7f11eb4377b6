//! An HTML page: its main text, its title and the day of publication that it names.

use std::io::BufRead;

use dom_smoothie::{Config, Readability, TextMode};

use super::{Options, Source, WRAPPING, bounded, date, text};
use crate::article::Article;
use crate::error::Error;

/// Shorter main texts make the reader look at parts of the page that it first passed over.
const SHORT: usize = 140;

pub(super) fn article(reader: impl BufRead, source: &Source, options: &Options) -> Result<Article, Error> {
    let page = text::decode(bounded(reader, source, options.max_article.saturating_mul(WRAPPING))?, source)?;
    let failed =
        |cause: dom_smoothie::ReadabilityError| Error::Page { source_name: source.shown(), cause: cause.to_string() };
    let config = Config { text_mode: TextMode::Formatted, char_threshold: SHORT, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).map_err(failed)?;
    let stamp = reader.doc.select("time[datetime]").attr("datetime");
    let main = reader.parse().map_err(failed)?;
    let text = main.text_content.trim().to_owned();
    if text.is_empty() {
        return Err(Error::Page { source_name: source.shown(), cause: "its main text is empty".to_owned() });
    }
    if text.len() > options.max_article {
        return Err(Error::TooLong { source_name: source.shown(), limit: options.max_article });
    }
    let published = main.published_time.as_deref().and_then(date).or_else(|| stamp.as_deref().and_then(date));
    let title = Some(main.title.trim().to_owned()).filter(|title| !title.is_empty());
    Ok(Article { id: source.id.clone(), source: source.name.clone(), title, published, language: main.lang, text })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::Date;

    use super::*;

    fn read(page: &str) -> Result<Article, Error> {
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
            let article = read(&page).unwrap();
            assert_eq!(article.title.as_deref(), Some("Zaif hacked"), "{head}");
            assert_eq!(article.published, published.then(|| Date::constant(2018, 9, 20)), "{head}");
            assert!(article.text.contains("was robbed of $60 million"), "{}", article.text);
            assert!(article.text.contains('\n'), "paragraphs stay apart: {}", article.text);
            assert!(!article.text.contains("Subscribe") && !article.text.contains("<p>"), "{}", article.text);
        }
    }

    #[test]
    fn a_page_without_text_is_an_error() {
        let error = read("<html><body></body></html>").unwrap_err().to_string();
        assert!(error.starts_with("page.html: no article found in this page"), "{error}");
    }
}
