//! Which article a record is about.

use super::ArticleInfo;
use crate::article::Article;
use crate::digest;

impl ArticleInfo {
    /// What is printed of an article; `language` is the one that its text is in for sure.
    pub(crate) fn new(article: &Article, language: Option<&str>) -> Self {
        Self {
            id: article.id.clone(),
            source: article.source.clone(),
            sha256: digest::sha256(&article.text),
            title: article.headline().map(str::to_owned),
            published: article.published.map(|day| day.to_string()),
            language: language.map(str::to_owned),
        }
    }
}
