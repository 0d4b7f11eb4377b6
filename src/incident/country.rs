//! The country of victims whose own words do not place them: `was stolen in South Korea`, `Kettle Loom, a small firm in Graz`.

use std::collections::BTreeMap;

use crate::extract::amount::Amount;
use crate::extract::entity::{self, Country, EntityKind};
use crate::extract::event::ItemKind;
use crate::text::{BlockKind, Span, words};

use super::{Draft, Party, Story};

/// How far behind its trigger the place of an event may stand, in items.
const REACH: usize = 4;
/// How many sentences from the first of the body on tell what the article is about.
const EARLY: usize = 3;
/// How many bytes may stand between a name and the place that its sentence gives it.
const NEAR: usize = 70;
/// How many bytes may stand between a person and the people of that person.
const CLOSE: usize = 30;
/// How many bytes stand between a name and a place right behind it: `Kettle Loom, of Graz`.
const BESIDE: usize = 8;
/// Words that part a place from a name behind it: `the south of Norway said that`.
const JOINTS: &[&str] = &["of", "in", "to", "from", "at", "on", "by", "and", "that", "when", "said", "against", "with"];
/// What stands before a place where somebody is.
const AT: &[&str] = &["in", "of", "at", "near", "from", "outside", "around", "across", "(", ","];
/// Whom a people is told of who are no victims: `Russian hackers`, `three Latvian citizens`.
const STRANGERS: &[&str] = &[
    "hacker", "hackers", "gang", "group", "crew", "citizen", "citizens", "national", "nationals", "man", "men",
    "woman", "cybercriminals", "criminals", "spies", "intelligence", "state", "ransomware", "operators", "attackers",
    "service", "services", "military", "foreign", "embassy", "behind", "denied", "denies", "competitor", "rival",
    "investors", "supplier", "suppliers", "parent", "owner",
];
/// What stands before a people of whom some are accused: `charges two Russians`.
const CHARGED: &[&str] = &[
    "charges", "charged", "charging", "against", "arrest", "arrests", "arrested", "indicts", "indicted", "accuses",
    "accused", "sanctions", "sanctioned", "jails", "jailed", "extradites", "extradited", "blames", "blamed", "detains",
    "detained", "convicts", "convicted", "sentences", "sentenced",
];
/// What stands right behind a country that something is said of: `Russia’s military intelligence`, `Russia was behind it`.
const ACCUSED: &[&str] = &["'s ", "’s ", " was behind", " is behind", " denied", " denies"];
/// What stands before a language: `in English`, `flawless English`.
const SPOKEN: &[&str] = &["in", "into", "flawless", "broken", "perfect", "fluent", "good", "bad", "poor"];
/// Forms of firms that one country alone knows.
const FORMS: &[(Country, &[&str])] = &[
    ("DE", &["GmbH", "mbH", "UG", "e.V", "KG", "KGaA", "OHG", "eG"]),
    ("FI", &["Oy", "Oyj"]),
    ("IT", &["S.p.A", "SpA", "S.r.l"]),
    ("NL", &["B.V", "BV"]),
    ("NO", &["ASA"]),
    ("EE", &["OÜ"]),
    ("LV", &["SIA"]),
    ("LT", &["UAB"]),
    ("SE", &["AB"]),
    ("DK", &["A/S", "ApS"]),
    ("MY", &["Bhd", "Berhad"]),
    ("BR", &["Ltda"]),
    ("CZ", &["a.s", "s.r.o"]),
    ("HU", &["Kft", "Nyrt", "Zrt"]),
    ("ID", &["Tbk"]),
    ("PL", &["Sp. z o.o", "sp. z o.o"]),
    ("IE", &["CLG", "DAC"]),
    ("JP", &["K.K"]),
    ("BG", &["EOOD", "EAD"]),
    ("RU", &["OOO", "PJSC"]),
    ("IN", &["Pvt"]),
    ("SI", &["d.o.o"]),
    ("FR", &["SARL", "EURL"]),
    ("ES", &["S.L", "S.L.U", "SLU"]),
    ("IS", &["ehf", "hf"]),
    ("MX", &["S.A. de C.V"]),
];
/// Where money goes and calls come from: `to an account in Latvia`, `a server in Moldova`.
const ELSEWHERE: &[&str] = &[
    "account", "accounts", "bank", "banks", "somebody", "someone", "server", "servers", "shops", "shipped", "sent",
    "supplier", "subsidiary", "unit", "arm", "office", "partner",
];
/// Offices, laws and numbers that one country alone has.
const HOMES: &[(Country, &[&str])] = &[
    (
        "US",
        &["Social Security number", "HIPAA", "Medicaid", "school district", "School District", "county commissioners"],
    ),
    ("GB", &["Crown Court", "NHS", "Companies House", "National Insurance number"]),
    ("IE", &["gardaí", "Garda", "Gardaí", "Dáil"]),
    ("DE", &["Bundestag", "Landgericht", "Bürgermeister"]),
    ("FR", &["gendarmes"]),
    ("IT", &["carabinieri", "Carabinieri"]),
    ("ES", &["Guardia Civil"]),
    ("BR", &["Prefeitura"]),
    ("IN", &["Aadhaar", "lakh", "crore"]),
    ("PH", &["barangay"]),
];

/// Where each victim of the draft is whose own words do not place it.
pub(super) fn seats(story: &Story<'_>, draft: &Draft) -> BTreeMap<usize, Country> {
    let away = perpetrators(story, draft);
    let seat = |victim: &usize| {
        let party = &story.parties.list[*victim];
        let seat = of_name(party)
            .or_else(|| form(party))
            .or_else(|| beside(story, draft))
            .or_else(|| told(story, party, &away, Told::Plainly))
            .or_else(|| only_country(story))
            .or_else(|| dateline(story).filter(|_| is_told_early(story, draft)))
            .or_else(|| told(story, party, &away, Told::Somewhere))
            .or_else(|| paragraph(story, party, &away))
            .or_else(|| home(story, &[]).filter(|_| is_told_early(story, draft)))
            .or_else(|| home(story, &away))
            .or_else(|| office(story));
        Some((*victim, seat?))
    };
    let placeless = |party: &&usize| story.parties.list[**party].country.is_none();
    let victims = draft.victims.iter().filter(placeless).filter_map(seat);
    let attackers = draft.attackers.iter().filter(placeless).filter(|party| !draft.victims.contains(party));
    victims.chain(attackers.filter_map(|party| Some((*party, origin(story, &story.parties.list[*party])?)))).collect()
}

/// `Russian national Ilya Varga`, `Ilya Varga, a 33-year-old Ukrainian`: the people of a person.
fn origin(story: &Story<'_>, party: &Party) -> Option<Country> {
    let person = party.kind == EntityKind::Person && party.named;
    let people = || story.mentions.entities.iter().filter(|mention| mention.value.kind == EntityKind::Demonym);
    let beside = |mention: &Span| {
        people()
            .find(|people| {
                let before = story.doc.text.get(people.span.end..mention.start);
                let behind = story.doc.text.get(mention.end..people.span.start);
                let near = |between: &str| between.len() <= CLOSE && !between.contains(['.', '\n']);
                before.is_some_and(|between| near(between) && !between.contains(','))
                    || behind.is_some_and(|between| near(between) && between.starts_with(", "))
            })
            .and_then(|people| people.value.country)
    };
    person.then(|| party.mentions.iter().find_map(beside)).flatten()
}

/// The countries of those who did it: their own, and those of whom the article says that they are charged.
fn perpetrators(story: &Story<'_>, draft: &Draft) -> Vec<Country> {
    let own = draft.attackers.iter().filter_map(|party| story.parties.list[*party].country);
    let person = |party: &usize| story.parties.list[*party].kind == EntityKind::Person;
    let people = story
        .mentions
        .entities
        .iter()
        .filter(|mention| mention.value.kind == EntityKind::Demonym && is_of_charged(story, mention.span));
    let charged = people.filter_map(|mention| mention.value.country).filter(|_| draft.attackers.iter().any(person));
    own.chain(charged).collect()
}

/// `Russian hackers`: whether what stands behind a people says that it is of no victims.
fn is_of_strangers(story: &Story<'_>, people: Span) -> bool {
    words(&story.doc.text[people.end..]).take(2).any(|word| STRANGERS.contains(&word))
}

/// `charges two Russians`: whether some of a people are accused.
fn is_of_charged(story: &Story<'_>, people: Span) -> bool {
    story.doc.text[..people.start].split_whitespace().rev().take(3).any(|word| CHARGED.contains(&word))
}

/// `Bank of Valletta`, `Telecom Argentina`: the place in a name.
fn of_name(party: &Party) -> Option<Country> {
    let organization = !matches!(party.kind, EntityKind::Person | EntityKind::Descriptor | EntityKind::Group);
    let words: Vec<&str> = party.name.split([' ', '-', '/']).map(|word| word.trim_matches([',', '.', '*'])).collect();
    let country = |from: usize, count: usize| entity::country_called(&words.get(from..from + count)?.join(" "));
    let first = || (1..=3).rev().find_map(|count| (0..words.len()).find_map(|from| country(from, count)));
    organization.then(first).flatten()
}

/// `Kettle Loom GmbH`
fn form(party: &Party) -> Option<Country> {
    let name = party.name.trim_end_matches('.');
    let ends = |form: &str| name.strip_suffix(form).is_some_and(|rest| rest.ends_with(' '));
    FORMS.iter().find(|(_, forms)| forms.iter().any(|form| ends(form))).map(|(country, _)| *country)
}

/// Places of the article and where they lie, without those of hackers and strangers.
fn places<'s>(story: &'s Story<'_>, away: &'s [Country]) -> impl Iterator<Item = (Span, Country, EntityKind)> + 's {
    let text = story.doc.text;
    story.mentions.entities.iter().filter_map(move |mention| {
        let kind = mention.value.kind;
        let place = matches!(kind, EntityKind::Country | EntityKind::Place | EntityKind::Demonym);
        let country = mention.value.country.filter(|country| place && !away.contains(country))?;
        let mut before = text[..mention.span.start].split_whitespace().rev();
        let spoken = before.next().is_some_and(|word| SPOKEN.contains(&word))
            || text[..mention.span.start].trim_end_matches("the ").ends_with("ranslated from ")
            || story.doc.slice(mention.span) == "English" && !text[mention.span.end..].starts_with(' ');
        // `an account in Latvia`: the word before the preposition.
        let elsewhere = before.next().is_some_and(|word| ELSEWHERE.contains(&word.trim_matches(',')));
        let stranger = is_of_strangers(story, mention.span);
        let charged = || is_of_charged(story, mention.span);
        let accused = ACCUSED.iter().any(|words| text[mention.span.end..].starts_with(words));
        let out = match kind {
            EntityKind::Demonym => spoken || stranger || charged(),
            EntityKind::Country => elsewhere || accused && stranger,
            _ => elsewhere,
        };
        (!out).then_some((mention.span, country, kind))
    })
}

/// How plainly a sentence places somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Right beside the name.
    Plainly,
    /// Further behind it, or as the one country of the sentence.
    Somewhere,
}

/// The place that a sentence gives the victim that it names: `Kettle Loom, a small firm in Graz`, `the Dutch dispatcher
/// Meldpunt West`, `In Alabama, Cobb Hollow …`; else the one country of such a sentence.
fn told(story: &Story<'_>, party: &Party, away: &[Country], how: Told) -> Option<Country> {
    let text = story.doc.text;
    let sentences = || {
        party.mentions.iter().filter_map(|mention| {
            let sentence = &story.doc.sentences[story.doc.sentence_at(mention.start)?];
            Some((*mention, sentence.span))
        })
    };
    let behind = |(mention, sentence): (Span, Span), reach: usize| {
        places(story, away)
            .filter(|(place, _, kind)| {
                let between = text.get(mention.end..place.start).unwrap_or("");
                let last = between.split_whitespace().next_back().unwrap_or("");
                *kind != EntityKind::Demonym
                    && sentence.contains(*place)
                    && !between.is_empty()
                    && between.len() <= reach
                    && (AT.contains(&last) || between.ends_with('(') || between == ", ")
            })
            .map(|(_, country, _)| country)
            .next()
    };
    let before = |(mention, sentence): (Span, Span)| {
        places(story, away)
            .filter(|(place, _, kind)| {
                let between = text.get(place.end..mention.start).unwrap_or("");
                let opening = text.get(sentence.start..place.start).unwrap_or("");
                let opens = opening.trim_matches(|c: char| !c.is_alphabetic()) == "In";
                let plain = !between.contains([',', ';', ':', '.', '\n']);
                let joined = between.split_whitespace().any(|word| JOINTS.contains(&word));
                let near = match kind {
                    EntityKind::Demonym => between.len() <= NEAR && plain,
                    _ => between.len() <= CLOSE && plain && !joined,
                };
                sentence.contains(*place) && place.end <= mention.start && (opens || near)
            })
            .map(|(_, country, _)| country)
            .last()
    };
    match how {
        Told::Plainly => sentences().find_map(|found| behind(found, BESIDE)).or_else(|| sentences().find_map(before)),
        Told::Somewhere => sentences()
            .find_map(|found| behind(found, NEAR))
            .or_else(|| sentences().find_map(|(_, sentence)| only(story, away, sentence))),
    }
}

/// The one country that a stretch of text names.
fn only(story: &Story<'_>, away: &[Country], span: Span) -> Option<Country> {
    agreed(places(story, away).filter(|(place, _, _)| span.contains(*place)).map(|(_, country, _)| country))
}

/// The country that all of these are.
fn agreed(mut all: impl Iterator<Item = Country>) -> Option<Country> {
    let first = all.next()?;
    all.all(|country| country == first).then_some(first)
}

/// The one country of the paragraph that names the victim first.
fn paragraph(story: &Story<'_>, party: &Party, away: &[Country]) -> Option<Country> {
    party.mentions.iter().find_map(|mention| {
        let block = story.doc.block_at(mention.start)?;
        let mut spans = story.doc.sentences.iter().filter(|sentence| sentence.block == block).map(|other| other.span);
        let first = spans.next()?;
        only(story, away, spans.fold(first, Span::cover))
    })
}

/// The country of the only authorities of the article, of what one country alone has, else of its only money.
fn office(story: &Story<'_>) -> Option<Country> {
    let told = |words: &&str| story.doc.text.contains(words);
    let agency = |kind: EntityKind| kind == EntityKind::Agency;
    let agencies = story.mentions.entities.iter().filter(|mention| agency(mention.value.kind));
    let money = story.mentions.amounts.iter().filter_map(|mention| match &mention.value {
        Amount::Money { worth, .. } => entity::country_of_currency(worth.currency.code()),
        _ => None,
    });
    agreed(HOMES.iter().filter(|(_, words)| words.iter().any(told)).map(|(country, _)| *country))
        .or_else(|| agreed(agencies.filter_map(|mention| mention.value.country)))
        .or_else(|| agreed(money))
}

/// The country that an event of the draft names right behind its trigger.
fn beside(story: &Story<'_>, draft: &Draft) -> Option<Country> {
    draft.events.iter().find_map(|index| {
        let event = &story.events[*index];
        let phrase = &story.phrases[event.sentence];
        let trigger = phrase.item_at(event.trigger.start)?;
        (trigger + 1..phrase.items.len().min(trigger + 1 + REACH)).find_map(|at| {
            let ItemKind::Entity(entity) = phrase.items[at].kind else { return None };
            let place = &story.mentions.entities[entity].value;
            let is_place = matches!(place.kind, EntityKind::Country | EntityKind::Place);
            (is_place && phrase.word(at.checked_sub(1)) == "in").then_some(place.country).flatten()
        })
    })
}

/// Whether the first lines tell of the draft: what the article is about, not what it recalls.
fn is_told_early(story: &Story<'_>, draft: &Draft) -> bool {
    let body = story.doc.sentences.iter().position(|sentence| sentence.kind == BlockKind::Body).unwrap_or(0);
    let named = |sentence: usize| {
        let parties = story.parties.in_sentence(story.doc, sentence);
        draft.victims.iter().any(|victim| parties.contains(victim))
    };
    (0..story.doc.sentences.len().min(body + EARLY)).any(named)
}

/// The country of the place that opens the body: `NAIROBI, Kenya — `.
fn dateline(story: &Story<'_>) -> Option<Country> {
    let told = |kind: BlockKind| matches!(kind, BlockKind::Dateline | BlockKind::Body);
    let first = story.doc.sentences.iter().find(|sentence| told(sentence.kind))?.span;
    let mut opening =
        places(story, &[]).filter(|(place, _, kind)| place.start == first.start && *kind != EntityKind::Demonym);
    opening.find(|(place, _, _)| is_dateline(&story.doc.text[place.end..])).map(|(_, country, _)| country)
}

/// Whether what stands behind a place makes a dateline of it: a dash, colon or full stop in the first words.
fn is_dateline(behind: &str) -> bool {
    let near: String = behind.chars().take(40).collect();
    near.starts_with([':', '.']) || [" — ", " – ", " - ", " -- ", "—"].iter().any(|dash| near.contains(dash))
}

/// The country of the dateline, unless the text names another far more often; else that of most of its places.
fn home(story: &Story<'_>, away: &[Country]) -> Option<Country> {
    let mut named: BTreeMap<Country, usize> = BTreeMap::new();
    let mut dateline = None;
    for (span, country, _) in places(story, away) {
        let sentence = story.doc.sentence_at(span.start).map(|at| story.doc.sentences[at].kind);
        if sentence == Some(BlockKind::Dateline) {
            dateline = Some(country);
        }
        *named.entry(country).or_default() += 1;
    }
    let all: usize = named.values().sum();
    let (most, count) = named.iter().max_by_key(|(_, count)| **count).map(|(country, count)| (*country, *count))?;
    let own = dateline.and_then(|country| named.get(country)).copied().unwrap_or(0);
    match dateline {
        Some(country) if country == most || own * 2 >= count || count < 3 => Some(country),
        _ => (count >= 2 && count * 3 >= all * 2).then_some(most),
    }
}

/// The country of every place and people that the article names, where it names at least two and all agree.
fn only_country(story: &Story<'_>) -> Option<Country> {
    let named = || places(story, &[]).map(|(_, country, _)| country);
    agreed(named()).filter(|_| named().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_countries() {
        for (name, expected) in [
            ("Bank of Valletta", Some("MT")),
            ("Quornex Argentina", Some("AR")),
            ("Nova Scotia Ferries", Some("CA")),
            ("Quornex", None),
        ] {
            assert_eq!(of_name(&Party::called(name, vec![])), expected, "{name}");
        }
    }

    #[test]
    fn forms_of_firms_tell_countries() {
        for (name, expected) in
            [("Quornex GmbH", Some("DE")), ("Quornex B.V.", Some("NL")), ("Quornex Inc.", None), ("GmbH", None)]
        {
            assert_eq!(form(&Party::called(name, vec![])), expected, "{name}");
        }
    }
}
