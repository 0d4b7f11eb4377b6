//! Whose dollar `$640,000` is in an article that names Toowoomba, Fremantle and Queensland, and nothing of the United States.

use std::collections::{BTreeMap, BTreeSet};

use iso_currency::Currency;

use super::home::{OF_COUNTRIES, UNITED_STATES};
use crate::extract::entity;
use crate::text::{Document, TokenKind, without_possessive};

/// Words of crypto assets, the worth of which is told in dollars of the United States.
const COINS: &[&str] = &[
    "bitcoin", "blockchain", "btc", "crypto", "dao", "defi", "eth", "liquidity", "nft", "on-chain", "stablecoin",
    "token", "wallet", "solana", "altcoin", "web3", "onchain", "exploiter", "mev", "multisig", "flashloan",
    "reentrancy", "uniswap", "etherscan", "tvl",
];
/// How often an article may speak of coins and still not be about them.
const FEW_COINS: usize = 3;
/// How many different names of a country's places say that an article is at home there.
const ENOUGH: usize = 2;
/// Words of the longest name of a place.
const WORDS: usize = 3;
/// Letters of the shortest name of a town: shorter ones are words as well.
const LETTERS: usize = 5;

/// The dollar of the country in which most places lie that an article names: seven of ten of those that lie in a country of dollars
/// or of the United States.
pub(super) fn dollar(doc: &Document<'_>) -> Option<Currency> {
    if speaks_of_coins(doc) {
        return None;
    }
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (country, name) in countries(doc) {
        named.entry(country).or_default().push(name);
    }
    let (most, names) = named.iter().max_by_key(|(_, names)| names.len())?;
    let all: usize = named.values().map(Vec::len).sum();
    let (_, dollar) = OF_COUNTRIES.iter().find(|(alpha2, _)| alpha2 == most)?;
    // A firm that is called like a town names one place, however often.
    let different = names.iter().collect::<BTreeSet<_>>().len();
    (different >= ENOUGH && names.len() * 10 >= all * 7).then_some(*dollar)
}

/// The countries of dollars of all places, peoples and countries that an article names, with the name, each as often as it is named.
fn countries<'d>(doc: &'d Document<'_>) -> Vec<(&'d str, &'d str)> {
    let words: Vec<_> =
        doc.tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span).collect();
    let counts = |country: &str| country == "US" || OF_COUNTRIES.iter().any(|(alpha2, _)| *alpha2 == country);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=WORDS.min(words.len() - at)).rev().find_map(|count| {
            let name = without_possessive(doc.slice(words[at].cover(words[at + count - 1])));
            let country = if UNITED_STATES.contains(&name) { Some("US") } else { called(name) };
            Some((count, country?, name))
        });
        if let Some((_, country, name)) = longest.filter(|(_, country, _)| counts(country)) {
            found.push((country, name));
        }
        at += longest.map_or(1, |(count, ..)| count);
    }
    found
}

/// The country that a name of a place, a people or a country means.
fn called(name: &str) -> Option<&'static str> {
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    entity::country_called(name).or_else(|| entity::country_of_town(name).filter(|_| name.len() >= LETTERS))
}

/// Whether an article speaks of coins more often than by the way.
pub(super) fn speaks_of_coins(doc: &Document<'_>) -> bool {
    coins(doc).nth(FEW_COINS).is_some()
}

/// Whether an article speaks of coins at all.
pub(super) fn names_coins(doc: &Document<'_>) -> bool {
    coins(doc).next().is_some()
}

/// The words of an article that speak of coins.
fn coins<'d>(doc: &'d Document<'_>) -> impl Iterator<Item = &'d str> {
    let words = doc.tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| doc.slice(token.span));
    words.filter(|word| {
        let low = word.to_lowercase();
        COINS.iter().any(|coin| low.starts_with(coin)) || entity::is_ticker(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_tell_whose_dollar_is_meant() {
        for (text, expected) in [
            ("The widow from Toowoomba met him in Fremantle.", Some(Currency::AUD)),
            ("A clinic in Kitchener, a school in Winnipeg and a shop in Ohio were hit.", None),
            ("A clinic in Kitchener, a school in Winnipeg and a shop in Regina were hit.", Some(Currency::CAD)),
            ("The mill stands in Toowoomba.", None),
            ("Figtree had only listed it, Figtree said. Nobody at Figtree lost anything.", None),
            ("In Toowoomba and Fremantle bitcoin, ether, tokens and crypto are lost.", None),
        ] {
            assert_eq!(dollar(&Document::new(text)), expected, "{text}");
        }
    }
}
