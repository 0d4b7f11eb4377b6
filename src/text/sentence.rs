//! Blocks (title, heading, bullet, body) and the sentences inside them.
//!
//! A full stop ends a sentence unless the word before it is an abbreviation or an initial; where it may be both
//! ("in the U.S. The hackers"), the next word decides.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::regex;
use super::{Span, Token, TokenKind};

/// What the block around a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The first line where a blank line follows, and its repetition below.
    Title,
    /// A line of its own without a full stop; it holds for the paragraphs under it.
    Heading,
    /// An item of a list.
    Bullet,
    /// Running text.
    Body,
    /// Place, day and agency before the first words of a report: `SEOUL, March 11 (Wire) —`.
    Dateline,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without blanks at the ends.
    pub span: Span,
    /// Its tokens, as a range into the document's.
    pub tokens: Range<usize>,
    /// The kind of its block.
    pub kind: BlockKind,
    /// Number of its block, from 0.
    pub block: usize,
    /// Index of the heading sentence that it stands under.
    pub heading: Option<usize>,
}

/// A heading has at most so many words; longer lines without a full stop are text.
const HEADING_WORDS: usize = 16;
/// A first line of more words that ends with a full stop is no title.
const SENTENCE: usize = 18;
/// A line at least this long that stops in mid-sentence was wrapped, not ended.
const WRAPPED: usize = 45;

/// Never the last word of a sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Sgt", "Lt", "Sen", "Rep", "Gov", "Rev", "Hon", "Capt", "Maj",
    "Cmdr", "Ft", "vs", "Nos", "Art", "Fig", "Sec", "approx", "cf", "al", "e.g", "i.e", "Ave", "Supt", "Insp", "est",
    "Rs", "ca", "Messrs",
];
/// Names cut short with a stop, which are never the last word of a sentence either.
pub const SHORTENED: &[&str] = &["Thos", "Wm", "Chas", "Geo", "Jas", "Jos", "Gebr", "St", "Ste", "Mt", "Mfg", "Intl"];
/// Perhaps the last word of a sentence: the next word decides.
const ABBREVIATIONS: &[&str] = &[
    "Inc", "Corp", "Ltd", "Co", "Bros", "LLC", "plc", "Jr", "Sr", "etc", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Ala",
    "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich",
    "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo",
    "Univ", "Dept", "Assn", "Bhd", "Sdn", "Pty", "Pte", "mil", "bn", "bln", "mln", "tn",
];
/// Words that begin a new sentence where an abbreviation stands before them.
const STARTERS: &[&str] = &[
    "The", "A", "An", "In", "It", "Its", "He", "She", "They", "We", "But", "And", "On", "At", "For", "As", "This",
    "That", "These", "Those", "There", "When", "While", "After", "Before", "If", "However", "According", "Hackers",
    "Attackers", "Police", "Since", "Some", "Many", "One", "Another", "By", "From", "With", "No", "Meanwhile", "Last",
    "His", "Her", "Their", "What", "Who", "Although", "Despite", "During", "Earlier", "Later", "Once", "Our", "To",
    "Both", "So",
];

/// `TALLINN, June 14`: a place and a day, with nothing else.
static DATED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\p{Lu}[\p{Lu} ]+, (?:\p{Lu}[a-z]{2,8}\.? \d{1,2}|\d{1,2} \p{Lu}[a-z]{2,8})$"));

/// Cuts the document into blocks and sentences; `tokens` tile `text`.
pub(super) fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let blocks = blocks(text);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut heading = None;
    let mut first_token = 0;
    for (number, block) in blocks.iter().enumerate() {
        first_token += tokens[first_token..].partition_point(|token| token.span.end <= block.span.start);
        let length = tokens[first_token..].partition_point(|token| token.span.start < block.span.end);
        let range = first_token..first_token + length;
        let mut body = range.clone();
        let mut push = |range: Range<usize>, kind| {
            if let Some(tokens) = trim(tokens, range) {
                let span = Span::new(tokens.first.span.start, tokens.last.span.end);
                sentences.push(Sentence { span, tokens: tokens.range, kind, block: number, heading });
            }
        };
        if block.kind == BlockKind::Body
            && let Some(after) = dateline(text, tokens, range.clone())
        {
            push(range.start..after, BlockKind::Dateline);
            body.start = after;
        }
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            push(body, block.kind);
            heading = match block.kind {
                BlockKind::Heading => sentences.len().checked_sub(1),
                _ => None,
            };
            continue;
        }
        for range in ends(text, tokens, body) {
            push(range, block.kind);
        }
    }
    sentences
}

struct Trimmed {
    range: Range<usize>,
    first: Token,
    last: Token,
}

/// The range without blank tokens at its ends.
fn trim(tokens: &[Token], range: Range<usize>) -> Option<Trimmed> {
    let first = range.clone().find(|at| tokens[*at].is_visible())?;
    let last = range.rev().find(|at| tokens[*at].is_visible())?;
    Some(Trimmed { range: first..last + 1, first: tokens[first], last: tokens[last] })
}

struct Block {
    span: Span,
    kind: BlockKind,
}

/// Lines joined into blocks; a list item, a heading and a wrapped paragraph are one block each.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Span> = None;
    let mut title: Option<Span> = None;
    let lines = lines(text);
    let close = |open: &mut Option<Span>, blocks: &mut Vec<Block>, title: &mut Option<Span>, alone: bool| {
        let Some(span) = open.take() else { return };
        let line = &text[span];
        let repeats = title.is_some_and(|title| blocks.len() <= 2 && same_words(&text[title], line));
        let kind = if blocks.is_empty()
            && alone
            && span.end < text.trim_end().len()
            && line.split_whitespace().count() <= 40
            && !(line.ends_with('.') && line.split_whitespace().count() > SENTENCE)
        {
            *title = Some(span);
            BlockKind::Title
        } else if repeats {
            BlockKind::Title
        } else if is_bullet(line) || is_row(line) {
            BlockKind::Bullet
        } else if alone && is_heading(line) {
            BlockKind::Heading
        } else {
            BlockKind::Body
        };
        let skipped = if kind == BlockKind::Bullet { bullet_length(line) } else { 0 };
        blocks.push(Block { span: Span::new(span.start + skipped, span.end), kind });
    };
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            close(&mut open, &mut blocks, &mut title, true);
            continue;
        }
        open = match open {
            Some(before) if continues(&text[last_line(text, before)], &text[*line]) => Some(before.cover(*line)),
            Some(_) => {
                let alone =
                    text[open.unwrap_or(*line)].split_whitespace().count() <= HEADING_WORDS && !blocks.is_empty();
                close(&mut open, &mut blocks, &mut title, alone);
                Some(*line)
            }
            None => Some(*line),
        };
        if index + 1 == lines.len() {
            close(&mut open, &mut blocks, &mut title, true);
        }
    }
    blocks
}

fn last_line(text: &str, block: Span) -> Span {
    let start = text[block].rfind(['\n', '\r']).map_or(block.start, |at| block.start + at + 1);
    Span::new(start, block.end)
}

/// Every line without blanks at its ends; an empty span for a blank line.
fn lines(text: &str) -> Vec<Span> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        // The line feed of a CRLF is no line of its own.
        if line != "\n" || !text[..start].ends_with('\r') {
            let lead = line.len() - line.trim_start_matches(blank).len();
            let body = line.trim_matches(blank).len();
            let at = if body == 0 { start } else { start + lead };
            lines.push(Span::new(at, at + body));
        }
        start += line.len();
    }
    lines
}

/// Whether `next` goes on with the paragraph that stopped with the line `before`.
fn continues(before: &str, next: &str) -> bool {
    if is_bullet(next) || is_row(before) || is_row(next) {
        return false;
    }
    let stopped = before.ends_with(['.', '!', '?', ':', '…', '"', '”', '’', ')']);
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    !stopped && (lower || before.chars().count() >= WRAPPED)
}

fn is_bullet(line: &str) -> bool {
    bullet_length(line) > 0
}

/// Length of the mark that makes `line` a list item, its blank included; 0 where there is none.
fn bullet_length(line: &str) -> usize {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match line[digits..].chars().next() {
        Some('.' | ')') if (1..=2).contains(&digits) => digits + 1,
        Some(c @ ('-' | '*' | '•' | '·' | '–' | '—' | '‣' | '▪' | '●' | '◦' | '➤')) if digits == 0 => {
            c.len_utf8()
        }
        _ => return 0,
    };
    let rest = &line[mark..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks > 0 { mark + blanks } else { 0 }
}

/// Whether a line is a row of a table: three cells or more between bars, tabs or gaps.
fn is_row(line: &str) -> bool {
    let cells = |separator: &str| line.split(separator).filter(|cell| !cell.trim().is_empty()).count();
    !line.contains('\n') && (cells("|") >= 3 || cells("\t") >= 3 || cells("   ") >= 3)
}

fn is_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let begins_low = line.chars().next().is_some_and(char::is_lowercase);
    let ends_open = line.ends_with(['.', '!', ';', ',', '…']) || line.ends_with(".”") || line.ends_with(".\"");
    words <= HEADING_WORDS && !begins_low && !ends_open && line.chars().any(char::is_alphabetic)
}

fn same_words(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    words(left) == words(right)
}

/// The token after a dateline at the start of `range`, if there is one.
fn dateline(text: &str, tokens: &[Token], range: Range<usize>) -> Option<usize> {
    let first = tokens[range.start];
    let place = &text[first.span];
    let is_shouted = |words: &str| words.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    // `HO CHI MINH CITY`
    let goes_on =
        || tokens.get(range.start + 2).is_some_and(|next| next.kind == TokenKind::Word && is_shouted(&text[next.span]));
    if first.kind != TokenKind::Word || place.chars().count() < 3 && !place.starts_with("U") && !goes_on() {
        return None;
    }
    let limit = range.start + 40;
    let shouted = is_shouted(place);
    let dash = range.clone().take_while(|at| *at < limit).find(|at| {
        let piece = &text[tokens[*at].span];
        let before = &text[first.span.start..tokens[*at].span.start];
        matches!(piece, "—" | "–")
            || piece == "-" && *at > range.start && !tokens[*at - 1].is_visible()
            || shouted && piece == ":" && before.split_whitespace().count() <= 3
            || shouted && piece == "." && DATED.is_match(before)
    })?;
    let before = &text[first.span.start..tokens[dash].span.start];
    // `Quornex (Ireland) – 402,000 customers`: an item of a list, with what it tells behind the dash.
    let counts = tokens[dash + 1..range.end].iter().find(|token| token.is_visible());
    let counts = counts.is_some_and(|token| token.kind == TokenKind::Number);
    let agency = before.trim_end().ends_with(')') && before.contains('(') && !counts;
    let sentence_like = before
        .split_whitespace()
        .any(|word| word.chars().all(char::is_lowercase) && !matches!(word, "de" | "la" | "of" | "the" | "am" | "pm"));
    ((shouted || agency) && !sentence_like && before.split_whitespace().count() <= 9).then_some(dash + 1)
}

/// The sentences of one block, as ranges of tokens.
fn ends(text: &str, tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        if !is_terminal(&text[tokens[at].span]) {
            at += 1;
            continue;
        }
        let stop = at;
        at += 1;
        while at < range.end && is_closing(&text[tokens[at].span]) {
            at += 1;
        }
        if breaks_after(text, tokens, stop, at, range.end) {
            found.push(start..at);
            start = at;
        }
    }
    found.push(start..range.end);
    found
}

fn is_terminal(piece: &str) -> bool {
    matches!(piece, "." | "!" | "?" | "…" | "。")
}

fn is_closing(piece: &str) -> bool {
    matches!(piece, "\"" | "”" | "’" | "'" | ")" | "]" | "»") || is_terminal(piece)
}

/// Whether a sentence ends between the stop at token `stop` (its closing marks included) and token `next`.
fn breaks_after(text: &str, tokens: &[Token], stop: usize, next: usize, end: usize) -> bool {
    if next >= end {
        return true;
    }
    let spaced = !tokens[next].is_visible();
    let Some(word) = (next..end).find(|at| tokens[*at].is_visible() && !is_opening(&text[tokens[*at].span])) else {
        return true;
    };
    let following = &text[tokens[word].span];
    let upper = following.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let camel = following.chars().skip(1).any(char::is_uppercase);
    let before = stop.checked_sub(1).map(|at| tokens[at]).filter(|token| token.is_visible());
    let Some(before) = before else { return spaced && upper };
    let previous = &text[before.span];
    if !spaced {
        // A missing blank: "attack.The hackers", but neither "Gate.io" nor "U.S" nor "Node.JS".
        return &text[tokens[stop].span] == "."
            && next == stop + 1
            && before.kind == TokenKind::Word
            && tokens[word].kind == TokenKind::Word
            && previous.chars().count() > 1
            && previous.chars().all(char::is_lowercase)
            && following.chars().count() > 1
            && upper
            && following.chars().skip(1).all(|c| c.is_lowercase() || c == '’' || c == '\'')
            && !matches!(following, "Com" | "Io" | "Net" | "Org" | "Finance" | "Fi");
    }
    if !upper && !camel {
        return false;
    }
    if &text[tokens[stop].span] != "." || next > stop + 1 && !matches!(&text[tokens[stop + 1].span], ")" | ".") {
        return true;
    }
    let digit = tokens[word].kind == TokenKind::Number;
    let dotted = dotted_abbreviation(text, tokens, stop);
    if before.kind == TokenKind::Word {
        if TITLES.contains(&previous) || SHORTENED.contains(&previous) || previous == "No" && digit {
            return false;
        }
        // "another $5M. Together": a magnitude, no initial.
        let magnitude = before.span.start > 0 && text[..before.span.start].ends_with(|c: char| c.is_ascii_digit());
        let initial = previous.chars().count() == 1 && previous.chars().all(char::is_uppercase) && !magnitude;
        if dotted || initial || ABBREVIATIONS.contains(&previous) {
            return STARTERS.contains(&following);
        }
    }
    true
}

/// Whether the stop closes `U.S.`, `a.m.`, `e.g.`: a one-letter word after another stop.
fn dotted_abbreviation(text: &str, tokens: &[Token], stop: usize) -> bool {
    stop >= 3
        && text[tokens[stop - 1].span].chars().count() <= 2
        && &text[tokens[stop - 2].span] == "."
        && tokens[stop - 3].kind == TokenKind::Word
        && text[tokens[stop - 3].span].chars().count() <= 2
}

fn is_opening(piece: &str) -> bool {
    matches!(piece, "\"" | "“" | "‘" | "'" | "(" | "[" | "«")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn sentences(text: &str) -> Vec<(BlockKind, &str)> {
        split(text, &tokenize(text)).iter().map(|sentence| (sentence.kind, &text[sentence.span])).collect()
    }

    fn bodies(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("Zaif was hit. It lost $60 million.", vec!["Zaif was hit.", "It lost $60 million."]),
            ("The U.S. Treasury acted. Mr. Kim fled.", vec!["The U.S. Treasury acted.", "Mr. Kim fled."]),
            ("It left the U.S. The FBI knew.", vec!["It left the U.S.", "The FBI knew."]),
            ("Acme Inc. said on Jan. 5 it lost 3.5 BTC.", vec!["Acme Inc. said on Jan. 5 it lost 3.5 BTC."]),
            ("“Are we safe?” he asked. Nobody knew.", vec!["“Are we safe?” he asked.", "Nobody knew."]),
            ("They ran an attack.The hackers won.", vec!["They ran an attack.", "The hackers won."]),
            (
                "Crypto.com and Gate.io were hit... Then silence.",
                vec!["Crypto.com and Gate.io were hit...", "Then silence."],
            ),
            ("J. K. Lee paid. \"No more.\" She left.", vec!["J. K. Lee paid.", "\"No more.\"", "She left."]),
            (
                "It was No. 5 on the list. 10 million users left.",
                vec!["It was No. 5 on the list.", "10 million users left."],
            ),
        ] {
            assert_eq!(bodies(text), expected, "{text}");
        }
    }

    #[test]
    fn blocks_have_kinds() {
        use BlockKind::*;
        let text = "\u{feff}Big Hack\r\n\r\nBIG HACK\r\n\r\nSEOUL, March 11 (Wire) — It began. It ended.\r\n\r\nWhat happened next\r\n\r\nA line that was wrapped by the mail program\nhere, goes on.\n\n- first item\n- second item. More\n";
        assert_eq!(
            sentences(text),
            [
                (Title, "Big Hack"),
                (Title, "BIG HACK"),
                (Dateline, "SEOUL, March 11 (Wire) —"),
                (Body, "It began."),
                (Body, "It ended."),
                (Heading, "What happened next"),
                (Body, "A line that was wrapped by the mail program\nhere, goes on."),
                (Bullet, "first item"),
                (Bullet, "second item."),
                (Bullet, "More"),
            ]
        );
    }

    #[test]
    fn a_dateline_may_begin_with_a_short_word() {
        for (text, expected) in [
            ("Big hack\n\nHO CHI MINH CITY — It began.", BlockKind::Dateline),
            ("Big hack\n\nHO — It began.", BlockKind::Body),
        ] {
            assert_eq!(sentences(text)[1].0, expected, "{text}");
        }
    }

    #[test]
    fn one_line_is_no_title() {
        assert_eq!(sentences("Hackers stole money"), [(BlockKind::Heading, "Hackers stole money")]);
        assert_eq!(bodies(""), Vec::<&str>::new());
        assert_eq!(bodies(" \n \n"), Vec::<&str>::new());
    }
}
