//! `Saint Ludmila University Hospital`, `Bae Sung-hoon`, `Quillfi`: runs of capitalised words, told apart by their
//! own words and by what stands beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::beside;
use super::table::{list, rows, some};
use super::{Entity, EntityKind, Reference};
use crate::extract::Rule;
use crate::record::Sector;
use crate::text::{BlockKind, Document, Sentence, Span, TokenKind};

const GIVEN: &str = include_str!("../../../models/lexicons/given_names.tsv");
const HEADS: &str = include_str!("../../../models/lexicons/org_heads.tsv");
const ROLES: &str = include_str!("../../../models/lexicons/roles.tsv");
const COMMON: &str = include_str!("../../../models/lexicons/common_words.tsv");
const ORGANIZATIONS: &str = include_str!("../../../models/lexicons/organizations.tsv");
const ASSETS: &str = include_str!("../../../models/lexicons/assets.tsv");
const COUNTRIES: &str = include_str!("../../../models/lexicons/countries.tsv");

const CALENDAR: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb", "Mar",
    "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Christmas", "Easter", "Thanksgiving", "Ramadan",
    "Halloween", "Boxing",
];
/// Points of the compass and the like: by themselves they name no organisation.
const DIRECTIONS: &[&str] = &[
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Asian", "European", "African",
    "Baltic", "Nordic", "Balkan", "Caribbean", "Scandinavian", "Gulf", "Pacific", "Atlantic", "Latin", "Alpine",
    "Iberian", "Internet", "Web", "Twitter", "Bitcoin", "According", "Street", "God", "English", "Christmas", "Earth",
];
/// Capitals that name no organisation: hours, kinds of venue, kinds of asset.
const ACRONYMS: &[&str] = &[
    "UTC", "GMT", "EST", "EDT", "PST", "AM", "PM", "DEX", "CEX", "NFT", "NFTs", "TVL", "DAO", "DeFi", "BSC", "USD",
    "EUR", "LP", "EOA", "API", "IP", "URL", "AMM", "RPC", "KYC", "IT", "AI", "OK", "FAQ", "Q1", "Q2", "Q3", "Q4", "US",
    "UK", "EU", "TV", "ID", "PIN", "SMS", "VPN", "CVE", "DM", "TL", "DR", "TLDR", "FAQ", "Web3", "Web2", "GameFi",
    "CeFi", "TradFi", "PSA", "ICYMI", "APY", "ERC", "BEP", "REKT",
];
/// Words that join two capitalised words after the head of an institution: `Ministry of Health`.
const OF: &[&str] = &["of", "for"];
/// Heads of firms' names: a place behind them says where they sit.
const FIRMS: &[&str] = &[
    "Partners", "Cruises", "Group", "Holdings", "Systems", "Solutions", "Technologies", "Logistics", "Industries",
    "Airlines", "Airways", "Motors", "Foods", "Hotels", "Resorts", "Energy", "Software", "Games", "Studios", "Labs",
    "Capital", "Finance", "Exchange", "Insurance", "Mutual", "Brewery", "Shipping", "Lines", "Pharma", "Foundation",
    "Transport", "Orthopaedics", "Orthopedics", "Dental", "Bakery", "Stores", "Farms", "Electronics", "Telecom",
    "Media", "Properties", "Construction", "Associates", "Company", "Corporation", "Brothers",
];
/// Ordinary words that begin the names of places and firms: `Upper Tulpehocken`.
const OPENERS: &[&str] = &[
    "Upper", "Lower", "Lake", "Mount", "Port", "New", "Old", "North", "South", "East", "West", "Great", "Little",
    "Fort", "Point", "Glen", "Castle", "Grand", "Royal", "First", "United", "General", "National", "Central", "Big",
    "Silver", "Golden", "Red", "Blue", "Green", "White", "Black", "High", "Two", "Three",
];
/// What a saint or a founder leaves behind an apostrophe: `Saint Declan's Academy`.
const OWNED: &[&str] = &[
    "Hospital", "College", "Academy", "School", "Hospice", "Church", "University", "Stores", "Bakery", "Clinic",
    "Infirmary", "Parish", "Cathedral", "Ferry", "Home", "House", "Fund", "Trust", "Arms", "Grammar", "High",
    "Primary",
];
/// What may follow a single unknown word that opens a sentence, where that is a name.
const AFTER_OPENING: &[&str] = &[
    "had", "has", "was", "is", "lost", "paid", "says", "said", "confirmed", "suffered", "lies", "sent", "wired",
    "closed", "refused", "admitted", "reported", "told", "noticed", "went", "fell", "runs", "makes",
];
/// Particles of personal and place names.
const PARTICLES: &[&str] = &[
    "de", "du", "del", "della", "di", "da", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "dos",
    "das", "y", "do", "dei", "delle", "les", "los", "las", "zum", "zur", "und",
];
/// What a hyphen joins to a name to make an adjective: `London-based`, `Russian-speaking`.
const SUFFIXES: &[&str] = &[
    "based", "like", "speaking", "style", "linked", "backed", "era", "led", "owned", "made", "built", "run", "born",
    "wide", "sponsored", "affiliated", "aligned", "tied", "listed", "registered", "related", "funded", "controlled",
    "occupied", "compatible", "denominated", "pegged", "native", "focused", "powered", "enabled",
];
const HONORIFICS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sir", "Lady", "Lord", "Judge", "Justice", "Sgt", "Lt", "Capt", "Col", "Gen",
    "Sen", "Rep", "Gov", "Mayor", "Sheriff", "Superintendent", "President", "Chancellor", "Minister", "Senator",
    "Detective", "Inspector", "Chief", "Professor", "Doctor", "Officer",
];

struct Head {
    kind: EntityKind,
    sector: Option<Sector>,
}

pub(super) struct Names {
    given: BTreeSet<&'static str>,
    heads: BTreeMap<&'static str, Head>,
    roles: BTreeSet<String>,
    common: BTreeSet<&'static str>,
    demonyms: BTreeSet<&'static str>,
    countries: BTreeSet<&'static str>,
    /// Names and tickers of crypto assets: what is stolen, seldom who is robbed.
    assets: BTreeSet<&'static str>,
    /// Projects of which a table knows what they do, by every form of their names.
    projects: BTreeMap<&'static str, Sector>,
    /// Those that a project issues and that may bear its name.
    tokens: BTreeSet<&'static str>,
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
        Self {
            given: rows::<1>(GIVEN).map(|[name]| name).collect(),
            heads: heads.collect(),
            roles: rows::<1>(ROLES).map(|[role]| role.to_lowercase()).collect(),
            common: rows::<1>(COMMON).map(|[word]| word).collect(),
            assets: rows::<3>(ASSETS).flat_map(|[symbol, name, aliases]| list(aliases).chain([symbol, name])).collect(),
            projects: projects(),
            tokens: rows::<4>(ASSETS).filter(|row| row[3] == "token").map(|[_, name, _, _]| name).collect(),
            countries: rows::<5>(COUNTRIES).flat_map(|[_, name, aliases, _, _]| list(aliases).chain([name])).collect(),
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
        surnames(doc, &mut found);
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
    /// `ninefold`, `vault7.io`: unknown words that the article writes small where any other would be large, or with the
    /// ending of an address, and more than once.
    fn small_names<'a>(&self, doc: &Document<'a>) -> BTreeSet<&'a str> {
        let mut small = BTreeSet::new();
        for sentence in &doc.sentences {
            let tokens = doc.tokens_of(sentence);
            for (at, token) in tokens.iter().enumerate() {
                let words = without_possessive(doc.slice(token.span));
                let unknown = token.kind == TokenKind::Word
                    && words.chars().count() >= 4
                    && words.chars().all(char::is_lowercase)
                    && !self.common.contains(words)
                    && !self.heads.contains_key(title_case(words).as_str());
                if unknown && (at == 0 || ends_like_an_address(doc, sentence.tokens.start + at).is_some()) {
                    small.insert(words);
                }
            }
        }
        // A text that begins its sentences small says nothing by it.
        let opens = |sentence: &&Sentence| doc.slice(sentence.span).starts_with(char::is_lowercase);
        if doc.sentences.iter().filter(opens).count() * 3 > doc.sentences.len() {
            return BTreeSet::new();
        }
        small.retain(|words| occurrences(doc, words) > 1);
        small
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
            let words = without_possessive(doc.slice(doc.tokens[at].span));
            if small.contains(words) {
                let start = doc.tokens[at].span.start;
                let end = ends_like_an_address(doc, at).map_or(start + words.len(), |end| doc.tokens[end].span.end);
                let span = Span::new(start, end);
                found.push((span, Entity::named(EntityKind::Organization, doc.slice(span))));
                at += 1;
                continue;
            }
            let (run, next) = self.run(doc, sentence, at, headline);
            at = next;
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

    /// The run of capitalised words that begins at token `at`, and the token after it.
    fn run<'a>(&self, doc: &Document<'a>, sentence: &Sentence, at: usize, headline: bool) -> (Vec<Piece<'a>>, usize) {
        let mut run: Vec<Piece<'a>> = Vec::new();
        let mut next = at;
        while next < sentence.tokens.end {
            let token = doc.tokens[next];
            let words = doc.slice(token.span);
            if token.kind != TokenKind::Word || !self.is_name_word(doc, sentence, next, words, headline, run.is_empty())
            {
                break;
            }
            let bare = without_possessive(words);
            let mut span = Span::new(token.span.start, token.span.start + bare.len());
            next += 1;
            if bare.len() < words.len() {
                run.push(Piece { span, words: bare });
                match self.owned(doc, sentence, &run, next) {
                    Some(after) => next = after,
                    None => return (run, next),
                }
                continue;
            }
            // `Sung-hoon`, `Crypto.com`, `X-Lab`: joined without a blank.
            while next + 1 < sentence.tokens.end
                && matches!(doc.slice(doc.tokens[next].span), "-" | "‑" | "." | "_")
                && matches!(doc.tokens[next + 1].kind, TokenKind::Word | TokenKind::Number)
                && !SUFFIXES.contains(&doc.slice(doc.tokens[next + 1].span))
                && !(doc.slice(doc.tokens[next].span) == "-"
                    && doc.slice(doc.tokens[next + 1].span).chars().next().is_some_and(char::is_lowercase)
                    && bare.chars().all(|c| c.is_uppercase()))
            {
                let joined = without_possessive(doc.slice(doc.tokens[next + 1].span));
                span = Span::new(span.start, doc.tokens[next + 1].span.start + joined.len());
                next += 2;
            }
            if next < sentence.tokens.end
                && doc.tokens[next].kind == TokenKind::Number
                && doc.tokens[next].span.start == span.end
            {
                span = span.cover(doc.tokens[next].span);
                next += 1;
            }
            run.push(Piece { span, words: doc.slice(span) });
            match self.joint(doc, sentence, next, words, headline) {
                Some(after) => next = after,
                None => return (run, next),
            }
        }
        (run, next.max(at + 1))
    }

    /// The token of what stands behind the apostrophe of a run and belongs to its name: `St Finbarr's Hospital`.
    fn owned(&self, doc: &Document<'_>, sentence: &Sentence, run: &[Piece<'_>], at: usize) -> Option<usize> {
        let after = (at + 1 < sentence.tokens.end && doc.tokens[at].kind == TokenKind::Space).then_some(at + 1)?;
        let words = doc.slice(doc.tokens[after].span);
        let saint = run.first().is_some_and(|first| matches!(first.words, "St" | "Saint" | "Sint" | "Santa" | "San"));
        let state = run.last().is_some_and(|last| self.countries.contains(last.words));
        (words.starts_with(char::is_uppercase) && (saint || !state && OWNED.contains(&words))).then_some(after)
    }

    /// The token of the next word of the run after `at`, over a blank, `&`, `of`, an initial's stop.
    fn joint(&self, doc: &Document<'_>, sentence: &Sentence, at: usize, before: &str, headline: bool) -> Option<usize> {
        let piece = |index: usize| (index < sentence.tokens.end).then(|| doc.slice(doc.tokens[index].span));
        // The gap between two columns of a table joins nothing.
        let blank = |index: usize| {
            index < sentence.tokens.end
                && doc.tokens[index].kind == TokenKind::Space
                && doc.tokens[index].span.len() < 3
        };
        let capital = |index: usize| {
            piece(index).is_some_and(|words| words.chars().next().is_some_and(char::is_uppercase))
                && doc.tokens[index].kind == TokenKind::Word
        };
        let initial = before.chars().count() == 1 || HONORIFICS.contains(&before) || before == "St" || before == "Mt";
        if piece(at) == Some(".") && initial && blank(at + 1) && capital(at + 2) {
            return Some(at + 2);
        }
        if !blank(at) {
            return None;
        }
        if capital(at + 1) {
            return Some(at + 1);
        }
        let joiner = piece(at + 1)?;
        if !blank(at + 2) {
            return None;
        }
        let of = OF.contains(&joiner)
            && (self.heads.contains_key(before) && !FIRMS.contains(&before)
                || self.roles.contains(&before.to_lowercase()))
            && (!headline || sentence.kind == BlockKind::Heading);
        if capital(at + 3) && (joiner == "&" || of || PARTICLES.contains(&joiner)) {
            return Some(at + 3);
        }
        // `Port of the Azores`, `Ministry of the Interior`
        (of && piece(at + 3) == Some("the") && blank(at + 4) && capital(at + 5)).then_some(at + 5)
    }

    fn is_name_word(
        &self,
        doc: &Document<'_>,
        sentence: &Sentence,
        at: usize,
        words: &str,
        headline: bool,
        first: bool,
    ) -> bool {
        let bare = without_possessive(words);
        if beside::is_counted(doc, at, bare) {
            return false;
        }
        if !bare.chars().next().is_some_and(char::is_uppercase) {
            // `iFinex`, `eToro`: a small letter before a capital.
            return first && bare.chars().nth(1).is_some_and(char::is_uppercase) && bare.chars().count() >= 4;
        }
        if CALENDAR.contains(&bare) || bare == "I" {
            return false;
        }
        let low = bare.to_lowercase();
        let common = self.common.contains(low.as_str());
        let shouted = bare.chars().count() > 1 && bare.chars().all(char::is_uppercase);
        let opens = at == sentence.tokens.start
            || doc.tokens[..at].iter().rev().find(|token| token.is_visible()).is_none_or(|token| {
                matches!(
                    doc.slice(token.span),
                    "“" | "\"" | "‘" | "(" | "[" | "【" | ":" | "•" | "-" | "—" | "–" | "." | "?" | "!"
                )
            });
        if headline {
            let head = || self.heads.contains_key(bare) || self.heads.contains_key(title_case(bare).as_str());
            return !common || !first && head();
        }
        if opens && common && !shouted {
            // `First National Bank`: an ordinary word that opens a sentence is a name's only before its head.
            return first && (self.leads_to_head(doc, at) || self.opens_name(doc, at, bare));
        }
        !(common
            && matches!(
                low.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "in"
                    | "on"
                    | "at"
                    | "and"
                    | "but"
                    | "he"
                    | "she"
                    | "it"
                    | "we"
                    | "they"
                    | "this"
                    | "that"
                    | "our"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "if"
                    | "no"
                    | "yes"
                    | "what"
                    | "why"
                    | "how"
                    | "when"
                    | "where"
                    | "who"
            ))
    }

    /// Whether an ordinary word that opens a sentence opens a name: before an unknown one, or before `&`.
    fn opens_name(&self, doc: &Document<'_>, at: usize, words: &str) -> bool {
        let next = |ahead: usize| doc.tokens.get(at + ahead).map(|token| doc.slice(token.span));
        let capital = |ahead: usize| next(ahead).is_some_and(|words| words.starts_with(char::is_uppercase));
        OPENERS.contains(&words) && capital(2) && next(2).is_some_and(|next| self.is_unknown(next))
            || next(2) == Some("&") && capital(4)
    }

    /// Whether the capitalised words right after token `at` end in a head: `National Bank`.
    fn leads_to_head(&self, doc: &Document<'_>, at: usize) -> bool {
        let following: Vec<&str> = doc.tokens[at + 1..]
            .iter()
            .filter(|token| token.kind != TokenKind::Space)
            .take(3)
            .map(|token| doc.slice(token.span))
            .take_while(|words| words.chars().next().is_some_and(char::is_uppercase))
            .collect();
        let article = matches!(
            doc.slice(doc.tokens[at].span),
            "The"
                | "A"
                | "An"
                | "In"
                | "On"
                | "At"
                | "But"
                | "And"
                | "For"
                | "From"
                | "After"
                | "As"
                | "When"
                | "While"
                | "Its"
                | "Their"
        );
        !article
            && following.iter().skip(usize::from(following.len() > 1)).any(|words| self.heads.contains_key(words))
            && following.len() > 1
    }

    /// Cuts a run at demonyms and roles: `South Korean | Coinmaru`, `Coinmaru | CEO | Bae Sung-hoon`.
    fn split<'r, 'a>(&self, run: &'r [Piece<'a>]) -> Vec<&'r [Piece<'a>]> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < run.len() {
            let two = run.get(at + 1).map(|next| format!("{} {}", run[at].words, next.words));
            let demonym = if two.as_deref().is_some_and(|two| self.demonyms.contains(two)) {
                2
            } else {
                usize::from(self.demonyms.contains(run[at].words))
            };
            let role = usize::from(ACRONYMS.contains(&run[at].words))
                | usize::from(
                    self.roles.contains(&run[at].words.to_lowercase()) || HONORIFICS.contains(&run[at].words),
                );
            let cut = if at == start { demonym.max(role) } else { role };
            // A role at the end of a name is its head: `Federal Court of Justice`, `Chief`.
            if cut > 0
                && (at == start || at + cut < run.len())
                && !(at > start && self.heads.contains_key(run[at].words) && !ACRONYMS.contains(&run[at].words))
            {
                parts.push(&run[start..at]);
                start = at + cut;
                at = start;
            } else {
                at += 1;
            }
        }
        parts.push(&run[start.min(run.len())..]);
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn classify(&self, doc: &Document<'_>, sentence: &Sentence, part: &[Piece<'_>]) -> Option<(Span, Entity)> {
        // `Kirkwall Hacker`, `the Kirkwall Exploit`: what befell it is no part of the name.
        let behind = |piece: &Piece<'_>| beside::BEHIND_NAMES.contains(&piece.words.to_lowercase().as_str());
        let befallen = part.iter().skip(1).position(behind);
        // `Pumpkin Heist Finance`: but a head behind it makes it one.
        let headed = |at: usize| part[at + 2..].iter().any(|piece| self.heads.contains_key(piece.words));
        let part = befallen.filter(|at| !headed(*at)).map_or(part, |at| &part[..=at]);
        let (first, last) = (part.first()?, part.last()?);
        let span = with_legal_form(doc, first.span.cover(last.span));
        let words = doc.slice(span);
        // A project may bear the name of its token.
        let project = self.tokens.contains(words) && beside::acts(doc, words)
            || self.projects.contains_key(words) && !beside::is_coin(doc, span);
        if words.chars().filter(|c| c.is_alphabetic()).count() < 2
            || part.len() == 1
                && (beside::is_wrapped(words) || beside::is_prefixed(words) || beside::is_of_pair(doc, span))
            || self.assets.contains(words) && !project
        {
            return None;
        }
        if matches!(
            last.words,
            "Street"
                | "Road"
                | "Avenue"
                | "Square"
                | "Lane"
                | "Boulevard"
                | "River"
                | "Sea"
                | "Ocean"
                | "Bay"
                | "Award"
                | "Cup"
                | "League"
        ) && part.len() > 1
            && !beside::acts(doc, words)
        {
            return None;
        }
        let ordinary = part.iter().all(|piece| self.common.contains(piece.words.to_lowercase().as_str()));
        let headed = part.len() > 1 && part.iter().any(|piece| self.heads.contains_key(piece.words));
        if sentence.kind == BlockKind::Heading && ordinary && !headed && !is_written_elsewhere(doc, sentence, words) {
            return None;
        }
        // `FOR IMMEDIATE RELEASE`
        if part.len() > 1 && is_shouted(doc.slice(sentence.span)) && !is_written_elsewhere_at_all(doc, sentence, part) {
            return None;
        }
        // `Key Takeaways:`
        if sentence.kind == BlockKind::Heading
            && doc.slice(sentence.span).ends_with(':')
            && !is_written_elsewhere(doc, sentence, words)
        {
            return None;
        }
        if part.len() == 1
            && (DIRECTIONS.contains(&words)
                || self.is_mere_opening(doc, sentence, span)
                    && !(sentence.kind == BlockKind::Title && beside::is_hit(doc, span)))
        {
            return None;
        }
        let head = part
            .iter()
            .rev()
            .find_map(|piece| self.heads.get(piece.words).or_else(|| self.heads.get(title_case(piece.words).as_str())));
        let letters = part.iter().all(|piece| piece.words.chars().all(|c| c.is_alphabetic() || "-‑'’.".contains(c)));
        let given = self.given.contains(first.words)
            || first.words.split('-').next().is_some_and(|name| self.given.contains(name));
        let person = letters
            && (2..=4).contains(&part.len())
            && head.is_none()
            && (given || is_speaker(doc, span) || self.after_role(doc, span) || self.before_role(doc, sentence, span))
            || self.after_honorific(doc, span);
        let mut entity = Entity::named(EntityKind::Organization, words);
        entity.sector = self.projects.get(words).copied();
        entity.reference = Reference::Name;
        if person {
            entity.kind = EntityKind::Person;
        } else if let Some(head) = head.filter(|_| part.len() > 1) {
            entity.kind = head.kind;
            entity.sector = head.sector;
        } else if part.len() == 1 && head.is_some() {
            return None;
        }
        if entity.kind == EntityKind::Organization && beside::is_chain(doc, span) {
            entity.kind = EntityKind::Network;
        }
        Some((span, entity))
    }

    /// A single unknown word that opens a sentence is a name only where the article writes it so elsewhere too.
    fn is_mere_opening(&self, doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
        let opens = sentence.span.start == span.start
            || doc.text[..span.start]
                .trim_end()
                .ends_with(['“', '"', '‘', '(', '[', '【', ':', '•', '—', '–', '?', '!', '.']);
        // `3/ Total loss`: the number of a message.
        let counted = doc.text[..span.start].trim_end().strip_suffix(['/', ')']);
        let opens = opens || counted.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        let words = doc.slice(span);
        let plain = words.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '’' | '\''));
        let again = occurrences(doc, words);
        opens
            && plain
            && (again < 2
                && !(self.is_unknown(words) && (sentence.kind == BlockKind::Title || is_introduced(doc, span)))
                || words.contains(['’', '\'']))
    }

    /// Whether no form of a word is an ordinary one.
    fn is_unknown(&self, words: &str) -> bool {
        let low = words.to_lowercase();
        let known = |word: &str| self.common.contains(word);
        let stems = ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "ness"]
            .iter()
            .filter_map(|end| low.strip_suffix(end));
        let mut stems = stems.filter(|stem| stem.len() > 2);
        low.chars().count() > 3
            && low.chars().all(char::is_alphabetic)
            && !known(&low)
            && !stems.any(|stem| known(stem) || known(&format!("{stem}e")) || known(&format!("{stem}y")))
    }

    /// `chief executive Bae Sung-hoon`
    fn after_role(&self, doc: &Document<'_>, span: Span) -> bool {
        let before = doc.text[..span.start].trim_end();
        let line = &before[before.rfind(['\n', '.', ',', ';']).map_or(0, |at| at + 1)..];
        let words: Vec<&str> = line.split_whitespace().rev().take(4).collect();
        (1..=words.len()).any(|count| {
            let phrase: Vec<String> = words[..count].iter().rev().map(|word| word.to_lowercase()).collect();
            self.roles.contains(&phrase.join(" "))
        })
    }

    /// `Radka Hlavinová, who runs …`, `Bae Sung-hoon, chief executive`, `Lee, 34,`
    fn before_role(&self, doc: &Document<'_>, sentence: &Sentence, span: Span) -> bool {
        let rest = &doc.text[span.end..sentence.span.end.max(span.end)];
        let Some(rest) = rest.strip_prefix(',') else { return false };
        let words: Vec<String> = rest
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty())
            .take(6)
            .map(str::to_lowercase)
            .collect();
        let age = words.first().is_some_and(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()));
        let skip =
            usize::from(words.first().is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an" | "its" | "who")));
        let role = (1..=3)
            .any(|count| words.len() >= skip + count && self.roles.contains(&words[skip..skip + count].join(" ")));
        age || role
    }

    fn after_honorific(&self, doc: &Document<'_>, span: Span) -> bool {
        let before = doc.text[..span.start].trim_end().trim_end_matches('.');
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "Sir")
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

/// `says Ansa Kivelä, who has looked after it for thirty years`: firms speak after their names, and are "which".
fn is_speaker(doc: &Document<'_>, span: Span) -> bool {
    let before = &doc.text[..span.start];
    let who = doc.text[span.end..].starts_with(", who ");
    let says = ["says ", "said ", "asked ", "recalls ", "recalled ", "remembers ", "explains ", "adds ", "added "];
    let speaks =
        says.iter().any(|verb| before.strip_suffix(verb).is_some_and(|text| text.ends_with(['”', '"', ',', ' '])));
    who || speaks && before.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ').ends_with(['”', '"', ','])
}

/// `Tandwiel had paid`, `Hansapank, the largest,`: whether what follows a word that opens a sentence speaks of somebody.
fn is_introduced(doc: &Document<'_>, span: Span) -> bool {
    let after = &doc.text[span.end..];
    if let Some(rest) = after.strip_prefix(", ") {
        return ["the ", "a ", "an ", "which ", "whose "].iter().any(|word| rest.starts_with(word));
    }
    let next = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    AFTER_OPENING.contains(&next)
}

/// The legal form behind a name belongs to it: `Wakasa Coin Co., Ltd.`, `Brackwater Hotels Group plc`.
fn with_legal_form(doc: &Document<'_>, span: Span) -> Span {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\.?,?\x20(?:plc|Inc\b\.?|LLC|L\.L\.C\.|LLP|P\.C\.|P\.A\.|PLLC|GmbH(?:\x20&\x20Co\.\x20KG)?|S\.A\.(?:S\.)?|S\.p\.A\.|S\.r\.l\.|N\.V\.|B\.V\.|K\.K\.|Kft\.?|d\.o\.o\.|a\.s\.|Tbk|(?:Co|Pte|Pvt|Pty)\.?,?\x20Ltd\b\.?|Sdn\.?\x20Bhd\.?|Ltda?\b\.?|Limited)",
        )
        .expect("the pattern is a constant")
    });
    let after = &doc.text[span.end..];
    let Some(form) = FORM.find(after).filter(|form| !after[form.end()..].starts_with(char::is_alphanumeric)) else {
        return span;
    };
    // The stop of a sentence is none of the form.
    let last = after[form.end()..].trim_start_matches(' ');
    let stop = form.as_str().ends_with('.')
        && (last.is_empty() || last.starts_with(['\n', '“']) || last.starts_with(char::is_uppercase));
    let single = !form.as_str().trim_end_matches('.').contains('.');
    Span::new(span.start, span.end + form.end() - usize::from(stop && single))
}

/// The token that ends `vault7.io`, where the one at `at` begins such a name.
fn ends_like_an_address(doc: &Document<'_>, at: usize) -> Option<usize> {
    const ENDINGS: &[&str] =
        &["io", "fi", "finance", "cash", "xyz", "exchange", "fun", "app", "network", "money", "gg", "ag"];
    // A digit may stand between: `vault`, `7`, `.`, `io`.
    let number = doc.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number);
    let dot = at + 1 + usize::from(number);
    let word = |index: usize| doc.tokens.get(index).map(|token| doc.slice(token.span));
    let before = at.checked_sub(1).and_then(word);
    let apart = before.is_none_or(|before| !matches!(before, "/" | "." | "@" | "-"));
    (apart
        && word(dot) == Some(".")
        && word(dot + 1).is_some_and(|ending| ENDINGS.contains(&without_possessive(ending)))
        && word(dot + 2).is_none_or(|next| {
            !matches!(next, "/" | ".") || next == "." && word(dot + 3).is_none_or(|after| after.trim().is_empty())
        }))
    .then_some(dot + 1)
}

/// Whether the words stand in another sentence too: what only a heading writes large is seldom a name.
fn is_written_elsewhere(doc: &Document<'_>, sentence: &Sentence, words: &str) -> bool {
    doc.text.match_indices(words).any(|(at, _)| {
        let span = Span::new(at, at + words.len());
        !sentence.span.contains(span)
            && doc.sentence_at(at).is_some_and(|index| !matches!(doc.sentences[index].kind, BlockKind::Heading))
    })
}

/// Whether no letter is small.
fn is_shouted(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// Whether some word of a run stands in another sentence, however written.
fn is_written_elsewhere_at_all(doc: &Document<'_>, sentence: &Sentence, part: &[Piece<'_>]) -> bool {
    doc.tokens.iter().any(|token| {
        !sentence.span.contains(token.span)
            && part.iter().any(|piece| piece.words.eq_ignore_ascii_case(without_possessive(doc.slice(token.span))))
    })
}

/// A single capitalised word that ends the name of a person named elsewhere is that person.
fn surnames(doc: &Document<'_>, found: &mut [(Span, Entity)]) {
    let known: BTreeSet<String> = found
        .iter()
        .filter(|(_, entity)| entity.kind == EntityKind::Person)
        .flat_map(|(span, _)| {
            let words: Vec<&str> = doc.slice(*span).split_whitespace().collect();
            [words.first().copied(), words.last().copied()]
        })
        .flatten()
        .map(str::to_owned)
        .collect();
    for (span, entity) in found.iter_mut() {
        if known.contains(doc.slice(*span)) {
            entity.kind = EntityKind::Person;
        }
    }
}

/// A shouted word as it is written elsewhere: `COUNCIL` is a council.
fn title_case(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_string() + &characters.as_str().to_lowercase())
}

/// How often a word stands in the text, with a possessive ending, too.
fn occurrences(doc: &Document<'_>, words: &str) -> usize {
    doc.tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && without_possessive(doc.slice(token.span)) == words)
        .count()
}

fn without_possessive(words: &str) -> &str {
    words.strip_suffix("’s").or_else(|| words.strip_suffix("'s")).unwrap_or(words)
}

/// Whether most words are capitalised, as in a title: capitals then tell nothing.
fn is_headline(doc: &Document<'_>, sentence: &Sentence) -> bool {
    if !matches!(sentence.kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let words: Vec<&str> = doc
        .tokens_of(sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| doc.slice(token.span))
        .filter(|words| words.len() >= 4)
        .collect();
    let capital = words.iter().filter(|words| words.chars().next().is_some_and(char::is_uppercase)).count();
    words.len() >= 3 && capital * 10 >= words.len() * 7
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
            ("Upper Tulpehocken Reach lost most.", vec!["Organization Upper Tulpehocken Reach"]),
            ("Clearly & Sons rang.", vec!["Organization Clearly & Sons"]),
            ("Tandwiel had paid.", vec!["Organization Tandwiel"]),
            (
                "We hear of Wakasa Coin Co., Ltd. and of Brackwater Hotels Group plc.",
                vec!["Organization Wakasa Coin Co., Ltd.", "Organization Brackwater Hotels Group plc"],
            ),
            ("Japan's Ministry of Health waits.", vec!["Organization Ministry of Health"]),
            ("It was on vault7.io. They liked vault7.io.", vec!["Organization vault7.io", "Organization vault7.io"]),
        ] {
            let doc = Document::new(text);
            let found: Vec<String> =
                rule.find(&doc).into_iter().map(|(span, e)| format!("{:?} {}", e.kind, doc.slice(span))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
