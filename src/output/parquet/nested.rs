//! Lists of structs: all sums, all counts of those hit, all quotes.

use std::io;

use arrow_array::builder::{ArrayBuilder, Decimal128Builder, Int64Builder, StringBuilder, StructBuilder};
use arrow_schema::{DataType, Field};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::decimal::{MONEY, QUANTITY, mantissa, number};
use crate::output::name_of;
use crate::output::row::{self, Row};

/// What a member of a nested value holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Whole,
    Decimal(i8),
}

/// A member of a nested value.
pub(super) enum Leaf {
    Text(Option<String>),
    Whole(Option<i64>),
    Decimal(Option<Decimal>, i8),
}

pub(super) const SUM: &[(&str, Kind)] = &[
    ("role", Kind::Text),
    ("value", Kind::Decimal(MONEY)),
    ("upper", Kind::Decimal(MONEY)),
    ("bound", Kind::Text),
    ("currency", Kind::Text),
    ("asset", Kind::Text),
    ("quantity", Kind::Decimal(QUANTITY)),
    ("evidence", Kind::Text),
];

pub(super) const COUNT: &[(&str, Kind)] = &[
    ("value", Kind::Whole),
    ("upper", Kind::Whole),
    ("bound", Kind::Text),
    ("unit", Kind::Text),
    ("evidence", Kind::Text),
];

pub(super) const QUOTE: &[(&str, Kind)] =
    &[("field", Kind::Text), ("start", Kind::Whole), ("end", Kind::Whole), ("text", Kind::Text)];

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Whole => DataType::Int64,
            Self::Decimal(places) => number(places),
        }
    }

    pub(super) fn builder(self) -> Box<dyn ArrayBuilder> {
        match self {
            Self::Text => Box::new(StringBuilder::new()),
            Self::Whole => Box::new(Int64Builder::new()),
            Self::Decimal(places) => Box::new(Decimal128Builder::new().with_data_type(number(places))),
        }
    }
}

impl Leaf {
    pub(super) fn push(self, values: &mut StructBuilder, at: usize) -> io::Result<()> {
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

pub(super) fn sums(row: &Row<'_>) -> Vec<Vec<Leaf>> {
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

pub(super) fn counts(row: &Row<'_>) -> Vec<Vec<Leaf>> {
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

pub(super) fn quotes(row: &Row<'_>) -> Vec<Vec<Leaf>> {
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

pub(super) fn fields(members: &[(&str, Kind)]) -> Vec<Field> {
    members.iter().map(|(name, kind)| Field::new(*name, kind.data_type(), true)).collect()
}
