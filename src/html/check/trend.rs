//! Earlier reports beside this one, as small lines: does it go up?

use std::path::Path;

use maud::{Markup, html};

use super::figures::{open_first, percent};
use crate::check::{Report, Saved, SavedFigures};
use crate::error::Error;

/// An earlier report, under the name of its file.
pub struct Run {
    label: String,
    figures: Saved,
}

impl Run {
    /// What `extract check --format json` or `--save-baseline` wrote into the file `path`.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let label = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { label, figures: Saved::read(path)? })
    }
}

type Line = (&'static str, fn(&SavedFigures) -> Option<f64>);

const LINES: [Line; 4] = [
    ("Slot F1", |of| of.slots.f1()),
    ("Macro F1", |of| of.macro_f1),
    ("Incident precision", |of| of.incidents.precision()),
    ("Incident recall", |of| of.incidents.recall()),
];

/// A small chart for each figure of each group, `earlier` first, this report last.
pub(super) fn charts(report: &Report, earlier: &[Run]) -> Markup {
    html! {
        @for (group, figures) in open_first(report) {
            @let now = SavedFigures::from(figures);
            h3.group-name { (group) " articles" }
            div.charts {
                @for (at, (name, figure)) in LINES.into_iter().enumerate() {
                    @let points: Vec<(&str, f64)> = earlier
                        .iter()
                        .filter_map(|run| Some((run.label.as_str(), run.figures.groups.get(group)?)))
                        .chain([("now", &now)])
                        .filter_map(|(label, of)| Some((label, figure(of)?)))
                        .collect();
                    @if points.len() > 1 { (chart(&format!("trend-{group}-{at}"), name, &points)) }
                }
            }
        }
    }
}

fn chart(id: &str, name: &str, points: &[(&str, f64)]) -> Markup {
    let figures = || points.iter().map(|(_, figure)| *figure);
    let (low, high) = (figures().fold(1.0, f64::min), figures().fold(0.0, f64::max));
    // Two points of a hundred fill the height at least: noise should look like noise.
    let room = ((0.02 - (high - low)) / 2.0).max(0.0);
    let (low, high) = (low - room, high + room);
    let x = |at: usize| 10.0 + at as f64 / (points.len() - 1) as f64 * 180.0;
    let y = |figure: f64| 62.0 - (figure - low) / (high - low) * 40.0;
    let placed: Vec<(f64, f64)> = points.iter().enumerate().map(|(at, (_, figure))| (x(at), y(*figure))).collect();
    let path: Vec<String> = placed.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let told: Vec<String> =
        points.iter().map(|(label, figure)| format!("{label} {}", percent(Some(*figure)))).collect();
    let (first, last) = (points[0], points[points.len() - 1]);
    let change = (last.1 - first.1) * 100.0;
    html! {
        figure.trend {
            figcaption {
                (name) " " strong { (percent(Some(last.1))) } " "
                span.change.up[change > 0.05].down[change < -0.05] { (format!("{change:+.1}")) }
            }
            svg viewBox="0 0 200 88" role="img" aria-labelledby={ (id) "-t " (id) "-d" } {
                title id={ (id) "-t" } { (name) " over reports" }
                desc id={ (id) "-d" } { (told.join(", ")) "." }
                polyline.line points=(path.join(" ")) {}
                @for (x, y) in &placed { circle.dot cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="3" {} }
                text.quiet x="6" y="12" { (percent(Some(first.1))) }
                text.end x="194" y="12" { (percent(Some(last.1))) }
                text.quiet x="6" y="84" { (crate::html::clip(first.0, 16)) }
                text.quiet.end x="194" y="84" { (last.0) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_inside() {
        for points in [&[("a", 0.0), ("b", 1.0)][..], &[("a", 0.5), ("b", 0.5), ("c", 0.5)]] {
            let chart = chart("x", "F1", points).into_string();
            assert!(!chart.contains("NaN") && !chart.contains("inf"), "{chart}");
        }
    }
}
