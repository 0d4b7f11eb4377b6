//! The theft that an article is about, also where no sentence tells it as an event: a form of fields, a notice of the
//! robbed, a chronicle. Each signal of who was robbed is weak; together they choose.

use crate::extract::entity::EntityKind;
use crate::extract::event::{EventKind, Realis, Role};
use crate::record::{IncidentType, Sector};
use crate::text::Span;

use super::{Draft, Party, Story, actor, apart, overlooked, salience};

/// Words of robbery.
const STRONG: &[&str] = &[
    "hack", "hacked", "hacks", "hacker", "hackers", "exploit", "exploited", "exploiter", "exploits", "attacker",
    "attackers", "stolen", "stole", "steal", "theft", "thief", "thieves", "heist", "drained", "drain", "drainer",
    "siphoned", "rekt", "rugged", "rugpull", "loot", "looted", "robbed", "reentrancy", "whitehat", "intruder",
    "intruders",
];
/// Words that speak of one only beside those; prices are under attack and fall too.
const WEAK: &[&str] = &[
    "attack", "attacked", "stealing", "rug", "lost", "loss", "losses", "compromised", "compromise", "breach",
    "unauthorized", "unauthorised", "malicious", "manipulated", "manipulation", "manipulating", "victim", "victims",
    "incident", "missing", "gone", "vulnerability", "bug",
];
/// Words that a name in crypto ends with.
const SHAPES: &[&str] = &[
    "finance", "protocol", "swap", "bridge", "exchange", "network", "dao", "labs", "vault", "vaults", "lend",
    "lending", "money", "markets", "perps", "wallet", "cash", "capital", "dex", "pool", "farm", "games", "pay",
];
/// Names of where things are said, looked up, swapped and hidden.
const SURROUNDINGS: &[&str] = &[
    "Telegram", "Twitter", "X", "Discord", "Medium", "Reddit", "YouTube", "GitHub", "Etherscan", "Tornado Cash",
    "Facebook", "Google", "Uniswap", "Aave", "Balancer", "Chainlink", "Circle", "Tether", "Binance", "Coinbase",
    "DefiLlama", "DeFiLlama", "CoinGecko", "CoinMarketCap", "1inch", "BscScan", "Arbiscan", "Lloyd’s", "Immunefi",
];
/// Chains: where somebody was robbed, and only by a title the one who was.
const CHAINS: &[&str] = &[
    "Ethereum", "Avalanche", "Optimism", "Arbitrum", "Polygon", "Base", "BSC", "BNB Chain", "Solana", "Fantom",
    "Blast", "Linea", "Scroll", "Mantle", "Tron", "Cronos", "Moonbeam", "Celo", "Gnosis", "Starknet", "Sui", "Aptos",
    "Near", "Binance Smart Chain", "zkSync", "Zora", "Cardano", "Cosmos",
];
/// What is named where coins are kept by programs.
const COINS: &[&str] = &[
    "protocol", "vault", "vaults", "on-chain", "onchain", "defi", "dex", "exploiter", "multisig", "mint", "minted",
    "token", "tokens", "crypto", "pool", "pools", "stablecoin", "blockchain", "wallet", "wallets", "coins", "coin",
    "bitcoin", "ether", "staking", "airdrop", "oracle", "contract", "contracts",
];
/// How much must speak for a victim before the article is held to be about the theft from it.
const ENOUGH: i32 = 8;
/// How far it must be ahead of the next: articles about several thefts are left to their sentences.
const AHEAD: i32 = 2;

/// In an article about the theft from one victim: makes sure that there is a draft of it, and joins to it what names no
/// other victim: the chain where it happened, the words around the same sum.
pub(super) fn settle(story: &Story<'_>, drafts: &mut Vec<Draft>, kind: salience::Kind) {
    if kind == salience::Kind::Other || !is_about_theft(story) {
        return;
    }
    let ranked = ranked(story);
    let Some(&(weight, chief)) = ranked.first().filter(|(weight, _)| *weight >= ENOUGH) else { return };
    let known = |victim: usize| ranked.iter().find(|(_, party)| *party == victim).map(|(weight, _)| *weight);
    let next = ranked.get(1).map_or(0, |(weight, _)| *weight);
    if weight < next + AHEAD {
        return;
    }
    let attack = |draft: &Draft| draft.events.iter().any(|event| is_attack(story, *event));
    let weak = |draft: &Draft| {
        let rival = |victim: &usize| {
            let party = &story.parties.list[*victim];
            party.named && !is_chain(party) && known(*victim).is_some_and(|own| 2 * own > weight)
        };
        !draft.listed && !draft.victims.iter().any(rival)
    };
    let own = drafts.iter().position(|draft| draft.victims.contains(&chief));
    let nameless = |draft: &Draft| {
        draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            !party.named || is_chain(party) || known(*victim).is_none_or(|own| 3 * own <= weight)
        })
    };
    let at = match own.or_else(|| drafts.iter().position(|draft| attack(draft) && nameless(draft))) {
        Some(at) => at,
        None if drafts.iter().any(attack) => return,
        None => {
            let mut draft = Draft::new();
            draft.types.insert(IncidentType::Theft);
            draft.sentences.extend((0..story.phrases.len()).filter(|at| traces(story, *at) > 0));
            drafts.insert(0, draft);
            0
        }
    };
    drafts[at].victims = vec![chief];
    drafts[at].chief = true;
    let mut other = 0;
    while other < drafts.len() {
        let at = drafts.iter().position(|draft| draft.chief).unwrap_or(0);
        let draft = &drafts[other];
        let told = |event: &usize| apart::shares_sum(story, &drafts[at], &story.events[*event]);
        let network = draft.victims.iter().all(|victim| is_chain(&story.parties.list[*victim]));
        let near =
            draft.sentences.iter().any(|sentence| drafts[at].sentences.iter().any(|own| own.abs_diff(*sentence) <= 1));
        let apart = draft.events.iter().any(|event| apart::is_apart(story, &drafts[at], &story.events[*event]));
        // "Kestrelpay said hackers stole $114 million, in what experts called …": nobody else is named beside the chief.
        let unnamed = draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            !party.named || actor::is_generic(&party.name)
        });
        let beside = unnamed && draft.sentences.iter().any(|sentence| names(story, chief, *sentence));
        let joins = network && !draft.victims.is_empty()
            || near && nameless(draft) && draft.events.iter().any(told)
            || beside && attack(draft);
        if other == at || draft.listed || apart || !weak(draft) || !joins {
            other += 1;
            continue;
        }
        let joined = drafts.remove(other);
        if let Some(whole) = drafts.iter_mut().find(|draft| draft.chief) {
            whole.events.extend(joined.events);
            whole.events.sort_unstable();
            whole.sentences.extend(joined.sentences);
        }
    }
}

/// Whether a sentence names a party.
fn names(story: &Story<'_>, party: usize, sentence: usize) -> bool {
    let bounds = story.doc.sentences[sentence].span;
    story.parties.list[party].mentions.iter().any(|span| bounds.contains(*span))
}

/// Whether a party is a chain that others build on.
fn is_chain(party: &Party) -> bool {
    party.kind == EntityKind::Network || CHAINS.contains(&party.name.as_str())
}

fn is_attack(story: &Story<'_>, event: usize) -> bool {
    let event = &story.events[event];
    matches!(event.kind, EventKind::Theft | EventKind::Intrusion | EventKind::Fraud | EventKind::Phishing)
        && event.realis == Realis::Actual
}

/// Whether an article speaks of crypto assets, and of robbery more than once.
fn is_about_theft(story: &Story<'_>) -> bool {
    let count = |words: &[&str]| (0..story.phrases.len()).map(|at| count(story, at, words)).sum::<usize>();
    let spoken = (0..story.phrases.len()).filter(|at| traces(story, *at) > 0).count();
    let strong = count(STRONG);
    let told = (0..story.events.len())
        .any(|event| is_attack(story, event) && story.events[event].spans(Role::Amount).next().is_some());
    let words = strong + count(WEAK) > 1 && (strong > 0 || told);
    let coins = overlooked::tells_coins(story) || tells_programs(story);
    spoken >= 2 && words && coins
}

/// Whether several words tell of programs that keep coins.
fn tells_programs(story: &Story<'_>) -> bool {
    let word = |word: &str| COINS.contains(&word);
    story.phrases.iter().flat_map(|phrase| &phrase.items).filter(|item| item.low.split(' ').any(word)).count() >= 2
}

/// How many words of a sentence are traces of a robbery.
pub(super) fn traces(story: &Story<'_>, sentence: usize) -> usize {
    count(story, sentence, STRONG) + count(story, sentence, WEAK)
}

/// How many items of a sentence hold one of the words.
fn count(story: &Story<'_>, sentence: usize, words: &[&str]) -> usize {
    let word = |word: &str| words.contains(&word);
    story.phrases[sentence].items.iter().filter(|item| item.low.split([' ', '-', '\'', '’']).any(word)).count()
}

/// The organisations that may have been robbed, the one for which most speaks first.
fn ranked(story: &Story<'_>) -> Vec<(i32, usize)> {
    let weighed = (0..story.parties.list.len()).filter_map(|party| Some((weight(story, party)?, party)));
    let mut ranked: Vec<(i32, usize)> = weighed.collect();
    ranked.sort_by_key(|(weight, party)| (std::cmp::Reverse(*weight), *party));
    ranked
}

/// What speaks for a party: where it is named, how often, what it is called, and what the words beside it say.
fn weight(story: &Story<'_>, index: usize) -> Option<i32> {
    let party = &story.parties.list[index];
    let fits = party.named && matches!(party.kind, EntityKind::Organization | EntityKind::Network);
    let around = SURROUNDINGS.contains(&party.name.as_str()) || CHAINS.contains(&party.name.as_str());
    if !fits || around && !party.titled {
        return None;
    }
    let head = salience::lead(story);
    let at = |span: &Span| story.doc.sentence_at(span.start);
    let mut weight = party.mentions.len().min(5) as i32;
    weight += if party.titled { 4 } else { 0 };
    weight += if salience::is_labelled(story, party) { 8 } else { 0 };
    weight += if party.mentions.iter().any(|span| at(span).is_some_and(|at| head.contains(&at))) { 2 } else { 0 };
    weight += if matches!(party.sector, Some(Sector::Defi | Sector::CryptoExchange)) { 2 } else { 0 };
    weight += if is_shaped(party) { 1 } else { 0 };
    weight -= if is_ticker(party) { 4 } else { 0 };
    weight -= if around || party.kind == EntityKind::Network { 4 } else { 0 };
    let robbed =
        party.mentions.iter().filter(|span| at(span).is_some_and(|at| traces(story, at) > 0)).count().min(3) as i32;
    let argues = |role: Role| {
        story.events.iter().enumerate().any(|(event, told)| {
            is_attack(story, event) && told.spans(role).any(|span| story.party_at(span) == Some(index))
        })
    };
    weight += robbed + if argues(Role::Victim) { 3 } else { 0 } - if argues(Role::Attacker) { 3 } else { 0 };
    let before = |span: &Span| {
        let text = story.doc.text[..span.start].trim_end();
        let last = text.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        matches!(last.as_str(), "on" | "to" | "via" | "through" | "by" | "with" | "from" | "per" | "into")
    };
    let after = |span: &Span| {
        let text = story.doc.text[span.end..].trim_start_matches(['\u{2019}', '\'', 's', ' ']);
        matches!(
            text.split(|c: char| !c.is_alphabetic()).next(),
            Some("team" | "users" | "community" | "hack" | "incident")
        )
    };
    let beside = party.mentions.iter().filter(|span| before(span)).count();
    weight -= if 2 * beside > party.mentions.len() { 4 } else { 0 };
    weight += if party.mentions.iter().any(after) { 2 } else { 0 };
    Some(weight)
}

/// `BONDY`: letters of a token more likely than a name, unless the title says it.
fn is_ticker(party: &Party) -> bool {
    !party.titled && (2..=6).contains(&party.name.len()) && party.name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `Oriel Vaults`, `Moonswap`: whether a name is made as names of the trade are.
fn is_shaped(party: &Party) -> bool {
    let low = party.name.to_lowercase();
    SHAPES.iter().any(|shape| low.len() > shape.len() && low.ends_with(shape))
}
