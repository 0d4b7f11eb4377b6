//! One row per incident, in columns: for DuckDB, pandas, Spark.
//!
//! The columns are those of CSV; lists are lists, days are `DATE`, sums of money `DECIMAL(38, 4)` and quantities of
//! assets `DECIMAL(38, 8)`. What has more places than that is rounded; every number that a record can hold fits.

mod column;
mod decimal;
mod nested;

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use self::column::Growing;
use super::{Sink, row};
use crate::record::{Record, SCHEMA};

/// Rows that are turned into columns at a time.
const BATCH: usize = 2048;
/// Rows and bytes of a row group, of which one at a time is held in memory.
const GROUP_ROWS: usize = 65_536;
const GROUP_BYTES: usize = 32 << 20;

/// A parquet file.
pub struct Parquet {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    columns: Vec<Growing>,
    rows: usize,
}

impl Parquet {
    /// To a new file at `path`.
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut fields = vec![];
        let mut columns = vec![];
        for (name, column) in row::columns() {
            let column = Growing::from(column);
            fields.push(Field::new(name, column.data_type(), true));
            columns.push(column);
        }
        let metadata = HashMap::from([("schema".to_owned(), SCHEMA.to_owned())]);
        let schema = Arc::new(Schema::new_with_metadata(fields, metadata));
        let properties = WriterProperties::builder()
            .set_created_by(concat!("news-incidents ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let writer = ArrowWriter::try_new(File::create(path)?, schema.clone(), Some(properties)).map_err(failed)?;
        Ok(Self { writer, schema, columns, rows: 0 })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            let arrays = self.columns.iter_mut().map(Growing::finish).collect();
            let batch = RecordBatch::try_new(self.schema.clone(), arrays).map_err(io::Error::other)?;
            self.writer.write(&batch).map_err(failed)?;
            self.rows = 0;
        }
        Ok(())
    }
}

impl Sink for Parquet {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        for row in row::rows(record) {
            self.columns.iter_mut().try_for_each(|column| column.push(&row))?;
            self.rows += 1;
            if self.rows == BATCH {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()?;
        self.writer.close().map(|_| ()).map_err(failed)
    }
}

/// What went wrong with the file, such as a full disk, rather than that it went wrong in parquet.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => source.downcast().map_or_else(io::Error::other, |error| *error),
        other => io::Error::other(other),
    }
}
