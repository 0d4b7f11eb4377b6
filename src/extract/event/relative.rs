//! What leads to a verb other than its plain subject: `the $25 million that Tarnworth lost`, `a bug cost the protocol $17m`.

use super::{ItemKind, Phrase};

/// Flaws and their use, which cost money where the verb says so.
const CAUSES: &[&str] = &[
    "bug", "bugs", "flaw", "flaws", "exploit", "exploits", "vulnerability", "oracle", "reentrancy", "loophole",
    "flash", "manipulation", "misconfiguration", "error", "mistake", "key", "keys",
];

/// The sum before the subject of the verb at item `at`, of which the verb tells.
pub(super) fn sum(phrase: &Phrase, at: usize) -> Option<usize> {
    let aside = |word: &str| {
        matches!(word, "had" | "has" | "have" | "also" | "reportedly" | "once" | "already" | "allegedly" | "itself")
    };
    let mut index = at.checked_sub(1)?;
    while aside(&phrase.items[index].low) {
        index = index.checked_sub(1)?;
    }
    let subject = |index: usize| {
        matches!(phrase.items[index].kind, ItemKind::Entity(_) | ItemKind::Pronoun | ItemKind::Nobody)
            && !matches!(phrase.items[index].low.as_str(), "which" | "who")
    };
    if !subject(index) {
        return None;
    }
    while subject(index) || matches!(phrase.items[index].low.as_str(), "the" | "that" | "which" | "in") {
        index = index.checked_sub(1)?;
    }
    phrase.is_sum(index).then_some(index)
}

/// The pronoun of the party whose contract, pool or server the name at item `at` is: `its LarderVault contract`.
pub(super) fn owner(phrase: &Phrase, at: usize) -> Option<usize> {
    const POSSESSIONS: &[&str] = &[
        "contract", "contracts", "vault", "vaults", "pool", "pools", "wallet", "wallets", "router", "module", "market",
        "server", "servers", "portal", "database", "subsystem", "deployment",
    ];
    let named = matches!(phrase.items[at].kind, ItemKind::Entity(_));
    let possessed = (1..=2).any(|ahead| POSSESSIONS.contains(&phrase.word(Some(at + ahead))));
    (1..=2)
        .filter_map(|back| at.checked_sub(back))
        .find(|before| matches!(phrase.items[*before].low.as_str(), "its" | "our" | "their"))
        .filter(|_| named && possessed)
}

/// Whether a plural noun speaks of others than what the sentence is about: `several other heists`.
pub(super) fn is_of_others(phrase: &Phrase, at: usize) -> bool {
    (1..=3)
        .any(|back| matches!(phrase.word(at.checked_sub(back)), "other" | "similar" | "previous" | "earlier" | "such"))
}

/// `was under attack`, but not `under attack on price`.
pub(super) fn is_under(phrase: &Phrase, at: usize) -> bool {
    phrase.word(at.checked_sub(1)) == "under"
        && matches!(phrase.word(at.checked_sub(2)), "was" | "is" | "were" | "are" | "came")
        && !matches!(phrase.word(Some(at + 1)), "on" | "from" | "for" | "over")
}

/// Who is under attack: what stands right before the verb.
pub(super) fn besieged(phrase: &Phrase, at: usize) -> Option<usize> {
    let subject = at.checked_sub(3).filter(|_| is_under(phrase, at))?;
    matches!(phrase.items[subject].kind, ItemKind::Entity(_) | ItemKind::Pronoun).then_some(subject)
}

/// The comma that opens the aside which the comma at item `closing` ends, right before the verb at item `at`: `the bridge,
/// which links two chains, was drained`.
pub(super) fn aside(phrase: &Phrase, closing: usize, at: usize) -> Option<usize> {
    const AUXILIARIES: &[&str] =
        &["was", "were", "is", "are", "has", "have", "had", "been", "being", "also", "then", "later", "again", "got"];
    let bare = |item: &super::Item| AUXILIARIES.contains(&item.low.as_str()) || item.low.ends_with("ly");
    if !phrase.items[closing + 1..at].iter().all(bare) {
        return None;
    }
    let opening = (closing.saturating_sub(16)..closing).rev().find(|index| phrase.items[*index].low == ",")?;
    let opens = matches!(
        phrase.word(Some(opening + 1)),
        "which"
            | "who"
            | "whose"
            | "formerly"
            | "also"
            | "once"
            | "based"
            | "run"
            | "owned"
            | "operated"
            | "backed"
            | "founded"
            | "launched"
            | "known"
            | "headquartered"
            | "registered"
    );
    opens.then_some(opening)
}

/// Whether item `at` is a thief whom nobody names, or the pronoun behind one: `the exploiter who took`.
pub(super) fn is_thief(phrase: &Phrase, at: usize) -> bool {
    let nobody = |at: usize| phrase.items[at].kind == ItemKind::Nobody;
    let relative = matches!(phrase.items[at].low.as_str(), "who" | "which");
    nobody(at) || relative && at.checked_sub(1).is_some_and(nobody)
}

/// Whether the colon at item `colon` ends a label that the trigger at item `at` is part of: `Net loss to depositors: $2m`.
pub(super) fn is_label(phrase: &Phrase, at: usize, colon: usize) -> bool {
    let opens = phrase.items[..at].iter().filter(|item| item.kind != ItemKind::Mark).count() <= 2;
    let plain =
        phrase.items[at + 1..colon].iter().all(|item| matches!(item.kind, ItemKind::Word | ItemKind::Entity(_)));
    colon == at + 1 || opens && plain && colon <= at + 4
}

/// The subject that "had its pool hacked".
pub(super) fn causative(phrase: &Phrase, at: usize) -> Option<usize> {
    let had = (at.saturating_sub(7)..at).rev().find(|index| {
        matches!(phrase.word(Some(*index)), "had" | "have" | "has" | "saw" | "sees")
            && matches!(phrase.word(Some(*index + 1)), "its" | "their" | "his" | "her" | "our")
    })?;
    let whole = phrase.items[had + 2..at].iter().all(|item| matches!(item.kind, ItemKind::Word | ItemKind::Entity(_)));
    let party = |index: &usize| matches!(phrase.items[*index].kind, ItemKind::Entity(_) | ItemKind::Pronoun);
    // "Konic Finance, a platform which balances pools, had its"
    let aside = phrase.word(had.checked_sub(1)) == ",";
    let subject = if aside { (0..had).find(party) } else { (had.saturating_sub(3)..had).rev().find(party) };
    subject.filter(|_| whole)
}

/// Whether a sum is what the participle at item `at` is told of: no party and no verb stands between.
pub(super) fn has_sum_before(phrase: &Phrase, at: usize) -> bool {
    let between = (at.saturating_sub(10)..at)
        .rev()
        .take_while(|index| matches!(phrase.items[*index].kind, ItemKind::Word | ItemKind::Mark | ItemKind::Amount(_)));
    let verb = |word: &str| {
        matches!(word, "was" | "were" | "has" | "have" | "had" | "is" | "are" | ";" | ":" | "that" | "which")
    };
    between.take_while(|index| !verb(&phrase.items[*index].low)).any(|index| phrase.is_sum(index))
}

/// Whether the sum at item `index`, behind the verb at item `at`, is the subject of a clause of its own.
pub(super) fn begins_clause(phrase: &Phrase, at: usize, index: usize) -> bool {
    if index < at + 3 || phrase.word(Some(index - 1)) != "and" {
        return false;
    }
    let verb = phrase.items.get(index + 1).is_some_and(|item| {
        matches!(item.kind, ItemKind::Trigger(_))
            || matches!(item.low.as_str(), "has" | "have" | "had" | "was" | "were")
    });
    verb && !phrase.is_sum(at + 1)
}

/// Whether the subject of `cost` at item `at` is a flaw or somebody's use of it.
pub(super) fn has_cause(phrase: &Phrase, at: usize) -> bool {
    phrase.items[..at]
        .iter()
        .rev()
        .take(12)
        .take_while(|item| !matches!(item.low.as_str(), ";" | ":" | "and" | "but"))
        .any(|item| item.low.split([' ', '-']).any(|word| CAUSES.contains(&word)))
}
