//! Words that open a sentence: capitals tell nothing there.

use super::words::{is_shouted, occurrences, title_case};
use super::{Names, Piece};
use crate::text::{BlockKind, Document, Sentence, Span};

/// What may follow a single unknown word that opens a sentence, where that is a name.
const AFTER_OPENING: &[&str] = &[
    "had", "has", "was", "is", "lost", "paid", "says", "said", "confirmed", "suffered", "lies", "sent", "wired",
    "told", "went", "fell", "runs", "makes", "saw", "put", "took", "gave", "left", "kept", "held", "loses", "got",
    "began", "became", "shut", "pays", "ran", "uses", "sells", "sold", "did", "does", "sits", "stood", "in", "on",
    "at", "from",
];
/// How a word ends that opens a sentence as an adverb or a participle, known or not.
pub(super) const NO_NAMES: &[&str] = &["ly", "ing", "ed"];

/// How long the number of a paragraph can be, in bytes.
const NUMBER: usize = 16;

impl Names {
    /// A single unknown word that opens a sentence is a name only where the article writes it so elsewhere too.
    pub(super) fn is_mere_opening(&self, doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
        let opens = sentence.span.start == span.start
            || doc.text[..span.start]
                .trim_end_matches(|c: char| c.is_whitespace() || c == '*')
                .ends_with(['“', '"', '‘', '(', '[', '【', ':', '•', '—', '–', '?', '!', '.'])
            || sentence.kind == BlockKind::Body
                && doc.text[..span.start].ends_with(") ")
                && self.follows_dateline(doc, sentence, span);
        // `3/ Total loss`: the number of a message.
        let counted = doc.text[..span.start].trim_end().strip_suffix(['/', ')']);
        let opens = opens || counted.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        // `4.2 First, an unsecured loan`: the number of a paragraph; `Method: SIM swap`: the label of a line.
        let near = &doc.text[doc.text.floor_char_boundary(span.start.saturating_sub(NUMBER))..span.start];
        let line = near.rsplit('\n').next().unwrap_or_default();
        let whole = line.len() < near.len() || near.len() < NUMBER;
        let numbered =
            whole && !line.is_empty() && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' ' | '(' | ')'));
        let labels = || whole && line.trim().is_empty() && doc.text[span.end..].starts_with(':');
        let opens = opens || numbered || labels();
        let words = doc.slice(span);
        let plain = words.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '’' | '\''));
        let again = occurrences(doc, words);
        // `Croissants are off`: the same word in small letters below.
        let small = || sentence.kind == BlockKind::Title && again < 2 && occurrences(doc, &words.to_lowercase()) > 0;
        if opens && plain && small() {
            return true;
        }
        opens
            && plain
            && (again < 2
                && !(self.names_somebody(words) && (sentence.kind == BlockKind::Title || is_introduced(doc, span)))
                || words.contains(['’', '\'']))
    }

    /// `TAIPEI, 10 September (Harbour News) Three engineers`: whether a bracket that ends a dateline stands right before.
    fn follows_dateline(&self, doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
        let before = &doc.text[sentence.span.start..span.start];
        before.len() < 60
            && before
                .split(|c: char| !c.is_alphabetic())
                .next()
                .is_some_and(|place| place.len() > 2 && is_shouted(place))
    }

    /// `NOTICE TO PATIENTS`, `FACTS:`, `PRIYA:`: ordinary words in capitals, and the label of who speaks; no name unless the article
    /// writes it like one.
    pub(super) fn is_shouted_word(&self, doc: &Document<'_>, part: &[Piece<'_>]) -> bool {
        if !part.iter().all(|piece| piece.words.chars().count() > 1 && is_shouted(piece.words)) {
            return false;
        }
        let span = part[0].span.cover(part[part.len() - 1].span);
        let named = || {
            let usual: Vec<String> = part.iter().map(|piece| title_case(piece.words)).collect();
            doc.text.contains(&usual.join(" "))
        };
        let speaks = part.len() == 1
            && doc.text[span.end..].starts_with(':')
            && doc.text[..span.start].trim_end_matches(' ').ends_with(['\n']);
        let small = |piece: &Piece<'_>| {
            let low = piece.words.to_lowercase();
            self.common.contains(low.as_str()) || low.len() > 3 && occurrences(doc, &low) > 0
        };
        (speaks || part.iter().all(small)) && !self.projects.contains_key(doc.slice(span)) && !named()
    }

    /// Whether a word that opens a sentence is rather a name than an ordinary word.
    fn names_somebody(&self, words: &str) -> bool {
        self.projects.contains_key(words)
            || self.is_unknown(words) && !NO_NAMES.iter().any(|ending| words.ends_with(ending))
    }

    /// Whether no form of a word is an ordinary one.
    pub(super) fn is_unknown(&self, words: &str) -> bool {
        let low = words.to_lowercase();
        let known = |word: &str| self.common.contains(word);
        let stems = ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "ness"]
            .iter()
            .filter_map(|end| low.strip_suffix(end));
        // `Ferries`
        let stems = stems.chain(low.strip_suffix("ies"));
        let mut stems = stems.filter(|stem| stem.len() > 2);
        low.chars().count() > 3
            && low.chars().all(char::is_alphabetic)
            && !known(&low)
            && !stems.any(|stem| known(stem) || known(&format!("{stem}e")) || known(&format!("{stem}y")))
    }
}

/// `Tandwiel had paid`, `Hansapank, the largest,`, `Hearthbridge.`: whether what follows a word that opens a sentence speaks of
/// somebody.
pub(super) fn is_introduced(doc: &Document<'_>, span: Span) -> bool {
    let after = doc.text[span.end..].trim_start_matches('*');
    let set_off = [" (", " – ", " — "].iter().any(|mark| after.starts_with(mark));
    if after.starts_with([',', '.', ':', '…']) || set_off || heads_item(doc, span) && after.starts_with(" - ") {
        return true;
    }
    let next = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    AFTER_OPENING.contains(&next) || next.len() > 4 && next.ends_with("ed")
}

/// `• **Pylon Street** (Arbitrum), Tuesday.`: whether asterisks make the words alone bold or slanted at the head of an item.
fn heads_item(doc: &Document<'_>, span: Span) -> bool {
    let before = doc.text[..span.start].rsplit('\n').next().unwrap_or_default();
    let mark = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '•' | '·' | '-' | '–' | '+' | '.' | ')' | '*');
    let starred = before.contains('*') && before.chars().all(mark);
    starred && doc.text[span.end..].starts_with('*')
}

/// Whether such words are a name, ordinary ones too, since a bracket says more of what bears it: not `**Update** (14:00)`.
pub(super) fn names_item(doc: &Document<'_>, span: Span) -> bool {
    let behind = doc.text[span.end..].trim_start_matches('*');
    let bracket = behind.strip_prefix(" (").is_some_and(|inside| inside.starts_with(char::is_alphabetic));
    // `**Rain Tower**, an exchange in Oslo`
    let apposed = doc.slice(span).contains(' ') && [", a ", ", an "].iter().any(|article| behind.starts_with(article));
    (bracket || apposed) && heads_item(doc, span)
}
