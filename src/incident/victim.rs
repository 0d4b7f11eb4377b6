//! Who was hit where no event says so: the party for which most weak signs of a victim speak, all over the article.
//!
//! `the customers of Fenland Mutual`, `Orchard Bay said that its systems …`, `the town hall, which was closed`: each says
//! little, together they tell a victim from a source, a place, a neighbour or a thief.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::extract::event::EventKind;
use crate::text::{BlockKind, Span, regex};

use super::{Draft, Story, people};

/// What a firm, a town or a school has, and what is hit when it is.
const HAS: &str = r"(?:customers?|clients?|users?|patients|pupils|students|members|guests|subscribers|passengers|policyholders|readers|residents|employees|staff|workers|payroll|accounts?|servers?|systems?|network|computers?|websites?|sites?|app|application|database|data|records|files|mail|mailbox(?:es)?|e-?mails?|portal|phones?|lines|machines|plants?|production|services|treasurer|bookkeeper|accountant|finance (?:department|office|chief)|books|infrastructure|environment|cloud|backups?|platform|shop|store|tickets?|catalogue|archive|storage|cluster|bucket|devices?)";

static AFTER_HAS: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)^(?:’s|'s|’|')\s(?:[\w-]+\s){{0,3}}{HAS}\b|^\s(?:customers|users|patients|clients|guests|subscribers|pupils|students|employees|systems|servers|network|website|app|account|accounts)\b"
    ))
});
static BEFORE_OF: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:{HAS}\s(?:of|at|from|by)|(?:attack|attacks|intrusion|break-in|breach|leak|theft|raid|hack|outage|incident)\s(?:on|at|of|against|in|into|from)|(?:belongs?|belonging)\sto|(?:run|operated|owned|kept|managed|hosted|maintained)\sby|broke\sinto|hit|hacked|attacked|breached|crippled|struck|robbed|targeted|defrauded|stole\sfrom|stolen\sfrom)\s(?:the\s)?$"
    ))
});
static AFTER_HIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: \s and \s \p{Lu}[\w-]+ )? (?: ,\s [^.;”]{3,90}? , )? \s
          (?: (?: was | were | is | has \s been | have \s been | had \s been | became | fell ) \s (?: [a-z]+ly \s )?
              (?: hit | hacked | attacked | breached | targeted | robbed | struck | infected | forced | unable | offline | down | closed | cheated
                | the \s (?: target | victim ) | victim | deceived | defrauded | tricked | blackmailed | extorted | compromised | recovering | entered | warned | fined )
            | suffered | paid | lost | transferred | wired | sent | shut | closed | switched | disconnected | rebuilt | restored | reopened
            | notified | noticed | discovered | detected | learned | apologi[sz]ed | refused \s to \s pay | (?: did | had | has ) \s not \s (?: paid | pay | notice | noticed | answer | know )
            | took \s (?: its | all | the | affected ) | cancelled | postponed | pulled \s the | reset | will \s (?: offer | notify | reimburse ) | offers? | filed )\b",
    )
});
/// `said that its servers`: who speaks of what was hit.
/// `is a small institution with eleven employees`: who is introduced is spoken of.
static AFTER_IS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:\s(?:is|was)|,)\s(?:an?|one\sof|which\s(?:runs|operates|makes|builds|sells|employs|insures|treats|supplies|serves))\s",
    )
});
/// Who only speaks.
static AFTER_SAYS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:\s(?:has|had|have|also))?\s(?:said|says|announced|warned|wrote|told|believes|thinks|estimates|explained|argues|urged|advised|recommends|declined)\b|^[,.]”?$",
    )
});
static AFTER_OWN: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)^(?:, [^.;]{{3,80}},)?\s(?:has |have |had )?(?:said|says|announced|confirmed|confirms|admitted|admits|acknowledged|disclosed|discloses|stressed|insists|insisted|told|stated|wrote|writes|believes|estimates|estimated|reported)\b[^.;]{{0,80}}?\b(?:its|their|our|it had|it was|it has|no)\s(?:[\w-]+\s){{0,3}}?(?:{HAS}|been|lost|paid|hit|attacked|attack|incident|evidence)\b"
    ))
});
/// Who tells of it for a living.
static SOURCE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:according to|researchers? (?:at|from|of)|analysts? (?:at|from|of)|experts? (?:at|from|of)|(?:security|consulting|forensics?|research|intelligence|analytics|law|antivirus|consultancy|insurance) (?:firm|company|vendor|group|consultancy)|consultancy|told|interview with|first reported by|seen by|hired|engaged|called in|specialists from)\s(?:the\s(?:\w+\s){0,3})?$",
    )
});
static SOURCE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:’s|'s)?\s(?:researchers?|analysts?|report|study|survey|blog|experts)\b|^,\s(?:an?|the)\s(?:[\w-]+\s){0,3}(?:security|consulting|forensics|research|intelligence|law|cybersecurity)\s(?:firm|company|vendor)|^\s(?:published|tracks|tracked|calls|dubbed|named|attributes|attributed|research)\b",
    )
});
/// Whose name was borrowed, whom it is only likened to, or where it was.
static ASIDE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:posing as|posed as|pretending to be|pretended to be|impersonating|impersonated|in the name of|claiming to be|claimed to be|purporting to be|purportedly from|from|like|unlike|similar to|as with|compete with|competes with|rival|competitor|supplier|contractor|parent|lawyer for|bookkeeper of|invoices? from|account (?:at|with)|accounts? in|bank in|on|via|near|outside|runs on|uses|using|based on|hosted on|stored on|known as|made by|built by|part of|studied at|teaches at|professor at)\s(?:the\s|a\s|an\s|another\s)?(?:real\s)?$",
    )
});

/// From how much on a party is taken for the victim of an incident that names none.
const ENOUGH: i32 = 6;
/// From how much on, where nobody else comes near.
const SOME: i32 = 3;
/// From how much on it is taken where people were cheated, too.
const SURE: i32 = 12;
/// By how much it must lead over what the article names most.
const NARROW: i32 = 2;
/// By how much it must lead over one that an event names in passing.
const LEAD: i32 = 6;

/// How much speaks for a party as the one that was hit.
pub(super) fn weight(story: &Story<'_>, party: usize) -> i32 {
    let known = &story.parties.list[party];
    let mut weight =
        2 * i32::from(known.titled) + (known.mentions.len() as i32).min(4) + i32::from(known.sector.is_some());
    let mut early = false;
    let mut body = 0;
    let mut sentences = 0;
    for (at, sentence) in story.doc.sentences.iter().enumerate() {
        let told = matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet);
        body += usize::from(told);
        let mut here = false;
        for span in known.mentions.iter().filter(|span| sentence.span.contains(**span)) {
            here = true;
            weight += signs(story, at, *span);
        }
        sentences += usize::from(here);
        early |= here && told && body <= 4;
    }
    let source = matches!(known.kind, EntityKind::Analyst | EntityKind::Media);
    weight + 2 * i32::from(early) + i32::from(sentences > 2) - 6 * i32::from(source)
}

/// What the words beside one mention say.
fn signs(story: &Story<'_>, sentence: usize, span: Span) -> i32 {
    let bounds = story.doc.sentences[sentence].span;
    let before = &story.doc.text[bounds.start..span.start];
    let after = &story.doc.text[span.end..bounds.end.max(span.end)];
    let source = SOURCE_BEFORE.is_match(before) || SOURCE_AFTER.is_match(after);
    let own = AFTER_OWN.is_match(after);
    3 * i32::from(AFTER_HAS.is_match(after))
        + 3 * i32::from(BEFORE_OF.is_match(before))
        + 3 * i32::from(AFTER_HIT.is_match(after))
        + 3 * i32::from(own)
        + 2 * i32::from(AFTER_IS.is_match(after))
        - i32::from(!own && AFTER_SAYS.is_match(after))
        - 5 * i32::from(source)
        - 2 * i32::from(ASIDE_BEFORE.is_match(before))
}

/// The organisation for which most speaks, with how much.
fn best(story: &Story<'_>, fits: impl Fn(usize) -> bool) -> Option<(i32, usize)> {
    let organization = |party: &usize| {
        let known = &story.parties.list[*party];
        known.named && matches!(known.kind, EntityKind::Organization | EntityKind::Agency)
    };
    let floor = |party: usize| match story.parties.list[party].kind {
        // Whoever investigates is seldom the one that was hit.
        EntityKind::Agency => ENOUGH + 3,
        _ => ENOUGH,
    };
    let mut ranked: Vec<(i32, std::cmp::Reverse<usize>)> = (0..story.parties.list.len())
        .filter(organization)
        .filter(|party| fits(*party))
        .map(|party| (weight(story, party), std::cmp::Reverse(party)))
        .collect();
    ranked.sort_unstable_by(|left, right| right.cmp(left));
    let (weight, party) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(weight, _)| *weight);
    let alone =
        weight >= SOME && weight >= second + SOME && story.parties.list[party.0].kind == EntityKind::Organization;
    (weight >= floor(party.0) || alone).then_some((weight, party.0))
}

/// The organisation of a paragraph for which most speaks there: whose story a round-up tells in it.
pub(super) fn of_block(story: &Story<'_>, block: usize) -> Option<usize> {
    let sentences: Vec<usize> =
        (0..story.doc.sentences.len()).filter(|at| story.doc.sentences[*at].block == block).collect();
    let weigh = |party: usize| {
        let known = &story.parties.list[party];
        let here = sentences.iter().flat_map(|at| {
            let bounds = story.doc.sentences[*at].span;
            known.mentions.iter().filter(move |span| bounds.contains(**span)).map(move |span| (*at, *span))
        });
        let weights: Vec<i32> = here.map(|(at, span)| 1 + signs(story, at, span)).collect();
        let fits = known.named && known.kind == EntityKind::Organization && !weights.is_empty();
        let weight: i32 = weights.iter().sum::<i32>() + 2 * i32::from(known.sector.is_some());
        (fits && weight > 0).then_some((weight, std::cmp::Reverse(party)))
    };
    (0..story.parties.list.len()).filter_map(weigh).max().map(|(_, party)| party.0)
}

/// Whether an article is a round-up: most of its paragraphs begin with a label of their own, `Library: …`.
pub(super) fn is_roundup(story: &Story<'_>) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| regex(r"^\p{Lu}[\p{L}’' &-]{1,30}(?::|\.| [–—])\s+\p{Lu}"));
    let mut blocks: Vec<(usize, bool)> = Vec::new();
    for sentence in story.doc.sentences.iter().filter(|sentence| sentence.kind == BlockKind::Body) {
        if blocks.last().is_none_or(|(block, _)| *block != sentence.block) {
            blocks.push((sentence.block, LABEL.is_match(&story.doc.text[sentence.span.start..])));
        }
    }
    let labelled = blocks.iter().filter(|(_, labelled)| *labelled).count();
    labelled >= 3 && labelled * 2 > blocks.len()
}

/// The first incident of an article that names no victim, or names one in passing, hits the organisation for which most
/// speaks.
pub(super) fn name_the_first(story: &Story<'_>, drafts: &mut [Draft]) {
    let taken: Vec<usize> = drafts.iter().skip(1).flat_map(|draft| draft.victims.clone()).collect();
    let Some(first) = drafts.first_mut().filter(|_| !is_about_coins(story)) else { return };
    let party = |index: usize| &story.parties.list[index];
    let plural = first.victims.iter().any(|victim| party(*victim).plural);
    let deceived =
        first.events.iter().any(|index| matches!(story.events[*index].kind, EventKind::Fraud | EventKind::Phishing));
    // What the article is about is a guess, too.
    let guess = if first.inferred { first.victims.first().copied() } else { None };
    let named = guess.is_none() && first.victims.iter().any(|victim| party(*victim).named);
    if plural {
        return;
    }
    let found = best(story, |party| !taken.contains(&party) && !first.attackers.contains(&party));
    let robbed = found.is_none() && first.events.iter().any(|index| story.events[*index].kind == EventKind::Theft);
    let people = people::cheated(&story.parties)
        .filter(|_| (deceived || robbed) && !named && !guess.is_some_and(|guess| party(guess).titled));
    if let Some(people) = people.filter(|_| found.is_none_or(|(weight, _)| weight < SURE)) {
        first.victims = vec![people];
        first.inferred = true;
        return;
    }
    let Some((weight, best)) = found else { return };
    if guess.is_some_and(|guess| self::weight(story, guess) + NARROW > weight) {
        return;
    }
    if !named {
        first.victims = vec![best];
        first.inferred = true;
    } else if let [only] = first.victims[..]
        && only != best
        && is_in_passing(story, only)
        && self::weight(story, only) + LEAD <= weight
    {
        first.victims = vec![best];
        first.inferred = true;
    }
}

/// Whether an article is about coins: there tickers, chains and mixers are named as often as the one that was robbed.
fn is_about_coins(story: &Story<'_>) -> bool {
    use crate::record::Sector::{CryptoExchange, Defi};
    story.parties.list.iter().any(|party| matches!(party.sector, Some(CryptoExchange | Defi)))
}

/// Whether a party is named once, and not in the title.
fn is_in_passing(story: &Story<'_>, party: usize) -> bool {
    let known = &story.parties.list[party];
    known.kind == EntityKind::Person || !known.titled && known.mentions.len() < 2
}
