//! People who are only described: `a former employee`, `two men from Rijeka`, `an 18-year-old`. Whether they did it is judged
//! elsewhere; here they become parties, so that they can.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Mention;
use crate::extract::entity::{Entity, EntityKind};
use crate::text::{BlockKind, Document, Span, regex};

use super::{Parties, Party, Story, party};

/// What people who get into systems, or sell what lies in them, are: their work, their age, their tie to somebody.
const HEADS: &str = r"(?:employee|worker|staffer|staff\smember|engineer|contractor|subcontractor|freelancer|administrator|admin|developer|coder|programmer
    |executive|director|manager|clerk|accountant|cashier|teller|treasurer|official|officer|insider|student|senior|teenager|teen|youth|boy|girl
    |m[ae]n|wom[ae]n|couple|brother|sister|sibling|cousin|founder|consultant|operator|hacker|trader|national|citizen|nurse|doctor|assistant|teacher
    |trainee|intern|trainer|volunteer|contributor|tester|supervisor|salesman|analyst|specialist|researcher|agent|broker|soldier|lieutenant|minor|juvenile
    |suspect|collector|cleaner|guard|dispatcher|attendant|member|affiliate|partner|reseller|supplier|accomplice|defendant|mechanic|caretaker|lecturer
    |professor|lawyer|solicitor|moderator|reader|purser|packer|driver|secretary|auditor|courier|janitor|porter|pupil|nephew|niece|neighbou?r|schoolboy|schoolgirl|classmate|recruit
    |surgeon|vet|midwife|widow|widower|pensioner|retiree|grandmother|grandfather|mother|father|housewife|farmer|fisherman|grocer
    |importer|exporter|dealer|holder|investor|buyer|seller|jeweller|jeweler|baker|landlord|landlady|tenant|homeowner|householder|businessman|businesswoman|entrepreneur
    |actor|actress|author|novelist|writer|journalist|reporter|blogger|streamer|influencer|priest|pastor|vicar|nun|bishop|pilot|chef|cook|tailor|carpenter
    |plumber|builder|scaffolder|welder|trucker|architect|notary|surveyor|translator|hairdresser|colonel|veteran|postman|headmistress|principal
    |headteacher|counsellor|bricklayer|railwayman|sailor|seafarer|gardener|coach|referee|senator|lawmaker|candidate
    |taxpayer|traveller|holidaymaker|parishioner|saver|whale|player|gamer|victim|villager|person|people|persons|individual|duo|trio|pair
    |\p{Ll}{2,}[^l\W\d_]ist|\p{Ll}{3,}(?:ian|master|keeper|grower|smith|wright))s?";
/// `a former`, `two Ukrainian`: what stands before it.
const NUMBER: &str = r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|\d{1,2}|[Aa]nother|[Ii]ts|[Tt]heir)";
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    let heads = HEADS.replace(|c: char| c.is_whitespace(), "");
    let who = format!(
        r"(?:[\p{{L}}\d’'-]+\s){{0,4}}?(?:{heads}|[\p{{L}}\d-]+-year-olds?(?:\s(?:[\p{{L}}’'-]+\s){{0,2}}?{heads})?)"
    );
    regex(&format!(
        r"(?:^|[\s“‘(\x22—–-])(?<who>(?:(?:{NUMBER}\s{who}|(?:[Ff]ormer|[Ee]x)[\s-]{who})(?:\sand\s(?:{NUMBER})\s{who})?|{NUMBER}\s\p{{Lu}}\p{{L}}+(?:ans|ese|is|iards|ards|ons|eks|ks|ts|Thais|Czechs|Turks|Serbs|Croats))(?<tail>\s(?:(?:from|of)\s(?:the\s)?(?:\p{{Lu}}[\p{{L}}’'-]*(?:\s\p{{Lu}}[\p{{L}}’'-]*){{0,2}}|(?:[a-z]+\s)?nationality)|of\s\d{{2}}|aged\s\d{{2}}|in\s(?:his|her)\s\p{{L}}+))?)(?:[^\p{{L}}\d-]|$)"
    ))
});
/// A noun for one person, as titles have it.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    let heads = HEADS.replace(|c: char| c.is_whitespace(), "");
    regex(&format!(
        r"(?i)^(?:(?:an?|the|retired|elderly|former)\s)?(?:{})$",
        heads.strip_suffix("s?").unwrap_or(&heads)
    ))
});
static COUNTS: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^{NUMBER}\s")));
/// Words that no such phrase has inside.
const OUTSIDE: &[&str] = &[
    "of", "that", "the", "to", "and", "or", "in", "for", "on", "by", "with", "who", "which", "was", "were", "is",
    "are", "be", "been", "from", "at", "as", "said", "says", "has", "had", "have", "its", "their", "his", "her",
    "this", "these", "between", "into", "about", "than", "when", "after", "before", "per", "us", "we", "they", "it",
    "week", "month", "year", "day", "days", "weeks", "months", "years", "hours", "via", "not", "but", "because",
];
/// Whom things are said by and done to, far more often than that they do them.
const BYSTANDERS: &[&str] = &[
    "customer", "client", "user", "patient", "resident", "police officer", "chief executive", "security researcher",
    "security analyst", "spokesman", "spokeswoman", "spokesperson",
];

/// Nouns that alone say of nobody who it is.
const VAGUE: &[&str] =
    &["hacker", "person", "people", "individual", "member", "suspect", "defendant", "operator", "accomplice", "agent"];

/// Adds those who are described, each with every mention of the same words and with `the man`, where only one can be meant.
pub(super) fn learn(doc: &Document<'_>, entities: &[Mention<Entity>], parties: &mut Parties) {
    let mut found: Vec<Party> = Vec::new();
    for sentence in &doc.sentences {
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet | BlockKind::Title) {
            continue;
        }
        let text = doc.slice(sentence.span);
        for who in PEOPLE.captures_iter(text) {
            let Some(whole) = who.name("who") else { continue };
            let tail = who.name("tail");
            let core = &text[whole.start()..tail.map_or(whole.end(), |tail| tail.start())];
            let inner: Vec<&str> = core.split(' ').collect();
            let joined = core.split_once(" and ").is_some_and(|(_, rest)| counts(rest));
            let crosses = |word: &&str| OUTSIDE.contains(&word.to_lowercase().as_str()) && !(joined && *word == "and");
            if inner.iter().skip(1).any(crosses) || BYSTANDERS.iter().any(|noun| core.to_lowercase().contains(noun)) {
                continue;
            }
            // "a hacker", "one person": nobody yet.
            let one = ["a", "an", "one", "another", "its", "their"].contains(&inner[0].to_lowercase().as_str());
            if tail.is_none() && one && inner.len() == 2 && VAGUE.contains(&inner[1].trim_end_matches('s')) {
                continue;
            }
            let span = Span::new(sentence.span.start + whole.start(), sentence.span.start + whole.end());
            let named = |party: &Party| party.named && party.mentions.iter().any(|mention| mention.contains(span));
            if parties.list.iter().any(named) {
                continue;
            }
            let plain = plain(whole.as_str());
            if let Some(known) = found.iter_mut().find(|party| plain == self::plain(&party.name)) {
                known.mentions.push(span);
                continue;
            }
            let country = party::country_inside(entities, span);
            found.push(Party {
                country,
                named: false,
                titled: sentence.kind == BlockKind::Title,
                mentions: vec![span],
                ..Party::new(whole.as_str(), span, EntityKind::Person)
            });
        }
    }
    again(doc, &mut found);
    for mut party in found {
        party.mentions.sort();
        let known = |other: &&mut Party| {
            other.mentions.iter().any(|mention| party.mentions.iter().any(|own| own.contains(*mention)))
        };
        match parties.list.iter_mut().filter(|other| !other.named && other.kind == party.kind).find(known) {
            Some(other) => *other = party,
            None => parties.list.push(party),
        }
    }
    untitle(doc, parties);
}

/// `Pensioner loses savings` above `A 78-year-old woman from Harrogate handed over …`: the one person whom the lead introduces.
fn untitle(doc: &Document<'_>, parties: &mut Parties) {
    let Some(lead) = doc.lead() else { return };
    let title = |span: &Span| doc.sentence_at(span.start).is_some_and(|at| doc.sentences[at].kind == BlockKind::Title);
    let noun = |party: &Party| {
        !party.named
            && !party.plural
            && PERSON.is_match(&party.name)
            && !party.mentions.is_empty()
            && party.mentions.iter().all(title)
    };
    let introduced = |party: &Party| {
        !party.named
            && party.kind == EntityKind::Person
            && !is_several(&party.name)
            && party.mentions.first().is_some_and(|first| lead.contains(*first) && counts(doc.slice(*first)))
    };
    let nouns: Vec<usize> = (0..parties.list.len()).filter(|at| noun(&parties.list[*at])).collect();
    let people: Vec<usize> = (0..parties.list.len()).filter(|at| introduced(&parties.list[*at])).collect();
    if let (&[noun], &[person]) = (&nouns[..], &people[..]) {
        parties.merge(noun, person);
        parties.list[person].titled = true;
    }
}

/// Whether words begin with how many: `two women`.
fn counts(words: &str) -> bool {
    COUNTS.is_match(words)
}

/// The noun of a phrase: `employee` of `A former employee of the bank`.
pub(super) fn head(name: &str) -> &str {
    let end = [" of ", " from ", " in ", " and ", " who "]
        .iter()
        .filter_map(|word| name.find(word))
        .min()
        .unwrap_or(name.len());
    name[..end].rsplit([' ', '-']).next().unwrap_or(name)
}

/// `the student`, where one student is described.
fn again(doc: &Document<'_>, found: &mut [Party]) {
    let heads: Vec<String> = found.iter().map(|party| head(&party.name).to_lowercase()).collect();
    for (at, noun) in heads.iter().enumerate() {
        if heads.iter().filter(|other| *other == noun).count() > 1 {
            continue;
        }
        let phrase = format!("the {noun}");
        let from = found[at].span.end;
        let Some(rest) = doc.text.get(from..) else { continue };
        let spans = rest.match_indices(&phrase).map(|(start, _)| Span::new(start, start + phrase.len()));
        let whole = spans.filter(|span| span.stands_apart(rest, &['-']));
        found[at].mentions.extend(whole.map(|span| Span::new(from + span.start, from + span.end)));
    }
}

/// Where a place stands behind a phrase: `a shipbroker in Piraeus`.
static WHERE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^\s(?:in|from|at|near|outside|on)\s(?:the\s)?(?<place>\p{Lu}[\p{L}’'-]*(?:\s(?:(?:of|de|la|del|di|upon|am)\s)?\p{Lu}[\p{L}’'-]*){0,2})",
    )
});

/// What somebody makes, sells or is made of: `a wholesaler of flowers`, `a firm of solicitors`.
static OF: LazyLock<Regex> = LazyLock::new(|| regex(r"^\sof\s(?:\p{Ll}[\p{Ll}-]+\s){0,2}?\p{Ll}[\p{Ll}-]+[^s\W]s\b"));
/// Nouns that tell little without it.
const MAKERS: &[&str] = &[
    "maker", "manufacturer", "wholesaler", "chain", "firm", "seller", "supplier", "producer", "dealer", "importer",
    "exporter", "distributor", "retailer", "provider", "publisher",
];

/// Whether a party has no name and is told of for the first time, as one of its kind: `a shipbroker`, `two families`.
pub(super) fn is_introduced(story: &Story<'_>, party: &Party) -> bool {
    let Some(first) = party.mentions.first().filter(|_| !party.named) else { return false };
    let body = |at: usize| matches!(story.doc.sentences[at].kind, BlockKind::Body | BlockKind::Bullet);
    COUNTS.is_match(story.doc.slice(*first)) && story.doc.sentence_at(first.start).is_some_and(body)
}

/// The words of a party without a name and what it makes and the place behind them, where there are such.
pub fn placed(story: &Story<'_>, party: usize) -> Option<Span> {
    let party = &story.parties.list[party];
    let rest = story.doc.text.get(party.span.end..).filter(|_| is_introduced(story, party))?;
    let makes = OF.find(rest).filter(|_| MAKERS.contains(&head(&party.name)));
    let whole = Span::new(party.span.start, party.span.end + makes.map_or(0, |makes| makes.end()));
    let place = story.doc.text.get(whole.end..).and_then(|rest| WHERE.captures(rest)?.name("place"));
    let place = place.map(|place| Span::new(whole.end + place.start(), whole.end + place.end()));
    // "in March" says when.
    let dated = |place: &Span| story.mentions.dates.iter().any(|date| date.span.overlaps(*place));
    match place.filter(|place| !dated(place)) {
        Some(place) => Some(whole.cover(place)),
        None => makes.map(|_| whole),
    }
}

/// Whether a phrase means more than one: `two men`, `six people`, `students`.
pub(super) fn is_several(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    let one = matches!(first.as_str(), "a" | "an" | "one" | "another" | "the" | "its" | "their" | "former");
    !one && !first.starts_with("ex-")
}

/// How many a phrase means: 2 for `Two brothers from Leeds`.
pub(super) fn number(name: &str) -> Option<usize> {
    const NUMBERS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    NUMBERS.iter().position(|number| *number == first).map(|at| at + 2)
}

fn plain(name: &str) -> String {
    party::without_determiner(name, &["the ", "a ", "an ", "its ", "their "])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::extract::entity;
    use crate::pipeline::Pipeline;

    fn described(text: &str) -> Vec<String> {
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let mut parties = Parties::link(&doc, &entities);
        learn(&doc, &entities, &mut parties);
        parties
            .list
            .into_iter()
            .filter(|party| party.kind == EntityKind::Person && !party.named)
            .map(|party| party.name)
            .collect()
    }

    #[test]
    fn people_are_described_by_work_age_and_origin() {
        for (text, expected) in [
            ("A former payroll clerk took the files.", "A former payroll clerk"),
            ("Officers led away a 34-year-old man from Doetinchem.", "a 34-year-old man from Doetinchem"),
            ("A nineteen-year-old from Samsun did it.", "A nineteen-year-old from Samsun"),
            ("Among them is a 17-year-old.", "a 17-year-old"),
            ("Seven men and two women were led away.", "Seven men and two women"),
            ("Court tries three Bulgarians over the machines.", "three Bulgarians"),
            ("It was the work of two brothers.", "two brothers"),
            ("A retired orchardist from Shepparton paid.", "A retired orchardist from Shepparton"),
            ("Former contractor wiped the files.", "Former contractor"),
        ] {
            assert_eq!(described(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_victim_without_a_name_is_called_with_its_place() {
        let text = "Claims of the week\n\nThe exchange Quornex lost $4 million on 2 May 2021 when hackers drained its wallet.\n\n\
                    On 3 May 2021 hackers stole $5.1 million from a shipbroker in Piraeus. The thieves had sent a forged invoice.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let victims: Vec<&str> =
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.as_str()).collect();
        assert_eq!(victims, ["Quornex", "a shipbroker in Piraeus"]);
    }

    #[test]
    fn a_maker_without_a_name_is_called_with_what_it_makes() {
        let text = "Claims of the week\n\nThe exchange Quornex lost $4 million on 2 May 2021 when hackers drained its wallet.\n\n\
                    On 3 May 2021 hackers stole $5.1 million from a maker of medical devices in Piraeus. The thieves had sent a \
                    forged invoice.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let victims: Vec<&str> =
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.as_str()).collect();
        assert_eq!(victims, ["Quornex", "a maker of medical devices in Piraeus"]);
    }

    #[test]
    fn the_noun_of_a_title_means_the_one_whom_the_lead_introduces() {
        let text = "Pensioner loses £190,000 to fake police officers\n\nA 78-year-old woman from Harrogate handed over gold bars worth \
                    £190,000 after callers posing as detectives told her that her bank was under investigation.";
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let mut parties = Parties::link(&doc, &entities);
        learn(&doc, &entities, &mut parties);
        let woman = parties.list.iter().find(|party| party.name.starts_with("A 78")).expect("she is described");
        assert!(woman.titled && doc.slice(woman.mentions[0]) == "Pensioner", "{woman:?}");
    }

    #[test]
    fn the_noun_alone_means_the_one_who_was_described() {
        let doc = Document::new("A trainee copied it. The board said that the trainee had left.");
        let mut parties = Parties::default();
        learn(&doc, &[], &mut parties);
        assert_eq!(parties.list.len(), 1);
        assert_eq!(parties.list[0].mentions.len(), 2);
    }

    #[test]
    fn phrases_end_where_others_begin() {
        for text in [
            "It was the work of a hacker.",
            "A system that the company built for its customers.",
            "In a statement to the police officer in charge.",
            "It spoke of the 16 November and suspects a rival.",
        ] {
            assert_eq!(described(text), Vec::<String>::new(), "{text}");
        }
    }
}
