//! Names of days and months, which are no names of anybody, but for people who are called so: `Jan Brandl`, `April Osei`.

use crate::text::{Document, TokenKind};

/// Days, months and feasts.
pub(in crate::extract::entity) const CALENDAR: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mondays", "Tuesdays", "Wednesdays",
    "Thursdays", "Fridays", "Saturdays", "Sundays", "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept",
    "Sep", "Oct", "Nov", "Dec", "Christmas", "Easter", "Thanksgiving", "Ramadan", "Halloween", "Boxing",
];

/// Months that people bear as first names.
const GIVEN: &[&str] = &["Jan", "April", "May", "June", "August"];
/// After these a month is one: `in May Whitlock said`, `last June`.
const WHEN: &[&str] = &[
    "in", "of", "since", "last", "this", "next", "by", "until", "till", "from", "to", "through", "between", "and",
    "or", "during", "before", "after", "late", "early", "mid", "every", "each", "the", "that", "one", "same", "around",
    "for", "on", "throughout", "past", "previous", "following", "a", "it's", "it’s",
];
/// What a month stands behind where it is the last word of a name: `Casa del Mar`.
const PARTICLES: &[&str] = &["del", "de", "do", "da", "el"];

/// Whether the word for a month at token `at` belongs to a name: a first name before a surname, with nothing before it that a month
/// stands behind, or the sea of a Spanish name.
pub(super) fn is_of_a_name(doc: &Document<'_>, at: usize, is_unknown: impl Fn(&str) -> bool) -> bool {
    let words = |at: usize| doc.tokens.get(at).map_or("", |token| doc.slice(token.span));
    let blank = |at: usize| doc.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Space);
    let before = if at >= 2 && blank(at - 1) { words(at - 2) } else { "" };
    let month = words(at).trim_end_matches("'s").trim_end_matches("’s");
    if month == "Mar" {
        return PARTICLES.contains(&before);
    }
    let surname = blank(at + 1) && {
        let next = words(at + 2).trim_end_matches("'s").trim_end_matches("’s");
        next.starts_with(char::is_uppercase)
            && next.chars().any(char::is_lowercase)
            && !CALENDAR.contains(&next)
            && (month == "Jan" || is_unknown(next))
    };
    // Running text cuts no month short but before a number.
    let spelt = month != "Jan";
    let dated = before.ends_with(|c: char| c.is_ascii_digit())
        || CALENDAR.contains(&before)
        || spelt && (WHEN.contains(&before.to_lowercase().as_str()) || matches!(before, "," | "("));
    GIVEN.contains(&month) && surname && !dated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_bear_the_names_of_months() {
        let at = |doc: &Document<'_>, word: &str| {
            doc.tokens.iter().position(|token| doc.slice(token.span) == word).expect("the word is there")
        };
        for (text, word, expected) in [
            ("It robbed Jan Brellow of all.", "Jan", true),
            ("The owner, Jan Brellow, and Jan Tredgold lost it.", "Jan", true),
            ("On Jan 5 it was gone.", "Jan", false),
            ("A clerk, April Tredgold, said so.", "April", false),
            ("The clerk April Tredgold said so.", "April", true),
            ("We heard that in May Tredgold said so.", "May", false),
            ("They left the Hotel Casa del Mar.", "Mar", true),
            ("Last June Tredgold lost it.", "June", false),
            ("It closes on Sundays.", "Sundays", false),
        ] {
            let doc = Document::new(text);
            assert_eq!(is_of_a_name(&doc, at(&doc, word), |_| true), expected, "{text}");
        }
    }
}
