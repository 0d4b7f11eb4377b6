//! How fast the event model reads: `cargo bench --bench events -- [--casie FILE] [--int8 DIR] [--torch DIR] [--articles N]`.
//!
//! Each line is a process of its own, so that its peak of memory is its own. Without `--casie` the own test part stands
//! in for text full of events. `--int8` is a folder of models/train/int8.py, `--torch` one of models/train/torch_weights.py.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use news_incidents::article::Article;
use news_incidents::model::{Engine, Options, Screening};
use news_incidents::pipeline::{self, Pipeline};
use news_incidents::{corpus, read};

/// Incident-free articles are read so often that what they cost can be measured.
const AGAIN: usize = 20;
/// As many of them in a row make one article of usual length.
const JOINED: usize = 3;
/// Runs of the program whose quickest start counts.
const STARTS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let option =
        |name: &str| arguments.iter().position(|argument| argument == name).map(|at| arguments[at + 1].clone());
    let limit = option("--articles").map_or(usize::MAX, |count| count.parse().expect("--articles takes a number"));
    if let Some(text) = option("--text") {
        let options = Options {
            folder: option("--models").map(PathBuf::from),
            engine: if option("--engine").as_deref() == Some("rust-bert") {
                Engine::RustBert
            } else {
                Engine::Embedded
            },
            screening: if option("--screen").as_deref() == Some("off") { Screening::All } else { Screening::Likely },
        };
        pipeline::with_threads(0, || measure(&options, &articles(&text, option("--casie").as_deref(), limit)));
        return;
    }
    if option("--torch").is_some() && !cfg!(feature = "rust-bert") {
        eprintln!("--torch is left out: it needs `cargo bench --features rust-bert` (models/README.md)");
    }
    println!("{:<12} {:<20} {:<7} {:>9} {:>11} {:>8}", "engine", "text", "screen", "words/s", "articles/s", "peak MB");
    let engines = [
        Some(("f32", None, "embedded")),
        option("--int8").map(|folder| ("int8", Some(folder), "embedded")),
        option("--torch")
            .filter(|_| cfg!(feature = "rust-bert"))
            .map(|folder| ("rust-bert", Some(folder), "rust-bert")),
    ];
    for (name, folder, engine) in engines.into_iter().flatten() {
        for text in ["events", "incident-free", "incident-free short"] {
            for screen in ["off", "on"] {
                let mut command = Command::new(std::env::current_exe().expect("a program has a path"));
                command.args(["--text", text, "--screen", screen, "--engine", engine]);
                command.args(["--articles", &limit.to_string()]);
                command.args(folder.iter().flat_map(|folder| ["--models", folder]));
                command.args(option("--casie").iter().flat_map(|casie| ["--casie", casie]));
                let done = command.output().expect("this program can be started again");
                print!("{name:<12} {text:<20} {screen:<7} {}", String::from_utf8_lossy(&done.stdout));
                eprint!("{}", String::from_utf8_lossy(&done.stderr));
            }
        }
    }
    println!("start-up of `extract mentions` with one short article: {:.2} s", start_up());
}

fn articles(text: &str, casie: Option<&str>, limit: usize) -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let free = corpus::load(&[root.join("models/screen/incident-free-test.txt")]).articles;
    let article = |id: &str, title: &str, text: String| Article {
        id: id.to_owned(),
        source: id.to_owned(),
        title: Some(title.to_owned()),
        published: None,
        language: Some("en".to_owned()),
        text,
    };
    let mut articles: Vec<Article> = match (text, casie) {
        ("events", Some(path)) => {
            read::articles(vec![path.into()], read::Options::default()).collect::<Result<_, _>>().expect("articles")
        }
        ("events", None) => {
            let test = corpus::load(&[root.join("corpus/test")]).articles;
            test.into_iter().map(|own| article(&own.id, &own.title, own.text)).collect()
        }
        ("incident-free", _) => {
            let joined = free.chunks_exact(JOINED).map(|few| {
                let texts: Vec<&str> = few.iter().map(|own| own.text.as_str()).collect();
                article(&few[0].id, &few[0].title, texts.join("\n\n"))
            });
            joined.collect()
        }
        _ => free.iter().map(|own| article(&own.id, &own.title, own.text.clone())).collect(),
    };
    articles.truncate(limit);
    articles
}

/// Prints words and articles per second and the peak of memory.
fn measure(options: &Options, articles: &[Article]) {
    let pipeline = match Pipeline::with_model(options) {
        Ok(pipeline) => pipeline,
        Err(error) => return println!("{error}"),
    };
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    let (start, mut again) = (Instant::now(), 0);
    while again < AGAIN && start.elapsed().as_secs() < 5 {
        std::hint::black_box(pipeline.events(articles));
        again += 1;
    }
    let seconds = start.elapsed().as_secs_f64() / again as f64;
    println!("{:>9.0} {:>11.1} {:>8}", words as f64 / seconds, articles.len() as f64 / seconds, peak());
}

/// The most memory that this process held, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.map_or("?".to_owned(), |kilobytes| (kilobytes / 1000).to_string())
}

fn start_up() -> f64 {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/advice-column/article.txt");
    let once = || {
        let start = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_extract")).arg("mentions").arg(&article).output();
        assert!(done.is_ok_and(|done| done.status.success()), "extract mentions failed");
        start.elapsed().as_secs_f64()
    };
    (0..STARTS).map(|_| once()).fold(f64::INFINITY, f64::min)
}
