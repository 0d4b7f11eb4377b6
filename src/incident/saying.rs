//! `puts its losses at`, `asked for`, `has been frozen`: turns of phrase right before or behind a sum that say what it is.

use std::sync::LazyLock;

use regex::Regex;

use super::Story;
use super::choose::sum;
use crate::record::AmountRole;
use crate::text::{Span, regex};

/// A turn of phrase: what it says, and what it looks like right before or right behind a sum.
struct Saying {
    role: AmountRole,
    before: Option<Regex>,
    behind: Option<Regex>,
}

/// Words that may stand between a verb and its sum.
const FEW: &str = r"(?:\w+\s){0,3}$";

static SAYINGS: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    let pattern = |words: &str| Some(regex(&format!("(?i){words}")));
    let led = |words: &str| pattern(&format!(r"\b(?:{words})\s{FEW}"));
    let before = |role, words: &str| Saying { role, before: led(words), behind: None };
    let behind = |role, words: &str| Saying { role, before: None, behind: pattern(words) };
    let around = |role, before: &str, behind: &str| Saying { role, before: led(before), behind: pattern(behind) };
    vec![
        behind(AmountRole::Reward, r"^(?:\s\w+){0,2}\s(?:bounty|reward)\b"),
        before(AmountRole::Reward, "(?:bounty|reward)(?: of|:)|rewards? \\w+ with|thanked \\w+ with"),
        behind(
            AmountRole::Recovered,
            r"^[^.;]{0,40}?\b(?:was|were|has been|have been|had been|could be|is|are|been)\s(?:\w+ly\s|since\s|already\s|later\s)?(?:frozen|recovered|secured|seized|blocked|clawed back|returned|retrieved|recalled|sent back|handed back|got back|stopped|intercepted|repaid)\b",
        ),
        before(
            AmountRole::Recovered,
            "froze|seized|confiscated|recovered|clawed back|got back|(?:sent|gave|given|handed|took|won|brought|paid) back|retrieved?|secured|returned|recalled|blocked|intercepted|saved|freeze|recover|claw back|get back|returning|recovering|freezing|blacklisted",
        ),
        behind(AmountRole::Recovered, r"^\s(?:back|home)\b"),
        behind(AmountRole::Fine, r"^\s(?:\w+\s){0,2}(?:fine|penalty|penalties)\b"),
        before(
            AmountRole::Fine,
            r"fined(?:\s[\w’']+){0,6}?|penalty of|penalty notice (?:\w+\s){0,8}?(?:of|to)|(?:fine|penalty) (?:\w+\s){0,8}?to",
        ),
        around(
            AmountRole::Fine,
            "paid|pays|pay|paying",
            r"^[^.;]{0,60}\b(?:to the (?:government|state|regulator|treasury)|to settle|settlement)\b",
        ),
        before(AmountRole::RansomDemanded, r"unless\b[^.;]{0,40}"),
        before(
            AmountRole::RansomDemanded,
            "refused to pay|declined to (?:pay|hand over)|wouldn't pay|would not pay|won't pay|will not pay|did not pay|didn't pay",
        ),
        before(
            AmountRole::RansomDemanded,
            "demanded|demanding|demands?|demand (?:for|of)|ransom:|(?:instead of|rather than) paying|wanted|wants|asked for|asks for|asking for|asked (?:us|them|him|her|it) for|ransom of|named a (?:sum|price) of|the price was",
        ),
        behind(AmountRole::RansomDemanded, r"^[^.;,]{0,25}?\b(?:was|were|had been|be)\s(?:demanded|asked|wanted)\b"),
        before(
            AmountRole::Damage,
            r"(?:puts?|put|estimates?|estimated|reckons?|values?|valued) (?:its|the|their|his|her) (?:\w+ )?(?:loss|losses|damage|damages|costs?|bill|takings|harm|lost \w+) (?:\w+ ){0,5}?(?:at|in|to be|was|were)",
        ),
        before(
            AmountRole::Damage,
            r"(?:damage|costs?|bill|loss of (?:sales|revenue|income)|lost (?:sales|revenue|takings|turnover|orders))\s(?:\w+\s){0,4}?(?:of|is|was|were|are|at|to|comes? to|came to|amounts? to|amounted to|reached|totalled)",
        ),
        behind(
            AmountRole::Stolen,
            r"^[^.;,]{0,30}?\b(?:was|were|has been|have been|had been|is|are)\s(?:\w+ly\s)?(?:stolen|taken|gone|missing|drained|lost|moved|withdrawn|transferred|siphoned|emptied|diverted|swept|wired|sent off)\b",
        ),
        behind(
            AmountRole::Stolen,
            r"^[^.;,]{0,30}?\b(?:left|vanished|disappeared|flowed out|went missing|leaked out|gone)\b",
        ),
        before(
            AmountRole::Stolen,
            "stole|steal|stolen|took|take|drained?(?: of)?|siphoned|looted|made off with|got away with|lost|relieved of|robbed of|swindled out of|cheated out of|transferred|diverted|withdrew|embezzled|emptied of|defrauded of|(?:duped|conned|tricked|scammed|fleeced|cheated|stripped|deprived) (?:\\w+ )?(?:out )?of|(?:is|are|was|were) (?:down|short)",
        ),
        // What follows says it less often than what stands above.
        before(
            AmountRole::RansomPaid,
            r"settled? (?:\w+ )?(?:at|for|on)|shook hands (?:at|on)|(?:talked|haggled|brought|beaten|negotiated) (?:\w+ )?down to|pocketed|collected|squeezed|extorted|extorting",
        ),
        around(
            AmountRole::RansomPaid,
            "paid",
            r"^[^.;]{0,60}\b(?:for (?:a|the|its|their) (?:\w+ )?(?:keys?|decrypt\w*|silence|promise|tool)|ransom|bitcoin|gang|blackmail)",
        ),
        before(
            AmountRole::RansomPaid,
            r"(?:ransom|extort\w+|blackmail\w*|gang|attackers|hackers|criminals|intruders)\b[^.;]{0,60} (?:paid|sent)",
        ),
        before(
            AmountRole::Recovered,
            r"recover(?:y|ies) (?:\w+ ){0,3}?(?:of|to|at|was|were)|(?:recovered|returned|frozen|recovery|recoveries):",
        ),
        behind(
            AmountRole::Recovered,
            r"^[^.;]{0,50}?\b(?:given back|refunded|withheld|come back|came back|back with|held up|sent home|paid back|trapped|turned up)\b",
        ),
        behind(
            AmountRole::Recovered,
            r"^[^.;]{0,50}?\b(?:were|was|is|are|been|be) (?:\w+ ){0,2}(?:frozen|recovered|secured|seized|blocked|clawed back|returned|stopped|found|traced|back)\b",
        ),
        before(AmountRole::Fine, "imposed|imposes|imposing|(?:fine|penalty):"),
        around(
            AmountRole::Reward,
            "offer(?:ed|s|ing)?|put up|promised|promises|pledged|pledges",
            r"^[^.;]{0,60}\b(?:for|to (?:return|bring|give|send|hand|anyone|anybody|whoever|those who)|reward|bounty)\b",
        ),
        around(
            AmountRole::Reward,
            "pay|pays|paying",
            r"^[^.;]{0,60}\b(?:to (?:anyone|anybody|whoever|those who)|for (?:information|tips|clues|hints|the name))\b",
        ),
        before(
            AmountRole::Damage,
            r"(?:clean-?up|repairs?|restoring|restoration|recovery|rebuilding|replacement|response) (?:\w+ ){0,6}?(?:costs?|of|to|at)|set aside|setting aside|provisions? of|(?:extraordinary|exceptional|one-off|one-time|special) (?:\w+ )?(?:loss|charges?|costs?|expenses?|items?)(?: of)?|impairment of|write-down of|(?:expenses?|impact|hit|effect|blow|dent) (?:\w+ ){0,4}?of",
        ),
        before(AmountRole::Stolen, "(?:theft|haul|loot|heist|hack|raid|robbery) of"),
        behind(AmountRole::Stolen, r"^\s(?:hack|heist|theft|exploit|robbery|fraud|raid|attack|loss|scam)\b"),
    ]
});

/// `puts the loss at`, `their loss:`, `has cost the mill some`: words of what something cost, or of what was taken.
static LOSS: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:(?:loss|losses) (?:\w+ ){{0,3}}?(?:at|of|is|was|to)|(?:loss|losses|damage|bill|costs?)\s?[:,](?: so far)?|costs?|costing)\s{FEW}"
    ))
});

/// Whether the words right before a sum are of a loss or a cost.
pub(super) fn is_loss(story: &Story<'_>, sentence: usize, span: Span) -> bool {
    story.doc.around(sentence, span).is_some_and(|(before, _)| LOSS.is_match(before))
}

/// `puts the loss at`, `losses of some`: words of a loss alone, not of a cost.
static LOST: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"(?i)\b(?:loss|losses) (?:\w+ ){{0,3}}?(?:at|of|is|was|were|to)\s{FEW}")));

/// Whether the words right before a sum call it a loss.
pub(super) fn is_lost(story: &Story<'_>, sentence: usize, span: Span) -> bool {
    story.doc.around(sentence, span).is_some_and(|(before, _)| LOST.is_match(before))
}

/// What the words right beside a sum say that it is.
pub(super) fn role(story: &Story<'_>, at: sum::At) -> Option<AmountRole> {
    let (before, behind) = story.doc.around(at.sentence, sum::span(story, at))?;
    said(before, behind)
}

/// What the words before and behind a sum say that it is.
fn said(before: &str, behind: &str) -> Option<AmountRole> {
    let holds = |side: &Option<Regex>, words: &str| side.as_ref().is_none_or(|pattern| pattern.is_match(words));
    SAYINGS
        .iter()
        .find(|saying| holds(&saying.before, before) && holds(&saying.behind, behind))
        .map(|saying| saying.role)
}

#[cfg(test)]
mod tests {
    use super::{LOSS, LOST, said};
    use crate::record::AmountRole;

    #[test]
    fn words_of_a_loss_are_told_from_others() {
        for before in ["The mill puts the loss at ", "Their loss: ", "The week has cost the mill some "] {
            assert!(LOSS.is_match(before), "{before}");
        }
        for before in ["The mill has sales of ", "They sent "] {
            assert!(!LOSS.is_match(before), "{before}");
        }
    }

    #[test]
    fn a_loss_is_told_from_a_cost() {
        for (before, expected) in
            [("The mill put the losses at ", true), ("Its loss was ", true), ("The week cost the mill some ", false)]
        {
            assert_eq!(LOST.is_match(before), expected, "{before}");
        }
    }

    #[test]
    fn words_beside_a_sum_say_what_it_is() {
        for (before, behind, expected) in [
            ("They asked for ", ".", Some(AmountRole::RansomDemanded)),
            ("The mill puts its losses at ", ".", Some(AmountRole::Damage)),
            ("The bank froze some ", " of it.", Some(AmountRole::Recovered)),
            ("", " has since been blocked in five accounts.", Some(AmountRole::Recovered)),
            ("The finder got a ", " bounty.", Some(AmountRole::Reward)),
            ("From its wallets ", " was moved out.", Some(AmountRole::Stolen)),
            ("The regulator fined the clinic ", ".", Some(AmountRole::Fine)),
            ("The two sides shook hands at ", ".", Some(AmountRole::RansomPaid)),
            ("The mill paid ", " for a key.", Some(AmountRole::RansomPaid)),
            ("Recoveries came to ", ".", Some(AmountRole::Recovered)),
            ("In the end ", " was given back.", Some(AmountRole::Recovered)),
            ("It offered ", " to whoever names the thief.", Some(AmountRole::Reward)),
            ("The group booked an extraordinary loss of ", ".", Some(AmountRole::Damage)),
            ("Police look into the theft of ", ".", Some(AmountRole::Stolen)),
            ("They would publish it unless they got ", ".", Some(AmountRole::RansomDemanded)),
            ("It offered the thief ", " to give the rest back.", Some(AmountRole::Reward)),
            ("From now on the mill pays ", " to whoever finds it.", Some(AmountRole::Reward)),
            ("The widow was conned out of ", ".", Some(AmountRole::Stolen)),
            ("The casino is down ", ".", Some(AmountRole::Stolen)),
            ("To the gang the mill had paid ", ".", Some(AmountRole::RansomPaid)),
            ("", " has turned up again.", Some(AmountRole::Recovered)),
            ("The clinic paid ", " to the state to settle the case.", Some(AmountRole::Fine)),
            ("Ransom: ", ".", Some(AmountRole::RansomDemanded)),
            ("It called the police instead of paying ", ".", Some(AmountRole::RansomDemanded)),
            ("They had extorted ", " from mills.", Some(AmountRole::RansomPaid)),
            ("The court confiscated ", ".", Some(AmountRole::Recovered)),
            ("It paid ", " for new desks.", None),
            ("It has deposits of ", ".", None),
        ] {
            assert_eq!(said(before, behind), expected, "{before}…{behind}");
        }
    }
}
