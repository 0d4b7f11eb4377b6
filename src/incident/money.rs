//! What a sum of money is in its sentence: stolen, demanded, paid, got back, or none of an incident's business.

use crate::extract::amount::Amount;
use crate::extract::event::{ItemKind, Phrase};
use crate::record::AmountRole;

/// A cue and how far it reaches to either side, in items.
struct Cue {
    role: Option<AmountRole>,
    words: &'static [&'static str],
    /// Reach when the cue stands before the amount.
    before: usize,
    /// Reach when it stands after.
    after: usize,
}

/// Cues, the more telling first; of two at the same distance the earlier row wins.
const CUES: &[Cue] = &[
    Cue { role: Some(AmountRole::Reward), words: &["bounty", "bounties", "reward", "rewards"], before: 8, after: 6 },
    Cue {
        role: Some(AmountRole::Fine),
        words: &["fined", "fine", "fines", "penalty", "penalties"],
        before: 6,
        after: 4,
    },
    Cue {
        role: Some(AmountRole::Recovered),
        words: &[
            "recovered",
            "recover",
            "recovering",
            "retrieved",
            "returned",
            "returning",
            "seized",
            "seizing",
            "froze",
            "frozen",
            "freezing",
            "clawed",
            "refunded",
            "reclaimed",
            "restored",
            "blocked",
            "rescued",
            "repatriated",
            "sent back",
            "got back",
            "gave back",
            "handed back",
            "recalled",
        ],
        before: 7,
        after: 7,
    },
    Cue {
        role: Some(AmountRole::RansomDemanded),
        words: &[
            "ransom",
            "demanded",
            "demanding",
            "demand",
            "demands",
            "asked",
            "asking",
            "asks",
            "sought",
            "seeking",
            "extort",
            "wanted",
            "pay up",
            "exchange for",
            "unlock",
            "decrypt",
            "decryption",
            "decryptor",
        ],
        before: 9,
        after: 8,
    },
    Cue {
        role: Some(AmountRole::Damage),
        words: &[
            "cost",
            "costs",
            "costing",
            "damage",
            "damages",
            "expenses",
            "repair",
            "rebuild",
            "restoring",
            "restore",
            "recovery",
            "remediation",
            "revenue lost",
            "lost revenue",
            "lost business",
            "lost sales",
            "overtime",
            "cleanup",
            "clean-up",
            "spent",
            "bill",
        ],
        before: 8,
        after: 5,
    },
    Cue {
        role: Some(AmountRole::Stolen),
        words: &[
            "worth",
            "loss",
            "losses",
            "lost",
            "losing",
            "lose",
            "stolen",
            "stole",
            "steal",
            "stealing",
            "theft",
            "heist",
            "loot",
            "haul",
            "drained",
            "draining",
            "siphoned",
            "siphoning",
            "missing",
            "exploit",
            "exploited",
            "hack",
            "hacked",
            "hacks",
            "robbed",
            "robbery",
            "gone",
            "took",
            "taken",
            "taking",
            "swindled",
            "defrauded",
            "netted",
            "emptied",
            "looted",
            "vanished",
            "disappeared",
            "embezzled",
            "transferred",
            "moved",
            "withdrew",
            "withdrawn",
            "swiped",
            "wired",
            "scam",
            "fraud",
            "made off",
            "cheated",
            "raid",
            "robbed of",
            "procured",
            "left",
            "obtained",
            "attack",
            "breach",
            "pocketed",
            "misappropriated",
            "diverted",
            "skimmed",
            "minted",
            "cashed",
            "tricked",
            "duped",
            "paid out",
            "out of",
            "sent to",
            "hackers",
            "thieves",
            "pilfered",
            "amount stolen",
            "total",
        ],
        before: 12,
        after: 9,
    },
    Cue {
        role: None,
        words: &[
            "raised",
            "raise",
            "funding",
            "valuation",
            "valued",
            "capitalisation",
            "capitalization",
            "cap",
            "tvl",
            "locked",
            "volume",
            "turnover",
            "revenues",
            "revenue",
            "profit",
            "sales",
            "price",
            "priced",
            "trading",
            "traded",
            "trades",
            "loan",
            "borrowed",
            "budget",
            "insurance",
            "insured",
            "deposits",
            "reserves",
            "fund",
            "annual",
            "assets",
            "shares",
            "invested",
            "investment",
            "market",
            "salary",
            "borrow",
            "collateral",
            "bought",
            "buy",
            "acquired",
            "acquisition",
            "deal",
            "contract",
            "credit",
            "premium",
            "fee",
            "fees",
            "liquidity",
            "holds",
            "holding",
            "managed",
            "manages",
            "processed",
            "processes",
            "treasury",
            "stake",
            "earnings",
            "grant",
            "package",
            "round",
            "asking price",
            "sale",
            "selling",
            "sells",
            "sold",
            "donated",
            "subscription",
            "settlement",
            "lawsuit",
            "payroll",
            "rent",
            "modernisation",
            "owed",
        ],
        before: 7,
        after: 4,
    },
];

/// The role that the words around amount item `at` give it; `None` where they speak of something else or of nothing.
pub(super) fn role(phrase: &Phrase, at: usize) -> Option<AmountRole> {
    let mut best: Option<(usize, usize, Option<AmountRole>)> = None;
    for (rank, cue) in CUES.iter().enumerate() {
        if let Some(distance) = distance(phrase, at, cue) {
            let candidate = (distance, rank, cue.role);
            if best.is_none_or(|(known, order, _)| (distance, rank) < (known, order)) {
                best = Some(candidate);
            }
        }
    }
    let role = best?.2?;
    Some(match role {
        AmountRole::RansomDemanded | AmountRole::Stolen if paid(phrase, at) => AmountRole::RansomPaid,
        role => role,
    })
}

/// Distance in items to the nearest word of the cue within its reach; another amount or a comma between costs extra.
fn distance(phrase: &Phrase, at: usize, cue: &Cue) -> Option<usize> {
    let hit = |index: usize| {
        let item = &phrase.items[index];
        if !matches!(item.kind, ItemKind::Word | ItemKind::Trigger(_) | ItemKind::Nobody | ItemKind::Entity(_)) {
            return false;
        }
        let next = phrase.word(Some(index + 1));
        cue.words.iter().any(|word| match word.split_once(' ') {
            None => {
                item.low == *word
                    || matches!(item.kind, ItemKind::Trigger(_) | ItemKind::Entity(_))
                        && item.low.split([' ', '-']).any(|part| part == *word)
            }
            Some((first, second)) => item.low == *word || item.low == first && next == second,
        })
    };
    let walk = |indices: &mut dyn Iterator<Item = usize>, reach: usize, side: usize| {
        let mut cost = 0;
        for index in indices {
            cost += 1;
            let item = &phrase.items[index];
            match item.kind {
                ItemKind::Amount(_) => cost += 2,
                ItemKind::Mark if matches!(item.low.as_str(), "," | "(" | ")") => cost += 1,
                ItemKind::Mark if matches!(item.low.as_str(), ";" | "—" | "–" | ":") => cost += 4,
                ItemKind::Word
                    if matches!(item.low.as_str(), "and" | "but" | "while" | "which" | "who" | "after" | "that") =>
                {
                    cost += 1
                }
                _ => {}
            }
            if cost > reach {
                return None;
            }
            if hit(index) {
                // What follows an amount governs it less than what leads to it.
                return Some(cost + side);
            }
        }
        None
    };
    let left = walk(&mut (0..at).rev(), cue.before, 0);
    let right = walk(&mut (at + 1..phrase.items.len()), cue.after, 1);
    left.into_iter().chain(right).min()
}

/// Whether somebody paid it: a form of "pay" leads to it, and no refusal stands before that.
fn paid(phrase: &Phrase, at: usize) -> bool {
    let start = at.saturating_sub(8);
    let Some(verb) = (start..at)
        .rev()
        .find(|index| {
            matches!(phrase.items[*index].low.as_str(), "paid" | "pays" | "paying" | "pay" | "payment" | "handed")
        })
        .or_else(|| {
            (at + 1..phrase.items.len().min(at + 7)).find(|index| matches!(phrase.items[*index].low.as_str(), "paid"))
        })
    else {
        return false;
    };
    let before = verb.saturating_sub(6);
    let word = phrase.items[verb].low.as_str();
    let refused = phrase.items[before..verb].iter().any(|item| {
        matches!(
            item.low.as_str(),
            "not"
                | "never"
                | "refused"
                | "refuse"
                | "refuses"
                | "refusing"
                | "declined"
                | "no"
                | "without"
                | "against"
                | "denied"
                | "unless"
                | "if"
                | "to"
                | "wouldn't"
                | "didn't"
                | "won't"
                | "must"
                | "should"
                | "could"
        )
    });
    !(refused || word == "pay" && phrase.word(verb.checked_sub(1)) != "did")
}

/// Whether a sum can be part of an incident at all.
pub(super) fn is_sum(amount: &Amount) -> bool {
    matches!(amount, Amount::Money { .. } | Amount::Crypto { .. })
}
