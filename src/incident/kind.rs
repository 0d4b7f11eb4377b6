//! What kinds of incident a draft tells: what its events propose, and what its facts then confirm.

use crate::extract::amount::Amount;
use crate::extract::event::{Doubt, EventKind, Item};
use crate::record::{AmountRole, IncidentType, Status};
use crate::text::BlockKind;

use super::{Draft, Story};

/// Words that tell of services knocked out.
const OUTAGE: &[&str] = &[
    "cancelled", "canceled", "postponed", "diverted", "offline", "outage", "outages", "unavailable", "unreachable",
    "shut", "down", "closed", "paralysed", "paralyzed", "crippled", "encrypting", "encrypts", "halted", "standstill",
    "disrupted", "disruption", "dark", "manually", "paper", "hand", "frozen", "inaccessible", "locked", "suspended",
    "knocked", "downtime", "unable", "stopped", "scrambled", "unusable", "idle", "crashed",
];

/// The kinds and the status that the events of a draft propose.
pub(super) fn propose(story: &Story<'_>, draft: &mut Draft) {
    let mut doubts: Vec<Option<Doubt>> = Vec::new();
    for index in &draft.events {
        let event = &story.events[*index];
        doubts.push(event.doubt);
        draft.types.insert(match event.kind {
            EventKind::Theft => IncidentType::Theft,
            EventKind::Databreach => IncidentType::DataBreach,
            EventKind::Ransom => IncidentType::Extortion,
            EventKind::Phishing => IncidentType::Phishing,
            EventKind::Fraud => IncidentType::Fraud,
            EventKind::Disruption => IncidentType::Disruption,
            EventKind::Intrusion => IncidentType::Intrusion,
            EventKind::DiscoverVulnerability => IncidentType::VulnerabilityDisclosure,
            EventKind::PatchVulnerability => IncidentType::VulnerabilityPatch,
        });
    }
    let count = |doubt: Option<Doubt>| doubts.iter().filter(|found| **found == doubt).count();
    let actual = count(None);
    let denied = count(Some(Doubt::Denied));
    draft.status = if denied > 0 && (denied >= actual || is_rejected(story)) {
        Status::Denied
    } else if count(Some(Doubt::Attempted)) > actual {
        Status::Attempted
    } else if count(Some(Doubt::Threatened)) > actual {
        Status::Threatened
    } else {
        Status::Occurred
    };
}

/// Whether the title says that it did not happen: `Zephyra Air: no sign of intrusion`.
fn is_rejected(story: &Story<'_>) -> bool {
    const DENIALS: &[&str] = &[
        "denies", "denied", "rejects", "rejected", "dismisses", "dismissed", "disputes", "refutes", "hoax", "unfounded",
    ];
    let titles = story.phrases.iter().filter(|phrase| story.doc.sentences[phrase.sentence].kind == BlockKind::Title);
    titles.flat_map(|phrase| phrase.items.windows(2)).any(|pair| {
        DENIALS.contains(&pair[0].low.as_str())
            || pair[0].low == "no"
                && matches!(pair[1].low.as_str(), "sign" | "evidence" | "breach" | "trace" | "indication")
    })
}

/// Keeps the kinds that the facts bear out; `about` tells which sentences the draft owns.
pub(super) fn settle(story: &Story<'_>, draft: &mut Draft, about: impl Fn(usize) -> bool) {
    let events = |kind: EventKind| draft.events.iter().filter(|event| story.events[**event].kind == kind).count();
    let sum = |role: AmountRole| draft.amounts.iter().any(|amount| amount.role == role);
    let stolen = sum(AmountRole::Stolen);
    let ransom = sum(AmountRole::RansomDemanded) || sum(AmountRole::RansomPaid);
    let has = |kind: IncidentType| draft.types.contains(&kind);
    let mut types = draft.types.clone();
    if has(IncidentType::Intrusion) && stolen && !has(IncidentType::Fraud) && !has(IncidentType::Extortion) {
        types.insert(IncidentType::Theft);
    }
    // What was typed into a false page was used.
    if has(IncidentType::Phishing) && stolen && !has(IncidentType::Fraud) && !has(IncidentType::Theft) {
        types.insert(IncidentType::Fraud);
    }
    if ransom {
        types.insert(IncidentType::Extortion);
    }
    // Data are stolen too; a theft is of money.
    if types.contains(&IncidentType::Theft)
        && !stolen
        && (!draft.data.is_empty() || has(IncidentType::Extortion) || has(IncidentType::DataBreach))
    {
        types.remove(&IncidentType::Theft);
        if !draft.data.is_empty() {
            types.insert(IncidentType::DataBreach);
        }
    }
    if !draft.data.is_empty() && !types.contains(&IncidentType::Theft) {
        types.insert(IncidentType::DataBreach);
    }
    // Deceit and theft are told with the same words: the more frequent kind is meant.
    if has(IncidentType::Fraud) && types.contains(&IncidentType::Theft) {
        let deceived = draft.events.iter().any(|index| {
            let event = &story.events[*index];
            event.kind == EventKind::Fraud && event.rule == "signs"
        });
        let weaker = if deceived || events(EventKind::Fraud) >= events(EventKind::Theft) {
            IncidentType::Theft
        } else {
            IncidentType::Fraud
        };
        types.remove(&weaker);
    }
    // One word of deceit in an attack on machines or data tells how it was done.
    let attack = [IncidentType::Extortion, IncidentType::Disruption, IncidentType::DataBreach];
    if types.contains(&IncidentType::Fraud)
        && !stolen
        && events(EventKind::Fraud) < 2
        && attack.iter().any(|kind| types.contains(kind))
    {
        types.remove(&IncidentType::Fraud);
    }
    // Somebody was hit through a flaw: that is more than the news of it.
    let counted = |name: &str| name.starts_with(|c: char| c.is_ascii_digit()) || draft.attacks.is_some();
    let hit = !draft.victims.is_empty()
        && draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            party.plural && counted(&party.name)
        });
    if has(IncidentType::Intrusion) && hit && events(EventKind::Intrusion) > 0 && !draft.inferred {
        types.remove(&IncidentType::VulnerabilityDisclosure);
        types.remove(&IncidentType::VulnerabilityPatch);
        if !draft.affected.is_empty() && types.len() == 1 && counts_people(story, draft) {
            types.insert(IncidentType::DataBreach);
        }
    }
    let real = [
        IncidentType::Theft,
        IncidentType::Fraud,
        IncidentType::Extortion,
        IncidentType::DataBreach,
        IncidentType::Disruption,
        IncidentType::Intrusion,
    ];
    if types.iter().any(|kind| real.contains(kind)) && draft.vulnerabilities.is_empty() {
        types.remove(&IncidentType::VulnerabilityDisclosure);
        types.remove(&IncidentType::VulnerabilityPatch);
    }
    if types.contains(&IncidentType::Extortion) && !types.contains(&IncidentType::Theft) {
        let told = (0..story.phrases.len()).filter(|sentence| about(*sentence)).any(|sentence| {
            let items = &story.phrases[sentence].items;
            items.iter().any(|item| item.low.split(' ').any(|word| OUTAGE.contains(&word))) || locks_machines(items)
        });
        if told {
            types.insert(IncidentType::Disruption);
        }
    }
    // An exchange that pauses its own withdrawals after a theft is not knocked out.
    if types.contains(&IncidentType::Theft) && stolen {
        // Whoever locks machines and asks for money stole none.
        let holds_money = draft.victims.iter().any(|victim| {
            use crate::record::Sector::{Bank, CryptoExchange, Defi, Payments};
            matches!(story.parties.list[*victim].sector, Some(Bank | CryptoExchange | Defi | Payments))
        });
        let (ransoms, thefts) = (events(EventKind::Ransom), events(EventKind::Theft));
        if ransoms > thefts || ransoms == thefts && !holds_money {
            types.remove(&IncidentType::Theft);
        } else {
            types.remove(&IncidentType::Disruption);
            if !ransom && events(EventKind::Ransom) < 2 {
                types.remove(&IncidentType::Extortion);
            }
        }
    }
    if types.len() > 1 {
        types.remove(&IncidentType::Intrusion);
    }
    draft.types = types;
}

/// `encrypted servers at all eleven schools`; `bank details were encrypted` is good news.
fn locks_machines(items: &[Item]) -> bool {
    const MACHINES: &[&str] = &[
        "servers", "server", "computers", "systems", "system", "machines", "network", "laptops", "workstations",
        "files", "devices",
    ];
    items.iter().enumerate().any(|(at, item)| {
        let near = &items[at.saturating_sub(4)..items.len().min(at + 5)];
        item.low == "encrypted" && near.iter().any(|other| other.low.split(' ').any(|word| MACHINES.contains(&word)))
    })
}

/// Whether the counts of a draft are of people, accounts or records.
fn counts_people(story: &Story<'_>, draft: &Draft) -> bool {
    draft.affected.iter().any(|index| match &story.mentions.amounts[*index].value {
        Amount::Count { unit, .. } => matches!(
            unit.rsplit(' ').next().unwrap_or(unit),
            "people"
                | "users"
                | "customers"
                | "accounts"
                | "records"
                | "patients"
                | "clients"
                | "members"
                | "employees"
                | "students"
                | "subscribers"
                | "individuals"
                | "residents"
                | "citizens"
                | "guests"
                | "passengers"
        ),
        _ => false,
    })
}
