//! The words that say that something happened: one automaton over `models/lexicons/triggers.tsv`.

use aho_corasick::{AhoCorasick, MatchKind};

use super::EventKind;
use crate::text::Span;

const TRIGGERS: &str = include_str!("../../../models/lexicons/triggers.tsv");

/// How a trigger takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Somebody takes a thing from somebody: `stole $5m from X`.
    Take,
    /// Somebody hits somebody: `hacked X`.
    Hit,
    /// Somebody loses a thing: `X lost $5m`.
    Lose,
    /// A noun: `the theft of $5m from X`, `the X hack`.
    Noun,
    /// Somebody asks somebody for money.
    Demand,
    /// Done to data: `accessed the records of X`.
    Data,
    /// Data come out: `exposed`, `leaked`.
    Expose,
    /// Anybody may do it; a thief steals by it: `sent`, `withdrew`.
    Move,
    /// A flaw or its use costs somebody money: `a bug cost the protocol $17m`.
    Cost,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// What it says happened.
    pub kind: EventKind,
    /// How it takes its arguments.
    pub class: Class,
}

/// The automaton over all trigger forms.
pub struct Triggers {
    automaton: AhoCorasick,
    triggers: Vec<Trigger>,
}

impl Default for Triggers {
    fn default() -> Self {
        Self::new()
    }
}

impl Triggers {
    /// Reads the embedded table.
    pub fn new() -> Self {
        let mut forms = Vec::new();
        let mut triggers = Vec::new();
        for line in TRIGGERS.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [list, kind, class] = columns[..] else { continue };
            let (Ok(kind), Some(class)) = (kind.parse(), class_named(class)) else { continue };
            for form in list.split('|') {
                forms.push(form);
                triggers.push(Trigger { kind, class });
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(forms)
            .expect("the embedded triggers fit one automaton");
        Self { automaton, triggers }
    }

    /// The row with this number.
    pub fn get(&self, index: usize) -> Trigger {
        self.triggers[index]
    }

    /// Whole-word triggers in `text`, with the number of their row; spans begin at `offset`.
    pub fn find(&self, text: &str, offset: usize) -> Vec<(Span, usize)> {
        let mut hits: Vec<(Span, usize)> = self
            .automaton
            .find_overlapping_iter(text)
            .filter(|hit| {
                let before = text[..hit.start()].chars().next_back();
                let after = text[hit.end()..].chars().next();
                !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
            })
            .map(|hit| (Span::new(offset + hit.start(), offset + hit.end()), hit.pattern().as_usize()))
            .collect();
        // The leftmost, the longest of those that begin there; "stolen" where "stolen crypto" goes on as a longer word.
        hits.sort_by_key(|(span, trigger)| (span.start, std::cmp::Reverse(span.end), *trigger));
        let mut end = 0;
        hits.retain(|(span, _)| {
            let free = span.start >= end;
            end = if free { span.end } else { end };
            free
        });
        hits
    }
}

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "take" => Class::Take,
        "hit" => Class::Hit,
        "lose" => Class::Lose,
        "noun" => Class::Noun,
        "demand" => Class::Demand,
        "data" => Class::Data,
        "expose" => Class::Expose,
        "move" => Class::Move,
        "cost" => Class::Cost,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = TRIGGERS.lines().filter(|line| !line.starts_with('#'));
        let forms: usize = rows.map(|line| line.split('\t').next().unwrap().split('|').count()).sum();
        assert_eq!(Triggers::new().triggers.len(), forms);
    }

    #[test]
    fn whole_words_and_the_longest() {
        let triggers = Triggers::new();
        for (text, expected) in [
            ("Shackles; a ransomware attack made off with it", vec!["ransomware attack", "made off with"]),
            ("stolen cryptocurrencies", vec!["stolen"]),
            ("stolen crypto", vec!["stolen crypto"]),
        ] {
            let found: Vec<&str> = triggers.find(text, 0).into_iter().map(|(span, _)| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
