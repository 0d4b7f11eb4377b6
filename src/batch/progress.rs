//! How far a run is: a bar on a terminal, a line every few seconds elsewhere, nothing where nobody wants it.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use super::tally::{Tally, count};
use super::{Batch, Show};
use crate::read;

/// Between two lines where there is no terminal.
const EVERY: Duration = Duration::from_secs(5);

/// Between two looks of the bar.
const BLINK: Duration = Duration::from_millis(200);

/// Shown while a run goes on.
pub(super) struct Progress {
    show: Show,
    bar: ProgressBar,
    started: Instant,
    next: Instant,
    /// Bytes of all inputs, when they have been counted; 0 before, and where an input has no size.
    total: Arc<AtomicU64>,
    through: u64,
    /// Of these, what this run has extracted.
    fresh: u64,
}

impl Progress {
    pub(super) fn start(batch: &Batch) -> Self {
        let total = Arc::new(AtomicU64::new(0));
        if batch.show == Show::Progress {
            measure(batch, Arc::clone(&total));
        }
        let bar =
            if batch.show == Show::Progress && io::stderr().is_terminal() { bar() } else { ProgressBar::hidden() };
        let now = Instant::now();
        let next = if bar.is_hidden() { now + EVERY } else { now };
        Self { show: batch.show, bar, started: now, next, total, through: 0, fresh: 0 }
    }

    /// One step further.
    pub(super) fn advance(&mut self, bytes: u64, fresh: bool, tally: &Tally) {
        self.through += bytes;
        self.fresh += if fresh { bytes } else { 0 };
        let now = Instant::now();
        if self.show == Show::Quiet || now < self.next {
            return;
        }
        if self.bar.is_hidden() {
            self.next = now + EVERY;
            eprintln!("extract: {}", self.status(tally, now));
        } else {
            self.next = now + BLINK;
            let total = self.total.load(Ordering::Relaxed);
            self.bar.set_length(total.max(1));
            self.bar.set_position(self.through.min(total));
            self.bar.set_message(self.status(tally, now));
        }
    }

    /// Says something without the bar in between.
    pub(super) fn say(&self, text: &str) {
        self.bar.suspend(|| eprintln!("extract: {text}"));
    }

    /// Ends the showing; how long it took.
    pub(super) fn end(self) -> Duration {
        self.bar.finish_and_clear();
        self.started.elapsed()
    }

    fn status(&self, tally: &Tally, now: Instant) -> String {
        let seconds = now.duration_since(self.started).as_secs_f64().max(0.001);
        let mut status = format!("{} articles", count(tally.read()));
        if tally.failures() > 0 {
            status.push_str(&format!(", {} failed", count(tally.failures())));
        }
        status.push_str(&format!(", {} a second", count((tally.extracted as f64 / seconds) as u64)));
        let total = self.total.load(Ordering::Relaxed);
        if let Some(left) = remaining(total, self.through, self.fresh, seconds) {
            status.push_str(&format!(", {} % of the input", 100 * self.through.min(total) / total.max(1)));
            status.push_str(&format!(", {} left", HumanDuration(left)));
        }
        status
    }
}

/// How long the rest takes at the rate of what was extracted so far.
fn remaining(total: u64, through: u64, fresh: u64, seconds: f64) -> Option<Duration> {
    let left = total.saturating_sub(through) as f64;
    (total > 0 && fresh > 0).then(|| Duration::from_secs_f64((left * seconds / fresh as f64).min(1e9)))
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("[{wide_bar}] {msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Counts the bytes of all inputs while the work has long begun.
fn measure(batch: &Batch, total: Arc<AtomicU64>) {
    let (paths, walk) = (batch.paths.clone(), batch.walk.clone());
    let count = move || {
        let sizes: Option<u64> = read::inputs(paths, &walk).flatten().map(|input| input.size()).sum();
        total.store(sizes.unwrap_or(0), Ordering::Relaxed);
    };
    // Without this thread there is no remaining time to show, and no harm done.
    drop(thread::Builder::new().name("sizes".to_owned()).spawn(count));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remaining_time_is_that_of_fresh_work() {
        let seconds = |left| Some(Duration::from_secs(left));
        for (total, through, fresh, took, expected) in [
            (1000, 100, 100, 1.0, seconds(9)),
            // 800 were kept from an earlier run.
            (1000, 900, 100, 1.0, seconds(1)),
            (1000, 1000, 100, 1.0, seconds(0)),
            (1000, 2000, 100, 1.0, seconds(0)),
            (0, 100, 100, 1.0, None),
            (1000, 100, 0, 1.0, None),
        ] {
            assert_eq!(remaining(total, through, fresh, took), expected, "{total} {through} {fresh}");
        }
    }
}
