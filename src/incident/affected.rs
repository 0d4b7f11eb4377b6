//! Which counts say how many people, accounts or machines were hit.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal_macros::dec;

use crate::extract::amount::Amount;
use crate::extract::event::{ItemKind, Phrase};

use super::money;

/// Units that can be hit.
const UNITS: &[&str] = &[
    "users", "customers", "clients", "accounts", "records", "people", "patients", "employees", "students", "staff",
    "members", "devices", "computers", "servers", "machines", "workstations", "individuals", "consumers", "citizens",
    "residents", "subscribers", "passengers", "guests", "households", "voters", "taxpayers", "cards", "credit cards",
    "payment cards", "email addresses", "emails", "passwords", "files", "documents", "wallets", "addresses",
    "investors", "victims", "workers", "teachers", "pupils", "travellers", "travelers", "cardholders", "policyholders",
    "donors", "applicants", "borrowers", "holders", "phone numbers", "social security numbers", "passport numbers",
    "laptops", "terminals", "systems", "websites", "sites", "organizations", "organisations", "companies",
    "businesses", "stores", "schools", "hospitals", "towns", "profiles", "persons", "adults", "children", "parents",
    "drivers", "depositors", "merchants", "tickets", "flights", "appointments", "operations", "players", "readers",
    "routers", "phones", "merchants", "numbers", "entries", "rows", "images", "photos", "messages", "identities",
    "data records", "lines", "atms", "shoppers", "buyers", "donors", "alumni", "veterans", "officers", "soldiers",
    "traders", "stakers", "lenders", "savers", "taxpayers", "vessels", "ships", "collectors", "drives", "endpoints",
    "sensors", "owners", "retirees", "players", "gamers", "savings accounts",
];
/// What says that they were hit.
const CUES: &[&str] = &[
    "affected", "affecting", "affects", "impacted", "impacting", "exposed", "exposing", "stolen", "stole", "leaked",
    "leaking", "compromised", "accessed", "breach", "breached", "encrypted", "encrypting", "infected", "data",
    "records", "details", "information", "personal", "hacked", "victims", "defrauded", "duped", "swindled", "lost",
    "drained", "emptied", "notified", "notifying", "letters", "belonging", "files", "theft", "hit", "taken",
    "obtained", "credentials", "passwords", "names", "scraped", "dumped", "tricked", "locked", "wiped", "phished",
    "scammed", "leak", "copied", "downloaded", "identities", "published", "credited", "reimburse", "reimbursed",
    "cancelled", "knocked", "without", "disrupted", "suffered", "attack", "handed", "reached", "compensated", "posted",
    "concerned", "followed", "tracked", "movements", "cheated", "paid", "informed", "incident", "repaid",
];
/// What says that they were just counted.
const OTHERS: &[&str] = &[
    "has", "serves", "serving", "employs", "employing", "registered", "ranks", "boasts", "counts", "operates",
    "treats", "million-strong", "monthly", "daily", "downloads", "survey", "surveyed", "polled", "respondents",
    "attended", "attending", "crowd", "hired", "hiring", "plans", "over the years", "used by", "home to", "population",
    "teaches", "enrolled", "enrols", "beds", "looks after", "with more than", "covers", "insures", "raised", "runs",
];

/// Whether the table of units knows that it is people who are counted.
fn is_person(unit: &str) -> bool {
    static PERSONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let rows = include_str!("../../models/lexicons/units.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split('\t').next().filter(|_| row.ends_with("\tperson"))).collect()
    });
    const OTHERS: &[&str] = &[
        "hackers", "scammers", "suspects", "criminals", "cybercriminals", "attackers", "affiliates", "agents",
        "arrests", "officials", "operatives", "operators", "perpetrators", "police", "troops", "witnesses", "targets",
        "developers", "researchers", "engineers", "lawyers", "journalists", "defendants", "callers", "executives",
        "directors", "managers", "validators", "parties", "followers", "fans", "soldiers", "visitors", "candidates",
        "activists", "inmates", "prisoners", "pilots", "physicians", "doctors", "nurses", "plaintiffs", "creditors",
        "claimants",
    ];
    unit.starts_with(char::is_lowercase) && PERSONS.contains(unit) && !OTHERS.contains(&unit)
}

/// Places and bodies: with a preposition before them they say where, not how many were hit.
const PLACES: &[&str] = &[
    "schools", "stores", "hospitals", "towns", "companies", "businesses", "organizations", "organisations", "sites",
    "systems", "servers",
];

/// `at all eleven of its schools`, `in 14 stores`
fn is_location(phrase: &Phrase, at: usize, unit: &str) -> bool {
    let before = (1..=3).map(|back| phrase.word(at.checked_sub(back)));
    PLACES.contains(&unit)
        && before
            .take_while(|word| matches!(*word, "all" | "its" | "the" | "at" | "in" | "across" | "of"))
            .any(|word| matches!(word, "at" | "in" | "across"))
}

/// What says, besides the words near a count, that its sentence is about what was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    Nothing,
    /// The sentence tells an event.
    Sentence,
    /// It is an item under words such as "What was taken:".
    List,
}

/// Whether the count item `at` says how many were hit.
pub(super) fn is_affected(phrase: &Phrase, at: usize, amount: &Amount, evidence: Evidence) -> bool {
    let Amount::Count { unit, quantity } = amount else { return false };
    if money::is_vague(&phrase.items[at].low) || quantity.value < dec!(5) || is_location(phrase, at, unit) {
        return false;
    }
    // "and, for 240,000 customers, account numbers": a part of them.
    if phrase.word(at.checked_sub(1)) == "for" && phrase.word(Some(at + 1)) == "," {
        return false;
    }
    let last = unit.rsplit(' ').next().unwrap_or(unit);
    if !UNITS.contains(&unit.as_str()) && !UNITS.contains(&last) && !is_person(last) {
        return false;
    }
    let near = |words: &[&str], before: usize, after: usize| {
        let start = at.saturating_sub(before);
        let end = phrase.items.len().min(at + 1 + after);
        (start..end)
            .filter(|index| *index != at)
            .filter(|index| {
                let item = &phrase.items[*index];
                let parts = matches!(item.kind, ItemKind::Trigger(_) | ItemKind::Data(_) | ItemKind::Entity(_));
                words
                    .iter()
                    .any(|word| item.low == *word || parts && item.low.split([' ', '-']).any(|part| part == *word))
            })
            .map(|index| index.abs_diff(at))
            .min()
    };
    let (before, after) = if evidence == Evidence::Nothing { (10, 8) } else { (30, 30) };
    let cue = near(CUES, before, after)
        .or_else(|| phrase.items[at].low.split(' ').any(|word| CUES.contains(&word)).then_some(1));
    let other = near(OTHERS, 5, 1);
    match (cue, other) {
        (Some(cue), Some(other)) => cue < other,
        (Some(_), None) => true,
        (None, _) => evidence == Evidence::List,
    }
}
