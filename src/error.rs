//! The library's one error: what was being done to which input, and what to do about it, in one line.

use std::io;
use std::path::{Path, PathBuf};

/// What can go wrong between bytes and articles, or between records and a file of them, or between a gold file and its
/// figures.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such file.
    #[error("{source_name}: no such file; check the spelling and the folder that you are in")]
    Missing {
        /// The input.
        source_name: String,
    },
    /// A folder where a file is wanted.
    #[error(
        "{source_name}: is a folder; read it with `extract batch`, or name its files, for example {source_name}/*.txt"
    )]
    Folder {
        /// The input.
        source_name: String,
    },
    /// A folder, or something below it, that cannot be listed.
    #[error("{folder}: part of this folder cannot be read ({cause}); look at its permissions")]
    Walk {
        /// The folder.
        folder: String,
        /// What the system says.
        cause: String,
    },
    /// A pattern that is none.
    #[error("--glob: {cause}; write it as in .gitignore, for example '*.html' or '!archive/**'")]
    Glob {
        /// What is wrong with it.
        cause: String,
    },
    /// The system would not give the bytes.
    #[error("{source_name}: cannot be read ({cause})")]
    Unreadable {
        /// The input.
        source_name: String,
        /// What the system says.
        cause: io::Error,
    },
    /// Packed or written data that breaks off, or is not what it must be.
    #[error("{source_name}: {cause}; fetch or copy the file again")]
    Damaged {
        /// The input, with its line, row or record.
        source_name: String,
        /// What is wrong.
        cause: String,
    },
    /// Nothing but blanks.
    #[error("{source_name}: is empty; put the article's text into it")]
    Empty {
        /// The input.
        source_name: String,
    },
    /// Bytes that are no text.
    #[error("{source_name}: is not text but {what}; {remedy}")]
    Binary {
        /// The input.
        source_name: String,
        /// What it looks like.
        what: &'static str,
        /// How to make text of it.
        remedy: &'static str,
    },
    /// Text in another encoding.
    #[error(
        "{source_name}: byte {offset} is not valid UTF-8; \
         convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8"
    )]
    NotUtf8 {
        /// The input.
        source_name: String,
        /// The first bad byte, from 0.
        offset: usize,
    },
    /// Text that its character set does not allow.
    #[error("{source_name}: is not valid {charset}; convert it first, for example: iconv -c -f {charset} -t UTF-8")]
    Charset {
        /// The input.
        source_name: String,
        /// The character set that it seems to be in.
        charset: &'static str,
    },
    /// JSON that is not UTF-8, which it must be.
    #[error("{source_name}: is JSON in UTF-16, which must be UTF-8; convert it first: iconv -f UTF-16 -t UTF-8")]
    WideJson {
        /// The input.
        source_name: String,
    },
    /// A table without a column that is needed.
    #[error("{source_name}: has no column {column:?}; its columns are {columns}; name one by {option}")]
    Column {
        /// The input.
        source_name: String,
        /// The column.
        column: String,
        /// The option that names another.
        option: &'static str,
        /// The columns that it has.
        columns: String,
    },
    /// A row that does not fit its table.
    #[error(
        "{source_name}: not a row of this table ({cause}); put fields that hold delimiters, quotes or line breaks into \"…\""
    )]
    Row {
        /// The input, with its line.
        source_name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A Parquet file that cannot be read.
    #[error("{source_name}: cannot be read as Parquet ({cause}); write it again, for example with pyarrow.parquet")]
    Parquet {
        /// The input, with its row where that is known.
        source_name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A record of a crawl dump that cannot be read.
    #[error("{source_name}: not a whole WARC record ({cause}); fetch or write the dump again")]
    Record {
        /// The input, with the record's number and, where known, the page's address.
        source_name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// More than one article is allowed to hold.
    #[error("{source_name}: is longer than {limit} bytes; split it into articles or raise --max-article")]
    TooLong {
        /// The input.
        source_name: String,
        /// The limit that it passes.
        limit: usize,
    },
    /// A JSON value that is no article.
    #[error(
        "{source_name}: not an article ({cause}); it needs the form {{\"id\": …, \"title\": …, \"published\": \"2019-03-11\", \"text\": …}}"
    )]
    NotAnArticle {
        /// The input, with its line.
        source_name: String,
        /// What the JSON reader says.
        cause: String,
    },
    /// A publication date that cannot be read.
    #[error(
        "{source_name}: the publication date {date:?} cannot be read; write it as YYYY-MM-DD, for example 2019-03-11"
    )]
    Date {
        /// The input, with its line.
        source_name: String,
        /// What it says.
        date: String,
    },
    /// A page whose main text was not found.
    #[error("{source_name}: no article found in this page ({cause}); save its text as a .txt file")]
    Page {
        /// The input.
        source_name: String,
        /// What the HTML reader says.
        cause: String,
    },
    /// A folder that holds no gold.
    #[error(
        "{path}: no gold here; give a folder with article.txt and gold.json, a folder of such folders, or a .jsonl \
         file with an article and its gold on each line"
    )]
    NoGold {
        /// The folder.
        path: PathBuf,
    },
    /// A gold file that cannot be read.
    #[error("{path}:{line}: not a gold file ({cause}); see fixtures/README.md for its form")]
    Gold {
        /// The file.
        path: PathBuf,
        /// On which line.
        line: usize,
        /// What the JSON reader says.
        cause: String,
    },
    /// A saved report that cannot be read.
    #[error("{path}: not a saved report ({cause}); make one with: extract check … --save-baseline {path}")]
    Baseline {
        /// The file.
        path: PathBuf,
        /// What the JSON reader says.
        cause: String,
    },
    /// A prediction that cannot be read.
    #[error(
        "{place}: not a prediction ({cause}); write one object per line, \
         {{\"id\": \"the article's name\", \"incidents\": […]}}, as extract --format jsonl prints them"
    )]
    Prediction {
        /// The file, with its line.
        place: String,
        /// What is wrong.
        cause: String,
    },
    /// A rule that there is not.
    #[error("{name}: no such rule; the rules are {known}")]
    Rule {
        /// The name.
        name: String,
        /// All names.
        known: String,
    },
    /// A file that is there already.
    #[error("{path}: exists already and is not overwritten; move it away or name another folder with --out")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file that cannot be written.
    #[error("{path}: cannot be written ({cause})")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A floor file that cannot be read.
    #[error("{path}: not a floor file ({cause}); see docs/check.md for its form")]
    Floor {
        /// The file.
        path: PathBuf,
        /// What the TOML reader says.
        cause: String,
    },
    /// A file of marked articles with a mistake.
    #[error("{path}:{line}: {cause}; see corpus/README.md for how events are marked")]
    Marks {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        cause: String,
    },
    /// A model that cannot be used.
    #[error(
        "{name}: {cause}; take the files of models/event of this version, or make them with models/train/train.sh, \
         and name their folder with --models; --no-model runs on rules alone"
    )]
    Model {
        /// The file.
        name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A finder of names that cannot be used.
    #[error("{name}: {cause}; models/README.md says what --ner takes")]
    Ner {
        /// The file or folder.
        name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// An output that nobody asked to replace.
    #[error(
        "{path}: is there already; replace it with --overwrite, bring it up to date with --incremental, \
         or name another file with --out"
    )]
    OutputExists {
        /// The file.
        path: PathBuf,
    },
    /// The journal of a run that was stopped, and nobody asked to go on with it.
    #[error("{path}: a run was stopped before its end; go on with --resume, or start anew with --overwrite")]
    Stopped {
        /// The journal.
        path: PathBuf,
    },
    /// A journal that another run is writing.
    #[error("{path}: another run is writing it; wait for its end, or name another file with --out")]
    Busy {
        /// The journal.
        path: PathBuf,
    },
    /// A journal that this program did not write.
    #[error("{path}: is not a journal of this program, {what}; {remedy}")]
    ForeignJournal {
        /// The journal.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// An output or a journal that cannot be written.
    #[error("{path}: cannot be written ({cause}); {remedy}", remedy = Self::remedy(cause))]
    Output {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Threads that the system does not give.
    #[error("the threads cannot be started ({cause}); ask for fewer with --threads")]
    Threads {
        /// What the system says.
        cause: io::Error,
    },
    /// A fault of the program outside of any article.
    #[error("a thread of the program failed; please report this with the input that it was reading")]
    Internal,
}

impl Error {
    /// What the system said about starting threads.
    pub(crate) fn threads(cause: io::Error) -> Self {
        Self::Threads { cause }
    }

    /// What the system said about writing `path`.
    pub(crate) fn output(path: &Path, cause: io::Error) -> Self {
        Self::Output { path: path.to_owned(), cause }
    }

    /// A journal with lines that cannot be.
    pub(crate) fn damaged(journal: &Path) -> Self {
        let (what, remedy) = ("but a damaged one", "start anew with --overwrite");
        Self::ForeignJournal { path: journal.to_owned(), what, remedy }
    }

    fn remedy(cause: &io::Error) -> &'static str {
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                "what is done is kept: make room, then give the same command with --resume"
            }
            io::ErrorKind::NotFound => "make its folder first, or name another file with --out",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "name a file with --out in a folder that you may write to"
            }
            _ => "what is done is kept: when this is mended, give the same command with --resume",
        }
    }

    /// What is wrong with the file `name` of a model.
    pub(crate) fn model(name: &str, cause: impl ToString) -> Self {
        Self::Model { name: name.to_owned(), cause: cause.to_string() }
    }

    /// What is wrong with the finder of names, or with a file of it.
    pub(crate) fn ner(path: &Path, cause: impl ToString) -> Self {
        Self::Ner { name: path.display().to_string(), cause: cause.to_string() }
    }

    /// What the system said about opening or reading `source_name`.
    pub(crate) fn io(source_name: &str, cause: io::Error) -> Self {
        let source_name = source_name.to_owned();
        match cause.kind() {
            io::ErrorKind::NotFound => Self::Missing { source_name },
            io::ErrorKind::IsADirectory => Self::Folder { source_name },
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => {
                Self::Damaged { source_name, cause: cause.to_string() }
            }
            _ => Self::Unreadable { source_name, cause },
        }
    }
}
