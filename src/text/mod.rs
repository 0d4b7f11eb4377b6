//! The text of an article, cut up but never copied: spans, tokens, sentences, the document.

mod codepoints;
pub mod digest;
mod document;
mod language;
mod pattern;
mod sentence;
mod span;
mod token;
mod words;

pub use codepoints::CodePoints;
pub use document::Document;
pub use language::Language;
pub use pattern::regex;
pub use sentence::{BlockKind, SHORTENED, Sentence};
pub use span::Span;
pub use token::{Token, TokenKind, tokenize};
pub use words::{without_possessive, words};
