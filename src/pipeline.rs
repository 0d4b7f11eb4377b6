//! Owns the stages and runs one article or many; the only file that knows threads.

use rayon::prelude::*;

use crate::article::Article;
use crate::extract::Extractor;
use crate::extract::amount::{self, Amount};
use crate::extract::date::{self, DateExpr};
use crate::record::mention::Words;
use crate::record::{ArticleInfo, MentionLists, MentionsLine, Record, SCHEMA};
use crate::text::Document;

/// Every stage between an article and its record.
pub struct Pipeline {
    amounts: Extractor<Amount>,
    dates: Extractor<DateExpr>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Pipeline {
    /// All rules.
    pub fn new() -> Self {
        Self { amounts: amount::extractor(), dates: date::extractor() }
    }

    /// One article to its record.
    pub fn record(&self, article: &Article) -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            article: ArticleInfo::from(article),
            incidents: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// One article to what the extractors find in it.
    pub fn mentions(&self, article: &Article) -> MentionsLine {
        let doc = Document::new(&article.text);
        let words = Words::new(&article.text);
        let (amounts, dates) =
            rayon::join(|| self.amounts.extract(&doc), || date::resolve(&self.dates.extract(&doc), article.published));
        let mentions = MentionLists {
            amounts: amounts.iter().map(|mention| words.amount(mention)).collect(),
            dates: dates.iter().map(|mention| words.date(mention)).collect(),
            entities: Vec::new(),
        };
        MentionsLine { id: article.id.clone(), mentions, events: Vec::new() }
    }

    /// Many articles to their records, in order.
    pub fn records(&self, articles: Vec<Article>) -> Vec<Record> {
        articles.into_par_iter().map(|article| self.record(&article)).collect()
    }

    /// Many articles to their mentions, in order.
    pub fn all_mentions(&self, articles: Vec<Article>) -> Vec<MentionsLine> {
        articles.into_par_iter().map(|article| self.mentions(&article)).collect()
    }
}

/// Runs `work` on `threads` threads, or on as many as there are cores for 0.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
