//! Which columns of a table, or fields of a JSON object, are an article's text, title, publication date and id; and what
//! is wrong with their values.

use super::source::Place;
use super::{Options, date};
use crate::article::Article;
use crate::error::Error;

const TEXT: &[&str] = &["text", "body", "content", "article", "article_text", "full_text", "maintext"];
const TITLE: &[&str] = &["title", "headline", "heading"];
const PUBLISHED: &[&str] =
    &["published", "date", "published_at", "date_published", "publication_date", "publish_date", "datepublished"];
const ID: &[&str] = &["id", "article_id", "doc_id", "guid"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// Names of columns; `None` takes the first usual name that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The text: `text`, `body`, `content` or `article`.
    pub text: Option<String>,
    /// The title: `title`, `headline` or `heading`.
    pub title: Option<String>,
    /// The publication date: `published`, `date` and the like.
    pub published: Option<String>,
    /// The id: `id`, `article_id` or `doc_id`.
    pub id: Option<String>,
}

/// Where the columns stand in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) text: usize,
    pub(super) title: Option<usize>,
    pub(super) published: Option<usize>,
    pub(super) id: Option<usize>,
    pub(super) language: Option<usize>,
}

impl Columns {
    /// Where they stand among `names`; a column that was asked for must be there.
    pub(super) fn layout(&self, names: &[String], table: &str) -> Result<Layout, Error> {
        let missing = |column: &str, option: &'static str| Error::Column {
            source_name: table.to_owned(),
            column: column.to_owned(),
            option,
            columns: names.join(", "),
        };
        let optional = |wanted: &Option<String>, usual, option| match wanted {
            Some(name) => named(name, names).map(Some).ok_or_else(|| missing(name, option)),
            None => Ok(find(usual, names)),
        };
        let text = optional(&self.text, TEXT, "--text-column")?;
        Ok(Layout {
            text: text.ok_or_else(|| missing("text", "--text-column"))?,
            title: optional(&self.title, TITLE, "--title-column")?,
            published: optional(&self.published, PUBLISHED, "--date-column")?,
            id: optional(&self.id, ID, "--id-column")?,
            language: find(LANGUAGE, names),
        })
    }
}

/// Exactly as written, else whatever the case of its letters.
fn named(name: &str, names: &[String]) -> Option<usize> {
    let same = |(_, have): &(usize, &String)| have.trim().eq_ignore_ascii_case(name.trim());
    names.iter().position(|have| have == name).or_else(|| names.iter().enumerate().find(same).map(|(at, _)| at))
}

fn find(usual: &[&str], names: &[String]) -> Option<usize> {
    usual.iter().find_map(|name| named(name, names))
}

/// Whether a table with these columns has a text for sure, without being told.
pub(super) fn has_text(names: &[String]) -> bool {
    find(TEXT, names).is_some()
}

/// What a row or an object says about its article, as text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) text: String,
}

impl Fields {
    /// The article, if all of it can be used.
    pub(super) fn article(self, place: Place, options: &Options) -> Result<Article, Error> {
        if self.text.trim().is_empty() {
            return Err(Error::Empty { source_name: place.shown });
        }
        if self.text.len() > options.max_article {
            return Err(Error::TooLong { source_name: place.shown, limit: options.max_article });
        }
        let given = |field: Option<String>| field.filter(|value| !value.trim().is_empty());
        let published = match given(self.published) {
            None => None,
            Some(text) => Some(date::loose(&text).ok_or(Error::Date { source_name: place.shown.clone(), date: text })?),
        };
        Ok(Article {
            id: given(self.id).unwrap_or(place.id),
            source: place.source,
            title: self.title,
            published,
            language: given(self.language),
            text: self.text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &str) -> Vec<String> {
        names.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn finds_columns_by_usual_names() {
        for (have, expected) in [
            ("id title published text", Some((3, Some(1), Some(2), Some(0)))),
            ("Body Headline Date", Some((0, Some(1), Some(2), None))),
            ("content text", Some((1, None, None, None))),
            ("url summary", None),
        ] {
            let layout = Columns::default().layout(&names(have), "a.csv").ok();
            assert_eq!(layout.map(|at| (at.text, at.title, at.published, at.id)), expected, "{have}");
            assert_eq!(has_text(&names(have)), expected.is_some(), "{have}");
        }
    }

    #[test]
    fn a_column_that_was_asked_for_must_be_there() {
        let columns = |text: &str, title: Option<&str>| Columns {
            text: Some(text.to_owned()),
            title: title.map(str::to_owned),
            ..Columns::default()
        };
        let layout = columns("Story", None).layout(&names("text story"), "a.csv").unwrap();
        assert_eq!(layout.text, 1);
        for (columns, expected) in [
            (
                columns("story", None),
                "a.csv: has no column \"story\"; its columns are text, url; name one by --text-column",
            ),
            (
                columns("text", Some("head")),
                "a.csv: has no column \"head\"; its columns are text, url; name one by --title",
            ),
        ] {
            let error = columns.layout(&names("text url"), "a.csv").unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
