//! What all rules read with: places in the lexemes, numbers, days and years.

use std::cell::RefCell;

use super::calendar::Unit;
use super::expr::{Exactness, Length, Said};
use super::lexer::{Lex, Lexeme};
use super::rules;

/// A value and the place after it.
pub(super) type Read<T> = Option<(T, usize)>;

/// One rule: reads a date that begins at a lexeme.
pub(super) type ReadRule = fn(Reader<'_>, usize) -> Read<Said>;

/// Times nest: `two days after the end of the first week of March`.
const DEEPEST: u8 = 3;

/// The time read at a place, and by which rule.
pub(super) type Found = Option<(&'static str, Said, usize)>;

/// Several rules ask for the time at one place; the last answers are kept.
pub(super) struct Memory(RefCell<Vec<(usize, Found)>>);

impl Memory {
    /// Places are asked for in the order of the text, so a few slots do.
    const SLOTS: usize = 64;

    pub(super) fn new() -> Self {
        Self(RefCell::new(vec![(usize::MAX, None); Self::SLOTS]))
    }
}

/// The lexemes of a document.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    lexemes: &'a [Lexeme],
    memory: &'a Memory,
    depth: u8,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, lexemes: &'a [Lexeme], memory: &'a Memory) -> Self {
        Self { text, lexemes, memory, depth: 0 }
    }

    /// The lexeme at a place; the text ends with a break.
    pub(super) fn lex(self, at: usize) -> Lex {
        self.lexemes.get(at).map_or(Lex::Break, |lexeme| lexeme.lex)
    }

    /// The lexeme before a place; the text begins with a break.
    pub(super) fn before(self, at: usize) -> Lex {
        at.checked_sub(1).map_or(Lex::Break, |before| self.lex(before))
    }

    pub(super) fn lexeme(self, at: usize) -> Option<&'a Lexeme> {
        self.lexemes.get(at)
    }

    /// The text of a lexeme.
    pub(super) fn words(self, at: usize) -> &'a str {
        self.lexeme(at).map_or("", |lexeme| &self.text[lexeme.span])
    }

    /// Whether no blank stands before the lexeme.
    pub(super) fn glued(self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.glued)
    }

    /// Whether the lexeme begins with a capital letter.
    pub(super) fn capital(self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.capital)
    }

    /// Whether a holiday's name may begin with the lexeme.
    pub(super) fn feast(self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.feast)
    }

    /// Whether `'s` follows the lexeme.
    pub(super) fn possessive(self, at: usize) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.possessive)
    }

    /// Whether the lexeme is a word in the plural; `week's` is none.
    pub(super) fn plural(self, at: usize) -> bool {
        !self.possessive(at) && self.words(at).ends_with(['s', 'S'])
    }

    /// Whether one of `words` stands at the place.
    pub(super) fn is(self, at: usize, words: &[&str]) -> bool {
        matches!(self.lex(at), Lex::Word(word) if words.contains(&word))
    }

    /// Whether the mark stands at the place.
    pub(super) fn mark(self, at: usize, marks: &[char]) -> bool {
        matches!(self.lex(at), Lex::Mark(mark) if marks.contains(&mark))
    }

    /// The place after one of `words`.
    pub(super) fn word(self, at: usize, words: &[&str]) -> Option<usize> {
        self.is(at, words).then_some(at + 1)
    }

    /// The place after one of `words`, or the place itself.
    pub(super) fn skip(self, at: usize, words: &[&str]) -> usize {
        self.word(at, words).unwrap_or(at)
    }

    /// The place after one of `marks`, or the place itself.
    pub(super) fn skip_mark(self, at: usize, marks: &[char]) -> usize {
        if self.mark(at, marks) { at + 1 } else { at }
    }

    /// The place after the words in a row.
    pub(super) fn phrase_of(self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(step, word)| self.is(at + step, &[word])).then_some(at + words.len())
    }

    /// The place after the first of the phrases that stands here.
    pub(super) fn any_phrase(self, at: usize, phrases: &[&[&str]]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.phrase_of(at, phrase))
    }

    /// `2018`, `1,200`: nothing that is part of a longer number, word or name stands before it.
    pub(super) fn free_left(self, at: usize) -> bool {
        if !self.glued(at) {
            return !matches!(self.before(at), Lex::Mark('$' | '€' | '£' | '¥' | '#' | '№'));
        }
        match self.before(at) {
            Lex::Mark(
                '(' | '[' | '"' | '“' | '‘' | '\'' | '’' | ':' | ';' | ',' | '—' | '–' | '=' | '>' | '<' | '~' | '…'
                | '.' | '*' | '|',
            ) => !matches!(self.before(at - 1), Lex::Number(..) | Lex::Figure) || !self.glued(at - 1),
            Lex::Break => true,
            _ => false,
        }
    }

    /// Nothing that is part of a longer number or word follows before the blank.
    pub(super) fn free_right(self, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        match self.lex(end) {
            Lex::Mark(mark) => match mark {
                '%' | '$' | '€' | '£' | '/' | '@' | '_' | '\\' | '°' | '+' | '#' | '&' => false,
                '-' | ':' | '.' | '=' => {
                    !self.glued(end + 1) || !matches!(self.lex(end + 1), Lex::Number(..) | Lex::Figure)
                }
                _ => true,
            },
            Lex::Break => true,
            _ => false,
        }
    }

    /// `12`, `12th`, `twelfth`, `twenty second`, `twenty-two`: a day of a month.
    pub(super) fn day(self, at: usize) -> Read<i8> {
        self.day_in_figures(at).or_else(|| {
            let (value, end) = self.ordinal_word(at).or_else(|| self.small_cardinal(at))?;
            Some((day_number(value)?, end))
        })
    }

    /// `12`, `12th`
    pub(super) fn day_in_figures(self, at: usize) -> Read<i8> {
        match self.lex(at) {
            Lex::Number(value, 1 | 2) => Some((day_number(value)?, at + 1)),
            Lex::Ordinal(value) if self.words(at).as_bytes()[0].is_ascii_digit() => Some((day_number(value)?, at + 1)),
            _ => None,
        }
    }

    /// `12th`, `twelfth`, `twenty-second`
    pub(super) fn ordinal(self, at: usize) -> Read<u32> {
        self.ordinal_word(at)
    }

    fn ordinal_word(self, at: usize) -> Read<u32> {
        match self.lex(at) {
            Lex::Ordinal(value) => Some((value, at + 1)),
            Lex::Cardinal(tens @ 20..) => {
                let next = self.skip_mark(at + 1, &['-']);
                match self.lex(next) {
                    Lex::Ordinal(ones @ 1..=9) => Some((tens + ones, next + 1)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `seven`, `twenty-one`
    pub(super) fn small_cardinal(self, at: usize) -> Read<u32> {
        let Lex::Cardinal(value) = self.lex(at) else { return None };
        if value >= 20 {
            let next = self.skip_mark(at + 1, &['-']);
            if let Lex::Cardinal(ones @ 1..=9) = self.lex(next) {
                return Some((value + ones, next + 1));
            }
        }
        Some((value, at + 1))
    }

    /// `3`, `three`, `a`, `a couple of`, `a dozen`, `several`: how many; vague words are counted as few as they may mean.
    pub(super) fn count(self, at: usize) -> Read<u32> {
        if let Some(end) = self.any_phrase(at, &[&["a", "couple", "of"], &["couple", "of"], &["a", "couple"]]) {
            return Some((2, end));
        }
        if let Some(end) = self.any_phrase(at, &[&["a", "few"], &["few"], &["several"]]) {
            return Some((3, end));
        }
        if let Some(end) = self.any_phrase(at, &[&["a", "dozen"], &["dozen"]]) {
            return Some((12, end));
        }
        if let Some(end) = self.word(at, &["a", "an", "another"]) {
            return Some((1, end));
        }
        match self.lex(at) {
            Lex::Number(value, 1..=3) if self.free_left(at) => Some((value, at + 1)),
            _ => self.small_cardinal(at),
        }
    }

    /// Whether the count at the place is one that [`Reader::count`] rounds.
    fn vague(self, at: usize) -> bool {
        self.is(self.skip(at, &["a"]), &["couple", "few", "several", "dozen"])
    }

    /// `weeks`, `business days`, `work week`
    pub(super) fn unit(self, at: usize) -> Read<Unit> {
        let worded = self.word(at, &["business", "working", "work"]);
        match (self.lex(worded.unwrap_or(at)), worded) {
            (Lex::Unit(Unit::Day), Some(next)) => Some((Unit::BusinessDay, next + 1)),
            (Lex::Unit(Unit::Week), Some(next)) => Some((Unit::WorkWeek, next + 1)),
            (_, Some(_)) => None,
            (Lex::Unit(unit), None) => Some((unit, at + 1)),
            (Lex::Word("wk"), None) => Some((Unit::Week, at + 1)),
            _ => None,
        }
    }

    /// `about three months and two weeks`, `more than a year`
    pub(super) fn length(self, at: usize) -> Read<Length> {
        let (exactness, mut at) = self.exactness(at);
        let exactness = if self.vague(at) && exactness == Exactness::Exact { Exactness::About } else { exactness };
        let mut parts: Vec<(u32, Unit)> = Vec::new();
        while let Some((count, next)) = self.count(at) {
            let next = self.skip_mark(next, &['-']);
            let next = self.skip(next, &["full", "whole", "more"]);
            let Some((unit, end)) = self.unit(next) else { break };
            if parts.last().is_some_and(|(_, last)| *last <= unit) {
                break;
            }
            parts.push((count, unit));
            at = end;
            let joined = self.skip_mark(at, &[',']);
            let joined = self.skip(joined, &["and"]);
            if joined == at || !matches!(self.lex(joined), Lex::Number(..) | Lex::Cardinal(_) | Lex::Word("a")) {
                break;
            }
            // `the last 3 months and 2 days ago …`: what follows `ago` is a date of its own.
            let further = self.count(joined).and_then(|(_, next)| self.unit(next));
            match further {
                Some((_, end)) if !self.is(end, &["ago", "earlier", "later"]) => at = joined,
                _ => break,
            }
        }
        let end = match parts.last() {
            // The joiner was read for a further part that did not come.
            Some(_) if self.is(at.wrapping_sub(1), &["and"]) => at - 1,
            Some(_) => at,
            None => return None,
        };
        Some((Length { parts, exactness }, end))
    }

    /// `about`, `more than`: how exactly the number after it is meant.
    pub(super) fn exactness(self, at: usize) -> (Exactness, usize) {
        const MORE: &[&[&str]] = &[&["more", "than"], &["over"], &["at", "least"], &["no", "less", "than"]];
        const LESS: &[&[&str]] = &[&["less", "than"], &["under"], &["within"], &["no", "more", "than"], &["up", "to"]];
        const ABOUT: &[&[&str]] = &[
            &["about"],
            &["around"],
            &["roughly"],
            &["approximately"],
            &["almost"],
            &["nearly"],
            &["some"],
            &["close", "to"],
        ];
        if let Some(end) = self.any_phrase(at, MORE) {
            return (Exactness::More, end);
        }
        if let Some(end) = self.any_phrase(at, LESS) {
            return (Exactness::Less, end);
        }
        if let Some(end) = self.any_phrase(at, ABOUT) {
            return (Exactness::About, end);
        }
        (Exactness::Exact, at)
    }

    /// The longest time that begins here, and the rule that reads it.
    pub(super) fn found(self, at: usize) -> Found {
        let slot = at % Memory::SLOTS;
        if let (place, found) = &self.memory.0.borrow()[slot]
            && *place == at
        {
            return found.clone();
        }
        let deeper = Self { depth: self.depth + 1, ..self };
        if deeper.depth > DEEPEST {
            return None;
        }
        let mut best: Found = None;
        for (name, rule) in rules::TIMES {
            if let Some((said, end)) = rule(deeper, at)
                && best.as_ref().is_none_or(|(_, _, longest)| end > *longest)
            {
                best = Some((name, said, end));
            }
        }
        // What was cut short by the depth is not the place's own answer.
        if self.depth == 0 {
            self.memory.0.borrow_mut()[slot] = (at, best.clone());
        }
        best
    }

    /// A date without range and bound.
    pub(super) fn time(self, at: usize) -> Read<Said> {
        let found = self.found(at).or_else(|| if self.is(at, &["the"]) { self.found(at + 1) } else { None });
        found.map(|(_, said, end)| (said, end))
    }
}

fn day_number(value: u32) -> Option<i8> {
    (1..=31).contains(&value).then(|| i8::try_from(value).ok()).flatten()
}
