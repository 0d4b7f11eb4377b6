//! The program beside its gold, for developers: figures, trends, and every wrong value in the text.
//!
//! Articles are kept as data and drawn when they are opened, so that a thousand of them open as fast as ten. Of blind
//! articles there is nothing but totals.

mod articles;
mod change;
mod figures;
mod trend;

use maud::{PreEscaped, html};

use super::counted;
use super::shell::{Shell, shell};
use crate::check::Report;

pub use trend::Run;

const STYLE: &str = include_str!("../assets/check.css");
const SCRIPT: &str = include_str!("../assets/check.js");

/// The page about `report`; `earlier` are reports of the same fixtures, the oldest first.
pub fn page(report: &Report, earlier: &[Run]) -> String {
    let articles: usize = report.groups.values().map(|figures| figures.articles).sum();
    let title = format!("Check of {}", counted(articles, "article"));
    let wrong = report.misses.len();
    let lead = html! {
        p {
            (counted(wrong, "wrong value")) " in " (counted(report.articles.len(), "open article")) ". Of blind articles only the totals are \
            shown."
        }
    };
    let controls = html! {
        span.keys { kbd { "n" } " " kbd { "p" } " next, previous wrong value · " kbd { "Enter" } " to its words" }
    };
    let main = html! {
        (figures::troubles(report))
        section aria-labelledby="totals-h" { h2 #totals-h { "Totals" } (figures::totals(report)) }
        @if !earlier.is_empty() {
            section aria-labelledby="trend-h" { h2 #trend-h { "Trend" } (trend::charts(report, earlier)) }
        }
        @if let Some(change) = &report.change {
            section aria-labelledby="change-h" { h2 #change-h { "Since the baseline" } (change::turned(change)) }
        }
        @if let Some(open) = report.groups.get("open") { (figures::tables(open)) }
        @if !report.articles.is_empty() {
            section aria-labelledby="articles-h" { h2 #articles-h { "Articles" } (articles::list(report)) }
        }
        script #articles-data type="application/json" { (PreEscaped(articles::data(&report.articles))) }
    };
    shell(Shell { title: &title, style: STYLE, script: SCRIPT, lead, controls, main }).into_string()
}

#[cfg(test)]
mod tests;
