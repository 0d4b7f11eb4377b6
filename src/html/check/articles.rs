//! The open articles: a line each, and their texts and values as data from which the script draws what is opened.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde::Serialize;

use crate::check::{Compared, Finding, Outcome, Report, Score, Slot, Standing, Verdict};
use crate::html::kind::Kind;
use crate::record::Evidence;

/// Filters, and the articles with the most wrong values first.
pub(super) fn list(report: &Report) -> Markup {
    let mut articles: Vec<(usize, &Outcome, Score)> = report
        .articles
        .iter()
        .enumerate()
        .map(|(at, one)| (at, one, one.all().map(|(_, one)| one).collect()))
        .collect();
    articles.sort_by_key(|(at, one, _)| (std::cmp::Reverse(wrong(one)), *at));
    let slots: BTreeSet<Slot> = report.misses.iter().map(|miss| miss.finding.slot).collect();
    let types: BTreeSet<&str> = report
        .articles
        .iter()
        .flat_map(|one| &one.incidents)
        .flat_map(|one| &one.types)
        .map(|kind| kind.as_str())
        .collect();
    html! {
        div.controls.filters role="group" aria-label="Filters" hidden {
            (filter("slot", "Slot", slots.iter().map(|slot| slot.as_str())))
            (filter("type", "Type", types.into_iter()))
            (filter("verdict", "Verdict", ["wrong", "missing", "spurious"].into_iter()))
            button #reset type="button" { "Reset" }
            p #status role="status" {}
        }
        noscript { p.hint { "The texts are drawn by a script; the figures above are complete without it." } }
        div #articles {
            @for (at, one, score) in &articles {
                details.article data-at=(at) {
                    summary {
                        span.name { (one.name) }
                        span.count { @if wrong(one) == 0 { "all right" } @else { (wrong(one)) " wrong" } }
                        span.f1 { "F1 " (super::figures::percent(score.f1())) }
                        span.share aria-hidden="true" {
                            span style={ "width:" (format!("{:.0}", score.f1().unwrap_or(1.0) * 100.0)) "%" } {}
                        }
                    }
                    div.body {}
                }
            }
        }
        p #none.hint hidden { "No wrong value matches these filters." }
    }
}

fn wrong(outcome: &Outcome) -> usize {
    outcome.all().filter(|(_, finding)| finding.verdict != Verdict::Right).count()
}

fn filter<'a>(id: &str, name: &str, values: impl Iterator<Item = &'a str>) -> Markup {
    html! {
        label for={ "by-" (id) } { (name) }
        select id={ "by-" (id) } data-by=(id) {
            option value="" { "all" }
            @for value in values { option value=(value) { (value.replace('_', " ")) } }
        }
    }
}

#[derive(Serialize)]
struct Data<'a> {
    /// The class of each slot, so that the script colours as the style sheet does.
    kinds: Vec<(&'static str, &'static str)>,
    articles: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    name: &'a str,
    title: &'a Option<String>,
    published: &'a Option<String>,
    text: &'a str,
    incidents: Vec<Incident<'a>>,
}

#[derive(Serialize)]
struct Incident<'a> {
    key: &'a str,
    standing: Option<Standing>,
    types: Vec<&'static str>,
    values: Vec<Value<'a>>,
}

/// A finding without the words of its spans, which the text has.
#[derive(Serialize)]
struct Value<'a> {
    slot: Slot,
    verdict: Verdict,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold_span: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
}

impl<'a> From<&'a Finding> for Value<'a> {
    fn from(finding: &'a Finding) -> Self {
        let span = |words: &Option<Evidence>| words.as_ref().map(|words| [words.start, words.end]);
        Self {
            slot: finding.slot,
            verdict: finding.verdict,
            partial: finding.partial,
            gold: finding.gold.as_deref(),
            gold_span: span(&finding.gold_evidence),
            found: finding.found.as_deref(),
            span: span(&finding.evidence),
            rule: finding.rule.as_deref(),
        }
    }
}

impl<'a> From<&'a Outcome> for One<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        let whole = Incident {
            key: "the whole article",
            standing: None,
            types: Vec::new(),
            values: outcome.findings.iter().map(Value::from).collect(),
        };
        let incidents = outcome.incidents.iter().map(Incident::from);
        Self {
            name: &outcome.name,
            title: &outcome.title,
            published: &outcome.published,
            text: &outcome.text,
            incidents: incidents.chain([whole]).filter(|one| !one.values.is_empty()).collect(),
        }
    }
}

impl<'a> From<&'a Compared> for Incident<'a> {
    fn from(compared: &'a Compared) -> Self {
        Self {
            key: &compared.key,
            standing: Some(compared.standing),
            types: compared.types.iter().map(|kind| kind.as_str()).collect(),
            values: compared.findings.iter().map(Value::from).collect(),
        }
    }
}

/// The articles as JSON that may stand inside a script element.
pub(super) fn data(articles: &[Outcome]) -> String {
    let kinds = Slot::ALL.iter().map(|slot| (slot.as_str(), Kind::of(*slot).map_or("other", Kind::as_str))).collect();
    let articles = articles.iter().map(One::from).collect();
    let json = serde_json::to_string(&Data { kinds, articles }).unwrap_or_default();
    // Nothing in it may end the element; outside of strings JSON has no such sign.
    json.replace('<', "\\u003c")
}
