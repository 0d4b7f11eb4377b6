//! Both engines say the same of 200 sentences, where libtorch is found.

use std::path::{Path, PathBuf};

use super::*;
use crate::corpus;

/// Sentences that are compared.
const SENTENCES: usize = 200;

fn events(model: &EventModel, texts: &[String]) -> Vec<Vec<ModelEvent>> {
    let docs: Vec<_> = texts.iter().map(|text| Document::new(text)).collect();
    let mut readings: Vec<_> = docs.iter().map(|doc| model.read(doc)).collect();
    for section in sections(&readings) {
        let found = section.iter().map(|batch| model.find(&readings, batch)).collect();
        model.add(&mut readings, found);
    }
    readings.into_iter().map(|reading| model.finish(reading)).collect()
}

#[test]
fn both_engines_give_the_same_labels() {
    let folder = std::env::var_os("TORCH_MODEL").filter(|_| cfg!(feature = "rust-bert"));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("skipped: needs --features rust-bert and TORCH_MODEL, a folder of models/train/torch_weights.py");
        return;
    };
    let parts = ["dev", "test"].map(|part| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(part));
    let articles = corpus::load(&parts).articles;
    let sentences = articles.iter().flat_map(|article| {
        let doc = Document::new(&article.text);
        doc.sentences.iter().map(|sentence| doc.slice(sentence.span).to_owned()).collect::<Vec<_>>()
    });
    let sentences: Vec<String> = sentences.take(SENTENCES).collect();
    assert_eq!(sentences.len(), SENTENCES);
    let [embedded, torch] = [Engine::Embedded, Engine::RustBert].map(|engine| {
        let options = Options { folder: Some(folder.clone()), engine, screening: Screening::All };
        events(&EventModel::load(&options).unwrap(), &sentences)
    });
    let plain = |mut event: ModelEvent| {
        event.confidence = 0;
        event
    };
    for ((sentence, embedded), torch) in sentences.iter().zip(embedded).zip(torch) {
        let [embedded, torch] = [embedded, torch].map(|found| found.into_iter().map(plain).collect::<Vec<_>>());
        assert_eq!(embedded, torch, "{sentence}");
    }
}
