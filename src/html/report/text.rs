//! The text cut at every end of a place, so that places which overlap are each marked, once.

use maud::{Markup, html};

use super::places::Places;
use super::story::Story;
use crate::text::Span;

/// A piece of text under the same places from end to end.
#[derive(Debug, PartialEq, Eq)]
struct Segment {
    span: Span,
    /// The places that cover it, the shortest first.
    under: Vec<usize>,
    /// Those of them that begin here.
    begins: Vec<usize>,
    /// Those of them that end here.
    ends: Vec<usize>,
}

/// The text in paragraphs.
pub(super) fn markup(story: &Story<'_>) -> Markup {
    let text = story.article.text.as_str();
    let headline = story.article.headline();
    html! {
        @for paragraph in paragraphs(text) {
            p.headline[headline == Some(&text[paragraph])] {
                @for segment in segments(paragraph, &story.places) { (mark(story, &segment)) }
            }
        }
    }
}

fn mark(story: &Story<'_>, segment: &Segment) -> Markup {
    let text = &story.article.text.as_str()[segment.span];
    html! {
        @for place in &segment.begins { span.w id=(story.place_id(*place)) {} }
        @if let Some(inner) = segment.under.first() {
            @let fact = story.places.list[*inner].facts[0];
            @let places: Vec<String> = segment.under.iter().map(|place| story.place_id(*place)).collect();
            a.m.(story.fact(fact).kind.class()) href={ "#" (story.fact_id(fact)) } data-p=(places.join(" "))
                tabindex=[(!segment.begins.contains(inner)).then_some("-1")] { (text) }
        } @else { (text) }
        @for place in &segment.ends { (story.label(*place)) }
    }
}

/// The blocks between blank lines, without the blanks around them.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            open = false;
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + words.len());
            match found.last_mut() {
                Some(last) if open => *last = last.cover(span),
                _ => found.push(span),
            }
            open = true;
        }
        at += line.len();
    }
    found
}

fn segments(paragraph: Span, places: &Places) -> Vec<Segment> {
    let inside: Vec<usize> = (0..places.list.len()).filter(|at| places.list[*at].span.overlaps(paragraph)).collect();
    let ends = inside.iter().flat_map(|at| [places.list[*at].span.start, places.list[*at].span.end]);
    let within = |at: &usize| (paragraph.start..=paragraph.end).contains(at);
    let mut cuts: Vec<usize> = ends.filter(within).chain([paragraph.start, paragraph.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|ends| Span::new(ends[0], ends[1]));
    let pieces = pieces.map(|span| {
        let of = |at: &usize| places.list[*at].span;
        let mut under: Vec<usize> = inside.iter().copied().filter(|at| of(at).contains(span)).collect();
        under.sort_by_key(|at| of(at).len());
        let begins = under.iter().copied().filter(|at| of(at).start == span.start).collect();
        let ends = under.iter().copied().filter(|at| of(at).end == span.end).collect();
        Segment { span, under, begins, ends }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::kind::Kind;
    use crate::html::report::facts::Fact;
    use crate::record::Evidence;

    /// Marks `spans` (in code points) in `text` and shows each segment with how many places cover it.
    fn shown(text: &str, spans: &[(usize, usize)]) -> Vec<(String, usize)> {
        let slice = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
        let words: Vec<Evidence> =
            spans.iter().map(|(start, end)| Evidence { start: *start, end: *end, text: slice(*start, *end) }).collect();
        let facts = words.iter().map(|words| Fact {
            question: "Who",
            kind: Kind::Victim,
            label: String::new(),
            answer: String::new(),
            note: String::new(),
            words,
        });
        let places = Places::new(text, &[facts.collect()]);
        let all: Vec<Segment> = paragraphs(text).into_iter().flat_map(|one| segments(one, &places)).collect();
        for at in 0..places.list.len() {
            assert_eq!(all.iter().filter(|one| one.begins.contains(&at)).count(), 1, "{text}: {at} begins once");
            assert_eq!(all.iter().filter(|one| one.ends.contains(&at)).count(), 1, "{text}: {at} ends once");
        }
        all.into_iter().map(|one| (text[one.span].to_owned(), one.under.len())).collect()
    }

    #[test]
    fn every_span_is_marked_once() {
        type Case = (&'static str, &'static [(usize, usize)], &'static [(&'static str, usize)]);
        let cases: [Case; 8] = [
            ("abc", &[], &[("abc", 0)]),
            ("a b c", &[(2, 3)], &[("a ", 0), ("b", 1), (" c", 0)]),
            ("a b c", &[(2, 3), (2, 3)], &[("a ", 0), ("b", 1), (" c", 0)]),
            ("abcdef", &[(0, 4), (2, 6)], &[("ab", 1), ("cd", 2), ("ef", 1)]),
            ("abcdef", &[(0, 6), (2, 4), (2, 3)], &[("ab", 1), ("c", 3), ("d", 2), ("ef", 1)]),
            ("😀é€ b", &[(0, 1), (4, 5)], &[("😀", 1), ("é€ ", 0), ("b", 1)]),
            ("one\n\ntwo", &[(0, 8)], &[("one", 1), ("two", 1)]),
            ("one\n\ntwo", &[(3, 8)], &[("one", 0), ("two", 1)]),
        ];
        for (text, spans, expected) in cases {
            let segments = shown(text, spans);
            let segments: Vec<_> = segments.iter().map(|(words, under)| (words.as_str(), *under)).collect();
            assert_eq!(segments, expected, "{text:?}");
        }
    }

    #[test]
    fn words_that_are_not_there_have_no_place() {
        for (start, end, words) in [(0, 3, "xyz"), (2, 9, "c"), (9, 12, "abc"), (3, 3, ""), (3, 4, " ")] {
            let words = Evidence { start, end, text: words.to_owned() };
            let fact = Fact {
                question: "Who",
                kind: Kind::Victim,
                label: String::new(),
                answer: String::new(),
                note: String::new(),
                words: &words,
            };
            assert!(Places::new("abc d", &[vec![fact]]).list.is_empty(), "{start}–{end}");
        }
    }

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        for (text, expected) in [
            ("a\nb", vec!["a\nb"]),
            ("\n\na \n \n b\n", vec!["a", "b"]),
            ("a\r\n\r\nb\r\n", vec!["a", "b"]),
            (" \n", vec![]),
        ] {
            let found: Vec<&str> = paragraphs(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
