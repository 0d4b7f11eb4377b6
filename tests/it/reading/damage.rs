//! Damaged inputs: each fault is named once, with a remedy, and what can still be read comes; no bytes make the program
//! panic.

use std::fs;

use news_incidents::error::Error;
use news_incidents::read::{self, Input, Options};
use proptest::prelude::*;

use super::{articles_in, folder};

/// A way to damage a file.
type Damage = fn(Vec<u8>) -> Vec<u8>;

fn cut(mut bytes: Vec<u8>, share: usize) -> Vec<u8> {
    bytes.truncate(bytes.len() * share / 100);
    bytes
}

fn flip(mut bytes: Vec<u8>, share: usize) -> Vec<u8> {
    let at = bytes.len() * share / 100;
    bytes[at] ^= 0x55;
    bytes
}

/// Zeros for forty bytes.
fn blank(mut bytes: Vec<u8>, share: usize) -> Vec<u8> {
    let at = bytes.len() * share / 100;
    bytes[at..at + 40].fill(0);
    bytes
}

/// One byte string in place of another, the first time that it stands there.
fn swap(bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}

#[test]
fn damage_is_named_and_the_rest_is_read() {
    const OVER: usize = read::MAX_ARTICLE * 8;
    let damages: &[(&str, &str, Damage, &str, usize)] = &[
        ("cut gzip of one", "packed.txt.gz", |b| cut(b, 60), "packed.txt.gz: the gzip data is cut off; fetch", 0),
        ("gzip with a wrong checksum", "packed.txt.gz", |b| flip(b, 98), "packed.txt.gz: the gzip data is damaged", 0),
        ("cut gzip of many", "members.ndjson.gz", |b| cut(b, 90), "members.ndjson.gz:3: the gzip data is cut off", 2),
        ("a damaged member among many", "members.ndjson.gz", |b| flip(b, 50), "members.ndjson.gz:2: the gzip data", 2),
        ("cut zstd", "frames.jsonl.zst", |b| cut(b, 90), "frames.jsonl.zst:3: the zstd data is cut off", 2),
        ("damaged zstd", "frames.jsonl.zst", |b| flip(b, 50), "frames.jsonl.zst:2: the zstd data is damaged", 1),
        (
            "a line that is no JSON",
            "lines.jsonl",
            |b| swap(b, b"\"id\": \"7\"", b"\"id\" 7"),
            "lines.jsonl:2: not an article",
            2,
        ),
        (
            "a line without text",
            "lines.jsonl",
            |b| swap(b, b"\"text\"", b"\"words\""),
            "lines.jsonl:1: not an article (missing field `text`)",
            2,
        ),
        ("a line that is not UTF-8", "lines.jsonl", |b| swap(b, "é".as_bytes(), b"\xe9"), "lines.jsonl:2: byte ", 2),
        (
            "a line that is too long",
            "lines.jsonl",
            |b| swap(b, b"Lumenport", &[b'x'; OVER]),
            "lines.jsonl:1: is longer than",
            2,
        ),
        (
            "a bad date",
            "lines.jsonl",
            |b| swap(b, b"2019-11-30", b"30/11/2019"),
            "lines.jsonl:2: the publication date \"30/11/2019\"",
            2,
        ),
        ("a cut list", "articles.json", |b| cut(b, 90), "articles.json:18: not an article", 2),
        (
            "a bad value in a list",
            "articles.json",
            |b| swap(b, b"\"7\"", b"seven"),
            "articles.json:9: not an article",
            2,
        ),
        ("JSON in UTF-16", "articles.json", |b| wide(&b), "articles.json: is JSON in UTF-16", 0),
        (
            "a row with one field more",
            "rows.csv",
            |b| swap(b, b"2019-11-30,", b"2019-11-30,,"),
            "rows.csv:5: not a row of this table (5 fields where the header has 4)",
            2,
        ),
        (
            "a quote that nothing closes",
            "rows.csv",
            |b| [b, b"9,T,2020-01-01,\"Open\n8,T,2020-01-01,Four.\n".to_vec()].concat(),
            "rows.csv:10: not a row of this table (a quote",
            4,
        ),
        (
            "a header without a text",
            "rows.csv",
            |b| swap(b, b"text", b"words"),
            "rows.csv: has no column \"text\"; its columns are id, title, published, words; name one by --text-column",
            0,
        ),
        (
            "a row without text",
            "rows.tsv",
            |b| [b, b"9\tTitle\t2020-01-01\t\n".to_vec()].concat(),
            "rows.tsv:10: is empty",
            3,
        ),
        (
            "a row that is no text",
            "rows.csv",
            |b| [b, b"9,\0\0\0\x01,,x\n".to_vec()].concat(),
            "rows.csv:10: is not text but binary",
            3,
        ),
        (
            "a damaged row group",
            "groups.parquet",
            |b| blank(b, 26),
            "groups.parquet: cannot be read as Parquet (rows 2 to 2: ",
            2,
        ),
        ("cut Parquet", "groups.parquet", |b| cut(b, 90), "groups.parquet: cannot be read as Parquet", 0),
        (
            "a cut record",
            "crawl.warc",
            |b| cut(b, 95),
            "crawl.warc, record 8 (https://ledger.example/st-orla): not a whole WARC record (cut off after",
            3,
        ),
        (
            "a record with a wrong length",
            "crawl.warc",
            |b| swap(b, b"Content-Length: ", b"Content-Length: 1"),
            "crawl.warc, record 1",
            4,
        ),
        ("a damaged member", "crawl.warc.gz", |b| flip(b, 65), "crawl.warc.gz, record ", 3),
        (
            "a damaged chunk",
            "crawl.warc",
            |b| swap(b, b"\r\nc8\r\n", b"\r\nff\r\n"),
            "crawl.warc, record 6 (https://ledger.example/brulot): not a whole WARC record (",
            3,
        ),
        (
            "a dump with noise before it",
            "crawl.warc",
            |b| swap(b, b"\r\n\r\nWARC/1.0", b"\r\n\r\nnoise\r\nWARC/1.0"),
            "crawl.warc, record 2: not a whole WARC record (bytes before",
            4,
        ),
        ("a page without text", "tags.html", |b| cut(b, 30), "tags.html: no article found in this page", 0),
        ("a text of nothing", "plain.txt", |_| b" \r\n\r\n".to_vec(), "plain.txt: is empty", 0),
        (
            "a text with zeros",
            "plain.txt",
            |b| swap(b, b"Lumenport", b"\0\0\0\0"),
            "plain.txt: is not text but binary",
            0,
        ),
        ("UTF-8 cut in a letter", "marked.txt", |b| swap(b, "û".as_bytes(), b"\xc3"), "marked.txt: byte ", 0),
        (
            "half a pair in UTF-16",
            "wide.txt",
            |b| swap(b, b"\x3d\xd8", b"\x3d\xd8\x3d\xd8"),
            "wide.txt: is not valid UTF-16LE",
            0,
        ),
        (
            "a text that is too long",
            "plain.txt",
            |b| swap(b, b"Lumenport", &[b'x'; OVER]),
            "plain.txt: is longer than",
            0,
        ),
    ];
    let at = tempfile::tempdir().unwrap();
    let mut wrong = vec![];
    for (name, file, damage, expected, good) in damages {
        let path = at.path().join(file);
        fs::write(&path, damage(fs::read(folder().join(file)).unwrap())).unwrap();
        let read = articles_in(&path, Options::default());
        let errors: Vec<String> = read.iter().filter_map(|one| one.as_ref().err()).map(Error::to_string).collect();
        let came = read.iter().filter(|one| one.is_ok()).count();
        let named = errors.len() == 1 && errors[0].contains(expected) && errors[0].contains("; ");
        if !named || came != *good {
            wrong.push(format!("{name}: {came} articles, {errors:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn wide(bytes: &[u8]) -> Vec<u8> {
    format!("\u{feff}{}", String::from_utf8_lossy(bytes)).encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const ENDINGS: [&str; 16] = [
    "txt", "md", "html", "htm", "json", "jsonl", "ndjson", "csv", "tsv", "parquet", "warc", "gz", "zst", "jsonl.gz",
    "warc.gz", "",
];
const STARTS: [&[u8]; 14] = [
    b"",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"{\"text\": \"",
    b"[{",
    b"<html>",
    b"id,text\n1,\"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
];

/// Reads all of it; a reader that never ends would never return.
fn all_of(bytes: &[u8], ending: &str) -> usize {
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a").with_extension(ending);
    fs::write(&path, bytes).unwrap();
    let options = Options { max_article: 4096, ..Options::default() };
    read::articles_of(Input::new(&path), options).take(10_000).filter(Result::is_ok).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        start in proptest::sample::select(&STARTS[..]),
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let bytes = [start, &bytes].concat();
        for ending in ENDINGS {
            prop_assert!(all_of(&bytes, ending) < 10_000);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in r#"([a-z ,;"<>{}\[\]:\n\r\t/=é0-9]|text|id|<p>|WARC/1\.0){0,120}"#) {
        for ending in ENDINGS {
            prop_assert!(all_of(text.as_bytes(), ending) < 10_000);
        }
    }

    #[test]
    fn no_damage_makes_it_panic(
        file in proptest::sample::select(&["groups.parquet", "times.parquet", "crawl.warc", "crawl.warc.gz", "rows.csv",
            "frames.jsonl.zst", "graph.htm", "articles.json", "wide.csv"][..]),
        places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = fs::read(folder().join(file)).unwrap();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(all_of(&bytes, "x") < 10_000);
    }
}
