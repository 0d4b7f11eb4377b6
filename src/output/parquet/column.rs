//! Columns that grow by a row at a time, each with the builder of its type.

use std::io;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{
    ArrayBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    StructBuilder,
};
use arrow_schema::{DataType, Field};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::decimal::{MONEY, QUANTITY, mantissa, number};
use super::nested::{COUNT, Kind, Leaf, QUOTE, SUM, counts, fields, quotes, sums};
use crate::output::row::{Column, Read, Row};

/// A column that grows by a row at a time.
pub(super) enum Growing {
    Text(Read<Option<String>>, StringBuilder),
    Names(Read<Vec<String>>, ListBuilder<StringBuilder>),
    Day(Read<Option<Date>>, Date32Builder),
    Whole(Read<Option<i64>>, Int64Builder),
    Decimal(Read<Option<Decimal>>, i8, Decimal128Builder),
    Share(Read<Decimal>, Float64Builder),
    Nested(fn(&Row<'_>) -> Vec<Vec<Leaf>>, &'static [(&'static str, Kind)], ListBuilder<StructBuilder>),
}

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

    /// The type of the column.
    pub(super) fn data_type(&self) -> DataType {
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

    /// Reads its value off a row.
    pub(super) fn push(&mut self, row: &Row<'_>) -> io::Result<()> {
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

    /// The values since the last time.
    pub(super) fn finish(&mut self) -> ArrayRef {
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

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", of, true)))
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    let since = day.since(Date::constant(1970, 1, 1)).map(|span| span.get_days());
    since.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch() {
        for (day, expected) in [("1970-01-01", 0), ("1969-12-31", -1), ("2018-01-31", 17562), ("2024-02-29", 19782)] {
            assert_eq!(days(day.parse().unwrap()), expected, "{day}");
        }
    }
}
