//! Any text: no panic, every span on character boundaries, no overlap.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use news_incidents::{
    extract::{Extractor, amount, date},
    text::Document,
};

static AMOUNTS: OnceLock<Extractor<amount::Amount>> = OnceLock::new();
static DATES: OnceLock<Extractor<date::DateExpr>> = OnceLock::new();

fuzz_target!(|text: &str| {
    let doc = Document::new(text);
    let amounts = AMOUNTS.get_or_init(amount::extractor).extract(&doc);
    let mut end = 0;
    for mention in &amounts {
        assert!(text.get(mention.span.start..mention.span.end).is_some() && mention.span.start >= end);
        end = mention.span.end;
    }
    let dates = DATES.get_or_init(date::extractor).extract(&doc);
    for mention in &dates {
        assert!(text.get(mention.span.start..mention.span.end).is_some());
    }
    date::resolve(&doc, &dates, None);
});
