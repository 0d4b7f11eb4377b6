//! Which article a record is about.

use sha2::{Digest, Sha256};

use super::ArticleInfo;
use crate::article::Article;

impl ArticleInfo {
    /// What is printed of an article; `language` is the one that its text is in for sure.
    pub(crate) fn new(article: &Article, language: Option<&str>) -> Self {
        let sha256 = Sha256::digest(article.text.as_bytes());
        Self {
            id: article.id.clone(),
            source: article.source.clone(),
            sha256: sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            title: article.headline().map(str::to_owned),
            published: article.published.map(|day| day.to_string()),
            language: language.map(str::to_owned),
        }
    }
}
