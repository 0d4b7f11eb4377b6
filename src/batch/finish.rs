//! The whole journal → the output, under another name until it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::Batch;
use super::earlier::Lines;
use super::journal::{Files, remove};
use super::line::{self, Body, Failure};
use super::window::{End, in_order};
use crate::error::Error;
use crate::output::Format;
use crate::record::Record;

/// What is held of a record in multiples of its line: the line and the record.
const HELD: usize = 4;

/// Makes the output of the journal, and the list of failures where one is wanted.
pub(super) fn finish(batch: &Batch, files: &Files) -> Result<End, Error> {
    remove(&files.temporary)?;
    let mut failures = Failures::open(batch.errors.as_deref())?;
    let end = match batch.format {
        Format::Jsonl => copy(batch, files, &mut failures),
        _ => replay(batch, files, &mut failures),
    };
    match end {
        Ok(End::All) => {
            File::open(&files.temporary)
                .and_then(|file| file.sync_all())
                .map_err(|cause| Error::output(&files.out, cause))?;
            failures.finish()?;
            rename(&files.temporary, &files.out)?;
        }
        // It is of no use, and may be what fills the disk.
        Ok(End::Stopped) | Err(_) => remove(&files.temporary)?,
    }
    end
}

/// JSON Lines stand in the journal as they are put out.
fn copy(batch: &Batch, files: &Files, failures: &mut Failures) -> Result<End, Error> {
    let failed = |cause| Error::output(&files.out, cause);
    let mut lines = Lines::open(&files.journal).map_err(failed)?;
    let mut writer = BufWriter::with_capacity(1 << 16, File::create(&files.temporary).map_err(failed)?);
    while let Some(line) = lines.next().map_err(failed)? {
        match line::body(&line) {
            Some(Body::Record(record)) => writer.write_all(record).and_then(|()| writer.write_all(b"\n")),
            Some(Body::Failed(failure)) => failures.add(&failure),
            None => return Err(Error::damaged(&files.journal)),
        }
        .map_err(failed)?;
        if batch.limits.stop.load(Ordering::Relaxed) {
            return Ok(End::Stopped);
        }
    }
    writer.flush().map_err(failed)?;
    Ok(End::All)
}

/// Every other format is made of records.
fn replay(batch: &Batch, files: &Files, failures: &mut Failures) -> Result<End, Error> {
    let failed = |cause| Error::output(&files.out, cause);
    let mut sink = batch.format.open(&files.temporary).map_err(failed)?;
    let mut lines = Lines::open(&files.journal).map_err(failed)?;
    let read = move |send: &mut dyn FnMut(io::Result<Vec<u8>>, usize) -> bool| {
        while let Some(line) = lines.next().transpose() {
            let weight = line.as_ref().map_or(0, Vec::len).saturating_mul(HELD);
            if !send(line, weight) {
                return;
            }
        }
    };
    let entry = |line: io::Result<Vec<u8>>| entry(&line.map_err(failed)?, &files.journal);
    let end = in_order(&batch.limits, read, entry, |entry| {
        match entry? {
            Entry::Record(record) => sink.write(&record),
            Entry::Failed(failure) => failures.add(&failure),
        }
        .map_err(failed)
    })?;
    sink.finish().map_err(failed)?;
    Ok(end)
}

/// What the journal says about one article.
enum Entry {
    Record(Box<Record>),
    Failed(Failure),
}

fn entry(line: &[u8], journal: &Path) -> Result<Entry, Error> {
    match line::body(line) {
        Some(Body::Record(record)) => {
            Ok(Entry::Record(serde_json::from_slice(record).map_err(|_| Error::damaged(journal))?))
        }
        Some(Body::Failed(failure)) => Ok(Entry::Failed(failure)),
        None => Err(Error::damaged(journal)),
    }
}

/// The list of failures, if one is wanted.
struct Failures(Option<List>);

struct List {
    path: PathBuf,
    temporary: PathBuf,
    writer: BufWriter<File>,
}

impl Failures {
    fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path.map(Path::to_owned) else { return Ok(Self(None)) };
        let temporary = path.with_added_extension("tmp");
        let file = File::create(&temporary).map_err(|cause| Error::output(&path, cause))?;
        Ok(Self(Some(List { path, temporary, writer: BufWriter::new(file) })))
    }

    fn add(&mut self, failure: &Failure) -> io::Result<()> {
        let Some(list) = &mut self.0 else { return Ok(()) };
        serde_json::to_writer(&mut list.writer, failure)?;
        list.writer.write_all(b"\n")
    }

    fn finish(self) -> Result<(), Error> {
        let Some(List { path, temporary, writer }) = self.0 else { return Ok(()) };
        let written = writer.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        written.map_err(|cause| Error::output(&path, cause))?;
        rename(&temporary, &path)
    }
}

/// Gives a whole file its name, for good.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    let folder = to.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    fs::rename(from, to).map_err(|cause| Error::output(to, cause))?;
    // Not every system lets folders be opened; the name is then on the disk a little later.
    drop(File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}
