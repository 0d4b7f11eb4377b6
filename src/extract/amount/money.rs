//! `$40 million`, `USD34.6 million`, `50 MUSD`, `thirteen dollars and forty-five cents`, `58 billion yen ($532.6 million)`.

use std::sync::Arc;

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::{
    Amount, Money, Quantity,
    currency::{Currencies, Named, Part},
    home::Home,
    link,
    phrase::{self, Dressed, Phrase},
};
use crate::{
    extract::{
        Rule,
        number::{self, Form, Number, Walk, ten_to},
    },
    text::{Document, Span, TokenKind},
};

/// Sums in the currencies of ISO 4217.
pub(super) struct Sums {
    pub(super) currencies: Arc<Currencies>,
}

impl Rule<Amount> for Sums {
    fn name(&self) -> &'static str {
        "money"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Amount)> {
        let walk = Walk::new(doc);
        let sums = self.phrases(&walk, &number::find(doc));
        let mut found = Vec::new();
        let mut at = 0;
        while at < sums.len() {
            let Some(worth) = money(&sums[at]) else {
                at += 1;
                continue;
            };
            let (equivalents, end, next) = equivalents(&walk, &sums, at);
            let span = if end > sums[at].tokens.end {
                sums[at].span.cover(walk.span(&(sums[at].tokens.start..end)))
            } else {
                sums[at].span
            };
            found.push((span, Amount::Money { worth, equivalents }));
            at = next;
        }
        found
    }
}

/// The sum of a phrase that names a currency.
pub(super) fn money(phrase: &Phrase<Currency>) -> Option<Money> {
    Some(Money { quantity: phrase.quantity, currency: phrase.unit? })
}

/// The same sum in other currencies behind phrase `at`, one past the last token of all, and the phrase to go on from.
pub(super) fn equivalents(walk: &Walk<'_, '_>, sums: &[Phrase<Currency>], at: usize) -> (Vec<Money>, usize, usize) {
    let mut end = sums[at].tokens.end;
    let mut bracket = link::Bracket::Closed;
    let mut others = Vec::new();
    let mut next = at + 1;
    while let Some(other) = sums.get(next)
        && let Some(money) = money(other).filter(|other| Some(other.currency) != sums[at].unit)
        && let Some((after, open)) = link::equal(walk, &sums[next - 1].tokens, &other.tokens, bracket)
    {
        others.push(money);
        end = after;
        bracket = open;
        next += 1;
    }
    (others, end, next)
}

impl Sums {
    /// Every phrase with its currency, if it has one.
    pub(super) fn phrases(&self, walk: &Walk<'_, '_>, numbers: &[Number]) -> Vec<Phrase<Currency>> {
        let home = Home::new(walk.doc);
        let mut found = phrase::read(walk, numbers, |number| self.dress(walk, &home, number));
        found.retain(|phrase| phrase.unit.is_some());
        found
    }

    fn dress(&self, walk: &Walk<'_, '_>, home: &Home<'_, '_>, number: &Number) -> Option<Dressed<Currency>> {
        let behind = self.behind(walk, number);
        if let Some((named, first)) = self.currencies.before(walk, number.tokens.start)
            && !self.belongs_to_the_left(walk, first, number, behind)
            && !names_a_language(walk, first, number)
            && !names_a_coin(walk, first, number)
        {
            // `$5 million AUD`: the code settles which dollar.
            let (named, end) = match behind {
                Some(code) if named.open && !code.open && code.part == Part::Whole => (code, code.end),
                _ => (named, number.tokens.end),
            };
            return self.dressed(walk, home, number, named, first, end);
        }
        let named = behind?;
        self.dressed(walk, home, number, named, number.tokens.start, named.end)
    }

    /// The currency behind the figure, over a blank or a hyphen.
    fn behind(&self, walk: &Walk<'_, '_>, number: &Number) -> Option<Named> {
        let mut next = walk.visible(number.tokens.end)?;
        if matches!(walk.text(next), "-" | "‑") && next == number.tokens.end {
            next = walk.touching(next + 1)?;
        } else if walk.kind(next) == Some(TokenKind::Punctuation) && next > number.tokens.end + 1 {
            return None;
        }
        // `millions of dollars`
        if number.form == Form::Vague && walk.is(next, "of") {
            next = walk.after(next)?;
        }
        let named = self.currencies.name_at(walk, next)?;
        // `212.4     $471k`: the sign is of the next cell.
        let parted = next > number.tokens.end && walk.text(next) == "$";
        if parted && walk.touching(next + 1).is_some_and(|right| walk.kind(right) == Some(TokenKind::Number)) {
            return None;
        }
        (!doubtful(walk, number, next, named.end)).then_some(named)
    }

    /// `10 $ 30 cent`: the sign belongs to the figure before it.
    fn belongs_to_the_left(&self, walk: &Walk<'_, '_>, sign: usize, number: &Number, behind: Option<Named>) -> bool {
        let Some(left) = walk.before(sign).filter(|left| walk.kind(*left) == Some(TokenKind::Number)) else {
            return false;
        };
        let touches_left = left + 1 == sign;
        let touches_right = sign + 1 == number.tokens.start;
        match (touches_left, touches_right) {
            (true, false) => true,
            (false, false) => behind.is_some(),
            (_, true) => false,
        }
    }

    fn dressed(
        &self,
        walk: &Walk<'_, '_>,
        home: &Home<'_, '_>,
        number: &Number,
        named: Named,
        first: usize,
        mut end: usize,
    ) -> Option<Dressed<Currency>> {
        let mut quantity = scaled(number.quantity, ten_to(named.power)?)?;
        let mut scale = number.scale;
        if is_dotted(walk, number) && named.currency != Currency::USD {
            quantity = scaled(quantity, Decimal::ONE_THOUSAND)?;
        }
        if named.part == Part::Hundredth {
            quantity = scaled(quantity, Decimal::new(1, 2))?;
        }
        // `75 USD million`
        if number.scale.is_none()
            && let Some(next) = walk.visible(end)
            && let Some(factor) = ["thousand", "million", "billion", "trillion"]
                .iter()
                .position(|word| walk.is(next, word))
                .and_then(|index| ten_to(3 * (u32::try_from(index).ok()? + 1)))
        {
            quantity = scaled(quantity, factor)?;
            scale = Some(factor);
            end = next + 1;
        }
        // `€1.5 m`
        if scale.is_none()
            && number.form == Form::Figure
            && first < number.tokens.start
            && let Some(next) =
                walk.visible(end).filter(|next| matches!(walk.text(*next), "m" | "M" | "b" | "B" | "k" | "K"))
            && let Some(factor) = number::scale_suffix(walk, next, true).and_then(ten_to)
        {
            quantity = scaled(quantity, factor)?;
            scale = Some(factor);
            end = next + 1;
        }
        if named.part == Part::Whole
            && scale.is_none()
            && let Some((cents, after)) = self.cents(walk, number, end)
        {
            quantity.value = quantity.value.checked_add(cents)?;
            end = after;
        }
        let mut currency = named.currency;
        if named.open {
            // `$152,000 in Canadian dollars`
            let told = walk.visible(end).filter(|next| walk.is(*next, "in")).and_then(|next| walk.after(next));
            match told
                .and_then(|next| self.currencies.name_at(walk, next))
                .filter(|told| !told.open && told.part == Part::Whole)
                // `in USD0` names a coin.
                .filter(|told| walk.touching(told.end).is_none_or(|next| walk.kind(next) != Some(TokenKind::Number)))
            {
                Some(told) => {
                    currency = told.currency;
                    end = told.end;
                }
                None => currency = home.currency(named.currency, number.tokens.start),
            }
        }
        Some(Dressed { unit: currency, quantity, scale, tokens: first..end })
    }

    /// The hundredths behind whole units: `and forty-five cents`, `50.`
    fn cents(&self, walk: &Walk<'_, '_>, whole: &Number, end: usize) -> Option<(Decimal, usize)> {
        let mut next = walk.visible(end)?;
        let joined = walk.is(next, "and");
        if joined {
            next = walk.after(next)?;
        }
        let number = number::at(walk, next)?;
        let value = number.quantity.value;
        let small =
            value < Decimal::ONE_HUNDRED && value >= Decimal::ONE && value.is_integer() && number.scale.is_none();
        if !small || !whole.quantity.value.is_integer() || number.form == Form::Vague {
            return None;
        }
        let hundredths = value.checked_div(Decimal::ONE_HUNDRED)?;
        let after = walk.visible(number.tokens.end);
        if let Some(named) = after.and_then(|after| self.currencies.name_at(walk, after)) {
            return (named.part == Part::Hundredth).then_some((hundredths, named.end));
        }
        // `15 dollars 50.`; a noun behind the figure would make it a count.
        let behind_name = end > whole.tokens.end;
        let words = number.form == Form::Words;
        let closed = match after {
            None => true,
            Some(after) if number.tokens.end == after => {
                matches!(walk.text(after), "." | "!" | "?") && walk.touching(after + 1).is_none()
            }
            Some(after) => words && joined && walk.is(after, "and") || matches!(walk.text(after), "." | "!" | "?"),
        };
        (closed && (behind_name || joined && words)).then_some((hundredths, number.tokens.end))
    }
}

/// `186.400 euros`: a point before three figures, which divides thousands where no sum has three places behind it.
fn is_dotted(walk: &Walk<'_, '_>, number: &Number) -> bool {
    let figure = walk.text(number.tokens.start);
    number.form == Form::Figure
        && number.tokens.len() == 1
        && figure
            .split_once('.')
            .is_some_and(|(whole, rest)| (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3)
}

/// `USD0`: letters and a nought without a blank name a coin.
fn names_a_coin(walk: &Walk<'_, '_>, first: usize, number: &Number) -> bool {
    let letters = walk.text(first).bytes().all(|byte| byte.is_ascii_uppercase());
    letters && first + 1 == number.tokens.start && number.quantity.value.is_zero()
}

/// `PHP 7` is no sum of pesos.
fn names_a_language(walk: &Walk<'_, '_>, code: usize, number: &Number) -> bool {
    walk.text(code) == "PHP" && number.scale.is_none() && number.quantity.value < Decimal::ONE_HUNDRED
}

/// Names that are common words too: `12 won the vote`, `20 real users`.
fn doubtful(walk: &Walk<'_, '_>, number: &Number, name: usize, end: usize) -> bool {
    let word = walk.text(name);
    let small = number.scale.is_none() && number.quantity.value < Decimal::ONE_HUNDRED;
    if word == "won" {
        return small;
    }
    let lower =
        ["real", "sol", "som", "dram", "kip", "crown", "leone", "para", "sen", "rand", "colon", "mark", "ban", "pul"];
    if end != name + 1 || !lower.iter().any(|common| walk.is(name, common)) {
        return false;
    }
    let noun = walk.visible(end).is_some_and(|next| {
        walk.kind(next) == Some(TokenKind::Word)
            && ![
                "in", "and", "for", "to", "from", "a", "per", "at", "on", "was", "were", "or", "as", "by", "over",
                "into", "through", "within", "since", "before", "after", "during", "but", "that", "which", "when",
                "via", "had", "has", "have", "is", "of", "with", "went", "back", "out", "could", "would", "between",
            ]
            .iter()
            .any(|word| walk.is(next, word))
    });
    noun || word.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn scaled(quantity: Quantity, factor: Decimal) -> Option<Quantity> {
    Some(Quantity {
        value: quantity.value.checked_mul(factor)?,
        bound: quantity.bound,
        upper: match quantity.upper {
            Some(upper) => Some(upper.checked_mul(factor)?),
            None => None,
        },
    })
}
