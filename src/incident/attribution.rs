//! Who did it according to whom: attackers, the sources that name them, and how firmly they do.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase, Role};
use crate::record::Stance;

use super::{Claim, Story};

/// Cue words for a stance, the more telling first.
const STANCES: &[(Stance, &[&str])] = &[
    (
        Stance::Claimed,
        &[
            "claimed responsibility",
            "claims responsibility",
            "claiming responsibility",
            "took credit",
            "taken credit",
            "taking credit",
            "claims to have",
            "claimed to have",
            "leak site",
            "claimed the attack",
            "claimed it had",
            "listed",
            "boasted",
            "said it was behind",
            "claimed credit",
            "claimed that it",
            "was claimed by",
            "claimed by",
        ],
    ),
    (Stance::Denied, &["denied", "denies", "denying", "rejected", "rejects", "dismissed"]),
    (
        Stance::Suspected,
        &[
            "suspect",
            "suspects",
            "suspected",
            "suspicion",
            "likely",
            "may be",
            "may have",
            "might be",
            "might have",
            "could be",
            "hallmark",
            "hallmarks",
            "thought to",
            "possibly",
            "point to",
            "points to",
            "pointed to",
            "pointing to",
            "appears to",
            "appear to",
            "resemble",
            "resembles",
            "consistent with",
            "probably",
            "similar to",
        ],
    ),
    (
        Stance::Alleged,
        &[
            "accuse",
            "accuses",
            "accused",
            "accusing",
            "believe",
            "believes",
            "believed",
            "blame",
            "blames",
            "blamed",
            "blaming",
            "charged",
            "charges",
            "indicted",
            "indictment",
            "alleged",
            "alleges",
            "allegedly",
            "reportedly",
            "according to",
            "thinks",
            "reported to",
            "is said to",
            "are said to",
            "claims that",
            "prosecutors say",
            "prosecutors said",
            "arrested",
        ],
    ),
    (
        Stance::Confirmed,
        &[
            "attributed",
            "attributes",
            "attribute",
            "attributing",
            "confirmed",
            "confirms",
            "identified",
            "concluded",
            "determined",
            "responsible for",
            "convicted",
            "pleaded guilty",
            "admitted",
            "sentenced",
            "found that",
            "established",
            "traced",
        ],
    ),
];
/// Verbs whose subject is the source.
const SAYING: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "believes",
    "believe",
    "believed",
    "thinks",
    "think",
    "accused",
    "accuses",
    "accuse",
    "blamed",
    "blames",
    "blame",
    "attributed",
    "attributes",
    "attribute",
    "confirmed",
    "confirms",
    "reported",
    "reports",
    "alleged",
    "alleges",
    "concluded",
    "identified",
    "suspects",
    "suspect",
    "suspected",
    "charged",
    "announced",
    "linked",
    "links",
    "tied",
    "found",
    "named",
    "claimed",
    "claims",
    "established",
    "determined",
    "indicted",
    "warned",
    "stated",
    "pointed",
    "traced",
    "noted",
    "wrote",
];
/// Words right before a party that make it the attacker.
const LEADING: &[&str] = &[
    "by",
    "blamed",
    "blames",
    "blame",
    "accused",
    "accuses",
    "accusing",
    "to",
    "behind",
    "on",
    "of",
    "with",
    "from",
    "suspects",
    "suspect",
    "suspected",
    "attributed",
    "named",
    "as",
    "identified",
    "that",
    "said",
    "believes",
    "blaming",
];
/// Words after a party that make it the attacker.
const FOLLOWING: &[&str] = &[
    "behind",
    "claimed",
    "claims",
    "took",
    "responsible",
    "responsibility",
    "hackers",
    "hacker",
    "listed",
    "stole",
    "hacked",
    "attacked",
    "carried",
    "launched",
    "operatives",
    "linked",
    "backed",
    "posted",
    "gang",
    "ransomware",
    "group",
    "leak",
    "demanded",
    "dumped",
    "published",
    "threatened",
    "perpetrated",
    "conducted",
    "executed",
    "orchestrated",
    "denied",
    "hit",
    "breached",
    "targeted",
    "laundered",
    "spies",
    "sponsored",
    "affiliated",
    "cyberattacked",
    "obtained",
    "tied",
    "collective",
    "has",
    "have",
    "had",
    "could",
    "may",
    "was",
    "is",
    "were",
    "said",
];

/// The attackers that sentence number `sentence` names, each with its source and stance.
pub(super) fn claims(story: &Story<'_>, sentence: usize) -> Vec<Claim> {
    let phrase = &story.phrases[sentence];
    let span = story.doc.sentences[sentence].span;
    let text = story.doc.slice(span).to_lowercase().replace('’', "'");
    let cue = stance(&text);
    let mut claims: Vec<Claim> = Vec::new();
    for (at, item) in phrase.items.iter().enumerate() {
        let Some(party) = attacker(story, phrase, sentence, at) else { continue };
        if claims.iter().any(|claim| claim.attacker == party) {
            continue;
        }
        let stance = match cue {
            Some(Stance::Denied) if !speaks(phrase, at) => Stance::Alleged,
            Some(stance) => stance,
            None => Stance::Confirmed,
        };
        let by = match stance {
            Stance::Claimed => Some(party),
            Stance::Denied => Some(party),
            _ => source(story, phrase, party),
        };
        let _ = item;
        claims.push(Claim { attacker: party, by, stance, span });
    }
    claims
}

/// The stance that the words of a sentence in lower case express.
pub(super) fn stance(text: &str) -> Option<Stance> {
    STANCES.iter().find(|(_, cues)| cues.iter().any(|cue| holds(text, cue))).map(|(stance, _)| *stance)
}

fn holds(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + cue.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The party of item `at`, where its sentence makes it an attacker.
fn attacker(story: &Story<'_>, phrase: &Phrase, sentence: usize, at: usize) -> Option<usize> {
    let item = &phrase.items[at];
    if !matches!(item.kind, ItemKind::Entity(_)) {
        return None;
    }
    let party = story.party_of(item)?;
    let kind = story.parties.list[party].kind;
    let in_event = story
        .events
        .iter()
        .any(|event| event.sentence == sentence && event.spans(Role::Attacker).any(|span| span == item.span));
    let before =
        (1..=3).filter_map(|back| at.checked_sub(back)).any(|index| LEADING.contains(&phrase.word(Some(index))));
    let after = (1..=3).any(|ahead| FOLLOWING.contains(&phrase.word(Some(at + ahead)).trim_start_matches('-')));
    let told = story.events.iter().any(|event| event.sentence == sentence)
        || stance(&story.doc.slice(story.doc.sentences[sentence].span).to_lowercase()).is_some();
    match kind {
        EntityKind::Group => (told && (in_event || before || after)).then_some(party),
        EntityKind::Country => {
            let actor = in_event || blamed(phrase, at);
            actor.then_some(party)
        }
        EntityKind::Person => (in_event && !speaks(phrase, at) || accused(phrase, at)).then_some(party),
        EntityKind::Organization => (in_event && is_gang(story, item.span.end)).then_some(party),
        _ => None,
    }
}

/// A state is an attacker where somebody blames it, or where its name stands for its hackers.
fn blamed(phrase: &Phrase, at: usize) -> bool {
    let before = phrase.word(at.checked_sub(1));
    let two = phrase.word(at.checked_sub(2));
    let after = phrase.word(Some(at + 1));
    let next = phrase.word(Some(at + 2));
    let blame = matches!(before, "blamed" | "blames" | "accused" | "accuses" | "accusing" | "behind")
        || before == "by"
            && matches!(
                two,
                "perpetrated"
                    | "out"
                    | "hacked"
                    | "committed"
                    | "backed"
                    | "sponsored"
                    | "orchestrated"
                    | "attacks"
                    | "attack"
                    | "conducted"
                    | "run"
                    | "haked"
                    | "launched"
                    | "executed"
                    | "directed"
            )
        || before == "to" && matches!(two, "attributed" | "linked" | "tied" | "attack" | "back" | "traced")
        || before == "on" && matches!(two, "blamed" | "blame" | "pinned");
    let actor = after == "-"
        && matches!(next, "linked" | "backed" | "sponsored" | "affiliated" | "aligned" | "tied" | "based")
        || matches!(after, "was" | "is") && matches!(next, "behind" | "responsible")
        || matches!(after, "hacked" | "stole" | "hackers");
    blame || actor
}

/// A person whom the law names: `charged Rohan Liyanage with`, `Selim Arduç was arrested`.
fn accused(phrase: &Phrase, at: usize) -> bool {
    const LAW: &[&str] = &[
        "charged",
        "charges",
        "charging",
        "arrested",
        "arresting",
        "indicted",
        "indicting",
        "accused",
        "accuse",
        "accuses",
        "accusing",
        "sentenced",
        "convicted",
        "extradited",
        "detained",
        "extradite",
        "blamed",
        "jailed",
        "pleaded",
        "suspected",
        "wanted",
    ];
    let before = (1..=3).filter_map(|back| at.checked_sub(back)).any(|index| LAW.contains(&phrase.word(Some(index))));
    let after = (1..=12).take_while(|ahead| phrase.word(Some(at + ahead)) != ";").any(|ahead| {
        LAW.contains(&phrase.word(Some(at + ahead)))
            && (1..=2).any(|back| {
                matches!(phrase.word(Some(at + ahead - back)), "was" | "been" | "is" | "were" | "has" | "be")
            })
            || matches!(phrase.word(Some(at + ahead)), "pleaded" | "admitted")
    });
    before || after
}

/// Whether the party of item `at` is the subject of a verb of saying.
fn speaks(phrase: &Phrase, at: usize) -> bool {
    (1..=2).any(|ahead| {
        SAYING.contains(&phrase.word(Some(at + ahead)))
            || matches!(phrase.word(Some(at + ahead)), "denied" | "denies" | "rejected" | "rejects" | "dismissed")
    })
}

/// Whether the words after a name call it a gang.
fn is_gang(story: &Story<'_>, end: usize) -> bool {
    let rest = story.doc.text[end..].trim_start().to_lowercase();
    ["gang", "ransomware", "group", "hacking group", "hackers", "collective", "crew", "hacker"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Who says what the sentence says: the subject of its verb of saying, or who stands after "according to".
fn source(story: &Story<'_>, phrase: &Phrase, attacker: usize) -> Option<usize> {
    let can_speak = |party: &usize| *party != attacker && story.parties.list[*party].kind != EntityKind::Person;
    let party = |at: usize| story.party_of(&phrase.items[at]).filter(can_speak);
    for (at, item) in phrase.items.iter().enumerate() {
        if item.low == "according"
            && phrase.word(Some(at + 1)) == "to"
            && let Some(found) = (at + 2..phrase.items.len().min(at + 8)).find_map(party)
        {
            return Some(found);
        }
    }
    for (at, item) in phrase.items.iter().enumerate() {
        if SAYING.contains(&item.low.as_str()) && item.kind != ItemKind::Mark {
            let found = (at.saturating_sub(9)..at).rev().find_map(party);
            if found.is_some() {
                return found;
            }
            // "X is behind it, said the FBI"
            if let Some(found) = (at + 1..phrase.items.len().min(at + 3))
                .find_map(party)
                .filter(|_| matches!(item.low.as_str(), "said" | "says"))
            {
                return Some(found);
            }
        }
    }
    None
}
