//! Which events tell of one happening: by victim, by sum, and without either by what the passage is about.

use std::collections::BTreeSet;

use crate::extract::entity::EntityKind;
use crate::extract::event::{Event, EventKind, ItemKind, Realis, Role};

use super::apart::{self, shares_sum};
use super::{Draft, Story, chief, listing, victim};
use crate::text::BlockKind;

/// Where attackers boast and sell.
const CHANNELS: &[&str] = &[
    "Telegram", "Twitter", "X", "Facebook", "BreachForums", "RaidForums", "Reddit", "YouTube", "TikTok", "Instagram",
    "Discord", "GitHub", "WhatsApp", "LinkedIn", "Signal", "Medium", "Pastebin", "VKontakte", "Weibo",
];

/// The parties that an event hits.
fn victims(story: &Story<'_>, event: &Event) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for party in event.spans(Role::Victim).filter_map(|span| story.party_at(span)) {
        let kind = story.parties.list[party].kind;
        let attacker = event.spans(Role::Attacker).any(|span| story.party_at(span) == Some(party));
        let fits = matches!(
            kind,
            EntityKind::Organization
                | EntityKind::Network
                | EntityKind::Agency
                | EntityKind::Descriptor
                | EntityKind::Person
        );
        // "boasted of the attacks on Telegram"
        let span = event.spans(Role::Victim).find(|span| story.party_at(*span) == Some(party));
        let told_there = span.is_some_and(|span| {
            let before = &story.doc.text[..span.start];
            let name = story.parties.list[party].name.as_str();
            CHANNELS.contains(&name) && ["on ", "via ", "through "].iter().any(|word| before.ends_with(word))
        });
        if fits && !attacker && !told_there && !found.contains(&party) {
            found.push(party);
        }
    }
    let named = |party: &usize| {
        story.parties.list[*party].named
            && !matches!(story.parties.list[*party].kind, EntityKind::Person | EntityKind::Network)
    };
    if found.iter().any(named) {
        found.retain(named);
    }
    found
}

/// Events, sentence by sentence, into drafts: by victim, and without one by what the passage is about.
pub(super) fn group(story: &Story<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut focus: Option<usize> = None;
    let mut block = usize::MAX;
    let roundup = victim::is_roundup(story);
    for (index, event) in story.events.iter().enumerate() {
        let vulnerability = matches!(event.kind, EventKind::DiscoverVulnerability | EventKind::PatchVulnerability);
        if event.realis == Realis::Generic || vulnerability && !names_flaw(story, event.sentence) {
            continue;
        }
        if story.doc.is_link(event.sentence) {
            continue;
        }
        let sentence = &story.doc.sentences[event.sentence];
        if sentence.block != block {
            block = sentence.block;
            focus = (!drafts.is_empty() && !roundup).then_some(0);
        }
        let mut hit = victims(story, event);
        if roundup && !hit.iter().any(|party| story.parties.list[*party].named) {
            hit = story
                .parties
                .label_of(sentence.block)
                .or_else(|| victim::of_block(story, sentence.block))
                .into_iter()
                .collect();
        }
        // "The pools on Arbitrum were drained": where it happened, once the article has said to whom.
        let elsewhere = |party: &usize| {
            let party = &story.parties.list[*party];
            chief::is_chain(party) && (!drafts.is_empty() || story.topic.is_some() && !party.titled)
        };
        if hit.iter().all(elsewhere) {
            hit.clear();
        }
        // "stolen from liquidity providers": those whose money it was, once the article has said who kept it.
        if !drafts.is_empty() && hit.iter().all(|party| keeps_nothing(story, *party)) {
            hit.clear();
        }
        // "Fraudsters had got into the mailbox of an employee of the builder": how the fraud was done.
        let deceived = drafts.first().is_some_and(|first| {
            first.events.iter().all(|index| matches!(story.events[*index].kind, EventKind::Fraud | EventKind::Phishing))
        });
        if deceived && event.kind == EventKind::Intrusion && is_of_mail(story, event.sentence) {
            hit.clear();
        }
        // "Spielwerk closed the hole": what a breach ended with.
        let ended = vulnerability && !drafts.is_empty() && !has_cve(story);
        if ended {
            continue;
        }
        if hit.is_empty() {
            hit.extend(label(story, event.sentence));
        }
        let target = match hit.first() {
            Some(_) => home(story, &drafts, event, &hit),
            None => focus.filter(|at| !is_actors_total(story, &drafts[*at], event)),
        };
        // "In June 2011 an intruder got in": the same victim, years before.
        if let Some(at) = target.filter(|at| hit.is_empty() && apart::is_apart(story, &drafts[*at], event)) {
            match opening(story, event.sentence).filter(|party| !drafts[at].victims.contains(party)) {
                Some(other) => hit.push(other),
                None => hit.extend(drafts[at].victims.iter().copied()),
            }
        }
        let target = target.filter(|at| !apart::is_apart(story, &drafts[*at], event));
        let at = target.unwrap_or_else(|| {
            drafts.push(Draft::new());
            drafts.len() - 1
        });
        let draft = &mut drafts[at];
        draft.events.push(index);
        draft.sentences.insert(event.sentence);
        adopt(story, draft, &hit);
        focus = Some(at);
    }
    unite(story, &mut drafts);
    name_the_title(story, &mut drafts);
    listing::add(story, &mut drafts);
    listing::add_speakers(story, &mut drafts);
    drafts
}

/// What the title tells without a victim hit the one whom the title names and a later draft tells of.
fn name_the_title(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    let nameless = drafts.first().is_some_and(|first| first.victims.is_empty());
    let counted = drafts.first().is_some_and(|first| {
        first.sentences.iter().any(|at| super::series::attacks(story, &story.phrases[*at]).is_some())
    });
    if !nameless || counted {
        return;
    }
    let titles: Vec<usize> =
        (0..story.phrases.len()).filter(|at| story.doc.sentences[*at].kind == BlockKind::Title).collect();
    let titled = |party: &usize| {
        story.parties.list[*party].named
            && titles.iter().any(|at| story.parties.in_sentence(story.doc, *at).contains(party))
    };
    let Some(named) = (1..drafts.len()).find(|at| drafts[*at].victims.iter().any(titled)) else { return };
    let draft = drafts.remove(named);
    let first = &mut drafts[0];
    first.victims = draft.victims;
    first.events.extend(draft.events);
    first.events.sort_unstable();
    first.sentences.extend(draft.sentences);
}

/// A title and its details may tell one total in two places: the same sum lost by several without a name is one draft.
fn unite(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while at < drafts.len() {
        let twin = (0..at).find(|earlier| {
            nameless_or_plural(story, &drafts[*earlier])
                && nameless_or_plural(story, &drafts[at])
                && drafts[at].events.iter().any(|event| shares_sum(story, &drafts[*earlier], &story.events[*event]))
        });
        let Some(twin) = twin else {
            at += 1;
            continue;
        };
        let draft = drafts.remove(at);
        let whole = &mut drafts[twin];
        whole.events.extend(draft.events);
        whole.sentences.extend(draft.sentences);
        if !draft.victims.is_empty() {
            whole.victims = draft.victims;
        }
    }
}

/// The organisation that labels the passage of a sentence: the short first sentence of its block, the name before a
/// colon or dash that opens it or an item of a list, the only name in a short sentence right before, or its heading.
pub(super) fn label(story: &Story<'_>, sentence: usize) -> Option<usize> {
    let sentences = &story.doc.sentences;
    let block = sentences[sentence].block;
    let first = sentences.iter().position(|other| other.block == block)?;
    let organization = |party: usize| {
        let party = &story.parties.list[party];
        party.named && matches!(party.kind, EntityKind::Organization | EntityKind::Network)
    };
    let items = &story.phrases[first].items;
    // A row of a table may begin with a day.
    let start = items
        .iter()
        .position(|item| !matches!(item.kind, ItemKind::Date(_) | ItemKind::Mark))
        .filter(|start| *start == 0 || sentences[first].kind == BlockKind::Bullet)?;
    let opening = items.get(start).and_then(|item| story.party_of(item)).filter(|party| organization(*party));
    let next = items.get(start + 1).map_or("", |item| item.low.as_str());
    let closed = matches!(next, "." | ":" | "—" | "–" | "-" | "(" | "|")
        || sentences[first].kind == BlockKind::Bullet && !matches!(next, "said" | "says");
    let headed = || {
        let heading = sentences[sentence].heading?;
        let named: Vec<usize> =
            story.parties.in_sentence(story.doc, heading).into_iter().filter(|party| organization(*party)).collect();
        <[usize; 1]>::try_from(named).ok().map(|[only]| only)
    };
    opening
        .filter(|_| closed)
        .or_else(|| story.parties.label_of(block).filter(|party| organization(*party)))
        .or_else(|| introduced(story, sentence).filter(|party| organization(*party)))
        .or_else(headed)
}

/// Whether a party is the customers of another: `users`, `liquidity providers`, `its investors`.
fn keeps_nothing(story: &Story<'_>, party: usize) -> bool {
    const CUSTOMERS: &[&str] = &[
        "users", "user", "customers", "providers", "holders", "investors", "depositors", "traders", "clients",
        "members", "lenders", "borrowers", "stakers", "lps",
    ];
    let party = &story.parties.list[party];
    let head = party.name.to_lowercase();
    !party.named && head.rsplit(' ').next().is_some_and(|head| CUSTOMERS.contains(&head))
}

/// The organisation that a sentence begins with.
fn opening(story: &Story<'_>, sentence: usize) -> Option<usize> {
    let item = story.phrases[sentence].items.first()?;
    let party = story.party_of(item).filter(|_| matches!(item.kind, ItemKind::Entity(_)))?;
    let known = &story.parties.list[party];
    (known.named && known.kind == EntityKind::Organization).then_some(party)
}

/// `Among those was Wormhole.`: the one name in the short sentence before.
fn introduced(story: &Story<'_>, sentence: usize) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    let sentences = &story.doc.sentences;
    let beside = sentences[before].block == sentences[sentence].block
        || story.doc.opens_block(before) && sentences[before].block + 1 == sentences[sentence].block;
    let short = beside && story.phrases[before].items.len() <= 10;
    let among = story.phrases[before].items.iter().any(|item| {
        matches!(
            item.low.as_str(),
            "among"
                | "another"
                | "one"
                | "example"
                | "next"
                | "then"
                | "victim"
                | "instance"
                | "also"
                | "too"
                | "list"
                | "came"
                | "comes"
        )
    });
    let named = story.parties.in_sentence(story.doc, before);
    <[usize; 1]>::try_from(named).ok().map(|[only]| only).filter(|_| short && among)
}

/// The draft that an event with these victims belongs to.
fn home(story: &Story<'_>, drafts: &[Draft], event: &Event, hit: &[usize]) -> Option<usize> {
    let years = apart::years(story, event.sentence);
    let same_time = |draft: &Draft| {
        let known: BTreeSet<i16> = draft.sentences.iter().flat_map(|at| apart::years(story, *at)).collect();
        let same_year = years.is_empty() || known.is_empty() || !years.is_disjoint(&known);
        same_year && !apart::is_apart(story, draft, event)
    };
    let shared =
        drafts.iter().position(|draft| draft.victims.iter().any(|victim| hit.contains(victim)) && same_time(draft));
    if shared.is_some() {
        return shared;
    }
    // "A Tokyo exchange was hacked, with 7 billion yen stolen" under a title that names it and tells the same sum.
    let nobody = hit.iter().all(|party| !story.parties.list[*party].named);
    if nobody && let Some(told) = drafts.iter().position(|draft| shares_sum(story, draft, event)) {
        return Some(told);
    }
    // "… broke into Karvonia Water" above "the break-in at a water utility": the lead says what the title names.
    let titled = drafts.first().filter(|first| {
        let above = first.sentences.iter().any(|at| story.doc.sentences[*at].kind == BlockKind::Title);
        let body = story.doc.sentences.iter().position(|sentence| sentence.kind == BlockKind::Body).unwrap_or(0);
        let alike = first.victims.iter().any(|victim| {
            let party = &story.parties.list[*victim];
            let like = |other: &usize| {
                let noun = &story.parties.list[*other];
                !noun.plural && noun.sector.is_some() && noun.sector == party.sector
            };
            party.named && hit.iter().all(like)
        });
        above && alike && event.sentence <= body + 1
    });
    if nobody && titled.is_some() {
        return Some(0);
    }
    let several = hit.iter().all(|party| story.parties.list[*party].plural);
    if several
        && let Some(told) =
            drafts.iter().position(|draft| nameless_or_plural(story, draft) && shares_sum(story, draft, event))
    {
        return Some(told);
    }
    // What was told without a name gets it now: "a Seoul exchange", then "Coinmaru".
    let named = hit.iter().any(|party| story.parties.list[*party].named);
    let nameless = |draft: &Draft| {
        draft.victims.iter().all(|victim| {
            let party = &story.parties.list[*victim];
            let sector =
                hit.iter().any(|other| story.parties.list[*other].sector == party.sector || party.sector.is_none());
            let titled = draft.sentences.iter().all(|at| story.doc.sentences[*at].kind == BlockKind::Title);
            let sector = sector || titled && hit.iter().any(|other| story.parties.list[*other].sector.is_none());
            !party.named && !party.plural && sector
        })
    };
    let near = |draft: &Draft| draft.sentences.last().is_some_and(|last| event.sentence <= last + 4);
    drafts.iter().position(|draft| {
        // "$119 million lost to hacks", then one of them.
        let total = draft.victims.is_empty() && apart::differs_in_sum(story, draft, event);
        nameless(draft) && (named || draft.victims.is_empty() && !several) && near(draft) && same_time(draft) && !total
    })
}

fn nameless_or_plural(story: &Story<'_>, draft: &Draft) -> bool {
    draft.victims.iter().all(|victim| !story.parties.list[*victim].named || story.parties.list[*victim].plural)
}

/// Whether a sentence speaks of somebody's mail.
fn is_of_mail(story: &Story<'_>, sentence: usize) -> bool {
    story.phrases[sentence].items.iter().any(|item| {
        matches!(item.low.as_str(), "mailbox" | "mailboxes" | "inbox" | "inboxes" | "e-mail" | "email" | "mail")
    })
}

/// Whether an event without a victim tells what a state or a group took in all: another sum than the draft's.
fn is_actors_total(story: &Story<'_>, draft: &Draft, event: &Event) -> bool {
    let actor = event
        .spans(Role::Attacker)
        .filter_map(|span| story.party_at(span))
        .any(|party| matches!(story.parties.list[party].kind, EntityKind::Country | EntityKind::Group));
    let counted = draft.events.iter().any(|index| story.events[*index].spans(Role::Amount).next().is_some());
    let sum = event.spans(Role::Amount).next().is_some();
    // "They have stolen more than $200 million so far this year."
    let items = &story.phrases[event.sentence].items;
    let so_far = items.windows(2).any(|pair| pair[0].low == "so" && pair[1].low == "far");
    let taken = so_far && event.spans(Role::Attacker).next().is_some();
    (actor || taken) && sum && counted && !shares_sum(story, draft, event)
}

/// Adds victims; a name replaces the noun phrase that stood for it.
fn adopt(story: &Story<'_>, draft: &mut Draft, hit: &[usize]) {
    let party = |index: usize| &story.parties.list[index];
    for victim in hit {
        if draft.victims.contains(victim) {
            continue;
        }
        if draft.victims.is_empty()
            || draft.victims.iter().all(|known| !party(*known).named && party(*victim).named && !party(*known).plural)
        {
            draft.victims = vec![*victim];
        }
    }
}

/// Whether the article names a flaw by its id.
fn has_cve(story: &Story<'_>) -> bool {
    story.mentions.entities.iter().any(|entity| entity.value.kind == EntityKind::Cve && entity.rule == "cve")
}

/// Whether a sentence names a flaw by its id, so that talk of "vulnerabilities" alone starts nothing.
fn names_flaw(story: &Story<'_>, sentence: usize) -> bool {
    let bounds = story.doc.sentences[sentence].span;
    let cve = story.mentions.entities.iter().any(|entity| entity.value.kind == EntityKind::Cve && entity.rule == "cve");
    cve || story.parties.in_sentence(story.doc, sentence).iter().any(|party| story.parties.list[*party].named)
        && bounds.len() < 400
}

/// For every sentence the draft that it is about: the one whose event it tells, whose victim it names, or the one
/// before it in its block; else the first.
pub(super) fn focus(story: &Story<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut focus = Vec::with_capacity(story.doc.sentences.len());
    let mut last: Option<usize> = None;
    let roundup = victim::is_roundup(story);
    let mut block = usize::MAX;
    for (index, sentence) in story.doc.sentences.iter().enumerate() {
        if sentence.block != block {
            block = sentence.block;
            last = (!drafts.is_empty() && !roundup).then_some(0);
        }
        // Where several drafts share a sentence, the one whose sum it tells owns it.
        let sums = |draft: &Draft| {
            let here = |event: &&usize| story.events[**event].sentence == index;
            draft
                .events
                .iter()
                .filter(here)
                .filter(|event| story.events[**event].spans(Role::Amount).next().is_some())
                .count()
        };
        let told = (0..drafts.len())
            .filter(|at| drafts[*at].sentences.contains(&index))
            .max_by_key(|at| (sums(&drafts[*at]), std::cmp::Reverse(*at)));
        let named = || {
            let parties = story.parties.in_sentence(story.doc, index);
            drafts.iter().position(|draft| draft.victims.iter().any(|victim| parties.contains(victim)))
        };
        last = told.or_else(named).or(last);
        focus.push(last);
    }
    focus
}
