//! Names and tickers of crypto assets: `BTC`, `bitcoins`, `NEM tokens`, and new ones by form: `XYZ tokens`.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
};

use iso_currency::Currency;

use super::Asset;
use crate::{extract::number::Walk, text::TokenKind};

/// What tells a name of an asset from a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    /// The name means nothing else.
    Sure,
    /// It needs its exact case and a quantity.
    WithQuantity,
}

struct Entry {
    rest: Vec<String>,
    written: &'static str,
    asset: usize,
    certainty: Certainty,
}

/// The lexicon of assets.
pub(super) struct Assets {
    assets: Vec<Asset>,
    symbols: HashMap<&'static str, (usize, Certainty)>,
    /// First word in lower case → names, longest first.
    names: HashMap<String, Vec<Entry>>,
}

/// An asset as the text names it.
pub(super) struct Found {
    pub(super) asset: Asset,
    pub(super) sure: bool,
    /// One past its last token, `tokens` or `coins` included.
    pub(super) end: usize,
}

/// Capital letters before `tokens` that name no asset.
const NO_ASSETS: &[&str] = &[
    "API", "JWT", "RSA", "SMS", "NFT", "NFTS", "SSO", "MFA", "SAML", "OTP", "USB", "PIN", "AUTH", "ID", "AI", "LLM",
    "CI", "AWS", "LP", "OAUTH", "ATM", "UK", "US", "EU", "TPS", "KYC", "VPN", "DDOS", "VASP", "DAO", "ATMS", "CVE",
    "MEV", "OTC", "GPU", "GPUS", "ASIC", "ASICS", "TVL", "MW", "GW", "KW", "MWH", "KWH",
];

/// Tickers that mean something else behind a figure.
const NO_TICKERS: &[&str] = &[
    "GMT", "ID", "EST", "UTC", "AM", "PM", "GB", "MB", "TB", "US", "UK", "EU", "AI", "IP", "IT", "PC", "TV", "CEO",
    "CET", "ET", "PT", "BST", "FBI", "CIA", "NSA", "UN", "KB", "MS", "IOS", "SMS",
];

impl Assets {
    pub(super) fn new() -> Self {
        let mut new = Self { assets: Vec::new(), symbols: HashMap::new(), names: HashMap::new() };
        for row in include_str!("../../../models/lexicons/assets.tsv").lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            let (Some(symbol), Some(name)) = (columns.next(), columns.next()) else { continue };
            let aliases = columns.next().unwrap_or("");
            let ambiguous = columns.nth(1).unwrap_or("").trim();
            let asset = new.assets.len();
            new.assets.push(Asset { symbol: symbol.to_owned(), name: name.to_owned() });
            let certainty = |kind: &str| match ambiguous == kind || ambiguous == "both" {
                true => Certainty::WithQuantity,
                false => Certainty::Sure,
            };
            new.symbols.entry(symbol).or_insert((asset, certainty("sym")));
            for written in std::iter::once(name).chain(aliases.split('|')).filter(|written| !written.is_empty()) {
                new.name(written, asset, certainty("name"));
            }
        }
        for names in new.names.values_mut() {
            names.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        new
    }

    fn name(&mut self, written: &'static str, asset: usize, certainty: Certainty) {
        let words: Vec<String> = crate::text::tokenize(written)
            .iter()
            .filter(|token| token.is_visible())
            .map(|token| written[token.span.start..token.span.end].to_lowercase())
            .collect();
        let Some((first, rest)) = words.split_first() else { return };
        self.names.entry(first.clone()).or_default().push(Entry { rest: rest.to_vec(), written, asset, certainty });
    }

    /// The asset named from token `at` on.
    pub(super) fn at<'a>(&self, walk: &Walk<'_, 'a>, at: usize, introduced: &Introduced<'a>) -> Option<Found> {
        let (asset, certainty, end) = match self.ticker(walk, at) {
            Some((asset, certainty)) => (self.assets[asset].clone(), certainty, at + 1),
            None => match self.named(walk, at) {
                Some((asset, certainty, end)) => (self.assets[asset].clone(), certainty, end),
                None => return self.wrapped(walk, at).or_else(|| by_form(walk, at, introduced)),
            },
        };
        let coins = coins(walk, end);
        Some(Found { asset, sure: certainty == Certainty::Sure || coins.is_some(), end: coins.unwrap_or(end) })
    }

    fn ticker(&self, walk: &Walk<'_, '_>, at: usize) -> Option<(usize, Certainty)> {
        let word = walk.text(at);
        if word == "$" || !word.bytes().any(|byte| byte.is_ascii_uppercase()) && word.is_ascii() {
            return None;
        }
        // `wBTC` is written in capitals as well.
        let wrapped = || {
            word.strip_prefix('w')
                .filter(|coin| capitals(coin))
                .and_then(|_| self.symbols.get(word.to_uppercase().as_str()))
        };
        self.symbols.get(word).or_else(wrapped).copied().filter(|_| !NO_TICKERS.contains(&word))
    }

    /// `cbBTC`, `suiETH`, `reUSD`, `xBTC`: low letters before a ticker or a currency, an asset of its own.
    fn wrapped(&self, walk: &Walk<'_, '_>, at: usize) -> Option<Found> {
        let word = walk.text(at);
        let base = word.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        let currency = ["USD", "EUR"].contains(&base) && !word.starts_with(['k', 'm']);
        let known = || self.symbols.get(base).is_some_and(|(_, certainty)| *certainty == Certainty::Sure);
        let formed = (1..=4).contains(&(word.len() - base.len())) && base.len() >= 3 && (currency || known());
        formed.then(|| {
            let asset = Asset { symbol: word.to_owned(), name: word.to_owned() };
            Found { asset, sure: true, end: coins(walk, at + 1).unwrap_or(at + 1) }
        })
    }

    fn named(&self, walk: &Walk<'_, '_>, at: usize) -> Option<(usize, Certainty, usize)> {
        if !matches!(walk.kind(at)?, TokenKind::Word | TokenKind::Punctuation) {
            return None;
        }
        let word = walk.text(at);
        // `30 MUSD` are millions of dollars.
        if word.len() == 4
            && word.starts_with('M')
            && word.get(1..).is_some_and(|code| Currency::from_code(code).is_some())
        {
            return None;
        }
        let lower = word.to_lowercase();
        let stem = lower.strip_suffix('s').and_then(|stem| self.names.get(stem));
        let exact = self.names.get(&lower).into_iter().flatten().map(|entry| (entry, false));
        let plural = stem.into_iter().flatten().filter(|entry| entry.rest.is_empty()).map(|entry| (entry, true));
        for (entry, _) in exact.chain(plural) {
            let mut end = at + 1;
            let whole = entry.rest.iter().all(|part| match walk.visible(end) {
                Some(next) if walk.text(next).to_lowercase() == *part => {
                    end = next + 1;
                    true
                }
                _ => false,
            });
            // A name that is a word too must stand as it is written; others may begin low.
            let cased = match entry.certainty {
                Certainty::WithQuantity => entry.written.starts_with(word) || word.starts_with(entry.written),
                Certainty::Sure => true,
            };
            if whole && cased {
                return Some((entry.asset, entry.certainty, end));
            }
        }
        None
    }
}

/// `tokens` or `coins` behind a name; one past it.
fn coins(walk: &Walk<'_, '_>, end: usize) -> Option<usize> {
    let next = walk.visible(end)?;
    let known = ["token", "tokens", "coin", "coins", "stablecoin", "stablecoins"];
    let cryptocurrency = walk.is(next, "cryptocurrency");
    (cryptocurrency || known.iter().any(|word| walk.is(next, word))).then_some(next + 1)
}

/// Capitals that an article calls a token somewhere: `the XYZ token`, `its token (XYZ)`. Made once, when first asked.
#[derive(Default)]
pub(super) struct Introduced<'a> {
    tickers: OnceCell<BTreeSet<&'a str>>,
}

impl<'a> Introduced<'a> {
    fn contains(&self, walk: &Walk<'_, 'a>, ticker: &str) -> bool {
        self.tickers.get_or_init(|| introduced(walk)).contains(ticker)
    }
}

fn introduced<'a>(walk: &Walk<'_, 'a>) -> BTreeSet<&'a str> {
    let mut tickers = BTreeSet::new();
    for at in 0..walk.doc.tokens.len() {
        if !["token", "tokens", "coin", "coins"].iter().any(|word| walk.is(at, word)) {
            continue;
        }
        let behind =
            walk.after(at).and_then(|next| if walk.text(next) == "(" { walk.touching(next + 1) } else { Some(next) });
        tickers.extend(
            [walk.before(at), behind]
                .into_iter()
                .flatten()
                .map(|at| walk.text(at))
                .filter(|word| word.len() > 2 && capitals(word)),
        );
    }
    tickers
}

/// Whether capitals may be the ticker of an asset, as far as their form tells.
pub(super) fn names_one(word: &str) -> bool {
    capitals(word) && !NO_TICKERS.contains(&word) && Currency::from_code(word).is_none()
}

fn capitals(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase()) && !NO_ASSETS.contains(&word)
}

/// `XYZ tokens`: two to six capitals.
fn by_form<'a>(walk: &Walk<'_, 'a>, at: usize, introduced: &Introduced<'a>) -> Option<Found> {
    let word = walk.text(at);
    if !capitals(word) {
        return None;
    }
    let end = coins(walk, at + 1).or_else(|| introduced.contains(walk, word).then_some(at + 1))?;
    Some(Found { asset: Asset { symbol: word.to_owned(), name: word.to_owned() }, sure: true, end })
}
