//! `pump.fun`, `snailbridge got hit`: firms that write themselves small, told by the end of an address or by what befell them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::headword::spoken;
use super::name::is_common;
use super::{Entity, EntityKind, Rule};
use crate::text::{Document, Span, regex};

/// Firms that go by an address on the web, with its end.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?<stem>[a-z0-9]{3,})\.(?:io|fi|finance|xyz|exchange|money|app|cash|fun|network|trade|markets?|bet|gg|ag|capital|games)\b",
    )
});
/// What says that an address is no more than that of a page.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:sites?|websites?|domains?|address|addresses|pages?|urls?|links?|at|to|from|via|visit|explorer)\s$")
});
/// How far before an address that stands, in bytes.
const REACH: usize = 16;
/// How many such names an article has at most: what lists more is no news, and each is sought in the whole text.
const MOST: usize = 50;
/// What befalls whoever is told to be robbed.
static HIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|\s)(?<name>[a-z][a-z0-9]{3,})\s(?:got|gets|was|has been|is being)\s(?:hit|hacked|exploited|drained|robbed|rugged|rekt|breached)\b",
    )
});
/// What stands before a noun and not before a name.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "its", "our", "their", "his", "her", "my", "your", "no", "one", "each", "every",
    "another", "which", "whose",
];
/// Nouns of the trade that a list of plain English lacks.
const NOUNS: &[&str] = &[
    "multisig", "memecoin", "stablecoin", "bitcoin", "ether", "ethereum", "solana", "crypto", "defi", "dapp",
    "frontend", "backend", "timelock", "launchpad", "airdrop", "malware", "ransomware", "blockchain", "testnet",
    "mainnet", "cryptocurrency",
];

/// Names written small.
pub(super) struct Small;

impl Rule<Entity> for Small {
    fn name(&self) -> &'static str {
        "small"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let robbed = robbed(doc).map(|name| (name, name.to_owned()));
        let names: BTreeMap<&str, String> = addresses(doc).into_iter().chain(robbed).collect();
        let mut found: Vec<(Span, Entity)> = Vec::new();
        for (written, name) in &names {
            let stem = written.split_once('.').map(|(stem, _)| stem).filter(|stem| stem.len() > 3 && is_name(stem));
            for words in [Some(*written), stem].into_iter().flatten() {
                for span in spoken(doc.text, words) {
                    if !found.iter().any(|(known, _)| known.overlaps(span)) {
                        found.push((span, Entity::named(EntityKind::Organization, name.as_str())));
                    }
                }
            }
        }
        found
    }
}

fn is_name(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    ![word, singular].iter().any(|word| is_common(word) || NOUNS.contains(word))
}

/// Addresses, with the name of the firm: the address itself, or what stands in it where the text writes that with a capital, as
/// `Curve` beside `curve.fi`.
fn addresses<'a>(doc: &Document<'a>) -> BTreeMap<&'a str, String> {
    let text = doc.text;
    let mut names = BTreeMap::new();
    for found in ADDRESS.captures_iter(text) {
        let (Some(whole), Some(stem)) = (found.get(0), found.name("stem")) else { continue };
        let before = &text[..whole.start()];
        let part = text[whole.end()..].starts_with(['/', '@', '-', '_']) || before.ends_with(['/', '@', '.', '-', '_']);
        if names.len() == MOST {
            break;
        }
        if part || names.contains_key(whole.as_str()) {
            continue;
        }
        let named = stem.as_str()[..1].to_uppercase() + &stem.as_str()[1..];
        if !spoken(text, &named).is_empty() {
            names.insert(whole.as_str(), named);
        } else if !ADDRESSED.is_match(&before[before.floor_char_boundary(before.len().saturating_sub(REACH))..])
            || spoken(text, whole.as_str()).len() > 1
        {
            names.insert(whole.as_str(), whole.as_str().to_owned());
        }
    }
    names
}

/// Words that are told to be robbed as no noun is: without a determiner.
fn robbed<'a>(doc: &Document<'a>) -> impl Iterator<Item = &'a str> {
    let text = doc.text;
    HIT.captures_iter(text).filter_map(move |found| {
        let name = found.name("name")?;
        let before = text[..name.start()].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let first = before.is_empty() || before.ends_with(['.', ',', ':', '!', '?']) || word == "so" || word == "and";
        let noun = spoken(text, name.as_str()).iter().any(|span| {
            let before = text[..span.start].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
            DETERMINERS.contains(&before.as_str())
        });
        (first && !noun && is_name(name.as_str())).then_some(name.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_small() {
        for (text, expected) in [
            ("The team of pump.fun said so. Nobody at pump.fun knew.", vec!["pump.fun"; 2]),
            ("The contract of oolong7.xyz was drained. All oolong7 users lost.", vec!["oolong7.xyz", "oolong7"]),
            ("Quornex asks its users not to open quornex.fi for now.", vec!["quornex.fi"]),
            ("They set up the site quornexlogin.io and wrote from help@quornex.io.", vec![]),
            ("Ok so snailbridge got hit today. Nobody knows why.", vec!["snailbridge"]),
            ("The old multisig was drained. So the snailhouse was robbed.", vec![]),
        ] {
            let doc = Document::new(text);
            let mut found = Small.find(&doc);
            found.sort_by_key(|(span, _)| span.start);
            let found: Vec<&str> = found.iter().map(|(span, _)| doc.slice(*span)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
