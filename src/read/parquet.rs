//! Parquet: named columns, an article in each row, one row group after the other; a damaged group is an error of its own.

use std::fs::File;
use std::io;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use jiff::Span;
use jiff::civil::Date;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::Options;
use super::columns::{Fields, Layout};
use super::guard::guarded;
use super::source::Source;
use crate::article::Article;
use crate::error::Error;

/// Rows that are decoded at a time: few, for each may be as long as an article may be.
const ROWS: usize = 8;
const DAY: i64 = 86_400;

/// The articles of a Parquet file.
pub(super) struct Columnar {
    file: File,
    metadata: ArrowReaderMetadata,
    /// The columns that are read, in the order of the file.
    columns: Vec<usize>,
    layout: Layout,
    group: usize,
    reader: Option<ParquetRecordBatchReader>,
    batch: Option<(RecordBatch, usize)>,
    /// Rows given so far, and the row where the group ends.
    row: usize,
    end: usize,
    source: Source,
    options: Options,
}

impl Columnar {
    pub(super) fn new(file: File, source: Source, options: Options) -> Result<Self, Error> {
        let failed = |cause| Error::Parquet { source_name: source.shown(), cause };
        // What Arrow adds about types is passed over, so that strings are strings in whatever way they were held.
        let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = guarded(|| ArrowReaderMetadata::load(&file, plain).map_err(|cause| cause.to_string()));
        let metadata = metadata.map_err(failed)?;
        let names: Vec<String> = metadata.schema().fields().iter().map(|field| field.name().clone()).collect();
        let layout = options.columns.layout(&names, &source.shown())?;
        let optional = [layout.title, layout.published, layout.id, layout.language];
        let mut columns: Vec<usize> = optional.into_iter().flatten().chain([layout.text]).collect();
        columns.sort_unstable();
        columns.dedup();
        let (group, row, end) = (0, 0, 0);
        Ok(Self { file, metadata, columns, layout, group, reader: None, batch: None, row, end, source, options })
    }

    /// Opens the next row group, if there is one.
    fn open(&mut self) -> Result<bool, String> {
        let groups = self.metadata.metadata().row_groups();
        let Some(group) = groups.get(self.group) else { return Ok(false) };
        self.row = self.end;
        self.end = self.end.saturating_add(usize::try_from(group.num_rows()).unwrap_or_default());
        self.group += 1;
        let file = self.file.try_clone().map_err(|cause| cause.to_string())?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), self.columns.iter().copied());
        let builder = builder.with_row_groups(vec![self.group - 1]).with_projection(mask).with_batch_size(ROWS);
        self.reader = Some(builder.build().map_err(|cause| cause.to_string())?);
        Ok(true)
    }

    /// The next row: its batch and its place there.
    fn next_row(&mut self) -> Result<Option<(RecordBatch, usize)>, String> {
        loop {
            if let Some((batch, at)) = &mut self.batch {
                if *at < batch.num_rows() {
                    *at += 1;
                    self.row += 1;
                    return Ok(Some((batch.clone(), *at - 1)));
                }
                self.batch = None;
            }
            // The reader comes back only where it did not fail.
            let Some(mut reader) = self.reader.take() else {
                if guarded(|| self.open())? {
                    continue;
                }
                return Ok(None);
            };
            let next = guarded(|| {
                let batch = reader.next().transpose().map_err(|cause| cause.to_string())?;
                Ok(batch.map(|batch| (batch, reader)))
            });
            if let Some((batch, reader)) = next? {
                (self.batch, self.reader) = (Some((batch, 0)), Some(reader));
            }
        }
    }

    fn article(&self, batch: &RecordBatch, at: usize) -> Result<Article, Error> {
        let place = self.source.row(self.row);
        let field = |column: Option<usize>| -> Result<Option<String>, Error> {
            let Some(column) = column.and_then(|column| self.columns.binary_search(&column).ok()) else {
                return Ok(None);
            };
            let failed = |cause| Error::Parquet { source_name: place.shown.clone(), cause };
            value(batch.column(column).as_ref(), at).map_err(failed)
        };
        let fields = Fields {
            id: field(self.layout.id)?,
            title: field(self.layout.title)?,
            published: field(self.layout.published)?,
            language: field(self.layout.language)?,
            text: field(Some(self.layout.text))?.unwrap_or_default(),
        };
        fields.article(place, &self.options)
    }
}

impl Iterator for Columnar {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_row() {
            Ok(None) => None,
            Ok(Some((batch, at))) => Some(self.article(&batch, at)),
            Err(cause) => {
                let cause = format!("rows {} to {}: {cause}", self.row + 1, self.end);
                self.row = self.end;
                Some(Err(Error::Parquet { source_name: self.source.shown(), cause }))
            }
        }
    }
}

/// All bytes of `reader` in a file without a name, for what must be read from its end.
pub(super) fn spooled(mut reader: impl io::Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut reader, &mut file)?;
    Ok(file)
}

/// One value as text: strings as they stand, numbers in figures, times as the day in UTC.
fn value(column: &dyn Array, row: usize) -> Result<Option<String>, String> {
    if column.is_null(row) {
        return Ok(None);
    }
    let seconds = |value: i64, per_second: i64| day(value.div_euclid(per_second).div_euclid(DAY));
    let text = match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Some(column.as_string_view().value(row).to_owned()),
        DataType::Binary => String::from_utf8(column.as_binary::<i32>().value(row).to_owned()).ok(),
        DataType::LargeBinary => String::from_utf8(column.as_binary::<i64>().value(row).to_owned()).ok(),
        DataType::Int32 => Some(column.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Some(column.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::UInt32 => Some(column.as_primitive::<UInt32Type>().value(row).to_string()),
        DataType::UInt64 => Some(column.as_primitive::<UInt64Type>().value(row).to_string()),
        // Whole numbers become these where a column of numbers has gaps.
        DataType::Float64 => Some(column.as_primitive::<Float64Type>().value(row).to_string()),
        DataType::Date32 => day(column.as_primitive::<Date32Type>().value(row).into()),
        DataType::Timestamp(TimeUnit::Second, _) => seconds(column.as_primitive::<TimestampSecondType>().value(row), 1),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            seconds(column.as_primitive::<TimestampMillisecondType>().value(row), 1_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            seconds(column.as_primitive::<TimestampMicrosecondType>().value(row), 1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            seconds(column.as_primitive::<TimestampNanosecondType>().value(row), 1_000_000_000)
        }
        other => return Err(format!("a column of type {other} is no text, number or day")),
    };
    text.map(Some).ok_or_else(|| "a value that is no text, or no day of the calendar".to_owned())
}

/// A day counted from 1970, as ISO writes it.
fn day(days: i64) -> Option<String> {
    let days = Span::new().try_days(days).ok()?;
    Some(Date::constant(1970, 1, 1).checked_add(days).ok()?.to_string())
}
