//! Names that only tell where something is: `two were held in Festwick`, `a farm near Hollin`.

use std::collections::BTreeMap;

use super::super::{Entity, EntityKind};
use super::Names;
use super::words::occurrences;
use crate::text::{Document, Span};

/// What stands before a place.
const WHERE: &[&str] = &["in", "near", "outside", "around", "between"];
/// Who comes from a place, not from a firm.
const HAILS: &[&str] = &[
    "man", "men", "woman", "women", "widow", "widower", "couple", "family", "families", "mother", "father", "boy",
    "girl", "brothers", "sisters", "teenager", "teenagers", "people", "teacher", "nurse", "pensioner", "pensioners",
    "trader", "farmer", "farmers", "student", "dealer", "lecturer", "schoolmaster", "accountant", "pharmacist",
    "dentist", "doctor", "lawyer", "notary", "baker", "driver", "librarian", "resident", "residents", "shopkeeper",
    "carpenter", "plumber", "butcher", "priest", "old",
];
/// What ends the name of a firm, behind which stands where it sits.
const FORMS: &[&str] = &["GmbH", "AG", "Ltd", "Inc", "plc", "LLC", "SA", "Oy", "AS", "AB", "BV", "NV", "SpA", "Srl"];
/// What one has in a firm or finds in a program, not in a town.
const IN_A_FIRM: &[&str] = &[
    "vulnerability", "vulnerabilities", "flaw", "flaws", "bug", "bugs", "hole", "holes", "weakness", "weaknesses",
    "error", "fault", "gap", "stake", "stakes", "share", "shares", "trust", "confidence", "faith", "funds", "money",
    "account", "accounts", "deposits", "liquidity", "invest", "invested", "investor", "investors", "investment",
    "login", "log", "logged", "breach", "position", "positions", "code", "backdoor", "written", "coded", "paid",
    "payable", "interest", "holdings", "involved", "interested", "million", "billion", "pool", "pools", "worth",
];
/// What a sentence goes on with behind a place.
const BEHIND: &[&str] = &[
    "and", "or", "on", "at", "in", "to", "for", "with", "by", "was", "were", "is", "are", "had", "has", "have", "who",
    "when", "where", "after", "before", "last", "this", "since", "said", "lost", "that", "which", "as", "from", "but",
    "while", "over", "until", "under", "because", "during", "received", "told", "paid", "says", "say",
];
/// Words of towns' names that are ordinary ones.
const OF_TOWNS: &[&str] = &[
    "Town", "City", "Nagar", "Park", "Heights", "Hills", "Hill", "Beach", "Falls", "Springs", "Valley", "Island",
    "Village", "Creek", "Harbour", "Harbor", "Port", "Lake", "New", "Upper", "Lower", "North", "South", "East", "West",
];

impl Names {
    /// Makes places of the names of which the text tells nothing but that something is in or near them.
    pub(super) fn whereabouts(&self, doc: &Document<'_>, found: &mut [(Span, Entity)]) {
        let mut told: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (span, entity) in found.iter().filter(|(_, entity)| self.may_be_a_place(entity)) {
            let entry = told.entry(entity.name.clone()).or_insert((0, true));
            entry.0 += 1;
            entry.1 &= is_where(doc, *span);
        }
        // What is part of another name elsewhere may be its short form.
        let place = |entity: &Entity| {
            told.get(&entity.name).is_some_and(|(count, place)| {
                *place && (entity.name.contains(' ') || occurrences(doc, &entity.name) == *count)
            })
        };
        for (_, entity) in found.iter_mut().filter(|(_, entity)| place(entity)) {
            entity.kind = EntityKind::Place;
        }
    }

    fn may_be_a_place(&self, entity: &Entity) -> bool {
        let words: Vec<&str> = entity.name.split(' ').collect();
        entity.kind == EntityKind::Organization
            && entity.sector.is_none()
            && words.len() <= 2
            && words.iter().any(|word| self.is_unknown(word))
            && words.iter().all(|word| self.is_unknown(word) || words.len() > 1 && OF_TOWNS.contains(word))
            && words.iter().all(|word| word.chars().skip(1).all(char::is_lowercase))
    }
}

/// Whether what stands beside a mention tells nothing but a place.
fn is_where(doc: &Document<'_>, span: Span) -> bool {
    let mut before = doc.text[..span.start].trim_end().rsplit(|c: char| !c.is_alphanumeric());
    let preposition = before.next().unwrap_or("");
    let noun = before.next().unwrap_or("");
    let after = &doc.text[span.end..];
    let next = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let goes_on = after.is_empty()
        || after.starts_with([',', '.', ';', ':', ')', '?', '!', '\n', '”', '"'])
        || BEHIND.contains(&next);
    let stands = match preposition {
        "from" => HAILS.contains(&noun),
        "of" => FORMS.contains(&noun),
        _ => WHERE.contains(&preposition),
    };
    stands && !IN_A_FIRM.contains(&noun.to_lowercase().as_str()) && goes_on
}

#[cfg(test)]
mod tests {
    use super::super::Names;
    use super::*;
    use crate::extract::Rule;

    #[test]
    fn tells_places_from_firms() {
        for (text, name, expected) in [
            ("Two men were held in Festwick on Monday.", "Festwick", EntityKind::Place),
            ("A farmer near Hollinby lost it. A shop in Hollinby was not robbed.", "Hollinby", EntityKind::Place),
            ("A flaw in Quornex, the program, was found.", "Quornex", EntityKind::Organization),
            ("They work in Quornex on Mondays. Quornex was robbed.", "Quornex", EntityKind::Organization),
            ("It was found in Quornex wallets.", "Quornex", EntityKind::Organization),
            ("A widow from Festwick lost it.", "Festwick", EntityKind::Place),
            ("They took it from Festwick.", "Festwick", EntityKind::Organization),
            ("The gang sat in Festwick Nagar.", "Festwick Nagar", EntityKind::Place),
        ] {
            let doc = Document::new(text);
            let found = Names::new().find(&doc);
            let kind = found.iter().find(|(span, _)| doc.slice(*span) == name).map(|(_, entity)| entity.kind);
            assert_eq!(kind, Some(expected), "{text}");
        }
    }
}
