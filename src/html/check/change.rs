//! What turned since the baseline: lost values first, each with the rule that it concerns.

use maud::{Markup, html};

use super::figures::percent;
use crate::check::{Change, Turned};
use crate::html::counted;

/// The difference in a sentence, then every value that turned.
pub(super) fn turned(change: &Change) -> Markup {
    let rules: Vec<String> =
        change.rules.iter().map(|(rule, one)| format!("{rule} ({} lost, {} gained)", one.lost, one.gained)).collect();
    html! {
        @if let Some(all) = &change.all {
            p {
                "Slot F1 " strong { (percent(all.slot_f1_before)) " → " (percent(all.slot_f1_now)) } " over "
                (counted(all.articles, "article")) ": " (all.better) " better, " (all.worse) " worse; so large a difference \
                comes by chance in " (percent(all.chance)) " of 100 cases."
            }
        }
        @if !change.fell.is_empty() {
            ul.warnings aria-label="Figures with a floor that fell" {
                @for fell in &change.fell { li.k-warning { strong { "Fell: " } (fell) } }
            }
        }
        @if !rules.is_empty() { p.hint { "Rules concerned: " (rules.join(", ")) "." } }
        @for (what, names) in [("Only in this run", &change.added), ("Only in the baseline", &change.removed)] {
            @if !names.is_empty() { p.hint { (what) ": " (names.join(", ")) "." } }
        }
        (table("Right then, wrong now", "× lost", &change.lost))
        (table("Wrong then, right now", "✓ gained", &change.gained))
    }
}

fn table(title: &str, verdict: &str, list: &[Turned]) -> Markup {
    let nothing = html! { span.nothing { "nothing" } };
    let said = |value: &Option<String>| match value {
        Some(value) => html! { (value) },
        None => nothing.clone(),
    };
    html! {
        @if !list.is_empty() {
            details.turned open[list.len() <= 20] {
                summary { (title) ": " (list.len()) }
                table.values {
                    thead {
                        tr {
                            @for name in ["", "Slot", "Gold", "Before", "Now", "Article", "Rule"] {
                                @if name.is_empty() { td {} } @else { th scope="col" { (name) } }
                            }
                        }
                    }
                    tbody {
                        @for one in list {
                            tr {
                                td { span.verdict.v-right[verdict.starts_with('✓')].v-wrong[verdict.starts_with('×')] { (verdict) } }
                                td.slot { (one.slot) }
                                @for (name, value) in [("Gold", &one.gold), ("Before", &one.before), ("Now", &one.now)] {
                                    td.wide data-name=(name) { (said(value)) }
                                }
                                td.wide.quiet data-name="Article" {
                                    (one.article) @if let Some(key) = &one.incident { ", " (key) }
                                }
                                td.wide.quiet data-name="Rule" { (one.rule.as_deref().unwrap_or("–")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
