//! Every format that is a file of its own, read back with the crates that know it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use news_incidents::output::Format;
use news_incidents::record::Record;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::program::run;

fn records() -> Vec<Record> {
    include_str!("../exports/records.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write(records: &[Record], path: &Path) {
    let mut sink = Format::of_path(path).unwrap().open(path).unwrap();
    records.iter().for_each(|record| sink.write(record).unwrap());
    sink.finish().unwrap();
}

fn written(name: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    write(&records(), &path);
    (folder, path)
}

fn rows(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
    row.get_column_iter().find(|(column, _)| *column == name).unwrap().1
}

#[test]
fn parquet_reads_back() {
    let (_folder, path) = written("out.parquet");
    let rows = rows(&path);
    assert_eq!(rows.len(), 6);
    for (row, column, expected) in [
        (0, "article_id", "\"coinsuru\""),
        (0, "scope", "\"series\""),
        (0, "published", "2019-03-11"),
        (0, "earliest", "2017-01-01"),
        (0, "latest", "2018-09-30"),
        (0, "year", "null"),
        (0, "attacks", "2"),
        (1, "victims", "[\"Coinsuru\", \"Müller & Søn “Börse”\"]"),
        (1, "stolen_value", "534000000.2500"),
        (1, "stolen_quantity", "523000000.12345679"),
        (1, "recovered_upper", "12.0000"),
        (1, "part_of", "\"00000000000000a1\""),
        (1, "confidence", "0.75"),
        (2, "types", "[\"theft\", \"intrusion\"]"),
        (2, "victim", "null"),
        (2, "victims", "[]"),
        (3, "published", "null"),
        (3, "ransom_demanded_value", "null"),
        (3, "ransom_demanded_quantity", "2.50000000"),
        (3, "affected_unit", "\"patients\""),
        (4, "latest", "2024-02-29"),
        (5, "year", "2020"),
    ] {
        assert_eq!(field(&rows[row], column).to_string(), expected, "row {row}, {column}");
    }
    let Field::ListInternal(sums) = field(&rows[1], "amounts") else { panic!("no list") };
    assert_eq!(sums.len(), 3);
    let Field::Group(second) = &sums.elements()[1] else { panic!("no group") };
    assert_eq!(field(second, "value").to_string(), "1000.0000");
    assert_eq!(field(second, "evidence").to_string(), "\"more than €1,000\"");
}

#[test]
fn parquet_groups_rows_with_statistics_and_holds_an_empty_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.parquet");
    let many: Vec<Record> = std::iter::repeat_n(records(), 1000).flatten().collect();
    write(&many, &path);
    let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
    let metadata = reader.metadata();
    assert_eq!(metadata.file_metadata().num_rows(), 6000);
    for group in metadata.row_groups() {
        assert!(group.columns().iter().all(|column| column.statistics().is_some()));
    }
    write(&[], &path);
    assert_eq!(rows(&path).len(), 0);
}

fn cells(db: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = db.prepare(sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn cell(db: &Connection, sql: &str) -> String {
    match &cells(db, sql)[0][0] {
        Value::Null => "null".to_owned(),
        Value::Integer(whole) => whole.to_string(),
        Value::Real(real) => real.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(_) => panic!("no bytes are written"),
    }
}

#[test]
fn sqlite_reads_back() {
    let (_folder, path) = written("out.sqlite");
    let db = Connection::open(path).unwrap();
    for (sql, expected) in [
        ("PRAGMA integrity_check", "ok"),
        ("PRAGMA user_version", "1"),
        ("SELECT count(*) FROM pragma_foreign_key_check", "0"),
        ("SELECT count(*) FROM article", "5"),
        ("SELECT title IS NULL FROM article WHERE id = 'quiet-day'", "1"),
        ("SELECT title FROM article WHERE id = 'clinic'", "=HYPERLINK(\"x\")\r\nsecond line"),
        ("SELECT count(*) FROM incident", "6"),
        ("SELECT count(*) FROM incident_type", "10"),
        ("SELECT count(*) FROM incident part JOIN incident whole ON part.part_of = whole.key", "2"),
        (
            "SELECT group_concat(name, '|') FROM (SELECT name FROM party WHERE role = 'victim' AND incident = 2)",
            "Coinsuru|Müller & Søn “Börse”",
        ),
        ("SELECT count(*) FROM attribution WHERE stance = 'denied' AND source = 'Pyongyang'", "1"),
        ("SELECT value FROM amount WHERE asset = 'XEM'", "534000000.25"),
        ("SELECT quantity FROM amount WHERE asset = 'XEM'", "523000000.123456789"),
        ("SELECT sum(value_real) FROM amount WHERE role = 'stolen' AND currency = 'USD'", "1105000000.25"),
        ("SELECT value FROM amount WHERE asset = 'BTC'", "null"),
        ("SELECT currency || value FROM equivalent", "JPY58000000000"),
        ("SELECT upper FROM affected WHERE unit = 'patients'", "2000"),
        ("SELECT text FROM data JOIN evidence ON evidence.key = data.evidence", "medical\nrecords"),
        ("SELECT kind FROM method WHERE name = 'LockerX'", "malware"),
        ("SELECT count(*) FROM vulnerability WHERE cve = 'CVE-2024-12345'", "2"),
        ("SELECT code FROM warning WHERE incident IS NULL", "not_english"),
        ("SELECT time_basis FROM incident WHERE id = '00000000000000b1'", "unresolved"),
        ("SELECT place_country FROM incident WHERE place = 'Tokyo'", "JP"),
    ] {
        assert_eq!(cell(&db, sql), expected, "{sql}");
    }
}

#[test]
fn sqlite_takes_the_place_of_an_older_file_and_commits_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.db");
    fs::write(&path, "something else").unwrap();
    let many: Vec<Record> = std::iter::repeat_n(records(), 300).flatten().collect();
    write(&many, &path);
    let db = Connection::open(&path).unwrap();
    assert_eq!(cell(&db, "SELECT count(*) FROM article"), "1500");
    drop(db);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no journal is left beside the file");
}

#[test]
fn the_same_records_are_the_same_bytes() {
    for name in
        ["out.jsonl", "out.csv", "out.parquet", "out.sqlite", "out.stix.json", "out.misp.json", "out.veris.json"]
    {
        let ((_one, first), (_two, second)) = (written(name), written(name));
        assert_eq!(fs::read(first).unwrap(), fs::read(second).unwrap(), "{name}");
    }
}

#[test]
fn what_cannot_be_written_is_an_error() {
    for name in
        ["out.jsonl", "out.csv", "out.parquet", "out.sqlite", "out.stix.json", "out.misp.json", "out.veris.json"]
    {
        let path = Path::new("/nonexistent/folder").join(name);
        assert!(Format::of_path(&path).unwrap().open(&path).is_err(), "{name}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(Format::Sqlite.open(folder.path()).is_err(), "a folder is never taken away");
    for format in [Format::Parquet, Format::Sqlite] {
        let error = format.stream(Vec::new()).err().unwrap();
        assert_eq!(error.to_string(), format!("{} is written to a file, not to a stream", format.name()));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    for (format, times) in [
        (Format::Jsonl, 1),
        (Format::Jsonl, 500),
        (Format::Csv, 1),
        (Format::Csv, 500),
        (Format::Parquet, 1),
        (Format::Stix, 500),
        (Format::Misp, 500),
        (Format::Veris, 500),
    ] {
        let mut sink = format.open(Path::new("/dev/full")).unwrap();
        let many = || std::iter::repeat_n(records(), times).flatten();
        let error = many().try_for_each(|record| sink.write(&record)).and_then(|()| sink.finish()).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{} {times}", format.name());
    }
}

#[test]
fn text_formats_go_to_standard_output() {
    for (format, begins) in [
        ("csv", "article_id,article_source,title,published,"),
        ("stix", "{\"type\":\"bundle\",\"objects\":[\n"),
        ("misp", "{\"response\":[\n"),
        ("veris", "[\n"),
    ] {
        let (code, text, errors) = run(&["--format", format, "fixtures/un-panel-report/article.txt"]);
        assert_eq!(code, Some(0), "{format}: {errors}");
        assert!(text.starts_with(begins) && text.contains("Coincheck"), "{format}: {text}");
    }
}
