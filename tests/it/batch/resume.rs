//! A batch that is killed, interrupted or left without room loses nothing and does nothing twice.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::news::News;
use crate::program::BINARY;

const ARTICLES: usize = 300;

/// What an undisturbed run makes.
fn undisturbed(news: &News, ending: &str) -> String {
    let out = format!("whole.{ending}");
    let (code, _, errors) = news.batch(&["news", "--out", &out, "--quiet"]);
    assert_eq!(code, Some(0), "{errors}");
    news.read(&out)
}

fn start(news: &News, out: &str) -> Child {
    let mut command = news.program(&["news", "--out", out, "--resume", "--quiet", "--threads", "2"]);
    command.stderr(Stdio::piped()).spawn().unwrap()
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

/// Waits until the journal has grown to `bytes`, or the run is over.
fn wait_for(child: &mut Child, journal: &Path, bytes: u64) {
    let begun = Instant::now();
    while length(journal) < bytes && child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "the run stands still at {} bytes", length(journal));
        thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn twenty_kills_lose_nothing() {
    let news = News::new(ARTICLES);
    let whole = undisturbed(&news, "jsonl");
    let journal = news.path().join("out.jsonl.journal");
    let mut random = fastrand::Rng::with_seed(7);
    let mut moments: Vec<u64> = (0..20).map(|_| random.u64(0..whole.len() as u64)).collect();
    moments.sort_unstable();
    let mut killed = 0;
    for moment in moments {
        let mut child = start(&news, "out.jsonl");
        wait_for(&mut child, &journal, moment);
        // SIGKILL.
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
    }
    assert!(killed >= 15, "only {killed} of 20 runs were killed before their end");
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--resume"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(news.read("out.jsonl"), whole);
    assert_eq!(news.files(), ["news", "out.jsonl", "whole.jsonl"]);
}

#[test]
fn kills_at_any_time_lose_nothing() {
    let news = News::new(60);
    let whole = undisturbed(&news, "jsonl");
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..20 {
        let mut child = start(&news, "out.jsonl");
        // From before the journal is there to after the output is.
        thread::sleep(Duration::from_millis(random.u64(0..600)));
        child.kill().unwrap();
        child.wait().unwrap();
        if random.u8(0..4) == 0 {
            assert_eq!(news.batch(&["news", "--out", "out.jsonl", "--resume"]).0, Some(0));
        }
        if news.files().contains(&"out.jsonl".to_owned()) {
            assert_eq!(news.read("out.jsonl"), whole, "an output is whole or not there");
            for left in news.files().iter().filter(|name| name.starts_with("out.jsonl")) {
                fs::remove_file(news.path().join(left)).unwrap();
            }
        }
    }
}

#[test]
fn ctrl_c_keeps_what_is_done() {
    let news = News::new(ARTICLES);
    let whole = undisturbed(&news, "jsonl");
    let journal = news.path().join("out.jsonl.journal");
    let mut child = start(&news, "out.jsonl");
    wait_for(&mut child, &journal, whole.len() as u64 / 4);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("stopped; what is done is kept in out.jsonl.journal") && said.contains("--resume"), "{said}");
    assert!(fs::read(&journal).unwrap().ends_with(b"}\n"), "no half line");
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("a run was stopped before its end; go on with --resume"), "{errors}");
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--resume"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(errors.contains("kept from an earlier run"), "{errors}");
    assert_eq!(news.read("out.jsonl"), whole);
}

#[test]
fn inputs_that_change_under_a_stopped_run_are_seen() {
    let news = News::new(ARTICLES);
    let journal = news.path().join("out.jsonl.journal");
    let mut child = start(&news, "out.jsonl");
    wait_for(&mut child, &journal, 100_000);
    child.kill().unwrap();
    child.wait().unwrap();
    news.article(20, "On 3 March 2019, hackers stole $7 million from Coinmarsh, the exchange said.");
    fs::remove_file(news.path().join("news/00030.txt")).unwrap();
    let whole = undisturbed(&news, "jsonl");
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--resume"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(news.read("out.jsonl"), whole);
}

/// A limit on the size of files stands for a disk without room.
#[test]
fn a_full_disk_is_said_and_gone_on_from() {
    let news = News::new(ARTICLES);
    let whole = undisturbed(&news, "jsonl");
    let kibibytes = whole.len() / 1024;
    // Full while the journal is written, and while the output is made of it.
    for room in [kibibytes / 10, kibibytes / 2, kibibytes * 9 / 10] {
        let script =
            format!("trap '' XFSZ; ulimit -f {room}; exec \"$0\" batch news --out out.jsonl --resume --quiet",);
        let output = Command::new("bash").current_dir(news.path()).args(["-c", &script, BINARY]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("cannot be written") && said.contains("make room, then give the same command"), "{said}");
        assert!(!news.files().contains(&"out.jsonl".to_owned()));
    }
    let (code, _, errors) = news.batch(&["news", "--out", "out.jsonl", "--resume"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(errors.contains("kept from an earlier run"), "{errors}");
    assert_eq!(news.read("out.jsonl"), whole);
}
