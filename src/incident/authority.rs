//! Authorities and advisers without a name of their own, where a verb of saying stands beside them: `China's embassy in Oslo denied`,
//! `a grand jury in Pittsburgh has charged`, `according to the public prosecutor`. Here they become parties, so that they can be
//! the source of what is said.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};
use crate::text::{BlockKind, Document, Span, regex};

use super::{Parties, actor, party};

/// Whose it is, and what sort it is.
const BEFORE: &str = r"(?: (?: \p{Lu}[\p{L}.-]+ (?:’s|'s) | (?: \p{Lu}\p{L}+ \s )? \p{Lu}\p{L}+ ) \s )?
    (?: (?: federal|state|public|district|chief|special|county|cantonal|regional|foreign|interior|defen[cs]e|justice|oil|energy|finance|digital|security|
        domestic|criminal|civil|cyber|military|presiding|grand|foreign-ministry|government ) \s ){0,3}";
/// A place or an office behind it.
const BEHIND: &str = r"(?: \s (?: in | of | for | to ) \s (?: the \s (?: canton \s of \s )? )? \p{Lu}[\p{L}.’'-]* (?: \s \p{Lu}[\p{L}.’'-]* ){0,2} )?";
/// Who investigates, accuses and judges: whatever verb of saying stands beside it.
const LAW: &str = r"(?: prosecutor | jury | judge | sheriff | [Dd]etectives | (?: public \s )? [Pp]rosecution | Treasury | gendarmerie | gardaí | criminal \s police (?: \s office )? | (?: state | cyber | city | cantonal | provincial ) \s police | security \s service
    | intelligence \s service | crime \s (?: unit | wing | bureau ) | attorney | charge \s sheet )";
/// Who speaks for a state: it may also be one that was hit, so it must accuse or deny.
const STATE: &str = r"(?: embassy | mission | [Hh]igh \s [Cc]ommission | consulate | ministry | minister | government | ministers | authorities )";
/// Who speaks for the accused, and those who look into things for others.
const HELPERS: &str = r"(?: lawyers? | solicitor | barrister | defen[cs]e | advis[eo]rs | consultants | sleuths | diplomats | outlets | Member \s State )";

static OF_LAW: LazyLock<Regex> = LazyLock::new(|| phrase(BEFORE, LAW));
static OF_STATE: LazyLock<Regex> = LazyLock::new(|| phrase(BEFORE, STATE));
static OF_HELPERS: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"(?: (?: [Hh]is | [Hh]er | [Tt]heir | [Ii]ts | [Oo]ur | [Aa]n? | [Oo]ne | [Ss]everal | [Oo]n-chain | [Bb]lockchain | [Ff]oreign | [Dd]efen[cs]e | [Ii]ncident | response | second | third ) \s )+",
        HELPERS,
    )
});
/// `the government`, of whom it must be said that it accuses.
static OF_GOVERNMENT: LazyLock<Regex> = LazyLock::new(|| phrase("", "(?: government )"));
/// Firms and others who are only described: `two blockchain analysis companies`, `a government report in Quito`.
static OF_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"(?: (?: [Aa]n? | [Oo]ne | [Tt]wo | [Tt]hree | [Ff]our | [Ss]everal | [Ss]ome | [Aa]nother | [Pp]rivate | [Bb]lockchain | analysis | analytics | [Ss]ecurity | cyber | cybersecurity
            | independent | [Gg]overnment | [Ii]ntelligence | [Ff]oreign | [Ww]estern | \p{Lu}[a-z]+(?:an|ish|ch|ese) ) \s )+",
        r"(?: company | companies | firms? | vendors? | laborator(?:y|ies) | agency | agencies | services | report | newspapers )",
    )
});
/// What may stand between it and its verb, and the verb.
const TO_THE_VERB: &str = r"^ (?: , [^,;.]{0,60} , )? \s (?: (?: has | have | had | also | now | then | later | today | formally | publicly | immediately | last \s \w+ | this \s \w+
    | on \s \p{Lu}\w+day | in \s \p{Lu}\w+ | at \s once | \p{Lu}\w+day ) \s ){0,3}";
static SAYS: LazyLock<Regex> = LazyLock::new(|| {
    verbs(
        "say|says|said|told|tells|believes?|thinks?|suspects?|suspected|alleges?|alleged|accuses?|accused|charges|charged|indicted|arrested|detained|named|names|identified|attributes?|attributed
         |ascribed?|blames?|blamed|calls?|called|found|finds|convicted|sentenced|ruled|jailed|acquitted|holds|held|denies|denied|deny|rejected|rejects|dismissed|confirmed|confirms|concluded|announced
         |returned|disowned|demanded|claims|claimed|insists|wrote|pointed|points?|sees?|considers?|considered|traced|linked|informed|did|declared|informs|assess|assesses|assessed|determined",
    )
});
static BLAMES: LazyLock<Regex> = LazyLock::new(|| {
    verbs(
        "accuses?|accused|blames?|blamed|attributes?|attributed|suspects?|suspected|tied|ties|linked|links?|identified|traced|named",
    )
});
static ACCUSES: LazyLock<Regex> = LazyLock::new(|| {
    verbs(
        "denies|denied|deny|rejected|rejects|dismissed|dismisses|disowned|demanded|calls|called|accuses?|accused|blames?|blamed|attributes?|attributed|suspects?|suspected|protested|condemned|disputes|disputed
         |pointed|alleges?|alleged",
    )
});
static MINISTRY: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:ministry|ministers?|government|authorities)\b"));
/// `according to the public prosecutor`, `said the judge`
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:\baccording\sto|,[”\x22]?\s(?:said|says)|\b(?:charged|indicted|convicted|sentenced|accused)\sby)\s(?:the\s|a\s|an\s|his\s|her\s)?$",
    )
});

fn phrase(before: &str, head: &str) -> Regex {
    regex(&format!(
        r"(?x) (?: ^ | [\s“‘(\x22—–-] ) (?<who> (?<owner> {before} ) {head} {BEHIND} ) (?<end> [^\p{{L}}-] | $ )"
    ))
}

fn verbs(verbs: &str) -> Regex {
    regex(&format!(r"(?x) {TO_THE_VERB} (?: {verbs} ) \b"))
}

/// One sort of those who speak: how it is called, beside which verbs, whether that is a name, and whether it must be said whose it is.
struct Sort {
    phrase: &'static LazyLock<Regex>,
    verbs: &'static LazyLock<Regex>,
    named: bool,
    owned: Option<&'static LazyLock<Regex>>,
}

static SORTS: [Sort; 5] = [
    Sort { phrase: &OF_LAW, verbs: &SAYS, named: true, owned: None },
    Sort { phrase: &OF_STATE, verbs: &ACCUSES, named: true, owned: Some(&MINISTRY) },
    Sort { phrase: &OF_HELPERS, verbs: &SAYS, named: false, owned: None },
    Sort { phrase: &OF_GOVERNMENT, verbs: &BLAMES, named: true, owned: None },
    Sort { phrase: &OF_OTHERS, verbs: &BLAMES, named: false, owned: None },
];

/// Adds the authorities that speak in the article.
pub(super) fn learn(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    let mut added: Vec<usize> = Vec::new();
    for sentence in &doc.sentences {
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet) {
            continue;
        }
        for sort in &SORTS {
            for (span, owner) in speakers(doc, sentence.span, sort.phrase, sort.verbs) {
                // A noun phrase that was taken to refer to somebody is no name of it.
                let noun = |own: &Span| {
                    entities.iter().any(|mention| mention.span == *own && mention.value.kind == EntityKind::Descriptor)
                };
                let named_here = |own: &Span| own.contains(span) && !noun(own);
                let owner = party::country_inside(entities, owner);
                // `the ministry`, without whose it is, is rather one that was told of before.
                let told_before = sort.owned.is_some_and(|owned| owned.is_match(doc.slice(span)));
                if told_before && owner.is_none()
                    || parties.list.iter().any(|party| party.named && party.mentions.iter().any(named_here))
                {
                    continue;
                }
                actor::add(parties, doc, span, EntityKind::Agency, owner, sort.named);
                if let Some(party) = parties.list.iter().position(|party| party.mentions.contains(&span)) {
                    if !told_before {
                        parties.take(entities, span, party);
                    }
                    added.push(party);
                }
            }
        }
    }
    unite(parties, &added);
}

/// Who is named by a pattern in a sentence beside one of the verbs, each with the words of whose it is.
fn speakers(doc: &Document<'_>, sentence: Span, pattern: &Regex, verb: &Regex) -> Vec<(Span, Span)> {
    let text = doc.slice(sentence);
    let speaker = |found: regex::Captures<'_>| {
        let (who, owner) = (found.name("who")?, found.name("owner")?);
        // "The", "On Monday": what opens a sentence owns nothing.
        let openers = owner.as_str().split(' ').take_while(|word| actor::OPENERS.contains(word));
        let start = who.start() + openers.map(|word| word.len() + 1).sum::<usize>();
        let span = |end: usize| Span::new(sentence.start + start, sentence.start + end);
        let speaks = verb.is_match(&text[who.end()..]) || CITED.is_match(&text[..who.start()]);
        speaks.then(|| (span(who.end()), span(owner.end().max(start))))
    };
    pattern.captures_iter(text).filter_map(speaker).collect()
}

/// `the grand jury` is the `grand jury in Pittsburgh`, where the article tells of one.
fn unite(parties: &mut Parties, added: &[usize]) {
    for short in added {
        let name = parties.list[*short].name.clone();
        let fuller = |other: &usize| {
            let longer = &parties.list[*other].name;
            longer.len() > name.len()
                && (longer.starts_with(&format!("{name} ")) || longer.ends_with(&format!(" {name}")))
        };
        let mut fuller: Vec<usize> = added.iter().copied().filter(fuller).collect();
        fuller.dedup();
        if let [one] = fuller[..] {
            parties.merge(*short, one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let mut parties = Parties::default();
        learn(&doc, &entities, &mut parties);
        parties.list.into_iter().map(|party| party.name).collect()
    }

    #[test]
    fn authorities_speak_without_a_name() {
        for (text, expected) in [
            ("China's embassy in Oslo denied it.", "China's embassy in Oslo"),
            ("The Russian embassy rejected the charge.", "Russian embassy"),
            ("A grand jury in Dunmore has charged him with fraud.", "grand jury in Dunmore"),
            ("According to the public prosecutor, the two sold the files.", "public prosecutor"),
            ("The public prosecution charged him with fraud.", "public prosecution"),
            ("Detectives on Wednesday arrested six people.", "Detectives"),
            ("His lawyer says that he is innocent.", "His lawyer"),
            ("On-chain sleuths pointed at a crew from abroad.", "On-chain sleuths"),
            ("He is accused by the government of having led it.", "government"),
            ("A government report in Quito attributed it to a neighbour.", "A government report in Quito"),
            ("Two private companies blamed a crew from abroad.", "Two private companies"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn those_who_say_nothing_are_left_alone() {
        for text in [
            "The embassy in Oslo was hit.",
            "The ministry said that its mail was read.",
            "The judge left the room.",
            "The government said nothing.",
            "A private company was hit.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
