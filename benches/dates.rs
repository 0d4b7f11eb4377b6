//! How fast dates are found and resolved, in MB/s of text on one core, and where the time goes.
//!
//! `NEWS_BENCH_TEXT` names a file of news text; without it the fixture's article is repeated.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;
use news_incidents::extract::date::{extractor, resolve};
use news_incidents::text::Document;
use std::hint::black_box;

fn text() -> String {
    match std::env::var("NEWS_BENCH_TEXT") {
        Ok(path) => std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("reading {path}: {error}")),
        Err(_) => include_str!("../fixtures/un-panel-report/article.txt").repeat(200),
    }
}

fn dates(criterion: &mut Criterion) {
    let text = text();
    let extractor = extractor();
    let doc = Document::new(&text);
    let mentions = extractor.extract(&doc);
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("document", |bench| bench.iter(|| Document::new(black_box(&text)).tokens.len()));
    group.bench_function("extract", |bench| bench.iter(|| extractor.extract(black_box(&doc)).len()));
    group.bench_function("resolve", |bench| {
        bench.iter(|| resolve(&doc, black_box(&mentions), Some(date(2019, 3, 11))).len());
    });
    group.finish();
}

criterion_group!(benches, dates);
criterion_main!(benches);
