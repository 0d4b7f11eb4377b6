//! One article of the page: its record as facts with places, and the names under which parts of the page meet.

use maud::{Markup, html};

use super::facts::{self, Fact};
use super::places::{FactAt, Places};
use crate::article::Article;
use crate::html::kind::Kind;
use crate::record::{Incident, Record};

/// An article with its record.
pub(super) struct Story<'a> {
    /// From 1, in the order of the page.
    pub(super) number: usize,
    pub(super) article: &'a Article,
    pub(super) record: &'a Record,
    /// By incident, then those of the warnings.
    pub(super) facts: Vec<Vec<Fact<'a>>>,
    pub(super) places: Places,
}

impl<'a> Story<'a> {
    /// `article`, `number`th on the page.
    pub(super) fn new(number: usize, article: &'a Article, record: &'a Record) -> Self {
        let mut all: Vec<Vec<Fact<'a>>> = record.incidents.iter().map(facts::of).collect();
        all.push(facts::of_warnings(&record.warnings));
        let places = Places::new(&article.text, &all);
        Self { number, article, record, facts: all, places }
    }

    pub(super) fn title(&self) -> &str {
        self.record.article.title.as_deref().or(self.article.headline()).unwrap_or(&self.article.id)
    }

    /// What it is read in, or else what its source says.
    pub(super) fn language(&self) -> Option<&str> {
        self.record.article.language.as_deref().or(self.article.language.as_deref())
    }

    pub(super) fn id(&self) -> String {
        format!("a{}", self.number)
    }

    pub(super) fn card_id(&self, incident: usize) -> String {
        format!("a{}-i{}", self.number, incident + 1)
    }

    pub(super) fn fact_id(&self, (incident, fact): FactAt) -> String {
        format!("a{}-i{}-v{}", self.number, incident + 1, fact + 1)
    }

    pub(super) fn place_id(&self, place: usize) -> String {
        format!("a{}-w{}", self.number, place + 1)
    }

    pub(super) fn fact(&self, (incident, fact): FactAt) -> &Fact<'a> {
        &self.facts[incident][fact]
    }

    /// The position of the incident called `id` in the record.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.record.incidents.iter().position(|incident| incident.id == id)
    }

    /// What stands behind marked words: `victim 3`, `attacker 1–5`; the number only where there are several incidents.
    pub(super) fn label(&self, place: usize) -> Markup {
        let mut told: Vec<(&str, Kind, Vec<usize>)> = Vec::new();
        for at in &self.places.list[place].facts {
            let fact = self.fact(*at);
            match told.iter_mut().find(|(label, ..)| *label == fact.label) {
                Some((_, _, incidents)) => incidents.push(at.0 + 1),
                None => told.push((&fact.label, fact.kind, vec![at.0 + 1])),
            }
        }
        let several = self.record.incidents.len() > 1;
        html! {
            @for (label, kind, incidents) in told {
                small.tag.(kind.class()) {
                    (label) @if several && kind != Kind::Warning { " " (numbers(incidents)) }
                }
            }
        }
    }
}

/// Who was hit, in short.
pub(super) fn name(incident: &Incident) -> String {
    match incident.victims.as_slice() {
        [] => "Unnamed victim".to_owned(),
        [one] => one.name.clone(),
        [first, second] => format!("{} and {}", first.name, second.name),
        [first, rest @ ..] => format!("{} and {} others", first.name, rest.len()),
    }
}

/// `1–3, 5`
fn numbers(mut all: Vec<usize>) -> String {
    all.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in all {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    runs.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_short() {
        for (all, expected) in [
            (vec![1], "1"),
            (vec![1, 1], "1"),
            (vec![1, 2], "1, 2"),
            (vec![1, 2, 3, 5], "1–3, 5"),
            (vec![2, 4, 5, 6], "2, 4–6"),
        ] {
            assert_eq!(numbers(all), expected);
        }
    }
}
