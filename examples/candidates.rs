//! What may be the victim, the loss and the day of what gold articles are about, with every sign, as JSON Lines:
//! `cargo run --release --example candidates < articles.jsonl > candidates.jsonl`. models/train/choosers.py learns from it.
//!
//! A line in is `{"id", "text", "published", "victims": [names]}`.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

use news_incidents::article::Article;
use news_incidents::pipeline::Pipeline;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    published: Option<String>,
    victims: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let pipeline = Pipeline::new();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let Line { id, text, published, victims } = serde_json::from_str(&line?)?;
        let published = published.map(|day| day.parse()).transpose()?;
        let article = Article { id, source: String::new(), title: None, published, language: None, text };
        let found = pipeline.candidates(&article, |name| victims.iter().any(|victim| victim == name));
        writeln!(out, "{}", serde_json::to_string(&found)?)?;
    }
    Ok(out.flush()?)
}
