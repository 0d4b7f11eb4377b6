//! Who says what a sentence says: the subject of its verb of saying, or who stands after `according to`.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::text::Span;

use super::{Story, speakers};

/// Verbs whose subject is a source.
const SAYING: &[&str] = &[
    "said", "says", "say", "told", "believes", "believe", "believed", "thinks", "think", "accused", "accuses",
    "accuse", "accusing", "blamed", "blames", "blame", "attributed", "attributes", "attribute", "confirmed",
    "confirms", "confirm", "reported", "reports", "alleged", "alleges", "allege", "concluded", "concludes",
    "identified", "identifies", "suspects", "suspect", "suspected", "charged", "charges", "announced", "linked",
    "links", "tied", "ties", "found", "finds", "named", "names", "claimed", "claims", "established", "determined",
    "indicted", "warned", "stated", "pointed", "points", "traced", "traces", "noted", "wrote", "writes", "arrested",
    "assesses", "assessed", "estimates", "estimated", "pin", "pins", "pinned", "reckon", "reckons", "issued", "holds",
    "hold", "held", "fingered", "spotted", "brought", "revealed", "disclosed", "detailed", "detained", "shares",
    "calculated", "counted", "tells", "regards", "considers", "considered", "ascribed", "ascribes", "declared", "sees",
    "tracks", "calls", "leans", "insists", "asserts", "arraigned",
];
/// Verbs that a source governs with `by`: `blamed on North Korea by the FBI`.
const PASSIVE: &[&str] = &[
    "blamed", "attributed", "linked", "identified", "accused", "charged", "named", "traced", "tied", "arrested",
    "indicted", "wanted", "suspected", "reported", "published", "detained", "found", "spotted", "arraigned",
];
/// Nouns for an authority that was named before: `the bureau said`.
const OFFICES: &[&str] = &[
    "bureau", "agency", "ministry", "department", "regulator", "force", "office", "service", "prosecutor", "watchdog",
    "directorate", "commission", "authority", "inspectorate", "council", "committee", "laboratory", "consultancy",
];
/// What may stand between a source and its verb.
const FILLERS: &[&str] = &[
    "has", "have", "had", "also", "later", "then", "earlier", "already", "now", "on", "last", "this", "week", "month",
    "year", "was", "were", "is", "are", "able", "to", "in", "at", "it", "first", "both", "who", "which", "itself",
    "since", "early", "late", "that", "day",
];

/// What stands before who was hit, and never before a subject.
const HIT: &[&str] = &["on", "against", "into"];

/// A source and the item of the verb whose subject it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The party.
    pub party: usize,
    /// Its verb.
    pub verb: usize,
    /// The first item of its noun phrase.
    pub first: usize,
}

/// All sources of a sentence in the order of their verbs.
pub(super) fn sources(story: &Story<'_>, phrase: &Phrase) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for (verb, item) in phrase.items.iter().enumerate() {
        let word = item.low.as_str();
        if word == "according" && phrase.word(Some(verb + 1)) == "to" {
            let near = (verb + 2..phrase.items.len().min(verb + 10))
                .take_while(|at| !matches!(phrase.word(Some(*at)), "," | ";"));
            if let Some((party, first)) = near.into_iter().find_map(|at| Some((speaker(story, phrase, at)?, at))) {
                let source = Source { party, verb, first };
                found.push(source);
                found.extend(speakers::after(story, phrase, source));
            }
            continue;
        }
        if item.kind == ItemKind::Mark || !SAYING.contains(&word) {
            continue;
        }
        if let Some(source) = passive(story, phrase, verb) {
            found.push(source);
            found.extend(speakers::after(story, phrase, source));
        } else if let Some(source) = before(story, phrase, verb).filter(|_| !is_passive(phrase, verb)) {
            found.push(source);
            found.extend(speakers::before(story, phrase, source));
        } else if let Some(source) = inverted(story, phrase, verb) {
            found.push(source);
        }
    }
    found
}

/// The party that item `at` names, in its longest form: `prosecutors in Istanbul` where the item is `Istanbul`.
pub(super) fn party_at(story: &Story<'_>, span: Span) -> Option<usize> {
    let covering = story.parties.list.iter().enumerate().filter_map(|(index, party)| {
        let longest =
            party.mentions.iter().filter(|mention| mention.contains(span)).map(|mention| mention.len()).max()?;
        Some((longest, std::cmp::Reverse(index)))
    });
    covering.max().map(|(_, index)| index.0).or_else(|| story.party_at(span))
}

/// Whether a party of this kind can be a source.
pub(super) fn can_speak(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Agency
            | EntityKind::Analyst
            | EntityKind::Media
            | EntityKind::Organization
            | EntityKind::Country
            | EntityKind::Person
            | EntityKind::Descriptor
    )
}

/// The party of item `at`, if it can be a source.
pub(super) fn speaker(story: &Story<'_>, phrase: &Phrase, at: usize) -> Option<usize> {
    let item = &phrase.items[at];
    // `Two analysis companies` are also a count.
    if !matches!(
        item.kind,
        ItemKind::Entity(_) | ItemKind::Pronoun | ItemKind::Word | ItemKind::Nobody | ItemKind::Amount(_)
    ) {
        return None;
    }
    let party = match item.kind {
        ItemKind::Word | ItemKind::Nobody | ItemKind::Amount(_) => story
            .parties
            .list
            .iter()
            .position(|party| party.mentions.iter().any(|mention| mention.contains(item.span)))?,
        ItemKind::Pronoun => speakers::meant(story, phrase, at).or_else(|| party_at(story, item.span))?,
        _ => party_at(story, item.span)?,
    };
    let speaks = can_speak(story.parties.list[party].kind);
    let calendar = matches!(phrase.word(Some(at + 1)), "weekend" | "holiday" | "holidays");
    (speaks && !calendar).then_some(party)
}

/// Whether who is named at `span` says something: `X said`, `X, which`, `according to X`.
pub(super) fn speaks_at(phrase: &Phrase, span: Span) -> bool {
    let (Some(first), Some(last)) = (phrase.item_at(span.start), phrase.item_at(span.end - 1)) else { return false };
    let back = |by: usize| phrase.word(first.checked_sub(by));
    let article = usize::from(back(1) == "the");
    if back(1 + article) == "to" && back(2 + article) == "according" {
        return true;
    }
    let verb = (last + 1..phrase.items.len()).take(3).find(|at| !FILLERS.contains(&phrase.word(Some(*at))));
    verb.is_some_and(|verb| SAYING.contains(&phrase.word(Some(verb))) && !is_passive(phrase, verb))
}

/// The subject before the verb: over auxiliaries, adverbs, dates and an apposition between commas.
pub(super) fn before(story: &Story<'_>, phrase: &Phrase, verb: usize) -> Option<Source> {
    let mut at = verb;
    let mut skipped = false;
    let mut words = 0;
    let mut most = 3;
    while at > 0 {
        at -= 1;
        let item = &phrase.items[at];
        if let Some(party) = speaker(story, phrase, at) {
            let span = story.parties.list[party]
                .mentions
                .iter()
                .filter(|mention| mention.contains(item.span))
                .max_by_key(|mention| mention.len());
            let first = span.and_then(|span| phrase.item_at(span.start)).unwrap_or(at);
            // `Police investigating an attack on the waterworks have arrested`: the subject stands before.
            if HIT.contains(&phrase.word(first.checked_sub(1))) {
                (at, most) = (first, 9);
                continue;
            }
            return Some(Source { party, verb, first });
        }
        match item.kind {
            ItemKind::Mark if item.low == "," && !skipped => {
                // `Elliptic, which …, said`
                let open = phrase.items[..at].iter().rposition(|other| other.low == ",")?;
                if at - open > 14 {
                    return None;
                }
                at = open;
                skipped = true;
            }
            ItemKind::Mark if matches!(item.low.as_str(), "-" | "'" | "’") => {}
            ItemKind::Mark => return None,
            ItemKind::Word if OFFICES.contains(&item.low.as_str()) && phrase.word(at.checked_sub(1)) == "the" => {
                let party = latest_authority(story, item.span.start)?;
                return Some(Source { party, verb, first: at - 1 });
            }
            ItemKind::Word if FILLERS.contains(&item.low.as_str()) || item.low.ends_with("ly") => {}
            ItemKind::Word if item.low == "and" => {
                // `It added … and named`: the subject of the sentence.
                let first = phrase.items[..at]
                    .iter()
                    .position(|other| matches!(other.kind, ItemKind::Entity(_) | ItemKind::Pronoun))?;
                return speaker(story, phrase, first).filter(|_| first < 4).map(|party| Source { party, verb, first });
            }
            ItemKind::Word => {
                words += 1;
                if words > most {
                    return None;
                }
            }
            ItemKind::Pronoun => return None,
            _ => {}
        }
    }
    None
}

/// `…, said Gulnara Iskakova`
fn inverted(story: &Story<'_>, phrase: &Phrase, verb: usize) -> Option<Source> {
    let comma = matches!(phrase.word(verb.checked_sub(1)), "," | "\"" | "”");
    if !comma || !matches!(phrase.word(Some(verb)), "said" | "says" | "reported" | "wrote") {
        return None;
    }
    (verb + 1..phrase.items.len().min(verb + 4))
        .find_map(|at| Some(Source { party: speaker(story, phrase, at)?, verb, first: at }))
}

/// `has been blamed on North Korea by the FBI`
fn passive(story: &Story<'_>, phrase: &Phrase, verb: usize) -> Option<Source> {
    if !is_passive(phrase, verb) {
        return None;
    }
    let by = (verb + 1..phrase.items.len().min(verb + 9)).find(|at| phrase.word(Some(*at)) == "by")?;
    (by + 1..phrase.items.len().min(by + 4))
        .find_map(|at| Some(Source { party: speaker(story, phrase, at)?, verb, first: at }))
}

/// Who accuses in a sentence whose verb they govern with `by`: `the same gang is blamed by Elliptic`.
pub(super) fn accusers(story: &Story<'_>, phrase: &Phrase) -> impl Iterator<Item = usize> {
    (0..phrase.items.len()).filter_map(|verb| passive(story, phrase, verb)).map(|source| source.party)
}

/// `was arrested`, `…, charged with`: the subject is no source.
fn is_passive(phrase: &Phrase, verb: usize) -> bool {
    let be = (1..=2)
        .any(|back| matches!(phrase.word(verb.checked_sub(back)), "was" | "were" | "been" | "is" | "are" | "be"));
    let clause = phrase.word(verb.checked_sub(1)) == ","
        && matches!(phrase.word(Some(verb + 1)), "with" | "of" | "by" | "on" | "in" | "for");
    PASSIVE.contains(&phrase.word(Some(verb))) && (be || clause)
}

/// The agency or analyst named last before byte `at`.
fn latest_authority(story: &Story<'_>, at: usize) -> Option<usize> {
    let last = |(index, party): (usize, &super::Party)| {
        let span = party.mentions.iter().filter(|span| span.end <= at).max()?;
        matches!(party.kind, EntityKind::Agency | EntityKind::Analyst).then_some((span.start, index))
    };
    story.parties.list.iter().enumerate().filter_map(last).max().map(|(_, index)| index)
}
