//! Every kind of input, as other tools write it (tests/tools/make_inputs.py), and what is left of it when it is damaged.

mod damage;
mod languages;

use std::fs;
use std::path::{Path, PathBuf};

use news_incidents::article::Article;
use news_incidents::error::Error;
use news_incidents::read::{self, Columns, Input, Options, Walk};

use crate::program::root;

fn folder() -> PathBuf {
    root().join("tests/inputs")
}

/// The articles that most of the files hold, read without the program.
fn truth() -> Vec<serde_json::Value> {
    serde_json::from_str(&fs::read_to_string(folder().join("articles.json")).unwrap()).unwrap()
}

fn articles_in(path: &Path, options: Options) -> Vec<Result<Article, Error>> {
    read::articles_of(Input::new(path), options).collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An article in one line: id, source, whether its title and its text are those of the truth, date, language.
fn shown(article: &Article, truth: &[serde_json::Value]) -> String {
    let text = |one: &serde_json::Value| one["text"].as_str().unwrap().to_owned();
    let within = truth.iter().find(|one| words(&article.text).contains(&words(&text(one))));
    let how = match within {
        Some(one) if text(one) == article.text => "exact",
        Some(_) => "within",
        None => "other",
    };
    let title = match (&article.title, within) {
        (None, _) => "untitled",
        (Some(title), Some(one)) if one["title"] == title.as_str() => "titled",
        (Some(title), _) => title,
    };
    let source = article.source.rsplit_once("tests/inputs/").map_or(article.source.as_str(), |(_, name)| name);
    let date = article.published.map_or("undated".to_owned(), |day| day.to_string());
    format!("{} {source} {title} {how} {date} {}", article.id, article.language.as_deref().unwrap_or("-"))
}

fn check(file: &str, columns: Columns, expected: &[&str]) {
    let truth = truth();
    let read = articles_in(&folder().join(file), Options { columns, ..Options::default() });
    let found: Vec<String> = read.iter().map(|article| shown(article.as_ref().unwrap(), &truth)).collect();
    assert_eq!(found, expected, "{file}");
}

#[test]
fn one_article_in_a_file() {
    for (file, expected) in [
        ("plain.txt", "plain plain.txt untitled exact undated -"),
        ("notes.md", "notes notes.md untitled other undated -"),
        ("windows.txt", "windows windows.txt untitled exact undated -"),
        ("wide.txt", "wide wide.txt untitled exact undated -"),
        ("marked.txt", "marked marked.txt untitled exact undated -"),
        ("packed.txt.gz", "packed packed.txt.gz untitled exact undated -"),
        ("packed-twice.txt.gz.zst", "packed-twice.txt packed-twice.txt.gz.zst untitled exact undated -"),
        ("lie-gzip.txt", "lie-gzip lie-gzip.txt untitled exact undated -"),
        ("tags.html", "tags tags.html titled exact 2021-05-04 en-GB"),
        ("graph.htm", "graph graph.htm titled within 2019-11-30 en"),
        ("time.html.zst", "time time.html.zst titled within 2022-02-17 -"),
        ("lie-page.txt", "lie-page lie-page.txt titled exact 2021-05-04 en"),
        ("windows.html", "windows windows.html titled within undated -"),
        ("shift-jis.html", "shift-jis shift-jis.html 取引所から流出 other undated ja"),
    ] {
        check(file, Columns::default(), &[expected]);
    }
}

/// The three articles, each at a place of its own.
fn all(places: [&str; 3]) -> Vec<String> {
    let [first, second, third] = places;
    vec![
        format!("lumenport {first} titled exact 2021-05-04 -"),
        format!("7 {second} titled exact 2019-11-30 -"),
        format!("st-orla {third} titled exact 2022-02-17 -"),
    ]
}

#[test]
fn many_articles_in_a_file() {
    for (file, at) in [
        ("articles.json", [":2", ":8", ":14"]),
        ("lines.jsonl", [":1", ":2", ":3"]),
        ("members.ndjson.gz", [":1", ":2", ":3"]),
        ("frames.jsonl.zst", [":1", ":2", ":3"]),
        ("lie-lines.txt", [":1", ":2", ":3"]),
        ("named.jsonl", [":1", ":2", ":3"]),
        ("rows.csv", [":2", ":5", ":7"]),
        ("rows.tsv", [":2", ":5", ":7"]),
        ("rows.csv.gz", [":2", ":5", ":7"]),
        ("lie-rows.txt", [":2", ":5", ":7"]),
        ("wide.csv", [":2", ":5", ":7"]),
        ("groups.parquet", ["#1", "#2", "#3"]),
        ("groups.parquet.gz", ["#1", "#2", "#3"]),
        ("lie-parquet.dat", ["#1", "#2", "#3"]),
    ] {
        let places = at.map(|at| format!("{file}{at}"));
        let expected = all(std::array::from_fn(|at| places[at].as_str()));
        check(file, Columns::default(), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
    check(
        "semicolons.csv",
        Columns::default(),
        &["lumenport semicolons.csv:2 titled exact 2021-05-04 -", "7 semicolons.csv:5 titled exact 2019-11-30 -"],
    );
    check(
        "times.parquet",
        Columns::default(),
        &[
            "11 times.parquet#1 titled exact 2021-05-04 -",
            "12 times.parquet#2 titled exact 2019-11-30 -",
            "13 times.parquet#3 titled exact 2022-02-17 -",
        ],
    );
    let name = |name: &str| Some(name.to_owned());
    let columns = Columns { text: name("story"), title: name("head"), published: name("day"), id: name("KEY") };
    let expected = all(["story.csv:2", "story.csv:5", "story.csv:7"]);
    check("story.csv", columns, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn crawl_dumps() {
    for (file, stem) in [
        ("crawl.warc", "crawl"),
        ("crawl.warc.gz", "crawl"),
        ("crawl.warc.zst", "crawl"),
        ("lie-crawl.txt", "lie-crawl"),
    ] {
        check(
            file,
            Columns::default(),
            &[
                &format!("{stem}-3 https://ledger.example/lumenport titled exact 2021-05-04 en"),
                &format!("{stem}-6 https://ledger.example/brulot titled within undated -"),
                &format!("{stem}-7 https://ledger.example/brulot-2 titled within undated -"),
                &format!("{stem}-8 https://ledger.example/st-orla titled within undated -"),
            ],
        );
    }
}

#[test]
fn a_folder_is_read_in_order() {
    let inputs: Vec<Input> = read::inputs(vec![folder()], &Walk::default()).map(Result::unwrap).collect();
    let names: Vec<_> = inputs.iter().map(|input| input.path().file_name().unwrap().to_owned()).collect();
    assert!(names.is_sorted() && names.len() > 25, "{names:?}");
    assert!(!names.iter().any(|name| name == "lie-parquet.dat"), "an ending that says nothing is passed over");
    let read: Vec<_> = inputs.into_iter().flat_map(|input| read::articles_of(input, Options::default())).collect();
    let failed: Vec<_> = read.iter().filter_map(|article| article.as_ref().err()).map(Error::to_string).collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0].contains("story.csv: has no column \"text\""), "{failed:?}");
}
