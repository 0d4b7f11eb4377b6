//! The words that dates are made of.

use jiff::civil::Weekday;

use super::calendar::Unit;
use super::expr::YearPart;
use super::holiday;

/// What a word is to a reader of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// 1 to 12.
    Month(i8),
    /// The name of a day of the week.
    Weekday(Weekday),
    /// `seven`
    Cardinal(u32),
    /// `seventh`
    Ordinal(u32),
    /// `nineties`: the last two digits of its first year.
    Decade(u32),
    /// `weeks`
    Unit(Unit),
    /// `summer`
    Season(YearPart),
    /// A word that joins or moves dates.
    Word,
    /// A word that joins or moves dates and begins a holiday's name.
    Feast,
}

/// Words of dates, spelled in lower case.
const ENTRIES: &[(&str, Entry)] = &[
    ("january", Entry::Month(1)),
    ("jan", Entry::Month(1)),
    ("february", Entry::Month(2)),
    ("feb", Entry::Month(2)),
    ("march", Entry::Month(3)),
    ("mar", Entry::Month(3)),
    ("april", Entry::Month(4)),
    ("apr", Entry::Month(4)),
    ("may", Entry::Month(5)),
    ("june", Entry::Month(6)),
    ("jun", Entry::Month(6)),
    ("july", Entry::Month(7)),
    ("jul", Entry::Month(7)),
    ("august", Entry::Month(8)),
    ("aug", Entry::Month(8)),
    ("september", Entry::Month(9)),
    ("sept", Entry::Month(9)),
    ("sep", Entry::Month(9)),
    ("october", Entry::Month(10)),
    ("oct", Entry::Month(10)),
    ("november", Entry::Month(11)),
    ("nov", Entry::Month(11)),
    ("december", Entry::Month(12)),
    ("dec", Entry::Month(12)),
    ("monday", Entry::Weekday(Weekday::Monday)),
    ("mon", Entry::Weekday(Weekday::Monday)),
    ("tuesday", Entry::Weekday(Weekday::Tuesday)),
    ("tues", Entry::Weekday(Weekday::Tuesday)),
    ("tue", Entry::Weekday(Weekday::Tuesday)),
    ("wednesday", Entry::Weekday(Weekday::Wednesday)),
    ("weds", Entry::Weekday(Weekday::Wednesday)),
    ("wed", Entry::Weekday(Weekday::Wednesday)),
    ("thursday", Entry::Weekday(Weekday::Thursday)),
    ("thurs", Entry::Weekday(Weekday::Thursday)),
    ("thur", Entry::Weekday(Weekday::Thursday)),
    ("thu", Entry::Weekday(Weekday::Thursday)),
    ("friday", Entry::Weekday(Weekday::Friday)),
    ("fri", Entry::Weekday(Weekday::Friday)),
    ("saturday", Entry::Weekday(Weekday::Saturday)),
    ("sat", Entry::Weekday(Weekday::Saturday)),
    ("sunday", Entry::Weekday(Weekday::Sunday)),
    ("sun", Entry::Weekday(Weekday::Sunday)),
    ("one", Entry::Cardinal(1)),
    ("two", Entry::Cardinal(2)),
    ("three", Entry::Cardinal(3)),
    ("four", Entry::Cardinal(4)),
    ("five", Entry::Cardinal(5)),
    ("six", Entry::Cardinal(6)),
    ("seven", Entry::Cardinal(7)),
    ("eight", Entry::Cardinal(8)),
    ("nine", Entry::Cardinal(9)),
    ("ten", Entry::Cardinal(10)),
    ("eleven", Entry::Cardinal(11)),
    ("twelve", Entry::Cardinal(12)),
    ("thirteen", Entry::Cardinal(13)),
    ("fourteen", Entry::Cardinal(14)),
    ("fifteen", Entry::Cardinal(15)),
    ("sixteen", Entry::Cardinal(16)),
    ("seventeen", Entry::Cardinal(17)),
    ("eighteen", Entry::Cardinal(18)),
    ("nineteen", Entry::Cardinal(19)),
    ("twenty", Entry::Cardinal(20)),
    ("thirty", Entry::Cardinal(30)),
    ("forty", Entry::Cardinal(40)),
    ("fifty", Entry::Cardinal(50)),
    ("sixty", Entry::Cardinal(60)),
    ("seventy", Entry::Cardinal(70)),
    ("eighty", Entry::Cardinal(80)),
    ("ninety", Entry::Cardinal(90)),
    ("first", Entry::Ordinal(1)),
    ("second", Entry::Ordinal(2)),
    ("third", Entry::Ordinal(3)),
    ("fourth", Entry::Ordinal(4)),
    ("fifth", Entry::Ordinal(5)),
    ("sixth", Entry::Ordinal(6)),
    ("seventh", Entry::Ordinal(7)),
    ("eighth", Entry::Ordinal(8)),
    ("ninth", Entry::Ordinal(9)),
    ("tenth", Entry::Ordinal(10)),
    ("eleventh", Entry::Ordinal(11)),
    ("twelfth", Entry::Ordinal(12)),
    ("thirteenth", Entry::Ordinal(13)),
    ("fourteenth", Entry::Ordinal(14)),
    ("fifteenth", Entry::Ordinal(15)),
    ("sixteenth", Entry::Ordinal(16)),
    ("seventeenth", Entry::Ordinal(17)),
    ("eighteenth", Entry::Ordinal(18)),
    ("nineteenth", Entry::Ordinal(19)),
    ("twentieth", Entry::Ordinal(20)),
    ("thirtieth", Entry::Ordinal(30)),
    ("twenties", Entry::Decade(20)),
    ("thirties", Entry::Decade(30)),
    ("forties", Entry::Decade(40)),
    ("fifties", Entry::Decade(50)),
    ("sixties", Entry::Decade(60)),
    ("seventies", Entry::Decade(70)),
    ("eighties", Entry::Decade(80)),
    ("nineties", Entry::Decade(90)),
    ("day", Entry::Unit(Unit::Day)),
    ("days", Entry::Unit(Unit::Day)),
    ("weekend", Entry::Unit(Unit::Weekend)),
    ("weekends", Entry::Unit(Unit::Weekend)),
    ("week", Entry::Unit(Unit::Week)),
    ("weeks", Entry::Unit(Unit::Week)),
    ("workweek", Entry::Unit(Unit::WorkWeek)),
    ("fortnight", Entry::Unit(Unit::Fortnight)),
    ("fortnights", Entry::Unit(Unit::Fortnight)),
    ("month", Entry::Unit(Unit::Month)),
    ("months", Entry::Unit(Unit::Month)),
    ("quarter", Entry::Unit(Unit::Quarter)),
    ("quarters", Entry::Unit(Unit::Quarter)),
    ("half", Entry::Unit(Unit::Half)),
    ("year", Entry::Unit(Unit::Year)),
    ("years", Entry::Unit(Unit::Year)),
    ("decade", Entry::Unit(Unit::Decade)),
    ("decades", Entry::Unit(Unit::Decade)),
    ("century", Entry::Unit(Unit::Century)),
    ("centuries", Entry::Unit(Unit::Century)),
    ("spring", Entry::Season(YearPart::Spring)),
    ("springtime", Entry::Season(YearPart::Spring)),
    ("summer", Entry::Season(YearPart::Summer)),
    ("summertime", Entry::Season(YearPart::Summer)),
    ("fall", Entry::Season(YearPart::Autumn)),
    ("autumn", Entry::Season(YearPart::Autumn)),
    ("winter", Entry::Season(YearPart::Winter)),
    ("wintertime", Entry::Season(YearPart::Winter)),
];

/// Words that join, move or bound dates.
const WORDS: &[&str] = &[
    "a", "about", "after", "afternoon", "afterwards", "ago", "al", "almost", "already", "am", "an", "and", "another",
    "approximately", "around", "as", "at", "back", "been", "before", "beginning", "between", "boy", "business", "by",
    "calendar", "circa", "close", "coming", "commencing", "couple", "current", "cy", "date", "dawn", "dozen", "during",
    "earlier", "early", "end", "ending", "ended", "eoy", "eom", "evening", "few", "fiscal", "following", "for", "from",
    "fy", "h", "had", "half-year", "has", "have", "hence", "hundred", "in", "its", "last", "late", "later", "less",
    "mid", "middle", "midnight", "more", "morning", "mtd", "nearly", "next", "night", "no", "noon", "now", "of", "on",
    "onward", "onwards", "or", "over", "past", "pm", "present", "previous", "preceding", "prior", "q", "roughly",
    "same", "several", "since", "some", "start", "started", "starting", "subsequent", "than", "that", "the", "then",
    "this", "those", "thousand", "three-quarters", "through", "throughout", "thru", "til", "till", "time", "to",
    "today", "tomorrow", "tonight", "turn", "under", "until", "up", "upcoming", "w", "was", "were", "wk", "within",
    "work", "working", "yesterday", "ytd", "s", "opening", "closing", "final", "first-half", "begins", "nowadays",
    "least", "most", "its", "their", "ensuing", "latter", "effective", "when", "while", "whole", "entire", "onset",
    "tail",
];

/// Words by their first letter and length.
pub(super) struct Lexicon {
    slots: Vec<Vec<(&'static str, Entry)>>,
}

const LONGEST: usize = 16;

impl Lexicon {
    pub(super) fn new() -> Self {
        let mut slots = vec![Vec::new(); 26 * (LONGEST + 1)];
        let words = WORDS.iter().map(|word| (*word, Entry::Word));
        let feasts = holiday::NAMES.iter().flat_map(|(name, _)| name.split(' ')).map(|word| (word, Entry::Word));
        let begins = |word: &str| holiday::NAMES.iter().any(|(name, _)| name.split(' ').next() == Some(word));
        for (word, entry) in ENTRIES.iter().copied().chain(words).chain(feasts) {
            let entry = if entry == Entry::Word && begins(word) { Entry::Feast } else { entry };
            if let Some(slot) = slot(word.as_bytes()[0], word.len())
                && !slots[slot].iter().any(|(known, _)| *known == word)
            {
                slots[slot].push((word, entry));
            }
        }
        Self { slots }
    }

    /// What `word` is, whatever its case.
    pub(super) fn get(&self, word: &str) -> Option<(&'static str, Entry)> {
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        self.slots[slot(first, word.len())?].iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).copied()
    }
}

fn slot(first: u8, length: usize) -> Option<usize> {
    (first.is_ascii_lowercase() && length <= LONGEST).then(|| usize::from(first - b'a') * (LONGEST + 1) + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_words_in_any_case() {
        let lexicon = Lexicon::new();
        for (word, entry) in [
            ("March", Some(("march", Entry::Month(3)))),
            ("SEPT", Some(("sept", Entry::Month(9)))),
            ("weeks", Some(("weeks", Entry::Unit(Unit::Week)))),
            ("Since", Some(("since", Entry::Word))),
            ("hacker", None),
            ("été", None),
            ("", None),
        ] {
            assert_eq!(lexicon.get(word), entry, "{word}");
        }
    }
}
