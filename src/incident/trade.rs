//! What a victim does, where its own words do not settle it: `Pellmoor Advocaten`, `the tyre maker Corvin`, `Ostby … its
//! patients`. The words of the name, of what stands beside it and of the article are weighed together.

use std::collections::BTreeMap;

use crate::extract::entity::{EntityKind, TradeWords, trades};
use crate::record::{IncidentType, Sector};
use crate::text::{BlockKind, Sentence, Span, words};

use super::{Draft, Party, Story};

/// What the last telling word of a name weighs, and another one.
const NAME: (i32, i32) = (120, 80);
/// A word beside the first mention of the name, and beside a later one.
const BESIDE: (i32, i32) = (60, 30);
/// A word elsewhere in one of the first sentences with the name, and in a later one.
const SENTENCE: (i32, i32) = (20, 10);
/// A word of the title, and of the article.
const TITLE: i32 = 30;
const ARTICLE: i32 = 4;
/// What the rules found, where it says much, and where it says little.
const FOUND: (i32, i32) = (60, 20);
/// `Ministry of Transport`: what an office deals with is not what it is.
const OFFICE: i32 = 400;
/// What must speak for a sector.
const ENOUGH: i32 = 20;
/// How many sentences with the name are read.
const SENTENCES: usize = 6;
/// How many words before and behind a name stand beside it.
const WORDS_BEFORE: usize = 4;
const WORDS_BEHIND: usize = 10;
/// Places with an administration that a name begins with.
const PLACES: &[&str] =
    &["city", "town", "municipality", "county", "village", "township", "borough", "commune", "state"];
/// Offices, wherever they stand in a name.
const OFFICES: &[&str] = &[
    "ministry of", "department of", "directorate of", "office of", "registry of", "bureau of", "ministry for",
    "ministerio de", "ministère", "government of", "exchange commission", "ministry",
];
/// What opens the words behind a name that say what it is.
const SAYS: &[&str] = &[",", "(", "–", "—", "is ", "was ", "which ", "has ", "runs ", "operates ", "makes "];

/// Every sector of which a word of the article tells, with whether that stands in a title.
pub(super) fn told(story: &Story<'_>) -> Vec<(Sector, bool)> {
    let of_sentence = |sentence: &Sentence| {
        let titled = sentence.kind == BlockKind::Title;
        trades(TradeWords::Text, story.doc.slice(sentence.span)).into_iter().map(move |(_, sector)| (sector, titled))
    };
    story.doc.sentences.iter().flat_map(of_sentence).collect()
}

/// What each victim of the draft does; `told` is what the words of the whole article tell.
pub(super) fn trades_of(story: &Story<'_>, draft: &Draft, told: &[(Sector, bool)]) -> BTreeMap<usize, Sector> {
    draft.victims.iter().filter_map(|victim| Some((*victim, of(story, draft, *victim, told)?))).collect()
}

fn of(story: &Story<'_>, draft: &Draft, victim: usize, told: &[(Sector, bool)]) -> Option<Sector> {
    let party = &story.parties.list[victim];
    let organization = !matches!(party.kind, EntityKind::Person | EntityKind::Group | EntityKind::Country);
    if !organization {
        return party.sector;
    }
    if let Some(sector) = known(story, party) {
        return Some(sector);
    }
    let mut weights = Weights::default();
    if let Some(sector) = party.sector {
        weights.add(sector, if is_vague(sector) { FOUND.1 } else { FOUND.0 });
    }
    if party.named {
        weigh_name(&party.name, &mut weights);
    }
    weigh_sentences(story, party, &mut weights);
    let theft = draft.types.contains(&IncidentType::Theft);
    for (sector, titled) in told {
        let twice = theft && *sector == Sector::Defi;
        weights.add(*sector, ARTICLE * (1 + i32::from(twice)) + TITLE * i32::from(*titled));
    }
    weights.most().or(party.sector)
}

/// Sectors with what speaks for them, in the order in which they were told.
#[derive(Default)]
struct Weights {
    list: Vec<(Sector, i32)>,
}

impl Weights {
    fn add(&mut self, sector: Sector, weight: i32) {
        match self.list.iter_mut().find(|(known, _)| *known == sector) {
            Some((_, sum)) => *sum += weight,
            None => self.list.push((sector, weight)),
        }
    }

    /// The sector for which most speaks; of equals the one told first.
    fn most(&self) -> Option<Sector> {
        let most = self.list.iter().rev().max_by_key(|(_, weight)| *weight)?;
        (most.1 >= ENOUGH).then_some(most.0)
    }
}

/// Sectors that the rules fall back on, and words of which stand in many a name.
fn is_vague(sector: Sector) -> bool {
    matches!(sector, Sector::Other | Sector::Nonprofit | Sector::Technology)
}

/// What the table of organisations says that it does.
fn known(story: &Story<'_>, party: &Party) -> Option<Sector> {
    let same = |span: Span| party.mentions.contains(&span);
    let named = story.mentions.entities.iter().filter(|mention| mention.rule == "lexicon" && same(mention.span));
    named.filter_map(|mention| mention.value.sector).next()
}

fn weigh_name(name: &str, weights: &mut Weights) {
    let found = trades(TradeWords::Name, name);
    let last = found.last().map(|(at, _)| *at);
    for (at, sector) in found {
        let weight = if Some(at) == last { NAME.0 } else { NAME.1 };
        let common = is_vague(sector) || matches!(sector, Sector::CryptoExchange | Sector::Government);
        weights.add(sector, if common { weight / 2 } else { weight });
    }
    let low = name.to_lowercase();
    let first = words(low.strip_prefix("the ").unwrap_or(&low)).next().unwrap_or("");
    if PLACES.contains(&first) || OFFICES.iter().any(|office| low.contains(office)) {
        weights.add(Sector::Government, OFFICE);
    }
}

fn weigh_sentences(story: &Story<'_>, party: &Party, weights: &mut Weights) {
    let mut read: Vec<usize> = Vec::new();
    for mention in &party.mentions {
        let Some(at) = story.doc.sentence_at(mention.start).filter(|at| !read.contains(at)) else { continue };
        if read.len() == SENTENCES {
            break;
        }
        read.push(at);
        let sentence = story.doc.sentences[at].span;
        let before = story.doc.text.get(sentence.start..mention.start).unwrap_or("");
        let behind = story.doc.text.get(mention.end..sentence.end).unwrap_or("");
        let beside = if read.len() == 1 { BESIDE.0 } else { BESIDE.1 };
        let elsewhere = if read.len() < 3 { SENTENCE.0 } else { SENTENCE.1 };
        let parts = [(last_words(before), beside), (first_words(behind), beside)];
        for (part, weight) in parts.into_iter().chain([(before.to_owned(), elsewhere), (behind.to_owned(), elsewhere)])
        {
            for (_, sector) in trades(TradeWords::Text, &part) {
                weights.add(sector, weight);
            }
        }
    }
}

/// The words right before a name.
fn last_words(before: &str) -> String {
    let clause = before.rsplit(['.', ';', ':']).next().unwrap_or("");
    let words: Vec<&str> = words(clause).collect();
    words[words.len().saturating_sub(WORDS_BEFORE)..].join(" ")
}

/// The words right behind a name, where they say what it is.
fn first_words(behind: &str) -> String {
    let clause = behind.split(['.', ';', ':']).next().unwrap_or("").trim_start();
    if !SAYS.iter().any(|opening| clause.starts_with(opening)) {
        return String::new();
    }
    words(clause).take(WORDS_BEHIND).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_somebody_does() {
        for (name, expected) in [
            ("Dunmere Credit Union", Some(Sector::Bank)),
            ("Ostby Hospital Group", Some(Sector::Health)),
            ("Ministry of Transport", Some(Sector::Government)),
            ("city of Quarrow Bank", Some(Sector::Government)),
            ("Quornex", None),
        ] {
            let mut weights = Weights::default();
            weigh_name(name, &mut weights);
            assert_eq!(weights.most(), expected, "{name}");
        }
    }

    #[test]
    fn words_beside_a_name_say_what_it_is() {
        assert_eq!(first_words(", a maker of tyres. It said"), "a maker of tyres");
        assert_eq!(first_words(" said that patients"), "");
        assert_eq!(last_words("Closed. On Monday the small tyre maker "), "the small tyre maker");
    }
}
