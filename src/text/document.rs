//! An article's text with its tokens and sentences, made once and read by every rule.

use jiff::civil::Date;

use super::{BlockKind, Sentence, Span, Token, sentence, tokenize};

/// What extractors read.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article's text as given; every span points into it.
    pub text: &'a str,
    /// The title where the text does not hold it.
    pub title: Option<&'a str>,
    /// The publication date, if known.
    pub published: Option<Date>,
    /// Tokens that tile `text`.
    pub tokens: Vec<Token>,
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
}

impl<'a> Document<'a> {
    /// Cuts `text` up; linear in its length.
    pub fn new(text: &'a str) -> Self {
        let tokens = tokenize(text);
        let sentences = sentence::split(text, &tokens);
        Self { text, title: None, published: None, tokens, sentences }
    }

    /// The words of `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.text[span.start..span.end]
    }

    /// The words of sentence number `sentence` before `span` and behind it; `None` where it reaches beyond the sentence.
    pub fn around(&self, sentence: usize, span: Span) -> Option<(&'a str, &'a str)> {
        let sentence = self.sentences[sentence].span;
        self.text.get(sentence.start..span.start).zip(self.text.get(span.end..sentence.end))
    }

    /// Index of the sentence that covers byte `at`, or of the last one before it.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= at).checked_sub(1)
    }

    /// Number of the block that holds byte `at`, or of the last one before it.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        self.sentence_at(at).map(|sentence| self.sentences[sentence].block)
    }

    /// Whether a sentence, by its index, is the first of its block.
    pub fn opens_block(&self, sentence: usize) -> bool {
        sentence == 0 || self.sentences[sentence - 1].block != self.sentences[sentence].block
    }

    /// The first sentence of the body.
    pub fn lead(&self) -> Option<Span> {
        self.sentences.iter().find(|sentence| sentence.kind == BlockKind::Body).map(|sentence| sentence.span)
    }

    /// `Related: Elkhorn Bank hit by exploit`: whether a sentence is the title of another article.
    pub fn is_link(&self, sentence: usize) -> bool {
        const LEADS: &[&str] = &[
            "related", "read more", "read also", "also read", "see also", "more on", "recommended", "read", "magazine",
            "further reading", "don't miss", "don’t miss", "you may also like", "more from", "related article",
            "related articles", "related news",
        ];
        let text = self.slice(self.sentences[sentence].span);
        LEADS.iter().any(|lead| {
            text.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead))
                && text[lead.len()..].trim_start().starts_with([':', '»', '|'])
        })
    }

    /// Index of the token that covers byte `at`.
    pub fn token_at(&self, at: usize) -> Option<usize> {
        let index = self.tokens.partition_point(|token| token.span.end <= at);
        (index < self.tokens.len()).then_some(index)
    }

    /// The tokens of one sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_other_articles_are_links() {
        for (text, expected) in [
            ("Related: Elkhorn Bank hit by exploit", true),
            ("Magazine: Should projects negotiate with hackers?", true),
            ("Related parties were told.", false),
            ("Read the report.", false),
        ] {
            assert_eq!(Document::new(text).is_link(0), expected, "{text}");
        }
    }

    #[test]
    fn finds_sentence_and_token() {
        let doc = Document::new("Zaif fell. It rose.");
        assert_eq!(doc.sentence_at(0), Some(0));
        assert_eq!(doc.sentence_at(12), Some(1));
        assert_eq!(doc.slice(doc.tokens[doc.token_at(12).unwrap()].span), "It");
        assert_eq!(doc.token_at(99), None);
        assert_eq!(Document::new("").sentence_at(0), None);
    }
}
