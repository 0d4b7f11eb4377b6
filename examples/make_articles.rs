//! Makes as many articles as asked for, as JSON Lines: stories of `corpus/` and of the open fixtures with other names and
//! figures, and as much news without any incident. The same number gives the same bytes.
//!
//! `cargo run --release --example make_articles -- 100000 > articles.jsonl`

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use fastrand::Rng;
use serde_json::json;

/// What stories are told about instead of their own names.
const NAMES: [&str; 20] = [
    "Aldermoor", "Brackwater", "Corvanta", "Dunleith", "Estrella", "Fairhaven", "Glasmere", "Hollowell", "Ironvale",
    "Jarrow", "Kelmscot", "Larkfield", "Marrowby", "Northgate", "Oakhurst", "Pellinor", "Quillon", "Ravenna",
    "Silverlea", "Tarrant",
];

/// News in which nobody breaks in anywhere.
const NOISE: [&str; 24] = [
    "Rain is expected over NAME until Thursday, with winds of up to 60 km/h along the coast, the weather service said.",
    "NAME beat Tarrant 3-1 on Saturday before a crowd of 14,200, and moves up to fourth place.",
    "Shares of NAME rose 2.4% to $41.20 after the company raised its forecast for the year.",
    "The council of NAME voted 7 to 4 to close the old bridge for repairs, which will cost $3.2 million.",
    "A new library opens in NAME on 12 May, with room for 40,000 books and a café on the roof.",
    "\"We have waited for this for ten years,\" said Ines Callow, who runs the museum of NAME.",
    "The price of wheat fell for a third week as farmers around NAME brought in an early harvest.",
    "NAME will hire 300 engineers by the end of 2024, its chief executive told reporters.",
    "Two trains a day will link NAME with the capital from next spring, the railway announced.",
    "The film, shot in NAME over eleven weeks, took $18 million in its first weekend.",
    "Doctors in NAME report fewer cases of flu than in any winter since 2015.",
    "The university of NAME received $5 million for research into batteries that last longer.",
    "A jury found that NAME had not copied the design of its competitor's kettle.",
    "Voters in NAME go to the polls on Sunday; three candidates want to become mayor.",
    "NAME said on Monday that it would buy its smaller rival for 1.1 billion euros in cash.",
    "Visitors should bring warm clothes, because the caves below NAME are cold even in July.",
    "The bank of NAME left its rate unchanged at 3.5% and expects inflation to fall.",
    "Some 2,000 runners took part in the half marathon of NAME, won by Tomas Berg in 1:04:33.",
    "The recipe needs four eggs, 200 grams of sugar and, in NAME, a spoonful of chestnut honey.",
    "Astronomers at NAME have found a planet that circles two stars, 340 light years away.",
    "The ferry to NAME was late by two hours because of fog.",
    "NAME's new phone has a larger screen and costs $799, fifty more than the last one.",
    "Teachers in NAME ended their strike after the ministry offered 4% more pay.",
    "The orchestra of NAME plays Dvořák on Friday; tickets cost between 12 and 60 euros.",
];

fn main() -> io::Result<()> {
    let Some(articles) = std::env::args().nth(1).and_then(|number| number.parse::<usize>().ok()) else {
        eprintln!("usage: make_articles NUMBER > articles.jsonl");
        std::process::exit(2);
    };
    let stories = stories()?;
    let mut random = Rng::with_seed(2019);
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..articles {
        let text = if number % 2 == 0 { story(&stories, &mut random) } else { noise(&mut random) };
        let published = format!("20{:02}-{:02}-{:02}", random.u8(15..25), random.u8(1..=12), random.u8(1..=28));
        let title = text.lines().next().unwrap_or_default();
        let line = json!({"id": format!("made-{number:06}"), "title": title, "published": published, "text": text});
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// Paragraphs of a story with another name and other figures, and perhaps some of another and some without any.
fn story(stories: &[Vec<String>], random: &mut Rng) -> String {
    let mut paragraphs = stories[random.usize(..stories.len())].clone();
    if random.u8(..3) == 0 {
        let other = &stories[random.usize(..stories.len())];
        paragraphs.extend(other.iter().skip(1).take(2).cloned());
    }
    for _ in 0..random.u8(..3) {
        paragraphs.push(noise_paragraph(random));
    }
    let text = figures(&paragraphs.join("\n\n"), random);
    match most_named(&text) {
        Some(name) => text.replace(&name, NAMES[random.usize(..NAMES.len())]),
        None => text,
    }
}

fn noise(random: &mut Rng) -> String {
    let paragraphs: Vec<String> = (0..random.u8(2..7)).map(|_| noise_paragraph(random)).collect();
    figures(&paragraphs.join("\n\n"), random)
}

fn noise_paragraph(random: &mut Rng) -> String {
    let name = NAMES[random.usize(..NAMES.len())];
    let sentences: Vec<String> =
        (0..random.u8(1..5)).map(|_| NOISE[random.usize(..NOISE.len())].replace("NAME", name)).collect();
    sentences.join(" ")
}

/// Another last digit in every number but years.
fn figures(text: &str, random: &mut Rng) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let year = |end: usize| end >= 3 && (end - 3..=end).all(digit) && matches!(bytes[end - 3], b'1' | b'2');
    let mut made = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '1'..='9' if !digit(at + 1) && !year(at) => made.push(char::from(b'1' + random.u8(..9))),
            _ => made.push(letter),
        }
    }
    made
}

/// The word in capitals that stands most often within sentences.
fn most_named(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = words.windows(2).filter(|pair| !pair[0].ends_with(['.', '"', ':']));
    let named = named.map(|pair| pair[1].trim_matches(|letter: char| !letter.is_alphanumeric()));
    let mut names: Vec<&str> = named.filter(|word| word.len() > 4 && word.starts_with(char::is_uppercase)).collect();
    names.sort_unstable();
    let often = names.chunk_by(|one, other| one == other).max_by_key(|same| same.len())?;
    Some(often[0].to_owned())
}

/// The stories of the repository, each in its paragraphs, the title first.
fn stories() -> io::Result<Vec<Vec<String>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stories = vec![];
    for folder in listed(&root.join("fixtures"))? {
        if let Ok(text) = fs::read_to_string(folder.join("article.txt")) {
            stories.push(paragraphs(&text));
        }
    }
    for file in listed(&root.join("corpus/train"))? {
        for article in fs::read_to_string(file)?.split("=== ").skip(1) {
            let (head, body) = article.split_once('\n').unwrap_or_default();
            let title = head.rsplit(" | ").next().unwrap_or_default();
            stories.push(paragraphs(&format!("{title}\n\n{}", unmarked(body))));
        }
    }
    Ok(stories)
}

fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    Ok(paths)
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|paragraph| paragraph.trim().to_owned()).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// `[words]{labels}` without brackets and labels.
fn unmarked(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => bare.extend(letters.next()),
            '[' => {}
            ']' => {
                letters.by_ref().take_while(|letter| *letter != '}').for_each(drop);
            }
            _ => bare.push(letter),
        }
    }
    bare
}
