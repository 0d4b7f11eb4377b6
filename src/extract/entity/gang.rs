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
          | (?: gang | crew | attackers? | intruders ) \s (?: was | is | were | are )
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
          | (?: ['’]s )? \s (?: leak | dark [\s-]web | extortion ) \s (?: site | blog | page | portal )
          ) "#,
    )
});

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
        ] {
            let doc = Document::new(text);
            let start = text.find("Hive").unwrap();
            assert_eq!(is_meant(&doc, Span::new(start, start + 4)), expected, "{text}");
        }
    }
}
