//! Words as they are written: endings, legal forms, headlines, and how often the article has them.

use std::sync::LazyLock;

use regex::Regex;

use super::Piece;
use crate::text::{BlockKind, Document, Sentence, Span, TokenKind, regex, without_possessive};

/// The legal form behind a name belongs to it: `Wakasa Coin Co., Ltd.`, `Brackwater Hotels Group plc`.
pub(super) fn with_legal_form(doc: &Document<'_>, span: Span) -> Span {
    let span = with_number(doc, span);
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\.?,?\x20(?:plc|Inc\b\.?|LLC|L\.L\.C\.|LLP|P\.C\.|P\.A\.|PLLC|GmbH(?:\x20&\x20Co\.\x20KG)?|S\.A\.(?:S\.)?|S\.p\.A\.|S\.r\.l\.|N\.V\.|B\.V\.|K\.K\.|Kft\.?|d\.o\.o\.|d\.d\.|\(Pty\)\x20Ltd|a\.s\.|A\.Ş\.|Tbk|(?:Co|Pte|Pvt|Pty)\.?,?\x20Ltd\b\.?|Sdn\.?\x20Bhd\.?|KGa?A?\b|Ltda?\b\.?|Limited|AS\b|A/S|I/S|a\.m\.b\.a\.|p\.l\.c\.|S\.L\.(?:U\.)?|e\.V\.|eG\b|Sh\.p\.k\.|Zrt\.|s\.r\.o\.|\(\p{Lu}\p{L}+\)\x20(?:Co\.,?\x20)?(?:Ltd|Limited)\b\.?|ApS\b|Oyj?\b|SARL\b|SpA\b)",
        )
    });
    let after = &doc.text[span.end..];
    let Some(form) = FORM.find(after).filter(|form| !after[form.end()..].starts_with(char::is_alphanumeric)) else {
        return span;
    };
    // The stop of a sentence is none of the form.
    let last = after[form.end()..].trim_start_matches(' ');
    let stop = form.as_str().ends_with('.')
        && (last.is_empty() || last.starts_with(['\n', '“']) || last.starts_with(char::is_uppercase));
    let single = !form.as_str().trim_end_matches('.').contains('.');
    Span::new(span.start, span.end + form.end() - usize::from(stop && single))
}

/// Whether a word is a legal form that a sentence does not have otherwise.
pub(super) fn is_legal_form(word: &str) -> bool {
    matches!(
        word.trim_end_matches(['.', ',', ';', ':']),
        "Ltd" | "Limited" | "Inc" | "LLC" | "LLP" | "plc" | "GmbH" | "Pty" | "DAC" | "JSC"
    )
}

/// The same with the number that is part of it: `Volunteer Fire Company No. 2`, `School District 14`.
fn with_number(doc: &Document<'_>, span: Span) -> Span {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:\x20No\.\x20?\d{1,4}|(?<bare>\x20\d{1,4}))\b"));
    let numbered = ["District", "Local", "Lodge", "Precinct"].iter().any(|head| doc.slice(span).ends_with(head));
    match NUMBER.captures(&doc.text[span.end..]) {
        Some(found) if numbered || found.name("bare").is_none() => Span::new(span.start, span.end + found[0].len()),
        _ => span,
    }
}

/// Whether the words stand in another sentence too: what only a heading writes large is seldom a name.
pub(super) fn is_written_elsewhere(doc: &Document<'_>, sentence: &Sentence, words: &str) -> bool {
    doc.text.match_indices(words).any(|(at, _)| {
        let span = Span::new(at, at + words.len());
        !sentence.span.contains(span)
            && doc.sentence_at(at).is_some_and(|index| !matches!(doc.sentences[index].kind, BlockKind::Heading))
    })
}

/// Whether no letter is small.
pub(super) fn is_shouted(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// Whether some word of a run stands in another sentence, however written.
pub(super) fn is_written_elsewhere_at_all(doc: &Document<'_>, sentence: &Sentence, part: &[Piece<'_>]) -> bool {
    doc.tokens.iter().any(|token| {
        !sentence.span.contains(token.span)
            && part.iter().any(|piece| piece.words.eq_ignore_ascii_case(without_possessive(doc.slice(token.span))))
    })
}

/// A shouted word as it is written elsewhere: `COUNCIL` is a council.
pub(in super::super) fn title_case(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_string() + &characters.as_str().to_lowercase())
}

/// How often a word stands in the text, with a possessive ending, too.
pub(super) fn occurrences(doc: &Document<'_>, words: &str) -> usize {
    doc.tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && without_possessive(doc.slice(token.span)) == words)
        .count()
}

/// Whether most words are capitalised, as in a title: capitals then tell nothing.
pub(super) fn is_headline(doc: &Document<'_>, sentence: &Sentence) -> bool {
    if !matches!(sentence.kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let words: Vec<&str> = doc
        .tokens_of(sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| doc.slice(token.span))
        .filter(|words| words.len() >= 4)
        .collect();
    let capital = words.iter().filter(|words| words.chars().next().is_some_and(char::is_uppercase)).count();
    words.len() >= 3 && capital * 10 >= words.len() * 7
}

/// `molaire.eth`, `quiltmaker.lens`: the name of a wallet, where its first word is token `at`.
pub(super) fn handle(doc: &Document<'_>, at: usize) -> Option<Span> {
    let word = |ahead: usize| doc.tokens.get(at + ahead).map(|token| doc.slice(token.span));
    let known = word(1) == Some(".") && matches!(without_possessive(word(2)?), "eth" | "lens" | "sol" | "bnb" | "gg");
    let first = doc.tokens[at];
    let apart = !doc.text[..first.span.start].ends_with(['/', '.', '@', '-', '_']);
    let ends = !doc.text[doc.tokens.get(at + 2)?.span.start..].split(char::is_whitespace).next()?.contains(['/', '@']);
    let last = without_possessive(word(2)?).len() + doc.tokens[at + 2].span.start;
    (known && apart && ends && first.kind == TokenKind::Word).then(|| Span::new(first.span.start, last))
}
