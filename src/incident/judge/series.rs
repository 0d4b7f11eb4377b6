//! Which numbers are of several incidents together: how many there were, and what they took or hit in all. Those that are make a
//! series, beside the single incidents of the article.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::{Add, Seen, Spans, Table, few, length, listed, listed_spans, sum};
use super::super::draft::RoledAmount;
use super::super::{Draft, Story, distinct};
use super::{Filled, Signs, count};
use crate::extract::amount::Amount;
use crate::record::{AmountRole, Scope};
use crate::text::BlockKind;

static SERIES: LazyLock<Table> =
    LazyLock::new(|| Table::new("series", include_str!("../../../models/choosers/series.tsv")));

/// The classes: how many incidents, and what is of all of them together.
const ATTACKS: &str = "attacks";

/// A number and what speaks for it as one of a series.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// How the text says it.
    pub words: String,
    /// Currencies or tickers, and how much.
    pub values: Vec<(String, Decimal)>,
    /// How many, where it is a count.
    pub value: Option<Decimal>,
    /// Where, in bytes.
    pub spans: Spans,
    /// Its signs.
    pub signs: Signs,
}

/// A sum or a count, where it stands.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Sum(sum::At),
    Count(count::At),
}

impl Number {
    /// Its index.
    pub(super) fn amount(self) -> usize {
        match self {
            Self::Sum(at) => at.amount,
            Self::Count((amount, ..)) => amount,
        }
    }

    /// How many, where it is a count.
    pub(super) fn counted(self, story: &Story<'_>) -> Option<Decimal> {
        match &story.mentions.amounts[self.amount()].value {
            Amount::Count { quantity, .. } => Some(quantity.value),
            _ => None,
        }
    }

    /// Where it stands.
    pub(super) fn sentence(self) -> usize {
        match self {
            Self::Sum(at) => at.sentence,
            Self::Count((_, sentence, _)) => sentence,
        }
    }
}

/// All sums, and all counts.
pub(super) struct Numbers {
    sums: Vec<sum::At>,
    counts: Vec<count::At>,
}

impl Numbers {
    /// Those of an article.
    pub(super) fn of(story: &Story<'_>) -> Self {
        Self { sums: sum::candidates(story), counts: count::candidates(story) }
    }

    /// Sums first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Number> {
        self.sums.iter().copied().map(Number::Sum).chain(self.counts.iter().copied().map(Number::Count))
    }

    fn signs(&self, story: &Story<'_>, filled: &Filled, number: Number, add: Add<'_>) {
        let sentence = number.sentence();
        let hit = filled.victim(sentence);
        match number {
            Number::Sum(at) => sum::signs(story, &self.sums, at, hit, add),
            Number::Count(at) => {
                add("is", "a count");
                count::signs(story, &self.counts, at, hit, add);
            }
        }
        let here = story.parties.in_sentence(story.doc, sentence);
        add("hit here", few(here.iter().filter(|party| filled.is_hit(**party)).count()));
        add("hit", few(filled.hit()));
        let span = story.doc.sentences[sentence].span;
        for date in story.dates.iter().filter(|date| span.contains(date.span)) {
            add("dated", length(&date.value));
        }
        filled.signs(story, sentence, add);
        if filled.drafts.iter().any(|draft| draft.scope == Scope::Series && draft.sentences.contains(&sentence)) {
            add("by rule", "of a series");
        }
    }

    fn seen(story: &Story<'_>, number: Number) -> Seen {
        story.seen([story.mentions.amounts[number.amount()].span])
    }
}

/// Every number with its signs.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let all = Numbers::of(story);
    let observed = |number: Number| {
        let amount = &story.mentions.amounts[number.amount()];
        Judged {
            words: story.doc.slice(amount.span).to_owned(),
            values: sum::values(&amount.value),
            value: number.counted(story),
            spans: listed_spans([amount.span]),
            signs: listed(|add| all.signs(story, filled, number, add)),
        }
    };
    all.iter().map(observed).collect()
}

/// From what score on a number is of a series.
const ENOUGH: f64 = -0.5;

/// Makes a series of the numbers that are of one: of an incident without a victim of its own that the sentence of the likeliest
/// tells, or a new one. What is of a series is of no single incident.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let all = Numbers::of(story);
    let judged = all.iter().map(|number| {
        let (class, score) =
            SERIES.likeliest(&Numbers::seen(story, number), |add| all.signs(story, filled, number, add));
        (number, class == ATTACKS, score)
    });
    let mut numbers: Vec<(Number, bool, f64)> = judged.filter(|(.., score)| *score > ENOUGH).collect();
    numbers.sort_by(|left, right| right.1.cmp(&left.1).then(right.2.total_cmp(&left.2)));
    let Some((seed, _, score)) = numbers.first().copied() else { return };
    for (number, ..) in &numbers {
        let same = |amount: usize| distinct::same_sum(story, amount, number.amount());
        for draft in filled.drafts.iter_mut().filter(|draft| draft.scope == Scope::Single) {
            draft.amounts.retain(|sum| !same(sum.amount) && !sum.partner.is_some_and(same));
            draft.affected.retain(|count| *count != number.amount());
        }
    }
    numbers.retain(|(number, ..)| belongs(story, seed, *number));
    let told: BTreeSet<usize> = numbers.iter().map(|(number, ..)| number.sentence()).collect();
    let at = series(story, filled, seed.sentence(), &told);
    filled.series = Some((at, score));
    let draft = &mut filled.drafts[at];
    draft.scope = Scope::Series;
    draft.sentences.extend(&told);
    for (number, attacks, _) in numbers {
        let amount = number.amount();
        match (number, &story.mentions.amounts[amount].value) {
            (Number::Count(_), Amount::Count { quantity, .. }) if attacks => {
                let span = story.mentions.amounts[amount].span;
                if draft.attacks.is_none() {
                    draft.attacks = Some((*quantity, span));
                    let counted = story.party_at(span).filter(|party| story.parties.list[*party].plural);
                    draft.victims = draft.victims.drain(..).chain(counted).collect();
                    draft.victims.dedup();
                }
            }
            (Number::Count(_), _) if !draft.affected.contains(&amount) => draft.affected.push(amount),
            (Number::Sum(at), _) if draft.amounts.iter().all(|sum| sum.amount != amount) => {
                let role = AmountRole::Stolen;
                draft.amounts.push(RoledAmount { amount, role, sentence: at.sentence, partner: None });
            }
            _ => {}
        }
    }
    let known: BTreeSet<usize> = filled.drafts.iter().flat_map(|draft| draft.attackers.iter().copied()).collect();
    let draft = &mut filled.drafts[at];
    let named = draft.sentences.iter().flat_map(|sentence| story.parties.in_sentence(story.doc, *sentence));
    let attackers: BTreeSet<usize> =
        named.filter(|party| known.contains(party) && !draft.attackers.contains(party)).collect();
    draft.attackers.extend(attackers);
    if draft.types.is_empty() {
        draft.types = filled.choice.kinds_of(story, &told);
    }
    // A sentence that names no victim tells of the series.
    for sentence in told {
        if !story.parties.in_sentence(story.doc, sentence).iter().any(|party| filled.is_hit(*party)) {
            filled.focus[sentence] = Some(at);
        }
    }
}

/// Whether a number is of the series of another: told beside it or in the title, or the same once more.
fn belongs(story: &Story<'_>, seed: Number, other: Number) -> bool {
    let (left, right) = (seed.sentence(), other.sentence());
    let titled = |sentence: usize| story.doc.sentences[sentence].kind == BlockKind::Title;
    let again = distinct::same_sum(story, seed.amount(), other.amount())
        || distinct::repeats(
            &story.mentions.amounts[seed.amount()].value,
            &story.mentions.amounts[other.amount()].value,
        );
    left.abs_diff(right) <= 1 || titled(left) || titled(right) || again
}

/// The draft of the series that a sentence tells: a series already, one without a victim of its own, or a new one.
fn series(story: &Story<'_>, filled: &mut Filled, sentence: usize, told: &BTreeSet<usize>) -> usize {
    let of_nobody = |draft: &Draft| draft.victims.iter().all(|victim| !story.parties.list[*victim].named);
    let fits = |draft: &Draft| {
        draft.scope == Scope::Series || draft.sentences.contains(&sentence) && of_nobody(draft) && !draft.chief
    };
    filled.drafts.iter().position(fits).unwrap_or_else(|| {
        let mut draft = Draft::new();
        draft.sentences.clone_from(told);
        filled.drafts.push(draft);
        filled.drafts.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::{Record, Scope};

    fn read(text: &str) -> Record {
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        Pipeline::new().record(&article)
    }

    #[test]
    fn totals_are_of_a_series_and_of_none_of_its_parts() {
        let record = read(
            "Crypto thieves took $412 million in the first quarter of 2024\n\nHackers stole $412 million from crypto projects in 61 \
             attacks in the first quarter of 2024, the security firm Oakhelm said in its report.\n\nIn the largest attack hackers \
             stole $52 million from the crypto exchange Quornex on 3 February 2024.\n\nPeckwell Bridge lost $31 million on 9 March \
             2024 when hackers forged a signature.",
        );
        let whole = record.incidents.iter().find(|incident| incident.scope == Scope::Series).expect("a series");
        let attacks = whole.attacks.as_ref().map(|attacks| attacks.value.to_string());
        let sums = |amounts: &[crate::record::Sum]| -> Vec<String> {
            amounts.iter().filter_map(|sum| Some(sum.value?.to_string())).collect()
        };
        assert_eq!((attacks.as_deref(), sums(&whole.amounts)), (Some("61"), vec!["412000000".to_owned()]));
        let cited: Vec<&str> = whole.reported_by.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(cited, ["Oakhelm"]);
        let parts = record.incidents.iter().filter(|incident| incident.part_of.as_ref() == Some(&whole.id));
        let mut parts: Vec<_> = parts.map(|part| (part.victims[0].name.as_str(), sums(&part.amounts))).collect();
        parts.sort_unstable();
        assert_eq!(parts, [("Peckwell Bridge", vec!["31000000".to_owned()]), ("Quornex", vec!["52000000".to_owned()])]);
    }

    #[test]
    fn one_theft_makes_no_series() {
        let record = read(
            "Exchange robbed\n\nThe crypto exchange Quornex lost $52 million on 3 February 2024 when hackers drained three of its wallets. \
             It has 61 employees and raised $412 million last year.",
        );
        assert!(record.incidents.iter().all(|incident| incident.scope == Scope::Single));
    }
}
