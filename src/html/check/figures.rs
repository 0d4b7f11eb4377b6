//! Totals by group, with their intervals; scores by slot, type and rule; what confidence is worth.

use maud::{Markup, html};

use crate::check::{Calibration, Figures, Group, Interval, Report, Score};
use crate::html::counted;

/// What was not read, is wrong in gold, or fell below its floor.
pub(super) fn troubles(report: &Report) -> Markup {
    let all = report.below_floor.iter().map(|one| ("Below the floor", one));
    let all = all.chain(report.unread.iter().map(|one| ("Not read", one)));
    let all = all.chain(report.gold_mistakes.iter().map(|one| ("Gold mistake", one)));
    let all = all.chain(report.notes.iter().map(|one| ("Note", one))).collect::<Vec<_>>();
    html! {
        @if !all.is_empty() {
            ul.warnings aria-label="What needs attention" {
                @for (what, one) in all { li.k-warning { strong { (what) ": " } (one) } }
            }
        }
    }
}

pub(super) fn percent(figure: Option<f64>) -> String {
    figure.map_or("–".to_owned(), |figure| format!("{:.1}", figure * 100.0))
}

/// The groups; what people work on comes first.
pub(super) fn open_first(report: &Report) -> impl Iterator<Item = (&'static str, &Figures)> {
    Group::ALL.into_iter().filter_map(|group| Some((group.as_str(), report.groups.get(group.as_str())?)))
}

/// A figure of a group, and where it would lie over other such articles.
type Total = (&'static str, fn(&Figures) -> Option<f64>, fn(&Figures) -> Option<Interval>);

const TOTALS: [Total; 6] = [
    ("Slot F1", |of| of.slots.f1(), |of| of.intervals.slot_f1),
    ("Slot precision", |of| of.slots.precision(), |_| None),
    ("Slot recall", |of| of.slots.recall(), |_| None),
    ("Macro F1 over slots", |of| of.macro_f1, |of| of.intervals.macro_f1),
    ("Incident precision", |of| of.incidents.precision(), |of| of.intervals.incident_precision),
    ("Incident recall", |of| of.incidents.recall(), |of| of.intervals.incident_recall),
];

/// The figures of each group, one beside the other.
pub(super) fn totals(report: &Report) -> Markup {
    html! {
        div.groups {
            @for (group, figures) in open_first(report) {
                table.totals {
                    caption { (group) ": " (counted(figures.articles, "article")) }
                    tbody {
                        @for (name, figure, interval) in TOTALS {
                            @let (figure, interval) = (figure(figures), interval(figures));
                            tr {
                                th scope="row" { (name) }
                                td.number { strong { (percent(figure)) } }
                                td { (range(figure, interval)) }
                                td.number.quiet {
                                    @if let Some(Interval { low, high }) = interval {
                                        (percent(Some(low))) "–" (percent(Some(high)))
                                    }
                                }
                            }
                        }
                        tr {
                            th scope="row" { "Invented in articles without any" }
                            td.number { strong { (figures.negatives.invented) } }
                            td.quiet colspan="2" { "in " (figures.negatives.articles) " articles" }
                        }
                    }
                }
            }
        }
        p.hint { "Percent; the line is the 95 % interval over other such articles (bootstrap)." }
    }
}

/// The figure on a line from 0 to 100, with its interval.
fn range(figure: Option<f64>, interval: Option<Interval>) -> Markup {
    let x = |share: f64| format!("{:.1}", 2.0 + share * 116.0);
    html! {
        svg.range viewBox="0 0 120 12" aria-hidden="true" {
            line.grid x1="2" x2="118" y1="6" y2="6" {}
            @if let Some(Interval { low, high }) = interval { line.interval x1=(x(low)) x2=(x(high)) y1="6" y2="6" {} }
            @if let Some(figure) = figure { circle.dot cx=(x(figure)) cy="6" r="3.5" {} }
        }
    }
}

/// Scores by slot, type and rule, and the reliability of confidence.
pub(super) fn tables(open: &Figures) -> Markup {
    html! {
        section aria-labelledby="tables-h" {
            h2 #tables-h { "Open articles by slot, type and rule" }
            div.tables {
                (table("Slot", "slot", open.by_slot.iter().map(|(name, score)| (*name, *score))))
                div {
                    (table("Type", "type", open.by_type.iter().map(|(name, score)| (*name, *score))))
                    (reliability(&open.calibration))
                }
                details.rules {
                    summary { "By rule: " (open.by_rule.len()) " rules" }
                    (table("Rule", "rule", open.by_rule.iter().map(|(name, score)| (name.as_str(), *score))))
                }
            }
        }
    }
}

fn table<'a>(what: &str, filter: &str, rows: impl Iterator<Item = (&'a str, Score)>) -> Markup {
    html! {
        table.scores {
            thead {
                tr {
                    th scope="col" { (what) }
                    th scope="col" { span.sr { "F1 as a bar" } }
                    @for name in ["F1", "P", "R"] { th.number scope="col" { (name) } }
                    th.number scope="col" { abbr title="values that are wrong, too many or missing" { "wrong" } }
                }
            }
            tbody {
                @for (name, score) in rows {
                    @let wrong = score.spurious.max(score.missing);
                    @let figure = score.f1().unwrap_or_default() * 100.0;
                    tr {
                        th scope="row" {
                            @if filter == "rule" { (name) } @else if wrong == 0 { (name.replace('_', " ")) } @else {
                                button.plain type="button" data-filter=(filter) data-value=(name) { (name.replace('_', " ")) }
                            }
                        }
                        td.bar aria-hidden="true" { span style={ "width:" (format!("{figure:.0}")) "%" } {} }
                        td.number { (percent(score.f1())) }
                        td.number { (percent(score.precision())) }
                        td.number { (percent(score.recall())) }
                        td.number { (wrong) }
                    }
                }
            }
        }
    }
}

/// Confidence against the share that is right: on the diagonal it holds its promise.
fn reliability(calibration: &Calibration) -> Markup {
    let (x, y) = (|share: f64| 30.0 + share * 160.0, |share: f64| 170.0 - share * 160.0);
    let told = calibration
        .bins
        .iter()
        .map(|bin| format!("of {} incidents with {:.2}, {} are right", bin.incidents, bin.confidence, bin.right));
    html! {
        @if !calibration.bins.is_empty() {
            figure.reliability {
                figcaption { "Confidence and the share of incidents that are right" }
                svg viewBox="0 0 300 200" role="img" aria-labelledby="rel-t rel-d" {
                    title #rel-t { "Reliability of confidence" }
                    desc #rel-d { (told.collect::<Vec<_>>().join("; ")) "." }
                    line.grid x1="30" y1="170" x2="190" y2="10" {}
                    line.axis x1="30" y1="170" x2="190" y2="170" {}
                    line.axis x1="30" y1="170" x2="30" y2="10" {}
                    text.quiet.mid x="110" y="192" { "confidence" }
                    text.quiet.end x="25" y="174" { "0" }
                    text.quiet.end x="25" y="18" { "1" }
                    text.quiet.mid x="190" y="184" { "1" }
                    @for (at, bin) in calibration.bins.iter().enumerate() {
                        circle.dot cx=(format!("{:.1}", x(bin.confidence))) cy=(format!("{:.1}", y(bin.share)))
                            r=(format!("{:.1}", (bin.incidents as f64).sqrt().clamp(2.5, 12.0))) {}
                        text x="208" y=(24 + at * 16) {
                            (format!("{:.2}", bin.confidence)) ": " (bin.right) " of " (bin.incidents)
                        }
                    }
                }
            }
        }
    }
}
