//! `between $500 and $1,000`, `10 to 15 million users`: a number, the unit that dresses it, a second end, the bound.
//!
//! Every kind of amount is read this way; the kinds differ in the units that they know.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Bound, Quantity, bound};
use crate::{
    extract::number::{Form, Number, Walk},
    text::{Span, TokenKind},
};

/// A number with its unit.
#[derive(Clone, Debug)]
pub(super) struct Dressed<U> {
    pub(super) unit: U,
    pub(super) quantity: Quantity,
    pub(super) scale: Option<Decimal>,
    pub(super) tokens: Range<usize>,
}

/// A quantity in words: one number or two ends, with everything that belongs to them.
#[derive(Clone, Debug)]
pub(super) struct Phrase<U> {
    /// `None` where no unit was found.
    pub(super) unit: Option<U>,
    pub(super) quantity: Quantity,
    /// All its tokens, bound words included.
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    /// The numbers alone.
    pub(super) numbers: Range<usize>,
    pub(super) form: Form,
    /// Whether words give it a bound.
    pub(super) bounded: bool,
}

/// One end of a range, or all of it.
struct Piece<U> {
    unit: Option<U>,
    quantity: Quantity,
    scale: Option<Decimal>,
    tokens: Range<usize>,
    span: Span,
    /// Whether the unit stands before the number.
    leads: bool,
}

/// What stands between two ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Tight,
    Spaced,
    To,
    And,
    Or,
}

/// Joins and bounds `numbers`, each dressed where `dress` knows its unit.
pub(super) fn read<U: Clone + PartialEq>(
    walk: &Walk<'_, '_>,
    numbers: &[Number],
    dress: impl Fn(&Number) -> Option<Dressed<U>>,
) -> Vec<Phrase<U>> {
    let mut phrases: Vec<Phrase<U>> = Vec::new();
    let mut next: Option<Piece<U>> = None;
    let mut at = 0;
    while at < numbers.len() {
        let first = next.take().unwrap_or_else(|| piece(walk, &numbers[at], &dress));
        let mut joined = None;
        if let Some(number) = numbers.get(at + 1)
            && number.tokens.start.saturating_sub(first.tokens.end) <= 12
        {
            let second = piece(walk, number, &dress);
            joined = join(walk, &first, &second);
            next = Some(second);
        }
        let numbers_at = numbers[at].tokens.start..numbers[at + usize::from(joined.is_some())].tokens.end;
        let form = numbers[at].form;
        at += 1;
        let whole = match joined {
            Some(range) => {
                next = None;
                at += 1;
                range
            }
            None => first,
        };
        if !glued(walk, &whole.tokens) {
            phrases.push(bounded(walk, whole, numbers_at, form));
        }
    }
    phrases
}

fn piece<U>(walk: &Walk<'_, '_>, number: &Number, dress: &impl Fn(&Number) -> Option<Dressed<U>>) -> Piece<U> {
    match dress(number) {
        Some(Dressed { unit, quantity, scale, tokens }) => {
            let span = walk.span(&tokens);
            let leads = tokens.start < number.tokens.start;
            Piece { unit: Some(unit), quantity, scale, tokens, span, leads }
        }
        None => Piece {
            unit: None,
            quantity: number.quantity,
            scale: number.scale,
            tokens: number.tokens.clone(),
            span: number.span,
            leads: false,
        },
    }
}

/// Whether letters or digits touch the piece, so that it is part of a name: `APT28`, `64x`.
fn glued(walk: &Walk<'_, '_>, tokens: &Range<usize>) -> bool {
    let letters = |at: Option<usize>| {
        at.is_some_and(|at| {
            matches!(walk.kind(at), Some(TokenKind::Word | TokenKind::Number)) || matches!(walk.text(at), "_" | "@")
        })
    };
    let first = walk.kind(tokens.start);
    let last = walk.kind(tokens.end - 1);
    let left =
        matches!(first, Some(TokenKind::Word | TokenKind::Number)) && letters(walk.touching_before(tokens.start));
    let right = matches!(last, Some(TokenKind::Word | TokenKind::Number)) && letters(walk.touching(tokens.end));
    // `CVE-2018-17456 ID`: a hyphen ties it to the word or figure before it.
    let tied = walk.kind(tokens.start) == Some(TokenKind::Number)
        && walk
            .touching_before(tokens.start)
            .filter(|mark| walk.text(*mark) == "-")
            .is_some_and(|mark| letters(walk.touching_before(mark)));
    left || right || tied
}

const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// The range from `first` to `second`, if the words between them make one.
fn join<U: Clone + PartialEq>(walk: &Walk<'_, '_>, first: &Piece<U>, second: &Piece<U>) -> Option<Piece<U>> {
    let joint = joint(walk, first.tokens.end, second.tokens.start)?;
    let unit = match (&first.unit, &second.unit) {
        (Some(left), Some(right)) if left != right => return None,
        // `$10-15m` and `10 to 15 dollars` share a unit; `6 % to 309` and `5 to $10` do not.
        (Some(_), None) if !first.leads => return None,
        (None, Some(_)) if second.leads => return None,
        (left, right) => left.clone().or_else(|| right.clone()),
    };
    if first.quantity.bound != Bound::Exact || second.quantity.bound != Bound::Exact {
        return None;
    }
    let mut start = first.tokens.start;
    let lead = walk.before(first.tokens.start);
    let between = lead.filter(|lead| walk.is(*lead, "between"));
    match joint {
        Joint::And => start = between?,
        // `rose from 5 to 7` has two values; `ranging from 5 to 7` has one.
        Joint::To if lead.is_some_and(|lead| walk.is(lead, "from")) => {
            let verb = walk.before(lead?)?;
            if !["anywhere", "range", "ranges", "ranged", "ranging", "vary", "varying", "varied", "varies"]
                .iter()
                .any(|word| walk.is(verb, word))
            {
                return None;
            }
            start = lead?;
        }
        Joint::Spaced if unit.is_none() => return None,
        Joint::Or if first.unit.is_some() || first.quantity.value > Decimal::ONE_THOUSAND => return None,
        Joint::Tight | Joint::Spaced | Joint::To | Joint::Or => {}
    }
    // `$2.75 million to 31 December`
    let dated = second.unit.is_none()
        && walk.visible(second.tokens.end).is_some_and(|next| MONTHS.iter().any(|month| walk.is(next, month)));
    if dated {
        return None;
    }
    let (low, high) = shared(first, second)?;
    let tokens = start..second.tokens.end;
    let span = Span::new(walk.doc.tokens[start].span.start.min(first.span.start), second.span.end);
    let quantity = Quantity { value: low, bound: Bound::Range, upper: Some(high) };
    Some(Piece { unit, quantity, scale: second.scale, tokens, span, leads: first.leads })
}

/// Both ends, with the magnitude shared where only one has it; `None` where they do not ascend.
fn shared<U>(first: &Piece<U>, second: &Piece<U>) -> Option<(Decimal, Decimal)> {
    let (mut low, mut high) = (first.quantity.value, second.quantity.value);
    match (first.scale, second.scale) {
        (None, Some(scale)) => {
            if let Some(scaled) = low.checked_mul(scale).filter(|scaled| *scaled < high) {
                low = scaled;
            }
        }
        (Some(scale), None) => {
            if let Some(scaled) = high.checked_mul(scale).filter(|scaled| *scaled > low && high < low) {
                high = scaled;
            }
        }
        _ => {}
    }
    (low < high).then_some((low, high))
}

fn joint(walk: &Walk<'_, '_>, end: usize, start: usize) -> Option<Joint> {
    let mark = walk.visible(end).filter(|mark| *mark < start)?;
    if walk.visible(mark + 1) != Some(start) {
        return None;
    }
    let tight = mark == end && start == mark + 1;
    match walk.text(mark) {
        "-" | "–" | "—" | "‑" | "−" | "~" if tight => Some(Joint::Tight),
        "-" | "–" => Some(Joint::Spaced),
        word if word.eq_ignore_ascii_case("to") => Some(Joint::To),
        word if word.eq_ignore_ascii_case("and") => Some(Joint::And),
        word if word.eq_ignore_ascii_case("or") => Some(Joint::Or),
        _ => None,
    }
}

fn bounded<U>(walk: &Walk<'_, '_>, piece: Piece<U>, numbers: Range<usize>, form: Form) -> Phrase<U> {
    let Piece { unit, mut quantity, mut tokens, mut span, .. } = piece;
    let mut bounded = false;
    if let Some((said, first)) = bound::before(walk, tokens.start) {
        tokens.start = first;
        span.start = walk.doc.tokens[first].span.start;
        quantity.bound = stronger(quantity.bound, said);
        bounded = true;
    } else if quantity.bound == Bound::Exact
        && let Some((said, end)) = bound::after(walk, tokens.end)
    {
        tokens.end = end;
        span.end = walk.doc.tokens[end - 1].span.end;
        quantity.bound = said;
        bounded = true;
    }
    Phrase { unit, quantity, tokens, span, numbers, form, bounded }
}

/// A range stays a range and `hundreds` stay at least two hundred, whatever `about` says; other words win.
fn stronger(own: Bound, said: Bound) -> Bound {
    match (own, said) {
        (Bound::Range, _) => Bound::Range,
        (Bound::AtLeast | Bound::AtMost, Bound::About) => own,
        (Bound::Exact | Bound::About | Bound::AtLeast | Bound::AtMost, _) => said,
    }
}
