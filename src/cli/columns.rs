//! `--text-column` and its like: which columns of a table, or fields of a JSON object, hold what.

use clap::Args;
use news_incidents::read;

/// Names of columns; without one, the usual names are tried.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Columns of CSV, TSV, Parquet and JSON")]
pub(crate) struct Columns {
    /// Column with the text; else text, body, content or article
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,
    /// Column with the title; else title, headline or heading
    #[arg(long, value_name = "NAME")]
    pub(crate) title_column: Option<String>,
    /// Column with the publication date; else published, date and the like
    #[arg(long, value_name = "NAME")]
    pub(crate) date_column: Option<String>,
    /// Column with the id; else id, article_id or doc_id
    #[arg(long, value_name = "NAME")]
    pub(crate) id_column: Option<String>,
}

impl From<Columns> for read::Columns {
    fn from(columns: Columns) -> Self {
        let Columns { text_column: text, title_column: title, date_column: published, id_column: id } = columns;
        Self { text, title, published, id }
    }
}
