//! People who were cheated and have no name: `at least 260 families`, `elderly couples`. They are nobody's "they" and no
//! event's argument; a fraud that names no firm as its victim finds them here.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::text::{BlockKind, Document, Span, regex};

use super::{Parties, Party};

/// Whom swindlers look for.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?<who> (?: (?<number> \d[\d,.]* (?: \s (?:thousand|million) )? | (?:dozens|hundreds|thousands|scores) \s of | (?:several|many|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) (?: \s hundred )? ) \s )?
          (?: (?: elderly | older | lonely | young | retired | wealthy | vulnerable | [A-Z][a-z]+(?:an|ish|ese|ch) ) \s )?
          (?: famil(?:ies) | couples | households | savers | pensioners | retirees | investors | tourists | holidaymakers | travell?ers | students | parents | tenants
            | homebuyers | buyers | shoppers | customers | residents | women | men | widows | farmers | workers | jobseekers | migrants | patients | players | fans | users
            | collectors | people | persons | victims | citizens | taxpayers | drivers | homeowners | landlords | sellers | businesses | firms | companies ) ) \b",
    )
});
/// What they did or what was done to them.
static CHEATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^[^.;]{0,70}?\b(?:paid|lost|sent|transferred|wired|invested|handed|were (?:\w+ )?(?:cheated|duped|tricked|defrauded|swindled|conned|lured|deceived|told|called|talked|robbed|asked|persuaded|promised|scammed)|fell for|had (?:paid|sent|transferred|invested|lost)|who (?:paid|lost|sent|believed|thought)|believed|thought|out of)\b",
    )
});
static CHEATING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:cheat\w*|dup\w+|trick\w+|defraud\w*|swindl\w+|conn(?:ed|ing)|lur\w+|deceiv\w+|scamm\w+|robb\w+|persuad\w+|convinc\w+|talk\w+|stole\w*\s.{0,40}from|took\s.{0,40}from|preyed on|targeted|targeting|money (?:of|from)|savings of|fraud against|victims?,)\s(?:at least\s|more than\s|about\s|some\s|over\s|nearly\s|around\s|an estimated\s|mostly\s)?$",
    )
});

/// Adds those who were cheated, the likeliest first; nothing refers to them.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    let mut found: Vec<(i32, std::cmp::Reverse<usize>, Span)> = Vec::new();
    for sentence in &doc.sentences {
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet | BlockKind::Title) {
            continue;
        }
        let text = doc.slice(sentence.span);
        for who in PEOPLE.captures_iter(text) {
            let Some(whole) = who.name("who") else { continue };
            let cheated = CHEATED.is_match(&text[whole.end()..]) || CHEATING.is_match(&text[..whole.start()]);
            if cheated {
                let span = Span::new(sentence.span.start + whole.start(), sentence.span.start + whole.end());
                // "Pensioners" says more than "people".
                let vague = ["people", "persons", "victims", "customers", "users", "men", "women"];
                let weight = 2 * i32::from(who.name("number").is_some()) + i32::from(sentence.kind == BlockKind::Body)
                    - 3 * i32::from(vague.iter().any(|noun| whole.as_str().ends_with(noun)));
                found.push((weight, std::cmp::Reverse(span.start), span));
            }
        }
    }
    let Some((_, _, span)) = found.into_iter().max() else { return };
    let cheated = Party::new(doc.slice(span), span, EntityKind::Descriptor);
    parties.list.push(Party { named: false, plural: true, ..cheated });
}

/// Those who were cheated.
pub(super) fn cheated(parties: &Parties) -> Option<usize> {
    parties.list.iter().position(|party| party.plural && party.mentions.is_empty())
}
