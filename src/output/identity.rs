//! Identifiers that STIX, MISP and VERIS need: the same content has the same one on every run and machine.

use uuid::Uuid;

use crate::record::ArticleInfo;

/// The name that all identifiers grow from. STIX keeps the namespace `00abedb4-…` for cyber-observable objects and
/// forbids it for all others, so that the program has one of its own.
const ORIGIN: &str = "https://github.com/news-incidents/news-incidents";

/// A UUID (version 5) for what `parts` tell of a thing called `kind`.
pub(super) fn uuid(kind: &str, parts: &[&str]) -> Uuid {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, ORIGIN.as_bytes());
    let name = std::iter::once(kind).chain(parts.iter().copied()).collect::<Vec<_>>().join("\u{1f}");
    Uuid::new_v5(&namespace, name.as_bytes())
}

/// Of an article: two with the same name and different texts are two.
pub(super) fn article(kind: &str, article: &ArticleInfo) -> Uuid {
    uuid(kind, &[&article.id, &article.sha256])
}

/// Whether `name` is a proper name, the same party wherever it stands: `Coincheck`, `Bank of Bangladesh`; not
/// `a Japanese exchange`, which is another one in the next article.
pub(super) fn proper(name: &str) -> bool {
    let capital =
        |word: &str| word.chars().find(|first| first.is_alphanumeric()).is_some_and(|first| !first.is_lowercase());
    let small = |word: &str| word.chars().count() <= 3;
    name.split_whitespace().next().is_some_and(capital)
        && name.split_whitespace().all(|word| small(word) || capital(word) || !word.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_have_the_same_id() {
        assert_eq!(uuid("identity", &["a", "b"]), uuid("identity", &["a", "b"]));
        for (kind, parts) in [("identity", &["ab"] as &[&str]), ("identity", &["b", "a"]), ("malware", &["a", "b"])] {
            assert_ne!(uuid("identity", &["a", "b"]), uuid(kind, parts), "{kind} {parts:?}");
        }
    }

    #[test]
    fn proper_names_are_told_from_descriptions() {
        for (name, expected) in [
            ("Coincheck", true),
            ("Bank of Bangladesh", true),
            ("Müller & Søn “Börse”", true),
            ("3Commas", true),
            ("任天堂", true),
            ("hackers", false),
            ("a Japanese exchange", false),
            ("Japanese crypto exchange", false),
            ("the Bank", false),
            ("", false),
        ] {
            assert_eq!(proper(name), expected, "{name}");
        }
    }
}
