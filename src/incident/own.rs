//! Who was robbed of what was his or her own: `Brellow said that it was his personal wallet`, `stolen from her own account`. The firm that
//! such a person founded, and the one that made the wallet, are named beside and were not.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::entity::EntityKind;
use crate::extract::event::Role;
use crate::text::{Span, regex};

use super::{Story, accused, chief, human};

/// `his own hot wallet`, `emptied her wallet`; thieves send what they took to theirs.
static HIS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) (?: \b (?P<before> \w+ ) \s )? \b (?: his | her ) \s (?: own \s | private \s | personal \s ){1,2} (?: [\w-]+ \s ){0,2}?
          (?: wallets? | accounts? | vault | holdings | coins | portfolio | collection | funds | keys? | savings | tokens | assets ) \b
        | \b (?: from | of | drained | emptied | hacked | compromised | raided ) \s (?: his | her ) \s (?: [\w-]+ \s ){0,2}?
          (?: wallets? | vault | holdings | coins | portfolio ) \b",
    )
});
/// Words before what thieves use.
const THITHER: &[&str] = &[
    "to", "into", "through", "via", "using", "with", "used", "onto", "by", "on", "in", "put", "gave", "let", "lent",
    "opened",
];
/// What stands behind the name: `’s hot wallet`.
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:’s|'s)?\s(?:[\w-]+\s){0,2}?(?:wallets?|vault|seed\sphrase)\b"));
/// What stands before it: `the wallet of the gallery owner`.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|\b(?P<lead>\w+\s(?:the\s|an?\s)?(?:[\w-]+\s)?))(?:[Ww]allets?|[Vv]ault|[Ss]eed\sphrase)\s(?:of|belonging\sto)\s(?:[\w-]+,?\s){0,5}?$",
    )
});

/// What somebody says of what is gone: `“I was just hacked”`, `“somebody emptied my wallet”`.
static MINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) [“"‘] (?: [^”"\n]{0,160} [\s,;] )? (?:
            I (?: \s was | \s got | (?: \s have | ['’]ve ) \s been ) \s (?: just \s )? (?: hacked | robbed | drained | phished | scammed | rugged )
          | (?: emptied | drained | hacked | swept | stole \s from | broke \s into | got \s into ) \s my \s (?: \w+ \s ){0,2} (?: wallets? | accounts? | vault )
          | [Mm]y \s (?: \w+ \s ){0,2} (?: wallets? | vault | coins | NFTs ) \s (?: was | were | got | is | are | (?: has | have ) \s been ) \s (?: just \s )?
              (?: hacked | drained | emptied | stolen | compromised | gone )
          ) \b"#,
    )
});
/// What stands behind the quoted words where somebody was named before.
static SAID: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"[”"’]\s(?:he|she)\s\w+|\b(?:he|she)\s\w+(?:ed|id|ote|old)\b[^“"‘]{0,40}[“"‘]"#));

fn is_thither(word: &str) -> bool {
    THITHER.contains(&word.to_lowercase().as_str())
}

/// Whether the words of its sentence before a name, and whether it is followed by what it has, make it that of somebody robbed.
fn owns(before: &str, mention: &str, behind: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or("");
    let has = is_whose(mention, behind) && BEHIND.is_match(behind) && !is_thither(last);
    let thither =
        |found: &Captures<'_>| found.name("lead").is_some_and(|lead| lead.as_str().split(' ').any(is_thither));
    let of = BEFORE.captures(before).filter(|found| !thither(found));
    has || of.is_some()
}

/// A mention may hold its ending.
fn is_whose(mention: &str, behind: &str) -> bool {
    behind.starts_with(['’', '\'']) || mention.ends_with("’s") || mention.ends_with("'s")
}

/// Who was robbed of what was his or her own.
pub(super) fn robbed(story: &Story<'_>) -> Option<usize> {
    // A thief has a wallet, too.
    let stole = |party: usize| {
        let mut attackers = story.events.iter().flat_map(|event| event.spans(Role::Attacker));
        attackers.any(|span| story.party_at(span) == Some(party))
    };
    let person = |party: &usize| {
        let known = &story.parties.list[*party];
        known.named
            && known.kind == EntityKind::Person
            && !stole(*party)
            && !accused::is_accused(story.doc, known)
            && !human::is_of_court(story.doc, known)
    };
    let persons = (0..story.parties.list.len()).filter(person);
    let mut mentions: Vec<(Span, usize)> =
        persons.flat_map(|party| story.parties.list[party].mentions.iter().map(move |span| (*span, party))).collect();
    mentions.sort_unstable_by_key(|(span, _)| span.start);
    (0..story.phrases.len()).filter(|sentence| is_of_robbery(story, *sentence)).find_map(|sentence| {
        let bounds = story.doc.sentences[sentence].span;
        let mut here = mentions.iter().filter(|(span, _)| bounds.contains(*span));
        let whose = |span: &Span| is_whose(story.doc.slice(*span), &story.doc.text[span.end..]);
        let owner = |span: &Span| {
            let (before, behind) = (&story.doc.text[bounds.start..span.start], &story.doc.text[span.end..bounds.end]);
            owns(before, story.doc.slice(*span), behind)
        };
        let beside = here.clone().find(|(span, _)| owner(span)).map(|(_, party)| *party);
        let says = || {
            let text = story.doc.slice(bounds);
            if !MINE.is_match(text) {
                return None;
            }
            let before = || mentions.iter().rfind(|(span, _)| span.end <= bounds.start);
            here.clone().next().or_else(|| before().filter(|_| SAID.is_match(text))).map(|(_, party)| *party)
        };
        beside.or_else(says).or_else(|| {
            let found = HIS.captures(story.doc.slice(bounds))?;
            let thither = found.name("before").is_some_and(|word| is_thither(word.as_str()));
            let at = bounds.start + found.get(0)?.start();
            // "one of Buterin's backers, said that his wallet": not Buterin's.
            here.rfind(|(span, _)| span.end <= at && !thither && !whose(span)).map(|(_, party)| *party)
        })
    })
}

/// Whether a sentence, or the one before it, speaks of robbery.
fn is_of_robbery(story: &Story<'_>, sentence: usize) -> bool {
    let near = sentence.saturating_sub(1)..=sentence;
    near.clone().any(|at| chief::traces(story, at) > 0)
        || story.events.iter().any(|event| near.contains(&event.sentence))
}

#[cfg(test)]
mod tests {
    use super::owns;
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_wallet_to_which_loot_goes_is_a_thiefs() {
        for (before, mention, behind, expected) in [
            ("Sixteen pieces were stolen from the wallet of the gallery owner ", "Todd Krane", " in May.", true),
            ("The coins went to a private wallet belonging to ", "Todd Krane", ".", false),
            ("Coins moved to wallets of ", "Todd Krane", ".", false),
            ("A thief emptied ", "Todd Krane", "'s hot wallet.", true),
            ("The coins went to ", "Todd Krane", "'s wallet.", false),
            ("A thief robbed ", "Todd Krane", ", whose wallet was open.", false),
        ] {
            assert_eq!(owns(before, mention, behind), expected, "{before}{mention}{behind}");
        }
    }

    #[test]
    fn people_are_robbed_of_their_own() {
        for (text, expected) in [
            (
                "Fund partner robbed of $42 million\n\nLin Barrow, founding partner of Fengate Capital, disclosed on Wednesday that $42 million \
                 in assets were stolen from his personal wallet on 10 November 2022. No fund of Fengate is affected, he said.",
                "Lin Barrow",
            ),
            (
                "Ripplegate chair says personal accounts were breached\n\nThe sleuth Zachary reported on 31 January 2024 that about 213 million \
                 RPG, worth some $112.5 million, had been stolen from Ripplegate. Within an hour Carl Lindqvist, the company's executive \
                 chairman, said that it was his personal accounts that had been accessed without authorisation, and that Ripplegate itself \
                 was not affected.",
                "Carl Lindqvist",
            ),
            (
                "Founder of Plinth robbed of 40 NFTs\n\n“I was just hacked, stay tuned for details,” wrote Orla Benning, the founder of Plinth, on 25 \
                 January 2023. Hackers stole 40 NFTs worth $1.1 million from a wallet after one signature on a phishing page. On Plinth, where the \
                 pieces had been approved for sale, none was flagged in time.",
                "Orla Benning",
            ),
        ] {
            let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
            let record = Pipeline::new().record(&article);
            let victims = record.incidents.iter().flat_map(|incident| &incident.victims);
            let names: Vec<&str> = victims.map(|victim| victim.name.as_str()).collect();
            assert_eq!(names, [expected], "{text}");
        }
    }
}
