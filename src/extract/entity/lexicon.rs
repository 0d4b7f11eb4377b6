//! Everything with a name that a table knows: one automaton over all lexicons.
//!
//! Names match as written, phrases whatever their case. Names that are also ordinary words ("Play", "Hive") count
//! only beside a word that tells what they are.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::beside;
use super::gang;
use super::table::{list, rows, some};
use super::{Country, Entity, EntityKind, Reference};
use crate::extract::Rule;
use crate::record::Sector;
use crate::text::{Document, Span};

const COUNTRIES: &str = include_str!("../../../models/lexicons/countries.tsv");
const PLACES: &str = include_str!("../../../models/lexicons/places.tsv");
const ORGANIZATIONS: &str = include_str!("../../../models/lexicons/organizations.tsv");
const SOURCES: &str = include_str!("../../../models/lexicons/sources.tsv");
const GROUPS: &str = include_str!("../../../models/lexicons/groups.tsv");
const MALWARE: &str = include_str!("../../../models/lexicons/malware.tsv");
const TECHNIQUES: &str = include_str!("../../../models/lexicons/techniques.tsv");
const DATA_TYPES: &str = include_str!("../../../models/lexicons/data_types.tsv");

/// Techniques that name the whole field rather than a way of attacking.
const VAGUE: &[&str] = &[
    "hacking", "exploit", "malware", "ransomware", "extortion", "money laundering", "unauthorized access",
    "data exfiltration", "third-party breach", "embezzlement", "trojan", "worm", "spyware", "identity theft",
    "cryptocurrency mixer", "token theft", "unpatched vulnerability", "web scraping", "employee error", "lost device",
    "wash trading", "swatting", "withdrawal exploit", "bridge exploit", "wallet compromise", "cyber espionage",
];

/// Sources without a name.
const GENERIC_SOURCES: &[&str] = &[
    "police", "prosecutors", "investigators", "authorities", "federal prosecutors", "officials",
    "intelligence agencies", "panel of experts", "expert panel", "security researchers", "researchers",
    "court documents", "experts", "law enforcement", "intelligence officials", "security experts", "analysts",
    "local police", "federal investigators",
];

/// Whether `code` is an ISO 3166-1 alpha-2 code, or Kosovo's.
pub fn is_country(code: &str) -> bool {
    country_name(code).is_some()
}

/// The English name of an ISO 3166-1 alpha-2 code.
pub fn country_name(code: &str) -> Option<&'static str> {
    rows(COUNTRIES).find(|[known, _]| *known == code).map(|[_, name]| name)
}

/// The country that a name, a people, a capital, state or city means.
pub fn country_called(name: &str) -> Option<Country> {
    static CALLED: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
        let places = rows(PLACES).filter_map(|[place, alpha2, _kind]: [&str; 3]| Some((place, some(alpha2)?)));
        let countries = rows(COUNTRIES).flat_map(|[alpha2, name, names, demonyms, capitals]| {
            forms(name, names).chain(list(demonyms)).chain(list(capitals)).map(move |form| (form, alpha2))
        });
        places.chain(countries).collect()
    });
    CALLED.get(name).copied()
}

/// The country whose own currency has an ISO 4217 code: dollars of the United States and euros belong to many.
pub fn country_of_currency(code: &str) -> Option<Country> {
    let own = rows(COUNTRIES).map(|[alpha2]| alpha2).find(|alpha2| code.starts_with(alpha2));
    own.filter(|_| code != "USD")
}

/// The first name in the table of groups of the one that is also called `name`: vendors' names for largely the same actor.
pub fn group_called(name: &str) -> Option<&'static str> {
    static GROUP_OF: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        rows(GROUPS).flat_map(|[name, aliases]| forms(name, aliases).map(move |form| (form, name))).collect()
    });
    GROUP_OF.get(name).copied()
}

/// A name and its aliases.
fn forms(name: &'static str, aliases: &'static str) -> impl Iterator<Item = &'static str> {
    std::iter::once(name).chain(list(aliases))
}

struct Entry {
    kind: EntityKind,
    name: &'static str,
    country: Option<Country>,
    sector: Option<Sector>,
    ambiguous: bool,
}

/// The automaton and what its patterns mean.
pub struct Lexicon {
    names: AhoCorasick,
    name_entries: Vec<Entry>,
    phrases: AhoCorasick,
    phrase_entries: Vec<Entry>,
}

#[derive(Default)]
struct Tables {
    names: Vec<(&'static str, Entry)>,
    phrases: Vec<(&'static str, Entry)>,
}

impl Tables {
    fn name(
        &mut self,
        form: &'static str,
        kind: EntityKind,
        name: &'static str,
        country: Option<Country>,
    ) -> &mut Entry {
        self.names.push((form, Entry { kind, name, country, sector: None, ambiguous: false }));
        let last = self.names.len() - 1;
        &mut self.names[last].1
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl Lexicon {
    /// Reads the embedded tables and builds both automata.
    pub fn new() -> Self {
        let mut tables = Tables::default();
        for [alpha2, name, names, demonyms, capitals] in rows(COUNTRIES) {
            for form in forms(name, names) {
                tables.name(form, EntityKind::Country, name, Some(alpha2));
            }
            for form in list(demonyms) {
                tables.name(form, EntityKind::Demonym, name, Some(alpha2));
            }
            for form in list(capitals) {
                tables.name(form, EntityKind::Place, form, Some(alpha2));
            }
        }
        for [place, alpha2, _kind] in rows(PLACES) {
            tables.name(place, EntityKind::Place, place, some(alpha2));
        }
        for [name, aliases, sector, alpha2, kind, ambiguous] in rows(ORGANIZATIONS) {
            let kind = if kind == "network" { EntityKind::Network } else { EntityKind::Organization };
            for form in forms(name, aliases) {
                let unclear = list(ambiguous).any(|other| other == form);
                // Other ordinary words are no names of organisations.
                if !unclear || form.starts_with("The ") {
                    let entry = tables.name(form, kind, name, some(alpha2));
                    entry.sector = sector.parse().ok();
                    entry.ambiguous = unclear;
                }
            }
        }
        for [name, aliases, kind, alpha2, ambiguous] in rows(SOURCES) {
            let kind = match kind {
                "agency" | "court" => EntityKind::Agency,
                "media" => EntityKind::Media,
                _ => EntityKind::Analyst,
            };
            for form in forms(name, aliases) {
                let unclear = list(ambiguous).any(|other| other == form);
                // The papers of that name are as good as never told from the word by what stands beside it.
                if !(unclear && kind == EntityKind::Media) {
                    tables.name(form, kind, name, some(alpha2)).ambiguous = unclear;
                }
            }
        }
        for [name, aliases, country, _kind, ambiguous] in rows(GROUPS) {
            for form in forms(name, aliases) {
                tables.name(form, EntityKind::Group, name, some(country)).ambiguous =
                    list(ambiguous).any(|other| other == form);
            }
        }
        for [name, aliases, kind, ambiguous] in rows(MALWARE) {
            let kind = match kind {
                "tool" => EntityKind::Tool,
                "flaw" => EntityKind::Cve,
                _ => EntityKind::Malware,
            };
            for form in forms(name, aliases) {
                tables.name(form, kind, name, None).ambiguous = list(ambiguous).any(|other| other == form);
            }
        }
        for source in GENERIC_SOURCES {
            tables.phrases.push((
                source,
                Entry { kind: EntityKind::Agency, name: source, country: None, sector: None, ambiguous: false },
            ));
        }
        for [name, variants, kind] in rows::<3>(TECHNIQUES).filter(|row| !VAGUE.contains(&row[0])) {
            let kind = if kind == "tool" { EntityKind::Tool } else { EntityKind::Technique };
            tables.phrase(name, variants, kind);
        }
        for [name, variants] in rows(DATA_TYPES) {
            tables.phrase(name, variants, EntityKind::Data);
        }
        let (name_forms, name_entries): (Vec<_>, Vec<_>) = tables.names.into_iter().unzip();
        let (phrase_forms, phrase_entries): (Vec<_>, Vec<_>) = tables.phrases.into_iter().unzip();
        let build = |forms: Vec<&str>, insensitive| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .ascii_case_insensitive(insensitive)
                .build(forms)
                .expect("the embedded lexicons fit one automaton")
        };
        Self { names: build(name_forms, false), name_entries, phrases: build(phrase_forms, true), phrase_entries }
    }
}

impl Tables {
    fn phrase(&mut self, name: &'static str, variants: &'static str, kind: EntityKind) {
        for form in forms(name, variants) {
            self.phrases.push((form, Entry { kind, name, country: None, sector: None, ambiguous: false }));
        }
    }
}

impl Rule<Entity> for Lexicon {
    fn name(&self) -> &'static str {
        "lexicon"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let mut found = Vec::new();
        for (automaton, entries) in [(&self.names, &self.name_entries), (&self.phrases, &self.phrase_entries)] {
            for hit in automaton.find_overlapping_iter(doc.text) {
                let span = Span::new(hit.start(), hit.end());
                let entry = &entries[hit.pattern().as_usize()];
                if is_whole(doc.text, span) && (!entry.ambiguous || entry.is_meant(doc, span)) {
                    found.push((span, entry.entity(doc.slice(span))));
                }
            }
        }
        self.again(doc, &mut found);
        // A table may know one form twice (a capital that is also a place): the first meaning stays.
        found.sort_by_key(|(span, entity)| {
            let program = entity.kind == EntityKind::Malware && is_called_program(doc, *span);
            (span.start, std::cmp::Reverse(span.end), if program { 0 } else { rank(entity.kind) })
        });
        found.dedup_by_key(|(span, _)| *span);
        found
    }
}

impl Lexicon {
    /// A gang with the name of an ordinary word is meant wherever a sentence goes on with that word in capitals, once it is meant
    /// anywhere.
    fn again(&self, doc: &Document<'_>, found: &mut Vec<(Span, Entity)>) {
        let meant: BTreeSet<String> = found
            .iter()
            .filter(|(_, entity)| entity.kind == EntityKind::Group)
            .map(|(span, _)| doc.slice(*span).to_owned())
            .collect();
        let known: BTreeSet<Span> = found.iter().map(|(span, _)| *span).collect();
        for hit in self.names.find_overlapping_iter(doc.text) {
            let span = Span::new(hit.start(), hit.end());
            let entry = &self.name_entries[hit.pattern().as_usize()];
            if entry.ambiguous
                && entry.kind == EntityKind::Group
                && meant.contains(doc.slice(span))
                && is_whole(doc.text, span)
                && !known.contains(&span)
                && !opens_sentence(doc, span)
            {
                found.push((span, entry.entity(doc.slice(span))));
            }
        }
    }
}

/// Which meaning of a form wins.
fn rank(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Country | EntityKind::Demonym => 0,
        EntityKind::Group => 1,
        EntityKind::Agency => 2,
        EntityKind::Organization => 3,
        EntityKind::Malware => 4,
        _ => 5,
    }
}

impl Entry {
    /// Whether the words beside a form that also means something else tell that this is meant.
    fn is_meant(&self, doc: &Document<'_>, span: Span) -> bool {
        match self.kind {
            EntityKind::Agency | EntityKind::Analyst => beside_saying(doc, span),
            // `Lazarus`, where the article speaks of the state that it works for.
            EntityKind::Group if self.country.and_then(country_name).is_some_and(|name| doc.text.contains(name)) => {
                true
            }
            EntityKind::Group => gang::is_meant(doc, span) || gang::stands_alone(doc, span),
            // "The DAO will vote" on what every such project has; "The DAO was hacked" and "as The DAO was" name one.
            EntityKind::Organization => !opens_sentence(doc, span) || beside::acts(doc, doc.slice(span)),
            _ => gang::is_meant(doc, span),
        }
    }

    fn entity(&self, words: &str) -> Entity {
        // The text's own words name organisations and data; the table's name stands for states and methods.
        let name = match self.kind {
            EntityKind::Country | EntityKind::Demonym => self.name,
            _ => words,
        };
        Entity {
            kind: self.kind,
            name: name.to_owned(),
            country: self.country,
            sector: self.sector,
            reference: Reference::Name,
        }
    }
}

/// Whether a name begins a sentence or a line.
fn opens_sentence(doc: &Document<'_>, span: Span) -> bool {
    let before = doc.text[..span.start].trim_end_matches(['“', '"', ' ']);
    before.is_empty() || before.ends_with(['\n', '.', '!', '?', ':'])
}

/// Whether no letter or digit touches the span from outside.
fn is_whole(text: &str, span: Span) -> bool {
    span.stands_apart(text, &[]) && !text[..span.start].ends_with('$')
}

/// `the Sodinokibi ransomware`, but not `the REvil ransomware gang`: a name that gang and program share means the program.
fn is_called_program(doc: &Document<'_>, span: Span) -> bool {
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut after = doc.text[span.end..].split_whitespace().map(word);
    let program = after.next().is_some_and(|next| {
        matches!(
            next.as_str(),
            "ransomware" | "malware" | "strain" | "virus" | "trojan" | "worm" | "encryptor" | "variant"
        )
    });
    let gang = after.next().is_some_and(|next| gang::GANG_WORDS.contains(&next.as_str()));
    program && !gang
}

/// What firms that watch and services that investigate do.
const SAYING: &[&str] = &[
    "said", "says", "told", "tells", "attributes", "attributed", "reported", "reports", "sees", "saw", "counts",
    "counted", "puts", "found", "finds", "estimates", "estimated", "suspects", "suspected", "believes", "concluded",
    "came", "noted", "notes", "noticed", "traced", "linked", "analysts", "researchers", "warned", "named", "confirmed",
];
/// What stands before the name of such a firm or service.
const OF_THE_TRADE: &[&str] =
    &["firm", "company", "service", "police", "agency", "bureau", "analysts", "researchers", "experts", "specialists"];

/// `Elliptic sees`, `according to Elliptic`, `the security police PST`
fn beside_saying(doc: &Document<'_>, span: Span) -> bool {
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut before = doc.text[..span.start].split_whitespace().rev().map(word);
    let (last, second) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
    // `the Coalition said` is no firm.
    let article = last == "the" || doc.slice(span).starts_with("the ");
    let direct = doc.text[span.end..].starts_with(' ');
    let after = doc.text[span.end..].split_whitespace().next().map(word).filter(|_| direct);
    let spoken = after.is_some_and(|after| SAYING.contains(&after.as_str()));
    let cited = last == "to" && second == "according"
        || OF_THE_TRADE.contains(&last.as_str())
        || matches!(last.as_str(), "of" | "at") && OF_THE_TRADE.contains(&second.as_str());
    !article && (spoken || cited)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let doc = Document::new(text);
        let lexicon = Lexicon::new();
        lexicon.find(&doc).into_iter().map(|(span, entity)| format!("{:?} {}", entity.kind, doc.slice(span))).collect()
    }

    #[test]
    fn whole_words_only() {
        // The rule over-generates; the refiner keeps the longest.
        assert_eq!(found("North Korea struck."), ["Country North Korea", "Country Korea"]);
        assert_eq!(found("Northern Koreanness, chinaware"), Vec::<String>::new());
        assert_eq!(found("Spear phishing led to it"), ["Technique Spear phishing", "Technique phishing"]);
    }

    #[test]
    fn tools_are_no_malware() {
        assert_eq!(found("They ran Mimikatz."), ["Tool Mimikatz"]);
    }

    #[test]
    fn named_flaws_are_no_tools() {
        assert_eq!(found("They came in by way of ProxyShell."), ["Cve ProxyShell"]);
    }

    #[test]
    fn countries_have_names() {
        for (code, expected) in [("KP", Some("North Korea")), ("XK", Some("Kosovo")), ("KX", None), ("", None)] {
            assert_eq!(country_name(code), expected, "{code}");
        }
    }

    #[test]
    fn ambiguous_names_need_company() {
        assert_eq!(found("the Play ransomware gang").iter().filter(|f| f.ends_with(" Play")).count(), 1);
        assert_eq!(found("Play it again"), Vec::<String>::new());
        assert_eq!(found("Elliptic sees signs of it"), ["Analyst Elliptic"]);
        assert_eq!(found("Elliptic orbits, at 9 p.m. PST"), Vec::<String>::new());
        assert_eq!(found("It fell. The DAO will vote."), Vec::<String>::new());
        assert_eq!(found("It fell as The DAO did."), ["Organization The DAO"]);
    }
}
