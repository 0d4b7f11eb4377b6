//! One tenth of the inputs damaged in twenty ways: all the good ones come out right, all the bad ones are named.

use std::fs;
use std::io::Write;

use super::news::{News, json_lines};
use crate::program::root;

const STORY: &str = "On 3 March 2019, hackers stole $NUMBER million from Coinmarsh, a crypto exchange, the exchange said. \
    Coinmarsh halted withdrawals on Monday and told its customers that their funds are covered.";

/// Ten kinds of input, twenty of each.
const KINDS: [&str; 10] = ["txt", "md", "html", "json", "jsonl", "csv", "txt.gz", "html.zst", "warc", "parquet"];

fn story(number: usize) -> String {
    STORY.replace("NUMBER", &(number + 2).to_string())
}

fn page(number: usize) -> String {
    let (title, story) = (format!("Coinmarsh, part {number}"), story(number));
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{story}</p></article></body></html>"
    )
}

/// Three articles, one per line.
fn lines(number: usize) -> Vec<String> {
    let line = |part| format!("{{\"id\": \"{number}-{part}\", \"text\": \"{}\"}}\n", story(10 * number + part));
    (0..3).map(line).collect()
}

fn rows(number: usize) -> Vec<String> {
    let row = |part| format!("{number}-{part},2019-03-11,\"{}\"\n", story(10 * number + part));
    std::iter::once("id,published,text\n".to_owned()).chain((0..3).map(row)).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// Two responses.
fn dump(number: usize) -> Vec<u8> {
    let record = |part| {
        let page = page(10 * number + part);
        let length = page.len();
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{page}"
        );
        let length = http.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:06}{part:06}>\r\n\
             WARC-Target-URI: https://news{number}.example/{part}\r\nWARC-Date: 2019-03-11T00:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
        )
    };
    [record(0), record(1)].concat().into_bytes()
}

/// The bytes of a sound input.
fn sound(kind: &str, number: usize) -> Vec<u8> {
    match kind {
        "txt" | "md" => story(number).into_bytes(),
        "html" => page(number).into_bytes(),
        "json" => format!("{{\"text\": \"{}\"}}", story(number)).into_bytes(),
        "jsonl" => lines(number).concat().into_bytes(),
        "csv" => rows(number).concat().into_bytes(),
        "txt.gz" => gzip(&story(number)),
        "html.zst" => zstd::encode_all(page(number).as_bytes(), 0).unwrap(),
        "warc" => dump(number),
        _ => fs::read(root().join("tests/inputs/groups.parquet")).unwrap(),
    }
}

fn half(bytes: Vec<u8>) -> Vec<u8> {
    let length = bytes.len() / 2;
    bytes[..length].to_vec()
}

/// With other bits in the byte so far from the end.
fn flipped(mut bytes: Vec<u8>, from_end: usize) -> Vec<u8> {
    let at = bytes.len() - from_end;
    bytes[at] ^= 0xff;
    bytes
}

fn replaced(bytes: Vec<u8>, from: &str, to: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    let (before, after) = text.split_once(from).unwrap();
    [before.as_bytes(), to, after.as_bytes()].concat()
}

/// A kind, how it is damaged, how many of its articles are still right, and what is said.
type Damage = (&'static str, fn(Vec<u8>) -> Vec<u8>, usize, &'static str);

const DAMAGES: [Damage; 20] = [
    ("txt", |_| vec![], 0, "is empty"),
    ("txt", |_| b" \n\t\r\n".to_vec(), 0, "is empty"),
    ("txt", |_| vec![0; 4096], 0, "is not text but binary"),
    ("txt", |_| b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), 0, "is not text but a PDF"),
    ("md", |text| text.repeat(8000), 0, "is longer than"),
    ("html", |_| b"<!DOCTYPE html><html><body></body></html>".to_vec(), 0, "no article found in this page"),
    ("json", half, 0, "not an article"),
    ("json", |text| replaced(text, "\"text\"", b"\"words\""), 0, "not an article"),
    ("json", |text| replaced(text, "hackers", b"h\xe4ckers"), 0, "UTF-8"),
    ("jsonl", |text| replaced(text, "}\n{", b"\n{"), 2, "not an article"),
    ("jsonl", |text| replaced(text, "{\"id\"", b"{\"published\": \"last week\", \"id\""), 2, "the publication date"),
    ("jsonl", half, 1, "not an article"),
    ("csv", |text| replaced(text, ",2019-03-11,", b","), 2, "fields"),
    ("csv", |text| replaced(text, "published,text", b"published,words"), 0, "has no column"),
    ("txt.gz", half, 0, "fetch or copy the file again"),
    ("txt.gz", |bytes| flipped(bytes, 6), 0, "fetch or copy the file again"),
    ("html.zst", half, 0, "fetch or copy the file again"),
    ("html.zst", |bytes| flipped(bytes, 20), 0, "fetch or copy the file again"),
    ("warc", |bytes| bytes[..bytes.len() - 100].to_vec(), 1, "not a whole WARC record"),
    ("parquet", half, 0, "cannot be read as Parquet"),
];

#[test]
fn good_articles_come_out_right_and_bad_ones_are_named() {
    let news = News::new(0);
    let name = |number: usize| format!("news/{number:03}.{}", KINDS[number % KINDS.len()]);
    for number in 0..200 {
        fs::write(news.path().join(name(number)), sound(KINDS[number % KINDS.len()], number)).unwrap();
    }
    let (code, _, errors) = news.batch(&["news", "--out", "sound.jsonl"]);
    assert_eq!(code, Some(0), "{errors}");
    let sound_lines: Vec<String> = news.read("sound.jsonl").lines().map(str::to_owned).collect();
    // Fourteen articles of our own in every ten files; their story is understood.
    let own = sound_lines.iter().filter(|line| line.contains("\"name\":\"Coinmarsh\"") && line.contains("\"theft\""));
    assert_eq!(own.count(), 20 * 14, "every article is read");

    // Each way of damage meets another file of its kind.
    let mut damaged = vec![];
    for (way, (kind, damage, left, reason)) in DAMAGES.iter().enumerate() {
        let number = KINDS.iter().position(|other| other == kind).unwrap() + 10 * (way % 20);
        let path = news.path().join(name(number));
        fs::write(&path, damage(fs::read(&path).unwrap())).unwrap();
        damaged.push((name(number), number, *left, *reason));
    }
    let (code, _, errors) = news.batch(&["news", "--out", "damaged.jsonl", "--errors", "errors.jsonl"]);
    assert_eq!(code, Some(1), "{errors}");
    let lines: Vec<String> = news.read("damaged.jsonl").lines().map(str::to_owned).collect();
    let listed = news.read("errors.jsonl");
    let failures: Vec<(String, String)> =
        json_lines(&listed, "/source").into_iter().zip(json_lines(&listed, "/reason")).collect();

    for (name, number, left, reason) in &damaged {
        let told: Vec<&(String, String)> = failures.iter().filter(|(source, _)| source.starts_with(name)).collect();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].1.contains(reason), "{name}: {}", told[0].1);
        assert_eq!(of(&lines, name, *number).len(), *left, "{name}: {}", told[0].1);
    }
    assert_eq!(failures.len(), damaged.len(), "nothing else is said to be bad: {failures:?}");
    let mut sound_left = sound_lines.iter();
    for line in &lines {
        assert!(sound_left.any(|sound| sound == line), "not as it was, or not in order: {line}");
    }
    for number in (0..200).filter(|number| !damaged.iter().any(|(_, other, ..)| other == number)) {
        let name = name(number);
        assert_eq!(of(&lines, &name, number), of(&sound_lines, &name, number), "{name}");
        assert!(!of(&lines, &name, number).is_empty(), "{name}");
    }
}

/// The lines whose article stands in a file, or in a dump of one site.
fn of<'a>(lines: &'a [String], name: &str, number: usize) -> Vec<&'a String> {
    let sources = [format!("\"source\":\"{name}"), format!("\"source\":\"https://news{number}.example/")];
    lines.iter().filter(|line| sources.iter().any(|source| line.contains(source.as_str()))).collect()
}
