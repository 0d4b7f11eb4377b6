//! Sums, counts, data, methods and flaws go to the incident that their sentence is about.

use crate::extract::Mention;
use crate::extract::amount::Amount;
use crate::extract::entity::{Entity, EntityKind};
use crate::extract::event::{EventKind, ItemKind, Phrase, Realis, Role};
use crate::record::{AmountRole, IncidentType, Sector};
use crate::text::{BlockKind, Span};

use super::affected::Evidence;
use super::draft::RoledAmount;
use super::money::Scene;
use super::{Draft, Story, affected, attribution, beside, cue, data, distinct, money};

/// A sum with what decides between it and other sums.
struct Candidate {
    sum: RoledAmount,
    superseded: bool,
    /// How much speaks for it: the title, an event in its sentence, a word that says it plainly.
    support: usize,
}

/// Sums with a role go to the draft that their sentence is about; one fact is kept once.
pub(super) fn sums(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    let mut found: Vec<Vec<Candidate>> = drafts.iter().map(|_| vec![]).collect();
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        let Some(about) = focus[sentence] else { continue };
        let taking = taking(story, sentence);
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = item.kind else { continue };
            let draft = match owner(story, drafts, phrase, at) {
                Owner::Draft(draft) => draft,
                Owner::Nobody => about,
                Owner::Stranger => continue,
            };
            if !money::is_sum(&story.mentions.amounts[amount].value, &item.low) {
                continue;
            }
            let crypto = holds_crypto(story, &drafts[draft]);
            let scene = Scene { phrase, at, types: &drafts[draft].types, crypto, taking: &taking };
            let said = money::role(&scene).filter(|said| is_supported(story, &drafts[draft], sentence, *said));
            let role = said
                .map(|said| said.role)
                .or_else(|| joined_role(story, &scene, sentence, &found[draft]))
                .or_else(|| listed_role(&scene, &found[draft]))
                .or_else(|| is_obtained(story, sentence, item.span).then_some(AmountRole::Stolen))
                .or_else(|| is_price_of_attack(story, phrase, at).then_some(AmountRole::Stolen));
            if let Some(role) = role {
                let sum = RoledAmount { amount, role, sentence, partner: None };
                let titled = story.doc.sentences[sentence].kind == BlockKind::Title;
                let told = drafts[draft].sentences.contains(&sentence);
                let firm = said.is_some_and(|said| said.firm);
                // What is told first is what the article is about; the rest may compare.
                let body = |at: &&usize| story.doc.sentences[**at].kind != BlockKind::Title;
                let first = drafts[draft].sentences.iter().find(body) == Some(&sentence);
                let support = 1
                    + 3 * usize::from(cue::is_total(phrase, at))
                    + 4 * usize::from(titled)
                    + 3 * usize::from(first)
                    + 2 * usize::from(told)
                    + 2 * usize::from(firm);
                found[draft].push(Candidate { sum, superseded: cue::is_superseded(phrase, at), support });
            }
        }
    }
    for (draft, found) in drafts.iter_mut().zip(&found) {
        let better =
            |candidate: &Candidate| found.iter().any(|other| other.sum.role == candidate.sum.role && !other.superseded);
        draft.amounts = found
            .iter()
            .filter(|candidate| !candidate.superseded || !better(candidate))
            .map(|candidate| candidate.sum)
            .collect();
        if draft.has_loss() && draft.types.contains(&IncidentType::Intrusion) {
            let other = draft
                .types
                .iter()
                .any(|kind| matches!(kind, IncidentType::Fraud | IncidentType::Theft | IncidentType::Extortion));
            if !other {
                draft.types.insert(IncidentType::Theft);
            }
        }
        draft.amounts = distinct::sums(story, &draft.amounts);
    }
    let titled = distinct::titled_elsewhere(story, drafts);
    for (draft, titled) in drafts.iter_mut().zip(titled) {
        draft.amounts.retain(|sum| !titled.contains(&sum.amount));
        draft.amounts = distinct::join(story, std::mem::take(&mut draft.amounts));
    }
    for (draft, found) in drafts.iter_mut().zip(&found) {
        let support = |sum: &RoledAmount| -> usize {
            let same = |candidate: &&Candidate| {
                candidate.sum.role == sum.role && distinct::same_sum(story, candidate.sum.amount, sum.amount)
            };
            found.iter().filter(same).map(|candidate| candidate.support).sum()
        };
        draft.amounts = distinct::one_each(story, &draft.amounts, support);
    }
}

/// Whose sum it is by the words beside it.
pub(super) enum Owner {
    /// The incident of this draft.
    Draft(usize),
    /// A named party of which no incident is told.
    Stranger,
    /// Nothing says.
    Nobody,
}

/// "the $611 million Polyra hack", "the $530 million stolen from Coincheck": the incident that a sum is told of, where
/// its sentence is about another.
pub(super) fn owner(story: &Story<'_>, drafts: &[Draft], phrase: &Phrase, at: usize) -> Owner {
    let span = phrase.items[at].span;
    let argues = |index: &usize| {
        let event = &story.events[*index];
        event.sentence == phrase.sentence
            && event.spans(Role::Amount).chain(event.spans(Role::Price)).any(|other| other.overlaps(span))
    };
    let arguing: Vec<usize> = (0..drafts.len()).filter(|draft| drafts[*draft].events.iter().any(argues)).collect();
    if let [only] = arguing[..] {
        return Owner::Draft(only);
    }
    let party = |index: usize| {
        phrase
            .items
            .get(index)
            .filter(|item| matches!(item.kind, ItemKind::Entity(_)))
            .and_then(|item| story.party_of(item))
    };
    let trigger = |index: usize| phrase.items.get(index).is_some_and(|item| matches!(item.kind, ItemKind::Trigger(_)));
    // "just above Oldmoor ($46.5M)"
    let bracketed = phrase.word(at.checked_sub(1)) == "(";
    if let Some(before) = at.checked_sub(2).filter(|_| bracketed).and_then(party) {
        let known = &story.parties.list[before];
        let organization = known.named && known.kind == EntityKind::Organization;
        match drafts.iter().position(|draft| draft.victims.contains(&before)) {
            Some(draft) => return Owner::Draft(draft),
            None if organization && phrase.word(Some(at + 1)) == ")" => return Owner::Stranger,
            None => {}
        }
    }
    // "some $100 million from Atomic Wallet in June"
    let from = party(at + 2).filter(|_| phrase.word(Some(at + 1)) == "from");
    if let Some(from) = from.filter(|from| story.parties.list[*from].kind == EntityKind::Organization) {
        let victim = drafts.iter().position(|draft| draft.victims.contains(&from));
        return match victim {
            Some(draft) => Owner::Draft(draft),
            None if drafts.iter().any(|draft| !draft.victims.is_empty()) && story.parties.list[from].named => {
                Owner::Stranger
            }
            None => Owner::Nobody,
        };
    }
    let beside = beside::owner(story, drafts, phrase, at);
    if !matches!(beside, Owner::Nobody) {
        return beside;
    }
    let Some(named) = party(at + 1).filter(|party| trigger(at + 2) && story.parties.list[*party].named) else {
        return Owner::Nobody;
    };
    drafts.iter().position(|draft| draft.victims.contains(&named)).map_or(Owner::Stranger, Owner::Draft)
}

/// Items of a sentence that say that money was taken.
pub(super) fn taking(story: &Story<'_>, sentence: usize) -> Vec<usize> {
    let taken = story
        .events
        .iter()
        .filter(|event| event.sentence == sentence && matches!(event.kind, EventKind::Theft | EventKind::Fraud));
    taken.filter_map(|event| story.phrases[sentence].item_at(event.trigger.start)).collect()
}

/// `With hacking, the country has obtained about $670 million`: what an actor takes by an event told as a fact.
fn is_obtained(story: &Story<'_>, sentence: usize, sum: Span) -> bool {
    story.events.iter().any(|event| {
        event.sentence == sentence
            && event.kind == EventKind::Theft
            && event.realis == Realis::Actual
            && event.spans(Role::Amount).any(|span| span == sum)
            && event.spans(Role::Attacker).chain(event.spans(Role::Victim)).next().is_some()
    })
}

/// `exploited for about $3.1m`, `got rekt for $50M`: what an attack took.
fn is_price_of_attack(story: &Story<'_>, phrase: &Phrase, at: usize) -> bool {
    let span = phrase.items[at].span;
    phrase.word(at.checked_sub(1)) == "for"
        && story.events.iter().any(|event| {
            event.sentence == phrase.sentence
                && matches!(event.kind, EventKind::Theft | EventKind::Intrusion)
                && event.realis == Realis::Actual
                && event.spans(Role::Amount).any(|sum| sum == span)
                && phrase.item_at(event.trigger.start).is_some_and(|trigger| trigger < at && at - trigger <= 3)
        })
}

/// Whether a victim of the draft deals in crypto assets.
pub(super) fn holds_crypto(story: &Story<'_>, draft: &Draft) -> bool {
    draft
        .victims
        .iter()
        .any(|victim| matches!(story.parties.list[*victim].sector, Some(Sector::CryptoExchange | Sector::Defi)))
}

/// Whether a stolen sum has more behind it than a word of loss: a sentence that tells an event, or a word that says it plainly.
fn is_supported(story: &Story<'_>, draft: &Draft, sentence: usize, found: money::Found) -> bool {
    if found.role != AmountRole::Stolen
        || draft.sentences.contains(&sentence)
        || story.doc.sentences[sentence].kind != BlockKind::Body
    {
        return true;
    }
    let told = story.events.iter().any(|event| event.sentence == sentence);
    let near = draft.sentences.iter().any(|other| other.abs_diff(sentence) <= 3);
    let reach = if holds_crypto(story, draft) { 8 } else { 5 };
    told || money::is_about_money(&draft.types)
        && (found.firm || found.distance <= 3 || near && found.distance <= reach)
}

/// "The coins were worth 7 million euros then": the worth of a stolen quantity of which no worth is known.
fn joined_role(story: &Story<'_>, scene: &Scene<'_>, sentence: usize, found: &[Candidate]) -> Option<AmountRole> {
    let phrase = scene.phrase;
    let worth = phrase.items[scene.at.saturating_sub(6)..scene.at]
        .iter()
        .any(|item| matches!(item.low.as_str(), "worth" | "value" | "came" | "comes" | "amounts" | "valued"));
    if !worth
        || cue::is_hypothetical(phrase, scene.at)
        || cue::is_rate(phrase, scene.at)
        || cue::is_level(phrase, scene.at)
    {
        return None;
    }
    let current = |candidate: &&Candidate| !candidate.superseded;
    let last = found
        .iter()
        .rev()
        .filter(current)
        .find(|candidate| matches!(candidate.sum.role, AmountRole::Stolen | AmountRole::RansomPaid))?;
    let bare = matches!(story.mentions.amounts[last.sum.amount].value, Amount::Crypto { worth: None, .. });
    (bare && last.sum.sentence < sentence && sentence - last.sum.sentence <= 2).then_some(last.sum.role)
}

/// "412 BTC in wrapped form, 6,300 ETH and 11 million USDT": what holds for the first holds for the rest.
fn listed_role(scene: &Scene<'_>, found: &[Candidate]) -> Option<AmountRole> {
    let items = &scene.phrase.items;
    let before = (0..scene.at).rev().find(|index| matches!(items[*index].kind, ItemKind::Amount(_)))?;
    let ItemKind::Amount(amount) = items[before].kind else { return None };
    let last = found.last().filter(|candidate| candidate.sum.amount == amount)?;
    let between = &items[before + 1..scene.at];
    let coordinated = between.last().is_some_and(|item| matches!(item.low.as_str(), "," | "and" | "plus"));
    let plain = between.iter().all(|item| matches!(item.kind, ItemKind::Word | ItemKind::Mark));
    (coordinated && plain && between.len() <= 5 && !cue::is_rate(scene.phrase, scene.at)).then_some(last.sum.role)
}

/// Whether an item of a list stands under words that tell of the draft: "What was taken:".
fn listed(story: &Story<'_>, draft: &Draft, sentence: usize) -> bool {
    let kind = |at: usize| story.doc.sentences[at].kind;
    if kind(sentence) != BlockKind::Bullet {
        return false;
    }
    let lead = (0..sentence).rev().find(|at| kind(*at) != BlockKind::Bullet);
    lead.is_some_and(|lead| {
        let colon = story.phrases[lead].items.last().is_some_and(|item| item.low == ":");
        draft.sentences.contains(&lead) || colon && data::tells_of_taking(&story.phrases[lead])
    })
}

/// Counts of what was hit.
pub(super) fn counts(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    for (sentence, phrase) in story.phrases.iter().enumerate() {
        let Some(draft) = focus[sentence] else { continue };
        let evidence = if listed(story, &drafts[draft], sentence) {
            Evidence::List
        } else if drafts[draft].sentences.contains(&sentence) {
            Evidence::Sentence
        } else {
            Evidence::Nothing
        };
        for (at, item) in phrase.items.iter().enumerate() {
            let ItemKind::Amount(amount) = item.kind else { continue };
            if affected::is_affected(phrase, at, &story.mentions.amounts[amount].value, evidence) {
                drafts[draft].affected.push(amount);
            }
        }
    }
    for draft in drafts.iter_mut() {
        draft.affected = distinct::counts(story, &draft.affected);
    }
}

/// Whether coins were stolen from a venue for them: its contracts and messages are no personal data.
fn holds_coins(story: &Story<'_>, draft: &Draft) -> bool {
    use crate::record::Sector::{CryptoExchange, Defi};
    let venue = |victim: &usize| matches!(story.parties.list[*victim].sector, Some(CryptoExchange | Defi));
    draft.types.contains(&IncidentType::Theft) && draft.victims.iter().any(venue)
}

/// `identified the malware as Sodinokibi`: a gang's name that means its program.
fn is_program(story: &Story<'_>, sentence: usize, span: Span) -> bool {
    let phrase = &story.phrases[sentence];
    let (Some(first), Some(last)) = (phrase.item_at(span.start), phrase.item_at(span.end - 1)) else { return false };
    attribution::is_program(phrase, first, last)
}

/// `a backdoor named GreyHeron`: the kind of a program that has a name.
fn is_named_next(story: &Story<'_>, span: Span) -> bool {
    let after = &story.doc.text[span.end..];
    let called = [" named ", " called ", " dubbed ", " known as ", ", ", " "];
    let program = |start: usize| {
        story.mentions.entities.iter().any(|other| {
            let named = other.value.name.starts_with(char::is_uppercase);
            matches!(other.value.kind, EntityKind::Malware | EntityKind::Tool) && named && other.span.start == start
        })
    };
    called.iter().any(|word| after.starts_with(word) && program(span.end + word.len()))
}

/// `Mimikatz, PsExec`: a tool with a name of its own is not named by the one behind it.
fn is_name_of_tool(entity: &Entity) -> bool {
    entity.kind == EntityKind::Tool && entity.name.starts_with(char::is_uppercase)
}

/// The draft of the sentence nearest before `sentence` that is about one, else behind it: a paragraph explains the flaw that
/// another told of.
fn nearest(focus: &[Option<usize>], sentence: usize) -> Option<usize> {
    let (before, after) = focus.split_at(sentence);
    before.iter().rev().chain(after).find_map(|about| *about)
}

/// Data, methods and flaws named in the sentences that tell of a draft.
pub(super) fn things(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    // A flaw is told by its id; its name stands for it where the text gives none.
    let id = |mention: &Mention<Entity>| mention.value.kind == EntityKind::Cve && mention.rule == "cve";
    let identified = story.mentions.entities.iter().any(id);
    for (index, mention) in story.mentions.entities.iter().enumerate() {
        let Some(sentence) = story.doc.sentence_at(mention.span.start) else { continue };
        let about = match mention.value.kind {
            EntityKind::Cve => focus[sentence].or_else(|| nearest(focus, sentence)),
            _ => focus[sentence],
        };
        let Some(draft) = about else { continue };
        let told = drafts[draft].sentences.contains(&sentence) || listed(story, &drafts[draft], sentence);
        let same = |other: &usize| story.mentions.entities[*other].value.name.eq_ignore_ascii_case(&mention.value.name);
        let breach = drafts[draft].types.contains(&IncidentType::DataBreach);
        let list = match mention.value.kind {
            EntityKind::Data if breach && data::is_exposed(story, sentence, mention, told) => &mut drafts[draft].data,
            EntityKind::Data
                if !breach
                    && !holds_coins(story, &drafts[draft])
                    && !drafts[draft].has_loss()
                    && data::is_inventory(story, sentence, told)
                    && data::is_exposed(story, sentence, mention, told) =>
            {
                drafts[draft].types.insert(IncidentType::DataBreach);
                &mut drafts[draft].data
            }
            EntityKind::Malware => &mut drafts[draft].methods,
            EntityKind::Group if is_program(story, sentence, mention.span) => &mut drafts[draft].methods,
            EntityKind::Technique | EntityKind::Tool
                if is_named_next(story, mention.span) && !is_name_of_tool(&mention.value) =>
            {
                continue;
            }
            EntityKind::Technique | EntityKind::Tool => &mut drafts[draft].methods,
            EntityKind::Cve if identified && !id(mention) => continue,
            EntityKind::Cve => &mut drafts[draft].vulnerabilities,
            _ => continue,
        };
        if !list.iter().any(same) {
            list.push(index);
        }
    }
}
