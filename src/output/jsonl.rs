//! One line per article, for everything that reads streams.

use std::io::{self, Write};

use super::{Sink, to_writer};
use crate::record::{MentionsLine, Record};

/// JSON Lines.
pub struct JsonLines<W> {
    writer: W,
}

impl<W: Write> JsonLines<W> {
    /// To `writer`.
    pub fn new(writer: W) -> Self {
        Self { writer }
    }

    /// The mentions of one article.
    pub fn mentions(&mut self, line: &MentionsLine) -> io::Result<()> {
        to_writer(&mut self.writer, line)
    }
}

impl<W: Write> Sink for JsonLines<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        to_writer(&mut self.writer, record)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}
