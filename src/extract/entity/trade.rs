//! Words that tell what somebody does, in names (`Advocaten`, `Sparbanken`) and in what is told of them (`its patients`).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::rows;
use crate::record::Sector;
use crate::text::words;

const TRADES: &str = include_str!("../../../models/lexicons/trades.tsv");

/// Words of the longest phrase in the table.
const WORDS: usize = 3;

/// Where words stand that tell a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeWords {
    /// In the name.
    Name,
    /// In the text around it.
    Text,
}

/// Words of one place, whole or by how they begin or end.
#[derive(Default)]
struct Table {
    whole: HashMap<&'static str, Vec<Sector>>,
    begins: Vec<(&'static str, Sector)>,
    ends: Vec<(&'static str, Sector)>,
}

static NAME: LazyLock<Table> = LazyLock::new(|| Table::of("name"));
static TEXT: LazyLock<Table> = LazyLock::new(|| Table::of("text"));

impl Table {
    fn of(place: &str) -> Self {
        let mut table = Self::default();
        for [words, sector, _] in rows(TRADES).filter(|[_, _, found]| *found == place) {
            let Ok(sector) = sector.parse() else { continue };
            if let Some(end) = words.strip_prefix('*') {
                table.ends.push((end, sector));
            } else if let Some(begin) = words.strip_suffix('*') {
                table.begins.push((begin, sector));
            } else {
                table.whole.entry(words).or_default().push(sector);
            }
        }
        table
    }

    /// What one word tells: the whole word before its longest known part.
    fn sectors(&self, word: &str) -> Vec<Sector> {
        let begins = self.begins.iter().filter(|(begin, _)| word.starts_with(begin));
        let ends = self.ends.iter().filter(|(end, _)| word.len() > end.len() + 1 && word.ends_with(end));
        let longest = || begins.chain(ends).max_by_key(|(part, _)| part.len()).map(|(_, sector)| vec![*sector]);
        self.whole.get(word).cloned().or_else(longest).unwrap_or_default()
    }
}

/// What the words of a text tell, in their order: each with the number of its first word.
pub fn trades(place: TradeWords, text: &str) -> Vec<(usize, Sector)> {
    let table = match place {
        TradeWords::Name => &*NAME,
        TradeWords::Text => &*TEXT,
    };
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let phrase = (2..=WORDS.min(words.len() - at)).rev().find_map(|count| {
            let sectors = table.whole.get(words[at..at + count].join(" ").as_str())?;
            Some((count, sectors.clone()))
        });
        let (count, sectors) = phrase.unwrap_or_else(|| (1, table.sectors(&words[at])));
        found.extend(sectors.into_iter().map(|sector| (at, sector)));
        at += count;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_trades() {
        let sectors = |place, text: &str| -> Vec<Sector> { trades(place, text).into_iter().map(|(_, s)| s).collect() };
        for (text, expected) in [
            ("Quellmoor Advocaten", vec![Sector::Legal]),
            ("Sparbanken Ostvik", vec![Sector::Bank]),
            ("Dunmere Credit Union", vec![Sector::Bank]),
            ("Quornex", vec![]),
        ] {
            assert_eq!(sectors(TradeWords::Name, text), expected, "{text}");
        }
        assert_eq!(sectors(TradeWords::Text, "It turned patients away."), [Sector::Health]);
    }

    #[test]
    fn every_row_names_a_sector_and_a_place() {
        for [words, sector, place] in rows(TRADES) {
            assert!(sector.parse::<Sector>().is_ok() && matches!(place, "name" | "text"), "{words}");
            assert_eq!(words, words.to_lowercase(), "{words}");
        }
    }
}
