//! Which formats a file of records can have, how the name of a file tells, and the sink that writes each.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use clap::ValueEnum;

use super::{Csv, JsonLines, Misp, Parquet, Sink, Sqlite, Stix, Veris};

/// A format that a file of records can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One record object per line and article
    Jsonl,
    /// One row per incident, for spreadsheets
    Csv,
    /// One row per incident, in columns: for DuckDB and data frames
    Parquet,
    /// Tables with keys: article, incident, party, amount, evidence and more
    Sqlite,
    /// A STIX 2.1 bundle with the incident core extension
    Stix,
    /// MISP events, one per article
    Misp,
    /// VERIS 1.4 incidents
    Veris,
}

/// The endings of file names, and the formats that they stand for.
const ENDINGS: &[(&str, Format)] = &[
    (".jsonl", Format::Jsonl),
    (".ndjson", Format::Jsonl),
    (".csv", Format::Csv),
    (".parquet", Format::Parquet),
    (".sqlite", Format::Sqlite),
    (".sqlite3", Format::Sqlite),
    (".db", Format::Sqlite),
    (".stix", Format::Stix),
    (".stix.json", Format::Stix),
    (".misp", Format::Misp),
    (".misp.json", Format::Misp),
    (".veris", Format::Veris),
    (".veris.json", Format::Veris),
];

impl Format {
    /// By the ending of a file's name; `None` where it does not tell, as a bare `.json` does not.
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, format)| *format)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Stix => "stix",
            Self::Misp => "misp",
            Self::Veris => "veris",
        }
    }

    /// A new file at `path`, in the place of one that may be there. The file is whole once the sink is finished.
    pub fn open(self, path: &Path) -> io::Result<Box<dyn Sink>> {
        match self {
            Self::Parquet => Ok(Box::new(Parquet::create(path)?)),
            Self::Sqlite => Ok(Box::new(Sqlite::create(path)?)),
            text => text.stream(BufWriter::new(File::create(path)?)),
        }
    }

    /// The same to any writer, for the formats that are text.
    pub fn stream(self, writer: impl Write + 'static) -> io::Result<Box<dyn Sink>> {
        match self {
            Self::Jsonl => Ok(Box::new(JsonLines::new(writer))),
            Self::Csv => Ok(Box::new(Csv::new(writer)?)),
            Self::Stix => Ok(Box::new(Stix::new(writer)?)),
            Self::Misp => Ok(Box::new(Misp::new(writer)?)),
            Self::Veris => Ok(Box::new(Veris::new(writer)?)),
            Self::Parquet | Self::Sqlite => {
                let message = format!("{} is written to a file, not to a stream", self.name());
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell() {
        for (name, expected) in [
            ("out.jsonl", Some(Format::Jsonl)),
            ("a/b.NDJSON", Some(Format::Jsonl)),
            ("out.csv", Some(Format::Csv)),
            ("out.parquet", Some(Format::Parquet)),
            ("out.db", Some(Format::Sqlite)),
            ("out.stix.json", Some(Format::Stix)),
            ("out.misp.json", Some(Format::Misp)),
            ("out.veris", Some(Format::Veris)),
            ("out.json", None),
            ("csv", None),
            ("out.csv.gz", None),
            ("", None),
        ] {
            assert_eq!(Format::of_path(Path::new(name)), expected, "{name}");
        }
    }
}
