//! Records → bytes: one format per file.

mod array;
mod csv;
mod format;
mod identity;
mod json;
mod jsonl;
mod misp;
mod parquet;
pub(crate) mod phrase;
mod row;
#[cfg(test)]
mod sample;
mod sqlite;
mod stix;
mod table;
mod veris;
mod vocabulary;

use std::io::{self, Write};

use crate::record::Record;

pub use csv::Csv;
pub use format::Format;
pub use json::Json;
pub use jsonl::JsonLines;
pub use misp::Misp;
pub use parquet::Parquet;
pub use sqlite::Sqlite;
pub use stix::Stix;
pub use table::{Evidence, Table};
pub use veris::Veris;

/// A place that records go, one at a time, in order.
pub trait Sink {
    /// Takes one record.
    fn write(&mut self, record: &Record) -> io::Result<()>;
    /// Hands over what is still held back.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Writes `value` as JSON; what goes wrong is the writer's error, a closed pipe among them.
fn to_writer(mut writer: impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut writer, value)?;
    writer.write_all(b"\n")
}

/// The name of a value in the record: `at_least` for [`Bound::AtLeast`](crate::record::Bound::AtLeast).
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
