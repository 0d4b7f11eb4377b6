//! Whether an article is about crypto assets.

use std::collections::BTreeSet;

use crate::extract::amount::Amount;
use crate::extract::entity;

use super::Story;

/// What is named where coins are kept by programs.
const COINS: &[&str] = &[
    "protocol", "vault", "vaults", "on-chain", "onchain", "defi", "dex", "exploiter", "multisig", "mint", "minted",
    "token", "tokens", "crypto", "pool", "pools", "stablecoin", "blockchain", "wallet", "wallets", "coins", "coin",
    "bitcoin", "ether", "staking", "airdrop", "oracle", "contract", "contracts",
];
/// Whether an article names crypto assets or the programs that keep them.
pub(super) fn are_told(story: &Story<'_>) -> bool {
    are_named(story) || are_kept(story)
}

/// Whether it names a quantity or a worth of crypto assets, or what holds them.
fn are_named(story: &Story<'_>) -> bool {
    let words = [
        "crypto", "cryptocurrency", "cryptocurrencies", "blockchain", "defi", "wallet", "wallets", "tokens", "token",
        "memecoins", "bitcoin", "bitcoins", "ether", "ethereum", "stablecoin", "stablecoins", "on-chain", "onchain",
        "multisig", "nft", "nfts", "tvl", "airdrop", "staking", "coins", "solana", "web3", "dex", "etherscan",
        "altcoin", "altcoins", "validators", "private-key",
    ];
    let told = story
        .phrases
        .iter()
        .flat_map(|phrase| &phrase.items)
        .filter(|item| item.low.split([' ', '-']).any(|word| words.contains(&word)));
    let digital = |pair: &[crate::extract::event::Item]| {
        pair[0].low == "digital" && matches!(pair[1].low.as_str(), "asset" | "assets")
    };
    let assets = story.phrases.iter().any(|phrase| phrase.items.windows(2).any(digital));
    let tickers = || {
        let tokens = story.doc.tokens.iter().map(|token| story.doc.slice(token.span));
        tokens.filter(|word| entity::is_ticker(word)).collect::<BTreeSet<_>>().len()
    };
    assets
        || told.count() > 1
        || tickers() > 1
        || story.mentions.amounts.iter().any(|amount| matches!(amount.value, Amount::Crypto { .. }))
}

/// Whether several words tell of programs that keep coins.
fn are_kept(story: &Story<'_>) -> bool {
    let word = |word: &str| COINS.contains(&word);
    story.phrases.iter().flat_map(|phrase| &phrase.items).filter(|item| item.low.split(' ').any(word)).count() >= 2
}
