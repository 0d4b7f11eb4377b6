//! Who says that they did not do it: `Moscow rejected the accusation`, `his lawyer calls the charges absurd`, `She pleaded not guilty`.

use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::record::Stance;
use crate::text::{BlockKind, Span};

use super::{Claim, Draft, Story, attribution, party, source};

/// Verbs that deny by themselves.
const DENY: &[&str] = &[
    "denied", "denies", "deny", "rejected", "rejects", "reject", "dismissed", "dismisses", "disowned", "disowns",
    "disputed", "disputes", "refuted", "refutes",
];
/// What is rejected and dismissed but accuses nobody.
const OFFERS: &[&str] = &[
    "offer", "demand", "demands", "ransom", "bail", "appeal", "plea", "motion", "employee", "worker", "bid", "request",
    "payment", "access", "entry", "him", "her",
];
/// Verbs by which something is called baseless.
const CALL: &[&str] = &["called", "calls", "calling", "branded", "brands", "spoke", "speaks", "considers", "described"];
/// What an accusation is called by those whom it does not please.
const BASELESS: &[&str] = &[
    "baseless", "slander", "slanderous", "fabricated", "fabrication", "fabrications", "absurd", "nonsense", "lie",
    "lies", "groundless", "unfounded", "invented", "invention", "smear", "ridiculous", "propaganda", "untrue", "false",
    "malicious", "fantasy",
];
/// Verbs of saying, before what is denied in other words.
const SAY: &[&str] = &[
    "said", "says", "say", "insists", "insisted", "maintains", "maintained", "told", "tells", "wrote", "writes",
    "claims", "claimed", "protests", "protested", "swears", "swore", "declared", "replied", "added",
];
/// What they say.
const NOTHING: &[&str] = &[
    "nothing to do with", "not behind", "not involved", "no part in", "no hand in", "no role in", "innocent",
    "innocence", "not responsible", "did not do it", "had not done it", "never touched",
];
/// All who are accused.
const ALL: &[&str] = &[
    "they", "both", "all", "each", "two", "three", "four", "pair", "duo", "trio", "men", "women", "couple", "brothers",
    "sisters", "siblings", "defendants", "suspects", "accused",
];
/// Who speaks for the accused.
const LAWYERS: &[&str] = &[
    "lawyer", "lawyers", "attorney", "counsel", "solicitor", "barrister", "defence", "defense", "defender", "advocate",
];
/// Who speaks for a state.
const ENVOYS: &[&str] = &["embassy", "mission", "commission", "consulate", "ambassador"];
const SPOKESMEN: &[&str] =
    &["spokesman", "spokeswoman", "spokesperson", "minister", "ambassador", "embassy", "envoy", "official"];

/// A denial in a sentence.
struct Denial<'a> {
    sentence: usize,
    phrase: &'a Phrase,
    /// The item of its verb.
    verb: usize,
}

/// Adds what a sentence denies of the attackers of a draft.
pub(super) fn add(story: &Story<'_>, draft: &mut Draft, sentence: usize) {
    for denial in denials(story, sentence) {
        for (attacker, by) in whom(story, draft, &denial) {
            push(story, draft, sentence, attacker, by);
        }
    }
}

/// Adds the denials of all sentences once it is settled who is accused: to the incident that the sentence is about, or else to the
/// first whose attacker denies.
pub(super) fn settle(story: &Story<'_>, drafts: &mut [Draft], focus: &[Option<usize>]) {
    let (titles, text): (Vec<usize>, Vec<usize>) =
        (0..story.phrases.len()).partition(|at| story.doc.sentences[*at].kind == BlockKind::Title);
    // The text tells who denies better than its title.
    for sentence in text.into_iter().chain(titles) {
        for denial in denials(story, sentence) {
            let meant = drafts.iter().enumerate().map(|(at, draft)| (at, whom(story, draft, &denial)));
            let meant: Vec<(usize, Vec<(usize, usize)>)> = meant.filter(|(_, meant)| !meant.is_empty()).collect();
            let about = meant.iter().find(|(at, _)| focus[sentence] == Some(*at)).or(meant.first());
            if let Some(&(at, ref denied)) = about {
                denied.iter().for_each(|(attacker, by)| push(story, &mut drafts[at], sentence, *attacker, *by));
            }
        }
    }
}

fn push(story: &Story<'_>, draft: &mut Draft, sentence: usize, attacker: usize, by: usize) {
    // Who denies that somebody did it says nothing else of it.
    draft.claims.retain(|known| {
        known.attacker != attacker || known.by != Some(by) || matches!(known.stance, Stance::Denied | Stance::Claimed)
    });
    if !draft.claims.iter().any(|known| known.attacker == attacker && known.stance == Stance::Denied) {
        let span = story.doc.sentences[sentence].span;
        draft.claims.push(Claim { attacker, by: Some(by), stance: Stance::Denied, span });
    }
}

fn denials<'a>(story: &'a Story<'_>, sentence: usize) -> Vec<Denial<'a>> {
    let phrase = &story.phrases[sentence];
    let whole = story.doc.sentences[sentence].span;
    (0..phrase.items.len())
        .filter(|verb| denies(story, phrase, whole, *verb))
        .map(|verb| Denial { sentence, phrase, verb })
        .collect()
}

/// Whether item `verb` denies something.
fn denies(story: &Story<'_>, phrase: &Phrase, whole: Span, verb: usize) -> bool {
    let word = phrase.word(Some(verb));
    let before =
        |words: &[&str], reach: usize| (1..=reach).any(|back| words.contains(&phrase.word(verb.checked_sub(back))));
    let after = |words: &[&str], reach: usize| {
        (1..=reach)
            .map(|ahead| phrase.word(Some(verb + ahead)))
            .take_while(|word| *word != ";")
            .any(|word| words.contains(&word))
    };
    if pleads(phrase, verb) {
        return true;
    }
    if DENY.contains(&word) {
        let passive = before(&["was", "were", "been", "is", "are", "be"], 1);
        return !passive && !before(&["not", "neither", "nor", "never"], 3) && !after(OFFERS, 3);
    }
    if CALL.contains(&word) {
        return after(BASELESS, 14);
    }
    SAY.contains(&word) && {
        let rest = attribution::lower(
            story,
            Span::new(phrase.items[verb].span.end, whole.end.max(phrase.items[verb].span.end)),
        );
        NOTHING.iter().any(|words| rest.contains(words))
    }
}

fn pleads(phrase: &Phrase, verb: usize) -> bool {
    phrase.word(Some(verb + 1)) == "not" && phrase.word(Some(verb + 2)) == "guilty"
}

/// Which attackers of the draft a denial is about, each with who denies.
fn whom(story: &Story<'_>, draft: &Draft, denial: &Denial<'_>) -> Vec<(usize, usize)> {
    let person = |party: &usize| story.parties.list[*party].kind == EntityKind::Person;
    let persons: Vec<usize> = draft.attackers.iter().copied().filter(person).collect();
    let opening = &denial.phrase.items[..denial.verb];
    let several = opening.iter().rev().take(4).any(|item| ALL.contains(&item.low.as_str()));
    if several && persons.len() > 1 {
        return persons.into_iter().map(|person| (person, person)).collect();
    }
    one(story, draft, denial, &persons).into_iter().collect()
}

/// The same of a denial of one of them.
fn one(story: &Story<'_>, draft: &Draft, denial: &Denial<'_>, persons: &[usize]) -> Option<(usize, usize)> {
    let Denial { sentence, phrase, verb } = denial;
    let only = persons.first().copied().filter(|_| persons.len() == 1);
    let speaker = source::before(story, phrase, *verb).map(|source| source.party);
    if let Some(own) = speaker.filter(|party| draft.attackers.contains(party)) {
        return Some((own, own));
    }
    let opening = &phrase.items[..*verb];
    let holds = |words: &[&str]| opening.iter().any(|item| words.contains(&item.low.as_str()));
    if holds(LAWYERS) {
        let here = story.parties.in_sentence(story.doc, *sentence);
        let accused = persons.iter().copied().find(|person| here.contains(person)).or(only)?;
        return Some((accused, speaker.unwrap_or(accused)));
    }
    // In court it is the accused who pleads.
    let pronoun = opening
        .iter()
        .rev()
        .take(4)
        .any(|item| item.kind == ItemKind::Pronoun && matches!(item.low.as_str(), "he" | "she"));
    if pleads(phrase, *verb) || pronoun && speaker.is_none() {
        return only.map(|accused| (accused, accused));
    }
    let by = speaker.filter(|party| !draft.victims.contains(party))?;
    state(story, draft, phrase, *verb, by).map(|attacker| (attacker, by))
}

/// The attacker for which `by` speaks as a state does for itself, its services and those who work for it.
fn state(story: &Story<'_>, draft: &Draft, phrase: &Phrase, verb: usize, by: usize) -> Option<usize> {
    let list = &story.parties.list;
    let speaker = &list[by];
    let low = speaker.name.to_lowercase();
    let names = |words: &[&str]| low.split(' ').any(|word| words.contains(&word));
    let opening = &phrase.items[..verb];
    let country = match speaker.kind {
        EntityKind::Country | EntityKind::Agency | EntityKind::Organization | EntityKind::Descriptor => speaker.country,
        EntityKind::Person if opening.iter().any(|item| SPOKESMEN.contains(&item.low.as_str())) => {
            let start = opening.first()?.span.start;
            let end = opening.last()?.span.end;
            party::country_inside(&story.mentions.entities, Span::new(start, end))
        }
        _ => return None,
    };
    let envoy = country.is_none() && names(ENVOYS);
    let fits = |attacker: &&usize| {
        let other = &list[**attacker];
        other.kind != EntityKind::Person
            && other.country.is_some()
            && (envoy || country.is_some() && other.country == country)
    };
    let state = |attacker: &&usize| list[**attacker].kind == EntityKind::Country;
    let mut fitting = draft.attackers.iter().filter(fits);
    draft.attackers.iter().filter(fits).find(state).or_else(|| fitting.next()).copied()
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::Stance;

    #[test]
    fn the_accused_and_who_speaks_for_them_deny() {
        let pipeline = Pipeline::new();
        let hack = "Exchange robbed\n\nHackers stole $4 million from the crypto exchange Quornex in May 2021.";
        for (text, expected) in [
            ("Chainalysis believes that North Korea was behind it. Pyongyang denied that.", vec!["Pyongyang"]),
            (
                "The FBI blamed Russia for the theft. The Russian embassy called the accusation baseless.",
                vec!["The Russian embassy"],
            ),
            ("The FBI blamed Iran for the theft. Tehran said that it had nothing to do with it.", vec!["Tehran"]),
            ("Prosecutors charged Ivo Brandl, 41, with the theft. He denies the charges.", vec!["Ivo Brandl"]),
            ("The FBI blamed Iran for the theft. Quornex denied that customers lost money.", vec![]),
            ("Prosecutors charged Ivo Brandl, 41, with the theft. He was denied bail.", vec![]),
            (
                "Police charged Ivo Brandl, 41, and Edda Marlow, 38, with the theft. They pleaded not guilty.",
                vec!["Ivo Brandl", "Edda Marlow"],
            ),
        ] {
            let article = Article { id: "t".into(), text: format!("{hack} {text}"), ..Article::default() };
            let record = pipeline.record(&article);
            let told = record.incidents.into_iter().take(1).flat_map(|incident| incident.attribution);
            let denied: Vec<String> =
                told.filter(|claim| claim.stance == Stance::Denied).filter_map(|claim| claim.by).collect();
            assert_eq!(denied, expected, "{text}");
        }
    }

    #[test]
    fn who_denies_says_nothing_else_of_it() {
        let text = "Norway blames China for spying on ferry operator\n\nOSLO - A group called Salt Petrel had access to the network of ferry \
                    operator Nordfjord Ruter from January 2025, Norway's security service said on Friday, blaming China. It copied crew lists. \
                    China's embassy in Oslo called the accusation \"pure invention\".";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let told = record.incidents.into_iter().flat_map(|incident| incident.attribution);
        let embassy = told.filter(|claim| claim.by.as_ref().is_some_and(|by| by.contains("embassy")));
        assert_eq!(embassy.map(|claim| claim.stance).collect::<Vec<_>>(), [Stance::Denied]);
    }
}
