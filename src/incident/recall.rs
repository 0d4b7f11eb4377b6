//! What an article recalls: an earlier happening at the victim that it is about, `It is the second time in two years. In March 2018
//! …`, is an incident of its own.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{Draft, Story, chosen, salience, time};
use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Realis};
use crate::text::{BlockKind, regex};

/// Words that lead over to what happened before.
static CUE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)
          (?: \b(?: not | hardly | nor ) | n[’']t ) \s (?: \w+ \s )? (?: the | its | their | his | her | our ) \s first \b
        | \b (?: second | third | fourth | fifth ) \s (?: \w+ \s )?
          (?: time | attack | breach | incident | hack | hacking | theft | robbery | break-in | intrusion | accident | lapse | leak ) \b
        | \b (?: has | have | had | hasn[’']t | haven[’']t | was | were ) \s (?: \w+ \s ){0,3} before [.,:;?]
        | \b once \s before \b
        | \b (?: had | has | have ) \s already \s
          (?: lost | leaked | suffered | been \s (?: hit | hacked | robbed | attacked | breached | targeted ) ) \b
        | \b (?: an | its | their | the ) \s (?: earlier | previous ) \s
          (?: attack | breach | incident | hack | theft | robbery | break-in | intrusion | leak ) \b
        ",
    )
});

/// Days by which it lies before what the article is about.
const BEFORE: i32 = 28;
/// Sentences behind the words that lead over to it in which it may be told.
const BEHIND: usize = 1;

/// Adds the earlier incident of the main one's victim that the article recalls, with the events of its sentences.
pub(super) fn add(story: &Story<'_>, drafts: &mut Vec<Draft>) {
    let Some(main) = chosen::main(drafts) else { return };
    let victims = drafts[main].victims.clone();
    let Some(victim) = victims.first().copied().filter(|victim| story.parties.list[*victim].named) else { return };
    for sentence in 0..story.doc.sentences.len() {
        if !is_recalled(story, &drafts[main], victim, sentence) {
            continue;
        }
        let mut told = (0..drafts.len()).filter(|at| *at != main && drafts[*at].sentences.contains(&sentence));
        if let Some(at) = told.find(|at| !drafts[*at].victims.is_empty()) {
            drafts[at].recalled = drafts[at].victims.contains(&victim);
            continue;
        }
        let here = |event: &usize| story.events[*event].sentence == sentence;
        let (own, kept): (Vec<usize>, Vec<usize>) = drafts[main].events.iter().partition(|event| here(event));
        if kept.is_empty() {
            continue;
        }
        let draft = &mut drafts[main];
        draft.events = kept;
        draft.sentences.remove(&sentence);
        drafts.retain(|draft| !draft.victims.is_empty() || draft.sentences.iter().ne([&sentence]));
        let mut earlier = Draft::new();
        earlier.victims.clone_from(&victims);
        earlier.events = own;
        earlier.sentences.insert(sentence);
        earlier.judged = true;
        earlier.recalled = true;
        drafts.push(earlier);
        return;
    }
}

/// Whether a sentence tells of an earlier happening at a victim, and says so.
fn is_recalled(story: &Story<'_>, main: &Draft, victim: usize, sentence: usize) -> bool {
    let sentences = &story.doc.sentences;
    if !matches!(sentences[sentence].kind, BlockKind::Body | BlockKind::Bullet) {
        return false;
    }
    let cues = (sentence.saturating_sub(BEHIND)..=sentence)
        .filter(|at| sentences[*at].block == sentences[sentence].block)
        .filter(|at| CUE.is_match(story.doc.slice(sentences[*at].span)));
    let mut cues = cues.peekable();
    cues.peek().is_some()
        && is_earlier(story, main, sentence)
        && happened(story, sentence)
        && cues.all(|at| names_no_other(story, victim, at))
        && names_no_other(story, victim, sentence)
}

/// Whether it says that something of the kind happened.
fn happened(story: &Story<'_>, sentence: usize) -> bool {
    let told = story.events.iter().any(|event| event.sentence == sentence && event.realis == Realis::Actual);
    let facts = story.phrases[sentence]
        .items
        .iter()
        .any(|item| matches!(item.kind, ItemKind::Amount(_) | ItemKind::Data(_) | ItemKind::Nobody));
    told || facts && salience::speaks_of_crime(story, sentence)
}

/// Whether every date of a sentence lies well before the last day of which the main incident is told, or before publication.
fn is_earlier(story: &Story<'_>, main: &Draft, sentence: usize) -> bool {
    let own: BTreeSet<Date> = last_days(story, sentence).collect();
    let others = main.sentences.iter().filter(|at| **at != sentence);
    let last = others.flat_map(|at| last_days(story, *at)).max().into_iter().chain(story.doc.published).min();
    let Some((last, own)) = last.zip(own.last()) else { return false };
    (last - *own).get_days() > BEFORE
}

/// The last days of the dates of a sentence.
fn last_days(story: &Story<'_>, sentence: usize) -> impl Iterator<Item = Date> {
    let items = story.phrases[sentence].items.iter().enumerate();
    items.filter_map(move |(at, item)| match item.kind {
        ItemKind::Date(_) if time::is_of_the_law(&story.phrases[sentence], at) => None,
        ItemKind::Date(index) => story.dates[index].value.latest,
        _ => None,
    })
}

/// Whether a sentence names nobody else that could have been hit.
fn names_no_other(story: &Story<'_>, victim: usize, sentence: usize) -> bool {
    let named = story.parties.in_sentence(story.doc, sentence);
    named.contains(&victim)
        || named.iter().all(|party| {
            let party = &story.parties.list[*party];
            !party.named || !matches!(party.kind, EntityKind::Organization | EntityKind::Agency | EntityKind::Network)
        })
}

#[cfg(test)]
mod tests {
    use super::CUE;
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    fn victims(text: &str) -> Vec<String> {
        let published = Some("2021-06-10".parse().expect("a day"));
        let article = Article { id: "t".into(), text: text.into(), published, ..Article::default() };
        let record = Pipeline::new().record(&article);
        record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.clone()).collect()
    }

    const NEWS: &str = "Quornex robbed\n\nThe crypto exchange Quornex lost $4 million on 3 June 2021 when hackers drained its hot \
                        wallet, the company said. Trading at Quornex has been suspended.\n\n";

    #[test]
    fn words_lead_over_to_what_happened_before() {
        for text in [
            "It is the second time in three years.",
            "It was not its first accident.",
            "Quornex has been robbed before.",
            "In June Quornex had already lost $6 million.",
        ] {
            assert!(CUE.is_match(text), "{text}");
        }
        for text in ["The first theft was small.", "The breach happened before the firm was sold."] {
            assert!(!CUE.is_match(text), "{text}");
        }
    }

    #[test]
    fn what_happened_to_another_is_not_its_own() {
        let found = victims(&format!(
            "{NEWS}It is not the first theft of the kind. In March 2018 thieves stole $9 million from Peckwell Trade."
        ));
        assert_eq!(found.iter().filter(|victim| *victim == "Quornex").count(), 1, "{found:?}");
    }
}
