//! An article as it came in: its text, and what its source says about it.

use jiff::civil::Date;

/// One article, read and decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The name that the source gives it, or the file's stem.
    pub id: String,
    /// Where it came from: a path, `-`, or a path with a line number.
    pub source: String,
    /// The title where the input keeps it apart from the text.
    pub title: Option<String>,
    /// The publication date, if the input gives one.
    pub published: Option<Date>,
    /// The text as given; offsets in the output count its code points.
    pub text: String,
}
