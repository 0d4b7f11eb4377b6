//! What may be the victim, the loss and the day of what gold articles are about, with every sign, as JSON Lines:
//! `cargo run --release --example candidates < articles.jsonl > candidates.jsonl`. models/train/choosers.py learns from it.
//!
//! A line in is `{"id", "text", "published", "victims": [names], "states": path}`; in a file of states lies what the encoder makes of
//! the article. Tables in a folder named as the only argument stand in for those of `models/choosers`.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::PathBuf;
use std::{env, fs};

use news_incidents::article::Article;
use news_incidents::incident::choose::INSTEAD;
use news_incidents::model::States;
use news_incidents::pipeline::Pipeline;
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    published: Option<String>,
    victims: Vec<String>,
    states: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(folder) = env::args_os().nth(1) {
        let mut tables = HashMap::new();
        for file in fs::read_dir(folder)? {
            let path = file?.path();
            if let (Some(name), true) = (path.file_stem(), path.extension().is_some_and(|end| end == "tsv")) {
                tables.insert(name.to_string_lossy().into_owned(), fs::read_to_string(&path)?);
            }
        }
        INSTEAD.set(tables).map_err(|_| "tables are set once")?;
    }
    let pipeline = Pipeline::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let lines = io::stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let found = lines.par_iter().map(|line| {
        let Line { id, text, published, victims, states } =
            serde_json::from_str(line).map_err(|error| error.to_string())?;
        let published = published.map(|day| day.parse()).transpose().map_err(|_| format!("{id}: no date"))?;
        let states = states.map(fs::read).transpose().map_err(|error| format!("{id}: {error}"))?;
        let states = states.as_deref().and_then(States::kept);
        let article = Article { id, source: String::new(), title: None, published, language: None, text };
        let found = pipeline.candidates(&article, |name| victims.iter().any(|victim| victim == name), states.as_ref());
        serde_json::to_string(&found).map_err(|error| error.to_string())
    });
    for line in found.collect::<Result<Vec<_>, String>>()? {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
