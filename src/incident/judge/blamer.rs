//! Who accuses an attacker in so many words: `the ministry blamed X`, `the agency believes that X was behind it`, `X was accused by
//! the police`. What stands in the text like this needs no weighing.

use super::super::Story;
use super::super::source::Source;
use crate::extract::event::{ItemKind, Phrase};

/// Verbs whose object is who did it.
const BLAME: &[&str] = &[
    "blamed", "blames", "blame", "accused", "accuses", "accuse", "attributed", "attributes", "attribute", "suspects",
    "suspect", "suspected", "ascribed", "ascribes", "fingered", "tied", "ties", "linked", "links", "pinned", "pins",
    "identified", "identifies", "charged", "charges", "indicted", "indicts",
];
/// Verbs whose clause tells it.
const SAY: &[&str] = &[
    "said", "says", "say", "believes", "believe", "believed", "thinks", "think", "concluded", "concludes", "confirmed",
    "confirms", "determined", "announced", "alleges", "allege", "alleged", "assesses", "assessed", "stated", "states",
    "established", "found", "reckons", "reckon", "supposes", "insists", "declared",
];
/// Words of a clause which say that somebody did it.
const GUILT: &[&str] = &["behind", "responsible", "culprit", "perpetrator", "author"];
/// How far behind the verb the attacker may stand, and the words of guilt behind the attacker.
const REACH: usize = 14;
const NEAR: usize = 4;

/// The first and last item of every mention of a party in a sentence.
fn places(story: &Story<'_>, phrase: &Phrase, party: usize) -> Vec<(usize, usize)> {
    let bounds = story.doc.sentences[phrase.sentence].span;
    let mentions = story.parties.list[party].mentions.iter().filter(|span| bounds.contains(**span));
    mentions.filter_map(|span| Some((phrase.item_at(span.start)?, phrase.item_at(span.end - 1)?))).collect()
}

/// Who accuses the attacker in a sentence, by its sources.
pub(super) fn blamers(story: &Story<'_>, phrase: &Phrase, sources: &[Source], attacker: usize) -> Vec<usize> {
    let places = places(story, phrase, attacker);
    let accuses = |source: &&Source| {
        source.party != attacker && places.iter().any(|place| accuses(phrase, source, *place, sources))
    };
    let mut found: Vec<usize> = Vec::new();
    for source in sources.iter().filter(accuses) {
        if !found.contains(&source.party) {
            found.push(source.party);
        }
    }
    found
}

/// Whether the verb of a source accuses who is named at `place`.
fn accuses(phrase: &Phrase, source: &Source, place: (usize, usize), sources: &[Source]) -> bool {
    let (first, last) = place;
    let word = phrase.word(Some(source.verb));
    let negated = (1..=3).any(|back| {
        matches!(phrase.word(source.verb.checked_sub(back)), "not" | "never" | "nobody" | "neither" | "falsely")
    });
    if negated {
        return false;
    }
    // `X is accused by the police`: the source stands behind its verb.
    if source.first > source.verb {
        return BLAME.contains(&word) && last < source.verb && source.verb - last < NEAR;
    }
    if first <= source.verb || first - source.verb > REACH || broken(phrase, source.verb, first, sources) {
        return false;
    }
    if BLAME.contains(&word) {
        return true;
    }
    let guilt = |words: &[usize]| words.iter().any(|at| GUILT.contains(&phrase.word(Some(*at))));
    let after: Vec<usize> = (last + 1..=last + NEAR).collect();
    let work = phrase.word(first.checked_sub(1)) == "of" && phrase.word(first.checked_sub(2)) == "work"
        || phrase.word(first.checked_sub(1)) == "the"
            && phrase.word(first.checked_sub(2)) == "of"
            && phrase.word(first.checked_sub(3)) == "work";
    SAY.contains(&word) && (guilt(&after) || work)
}

/// Whether something stands between a verb and what follows that begins another thought.
fn broken(phrase: &Phrase, verb: usize, to: usize, sources: &[Source]) -> bool {
    let mark =
        |at: usize| phrase.items[at].kind == ItemKind::Mark && matches!(phrase.items[at].low.as_str(), ";" | ":");
    let another = sources.iter().any(|other| other.verb > verb && other.verb < to);
    another || (verb + 1..to).any(mark)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn who_accuses_in_so_many_words_is_the_source() {
        let pipeline = Pipeline::new();
        let hack = "Exchange robbed\n\nHackers stole $4 million from the crypto exchange Quornex in May 2021.";
        for (text, expected) in [
            (
                "Two blockchain analysis companies attributed the theft to the Lazarus Group.",
                "Two blockchain analysis companies",
            ),
            ("Quornex confirmed it on Monday. It blamed the Lazarus Group.", "Quornex"),
            ("Ivo Brandl, 41, is accused by the government of having stolen the money.", "the government"),
        ] {
            let article = Article { id: "t".into(), text: format!("{hack} {text}"), ..Article::default() };
            let record = pipeline.record(&article);
            let told = record.incidents.into_iter().take(1).flat_map(|incident| incident.attribution);
            let by: Vec<String> = told.filter_map(|claim| claim.by).collect();
            assert_eq!(by, [expected], "{text}");
        }
    }
}
