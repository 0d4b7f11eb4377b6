//! An article as it came in: its text, and what its source says about it.

use jiff::civil::Date;

/// One article, read and decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The name that the source gives it, or the file's stem.
    pub id: String,
    /// Where it came from: a path or `-`, with a line (`a.jsonl:3`) or row (`a.parquet#3`), or the address of a page.
    pub source: String,
    /// The title where the input keeps it apart from the text.
    pub title: Option<String>,
    /// The publication date, if the input gives one.
    pub published: Option<Date>,
    /// The language that the source says it is in, as it says it (`en-GB`); a hint.
    pub language: Option<String>,
    /// The text as given; offsets in the output count its code points.
    pub text: String,
}

impl Article {
    /// Its title: kept apart, or the first line of the text where a blank line follows it.
    pub fn headline(&self) -> Option<&str> {
        headline(self.title.as_deref(), &self.text)
    }
}

/// The title of a text: kept apart, or its first line where a blank line follows it.
pub fn headline<'a>(apart: Option<&'a str>, text: &'a str) -> Option<&'a str> {
    apart.map(str::trim).filter(|title| !title.is_empty()).or_else(|| {
        let mut lines = text.trim_start().lines().map(str::trim);
        let first = lines.next()?;
        (lines.next()?.is_empty() && lines.any(|line| !line.is_empty())).then_some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_headline() {
        for (title, text, expected) in [
            (Some("Apart"), "First\n\nBody.", Some("Apart")),
            (Some(" "), "First\r\n\r\nBody.", Some("First")),
            (None, "\n\nFirst\n \nBody.", Some("First")),
            (None, "First\nBody.", None),
            (None, "First\n\n", None),
            (None, "", None),
        ] {
            let title = title.map(str::to_owned);
            let article = Article { title, text: text.to_owned(), ..Article::default() };
            assert_eq!(article.headline(), expected, "{text:?}");
        }
    }
}
