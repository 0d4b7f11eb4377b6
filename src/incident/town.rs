//! Towns that act or are hit themselves: `Baltimore was hit by ransomware`, `the attack on Atlanta`.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};
use crate::text::{BlockKind, Document, regex};

use super::Parties;

/// What stands behind a town that is more than a place.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) ^ (?: \s and \s \p{Lu}\w+ (?: \s \p{Lu}\w+ )? )? (?: , \s (?: [^,.;] | \d,\d ){3,60} , )? (?: [’'] s \s (?: computers? | systems | networks? | servers | insurer | finance | council | data | records | files ) | \s (?: was | is | has | had | lost | paid | put | closed | shut | refused | fell
          | disclosed | confirmed | discovered | became | suffered | spent | declared | says | said | could | hired
          | announced | restored | rebuilt | switched | declined | decided | agreed | voted | admitted | chose | will | gave | sent
          | wired | loses | pays | sells | wires | sends | gives | counts | refuses ) ) \b",
    )
});
/// What stands before a town that was hit.
static HIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b (?: attacks? \s (?:on|against) | hackers \s (?:hit|hold|held) | hit | crippled | struck | paralysed | paralyzed
          | attacked | city \s of | town \s of | county \s of | government \s of ) \s $",
    )
});
/// What makes a place of it: `in Riga`, `near Oslo`.
static WHERE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:in|at|from|of|near|to|for|around|outside|across|via|over|by|through|with|between|and|against|on)\s$",
    )
});

/// Adds the towns of the body that act or are hit to the parties.
pub(super) fn learn(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    for at in 0..entities.len() {
        let mention = &entities[at];
        let Some(sentence) = doc.sentence_at(mention.span.start).map(|index| &doc.sentences[index]) else { continue };
        let told = matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet | BlockKind::Title);
        if mention.value.kind != EntityKind::Place || !told {
            continue;
        }
        let before = &doc.text[sentence.span.start..mention.span.start];
        let after = &doc.text[mention.span.end..sentence.span.end.max(mention.span.end)];
        // `Silver Mesa Resorts`: part of a name.
        let part = before.split_whitespace().next_back().is_some_and(|word| {
            before.ends_with(' ')
                && word.chars().next().is_some_and(char::is_uppercase)
                && !before.trim_end().ends_with('.')
        });
        if part && sentence.kind == BlockKind::Title {
            continue;
        }
        if HIT.is_match(before) || ACTS.is_match(after) && !WHERE.is_match(before) && !before.ends_with(", ") {
            parties.town(entities, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    #[test]
    fn tells_towns_from_places() {
        for (text, expected) in [
            ("Baltimore was hit by ransomware.", true),
            ("Hackers crippled Atlanta on Monday.", true),
            ("Baltimore and Lake City, both far away, agreed to pay.", true),
            ("A hospital in Baltimore was hit by ransomware.", false),
            ("It moved from Riga, Latvia, and closed.", false),
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            let mut parties = Parties::link(&doc, &entities);
            learn(&doc, &entities, &mut parties);
            let towns =
                parties.list.iter().filter(|party| matches!(party.name.as_str(), "Baltimore" | "Atlanta" | "Riga"));
            assert_eq!(towns.count() > 0, expected, "{text}");
        }
    }
}
