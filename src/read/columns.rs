//! Which fields of a table or of a JSON object are the article's text, title, publication date and id.

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
