//! Lists of data: what stands in one list with a known kind of data is data too, and a copy or a list of something is more
//! than the thing: `crew lists, passport scans and notes on allergies`.

mod words;

use std::ops::Range;

use words::{CARRIERS, DETERMINERS, PARTICIPLES, WHOSE, is_counted, is_free, is_no_data, is_noun_of_data};

use super::data::{is_outside, is_vague};
use super::{Entity, EntityKind};
use crate::extract::Mention;
use crate::extract::number::Walk;
use crate::text::{BlockKind, Document, Span, TokenKind};

/// Adds what the lists of data hold besides what is known, and gives copies, scans and lists what they are of.
pub(super) fn completed(doc: &Document<'_>, mentions: Vec<Mention<Entity>>) -> Vec<Mention<Entity>> {
    let mut mentions = mentions;
    let data = |mention: &Mention<Entity>| mention.value.kind == EntityKind::Data;
    if !mentions.iter().any(data) {
        return mentions;
    }
    let reader =
        Reader { walk: Walk::new(doc), taken: mentions.iter().map(|mention| (mention.span, data(mention))).collect() };
    let mut known: Vec<Span> = mentions.iter().filter(|mention| data(mention)).map(|mention| mention.span).collect();
    let mut added: Vec<Span> = Vec::new();
    for span in &known {
        if !is_vague(&doc.slice(*span).to_lowercase()) {
            reader.follow(*span, &mut added);
            reader.precede(*span, &mut added);
        }
    }
    known.extend(&added);
    for span in &known {
        let Some(wide) = reader.widened(*span) else { continue };
        added.push(wide);
    }
    mentions.extend(added.into_iter().map(|span| Mention {
        span,
        value: Entity::named(EntityKind::Data, doc.slice(span)),
        rule: "data",
    }));
    let (found, others): (Vec<_>, Vec<_>) = mentions.into_iter().partition(data);
    mentions = crate::extract::refine::longest(doc, found);
    mentions.extend(others);
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    mentions
}

struct Reader<'d, 'a> {
    walk: Walk<'d, 'a>,
    /// What is named, in the order of the text, and whether it is data.
    taken: Vec<(Span, bool)>,
}

/// How many kinds of data a list may hold beyond a known one.
const REACH: usize = 6;

impl Reader<'_, '_> {
    fn span(&self, tokens: &Range<usize>) -> Span {
        self.walk.span(tokens)
    }

    /// What is named near byte `at`; mentions are short, so that those that begin long before it cannot reach it.
    fn near(&self, at: usize) -> impl Iterator<Item = &(Span, bool)> {
        const LONGEST: usize = 300;
        let from = self.taken.partition_point(|(span, _)| span.start + LONGEST < at);
        self.taken[from..].iter().take_while(move |(span, _)| span.start < at + LONGEST)
    }

    /// Whether something else is named there.
    fn is_taken(&self, span: Span) -> bool {
        self.near(span.start)
            .any(|(other, data)| other.overlaps(span) && (*data || other.start == span.start && other.end == span.end))
    }

    /// The kinds of data that follow a known one in its list.
    fn follow(&self, known: Span, added: &mut Vec<Span>) {
        let Some(mut end) = self.token_behind(known.end) else { return };
        for _ in 0..REACH {
            let Some(start) = self.separated(end) else { return };
            let Some((item, head)) = self.item(start) else { return };
            let span = self.span(&item);
            if self.is_taken(self.span(&(item.start..head))) || is_added(added, span) {
                return;
            }
            added.push(span);
            end = item.end;
        }
    }

    /// The token that begins at byte `at` or behind it.
    fn token_behind(&self, at: usize) -> Option<usize> {
        let index = self.walk.doc.tokens.partition_point(|token| token.span.start < at);
        (index < self.walk.doc.tokens.len()).then_some(index)
    }

    /// The token after `,`, `and`, or `, and for some,`: where the next item of a list begins.
    fn separated(&self, end: usize) -> Option<usize> {
        let mut at = self.walk.visible(end)?;
        let mut separated = false;
        if matches!(self.walk.text(at), "," | ";") {
            at = self.walk.after(at)?;
            separated = true;
        }
        if ["and", "or", "plus", "&"].iter().any(|word| self.walk.is(at, word)) {
            at = self.walk.after(at)?;
            separated = true;
        }
        if !separated {
            return None;
        }
        Some(self.past_condition(at).unwrap_or(at))
    }

    /// The token after `, for some,` or `in 70,000 cases,`.
    fn past_condition(&self, at: usize) -> Option<usize> {
        let opened = self.walk.text(at) == ",";
        let mut next = if opened { self.walk.after(at)? } else { at };
        if !["for", "in"].iter().any(|word| self.walk.is(next, word)) {
            return None;
        }
        for _ in 0..9 {
            next = self.walk.after(next)?;
            if self.walk.text(next) == "," {
                return self.walk.after(next);
            }
        }
        None
    }

    /// The words of a kind of data from token `at` on, and one past its noun.
    fn item(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let mut start = at;
        while DETERMINERS.iter().any(|word| self.walk.is(start, word)) {
            start = self.walk.after(start)?;
        }
        // `the purchaser's name`
        if self.walk.text(start).ends_with("'s") || self.walk.text(start).ends_with("’s") {
            start = self.walk.after(start)?;
        }
        let determined = start > at;
        let end = self.words(start, false)?;
        let head = self.walk.text(end - 1);
        let of_data = is_noun_of_data(head, determined && self.closes(end)) || self.leads_on(end) && is_free(head);
        of_data.then(|| (start..self.shown(start, end).unwrap_or(end), end))
    }

    /// Whether the list goes on or ends behind token `end`.
    fn closes(&self, end: usize) -> bool {
        self.walk.visible(end).is_none_or(|next| {
            matches!(self.walk.text(next), "," | "." | ";" | ")")
                || self.walk.is(next, "and")
                || self.walk.is(next, "or")
        })
    }

    /// Whether the list goes on with a known kind of data behind token `end`.
    fn leads_on(&self, end: usize) -> bool {
        let Some(next) = self.separated(end) else { return false };
        let start = self.walk.doc.tokens[next].span.start;
        self.near(start).any(|(span, data)| *data && span.start == start)
    }

    /// One past up to four words of a noun phrase; words such as `housing` are part of it where no verb can stand.
    fn words(&self, start: usize, gerunds: bool) -> Option<usize> {
        let mut end = start;
        for _ in 0..4 {
            let Some(next) = (if end == start { Some(start) } else { self.walk.visible(end) }) else { break };
            let gerund = gerunds && self.walk.text(next).ends_with("ing");
            if self.walk.kind(next) != Some(TokenKind::Word) || !gerund && !self.is_part(next, next == start) {
                break;
            }
            end = self.past_hyphens(next);
        }
        (end > start).then_some(end)
    }

    /// One past a word and what hyphens tie to it: `next-of-kin`.
    fn past_hyphens(&self, word: usize) -> usize {
        let mut end = word + 1;
        while matches!(self.walk.text(end), "-" | "‑") && self.walk.kind(end + 1) == Some(TokenKind::Word) {
            end += 2;
        }
        end
    }

    /// Whether a word can be part of a kind of data.
    fn is_part(&self, at: usize, first: bool) -> bool {
        let word = self.walk.text(at);
        let participle = word.ends_with("ed") && word.len() > 4 && !(first && PARTICIPLES.contains(&word));
        !participle && !is_outside(word)
    }

    /// One past what a copy or a note shows: `of the identity cards` behind `copies`.
    fn shown(&self, first: usize, end: usize) -> Option<usize> {
        let (_, prepositions) = CARRIERS.iter().find(|(carrier, _)| self.walk.is(end - 1, carrier))?;
        // `mobile numbers of senders`: a kind of data that is told already, and whose it is.
        if end - first > 1 && WHOSE.iter().any(|word| self.walk.is(end - 1, word)) {
            return None;
        }
        let at = self.walk.visible(end).filter(|at| prepositions.iter().any(|word| self.walk.is(*at, word)))?;
        let mut start = self.walk.after(at)?;
        while DETERMINERS.iter().any(|word| self.walk.is(start, word)) {
            start = self.walk.after(start)?;
        }
        let last = self.words(start, true)?;
        let head = self.walk.text(last - 1).to_lowercase();
        let person = is_counted(&head) && self.walk.is(at, "of");
        (!person && !is_no_data(&head)).then_some(last)
    }

    /// The kinds of data that stand before a known one in its list.
    fn precede(&self, known: Span, added: &mut Vec<Span>) {
        let Some(mut start) = self.token_behind(known.start) else { return };
        for _ in 0..REACH {
            let Some(item) = self.item_before(start) else { return };
            let span = self.span(&item);
            if self.is_taken(span) || is_added(added, span) {
                return;
            }
            added.push(span);
            start = item.start;
        }
    }

    /// The words of a kind of data before the comma or the `and` that stands before token `at`.
    fn item_before(&self, at: usize) -> Option<Range<usize>> {
        let mut last = self.walk.before(at)?;
        while DETERMINERS.iter().any(|word| self.walk.is(last, word)) {
            last = self.walk.before(last)?;
        }
        let mut separated = false;
        if self.walk.is(last, "and") || self.walk.is(last, "or") {
            last = self.walk.before(last)?;
            separated = true;
        }
        if matches!(self.walk.text(last), "," | ";") {
            last = self.walk.before(last)?;
            separated = true;
        }
        if !separated || self.walk.kind(last) != Some(TokenKind::Word) {
            return None;
        }
        let mut start = last;
        let opens = |at: usize| self.opens_sentence(at);
        if !self.is_part(start, true) && !opens(start) {
            return None;
        }
        for _ in 0..3 {
            let Some(previous) = self.walk.before(start) else { break };
            let word = self.walk.text(previous);
            let fits = self.walk.kind(previous) == Some(TokenKind::Word)
                && (self.is_part(previous, true) || opens(previous) && !is_outside(&word.to_lowercase()));
            if !fits {
                break;
            }
            start = previous;
        }
        let determined = self.walk.before(start).is_some_and(|word| {
            DETERMINERS.iter().any(|known| self.walk.is(word, known)) || self.walk.text(word) == ","
        });
        is_noun_of_data(self.walk.text(last), determined).then_some(start..last + 1)
    }

    fn opens_sentence(&self, at: usize) -> bool {
        let start = self.walk.doc.tokens[at].span.start;
        self.walk.doc.sentence_at(start).is_some_and(|sentence| {
            let sentence = &self.walk.doc.sentences[sentence];
            sentence.span.start == start && sentence.kind != BlockKind::Dateline
        })
    }

    /// A kind of data with what it is a copy of, or what it shows.
    fn widened(&self, span: Span) -> Option<Span> {
        let mut first = self.token_behind(span.start)?;
        let end = self.token_behind(span.end).unwrap_or(self.walk.doc.tokens.len());
        let last = self.shown(first, end).unwrap_or(end);
        let old = first;
        // `copies of the passports`
        let mut before = self.walk.before(first)?;
        if self.walk.is(before, "the") {
            before = self.walk.before(before)?;
        }
        if self.walk.is(before, "of") {
            let carrier = self.walk.before(before)?;
            const COPIES: &[&str] =
                &["copies", "scans", "images", "pictures", "photographs", "photos", "details", "results", "drafts"];
            if COPIES.iter().any(|known| self.walk.is(carrier, known)) {
                first = carrier;
            }
        }
        (first < old || last > end).then(|| self.span(&(first..last)))
    }
}

/// Whether what was added last, which stands nearby, holds the span.
fn is_added(added: &[Span], span: Span) -> bool {
    added.iter().rev().take(4 * REACH).any(|other| other.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;
    use crate::extract::Rule;

    #[test]
    fn completes_lists() {
        for (text, expected) in [
            ("It held names, weights and GPS tracks.", vec!["GPS tracks", "names", "weights"]),
            (
                "Boat lengths, names and the crew rota entries were taken.",
                vec!["Boat lengths", "crew rota entries", "names"],
            ),
            ("It held phone numbers, the chairman said, and more.", vec!["phone numbers"]),
            ("They copied names and, for some, harbour fees.", vec!["harbour fees", "names"]),
            ("Passwords and servers were lost.", vec!["Passwords"]),
            ("The date of birth, name and berth number of each.", vec!["berth number", "date of birth", "name"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn tells_what_copies_show() {
        for (text, expected) in [
            ("They took copies of the passports.", vec!["copies of the passports"]),
            ("They took names and notes on allergies.", vec!["names", "notes on allergies"]),
            ("They took photographs of customers.", vec!["photographs"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    fn found(text: &str) -> Vec<String> {
        let doc = Document::new(text);
        let known = Lexicon::new().find(&doc).into_iter().filter(|(_, value)| value.kind == EntityKind::Data);
        let known: Vec<_> = known.map(|(span, value)| Mention { span, value, rule: "lexicon" }).collect();
        let mut found: Vec<String> = completed(&doc, crate::extract::refine::longest(&doc, known))
            .iter()
            .map(|mention| doc.slice(mention.span).to_owned())
            .collect();
        found.sort();
        found
    }
}
