//! Who was not hit: `Pellmont replied that its platform had not been breached`, `Aldis itself is unaffected`. Beside the one that was, a
//! text says that of the wallet, the chain, the supplier or the brand through which it came. And where what was taken is sold.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::entity::EntityKind;
use crate::text::{Span, regex};

use super::Story;

/// What a firm has that stands for it; its customers and their money do not.
const ITS: &str = r"(?:systems?|platforms?|(?:smart\s)?contracts?|protocols?|networks?|infrastructure|servers|software|code|app|exchange|chain|bridge|products?|services?|company|firm|wallets?)";
const BREACHED: &str =
    r"(?:breached|affected|hacked|compromised|exploited|hit|involved|impacted|penetrated|at\sfault|to\sblame)";
/// What it was not.
const NOT: &str = r"(?:(?:was|were|is|are|has|have|had)\s(?:not|never)|(?:was|were|is|are|has|have|had)n(?:’|')t)";

/// It says.
const SAYS: &str = r#"(?:(?:\sin\s(?:its|a|an|the)(?:\s\w+){1,2})?(?:\s(?:has|had|have|also|later|however))*\s(?:said|says|stressed|insist(?:s|ed)|answered|replied|stated|wrote|writes|maintain(?:s|ed)|adds|added|confirm(?:s|ed)|explain(?:s|ed)|noted|assured|told)(?:\s(?:its\s)?(?:users|customers|clients|reporters))?(?:\sthat|,|:)?)\s[“‘"]?"#;

/// What stands behind its name; that it "has not been hacked" is what the subject of rumours says.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?x) ^ (?: \s \( [^)]{{1,40}} \) )? (?: , \s [^,.;]{{1,80}} , )?
          (?: (?: {SAYS} (?: its | their | our | the ) | (?: ’s | 's | ’ | ' ) )
              \s (?: (?: own | core | main | underlying | other ) \s )* {ITS} \s (?: itself \s | themselves \s )?
              (?: {NOT} \s (?: been \s )? {BREACHED} | (?: was | were | is | are | has | have | had | remains? | remained ) \s (?: been \s )?
                    un(?: affected | compromised | touched | harmed )
                | (?: works? | worked | functions? | functioned ) \s as \s (?: intended | designed ) )
            | \s (?: smart \s )? (?: contracts | systems | servers ) \s {NOT} \s (?: been \s )? {BREACHED}
            | : \s [“‘\x22]? (?: its | our ) \s (?: platform | systems? | infrastructure | network | servers | software | code ) \s (?: itself \s )?
              {NOT} \s (?: been \s )? (?: breached | hacked | compromised | penetrated )
            | {SAYS} (?: none \s of \s (?: its | their | our ) | no ) \s (?: own \s )? {ITS} (?: \s of \s (?: its | their | our ) \s own )?
              \s (?: was | were | (?: had | have | has ) \s been ) \s {BREACHED}
            | \s itself \s (?: {NOT} \s (?: been \s )? {BREACHED} | (?: was | is | has | had ) \s unaffected )
            | \s (?: was | is | has | had ) \s (?: (?: not | never ) \s (?: been \s )? (?: affected | involved | impacted | at\sfault | to\sblame ) | unaffected )
            ) \b"
    ))
});
/// How far before a name words that spare it are read, in bytes.
const NEAR: usize = 60;
/// What stands before and behind a name that only both together spare.
static AROUND: LazyLock<[[Regex; 2]; 5]> = LazyLock::new(|| {
    [
        // `no Oriel contracts were affected`
        [
            regex(r"(?:^|[ \n])[Nn][Oo] $"),
            regex(&format!(
                r"(?x) ^ (?: ’s | 's )? \s {ITS} (?: \s (?: was | were | is | are | (?: has | have | had ) \s been ) )? \s {BREACHED} \b"
            )),
        ],
        // `through an unpatched Pulsane appliance`: who made the door by which somebody came.
        [
            regex(
                r"(?x) \b (?: unpatched | outdated | unsupported
                    | (?: flaws? | holes? | bugs? | weakness | vulnerabilit(?: y | ies ) ) \s in (?: \s (?: an? | the | its | their | old ) )? ) \s $",
            ),
            regex(
                r"^(?:\s[A-Z]\w+)?\s(?:(?:VPN|mail)\s)?(?:appliances?|VPNs?|firewalls?|gateways?|routers?|plugins?)\b",
            ),
        ],
        // `sent through Pulsane, a privacy protocol`
        [
            regex(r"\b(?:through|via|into|in|to|use|uses|used|using) (?:the )?$"),
            regex(r"^, an? (?:[a-z-]+ ){0,2}(?:mixer|tumbler|mixing service|privacy protocol)\b"),
        ],
        // `the auditor, Brandel & Moor, found`, `audited by Hollin Labs`
        [regex(r"\b[Aa]udit(?:s:|ors?,|ors?:|ed by|s by) (?:the firm )?$"), regex("^")],
        // `a spokeswoman, Yaneth Hollin, said`
        [regex(r"\b(?:[Ll]awyer|[Aa]ttorney|[Ss]olicitor|[Bb]arrister|[Ss]pokes(?:man|woman|person)), $"), regex("^,")],
    ]
});

/// `offers the data of … for $35,000 on BreachBazaar`: what stands before the name of a market.
static MARKET: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:offer(?:s|ed|ing)?|sell(?:s|ing)?|sold|advertis(?:es|ed|ing)|post(?:s|ed|ing)?|auction(?:s|ed|ing)?|for\ssale|leaked|published|dumped)\b(?:(?:[^.;\n]|\.\d){0,90}?\s(?P<what>\w+))?\son\s(?:the\s)?(?:[a-z-]+\s){0,3}$",
    )
});
/// What is done or told `on` somebody who is no market.
const ATTACK: &[&str] = &[
    "attack", "attacks", "hack", "breach", "raid", "assault", "intrusion", "report", "reports", "data", "information",
];

/// Which parties the text says were not hit, where another of `others` with a name was perhaps.
pub(super) fn all(story: &Story<'_>, others: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let spared: BTreeSet<usize> = (0..story.parties.list.len()).filter(|party| is_spared(story, *party)).collect();
    let mut others = others.filter(|party| story.parties.list[*party].named);
    if others.any(|party| !spared.contains(&party)) { spared } else { BTreeSet::new() }
}

/// Whether the text says of a party that it was not hit.
fn is_spared(story: &Story<'_>, party: usize) -> bool {
    let known = &story.parties.list[party];
    let sells = |span: Span| {
        // "posted a notice on its own site" names no market.
        let name = story.doc.slice(span).starts_with(char::is_uppercase);
        let sentence = story.doc.sentence_at(span.start).map(|at| story.doc.sentences[at].span.start);
        name && sentence.is_some_and(|start| is_market(&story.doc.text[start..span.start]))
    };
    let venue = known.kind == EntityKind::Organization && !known.titled;
    let spares = |span: &Span| {
        let (before, behind) = (&story.doc.text[..span.start], &story.doc.text[span.end..]);
        venue && sells(*span) || BEHIND.is_match(behind) || is_spared_between(before, behind)
    };
    known.named && known.mentions.iter().any(spares)
}

/// Whether what stands before and behind a name spares it together.
fn is_spared_between(before: &str, behind: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..];
    AROUND.iter().any(|[opens, ends]| ends.is_match(behind) && opens.is_match(near))
}

/// Whether the words of its sentence before a name make it the market on which something is sold.
fn is_market(before: &str) -> bool {
    let what = |found: Captures<'_>| found.name("what").is_none_or(|what| !ATTACK.contains(&what.as_str()));
    MARKET.captures(before).is_some_and(what)
}

#[cfg(test)]
mod tests {
    use super::{BEHIND, is_market, is_spared_between};
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn words_behind_a_name_spare_it() {
        for (behind, expected) in [
            (" replied that its platform had not been breached.", true),
            (" itself was not affected.", true),
            (", which runs the wallets, said its own systems were not compromised.", true),
            ("’s contracts work as intended, its team said.", true),
            (" is unaffected.", true),
            (" has said that none of its systems were compromised.", true),
            (": “our platform is not breached and our wallets remain safe”.", true),
            (" in its blog says its platform is not breached.", true),
            (" contracts aren't affected.", true),
            (" said none of its customers were affected.", false),
            (": our wallets were breached.", false),
            (" has not paid.", false),
            (" has not been hacked.", false),
            (" said that customers were not affected.", false),
            (" said that its systems were breached.", false),
            (" was hacked.", false),
        ] {
            assert_eq!(BEHIND.is_match(behind), expected, "{behind}");
        }
    }

    #[test]
    fn words_around_a_name_spare_it() {
        for (before, behind, expected) in [
            ("The other tokens are safe; no ", " contracts were affected.", true),
            ("No ", " systems were compromised, it said.", true),
            ("No ", " customers were affected.", false),
            ("There is no doubt that ", " systems were affected.", false),
            ("The intruders came in through an unpatched ", " appliance.", true),
            ("They used a flaw in ", " VPN gateways.", true),
            ("They broke into ", " routers.", false),
            ("It came through a compromised ", " VPN.", false),
            ("The coins went through ", ", a privacy protocol,", true),
            ("The coins went through ", ", a lender,", false),
            ("The code was audited by ", ".", true),
            ("The auditor, ", ", found the hole.", true),
            ("A spokeswoman, ", ", said so.", true),
            ("A victim, ", ", said so.", false),
        ] {
            assert_eq!(is_spared_between(before, behind), expected, "{before}…{behind}");
        }
    }

    #[test]
    fn where_loot_is_sold_is_no_victim() {
        for (before, expected) in [
            ("A seller offers the data of 2.8 million customers of Himtel for $35,000 in Monero on ", true),
            ("The files were put up for sale in two lots on the crime forum ", true),
            ("A user put what he said was the database up for sale on ", true),
            ("She published a report on ", false),
            ("He posted in May that the attack on ", false),
        ] {
            assert_eq!(is_market(before), expected, "{before}");
        }
    }

    #[test]
    fn who_was_not_hit_is_no_victim_beside_the_one_that_was() {
        let text = "Exchange halts withdrawals after multisig wallet is emptied\n\nMore than $41 million left a multisig wallet of Tarnvex on \
                    18 July 2024. The wallet was run with the custody software of Pellmont. Tarnvex blamed a mismatch between what \
                    Pellmont's interface showed and what was signed.\n\nPellmont answered that its platform had not been breached.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let victims = record.incidents.iter().flat_map(|incident| &incident.victims);
        let names: Vec<&str> = victims.map(|victim| victim.name.as_str()).collect();
        assert_eq!(names, ["Tarnvex"]);
    }
}
