//! The theft that an article is about, also where no sentence tells it as an event: a form of fields, a notice of the
//! robbed, a chronicle. Each signal of who was robbed is weak; together they choose.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::extract::event::{EventKind, Realis, Role};
use crate::record::{AmountRole, IncidentType, Scope};
use crate::text::regex;

use super::choose::Choice;
use super::{Draft, Party, Story, actor, apart, distinct, salience};

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
    "Instagram", "TikTok", "WhatsApp", "LinkedIn", "Facebook Live", "Twitter Spaces", "1Password", "Google Docs",
    "Solarbeam", "PancakeSwap", "SushiSwap",
];
/// Chains: where somebody was robbed, and only by a title the one who was.
const CHAINS: &[&str] = &[
    "Ethereum", "Avalanche", "Optimism", "Arbitrum", "Polygon", "Base", "BSC", "BNB Chain", "Solana", "Fantom",
    "Blast", "Linea", "Scroll", "Mantle", "Tron", "Cronos", "Moonbeam", "Celo", "Gnosis", "Starknet", "Sui", "Aptos",
    "Near", "Binance Smart Chain", "zkSync", "Zora", "Cardano", "Cosmos", "Taiko", "Metis", "Sei", "Sonic", "opBNB",
    "Manta", "World Chain", "Unichain", "Monad", "Fraxtal", "Soneium", "Stellar", "Ethereum mainnet", "Arbitrum One",
    "Avalanche C-Chain", "Polygon PoS", "Polygon zkEVM", "TON", "Mode Network", "HyperEVM", "MegaETH", "Arbitrum Nova",
    "zkSync Era",
];
/// How likely a victim must be before the article is held to be about the theft from it.
const LIKELY: f64 = 0.4;
/// Below this the coins of an article are a ransom or a market's.
const DOUBTFUL: f64 = 0.1;
/// How likely a victim must be, and it times the loss, where no words of robbery tell a theft.
const RATHER: f64 = 0.25;
const BOTH: f64 = 0.1;
/// How likely a victim must be, that part of what all parties together are, and it times the loss, where what is known of the theft in
/// the end says whether it is one.
const MAYBE: f64 = 0.05;
const PART: f64 = 0.2;
const MAYBE_BOTH: f64 = 0.02;
/// How likely the loss must be in an article that seems to be about something else.
const SURE: f64 = 0.85;
/// What part of its likelihood another must have to be a victim beside it, and at most to be none.
const RIVAL: f64 = 0.2;

/// In an article about the theft from one victim: makes sure that there is a draft of it, and joins to it what names no
/// other victim: the chain where it happened, the words around the same sum.
pub(super) fn settle(story: &Story<'_>, drafts: &mut Vec<Draft>, kind: salience::Kind, choice: &Choice) {
    if !choice.coins {
        return;
    }
    // The sum that was lost tells a theft where no word of robbery does.
    let lost = choice.loss(story).map_or(0.0, |(_, share)| share);
    let told = |share: f64| {
        let spoken = is_about_theft(story) && share >= LIKELY && lost >= DOUBTFUL;
        let chosen = share >= RATHER && share * lost >= BOTH;
        lost >= SURE && chosen || kind != salience::Kind::Other && (spoken || chosen)
    };
    // Where several are told the article may be about none of them.
    let few = drafts.len() < 2;
    let maybe = |share: f64| {
        few && share >= MAYBE && share >= PART * (1.0 - choice.of_no_victim()) && share * lost >= MAYBE_BOTH
    };
    let named = |(party, share): &(usize, f64)| story.parties.list[*party].named && (told(*share) || maybe(*share));
    let Some((chief, likely)) = choice.victim.filter(named) else { return };
    let share = |victim: usize| choice.of_victim(victim);
    let attack = |draft: &Draft| draft.events.iter().any(|event| is_attack(story, *event));
    let weak = |draft: &Draft| {
        let rival = |victim: &usize| {
            let party = &story.parties.list[*victim];
            party.named && !is_chain(party) && share(*victim) > RIVAL * likely
        };
        !draft.listed && !draft.victims.iter().any(rival)
    };
    let nameless = |draft: &Draft| {
        draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            !party.named || is_chain(party) || share(*victim) <= RIVAL * likely
        })
    };
    // "Harbourline lost 120 bitcoin in 2021 as well": the loss that the article is about is of no earlier theft from the same.
    let loss = choice.loss(story).filter(|(_, share)| *share >= TELLING);
    let tells = |draft: &Draft| loss.is_some_and(|(loss, _)| apart::tells(story, draft, loss));
    let theirs = |draft: &Draft| draft.victims.contains(&chief);
    let single = |draft: &Draft| !draft.victims.iter().any(|victim| story.parties.list[*victim].plural);
    let taken = |draft: &Draft| attack(draft) && nameless(draft) && single(draft) && tells(draft);
    let ranks: [&dyn Fn(&Draft) -> bool; 4] =
        [&|draft| theirs(draft) && tells(draft), &taken, &theirs, &|draft| attack(draft) && nameless(draft)];
    let at = match ranks.iter().find_map(|fits| drafts.iter().position(fits)) {
        Some(at) => at,
        None if drafts.iter().any(attack) && likely * lost < BOTH => return,
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
    drafts[at].tried = !told(likely);
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

/// How likely the loss must be that says which theft an article about crypto assets is about.
const TELLING: f64 = 0.5;
/// The same where nothing else is told as taken from whom the article is about.
const RATHER_LOST: f64 = 0.3;

/// The theft that an article is about is the one of the loss that it is about. Where that is told of another than was taken to be it, the
/// other is the one, or, where far less speaks for its victim as robbed, the loss is of the one after all.
pub(super) fn settle_by_loss(story: &Story<'_>, drafts: &mut Vec<Draft>, choice: &Choice) {
    let Some((loss, likely)) = choice.loss(story).filter(|(_, share)| choice.coins && *share >= RATHER_LOST) else {
        return;
    };
    let took = |draft: &Draft| {
        let stolen = draft.amounts.iter().filter(|sum| sum.role == AmountRole::Stolen);
        stolen.flat_map(|sum| [Some(sum.amount), sum.partner]).flatten().any(|sum| distinct::same_sum(story, sum, loss))
    };
    let named = |draft: &Draft| draft.victims.iter().any(|victim| story.parties.list[*victim].named);
    let fits = |draft: &Draft| draft.scope == Scope::Single && named(draft) && took(draft);
    // "Fenbushi Capital's Bo Shen": what was chosen as the owner's is of whom it owns.
    let part = |victim: &usize| match choice.victim {
        Some((chosen, share)) if chosen == *victim => share,
        Some((chosen, _)) if owned(story, *victim) == Some(chosen) => 0.0,
        _ => choice.of_victim(*victim),
    };
    let share = |draft: &Draft| draft.victims.iter().map(part).sum::<f64>();
    let Some(other) = drafts.iter().position(fits) else { return };
    let Some(chief) = drafts.iter().position(|draft| draft.chief && !took(draft)) else { return };
    if share(&drafts[other]) < RIVAL * share(&drafts[chief]) && !drafts[chief].has_loss() {
        let amounts = std::mem::take(&mut drafts[other].amounts);
        drafts[chief].amounts.extend(amounts);
        drafts.remove(other);
    } else if likely >= TELLING {
        make(drafts, other);
    }
}

/// Makes a draft, and no other, the one that the article is about.
pub(super) fn make(drafts: &mut [Draft], chief: usize) {
    drafts.iter_mut().enumerate().for_each(|(at, draft)| draft.chief = at == chief);
}

/// Whether a sentence names a party.
fn names(story: &Story<'_>, party: usize, sentence: usize) -> bool {
    let bounds = story.doc.sentences[sentence].span;
    story.parties.list[party].mentions.iter().any(|span| bounds.contains(*span))
}

/// Whether a party is where things are said, looked up, swapped or hidden.
pub(super) fn is_around(party: &Party) -> bool {
    SURROUNDINGS.contains(&party.name.as_str())
}

/// Whether a party is a chain that others build on.
pub(super) fn is_chain(party: &Party) -> bool {
    party.kind == EntityKind::Network || CHAINS.contains(&party.name.as_str())
}

fn is_attack(story: &Story<'_>, event: usize) -> bool {
    let event = &story.events[event];
    matches!(event.kind, EventKind::Theft | EventKind::Intrusion | EventKind::Fraud | EventKind::Phishing)
        && event.realis == Realis::Actual
}

/// Whether an article speaks of robbery more than once.
fn is_about_theft(story: &Story<'_>) -> bool {
    let count = |words: &[&str]| (0..story.phrases.len()).map(|at| count(story, at, words)).sum::<usize>();
    let spoken = (0..story.phrases.len()).filter(|at| traces(story, *at) > 0).count();
    let strong = count(STRONG);
    let told = (0..story.events.len())
        .any(|event| is_attack(story, event) && story.events[event].spans(Role::Amount).next().is_some());
    let words = strong + count(WEAK) > 1 && (strong > 0 || told);
    spoken >= 2 && words
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

/// `Tether, the issuer, froze 3.2 million of the coins`: who freezes what was taken.
static FREEZES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:,[^,.]{1,40},)?\s(?:(?:has|had|have|since|already)\s)*(?:froze|frozen|blocked|seized|blacklisted)\s(?:(?:about|some|over|around|nearly|almost|another|more|than|a|further)\s)*[$€£¥]?\d",
    )
});

/// Whether the text says of a party that it held on to some of what was taken, as those do who were not robbed.
pub(super) fn freezes(story: &Story<'_>, party: usize) -> bool {
    story.parties.list[party].mentions.iter().any(|span| FREEZES.is_match(&story.doc.text[span.end..]))
}

/// `BONDY`: letters of a token more likely than a name, unless the title says it.
pub(super) fn is_ticker(party: &Party) -> bool {
    !party.titled && (2..=6).contains(&party.name.len()) && party.name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What an event hit that a party owns: `Axie Infinity's Ronin bridge loses $600 million`.
pub(super) fn owned(story: &Story<'_>, party: usize) -> Option<usize> {
    let actual = story.events.iter().filter(|event| event.realis == Realis::Actual);
    let hit = actual.flat_map(|event| event.spans(Role::Victim)).filter_map(|span| story.party_at(span));
    let mut asked = BTreeSet::new();
    hit.filter(|other| asked.insert(*other)).find(|other| owns(story, party, *other))
}

/// Whether the text names a party as what another owns.
fn owns(story: &Story<'_>, owner: usize, party: usize) -> bool {
    let (owner, party) = (&story.parties.list[owner], &story.parties.list[party]);
    let possessed = |at: usize| {
        let before = &story.doc.text[..at];
        // A mention may hold its ending.
        let name = before.strip_suffix("'s ").or_else(|| before.strip_suffix("’s "));
        let ends = |end: usize| name.is_some_and(|name| end == name.len() || end + 1 == at);
        owner.mentions.iter().any(|span| ends(span.end))
    };
    owner.named && party.named && owner.name != party.name && party.mentions.iter().any(|span| possessed(span.start))
}

/// `Oriel Vaults`, `Moonswap`: whether a name is made as names of the trade are.
pub(super) fn is_shaped(party: &Party) -> bool {
    let low = party.name.to_lowercase();
    SHAPES.iter().any(|shape| low.len() > shape.len() && low.ends_with(shape))
}

#[cfg(test)]
mod tests {
    use super::FREEZES;
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    /// The first victim of each incident of a text.
    fn victims(text: &str) -> Vec<String> {
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        record.incidents.iter().map(|incident| incident.victims[0].name.clone()).collect()
    }

    #[test]
    fn an_earlier_theft_from_the_same_is_not_the_one_that_an_article_is_about() {
        let text = "Harbourline pauses withdrawals after hot wallet is emptied\n\nTALLINN, Feb 12 - Crypto exchange Harbourline \
                    suspended withdrawals on Wednesday after someone moved about $18.6 million in ether and stablecoins out of one of its \
                    hot wallets, the company said.\n\nThe transfers went to two fresh addresses, according to blockchain analyst firm \
                    Cordell Labs, which put the loss at 4,310 ETH and 6.2 million USDT.\n\nThe exchange lost 120 BTC to a phishing \
                    attack in March 2021.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let first = &record.incidents[0];
        assert_eq!(first.victims[0].name, "Harbourline");
        let sums: Vec<String> = first.amounts.iter().filter_map(|sum| Some(sum.value?.to_string())).collect();
        assert!(sums.contains(&"18600000".to_owned()), "{sums:?}");
    }

    #[test]
    fn what_somebody_owns_was_hit() {
        let text = "Lantern Quest's Tallow bridge loses more than $60 million\n\nThe studio behind the game Lantern Quest disclosed on Tuesday \
                    that its Tallow bridge had been emptied of 17,300 ether. The attacker got hold of five keys on 23 March 2022.";
        assert_eq!(victims(text), ["Tallow"]);
    }

    #[test]
    fn a_loss_is_of_whom_the_article_is_about() {
        let text = "PEBBLEMINT hack analysis\n\nPublished July 18, 2022\n\nOn 17 July visitors of Pebblemint, a site where artists run the \
                    lists for their sales, were asked by a pop-up to verify that they own their wallet. Those who agreed signed, and \
                    their tokens went to the attackers.\n\nIn total 314 NFTs were stolen, among them items from Sad Otter Club and \
                    Otherland. Sold on, they brought about 275 ETH, or $375,000. Pebblemint warned its users not to sign. Pebblemint's \
                    founder said that only users of Pebblemint who connected a wallet were hit.";
        assert_eq!(victims(text), ["Pebblemint"]);
    }

    #[test]
    fn the_theft_of_the_loss_comes_first() {
        let text = "Two protocols robbed through the same code\n\nPlovex, a lending protocol on Base, was drained of $3.7 million in ether on \
                    14 May 2024. The thief used a hole in code that Plovex had copied from Granmark. Three months before, the same hole had \
                    cost Granmark, a lender on Ethereum, $500,000. Users of Granmark were paid back then.";
        assert_eq!(victims(text), ["Plovex", "Granmark"]);
    }

    #[test]
    fn who_freezes_coins_is_known_by_the_sum() {
        for (behind, expected) in [
            (", the issuer, froze 3.2 million of the coins", true),
            (" has frozen about $4.2 million", true),
            (" froze withdrawals", false),
            (" lost $4.2 million", false),
        ] {
            assert_eq!(FREEZES.is_match(behind), expected, "{behind}");
        }
    }
}
