//! When two names are the same name: `The Coincheck exchange's` and `coincheck exchange`.

/// Words that may stand before a name without being part of it.
const LEADING: [&str; 10] = ["the", "a", "an", "its", "their", "his", "her", "our", "some", "this"];

/// Lower case, without punctuation, possessive endings and leading articles.
pub(super) fn plain(name: &str) -> String {
    let straight = name.to_lowercase().replace(['’', '‘', '`'], "'");
    let words = straight.split(|c: char| !(c.is_alphanumeric() || "'$.&+".contains(c)));
    let mut words: Vec<String> = words
        .map(|word| word.strip_suffix("'s").unwrap_or(word).replace(['\'', '.'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    let leading = words.iter().take_while(|word| LEADING.contains(&word.as_str())).count();
    if leading < words.len() {
        words.drain(..leading);
    }
    words.join(" ")
}

/// Whether `found` is `name` or one of `aliases`.
pub(super) fn same<'a>(name: &'a str, aliases: impl IntoIterator<Item = &'a String>, found: &str) -> bool {
    let found = plain(found);
    plain(name) == found || aliases.into_iter().any(|alias| plain(alias) == found)
}

/// Whether every word of one name is in the other: `Coincheck` and `Coincheck Japan`, `exchanges` and `several exchanges`.
pub(super) fn near<'a>(name: &'a str, aliases: impl IntoIterator<Item = &'a String>, found: &str) -> bool {
    let found = plain(found);
    let found: Vec<&str> = found.split(' ').filter(|word| !word.is_empty()).collect();
    let inside = |few: &[&str], many: &[&str]| !few.is_empty() && few.iter().all(|word| many.contains(word));
    std::iter::once(name).chain(aliases.into_iter().map(String::as_str)).any(|name| {
        let name = plain(name);
        let name: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        inside(&name, &found) || inside(&found, &name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgives_dress_but_not_words() {
        for (gold, found, expected) in [
            ("Coincheck", "coincheck", true),
            ("Coincheck", "the Coincheck", true),
            ("Mt. Gox", "Mt Gox", true),
            ("Coincheck", "Coincheck’s", true),
            ("names", "their names", true),
            ("e-mail addresses", "e‑mail addresses", true),
            ("A", "a", true),
            ("The The", "the the", true),
            ("AT&T", "AT&T Inc.", false),
            ("Coincheck", "Coincheck Japan", false),
            ("U.S.", "US", true),
            ("Theale", "ale", false),
        ] {
            assert_eq!(same(gold, &[], found), expected, "{gold} / {found}");
        }
        assert!(same("UN panel", &["panel of experts".to_owned()], "The panel of experts"));
    }

    #[test]
    fn knows_a_part_of_a_name() {
        for (gold, found, expected) in [
            ("Coincheck", "Coincheck Japan", true),
            ("Norwick General Hospital", "the hospital", true),
            ("Coincheck", "Zaif", false),
            ("Bank of Norwick", "Bank of Calder", false),
            ("Coincheck", "", false),
        ] {
            assert_eq!(near(gold, &[], found), expected, "{gold} / {found}");
        }
    }
}
