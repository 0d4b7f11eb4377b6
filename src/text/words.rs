//! `Marks & Spencer’s shop` as `Marks`, `Spencer`, `s`, `shop`: what stands between signs, where no token is needed.

/// The runs of letters and figures of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// `Kuwait` of `Kuwait's`.
pub fn without_possessive(words: &str) -> &str {
    words.strip_suffix("’s").or_else(|| words.strip_suffix("'s")).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_part_words() {
        for (text, expected) in [
            ("Marks & Spencer’s shop.", vec!["Marks", "Spencer", "s", "shop"]),
            ("4,120 €", vec!["4", "120"]),
            (" – ", vec![]),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
