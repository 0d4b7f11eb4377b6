//! `froze 470,000 of it`, `94,000 of the 119,754 coins`, `it now puts the loss at 19 billion`: numbers whose unit is told elsewhere.
//!
//! A bare number takes the unit of a sum or count told before it, or of the whole that it is a part of, where the words around it
//! say that it is of the same kind.

mod near;

use std::cell::OnceCell;

use iso_currency::Currency;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use super::{Amount, Money, Quantity, asset, link, rooted};
use crate::{
    extract::{Mention, number::Walk},
    text::{Document, Span, TokenKind},
};

/// The name that its mentions bear.
pub(crate) const RULE: &str = "understood";

/// Gives bare numbers the unit that they are meant in.
pub(super) fn understood(doc: &Document<'_>, mut mentions: Vec<Mention<Amount>>) -> Vec<Mention<Amount>> {
    let walk = Walk::new(doc);
    let about_coins = OnceCell::new();
    let mut at = 0;
    while at < mentions.len() {
        if let Some(value) = meant(&walk, &about_coins, &mentions, at) {
            mentions[at].value = value;
            mentions[at].rule = RULE;
            if let Some((span, value)) = with_worth(&walk, &mentions, at) {
                mentions[at].span = span;
                mentions[at].value = value;
                mentions.remove(at + 1);
            }
        }
        at += 1;
    }
    mentions
}

/// What a bare number is an amount of.
fn meant(walk: &Walk<'_, '_>, about_coins: &OnceCell<bool>, mentions: &[Mention<Amount>], at: usize) -> Option<Amount> {
    let (quantity, coins) = match &mentions[at].value {
        Amount::Number(quantity) => (*quantity, false),
        Amount::Count { quantity, unit } if matches!(unit.as_str(), "coins" | "tokens") => (*quantity, true),
        _ => return None,
    };
    let reader = Reader { walk, about_coins, mentions, at, quantity };
    if coins { reader.of_coins() } else { reader.read() }
}

/// `wanted 40 bitcoin and came down to 12.5 (about 1.2 million euros)`: coins understood, with the worth that stands behind them.
fn with_worth(walk: &Walk<'_, '_>, mentions: &[Mention<Amount>], at: usize) -> Option<(Span, Amount)> {
    let (Amount::Crypto { asset, quantity, worth: None, .. }, Amount::Money { worth, equivalents }) =
        (&mentions[at].value, &mentions.get(at + 1)?.value)
    else {
        return None;
    };
    let (coins, coins_end) = near::tokens(walk, mentions[at].span);
    let (money, money_end) = near::tokens(walk, mentions[at + 1].span);
    let end = link::worth(walk, &(coins..coins_end), &(money..money_end))?;
    let span = walk.span(&(coins..end));
    let (asset, equivalents) = (asset.clone(), equivalents.clone());
    Some((span, Amount::Crypto { asset, quantity: *quantity, worth: Some(*worth), equivalents }))
}

/// How far back a sum may stand that a bare number is of, in sentences.
const SENTENCES: usize = 3;

/// A bare number in its text.
struct Reader<'r> {
    walk: &'r Walk<'r, 'r>,
    /// Whether the article speaks of coins, once somebody asked.
    about_coins: &'r OnceCell<bool>,
    mentions: &'r [Mention<Amount>],
    at: usize,
    quantity: Quantity,
}

/// What a text calls money or coins told before.
const MONEY: &[&str] = &[
    "it", "money", "sum", "amount", "coins", "tokens", "funds", "loot", "haul", "total", "proceeds", "cash", "ransom",
];
/// Words that say what became of money, before the number.
const HANDLED: &[&str] = &[
    "froze", "freeze", "returned", "recovered", "recover", "blocked", "seized", "paid", "pay", "pays", "offered",
    "kept", "keeps", "refunded", "repaid", "reimbursed", "retrieved", "saved", "clawed", "stopped", "lost", "loses",
    "cost", "demanded", "wanted", "wired", "stole", "took", "compensated", "blacklisted", "intercepted",
];
/// The same behind the number: `1.1 million has been recovered`.
const DONE: &[&str] = &[
    "frozen", "stopped", "recovered", "blocked", "returned", "seized", "refunded", "repaid", "reimbursed", "found",
    "saved", "retrieved", "intercepted", "back", "recalled",
];

impl Reader<'_> {
    fn read(&self) -> Option<Amount> {
        if self.quantity.value <= Decimal::ONE {
            return None;
        }
        self.of_whole()
            .or_else(|| self.of_token())
            .or_else(|| self.part())
            .or_else(|| self.parallel())
            .or_else(|| self.figure())
            .or_else(|| self.handled())
            .or_else(|| self.alone())
            .or_else(|| self.written_bare())
    }

    /// `24 million, says everyone. 33.8 million is what the vaults are missing`: who writes about coins leaves the dollar out.
    fn written_bare(&self) -> Option<Amount> {
        let words = self.walk.doc.slice(self.span());
        let scaled = words.starts_with(|first: char| first.is_ascii_digit()) && words.contains(char::is_alphabetic);
        let cell = self.walk.visible(self.tokens(self.span()).1).is_some_and(|next| self.walk.text(next) == "|");
        (scaled && (cell || self.is_closed()) && self.is_about_coins()).then(|| self.dollars()).flatten()
    }

    /// The number in dollars, the money of who writes about coins, unless all sums of the article are in another.
    fn dollars(&self) -> Option<Amount> {
        let mut currencies = self.currencies();
        let first = currencies.next().unwrap_or(Currency::USD);
        let usual = first == Currency::USD || currencies.any(|other| other == Currency::USD);
        if usual { self.in_millions(Currency::USD) } else { self.usual() }
    }

    /// Whether nothing that the number could count follows it.
    fn is_closed(&self) -> bool {
        let (_, end) = self.tokens(self.span());
        self.is_free(end)
    }

    /// Whether no noun follows at token `end`: the clause ends there, or goes on with another word.
    fn is_free(&self, end: usize) -> bool {
        const FREE: &[&str] = &[
            "in", "was", "were", "has", "have", "had", "could", "can", "is", "are", "at", "on", "to", "for", "as",
            "back", "by", "before", "after", "and", "but", "so", "which", "that", "left", "went", "came", "remained",
            "remains", "from", "with", "if", "when", "while", "until", "or", "more", "of", "through", "over", "into",
            "already", "since", "via", "because", "though", "than", "gone", "frozen", "together", "up", "out", "now",
            "then", "worse", "off", "net", "altogether", "tops", "all", "during", "within", "between", "without",
        ];
        self.walk.visible(end).is_none_or(|next| {
            (end..next).any(|gap| self.walk.kind(gap) == Some(TokenKind::Break))
                || matches!(
                    self.walk.text(next),
                    "," | "." | ";" | ")" | ":" | "!" | "?" | "\"" | "”" | "(" | "—" | "–"
                )
                || self.is_any(next, FREE)
        })
    }

    fn is_about_coins(&self) -> bool {
        *self.about_coins.get_or_init(|| rooted::speaks_of_coins(self.walk.doc))
    }

    /// `840 of the 1,120 ether`, `8,261 of the bank's 131,000 accounts`
    fn of_whole(&self) -> Option<Amount> {
        let whole = self.mentions.get(self.at + 1)?;
        let (first, _) = self.tokens(whole.span);
        let behind = self.behind(6);
        let of = behind.first().filter(|of| self.walk.is(**of, "of"))?;
        let reached = (of + 1..first).all(|at| !matches!(self.walk.text(at), "," | "(" | "." | ";"));
        (first > *of && reached && first - of <= 12).then(|| self.part_of(&whole.value, false)).flatten()
    }

    /// `got back 94,000 of the stolen coins`: those told last.
    fn of_coins(&self) -> Option<Amount> {
        if !self.is_handled() {
            return None;
        }
        self.told(SENTENCES)
            .filter(|told| matches!(told.value, Amount::Crypto { quantity: Some(_), .. }))
            .find_map(|told| self.part_of(&told.value, true))
            .filter(|amount| matches!(amount, Amount::Crypto { .. }))
    }

    /// `27 million euros for Quornex and 15 million for Peckwell`: a sum told after another in the same way.
    fn parallel(&self) -> Option<Amount> {
        let before = &self.mentions[self.at.checked_sub(1)?];
        if !matches!(before.value, Amount::Money { .. }) || self.is_time() || self.quantity.value < dec!(1000) {
            return None;
        }
        let joined = self.before(1).first().is_some_and(|at| self.is_any(*at, &["and", ","]));
        let near = self.sentence(before.span.start) == self.sentence(self.span().start);
        let behind = |span: Span| self.walk.visible(self.tokens(span).1).map(|next| self.walk.text(next));
        let led = behind(self.span()).filter(|word| matches!(*word, "for" | "from" | "to" | "in" | "at" | "by"));
        (joined && near && led.is_some() && led == behind(before.span))
            .then(|| self.part_of(&before.value, true))
            .flatten()
    }

    /// `3,100 ETH and 1.2 million XYZ`: capitals behind a number in a list of assets, or behind thousands where coins are spoken of.
    fn of_token(&self) -> Option<Amount> {
        let at = *self.behind(1).first()?;
        let ticker = self.walk.text(at);
        let capitals = ticker.chars().filter(char::is_ascii_uppercase).count();
        let formed = (2..=7).contains(&ticker.len()) && capitals >= 2 && ticker.chars().all(char::is_alphanumeric);
        let plain = || (3..=6).contains(&ticker.len()) && asset::names_one(ticker) && self.is_free(at + 1);
        let coins = || self.is_about_coins() || self.is_counted_again(ticker) && rooted::names_coins(self.walk.doc);
        let many = self.quantity.value >= Decimal::ONE_THOUSAND && plain() && coins();
        let before = self.at.checked_sub(1).map(|before| &self.mentions[before]);
        let joined = || {
            let Some(before) = before.filter(|before| matches!(before.value, Amount::Crypto { quantity: Some(_), .. }))
            else {
                return false;
            };
            let (_, end) = self.tokens(before.span);
            let (first, _) = self.tokens(self.span());
            let between = (end..first).filter(|at| self.walk.doc.tokens[*at].is_visible()).collect::<Vec<_>>();
            (1..=2).contains(&between.len())
                && between.iter().all(|at| self.is_any(*at, &[",", "and", "plus", "&", "+"]))
        };
        (formed && (joined() || many)).then(|| {
            let asset = super::Asset { symbol: ticker.to_owned(), name: ticker.to_owned() };
            Amount::Crypto { asset, quantity: Some(self.quantity), worth: None, equivalents: vec![] }
        })
    }

    /// `14.8 million DLM … 3.3 million DLM`: whether the same capitals stand behind another number, too.
    fn is_counted_again(&self, ticker: &str) -> bool {
        let counted = |mention: &Mention<Amount>| {
            let (_, end) = self.tokens(mention.span);
            matches!(mention.value, Amount::Number(_) | Amount::Crypto { .. })
                && (self.walk.visible(end).is_some_and(|next| self.walk.text(next) == ticker)
                    || self.walk.doc.slice(mention.span).ends_with(ticker))
        };
        self.mentions.iter().enumerate().any(|(at, mention)| at != self.at && counted(mention))
    }

    /// `froze 470,000 of it`, `Of the money, 1.9 million came back`, `of which 5.1 million`, `212,000 of the USDT`
    fn part(&self) -> Option<Amount> {
        let behind = self.behind(4);
        if behind.first().is_some_and(|of| self.walk.is(*of, "of")) {
            let rest: Vec<usize> = behind[1..]
                .iter()
                .copied()
                .filter(|at| !self.is_any(*at, &["the", "that", "this", "stolen", "these", "those"]))
                .collect();
            let noun = *rest.first().or_else(|| behind.get(1))?;
            if self.is_any(noun, MONEY) {
                return self.of_sum(false, SENTENCES);
            }
            if self.is_any(noun, &["them", "these", "those"]) {
                return self.of_them(&behind);
            }
            return self.of_asset(self.walk.text(noun));
        }
        let before = self.before(4);
        let words: Vec<usize> = before.into_iter().filter(|at| self.walk.text(*at) != ",").collect();
        let of = words.iter().position(|at| self.walk.is(*at, "of")).filter(|of| *of > 0)?;
        let noun = words[of - 1];
        if self.is_any(noun, &["which", "whom"]) && of == 1 {
            let last = self.told(1).find(|told| !matches!(told.value, Amount::Number(_) | Amount::Percent(_)))?;
            return self.part_of(&last.value, false).filter(|_| self.is_closed() || self.is_verb_behind());
        }
        let named = words[..of].iter().any(|at| self.is_any(*at, MONEY));
        if named && self.walk.text(words[of]) == "Of" {
            return self.of_sum(false, SENTENCES);
        }
        // `Of the 212 million some 17 million have been found`
        let (_, end) = self.tokens(self.mentions[self.at.checked_sub(1)?].span);
        let (first, _) = self.tokens(self.span());
        let whole = &self.mentions[self.at - 1];
        let opens = self.walk.text(words[of]) == "Of" && end <= first;
        opens.then(|| self.part_of(&whole.value, false)).flatten()
    }

    /// `some 30,000 of them showed a flag`: the last sum or count.
    fn of_them(&self, behind: &[usize]) -> Option<Amount> {
        let last = self.told(2).find(|told| !matches!(told.value, Amount::Number(_) | Amount::Percent(_)))?;
        let from =
            behind.get(2).is_some_and(|next| self.is_any(*next, &["from", "in", "are", "is", "belonging", "belonged"]));
        (!from).then(|| self.part_of(&last.value, false)).flatten()
    }

    /// `212,000 of the USDT`: an asset that the article counts elsewhere.
    fn of_asset(&self, word: &str) -> Option<Amount> {
        let written = |mention: &Mention<Amount>| {
            self.walk.doc.slice(mention.span).split(' ').any(|own| own.eq_ignore_ascii_case(word))
        };
        let known = self.mentions.iter().find_map(|mention| match &mention.value {
            Amount::Crypto { asset, .. }
                if asset.symbol == word || asset.name.eq_ignore_ascii_case(word) || written(mention) =>
            {
                Some(asset.clone())
            }
            _ => None,
        });
        known.map(|asset| Amount::Crypto { asset, quantity: Some(self.quantity), worth: None, equivalents: vec![] })
    }

    fn is_verb_behind(&self) -> bool {
        const VERBS: &[&str] = &["received", "got", "paid", "were", "was", "have", "had", "has", "could", "came"];
        self.behind(1).first().is_some_and(|next| self.is_any(*next, VERBS))
    }

    /// `corrected this to 19 billion`, `It is now 156,959`: the last figure told anew.
    fn figure(&self) -> Option<Amount> {
        const LINKS: &[&str] = &["to", "at", "is", "was", "as", "now", "'s", "’s", "it's", "it’s", "becomes", "became"];
        const FIGURES: &[&str] = &[
            "figure", "number", "count", "total", "tally", "sum", "loss", "losses", "damage", "corrected", "revised",
            "damages", "cost", "costs", "bill", "impact", "comes", "came", "risen", "rose", "grown", "grew", "raised",
            "puts", "put", "estimates", "estimated", "it", "it's", "it’s", "that", "became",
        ];
        const LOSSES: &[&str] = &["loss", "losses", "damage", "damages", "cost", "costs", "bill", "impact", "sales"];
        if !self.is_closed() || self.quantity.value < Decimal::TEN || self.is_time() {
            return None;
        }
        let before = self.before(8);
        let (first, _) = self.tokens(self.span());
        // `put at upwards of 50 million`
        let own = self.walk.is(first, "at");
        let link = before.first().filter(|link| self.is_any(**link, LINKS));
        if link.is_none() && !own {
            return None;
        }
        let told = link.is_some_and(|link| self.is_any(*link, &["it's", "it’s"]));
        let said = before.iter().skip(usize::from(!own)).any(|at| self.is_any(*at, FIGURES));
        let closed = self.behind(1).first().is_none_or(|next| !self.is_any(*next, &["of", "to", "on", "by", "at"]));
        if !(told || said) || !closed {
            return None;
        }
        let last = self.told(1).find(|told| !matches!(told.value, Amount::Number(_) | Amount::Percent(_)));
        let anew = last.and_then(|last| self.part_of(&last.value, true).filter(|_| self.is_like(&last.value)));
        let lost = || before.iter().any(|at| self.is_any(*at, LOSSES));
        anew.or_else(|| lost().then(|| self.of_sum(true, SENTENCES).or_else(|| self.usual())).flatten())
    }

    /// Whether the number is of the size of what was told.
    fn is_like(&self, told: &Amount) -> bool {
        let told = match told {
            Amount::Money { worth, .. } => worth.quantity.value,
            Amount::Crypto { quantity: Some(quantity), .. } | Amount::Count { quantity, .. } => quantity.value,
            _ => return false,
        };
        let value = self.quantity.value;
        near::is_within(value, told, dec!(50)) && near::is_within(told, value, dec!(50))
    }

    /// `the bank froze 470,000`, `About 1.1 million has been recovered`: what became of money told before.
    fn handled(&self) -> Option<Amount> {
        if !self.is_closed() || self.is_time() {
            return None;
        }
        let large = self.quantity.value >= Decimal::ONE_THOUSAND;
        let told = || {
            let last = self.told(1).find(|told| !matches!(told.value, Amount::Number(_) | Amount::Percent(_)))?;
            matches!(last.value, Amount::Crypto { .. }).then(|| self.part_of(&last.value, false)).flatten()
        };
        match (self.is_handled(), large) {
            (true, true) => self.of_sum(false, SENTENCES).or_else(|| self.usual()),
            (true, false) => told(),
            (false, _) => None,
        }
    }

    /// Whether the words around it say what became of money.
    fn is_handled(&self) -> bool {
        let before = self.before(6);
        let behind = self.behind(6);
        let got = |at: usize| {
            self.is_any(at, HANDLED)
                || self.is_any(at, &["got", "gave", "get", "gets"])
                    && self.walk.after(at).is_some_and(|next| self.walk.is(next, "back"))
        };
        let clause = |at: &usize| !matches!(self.walk.text(*at), "," | ":" | "(" | ")");
        let active = before.iter().copied().take_while(clause).any(got);
        let auxiliary = ["was", "were", "has", "have", "had", "could", "came", "went", "is", "are", "be", "been"];
        let passive = behind.first().is_some_and(|next| self.is_any(*next, &auxiliary))
            && behind.iter().copied().take_while(clause).any(|at| self.is_any(at, DONE));
        active || passive
    }

    /// Whether it is the year or hour of something.
    fn is_time(&self) -> bool {
        let (first, _) = self.tokens(self.span());
        let figure = self.walk.text(first);
        let year = figure.len() == 4 && figure.starts_with(['1', '2']) && figure.bytes().all(|b| b.is_ascii_digit());
        year || self.walk.kind(first) == Some(TokenKind::Punctuation)
    }

    /// The currencies in which sums of the article are told, each as often as it is.
    fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.mentions.iter().filter_map(|mention| match &mention.value {
            Amount::Money { worth, .. } => Some(worth.currency),
            _ => None,
        })
    }

    /// The one currency in which all sums of the article are told, of a sum of millions.
    fn usual(&self) -> Option<Amount> {
        let mut currencies = self.currencies();
        let first = currencies.next()?;
        currencies.all(|other| other == first).then(|| self.in_millions(first)).flatten()
    }

    /// The number as a sum of a currency, if it is large enough for one that is told in millions.
    fn in_millions(&self, currency: Currency) -> Option<Amount> {
        let scaled = self.quantity.value >= dec!(100000) && !self.walk.doc.slice(self.span()).contains(',');
        scaled.then_some(Amount::Money { worth: Money { quantity: self.quantity, currency }, equivalents: vec![] })
    }

    /// `Nineteen thousand.`: a number that is a sentence of its own, behind a sum.
    fn alone(&self) -> Option<Amount> {
        let sentence = &self.walk.doc.sentences[self.sentence(self.span().start)?];
        let words = self.walk.doc.tokens[sentence.tokens.clone()].iter().filter(|token| token.kind == TokenKind::Word);
        let own = words.filter(|token| !self.span().contains(token.span)).count();
        let large = self.quantity.value >= dec!(1000);
        if own > 0
            || !large
            || self.is_time()
            || !matches!(self.walk.kind(sentence.tokens.start), Some(TokenKind::Word))
        {
            return None;
        }
        self.of_sum(true, 4).filter(|_| self.told(4).all(|told| !matches!(told.value, Amount::Count { .. })))
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::amount::{self, Amount};
    use crate::text::Document;
    use rust_decimal_macros::dec;

    /// The last amount of a text, in words.
    fn last(text: &str) -> String {
        let found = amount::extractor().extract(&Document::new(text));
        match &found.last().expect("an amount").value {
            Amount::Money { worth, .. } => format!("{} {}", worth.quantity.value.normalize(), worth.currency.code()),
            Amount::Crypto { asset, quantity: Some(quantity), .. } => {
                format!("{} {}", quantity.value.normalize(), asset.symbol)
            }
            Amount::Count { quantity, unit } => format!("{} {unit}", quantity.value),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_bare_number_takes_the_unit_of_what_was_told() {
        for (text, expected) in [
            ("The thieves sent off 1.2 million dollars. The bank froze 470,000.", "470000 USD"),
            ("They took 75 bitcoins. Police took back 63.7 of them.", "63.7 BTC"),
            ("They took 2.2 million USDC, and the issuer froze 640,000 of it.", "640000 USDC"),
            ("They lost 90 million pesos. Of the money, 1.9 million came back.", "1900000 MXN"),
            ("They took 3,100 ETH and 1.2 million QXRM.", "1200000 QXRM"),
            ("It first spoke of 9 million euros and has since corrected this to 19 million.", "19000000 EUR"),
            ("They took 119,754 bitcoins. Police got back 94,000 of the stolen coins.", "94000 BTC"),
            ("It asked 27 million euros for Quornex and 15 million for Peckwell.", "15000000 EUR"),
            ("They paid 7.9 million euros. The damage is put by police at upwards of 50 million.", "50000000 EUR"),
            ("Altogether 52.8 million euros flowed out. About 10.9 million could be stopped.", "10900000 EUR"),
        ] {
            assert_eq!(last(text), expected, "{text}");
        }
    }

    #[test]
    fn coins_understood_have_their_worth() {
        let text = "They wanted 40 bitcoin and came down to 12.5 (about 1.2 million euros).";
        let found = amount::extractor().extract(&Document::new(text));
        let Amount::Crypto { quantity: Some(coins), worth: Some(worth), .. } = &found.last().expect("an amount").value
        else {
            panic!("{found:?}")
        };
        assert_eq!((coins.value, worth.quantity.value), (dec!(12.5), dec!(1200000)));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn dollars_are_left_out_beside_coins() {
        let coins = "Tokens, bitcoin, ether tokens and crypto worth $300 left the wallet.";
        for (behind, expected) in [
            ("So 33.8 million is what the vaults are missing.", "33800000 USD"),
            ("The pool was hit for 7.8M.", "7800000 USD"),
            ("| Quellmark | 308 million |", "308000000 USD"),
            ("It paid 337 billion rupiah to nobody. Recovered: 8.2 million.", "8200000 USD"),
            ("He helped himself to 130,000 QUILL from the treasury.", "130000 QUILL"),
        ] {
            assert_eq!(last(&format!("{coins} {behind}")), expected, "{behind}");
        }
        for behind in ["They minted 400 million QUILL.", "It has block 16,964,664.", "Nine-figure hacks are told."] {
            assert!(!last(&format!("{coins} {behind}")).ends_with("000000 USD"), "{behind}");
        }
    }

    #[test]
    fn other_numbers_stay_bare() {
        for text in
            ["They took 1.2 million dollars. The firm was founded in 1,932.", "They took 75 bitcoins. Call 112 now."]
        {
            assert!(!last(text).ends_with("USD") && !last(text).ends_with("BTC"), "{text}: {}", last(text));
        }
    }
}
