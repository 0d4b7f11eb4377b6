//! Gangs that no table knows, by what the text says that they do: `the gang is called Brellow`, `a channel by the name of Red Kestle`,
//! `Ostrelle took the credit`, `Harn Wolves, a group of extortionists`.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::EntityKind;
use crate::text::{Document, Span, regex};

use super::{Parties, Party};

/// Those who act together under a name.
const BAND: &str = r"(?:gang|group|crew|collective|channel|brand|newcomer|outfit|hackers|hacktivists|extortionists|culprits|intruders|account)";

/// What stands before the name, whatever else the sentence says.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r#"(?x) (?:
            \b (?: [Tt]he | [Aa] | [Aa]n ) \s (?: gang | crew | ransomware \s group | hacking \s group ) \s (?: is | was ) \s (?: called \s )?
          | \b [Tt]he \s group \s (?: is | was ) \s called \s
          | \b {BAND} (?: \s on \s \p{{Lu}}\w+ )? ,? \s (?: styling \s itself | calling \s (?: itself | themselves ) | by \s the \s name \s of
                | under \s the \s name (?: \s of )? ) \s
          | \b (?: whom \s | (?: actors? | groups? | operators? | people | attackers | intruders | hackers | cluster ) \b [^.;:]{{0,40}} ) (?: which | that )? \s?
                (?: we | it | they | she | he ) \s (?: call | calls | track \s as | tracks \s as ) \s
          | \b call (?: s | ed )? \s the \s (?: people | ones | gang | group | attackers | hackers | operator | operators ) \s (?: behind \s (?: it | this | them ) \s )?
          | \b (?: actor | operator | cluster | crew | gang | group ) \s (?: that \s | which \s )? (?: we | she | he | industry ) \s (?: call | called | calls | reports \s as ) \s
          | \b name (?: s | d )? \s the \s group \s (?: as \s )?
          | \b sign (?: s | ed )? \s (?: its | their | the ) \s (?: notes? | work ) : ? \s (?: [“"] Owned \s by \s )?
          | \b ransom \s note \s was \s left \s by \s
          ) (?: the \s )? [“"‘]? $"#
    ))
});
/// What stands before it where the sentence speaks of an attack.
static BEFORE_ATTACK: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r#"(?x) \b (?: [Tt]he | [Aa] | [Aa]n ) \s (?: (?: new | little-known | unknown | self-styled | hacktivist | pro-\w+ | \p{{Lu}}\w+-speaking ) \s ){{0,2}}? {BAND} ,? \s (?: called \s | named \s | known \s as \s )? (?: the \s )? [“"‘]? $"#
    ))
});
/// What stands behind the name, whatever else the sentence says.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) ^ [”"]? (?: ,? \s (?: [Hh]ere \s )? (?: which | who ) \s (?: on \s \w+ \s )? | \s (?: has \s | have \s | had \s | later \s | then \s )? ) (?:
            (?: took | taken | takes ) \s (?: the \s | full \s )? (?: credit | blame | responsibility )
          | claim (?: ed | s ) \s (?: responsibility | credit | the \s attacks? | both \s attacks | it \. )
          | boast (?: ed | s ) | bragg (?: ed | s )
          | (?: says | said ) \s (?: that \s )? (?: it \s stole | it \s took \s [\d,.]+ | it \s is \s sitting | it \s was \s (?: them | behind ) | it \s holds )
          | (?: listed | put ) \s [^.;:]{1,40}? \s on \s its \s (?: leak \s )? (?: site | page | website | blog | list )
          )"#,
    )
});
/// What stands behind it where the sentence speaks of an attack.
static BEHIND_ATTACK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) ^ ,? [”]? (?: , \s (?: an? | another ) \s (?: [\w-]+ \s ){0,3}? (?: group | hacktivists | gang | newcomer ) \b
          | \s (?: group | people | blog | leak \s site ) \b )",
    )
});
/// What a sentence about an attack says.
static ATTACK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:claim(?:ed|s|ing)|boast\w*|brag\w*|credit for|took (?:the )?credit|responsib\w+|leak site|dark\s?(?:web|net)|ransom\w*|extort\w+|hack\w*|stole|stolen|encrypt\w+|deface\w*|DDoS|flood(?:ed)? of traffic|listed (?:it|the)|intru\w+|attack(?:s|ed|ers?)?)\b",
    )
});

/// Makes gangs of organisations that the text tells to be some.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    let unknown = |party: &&mut Party| {
        party.named && party.kind == EntityKind::Organization && party.sector.is_none() && !party.is_gone()
    };
    for party in parties.list.iter_mut().filter(unknown) {
        if party.mentions.iter().any(|span| is_gang(doc, *span)) {
            party.kind = EntityKind::Group;
        }
    }
}

/// Whether the words beside a name make it that of a gang.
fn is_gang(doc: &Document<'_>, span: Span) -> bool {
    let Some(sentence) = doc.sentence_at(span.start) else { return false };
    let bounds = doc.sentences[sentence].span;
    let before = &doc.text[bounds.start..span.start];
    let behind = &doc.text[span.end..bounds.end.max(span.end)];
    // `that group`, `the site`: no name.
    let name = doc.slice(span).starts_with(|c: char| !c.is_lowercase());
    name && (BEFORE.is_match(before)
        || BEHIND.is_match(behind)
        || (BEFORE_ATTACK.is_match(before) || BEHIND_ATTACK.is_match(behind)) && ATTACK.is_match(doc.slice(bounds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gangs_are_told_by_what_they_do() {
        for (text, expected) in [
            ("The gang is called Ostrelle.", true),
            ("A channel by the name of Ostrelle posted a picture.", true),
            ("Ostrelle took the credit on Sunday.", true),
            ("Ostrelle, which on Friday listed the shop on its leak site, wants money.", true),
            ("The flood of traffic was claimed by the group Ostrelle.", true),
            ("Ostrelle, an Indian group, boasted of it.", true),
            ("We call the people behind it Ostrelle.", true),
            ("The group Ostrelle sells shoes.", false),
            ("Ostrelle, a Swedish group, sells shoes.", false),
            ("Ostrelle claimed that its shoes were safe.", false),
        ] {
            let doc = Document::new(text);
            let at = text.find("Ostrelle").expect("the name is there");
            assert_eq!(is_gang(&doc, Span::new(at, at + "Ostrelle".len())), expected, "{text}");
        }
    }
}
