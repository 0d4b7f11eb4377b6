//! Who and what the text names: organisations, people, groups, states, malware, techniques, kinds of data.

mod beside;
mod cve;
mod data;
mod dateline;
mod descriptor;
mod gang;
mod headword;
mod inventory;
mod lexicon;
mod malware;
mod name;
mod small;
mod table;
mod town;
mod trade;

use std::collections::BTreeSet;

use super::{Extractor, Mention, Rule};
use crate::record::Sector;
use crate::text::{Document, Span};

pub(crate) use dateline::dateline_country;
pub use lexicon::{Lexicon, country_called, country_name, country_of_currency, group_called, is_country};
pub use name::{is_common, is_head, is_ticker};
pub(crate) use town::country_of_town;
pub use trade::{TradeWords, trades};

/// ISO 3166-1 alpha-2.
pub type Country = &'static str;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A firm, protocol, hospital, town hall.
    Organization,
    /// A blockchain: seldom hit itself, mostly the place where it happened.
    Network,
    /// A human being.
    Person,
    /// A gang or a threat group.
    Group,
    /// A country, or a capital that stands for its government.
    Country,
    /// `Japanese`
    Demonym,
    /// A city, state, region.
    Place,
    /// Police, regulators, courts, ministries: those who investigate and accuse.
    Agency,
    /// A security or blockchain-analysis firm or a well-known researcher.
    Analyst,
    /// A newspaper, agency or news site.
    Media,
    /// A program made to do harm.
    Malware,
    /// A way of attacking.
    Technique,
    /// A program put to use.
    Tool,
    /// A kind of data.
    Data,
    /// `the exchange`, `a Japanese crypto exchange`: a noun phrase that says what a party is.
    Descriptor,
    /// `CVE-2018-16858`, and `ProxyShell` where the text gives no id.
    Cve,
}

impl EntityKind {
    /// The kind's name in `extract mentions`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Network => "network",
            Self::Person => "person",
            Self::Group => "group",
            Self::Country => "state",
            Self::Demonym => "demonym",
            Self::Place => "place",
            Self::Agency => "agency",
            Self::Analyst => "analyst",
            Self::Media => "media",
            Self::Malware => "malware",
            Self::Technique => "technique",
            Self::Tool => "tool",
            Self::Data => "data",
            Self::Descriptor => "descriptor",
            Self::Cve => "cve",
        }
    }

    /// Whether it can be a victim, an attacker or a source.
    pub fn is_party(self) -> bool {
        matches!(
            self,
            Self::Organization
                | Self::Network
                | Self::Person
                | Self::Group
                | Self::Country
                | Self::Agency
                | Self::Analyst
                | Self::Media
        )
    }
}

/// How a noun phrase points to what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A name.
    Name,
    /// `the exchange`, `its exchange`
    Definite,
    /// `an exchange`, `Japanese crypto exchange`
    Indefinite,
    /// `several exchanges`
    Plural,
}

/// One entity as the text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The lexicon's name where one matched, else the words of the text.
    pub name: String,
    /// Where it belongs, by lexicon or by the words.
    pub country: Option<Country>,
    /// What it does, by lexicon or by the words.
    pub sector: Option<Sector>,
    /// How it is named.
    pub reference: Reference,
}

impl Entity {
    fn named(kind: EntityKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), country: None, sector: None, reference: Reference::Name }
    }
}

/// The extractor of entities; building it reads the embedded lexicons once.
pub fn extractor() -> Extractor<Entity> {
    let rules: Vec<Box<dyn Rule<Entity>>> = vec![
        Box::new(malware::Tools),
        Box::new(Lexicon::new()),
        Box::new(cve::Cve),
        Box::new(dateline::Dateline),
        Box::new(data::DataPhrases),
        Box::new(malware::Programs),
        Box::new(headword::Headword),
        Box::new(small::Small),
        Box::new(town::Towns::new()),
        Box::new(name::Names::new()),
        Box::new(descriptor::Descriptors::new()),
    ];
    Extractor::new(rules, vec![prefer, inventory::completed, surnamed])
}

/// Of overlapping mentions: names and lexicon entries before descriptors, the longer before the shorter;
/// a descriptor may hold a country, and a name may hold a place ("Bank of Japan" is one name).
fn prefer(doc: &Document<'_>, mentions: Vec<Mention<Entity>>) -> Vec<Mention<Entity>> {
    let (descriptors, rest): (Vec<_>, Vec<_>) =
        mentions.into_iter().partition(|mention| mention.value.kind == EntityKind::Descriptor);
    let names = super::refine::longest(doc, rest);
    let inside = |mention: &Mention<Entity>| {
        names.iter().any(|name| {
            mention.span.overlaps(name.span)
                && !matches!(name.value.kind, EntityKind::Demonym | EntityKind::Country | EntityKind::Place)
        })
    };
    let descriptors: Vec<_> = super::refine::longest(doc, descriptors).into_iter().filter(|m| !inside(m)).collect();
    let mut all: Vec<_> = names.into_iter().chain(descriptors).collect();
    all.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    all
}

/// `Mark Cuban … Cuban said`: the surname of somebody named in the article is no people, country or town.
fn surnamed(doc: &Document<'_>, mut mentions: Vec<Mention<Entity>>) -> Vec<Mention<Entity>> {
    let people = mentions.iter().filter(|mention| mention.value.kind == EntityKind::Person);
    let surnames: BTreeSet<String> =
        people.filter_map(|mention| Some(mention.value.name.rsplit_once(' ')?.1.to_owned())).collect();
    // But `the Cuban bank` is one of Cuba.
    let descriptors = mentions.iter().filter(|mention| mention.value.kind == EntityKind::Descriptor);
    let described: Vec<Span> = descriptors.map(|mention| mention.span).collect();
    for mention in &mut mentions {
        let place = matches!(mention.value.kind, EntityKind::Demonym | EntityKind::Country | EntityKind::Place);
        let words = doc.slice(mention.span);
        if place && surnames.contains(words) && !described.iter().any(|span| span.contains(mention.span)) {
            mention.value = Entity::named(EntityKind::Person, words);
        }
    }
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_descriptors() {
        let extractor = extractor();
        for (text, expected) in [
            (
                "Mark Cuban was robbed. Cuban said so. The Cuban bank Quornex was not.",
                vec![
                    "Demonym Cuban", "Descriptor The Cuban bank", "Organization Quornex", "Person Cuban",
                    "Person Mark Cuban",
                ],
            ),
            (
                "Japanese crypto exchange, Coincheck was robbed.",
                vec!["Demonym Japanese", "Descriptor Japanese crypto exchange", "Organization Coincheck"],
            ),
            (
                "Hackers from the Lazarus Group hit Zorvane Bank.",
                vec!["Group Lazarus Group", "Organization Zorvane Bank"],
            ),
            ("It paid a ransom to the Ryuk gang.", vec!["Group Ryuk gang"]),
            ("CVE-2018-16858 was patched.", vec!["Cve CVE-2018-16858"]),
            ("He may march in august.", vec![]),
        ] {
            let doc = Document::new(text);
            let mut found: Vec<String> =
                extractor.extract(&doc).iter().map(|m| format!("{:?} {}", m.value.kind, doc.slice(m.span))).collect();
            found.sort();
            let mut expected: Vec<String> = expected.into_iter().map(String::from).collect();
            expected.sort();
            assert_eq!(found, expected, "{text}");
        }
    }
}
