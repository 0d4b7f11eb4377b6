//! `Saint Ludmila University Hospital`, `Bae Sung-hoon`, `Quillfi`: runs of capitalised words, told apart by their
//! own words and by what stands beside them.

mod calendar;
mod classify;
mod opening;
mod person;
mod run;
mod whereabouts;
mod whole;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::beside;
use super::table::{list, rows, some};
use super::{Entity, EntityKind};
use crate::extract::Rule;
use crate::record::Sector;
use crate::text::{BlockKind, Document, Sentence, Span, regex, without_possessive};
use words::{is_headline, is_written_elsewhere, occurrences};

pub(super) use calendar::CALENDAR;
pub(super) use words::title_case;

const GIVEN: &str = include_str!("../../../../models/lexicons/given_names.tsv");
const HEADS: &str = include_str!("../../../../models/lexicons/org_heads.tsv");
const ROLES: &str = include_str!("../../../../models/lexicons/roles.tsv");
const COMMON: &str = include_str!("../../../../models/lexicons/common_words.tsv");
const ORGANIZATIONS: &str = include_str!("../../../../models/lexicons/organizations.tsv");
const ASSETS: &str = include_str!("../../../../models/lexicons/assets.tsv");
const COUNTRIES: &str = include_str!("../../../../models/lexicons/countries.tsv");
const SECTORS: &str = include_str!("../../../../models/lexicons/sectors.tsv");
const CURRENCIES: &str = include_str!("../../../../models/lexicons/currencies.tsv");

/// Forms of address: whoever is called so is a person.
const ADDRESSES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sir", "Cllr", "Sgt", "Insp", "Supt", "Maj", "Capt", "Rev", "Dame", "Khun",
    "Madam", "Mdm", "Mme", "Mlle", "Monsieur", "Herr", "Frau", "Encik", "Puan", "Datuk", "Hajiya", "Alhaji", "Mma",
    "Señor", "Señora", "Signor", "Signora", "Smt", "Hon",
];
/// Offices and ranks that stand before names as well as alone.
const OFFICES: &[&str] = &[
    "Lady", "Lord", "Judge", "Justice", "Lt", "Col", "Gen", "Sen", "Rep", "Gov", "Mayor", "Sheriff", "Superintendent",
    "President", "Chancellor", "Minister", "Senator", "Detective", "Inspector", "Chief", "Professor", "Doctor",
    "Officer", "Pol", "Captain", "Sergeant", "Major", "Colonel",
];

/// Whether a word may stand before the name of a person.
fn is_honorific(word: &str) -> bool {
    ADDRESSES.contains(&word) || OFFICES.contains(&word)
}

/// Whether a word says in names what bears them: `Bank`, `Ministry`, `Labs`.
pub fn is_head(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| rows::<1>(HEADS).map(|[word]| word).collect());
    WORDS.contains(word)
}

/// Whether a word is the ticker of a crypto asset and means nothing else: `WBTC`.
pub fn is_ticker(word: &str) -> bool {
    static TICKERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let long = |symbol: &&str| symbol.len() > 2 && symbol.bytes().all(|byte| byte.is_ascii_uppercase());
        rows::<5>(ASSETS)
            .filter(|[.., ambiguous]| ambiguous.is_empty())
            .map(|[symbol, ..]| symbol)
            .filter(long)
            .collect()
    });
    TICKERS.contains(word)
}

/// The words of plain English.
fn common() -> &'static BTreeSet<&'static str> {
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| rows::<1>(COMMON).map(|[word]| word).collect());
    &WORDS
}

/// Whether a word in lower case is plain English rather than a name.
pub fn is_common(word: &str) -> bool {
    common().contains(word)
}

struct Head {
    kind: EntityKind,
    sector: Option<Sector>,
}

pub(super) struct Names {
    given: BTreeSet<&'static str>,
    heads: BTreeMap<&'static str, Head>,
    roles: BTreeSet<String>,
    common: &'static BTreeSet<&'static str>,
    demonyms: BTreeSet<&'static str>,
    countries: BTreeSet<&'static str>,
    /// Codes and signs of money.
    currencies: BTreeSet<&'static str>,
    /// Nouns that say what bears a name: `airline`, `chain`.
    labels: BTreeSet<&'static str>,
    /// Names and tickers of crypto assets: what is stolen, seldom who is robbed.
    assets: BTreeSet<&'static str>,
    /// Projects of which a table knows what they do, by every form of their names.
    projects: BTreeMap<&'static str, Sector>,
    /// Those that a project issues and that may bear its name.
    tokens: BTreeSet<&'static str>,
    /// Organisations of the table that are called like a head and nothing else: `Coop`.
    called: BTreeSet<&'static str>,
}

impl Names {
    pub(super) fn new() -> Self {
        let heads = rows(HEADS).map(|[word, kind, sector]| {
            let kind = match kind {
                "agency" => EntityKind::Agency,
                "media" => EntityKind::Media,
                _ => EntityKind::Organization,
            };
            (word, Head { kind, sector: some(sector).and_then(|sector| sector.parse().ok()) })
        });
        let heads: BTreeMap<&'static str, Head> = heads.collect();
        let forms = rows::<2>(ORGANIZATIONS).flat_map(|[name, aliases]| list(aliases).chain([name]));
        Self {
            called: forms.filter(|form| heads.contains_key(form)).collect(),
            given: rows::<1>(GIVEN).map(|[name]| name).collect(),
            heads,
            roles: rows::<1>(ROLES).map(|[role]| role.to_lowercase()).collect(),
            common: common(),
            assets: rows::<3>(ASSETS).flat_map(|[symbol, name, aliases]| list(aliases).chain([symbol, name])).collect(),
            projects: projects(),
            tokens: rows::<4>(ASSETS).filter(|row| row[3] == "token").map(|[_, name, _, _]| name).collect(),
            countries: rows::<5>(COUNTRIES).flat_map(|[_, name, aliases, _, _]| list(aliases).chain([name])).collect(),
            labels: rows::<3>(SECTORS).filter_map(|[phrase, ..]| phrase.rsplit(' ').next()).collect(),
            currencies: rows::<2>(CURRENCIES).flat_map(|[code, signs]| list(signs).chain([code])).collect(),
            demonyms: rows::<5>(COUNTRIES).flat_map(|[_, _, _, demonyms, _]| list(demonyms)).collect(),
        }
    }
}

impl Rule<Entity> for Names {
    fn name(&self) -> &'static str {
        "capitals"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        let mut found: Vec<(Span, Entity)> = Vec::new();
        let small = self.small_names(doc);
        for sentence in &doc.sentences {
            if sentence.kind != BlockKind::Dateline {
                self.sentence(doc, sentence, &small, &mut found);
            }
        }
        self.domains(doc, &mut found);
        self.labelled(doc, &mut found);
        self.whole(doc, &mut found);
        person::accused(doc, &mut found);
        person::surnames(doc, &mut found);
        self.whereabouts(doc, &mut found);
        let signed = person::bylines(doc);
        found.retain(|(span, _)| !signed.iter().any(|line| line.contains(*span)));
        found
    }
}

/// One word of a run.
#[derive(Clone, Copy)]
struct Piece<'a> {
    span: Span,
    words: &'a str,
}

impl Names {
    /// `ninefold`: unknown words that the article writes small where any other would be large, and more than once.
    fn small_names<'a>(&self, doc: &Document<'a>) -> BTreeSet<&'a str> {
        let first = |sentence: &Sentence| without_possessive(doc.slice(doc.tokens[sentence.tokens.start].span));
        let opens: Vec<&str> =
            doc.sentences.iter().map(first).filter(|word| word.starts_with(char::is_lowercase)).collect();
        let unknown = |word: &&str| {
            word.chars().count() >= 4
                && word.chars().all(char::is_lowercase)
                && !self.common.contains(word)
                && !self.heads.contains_key(title_case(word).as_str())
        };
        // A text that begins its other sentences small says nothing by it.
        let alone = |word: &&str| {
            let others = opens.iter().filter(|other| *other != word).count();
            others * 3 <= doc.sentences.len() && occurrences(doc, word) > 1
        };
        opens.iter().copied().filter(unknown).filter(alone).collect()
    }

    /// `the airline TAP`: whether a noun for what bears names stands right before one.
    fn is_labelled(&self, doc: &Document<'_>, span: Span) -> bool {
        let before = doc.text[..span.start].strip_suffix(' ').unwrap_or("");
        let noun = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        self.labels.contains(noun)
    }

    /// `the shop tassen-en-zo.nl`: the address of a site that bears no other name, where a noun says what it is, or which the text
    /// calls so more than once.
    fn domains(&self, doc: &Document<'_>, found: &mut Vec<(Span, Entity)>) {
        static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
            regex(
                r"(?:^|[\s“‘(\x22])(?<name>[a-z0-9][a-z0-9-]{2,}(?:\.[a-z0-9-]+)?\.(?:com|net|org|edu|gov|info|io|fi|de|nl|fr|it|es|pt|pl|se|no|dk|ch|at|be|uk|ie|ru|ua|tr|br|mx|in|jp|kr|au|nz|ca|za|ke|ng|eu|example))(?:[’']s)?(?:[\s,;:!?”’)\x22—–]|\.(?:\s|$)|$)",
            )
        });
        let before = found.len();
        for name in DOMAIN.captures_iter(doc.text).filter_map(|found| found.name("name")) {
            let span = Span::new(name.start(), name.end());
            let again = || doc.text.matches(name.as_str()).count() > 1;
            if (self.is_labelled(doc, span) || again()) && !found.iter().any(|(other, _)| other.overlaps(span)) {
                found.push((span, Entity::named(EntityKind::Organization, name.as_str())));
            }
        }
        if found.len() > before {
            found.sort_by_key(|(span, _)| *span);
        }
    }

    /// An ordinary word that a noun makes a name once is that name wherever the text writes it so.
    fn labelled(&self, doc: &Document<'_>, found: &mut Vec<(Span, Entity)>) {
        let mut names = BTreeSet::new();
        let known: Vec<Entity> = found
            .iter()
            .filter(|(span, entity)| !entity.name.contains(' ') && self.is_labelled(doc, *span))
            .filter(|(_, entity)| names.insert(entity.name.clone()))
            .map(|(_, entity)| entity.clone())
            .collect();
        let before = found.len();
        for entity in known {
            for token in doc.tokens.iter().filter(|token| without_possessive(doc.slice(token.span)) == entity.name) {
                let span = Span::new(token.span.start, token.span.start + entity.name.len());
                if !found.iter().any(|(other, _)| other.overlaps(span)) {
                    found.push((span, entity.clone()));
                }
            }
        }
        if found.len() > before {
            found.sort_by_key(|(span, _)| *span);
        }
    }

    fn sentence(
        &self,
        doc: &Document<'_>,
        sentence: &Sentence,
        small: &BTreeSet<&str>,
        found: &mut Vec<(Span, Entity)>,
    ) {
        let headline = is_headline(doc, sentence);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let bare = without_possessive(doc.slice(doc.tokens[at].span));
            if small.contains(bare) {
                let start = doc.tokens[at].span.start;
                let span = Span::new(start, start + bare.len());
                found.push((span, Entity::named(EntityKind::Organization, bare)));
                at += 1;
                continue;
            }
            // `Ms D`
            if let Some((span, behind)) = person::initialled(doc, sentence, at) {
                found.push((span, Entity::named(EntityKind::Person, doc.slice(span))));
                at = behind;
                continue;
            }
            // `molaire.eth`
            if let Some(span) = words::handle(doc, at) {
                found.push((span, Entity::named(EntityKind::Organization, doc.slice(span))));
                at = doc.token_at(span.end - 1).unwrap_or(at) + 1;
                continue;
            }
            let (run, next) = self.run(doc, sentence, at, headline);
            at = next;
            // `"Captain Hollin"`: what somebody is called who is no captain.
            if run.first().is_some_and(|first| is_honorific(first.words)) && classify::is_quoted(doc, &run) {
                let span = run[0].span.cover(run[run.len() - 1].span);
                found.push((span, Entity::named(EntityKind::Person, doc.slice(span))));
                continue;
            }
            for part in self.split(&run) {
                if let Some((span, entity)) = self.classify(doc, sentence, part) {
                    // In a headline every word is large: a single unknown one is a name only if the text says it again,
                    // or if it is said to have been hit.
                    if headline
                        && part.len() == 1
                        && !is_written_elsewhere(doc, sentence, doc.slice(span))
                        && !beside::is_hit(doc, span)
                    {
                        continue;
                    }
                    found.push((span, entity));
                }
            }
        }
    }
}

/// The projects of crypto assets in the table of organisations, those with ambiguous names too.
fn projects() -> BTreeMap<&'static str, Sector> {
    rows::<3>(ORGANIZATIONS)
        .filter_map(|[name, aliases, sector]| {
            let sector = sector.parse().ok()?;
            matches!(sector, Sector::Defi | Sector::CryptoExchange)
                .then(|| std::iter::once(name).chain(list(aliases)).map(move |form| (form, sector)))
        })
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_apart() {
        let rule = Names::new();
        for (text, expected) in [
            (
                "Doctors at Saint Ludmila University Hospital waited.",
                vec!["Organization Saint Ludmila University Hospital"],
            ),
            ("South Korean Coinmaru fell.", vec!["Organization Coinmaru"]),
            ("It was, chief executive Bae Sung-hoon said, late.", vec!["Person Bae Sung-hoon"]),
            (
                "At night Quillfi’s pool and Crypto.com were hit.",
                vec!["Organization Quillfi", "Organization Crypto.com"],
            ),
            ("On Monday nothing happened in May.", vec![]),
            ("Tredgold Forge and Axles Pvt Ltd paid.", vec!["Organization Tredgold Forge and Axles Pvt Ltd"]),
            ("Two Florida towns paid.", vec!["Organization Florida"]),
            ("It came on Presidents' Day, and Sh84 million went.", vec![]),
            ("The Icelandic-Turkish exchange closed.", vec![]),
            ("They told Ms D that \"Captain Hollin\" was ill.", vec!["Person Ms D", "Person Captain Hollin"]),
            ("Quen Dravick pleaded guilty.", vec!["Person Quen Dravick"]),
            ("A sum\n\nOdin's Rest. The exchange froze all.", vec!["Organization Odin's Rest"]),
            ("Thieves Hit Boreal Coin Exchange\n\nThe till is empty.", vec!["Organization Boreal Coin Exchange"]),
            ("The hackers came. They left.", vec![]),
            ("the Ministry of Health said", vec!["Organization Ministry of Health"]),
            ("Pike & Sons paid.", vec!["Organization Pike & Sons"]),
            ("It hit Banco do Douro Norte twice.", vec!["Organization Banco do Douro Norte"]),
            (
                "We asked Moorhen Swap Discord and Kestrel CEO.",
                vec!["Organization Moorhen Swap", "Organization Kestrel"],
            ),
            ("FOR IMMEDIATE RELEASE\n\nNothing happened to anybody.", vec![]),
            (
                "The yacht of Meltemi Cruises of Piraeus sank.",
                vec!["Organization Meltemi Cruises", "Organization Piraeus"],
            ),
            (
                "zephgrain drained\n\nOn Monday zephgrain lost funds. Few had heard of zephgrain.",
                vec!["Organization zephgrain", "Organization zephgrain", "Organization zephgrain"],
            ),
            ("At St Finbarr's Hospital they wait.", vec!["Organization St Finbarr's Hospital"]),
            ("At St Finbarr's parish they wait.", vec!["Organization St Finbarr's parish"]),
            ("Next came Dunmore school district.", vec!["Organization Dunmore school district"]),
            ("Then the Surselva music school closed.", vec!["Organization Surselva music school"]),
            ("We hear the city of Hollybrook paid.", vec!["Organization city of Hollybrook"]),
            ("A fire in the city of Hollybrook.", vec!["Organization Hollybrook"]),
            (
                "It was Namibia's Ministry of Fisheries and Marine Resources.",
                vec!["Organization Namibia", "Agency Ministry of Fisheries and Marine Resources"],
            ),
            ("At the Ministry of Labour of Moldova it began.", vec!["Agency Ministry of Labour of Moldova"]),
            (
                "We wrote to Karveer Janata Bank of Kolhapur.",
                vec!["Organization Karveer Janata Bank", "Organization Kolhapur"],
            ),
            (
                "He left Perrachon et Fils for Lístek & syn.",
                vec!["Organization Perrachon et Fils", "Organization Lístek & syn"],
            ),
            ("At the Clinique du Val d'Arzon too.", vec!["Organization Clinique du Val d'Arzon"]),
            ("We asked 4Paws1Heart and 0xBasil.", vec!["Organization 4Paws1Heart", "Organization 0xBasil"]),
            ("It belongs to molaire.eth.", vec!["Organization molaire.eth"]),
            ("The People's Cooperative Bank waits.", vec!["Organization People's Cooperative Bank"]),
            ("Noodleswap, on BNB Chain, lost all.", vec!["Organization Noodleswap", "Organization BNB Chain"]),
            ("They robbed the Hexcombe General Hospital.", vec!["Organization Hexcombe General Hospital"]),
            ("It hit the Polk Mill Volunteer Fire Company.", vec!["Organization Polk Mill Volunteer Fire Company"]),
            ("We asked the Vorrask Institute of Diplomacy.", vec!["Organization Vorrask Institute of Diplomacy"]),
            ("A fan club, “Sons of the Third Reed”, did it.", vec!["Organization Sons of the Third Reed"]),
            ("It hit the Friends of the Hexcombe Bells.", vec!["Organization Friends of the Hexcombe Bells"]),
            (
                "At the Organisation for the Prohibition of Noisy Bells they wait.",
                vec!["Organization Organisation for the Prohibition of Noisy Bells"],
            ),
            ("She keeps the books of Brackley Dredge.", vec!["Organization Brackley Dredge"]),
            ("Their lawyers were Prellow, Hollin & Dredge.", vec!["Organization Prellow, Hollin & Dredge"]),
            ("Haulier Brackley Dredge lost it.", vec!["Organization Brackley Dredge"]),
            ("They keep Hollin-wrapped ETH there.", vec!["Organization Hollin"]),
            ("They asked for no 2FA, said TIP-27.", vec![]),
            (
                "The Brackley Dredge XRP wallet. He robbed Brackley Dredge.",
                vec!["Organization Brackley Dredge", "Organization Brackley Dredge"],
            ),
            (
                "The address “Brackley Hacker” is full. He robbed Brackley.",
                vec!["Organization Brackley", "Organization Brackley"],
            ),
            ("Unsurprisingly, nobody lost anything.", vec![]),
            ("Upper Tulpehocken Reach lost most.", vec!["Organization Upper Tulpehocken Reach"]),
            ("Clearly & Sons rang.", vec!["Organization Clearly & Sons"]),
            (
                "They robbed Boathouse 7. We rent Boathouse 7.",
                vec!["Organization Boathouse 7", "Organization Boathouse 7"],
            ),
            ("It cost Solvenna THB 40,000 and N14.6m.", vec!["Organization Solvenna"]),
            ("Later, Prime Minister Wu Shaolin left.", vec!["Person Wu Shaolin"]),
            ("It silenced TV Lovenska.", vec!["Media TV Lovenska"]),
            ("It fined them under Article 5 of it.", vec![]),
            ("Tandwiel had paid.", vec!["Organization Tandwiel"]),
            (
                "We hear of Wakasa Coin Co., Ltd. and of Brackwater Hotels Group plc.",
                vec!["Organization Wakasa Coin Co., Ltd.", "Organization Brackwater Hotels Group plc"],
            ),
            ("Shop shut\n\nBy Ada Holm\nThe shop of Quornex closed.", vec!["Organization Quornex"]),
            (
                "The Wexmouth Pilots' Benevolent Fund paid Brines' men.",
                vec!["Organization Wexmouth Pilots' Benevolent Fund", "Organization Brines"],
            ),
            ("3 May 2025 · By chainwire staff", vec![]),
            ("Neighbouring Quornex closed. Missing Quornex is sad.", vec!["Organization Quornex"; 2]),
            (
                "The Philippine Health Insurance Corp., a state insurer, waits.",
                vec!["Organization Philippine Health Insurance Corp"],
            ),
            ("The Kenyan Port Authority waits.", vec!["Agency Port Authority"]),
            (
                "It was Kurosaki Bearings Mfg. Co. and Fire Company No. 2 of School District 14.",
                vec![
                    "Organization Kurosaki Bearings Mfg. Co", "Organization Fire Company No. 2",
                    "Organization School District 14",
                ],
            ),
            (
                "We asked the Department of Information and Communications Technology and the Department of Trade and Office of Fish.",
                vec![
                    "Agency Department of Information and Communications Technology",
                    "Agency Department of Trade",
                    "Agency Office of Fish",
                ],
            ),
            (
                "It hit Wazee wa Pwani Sacco, Régie des lavoirs du Haut-Morvel and Instituto Estadal de la Ribera of Santa Clemencia.",
                vec![
                    "Organization Wazee wa Pwani Sacco",
                    "Organization Régie des lavoirs du Haut-Morvel",
                    "Organization Instituto Estadal de la Ribera of Santa Clemencia",
                ],
            ),
            (
                "Then came Prewett's Pickles Ltd, IT-Selskabet Ravnholt I/S and Brostrup Feriehuse AS of Vejle.",
                vec![
                    "Organization Prewett's Pickles Ltd", "Organization IT-Selskabet Ravnholt I/S",
                    "Organization Brostrup Feriehuse AS", "Place Vejle",
                ],
            ),
            ("We wrote to Ludlam Water and Drainage Company.", vec!["Organization Ludlam Water and Drainage Company"]),
            ("We wrote to the London Borough of Stanmere.", vec!["Organization London Borough of Stanmere"]),
            (
                "The chain Coop closed. We like Coop and the airline TAP.",
                vec!["Organization Coop", "Organization Coop", "Organization TAP"],
            ),
            ("Thieves robbed the shop garen-en-zo.nl.", vec!["Organization garen-en-zo.nl"]),
            ("The list named garen-en-zo.nl.", vec![]),
            ("Amber Heron works from Minsk.", vec!["Organization Amber Heron", "Organization Minsk"]),
            ("Japan's Ministry of Health waits.", vec!["Organization Ministry of Health"]),
            (
                "It robbed the officer Jan Brellow and Stanmere and Hollin Council.",
                vec!["Person Jan Brellow", "Organization Stanmere and Hollin Council"],
            ),
            ("At Brellow Managed IT in Riga they wait.", vec!["Organization Brellow Managed IT", "Organization Riga"]),
            (
                "Four thefts\n\n• **Lantern Street** (Arbitrum), Tuesday.\n\n• **Quill** (Base). Gone.\n\n• **Update** (14:00)",
                vec!["Organization Lantern Street", "Organization Quill"],
            ),
            ("• **Rain Tower**, an exchange in Oslo", vec!["Organization Rain Tower", "Place Oslo"]),
            (
                "The Water and Drains Authority of Hollin Notch waits.",
                vec!["Agency Water and Drains Authority of Hollin Notch"],
            ),
            ("At the Dr. Isidro Hollin Memorial Hospital", vec!["Organization Dr. Isidro Hollin Memorial Hospital"]),
            ("It hit Brellow Ltd of Reading.", vec!["Organization Brellow Ltd", "Organization Reading"]),
            ("At the Elkhart Church of Christ", vec!["Organization Elkhart Church of Christ"]),
            ("The Santa Hollin hospital group paid.", vec!["Organization Santa Hollin hospital group"]),
            ("The site of Lónsvík airport is down.", vec!["Organization Lónsvík airport"]),
            ("Drugmaker Hollin Pharma paid.", vec!["Organization Hollin Pharma"]),
            ("They robbed the school district of Hollin Flats.", vec!["Organization school district of Hollin Flats"]),
            ("Its chief executive, Dorcas Hollin, said so.", vec!["Person Dorcas Hollin"]),
            ("Its auditor, Brandel Hollin, said so.", vec!["Organization Brandel Hollin"]),
            ("It was hit by Severe Tropical Storm Hollin.", vec![]),
            ("All times are CET.", vec![]),
            ("It was St Hollin Day.", vec![]),
            ("It was on vault7.io. They liked vault7.io.", vec!["Organization vault7.io", "Organization vault7.io"]),
        ] {
            let doc = Document::new(text);
            let found: Vec<String> =
                rule.find(&doc).into_iter().map(|(span, e)| format!("{:?} {}", e.kind, doc.slice(span))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
