//! The rows of a CSV or TSV file as bytes, one at a time and never more than the limit of one: a quoted field may hold
//! delimiters and line breaks.

use std::io::{self, BufRead};

use super::peek::Peeked;

/// One row: its bytes without the line break, and where it starts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) bytes: Vec<u8>,
    /// From 1.
    pub(super) line: usize,
    pub(super) fault: Option<Fault>,
}

/// Why a row's bytes are not to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// More came than may be kept; the bytes are its first ones.
    TooLong,
    /// A quote opens in it that nothing closes; the row is its first line.
    Unclosed,
}

/// Cuts a stream into rows.
pub(super) struct Rows<R> {
    reader: Peeked<R>,
    delimiter: u8,
    limit: usize,
    line: usize,
    /// Whether the rest is cut at every line break: a quote was opened that nothing closes.
    by_line: bool,
}

/// Where in a field a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote in a quoted field: its end, or the first of two.
    Closing,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: Peeked<R>, delimiter: u8, limit: usize) -> Self {
        Self { reader, delimiter, limit, line: 1, by_line: false }
    }

    /// The line where the next row starts.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some(row) = self.row()? else { return Ok(None) };
            if row.fault.is_some() || !row.bytes.trim_ascii().is_empty() {
                return Ok(Some(row));
            }
        }
    }

    fn row(&mut self) -> io::Result<Option<Row>> {
        let mut row = Row { line: self.line, ..Row::default() };
        let (mut state, mut any) = (State::Start, false);
        while let Some((used, done)) = self.piece(&mut row, &mut state)? {
            self.reader.consume(used);
            any = true;
            if done {
                return Ok(Some(row));
            }
        }
        if state == State::Quoted && row.fault.is_none() {
            self.unclosed(&mut row);
        }
        Ok(any.then_some(row))
    }

    /// What the buffer holds of the row: how many bytes of it, and whether the row ends there; none at the end.
    fn piece(&mut self, row: &mut Row, state: &mut State) -> io::Result<Option<(usize, bool)>> {
        let (delimiter, by_line, limit) = (self.delimiter, self.by_line, self.limit);
        let buffer = self.reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        for (at, byte) in buffer.iter().copied().enumerate() {
            self.line += usize::from(byte == b'\n');
            if byte == b'\n' && *state != State::Quoted {
                keep(row, &buffer[..at], limit);
                return Ok(Some((at + 1, true)));
            }
            *state = match (*state, byte) {
                (State::Start, b'"') if !by_line => State::Quoted,
                (State::Quoted, b'"') => State::Closing,
                (State::Closing, b'"') => State::Quoted,
                (State::Quoted, _) => State::Quoted,
                (_, byte) if byte == delimiter => State::Start,
                _ => State::Plain,
            };
        }
        keep(row, buffer, limit);
        Ok(Some((buffer.len(), false)))
    }

    /// The row is its first line alone, and what was read after that line comes again.
    fn unclosed(&mut self, row: &mut Row) {
        let first = row.bytes.iter().position(|byte| *byte == b'\n').map_or(row.bytes.len(), |at| at + 1);
        self.reader.push_back(row.bytes.split_off(first));
        self.line = row.line + 1;
        self.by_line = true;
        row.fault = Some(Fault::Unclosed);
    }
}

fn keep(row: &mut Row, bytes: &[u8], limit: usize) {
    if row.bytes.len() + bytes.len() > limit {
        row.fault = Some(Fault::TooLong);
    } else if row.fault.is_none() {
        row.bytes.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let mut rows = Rows::new(Peeked::new(text.as_bytes()), b',', 32);
        std::iter::from_fn(|| rows.next().unwrap())
            .map(|row| {
                let fault = row.fault.map(|fault| format!(" {fault:?}")).unwrap_or_default();
                format!("{}: {}{fault}", row.line, String::from_utf8(row.bytes).unwrap().trim_end())
            })
            .collect()
    }

    #[test]
    fn cuts_at_line_breaks_outside_quotes() {
        for (text, expected) in [
            ("a,b\nc,d", vec!["1: a,b", "2: c,d"]),
            ("a,b\r\n\r\n \nc,d\r\n", vec!["1: a,b", "4: c,d"]),
            ("a,\"b\nc\"\nd,e\n", vec!["1: a,\"b\nc\"", "3: d,e"]),
            ("a,\"b \"\"x\"\"\n\"\nd\n", vec!["1: a,\"b \"\"x\"\"\n\"", "3: d"]),
            ("a,5\" b\nc\n", vec!["1: a,5\" b", "2: c"]),
            ("", vec![]),
            ("a,\"b\nc,d\n\"e\",f\n", vec!["1: a,\"b\nc,d\n\"e\",f"]),
            ("a,\"b\nc,d\ne,f\n", vec!["1: a,\"b Unclosed", "2: c,d", "3: e,f"]),
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        let long = format!("a,{}\nb,c\n", "x".repeat(100_000));
        assert_eq!(rows(&long).iter().map(|row| row.len()).collect::<Vec<_>>(), ["1:  TooLong".len(), "2: b,c".len()]);
    }
}
