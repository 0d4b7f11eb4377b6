//! Runs of capitalised words, and what joins them.

use std::collections::BTreeSet;

use super::super::{EntityKind, beside};
use super::calendar::{self, CALENDAR};
use super::opening::{NO_NAMES, names_item};
use super::whole::MINISTRIES;
use super::words::{is_legal_form, title_case};
use super::{Names, Piece, is_honorific};
use crate::text::{BlockKind, Document, SHORTENED, Sentence, Span, TokenKind, without_possessive};

/// Words that join two capitalised words after the head of an institution: `Ministry of Health`.
const OF: &[&str] = &["of", "for"];

/// Plain words that a name of its own begins with where "of" follows: `Friends of the Hexcombe Bells`.
const COMMUNITIES: &[&str] = &[
    "Friends", "Sons", "Daughters", "Sisters", "Brothers", "Guardians", "Knights", "Citizens", "Soldiers", "Warriors",
    "Heroes", "Pirates", "Children", "Legion", "Citadel", "Kingdom", "Lords", "Organisation", "Organization",
];

/// Heads of bodies that are told apart by what they teach and study: `Steppe Institute of Diplomacy`.
const OF_A_SUBJECT: &[&str] =
    &["Institute", "School", "College", "Academy", "Faculty", "Museum", "Society", "Department", "Board", "Bureau"];

/// Heads of firms' names: a place behind them says where they sit.
pub(super) const FIRMS: &[&str] = &[
    "Partners", "Cruises", "Group", "Holdings", "Systems", "Solutions", "Technologies", "Logistics", "Industries",
    "Airlines", "Airways", "Motors", "Foods", "Hotels", "Resorts", "Energy", "Software", "Games", "Studios", "Labs",
    "Capital", "Finance", "Exchange", "Insurance", "Mutual", "Brewery", "Shipping", "Lines", "Pharma", "Foundation",
    "Transport", "Orthopaedics", "Orthopedics", "Dental", "Bakery", "Stores", "Farms", "Electronics", "Telecom",
    "Media", "Properties", "Construction", "Associates", "Company", "Corporation", "Brothers", "Services", "Haulage",
    "Freight",
];

/// Ordinary words that begin the names of places and firms: `Upper Tulpehocken`.
const OPENERS: &[&str] = &[
    "Upper", "Lower", "Lake", "Mount", "Port", "New", "Old", "North", "South", "East", "West", "Great", "Little",
    "Fort", "Point", "Glen", "Castle", "Grand", "Royal", "First", "United", "General", "National", "Central", "Big",
    "Silver", "Golden", "Red", "Blue", "Green", "White", "Black", "High", "Two", "Three", "Bank", "Hotel", "Radio",
    "Club", "Villa", "Restaurant", "Real",
];

/// What a saint or a founder leaves behind an apostrophe: `Saint Declan's Academy`.
const OWNED: &[&str] = &[
    "Hospital", "College", "Academy", "School", "Hospice", "Church", "University", "Stores", "Bakery", "Clinic",
    "Infirmary", "Parish", "Cathedral", "Ferry", "Home", "House", "Fund", "Trust", "Arms", "Grammar", "High",
    "Primary",
];

/// Small words that open sentences, not names.
const NEVER_OPEN_NAMES: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "But", "And", "For", "From", "After", "As", "When", "While", "Its", "Their",
    "Of", "To", "By", "With", "Without", "Under", "Over", "Before", "Since", "Until", "Both", "Either", "Neither",
    "Each", "Every", "Some", "Several", "Many", "Most", "All", "Any", "No", "Not", "Other", "Another", "This", "That",
    "These", "Those", "His", "Her", "Our", "My", "Your", "If", "Though", "Although", "Because", "Or", "So", "Yet",
    "Nor", "Then", "Now", "Even", "Only", "Also", "Former", "Ex", "Unlike", "Like", "Against", "Between", "Among",
    "Behind", "Through", "During", "Within", "Outside", "Inside", "Near", "Across", "Around", "About", "Is", "Was",
    "Are", "Were", "Did", "Does", "Do", "Has", "Have", "Had", "Will", "Would", "Can", "Could", "May", "Might",
    "Should", "What", "Which", "Who", "Why", "How", "Where", "Whether", "Dear", "Said", "Says", "One",
];

/// Whose house, bank or theatre it is: `Queen's Lantern Theatre`.
const OWNERS: &[&str] = &["Queen", "King", "Prince", "Princess", "Bishop", "Abbot"];

/// Particles of personal and place names.
const PARTICLES: &[&str] = &[
    "de", "du", "del", "della", "di", "da", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "dos",
    "das", "y", "do", "dei", "delle", "les", "los", "las", "zum", "zur", "und", "des", "aux", "i", "im", "am", "af",
    "av", "zu", "op", "aan", "ten", "ter", "till", "til", "för", "für", "på", "pod", "nad", "wa", "ya", "za", "ng",
    "ve", "dan", "et", "og", "och", "e", "degli",
];
/// Who owns the firm with its founder, and the words before them: `Perrachon et Fils`.
const HEIRS: &[&str] = &[
    "Fils", "Filles", "Frères", "Cie", "Hijos", "Hermanos", "Filhos", "Irmãos", "Figli", "Fratelli", "Söhne", "Sohn",
    "Söner", "Sønner", "Sønn", "Zonen", "Zoon", "Dochters", "Synové", "Syn", "Dcery", "Dcera", "Synowie", "Pojat",
    "Fiai", "Sons", "Daughters", "Daughter", "Son", "Brothers",
];
const WITH_HEIRS: &[&str] = &["et", "y", "e", "und", "og", "och", "en", "i", "a", "ja", "és", "and"];
/// What a hyphen joins to a name to make an adjective: `London-based`, `Russian-speaking`.
const SUFFIXES: &[&str] = &[
    "based", "like", "speaking", "style", "linked", "backed", "era", "led", "owned", "made", "built", "run", "born",
    "wide", "sponsored", "affiliated", "aligned", "nexus", "tied", "listed", "registered", "related", "funded",
    "controlled", "occupied", "compatible", "denominated", "pegged", "native", "focused", "powered", "enabled",
    "wrapped", "bridged",
];

impl Names {
    /// The run of capitalised words that begins at token `at`, and the token after it.
    pub(super) fn run<'a>(
        &self,
        doc: &Document<'a>,
        sentence: &Sentence,
        at: usize,
        headline: bool,
    ) -> (Vec<Piece<'a>>, usize) {
        let mut run: Vec<Piece<'a>> = Vec::new();
        let mut next = at;
        if let Some((span, after)) = numbered(doc, sentence, at) {
            run.push(Piece { span, words: doc.slice(span) });
            match self.joint(doc, sentence, after, &run, headline) {
                Some(then) if doc.slice(doc.tokens[then].span).starts_with(char::is_uppercase) => next = then,
                _ => return (run, after),
            }
        }
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
            // `Public Employees' Pension Agency`
            let several = words.ends_with('s')
                && next < sentence.tokens.end
                && matches!(doc.slice(doc.tokens[next].span), "'" | "’");
            next += usize::from(several);
            if several || bare.len() < words.len() {
                run.push(Piece { span, words: bare });
                // `Harbour Pilots' Benevolent Fund`
                let blank = next < sentence.tokens.end && doc.tokens[next].kind == TokenKind::Space;
                let association = several && blank && !self.demonyms.contains(bare) && self.leads_to_head(doc, next);
                match self.owned(doc, sentence, &run, next).or(association.then_some(next + 1)) {
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
            next = adjoined(doc, sentence, next, &mut span);
            run.push(Piece { span, words: doc.slice(span) });
            match self.joint(doc, sentence, next, &run, headline) {
                Some(after)
                    if doc.slice(doc.tokens[after].span).starts_with(char::is_lowercase)
                        && !is_elided(doc.slice(doc.tokens[after].span)) =>
                {
                    let span = doc.tokens[after].span;
                    run.push(Piece { span, words: doc.slice(span) });
                    return (run, after + 1);
                }
                Some(after) => next = after,
                None => return (run, next),
            }
        }
        (run, next.max(at + 1))
    }

    /// The token of what stands behind the apostrophe of a run and belongs to its name: `St Finbarr's Hospital`.
    pub(super) fn owned(&self, doc: &Document<'_>, sentence: &Sentence, run: &[Piece<'_>], at: usize) -> Option<usize> {
        let after = (at + 1 < sentence.tokens.end && doc.tokens[at].kind == TokenKind::Space).then_some(at + 1)?;
        let words = doc.slice(doc.tokens[after].span);
        if !words.starts_with(char::is_uppercase) {
            return None;
        }
        let saint = run.first().is_some_and(|first| matches!(first.words, "St" | "Saint" | "Sint" | "Santa" | "San"));
        let state =
            run.last().is_some_and(|last| self.countries.contains(last.words) || self.demonyms.contains(last.words));
        // `Prime Minister's Office`, `People's Cooperative Bank`
        let office = matches!(words, "Office" | "Department") && is_office(run, &self.roles);
        let people = !state
            && run.iter().all(|piece| self.is_ordinary(piece.words) || OWNERS.contains(&piece.words))
            && !run.iter().any(|piece| self.heads.contains_key(piece.words) || self.demonyms.contains(piece.words))
            && self.leads_to_head(doc, after - 1);
        // `Gledhill's Pies Ltd`
        let firm = || {
            let behind = doc.text[doc.tokens[after].span.start..].split([' ', '\n']).take(4);
            behind.skip(1).take_while(|words| words.starts_with(char::is_uppercase)).any(is_legal_form)
        };
        let label = || run.len() == 1 && labels_passage(doc, run[0].span.start);
        (saint || office || !state && (people || OWNED.contains(&words) || firm() || label())).then_some(after)
    }

    /// The token of the next word of the run after `at`, over a blank, `&`, `of`, an initial's stop.
    pub(super) fn joint(
        &self,
        doc: &Document<'_>,
        sentence: &Sentence,
        at: usize,
        run: &[Piece<'_>],
        headline: bool,
    ) -> Option<usize> {
        let before = run.last()?.words;
        let piece = |index: usize| (index < sentence.tokens.end).then(|| doc.slice(doc.tokens[index].span));
        // The gap between two columns of a table joins nothing.
        let blank = |index: usize| {
            index < sentence.tokens.end
                && doc.tokens[index].kind == TokenKind::Space
                && doc.tokens[index].span.len() < 3
        };
        let capital = |index: usize| {
            piece(index).is_some_and(|words| words.starts_with(char::is_uppercase) || is_elided(words))
                && doc.tokens[index].kind == TokenKind::Word
        };
        let initial = before.chars().count() == 1 || is_honorific(before) || SHORTENED.contains(&before);
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
        // `Karveer Janata Bank of Kolhapur`: behind a name of its own stands where it sits.
        let next = |at: usize| blank(at - 1) && capital(at) && piece(at).is_some_and(names_a_subject);
        // `Steppe Institute of Medical Sciences`
        let subject = OF_A_SUBJECT.contains(&before) && (next(at + 3) || capital(at + 3) && next(at + 5));
        let own = run.len() > 1
            && joiner == "of"
            && !subject
            && !MINISTRIES.contains(&before)
            && before != "Authority"
            && run[..run.len() - 1]
                .iter()
                .any(|piece| self.is_unknown(piece.words) && !self.demonyms.contains(piece.words))
            && piece(at + 3).is_some_and(|place| self.is_unknown(place));
        // `Society for the Relief of Distressed Organists`
        let institution = (self.heads.contains_key(run[0].words) || COMMUNITIES.contains(&run[0].words))
            && doc.slice(run[0].span.cover(run[run.len() - 1].span)).contains(" for ")
            && run[1..].iter().all(|piece| self.is_ordinary(piece.words));
        // `Allianz Life Insurance Company of North America`, `Elkhart Church of Christ`
        let whole = piece(at + 3).is_some_and(|words| {
            matches!(words, "America" | "Christ" | "God" | "England")
                || words == "North" && piece(at + 5) == Some("America")
        });
        // `Wallets of Quornex users`, which open a sentence, are no name, and behind a legal form stands where a firm sits.
        let goods = run.len() == 1 && before.ends_with('s') && run[0].span.start == sentence.span.start;
        let of = OF.contains(&joiner)
            && (whole || !(goods && !COMMUNITIES.contains(&before) || is_legal_form(before)))
            && (whole && self.heads.contains_key(before)
                || self.heads.contains_key(before) && (joiner == "for" || !FIRMS.contains(&before)) && !own
                || institution
                || run.len() == 1 && COMMUNITIES.contains(&before)
                || is_quoted_name(doc, run[0].span.start)
                || self.roles.contains(&before.to_lowercase()))
            && (!headline || sentence.kind == BlockKind::Heading);
        let heirs = WITH_HEIRS.contains(&joiner) && piece(at + 3).is_some_and(|words| HEIRS.contains(&words));
        // `Cyber Security and Technology Crime Bureau`
        // `the Water and Drains Authority`
        let article = || ["the ", "The "].iter().any(|article| doc.text[..run[0].span.start].ends_with(article));
        let agency = |words: &str| self.heads.get(words).is_some_and(|head| head.kind == EntityKind::Agency);
        let bureau = joiner == "and"
            && !headline
            && (run.len() > 1 || article() && !agency(before))
            && run.iter().all(|piece| self.is_ordinary(piece.words))
            && capital(at + 3)
            && self.leads_to_authority(doc, at + 3);
        if capital(at + 3) && (joiner == "&" || of || heirs || bureau || PARTICLES.contains(&joiner)) {
            return Some(at + 3);
        }
        // `Lístek & syn`
        if joiner == "&" && !headline && piece(at + 3).is_some_and(|words| words.chars().all(char::is_alphabetic)) {
            return Some(at + 3);
        }
        // `Instituto de la Vivienda`, `Régie des traverses du Bas-Fleuve`: small words of one name between two particles.
        if PARTICLES.contains(&joiner) && blank(at + 4) {
            let small = |index: usize| piece(index).is_some_and(|words| words.chars().all(char::is_lowercase));
            for more in (1..=3).take_while(|more| small(at + 1 + 2 * more) && blank(at + 2 + 2 * more)) {
                let last = piece(at + 1 + 2 * more).is_some_and(|words| PARTICLES.contains(&words));
                if last && capital(at + 3 + 2 * more) {
                    return Some(at + 3 + 2 * more);
                }
            }
        }
        // `Centre hospitalier du Val`: a foreign word between.
        if self.is_unknown(joiner)
            && blank(at + 4)
            && capital(at + 5)
            && piece(at + 3).is_some_and(|particle| PARTICLES.contains(&particle))
        {
            return Some(at + 5);
        }
        // `Port of the Azores`, `Ministry of the Interior`
        (of && piece(at + 3) == Some("the") && blank(at + 4) && capital(at + 5)).then_some(at + 5)
    }

    pub(super) fn is_name_word(
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
        if !first && is_elided(bare) {
            return true;
        }
        if !bare.chars().next().is_some_and(char::is_uppercase) {
            // `pastelDAO`
            if first
                && ["DAO", "Swap", "Fi", "Pay", "DEX", "Coin"]
                    .iter()
                    .any(|end| bare.len() > end.len() + 3 && bare.ends_with(end))
            {
                return true;
            }
            // `iFinex`, `eToro`: a small letter before a capital.
            return first && bare.chars().nth(1).is_some_and(char::is_uppercase) && bare.chars().count() >= 4;
        }
        let dated = CALENDAR.contains(&bare) || CALENDAR.contains(&title_case(bare).as_str());
        if dated && !calendar::is_of_a_name(doc, at, |words| self.is_unknown(words))
            || bare == "I"
            || is_contracted(words)
        {
            return false;
        }
        // `IT-Fællesskabet`
        let next = |ahead: usize| doc.tokens.get(at + ahead).map(|token| doc.slice(token.span));
        if bare == "IT" && next(1) == Some("-") && next(2).is_some_and(|words| words.starts_with(char::is_uppercase)) {
            return true;
        }
        if bare == "IT" && !headline && self.is_of_a_name(doc, at, first) {
            return true;
        }
        let low = bare.to_lowercase();
        let common = self.common.contains(low.as_str());
        let shouted = bare.chars().count() > 1 && bare.chars().all(char::is_uppercase);
        let opens = at == sentence.tokens.start
            // `**Why the gate?** All five …`: what makes words bold or slanted is no word.
            || doc.tokens[..at].iter().rev().find(|token| token.is_visible() && doc.slice(token.span) != "*").is_none_or(|token| {
                matches!(
                    doc.slice(token.span),
                    "“" | "\"" | "‘" | "(" | "[" | "【" | ":" | "•" | "·" | "|" | "-" | "—" | "–" | "." | "?" | "!"
                )
            });
        if headline {
            let head = || self.heads.contains_key(bare) || self.heads.contains_key(title_case(bare).as_str());
            // `Bright Meadows Academy, Sharjah`
            let institution = || first && sentence.kind == BlockKind::Heading && self.leads_to_head(doc, at);
            return !common || !first && (head() || self.joins_head(doc, at, bare)) || institution();
        }
        // `Neighbouring Slovakia`
        let ordinary = common || NO_NAMES.iter().any(|end| low.ends_with(end)) && !self.is_unknown(bare);
        if opens && ordinary && !shouted {
            // `First National Bank`: an ordinary word that opens a sentence is a name's only before its head.
            let start = doc.tokens[at].span.start;
            let quoted = || is_quoted_name(doc, start);
            let item = || {
                let end = doc.text[start..].find(['*', '\n']).map_or(start, |end| start + end);
                names_item(doc, Span::new(start, end))
            };
            return first && (self.leads_to_head(doc, at) || self.opens_name(doc, at, bare) || quoted() || item());
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
                    | "by"
                    | "for"
                    | "from"
                    | "with"
                    | "as"
                    | "is"
                    | "are"
                    | "was"
            ))
    }

    /// `Thieves Rob Boreal Coin Exchange`: whether an ordinary word of a headline stands between a name's first word, which never stands
    /// without it, and its head.
    fn joins_head(&self, doc: &Document<'_>, at: usize, words: &str) -> bool {
        let word =
            |index: Option<usize>| index.and_then(|at| doc.tokens.get(at)).map_or("", |token| doc.slice(token.span));
        let (before, next) = (word(at.checked_sub(2)), word(Some(at + 2)));
        if !self.is_unknown(before) {
            return false;
        }
        // `Insured: Skerry Asset Services Ltd`
        if capitals_behind(doc, at).any(is_legal_form) {
            return true;
        }
        let verb = ["s", "ed", "ing"].iter().any(|end| words.ends_with(end));
        // `Asian Crypto Exchanges`: what kind of firms they are.
        let kind = next.ends_with('s') || matches!(words, "Crypto" | "Bitcoin" | "Digital" | "Online");
        let joined = format!("{before} {words}");
        !verb
            && !kind
            && self.heads.contains_key(next)
            && doc.text.matches(before).count() == doc.text.matches(joined.as_str()).count()
    }

    /// `Brellow Managed IT`, `the group IT Tredgold`: whether those letters close a name, with no noun behind that they tell more of, or
    /// stand before an unknown one.
    fn is_of_a_name(&self, doc: &Document<'_>, at: usize, first: bool) -> bool {
        const BEHIND: &[&str] = &["in", "of", "is", "was", "said", "has", "had", "and", "which", "on", "at", "to"];
        let next = |ahead: usize| doc.tokens.get(at + ahead).map_or("", |token| doc.slice(token.span));
        if first {
            return next(1) == " " && next(2).starts_with(char::is_uppercase) && self.is_unknown(next(2));
        }
        matches!(next(1), "," | "." | ";" | ")") || next(1) == " " && BEHIND.contains(&next(2))
    }

    /// Whether an ordinary word that opens a sentence opens a name: before an unknown one, or before `&`.
    pub(super) fn opens_name(&self, doc: &Document<'_>, at: usize, words: &str) -> bool {
        let next = |ahead: usize| doc.tokens.get(at + ahead).map(|token| doc.slice(token.span));
        let capital = |ahead: usize| next(ahead).is_some_and(|words| words.starts_with(char::is_uppercase));
        let of = self.heads.contains_key(words)
            && next(2).is_some_and(|joiner| OF.contains(&joiner))
            && (capital(4) || next(4) == Some("the") && capital(6));
        OPENERS.contains(&words) && capital(2) && next(2).is_some_and(|next| self.is_unknown(next))
            || next(2) == Some("&") && capital(4)
            || of
    }

    /// Whether the capitalised words right after token `at` end in the head of an authority: `Technology Crime Bureau`.
    fn leads_to_authority(&self, doc: &Document<'_>, at: usize) -> bool {
        let agency = |words: &str| self.heads.get(words).is_some_and(|head| head.kind == EntityKind::Agency);
        capitals_behind(doc, at).any(agency)
    }

    /// Whether the capitalised words right after token `at` end in a head: `National Bank`.
    pub(super) fn leads_to_head(&self, doc: &Document<'_>, at: usize) -> bool {
        let following: Vec<&str> = capitals_behind(doc, at).collect();
        let article = NEVER_OPEN_NAMES.contains(&doc.slice(doc.tokens[at].span));
        !article && following.iter().skip(usize::from(following.len() > 1)).any(|words| self.heads.contains_key(words))
    }
}

/// The capitalised words right after token `at`, four at most.
fn capitals_behind<'d>(doc: &'d Document<'_>, at: usize) -> impl Iterator<Item = &'d str> {
    let following = doc.tokens[at + 1..].iter().filter(|token| token.kind != TokenKind::Space).take(4);
    following.map(|token| doc.slice(token.span)).take_while(|words| words.starts_with(char::is_uppercase))
}

/// `d'Orne`, `l’Étang`: an article that leans on its name.
fn is_elided(words: &str) -> bool {
    ["d'", "d’", "l'", "l’", "dell'", "dell’", "dall'", "dall’"]
        .iter()
        .any(|article| words.strip_prefix(article).is_some_and(|name| name.starts_with(char::is_uppercase)))
}

/// `Odin's Rest. The exchange …`: whether a few large words and a stop open a paragraph.
fn labels_passage(doc: &Document<'_>, start: usize) -> bool {
    let line = &doc.text[start..];
    let end = line.find(['.', ':', ',', '(', '\n', '—', '–']).unwrap_or(line.len());
    let words: Vec<&str> = line[..end].split(' ').filter(|word| !word.is_empty()).collect();
    (start == 0 || doc.text[..start].ends_with('\n'))
        && line[end..].starts_with(". ")
        && (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// `Hasn't`, `I'll`: two words of a sentence in one.
fn is_contracted(words: &str) -> bool {
    ["n't", "n’t", "'ll", "’ll", "'ve", "’ve", "'re", "’re", "'m", "’m", "'d", "’d"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// `Diplomacy`, `Cardiology`, `Navigation`: words that end as those for fields of work and study do.
pub(super) fn names_a_subject(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["tion", "ology", "ment", "ship", "ics", "acy", "ture", "istry", "ance", "ery", "ences", "icine"];
    word.len() > 6 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// `"Sons of the Third Reed"`: whether quotation marks hold a few large words, and nothing but small joiners between them.
fn is_quoted_name(doc: &Document<'_>, start: usize) -> bool {
    let closing = match doc.text[..start].chars().next_back() {
        Some('“') => '”',
        Some('"') => '"',
        Some('‘') => '’',
        _ => return false,
    };
    let Some((inside, _)) = doc.text[start..].split_once(closing) else { return false };
    let words: Vec<&str> = inside.split(' ').collect();
    inside.contains(" of ")
        && words.len() <= 6
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "the" | "for"))
        && words.last().is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// Takes figures and words that stand right behind into a word of a name: `Route66`, `Paws1Heart`; gives the token behind.
fn adjoined(doc: &Document<'_>, sentence: &Sentence, at: usize, span: &mut Span) -> usize {
    let mut next = at;
    while next < sentence.tokens.end
        && doc.tokens[next].span.start == span.end
        && (doc.tokens[next].kind == TokenKind::Number || next > at && doc.tokens[next].kind == TokenKind::Word)
    {
        *span = span.cover(doc.tokens[next].span);
        next += 1;
    }
    next
}

/// `4Paws1Heart`, `0xBasil`: a name that begins with a figure, and the token behind it.
fn numbered(doc: &Document<'_>, sentence: &Sentence, at: usize) -> Option<(Span, usize)> {
    let (figure, word) = (doc.tokens[at], *doc.tokens.get(at + 1).filter(|_| at + 1 < sentence.tokens.end)?);
    let words = without_possessive(doc.slice(word.span));
    let handle = doc.slice(figure.span) == "0" && words.starts_with('x');
    let name = if handle { &words[1..] } else { words };
    let named = name.starts_with(char::is_uppercase)
        && name.chars().filter(|c| c.is_lowercase()).count() >= 3
        && name.chars().any(|c| !c.is_ascii_hexdigit());
    let apart = !doc.text[..figure.span.start].ends_with(|c: char| c.is_alphanumeric() || "$€£.,".contains(c));
    if figure.kind != TokenKind::Number
        || figure.span.len() > 3
        || word.span.start != figure.span.end
        || !named
        || !apart
    {
        return None;
    }
    let mut span = Span::new(figure.span.start, word.span.start + words.len());
    let next = adjoined(doc, sentence, at + 2, &mut span);
    Some((span, next))
}

/// Whether a run of words names the holder of an office: `Prime Minister`.
fn is_office(run: &[Piece<'_>], roles: &BTreeSet<String>) -> bool {
    let low: Vec<String> = run.iter().map(|piece| piece.words.to_lowercase()).collect();
    (0..low.len()).any(|from| roles.contains(&low[from..].join(" ")))
}
