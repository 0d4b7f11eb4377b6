//! Articles under `corpus/calm` that tell of no incident: of how many does the program make one?
//! `cargo test --test it calm -- --nocapture` names them.

use std::fs;

use news_incidents::article::Article;
use news_incidents::model::Options;
use news_incidents::pipeline::Pipeline;
use serde_json::Value;

use crate::program::root;

/// The articles, each with the day on which it was published.
fn articles() -> Vec<Article> {
    let folders = fs::read_dir(root().join("corpus/calm")).unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: std::path::PathBuf| {
        let gold: Value = serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
        assert_eq!(gold["incidents"], Value::Array(vec![]), "{}: tells of none", folder.display());
        Article {
            id: gold["article"]["id"].as_str().unwrap().to_owned(),
            published: gold["article"]["published"].as_str().map(|day| day.parse().unwrap()),
            text: fs::read_to_string(folder.join("article.txt")).unwrap(),
            ..Article::default()
        }
    };
    folders.map(read).collect()
}

/// Asserts that at most `most` of the articles seem to tell of an incident.
fn are_calm(pipeline: &Pipeline, most: usize) {
    let articles = articles();
    assert!(articles.len() > 80, "{} articles", articles.len());
    let alarm = |article: &&Article| !pipeline.record(article).incidents.is_empty();
    let alarms: Vec<&str> = articles.iter().filter(alarm).map(|article| article.id.as_str()).collect();
    println!("{} of {} articles without any: {alarms:?}", alarms.len(), articles.len());
    assert!(alarms.len() <= most, "at most {most}: {alarms:?}");
}

#[test]
fn nothing_happened_with_the_model() {
    are_calm(&Pipeline::with_model(&Options::default()).unwrap(), 9);
}

#[test]
fn nothing_happened_by_rules() {
    are_calm(&Pipeline::new(), 14);
}
