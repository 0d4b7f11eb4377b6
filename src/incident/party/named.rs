//! Which names mean the same party.

use std::collections::BTreeSet;

use super::{Parties, Party};
use crate::extract::Mention;
use crate::extract::entity::{self, Entity, EntityKind};
use crate::text::{BlockKind, Document, Span};

/// Mentions in the body after which a name is known in full.
const SETTLED: usize = 2;

/// Words of a name that do not tell it apart from others.
const WEAK: &[&str] =
    &["the", "of", "and", "a", "inc", "ltd", "corp", "llc", "plc", "co", "group", "holdings", "limited", "gmbh", "ag"];

/// Words that end the names of what a firm sells, once the firm is known without them: `Garmin Pay`.
const PRODUCTS: &[&str] = &["pay", "cloud", "wallet", "tv", "mail", "connect"];

/// Words whose initials an acronym leaves out, in English and in other languages.
const SMALL: &[&str] = &["of", "the", "and", "for"];
const FOREIGN: &[&str] = &[
    "of", "the", "and", "for", "de", "du", "des", "d", "la", "le", "l", "les", "del", "della", "di", "da", "do", "dos",
    "das", "e", "y", "et", "und", "der", "van", "wa", "ya",
];

/// Ends of addresses: `Larkspur.com` is Larkspur.
const HOSTS: &[&str] = &[".com", ".io", ".fi", ".finance", ".exchange", ".org", ".net", ".xyz", ".app", ".money"];

/// What public bodies are of the place whose name they bear: `City of Hollybrook` is Hollybrook, but a university is not its town.
const SEATED: &[&str] = &[
    "borough", "canton", "city", "commune", "county", "district", "municipality", "port", "town", "township", "village",
];

/// What stands before a place, and not before a firm.
const WITHIN: &[&str] = &["in", "near", "around", "outside", "throughout"];

/// How many bytes `, better known to everybody as ` may have.
const KNOWN: usize = 40;

/// How many words more a longer name of the same party may have.
const MORE: usize = 3;

impl Parties {
    /// `Hydro` is `Norsk Hydro`, `Dallas` the `City of Dallas`: a firm that the text also calls by the last words of its name, where no
    /// other one is called so and they are no place.
    pub(super) fn join_short_names(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
        let firm = |party: &Party| party.named && !party.is_gone() && party.kind == EntityKind::Organization;
        // A firm that a table knows by its short name is that: `Ledger` is not the gang `Velvet Ledger`.
        let known: BTreeSet<usize> =
            (0..entities.len()).filter(|at| entities[*at].rule == "lexicon").filter_map(|at| self.of[at]).collect();
        let names: Vec<Vec<String>> = self.list.iter().map(|party| words(&party.name)).collect();
        for short in 0..self.list.len() {
            if !firm(&self.list[short]) || known.contains(&short) || !tells_apart(&names[short]) {
                continue;
            }
            let holds = |at: &usize| *at != short && firm(&self.list[*at]) && ends_with(&names[*at], &names[short]);
            let longer: Vec<usize> = (0..self.list.len()).filter(holds).collect();
            let [long] = longer[..] else { continue };
            // `AHMED` of a court is nobody's short name but Ahmed's.
            if doc.slice(self.list[long].span).chars().all(|c| !c.is_lowercase()) && self.list[long].name.contains(' ')
            {
                continue;
            }
            let seated = SEATED.contains(&names[long][0].as_str());
            if seated || !is_place(doc, &self.list[short]) {
                // `the commune of Vilar` is called Vilar, the `Turkish Exchange Quornex` of a title Quornex.
                let titled = |span: &Span| {
                    let sentence = doc.sentence_at(span.start).map(|at| doc.sentences[at].kind);
                    matches!(sentence, Some(BlockKind::Title | BlockKind::Heading))
                };
                let long_party = &self.list[long];
                let commune = seated && long_party.name.starts_with(char::is_lowercase);
                if commune || long_party.mentions.iter().all(titled) {
                    self.list[long].name = self.list[short].name.clone();
                    self.list[long].span = self.list[short].span;
                }
                self.merge(short, long);
            }
        }
    }

    /// `the Kenya Inland Tea Growers Agency (KITEGA)`: letters of a name that stand in brackets behind it, or that it is said to be
    /// known by, are the same party.
    pub(super) fn join_letters(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
        for (at, pair) in entities.windows(2).enumerate() {
            let (name, letters) = (&pair[0], &pair[1]);
            let (Some(long), Some(short)) = (self.of[at], self.of[at + 1]) else { continue };
            let firm = |of: usize| matches!(self.list[of].kind, EntityKind::Organization | EntityKind::Agency);
            if long == short || !firm(long) || !firm(short) || letters.span.start < name.span.end {
                continue;
            }
            let between = &doc.text[name.span.end..letters.span.start];
            let bracketed = matches!(between.trim_end_matches(['"', '“']), " (" | " (the ")
                && doc.text[letters.span.end..].trim_start_matches(['"', '”']).starts_with(')');
            let known = between.len() < KNOWN && between.starts_with(',') && between.trim_end().ends_with("known as");
            if (bracketed || known) && is_made_of(doc.slice(letters.span), doc.slice(name.span)) {
                self.merge(short, long);
            }
        }
    }

    /// Adds a named mention to the party that it names, or to a new one; those of the body come first, in their order.
    pub(super) fn name(&mut self, entities: &[Mention<Entity>], at: usize, title: bool) {
        let mention = &entities[at];
        let entity = &mention.value;
        let known = self.list.iter().position(|party| party.named && same_party(party, entity));
        // "Kryptobörse KuBank" in a title: words before the name that the text gives.
        let ends = |party: &Party| {
            let (short, long) = (words(&party.name), words(&entity.name));
            party.named
                && party.kind == EntityKind::Organization
                && short.len() + 1 == long.len()
                && long[1..] == short[..]
                && short.iter().any(|word| word.len() > 3)
        };
        if known.is_none()
            && title
            && entity.kind == EntityKind::Organization
            && let Some(index) = self.list.iter().position(ends)
        {
            self.list[index].mentions.push(mention.span);
            self.of[at] = Some(index);
            return;
        }
        let index = known.unwrap_or_else(|| {
            self.add(Party {
                country: entity.country.filter(|_| matches!(entity.kind, EntityKind::Country | EntityKind::Agency)),
                sector: entity.sector,
                ..Party::new(&entity.name, mention.span, entity.kind)
            })
        });
        let party = &mut self.list[index];
        // `@Elmwood_Loans` is how a network for messages writes it.
        let handle = party.name.contains('_') && !entity.name.contains('_');
        // A title in capitals writes no name as it is written.
        let shouted = |name: &str| !name.contains(char::is_lowercase);
        let louder = shouted(&entity.name) && !shouted(&party.name);
        let (short, long) = (words(&party.name), words(&entity.name));
        // `Tesla … Tesla … Tesla Files`: a name comes in full first; what is longer later is a thing of theirs.
        let theirs = party.mentions.len() >= SETTLED
            && party.kind == EntityKind::Organization
            && long.starts_with(&short)
            && (long.last().is_some_and(|last| PRODUCTS.contains(&last.as_str()))
                || !entity.name.rsplit(' ').take(long.len() - short.len()).any(entity::is_head));
        // but not `MOSS … MOSS … Moss Kingdoms`, whose token it is.
        let token = shouted(&party.name) && !shouted(&entity.name);
        // `Sturdy V2` is of Sturdy, as is what it keeps: `Rari Capital ETH Pool`.
        let within = |part: &[String], whole: &[String]| {
            whole.len() > part.len() && whole.starts_with(part) && whole.last().is_some_and(|last| is_kept(last))
        };
        let fuller = long.len() > short.len() && !louder && (token || !theirs) && !within(&short, &long)
            || within(&long, &short);
        if (handle || fuller) && entity.kind != EntityKind::Country {
            party.name.clone_from(&entity.name);
            party.span = mention.span;
        }
        if party.kind == EntityKind::Organization && mention.rule == "lexicon" {
            party.kind = entity.kind;
        }
        party.sector = party.sector.or(entity.sector);
        party.mentions.push(mention.span);
        self.of[at] = Some(index);
    }
}

/// Whether large letters are some of a name's, the first among them, in their order.
fn is_made_of(letters: &str, name: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_lowercase);
    (2..=8).contains(&letters.len())
        && letters.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'&')
        && name.contains(' ')
        && letters.to_lowercase().chars().next() == name.chars().flat_map(char::to_lowercase).next()
        && letters.to_lowercase().chars().all(|letter| rest.any(|other| other == letter))
}

/// Whether a name has a word that is no plain English.
fn tells_apart(words: &[String]) -> bool {
    words.iter().any(|word| word.chars().count() > 3 && !entity::is_common(word) && !WEAK.contains(&word.as_str()))
}

/// Whether the words of a shorter name end a longer one, legal forms apart.
fn ends_with(long: &[String], short: &[String]) -> bool {
    let at = long.windows(short.len()).rposition(|part| part == short);
    at.is_some_and(|at| {
        let form = |word: &String| WEAK.contains(&word.as_str()) || word.len() <= 3;
        (1..=MORE).contains(&at)
            && long[at + short.len()..].iter().all(form)
            && !long[..at].iter().any(|word| word == "and")
    })
}

/// Whether the text tells where something is by a name.
fn is_place(doc: &Document<'_>, party: &Party) -> bool {
    party.mentions.iter().any(|span| {
        let before = doc.text[..span.start].trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        WITHIN.contains(&before.to_lowercase().as_str())
    })
}

fn same_party(party: &Party, entity: &Entity) -> bool {
    if party.kind == EntityKind::Country || entity.kind == EntityKind::Country {
        return party.kind == entity.kind && party.country == entity.country;
    }
    let (left, right) = (words(&party.name), words(&entity.name));
    if left == right || is_turned(&left, &right) {
        return true;
    }
    // A person, a newspaper and a firm that share a word are three parties.
    let apart =
        |kind: EntityKind| party.kind == kind && entity.kind != kind || party.kind != kind && entity.kind == kind;
    if apart(EntityKind::Person) || apart(EntityKind::Media) {
        return false;
    }
    let person = party.kind == EntityKind::Person;
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    if person && short.len() == 1 {
        return long.last() == short.first();
    }
    let telling = short.iter().any(|word| word.len() > 2 && !WEAK.contains(&word.as_str()));
    let begins = short.len() < long.len() && long[..short.len()] == short[..];
    telling && (begins || is_shortened(short, long) || are_of_a_project(&left, &right)) || is_acronym(short, long)
}

/// `Orbit Chain` and its `Orbit Bridge`: two names of one project, by what each is of it.
fn are_of_a_project(left: &[String], right: &[String]) -> bool {
    const PARTS: &[&str] = &["chain", "bridge", "network", "protocol", "finance", "swap", "labs", "dao", "foundation"];
    let part = |words: &[String]| words.len() == 2 && PARTS.contains(&words[1].as_str());
    part(left) && part(right) && left[0] == right[0]
}

/// Words that end the names of versions of a project, and of what it keeps.
fn is_kept(word: &str) -> bool {
    const KEPT: &[&str] = &["v1", "v2", "v3", "v4", "v5", "pool", "pools", "contract", "contracts", "security"];
    KEPT.contains(&word)
}

/// `Marrick University` for `University of Marrick`: the same words about `of`.
fn is_turned(left: &[String], right: &[String]) -> bool {
    let parts = |words: &[String]| -> Option<Vec<String>> {
        let at = words.iter().position(|word| word == "of")?;
        Some(words[at + 1..].iter().chain(&words[..at]).cloned().collect())
    };
    parts(left).is_some_and(|turned| turned == right) || parts(right).is_some_and(|turned| turned == left)
}

/// `Cosmos Bank` for `Cosmos Cooperative Bank`: the same first and last word, and nothing that the longer lacks.
fn is_shortened(short: &[String], long: &[String]) -> bool {
    let common = |word: &String| {
        WEAK.contains(&word.as_str())
            || matches!(
                word.as_str(),
                "first"
                    | "national"
                    | "new"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "bank"
                    | "university"
                    | "saint"
                    | "st"
            )
    };
    let mut rest = long.iter();
    short.len() > 1
        && short.len() < long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && !short.first().is_some_and(common)
        && short.iter().all(|word| rest.any(|other| other == word))
}

/// Whether the one word of `short` is made of the initials of `long`.
fn is_acronym(short: &[String], long: &[String]) -> bool {
    let initials = |small: &[&str]| -> String {
        long.iter().filter(|word| !small.contains(&word.as_str())).filter_map(|word| word.chars().next()).collect()
    };
    short.len() == 1
        && short[0].len() >= 2
        && long.len() >= 2
        && [SMALL, FOREIGN].iter().any(|small| initials(small) == short[0])
}

fn words(name: &str) -> Vec<String> {
    // `M&S` is one word, `Marks & Spencer` two.
    let name = name.replace(" & ", " \u{0} ").replace('&', "").replace('\u{0}', "&");
    name.split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.').to_lowercase())
        .map(|word| HOSTS.iter().find_map(|host| word.strip_suffix(host)).map_or(word.clone(), str::to_owned))
        .filter(|word| !word.is_empty() && word != "the" && word != "s")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Parties;
    use crate::extract::entity;
    use crate::text::Document;

    #[test]
    fn the_last_words_and_the_letters_of_a_name_are_its_own() {
        for (text, expected) in [
            ("Norsk Hollin was hacked. Hollin paid nothing.", &["Norsk Hollin"][..]),
            ("Clínicas San Hollin was hacked. San Hollin paid nothing.", &["Clínicas San Hollin"]),
            ("The City of Hollybrook was hacked. Nobody in Hollybrook paid.", &["City of Hollybrook"]),
            ("Hollin Hospital was hacked, and Brack Hospital was not.", &["Hollin Hospital", "Brack Hospital"]),
            (
                "Brack Hollin lost a bid. Prewett Hollin won it. Hollin rang.",
                &["Brack Hollin", "Prewett Hollin", "Hollin"],
            ),
            ("The University of Vrenholt was hacked. It rains in Vrenholt.", &["University of Vrenholt", "Vrenholt"]),
            (
                "The Kenya Inland Tea Growers Agency (KITEGA) was hacked. KITEGA paid nothing.",
                &["Kenya Inland Tea Growers Agency"],
            ),
            ("Hollin Rolling Mills (NBC) was hacked. NBC waits.", &["Hollin Rolling Mills", "NBC"]),
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            let parties = Parties::link(&doc, &entities);
            let named = parties.list.iter().filter(|party| party.named && !party.is_gone() && party.country.is_none());
            let names: Vec<&str> = named.map(|party| party.name.as_str()).collect();
            assert_eq!(names, expected, "{text}");
        }
    }
}
