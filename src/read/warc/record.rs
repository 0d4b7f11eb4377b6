//! The records of a WARC file, one at a time. After a damaged one the next is looked for; never more is in memory than
//! one body, and of that no more than the limit. The `warc` crate reads lines of headers without a bound, and gives up
//! at the first record that does not fit.

use std::io::{self, BufRead, Read};

use crate::read::peek::Peeked;
use crate::read::unpack::Bytes;

/// The longest header, and the longest line in it.
const HEADER: u64 = 1 << 16;
/// What every record begins with.
const MARK: &[u8] = b"WARC/";
/// The same, so long that no text has it by chance at the start of a line.
const NEXT: &[u8] = b"WARC/1.";

/// One record.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// From 1, among all records of the file.
    pub(super) number: usize,
    /// `response`, `request`, …
    pub(super) kind: String,
    /// The page's address.
    pub(super) target: Option<String>,
    /// Its first bytes, or all.
    pub(super) body: Vec<u8>,
    /// How long the body is.
    pub(super) length: u64,
}

/// A record that cannot be used.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) number: usize,
    pub(super) target: Option<String>,
    pub(super) cause: String,
}

/// Cuts a stream into records.
pub(super) struct Records {
    reader: Peeked<Bytes>,
    limit: u64,
    number: usize,
    /// Whether what comes next is the rest of something that was reported already.
    lost: bool,
}

impl Records {
    /// Keeps no more than `limit` bytes of a body.
    pub(super) fn new(reader: Peeked<Bytes>, limit: usize) -> Self {
        Self { reader, limit: limit as u64, number: 0, lost: false }
    }

    /// Passes over what is no record: whether one begins there, or the end is reached.
    fn find(&mut self) -> Result<bool, String> {
        loop {
            let Some(line) = self.line()? else { return Ok(false) };
            if line.starts_with(MARK) {
                self.lost = false;
                return Ok(true);
            }
            if !line.trim_ascii().is_empty() && !self.lost {
                self.lost = true;
                return Err("bytes before it that belong to no record".to_owned());
            }
        }
    }

    /// The next line, of which no more is kept than a header may have.
    fn line(&mut self) -> Result<Option<Vec<u8>>, String> {
        let mut line = Vec::new();
        let failed = |cause: io::Error| cause.to_string();
        self.reader.by_ref().take(HEADER).read_until(b'\n', &mut line).map_err(failed)?;
        if line.len() as u64 == HEADER && line.last() != Some(&b'\n') {
            self.reader.skip_until(b'\n').map_err(failed)?;
        }
        Ok((!line.is_empty()).then_some(line))
    }

    fn header(&mut self, record: &mut Record) -> Result<(), String> {
        let (mut length, mut size) = (None, 0);
        loop {
            let line = self.line()?.ok_or("its header is cut off")?;
            size += line.len() as u64;
            if size > HEADER {
                return Err("its header has no end".to_owned());
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.trim().to_ascii_lowercase(),
                "warc-target-uri" => record.target = Some(value.trim().trim_matches(['<', '>']).to_owned()),
                "content-length" => length = value.trim().parse().ok(),
                _ => {}
            }
        }
        record.length = length.ok_or("it does not say how long it is")?;
        Ok(())
    }

    fn body(&mut self, record: &mut Record) -> Result<(), String> {
        let failed = |cause: io::Error| cause.to_string();
        let kept = record.length.min(self.limit);
        self.reader.by_ref().take(kept).read_to_end(&mut record.body).map_err(failed)?;
        let rest = record.length - kept;
        let skipped = io::copy(&mut self.reader.by_ref().take(rest), &mut io::sink()).map_err(failed)?;
        let read = record.body.len() as u64 + skipped;
        if read < record.length {
            self.again(&mut record.body)?;
            return Err(format!("cut off after {read} of {} bytes", record.length));
        }
        // Blank lines end a record; a writer that forgets them does no harm.
        match self.reader.fill_buf().map_err(failed)?.first() {
            None | Some(b'\r' | b'\n' | b'W') => Ok(()),
            Some(_) => {
                self.again(&mut record.body)?;
                Err("its length does not fit its header".to_owned())
            }
        }
    }

    /// Looks for the record that a body with a wrong length holds, so that it is not lost with it.
    fn again(&mut self, body: &mut Vec<u8>) -> Result<(), String> {
        // The next record's mark may stand across the end of the body.
        let end = body.len();
        let more = self.reader.by_ref().take(NEXT.len() as u64).read_to_end(body);
        more.map_err(|cause| cause.to_string())?;
        let within = (1..body.len()).find(|at| body[at - 1] == b'\n' && body[*at..].starts_with(NEXT));
        self.lost = within.is_none();
        self.reader.push_back(body.split_off(within.unwrap_or(end)));
        Ok(())
    }

    fn record(&mut self) -> Option<Result<Record, Fault>> {
        let number = self.number + 1;
        let mut record = Record { number, ..Record::default() };
        let read = match self.find() {
            Ok(false) => return None,
            Ok(true) => {
                self.number = number;
                self.header(&mut record).inspect_err(|_| self.lost = true).and_then(|()| self.body(&mut record))
            }
            Err(cause) => Err(cause),
        };
        Some(match read {
            Ok(()) => Ok(record),
            Err(cause) => Err(Fault { number, target: record.target, cause }),
        })
    }
}

impl Iterator for Records {
    type Item = Result<Record, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(bytes: &[u8]) -> Vec<String> {
        let reader = Peeked::new(Box::new(io::Cursor::new(bytes.to_vec())) as Bytes);
        Records::new(reader, 200)
            .map(|record| match record {
                Ok(record) => {
                    let body = String::from_utf8_lossy(&record.body);
                    format!("{} {} {}", record.number, record.kind, body)
                }
                Err(fault) => format!("{} {}", fault.number, fault.cause),
            })
            .collect()
    }

    fn record(kind: &str, length: usize, body: &str) -> String {
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n")
    }

    #[test]
    fn a_damaged_record_does_not_hide_the_next() {
        let (one, two) = (record("warcinfo", 4, "One."), record("response", 4, "Two."));
        for (file, expected) in [
            (format!("{one}{two}"), vec!["1 warcinfo One.", "2 response Two."]),
            (format!("{}{two}", one.trim_end()), vec!["1 warcinfo One.", "2 response Two."]),
            (
                format!("{}{two}", record("response", 9, "One.")),
                vec!["1 its length does not fit its header", "2 response Two."],
            ),
            (format!("{}{two}", record("response", 150, "One.")), vec!["1 cut off after", "2 response Two."]),
            (
                format!("{}{two}", record("response", 2, "One.")),
                vec!["1 its length does not fit its header", "2 response Two."],
            ),
            (format!("noise\nnoise\n{two}"), vec!["1 bytes before it that belong to no record", "1 response Two."]),
            (
                format!("WARC/1.0\r\nWARC-Type: response\r\n\r\nOne.\r\n\r\n{two}"),
                vec!["1 it does not say how long it is", "2 response Two."],
            ),
            (one[..one.len() - 6].to_owned(), vec!["1 cut off after 2 of 4 bytes"]),
            ("WARC/1.0\r\nWARC-Type: response\r\n".to_owned(), vec!["1 its header is cut off"]),
            (String::new(), vec![]),
        ] {
            let found = records(file.as_bytes());
            assert_eq!(found.len(), expected.len(), "{found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.starts_with(expected), "{found}: {expected}");
            }
        }
    }

    #[test]
    fn no_more_than_the_limit_is_kept() {
        let file = record("response", 5_000, &"x".repeat(5_000)) + &record("response", 4, "Two.");
        let found = records(file.as_bytes());
        assert_eq!((found[0].len(), found[1].as_str()), (200 + "1 response ".len(), "2 response Two."));
    }
}
