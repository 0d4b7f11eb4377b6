//! The words that numbers are made of.

/// What a word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// `zero` to `nine`
    Unit(u32),
    /// `ten` to `nineteen`
    Teen(u32),
    /// `twenty` to `ninety`
    Tens(u32),
    /// `hundred`
    Hundred,
    /// `thousand` and up, as a power of ten.
    Scale(u32),
    /// `dozen`
    Dozen,
}

/// Longest word of the lexicon, in bytes.
const LONGEST: usize = 16;

/// `word` in lower case where it is ASCII and short enough to be in a lexicon.
pub(in crate::extract) fn lowered<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let bytes = word.as_bytes();
    let lower = buffer.get_mut(..bytes.len())?;
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok()
}

/// What `word` adds, and whether it is a plural (`hundreds`).
pub(super) fn atom(word: &str) -> Option<(Atom, bool)> {
    let mut buffer = [0; LONGEST];
    let lower = lowered(word, &mut buffer)?;
    Some(match lower {
        "zero" | "nought" | "naught" => (Atom::Unit(0), false),
        "one" => (Atom::Unit(1), false),
        "two" => (Atom::Unit(2), false),
        "three" => (Atom::Unit(3), false),
        "four" => (Atom::Unit(4), false),
        "five" => (Atom::Unit(5), false),
        "six" => (Atom::Unit(6), false),
        "seven" => (Atom::Unit(7), false),
        "eight" => (Atom::Unit(8), false),
        "nine" => (Atom::Unit(9), false),
        "ten" => (Atom::Teen(10), false),
        "eleven" => (Atom::Teen(11), false),
        "twelve" => (Atom::Teen(12), false),
        "thirteen" => (Atom::Teen(13), false),
        "fourteen" => (Atom::Teen(14), false),
        "fifteen" => (Atom::Teen(15), false),
        "sixteen" => (Atom::Teen(16), false),
        "seventeen" => (Atom::Teen(17), false),
        "eighteen" => (Atom::Teen(18), false),
        "nineteen" => (Atom::Teen(19), false),
        "twenty" => (Atom::Tens(20), false),
        "thirty" => (Atom::Tens(30), false),
        "forty" | "fourty" => (Atom::Tens(40), false),
        "fifty" => (Atom::Tens(50), false),
        "sixty" => (Atom::Tens(60), false),
        "seventy" => (Atom::Tens(70), false),
        "eighty" => (Atom::Tens(80), false),
        "ninety" => (Atom::Tens(90), false),
        "hundred" => (Atom::Hundred, false),
        "hundreds" => (Atom::Hundred, true),
        "thousand" => (Atom::Scale(3), false),
        "thousands" => (Atom::Scale(3), true),
        "lakh" | "lac" => (Atom::Scale(5), false),
        "lakhs" | "lacs" => (Atom::Scale(5), true),
        "million" => (Atom::Scale(6), false),
        "millions" => (Atom::Scale(6), true),
        "crore" => (Atom::Scale(7), false),
        "crores" => (Atom::Scale(7), true),
        "billion" | "milliard" => (Atom::Scale(9), false),
        "billions" => (Atom::Scale(9), true),
        "trillion" => (Atom::Scale(12), false),
        "trillions" => (Atom::Scale(12), true),
        "quadrillion" => (Atom::Scale(15), false),
        "quintillion" => (Atom::Scale(18), false),
        "dozen" | "dz" | "doz" => (Atom::Dozen, false),
        "dozens" | "dzs" => (Atom::Dozen, true),
        _ => return None,
    })
}

/// The denominator that an ordinal word names, and whether it is a plural: `thirds`.
pub(super) fn denominator(word: &str) -> Option<(u64, bool)> {
    let mut buffer = [0; LONGEST];
    let lower = lowered(word, &mut buffer)?;
    let (singular, plural) = match lower {
        "half" => return Some((2, false)),
        "halves" => return Some((2, true)),
        _ => match lower.strip_suffix('s') {
            Some(stem) => (stem, true),
            None => (lower, false),
        },
    };
    let value = match singular {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "quarter" | "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        "hundredth" => 100,
        "thousandth" => 1_000,
        "millionth" => 1_000_000,
        "billionth" => 1_000_000_000,
        "trillionth" => 1_000_000_000_000,
        _ => return None,
    };
    Some((value, plural))
}

/// Whether a number may begin with `word`, which is not an article. Most words fail on their first three letters.
pub(super) fn begins_number(word: &str) -> bool {
    const OTHERS: [&str; 9] = ["half", "quarter", "quarters", "minus", "negative", "couple", "several", "few", "tens"];
    may_begin(word.as_bytes())
        && (atom(word).is_some()
            || OTHERS.iter().any(|known| word.eq_ignore_ascii_case(known))
            || word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("multi")))
}

/// Whether the first letters are those of a word in a number, ordinals included.
pub(super) fn may_begin(word: &[u8]) -> bool {
    let Some([first, second, third]) = word.first_chunk::<3>() else { return word == b"dz" };
    let letters = [first | 0x20, second | 0x20, third | 0x20];
    match &letters {
        b"for" => word.len() > 3,
        b"zer" | b"nou" | b"nau" | b"one" | b"two" | b"twe" | b"thr" | b"thi" | b"tho" | b"fou" | b"fiv" | b"fif"
        | b"six" | b"sev" | b"eig" | b"nin" | b"ten" | b"ele" | b"hun" | b"lak" | b"lac" | b"mil" | b"cro" | b"bil"
        | b"tri" | b"qua" | b"qui" | b"doz" | b"dzs" | b"hal" | b"min" | b"neg" | b"cou" | b"few" | b"mul" => true,
        _ => false,
    }
}

/// Whether a number may begin with this mark: a sign, a decimal point, a fraction in one character.
pub(super) fn begins_sign(mark: &str) -> bool {
    matches!(mark, "-" | "−" | ".") || !mark.is_ascii() && vulgar(mark).is_some()
}

/// Numerator and denominator of a fraction in one character: `¾`.
pub(super) fn vulgar(mark: &str) -> Option<(u32, u32)> {
    Some(match mark {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅚" => (5, 6),
        "⅐" => (1, 7),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        "⅑" => (1, 9),
        "⅒" => (1, 10),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_number_words() {
        for word in ["Forty", "dozens", "Half", "multimillion", "crore"] {
            assert!(begins_number(word), "{word}");
        }
        for word in ["apple", "the", "tend", "hundredweight", "único", ""] {
            assert!(!begins_number(word), "{word}");
        }
        assert_eq!(denominator("Thirds"), Some((3, true)));
        assert_eq!(denominator("thin"), None);
    }
}
