//! Names that go on past a run of capitalised words: `Dunmore school district`, `city of Hollybrook`, `Ministry of Fisheries
//! and Foreign Trade`, `Ministry of Labour of Moldova`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{Entity, EntityKind};
use super::Names;
use super::run::{FIRMS, names_a_subject};
use super::words::{is_legal_form, title_case};
use crate::text::{BlockKind, Document, Span, regex, without_possessive};

/// Nouns written small that end the name of an institution.
const INSTITUTIONS: &[&str] = &[
    "administration", "airport", "ambulance", "archdiocese", "authority", "board", "brewery", "cathedral", "centre",
    "center", "church", "clinic", "college", "committee", "cooperative", "co-operative", "council", "court",
    "department", "diocese", "district", "hall", "hospice", "hospital", "institute", "library", "monastery", "museum",
    "office", "parish", "polyclinic", "refinery", "registry", "school", "schools", "seminary", "shipyard", "station",
    "surgery", "theatre", "university", "waterworks", "works",
];
/// What they may have before them, `the Wairako water board`, besides what only stands behind an article.
const MODIFIERS: &[&str] = &[
    "city", "community", "county", "district", "electricity", "fire", "grammar", "health", "high", "housing",
    "medical", "municipal", "music", "parish", "police", "port", "power", "primary", "public", "regional", "school",
    "secondary", "state", "tax", "teaching", "town", "transit", "tramways", "treatment", "university", "village",
    "waste", "water", "heating", "veterinary", "children's", "children’s", "eye", "harbour", "organising",
    "organizing", "aviation", "civil", "planning", "transport", "electoral", "election",
];
/// What is owned by a place or a saint, written small before its name.
static SEATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|[^\w-])((?:[Aa]rch)?[Dd]iocese|(?:\p{Lu}\p{L}+\x20)?Borough|[Bb]orough|[Cc]anton|[Cc]ity|[Cc]ommune|[Cc]ounty|(?:[Ss]chool\x20)?[Dd]istrict|[Pp]ort\x20authority|[Ww]ater\x20utility|[Pp]olice\x20department|(?:[Rr]egional|[Pp]rovincial|[Dd]istrict|[Mm]unicipal)\x20hospital|[Mm]unicipality|[Pp]arish|[Pp]refecture|[Rr]egency|[Tt]own hall|[Pp]ort|[Tt]own|[Tt]ownship|[Uu]niversity|[Vv]illage) of $",
    )
});
/// Before such a noun these tell where something is, not who.
const WHERE: &[&str] = &["in", "near", "around", "outside", "through", "across", "within", "into", "from"];
/// Names behind a comma that close the list of partners.
const PARTNERS: &[&str] =
    &["LLP", "Partners", "Solicitors", "Associates", "Avocats", "Advocates", "Attorneys", "Abogados", "Notaries"];

/// Heads of public bodies whose names end with where they sit.
const OF_A_PLACE: &[&str] = &[
    "Institute", "Instituto", "Lottery", "Chamber", "Directorate", "Secretariat", "Registry", "Consorcio", "Consortium",
];
/// What firms and bodies deal in, one of two in their names, and what closes such names.
const FIELDS: &[&str] = &[
    "Water", "Savings", "Ear", "ENT", "Children", "Power", "Electric", "Gas", "Light", "Sewer", "Finance", "Trust",
    "Transport", "Food", "Health", "Housing", "Research", "Training", "Arts", "Science", "Sports", "Garden", "Media",
    "Farmers", "Teachers", "Passenger", "Freight", "Wind", "Solar", "Oil", "Timber", "Paper", "Steel", "Glass", "Port",
    "Medical", "Surgical", "Eye", "Loan", "Education", "Tourism", "Trade", "Investment", "Insurance", "Technology",
];
/// The second field of such names, where it is no ordinary word.
const SECOND: &[&str] = &["Sanitation", "Drainage", "Sewerage", "Irrigation", "Wastewater", "Hearing"];
const CLOSE: &[&str] = &[
    "Company", "Society", "Center", "Centre", "Corporation", "Authority", "Board", "District", "Trust", "Union",
    "Association", "Institute", "College", "Hospital", "Agency", "Bank", "Council", "Cooperative", "Co-operative",
    "Clinic", "Department", "Commission", "Services",
];
/// Offices that have several fields.
pub(super) const MINISTRIES: &[&str] =
    &["Ministry", "Department", "Directorate", "Secretariat", "Bureau", "Office", "Agency", "Commission", "Board"];

type Found = (Span, Entity);

impl Names {
    /// Joins and lengthens names, which stand in the order of the text.
    pub(super) fn whole(&self, doc: &Document<'_>, found: &mut Vec<Found>) {
        let mut joined: Vec<Found> = Vec::with_capacity(found.len());
        for (span, entity) in found.drain(..) {
            let found = (span, entity);
            match joined.last_mut().filter(|before| self.are_one(doc, before, &found)) {
                Some(before) => {
                    before.0 = before.0.cover(span);
                    doc.slice(before.0).clone_into(&mut before.1.name);
                    before.1.sector = before.1.sector.or(found.1.sector);
                }
                None => joined.push(found),
            }
        }
        *found = joined;
        for (span, entity) in found.iter_mut().filter(|(_, entity)| is_firm(entity)) {
            let Some(sentence) = doc.sentence_at(span.start) else { continue };
            if !matches!(doc.sentences[sentence].kind, BlockKind::Body | BlockKind::Bullet) {
                continue;
            }
            let whole = seated(doc, *span).or_else(|| self.institution(doc, *span));
            if let Some((whole, noun)) = whole {
                *span = whole;
                entity.name = doc.slice(whole).to_owned();
                entity.kind = if noun == "court" { EntityKind::Agency } else { EntityKind::Organization };
                entity.sector =
                    self.heads.get(title_case(noun).as_str()).and_then(|head| head.sector).or(entity.sector);
            }
        }
        for (span, entity) in found.iter_mut().filter(|(_, entity)| is_firm(entity)) {
            if let Some(whole) = numbered(doc, *span) {
                *span = whole;
                doc.slice(whole).clone_into(&mut entity.name);
            }
        }
        // The `London Borough` of `London Borough of Stanmere`.
        let all: Vec<Span> = found.iter().map(|(span, _)| *span).collect();
        found.retain(|(span, _)| !all.iter().any(|other| other != span && other.contains(*span)));
    }

    /// Whether two names that follow each other are one.
    fn are_one(&self, doc: &Document<'_>, (left, first): &Found, (right, second): &Found) -> bool {
        let same_sentence = doc.sentence_at(left.start) == doc.sentence_at(right.start);
        if right.start < left.end || !is_firm(first) || !same_sentence {
            return false;
        }
        let (before, after) = (doc.slice(*left), doc.slice(*right));
        let offices = before.contains(" of ") || before.contains(" for ");
        match &doc.text[left.end..right.start] {
            " and " => {
                let headed = self.is_headed(after) || after.ends_with("Workers");
                // `Department of Information and Communications Technology`
                let ministry = MINISTRIES.iter().any(|head| before.starts_with(head))
                    && !MINISTRIES.iter().any(|head| after.contains(head));
                let of = offices && self.is_headed(before) && (ministry || !self.is_headed(after));
                let list = !offices && !self.is_headed(before) && self.is_ordinary(before) && headed;
                // `Mbirani Water and Sanitation Company Limited`: what closes the name names nobody alone.
                let closes = !offices
                    && before.contains(' ')
                    && !self.is_ordinary(before)
                    && after.contains(' ')
                    && !after.starts_with("First ")
                    && !after.starts_with("National ")
                    && after.split(' ').rev().any(|word| CLOSE.contains(&word))
                    && before.rsplit(' ').next().is_some_and(|last| FIELDS.contains(&last));
                let rest = after
                    .split_once(' ')
                    .filter(|(first, _)| closes && SECOND.contains(first))
                    .map_or(after, |(_, rest)| rest);
                // `Tredgold Forge and Axles Pvt Ltd`: what its legal form closes is no firm alone.
                let form = after.split_once(' ').filter(|(_, form)| form.split(' ').all(closes_firm));
                let again = || doc.text.matches(doc.slice(left.cover(*right))).count() > 1;
                let goods = form.is_some_and(|(goods, _)| self.is_ordinary(goods) || goods.ends_with('s') || again())
                    && before.contains(' ');
                (of || list && before.contains(' ') || closes) && self.is_ordinary(rest)
                    || goods
                    || (!self.is_headed(before) || before.starts_with("NHS ")) && are_twins(before, after)
            }
            // `Mercy of the Meadows`, which the article writes so again
            " of the " => repeats(doc, *left, *right),
            // `Ministry of Labour of Moldova`
            " of " => {
                if repeats(doc, *left, *right) && !self.is_headed(after) {
                    return true;
                }
                let public = first.kind == EntityKind::Agency
                    || before.starts_with("Ministry")
                    || before.starts_with("Department");
                let seated = before.split(' ').next().is_some_and(|head| OF_A_PLACE.contains(&head));
                // `Children's Dental of Salina`, `Water Authority of Hollin Notch`: ordinary words alone name nobody.
                let firm = before.rsplit(' ').next().is_some_and(|last| FIRMS.contains(&last) || is_legal_form(last));
                let plain = before.contains(' ') && !firm && self.is_headed(before) && self.is_ordinary(before);
                let place = self.countries.contains(after) || is_firm(second) && !self.is_headed(after);
                (offices && public || seated) && (self.countries.contains(after) || is_firm(second)) || plain && place
            }
            // `Pemberton, Vane & Achterberg LLP`
            ", " => {
                !before.contains(' ')
                    && after.contains('&')
                    && (PARTNERS.iter().any(|closes| after.ends_with(closes)) || self.are_partners(doc, *left, *right))
            }
            _ => false,
        }
    }

    /// `Brack, Hollin & Daughter`: three names of a firm, not firms of a list.
    fn are_partners(&self, doc: &Document<'_>, left: Span, right: Span) -> bool {
        let (before, after) = (&doc.text[..left.start], &doc.text[right.end..]);
        let next = after.strip_prefix(", ").or_else(|| after.strip_prefix(" and ")).unwrap_or("");
        let place = before.trim_end().rsplit(' ').next().is_some_and(|word| WHERE.contains(&word) || word == "of");
        let alone =
            !place && !before.ends_with(", ") && !before.ends_with(" and ") && !next.starts_with(char::is_uppercase);
        let plain = doc.slice(right).split(' ').count() == 3 && self.is_unknown(doc.slice(left));
        alone && plain && doc.slice(right).split(" & ").all(|name| !self.is_headed(name))
    }

    fn is_headed(&self, words: &str) -> bool {
        words.split(' ').any(|word| self.heads.contains_key(word))
    }

    /// Whether ordinary words alone make up a name.
    pub(super) fn is_ordinary(&self, words: &str) -> bool {
        words.split(' ').all(|word| {
            let low = word.to_lowercase();
            matches!(low.as_str(), "of" | "for")
                || (!self.is_unknown(word)
                    || names_a_subject(word)
                    || word.strip_suffix('s').is_some_and(|one| !self.is_unknown(one)))
                    && low.chars().all(|c| c.is_alphabetic() || c == '-')
        })
    }

    /// `Dunmore school district`, `the Surselva music school`: with the span the noun.
    fn institution<'a>(&self, doc: &Document<'a>, span: Span) -> Option<(Span, &'a str)> {
        let text: &'a str = doc.text;
        let before = text[..span.start].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        // `the website of Lónsvík airport`
        let own = |noun: &str| {
            text[span.end..].strip_prefix(noun).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let of = before == "of" && [" airport", " hospital", " university", " college"].iter().any(|noun| own(noun));
        if matches!(before, "a" | "A" | "an" | "An" | "of" | "in") && !of
            || doc.slice(span).ends_with(['s', '.']) && before != "the"
        {
            return None;
        }
        // `St Finbarr's parish`
        let saint = doc.slice(span).starts_with("St ");
        let owned = ["'s ", "’s "].iter().find_map(|owns| text[span.end..].strip_prefix(owns)).filter(|_| saint);
        let rest = owned.or_else(|| text[span.end..].strip_prefix(' '))?;
        let small: Vec<&str> =
            rest.split(' ').take(4).take_while(|word| word.starts_with(char::is_lowercase)).collect();
        let mut whole = None;
        for (at, word) in small.iter().enumerate() {
            let bare = without_possessive(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
            // "Amber Heron works from Minsk"
            let verb = bare == "works"
                && small.get(at + 1).is_some_and(|next| {
                    matches!(*next, "from" | "for" | "in" | "with" | "at" | "on" | "out" | "as" | "to" | "by")
                });
            // `the Hollin hospital group`
            if (INSTITUTIONS.contains(&bare) || bare == "group" && whole.is_some()) && !verb {
                let end = bare.as_ptr() as usize - text.as_ptr() as usize + bare.len();
                whole = Some((Span::new(span.start, end), bare));
            }
            if bare.len() < word.len() || at >= 2 {
                break;
            }
            let known = MODIFIERS.contains(&bare) || INSTITUTIONS.contains(&bare);
            // `the Malmö tramways office`: behind an article a noun that is none of a sentence's small words.
            let article = matches!(before, "the" | "The") && at == 0 && bare.ends_with('s') && self.is_unknown(bare);
            if !known && !article {
                break;
            }
        }
        whole
    }
}

/// `Stanmere and Hollin Council`, `NHS Stanmere and Hollin`: one body for two places.
fn are_twins(before: &str, after: &str) -> bool {
    const BODIES: &[&str] = &["Council", "Constabulary", "Police"];
    let mut words = after.rsplit(' ');
    let body = words.next().is_some_and(|last| BODIES.contains(&last));
    let places = words.filter(|word| !matches!(*word, "Borough" | "City" | "County" | "District")).count();
    let health = before.strip_prefix("NHS ").is_some_and(|place| !place.contains(' ')) && !after.contains(' ');
    body && places == 1 && !before.contains(' ') || health
}

/// `Boathouse 7`: a number that stands behind a name wherever the article has it, more than once.
fn numbered(doc: &Document<'_>, span: Span) -> Option<Span> {
    let name = doc.slice(span);
    let number = |at: usize| {
        let rest = doc.text[at + name.len()..].strip_prefix(' ')?;
        let figures = rest.split(|c: char| !c.is_ascii_digit()).next()?;
        let behind = rest[figures.len()..].chars().next();
        let ends = behind.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '-' | '/'));
        let more = rest[figures.len()..].starts_with([',', '.'])
            && rest[figures.len() + 1..].starts_with(|c: char| c.is_ascii_digit());
        ((1..=4).contains(&figures.len()) && ends && !more).then_some(figures)
    };
    let own = number(span.start)?;
    let mut told =
        doc.text.match_indices(name).filter(|(at, _)| is_apart(doc, *at, name.len())).map(|(at, _)| number(at));
    let all = told.clone().all(|figures| figures == Some(own));
    (all && told.nth(1).is_some()).then(|| Span::new(span.start, span.end + 1 + own.len()))
}

/// Whether the article writes two names with what joins them more than once, and never the first alone.
fn repeats(doc: &Document<'_>, left: Span, right: Span) -> bool {
    let count = |words: &str| doc.text.match_indices(words).filter(|(at, _)| is_apart(doc, *at, words.len())).count();
    let whole = count(doc.slice(left.cover(right)));
    whole > 1 && whole == count(doc.slice(left)) && !doc.slice(left).contains(' ')
}

/// `Pvt`, `Ltd`: a word of a legal form.
fn closes_firm(word: &str) -> bool {
    is_legal_form(word) || matches!(word.trim_end_matches(['.', ',']), "Pvt" | "Pte" | "Co" | "Sdn" | "Bhd")
}

fn is_apart(doc: &Document<'_>, at: usize, len: usize) -> bool {
    Span::new(at, at + len).stands_apart(doc.text, &['-'])
}

fn is_firm(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Organization | EntityKind::Agency)
}

/// `the city of Hollybrook`: who it is, not where.
fn seated<'a>(doc: &Document<'a>, span: Span) -> Option<(Span, &'a str)> {
    let text: &'a str = doc.text;
    let line = text[..span.start].rfind(['\n', '.', ';']).map_or(0, |at| at + 1);
    let noun = SEATED.captures(&text[line..span.start])?.get(1)?;
    let mut words = text[line..line + noun.start()].trim_end().rsplit(' ');
    let article = words.next().unwrap_or("");
    let before = if matches!(article, "the" | "The") { words.next().unwrap_or("") } else { article };
    (!WHERE.contains(&before)).then(|| (Span::new(line + noun.start(), span.end), noun.as_str()))
}
