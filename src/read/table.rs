//! CSV and TSV: a header that names the columns, an article in each row; a bad row is an error of its own.

use encoding_rs::Encoding;

use super::columns::{Fields, Layout};
use super::peek::Peeked;
use super::rows::{Fault, Row, Rows};
use super::source::Source;
use super::unpack::Bytes;
use super::{Options, WRAPPING, charset, transcode};
use crate::article::Article;
use crate::error::Error;

/// The articles of a table.
pub(super) struct Table {
    rows: Rows<Bytes>,
    form: Form,
    source: Source,
    options: Options,
    state: State,
}

/// How its bytes are to be read.
#[derive(Clone, Copy)]
struct Form {
    delimiter: u8,
    /// The character set that its beginning is in, if not UTF-8.
    charset: Option<&'static Encoding>,
}

/// What comes next.
#[derive(Clone, Copy)]
enum State {
    Header,
    Rows { layout: Layout, fields: usize },
    End,
}

impl Table {
    pub(super) fn new(reader: Peeked<Bytes>, delimiter: u8, source: Source, options: Options) -> Self {
        let limit = options.max_article.saturating_mul(WRAPPING);
        let form = Form { delimiter, charset: charset::of_sample(reader.head()) };
        let rows = Rows::new(transcode::utf8(reader), delimiter, limit);
        Self { rows, form, source, options, state: State::Header }
    }

    fn article(&mut self) -> Result<Option<Article>, Error> {
        if let State::Header = self.state {
            // Without its header no row means anything.
            self.state = State::End;
            let Some((names, _)) = self.row()? else { return Err(Error::Empty { source_name: self.source.shown() }) };
            let layout = self.options.columns.layout(&names, &self.source.shown())?;
            self.state = State::Rows { layout, fields: names.len() };
        }
        let State::Rows { layout, fields: wanted } = self.state else { return Ok(None) };
        let Some((mut fields, line)) = self.row()? else { return Ok(None) };
        let place = self.source.line(line);
        if fields.len() != wanted {
            let cause = format!("{} fields where the header has {wanted}", fields.len());
            return Err(Error::Row { source_name: place.shown, cause });
        }
        let mut take = |at: usize| std::mem::take(&mut fields[at]);
        let found = Fields {
            id: layout.id.map(&mut take),
            title: layout.title.map(&mut take),
            published: layout.published.map(&mut take),
            language: layout.language.map(&mut take),
            text: take(layout.text),
        };
        found.article(place, &self.options).map(Some)
    }

    /// The fields of the next row, and its line.
    fn row(&mut self) -> Result<Option<(Vec<String>, usize)>, Error> {
        let line = self.rows.line();
        match self.rows.next() {
            Ok(None) => Ok(None),
            Ok(Some(row)) => {
                let line = row.line;
                self.fields(row).map(|fields| Some((fields, line)))
            }
            Err(cause) => {
                // Nobody knows where the next row starts.
                self.state = State::End;
                Err(Error::io(&self.source.line(line).shown, cause))
            }
        }
    }

    /// The fields of a row as text.
    fn fields(&self, row: Row) -> Result<Vec<String>, Error> {
        let at = self.source.line(row.line).shown;
        match row.fault {
            Some(Fault::TooLong) => {
                let limit = self.options.max_article.saturating_mul(WRAPPING);
                return Err(Error::TooLong { source_name: at, limit });
            }
            Some(Fault::Unclosed) => {
                return Err(Error::Row { source_name: at, cause: "a quote that nothing closes".to_owned() });
            }
            None => {}
        }
        let text = charset::decode(row.bytes, self.form.charset, &at)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(self.form.delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        reader.read_record(&mut record).map_err(|cause| Error::Row { source_name: at, cause: cause.to_string() })?;
        Ok(record.iter().map(str::to_owned).collect())
    }
}

impl Iterator for Table {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.article().transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Columns;
    use super::*;

    fn read(bytes: &[u8], columns: Columns) -> Vec<String> {
        let options = Options { max_article: 64, columns, ..Options::default() };
        let reader = Peeked::new(Box::new(std::io::Cursor::new(bytes.to_vec())) as Bytes);
        Table::new(reader, b',', Source::new(Path::new("a.csv")), options)
            .map(|article| match article {
                Ok(article) => format!("{} {} {}", article.id, article.source, article.text),
                Err(error) => error.to_string().split(';').next().unwrap_or_default().to_owned(),
            })
            .collect()
    }

    #[test]
    fn a_bad_row_does_not_hide_the_next() {
        let long = format!("id,text\n1,{}\n2,Two.\n", "x".repeat(600));
        for (csv, expected) in [
            (
                "id,text\nx,\"One, \"\"1\"\".\nMore.\"\n,Two.\n",
                vec!["x a.csv:2 One, \"1\".\nMore.", "a-4 a.csv:4 Two."],
            ),
            (
                "text,date\nOne.,soon\nTwo.\nThree.,2019-03-11,x\n ,\nFive.,11 March 2019\n",
                vec![
                    "a.csv:2: the publication date \"soon\" cannot be read",
                    "a.csv:3: not a row of this table (1 fields where the header has 2)",
                    "a.csv:4: not a row of this table (3 fields where the header has 2)",
                    "a.csv:5: is empty",
                    "a-6 a.csv:6 Five.",
                ],
            ),
            (
                "id,text\n1,\"One.\n2,Two.\n",
                vec!["a.csv:2: not a row of this table (a quote that nothing closes)", "2 a.csv:3 Two."],
            ),
            (&long, vec!["a.csv:2: is longer than 512 bytes", "2 a.csv:3 Two."]),
            ("id,story\n1,One.\n", vec!["a.csv: has no column \"text\""]),
            ("\n", vec!["a.csv: is empty"]),
            ("id,text\n", vec![]),
        ] {
            assert_eq!(read(csv.as_bytes(), Columns::default()), expected, "{csv}");
        }
        let columns = Columns { text: Some("story".to_owned()), ..Columns::default() };
        assert_eq!(read(b"id,text,story\n1,x,One.\n", columns), ["1 a.csv:2 One."]);
    }

    #[test]
    fn character_sets() {
        let german = "id,text\n1,\"Die Börse für Kryptowährungen überwies später\"\n2,Ö\n";
        let latin = encoding_rs::WINDOWS_1252.encode(german).0.into_owned();
        let wide: Vec<u8> = format!("\u{feff}{german}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [german.as_bytes(), &latin, &wide, format!("\u{feff}{german}").as_bytes()] {
            let found = read(bytes, Columns::default());
            assert_eq!(found, ["1 a.csv:2 Die Börse für Kryptowährungen überwies später", "2 a.csv:3 Ö"]);
        }
    }
}
