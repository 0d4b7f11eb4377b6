//! The annotated articles of the repository: every mark in order, and the three parts apart from each other.

use std::collections::BTreeSet;

use news_incidents::corpus::{self, Annotated};

use crate::program::{self, root};

fn part(name: &str) -> Vec<Annotated> {
    let loaded = corpus::load(&[root().join("corpus").join(name)]);
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    loaded.articles
}

#[test]
fn every_article_loads() {
    let parts = ["train", "dev", "test"].map(part);
    assert_eq!(parts.each_ref().map(Vec::len), [469, 28, 52]);
    for article in parts.iter().flatten() {
        let length = article.text.chars().count();
        for event in &article.events {
            assert!(event.start < event.end && event.end <= length, "{}", article.id);
        }
    }
}

#[test]
fn the_parts_share_no_organisation() {
    let names = |articles: &[Annotated]| -> BTreeSet<String> {
        let arguments = articles.iter().flat_map(|article| {
            article.events.iter().flat_map(|event| &event.arguments).map(move |argument| (article, argument))
        });
        let named =
            arguments.filter(|(_, argument)| argument.kind == "Organization").filter_map(|(article, argument)| {
                let words: String =
                    article.text.chars().skip(argument.start).take(argument.end - argument.start).collect();
                // A name alone: every word begins with a capital.
                words.split(' ').all(|word| word.starts_with(char::is_uppercase)).then_some(words)
            });
        named.collect()
    };
    let [train, dev, test] = ["train", "dev", "test"].map(part).map(|articles| names(&articles));
    for (left, right) in [(&train, &dev), (&train, &test), (&dev, &test)] {
        let shared: Vec<_> = left.intersection(right).filter(|name| name.contains(' ')).collect();
        assert!(shared.is_empty(), "{shared:?}");
    }
}

#[test]
fn the_command_checks_and_prints() {
    let run = |arguments: &[&str]| program::run(&[&["corpus"][..], arguments].concat());
    let (code, out, _) = run(&["corpus/train", "corpus/dev", "corpus/test"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("549 articles\n") && out.contains(" Theft\n"), "{out}");
    let (code, out, _) = run(&["--jsonl", "corpus/test/theft.txt"]);
    let line: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((code, line["id"].as_str()), (Some(0), Some("theft-test-001")), "{out}");
    assert!(line["events"][0]["arguments"][0]["role"].is_string(), "{line}");
    let (code, _, errors) = run(&["corpus/README.md"]);
    assert!(code == Some(1) && errors.starts_with("extract: corpus/README.md:"), "{errors}");
    assert_eq!(run(&[]).0, Some(2));
}
