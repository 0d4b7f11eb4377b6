//! Articles in other languages are set aside, and no English one is.

use std::fs;

use news_incidents::pipeline::Pipeline;
use news_incidents::read::Options;
use news_incidents::record::WarningCode;
use news_incidents::text::Language;

use super::{articles_in, folder};
use crate::program::root;

#[test]
fn articles_in_other_languages_are_set_aside() {
    let pipeline = Pipeline::new();
    let mut unknown = 0;
    for article in articles_in(&folder().join("languages.jsonl"), Options::default()) {
        let article = article.unwrap();
        let record = pipeline.record(&article);
        let codes: Vec<_> = record.warnings.iter().map(|warning| warning.code).collect();
        assert_eq!((&codes[..], record.incidents.len()), (&[WarningCode::NotEnglish][..], 0), "{}", article.text);
        match record.article.language.as_deref() {
            Some(found) => assert_eq!(Some(found), article.id.split('-').next(), "{}", article.text),
            None => unknown += 1,
        }
    }
    assert!(unknown <= 1, "{unknown} of 32 without a code");
}

#[test]
fn english_articles_are_never_set_aside() {
    let fixtures = root().join("fixtures");
    let articles = fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path().join("article.txt"));
    let mut count = 0;
    for path in articles.filter(|path| path.is_file()) {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(Language::of(&text, None), Language::English, "{}", path.display());
        let title = text.trim_start().lines().next().unwrap();
        let start = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
        for piece in [title, &text[..start]] {
            for declared in [None, Some("en-US"), Some("de"), Some("ja")] {
                let found = Language::of(piece, declared);
                assert!(!matches!(found, Language::Foreign(_)), "{found:?} {declared:?}: {piece}");
            }
        }
        count += 1;
    }
    assert!(count >= 80, "{count}");
}
