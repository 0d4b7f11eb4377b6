//! Makes a series of every figure that the text counts: of what the weights found as one already, of the incident of nobody that its
//! sentence tells, or a new one.

use std::collections::BTreeSet;

use super::super::draft::RoledAmount;
use super::super::tally::{self, Tally};
use super::super::{Draft, Story, distinct, time};
use super::Filled;
use crate::record::{AmountRole, Scope};
use crate::text::BlockKind;

/// Finds the figures of an article and gives each its series.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    for tally in tally::all(story) {
        let at = owner(story, filled, &tally);
        take(story, filled, &tally, at);
        fill(story, filled, &tally, at);
        filled.tallies.insert(at);
    }
}

/// The series that tells a figure, or a draft that becomes it.
fn owner(story: &Story<'_>, filled: &mut Filled, tally: &Tally) -> usize {
    let known = filled.drafts.iter().position(|draft| draft.scope == Scope::Series && tells(story, draft, tally));
    known.or_else(|| filled.drafts.iter().position(|draft| is_nobodys(story, filled, draft, tally))).unwrap_or_else(
        || {
            filled.drafts.push(Draft::new());
            filled.drafts.len() - 1
        },
    )
}

/// Whether a series is of this figure: it counts as many, or it took the same and counts nothing else.
fn tells(story: &Story<'_>, draft: &Draft, tally: &Tally) -> bool {
    match (draft.attacks, tally.count) {
        (Some((attacks, _)), Some((count, _))) => attacks.value == count.value,
        _ => {
            let same = |sum: usize| draft.amounts.iter().any(|own| distinct::same_sum(story, own.amount, sum));
            tally.sum.is_some_and(|(sum, _)| same(sum))
                || tally.count.is_some_and(|(_, count)| draft.affected.contains(&count))
        }
    }
}

/// Whether a single incident is no more than a figure: it has no victim with a name that was hit, and is told by nothing but the
/// sentence of the figure and the title.
fn is_nobodys(story: &Story<'_>, filled: &Filled, draft: &Draft, tally: &Tally) -> bool {
    let unhit = |victim: &usize| !story.parties.list[*victim].named && !filled.is_hit(*victim);
    let told =
        |sentence: &usize| *sentence == tally.sentence || story.doc.sentences[*sentence].kind == BlockKind::Title;
    draft.scope == Scope::Single
        && draft.victims.iter().all(unhit)
        && draft.sentences.contains(&tally.sentence)
        && draft.sentences.iter().all(told)
}

/// Takes the numbers of a figure from all other drafts.
fn take(story: &Story<'_>, filled: &mut Filled, tally: &Tally, at: usize) {
    let sum = |amount: usize| tally.sum.is_some_and(|(own, _)| distinct::same_sum(story, own, amount));
    for (of, draft) in filled.drafts.iter_mut().enumerate() {
        if of != at {
            draft.amounts.retain(|own| !sum(own.amount) && !own.partner.is_some_and(sum));
            draft.affected.retain(|count| tally.count.is_none_or(|(_, own)| own != *count));
        }
    }
}

/// Gives a series what its figure tells.
fn fill(story: &Story<'_>, filled: &mut Filled, tally: &Tally, at: usize) {
    let told: BTreeSet<usize> = [tally.sentence].into_iter().chain(tally.sum.map(|(_, sentence)| sentence)).collect();
    let known: BTreeSet<usize> = filled.drafts.iter().flat_map(|draft| draft.attackers.iter().copied()).collect();
    let main = filled.main().map(|main| filled.drafts[main].types.clone()).unwrap_or_default();
    let draft = &mut filled.drafts[at];
    draft.scope = Scope::Series;
    if let Some((quantity, count)) = tally.count {
        draft.attacks = draft.attacks.or(Some((quantity, story.mentions.amounts[count].span)));
        draft.affected.retain(|own| *own != count);
    }
    draft.sentences.extend(&told);
    draft.victims.retain(|victim| story.parties.list[*victim].plural);
    if let Some((amount, sentence)) = tally.sum
        && draft.amounts.iter().all(|own| !distinct::same_sum(story, own.amount, amount))
    {
        draft.amounts.push(RoledAmount { amount, role: AmountRole::Stolen, sentence, partner: None });
    }
    if draft.time.is_none() {
        draft.time = tally.date.map(|date| time::of(story, date));
    }
    let here = story.parties.in_sentence(story.doc, tally.sentence);
    let blamed: Vec<usize> =
        here.into_iter().filter(|party| known.contains(party) && !draft.attackers.contains(party)).collect();
    draft.attackers.extend(blamed);
    draft.types.extend(&tally.kinds);
    if draft.types.is_empty() {
        draft.types = filled.choice.kinds_of(story, &told);
    }
    // `46 attacks on state bodies`: of the kinds that the article is about.
    if draft.types.is_empty() {
        draft.types = main;
    }
    for sentence in told {
        if !story.parties.in_sentence(story.doc, sentence).iter().any(|party| filled.is_hit(*party)) {
            filled.focus[sentence] = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::{Incident, Scope};

    fn series(text: &str) -> Vec<Incident> {
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let incidents = Pipeline::new().record(&article).incidents;
        incidents.into_iter().filter(|incident| incident.scope == Scope::Series).collect()
    }

    fn counts(text: &str) -> Vec<String> {
        let counts = series(text).into_iter().filter_map(|whole| Some(whole.attacks?.value.to_string()));
        let mut counts: Vec<String> = counts.collect();
        counts.sort_unstable();
        counts
    }

    #[test]
    fn a_figure_of_a_statistic_is_a_series() {
        let text = "Invoice fraud cost firms 9.4 million euros last year\n\nFraudsters stole 9.4 million euros from firms in 212 cases of \
                    invoice fraud in 2021.\n\nThe toolmaker Quornex Tools lost 310,000 euros on 4 May 2021 when fraudsters changed an \
                    invoice.";
        assert_eq!(counts(text), ["212"]);
    }

    #[test]
    fn shares_and_single_incidents_are_no_statistics() {
        let text = "Exchange robbed\n\nThe crypto exchange Quornex lost $52 million on 3 February 2024 when hackers drained its wallet. \
                    In nine of ten cases such coins are never found.";
        assert!(counts(text).is_empty());
    }
}
