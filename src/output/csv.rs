//! One row per incident, for spreadsheets: UTF-8, comma, a header, line feeds, quotes where needed (RFC 4180).
//!
//! Lists are joined by `;`, and a `;` inside a name is written `,`. A text that begins with `=`, `+`, `-`, `@`, a tab or
//! a carriage return gets an apostrophe in front: titles and names come from strangers, and spreadsheets run such a cell
//! as a formula even where it is quoted.

use std::io::{self, Write};

use super::row::{self, Column, Row};
use super::{Sink, phrase};
use crate::record::Record;

/// Comma-separated values.
pub struct Csv<W: Write> {
    writer: csv::Writer<W>,
    columns: Vec<(String, Column)>,
}

impl<W: Write> Csv<W> {
    /// To `writer`, with the header at once.
    pub fn new(writer: W) -> io::Result<Self> {
        let columns = row::columns();
        let mut writer = csv::Writer::from_writer(writer);
        writer.write_record(columns.iter().map(|(name, _)| name)).map_err(failed)?;
        Ok(Self { writer, columns })
    }
}

impl<W: Write> Sink for Csv<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        for row in row::rows(record) {
            self.writer.write_record(self.columns.iter().map(|(_, column)| cell(column, &row))).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// What went wrong with the writer, such as a closed pipe.
fn failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(column: &Column, row: &Row<'_>) -> String {
    match column {
        Column::Text(read) => read(row).map(disarmed).unwrap_or_default(),
        Column::Names(read) => disarmed(listed(read(row))),
        Column::Day(read) => read(row).map(|day| day.to_string()).unwrap_or_default(),
        Column::Whole(read) => read(row).map(|number| number.to_string()).unwrap_or_default(),
        Column::Money(read) | Column::Quantity(read) => {
            read(row).map(|sum| sum.normalize().to_string()).unwrap_or_default()
        }
        Column::Share(read) => read(row).normalize().to_string(),
        Column::Sums => listed(row.incident.amounts.iter().map(phrase::sum)),
        Column::Counts => disarmed(listed(row.incident.affected.iter().map(phrase::affected))),
        Column::Quotes => {
            let mut texts: Vec<String> = vec![];
            for (_, words) in row::quotes(row.incident) {
                if !texts.contains(&words.text) {
                    texts.push(words.text.clone());
                }
            }
            disarmed(listed(texts))
        }
    }
}

fn listed(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().map(|name| name.replace(';', ",")).collect::<Vec<_>>().join(";")
}

fn disarmed(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample::{self, records};

    fn table() -> (Vec<String>, Vec<Vec<String>>) {
        let text = sample::written(&records(), |buffer| Box::new(Csv::new(buffer).unwrap()));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        (header, rows.collect())
    }

    #[test]
    fn cells_read_back() {
        let (header, rows) = table();
        assert_eq!(rows.len(), 6, "one row per incident, none for an article without any");
        for (row, column, expected) in [
            (0, "types", "theft"),
            (0, "title", "Coinsuru: “it was =1+1, hackers”, it says"),
            (1, "stolen_value", "534000000.25"),
            (1, "stolen_quantity", "523000000.123456789"),
            (1, "amounts", "523,000,000.123456789 XEM (USD 534,000,000.25);at least EUR 1,000;recovered USD 10 to 12"),
            (1, "affected", "about 260,000 customers"),
            (2, "types", "theft;intrusion"),
            (2, "confidence", "0.4"),
            (3, "title", "'=HYPERLINK(\"x\")\r\nsecond line"),
            (3, "victim", "'@Clinic, \"St Ulrich\""),
            (3, "data", "medical records;passwords, hashed"),
            (3, "published", ""),
            (2, "evidence", "a hacker"),
            (4, "published", "2024-02-29"),
            (5, "earliest", "2020-01-01"),
        ] {
            let at = header.iter().position(|name| name == column).unwrap();
            assert_eq!(rows[row][at], expected, "row {row}, {column}");
        }
    }

    #[test]
    fn no_records_leave_the_header() {
        let text = sample::written(&[], |buffer| Box::new(Csv::new(buffer).unwrap()));
        assert_eq!(text.lines().count(), 1);
    }
}
