//! What an article is about: its topic organisation, and whether it tells of a crime at all.

use crate::extract::amount::Amount;
use crate::extract::entity::EntityKind;
use crate::extract::event::{EventKind, ItemKind, Realis, Role};
use crate::text::{BlockKind, Span};

use super::{Party, Story};

/// Words of the field; ordinary articles hold hardly any.
const FIELD: &[&str] = &[
    "hack", "hacker", "hackers", "hacked", "hacking", "hacks", "ransomware", "ransom", "malware", "phishing", "cyber",
    "cyberattack", "cyberattacks", "cybercriminals", "exploiter", "exploited", "exploit", "exploits", "ddos", "denial",
    "scam", "scammers", "scammed", "fraud", "fraudsters", "siphoned", "drained", "leaked", "vulnerability",
    "vulnerabilities", "intruders", "extortion", "rug", "embezzled", "embezzlement", "swindled", "defrauded",
    "hijacked", "break-in", "intrusion", "intrusions", "broke", "infiltrated", "laundering", "laundered", "botnet",
    "spyware", "impersonated", "cve", "unsecured", "unprotected", "encrypted", "crypto", "bitcoin", "ether", "wallet",
    "wallets", "heist", "heists", "stolen", "stole", "theft", "thieves", "thief", "stealing", "unauthorized",
    "unauthorised", "breach", "breached", "breaches", "leak", "compromised", "exposed", "attackers", "attacker",
    "swap", "duped", "vanished", "ponzi", "personal", "smishing", "fake", "blackmail", "login", "passwords", "network",
    "server", "servers", "database", "cyber-attack", "ransomed", "decrypt", "decryption", "encryption", "darknet",
    "hacktivist", "hacktivists", "impostor", "imposter", "swindle", "swindlers", "conned", "lookalike", "spoofed",
    "sabotage", "sabotaged", "hostage", "trojan", "worm", "virus", "backdoor", "credential", "credentials", "zero-day",
    "malicious", "infected", "wiper", "defaced", "skimmer", "skimming", "rekt", "drains", "drain", "draining",
    "tricked", "mailbox", "mailboxes", "invoices", "bogus", "impersonating", "impersonation", "swindled", "swindlers",
    "looted", "loot", "rugged", "defi", "exploiters", "flash", "attacked", "robbed", "robbery", "blockchain", "tokens",
];
/// Sentences of a lead.
const LEAD: usize = 4;

/// Kinds of articles that speak of crimes and report none, by words of their title and first sentences, and how many of
/// them it takes.
const OTHER_NEWS: &[(usize, &[&str])] = &[
    (1, &["survey", "surveyed", "poll", "respondents", "pollsters"]),
    (
        3,
        &[
            "raises", "raised", "raise", "funding", "round", "valuation", "values", "valued", "investors", "venture",
            "ventures", "investor", "start-up", "startup", "series", "led", "ipo", "flotation", "stake",
        ],
    ),
    (
        2,
        &[
            "exercise", "exercises", "drill", "drills", "simulated", "simulation", "fictitious", "fictional",
            "imaginary", "tabletop", "wargame", "made-up", "mock",
        ],
    ),
    (
        2,
        &[
            "novel", "thriller", "film", "films", "movie", "movies", "plot", "screenplay", "documentary", "cinema",
            "cinemas", "memoir", "memoirs", "autobiography", "reader's", "chapters", "heroine", "sequel", "filmmaker",
            "trilogy",
        ],
    ),
    (
        4,
        &[
            "shares", "stocks", "index", "investors", "gained", "climb", "climbs", "rally", "rallied", "rose", "fell",
            "traders", "trading", "analysts", "market", "markets", "percent", "slid", "slipped", "volumes", "price",
        ],
    ),
    (
        2,
        &["study", "vacant", "vacancies", "salaries", "jobs", "skills", "recruiters", "lacks", "shortage", "graduates"],
    ),
    (
        2,
        &[
            "conference", "talks", "speakers", "tickets", "programme", "keynote", "attendees", "visitors", "sessions",
            "workshops", "congress", "summit", "convention",
        ],
    ),
    (2, &["trademark", "patent", "patents", "infringe", "infringed", "infringement", "copyright", "royalties"]),
    (
        3,
        &[
            "judge", "lawsuit", "ruling", "rules", "ruled", "jury", "jurors", "verdict", "appeal", "injunction",
            "suit", "civil", "plaintiff", "trademark", "patent", "dismissed",
        ],
    ),
    (
        3,
        &[
            "contract", "antitrust", "pricing", "rebates", "distributor", "licence", "royalties", "merger",
            "competition",
        ],
    ),
    (
        3,
        &[
            "unveiled", "unveils", "unveil", "launches", "launched", "costs", "ships", "pre-order", "pre-orders",
            "startup", "start-up", "priced", "gadget", "prototype", "crowdfunding", "kickstarter",
        ],
    ),
    (4, &["court", "judge", "ruled", "sued", "merger", "contract", "licence", "dispute", "appeal", "plaintiff"]),
    (2, &["obituary", "died", "dies", "mourned", "funeral", "aged", "born"]),
];

/// What an article is, as far as its title, its lead and its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It reports a crime or a flaw: the title or the lead tells an event as a fact, in the words of the field.
    News,
    /// It may recall one.
    Unclear,
    /// It is about something else: a match, a survey, a round of funding.
    Other,
}

/// What kind of article it is.
pub(super) fn kind(story: &Story<'_>) -> Kind {
    let lead = lead(story);
    if is_sport(story)
        || is_exercise(story)
        || is_other_news(story, &lead)
        || is_accident(story, &lead)
        || is_failure(story)
    {
        return Kind::Other;
    }
    // Signs from all over the article made this event: they say what it is about.
    if story.events.iter().any(|event| event.rule == "signs") {
        return Kind::News;
    }
    let told = story.events.iter().any(|event| lead.contains(&event.sentence) && event.realis != Realis::Generic);
    let tells = |sentence: usize| {
        story.events.iter().any(|event| {
            // Deceit with a victim and a sum needs no word of the field.
            let deceived = event.kind == EventKind::Fraud
                && event.spans(Role::Victim).next().is_some()
                && event.spans(Role::Amount).next().is_some();
            let telling = deceived || !matches!(event.kind, EventKind::Theft | EventKind::Intrusion | EventKind::Fraud);
            event.sentence == sentence && event.realis != Realis::Generic && telling
        })
    };
    let spoken = lead.iter().any(|at| speaks_of_crime(story, *at) || tells(*at));
    let everywhere = (0..story.phrases.len()).filter(|at| speaks_of_crime(story, *at) || tells(*at)).count();
    if told && spoken && everywhere > 1 { Kind::News } else { Kind::Unclear }
}

/// Whether the title or the lead announces a survey, a round of funding, an exercise.
fn is_other_news(story: &Story<'_>, lead: &[usize]) -> bool {
    let first: Vec<&str> = lead
        .iter()
        .take(3)
        .flat_map(|sentence| &story.phrases[*sentence].items)
        .flat_map(|item| item.low.split(' '))
        .collect();
    OTHER_NEWS.iter().any(|(enough, words)| words.iter().filter(|word| first.contains(word)).count() >= *enough)
}

/// `This was not a cyberattack`: whether the title or the lead says that nobody did it.
fn is_accident(story: &Story<'_>, lead: &[usize]) -> bool {
    const ACCIDENTS: &[&str] = &[
        "not a cyberattack", "not a cyber attack", "not a cyber-attack", "not an attack", "no cyberattack",
        "not a hack", "not the result of a cyber", "not caused by a cyber", "not malicious", "rather than an attack",
        "ruled out a cyber", "ruled out an attack", "no sign of a cyber", "nothing to do with a cyber",
    ];
    let said = |at: &usize| story.doc.slice(story.doc.sentences[*at].span).to_lowercase();
    lead.iter().map(said).any(|text| ACCIDENTS.iter().any(|words| text.contains(words)))
}

/// `after an update went wrong`: whether the text gives an outage a cause that is nobody's deed, and names no attacker.
fn is_failure(story: &Story<'_>) -> bool {
    const CAUSES: &[&str] = &[
        "went wrong", "faulty", "software error", "human error", "software bug", "power cut", "power failure",
        "technical fault", "technical problem", "technical glitch", "glitch", "maintenance", "severed cable",
        "cut a cable", "cut through a cable", "misconfiguration", "expired certificate", "overheat", "burst pipe",
        "hardware failure", "failed update", "botched", "defective", "short circuit", "water damage", "lightning",
        "typing error", "mistyped", "excavator", "failed disk", "failed switch",
    ];
    const ATTACKERS: &[&str] = &[
        "attack", "attacks", "attacked", "attackers", "attacker", "hackers", "hacker", "hacked", "hack", "intruders",
        "intruder", "malware", "ransomware", "breach", "breached", "thieves", "criminals", "ddos", "phishing",
        "fraudsters", "scammers", "cyberattack", "exposed", "leaked", "stole", "exploit", "exploited", "drained",
        "copied",
    ];
    let knocked_out = story
        .events
        .iter()
        .filter(|event| event.realis == Realis::Actual)
        .all(|event| matches!(event.kind, EventKind::Disruption | EventKind::Ransom | EventKind::Theft));
    let text = story.doc.text.to_lowercase();
    let mut words = story.phrases.iter().flat_map(|phrase| &phrase.items).flat_map(|item| item.low.split([' ', '-']));
    knocked_out
        && CAUSES.iter().any(|cause| text.contains(cause))
        && !words.any(|word| ATTACKERS.contains(&word))
        && !story.mentions.amounts.iter().any(|amount| matches!(amount.value, Amount::Crypto { .. }))
}

/// `None of it was real`: whether several words of an exercise stand in the text, one of them that it was made up.
fn is_exercise(story: &Story<'_>) -> bool {
    const MADE_UP: &[&str] = &["fictitious", "fictional", "imaginary", "mock", "simulated", "pretend", "made-up"];
    const EXERCISES: &[&str] = &[
        "exercise", "exercises", "drill", "drills", "rehearse", "rehearses", "rehearsed", "rehearsal", "tabletop",
        "wargame", "scenario", "scenarios", "script", "simulation",
    ];
    let words = story.phrases.iter().flat_map(|phrase| &phrase.items).flat_map(|item| item.low.split(' '));
    let found: std::collections::BTreeSet<&str> = words.collect();
    let count = |words: &[&str]| words.iter().filter(|word| found.contains(*word)).count();
    let made_up = count(MADE_UP);
    made_up > 0 && count(EXERCISES) > 0 && made_up + count(EXERCISES) > 2
}

/// Whether the words of a match report outnumber those of the field: players steal, raid and attack too.
fn is_sport(story: &Story<'_>) -> bool {
    const SPORT: &[&str] = &[
        "match", "goal", "goals", "wicket", "wickets", "innings", "coach", "league", "striker", "season", "fans",
        "tournament", "scored", "halftime", "half-time", "referee", "batsman", "bowler", "stadium", "penalty",
        "midfielder", "defender", "goalkeeper", "kick", "overs", "cup", "championship", "playoff", "quarterback",
        "derby", "runs", "points", "playoffs", "layup", "foul", "fouls", "midcourt", "rebounds", "dunk", "overtime",
        "inning", "touchdown", "puck", "pitcher", "hamstring", "free-throw", "free throws", "semifinal", "standings",
    ];
    let found: std::collections::BTreeSet<&str> = story
        .phrases
        .iter()
        .flat_map(|phrase| &phrase.items)
        .map(|item| item.low.as_str())
        .filter(|word| SPORT.contains(word))
        .collect();
    found.len() >= 4
}

/// Whether an article speaks of machines, networks, accounts or coins at all: a theft may have been done by hand.
pub(super) fn is_of_the_field(story: &Story<'_>) -> bool {
    const WORDS: &[&str] = &[
        "online", "internet", "email", "emails", "mail", "computer", "computers", "digital", "phone", "phones",
        "telephone", "telephones", "website", "site", "app", "electronic", "transfer", "transfers", "transferred",
        "wired", "atm", "atms", "card", "cards", "sms", "texts", "message", "messages", "cyber", "hackers", "hacked",
        "malware", "crypto", "wallet", "wallets", "bitcoin", "token", "tokens", "exchange", "protocol", "system",
        "systems", "network", "server", "servers", "password", "passwords", "software", "data", "swift", "hot",
        "coins", "blockchain", "bridge", "contract", "exploit", "hack", "fraud", "scam", "invoice", "invoices",
        "platform", "bug", "transactions", "timelock", "attacker", "attackers", "code", "fork", "forks", "flaw",
        "reentrancy",
    ];
    let coins = story.mentions.amounts.iter().any(|amount| matches!(amount.value, Amount::Crypto { .. }));
    let mut words = story.phrases.iter().flat_map(|phrase| &phrase.items).flat_map(|item| item.low.split([' ', '-']));
    coins || words.any(|word| WORDS.contains(&word))
}

/// Whether a sentence holds a word of the field, thieves, or a gang's or a program's name.
pub(super) fn speaks_of_crime(story: &Story<'_>, sentence: usize) -> bool {
    let bounds = story.doc.sentences[sentence].span;
    let named = story.mentions.entities.iter().any(|mention| {
        use EntityKind::{Cve, Group, Malware, Technique};
        matches!(mention.value.kind, Cve | Group | Malware | Technique) && bounds.contains(mention.span)
    });
    let nobody = story.phrases[sentence].items.iter().any(|item| item.kind == ItemKind::Nobody);
    named
        || nobody
        || takes_coins(story, sentence)
        || story.phrases[sentence].items.iter().any(|item| item.low.split([' ', '-']).any(|word| FIELD.contains(&word)))
}

/// `made off with 640 ETH`: an event that takes crypto assets.
fn takes_coins(story: &Story<'_>, sentence: usize) -> bool {
    let coins = |span: Span| {
        story.mentions.amounts.iter().any(|amount| amount.span == span && matches!(amount.value, Amount::Crypto { .. }))
    };
    story.events.iter().any(|event| {
        event.sentence == sentence
            && event.realis == Realis::Actual
            && matches!(event.kind, EventKind::Theft | EventKind::Fraud)
            && event.spans(Role::Amount).any(coins)
    })
}

/// The title and the first sentences of the body.
pub(super) fn lead(story: &Story<'_>) -> Vec<usize> {
    let sentences = &story.doc.sentences;
    let body =
        (0..sentences.len()).filter(|at| matches!(sentences[*at].kind, BlockKind::Body | BlockKind::Bullet)).take(LEAD);
    let titles = (0..sentences.len()).filter(|at| sentences[*at].kind == BlockKind::Title);
    titles.chain(body).collect()
}

/// `Name of project: Zephyr Lend`: whether a line of a summary gives a party as its subject.
pub(super) fn is_labelled(story: &Story<'_>, party: &super::Party) -> bool {
    const LABELS: &[&str] =
        &["name", "project", "protocol", "victim", "target", "platform", "exchange", "company", "name of project"];
    party.mentions.iter().any(|span| {
        let Some(sentence) = story.doc.sentence_at(span.start) else { return false };
        let line = &story.doc.text[story.doc.sentences[sentence].span.start..span.start];
        let label = line.trim_end().strip_suffix(':').map(|label| label.trim().to_lowercase());
        label.is_some_and(|label| {
            LABELS.contains(&label.as_str()) || label.ends_with(" name") || label.starts_with("name of ")
        })
    })
}

/// `Truro Crown Court heard`: whether a party is the court before which the matter is told.
fn sits(story: &Story<'_>, party: &Party) -> bool {
    let hears = |span: &Span| {
        let after = &story.doc.text[span.end..];
        [" heard", " was told", " ruled", " sentenced"].iter().any(|verb| after.starts_with(verb))
    };
    party.name.split(' ').any(|word| matches!(word, "Court" | "Tribunal" | "Assizes"))
        && party.mentions.iter().any(hears)
}

/// The organisation that the article is about: named in the title, early and often.
pub(super) fn topic(story: &Story<'_>) -> Option<usize> {
    let lead = lead(story);
    let weigh = |index: usize| {
        let party = &story.parties.list[index];
        if party.kind != EntityKind::Organization || !party.named || sits(story, party) {
            return None;
        }
        let mut weight = 0;
        for span in &party.mentions {
            let sentence = story.doc.sentence_at(span.start)?;
            weight += match story.doc.sentences[sentence].kind {
                _ if lead.contains(&sentence) => 3,
                _ => 1,
            };
        }
        weight += if party.titled || is_labelled(story, party) { 5 } else { 0 };
        (weight >= 4).then_some((weight, std::cmp::Reverse(index)))
    };
    (0..story.parties.list.len()).filter_map(weigh).max().map(|(_, index)| index.0)
}
