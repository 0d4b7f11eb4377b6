//! What tells that a name which is also an ordinary word (`Play`, `Hive`) means a gang: a gang signs, lists and claims.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Document, Span, regex};

/// Words beside which an ambiguous name is a gang or a program.
pub(super) const GANG_WORDS: &[&str] = &[
    "ransomware", "gang", "group", "hackers", "crew", "operators", "operation", "malware", "trojan", "botnet",
    "collective", "hacktivist", "hacktivists", "affiliate", "affiliates", "strain", "worm", "cartel", "syndicate",
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
          | (?: ['’]s )? \s (?: leak | dark [\s-]web | extortion ) \s (?: site | blog | page | portal )
          ) "#,
    )
});

/// Names of gangs that hardly mean anything else where extortion is told of.
const SELDOM_ELSE: &[&str] =
    &["Akira", "Chort", "Haron", "Hellcat", "HellCat", "Interlock", "Kazu", "Medusa", "Qilin", "Rhysida", "Trigona"];

/// `The tills were encrypted with Akira`, in an article on extortion, but not `Akira Tredgold`.
fn is_of_extortion(doc: &Document<'_>, span: Span) -> bool {
    const EXTORTION: &[&str] = &["ransom", "extort", "leak site", "encrypted", "blackmail"];
    let large = |text: Option<&str>| text.is_some_and(|word| word.starts_with(char::is_uppercase));
    let before = doc.text[..span.start].strip_suffix(' ').and_then(|text| text.rsplit(char::is_whitespace).next());
    // `After Akira`: a small word that opens a sentence is large as well.
    let called = large(before) && before.is_some_and(|word| word.len() > 5);
    let after = doc.text[span.end..].strip_prefix(' ').and_then(|text| text.split(' ').next());
    SELDOM_ELSE.contains(&doc.slice(span))
        && !called
        && !large(after)
        && EXTORTION.iter().any(|word| doc.text.contains(word))
}

/// Whether the words at `span` do what gangs do, or stand beside a word for one.
pub(super) fn is_meant(doc: &Document<'_>, span: Span) -> bool {
    let line = doc.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    beside_gang_word(doc, span)
        || BEFORE.is_match(&doc.text[line..span.start])
        || BEHIND.is_match(&doc.text[span.end..])
        || is_of_extortion(doc, span)
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
    fn some_names_are_seldom_else() {
        for (text, expected) in [
            ("The files were encrypted with Akira.", true),
            ("Akira Tredgold had his files encrypted.", false),
            ("A film with Akira was shown.", false),
        ] {
            let doc = Document::new(text);
            let start = text.find("Akira").unwrap();
            assert_eq!(is_meant(&doc, Span::new(start, start + 5)), expected, "{text}");
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
        ] {
            let doc = Document::new(text);
            let start = text.find("Hive").unwrap();
            assert_eq!(is_meant(&doc, Span::new(start, start + 4)), expected, "{text}");
        }
    }
}
