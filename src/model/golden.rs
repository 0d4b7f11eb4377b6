//! The examples of `models/event/golden.json`: every step gives what the training side gives.

use std::sync::LazyLock;

use serde::Deserialize;

use super::*;
use crate::text::CodePoints;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/event");

static MODEL: LazyLock<EventModel> = LazyLock::new(|| {
    let options = Options { folder: Some(FOLDER.into()), screening: Screening::All, ..Options::default() };
    EventModel::load(&options).unwrap()
});

#[derive(Deserialize)]
struct Golden {
    id: String,
    title: String,
    text: String,
    events: Vec<Event>,
    windows: Vec<GoldenWindow>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    realis: String,
    start: usize,
    end: usize,
    arguments: Vec<Argument>,
    incident: usize,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Argument {
    role: String,
    kind: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct GoldenWindow {
    ids: Vec<i32>,
    features: Vec<i32>,
    first: Vec<usize>,
    spans: Vec<(usize, usize)>,
    sentences: Vec<usize>,
    trigger_logits_first_word: Vec<f32>,
}

fn golden() -> Vec<Golden> {
    serde_json::from_slice(&std::fs::read(format!("{FOLDER}/golden.json")).unwrap()).unwrap()
}

fn found(text: &str, title: &str) -> Vec<ModelEvent> {
    let mut doc = Document::new(text);
    doc.title = Some(title);
    let mut readings = vec![MODEL.read(&doc)];
    for section in sections(&readings) {
        let found = section.iter().map(|batch| MODEL.find(&readings, batch)).collect();
        MODEL.add(&mut readings, found);
    }
    MODEL.finish(readings.remove(0))
}

#[test]
fn windows_are_those_of_training() {
    for Golden { id, title, text, windows, .. } in golden() {
        let (words, points) = (MODEL.words(&text), CodePoints::new(&text));
        let head = window::head(&MODEL.words(&title), MODEL.labels.title_pieces);
        let cut = window::cut(&words, MODEL.labels.body_pieces);
        assert_eq!(cut.len(), windows.len(), "{id}");
        for (window, expected) in cut.iter().zip(windows) {
            let inputs = window.inputs(&words, &head);
            let list = &words.list[window.words.clone()];
            assert_eq!(inputs.ids, expected.ids, "{id}");
            assert_eq!(inputs.features, expected.features, "{id}");
            assert_eq!(inputs.first, expected.first, "{id}");
            assert_eq!(list.iter().map(|word| points.span(word.span)).collect::<Vec<_>>(), expected.spans, "{id}");
            assert_eq!(list.iter().map(|word| word.sentence).collect::<Vec<_>>(), expected.sentences, "{id}");
            let encoded = MODEL.backend.encode(&[inputs]).unwrap();
            for (logit, expected) in encoded[0].triggers.row(0).iter().zip(expected.trigger_logits_first_word) {
                assert!((logit - expected).abs() < 0.01, "{id}: {logit} {expected}");
            }
        }
    }
}

#[test]
fn events_are_those_of_training() {
    for Golden { id, title, text, events, .. } in golden() {
        let points = CodePoints::new(&text);
        let found = found(&text, &title);
        assert_eq!(found.len(), events.len(), "{id}");
        for (found, expected) in found.iter().zip(events) {
            let argument = |argument: &ModelArgument| {
                let (start, end) = points.span(argument.span);
                Argument { role: argument.role.clone(), kind: argument.kind.clone(), start, end }
            };
            let (start, end) = points.span(found.trigger);
            let found = Event {
                kind: found.kind.as_str().to_owned(),
                realis: found.realis.as_str().to_owned(),
                start,
                end,
                arguments: found.arguments.iter().map(argument).collect(),
                incident: found.incident,
            };
            assert_eq!(found, expected, "{id}");
        }
    }
}

#[test]
fn odd_articles_neither_panic_nor_cost_much() {
    for text in [
        "",
        " \n\n\t",
        "\0\u{200b}\u{fffd}",
        &"a".repeat(2_000_000),
        &"\u{301}".repeat(2_000_000),
        &"\n".repeat(2_000_000),
        &"😀".repeat(300),
        &"中".repeat(300),
        &"hacked ".repeat(300),
        "\"“”\"“ . . . ? ! … ' ) ] U.S. a. b.c İstanbul ß ﬁ 한국 e\u{301}\u{301}",
    ] {
        let title: String = text.chars().take(50_000).collect();
        for event in found(text, &title) {
            assert!(!event.trigger.is_empty() && event.confidence <= 100);
            assert!(text.get(event.trigger.start..event.trigger.end).is_some());
        }
    }
}

#[test]
fn every_word_of_a_long_text_stands_in_one_window() {
    for text in ["中".repeat(700_000), "😀".repeat(500_000), "a. B ".repeat(400_000), "(".repeat(2_000_000)] {
        let words = MODEL.words(&text);
        let windows = window::cut(&words, MODEL.labels.body_pieces);
        let mut next = 0;
        for window in &windows {
            assert_eq!(window.words.start, next);
            assert!(window::pieces(&words, &window.words) <= MODEL.labels.body_pieces);
            next = window.words.end;
        }
        assert_eq!(next, words.list.len());
    }
}
