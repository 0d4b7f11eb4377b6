//! `58 million NEM tokens worth $534 million`, `$530 million worth of NEM`, `120,000 BTC (then $72 million)`: quantity,
//! asset and worth are one amount, whichever stands first.

use std::{ops::Range, sync::Arc};

use super::{
    Amount, Asset, Money, Quantity,
    asset::{Assets, Introduced},
    link, money,
    money::Sums,
    phrase::{self, Dressed},
};
use crate::{
    extract::{
        Rule,
        number::{self, Form, Number, Walk},
    },
    text::{Document, Span, TokenKind},
};

/// Crypto assets with their worth.
pub(super) struct Holdings {
    pub(super) assets: Arc<Assets>,
    pub(super) sums: Sums,
}

/// An asset in the text, counted or not.
struct Holding {
    asset: Asset,
    quantity: Option<Quantity>,
    tokens: Range<usize>,
}

/// A sum with what it equals.
struct Worth {
    money: Money,
    equivalents: Vec<Money>,
    tokens: Range<usize>,
}

impl Rule<Amount> for Holdings {
    fn name(&self) -> &'static str {
        "crypto"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Amount)> {
        let walk = Walk::new(doc);
        let introduced = Introduced::default();
        let numbers = number::find(doc);
        let worths = self.worths(&walk, &numbers);
        let mut holdings: Vec<Holding> =
            phrase::read(&walk, &numbers, |number| self.dress(&walk, &numbers, number, &introduced))
                .into_iter()
                .filter_map(|phrase| {
                    Some(Holding { asset: phrase.unit?, quantity: Some(phrase.quantity), tokens: phrase.tokens })
                })
                .collect();
        let counted = holdings.len();
        for worth in &worths {
            let found =
                self.uncounted(&walk, worth, &introduced).or_else(|| self.uncounted_before(&walk, worth, &introduced));
            if let Some(holding) = found.filter(|found| !holdings[..counted].iter().any(|known| overlap(known, found)))
            {
                holdings.push(holding);
            }
        }
        holdings.sort_by_key(|holding| holding.tokens.start);
        let mut taken = vec![false; worths.len()];
        holdings
            .iter()
            .enumerate()
            .map(|(at, holding)| {
                let next = holdings.get(at + 1).map_or(usize::MAX, |next| next.tokens.start);
                one(&walk, holding, &worths, &mut taken, next)
            })
            .filter(|(_, amount)| !matches!(amount, Amount::Crypto { quantity: None, worth: None, .. }))
            .collect()
    }
}

impl Holdings {
    fn worths(&self, walk: &Walk<'_, '_>, numbers: &[Number]) -> Vec<Worth> {
        let sums = self.sums.phrases(walk, numbers);
        let mut worths = Vec::new();
        let mut at = 0;
        while at < sums.len() {
            let (equivalents, end, next) = money::equivalents(walk, &sums, at);
            if let Some(money) = money::money(&sums[at]) {
                worths.push(Worth { money, equivalents, tokens: sums[at].tokens.start..end });
            }
            at = next;
        }
        worths
    }

    fn dress<'a>(
        &self,
        walk: &Walk<'_, 'a>,
        numbers: &[Number],
        number: &Number,
        introduced: &Introduced<'a>,
    ) -> Option<Dressed<Asset>> {
        let dressed = |asset, tokens| Dressed { unit: asset, quantity: number.quantity, scale: number.scale, tokens };
        if let Some(before) = walk.before(number.tokens.start) {
            let touches = before + 1 == number.tokens.start;
            let word = walk.text(before);
            // `13:10 ETH pool drained` is a time of day.
            if touches
                && word == ":"
                && before.checked_sub(1).is_some_and(|hour| walk.kind(hour) == Some(TokenKind::Number))
            {
                return None;
            }
            // "the $625 million Axie heist" counts dollars.
            if matches!(word, "$" | "€" | "£" | "¥" | "₩") {
                return None;
            }
            let ticker = (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
            if (touches && (word == "₿" || word == "Ξ")) || ticker && walk.kind(before) == Some(TokenKind::Word) {
                let symbol = match word {
                    "Ξ" => Some(Asset { symbol: "ETH".into(), name: "Ethereum".into() }),
                    _ => self
                        .assets
                        .at(walk, before, introduced)
                        .filter(|found| found.sure && found.end == before + 1)
                        .map(|found| found.asset),
                };
                // `said BTC 500`, but `Bitcoin BTC 2.0` and `500 BTC 3 ETH` belong to the left.
                let begins = before.checked_sub(1).is_none_or(|blank| walk.kind(blank) == Some(TokenKind::Break));
                let counted = |left: usize| {
                    let at = numbers.partition_point(|other| other.tokens.end <= left);
                    numbers.get(at).is_some_and(|other| other.tokens.contains(&left))
                };
                let free = begins || walk.before(before).is_none_or(|left| !counted(left));
                if let Some(asset) = symbol.filter(|_| free && self.behind(walk, number, introduced).is_none()) {
                    return Some(dressed(asset, before..number.tokens.end));
                }
            }
        }
        let behind = self.behind(walk, number, introduced);
        // What begins the next line of a table is the next row's.
        let parted = |end: usize| (number.tokens.end..end).any(|at| walk.kind(at) == Some(TokenKind::Break));
        if behind.as_ref().is_none_or(|(_, end)| parted(*end))
            && let Some((asset, first)) = self.row(walk, number, introduced)
        {
            return Some(dressed(asset, first..number.tokens.end));
        }
        behind.map(|(asset, end)| dressed(asset, number.tokens.start..end))
    }

    /// `ETH: 3,310`, `USDT (Tron): 6,840,000`, `| USDC | 87.5m |`: the asset that begins the line of a list or a table, and where.
    fn row<'a>(&self, walk: &Walk<'_, 'a>, number: &Number, introduced: &Introduced<'a>) -> Option<(Asset, usize)> {
        let before = walk.before(number.tokens.start)?;
        // `stETH      212.4     $471k`
        let wide = number.tokens.start.checked_sub(1).is_some_and(|blank| walk.text(blank).len() > 2 && blank > before);
        let mark = if wide { number.tokens.start } else { before };
        if !wide && !matches!(walk.text(mark), ":" | "|") {
            return None;
        }
        let behind = walk.visible(number.tokens.end);
        let of_next =
            |sign: usize| walk.touching(sign + 1).is_some_and(|next| walk.kind(next) == Some(TokenKind::Number));
        if behind.is_some_and(|next| matches!(walk.text(next), "%" | "$" | "€" | ":") && !(wide && of_next(next))) {
            return None;
        }
        let line = line_start(walk, mark);
        let found = self.assets.at(walk, line, introduced)?;
        let rest = walk.visible(found.end)?;
        let remark = walk.text(rest) == "(" && walk.before(mark).is_some_and(|last| walk.text(last) == ")");
        let short = found.sure || walk.text(line).len() >= 2;
        ((rest == mark || remark) && short).then_some((found.asset, line))
    }

    fn behind<'a>(&self, walk: &Walk<'_, 'a>, number: &Number, introduced: &Introduced<'a>) -> Option<(Asset, usize)> {
        let mut next = walk.visible(number.tokens.end)?;
        if walk.text(next) == "-" && next == number.tokens.end {
            next = walk.touching(next + 1)?;
            // `3,100-odd ZEC`
            if walk.is(next, "odd") {
                next = walk.after(next)?;
            }
        }
        if let Some(name) = counted_out(walk, next) {
            next = name;
        } else if walk.is(next, "of") && (number.form == Form::Vague || number.scale.is_some()) {
            // `hundreds of bitcoins`, `2.6m of DAI`
            next = walk.after(next)?;
        }
        let found = self.assets.at(walk, next, introduced)?;
        Some((found.asset, found.end))
    }

    /// `ether worth 46 billion won`: an asset without a quantity before a sum.
    fn uncounted_before<'a>(&self, walk: &Walk<'_, 'a>, worth: &Worth, introduced: &Introduced<'a>) -> Option<Holding> {
        let worth_word = walk.before(worth.tokens.start).filter(|word| walk.is(*word, "worth"))?;
        let mut at = worth_word;
        for _ in 0..3 {
            at = walk.before(at)?;
            if let Some(found) = self.assets.at(walk, at, introduced).filter(|found| found.sure)
                && walk.visible(found.end) == Some(worth_word)
            {
                return Some(Holding { asset: found.asset, quantity: None, tokens: at..found.end });
            }
        }
        None
    }

    /// `worth of NEM`, `in bitcoins` behind a sum.
    fn uncounted<'a>(&self, walk: &Walk<'_, 'a>, worth: &Worth, introduced: &Introduced<'a>) -> Option<Holding> {
        let mut at = walk.visible(worth.tokens.end)?;
        for _ in 0..7 {
            if let Some(found) = self.assets.at(walk, at, introduced).filter(|found| found.sure) {
                // Two assets for one sum: neither is the asset.
                let several = walk.visible(found.end).is_some_and(|next| {
                    (matches!(walk.text(next), "," | "and" | "or" | "&" | "/"))
                        && walk.after(next).is_some_and(|other| {
                            let kinds = ["stablecoins", "tokens", "altcoins", "other", "several", "various"];
                            kinds.iter().any(|kind| walk.is(other, kind))
                                || self.assets.at(walk, other, introduced).is_some_and(|other| other.sure)
                        })
                });
                link::medium(walk, &worth.tokens, &(at..found.end))?;
                return (!several).then_some(Holding { asset: found.asset, quantity: None, tokens: at..found.end });
            }
            at = walk.after(at)?;
        }
        None
    }
}

/// The first token of the line in which token `at` stands, behind the marks of lists and tables.
fn line_start(walk: &Walk<'_, '_>, at: usize) -> usize {
    let first = (0..at).rev().find(|before| walk.kind(*before) == Some(TokenKind::Break)).map_or(0, |end| end + 1);
    (first..at)
        .find(|token| {
            !matches!(walk.text(*token), "-" | "–" | "—" | "•" | "·" | "*" | "|" | "+")
                && walk.kind(*token) != Some(TokenKind::Space)
        })
        .unwrap_or(at)
}

/// `25 million of the coin USDC`, `31 million units of Dogecoin`: where the name stands behind such words.
fn counted_out(walk: &Walk<'_, '_>, at: usize) -> Option<usize> {
    if walk.is(at, "units") {
        let of = walk.after(at).filter(|next| walk.is(*next, "of"))?;
        return walk.after(of);
    }
    let the = walk.after(at).filter(|next| walk.is(at, "of") && walk.is(*next, "the"))?;
    let coin = walk.after(the)?;
    let names = ["coin", "token", "stablecoin", "cryptocurrency"];
    names.iter().any(|word| walk.is(coin, word)).then(|| walk.after(coin)).flatten()
}

fn overlap(left: &Holding, right: &Holding) -> bool {
    left.tokens.start < right.tokens.end && right.tokens.start < left.tokens.end
}

/// The holding as an amount, with the worth that stands after or before it.
fn one(walk: &Walk<'_, '_>, holding: &Holding, worths: &[Worth], taken: &mut [bool], limit: usize) -> (Span, Amount) {
    let after = worths.partition_point(|worth| worth.tokens.start < holding.tokens.end);
    let before = worths.partition_point(|worth| worth.tokens.end <= holding.tokens.start).checked_sub(1);
    let mut tokens = holding.tokens.clone();
    let mut linked = None;
    if let Some(index) = before.filter(|index| !taken[*index])
        && let Some(end) = link::medium(walk, &worths[index].tokens, &holding.tokens)
    {
        tokens = worths[index].tokens.start..end.max(tokens.end);
        linked = Some(index);
    } else if after < worths.len()
        && !taken[after]
        && worths[after].tokens.start < limit
        && let Some(end) = link::worth(walk, &holding.tokens, &worths[after].tokens)
    {
        tokens.end = end;
        linked = Some(after);
    }
    let worth = linked.map(|index| {
        taken[index] = true;
        &worths[index]
    });
    let amount = Amount::Crypto {
        asset: holding.asset.clone(),
        quantity: holding.quantity,
        worth: worth.map(|worth| worth.money),
        equivalents: worth.map(|worth| worth.equivalents.clone()).unwrap_or_default(),
    };
    (walk.span(&tokens), amount)
}
