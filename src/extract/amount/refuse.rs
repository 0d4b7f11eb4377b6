//! Numbers that are no amounts: dates, years, clock times, versions, ports, phone numbers, scores, sections, list marks.

use super::{Bound, phrase::Phrase};
use crate::{
    extract::number::{Form, Walk, lowered},
    text::TokenKind,
};

/// Words before a number that make it a name or a place in a list.
const LABELS: &[&str] = &[
    "version",
    "versions",
    "v",
    "ver",
    "port",
    "ports",
    "section",
    "sections",
    "page",
    "pages",
    "chapter",
    "article",
    "articles",
    "paragraph",
    "figure",
    "table",
    "step",
    "phase",
    "level",
    "stage",
    "tier",
    "room",
    "layer",
    "item",
    "episode",
    "volume",
    "issue",
    "build",
    "release",
    "releases",
    "updates",
    "update",
    "error",
    "code",
    "id",
    "extension",
    "ext",
    "zip",
    "route",
    "flight",
    "gate",
    "line",
    "lines",
    "rule",
    "unit",
    "bureau",
    "lab",
    "office",
    "number",
    "no",
    "nos",
    "exploit",
    "kb",
    "patch",
    "bulletin",
    "event",
    "option",
    "type",
    "track",
    "act",
    "class",
    "grade",
    "category",
    "ch",
    "sec",
    "pp",
    "cvss",
    "score",
    "scores",
    "severity",
    "rated",
    "rating",
    "aes",
    "rsa",
    "sha",
    "md",
    "rfc",
    "iso",
    "ipv",
    "usb",
    "http",
    "tls",
    "ssl",
    "smb",
    "bluetooth",
    "python",
    "area",
    "top",
    "age",
    "aged",
    "highway",
    "channel",
    "clause",
    "annex",
    "appendix",
    "exhibit",
    "footnote",
    "pin",
    "title",
    "region",
    "resolution",
    "bit",
];
/// Products whose number is a part of their name.
const PRODUCTS: &[&str] = &[
    "windows",
    "office",
    "iphone",
    "ipad",
    "galaxy",
    "pixel",
    "android",
    "ios",
    "macos",
    "firefox",
    "chrome",
    "explorer",
    "ie",
    "java",
    "php",
    "server",
    "debian",
    "ubuntu",
    "fedora",
    "playstation",
    "xbox",
    "nexus",
    "echo",
    "surface",
    "safari",
    "edge",
    "acrobat",
    "reader",
    "flash",
    "struts",
    "drupal",
    "wordpress",
    "joomla",
    "magento",
    "struts2",
    "mac",
    "kindle",
    "fortune",
    "forbes",
    "ftse",
    "nasdaq",
    "boeing",
    "airbus",
    "exchange",
    "sharepoint",
    "apache",
    "nginx",
    "openssl",
    "vault",
    "sp",
    "pack",
    "legacy",
    "model",
    "series",
    "web",
    "dow",
    "formula",
    "catch",
    "studio",
    "half-life",
    "watch",
    "os",
    "linux",
    "kernel",
];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];
/// Words that a capital letter does not make a name.
const FUNCTION: &[&str] = &[
    "about",
    "some",
    "nearly",
    "over",
    "at",
    "the",
    "of",
    "all",
    "these",
    "only",
    "in",
    "on",
    "another",
    "around",
    "roughly",
    "almost",
    "up",
    "than",
    "more",
    "less",
    "at",
    "least",
    "most",
    "and",
    "or",
    "but",
    "from",
    "to",
    "with",
    "for",
    "by",
    "between",
    "those",
    "their",
    "its",
    "our",
    "his",
    "her",
    "my",
    "your",
    "a",
    "an",
    "just",
    "last",
    "first",
    "next",
    "other",
    "under",
    "that",
    "when",
    "if",
    "after",
    "before",
    "until",
    "were",
    "was",
    "is",
    "are",
    "has",
    "have",
    "had",
    "say",
    "says",
    "while",
    "total",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "meanwhile",
    "additionally",
    "currently",
    "approximately",
    "estimated",
    "both",
    "any",
];
/// Words before a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "by", "from", "of", "until", "till", "during", "before", "after", "early", "late", "mid", "the",
    "its", "their", "our", "this", "that", "to", "through", "and", "for", "a", "between", "summer", "spring", "autumn",
    "fall", "winter", "his", "her", "year", "annual", "on", "circa",
];

/// Whether a number without a noun is no amount.
pub(super) fn bare(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let first = phrase.numbers.start;
    let dashed = phrase.quantity.bound == Bound::Range
        && phrase.form == Form::Figure
        && !phrase.bounded
        && (phrase.numbers.clone()).any(|at| matches!(walk.text(at), "-" | "–" | "—"));
    dashed
        || year(walk, phrase)
        || named(walk, first, phrase, false)
        || list_mark(walk, phrase)
        || pronoun(walk, phrase)
        || anywhere(walk, phrase)
}

/// Whether a number with a noun is no amount: `Windows 10 users`, `the 2018 attacks`.
pub(super) fn counted(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let year = year(walk, phrase)
        && !phrase.bounded
        && walk
            .before(phrase.tokens.start)
            .is_none_or(|before| is_any(walk, before, BEFORE_YEAR) || is_month(walk, before));
    year || zero_day(walk, phrase)
        || version(walk, phrase)
        || named(walk, phrase.numbers.start, phrase, true)
        || anywhere(walk, phrase)
}

fn is_any(walk: &Walk<'_, '_>, at: usize, words: &[&str]) -> bool {
    let mut buffer = [0; 16];
    lowered(walk.text(at), &mut buffer).is_some_and(|lower| words.contains(&lower))
}

fn is_month(walk: &Walk<'_, '_>, at: usize) -> bool {
    let text = walk.text(at);
    // `may 5` is a verb.
    text.starts_with(|c: char| c.is_uppercase()) && is_any(walk, at, MONTHS)
}

/// `2018`
fn year(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    if phrase.form != Form::Figure {
        return false;
    }
    let text = walk.text(phrase.numbers.start);
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What no noun redeems: dates, clock times, chains, compounds.
fn anywhere(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let (first, end) = (phrase.numbers.start, phrase.numbers.end);
    let priced =
        walk.before(first).is_some_and(|sign| matches!(walk.text(sign), "$" | "€" | "£" | "¥" | "₹" | "₩" | "₿"));
    priced || date(walk, first, end) || clock(walk, first, end) || chained(walk, first, end)
}

fn date(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let day = walk.kind(first) == Some(TokenKind::Number) && walk.text(first).len() <= 2 || walk.text(first).len() == 4;
    if !day || walk.text(first).contains([',', '.']) {
        return false;
    }
    let mut before = walk.before(first);
    if before.is_some_and(|before| walk.text(before) == ".") {
        before = before.and_then(|before| walk.before(before));
    }
    if before.is_some_and(|before| is_month(walk, before)) {
        return true;
    }
    // `16 and 17 May`, `14–15 September`, `May 16 and 17`
    let after = walk.visible(end).map(|next| if walk.is(next, "of") { walk.after(next).unwrap_or(next) } else { next });
    if after.is_some_and(|after| is_month(walk, after)) && walk.text(first).len() <= 2 {
        return true;
    }
    let joint = |at: usize| {
        matches!(walk.text(at), "-" | "–" | "/" | ",") || walk.is(at, "and") || walk.is(at, "to") || walk.is(at, "or")
    };
    let left = walk.before(first).filter(|mark| joint(*mark)).and_then(|mark| walk.before(mark));
    let in_days = left.is_some_and(|left| {
        walk.kind(left) == Some(TokenKind::Number)
            && walk.text(left).len() <= 2
            && walk.before(left).is_some_and(|month| is_month(walk, month))
    });
    let right = after.filter(|mark| joint(*mark)).and_then(|mark| walk.after(mark));
    in_days
        || right.is_some_and(|right| {
            walk.kind(right) == Some(TokenKind::Number)
                && walk.text(right).len() <= 2
                && walk.after(right).is_some_and(|month| is_month(walk, month))
        })
}

/// `10:30`, `3 a.m.`, `5pm`, `8 o'clock`
fn clock(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let colon = |mark: usize, digit: usize| walk.text(mark) == ":" && walk.kind(digit) == Some(TokenKind::Number);
    if colon(end, end + 1) || first >= 2 && colon(first - 1, first - 2) {
        return true;
    }
    walk.visible(end).is_some_and(|next| {
        is_any(
            walk,
            next,
            &["am", "pm", "o'clock", "o’clock", "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "bst", "et", "hrs"],
        ) || (walk.is(next, "a") || walk.is(next, "p")) && walk.text(next + 1) == "." && walk.is(next + 2, "m")
    })
}

/// `555-1234`, `2016-17`, `CVE-2018-4858`, `24-hour`, `9/11`, `#7`, `v1_2`
fn chained(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let left = walk.touching_before(first).is_some_and(|mark| match walk.text(mark) {
        "#" | "/" | "\\" | "_" | "=" | "&" | "@" | "§" | "^" | "№" => true,
        "-" | "–" | "." | ":" | "‑" | "—" | "*" => walk
            .touching_before(mark)
            .is_some_and(|before| matches!(walk.kind(before), Some(TokenKind::Word | TokenKind::Number))),
        "+" => true,
        "'" | "’" => walk.text(first).len() == 2,
        _ => false,
    });
    let right = walk.touching(end).is_some_and(|mark| match walk.text(mark) {
        "/" | "\\" | "_" | "@" | "°" | "º" | "×" | "=" | "^" => true,
        "-" | "‑" | "." | ":" | "–" => walk
            .touching(end + 1)
            .is_some_and(|next| walk.kind(next) == Some(TokenKind::Number) || walk.kind(next) == Some(TokenKind::Word)),
        _ => false,
    });
    let section = walk.before(first).is_some_and(|before| matches!(walk.text(before), "§" | "#" | "№"));
    // Nine eleven, around the clock.
    let slashed = walk.text(first) == "9" && walk.text(first + 1) == "/" && walk.text(first + 2) == "11";
    left || right || section || slashed
}

/// `version 2`, `port 445`, `Windows 10`, `Unit 42`; with a noun behind it only a product's name refuses.
fn named(walk: &Walk<'_, '_>, first: usize, phrase: &Phrase<()>, noun: bool) -> bool {
    if phrase.bounded || phrase.form == Form::Vague {
        return false;
    }
    let Some(mut before) = walk.before(first) else { return false };
    if walk.text(before) == "."
        && walk.touching_before(before).is_some_and(|label| {
            is_any(walk, label, &["no", "nos", "v", "ver", "sec", "ch", "art", "p", "pp", "fig", "ext", "vol"])
        })
    {
        return is_any(walk, before - 1, LABELS) || walk.text(before - 1).len() <= 4;
    }
    // `versions 9, 10 and 11`, `ports 139 and 445`
    for _ in 0..4 {
        let joint = matches!(walk.text(before), "," | "/")
            || walk.is(before, "and")
            || walk.is(before, "or")
            || walk.is(before, "to");
        let Some(number) = walk.before(before).filter(|number| joint && walk.kind(*number) == Some(TokenKind::Number))
        else {
            break;
        };
        let Some(label) = walk.before(number) else { break };
        before = label;
    }
    if walk.is(before, "of") || walk.is(before, "is") {
        let Some(label) = walk.before(before) else { return false };
        return is_any(walk, label, &["score", "rating", "severity", "cvss", "version"]);
    }
    if walk.kind(before) != Some(TokenKind::Word) {
        return false;
    }
    let word = walk.text(before);
    if is_any(walk, before, LABELS) && !(noun && phrase.form == Form::Words) {
        return !noun || !is_any(walk, before, &["number", "top", "no", "update", "level", "code", "line", "act"]);
    }
    let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    if capital && is_any(walk, before, PRODUCTS) {
        return true;
    }
    let opens = walk
        .doc
        .sentence_at(walk.doc.tokens[before].span.start)
        .is_some_and(|sentence| walk.doc.sentences[sentence].tokens.start == before);
    let short = phrase.form == Form::Figure && walk.text(first).len() <= 4 && !walk.text(first).contains(',');
    let acronym = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    !noun && capital && (!opens || acronym) && short && !is_any(walk, before, FUNCTION)
}

/// `4) The offer`, `the branch (2)`
fn list_mark(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let (first, end) = (phrase.numbers.start, phrase.numbers.end);
    phrase.form == Form::Figure
        && walk.text(first).len() <= 2
        && end == first + 1
        && matches!(walk.text(end), ")" | "]")
}

/// `Super Hub 3.0 users`: nobody counts in decimals.
fn version(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let name = walk.before(phrase.numbers.start).filter(|_| !phrase.bounded && phrase.form == Form::Figure);
    name.is_some_and(|name| {
        walk.text(phrase.numbers.start).contains('.')
            && phrase.quantity.value < rust_decimal::Decimal::ONE_HUNDRED
            && walk.text(name).starts_with(|c: char| c.is_uppercase())
            && !is_any(walk, name, FUNCTION)
    })
}

/// `zero days` are flaws.
fn zero_day(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let team = walk.before(phrase.numbers.start).is_some_and(|before| walk.is(before, "project"));
    walk.is(phrase.numbers.start, "zero") && team
        || walk.is(phrase.numbers.start, "zero")
            && walk.visible(phrase.numbers.end).is_some_and(|next| walk.is(next, "day") || walk.is(next, "days"))
}

/// `one` and `zero` where they are no numbers: `no one`, `one of them`, `zero-day`.
fn pronoun(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let lone = phrase.numbers.len() == 1;
    if zero_day(walk, phrase) {
        return true;
    }
    if !lone || !walk.is(phrase.numbers.start, "one") {
        return false;
    }
    let word_behind = walk.visible(phrase.numbers.end).is_some_and(|next| walk.kind(next) == Some(TokenKind::Word));
    let number_words = ["minus", "negative", "is", "was", "than", "least", "only", "just", "to", "about"];
    let word_before = walk
        .before(phrase.numbers.start)
        .is_some_and(|before| walk.kind(before) == Some(TokenKind::Word) && !is_any(walk, before, &number_words));
    word_behind || word_before
}
