//! Words that say what a sum is: `siphoned`, `a ransom of`, `clawed back`, and those that say that it is something else.

use crate::extract::event::{ItemKind, Phrase};
use crate::record::AmountRole;

/// What an incident must be for a cue to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// The word says enough.
    Nothing,
    /// Money was taken: `went to an address`
    Theft,
    /// Somebody was blackmailed: `paid`
    Extortion,
}

/// Words for one role and how far they reach to either side, in items.
pub(super) struct Cue {
    pub role: Option<AmountRole>,
    pub needs: Needs,
    pub words: &'static [&'static str],
    /// Reach when the cue stands before the amount.
    pub before: usize,
    /// Reach when it stands after.
    pub after: usize,
}

/// Cues, the more telling first; of two at the same distance the earlier row wins.
pub(super) const CUES: &[Cue] = &[
    Cue {
        role: Some(AmountRole::Reward),
        needs: Needs::Nothing,
        words: &["bounty", "bounties", "reward", "rewards"],
        before: 8,
        after: 6,
    },
    Cue {
        role: Some(AmountRole::Fine),
        needs: Needs::Nothing,
        words: &["fined", "fine", "fines", "penalty", "penalties"],
        before: 6,
        after: 4,
    },
    Cue {
        role: Some(AmountRole::Recovered),
        needs: Needs::Nothing,
        words: &[
            "recovered", "recover", "recovering", "retrieved", "returned", "returning", "return", "seized", "seizing",
            "froze", "frozen", "freezing", "freeze", "clawed", "refunded", "reclaimed", "restored", "blocked",
            "rescued", "repatriated", "sent back", "got back", "gave back", "given back", "give back", "handed back",
            "came back", "hold on to", "held back", "stopped in time", "regained", "recalled", "salvaged", "recouped",
            "recoup", "confiscated", "thawed",
        ],
        before: 7,
        after: 7,
    },
    Cue {
        role: Some(AmountRole::RansomDemanded),
        needs: Needs::Nothing,
        words: &["ransom", "extort", "pay up", "unlock", "decrypt", "decryption", "decryptor"],
        before: 9,
        after: 8,
    },
    Cue {
        role: Some(AmountRole::RansomDemanded),
        needs: Needs::Extortion,
        words: &[
            "demanded", "demanding", "demand", "demands", "asked", "asking", "asks", "ask", "sought", "seeking",
            "wanted", "want", "wants", "exchange for", "price is",
        ],
        before: 9,
        after: 8,
    },
    Cue {
        role: Some(AmountRole::RansomPaid),
        needs: Needs::Extortion,
        words: &["paid", "pay", "paying", "pays", "payment", "transferred", "handed over"],
        before: 6,
        after: 3,
    },
    Cue { role: Some(AmountRole::RansomPaid), needs: Needs::Theft, words: &["paid"], before: 5, after: 0 },
    Cue {
        role: Some(AmountRole::Damage),
        needs: Needs::Nothing,
        words: &[
            "cost", "costs", "costing", "damage", "damages", "expenses", "repair", "rebuild", "restoring", "restore",
            "recovery", "remediation", "revenue lost", "lost revenue", "lost business", "lost sales", "lost fees",
            "lost earnings", "lost margins", "lost income", "reduced earnings", "overtime", "cleanup", "clean-up",
            "bill for", "lawyers", "consultants",
        ],
        before: 8,
        after: 5,
    },
    Cue {
        role: Some(AmountRole::Stolen),
        needs: Needs::Nothing,
        words: &[
            "loss", "losses", "lost", "losing", "lose", "loses", "stolen", "stole", "steal", "stealing", "theft",
            "heist", "loot", "haul", "drained", "draining", "siphoned", "siphoning", "robbed", "robbery", "swindled",
            "defrauded", "looted", "embezzled", "swiped", "made off", "cheated", "procured", "pocketed",
            "misappropriated", "skimmed", "duped", "tricked", "conned", "pilfered", "amount stolen", "gone missing",
            "thieves", "outflow", "outflows", "scammed",
        ],
        before: 12,
        after: 9,
    },
    Cue {
        role: Some(AmountRole::Stolen),
        needs: Needs::Theft,
        words: &[
            "missing", "exploit", "exploited", "hack", "hacked", "hacks", "gone", "took", "taken", "taking", "netted",
            "emptied", "vanished", "disappeared", "transferred", "moved", "withdrew", "withdraw", "withdrawn",
            "withdrawals", "wired", "scam", "fraud", "raid", "left", "obtained", "attack", "breach", "diverted",
            "minted", "cashed", "paid out", "out of", "sent to", "sent away", "went out", "gone out", "hackers",
            "went to", "went straight", "went into", "went directly", "removed", "flowed out", "flow out",
            "handed over", "attacker", "exploiter", "shortfall", "sent", "send", "added up", "arrived at", "totalled",
            "totaled", "rekt", "profit", "profits", "profited", "proceeds", "bagged", "walked out", "grabbed",
            "snatched", "extracted", "swept", "escaped", "sum", "tally", "estimate", "toll",
        ],
        before: 10,
        after: 7,
    },
    Cue {
        role: Some(AmountRole::Stolen),
        needs: Needs::Theft,
        words: &["total", "together", "altogether", "in all", "all told"],
        before: 7,
        after: 2,
    },
    Cue {
        role: None,
        needs: Needs::Nothing,
        words: &[
            "raised", "raise", "raises", "funding", "valuation", "valued", "values", "capitalisation",
            "capitalization", "cap", "tvl", "locked", "volume", "turnover", "revenues", "revenue", "profit", "sales",
            "price", "prices", "priced", "trading", "traded", "trades", "loan", "borrowed", "budget", "insurance",
            "insured", "deposits", "reserves", "fund", "annual", "assets", "shares", "invested", "investment",
            "market", "salary", "borrow", "collateral", "bought", "buy", "acquired", "acquisition", "deal", "contract",
            "credit", "premium", "fee", "fees", "liquidity", "holds", "holding", "managed", "manages", "processed",
            "processes", "handles", "treasury", "stake", "earnings", "grant", "package", "round", "asking price",
            "sale", "selling", "sells", "sold", "donated", "subscription", "settlement", "lawsuit", "suit", "payroll",
            "rent", "modernisation", "owed", "aid", "bail", "income", "stood", "closed", "capital", "claims for",
            "punitive", "pools", "spends", "cover", "fetch", "offered",
        ],
        before: 7,
        after: 4,
    },
];

fn near(phrase: &Phrase, at: usize, before: usize, after: usize) -> impl Iterator<Item = &str> {
    let end = phrase.items.len().min(at + 1 + after);
    phrase.items[at.saturating_sub(before)..at].iter().chain(&phrase.items[at + 1..end]).map(|item| item.low.as_str())
}

/// `$1.20 a share`, `900 euros for each of them`, `the median payment of`: a price, not a sum.
pub(super) fn is_rate(phrase: &Phrase, at: usize) -> bool {
    let next = phrase.word(Some(at + 1));
    let second = phrase.word(Some(at + 2));
    matches!(next, "per" | "each" | "apiece" | "an")
        || next == "for" && matches!(second, "each" | "every")
        || next == "a"
            && matches!(
                second,
                "share" | "day" | "week" | "month" | "year" | "barrel" | "tonne" | "coin" | "head" | "token" | "piece"
            )
        || near(phrase, at, 4, 0).any(|word| matches!(word, "average" | "median" | "typical"))
        || near(phrase, at, 5, 0).any(|word| word == "largest") && near(phrase, at, 4, 0).any(|word| word == "single")
}

/// `600 million euros in state aid`, `$412 in transaction fees`: the noun behind says that it is something else.
pub(super) fn is_other_measure(phrase: &Phrase, at: usize) -> bool {
    // "$300 million in lost revenue" is damage.
    let lost = (2..4).any(|back| matches!(phrase.word(Some(at + back)), "lost" | "foregone" | "missed"));
    let other = |back: usize| {
        matches!(
            phrase.word(Some(at + back)),
            "aid"
                | "damages"
                | "compensation"
                | "fees"
                | "revenue"
                | "revenues"
                | "sales"
                | "assets"
                | "deposits"
                | "funding"
                | "investment"
                | "capital"
                | "profit"
                | "premiums"
                | "locked"
                | "tvl"
                | "liquidity"
                | "turnover"
        )
    };
    phrase.word(Some(at + 1)) == "in" && !lost && (2..5).any(other)
}

/// `a theft that never took place`
pub(super) fn never_happened(phrase: &Phrase) -> bool {
    phrase.items.windows(2).any(|pair| {
        pair[0].low == "never" && matches!(pair[1].low.as_str(), "took" | "happened" | "occurred" | "existed")
    })
}

/// `Together: about $80 million`, `a total of $4.2 million`, `$4.2 million in total`: the sum of what is listed.
pub(super) fn is_total(phrase: &Phrase, at: usize) -> bool {
    let total = |word: &str| matches!(word, "total" | "totalling" | "totaling" | "together" | "altogether" | "overall");
    let before = near(phrase, at, 4, 0).any(total);
    let pair = |one: usize| {
        let next = phrase.word(Some(one + 1));
        matches!((phrase.word(Some(one)), next), ("in", "all" | "total") | ("all", "told"))
    };
    before || (at.saturating_sub(4)..at).chain([at + 1, at + 2]).any(pair)
}

/// `$342 million of about $610 million`: the whole behind a part of it.
pub(super) fn is_whole(phrase: &Phrase, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|index| &phrase.items[index]);
    before(1).is_some_and(|item| item.low == "of")
        && before(2).is_some_and(|item| matches!(item.kind, ItemKind::Amount(_)))
}

/// `has spent £3.8m recovering from the attack`: what it costs to get over it.
pub(super) fn is_of_recovery(phrase: &Phrase, at: usize) -> bool {
    (at + 1..phrase.items.len().min(at + 6)).any(|index| {
        matches!(phrase.items[index].low.as_str(), "recovering" | "recover") && phrase.word(Some(index + 1)) == "from"
    })
}

/// `slid from $96 million to $61 million`: two levels of one measure.
pub(super) fn is_level(phrase: &Phrase, at: usize) -> bool {
    let amount = |index: Option<usize>| {
        index.and_then(|index| phrase.items.get(index)).is_some_and(|item| matches!(item.kind, ItemKind::Amount(_)))
    };
    let word = |back: usize| phrase.word(at.checked_sub(back));
    word(1) == "to" && amount(at.checked_sub(2)) && word(3) == "from"
        || word(1) == "from"
            && (phrase.word(Some(at + 1)) == "to" && amount(Some(at + 2)) || matches!(word(2), "up" | "down"))
        || word(1) == "than" && matches!(word(2), "less" | "more") && matches!(word(3), "worth" | "cost")
}

/// `would be worth`, `at current prices`: what it would be today.
pub(super) fn is_hypothetical(phrase: &Phrase, at: usize) -> bool {
    let start = at.saturating_sub(10);
    (start..at).any(|index| {
        let next = phrase.word(Some(index + 1));
        match phrase.items[index].low.as_str() {
            "would" => matches!(next, "be" | "bring" | "fetch" | "now" | "have"),
            "current" | "today's" | "present" => matches!(next, "price" | "prices" | "value" | "rate" | "rates"),
            "now" => next == "worth",
            _ => false,
        }
    })
}

/// Whether somebody paid it: a form of "pay" leads to it, and no refusal stands before that.
pub(super) fn is_paid(phrase: &Phrase, at: usize) -> bool {
    let start = at.saturating_sub(8);
    let is_pay = |index: &usize| {
        matches!(phrase.items[*index].low.as_str(), "paid" | "pays" | "paying" | "payment" | "transferred" | "handed")
    };
    let Some(verb) = (start..at)
        .rev()
        .find(is_pay)
        .or_else(|| (at + 1..phrase.items.len().min(at + 7)).find(|index| phrase.items[*index].low == "paid"))
    else {
        return false;
    };
    !phrase.items[verb.saturating_sub(6)..verb].iter().any(|item| {
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
                | "wouldn't"
                | "didn't"
                | "won't"
                | "must"
                | "should"
                | "could"
                | "until"
        )
    })
}

/// `denied that it had paid`, `reports that we paid … are false`
pub(super) fn is_denied(phrase: &Phrase, at: usize) -> bool {
    near(phrase, at, 12, 6).any(|word| matches!(word, "denied" | "denies" | "denying" | "false" | "untrue"))
}

/// `rumours of $200 million in damage are false`
pub(super) fn is_rumour(phrase: &Phrase, at: usize) -> bool {
    let rumour = near(phrase, at, 6, 8)
        .any(|word| matches!(word, "rumours" | "rumors" | "rumour" | "rumor" | "claims" | "reports"));
    rumour
        && near(phrase, at, 10, 8).any(|word| matches!(word, "false" | "untrue" | "wrong" | "unfounded" | "baseless"))
}

/// `intended to fine`, `if the rest is sent back`, `no funds had been returned`: not done.
pub(super) fn is_planned(phrase: &Phrase, at: usize) -> bool {
    near(phrase, at, 9, 9).any(|word| {
        matches!(
            word,
            "intended"
                | "intends"
                | "intend"
                | "if"
                | "no"
                | "not"
                | "plans"
                | "proposed"
                | "could"
                | "might"
                | "may"
                | "hopes"
                | "offered"
                | "unless"
                | "risk"
                | "would"
                | "expects"
                | "expect"
                | "expected"
                | "hope"
                | "hoping"
                | "trying"
                | "aims"
                | "seeks"
                | "can"
                | "faces"
                | "face"
                | "maximum"
                | "highest"
        )
    })
}

/// `2.5 billion yen of it`, `25,000 of the coins`: a part of what is told elsewhere.
pub(super) fn is_part(phrase: &Phrase, at: usize) -> bool {
    phrase.word(Some(at + 1)) == "of"
        && matches!(phrase.word(Some(at + 2)), "it" | "that" | "this" | "them" | "those" | "these" | "the")
        || near(phrase, at, 5, 0).any(|word| matches!(word, "part" | "portion"))
        || phrase.word(Some(0)) == "of" && matches!(phrase.word(Some(1)), "this" | "that" | "these" | "those" | "it")
}

/// `first put at $38 million`, `and not $25 million`, `initially estimated`: a figure that the text itself corrects.
pub(super) fn is_superseded(phrase: &Phrase, at: usize) -> bool {
    let said = |word: &str| {
        matches!(
            word,
            "said"
                | "spoke"
                | "spoken"
                | "gave"
                | "given"
                | "put"
                | "announced"
                | "reported"
                | "thought"
                | "estimated"
                | "stated"
                | "believed"
                | "feared"
                | "told"
                | "disclosed"
                | "named"
        )
    };
    let leading: Vec<&str> = phrase.items[at.saturating_sub(9)..at].iter().map(|item| item.low.as_str()).collect();
    let before = leading.iter().enumerate().any(|(index, word)| match *word {
        "initially" | "originally" | "preliminary" | "previously" => true,
        "first" => {
            leading.get(index + 1).is_some_and(|next| said(next))
                || index > 0 && (said(leading[index - 1]) || leading[index - 1] == "at")
        }
        "earlier" => leading
            .get(index + 1)
            .is_some_and(|next| said(next) || matches!(*next, "figure" | "estimate" | "estimates")),
        _ => false,
    });
    let contrast =
        matches!(leading.last(), Some(&"not")) || matches!(leading[..], [.., "rather", "than"] | [.., "instead", "of"]);
    let end = phrase.items.len().min(at + 8);
    let trailing: Vec<&str> = phrase.items[(at + 1).min(end)..end].iter().map(|item| item.low.as_str()).collect();
    let after = trailing.iter().enumerate().any(|(index, word)| match *word {
        "initially" | "originally" | "previously" => true,
        "first" => trailing.get(index + 1).is_some_and(|next| said(next)),
        _ => false,
    });
    before || contrast || after
}
