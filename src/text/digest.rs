//! Digests: several stories in one article, each under a label of its own.
//!
//! `PORT. The harbour operator …`, `**Latvia.** Riga's tram operator …`, `2. PAPER CHARTS` with its paragraph below.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::regex;
use super::{BlockKind, Document, Span};

/// Stories that make a digest.
const STORIES: usize = 3;
/// Words that a story has at least.
const WORDS: usize = 12;

/// What a story begins with: a shouted or a short label with its mark, bold words, a number before a heading.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)^ (?:
            \*\* [^*\n]{2,50} \*\*
          | (?: (?: [*_•·▪●-] | \d{1,2} [.)] ) \s* )? \p{Lu} [\p{Lu}\p{N}’'&,\ -]{2,50} (?: \ \( [^)\n]{2,60} \) )?
            (?: [.:] | \ [–—-] ) \s
          | (?: (?: [•·▪●] | \d{1,2} [.)] ) \s* )? \p{Lu} [\p{L}’'&\ -]{1,30} (?: \ \( [^)\n]{2,60} \) )?
            (?: [.:] | \ [–—-] ) \s+ \p{Lu}
          | \d{1,2} [.)] \s+ \p{Lu} [^\n]{2,60} (?: \n | $ )
        )",
    )
});

/// The stories of a digest, in order; nothing where the article is none.
pub fn stories(doc: &Document<'_>) -> Vec<Span> {
    let blocks = blocks(doc);
    let label = |span: &Span| LABEL.find(doc.slice(*span)).map(|label| label.as_str().trim().to_owned());
    let labels: Vec<Option<String>> = blocks.iter().map(label).collect();
    let labelled = labels.iter().flatten().count();
    let distinct: BTreeSet<&String> = labels.iter().flatten().collect();
    // Speakers and questions come back, stories do not.
    if labelled < STORIES || distinct.len() < labelled || labelled * 2 < blocks.len() {
        return vec![];
    }
    let mut stories: Vec<Span> = Vec::new();
    for (block, label) in blocks.iter().zip(&labels) {
        match stories.last_mut() {
            _ if label.is_some() => stories.push(*block),
            // What follows a numbered heading belongs to it.
            Some(last) if doc.slice(*last).starts_with(|first: char| first.is_ascii_digit()) => {
                *last = last.cover(*block)
            }
            _ => {}
        }
    }
    let told = |story: &Span| doc.slice(*story).split_whitespace().count() >= WORDS;
    stories.retain(told);
    if stories.len() < STORIES { vec![] } else { stories }
}

/// The paragraphs of a digest that are in none of its stories.
pub fn rest(doc: &Document<'_>, stories: &[Span]) -> Vec<Span> {
    blocks(doc).into_iter().filter(|block| stories.iter().all(|story| !story.overlaps(*block))).collect()
}

/// The paragraphs below the title, a heading apart from them.
fn blocks(doc: &Document<'_>) -> Vec<Span> {
    let mut blocks: Vec<(usize, Span)> = Vec::new();
    for sentence in doc.sentences.iter().filter(|sentence| sentence.kind != BlockKind::Title) {
        match blocks.last_mut() {
            Some((block, span)) if *block == sentence.block => *span = span.cover(sentence.span),
            _ => blocks.push((sentence.block, sentence.span)),
        }
    }
    // A number before a heading belongs to its line.
    let line = |span: Span| Span::new(doc.text[..span.start].rfind('\n').map_or(0, |end| end + 1), span.end);
    blocks.into_iter().map(|(_, span)| line(span)).collect()
}

/// The text with nothing but blanks around one story: its bytes stand where they stood.
pub fn alone(text: &str, story: Span) -> String {
    let mut alone = " ".repeat(story.start);
    alone.push_str(&text[story.start..story.end]);
    alone.push_str(&" ".repeat(text.len() - story.end));
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let doc = Document::new(text);
        stories(&doc).into_iter().map(|span| &text[span.start..span.start + 12]).collect()
    }

    #[test]
    fn finds_stories_under_labels() {
        let words = "said that its systems were down for two days after an attack on its servers.";
        let shouted = format!(
            "Our week\n\nGood morning.\n\nPORT. Larga {words}\n\nPOOL. Kelp {words}\n\nSHOP (Chile). Ubu {words}\n"
        );
        assert_eq!(found(&shouted), ["PORT. Larga ", "POOL. Kelp s", "SHOP (Chile)"]);
        let doc = Document::new(&shouted);
        let rest = rest(&doc, &stories(&doc));
        assert_eq!(rest.into_iter().map(|span| doc.slice(span)).collect::<Vec<_>>(), ["Good morning."]);
        let placed = format!("Our week\n\n• PORT — Larga {words}\n\n• POOL — Kelp {words}\n\n• SHOP — Ubu {words}\n");
        assert_eq!(found(&placed).len(), 3);
        let dashed =
            format!("Our week\n\nDenmark - Larga {words}\n\nPeru - Kelp {words}\n\nNew Zealand - Ubu {words}\n");
        assert_eq!(found(&dashed).len(), 3);
        let counted = format!(
            "Our week\n\n1. The port. Larga {words}\n\n2. The pool. Kelp {words}\n\n3. The shop. Ubu {words}\n"
        );
        assert_eq!(found(&counted).len(), 3);
        let bold = format!("Our week\n\n**Latvia.** A {words}\n\n**Estonia.** B {words}\n\n**Poland.** C {words}\n");
        assert_eq!(found(&bold).len(), 3);
        let numbered =
            format!("Our week\n\n1. PAPER CHARTS\nA {words}\n\n2. OLD PIPES\nB {words}\n\n3. NEW LOCKS\nC {words}\n");
        assert_eq!(found(&numbered), ["1. PAPER CHA", "2. OLD PIPES", "3. NEW LOCKS"]);
    }

    #[test]
    fn leaves_other_articles_whole() {
        let words = "said that its systems were down for two days after an attack on its servers.";
        for text in [
            format!("Talk\n\nDEE: Well {words}\n\nJON: No {words}\n\nDEE: Yes {words}\n\nJON: Fine {words}\n"),
            "Form\n\nName: Kelp\nLoss: $3m\nDate: 3 May 2021\nCause: a bug\n".to_owned(),
            format!("News\n\nLarga {words}\n\nKelp {words}\n\nUbu {words}\n"),
        ] {
            assert!(found(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_story_stays_where_it_stood() {
        let text = "Größe. Kelp sank. Ende";
        let start = text.find("Kelp").unwrap();
        let story = Span::new(start, start + 10);
        let alone = alone(text, story);
        assert_eq!(
            (alone.len(), &alone[story.start..story.end], alone.trim()),
            (text.len(), "Kelp sank.", "Kelp sank.")
        );
    }
}
