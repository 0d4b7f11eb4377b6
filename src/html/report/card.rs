//! An incident on a card: who, what, how much, when, according to whom, each value a link to its words.

use maud::{Markup, html};

use super::facts::Fact;
use super::story::{Story, name};
use crate::output::phrase;
use crate::record::{Incident, Scope, Status};

/// Longest quotation on a card, in characters; the text beside it has the rest.
const QUOTE: usize = 90;

/// The `at`th incident of `story`.
pub(super) fn card(story: &Story<'_>, at: usize) -> Markup {
    let incident = &story.record.incidents[at];
    let id = story.card_id(at);
    html! {
        article.card.series[incident.scope == Scope::Series] id=(id) aria-labelledby={ (id) "-h" } tabindex="-1" data-card {
            header {
                h4 id={ (id) "-h" } {
                    @if story.record.incidents.len() > 1 { span.number { (at + 1) } " " }
                    (name(incident))
                }
                p.what { (what(incident)) }
            }
            dl {
                @for rows in story.facts[at].chunk_by(|one, next| one.question == next.question) {
                    @let first = position(&story.facts[at], &rows[0]);
                    div {
                        dt { (rows[0].question) }
                        @for (offset, fact) in rows.iter().enumerate() { (answer(story, (at, first + offset), fact)) }
                    }
                }
                (kin(story, incident))
                div {
                    dt { "Confidence" }
                    dd.confidence {
                        (incident.confidence) " "
                        span.meter aria-hidden="true" { span style={ "width:" (phrase::percent(incident.confidence)) } {} }
                    }
                }
            }
        }
    }
}

fn position(facts: &[Fact<'_>], fact: &Fact<'_>) -> usize {
    facts.iter().position(|other| std::ptr::eq(other, fact)).unwrap_or_default()
}

/// `Theft · series of about 5`, `Attempted extortion`
fn what(incident: &Incident) -> String {
    let what = sentence(&phrase::what(incident));
    match incident.status {
        Status::Denied => format!("{what} (the named victim denies it)"),
        Status::Occurred | Status::Attempted | Status::Threatened => what,
    }
}

/// With a capital letter.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn answer(story: &Story<'_>, at: (usize, usize), fact: &Fact<'_>) -> Markup {
    let place = story.places.of(at);
    let quote =
        (fact.words.text != fact.answer && fact.answer != format!("“{}”", fact.words.text)).then_some(&fact.words.text);
    html! {
        dd.(fact.kind.class()) {
            @if let Some(place) = place {
                a.value id=(story.fact_id(at)) href={ "#" (story.place_id(place)) } { (fact.answer) }
            } @else {
                span.value id=(story.fact_id(at)) { (fact.answer) }
            }
            @if !fact.note.is_empty() { " " span.note { (fact.note) } }
            @if let Some(words) = quote { " " q { (short(words)) } }
        }
    }
}

/// On one line, cut between words.
fn short(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(QUOTE) else { return line };
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &line[..end])
}

/// The series that an incident belongs to, and the incidents that belong to a series.
fn kin(story: &Story<'_>, incident: &Incident) -> Markup {
    let whole = incident.part_of.as_deref().and_then(|id| story.position(id));
    let incidents = &story.record.incidents;
    let parts: Vec<usize> =
        (0..incidents.len()).filter(|at| incidents[*at].part_of.as_deref() == Some(&incident.id)).collect();
    let link = |at: usize| {
        html! { a href={ "#" (story.card_id(at)) } { (at + 1) " " (name(&incidents[at])) } }
    };
    html! {
        @if let Some(whole) = whole { div { dt { "Part of" } dd { (link(whole)) } } }
        @if !parts.is_empty() {
            div { dt { "Contains" } @for part in &parts { dd { (link(*part)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_short() {
        let long = "word ".repeat(40);
        let cut = format!("{} …", ["word"; 18].join(" "));
        for (words, expected) in [("a\n  b", "a b"), (long.as_str(), cut.as_str()), ("é", "é")] {
            assert_eq!(short(words), expected);
        }
        assert_eq!(short(&"é".repeat(100)), format!("{} …", "é".repeat(QUOTE)));
    }
}
