//! Hand-made records that the tests of every format write: a series with parts, a crypto asset without a worth, ranges,
//! several victims, a denied attribution, quotes and line breaks, an article without incidents, one without dates.

use super::Sink;
use crate::record::Record;

/// All of them, in order.
pub(super) fn records() -> Vec<Record> {
    let lines = include_str!("../../tests/exports/records.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The record of the article called `id`.
pub(super) fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.article.id == id).unwrap()
}

/// What a sink over a buffer writes.
pub(super) fn written(records: &[Record], open: impl FnOnce(Buffer) -> Box<dyn Sink>) -> String {
    let buffer = Buffer::default();
    let mut sink = open(buffer.clone());
    records.iter().for_each(|record| sink.write(record).unwrap());
    sink.finish().unwrap();
    String::from_utf8(buffer.0.lock().unwrap().clone()).unwrap()
}

/// Bytes that can be read after the sink that wrote them is gone.
#[derive(Clone, Default)]
pub(super) struct Buffer(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
