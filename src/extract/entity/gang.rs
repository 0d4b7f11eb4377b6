//! What tells that a name which is also an ordinary word (`Play`, `Hive`) means a gang: a gang signs, lists and claims.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Document, Span, regex};

/// Words beside which an ambiguous name is a gang or a program.
pub(super) const GANG_WORDS: &[&str] = &[
    "ransomware", "gang", "group", "hackers", "crew", "operators", "operation", "malware", "trojan", "botnet",
    "collective", "hacktivist", "hacktivists", "affiliate", "affiliates", "strain", "worm", "cartel", "syndicate",
    "gangs", "groups", "crews",
];
/// `claimed by`, `signed themselves "`: what stands right before a gang.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) \b (?:
            (?: claimed | signed | listed | posted | run | operated | attacked | encrypted | locked | published | boasted | hacked ) \s (?: by | as )
          | sign (?: s | ed )? (?: \s (?: as | itself | themselves ) )?
          | call (?: s | ed | ing )? \s (?: itself | themselves )
          | (?: leak \s site | dark [\s-] web \s (?: site | page ) | affiliates? | victims ) \s of
          | attribut (?: e | es | ed ) \s (?: [^.;]{1,40} \s )? to
          | (?: gang | crew | group | attackers? | intruders ) \s (?: was | is | were | are )
          | names? \s (?: itself | themselves )
          | (?: note | letter | demand | message ) \s (?: came | was | is ) \s from
          | present (?: s | ed )? \s (?: itself | themselves ) \s as
          | bears \s the \s name \s of
          | (?: encrypted | locked ) \s with
          | (?: attackers? | intruders | gang | group | crew ) [^.;:]{0,30} \s (?: identified | named ) \s (?: [^.;:,]{1,30} \s )? as
          ) \s [“"'‘]? $"#,
    )
});
/// `claimed the attack`, `'s leak site`: what stands right behind one.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) ^ [”"’']? (?:
            (?: \s (?: has | have | had ) )? \s (?:
                claim (?: s | ed )? \b | list (?: s | ed ) \b | leaked \b | post (?: s | ed ) \b | representative \b
              | says \s (?: that \s )? it \s (?: has | holds | took | stole ) \b | put \s [^.;]{0,40} \s on \s its \s (?: page | site | blog ) \b | (?: takes | took | taken ) \s (?: responsibility | credit ) \b
              | (?: was | is ) \s behind \b )
          | , \s (?: an? | the ) \s (?: [\w-]+ \s ){0,3} (?: gang | group | crew | outfit | cartel | band ) \b
          | \s (?: (?: demanded | wanted | threatened | extorted ) \b | asked \s [^.;]{0,40} \s for \s (?: \d | \p{Sc} | [A-Z]{3} \s ) )
          | \s and \s \p{Lu} \w+ (?: \s \p{Lu} \w+ )? \s (?: gangs | groups | crews ) \b
          | (?: ['’]s )? \s (?: leak | dark [\s-]web | extortion ) \s (?: site | blog | page | portal )
          ) "#,
    )
});

/// What an article speaks of in which the name of a gang is rarely anything else.
static EXTORTION: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)ransom|encrypt|extort|blackmail|leak site"));

/// Whether a name stands with its capital inside a sentence, beside no other capital and no article, where the text speaks of extortion:
/// `the note came from Hive` (in 67 of 71 gold articles with such a name the gang did it).
pub(super) fn stands_alone(doc: &Document<'_>, span: Span) -> bool {
    let (before, after) = (&doc.text[..span.start], &doc.text[span.end..]);
    let capital = |word: Option<&str>| {
        word.is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    };
    let inside = before.trim_end_matches([' ', '“', '"']);
    if inside.is_empty() || inside.ends_with(['\n', '.', '!', '?', ':', '*']) {
        return false;
    }
    let last = inside.split_whitespace().next_back();
    let article = last.is_some_and(|word| matches!(word, "the" | "a" | "an"));
    let next = after.strip_prefix("’s").or(after.strip_prefix("'s")).unwrap_or(after);
    let next = next.trim_start_matches(['”', '"']);
    let follows = next.starts_with(' ').then(|| next.split_whitespace().next()).flatten();
    let word = after.starts_with('-') || before.ends_with('-');
    !article && !word && !capital(last) && !capital(follows) && EXTORTION.is_match(doc.text)
}

/// Whether the words at `span` do what gangs do, or stand beside a word for one.
pub(super) fn is_meant(doc: &Document<'_>, span: Span) -> bool {
    let line = doc.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    beside_gang_word(doc, span)
        || BEFORE.is_match(&doc.text[line..span.start])
        || BEHIND.is_match(&doc.text[span.end..])
}

fn beside_gang_word(doc: &Document<'_>, span: Span) -> bool {
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let after = doc.text[span.end..].split_whitespace().next().map(word);
    let before = doc.text[..span.start].split_whitespace().next_back().map(word);
    [after, before].into_iter().flatten().any(|word| GANG_WORDS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_mean_gangs_where_there_is_extortion() {
        for (text, expected) in [
            ("The note came from Hive and named a ransom.", true),
            ("The note came from Hive's people, who want a ransom.", true),
            ("The note came from Hive and named a place.", false),
            ("The ransom note lay in the Hive on Monday.", false),
            ("The ransom note came from Hive Street.", false),
            ("A ransom was paid. Hive closed.", false),
        ] {
            let doc = Document::new(text);
            let start = text.find("Hive").unwrap();
            assert_eq!(stands_alone(&doc, Span::new(start, start + 4)), expected, "{text}");
        }
    }

    #[test]
    fn gangs_sign_list_and_claim() {
        for (text, expected) in [
            ("the Hive gang", true),
            ("The note was signed \"Hive\".", true),
            ("It was claimed by Hive on Monday.", true),
            ("Hive has claimed the theft.", true),
            ("A page on Hive's leak site shows it.", true),
            ("Bees left the Hive in May.", false),
            ("Hive sells thermostats.", false),
            ("The authors present themselves as Hive.", true),
            ("Hive says it holds 20 GB.", true),
            ("The group names itself \"Hive\".", true),
            ("Hive, a group that is gone by now, came in.", true),
            ("Hive asked the mill for SEK 2 million.", true),
            ("Hive, a thermostat, was sold.", false),
            ("Hive, a gang that rents out its software, listed it.", true),
            ("Victims of the Hive and Qorvath groups paid.", true),
            ("Two servers were encrypted with Hive.", true),
            ("The gang behind it was identified in a statement as Hive.", true),
            ("Hive, a maker of thermostats, has moved.", false),
        ] {
            let doc = Document::new(text);
            let start = text.find("Hive").unwrap();
            assert_eq!(is_meant(&doc, Span::new(start, start + 4)), expected, "{text}");
        }
    }
}
