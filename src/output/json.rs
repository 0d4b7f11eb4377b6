//! One indented object per article, for people and small scripts.

use std::io::{self, Write};

use super::Sink;
use crate::record::Record;

/// Indented JSON.
pub struct Json<W> {
    writer: W,
}

impl<W: Write> Json<W> {
    /// To `writer`.
    pub fn new(writer: W) -> Self {
        Self { writer }
    }
}

impl<W: Write> Sink for Json<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.writer, record)?;
        self.writer.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}
