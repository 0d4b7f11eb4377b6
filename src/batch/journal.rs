//! The files beside an output while it is made: what is in them, who may write them, how a stopped run goes on.
//!
//! `OUT.journal` holds a line for every input article, in the order of the inputs; a line that was cut off by a crash or
//! a full disk is cut away. `OUT.state` is the journal of the last whole run, kept by `--incremental`. `OUT.journal.rest`
//! holds lines of a stopped run whose inputs have changed under it. The output itself is made from the whole journal
//! under another name, `OUT.tmp`, and renamed.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::Start;
use super::earlier::Earlier;
use crate::digest;
use crate::error::Error;

const MARK: &str = "{\"journal\":\"";

/// The names of the files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) out: PathBuf,
    pub(super) temporary: PathBuf,
    pub(super) journal: PathBuf,
    pub(super) rest: PathBuf,
    pub(super) state: PathBuf,
}

impl Files {
    pub(super) fn beside(out: &Path) -> Self {
        let with = |ending: &str| {
            let mut name = OsString::from(out);
            name.push(ending);
            PathBuf::from(name)
        };
        Self {
            out: out.to_owned(),
            temporary: with(".tmp"),
            journal: with(".journal"),
            rest: with(".journal.rest"),
            state: with(".state"),
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> [&Path; 5] {
        [&self.out, &self.temporary, &self.journal, &self.rest, &self.state]
    }
}

/// A journal that is locked and ready for further lines.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// The journal to write to, and what earlier runs leave to this one.
    pub(super) fn open(files: &Files, start: Start, stages: &str) -> Result<(Self, Earlier), Error> {
        let path = &files.journal;
        let failed = |cause| Error::output(path, cause);
        if start == Start::New && files.out.exists() && !path.exists() {
            return Err(Error::OutputExists { path: files.out.clone() });
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { path: path.clone() }),
            // Not every file system has locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let header = header(stages);
        let usable = match first_line(&mut file).map_err(failed)?.as_str() {
            first if first == header => true,
            first if MARK.starts_with(first) || (first.starts_with(MARK) && !first.ends_with('\n')) => false,
            first if first.starts_with(MARK) && start == Start::Overwrite => false,
            first if first.starts_with(MARK) => {
                let (what, remedy) =
                    ("but of another build of it, or made with another event model", "start anew with --overwrite");
                return Err(Error::ForeignJournal { path: path.clone(), what, remedy });
            }
            _ => {
                let (what, remedy) = ("but something else", "move it away, or name another file with --out");
                return Err(Error::ForeignJournal { path: path.clone(), what, remedy });
            }
        };
        if start == Start::New && usable {
            return Err(Error::Stopped { path: path.clone() });
        }
        if start == Start::New && files.out.exists() {
            return Err(Error::OutputExists { path: files.out.clone() });
        }
        if start == Start::Overwrite {
            remove(&files.rest)?;
        }
        if start == Start::Overwrite || !usable {
            file.set_len(0).and_then(|()| file.write_all(header.as_bytes())).map_err(failed)?;
        }
        let mut earlier = Earlier::new(files)?;
        earlier.know(&files.rest)?;
        if start == Start::Incremental && same_build(&files.state, &header) {
            earlier.know(&files.state)?;
        }
        Ok((Self { path: path.clone(), file }, earlier))
    }

    /// One more line.
    pub(super) fn append(&mut self, line: &[u8]) -> Result<(), Error> {
        self.file.write_all(line).map_err(|cause| Error::output(&self.path, cause))
    }

    /// Has it on the disk.
    pub(super) fn sync(&self) -> Result<(), Error> {
        self.file.sync_all().map_err(|cause| Error::output(&self.path, cause))
    }
}

/// The first line: records of another build of the program, or of other stages, are none of this run.
fn header(stages: &str) -> String {
    static BUILD: OnceLock<String> = OnceLock::new();
    let build = BUILD.get_or_init(|| std::env::current_exe().and_then(|path| hash(&path)).unwrap_or_default());
    let (schema, version) = (crate::record::SCHEMA, env!("CARGO_PKG_VERSION"));
    let stages = serde_json::Value::from(stages);
    format!("{MARK}{schema}\",\"program\":\"{version}\",\"build\":\"{build}\",\"stages\":{stages}}}\n")
}

fn hash(path: &Path) -> io::Result<String> {
    let (mut hash, mut file) = (Sha256::new(), BufReader::with_capacity(1 << 20, File::open(path)?));
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(digest::hex(&hash.finalize()[..8]));
        }
        hash.update(bytes);
        let read = bytes.len();
        file.consume(read);
    }
}

fn first_line(file: &mut File) -> io::Result<String> {
    let mut line = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    BufReader::new(Read::take(file, 1024)).read_until(b'\n', &mut line)?;
    // A crash of the machine may leave zeros where a line was to be.
    Ok(String::from_utf8_lossy(&line).trim_end_matches('\0').to_owned())
}

fn same_build(state: &Path, header: &str) -> bool {
    File::open(state).and_then(|mut file| first_line(&mut file)).is_ok_and(|first| first == header)
}

/// Removes a file that may be missing.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::output(path, cause)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::earlier::{Found, Lines};
    use crate::batch::line::{self, Failure, Key};

    const RULES: &str = "rules";

    /// A line, and its key.
    fn line(number: u32) -> (Key, Vec<u8>) {
        let failure = Failure { source: number.to_string(), reason: "is empty".to_owned() };
        let key = Key::of_failure(&failure);
        (key, line::of_failure(key, &failure).unwrap())
    }

    /// A run over articles with these numbers; how many of them it had to work on anew.
    fn run(files: &Files, start: Start, numbers: &[u32]) -> usize {
        let (mut journal, mut earlier) = Journal::open(files, start, RULES).unwrap();
        let mut worked = 0;
        for number in numbers {
            let (key, line) = line(*number);
            match earlier.find(key).unwrap() {
                Found::Here(found) => assert_eq!(found, line),
                Found::Elsewhere(found) => journal.append(&found).unwrap(),
                Found::Nothing => {
                    worked += 1;
                    journal.append(&line).unwrap();
                }
            }
        }
        earlier.end().unwrap();
        worked
    }

    fn lines(path: &Path) -> Vec<u8> {
        let mut lines = Lines::open(path).unwrap();
        std::iter::from_fn(|| lines.next().unwrap()).flatten().collect()
    }

    fn whole(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| line(*number).1).collect()
    }

    #[test]
    fn goes_on_where_a_run_stopped() {
        for (before, after, worked) in [
            (&[][..], &[1, 2, 3][..], 3),
            (&[1, 2], &[1, 2, 3, 4], 2),
            (&[1, 2, 3], &[1, 2, 3], 0),
            // An input has changed, is new, is gone, all are others, the order is another.
            (&[1, 2, 3, 4], &[1, 9, 3, 4], 1),
            (&[1, 2, 3], &[1, 9, 2, 3, 4], 2),
            (&[1, 2, 3, 4], &[1, 3, 4], 0),
            (&[1, 2, 3, 4], &[1, 2], 0),
            (&[1, 2, 3, 4], &[], 0),
            (&[1, 2], &[7, 8], 2),
            (&[1, 2, 3, 4], &[4, 3, 2, 1], 0),
            (&[1, 1, 2], &[1, 1, 1, 2], 1),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let files = Files::beside(&folder.path().join("out.jsonl"));
            assert_eq!(run(&files, Start::New, before), before.len());
            assert_eq!(run(&files, Start::Resume, after), worked, "{before:?} {after:?}");
            assert_eq!(lines(&files.journal), whole(after), "{before:?} {after:?}");
            assert_eq!(run(&files, Start::Resume, after), 0, "{before:?} {after:?}");
            assert_eq!(lines(&files.journal), whole(after));
        }
    }

    #[test]
    fn goes_on_after_a_cut_at_any_byte() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("out.jsonl"));
        run(&files, Start::New, &[1, 2, 3]);
        let bytes = fs::read(&files.journal).unwrap();
        for end in 0..=bytes.len() {
            for torn in [&b""[..], b"\0\0\0", b"\n"] {
                fs::write(&files.journal, [&bytes[..end], torn].concat()).unwrap();
                if torn == b"\n" && end < header(RULES).len() {
                    continue;
                }
                let worked = run(&files, Start::Resume, &[1, 2, 3]);
                assert_eq!(fs::read(&files.journal).unwrap(), bytes, "cut off at {end}");
                let held = [&bytes[..end], torn].concat();
                let whole = (0..bytes.len()).filter(|at| bytes[*at] == b'\n' && held.starts_with(&bytes[..=*at]));
                assert_eq!(worked, 3 - whole.count().saturating_sub(1), "cut off at {end}");
            }
        }
    }

    #[test]
    fn knows_the_last_whole_run() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("out.jsonl"));
        for (numbers, worked) in [(&[1, 2, 3][..], 3), (&[1, 2, 3], 0), (&[3, 4, 1], 1), (&[2], 1), (&[], 0)] {
            assert_eq!(run(&files, Start::Incremental, numbers), worked, "{numbers:?}");
            assert_eq!(lines(&files.journal), whole(numbers));
            fs::rename(&files.journal, &files.state).unwrap();
        }
    }

    #[test]
    fn touches_nothing_that_is_not_its_own() {
        let foreign = "{\"journal\":\"news-incidents/1\",\"program\":\"0.0.1\",\"build\":\"00\"}\n";
        let (header, other) = (header(RULES), header("rules and a model"));
        for (out, journal, start, expected) in [
            ("there", "", Start::New, "out.jsonl: is there already"),
            (
                "",
                header.as_str(),
                Start::New,
                "out.jsonl.journal: a run was stopped before its end; go on with --resume",
            ),
            ("", foreign, Start::Resume, "but of another build of it"),
            ("", other.as_str(), Start::Resume, "made with another event model; start anew"),
            ("", foreign, Start::Incremental, "but of another build of it, or made with another event model"),
            ("", "my notes\n", Start::Overwrite, "but something else; move it away"),
            ("", "my notes", Start::Resume, "but something else; move it away"),
            ("", foreign, Start::Overwrite, ""),
            ("there", header.as_str(), Start::Resume, ""),
            ("there", "", Start::Overwrite, ""),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let files = Files::beside(&folder.path().join("out.jsonl"));
            for (path, text) in [(&files.out, out), (&files.journal, journal)] {
                if !text.is_empty() {
                    fs::write(path, text).unwrap();
                }
            }
            match Journal::open(&files, start, RULES) {
                Err(error) => {
                    assert!(!expected.is_empty() && error.to_string().contains(expected), "{error}");
                    assert_eq!(fs::read_to_string(&files.journal).unwrap_or_default(), journal);
                }
                Ok(_) => assert_eq!(expected, "", "{journal}"),
            }
        }
    }

    #[test]
    fn one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("out.jsonl"));
        let first = Journal::open(&files, Start::New, RULES).unwrap();
        for start in [Start::New, Start::Resume, Start::Overwrite, Start::Incremental] {
            assert!(matches!(Journal::open(&files, start, RULES), Err(Error::Busy { .. })), "{start:?}");
        }
        drop(first);
        assert!(Journal::open(&files, Start::Resume, RULES).is_ok());
    }
}
