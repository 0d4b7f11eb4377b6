//! One pass over the tokens: `Sept. 14–15` becomes month, stop, 14, dash, 15; every other word is `Other`.

use jiff::civil::Weekday;

use super::calendar::Unit;
use super::expr::YearPart;
use super::lexicon::{Entry, Lexicon};
use crate::text::{Document, Span, TokenKind};

/// A piece of the text as readers of dates see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    /// The end of a paragraph or of the text.
    Break,
    /// A word that is of no use here.
    Other,
    /// One character.
    Mark(char),
    /// Digits: value and how many.
    Number(u32, usize),
    /// Digits with points or commas: `7.6`, `1,200`.
    Figure,
    /// `1990s`: its first year, or the last two digits of it.
    Decade(u32),
    /// `January`
    Month(i8),
    /// `Monday`
    Weekday(Weekday),
    /// `seven`
    Cardinal(u32),
    /// `seventh`, `7th`
    Ordinal(u32),
    /// `weeks`
    Unit(Unit),
    /// `summer`
    Season(YearPart),
    /// A word that joins or moves dates, in lower case.
    Word(&'static str),
}

/// A lexeme and how it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub(super) lex: Lex,
    pub(super) span: Span,
    /// No blank stands before it.
    pub(super) glued: bool,
    /// It begins with a capital letter.
    pub(super) capital: bool,
    /// A holiday's name may begin with it.
    pub(super) feast: bool,
    /// `'s` follows.
    pub(super) possessive: bool,
}

/// Reads all of `doc`.
pub(super) fn read(doc: &Document<'_>, lexicon: &Lexicon) -> Vec<Lexeme> {
    let mut lexemes: Vec<Lexeme> = Vec::with_capacity(doc.tokens.len() / 2 + 1);
    let mut glued = false;
    for token in &doc.tokens {
        let text = doc.slice(token.span);
        let plain =
            Lexeme { lex: Lex::Other, span: token.span, glued, capital: false, feast: false, possessive: false };
        match token.kind {
            TokenKind::Space => {
                glued = false;
                continue;
            }
            TokenKind::Break => {
                if text.bytes().filter(|byte| *byte == b'\n').count() > 1 {
                    lexemes.push(Lexeme { lex: Lex::Break, ..plain });
                }
                glued = false;
                continue;
            }
            TokenKind::Punctuation => {
                lexemes.push(Lexeme { lex: Lex::Mark(text.chars().next().unwrap_or(' ')), ..plain });
            }
            TokenKind::Number => number(text, plain, &mut lexemes),
            TokenKind::Word => word(text, plain, lexicon, &mut lexemes),
        }
        glued = true;
    }
    lexemes
}

fn number(text: &str, plain: Lexeme, lexemes: &mut Vec<Lexeme>) {
    let digits = |text: &str| text.parse().ok().filter(|_| text.len() <= 9).map(|value| Lex::Number(value, text.len()));
    // `14,2018` is a day and a year that lost their blank.
    if let Some((day, year)) = text.split_once(',')
        && day.len() <= 2
        && year.len() == 4
        && let (Some(day_lex), Some(year_lex)) = (digits(day), digits(year))
    {
        let start = plain.span.start;
        lexemes.push(Lexeme { lex: day_lex, span: Span::new(start, start + day.len()), ..plain });
        let comma = Span::new(start + day.len(), start + day.len() + 1);
        lexemes.push(Lexeme { lex: Lex::Mark(','), span: comma, glued: true, ..plain });
        lexemes.push(Lexeme { lex: year_lex, span: Span::new(comma.end, plain.span.end), ..plain });
        return;
    }
    let lex = if text.bytes().all(|byte| byte.is_ascii_digit()) { digits(text) } else { None };
    lexemes.push(Lexeme { lex: lex.unwrap_or(Lex::Figure), ..plain });
}

fn word(text: &str, plain: Lexeme, lexicon: &Lexicon, lexemes: &mut Vec<Lexeme>) {
    let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"));
    let possessive = stem.is_some();
    let stem = stem.unwrap_or(text);
    if plain.glued
        && let Some(last) = lexemes.last_mut()
        && let Lex::Number(value, digits) = last.lex
    {
        let whole = last.span.cover(plain.span);
        if digits <= 2 && ["st", "nd", "rd", "th"].iter().any(|suffix| stem.eq_ignore_ascii_case(suffix)) {
            *last = Lexeme { lex: Lex::Ordinal(value), span: whole, possessive, ..*last };
            return;
        }
        let decade = (digits == 4 && (1000..2200).contains(&value) || digits == 2) && value.is_multiple_of(10);
        if decade && (stem == "s" || text == "'s") {
            *last = Lexeme { lex: Lex::Decade(value), span: whole, ..*last };
            return;
        }
    }
    let capital = stem.as_bytes()[0].is_ascii_uppercase();
    let entry = lexicon.get(stem);
    let lex = match entry {
        None => Lex::Other,
        Some((_, Entry::Month(month))) => Lex::Month(month),
        Some((_, Entry::Weekday(weekday))) => Lex::Weekday(weekday),
        Some((_, Entry::Cardinal(value))) => Lex::Cardinal(value),
        Some((_, Entry::Ordinal(value))) => Lex::Ordinal(value),
        Some((_, Entry::Decade(value))) => Lex::Decade(value),
        Some((_, Entry::Unit(unit))) => Lex::Unit(unit),
        Some((_, Entry::Season(season))) => Lex::Season(season),
        Some((word, Entry::Word | Entry::Feast)) => Lex::Word(word),
    };
    let feast = matches!(entry, Some((_, Entry::Feast))) || matches!(lex, Lex::Month(4 | 5));
    lexemes.push(Lexeme { lex, capital, feast, possessive, ..plain });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_what_dates_are_made_of() {
        use Lex::*;
        for (text, expected) in [
            ("Sept. 14–15", vec![Month(9), Mark('.'), Number(14, 2), Mark('–'), Number(15, 2)]),
            ("March 5,2018", vec![Month(3), Number(5, 1), Mark(','), Number(2018, 4)]),
            ("the 2nd", vec![Word("the"), Ordinal(2)]),
            ("1990s", vec![Decade(1990)]),
            ("year’s hacker", vec![Unit(super::Unit::Year), Other]),
            ("1,200 7.6", vec![Figure, Figure]),
            ("in\n\nMay", vec![Word("in"), Break, Month(5)]),
        ] {
            let doc = Document::new(text);
            let lexemes: Vec<_> = read(&doc, &Lexicon::new()).iter().map(|lexeme| lexeme.lex).collect();
            assert_eq!(lexemes, expected, "{text}");
        }
    }
}
