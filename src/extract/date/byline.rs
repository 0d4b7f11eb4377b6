//! `June 17, 2021`, `By Ada Holm | 9 May 2022`: a line that says when the article appeared.

use jiff::civil;

use super::{Anchor, Basis, DateExpr};
use crate::extract::Mention;
use crate::text::{BlockKind, Document, Sentence, Span, TokenKind};

/// Words that such a line may hold beside names and the day.
const WORDS: &[&str] = &[
    "by", "on", "at", "in", "published", "posted", "updated", "written", "last", "first", "date", "dated", "staff",
    "writer", "reporter", "min", "mins", "read", "minute", "minutes", "am", "pm", "utc", "news", "story", "and", "of",
    "the", "a", "th", "st", "nd", "rd", "blog", "report", "press", "release", "for", "immediate", "gmt", "est",
    "digest", "bulletin", "newsletter", "no", "edition", "issue", "note", "notes", "version", "preprint", "morning",
    "evening",
];
/// Blocks at the head of an article among which it stands.
const HEAD: usize = 6;

/// The day that a byline near the head of the article or its signature gives, with its words.
pub fn byline(doc: &Document<'_>, mentions: &[Mention<DateExpr>]) -> Option<(Span, civil::Date)> {
    let last = doc.sentences.last()?.block;
    let place = |sentence: &Sentence| sentence.block <= HEAD || sentence.block + 1 >= last;
    doc.sentences
        .iter()
        .filter(|sentence| match sentence.kind {
            // "By Ada Holm | 9 May 2022 | 3 min read": a row, not an item of a list.
            BlockKind::Bullet => doc.slice(sentence.span).contains(" | ") && place(sentence),
            _ => place(sentence),
        })
        .find_map(|sentence| {
            let (span, day) =
                mentions.iter().filter(|mention| sentence.span.contains(mention.span)).find_map(|mention| {
                    let date = mention.value.resolve(&Anchor::default());
                    let day = date.earliest.filter(|day| date.latest == Some(*day) && date.basis == Basis::Explicit)?;
                    Some((mention.span, day))
                })?;
            is_bare(doc, sentence, span).then_some((span, day))
        })
}

/// Whether the line of a date holds only that, names and the words of a byline.
fn is_bare(doc: &Document<'_>, sentence: &Sentence, date: Span) -> bool {
    let start = doc.text[..date.start].rfind('\n').map_or(0, |at| at + 1);
    let end = doc.text[date.end..].find('\n').map_or(doc.text.len(), |at| date.end + at);
    let line = Span::new(start, end);
    let others: Vec<&str> = doc
        .tokens_of(sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Word && line.contains(token.span) && !date.overlaps(token.span))
        .map(|token| doc.slice(token.span))
        .collect();
    let large = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    // `By chainwire staff`: authors who write themselves small.
    let author = |at: usize| at > 0 && others[at - 1].eq_ignore_ascii_case("by");
    let fits = |(at, word): (usize, &&str)| large(word) || author(at) || WORDS.contains(&word.to_lowercase().as_str());
    others.len() <= 10 && others.iter().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::super::extractor;
    use super::*;

    #[test]
    fn reads_the_line() {
        let extractor = extractor();
        for (text, expected) in [
            ("Moss - REKT\n\nJune 17, 2021\n\nIt lost all of it.", Some("2021-06-17")),
            ("Moss hacked\n\nBy Ada Holm | 9 May 2022\n\nIt lost all of it.", Some("2022-05-09")),
            ("Moss hacked\n\nPublished on 2022-05-09 at 10:15 UTC\n\nIt lost all.", Some("2022-05-09")),
            ("Notice\n\nWe lost it all yesterday.\n\nThe Moss team\nJuly 14, 2020", Some("2020-07-14")),
            ("Moss hacked\n\nBy Ada Holm | May 9, 2022 | 3 min read\n\nIt lost all.", Some("2022-05-09")),
            ("Moss hacked\n\nPublished 9 May 2022 · By nodewire staff\n\nIt lost all.", Some("2022-05-09")),
            ("Moss hacked\n9 May 2022\n\nIt lost all of it.", Some("2022-05-09")),
            ("Sunday digest, 9 May 2022\n\nThree in one week.", Some("2022-05-09")),
            ("Moss hacked\n\nIt was hacked on 9 May 2022.\n\nAll is gone.", None),
            ("Moss hacked\n\nMay 2022\n\nAll is gone.", None),
            ("Moss hacked\n\n- 9 May 2022\n- 10 May 2022\n\nAll is gone.", None),
        ] {
            let doc = Document::new(text);
            let found = byline(&doc, &extractor.extract(&doc)).map(|(_, day)| day.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
