//! A stream whose first bytes were looked at: they come again, and so does the error that ended the look.

use std::io::{self, BufRead, Read};

/// How many bytes are looked at: enough for the first line of a table or of JSON Lines.
const HEAD: u64 = 1 << 16;

/// A stream, its first bytes known.
pub(super) struct Peeked<R> {
    head: Vec<u8>,
    at: usize,
    failure: Option<io::Error>,
    ended: bool,
    rest: R,
}

impl<R: BufRead> Peeked<R> {
    pub(super) fn new(mut rest: R) -> Self {
        let mut head = Vec::new();
        let failure = rest.by_ref().take(HEAD).read_to_end(&mut head).err();
        Self { head, at: 0, failure, ended: false, rest }
    }

    /// The first bytes.
    pub(super) fn head(&self) -> &[u8] {
        &self.head[self.at..]
    }

    /// Why there are no first bytes at all, where that is an error.
    pub(super) fn failed(&mut self) -> Option<io::Error> {
        if self.head.is_empty() { self.failure.take() } else { None }
    }

    /// Makes `bytes` come next.
    pub(super) fn push_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.head());
        (self.head, self.at) = (bytes, 0);
    }

    /// An error that nothing can come after ends the stream, so that no reader asks for ever.
    fn failing(&mut self, cause: io::Error) -> io::Error {
        self.ended |= !matches!(cause.kind(), io::ErrorKind::InvalidData | io::ErrorKind::Interrupted);
        cause
    }
}

impl<R: BufRead> BufRead for Peeked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        if self.ended {
            return Ok(&[]);
        }
        let failure = match self.failure.take() {
            Some(cause) => Some(cause),
            None => self.rest.fill_buf().err(),
        };
        match failure {
            Some(cause) => Err(self.failing(cause)),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at += count;
        } else if !self.ended {
            self.rest.consume(count);
        }
        if self.at == self.head.len() {
            (self.head, self.at) = (Vec::new(), 0);
        }
    }
}

impl<R: BufRead> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Some bytes, then the same error for ever.
    struct Broken(usize);

    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.min(buffer.len());
            self.0 -= count;
            buffer[..count].fill(b'x');
            if count == 0 { Err(io::Error::other("broken")) } else { Ok(count) }
        }
    }

    #[test]
    fn bytes_come_again_then_the_error_then_the_end() {
        for size in [1, 70_000] {
            let mut peeked = Peeked::new(BufReader::new(Broken(size)));
            assert_eq!(peeked.head().len(), size.min(HEAD as usize), "{size}");
            peeked.push_back(b"ab".to_vec());
            let mut read = Vec::new();
            assert_eq!(peeked.read_to_end(&mut read).unwrap_err().to_string(), "broken", "{size}");
            assert_eq!((read.len(), &read[..3]), (size + 2, &b"abx"[..]), "{size}");
            assert_eq!(peeked.read(&mut [0]).unwrap(), 0, "{size}: no error for ever");
        }
        assert!(Peeked::new(BufReader::new(Broken(0))).failed().is_some());
        assert!(Peeked::new(&b""[..]).failed().is_none());
    }
}
