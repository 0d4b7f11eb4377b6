//! The page as a whole: open articles in full, blind ones as totals, nothing unescaped, nothing loaded.

use super::*;
use crate::article::Article;
use crate::check::{self, Change, Fixture, Group, Published, Turned};
use crate::pipeline::Pipeline;

const TEXT: &str = "Thieves 😀 empty </script><script>alert(1)</script>\n\nHackers stole $40 million from the exchange Vantley \
    in January 2022, police said.";

fn fixture(name: &str, group: Group, text: &str) -> Fixture {
    let gold = r#"{"incidents": [{"key": "<b>", "types": ["theft"], "victims": [{"name": "Vantley & Sons"}],
        "amounts": [{"role": "stolen", "value": 40000000, "currency": "USD"}]}]}"#;
    let article = Article {
        id: name.to_owned(),
        source: String::new(),
        title: None,
        published: None,
        language: None,
        text: text.to_owned(),
    };
    Fixture { name: name.to_owned(), folder: name.into(), group, article, gold: serde_json::from_str(gold).unwrap() }
}

fn report() -> Report {
    let fixtures = [
        fixture("open-one", Group::Open, TEXT),
        fixture("hidden-one", Group::Blind, "Thieves stole $7 million from Umbrio."),
    ];
    Report::new(check::run(&Pipeline::new(), &fixtures, Published::AsGold))
}

#[test]
fn articles_are_data_that_cannot_end() {
    let page = page(&report(), &[]);
    assert_eq!(page.matches("</script>").count(), 2, "of the data and of the script, no more");
    assert!(!page.contains("<b>") && !page.contains("<script>alert"));
    let data = page.split("type=\"application/json\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["articles"][0]["text"], TEXT);
    assert_eq!(data["articles"][0]["incidents"][0]["key"], "<b>");
    let kinds = data["kinds"].as_array().unwrap();
    assert!(kinds.contains(&serde_json::json!(["victims.country", "victim"])), "{kinds:?}");
}

#[test]
fn spans_count_code_points() {
    let data: serde_json::Value = serde_json::from_str(&articles::data(&report().articles)).unwrap();
    let values = data["articles"][0]["incidents"][0]["values"].as_array().unwrap();
    let sum = values.iter().find(|value| value["slot"] == "amounts").unwrap();
    let [start, end] = [0, 1].map(|at| sum["span"][at].as_u64().unwrap() as usize);
    let words: String = TEXT.chars().skip(start).take(end - start).collect();
    assert_eq!((words.as_str(), sum["verdict"].as_str()), ("$40 million", Some("right")));
}

#[test]
fn blind_articles_are_totals_only() {
    let page = page(&report(), &[]);
    assert!(page.contains("blind: 1 article"));
    for words in ["hidden-one", "Umbrio", "$7 million"] {
        assert!(!page.contains(words), "{words}");
    }
}

#[test]
fn what_turned_is_told() {
    let turned = |gold: &str| Turned {
        article: "open-one".to_owned(),
        incident: Some("<key>".to_owned()),
        slot: "time".to_owned(),
        gold: Some(gold.to_owned()),
        before: Some(gold.to_owned()),
        now: None,
        rule: Some("weekday".to_owned()),
    };
    let mut report = report();
    assert!(!page(&report, &[]).contains("Since the baseline"));
    report.change = Some(Change { lost: vec![turned("2022-01")], ..Change::default() });
    let lost = page(&report, &[]);
    for part in ["Since the baseline", "Right then, wrong now: 1", "2022-01", "&lt;key&gt;", "weekday", ">nothing<"] {
        assert!(lost.contains(part), "{part}");
    }
    assert!(!lost.contains("right now"), "nothing was gained");
}

#[test]
fn nothing_comes_from_elsewhere() {
    let page = page(&report(), &[]);
    for part in ["http:", "https:", "src=", "@import", "url(", "<link", "<img"] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn the_same_report_gives_the_same_page() {
    assert_eq!(page(&report(), &[]), page(&report(), &[]));
}
