//! Who did it according to whom: attackers, the sources that name them, and how firmly they do.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase, Role};
use crate::record::Stance;
use crate::text::{BlockKind, Span};

use super::source::{self, Source};
use super::stance::stance;
use super::{Claim, Story};

/// What the law does to a person.
const LAW: &[&str] = &[
    "charged", "charges", "charging", "arrested", "arresting", "indicted", "indicting", "accused", "accuse", "accuses",
    "accusing", "sentenced", "convicted", "extradited", "detained", "extradite", "blamed", "blames", "jailed",
    "pleaded", "suspected", "suspect", "suspects", "wanted", "warrant", "arraigned", "remanded",
];
/// What speaks of crimes after the fact.
const AFTERMATH: &[&str] = &["launder", "laundering", "laundered", "tax", "perjury", "obstruction"];

/// Whether a sentence tells what the law does to somebody.
pub(super) fn speaks_of_law(phrase: &Phrase) -> bool {
    phrase.items.iter().any(|item| LAW.contains(&item.low.as_str()))
}

/// A claim, and whether it only says for whom the attackers work.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The claim.
    pub claim: Claim,
    /// `hackers backed by North Korea`: the state counts only where no group is named.
    pub affiliation: bool,
}

/// A party where a sentence names it.
struct Candidate {
    party: usize,
    first: usize,
    last: usize,
    span: Span,
}

/// What a sentence says of `candidate` as an attacker: who says it, and how firmly.
fn claim(story: &Story<'_>, phrase: &Phrase, span: Span, sources: &[Source], candidate: &Candidate) -> Claim {
    let attacker = candidate.party;
    let source = governing(sources, candidate);
    let kind = story.parties.list[attacker].kind;
    let stance = match stance(&lower(story, scope(phrase, sources, source, span))) {
        Some(Stance::Denied) if source.is_none_or(|source| source.party != attacker) => Stance::Alleged,
        Some(Stance::Claimed) if kind == EntityKind::Country => Stance::Alleged,
        Some(Stance::Suspected | Stance::Confirmed) | None if kind == EntityKind::Person && !is_convicted(phrase) => {
            Stance::Alleged
        }
        Some(stance) => stance,
        None if names_itself(phrase, candidate) && source.is_none() => Stance::Claimed,
        // Somebody without a name confirms nothing.
        None if source.is_some_and(|source| !story.parties.list[source.party].named) => Stance::Alleged,
        None => Stance::Confirmed,
    };
    let by = match stance {
        Stance::Claimed | Stance::Denied => Some(attacker),
        _ => source.map(|source| source.party),
    };
    Claim { attacker, by, stance, span }
}

/// What the article says of an attacker that no sentence blames in so many words: by the sentence that names it beside a
/// source, or else by the first.
pub(super) fn of(story: &Story<'_>, attacker: usize) -> Option<Claim> {
    let said = (0..story.phrases.len()).filter_map(|sentence| {
        let (phrase, span) = (&story.phrases[sentence], story.doc.sentences[sentence].span);
        let actor = |party: usize| party == attacker || is_actor(story, party);
        let candidate =
            candidates(story, phrase, span, actor).into_iter().find(|candidate| candidate.party == attacker)?;
        Some(claim(story, phrase, span, &source::sources(story, phrase), &candidate))
    });
    let said: Vec<Claim> = said.collect();
    said.iter().find(|claim| claim.by.is_some_and(|by| by != attacker)).or(said.first()).cloned()
}

/// The attackers that sentence number `sentence` names, each with its sources and stance.
pub(super) fn claims(story: &Story<'_>, sentence: usize) -> Vec<Told> {
    let phrase = &story.phrases[sentence];
    let span = story.doc.sentences[sentence].span;
    let sources = source::sources(story, phrase);
    let mut told: Vec<Told> = Vec::new();
    for candidate in candidates(story, phrase, span, |party| is_actor(story, party)) {
        let Some(affiliation) = actor(story, phrase, sentence, &candidate) else { continue };
        let claim = claim(story, phrase, span, &sources, &candidate);
        let others = beside(&sources, &claim).into_iter().map(|by| Claim { by: Some(by), ..claim.clone() });
        for claim in std::iter::once(claim.clone()).chain(others) {
            if !told.iter().any(|other| other.claim.attacker == claim.attacker && other.claim.by == claim.by) {
                told.push(Told { claim, affiliation });
            }
        }
    }
    told.extend(again(story, phrase, &sources, &told, span));
    let text = lower(story, span);
    for claim in told.iter_mut().map(|told| &mut told.claim).filter(|claim| claim.by.is_none()) {
        if let Some(by) = reporter(story, sentence, &text).filter(|by| *by != claim.attacker) {
            claim.by = Some(by);
            if claim.stance == Stance::Confirmed {
                claim.stance = Stance::Alleged;
            }
        }
    }
    told
}

/// Who says the same with the source of a claim: `Britain, Japan and South Korea blamed`.
fn beside(sources: &[Source], claim: &Claim) -> Vec<usize> {
    let own = |source: &&Source| Some(source.party) == claim.by && claim.by != Some(claim.attacker);
    let Some(verb) = sources.iter().find(own).map(|source| source.verb) else { return vec![] };
    let other =
        |source: &&Source| source.verb == verb && Some(source.party) != claim.by && source.party != claim.attacker;
    sources.iter().filter(other).map(|source| source.party).collect()
}

/// Whose report a sentence retells that names no source itself: that of its paragraph, or for `reportedly` that of the title.
fn reporter(story: &Story<'_>, sentence: usize, text: &str) -> Option<usize> {
    let block = story.doc.sentences[sentence].block;
    let here = |at: &usize| {
        story.doc.sentences[*at].block == block && lower(story, story.doc.sentences[*at].span).contains("according to")
    };
    let retold = sentence.checked_sub(1).filter(here);
    let title = || {
        let reported = text.contains("reportedly")
            || text.contains("allegedly") && story.doc.sentences[sentence].kind == BlockKind::Body;
        (0..story.doc.sentences.len()).find(|at| reported && story.doc.sentences[*at].kind == BlockKind::Title)
    };
    let authority = |source: &Source| {
        matches!(story.parties.list[source.party].kind, EntityKind::Agency | EntityKind::Analyst | EntityKind::Media)
    };
    retold
        .or_else(title)
        .and_then(|at| source::sources(story, &story.phrases[at]).into_iter().find(authority))
        .map(|source| source.party)
}

/// `… by North Korea, and the panel thinks that it is the work of them`: a second source for the same attacker.
fn again(story: &Story<'_>, phrase: &Phrase, sources: &[Source], told: &[Told], span: Span) -> Option<Told> {
    let (first, last) = (told.first()?, sources.last()?);
    let known = told.iter().any(|other| other.claim.by == Some(last.party));
    let after = phrase.items.get(last.verb..)?;
    let pronoun = after
        .windows(2)
        .any(|pair| pair[0].low == "by" && matches!(pair[1].low.as_str(), "them" | "it" | "him" | "her"));
    if known || !pronoun {
        return None;
    }
    let stance = stance(&lower(story, scope(phrase, sources, Some(*last), span))).unwrap_or(Stance::Confirmed);
    let claim = Claim { attacker: first.claim.attacker, by: Some(last.party), stance, span };
    Some(Told { claim, affiliation: first.affiliation })
}

/// Whether a party is of those that attack.
fn is_actor(story: &Story<'_>, party: usize) -> bool {
    matches!(story.parties.list[party].kind, EntityKind::Group | EntityKind::Country | EntityKind::Person)
}

/// Parties in the sentence that could be attackers; what stands inside a longer phrase is part of it.
fn candidates(story: &Story<'_>, phrase: &Phrase, bounds: Span, actor: impl Fn(usize) -> bool) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (party, known) in story.parties.list.iter().enumerate() {
        if !actor(party) {
            continue;
        }
        for span in known.mentions.iter().filter(|span| bounds.contains(**span)) {
            let (Some(first), Some(last)) = (phrase.item_at(span.start), phrase.item_at(span.end - 1)) else {
                continue;
            };
            found.push(Candidate { party, first, last, span: *span });
        }
    }
    for (at, item) in phrase.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Pronoun) {
        if !matches!(item.low.as_str(), "he" | "him" | "she" | "they" | "them") {
            continue;
        }
        // Only people are accused by a pronoun; "they" are all who were named together.
        let person = |party: &usize| story.parties.list[*party].kind == EntityKind::Person;
        if matches!(item.low.as_str(), "they" | "them") {
            let before = phrase
                .sentence
                .checked_sub(1)
                .map(|before| story.parties.in_sentence(story.doc, before))
                .unwrap_or_default();
            let wanted = (1..=3).any(|ahead| LAW.contains(&phrase.word(Some(at + ahead))));
            found.extend(before.into_iter().filter(person).filter(|_| wanted).map(|party| Candidate {
                party,
                first: at,
                last: at,
                span: item.span,
            }));
        } else if let Some(party) = story.party_at(item.span).filter(person) {
            found.push(Candidate { party, first: at, last: at, span: item.span });
        }
    }
    let inner = |candidate: &Candidate| {
        found.iter().any(|other| {
            other.span != candidate.span && other.span.contains(candidate.span) && other.party != candidate.party
        })
    };
    let keep: Vec<bool> = found.iter().map(|candidate| !inner(candidate)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
    found.sort_by_key(|candidate| candidate.first);
    found
}

/// Whether the sentence makes the candidate an attacker; `Some(true)` where it only says for whom others work.
fn actor(story: &Story<'_>, phrase: &Phrase, sentence: usize, candidate: &Candidate) -> Option<bool> {
    let in_event = story.events.iter().any(|event| {
        event.sentence == sentence
            && event.spans(Role::Attacker).any(|span| candidate.span.contains(span) || span.contains(candidate.span))
    });
    match story.parties.list[candidate.party].kind {
        EntityKind::Group => {
            let text = lower(story, story.doc.sentences[sentence].span);
            let intruders = phrase.items.iter().any(|item| item.kind == ItemKind::Nobody);
            let told = in_event
                || intruders
                || story.events.iter().any(|event| event.sentence == sentence)
                || stance(&text).is_some()
                || names_itself(phrase, candidate);
            (told && !is_program(phrase, candidate.first, candidate.last)).then_some(false)
        }
        EntityKind::Country => {
            if blamed(phrase, candidate) || in_event && !affiliates(phrase, candidate) && !is_home(phrase, candidate) {
                Some(false)
            } else {
                affiliates(phrase, candidate).then_some(true)
            }
        }
        _ => {
            let aftermath = phrase.items.iter().any(|item| AFTERMATH.contains(&item.low.as_str()));
            let cue = stance(&lower(story, story.doc.sentences[sentence].span));
            if cue == Some(Stance::Claimed) && is_handle(phrase, candidate) {
                return Some(false);
            }
            let hit = in_event && !says(phrase, candidate.last);
            ((hit && cue.is_some() || accused(phrase, candidate)) && !aftermath).then_some(false)
        }
    }
}

/// Whether the name means the program and not those who use it: `the malware as Sodinokibi`, `the REvil ransomware`.
pub(super) fn is_program(phrase: &Phrase, first: usize, last: usize) -> bool {
    let before = (1..=5).filter_map(|back| first.checked_sub(back)).any(|at| {
        matches!(
            phrase.word(Some(at)),
            "malware" | "ransomware" | "strain" | "variant" | "software" | "trojan" | "worm" | "virus" | "encryptor"
        ) && !(at + 1..first).any(|at| {
            matches!(
                phrase.word(Some(at)),
                "gang" | "group" | "crew" | "collective" | "operators" | "," | "hackers" | "by"
            )
        })
    });
    let next = |ahead: usize| phrase.word(Some(last + ahead));
    let after = matches!(next(1), "ransomware" | "malware")
        && !matches!(
            next(2),
            "gang"
                | "group"
                | "crew"
                | "operators"
                | "operation"
                | "affiliate"
                | "affiliates"
                | "collective"
                | "cartel"
                | "outfit"
        );
    before || after
}

/// A state is an attacker where somebody blames it.
fn blamed(phrase: &Phrase, candidate: &Candidate) -> bool {
    let word = |back: usize| phrase.word(candidate.first.checked_sub(back));
    let (before, two) = if word(1) == "the" { (word(2), word(3)) } else { (word(1), word(2)) };
    let after = |ahead: usize| phrase.word(Some(candidate.last + ahead));
    matches!(
        before,
        "blamed"
            | "blames"
            | "blame"
            | "blaming"
            | "accused"
            | "accuses"
            | "accusing"
            | "accuse"
            | "suspects"
            | "suspect"
    ) || before == "by"
        && matches!(
            two,
            "perpetrated"
                | "out"
                | "hacked"
                | "haked"
                | "committed"
                | "orchestrated"
                | "attacks"
                | "attack"
                | "conducted"
                | "launched"
                | "executed"
                | "directed"
                | "ordered"
                | "stolen"
        )
        || before == "to" && traced_to(phrase, candidate.first)
        || before == "was" && two == "it" && matches!(after(1), "." | "," | "")
        || after(1) == "behind" && matches!(before, "saw" | "sees" | "see")
        || before == "on" && matches!(two, "blamed" | "blame" | "pinned" | "it")
        || matches!(after(1), "was" | "is" | "stood" | "stands") && matches!(after(2), "behind" | "responsible")
        || matches!(after(1), "hacked" | "stole" | "obtained")
        || matches!(after(1), "has" | "have" | "had")
            && matches!(after(2), "did" | "done" | "hacked" | "stolen" | "obtained" | "reportedly" | "allegedly")
}

/// `attributed the theft to the state`, `traced that back to`: a verb shortly before the `to` that stands before item `first`.
fn traced_to(phrase: &Phrase, first: usize) -> bool {
    let to = |at: &usize| phrase.word(Some(*at)) == "to";
    let Some(to) = (1..=2).filter_map(|back| first.checked_sub(back)).find(to) else { return false };
    (to.saturating_sub(5)..to).any(|at| {
        matches!(
            phrase.word(Some(at)),
            "attributed" | "attributes" | "ascribed" | "ascribes" | "linked" | "tied" | "traced" | "traces"
        )
    })
}

/// `North Korea-linked hackers`, `hackers working for North Korea`, `a crew backed by Iran`
fn affiliates(phrase: &Phrase, candidate: &Candidate) -> bool {
    // `North Korean hackers` is one mention of the state.
    if candidate.last > candidate.first
        && phrase.items[candidate.last].low.starts_with(|c: char| c.is_alphabetic())
        && phrase.word(Some(candidate.first)) != "the"
    {
        return true;
    }
    let word = |back: usize| phrase.word(candidate.first.checked_sub(back));
    let (before, two) = if word(1) == "the" { (word(2), word(3)) } else { (word(1), word(2)) };
    let after = |ahead: usize| phrase.word(Some(candidate.last + ahead));
    after(1) == "-"
        && matches!(after(2), "linked" | "backed" | "sponsored" | "affiliated" | "aligned" | "nexus" | "tied")
        || after(1) == "hackers"
        || before == "for" && two == "working"
        || before == "of" && two == "behalf"
        || matches!(before, "by" | "to" | "with")
            && matches!(
                two,
                "run"
                    | "backed"
                    | "sponsored"
                    | "controlled"
                    | "linked"
                    | "tied"
                    | "affiliated"
                    | "associated"
                    | "ties"
                    | "links"
            )
}

/// `Singapore-based`, `in Singapore`: where somebody is at home.
fn is_home(phrase: &Phrase, candidate: &Candidate) -> bool {
    let after = |ahead: usize| phrase.word(Some(candidate.last + ahead));
    let before = phrase.word(candidate.first.checked_sub(1));
    matches!(after(1), "-" | "'s" | "’s") || matches!(before, "in" | "of" | "from" | "at")
}

/// A person whom the law names: `charged Rohan Liyanage with`, `Selim Arduç was arrested`.
fn accused(phrase: &Phrase, candidate: &Candidate) -> bool {
    let word = |at: usize| phrase.word(Some(at));
    let negated =
        |at: usize| (1..=2).any(|back| matches!(phrase.word(at.checked_sub(back)), "not" | "never" | "if" | "yet"));
    // `arraigned before Justice Prowse`
    let near = (1..=3).filter_map(|back| candidate.first.checked_sub(back)).take_while(|at| word(*at) != "before");
    let before = near.into_iter().any(|at| LAW.contains(&word(at)) && !negated(at));
    let end = phrase.items.len().min(candidate.last + 25);
    let mut after = (candidate.last + 1..end).take_while(|at| !matches!(word(*at), ";" | "said" | "says"));
    let passive = |at: usize| {
        (1..=2).any(|back| {
            matches!(phrase.word(at.checked_sub(back)), "was" | "been" | "is" | "were" | "has" | "be" | "," | "are")
        })
    };
    before
        || after.any(|at| {
            (LAW.contains(&word(at)) && passive(at) || matches!(word(at), "pleaded" | "admitted")) && !negated(at)
        })
}

/// Whether a sentence tells that somebody was found guilty or says so himself.
pub(super) fn is_convicted(phrase: &Phrase) -> bool {
    phrase.items.iter().enumerate().any(|(at, item)| {
        matches!(item.low.as_str(), "convicted" | "sentenced" | "jailed" | "admitted" | "guilty")
            && !(1..=5).any(|back| matches!(phrase.word(at.checked_sub(back)), "if" | "not" | "would" | "could"))
    })
}

/// Words of a verdict or a confession, and those that make one of what is only expected or denied.
const GUILTY: &[&str] = &["guilty", "sentenced", "convicted", "jailed", "imprisoned", "admitted", "prison"];
const OPEN: &[&str] =
    &["not", "faces", "face", "if", "could", "would", "may", "accused", "charged", "trial", "denies", "according"];

/// Whether a sentence tells that a person was found guilty or says so himself: `Ivo Brandl, 41, was sentenced`.
pub(super) fn is_guilty(story: &Story<'_>, person: usize) -> bool {
    (0..story.phrases.len()).any(|sentence| {
        let phrase = &story.phrases[sentence];
        let holds = |words: &[&str]| phrase.items.iter().any(|item| words.contains(&item.low.as_str()));
        if !holds(GUILTY) || holds(OPEN) {
            return false;
        }
        let people = |party: usize| story.parties.list[party].kind == EntityKind::Person;
        let here = candidates(story, phrase, story.doc.sentences[sentence].span, people);
        here.iter().filter(|candidate| candidate.party == person).any(|own| {
            let next = here.iter().find(|other| other.first > own.last && other.party != person);
            let listed = |at: usize| matches!(phrase.word(Some(at)), "and" | ",");
            let end = next.filter(|next| !listed(next.first - 1)).map_or(phrase.items.len(), |next| next.first);
            let word = |at: usize| GUILTY.contains(&phrase.word(Some(at)));
            (own.first.saturating_sub(4)..own.first).any(word) || (own.last + 1..end).any(word)
        })
    })
}

/// `calling itself X`, `the Hive gang says`: a group that speaks for itself.
fn names_itself(phrase: &Phrase, candidate: &Candidate) -> bool {
    (1..=4)
        .filter_map(|back| candidate.first.checked_sub(back))
        .any(|at| matches!(phrase.word(Some(at)), "themselves" | "itself" | "himself"))
        || says(phrase, candidate.last)
}

/// `a user who goes by the name of grimoire`
fn is_handle(phrase: &Phrase, candidate: &Candidate) -> bool {
    (1..=3).filter_map(|back| candidate.first.checked_sub(back)).any(|at| {
        matches!(
            phrase.word(Some(at)),
            "name"
                | "handle"
                | "alias"
                | "pseudonym"
                | "nickname"
                | "moniker"
                | "username"
                | "by"
                | "himself"
                | "herself"
                | "themselves"
        )
    })
}

/// Whether the party that ends at item `last` is the subject of a verb of saying.
fn says(phrase: &Phrase, last: usize) -> bool {
    (1..=2).any(|ahead| {
        matches!(
            phrase.word(Some(last + ahead)),
            "said" | "says" | "told" | "claimed" | "claims" | "denied" | "wrote" | "announced"
        )
    })
}

/// The source whose words name the candidate: the last whose verb stands before it, else the first after it.
fn governing(sources: &[Source], candidate: &Candidate) -> Option<Source> {
    let other = |source: &&Source| source.party != candidate.party;
    let before = sources.iter().rev().filter(other).find(|source| source.verb < candidate.first);
    before.or_else(|| sources.iter().filter(other).find(|source| source.verb > candidate.last)).copied()
}

/// The words that a source answers for: from its noun phrase to that of the next one.
fn scope(phrase: &Phrase, sources: &[Source], source: Option<Source>, whole: Span) -> Span {
    let Some(source) = source else { return whole };
    let start = if sources.first().is_some_and(|first| first.verb == source.verb) {
        whole.start
    } else {
        phrase.items[source.first.min(source.verb)].span.start
    };
    let next = sources.iter().find(|other| other.first > source.verb && other.party != source.party);
    let end = next.map_or(whole.end, |next| phrase.items[next.first].span.start);
    Span::new(start, end.max(start))
}

pub(super) fn lower(story: &Story<'_>, span: Span) -> String {
    story.doc.slice(span).to_lowercase().replace('’', "'")
}
