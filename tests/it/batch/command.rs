//! `extract batch` as a user runs it: what is read, what is written, what is said, how it ends.

use std::fs;
use std::path::Path;

use super::news::{News, json_lines};
use crate::program::{command_in, run_in};

#[test]
fn a_folder_becomes_one_file() {
    let news = News::new(30);
    let (code, out, errors) = news.batch(&["news", "--out", "out.jsonl"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{errors}");
    let ids: Vec<String> = json_lines(&news.read("out.jsonl"), "/article/id");
    assert_eq!(ids, (0..30).map(|number| format!("{number:05}")).collect::<Vec<_>>(), "in the order of the names");
    assert!(errors.contains("wrote out.jsonl") && errors.contains("30 articles read"), "{errors}");
    assert!(errors.contains("0 failed") && errors.contains("words and"), "{errors}");
    assert_eq!(news.files(), ["news", "out.jsonl"], "nothing else is left");
    // The same records as without a batch.
    let plain = |options: &[&str]| {
        run_in(&news.path(), &[&["news/00000.txt", "news/00001.txt", "--format", "jsonl"], options].concat()).1
    };
    assert!(news.read("out.jsonl").starts_with(&plain(&["--no-model"])));
    let (code, _, errors) = news.batch(&["news/00000.txt", "news/00001.txt", "--with-model", "--out", "read.jsonl"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(news.read("read.jsonl"), plain(&[]));
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_memory() {
    let news = News::new(60);
    let mut first: Option<String> = None;
    for (at, options) in
        [["--threads", "1"], ["--threads", "2"], ["--threads", "7"], ["--memory", "0"]].iter().enumerate()
    {
        let out = format!("{at}.csv.jsonl");
        let (code, _, errors) = news.batch(&[&["news", "--out", out.as_str()][..], options].concat());
        assert_eq!(code, Some(0), "{errors}");
        let bytes = news.read(&out);
        assert_eq!(*first.get_or_insert(bytes.clone()), bytes, "{options:?}");
    }
}

#[test]
fn what_failed_is_named_and_the_rest_goes_on() {
    let news = News::new(20);
    for (name, bytes) in [("00003.txt", &b"caf\0\x01\x02"[..]), ("00007.txt", b""), ("00011.txt", b" \n")] {
        fs::write(news.path().join("news").join(name), bytes).unwrap();
    }
    let (code, _, errors) = news.batch(&["news", "missing.txt", "--out", "out.jsonl", "--quiet"]);
    assert_eq!(code, Some(1));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    for (line, source) in lines.iter().zip(["news/00003.txt", "news/00007.txt", "news/00011.txt", "missing.txt"]) {
        assert!(line.starts_with(&format!("extract: {source}: ")), "{line}");
    }
    assert_eq!(news.read("out.jsonl").lines().count(), 17);
    let (code, _, errors) = news.batch(&["news", "missing.txt", "--out", "two.jsonl", "--errors", "errors.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(!errors.contains("00003.txt"), "listed in the file alone: {errors}");
    assert!(
        errors.contains("4 failed") && errors.contains("2 is empty") && errors.contains("1 no such file"),
        "{errors}"
    );
    let listed = news.read("errors.jsonl");
    assert_eq!(json_lines(&listed, "/source"), ["news/00003.txt", "news/00007.txt", "news/00011.txt", "missing.txt"]);
    assert!(json_lines(&listed, "/reason")[1].starts_with("is empty; put the article's text"), "{listed}");
    assert_eq!(news.read("two.jsonl"), news.read("out.jsonl"));
}

#[test]
fn nothing_is_replaced_unasked() {
    let news = News::new(5);
    assert_eq!(news.batch(&["news", "--out", "out.jsonl"]).0, Some(0));
    let before = news.read("out.jsonl");
    news.article(2, "Nothing happened.");
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("out.jsonl: is there already; replace it with --overwrite"), "{errors}");
    assert_eq!(news.read("out.jsonl"), before);
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--resume"]);
    assert_eq!(code, Some(0));
    assert!(errors.contains("out.jsonl is whole already"), "{errors}");
    assert_eq!(news.read("out.jsonl"), before);
    assert_eq!(news.batch(&["news", "--out", "out.jsonl", "--overwrite"]).0, Some(0));
    assert_ne!(news.read("out.jsonl"), before);
}

#[test]
fn an_output_in_the_folder_that_is_read_is_no_input() {
    let news = News::new(5);
    for start in ["--overwrite", "--overwrite", "--incremental", "--incremental"] {
        let at = news.path().join("news");
        let (code, _, errors) =
            run_in(&at, &["batch", ".", "--out", "out.jsonl", "--errors", "errors.jsonl", "--hidden", start]);
        assert_eq!(code, Some(0), "{errors}");
        assert!(errors.contains("5 articles read"), "{errors}");
    }
}

#[test]
fn only_what_changed_is_extracted_again() {
    let news = News::new(10);
    let run = |kept: usize, read: usize| {
        let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--incremental"]);
        assert_eq!(code, Some(0), "{errors}");
        let told = if kept == 0 { String::new() } else { format!("{kept} of all these kept from an earlier run") };
        assert!(errors.contains(&told) && errors.contains(&format!("{read} articles read")), "{kept} {read}: {errors}");
        let other = format!("{kept}-{read}.jsonl");
        assert_eq!(news.batch(&["news", "--out", &other]).0, Some(0));
        assert_eq!(news.read("out.jsonl"), news.read(&other), "the same as made anew");
    };
    run(0, 10);
    run(10, 10);
    news.article(4, "On 3 March 2019, hackers stole $7 million from Coinmarsh, the exchange said.");
    run(9, 10);
    fs::remove_file(news.path().join("news/00002.txt")).unwrap();
    run(9, 9);
    news.article(99, "On 3 March 2019, hackers stole $8 million from Coinmarsh, the exchange said.");
    news.article(0, "Rain is expected.");
    run(8, 10);
}

#[test]
fn standard_input_and_globs_are_read() {
    let news = News::new(4);
    let json = r#"{"id": "x", "published": "2019-03-11", "text": "Hackers stole $7 million from Coinmarsh."}"#;
    let mut command = command_in(&news.path(), &["batch", "-", "news", "--glob", "*2.txt", "--out", "o.jsonl"]);
    command.write_stdin(json).assert().code(0);
    assert_eq!(json_lines(&news.read("o.jsonl"), "/article/id"), ["x", "00002"]);
}

#[test]
fn wrong_use_is_exit_code_two() {
    let news = News::new(1);
    for (arguments, expected) in [
        (&["news"][..], "--out"),
        (&["--out", "o.jsonl"], "PATH"),
        (&["news", "--out", "o.json"], "its ending names no format; give one with --format"),
        (&["news", "--out", "o"], "names no format"),
        (&["news", "--out", "news"], "names no format"),
        (&["news", "--out", "news", "--format", "csv"], "news: is a folder; name a file in it"),
        (&["news", "--out", "o.jsonl", "--resume", "--overwrite"], "cannot be used with"),
        (&["news", "--out", "o.jsonl", "--glob", "{a,b"], "write it as in .gitignore"),
        (&["news", "--out", "o.jsonl", "--published", "soon"], "write the date as YYYY-MM-DD"),
    ] {
        let (code, out, errors) = news.batch(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?} {errors}");
        assert!(errors.contains(expected), "{errors}");
    }
    assert_eq!(news.files(), ["news"]);
}

#[test]
fn an_output_that_cannot_be_written_says_what_to_do() {
    let news = News::new(1);
    let (code, _, errors) = news.batch(&["news", "--out", "no/such/folder/o.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(
        errors.contains("o.jsonl.journal: cannot be written") && errors.contains("make its folder first"),
        "{errors}"
    );
}

#[test]
fn help_teaches() {
    let (code, out, _) = run_in(Path::new("."), &["batch", "--help"]);
    assert_eq!(code, Some(0));
    for word in ["Examples:", "--resume", "--incremental", "OUT.journal", "Exit codes:"] {
        assert!(out.contains(word), "{word}");
    }
}
