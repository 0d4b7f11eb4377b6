//! Megabytes per second on one core: the whole extractor of amounts, and its parts.
//!
//! The text is the file that the environment variable `NEWS_BENCH_TEXT` names, else the fixtures' articles.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use news_incidents::{
    extract::{amount, number},
    text::Document,
};

fn text() -> String {
    if let Ok(path) = std::env::var("NEWS_BENCH_TEXT") {
        return std::fs::read_to_string(path).unwrap_or_default();
    }
    let mut paths: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("article.txt"))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect::<Vec<_>>().join("\n\n")
}

fn amounts(criterion: &mut Criterion) {
    let text = text();
    let doc = Document::new(&text);
    let extractor = amount::extractor();
    let mut group = criterion.benchmark_group("amounts");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
    group.bench_function("extract", |bencher| bencher.iter(|| extractor.extract(black_box(&doc)).len()));
    group.bench_function("numbers alone", |bencher| bencher.iter(|| number::find(black_box(&doc)).len()));
    for rule in &extractor.rules {
        group.bench_function(format!("rule {}", rule.name()), |bencher| {
            bencher.iter(|| rule.find(black_box(&doc)).len());
        });
    }
    group.bench_function("tokens and sentences", |bencher| {
        bencher.iter(|| Document::new(black_box(&text)).tokens.len());
    });
    group.finish();
}

criterion_group!(benches, amounts);
criterion_main!(benches);
