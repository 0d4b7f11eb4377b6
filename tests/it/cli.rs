//! The binary as a user runs it: bad inputs, exit codes, streams, threads.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{BINARY, command, root, run, texts};

const ARTICLE: &str = "fixtures/un-panel-report/article.txt";

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn each_bad_input_gets_one_line_and_the_others_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let long = [vec![b'x'; 50_000_000], b"\n".to_vec()].concat();
    let long_json = [b"{\"text\": \"".to_vec(), vec![b'x'; 50_000_000], b"\"}\n".to_vec()].concat();
    for (path, expected) in [
        (file(at, "empty.txt", b""), "is empty; put the article's text into it"),
        (file(at, "blank.txt", b" \n\n"), "is empty"),
        (file(at, "binary.txt", b"\x7fELF\x02\x01\0\0\0"), "is not text but binary"),
        (file(at, "story.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), "is not text but a PDF; convert it first"),
        (file(at, "long.txt", &long), "is longer than 1048576 bytes; split it into articles or raise --max-article"),
        (file(at, "long.json", &long_json), "is longer than"),
        (file(at, "long.jsonl", &long_json), "is longer than"),
        (
            file(at, "cut.txt", b"caf\xc3\xa9, caf\xc3\xa9 and caf\xc3 hacked"),
            "byte 20 is not valid UTF-8; convert it first, for example: iconv",
        ),
        (
            file(at, "date.json", b"{\"text\": \"Zaif fell.\", \"published\": \"last week\"}"),
            ":1: the publication date \"last week\" cannot be read; write it as YYYY-MM-DD",
        ),
        (file(at, "broken.json", b"{\"text\": \"Zaif fell.\""), ":1: not an article"),
        (file(at, "page.html", b"<html><body></body></html>"), "no article found in this page"),
        (at.to_owned(), "is a folder; read it with `extract batch`, or name its files"),
        (at.join("missing.txt"), "no such file"),
    ] {
        let name = path.display().to_string();
        let (code, out, errors) = run(&["--no-model", "--format", "jsonl", &name, ARTICLE]);
        assert_eq!(code, Some(1), "{name}");
        assert_eq!(errors.lines().count(), 1, "{errors}");
        assert!(errors.starts_with(&format!("extract: {name}")) && errors.contains(expected), "{errors}");
        assert_eq!(out.lines().count(), 1, "{name}: the good article is answered");
        assert!(out.contains("\"id\":\"un-panel-report\""), "{out}");
    }
}

#[test]
fn wrong_use_is_exit_code_two() {
    for arguments in [
        &[][..],
        &["--published", "soon", ARTICLE],
        &["--published", "2019-02-30", ARTICLE],
        &["--format", "xml", ARTICLE],
        &["--format", "json"],
        &["--no-such-option", ARTICLE],
        &["mentions"],
        &["mentions", "--no-model", "--models", "models/event", ARTICLE],
        &["check"],
        &["schema", "nothing"],
    ] {
        let (code, out, errors) = run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!errors.is_empty(), "{arguments:?}");
    }
    let (_, _, errors) = run(&["--published", "soon", ARTICLE]);
    assert!(errors.contains("'soon'") && errors.contains("YYYY-MM-DD"), "{errors}");
}

#[test]
fn help_teaches() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, Some(0));
    for word in ["Examples:", "--published", "mentions", "check", "schema", "Exit codes"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    let (code, out, _) = run(&["--version"]);
    assert_eq!((code, out.trim()), (Some(0), concat!("extract ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn reads_standard_input() {
    for (input, id) in [
        ("Zaif hacked\n\nZaif was hacked.", "stdin"),
        ("{\"id\": \"zaif\", \"text\": \"Zaif was hacked.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n", "zaif"),
        ("[{\"id\": \"zaif\", \"text\": \"Zaif was hacked.\"}]", "zaif"),
    ] {
        let (code, out, errors) = texts(command(&["--format", "jsonl", "-"]).write_stdin(input).output().unwrap());
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{input}");
        let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        assert_eq!(first["article"]["id"], id, "{input}");
    }
    let (code, _, errors) = texts(command(&["-"]).write_stdin("").output().unwrap());
    assert_eq!(code, Some(1));
    assert!(errors.contains("standard input: is empty"), "{errors}");
}

#[test]
fn title_and_date_reach_the_record() {
    let (_, out, _) = run(&["--format", "jsonl", "--published", "2019-03-11", ARTICLE]);
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(record["article"]["published"], "2019-03-11");
    assert_eq!(
        record["article"]["title"],
        "UN Panel Reports that North Korea Hacked $571M From Asian Crypto Exchanges"
    );
    let own = "{\"id\": \"a\", \"text\": \"Zaif fell.\", \"published\": \"2018-09-20\", \"title\": \"T\"}";
    let (_, out, _) =
        texts(command(&["--format", "jsonl", "--published", "2019-03-11", "-"]).write_stdin(own).output().unwrap());
    assert!(out.contains("\"title\":\"T\",\"published\":\"2018-09-20\""), "the input's own date stays: {out}");
}

#[test]
fn a_closed_pipe_is_success() {
    let many = vec![ARTICLE; 200];
    for arguments in
        [&["--no-model", "--format", "json"][..], &["--no-model", "--format", "table"], &["mentions", "--no-model"]]
    {
        let mut child = Command::new(BINARY)
            .current_dir(root())
            .args(arguments)
            .args(&many)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 10]).unwrap();
        drop(stdout);
        let (code, _, errors) = texts(child.wait_with_output().unwrap());
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    let fixtures = root().join("fixtures");
    let mut articles: Vec<String> = std::fs::read_dir(fixtures)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("article.txt"))
        .filter(|path| path.is_file())
        .map(|path| path.display().to_string())
        .collect();
    articles.sort();
    assert!(articles.len() > 80);
    let some = &articles[..4];
    for (first, articles) in [
        (&["--format", "json", "--no-model"][..], &articles[..]),
        (&["--format", "table", "--evidence", "--no-model"], &articles),
        (&["--format", "json"], some),
        (&["mentions", "--no-model"], &articles),
        (&["mentions", "--models", "models/event"], some),
    ] {
        let with = |threads: &str| {
            let mut command = command(first);
            command.args(["--threads", threads, "--published", "2019-03-11"]).args(articles);
            texts(command.output().unwrap())
        };
        let (code, one, errors) = with("1");
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{first:?}");
        assert_eq!(one, with("8").1, "{first:?}");
    }
}

#[test]
fn mentions_are_one_line_per_article() {
    let folder = tempfile::tempdir().unwrap();
    let cases = file(
        folder.path(),
        "cases.jsonl",
        "{\"id\": \"one\", \"text\": \"He lost 10000 bitcoins\", \"expect\": [{\"value\": 1}]}\n\n{\"text\": \"$5\"}\n"
            .as_bytes(),
    );
    let (code, out, _) = run(&["mentions", cases.to_str().unwrap()]);
    assert_eq!(code, Some(0));
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["one", "cases-3"]);
    assert!(lines[0]["mentions"]["amounts"].is_array() && lines[0]["events"].is_array());
}

#[test]
fn events_come_from_the_model_unless_told_otherwise() {
    for (arguments, expected) in
        [(&["--models", "models/event"][..], true), (&["--no-model"], false), (&[], cfg!(feature = "embed-models"))]
    {
        let (code, out, errors) = run(&[&["mentions", ARTICLE], arguments].concat());
        if arguments.is_empty() && !expected {
            assert!(errors.contains("built without it"), "{errors}");
            continue;
        }
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{arguments:?}");
        let line: serde_json::Value = serde_json::from_str(&out).unwrap();
        let events = line["events"].as_array().unwrap();
        assert!(!events.is_empty() && events.iter().all(|event| (event["rule"] == "model") == expected), "{out}");
    }
}

#[test]
fn a_folder_without_a_model_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, errors) = run(&["mentions", "--models", folder.path().to_str().unwrap(), ARTICLE]);
    assert_eq!((code, out.as_str(), errors.lines().count()), (Some(1), "", 1), "{errors}");
    for part in ["labels.json", "models/train/train.sh", "--no-model"] {
        assert!(errors.contains(part), "{errors}");
    }
}
