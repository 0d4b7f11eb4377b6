//! Who reported it: security firms, analysts, newspapers and researchers that the article cites for an incident.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::text::{BlockKind, Span, regex};

use super::{Draft, Story, source};

/// Words before or after a name that make it one of the trade.
const TRADE: &str = r"(?:(?:blockchain|crypto|on-chain|chain)[\s-])?(?:analytics|analysis|security|cyber\s?security|forensics|intelligence|data|research|infosec|antivirus|monitoring|response|audit|auditing|tracing|compliance|code-scanning)";
static TRADE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:{TRADE}\s(?:firm|company|provider|platform|specialist|vendor|group|startup|start-up|house|service|blogger|researcher|consultant|analyst|reporter|shop|outfit|blog|centre|center|watcher|lab|auditor|collective|desk)|consultancy|tracker|(?:response|analysis)\s(?:team|centre|center)|Telegram\schannel|(?:trade|student|local|regional|business|tech)\s(?:paper|site|magazine|website|portal|station)|(?:seen|reviewed|obtained|read|viewed|consulted|interviewed)\sby(?:\sthe)?|(?:article|story|report|reporting|tally|investigation)\sby(?:\sthe)?|(?:blockchain|smart\scontract|on-chain|chain)\s(?:watcher|auditor|monitor|analysts|investigators?|sleuths?)|auditor|pseudonymous\s(?:analyst|sleuth|researcher|investigator)|(?:investigator|sleuth|researcher|analyst)\sknown\sas|the\sinvestigator|(?:researchers?|sleuths|analysts|experts|specialists)\s(?:at|from|with|of)(?:\s(?:\w+\s){{0,3}}(?:firm|company|lab))?|newspaper|daily|weekly|magazine|broadcaster|tabloid|(?:the|its)\sblog|outlet|trade\spublication|news\s(?:site|website|agency|outlet)|blogger|journalist|researcher|sleuth|on-chain\sinvestigator|security\sexpert|(?:Dutch|Swiss|German|French|British|American|Israeli|Russian|Finnish|Danish|Japanese|Spanish)\s(?:firm|company))\s$"
    ))
});
static TRADE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)^(?:(?:’s|'s)?\s(?:security\s|threat\s)?(?:researchers?|analysts)\b|,\s(?:(?:a|an|the)\s(?:\w+[\s-]){{0,3}}?(?:{TRADE}\s(?:firm|company|provider|platform|researcher|blogger|consultant)|newspaper|daily|researcher|blogger|journalist)|who\sruns\sthe\s(?:blog|site|website)|who\s(?:first\s)?(?:broke|spotted|found|reported|discovered)|which\sfirst\s(?:spotted|reported))\b)"
    ))
});
/// Names that say it themselves.
const OUTLETS: &[&str] = &[
    "Gazette", "Times", "Post", "Herald", "Tribune", "Chronicle", "Journal", "News", "Daily", "Labs", "Analytics",
    "Forensics", "Security", "Intelligence",
];

/// What somebody does with a firm of the trade who wants its help.
const HIRED: &[&str] = &[
    "hired", "hires", "hiring", "engaged", "engages", "retained", "appointed", "commissioned", "asked", "paid",
    "partnered", "employs", "employed",
];

/// What a line says that names who wrote the article, how long it may be, and above which paragraph it stands.
static BY_LINE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^by\b|\bresearch\b|\bteam\b|\bpublished\b|\bblog\b|\breport\b"));
const SHORT: usize = 90;
const HEAD: usize = 4;

/// What somebody did who found a flaw, a theft or an open door.
const FIND: &[&str] = &["found", "discovered", "spotted", "uncovered", "unearthed", "noticed"];

/// Gives every draft the sources that its sentences cite.
pub(super) fn by(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    if let Some(first) = drafts.first_mut() {
        by_line(story, first);
    }
    for (sentence, about) in focus.iter().enumerate() {
        // What is about nothing else is about the one incident.
        let Some(at) = about.or((drafts.len() == 1).then_some(0)) else { continue };
        if !matches!(story.doc.sentences[sentence].kind, BlockKind::Body | BlockKind::Bullet) {
            continue;
        }
        for party in cited(story, sentence) {
            let hit = drafts.iter().any(|draft| draft.victims.contains(&party));
            let draft = &mut drafts[at];
            if !hit && !draft.attackers.contains(&party) && !draft.reported_by.contains(&party) {
                draft.reported_by.push(party);
            }
        }
    }
}

/// Who wrote it, or whom its title names: `By the Karn Intelligence team`, `Palsade Labs, research note`, `Quornal: thefts double`.
fn by_line(story: &Story<'_>, draft: &mut Draft) {
    for (sentence, told) in story.doc.sentences.iter().enumerate().take_while(|(_, told)| told.block < HEAD) {
        let text = story.doc.slice(told.span);
        let line = told.kind == BlockKind::Title || text.len() < SHORT && BY_LINE.is_match(text);
        for party in story.parties.in_sentence(story.doc, sentence) {
            let known = &story.parties.list[party];
            let firm =
                matches!(known.kind, EntityKind::Analyst | EntityKind::Organization) && is_of_the_trade(story, party);
            let new = !draft.reported_by.contains(&party);
            if line && firm && new && !draft.victims.contains(&party) && !draft.attackers.contains(&party) {
                draft.reported_by.push(party);
            }
        }
    }
}

/// Gives a series the sources that the sentences of its numbers cite: who counts them reports them.
pub(super) fn of_series(story: &Story<'_>, draft: &mut Draft) {
    for sentence in draft.sentences.clone() {
        for party in cited(story, sentence) {
            let known = draft.reported_by.contains(&party);
            if !known && !draft.victims.contains(&party) && !draft.attackers.contains(&party) {
                draft.reported_by.push(party);
            }
        }
    }
}

/// The sources of the trade that a sentence cites, in its order, and who is said to have found something.
fn cited(story: &Story<'_>, sentence: usize) -> Vec<usize> {
    let phrase = &story.phrases[sentence];
    let party = |at: usize| source::party_at(story, phrase.items[at].span);
    let all = 0..phrase.items.len();
    let mut found: Vec<usize> = source::sources(story, phrase).into_iter().map(|source| source.party).collect();
    let cited = |at: &usize| is_credited(phrase, *at) || is_watcher(story, phrase, *at, phrase.items[*at].span);
    found.extend(all.clone().filter(cited).filter_map(party));
    found.retain(|party| is_of_the_trade(story, *party));
    found.extend(all.filter(|at| is_finder(phrase, *at)).filter_map(party).filter(|party| {
        let known = &story.parties.list[*party];
        known.named && matches!(known.kind, EntityKind::Person | EntityKind::Organization)
    }));
    let mut kept: Vec<usize> = Vec::new();
    for party in found {
        if !kept.contains(&party) {
            kept.push(party);
        }
    }
    kept
}

/// `discovered by X`, `X, who found it`: whoever it is.
fn is_finder(phrase: &Phrase, at: usize) -> bool {
    if !matches!(phrase.items[at].kind, ItemKind::Entity(_)) {
        return false;
    }
    let word = |back: usize| phrase.word(at.checked_sub(back));
    let next = |ahead: usize| phrase.word(Some(at + ahead));
    let by = (1..=2).find(|back| word(*back) == "by");
    let passive = by.is_some_and(|by| (1..=2).any(|back| FIND.contains(&word(by + back))));
    let relative = next(1) == "," && next(2) == "who" && (3..=4).any(|ahead| FIND.contains(&next(ahead)));
    passive || relative
}

/// `first reported by X`, `found by X`, `told X`, `X, who broke the story`, `sleuths at X, who first spotted`
fn is_credited(phrase: &Phrase, at: usize) -> bool {
    if !matches!(phrase.items[at].kind, ItemKind::Entity(_)) {
        return false;
    }
    let word = |back: usize| phrase.word(at.checked_sub(back));
    let by = (1..=5).find(|back| word(*back) == "by");
    let credit = |word: &str| {
        matches!(
            word,
            "reported"
                | "found"
                | "discovered"
                | "spotted"
                | "detected"
                | "published"
                | "uncovered"
                | "disclosed"
                | "noticed"
                | "reviewed"
                | "compiled"
        )
    };
    let passive = by.is_some_and(|by| credit(word(by + 1)) || credit(word(by + 2)));
    let told = (1..=3).any(|back| word(back) == "told");
    let next: Vec<&str> = (1..=6).map(|ahead| phrase.word(Some(at + ahead))).collect();
    let relative = next.first() == Some(&",")
        && next.iter().any(|word| matches!(*word, "who" | "which"))
        && next.iter().any(|word| matches!(*word, "broke" | "spotted" | "found" | "reported" | "discovered" | "runs"));
    let notes = matches!(
        next[0],
        "found"
            | "discovered"
            | "spotted"
            | "reckon"
            | "released"
            | "published"
            | "calculates"
            | "counted"
            | "called"
            | "estimates"
            | "put"
            | "puts"
            | "counts"
            | "flagged"
            | "saw"
            | "noticed"
            | "raised"
            | "records"
            | "recorded"
    );
    passive || told || relative || notes
}

/// `PeckShield was first to raise the alarm`, `by the count of Elliptic`: who watches and counts for a living is cited wherever it is
/// named, unless somebody hired it.
fn is_watcher(story: &Story<'_>, phrase: &Phrase, at: usize, span: Span) -> bool {
    let hired = (1..=4).any(|back| HIRED.contains(&phrase.word(at.checked_sub(back))));
    let watches = |party: usize| {
        let known = &story.parties.list[party];
        known.kind == EntityKind::Analyst
            || known.named
                && matches!(known.kind, EntityKind::Organization | EntityKind::Person)
                && is_called_of_the_trade(story, span)
    };
    matches!(phrase.items[at].kind, ItemKind::Entity(_)) && !hired && source::party_at(story, span).is_some_and(watches)
}

/// Whether the words beside a mention make it one of the trade.
fn is_called_of_the_trade(story: &Story<'_>, span: Span) -> bool {
    let Some(sentence) = story.doc.sentence_at(span.start) else { return false };
    let bounds = story.doc.sentences[sentence].span;
    TRADE_BEFORE.is_match(&story.doc.text[bounds.start..span.start])
        || TRADE_AFTER.is_match(&story.doc.text[span.end..bounds.end.max(span.end)])
}

/// Whether the party reports for a living: by its lexicon, by its name, or by the words beside it.
fn is_of_the_trade(story: &Story<'_>, party: usize) -> bool {
    let known = &story.parties.list[party];
    if matches!(known.kind, EntityKind::Analyst | EntityKind::Media) {
        return true;
    }
    // `Chinese embassy in Oslo`, `grand jury`: no name of its own.
    let head = known.name.split(" in ").next().and_then(|name| name.split(" of ").next()).unwrap_or(&known.name);
    let last = head.rsplit(' ').next().unwrap_or(head);
    let proper = last.starts_with(|c: char| !c.is_lowercase()) || last == "panel";
    if known.kind == EntityKind::Agency && known.named && proper && !super::actor::is_generic(&known.name) {
        return true;
    }
    if !known.named || !matches!(known.kind, EntityKind::Organization | EntityKind::Person) {
        return false;
    }
    let beside = known.mentions.iter().any(|span| is_called_of_the_trade(story, *span));
    let outlet = known.kind == EntityKind::Organization
        && known.name.split(' ').count() > 1
        && known.name.split(' ').next_back().is_some_and(|last| OUTLETS.contains(&last));
    beside || outlet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_trade_by_words() {
        for text in [
            "according to blockchain analytics firm ",
            "Researchers at Finnish company ",
            "said the newspaper ",
            "the security blogger ",
            "a tally by ",
            "in a letter seen by the ",
        ] {
            assert!(TRADE_BEFORE.is_match(text), "{text}");
        }
        for text in ["the payment firm ", "researchers ", "according to "] {
            assert!(!TRADE_BEFORE.is_match(text), "{text}");
        }
        for (text, expected) in
            [(", who broke the story", true), (", a security researcher in Oslo", true), (", a bank in Oslo", false)]
        {
            assert_eq!(TRADE_AFTER.is_match(text), expected, "{text}");
        }
    }
}
