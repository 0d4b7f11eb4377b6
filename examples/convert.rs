//! Records in one format into another: `cargo run --example convert -- records.jsonl incidents.parquet`
//!
//! The first file is what `extract --format jsonl` prints; the ending of the second names the format.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use news_incidents::output::Format;
use news_incidents::record::Record;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else { return Err("give two files: convert RECORDS.jsonl OUT".into()) };
    let to = Path::new(to);
    let format = Format::of_path(to).ok_or("the ending of OUT names no format: .csv .parquet .sqlite .stix.json …")?;
    let mut sink = format.open(to)?;
    for (at, line) in BufReader::new(File::open(from)?).lines().enumerate() {
        let record: Record = serde_json::from_str(&line?).map_err(|error| format!("{from}:{}: {error}", at + 1))?;
        sink.write(&record)?;
    }
    Ok(sink.finish()?)
}
