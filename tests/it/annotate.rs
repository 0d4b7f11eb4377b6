//! `extract annotate`: drafts that a person can correct, that lint accepts and that say what the program says.

use std::fs;

use serde_json::Value;

use crate::program::{root, run_on};

#[test]
fn drafts_of_the_open_articles_are_good_gold() {
    let fixtures = root().join("fixtures");
    let folder = tempfile::tempdir().unwrap();
    let mut articles = Vec::new();
    for entry in fs::read_dir(fixtures).unwrap() {
        let article = entry.unwrap().path().join("article.txt");
        if article.is_file() {
            let name = article.parent().unwrap().file_name().unwrap().to_owned();
            let copy = folder.path().join(name).join("article.txt");
            fs::create_dir(copy.parent().unwrap()).unwrap();
            fs::copy(article, &copy).unwrap();
            articles.push(copy.display().to_string());
        }
    }
    assert!(articles.len() > 80);
    let mut arguments = vec!["annotate", "--no-model", "--published", "2024-05-06"];
    arguments.extend(articles.iter().map(String::as_str));
    let (code, out, errors) = run_on(&arguments, "");
    assert_eq!((code, out.lines().count(), errors.as_str()), (Some(0), articles.len(), ""));

    let path = folder.path().display().to_string();
    assert_eq!(run_on(&["check", "--lint", &path], ""), (Some(0), "no mistakes\n".to_owned(), String::new()));
    let (_, report, _) = run_on(&["check", &path, "--no-model", "--format", "json"], "");
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["groups"]["open"]["slots"]["f1"], 1.0, "the program agrees with its own drafts");
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let text = "Zorvane loses $4 million\n\nThieves stole $4 million from the Zorvane exchange on Monday.\n";
    let arguments = ["annotate", "-", "--out", &path, "--published", "2019-03-12"];
    let (code, out, errors) = run_on(&arguments, text);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{out}");
    let gold = folder.path().join("stdin/gold.json");
    assert_eq!(out.trim(), gold.display().to_string());
    assert_eq!(fs::read_to_string(folder.path().join("stdin/article.txt")).unwrap(), text);
    let draft: Value = serde_json::from_str(&fs::read_to_string(&gold).unwrap()).unwrap();
    assert_eq!(draft["article"]["title"], "Zorvane loses $4 million");
    assert_eq!(draft["incidents"][0]["time"]["edtf"], "2019-03-11");
    for field in [
        "key", "types", "scope", "status", "victims", "attackers", "attribution", "time", "amounts", "affected",
        "data", "methods", "vulnerabilities", "reported_by",
    ] {
        assert!(draft["incidents"][0].get(field).is_some(), "a person must look at {field}");
    }

    fs::write(&gold, "mine").unwrap();
    let (code, _, errors) = run_on(&arguments, text);
    assert_eq!(code, Some(1));
    assert!(errors.contains("stdin/gold.json: exists already and is not overwritten"), "{errors}");
    fs::remove_file(&gold).unwrap();
    let (code, _, errors) = run_on(&arguments, "Another text.");
    assert_eq!(code, Some(1));
    assert!(errors.contains("stdin/article.txt: exists already"), "{errors}");
    assert!(!gold.exists(), "no draft for a text that is not there");
}

#[test]
fn a_title_kept_apart_becomes_the_first_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let json =
        r#"{"id": "a/b: c", "title": "Zorvane robbed", "published": "2019-03-12", "text": "It lost $4 million."}"#;
    let (code, out, errors) = run_on(&["annotate", "-", "--out", &path], json);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(out.trim().ends_with("a-b--c/gold.json"), "{out}");
    let text = fs::read_to_string(folder.path().join("a-b--c/article.txt")).unwrap();
    assert_eq!(text, "Zorvane robbed\n\nIt lost $4 million.");
    let (_, out, _) = run_on(&["check", "--lint", &path], "");
    assert_eq!(out, "no mistakes\n");
}
