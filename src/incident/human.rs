//! Human beings whom no table of first names knows: told by age, by what the law and relatives are to them, by the names they go by.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::entity::{self, EntityKind};
use crate::text::{Document, Span, regex};

use super::{Parties, Party};

/// What stands behind the name of a person.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) ^ (?:
            , \s (?: aged \s )? \d{2} \b | \s \( (?: aged \s )? \d{2} \) | , \s an? \s \d{2} -year-old
          | \s guilty \b
          | (?: ’s | 's | ’ | ' ) \s (?: lawyers? | attorneys? | solicitor | defen[cs]e | mother | father | wife | husband | brother | sister
                | parents | sentence | trial | arrest | flat | apartment | lover | girlfriend | boyfriend | childhood ) \b
          | (?: , [^.;]{0,60} , )? \s (?: (?: was | were | has \s been | had \s been | is ) \s (?: \w+ \s )?
                (?: sentenced | convicted | arrested | jailed | indicted | extradited | detained | imprisoned | born | married ) \b
              | (?: has \s )? (?: pleaded | pled ) \s
              | faces \s (?: [\w-]+ \s ){0,3}? (?: counts | charges | years )
              | (?: got | received ) \s [\w-]+ \s (?: years | months ) | will \s get \s credit )
          )",
    )
});
/// What stands before it.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x) \b (?: (?: his | her | their | the | elder | younger ) \s (?: brother | sister | wife | husband | son | daughter | mother | father )
          | (?: the | a | its | former ) \s (?: agent | clerk | founder | accountant | programmer | engineer | defendant )
          | a \s (?: man | woman ) \s (?: named | called ) ) ,? \s $",
    )
});
/// What stands between a name and another that the same person goes by.
static ALSO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?x) ^ (?: , \s \d{2} )? (?: , \s an? \s [^.;“"]{0,50}? )? ,? \s \(? (?: who | whom )? \s?
            (?: (?: was | is | also | better | once | then | himself | herself ) \s )*
            (?: known \s (?: online \s | there \s )? (?: as | by ) | call (?: s | ed | ing ) \s (?: himself | herself ) | aka | a\.k\.a\. | alias | nicknamed | dubbed
              | the \s so-called | (?: goes | went | going ) \s by | us (?: es | ed | ing ) \s the \s (?: name | handle | alias | nickname | pseudonym | moniker )
              | under \s the \s (?: name | handle | alias | nickname | pseudonym | moniker ) )
            (?: \s (?: of | the \s (?: name | handle | alias | nickname ) (?: \s of )? ) )? \s [“"'‘]? $"#,
    )
});

/// What stands between two who are named in a row.
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:\sof\s\p{Lu}\w+|,\san?\s\p{Lu}\w+|,\s\d{2})?(?:,|,?\sand)\s$"));
/// Words of the law.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:charged|charges|indict\w+|arraign\w+|remanded|accus\w+|convicted|sentenced|jailed|arrested|detained|guilty|fined|deported|extradited|conspir\w+|defendants?|collectors|suspects?)\b",
    )
});

/// The age of somebody whom crimes are done to far more often than that he or she does them: `Edda Prowse, 81, lost her savings`.
static OLD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:,\s(?:aged\s)?|\s\()(?:6[5-9]|[789]\d)(?:[,.;)]|\s(?:from|of)\b)"));

/// Whether the text gives a person with a name an age at which people are hit, or tell of it, and do not do it.
pub(super) fn is_old(doc: &Document<'_>, party: &Party) -> bool {
    party.named
        && party.kind == EntityKind::Person
        && party.mentions.iter().any(|span| OLD.is_match(&doc.text[span.end..]))
}

/// What stands before those who speak the law: `before Justice Folake Ogunbanjo`.
static OF_COURT: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b(?:Justice|Judge|Magistrate|Sheriff|Recorder|[Pp]rosecutor|Attorney|[Pp]rosecuting counsel,?)\s$")
});

/// Whether the text gives a person with a name a seat in court on the other side.
pub(super) fn is_of_court(doc: &Document<'_>, party: &Party) -> bool {
    party.named
        && party.kind == EntityKind::Person
        && party.mentions.iter().any(|span| OF_COURT.is_match(&doc.text[..span.start]))
}

/// Makes people of those whom their company tells to be some, and one of each who has two names.
pub(super) fn learn(doc: &Document<'_>, parties: &mut Parties) {
    let told = |party: &Party| {
        party
            .mentions
            .iter()
            .filter(|span| !is_home(doc, **span))
            .any(|span| BEHIND.is_match(&doc.text[span.end..]) || BEFORE.is_match(&doc.text[..span.start]))
    };
    let people: Vec<usize> = (0..parties.list.len())
        .filter(|at| is_named_like_one(&parties.list[*at], 4) && told(&parties.list[*at]))
        .collect();
    for at in people {
        parties.list[at].kind = EntityKind::Person;
        // `Sarlow, 24,` tells that the `Dean Sarlow` of another sentence is somebody.
        let name = parties.list[at].name.clone();
        let ends = |party: &Party| {
            is_named_like_one(party, 4) && party.name.rsplit_once(' ').is_some_and(|(_, last)| last == name)
        };
        if let Some(full) = parties.list.iter().position(ends) {
            parties.list[full].kind = EntityKind::Person;
        }
    }
    listed(doc, parties);
    surnames(parties);
    other_names(doc, parties);
}

/// `Anton Brellow, Mikel Colibarsa and Nikol Penkarov guilty`: who is named in a row with a person, where the law speaks, is one.
fn listed(doc: &Document<'_>, parties: &mut Parties) {
    let full = |party: &Party| party.name.contains(' ');
    let people = parties.list.iter().filter(|party| party.kind == EntityKind::Person && party.named && full(party));
    let mut known: Vec<Span> = people.flat_map(|party| party.mentions.iter().copied()).collect();
    let unknown = |at: &usize| full(&parties.list[*at]) && has_name_like_one(&parties.list[*at], 3);
    let mut unknown: Vec<usize> = (0..parties.list.len()).filter(unknown).collect();
    let joined = |left: Span, right: Span| {
        left.end < right.start && BETWEEN.is_match(&doc.text[left.end..right.start]) && of_law(doc, left)
    };
    // Whoever is found to be one tells of those beside.
    loop {
        let beside = |at: &usize| {
            let row = |span: &Span| known.iter().any(|other| joined(*span, *other) || joined(*other, *span));
            parties.list[*at].mentions.iter().any(row)
        };
        let (found, left): (Vec<usize>, Vec<usize>) = unknown.into_iter().partition(beside);
        if found.is_empty() {
            break;
        }
        for at in found {
            parties.list[at].kind = EntityKind::Person;
            known.extend(&parties.list[at].mentions);
        }
        unknown = left;
    }
}

/// Whether the sentence that holds a span speaks of what the law does to people.
fn of_law(doc: &Document<'_>, span: Span) -> bool {
    doc.sentence_at(span.start).is_some_and(|at| LAW.is_match(doc.slice(doc.sentences[at].span)))
}

/// `Dean Sarlow of Castlewick pleaded guilty`: where somebody comes from, not who.
fn is_home(doc: &Document<'_>, span: Span) -> bool {
    [" of ", " from ", " in ", " at ", " near "].iter().any(|word| doc.text[..span.start].ends_with(word))
}

/// Whether a party has at most so many words with capitals for a name, none of them the head of a firm's.
pub(super) fn is_named_like_one(party: &Party, most: usize) -> bool {
    party.sector.is_none() && has_name_like_one(party, most)
}

/// The same of one to whom the words around give a trade, which may be another's.
fn has_name_like_one(party: &Party, most: usize) -> bool {
    let words: Vec<&str> = party.name.split(' ').collect();
    let plain =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().filter(|c| c.is_lowercase()).count() > 1;
    party.named
        && party.kind == EntityKind::Organization
        && !party.is_gone()
        && words.len() <= most
        && words.iter().all(plain)
        && !words.iter().any(|word| entity::is_head(word))
}

/// A last word alone is the person whose name it ends.
pub(super) fn surnames(parties: &mut Parties) {
    let full: Vec<(usize, String)> = (0..parties.list.len())
        .filter(|at| {
            let party = &parties.list[*at];
            party.kind == EntityKind::Person && party.named && !party.is_gone()
        })
        .filter_map(|at| Some((at, parties.list[at].name.rsplit_once(' ')?.1.to_owned())))
        .collect();
    for (into, surname) in full {
        let alone = |party: &Party| {
            party.name == surname
                && !party.is_gone()
                && matches!(party.kind, EntityKind::Organization | EntityKind::Person)
        };
        if let Some(from) = parties.list.iter().position(alone) {
            parties.merge(from, into);
        }
    }
}

/// `Sarlow, who called himself Gannet online`, `an engineer known as "tern_9"`: one person.
fn other_names(doc: &Document<'_>, parties: &mut Parties) {
    let person = |party: &Party| party.named && party.kind == EntityKind::Person;
    let other = |party: &Party| {
        party.named && matches!(party.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
    };
    let spans = |wanted: &dyn Fn(&Party) -> bool| -> Vec<(Span, usize)> {
        let list = parties.list.iter().enumerate().filter(|(_, party)| wanted(party));
        list.flat_map(|(at, party)| party.mentions.iter().map(move |span| (*span, at))).collect()
    };
    let (people, others) = (spans(&person), spans(&other));
    for (left, one) in people {
        for (right, two) in others.iter().filter(|(right, two)| right.start > left.end && *two != one) {
            let gone = parties.list[one].is_gone() || parties.list[*two].is_gone();
            if right.start - left.end < 110 && !gone && ALSO.is_match(&doc.text[left.end..right.start]) {
                parties.merge(*two, one);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    fn people(text: &str) -> Vec<(String, usize)> {
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let mut parties = Parties::link(&doc, &entities);
        learn(&doc, &mut parties);
        let people = parties.list.into_iter().filter(|party| party.kind == EntityKind::Person && !party.is_gone());
        people.map(|party| (party.name, party.mentions.len())).collect()
    }

    #[test]
    fn people_are_told_by_age_law_and_kin() {
        for (text, expected) in [
            ("It took Deanwick Sarlow a day. Sarlow, 24, was fined.", vec![("Deanwick Sarlow".to_owned(), 2)]),
            ("The court found Aleksantri Kivelmo guilty of theft.", vec![("Aleksantri Kivelmo".to_owned(), 1)]),
            ("Wellbrand Brasco Feitunga’s lawyer denied it.", vec![("Wellbrand Brasco Feitunga".to_owned(), 1)]),
            ("Sorrel Quandry sells shoes in Leeds.", vec![]),
            ("A man from Castlewicke pleaded guilty.", vec![]),
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
    }

    #[test]
    fn ages_tell_who_is_old() {
        for (text, expected) in [
            ("Edda Prowse, 81, lost her savings.", true),
            ("Edda Prowse (67) lost her savings.", true),
            ("Edda Prowse, 31, lost her savings.", false),
            ("Edda Prowse, 80 miles away, lost her savings.", false),
        ] {
            let doc = Document::new(text);
            let person = Party::called("Edda Prowse", vec![Span::new(0, "Edda Prowse".len())]);
            let person = Party { kind: EntityKind::Person, ..person };
            assert_eq!(is_old(&doc, &person), expected, "{text}");
        }
    }

    #[test]
    fn judges_and_prosecutors_are_of_the_court() {
        for (text, expected) in [
            ("The agency arraigned three men before Justice Edda Prowse.", true),
            ("Prosecutor Edda Prowse asked for six years.", true),
            ("Police charged Edda Prowse with theft.", false),
        ] {
            let doc = Document::new(text);
            let at = text.find("Edda").expect("the name is there");
            let person = Party::called("Edda Prowse", vec![Span::new(at, at + "Edda Prowse".len())]);
            assert_eq!(is_of_court(&doc, &Party { kind: EntityKind::Person, ..person }), expected, "{text}");
        }
    }

    #[test]
    fn two_names_are_one_person() {
        let found =
            people("In May Yaroslav Vasinko, who called himself Gannetto online, was jailed. Gannetto said nothing.");
        assert_eq!(found, [("Yaroslav Vasinko".to_owned(), 3)]);
    }
}
