//! Articles and their incidents for readers: cards beside the text whose words they rest on, a time line, amounts.

mod bars;
mod card;
mod facts;
mod places;
mod story;
mod text;
mod timeline;
mod when;

use maud::{Markup, html};

use super::counted;
use super::kind::Kind;
use super::shell::{Shell, shell};
use crate::article::Article;
use crate::output::phrase;
use crate::record::{Record, Warning};
use bars::Bar;
use story::{Story, name};
use timeline::Row;

const STYLE: &str = include_str!("../assets/report.css");
const SCRIPT: &str = include_str!("../assets/report.js");

/// Rows that one drawing holds; more are no picture.
const MOST_ROWS: usize = 40;

/// The page about `articles`, each with its record, in their order.
pub fn page(articles: &[(Article, Record)]) -> String {
    let numbered = articles.iter().enumerate();
    let stories: Vec<Story<'_>> = numbered.map(|(at, (article, record))| Story::new(at + 1, article, record)).collect();
    let incidents: usize = stories.iter().map(|story| story.record.incidents.len()).sum();
    let title = match stories.as_slice() {
        [_] => "Incident report".to_owned(),
        many => format!("Incidents in {} articles", many.len()),
    };
    let lead = html! {
        p {
            (counted(incidents, "incident")) " found by a program, without a human reader. Every value is linked to the words \
            that it rests on: choose one, on a card or in the text, and the page shows the other."
        }
    };
    let controls = html! {
        button #labels type="button" { "Labels: " span { "shown" } }
        span.keys { kbd { "n" } " " kbd { "p" } " next, previous incident · " kbd { "Enter" } " to its words" }
    };
    let main = html! {
        @if stories.len() > 1 { (overview(&stories)) }
        @for story in &stories { (section(story)) }
    };
    shell(Shell { title: &title, style: STYLE, script: SCRIPT, lead, controls, main }).into_string()
}

/// What is on the page, with all incidents in one picture.
fn overview(stories: &[Story<'_>]) -> Markup {
    html! {
        nav.index aria-labelledby="index-h" {
            h2 #index-h { "Articles" }
            ol {
                @for story in stories {
                    li {
                        a href={ "#" (story.id()) } { (story.title()) }
                        p {
                            @if let Some(published) = &story.record.article.published { (published) " · " }
                            (counted(story.record.incidents.len(), "incident"))
                            @if let Some(first) = story.record.incidents.first() {
                                @let sums: Vec<String> = first.amounts.iter().take(1).map(phrase::sum).collect();
                                ": " (name(first)) ", " (phrase::what(first))
                                @for sum in sums { ", " (sum) }
                            }
                            @if !story.record.warnings.is_empty() {
                                " · " (counted(story.record.warnings.len(), "warning"))
                            }
                        }
                    }
                }
            }
        }
        section.all aria-labelledby="all-h" {
            h2 #all-h { "All incidents" }
            (pictures("all", stories, None))
        }
    }
}

/// The time line and the amounts of all incidents of `stories`.
fn pictures(id: &str, stories: &[Story<'_>], published: Option<&str>) -> Markup {
    let all = || {
        stories
            .iter()
            .flat_map(|story| story.record.incidents.iter().enumerate().map(move |(at, one)| (story, at, one)))
    };
    let label = |story: &Story<'_>, at: usize| {
        let name = name(&story.record.incidents[at]);
        match (stories.len(), story.record.incidents.len()) {
            (1, 1) => name,
            (1, _) => format!("{} {name}", at + 1),
            _ => format!("{}.{} {name}", story.number, at + 1),
        }
    };
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut sums: Vec<Bar<'_>> = Vec::new();
    for (story, at, incident) in all() {
        let (label, href) = (label(story, at), story.card_id(at));
        sums.extend(incident.amounts.iter().map(|sum| Bar {
            label: label.clone(),
            href: href.clone(),
            scope: incident.scope,
            sum,
        }));
        let dated = incident.time.as_ref().filter(|time| time.edtf.is_some());
        rows.extend(dated.map(|time| Row { label, href, scope: incident.scope, time }));
    }
    let undated = all().count() - rows.len();
    let (more_rows, more_sums) = (rows.len().saturating_sub(MOST_ROWS), sums.len().saturating_sub(MOST_ROWS));
    rows.truncate(MOST_ROWS);
    sums.sort_by_key(|bar| std::cmp::Reverse(bar.sum.value));
    sums.truncate(MOST_ROWS);
    let line = timeline::timeline(&format!("{id}-time"), rows, published);
    let bars = bars::bars(&format!("{id}-sum"), &sums);
    html! {
        @if line.is_some() || !bars.is_empty() {
            div.pictures {
                @if let Some(line) = line {
                    section aria-labelledby={ (id) "-time-h" } {
                        h3 id={ (id) "-time-h" } { "Time line" }
                        figure {
                            (line)
                            figcaption.legend {
                                span { span.swatch {} " one incident " }
                                span { span.swatch.series {} " series " }
                                span { span.swatch.vague {} " uncertain or open-ended " }
                                @if published.is_some() { span { span.swatch.published {} " published " } }
                                @if undated > 0 { span { (counted(undated, "incident")) " without a date" } }
                                @if more_rows > 0 { span { (more_rows) " more are not drawn" } }
                            }
                        }
                    }
                }
                @if !bars.is_empty() {
                    section aria-labelledby={ (id) "-sum-h" } {
                        h3 id={ (id) "-sum-h" } { "Amounts" }
                        @for drawing in bars { (drawing) }
                        @if more_sums > 0 { p.legend { (more_sums) " smaller ones are not drawn" } }
                    }
                }
            }
        }
    }
}

fn section(story: &Story<'_>) -> Markup {
    let (id, record) = (story.id(), story.record);
    html! {
        section.story id=(id) aria-labelledby={ (id) "-h" } {
            header {
                h2 id={ (id) "-h" } lang=[story.language()] { (story.title()) }
                p.meta {
                    @if let Some(published) = &record.article.published { "Published " (when::words(published)) " · " }
                    (counted(record.incidents.len(), "incident")) " · " code { (record.article.source) }
                }
            }
            @if !record.warnings.is_empty() { (warnings(story, &record.warnings)) }
            (pictures(&id, std::slice::from_ref(story), record.article.published.as_deref()))
            div.reading {
                div.cards {
                    h3 { "Incidents" }
                    @for at in 0..record.incidents.len() { (card::card(story, at)) }
                    @if record.incidents.is_empty() { p.none { "The article tells of no incident that the rules can read." } }
                }
                div.words {
                    h3 id={ (id) "-text" } { "Text" }
                    div.text tabindex="0" role="region" aria-labelledby={ (id) "-text" }
                        lang=[story.language()] { (text::markup(story)) }
                }
            }
        }
    }
}

/// What does not add up, with the incident that it is about.
fn warnings(story: &Story<'_>, warnings: &[Warning]) -> Markup {
    let mut quoted = 0..;
    html! {
        ul.warnings aria-label="Warnings" {
            @for warning in warnings {
                @let at = warning.span.as_ref().and_then(|_| quoted.next()).map(|at| (story.facts.len() - 1, at));
                li.(Kind::Warning.class()) {
                    strong { "Warning: " }
                    @if let (Some(at), Some(words)) = (at, &warning.span) {
                        @match story.places.of(at) {
                            Some(place) => a.value id=(story.fact_id(at)) href={ "#" (story.place_id(place)) } { (card::sentence(&warning.message)) },
                            None => span.value id=(story.fact_id(at)) { (card::sentence(&warning.message)) " “" (words.text) "”" },
                        }
                    } @else { (card::sentence(&warning.message)) }
                    @if let Some(at) = warning.incident.as_deref().and_then(|id| story.position(id)) {
                        " " a href={ "#" (story.card_id(at)) } { "See incident " (at + 1) "." }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
