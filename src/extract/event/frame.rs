//! Who did what to whom around one trigger, by its class, its voice and the prepositions beside it.

use super::relative;
use super::trigger::{Class, Trigger};
use super::{Argument, Doubt, Event, EventKind, Item, ItemKind, Phrase, Realis, Role, realis};
use crate::text::Span;

const BE: &[&str] = &["be", "been", "being", "was", "were", "is", "are", "got", "gets", "get", "getting", "'s"];
const PREPOSITIONS: &[&str] = &[
    "from", "of", "by", "at", "on", "against", "in", "to", "for", "with", "via", "through", "into", "within", "inside",
    "between", "than", "under", "over", "about", "targeting", "affecting", "hitting", "involving", "including",
    "belonging",
];
/// Words that open another clause.
const SUBORDINATORS: &[&str] = &[
    "after", "when", "while", "because", "that", "if", "although", "though", "since", "as", "but", "before", "until",
    "where", "and",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "another", "last", "such", "each", "of",
    "in", "during", "suspected", "recent", "massive", "huge", "big", "major", "latest", "alleged", "apparent", "cyber",
    "similar", "first", "second", "biggest", "largest", "same",
];

/// Whether the trigger at `at` stands as a verb or as a noun; `None` where it is neither ("the hit series").
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Active,
    Passive,
    Noun,
}

/// The event that the trigger at item `at` tells, if it tells one.
pub(super) fn read(phrase: &Phrase, at: usize, trigger: Trigger) -> Option<Event> {
    let form = form(phrase, at, trigger);
    let mut arguments: Vec<Argument> = Vec::new();
    let left = subject(phrase, at);
    let right = objects(phrase, at);
    let mut add = |role: Role, span: Span| {
        if !arguments.iter().any(|argument| argument.role == role && argument.span == span) {
            arguments.push(Argument { role, span });
        }
    };
    let mut data = false;
    let mut money = false;
    for found in &right {
        let item = &phrase.items[found.item];
        match item.kind {
            ItemKind::Amount(_) if phrase.is_sum(found.item) => {
                money = true;
                add(if trigger.class == Class::Demand { Role::Price } else { Role::Amount }, item.span);
            }
            ItemKind::Data(_) => {
                data = true;
                add(Role::CompromisedData, item.span);
            }
            ItemKind::Date(_) if is_of_the_books(phrase, at, found.item) => {}
            ItemKind::Date(_) => add(Role::Time, item.span),
            _ if !is_party(phrase, found.item) || is_asset(phrase, found) || is_cited(phrase, found.item) => {}
            // "from its own pocket"
            ItemKind::Pronoun if phrase.word(Some(found.item + 1)) == "own" => {}
            _ => {
                let told = form == Form::Noun && found.preposition.is_empty() && is_struck(phrase, at, found.item);
                let role = party_role(trigger.class, form, found.preposition);
                if let Some(role) = if told { Some(Role::Victim) } else { role } {
                    add(role, item.span);
                }
            }
        }
    }
    for found in &left {
        let item = &phrase.items[found.item];
        match item.kind {
            ItemKind::Amount(_)
                if phrase.is_sum(found.item) && (form != Form::Active || trigger.class == Class::Take) =>
            {
                money = true;
                add(Role::Amount, item.span);
            }
            ItemKind::Data(_) if form == Form::Passive => {
                data = true;
                add(Role::CompromisedData, item.span);
            }
            ItemKind::Date(_) => add(Role::Time, item.span),
            _ if !is_party(phrase, found.item) => {}
            // "Prosecutors say the pair belong to a group which defrauded firms": who tells it did not do it.
            _ if matches!(
                phrase.word(Some(found.item + 1)),
                "say" | "says" | "said" | "allege" | "alleged" | "believe"
            ) => {}
            // "paid to get his stolen ape back"
            ItemKind::Pronoun
                if found.item + 1 == at && phrase.items[at].low == "stolen" && is_possessive(&item.low) => {}
            _ => {
                if let Some(role) = subject_role(trigger.class, form, found) {
                    add(role, item.span);
                }
            }
        }
    }
    if form == Form::Active
        && matches!(trigger.class, Class::Lose | Class::Take)
        && let Some(sum) = relative::sum(phrase, at)
        && !money
    {
        money = true;
        arguments.push(Argument { role: Role::Amount, span: phrase.items[sum].span });
    }
    // "Ten firms were hit through a hole in CourierGate": who was hit is the subject.
    let subject = left.iter().find(|found| found.preposition.is_empty() && is_party(phrase, found.item));
    if form == Form::Passive
        && trigger.class == Class::Hit
        && let Some(subject) = subject.map(|found| phrase.items[found.item].span)
    {
        arguments.retain(|argument| {
            argument.role != Role::Victim
                || argument.span == subject
                || argument.span.start < phrase.items[at].span.start
        });
    }
    if form == Form::Noun && !arguments.iter().any(|argument| argument.role == Role::Victim) {
        let mut suffering = sufferers(phrase, at);
        if suffering.is_empty() {
            suffering = listed(phrase, at).map_or_else(|| aftermath(phrase, at), |one| vec![one]);
        }
        if suffering.is_empty() {
            suffering.extend(relative::besieged(phrase, at));
        }
        let victims = suffering.into_iter().map(|item| Argument { role: Role::Victim, span: phrase.items[item].span });
        arguments.extend(victims);
    }
    // "had its new pool hacked": the subject is who was hit.
    if let Some(subject) = relative::causative(phrase, at).filter(|_| matches!(trigger.class, Class::Hit | Class::Take))
    {
        arguments.retain(|argument| argument.role != Role::Victim);
        arguments.push(Argument { role: Role::Victim, span: phrase.items[subject].span });
    }
    // "data of 7.4 million customers stolen"
    let nearby = &phrase.items[at.saturating_sub(7)..at];
    let of_people = |pair: &[Item]| {
        matches!(pair[0].low.as_str(), "data" | "records" | "details" | "information" | "files" | "accounts")
            && matches!(pair[1].low.as_str(), "of" | "on" | "about" | "belonging")
    };
    data = data || !money && nearby.windows(2).any(of_people);
    // "its LarderVault contract was attacked": whose contract it is was hit.
    for argument in arguments.iter_mut().filter(|argument| argument.role == Role::Victim) {
        let owner = phrase.item_at(argument.span.start).and_then(|item| relative::owner(phrase, item));
        argument.span = owner.map_or(argument.span, |owner| phrase.items[owner].span);
    }
    let kind = match (trigger.kind, trigger.class) {
        (EventKind::Theft, Class::Take) if data && !money => EventKind::Databreach,
        // "files were taken", "the intruders took files"
        (EventKind::Theft, Class::Move) if data && !money && carries_off(phrase, at, form) => EventKind::Databreach,
        // "obtained" speaks of data only where data are named, of money where a crime is told beside it.
        (EventKind::Databreach, Class::Data) if !data => {
            let beside = phrase
                .items
                .iter()
                .enumerate()
                .any(|(index, item)| index != at && matches!(item.kind, ItemKind::Trigger(_)));
            let takes = matches!(phrase.items[at].low.as_str(), "obtained" | "obtaining" | "acquired");
            if !(money && beside && takes) {
                return None;
            }
            EventKind::Theft
        }
        (EventKind::Databreach, Class::Expose) if !data && !money && arguments.is_empty() => return None,
        (EventKind::Intrusion, _) if data && trigger.class == Class::Hit => EventKind::Intrusion,
        // "35 billion won leaked"
        (EventKind::Databreach, Class::Expose) if money && !data => EventKind::Theft,
        (kind, _) => kind,
    };
    // "PYR lost 34%": a price.
    let share = phrase.items.get(at + 1).is_some_and(|item| item.low.ends_with('%') || item.low.ends_with("percent"));
    if trigger.class == Class::Lose && kind == EventKind::Theft && share {
        return None;
    }
    // "made a loss of 6 million euros": business, no crime.
    let business = ["made", "net", "operating", "quarterly", "annual", "pre-tax", "reported", "posted", "narrowed"];
    let of_business = (1..=3).any(|back| business.contains(&phrase.word(at.checked_sub(back))));
    if matches!(phrase.items[at].low.as_str(), "loss" | "losses") && (!money || of_business) {
        return None;
    }
    // "lost orders", "lost sales": damage.
    const BUSINESS: &[&str] = &[
        "orders", "revenue", "revenues", "sales", "fees", "business", "income", "earnings", "production", "profit",
        "turnover", "output", "time", "margins", "trade", "bookings", "contracts",
    ];
    if trigger.class == Class::Lose && BUSINESS.contains(&phrase.word(Some(at + 1))) {
        return None;
    }
    // "lost" and "netted" are thefts only with a sum or of collectibles, "demanded" a ransom only with a price or a ransom.
    const HELD: &[&str] = &["nft", "nfts", "collectibles", "punks", "apes", "cryptopunks"];
    let held = || (at + 1..=at + 5).any(|index| phrase.word(Some(index)).split(' ').any(|word| HELD.contains(&word)));
    if trigger.class == Class::Lose && kind == EventKind::Theft && !money && !held() {
        return None;
    }
    let extorts = |item: &Item| {
        item.kind == ItemKind::Nobody
            || [
                "ransom", "decrypt", "extort", "unlock", "hackers", "stolen", "leak", "monero", "bitcoin", "publish",
                "sell",
            ]
            .iter()
            .any(|word| item.low.contains(word))
    };
    let priced = money || phrase.items.iter().any(|item| item.low.contains("ransom"));
    // "demanded $4 million": a ransom, unless a court, a union or a shareholder asks for it.
    const CLAIMS: &[&str] = &[
        "damages", "compensation", "lawsuit", "court", "union", "wages", "budget", "refund", "settlement", "investors",
        "funding", "shareholders", "tax", "taxes", "fees", "rent", "judge", "government", "regulator", "plaintiffs",
    ];
    let claims = phrase.items.iter().any(|item| CLAIMS.contains(&item.low.as_str()));
    let demands = phrase.items[at].low.starts_with("demand") && money && !claims;
    if trigger.class == Class::Demand && !(demands || priced && phrase.items.iter().any(extorts)) {
        return None;
    }
    // Coins are kept offline; what is knocked out goes or is offline.
    let gone = |word: &str| {
        BE.contains(&word)
            || matches!(word, "knocked" | "forced" | "pushed" | "knocks" | "forces" | "driven")
            || matches!(word, "went" | "go" | "goes" | "remained" | "remain" | "stayed" | "still" | "back")
    };
    if phrase.items[at].low == "offline" && !(1..=3).any(|back| gone(phrase.word(at.checked_sub(back)))) {
        return None;
    }
    // Ambulances are diverted, too.
    if phrase.items[at].low.starts_with("divert") && kind == EventKind::Theft && !money {
        return None;
    }
    // "sent", "moved" are thefts only where a thief does it, or where money leaves its owner.
    let to_thief = trigger.class == Class::Move
        && money
        && phrase.items[at + 1..].iter().take(12).any(|item| item.kind == ItemKind::Nobody)
        && phrase.items[at + 1..].iter().take(12).any(|item| item.low == "to");
    if to_thief {
        // "transferred $2.4 million to swindlers": who sent it was robbed.
        for argument in arguments.iter_mut().filter(|argument| argument.role == Role::Attacker) {
            let own = argument.span.start < phrase.items[at].span.start;
            argument.role = if own { Role::Victim } else { argument.role };
        }
    }
    let kind = if to_thief { EventKind::Fraud } else { kind };
    let thief = to_thief
        || arguments.iter().any(|argument| {
            argument.role == Role::Attacker
                && phrase.item_at(argument.span.start).is_some_and(|item| relative::is_thief(phrase, item))
        });
    // "$37 million taken from CoinsPaid"
    let taken = phrase.items[at].low == "taken"
        && phrase.word(Some(at + 1)) == "from"
        && arguments.iter().any(|argument| argument.role == Role::Victim);
    if trigger.class == Class::Move && kind == EventKind::Theft && !(money && (thief || taken))
        || trigger.class == Class::Cost && !(money && relative::has_cause(phrase, at))
    {
        return None;
    }
    let noun = form == Form::Noun;
    let doubt = realis::doubt(phrase, at, noun);
    let plural_noun = noun && phrase.items[at].low.ends_with('s') && !phrase.items[at].low.ends_with("ss");
    let victim = arguments.iter().any(|argument| argument.role == Role::Victim);
    // "rug pulls" are a kind of crime unless somebody's does.
    if kind == EventKind::Fraud && !victim && phrase.items[at].low.starts_with("rug") && form == Form::Active {
        return None;
    }
    let realis = match doubt {
        Some(Doubt::Hypothetical) => Realis::Generic,
        Some(_) => Realis::Other,
        None if plural_noun && !victim && !money => Realis::Generic,
        // "the fourth such attack this year": how many there were.
        None if noun && phrase.word(at.checked_sub(1)) == "such" => Realis::Generic,
        // "several other heists, among them"
        None if plural_noun && relative::is_of_others(phrase, at) => Realis::Generic,
        None if noun
            && !victim
            && !money
            && !relative::is_under(phrase, at)
            && !is_identified(phrase, at)
            && is_field(phrase, at) =>
        {
            Realis::Generic
        }
        None => Realis::Actual,
    };
    Some(Event {
        kind,
        trigger: phrase.items[at].span,
        realis,
        doubt,
        arguments,
        sentence: phrase.sentence,
        rule: "frame",
        confidence: 50,
        incident: None,
    })
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "its" | "their" | "our" | "my")
}

/// `put the cost of the attack at $87 million in the first quarter`: when it was paid for, not when it happened.
fn is_of_the_books(phrase: &Phrase, at: usize, date: usize) -> bool {
    const COSTS: &[&str] = &["cost", "costs", "expense", "expenses", "bill", "impact", "charge", "charges", "price"];
    const SMALL: &[&str] = &["in", "for", "over", "during", "the", "its", "of", "by"];
    let holds = |words: &[&str], item: usize| words.contains(&phrase.items[item].low.as_str());
    let before = (at + 1..date).rev().find(|item| !holds(SMALL, *item));
    (at.saturating_sub(4)..at).any(|item| holds(COSTS, item)) && before.is_some_and(|item| phrase.is_sum(item))
}

/// `$29 million in bitcoin and Tether’s USDT`: what a sum is in.
fn is_asset(phrase: &Phrase, found: &Found<'_>) -> bool {
    let before = (found.item.saturating_sub(4)..found.item).rev().find(|index| phrase.items[*index].low == "in");
    let sum = before.and_then(|preposition| preposition.checked_sub(1)).is_some_and(|at| phrase.is_sum(at));
    let joined = found.item.checked_sub(2).is_some_and(|at| phrase.is_sum(at))
        && phrase.word(found.item.checked_sub(1)) == "and"
        && phrase.items[found.item - 2].low.contains(" in ");
    found.preposition == "in" && sum || joined
}

/// `according to Chainalysis`, `according to the firm Chainalysis`
fn is_cited(phrase: &Phrase, at: usize) -> bool {
    (1..=5)
        .any(|back| phrase.word(at.checked_sub(back)) == "to" && phrase.word(at.checked_sub(back + 1)) == "according")
}

/// Whether item `at` can be a party: a name, a noun phrase, a pronoun, thieves, or a count of parties.
fn is_party(phrase: &Phrase, at: usize) -> bool {
    match phrase.items[at].kind {
        ItemKind::Entity(_) | ItemKind::Pronoun | ItemKind::Nobody => true,
        ItemKind::Amount(_) => phrase.is_group(at),
        _ => false,
    }
}

/// `a ransomware attack shut Brackwater Health out`: whether a verb of hitting stands between the noun and the party.
fn is_struck(phrase: &Phrase, at: usize, party: usize) -> bool {
    const VERBS: &[&str] = &[
        "shut", "hit", "struck", "crippled", "knocked", "disrupted", "forced", "brought", "left", "took", "stopped",
        "closed", "halted", "locked", "paralysed", "paralyzed", "cost", "targeted", "affected", "compromised",
        "robbed", "drained", "rocked", "hobbled", "felled", "floored", "silenced", "cut", "shook", "hits", "cripples",
        "disrupts", "shuts", "forces", "knocks", "stops", "closes", "halts", "drains", "costs",
    ];
    let verb = (at + 1..party).find(|index| VERBS.contains(&phrase.items[*index].low.as_str()));
    verb.is_some_and(|verb| verb <= at + 3 && party - verb <= 4)
}

/// Whether data leave with the verb at item `at`: `were taken`, `intruders took`.
fn carries_off(phrase: &Phrase, at: usize, form: Form) -> bool {
    let verb = matches!(
        phrase.items[at].low.as_str(),
        "taken"
            | "took"
            | "taking"
            | "removed"
            | "removing"
            | "lifted"
            | "extracted"
            | "grabbed"
            | "snatched"
            | "moved"
    );
    let thief = || phrase.items[..at].iter().rev().take(5).any(|item| item.kind == ItemKind::Nobody);
    verb && (form == Form::Passive || thief())
}

/// `puts Norwegian shipper Skagerholt on its leak site`: the object of the verb of listing.
fn listed(phrase: &Phrase, at: usize) -> Option<usize> {
    if !phrase.items[at].low.contains("site") && !phrase.items[at].low.contains("page") {
        return None;
    }
    let lists = |item: &Item| {
        matches!(
            item.low.as_str(),
            "puts"
                | "put"
                | "added"
                | "adds"
                | "lists"
                | "listed"
                | "posted"
                | "named"
                | "names"
                | "published"
                | "placed"
        )
    };
    let verb = (at.saturating_sub(12)..at).rev().find(|index| lists(&phrase.items[*index]))?;
    (verb + 1..at)
        .rev()
        .find(|index| matches!(phrase.items[*index].kind, ItemKind::Entity(_)) && governing(phrase, *index).is_empty())
}

/// `Laketown Clinics paid $780,000 after a similar attack`: the subject of the clause that tells what followed.
fn aftermath(phrase: &Phrase, at: usize) -> Vec<usize> {
    const AFTER: &[&str] = &["after", "following", "since", "because", "amid", "despite", "from"];
    let plain = |index: &usize| {
        matches!(phrase.items[*index].kind, ItemKind::Word | ItemKind::Date(_) | ItemKind::Data(_))
            && !matches!(phrase.items[*index].low.as_str(), "said" | "that" | "it" | "on" | "against")
    };
    let near = (at.saturating_sub(6)..at).rev().take_while(plain);
    let Some(after) = near.into_iter().find(|index| AFTER.contains(&phrase.items[*index].low.as_str())) else {
        return vec![];
    };
    // "recover from an attack" needs its verb, "after an attack" does not.
    let recovers = |word: &str| matches!(word, "recovering" | "recovered" | "recover" | "reeling" | "suffering");
    if phrase.items[after].low == "from" && !recovers(phrase.word(after.checked_sub(1))) {
        return vec![];
    }
    let says = |index: usize| {
        (1..=2).any(|ahead| {
            matches!(
                phrase.word(Some(index + ahead)),
                "said" | "says" | "warned" | "reported" | "told" | "wrote" | "arrested" | "charged" | "detained"
            )
        })
    };
    let quoted = phrase.items[..after].iter().any(|item| matches!(item.low.as_str(), "“" | "\"" | "”" | ";"));
    let entity = |index: &usize| {
        matches!(phrase.items[*index].kind, ItemKind::Entity(_))
            && matches!(governing(phrase, *index), "" | "of")
            && !says(*index)
    };
    let mut named = (0..after).filter(|index| !quoted && entity(index));
    let Some(first) = named.next() else { return vec![] };
    // `another Minnesota provider, Laketown Clinics`: the place and the name beside it.
    std::iter::once(first).chain(named.take(1).filter(|next| next - first <= 3)).collect()
}

/// Whether the bare noun at item `at` names a kind of crime rather than one: `ransomware is on the rise`, but not
/// `ransomware stopped the booking system`.
fn is_field(phrase: &Phrase, at: usize) -> bool {
    const FIELD: &[&str] = &[
        "ransomware", "theft", "thefts", "robbery", "phishing", "ddos", "extortion", "fraud", "fraud", "scam",
        "blackmail", "smishing", "vishing", "spear phishing", "downtime", "con", "scheme", "incident", "attack",
        "breach", "leak", "hack", "ransom", "cyber attack", "cyberattack", "exploit", "patch",
    ];
    let low = phrase.items[at].low.as_str();
    let told = (1..=2).any(|ahead| {
        let word = phrase.word(Some(at + ahead));
        word.ends_with("ed") && word.len() > 4
            || matches!(
                word,
                "hit"
                    | "struck"
                    | "took"
                    | "brought"
                    | "knocked"
                    | "left"
                    | "forced"
                    | "cost"
                    | "shut"
                    | "put"
                    | "drained"
            )
    });
    // "shut by ransomware"
    let agent = phrase.word(at.checked_sub(1)) == "by";
    FIELD.contains(&low) && !told && !agent
}

/// The subject of a verb that tells of one's own misfortune: `Orbanta disclosed a data breach`, `after it suffered an attack`.
fn sufferers(phrase: &Phrase, at: usize) -> Vec<usize> {
    const OWN: &[&str] = &[
        "suffered", "suffers", "suffer", "suffering", "reported", "reports", "disclosed", "discloses", "confirmed",
        "confirms", "experienced", "experiencing", "sustained", "announced", "acknowledged", "admitted", "admits",
        "detected", "discovered", "endured", "faced", "faces", "battling", "reeling", "recovering", "hit", "struck",
        "rocked", "victim", "victims", "weathered", "targeted", "put", "puts", "estimates", "estimated", "survived",
        "contained", "repelled", "described", "blamed", "investigating", "investigates", "recovered", "fighting",
        "handling", "grappling", "hid", "concealed", "revealed", "reveals", "declared",
    ];
    let Some(verb) = (at.saturating_sub(7)..at).rev().find(|index| OWN.contains(&phrase.items[*index].low.as_str()))
    else {
        return vec![];
    };
    let between = phrase.items[verb + 1..at].iter().all(|item| {
        matches!(item.kind, ItemKind::Word | ItemKind::Date(_) | ItemKind::Amount(_) | ItemKind::Data(_))
            && !SUBORDINATORS.contains(&item.low.as_str())
    });
    let subjects = subject(phrase, verb).into_iter().filter(|found| {
        found.preposition.is_empty() && matches!(phrase.items[found.item].kind, ItemKind::Entity(_) | ItemKind::Pronoun)
    });
    let mut found: Vec<usize> = subjects.map(|found| found.item).take(1).collect();
    // `Redcar and Cleveland, in the north-east of England, put the cost …`: what opens the sentence is its subject.
    let opening = |index: &usize| matches!(phrase.items[*index].kind, ItemKind::Entity(_)) && !found.contains(index);
    let first = (0..verb.min(3)).find(opening);
    found.extend(first);
    if between { found } else { vec![] }
}

/// `the attack`, `it was ransomware`: one happening of the kind.
fn is_identified(phrase: &Phrase, at: usize) -> bool {
    let said = (1..=2).any(|back| matches!(phrase.word(at.checked_sub(back)), "was" | "is" | "were" | "as"));
    determined(phrase, at) || said && phrase.items.iter().any(|item| matches!(item.low.as_str(), "it" | "attack"))
}

/// Whether a determiner makes the noun at item `at` one happening: `the attack`, `last week’s heist`.
fn determined(phrase: &Phrase, at: usize) -> bool {
    (1..=3).filter_map(|back| at.checked_sub(back)).any(|index| {
        let item = &phrase.items[index];
        matches!(item.kind, ItemKind::Date(_))
            || matches!(
                item.low.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "this"
                    | "its"
                    | "their"
                    | "his"
                    | "her"
                    | "our"
                    | "another"
                    | "suspected"
                    | "massive"
                    | "recent"
            )
    })
}

fn form(phrase: &Phrase, at: usize, trigger: Trigger) -> Form {
    if trigger.class == Class::Noun {
        return Form::Noun;
    }
    let before = |back: usize| phrase.word(at.checked_sub(back));
    let low = phrase.items[at].low.as_str();
    if ["could not be ", "cannot be ", "can not be "].iter().any(|passive| low.starts_with(passive)) {
        return Form::Passive;
    }
    let participle = low.split(' ').next().is_some_and(|word| {
        word.ends_with("ed")
            || word.ends_with("en")
            || matches!(
                word,
                "hit"
                    | "rekt"
                    | "lost"
                    | "stolen"
                    | "broken"
                    | "taken"
                    | "brought"
                    | "put"
                    | "sold"
                    | "spilled"
                    | "left"
            )
    });
    if low.ends_with("ing") {
        return if DETERMINERS.contains(&before(1)) { Form::Noun } else { Form::Active };
    }
    // "were missing and likely stolen"
    if matches!(low, "stolen" | "siphoned" | "looted") && (1..=2).any(|back| before(back) == "and") {
        let be = (2..=6).any(|back| BE.contains(&before(back)));
        let perfect = (1..=6).any(|back| matches!(before(back), "have" | "has" | "had"));
        if be && !perfect {
            return Form::Passive;
        }
    }
    // The adverb may stand between: "was reportedly hacked", "had not been hacked".
    for back in 1..=4 {
        let word = before(back);
        if BE.contains(&word) {
            return if participle { Form::Passive } else { Form::Active };
        }
        if !(word.ends_with("ly")
            || matches!(word, "not" | "also" | "then" | "later" | "first" | "now" | "once" | "again" | "twice"))
        {
            break;
        }
    }
    if trigger.class == Class::Lose && phrase.word(Some(at + 1)) == "by" {
        return Form::Passive;
    }
    if low.ends_with(" by") || low.ends_with(" with") && low.starts_with("hit") || low == "hit in" {
        return Form::Passive;
    }
    // "the funds stolen from X", "$5m taken in the raid": a participle right after its noun.
    let after = phrase.word(Some(at + 1));
    let object_follows = phrase
        .items
        .get(at + 1)
        .is_some_and(|item| matches!(item.kind, ItemKind::Amount(_) | ItemKind::Entity(_) | ItemKind::Data(_)));
    if participle
        && !object_follows
        && matches!(after, "from" | "by" | "in" | "during" | "off")
        && trigger.class != Class::Lose
        && !matches!(trigger.class, Class::Hit if after == "in")
    {
        let subject_is_thing = phrase.items[..at]
            .last()
            .is_some_and(|item| matches!(item.kind, ItemKind::Amount(_) | ItemKind::Data(_) | ItemKind::Word));
        if after == "by" || subject_is_thing {
            return Form::Passive;
        }
    }
    // "$3M in ETH and DAI lost to a manipulation"
    if low == "lost"
        && relative::has_sum_before(phrase, at)
        && matches!(phrase.word(Some(at + 1)), "to" | "in" | "from" | "due" | "through" | "via" | "after" | "as")
    {
        return Form::Passive;
    }
    // "35 billion won leaked"
    if trigger.class == Class::Expose && participle && at.checked_sub(1).is_some_and(|before| phrase.is_sum(before)) {
        return Form::Passive;
    }
    // Headlines leave the auxiliary out: "Council conned out of $2.1m", "Exchange hacked".
    let ends = phrase.items.get(at + 1).is_none_or(|item| item.kind == ItemKind::Mark);
    if trigger.class == Class::Hit
        && participle
        && (ends
            || matches!(
                after,
                "out" | "of" | "in" | "for" | "again" | "after" | "via" | "through" | "on" | "during" | "as" | "with"
            ))
    {
        let by_nobody = phrase.items[..at].last().is_some_and(|item| item.kind == ItemKind::Nobody);
        let perfect = matches!(before(1), "have" | "has" | "had" | "having");
        if !by_nobody && !perfect {
            return Form::Passive;
        }
    }
    if DETERMINERS.contains(&before(1)) && !participle {
        return Form::Noun;
    }
    Form::Active
}

/// A thing beside the trigger and the preposition that governs it.
struct Found<'a> {
    item: usize,
    preposition: &'a str,
    /// Whether only nouns and adjectives stand between it and the trigger: `the KuCoin exchange hack`.
    modifier: bool,
}

/// Role of a party to the right of the trigger.
fn party_role(class: Class, form: Form, preposition: &str) -> Option<Role> {
    match (class, form, preposition) {
        (Class::Lose, _, "by") => Some(Role::Victim),
        (_, Form::Passive | Form::Noun, "by") => Some(Role::Attacker),
        (_, Form::Active, "by") => None,
        (Class::Take | Class::Data, _, "from" | "of" | "at" | "belonging" | "on" | "in" | "through" | "via") => {
            Some(Role::Victim)
        }
        (Class::Move, _, "from" | "out") => Some(Role::Victim),
        (Class::Take, Form::Active, "") => Some(Role::Victim),
        (Class::Hit, Form::Active, "" | "of" | "at" | "in" | "into" | "on" | "against" | "inside" | "from") => {
            Some(Role::Victim)
        }
        (Class::Hit, Form::Passive, "of" | "at" | "in" | "from") => Some(Role::Victim),
        (
            Class::Noun,
            _,
            "on" | "at" | "against" | "of" | "from" | "targeting" | "affecting" | "hitting" | "involving" | "in"
            | "inside" | "within" | "into" | "to",
        ) => Some(Role::Victim),
        (Class::Lose, _, "to") => Some(Role::Attacker),
        (Class::Lose, _, "") => None,
        (Class::Cost, _, "") => Some(Role::Victim),
        (Class::Demand, Form::Active, "from" | "of") => Some(Role::Victim),
        (Class::Expose, _, "of" | "from" | "at" | "belonging" | "") => Some(Role::Victim),
        _ => None,
    }
}

/// Role of a party to the left of the trigger.
fn subject_role(class: Class, form: Form, found: &Found<'_>) -> Option<Role> {
    let subject = found.preposition.is_empty();
    match (class, form) {
        (_, Form::Noun) => (found.modifier && subject).then_some(Role::Victim),
        (Class::Lose, _) => subject.then_some(Role::Victim),
        (Class::Take | Class::Data | Class::Hit | Class::Expose, Form::Passive) => {
            matches!(found.preposition, "" | "of" | "from" | "at").then_some(Role::Victim)
        }
        (Class::Take | Class::Hit | Class::Demand | Class::Data | Class::Move, Form::Active) => {
            subject.then_some(Role::Attacker)
        }
        (Class::Expose, Form::Active) => subject.then_some(Role::Victim),
        _ => None,
    }
}

/// What may be the subject or a modifier: the nearest candidates to the left within the clause.
fn subject<'a>(phrase: &'a Phrase, at: usize) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let mut commas = 0;
    let mut index = at;
    while index > 0 {
        index -= 1;
        let item = &phrase.items[index];
        match item.kind {
            ItemKind::Mark => match item.low.as_str() {
                ";" | ":" | "\"" | "“" | "”" | "|" => break,
                "," if let Some(opening) = relative::aside(phrase, index, at) => index = opening,
                "," => commas += 1,
                _ => {}
            },
            ItemKind::Word if SUBORDINATORS.contains(&item.low.as_str()) && item.low != "and" && commas == 0 => break,
            // "The breach follows last month's attack on Saltmarsh": two events.
            ItemKind::Word if matches!(item.low.as_str(), "follows" | "followed") => break,
            ItemKind::Trigger(_) if commas == 0 && found.is_empty() => {}
            ItemKind::Entity(_)
            | ItemKind::Pronoun
            | ItemKind::Nobody
            | ItemKind::Amount(_)
            | ItemKind::Data(_)
            | ItemKind::Date(_) => {
                let preposition = governing(phrase, index);
                found.push(Found { item: index, preposition, modifier: modifies(phrase, index, at) });
                if is_party(phrase, index) && preposition.is_empty() || found.len() >= 4 {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether only nouns, adjectives and a possessive stand between the name and the noun trigger.
fn modifies(phrase: &Phrase, index: usize, at: usize) -> bool {
    let barrier = |word: &str| {
        PREPOSITIONS.contains(&word)
            || BE.contains(&word) && word != "'s"
            || SUBORDINATORS.contains(&word)
            || matches!(
                word,
                "said" | "says" | "had" | "has" | "have" | "the" | "a" | "an" | "this" | "its" | "their" | "after"
            )
    };
    at - index <= 4
        && phrase.items[index + 1..at].iter().all(|item| {
            matches!(item.kind, ItemKind::Word | ItemKind::Amount(_) | ItemKind::Data(_) | ItemKind::Mark)
                && !barrier(&item.low)
                && item.low != ","
        })
}

/// What stands to the right, with its prepositions, to the end of the clause.
fn objects<'a>(phrase: &'a Phrase, at: usize) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut parties = 0;
    for index in at + 1..phrase.items.len().min(at + 24) {
        let item = &phrase.items[index];
        match item.kind {
            // "Loss: $102,000 (3.65 BTC)."
            ItemKind::Mark if item.low == ":" && relative::is_label(phrase, at, index) => {}
            ItemKind::Mark if matches!(item.low.as_str(), ";" | ":" | "\"" | "“" | "”" | "|") => break,
            ItemKind::Word
                if matches!(
                    item.low.as_str(),
                    "after"
                        | "when"
                        | "while"
                        | "because"
                        | "although"
                        | "but"
                        | "said"
                        | "says"
                        | "told"
                        | "which"
                        | "who"
                        | "follows"
                        | "followed"
                ) && index > at + 1
                    || index == at + 1 && matches!(item.low.as_str(), "follows" | "followed") =>
            {
                break;
            }
            ItemKind::Pronoun if matches!(item.low.as_str(), "which" | "who" | "whose") => break,
            // "tricked the exporter into sending $1.1 million": what it was tricked into is part of the deed.
            ItemKind::Trigger(_) if index > at + 3 && !matches!(phrase.word(Some(index - 1)), "of" | "into") => break,
            ItemKind::Entity(_) | ItemKind::Pronoun | ItemKind::Nobody => {
                let preposition = governing(phrase, index);
                let comma = phrase.items[at + 1..index].iter().any(|item| item.low == ",");
                if parties < 3 && !(comma && preposition.is_empty()) {
                    found.push(Found { item: index, preposition, modifier: false });
                    parties += 1;
                }
            }
            // "stolen from Alphapo and $37 million taken from CoinsPaid", "lost a fifth, and $680 million left": another
            // clause.
            ItemKind::Amount(_) if phrase.is_sum(index) && relative::begins_clause(phrase, at, index) => break,
            ItemKind::Amount(_) if phrase.is_group(index) && parties < 3 => {
                found.push(Found { item: index, preposition: governing(phrase, index), modifier: false });
                parties += 1;
            }
            ItemKind::Amount(_) | ItemKind::Data(_) | ItemKind::Date(_) => {
                found.push(Found { item: index, preposition: governing(phrase, index), modifier: false });
            }
            _ => {}
        }
    }
    found
}

/// The preposition that governs the noun phrase ending in item `index`, through its own modifiers.
fn governing(phrase: &Phrase, index: usize) -> &str {
    for back in 1..=4 {
        let Some(at) = index.checked_sub(back) else { return "" };
        let item = &phrase.items[at];
        if PREPOSITIONS.contains(&item.low.as_str()) {
            return &item.low;
        }
        // A noun phrase right before a name belongs to it: "at crypto custodian Minervault", "of the platform, Interpark".
        let apposed = back == 2 && phrase.items[at + 1].low == ",";
        if (back == 1 || apposed) && matches!(item.kind, ItemKind::Entity(_)) {
            continue;
        }
        let next_is_party =
            at.checked_sub(1).is_some_and(|before| matches!(phrase.items[before].kind, ItemKind::Entity(_)));
        if back == 1 && item.low == "," && next_is_party {
            continue;
        }
        if item.kind != ItemKind::Word || SUBORDINATORS.contains(&item.low.as_str()) || BE.contains(&item.low.as_str())
        {
            return "";
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn collectibles_are_robbed_and_what_is_somebodys_accuses_nobody() {
        let pipeline = Pipeline::new();
        for (text, expected) in [
            ("Tessa Wynn lost four NFTs in a scam.", vec!["Theft Victim Tessa Wynn"]),
            ("Tessa Wynn lost four matches.", vec![]),
            ("Actor pays $300,000 to get his stolen ape back.", vec!["Theft"]),
        ] {
            let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
            let events = pipeline.mentions(&article).events;
            let thefts = events.iter().filter(|event| event.kind == "Theft");
            let told = |event: &crate::record::EventMention| {
                let arguments = event
                    .arguments
                    .iter()
                    .map(|argument| format!(" {} {}", argument.role, &text[argument.start..argument.end]));
                format!("{}{}", event.kind, arguments.collect::<String>())
            };
            assert_eq!(thefts.map(told).collect::<Vec<String>>(), expected, "{text}");
        }
    }

    #[test]
    fn when_it_was_paid_for_is_not_when_it_happened() {
        let pipeline = Pipeline::new();
        for (text, expected) in [
            ("Quillgate Health put the cost of the attack at $87 million in the first quarter of 2024.", vec![]),
            ("Quillgate Health said that the attack cost $87 million in May 2024.", vec!["May 2024"]),
            ("Hackers stole $87 million from Quillgate Health in May 2024.", vec!["May 2024"]),
        ] {
            let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
            let events = pipeline.mentions(&article).events;
            let times = events.iter().flat_map(|event| &event.arguments).filter(|argument| argument.role == "Time");
            let times: Vec<&str> = times.map(|argument| &text[argument.start..argument.end]).collect();
            assert_eq!(times, expected, "{text}");
        }
    }
}
