//! `forty-two`, `three hundred and two thousand`, `4 thousand 3 hundred and 21`, `two point five million`, `a dozen`.

use rust_decimal::Decimal;

use super::{
    Form, Number, figure,
    lexicon::{Atom, atom},
    scale,
    walk::Walk,
};
use crate::text::TokenKind;

/// A number read so far.
#[derive(Clone, Debug)]
pub(super) struct Cardinal {
    /// What the magnitudes so far have closed.
    total: Decimal,
    /// What no magnitude has closed yet.
    current: Decimal,
    last: Last,
    /// The power of ten of the smallest magnitude so far.
    limit: u32,
    figures: bool,
    words: bool,
    /// One past the last token.
    pub(super) end: usize,
    /// The number as it stood before the last `and`.
    before_and: Option<Box<Cardinal>>,
    scales: usize,
    /// Whether it may go on behind a comma.
    commas: bool,
}

/// What the number ends with so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Start,
    Unit,
    Teen,
    Tens(u32),
    Hundred,
    Figure,
    Scale(u32),
    /// Nothing may follow: `two dozen`, `five hundreds`.
    Closed,
}

/// The longest cardinal at token `at`.
pub(super) fn read(walk: &Walk<'_, '_>, at: usize) -> Option<Cardinal> {
    read_over(walk, at, true)
}

/// The same, over commas between its magnitudes or up to the first.
fn read_over(walk: &Walk<'_, '_>, at: usize, commas: bool) -> Option<Cardinal> {
    let mut sum = Cardinal { commas, ..Cardinal::new(at) };
    let mut next = at;
    if walk.is(at, "a") || walk.is(at, "an") {
        next = walk.after(at)?;
        let (atom, plural) = atom(walk.text(next))?;
        if plural || matches!(atom, Atom::Unit(_) | Atom::Teen(_) | Atom::Tens(_)) {
            return None;
        }
        sum.current = Decimal::ONE;
        sum.last = Last::Unit;
        sum.words = true;
    }
    loop {
        let Some(after) = sum.step(walk, next) else {
            sum.drop_other_number(walk, next);
            break;
        };
        sum.end = after;
        match sum.continuation(walk) {
            Some(at) => next = at,
            None => break,
        }
    }
    sum.settle()
}

impl Cardinal {
    fn new(at: usize) -> Self {
        Self {
            total: Decimal::ZERO,
            current: Decimal::ZERO,
            last: Last::Start,
            limit: u32::MAX,
            figures: false,
            words: false,
            end: at,
            before_and: None,
            scales: 0,
            commas: true,
        }
    }

    pub(super) fn value(&self) -> Decimal {
        self.total.checked_add(self.current).unwrap_or(self.total)
    }

    /// The last magnitude where the number ends with one: `million` in `two million`.
    pub(super) fn last_scale(&self) -> Option<Decimal> {
        match self.last {
            Last::Scale(power) => scale::ten_to(power),
            _ => None,
        }
    }

    /// The tens at the end, as in `one hundred thirty`, and what stands before them.
    pub(super) fn tens(&self) -> Option<(Decimal, u32)> {
        match self.last {
            Last::Tens(tens) => Some((self.value() - Decimal::from(tens), tens)),
            _ => None,
        }
    }

    /// The number before its last `and`, and the part after it.
    pub(super) fn split_at_and(&self) -> Option<(Decimal, Decimal)> {
        let before = self.before_and.as_ref()?.value();
        Some((before, self.value() - before))
    }

    pub(super) fn number(&self, walk: &Walk<'_, '_>, start: usize) -> Number {
        let form = match (self.figures, self.words) {
            (true, false) => Form::Figure,
            (true, true) => Form::Scaled,
            (false, _) => Form::Words,
        };
        let mut number = Number::plain(walk, start..self.end, self.value(), form);
        number.scale = if self.scales == 1 { self.last_scale() } else { None };
        number
    }

    /// Takes the word or figure at token `at`; returns one past its last token, or `None` where it does not fit.
    fn step(&mut self, walk: &Walk<'_, '_>, at: usize) -> Option<usize> {
        if let Some((value, end)) = figure::group(walk, at) {
            return self.figure(walk, value, end);
        }
        if walk.kind(at)? != TokenKind::Word {
            return None;
        }
        if self.last == Last::Figure
            && let Some(power) = scale::suffix(walk, at, at == self.end)
        {
            return self.scale(power).then_some(at + 1);
        }
        let (atom, plural) = atom(walk.text(at))?;
        if plural && self.last == Last::Start {
            return None;
        }
        let fits = match atom {
            Atom::Unit(value) => {
                let open = match self.last {
                    // `14.6 million one-off costs`
                    Last::Scale(power) => power <= 3 || !self.figures || self.before_and.is_some(),
                    Last::Start | Last::Hundred => true,
                    Last::Tens(_) => value > 0,
                    Last::Unit | Last::Teen | Last::Figure | Last::Closed => false,
                };
                open && self.add(Decimal::from(value), Last::Unit)
            }
            Atom::Teen(value) => self.is_open() && self.add(Decimal::from(value), Last::Teen),
            Atom::Tens(value) => self.is_open() && self.add(Decimal::from(value), Last::Tens(value)),
            Atom::Hundred => self.hundred(),
            Atom::Scale(power) => self.scale(power),
            Atom::Dozen => self.dozen(),
        };
        if fits && plural {
            self.last = Last::Closed;
        }
        self.words |= fits;
        fits.then_some(at + 1)
    }

    fn is_open(&self) -> bool {
        matches!(self.last, Last::Start | Last::Hundred | Last::Scale(_))
    }

    fn add(&mut self, value: Decimal, last: Last) -> bool {
        self.current += value;
        self.last = last;
        true
    }

    fn figure(&mut self, walk: &Walk<'_, '_>, value: Decimal, end: usize) -> Option<usize> {
        let below = match self.last {
            Last::Start => {
                self.figures = true;
                return self.add(value, Last::Figure).then_some(end);
            }
            Last::Hundred => Decimal::ONE_HUNDRED,
            // `1 million 900 thousand`
            Last::Scale(power) if value < Decimal::ONE_THOUSAND && smaller_scale(walk, end, power) => {
                self.figures = true;
                return self.add(value, Last::Figure).then_some(end);
            }
            Last::Scale(3) if self.words => Decimal::ONE_THOUSAND,
            _ => return None,
        };
        // `3 hundred and 21`, but not `3 hundred 21s`, `3 hundred and 2.5`, `2 thousand 30%`.
        let alone = walk.touching(end).is_none_or(|next| matches!(walk.text(next), "." | "," | ")" | "?" | "!" | ";"));
        if value.is_zero() || value >= below || !value.is_integer() || !alone {
            return None;
        }
        self.figures = true;
        self.add(value, Last::Figure).then_some(end)
    }

    fn hundred(&mut self) -> bool {
        let fits = match self.last {
            Last::Start => {
                self.current = Decimal::ONE;
                true
            }
            Last::Unit | Last::Teen | Last::Tens(_) => self.current < Decimal::ONE_HUNDRED,
            Last::Figure => self.before_and.is_none() || self.current < Decimal::ONE_HUNDRED,
            Last::Hundred | Last::Scale(_) | Last::Closed => false,
        };
        match self.current.checked_mul(Decimal::ONE_HUNDRED) {
            Some(product) if fits => {
                self.current = product;
                self.last = Last::Hundred;
                true
            }
            _ => false,
        }
    }

    fn scale(&mut self, power: u32) -> bool {
        let Some(factor) = scale::ten_to(power) else { return false };
        match self.last {
            Last::Start if power == 3 => self.current = Decimal::ONE,
            Last::Start | Last::Closed => return false,
            // `two lakh crore`, `a thousand million`
            Last::Scale(before) if before < power => {
                let Some(product) = self.total.checked_mul(factor) else { return false };
                self.total = product;
                self.limit = power;
                self.last = Last::Scale(power);
                self.scales += 1;
                return true;
            }
            Last::Scale(_) => return false,
            Last::Unit | Last::Teen | Last::Tens(_) | Last::Hundred | Last::Figure => {}
        }
        if power >= self.limit {
            return false;
        }
        let sum = self.current.checked_mul(factor).and_then(|product| self.total.checked_add(product));
        let Some(sum) = sum else { return false };
        self.total = sum;
        self.current = Decimal::ZERO;
        self.limit = power;
        self.last = Last::Scale(power);
        self.words = true;
        self.scales += 1;
        true
    }

    fn dozen(&mut self) -> bool {
        let twelve = Decimal::from(12);
        self.current = match self.last {
            Last::Start => twelve,
            Last::Closed | Last::Scale(_) => return false,
            Last::Hundred | Last::Teen | Last::Tens(_) | Last::Figure | Last::Unit => {
                // `three hundred and two dozens`: only the two are dozens.
                let dozens =
                    if self.last == Last::Hundred { self.current } else { self.current % Decimal::ONE_HUNDRED };
                let Some(product) = dozens.checked_mul(twelve) else { return false };
                self.current - dozens + product
            }
        };
        self.last = Last::Closed;
        true
    }

    /// The token from which the number may go on, over `and`, a hyphen and a spelled decimal point.
    fn continuation(&mut self, walk: &Walk<'_, '_>) -> Option<usize> {
        if walk.is(walk.visible(self.end)?, "point") && self.point(walk).is_none() {
            return None;
        }
        let next = walk.visible(self.end)?;
        match walk.text(next) {
            "-" | "‑" => {
                let part = walk.after(next).filter(|part| atom(walk.text(*part)).is_some())?;
                // `twenty-one` has no blanks, or one on either side.
                ((next == self.end) == (part == next + 1)).then_some(part)
            }
            word if word.eq_ignore_ascii_case("and") && matches!(self.last, Last::Hundred | Last::Scale(_)) => {
                self.before_and = None;
                self.before_and = Some(Box::new(self.clone()));
                walk.after(next)
            }
            "," => self.over_comma(walk, next),
            _ => Some(next),
        }
    }

    /// `one billion, nine hundred and sixty million`: the token behind a comma that parts the magnitudes of one number in words.
    fn over_comma(&self, walk: &Walk<'_, '_>, comma: usize) -> Option<usize> {
        let next = walk.after(comma).filter(|_| self.commas && comma == self.end && !self.figures)?;
        let Last::Scale(power) = self.last else { return None };
        let smaller = |number: Cardinal| !number.figures && matches!(number.last, Last::Scale(least) if least < power);
        read_over(walk, next, false).is_some_and(smaller).then_some(next)
    }

    /// `point two five`: the words after the point are its digits.
    fn point(&mut self, walk: &Walk<'_, '_>) -> Option<()> {
        if !matches!(self.last, Last::Unit | Last::Teen | Last::Tens(_) | Last::Hundred) {
            return None;
        }
        let mut digits = String::new();
        let mut end = None;
        let mut next = walk.after(walk.visible(self.end)?)?;
        let mut tens: Option<u32> = None;
        loop {
            match atom(walk.text(next)) {
                Some((Atom::Unit(value), false)) => digits.push_str(&(tens.take().unwrap_or(0) + value).to_string()),
                Some((Atom::Teen(value), false)) => digits.push_str(&value.to_string()),
                Some((Atom::Tens(value), false)) => {
                    let hyphen = walk.after(next).filter(|hyphen| walk.text(*hyphen) == "-");
                    let unit = hyphen.and_then(|hyphen| walk.after(hyphen));
                    match unit.filter(|unit| matches!(atom(walk.text(*unit)), Some((Atom::Unit(1..), false)))) {
                        Some(unit) => {
                            tens = Some(value);
                            next = unit;
                            continue;
                        }
                        None => digits.push_str(&value.to_string()),
                    }
                }
                _ => break,
            }
            end = Some(next + 1);
            match walk.after(next) {
                Some(after) if digits.len() < 20 => next = after,
                _ => break,
            }
        }
        self.end = end?;
        let decimals =
            Decimal::try_from_i128_with_scale(digits.parse().ok()?, u32::try_from(digits.len()).ok()?).ok()?;
        self.current = self.current.checked_add(decimals)?;
        self.last = Last::Figure;
        Some(())
    }

    /// `3 hundred and 2 hundred`: a magnitude that does not fit shows that the `and` joins two numbers.
    fn drop_other_number(&mut self, walk: &Walk<'_, '_>, at: usize) {
        let magnitude = matches!(atom(walk.text(at)), Some((Atom::Hundred | Atom::Scale(_), _)));
        if let Some(before) = self.before_and.take_if(|before| magnitude && self.end > before.end) {
            *self = *before;
        }
    }

    /// What remains when nothing more fits: the number, or the part before an `and` that only joins two numbers.
    fn settle(mut self) -> Option<Self> {
        if self.last == Last::Start {
            return None;
        }
        let Some(before) = self.before_and.take() else { return Some(self) };
        let added = self.value() - before.value();
        let joined = match before.last {
            _ if self.end <= before.end => false,
            Last::Scale(3) => !self.figures || before.scales > 1,
            Last::Scale(_) => !self.figures && added >= Decimal::ONE_HUNDRED,
            _ => true,
        };
        if !joined {
            return Some(*before);
        }
        self.before_and = Some(before);
        Some(self)
    }
}

/// Whether a magnitude below ten to the power of `power` stands behind a figure that ends before token `end`.
fn smaller_scale(walk: &Walk<'_, '_>, end: usize, power: u32) -> bool {
    let next = walk.visible(end).and_then(|next| atom(walk.text(next)));
    matches!(next, Some((Atom::Scale(smaller), false)) if smaller < power)
}

#[cfg(test)]
mod tests {
    use crate::extract::number::tests::values;

    #[test]
    fn reads() {
        for (text, expected) in [
            ("forty-two", vec!["42"]),
            ("one hundred and sixty-one", vec!["161"]),
            ("two hundred and two thousand", vec!["202000"]),
            ("twenty-one trillion and three hundred", vec!["21000000000300"]),
            ("Three hundred  and  thirty one", vec!["331"]),
            ("three hundred and two dozens", vec!["324"]),
            ("two hundred point seventy-one", vec!["200.71"]),
            ("three point one four million", vec!["3140000"]),
            ("322 hundred", vec!["32200"]),
            ("4 thousand 3 hundred and 21", vec!["4321"]),
            ("4 thousand 3 hundred and 0", vec!["4300", "0"]),
            ("4000 3 hundred and 21", vec!["4000", "321"]),
            ("3 hundred and 2 hundred", vec!["300", "200"]),
            ("3 hundred and 2.12 hundred", vec!["300", "212"]),
            ("hundred dollars", vec!["100"]),
            ("a hundred trillion", vec!["100000000000000"]),
            ("a dozen", vec!["12"]),
            ("1,674.5 million", vec!["1674500000"]),
            ("one one", vec!["1", "1"]),
            ("5 million and 3", vec!["5000000", "3"]),
            ("1 million 900 thousand", vec!["1900000"]),
            ("One billion, nine hundred and sixty million", vec!["1960000000"]),
            ("two billion, one million, three thousand", vec!["2001003000"]),
            ("one million, two million", vec!["1000000", "2000000"]),
            ("one million, two firms", vec!["1000000", "2"]),
            ("21 million 504 thousand 83", vec!["21504083"]),
            ("14.6 million one-off", vec!["14600000", "1"]),
            ("a million quadrillion quintillion quintillion", vec!["1000000000000000000000000000000"]),
        ] {
            if text.len() < 40 {
                assert_eq!(values(text), expected, "{text}");
            } else {
                values(text);
            }
        }
    }

    #[test]
    fn refuses() {
        for text in ["a", "an", "million", "a user", "a one"] {
            assert!(values(text).is_empty() || text == "a one", "{text}");
        }
    }
}
