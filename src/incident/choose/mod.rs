//! Who was hit, by whom, what was lost and when: each chosen from all candidates of an article by the weights of many weak signs,
//! learned from gold articles.
//!
//! A conditional logit (McFadden 1974): a candidate's score is the sum of the weights of its signs, its share is its part
//! of the sum of the exponentials of all scores, where "none of them" scores 0. Each sign has one weight in articles about
//! crypto assets and one in all others, learned together (Daumé 2007: what both share, and what is each one's own).
//! `models/choosers` holds the weights and says how to learn them again.

pub(in crate::incident) mod day;
mod kinds;
pub(in crate::incident) mod party;
mod seen;
pub(in crate::incident) mod signs;
pub(in crate::incident) mod sum;
mod table;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;

use super::judge::Judged;
use super::{Story, chief, coins, dated, distinct, own, spared};
use crate::record::IncidentType;
use crate::text::Span;

pub use day::DayCandidate;
pub(in crate::incident) use kinds::Kinds;
pub(in crate::incident) use kinds::{settle_intrusion, words as stems};
pub use party::PartyCandidate;
pub(in crate::incident) use seen::{Seen, beside};
pub(in crate::incident) use signs::{few, length, place};
pub use sum::SumCandidate;
pub use table::INSTEAD;
use table::Rows;
pub(in crate::incident) use table::Table;

/// Takes a sign: what is looked at, and what is seen there.
pub(in crate::incident) type Add<'a> = &'a mut dyn FnMut(&'static str, &str);

/// What each sign counts in articles about crypto assets, and in others.
pub(in crate::incident) struct Weights {
    name: &'static str,
    rows: Rows,
}

static VICTIM: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("victim", include_str!("../../../models/choosers/victim.tsv")));
static ATTACKER: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("attacker", include_str!("../../../models/choosers/attacker.tsv")));
static LOSS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("loss", include_str!("../../../models/choosers/loss.tsv")));
static TIME: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("time", include_str!("../../../models/choosers/time.tsv")));
pub(in crate::incident) static DAYS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("days", include_str!("../../../models/choosers/days.tsv")));
pub(in crate::incident) static SOURCES: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("sources", include_str!("../../../models/choosers/sources.tsv")));
pub(in crate::incident) static OWNERS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("owners", include_str!("../../../models/choosers/owners.tsv")));
pub(in crate::incident) static PRODUCTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new("products", include_str!("../../../models/choosers/products.tsv")));

impl Weights {
    /// Rows of `sign`, `value`, and the two weights.
    fn new(name: &'static str, own: &'static str) -> Self {
        Self { name, rows: Rows::new(table::lines(name, own), 2) }
    }
}

/// What all signs that `tell` gives count together with what is seen, by each table.
fn scores<const N: usize>(tables: [&Weights; N], coins: bool, seen: &Seen, tell: impl FnOnce(Add<'_>)) -> [f64; N] {
    let mut scores = [0.0; N];
    let mut counted: [Vec<*const f64>; N] = std::array::from_fn(|_| Vec::new());
    tell(&mut |sign, value| {
        for (at, table) in tables.iter().enumerate() {
            // A sign counts once, however often it is seen.
            if let Some(weights @ [with, without]) = table.rows.get(sign, value)
                && !counted[at].contains(&weights.as_ptr())
            {
                counted[at].push(weights.as_ptr());
                scores[at] += if coins { with } else { without };
            }
        }
    });
    std::array::from_fn(|at| beside(tables[at].name, scores[at], seen))
}

/// What the signs that `tell` gives count together with what is seen, by one table.
pub(in crate::incident) fn scored(table: &Weights, coins: bool, seen: &Seen, tell: impl FnOnce(Add<'_>)) -> f64 {
    let [score] = scores([table], coins, seen, tell);
    score
}

/// Every candidate with its share, the likeliest first.
pub(in crate::incident) fn shares(mut scored: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    scored.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let most = scored.first().map_or(0.0, |(_, score)| score.max(0.0));
    let whole = (-most).exp() + scored.iter().map(|(_, score)| (score - most).exp()).sum::<f64>();
    scored.into_iter().map(|(what, score)| (what, (score - most).exp() / whole)).collect()
}

/// What the article is about, as far as it can be chosen: every candidate with its share, the likeliest first.
pub(super) struct Choice {
    /// Whether the article is about crypto assets.
    pub(super) coins: bool,
    /// What kinds of incident.
    pub(super) kinds: Kinds,
    /// Parties of which the text says that they were not hit.
    pub(super) spared: BTreeSet<usize>,
    /// Who was robbed of what was his or her own.
    pub(super) own: Option<usize>,
    /// Parties.
    victims: Vec<(usize, f64)>,
    /// Who was hit, with the share.
    pub(super) victim: Option<(usize, f64)>,
    /// Who did it, with the share.
    pub(super) attacker: Option<(usize, f64)>,
    /// Sums, as indices into the amounts.
    losses: Vec<(usize, f64)>,
    /// Dates, as indices.
    days: Vec<(usize, f64)>,
}

/// What part of the share of a party that is only described a named one must have to be preferred.
const NAMED: f64 = 0.25;
/// By how much more than for nobody it speaks for a person to be robbed of what is his or her own.
const OWN: f64 = 3.0;
/// From what score on a party is one that may have been hit.
const MAYBE: f64 = -1.0;

impl Choice {
    /// Weighs all candidates of an article.
    pub(super) fn of(story: &Story<'_>) -> Self {
        let coins = coins::are_told(story);
        let ranks = party::ranks(story);
        let score = |party: usize| {
            let seen = party::seen(story, party);
            let [hit, did] = scores([&VICTIM, &ATTACKER], coins, &seen, |add| party::signs(story, party, &ranks, add));
            ((party, hit), (party, did))
        };
        let (mut hit, mut did): (Vec<_>, Vec<_>) = (0..story.parties.list.len()).map(score).unzip();
        let robbed = |(party, _): &(usize, f64)| !chief::freezes(story, *party);
        // A thief keeps in a wallet of his own what he took.
        let own = own::robbed(story).filter(|party| did[*party].1 < hit[*party].1.max(0.0));
        hit.retain(robbed);
        if let Some((_, score)) = hit.iter_mut().find(|(party, _)| Some(*party) == own) {
            *score = score.max(0.0) + OWN;
        }
        // Who was not hit gives way to another that was perhaps, as far as the weights know.
        let rather = |(party, score): &&(usize, f64)| Some(*party) == own || *score > MAYBE && *score > did[*party].1;
        let spared = spared::all(story, hit.iter().filter(rather).map(|(party, _)| *party));
        hit.retain(|(party, _)| !spared.contains(party));
        did.retain(|(party, _)| !spared.contains(party));
        let (victims, attackers) = (shares(hit), shares(did));
        let nobody = of_none(&attackers);
        let attacker = attackers.first().copied().filter(|(_, share)| *share > nobody);
        let victim = victims.first().copied().map(|(first, most)| {
            let known = |party: usize| story.parties.list[party].named || story.parties.list[party].plural;
            let named = |(party, share): &&(usize, f64)| story.parties.list[*party].named && *share >= NAMED * most;
            let better = if known(first) { None } else { victims.iter().find(named) };
            better.copied().unwrap_or((first, most))
        });
        let victim = victim.map(|(party, share)| (chief::owned(story, party).unwrap_or(party), share));
        let party = victim.map(|(party, _)| party);
        Self {
            coins,
            kinds: Kinds::of_all(story),
            spared,
            own,
            victim,
            victims,
            attacker,
            losses: losses(story, party, coins),
            days: days(story, party, coins),
        }
    }

    /// The kinds of the incident that some sentences tell, by their words.
    pub(super) fn kinds_of(&self, story: &Story<'_>, sentences: &BTreeSet<usize>) -> BTreeSet<IncidentType> {
        Kinds::of(story, |sentence| sentences.contains(&sentence)).beside(&BTreeSet::new())
    }

    /// The share of a party as the victim.
    pub(super) fn of_victim(&self, party: usize) -> f64 {
        share(&self.victims, |other| other == party)
    }

    /// The share of nobody as the victim.
    pub(super) fn of_no_victim(&self) -> f64 {
        of_none(&self.victims)
    }

    /// The share of nothing as the loss.
    pub(super) fn of_no_loss(&self) -> f64 {
        of_none(&self.losses)
    }

    /// The share of no date as the time.
    pub(super) fn of_no_day(&self) -> f64 {
        of_none(&self.days)
    }

    /// The share of a sum as the loss, with all that tell the same.
    pub(super) fn of_loss(&self, story: &Story<'_>, amount: usize) -> f64 {
        share(&self.losses, |other| distinct::same_sum(story, other, amount))
    }

    /// The likeliest loss, with its share.
    pub(super) fn loss(&self, story: &Story<'_>) -> Option<(usize, f64)> {
        let whole = self.losses.iter().map(|(amount, _)| (*amount, self.of_loss(story, *amount)));
        whole.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// The share of the month of a date as the time, or of the date where it is no part of one month.
    pub(super) fn of_days(&self, story: &Story<'_>, first: Option<Date>, last: Option<Date>) -> f64 {
        let month = |day: Option<Date>| day.map(Date::first_of_month);
        let (first, last) = (month(first), month(last));
        share(&self.days, |other| {
            let value = &story.dates[other].value;
            first.is_some() && last.is_some() && month(value.earliest) == first && month(value.latest) == last
        })
    }

    /// The share of a date as the time.
    pub(super) fn of_day(&self, date: usize) -> f64 {
        share(&self.days, |other| other == date)
    }

    /// The likeliest date, with the share of its month.
    pub(super) fn day(&self, story: &Story<'_>) -> Option<(usize, f64)> {
        let told = self.days.iter().filter(|(date, _)| story.dates[*date].value.edtf.is_some());
        let whole = told.map(|(date, share)| {
            let value = &story.dates[*date].value;
            (*date, self.of_days(story, value.earliest, value.latest).max(*share))
        });
        whole.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }
}

/// The share of all candidates that fit.
fn share(shares: &[(usize, f64)], fits: impl Fn(usize) -> bool) -> f64 {
    shares.iter().filter(|(candidate, _)| fits(*candidate)).map(|(_, share)| share).sum()
}

/// The share of none of the candidates.
pub(in crate::incident) fn of_none(shares: &[(usize, f64)]) -> f64 {
    1.0 - share(shares, |_| true)
}

/// The sums, as indices into the amounts, that may be what `victim` lost, with their shares, the likeliest first.
fn losses(story: &Story<'_>, victim: Option<usize>, coins: bool) -> Vec<(usize, f64)> {
    let all = sum::candidates(story);
    let score = |at: &sum::At| {
        (at.amount, scored(&LOSS, coins, &sum::seen(story, *at), |add| sum::signs(story, &all, *at, victim, add)))
    };
    shares(all.iter().map(score).collect())
}

/// The dates, as indices, that may tell when it happened, with their shares, the likeliest first.
fn days(story: &Story<'_>, victim: Option<usize>, coins: bool) -> Vec<(usize, f64)> {
    let score =
        |at: day::At| (at.date, scored(&TIME, coins, &day::seen(story, at), |add| day::signs(story, at, victim, add)));
    let fits = |at: &day::At| !dated::is_of_another_kind(story, story.dates[at.date].span, at.sentence);
    shares(day::candidates(story).filter(fits).map(score).collect())
}

/// All candidates of one article with their signs, for learning and for looking at.
#[derive(Clone, Debug, Serialize)]
pub struct Candidates {
    /// Whether the article is about crypto assets.
    pub coins: bool,
    /// The words of the article.
    pub words: Vec<Sign>,
    /// Who may have been hit, or have done it.
    pub parties: Vec<PartyCandidate>,
    /// What may have been lost.
    pub losses: Vec<SumCandidate>,
    /// When it may have happened.
    pub days: Vec<DayCandidate>,
    /// What is judged once the rules have filled the incidents.
    pub judged: Judged,
}

/// Where in the text, in bytes.
pub type Spans = Vec<(usize, usize)>;

/// Spans as they are printed.
pub(in crate::incident) fn listed_spans(spans: impl IntoIterator<Item = Span>) -> Spans {
    spans.into_iter().map(|span| (span.start, span.end)).collect()
}

/// A sign: what is looked at, and what is seen there.
pub type Sign = (&'static str, String);

/// All candidates of an article whose victim is the first party that `is_victim` knows by one of its names.
pub fn candidates(story: &Story<'_>, is_victim: impl Fn(&str) -> bool) -> Candidates {
    let parties: Vec<PartyCandidate> = party::observed(story);
    let victim = parties.iter().find(|party| party.names.iter().any(|name| is_victim(name))).map(|party| party.party);
    let coins = coins::are_told(story);
    Candidates {
        coins,
        words: kinds::observed(story),
        parties,
        losses: sum::observed(story, victim),
        days: day::observed(story, victim),
        judged: super::judged(story),
    }
}

/// The signs that `tell` gives, each once.
pub(super) fn listed(tell: impl FnOnce(Add<'_>)) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    tell(&mut |sign, value| signs.push((sign, value.to_owned())));
    signs.sort_unstable();
    signs.dedup();
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn shares_of_all_and_of_none_are_a_whole() {
        let shares = shares(vec![(7, 1.0), (3, 2.0), (5, -4.0)]);
        let order: Vec<usize> = shares.iter().map(|(what, _)| *what).collect();
        assert_eq!(order, [3, 7, 5]);
        let none = of_none(&shares);
        // "None of them" scores 0.
        assert!((none * 1f64.exp() - share(&shares, |what| what == 7)).abs() < 1e-9, "{shares:?}");
        assert!(super::shares(vec![]).is_empty());
    }

    #[test]
    fn every_row_of_weights_is_read() {
        for (name, table, weights) in [
            ("victim", include_str!("../../../models/choosers/victim.tsv"), &VICTIM),
            ("attacker", include_str!("../../../models/choosers/attacker.tsv"), &ATTACKER),
            ("loss", include_str!("../../../models/choosers/loss.tsv"), &LOSS),
            ("time", include_str!("../../../models/choosers/time.tsv"), &TIME),
            ("days", include_str!("../../../models/choosers/days.tsv"), &DAYS),
            ("sources", include_str!("../../../models/choosers/sources.tsv"), &SOURCES),
            ("products", include_str!("../../../models/choosers/products.tsv"), &PRODUCTS),
            ("owners", include_str!("../../../models/choosers/owners.tsv"), &OWNERS),
        ] {
            let rows = table.lines().filter(|row| !row.starts_with('#')).count();
            // Few articles tell of flaws.
            assert!(rows > if matches!(name, "products" | "owners") { 50 } else { 500 }, "{name}: {rows}");
            assert_eq!(weights.rows.len(), rows, "{name}");
        }
    }

    #[test]
    fn candidates_hide_names_behind_their_kinds() {
        let text = "Quornex robbed\n\nHackers drained $4 million from the crypto exchange Quornex on 3 May 2021, Peckwell said.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let found = Pipeline::new().candidates(&article, |name| name == "Quornex", None);
        let [loss] = &found.losses[..] else { panic!("{:?}", found.losses) };
        assert_eq!(loss.words, "$4 million");
        let has = |signs: &[Sign], sign: &str, value: &str| signs.iter().any(|(s, v)| *s == sign && v == value);
        assert!(has(&loss.signs, "near after", "<victim>"), "{:?}", loss.signs);
        let [day] = &found.days[..] else { panic!("{:?}", found.days) };
        assert_eq!(day.edtf.as_deref(), Some("2021-05-03"));
        assert!(found.parties.iter().any(|party| party.names.contains("Quornex")));
        let named = |(_, value): &Sign| value.to_lowercase().contains("quornex");
        assert!(!found.parties.iter().flat_map(|party| &party.signs).any(named));
        assert!(!found.words.iter().any(named), "{:?}", found.words);
    }

    #[test]
    fn a_chosen_theft_needs_no_word_that_the_rules_know() {
        let text = "Where the float went\n\nMarrow Lend lent stablecoins to market makers. On 12 March 2024 a forged message to its \
                    bridge let somebody mint tokens and swap them for $7.4 million of USDC that belonged to depositors. The lender, \
                    Marrow Lend, has lost $7.4 million, it said.";
        let published = Some("2024-03-14".parse().unwrap());
        let article = Article { id: "t".into(), text: text.into(), published, ..Article::default() };
        let record = Pipeline::new().record(&article);
        let [incident] = &record.incidents[..] else { panic!("{:?}", record.incidents) };
        assert_eq!(incident.victims[0].name, "Marrow Lend");
        assert_eq!(incident.amounts[0].value, Some(rust_decimal::Decimal::from(7_400_000)));
        assert_eq!(incident.time.as_ref().and_then(|time| time.edtf.as_deref()), Some("2024-03-12"));
    }
}
