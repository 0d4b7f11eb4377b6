//! A database with a table per kind of thing, keys between them, and the words behind each value in `evidence`.

mod insert;

use std::path::Path;
use std::{fs, io};

use rusqlite::{Connection, ErrorCode};

use super::Sink;
use crate::record::Record;

/// Articles written in one transaction.
const TRANSACTION: usize = 512;

/// `PRAGMA user_version`: goes up when a table changes its meaning.
const VERSION: i64 = 1;

/// An SQLite file.
pub struct Sqlite {
    connection: Connection,
    pending: usize,
}

impl Sqlite {
    /// To a new file at `path`, in the place of one that may be there.
    pub fn create(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(old) if old.is_file() => fs::remove_file(path)?,
            Ok(_) => return Err(io::Error::new(io::ErrorKind::AlreadyExists, "a database needs a plain file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let connection = Connection::open(path).map_err(failed)?;
        let created = (|| {
            // A file that is not finished is not used, so nothing needs to survive a crash half written.
            connection
                .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")?;
            connection.execute_batch(include_str!("schema.sql"))?;
            connection.pragma_update(None, "user_version", VERSION)?;
            connection.set_prepared_statement_cache_capacity(32);
            connection.execute_batch("BEGIN")
        })();
        created.map_err(failed)?;
        Ok(Self { connection, pending: 0 })
    }
}

impl Sink for Sqlite {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        insert::record(&self.connection, record).map_err(failed)?;
        self.pending += 1;
        if self.pending == TRANSACTION {
            self.pending = 0;
            self.connection.execute_batch("COMMIT; BEGIN").map_err(failed)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.connection.execute_batch("COMMIT").map_err(failed)?;
        self.connection.close().map_err(|(_, error)| failed(error))
    }
}

/// What went wrong with the file, such as a full disk, rather than that it went wrong in SQLite.
fn failed(error: rusqlite::Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::Error::new(io::ErrorKind::StorageFull, error),
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            io::Error::new(io::ErrorKind::PermissionDenied, error)
        }
        _ => io::Error::other(error),
    }
}
