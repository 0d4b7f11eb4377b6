//! What earlier runs leave to this one: the lines of a stopped run, passed over as long as the inputs are the same, and
//! lines that are known by their keys.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use super::journal::Files;
use super::line::{self, Key};
use crate::error::Error;

/// What earlier runs found: the lines of the stopped run as long as the inputs are the same, others by their key.
pub(super) struct Earlier {
    files: Files,
    done: Option<Lines>,
    known: Vec<Known>,
}

/// What an earlier run found about an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Its line stands in the journal.
    Here(Vec<u8>),
    /// Its line is to be written to the journal.
    Elsewhere(Vec<u8>),
    /// Nothing.
    Nothing,
}

impl Earlier {
    /// What the journal holds.
    pub(super) fn new(files: &Files) -> Result<Self, Error> {
        let done = Lines::open(&files.journal).map_err(|cause| Error::output(&files.journal, cause))?;
        Ok(Self { files: files.clone(), done: Some(done), known: vec![] })
    }

    /// What is known about the next article.
    pub(super) fn find(&mut self, key: Key) -> Result<Found, Error> {
        if let Some(done) = &mut self.done {
            let at = done.at;
            let next = done.next().map_err(|cause| Error::output(&self.files.journal, cause))?;
            match next.and_then(|line| line::key(&line).map(|found| (found, line))) {
                Some((found, line)) if found == key => return Ok(Found::Here(line)),
                Some(_) => self.set_aside(at)?,
                None => self.cut(at)?,
            }
        }
        for known in &mut self.known {
            if let Some(line) = known.find(key) {
                return Ok(Found::Elsewhere(line));
            }
        }
        Ok(Found::Nothing)
    }

    /// The inputs are at their end, and so must be the journal.
    pub(super) fn end(&mut self) -> Result<(), Error> {
        match &self.done {
            Some(done) => self.cut(done.at),
            None => Ok(()),
        }
    }

    /// The inputs are not those of the stopped run, from here on: its other lines are only known by their keys. They are
    /// in the other file before they leave this one.
    fn set_aside(&mut self, at: u64) -> Result<(), Error> {
        let rest = self.files.rest.clone();
        let copied = File::open(&self.files.journal).and_then(|mut from| {
            from.seek(SeekFrom::Start(at))?;
            let mut to = OpenOptions::new().append(true).create(true).open(&rest)?;
            // What is there may have been cut off by another crash.
            to.write_all(b"\n")?;
            io::copy(&mut from, &mut to)?;
            to.sync_all()
        });
        copied.map_err(|cause| Error::output(&rest, cause))?;
        self.cut(at)?;
        self.know(&rest)
    }

    fn cut(&mut self, at: u64) -> Result<(), Error> {
        self.done = None;
        let cut = OpenOptions::new().write(true).open(&self.files.journal).and_then(|file| file.set_len(at));
        cut.map_err(|cause| Error::output(&self.files.journal, cause))
    }

    /// Makes the lines of a file known, if it is there.
    pub(super) fn know(&mut self, path: &Path) -> Result<(), Error> {
        if path.exists() {
            self.known.push(Known::open(path).map_err(|cause| Error::io(&path.display().to_string(), cause))?);
        }
        Ok(())
    }
}

/// The lines of a journal after its header.
pub(super) struct Lines {
    reader: BufReader<File>,
    /// Where the next line begins.
    at: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut lines = Self { reader: BufReader::with_capacity(1 << 16, File::open(path)?), at: 0 };
        lines.next()?;
        Ok(lines)
    }

    /// The next line with its end, if it has one.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.at += self.reader.read_until(b'\n', &mut line)? as u64;
        Ok((!line.is_empty()).then_some(line))
    }
}

/// Lines by their keys: some fifty bytes of memory each.
struct Known {
    reader: BufReader<File>,
    places: HashMap<Key, u64>,
}

impl Known {
    fn open(path: &Path) -> io::Result<Self> {
        let mut lines = Lines { reader: BufReader::with_capacity(1 << 16, File::open(path)?), at: 0 };
        let (mut places, mut at) = (HashMap::new(), 0);
        while let Some(line) = lines.next()? {
            if let Some(key) = line::key(&line) {
                places.insert(key, at);
            }
            at = lines.at;
        }
        Ok(Self { reader: lines.reader, places })
    }

    /// What cannot be read is not known.
    fn find(&mut self, key: Key) -> Option<Vec<u8>> {
        self.reader.seek(SeekFrom::Start(*self.places.get(&key)?)).ok()?;
        let mut line = Vec::new();
        self.reader.read_until(b'\n', &mut line).ok()?;
        (line::key(&line) == Some(key)).then_some(line)
    }
}
