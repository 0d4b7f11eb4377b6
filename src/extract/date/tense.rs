//! Whether the words before a date look forward: `will open on Friday`.

use super::expr::Tense;
use super::lexer::Lex;
use super::reader::Reader;

const FORWARD: &[&str] = &[
    "will", "shall", "ll", "scheduled", "slated", "due", "going", "upcoming", "intends", "expected", "expects", "plans",
];
/// Verbs of the past that end the look-out: what stands before them is another clause.
const PAST: &[&str] = &["was", "were", "had", "did", "said", "began", "stole", "told", "happened", "occurred"];

/// What has happened when it is told of, whatever is expected of it: `expects costs of the attack of 14 October`.
const DONE: &[&str] = &[
    "attack", "attacks", "cyberattack", "hack", "breach", "incident", "intrusion", "heist", "theft", "raid", "outage",
    "robbery", "leak", "exploit", "fire", "quake", "storm", "crash",
];
const OF: &[&str] = &["of", "on", "in", "from", "late", "early", "mid"];

/// How far a verb may stand before its date, in words.
const REACH: usize = 12;

pub(super) fn of(reader: Reader<'_>, at: usize) -> Tense {
    let holds = |words: &[&str], place: usize| words.iter().any(|word| word.eq_ignore_ascii_case(reader.words(place)));
    let noun = (0..at).rev().find(|place| !holds(OF, *place)).filter(|noun| *noun + 1 < at);
    if noun.is_some_and(|noun| holds(DONE, noun)) {
        return Tense::Past;
    }
    let mut seen = 0;
    for place in (0..at).rev() {
        match reader.lex(place) {
            Lex::Break => break,
            Lex::Mark('.' | ';' | '?' | '!') if !reader.glued(place + 1) => break,
            Lex::Mark(_) => continue,
            _ => {}
        }
        seen += 1;
        if seen > REACH {
            break;
        }
        let word = reader.words(place);
        if PAST.iter().any(|past| past.eq_ignore_ascii_case(word)) {
            break;
        }
        let short = word.rsplit(['\'', '’']).next().unwrap_or(word);
        // `estimates going round on Sunday`
        let goes = short.eq_ignore_ascii_case("going") && !reader.is(place + 1, &["to"]);
        if FORWARD.iter().any(|forward| forward.eq_ignore_ascii_case(short)) && !goes {
            // `was due on Friday` is over.
            let over = place.checked_sub(1).is_some_and(|before| reader.is(before, &["was", "were", "had", "been"]));
            return if over { Tense::Past } else { Tense::Future };
        }
    }
    Tense::Past
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::read;

    #[test]
    fn looks_at_the_verb_before() {
        for (text, edtf) in [
            ("It will open on Friday.", "2019-03-15"),
            ("It'll open on Friday.", "2019-03-15"),
            ("a hearing scheduled for Friday", "2019-03-15"),
            ("It will be told what was stolen on Friday.", "2019-03-08"),
            ("It will. On Friday it fell.", "2019-03-08"),
            ("It is going to open on Friday.", "2019-03-15"),
            ("the sums going round on Friday", "2019-03-08"),
            ("It expects costs from the cyber attack of 14 October.", "2018-10-14"),
            ("It expects a vote on 14 October.", "2019-10-14"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }
}
