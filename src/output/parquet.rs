//! One row per incident, in columns: for DuckDB, pandas, Spark.
//!
//! The columns are those of CSV; lists are lists, days are `DATE`, sums of money `DECIMAL(38, 4)` and quantities of
//! assets `DECIMAL(38, 8)`. What has more places than that is rounded; every number that a record can hold fits.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::row::{self, Column, Read, Row};
use super::{Sink, name_of};
use crate::record::{Record, SCHEMA};

/// Rows that are turned into columns at a time.
const BATCH: usize = 2048;
/// Rows and bytes of a row group, of which one at a time is held in memory.
const GROUP_ROWS: usize = 65_536;
const GROUP_BYTES: usize = 32 << 20;

/// Digits of every decimal, and the places after its point.
const PRECISION: u8 = 38;
const MONEY: i8 = 4;
const QUANTITY: i8 = 8;

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

/// A column that grows by a row at a time.
enum Growing {
    Text(Read<Option<String>>, StringBuilder),
    Names(Read<Vec<String>>, ListBuilder<StringBuilder>),
    Day(Read<Option<Date>>, Date32Builder),
    Whole(Read<Option<i64>>, Int64Builder),
    Decimal(Read<Option<Decimal>>, i8, Decimal128Builder),
    Share(Read<Decimal>, Float64Builder),
    Nested(fn(&Row<'_>) -> Vec<Vec<Leaf>>, &'static [(&'static str, Kind)], ListBuilder<StructBuilder>),
}

/// What a member of a nested value holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole,
    Decimal(i8),
}

/// A member of a nested value.
enum Leaf {
    Text(Option<String>),
    Whole(Option<i64>),
    Decimal(Option<Decimal>, i8),
}

const SUM: &[(&str, Kind)] = &[
    ("role", Kind::Text),
    ("value", Kind::Decimal(MONEY)),
    ("upper", Kind::Decimal(MONEY)),
    ("bound", Kind::Text),
    ("currency", Kind::Text),
    ("asset", Kind::Text),
    ("quantity", Kind::Decimal(QUANTITY)),
    ("evidence", Kind::Text),
];

const COUNT: &[(&str, Kind)] = &[
    ("value", Kind::Whole),
    ("upper", Kind::Whole),
    ("bound", Kind::Text),
    ("unit", Kind::Text),
    ("evidence", Kind::Text),
];

const QUOTE: &[(&str, Kind)] =
    &[("field", Kind::Text), ("start", Kind::Whole), ("end", Kind::Whole), ("text", Kind::Text)];

impl From<Column> for Growing {
    fn from(column: Column) -> Self {
        let decimal =
            |read, places| Self::Decimal(read, places, Decimal128Builder::new().with_data_type(number(places)));
        match column {
            Column::Text(read) => Self::Text(read, StringBuilder::new()),
            Column::Names(read) => Self::Names(read, ListBuilder::new(StringBuilder::new())),
            Column::Day(read) => Self::Day(read, Date32Builder::new()),
            Column::Whole(read) => Self::Whole(read, Int64Builder::new()),
            Column::Money(read) => decimal(read, MONEY),
            Column::Quantity(read) => decimal(read, QUANTITY),
            Column::Share(read) => Self::Share(read, Float64Builder::new()),
            Column::Sums => Self::nested(SUM, sums),
            Column::Counts => Self::nested(COUNT, counts),
            Column::Quotes => Self::nested(QUOTE, quotes),
        }
    }
}

impl Growing {
    fn nested(members: &'static [(&'static str, Kind)], read: fn(&Row<'_>) -> Vec<Vec<Leaf>>) -> Self {
        let builders = members.iter().map(|(_, kind)| kind.builder()).collect();
        Self::Nested(read, members, ListBuilder::new(StructBuilder::new(fields(members), builders)))
    }

    fn data_type(&self) -> DataType {
        match self {
            Self::Text(..) => DataType::Utf8,
            Self::Names(..) => list(DataType::Utf8),
            Self::Day(..) => DataType::Date32,
            Self::Whole(..) => DataType::Int64,
            Self::Decimal(_, places, _) => number(*places),
            Self::Share(..) => DataType::Float64,
            Self::Nested(_, members, _) => list(DataType::Struct(fields(members).into())),
        }
    }

    fn push(&mut self, row: &Row<'_>) -> io::Result<()> {
        match self {
            Self::Text(read, builder) => builder.append_option(read(row)),
            Self::Names(read, builder) => builder.append_value(read(row).into_iter().map(Some)),
            Self::Day(read, builder) => builder.append_option(read(row).map(days)),
            Self::Whole(read, builder) => builder.append_option(read(row)),
            Self::Decimal(read, places, builder) => {
                builder.append_option(read(row).and_then(|value| mantissa(value, *places)));
            }
            Self::Share(read, builder) => builder.append_option(read(row).to_f64()),
            Self::Nested(read, _, builder) => {
                for members in read(row) {
                    let values = builder.values();
                    members.into_iter().enumerate().try_for_each(|(at, leaf)| leaf.push(values, at))?;
                    values.append(true);
                }
                builder.append(true);
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(_, builder) => ArrayBuilder::finish(builder),
            Self::Names(_, builder) => ArrayBuilder::finish(builder),
            Self::Day(_, builder) => ArrayBuilder::finish(builder),
            Self::Whole(_, builder) => ArrayBuilder::finish(builder),
            Self::Decimal(_, _, builder) => ArrayBuilder::finish(builder),
            Self::Share(_, builder) => ArrayBuilder::finish(builder),
            Self::Nested(_, _, builder) => ArrayBuilder::finish(builder),
        }
    }
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Whole => DataType::Int64,
            Self::Decimal(places) => number(places),
        }
    }

    fn builder(self) -> Box<dyn ArrayBuilder> {
        match self {
            Self::Text => Box::new(StringBuilder::new()),
            Self::Whole => Box::new(Int64Builder::new()),
            Self::Decimal(places) => Box::new(Decimal128Builder::new().with_data_type(number(places))),
        }
    }
}

impl Leaf {
    fn push(self, values: &mut StructBuilder, at: usize) -> io::Result<()> {
        match self {
            Self::Text(text) => member::<StringBuilder>(values, at)?.append_option(text),
            Self::Whole(whole) => member::<Int64Builder>(values, at)?.append_option(whole),
            Self::Decimal(value, places) => {
                let value = value.and_then(|value| mantissa(value, places));
                member::<Decimal128Builder>(values, at)?.append_option(value);
            }
        }
        Ok(())
    }
}

fn member<T: ArrayBuilder>(values: &mut StructBuilder, at: usize) -> io::Result<&mut T> {
    values.field_builder(at).ok_or_else(|| io::Error::other(format!("member {at} holds values of another kind")))
}

fn sums(row: &Row<'_>) -> Vec<Vec<Leaf>> {
    let sums = row.incident.amounts.iter().map(|sum| {
        let asset = sum.asset.as_ref();
        vec![
            Leaf::Text(Some(sum.role.as_str().to_owned())),
            Leaf::Decimal(sum.value, MONEY),
            Leaf::Decimal(sum.upper, MONEY),
            Leaf::Text(Some(name_of(sum.bound))),
            Leaf::Text(sum.currency.clone()),
            Leaf::Text(asset.map(|asset| asset.symbol.clone())),
            Leaf::Decimal(asset.and_then(|asset| asset.quantity), QUANTITY),
            Leaf::Text(Some(sum.span.text.clone())),
        ]
    });
    sums.collect()
}

fn counts(row: &Row<'_>) -> Vec<Vec<Leaf>> {
    let counts = row.incident.affected.iter().map(|count| {
        vec![
            Leaf::Whole(count.value.round().to_i64()),
            Leaf::Whole(count.upper.and_then(|upper| upper.round().to_i64())),
            Leaf::Text(Some(name_of(count.bound))),
            Leaf::Text(Some(count.unit.clone())),
            Leaf::Text(Some(count.span.text.clone())),
        ]
    });
    counts.collect()
}

fn quotes(row: &Row<'_>) -> Vec<Vec<Leaf>> {
    let quotes = row::quotes(row.incident).into_iter().map(|(field, words)| {
        vec![
            Leaf::Text(Some(field.to_owned())),
            Leaf::Whole(i64::try_from(words.start).ok()),
            Leaf::Whole(i64::try_from(words.end).ok()),
            Leaf::Text(Some(words.text.clone())),
        ]
    });
    quotes.collect()
}

fn fields(members: &[(&str, Kind)]) -> Vec<Field> {
    members.iter().map(|(name, kind)| Field::new(*name, kind.data_type(), true)).collect()
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", of, true)))
}

fn number(places: i8) -> DataType {
    DataType::Decimal128(PRECISION, places)
}

/// `1.5` with four places is 15,000.
fn mantissa(value: Decimal, places: i8) -> Option<i128> {
    let places = u32::try_from(places).ok()?;
    let value = value.round_dp(places);
    value.mantissa().checked_mul(10i128.checked_pow(places.checked_sub(value.scale())?)?)
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    let since = day.since(Date::constant(1970, 1, 1)).map(|span| span.get_days());
    since.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rust_decimal_macros::dec;

    use super::*;

    #[test]
    fn decimals_are_exact_up_to_their_places() {
        for (value, places, expected) in [
            (dec!(534000000.25), MONEY, Some(5_340_000_002_500)),
            (dec!(1), QUANTITY, Some(100_000_000)),
            (dec!(0.00001), MONEY, Some(0)),
            (dec!(-2.50), MONEY, Some(-25_000)),
            (dec!(523000000.123456789), QUANTITY, Some(52_300_000_012_345_679)),
            (Decimal::MAX, QUANTITY, Some(7_922_816_251_426_433_759_354_395_033_500_000_000)),
        ] {
            assert_eq!(mantissa(value, places), expected, "{value}");
        }
    }

    #[test]
    fn days_count_from_the_epoch() {
        for (day, expected) in [("1970-01-01", 0), ("1969-12-31", -1), ("2018-01-31", 17562), ("2024-02-29", 19782)] {
            assert_eq!(days(day.parse().unwrap()), expected, "{day}");
        }
    }
}
