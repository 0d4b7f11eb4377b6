//! `US$`, `€`, `MUSD`, `Fijian dollars`, `pence`: every way to name a currency, and which way round it stands.

use std::collections::HashMap;

use iso_currency::Currency;

use crate::extract::number::{Walk, ten_to};

/// A name as it stands in a text: a currency, in whole units or hundredths, perhaps in thousands or millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) currency: Currency,
    pub(super) part: Part,
    /// As a power of ten: 6 in `MUSD`.
    pub(super) power: u32,
    /// Whether the name leaves the country open: `$`, `dollars`, `pounds`.
    pub(super) open: bool,
    /// One past the name's last token.
    pub(super) end: usize,
}

/// Whole units, or hundredths of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Hundredth,
}

/// The names of all currencies.
pub(super) struct Currencies {
    /// Symbols as written.
    symbols: HashMap<&'static str, Currency>,
    /// The first word of each name in lower case → its further words, longest name first.
    names: HashMap<String, Vec<(Vec<String>, Currency, Part)>>,
}

/// Codes that are English words: no amount by themselves.
const WORDS: &[&str] = &[
    "ALL", "TOP", "CUP", "PEN", "MOP", "COP", "SOS", "MAD", "BAM", "GEL", "TRY", "CVE", "ANG", "BOB", "LAK", "SLE",
    "STD", "SDR", "MRO",
];

/// Whether a word is the code of a currency in capitals, and no word of English.
pub(super) fn is_code(word: &str) -> bool {
    Currency::from_code(word).is_some() && !WORDS.contains(&word)
}

/// Letters that stand for a currency in the papers of its country alone, and words that tell them.
const LETTERS: &[(&str, &[&str], Currency)] = &[
    (
        "R",
        &[
            "South Africa", "Johannesburg", "Cape Town", "Pretoria", "Durban", "Bloemfontein", "Gqeberha", "Polokwane",
            "Stellenbosch", "Gauteng", "Limpopo", "KwaZulu", "Transnet", "Eskom",
        ],
        Currency::ZAR,
    ),
    ("E", &["Eswatini", "Swaziland", "Mbabane"], Currency::SZL),
    ("M", &["Lesotho", "Maseru"], Currency::LSL),
    ("D", &["Gambia", "Banjul"], Currency::GMD),
    ("N", &["Nigeria", "Lagos", "Abuja", "naira"], Currency::NGN),
    ("K", &["Papua", "Moresby", " kina"], Currency::PGK),
    ("K", &["Zambia", "Lusaka"], Currency::ZMW),
    ("K", &["Malawi", "Lilongwe"], Currency::MWK),
    ("P", &["Philippine", "Manila", "Cebu"], Currency::PHP),
    ("P", &["Botswana", "Gaborone"], Currency::BWP),
    ("Q", &["Guatemala"], Currency::GTQ),
];

/// `R3.2 million`, `N500m`, `K200,000`: the currency of a letter before a large figure; `N95` and `K9` are none.
fn of_letter(walk: &Walk<'_, '_>, letter: &str, at: usize) -> Option<Currency> {
    let scaled = |next| {
        let words = ["million", "billion", "trillion", "m", "bn", "mn"];
        words.iter().any(|word| walk.is(next, word)) || walk.text(next) == ","
    };
    let large = || walk.text(at).len() > 3 || walk.visible(at + 1).is_some_and(scaled);
    let told = |places: &[&str]| places.iter().any(|place| walk.doc.text.contains(place));
    // Millions of `R` are rand wherever the article is set.
    let rand = || letter == "R" && walk.visible(at + 1).is_some_and(|next| walk.text(next) != "," && scaled(next));
    let meant = LETTERS.iter().find(|(own, places, _)| *own == letter && large() && (told(places) || rand()));
    meant.map(|(.., currency)| *currency)
}

impl Currencies {
    pub(super) fn new() -> Self {
        let mut new = Self { symbols: HashMap::new(), names: HashMap::new() };
        for row in include_str!("../../../models/lexicons/currencies.tsv").lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            let Some(currency) = columns.next().and_then(Currency::from_code) else { continue };
            for symbol in pieces(columns.next()) {
                new.symbols.entry(symbol).or_insert(currency);
            }
            for name in pieces(columns.next()) {
                new.name(name, currency, Part::Whole);
            }
            for name in pieces(columns.next()) {
                new.name(name, currency, Part::Hundredth);
            }
        }
        for names in new.names.values_mut() {
            names.sort_by_key(|(rest, _, _)| std::cmp::Reverse(rest.len()));
        }
        new
    }

    fn name(&mut self, name: &str, currency: Currency, part: Part) {
        let tokens = crate::text::tokenize(name);
        let words: Vec<String> = tokens
            .iter()
            .filter(|token| token.is_visible())
            .map(|token| name[token.span.start..token.span.end].to_lowercase())
            .collect();
        let Some((first, rest)) = words.split_first() else { return };
        let known = self.names.entry(first.clone()).or_default();
        if known.iter().all(|(words, _, _)| words != rest) {
            known.push((rest.to_vec(), currency, part));
        }
    }

    /// The currency that the words from token `at` on name, as they do behind a figure.
    pub(super) fn name_at(&self, walk: &Walk<'_, '_>, at: usize) -> Option<Named> {
        let word = walk.text(at);
        if let Some(named) = self.code(word, at) {
            return Some(named);
        }
        // `CFA` is a sign of what `CFA francs` names in full.
        let spelled = || walk.visible(at + 1).is_some_and(|next| walk.is(next, "francs") || walk.is(next, "franc"));
        if let Some(currency) = self.symbols.get(word).filter(|_| !spelled()) {
            return Some(Named { currency: *currency, part: Part::Whole, power: 0, open: word == "$", end: at + 1 });
        }
        // `US$` behind a figure.
        if walk.text(at + 1) == "$"
            && let Some(currency) = self.symbols.get(format!("{word}$").as_str())
        {
            return Some(Named { currency: *currency, part: Part::Whole, power: 0, open: false, end: at + 2 });
        }
        let lower = word.to_lowercase();
        let candidates =
            self.names.get(&lower).into_iter().chain(lower.strip_suffix('s').and_then(|stem| self.names.get(stem)));
        for (rest, currency, part) in candidates.flatten() {
            // `p` and `¢` touch their figure; `p` in upper case is a page; `$4.1m in SOL` is held in Solana's coin, not in that of Peru.
            if word == "SOL"
                || word == "P"
                || word == "p" && at.checked_sub(1).is_none_or(|before| !walk.doc.tokens[before].is_visible())
            {
                continue;
            }
            let singular = rest.is_empty() || !lower.ends_with('s') || self.names.contains_key(&lower);
            if let Some(end) = words(walk, at + 1, rest).filter(|_| singular) {
                let open = matches!(
                    lower.as_str(),
                    "dollar" | "dollars" | "buck" | "bucks" | "cent" | "cents" | "pound" | "pounds" | "$" | "¢"
                ) && rest.is_empty()
                    || lower == "cfa"
                    || rest.is_empty()
                        && matches!(
                            lower.trim_end_matches('s'),
                            "peso"
                                | "rupee"
                                | "krone"
                                | "kroner"
                                | "dinar"
                                | "shilling"
                                | "crown"
                                | "franc"
                                | "rial"
                                | "riyal"
                                | "won"
                                | "dirham"
                        );
                return Some(Named { currency: *currency, part: *part, power: 0, open, end });
            }
        }
        None
    }

    /// `USD`, `usd`, `MUSD`, `kEUR`
    fn code(&self, word: &str, at: usize) -> Option<Named> {
        let (code, power) = match (word.len(), word.as_bytes().first()) {
            (3, _) => (word, 0),
            (4, Some(b'M')) => (&word[1..], 6),
            (4, Some(b'B')) => (&word[1..], 9),
            (4, Some(b'k' | b'K' | b'T')) => (&word[1..], 3),
            _ => return None,
        };
        if !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let upper = code.bytes().all(|byte| byte.is_ascii_uppercase());
        let lower = code.bytes().all(|byte| byte.is_ascii_lowercase());
        let capital = code.to_ascii_uppercase();
        let known = matches!(
            capital.as_str(),
            "USD" | "EUR" | "GBP" | "JPY" | "CNY" | "INR" | "KRW" | "AUD" | "CAD" | "HKD" | "SGD" | "CHF" | "NZD"
        );
        if !(upper || lower && known) || WORDS.contains(&capital.as_str()) {
            return None;
        }
        let currency = Currency::from_code(&capital)?;
        ten_to(power)?;
        Some(Named { currency, part: Part::Whole, power, open: false, end: at + 1 })
    }

    /// The currency whose symbol or code ends before token `at`, as it does before a figure; and its first token.
    pub(super) fn before(&self, walk: &Walk<'_, '_>, at: usize) -> Option<(Named, usize)> {
        let last = walk.before(at)?;
        let touches = last + 1 == at;
        let word = walk.text(last);
        let named = |currency, power, open| Named { currency, part: Part::Whole, power, open, end: last + 1 };
        if matches!(word, "$" | "£" | "¥" | "€" | "¢" | "₵") {
            if let Some((currency, first)) = self.prefixed(walk, last) {
                return Some((named(currency, 0, false), first));
            }
            return Some((named(*self.symbols.get(word)?, 0, word == "$" || word == "£"), last));
        }
        // `$NZ24 million`, `$US5`
        if touches
            && matches!(word, "US" | "NZ" | "HK" | "A" | "C" | "S")
            && let Some(sign) = walk.touching_before(last).filter(|sign| walk.text(*sign) == "$")
        {
            return Some((named(*self.symbols.get(format!("{word}$").as_str())?, 0, false), sign));
        }
        // `Rs. 500`
        if word == "." && walk.text(last + 1) != "." {
            let abbreviation = walk.touching_before(last)?;
            let dotted = format!("{}.", walk.text(abbreviation));
            return Some((named(*self.symbols.get(dotted.as_str())?, 0, dotted == "Rs."), abbreviation));
        }
        if word == "/" || word.len() == 1 && !touches {
            return None;
        }
        if touches && let Some(currency) = of_letter(walk, word, at) {
            return Some((named(currency, 0, false), last));
        }
        if let Some(currency) = self.symbols.get(word) {
            let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
            // `MT 5`, `Bs 5` and their like are names of other things as often.
            let sure = !letters
                || touches
                || matches!(
                    word,
                    "Rs" | "Rp" | "RM" | "Tk" | "Php" | "Ksh" | "KSh" | "Dh" | "Dhs" | "TL" | "USh" | "CFP" | "CFA"
                );
            return sure.then(|| (named(*currency, 0, matches!(word, "Rs" | "Dh" | "Dhs")), last));
        }
        if let Some(found) = self.code(word, last) {
            return Some((Named { end: last + 1, ..found }, last));
        }
        // `dollar 22.5 million`
        let spelled = ["dollar", "usd", "euro", "rupee", "rs"].iter().any(|name| walk.is(last, name));
        let free = walk.before(last).is_none_or(|before| {
            !["a", "per", "the", "million", "billion"].iter().any(|word| walk.is(before, word))
                && walk.kind(before) != walk.kind(at)
        });
        if spelled && free {
            let named = self.name_at(walk, last).filter(|named| named.end == last + 1)?;
            return Some((named, last));
        }
        None
    }

    /// `US$`, `C$`, `U.S.$`, `US $`: the letters before the sign at token `sign`.
    fn prefixed(&self, walk: &Walk<'_, '_>, sign: usize) -> Option<(Currency, usize)> {
        let mark = walk.text(sign);
        let first = walk.before(sign)?;
        let word = walk.text(first);
        let touches = first + 1 == sign;
        if word == "." && walk.is(first.checked_sub(1)?, "S") && walk.is(first.checked_sub(3)?, "U") {
            return Some((Currency::USD, first - 3));
        }
        // `A $5 million heist` is no Australian one; `US $5` is what it seems, and `c $ 5` comes from a tokenizer.
        let spaced =
            matches!(word, "US" | "us" | "HK" | "NZ" | "AU") || word == "c" && !walk.doc.tokens[sign + 1].is_visible();
        if !touches && !spaced || word.len() > 4 {
            return None;
        }
        let symbol = format!("{word}{mark}");
        let found = self.symbols.get(symbol.as_str()).or_else(|| {
            let upper = symbol.to_uppercase();
            self.symbols.get(upper.as_str())
        })?;
        Some((*found, first))
    }
}

fn pieces(column: Option<&'static str>) -> impl Iterator<Item = &'static str> {
    column.unwrap_or("").split('|').filter(|piece| !piece.is_empty())
}

/// One past the last of `rest`, which stand from token `at` on; the last may be a plural.
fn words(walk: &Walk<'_, '_>, at: usize, rest: &[String]) -> Option<usize> {
    let mut end = at;
    for (index, word) in rest.iter().enumerate() {
        let next = walk.visible(end)?;
        let text = walk.text(next);
        let lower = text.to_lowercase();
        let plural = index + 1 == rest.len() && lower.strip_suffix('s').is_some_and(|stem| stem == word);
        if lower != *word && !plural {
            return None;
        }
        end = next + 1;
    }
    Some(end)
}
