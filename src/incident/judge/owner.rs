//! Which incident of several a sum or a count is of: the incidents compete for it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::choose::{Add, OWNERS, few, listed, place, scored, sum};
use super::super::{Draft, Story, distinct, fill};
use super::series::{Number, Numbers};
use super::{Filled, Signs, told};
use crate::extract::amount::Amount;
use crate::extract::event::ItemKind;
use crate::record::Scope;
use crate::text::Span;

/// A number of an article of several incidents.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// How the text says it.
    pub words: String,
    /// Currencies or tickers, and how much.
    pub values: Vec<(String, Decimal)>,
    /// How many, where it is a count.
    pub value: Option<Decimal>,
    /// The incidents that it may be of.
    pub owners: Vec<Owner>,
}

/// An incident and what speaks for a number as its own.
#[derive(Clone, Debug, Serialize)]
pub struct Owner {
    /// Names of the victims.
    pub victims: BTreeSet<String>,
    /// Whether the article is about it.
    pub main: bool,
    /// Whether it is a series.
    pub series: bool,
    /// Its signs.
    pub signs: Signs,
}

/// Whether a draft holds an amount.
fn holds(draft: &Draft, amount: usize) -> bool {
    draft.affected.contains(&amount)
        || draft.amounts.iter().any(|sum| sum.amount == amount || sum.partner == Some(amount))
}

/// A victim named near a number: whose it is, and how many words away.
struct Named {
    drafts: BTreeSet<usize>,
    away: usize,
}

/// The victims named nearest before and behind an item of a sentence.
fn nearest(story: &Story<'_>, filled: &Filled, number: Number) -> (Option<Named>, Option<Named>) {
    let span = story.mentions.amounts[number.amount()].span;
    let phrase = &story.phrases[number.sentence()];
    let (mut before, mut behind): (Option<Named>, Option<Named>) = (None, None);
    let Some(at) = phrase.item_at(span.start) else { return (before, behind) };
    for (index, item) in phrase.items.iter().enumerate() {
        let party = match item.kind {
            ItemKind::Entity(_) | ItemKind::Pronoun => story.party_of(item),
            _ => None,
        };
        let Some(party) = party else { continue };
        let hit = |draft: &usize| filled.drafts[*draft].victims.contains(&party);
        let drafts: BTreeSet<usize> = (0..filled.drafts.len()).filter(hit).collect();
        if drafts.is_empty() {
            continue;
        }
        if index < at {
            before = Some(Named { drafts, away: at - index });
        } else if behind.is_none() {
            behind = Some(Named { drafts, away: index - at });
        }
    }
    (before, behind)
}

/// The drafts whose victim the text names last before a place.
fn last(story: &Story<'_>, filled: &Filled, before: usize) -> BTreeSet<usize> {
    let end = |draft: &Draft| {
        let spans = draft.victims.iter().flat_map(|victim| &story.parties.list[*victim].mentions);
        spans.map(|span: &Span| span.end).filter(|end| *end <= before).max()
    };
    let ends: Vec<Option<usize>> = filled.drafts.iter().map(end).collect();
    let most = ends.iter().flatten().max().copied();
    (0..ends.len()).filter(|at| most.is_some() && ends[*at] == most).collect()
}

/// Where a number stands among the incidents of its article, whichever of them is asked about.
struct Scene {
    number: Number,
    /// The drafts that hold it by rule.
    held: BTreeSet<usize>,
    /// The drafts that hold the same sum or count, told elsewhere.
    again: BTreeSet<usize>,
    /// The draft that the words beside it say.
    said: Option<usize>,
    /// Its item in the sentence.
    at: Option<usize>,
    before: Option<Named>,
    behind: Option<Named>,
    last: BTreeSet<usize>,
}

impl Scene {
    fn of(story: &Story<'_>, filled: &Filled, number: Number) -> Self {
        let amount = number.amount();
        let start = story.mentions.amounts[amount].span.start;
        let phrase = &story.phrases[number.sentence()];
        let at = phrase.item_at(start);
        let same = |other: usize| other != amount && distinct::same_sum(story, other, amount);
        let told =
            |draft: &Draft| draft.affected.iter().copied().chain(draft.amounts.iter().map(|sum| sum.amount)).any(same);
        let drafts = |which: &dyn Fn(&Draft) -> bool| {
            (0..filled.drafts.len()).filter(|of| which(&filled.drafts[*of])).collect::<BTreeSet<_>>()
        };
        let said = at.and_then(|at| match fill::owner(story, &filled.drafts, phrase, at) {
            fill::Owner::Draft(owner) => Some(owner),
            fill::Owner::Stranger | fill::Owner::Nobody => None,
        });
        let (before, behind) = nearest(story, filled, number);
        let (held, again) = (drafts(&|draft| holds(draft, amount)), drafts(&told));
        Self { number, held, again, said, at, before, behind, last: last(story, filled, start) }
    }
}

fn signs(story: &Story<'_>, filled: &Filled, scene: &Scene, of: usize, add: Add<'_>) {
    let draft = &filled.drafts[of];
    let (amount, sentence) = (scene.number.amount(), scene.number.sentence());
    filled.bond(story, of, sentence, add);
    add(
        "by rule",
        match (scene.held.contains(&of), scene.held.is_empty()) {
            (true, _) => "its own",
            (false, false) => "another's",
            (false, true) => "nobody's",
        },
    );
    if scene.again.contains(&of) {
        add("told again", "its own");
    } else if !scene.again.is_empty() {
        add("told again", "another's");
    }
    let kind = match &story.mentions.amounts[amount].value {
        Amount::Count { .. } => "a count",
        Amount::Crypto { .. } => "coins",
        _ => "money",
    };
    add("is", kind);
    if let Some(owner) = scene.said {
        add("by the words beside it", if owner == of { "its own" } else { "another's" });
    }
    let whose = |named: &Named| if named.drafts.contains(&of) { "its victim" } else { "another's victim" };
    for (side, away, named) in [("before", "before, away", &scene.before), ("behind", "behind, away", &scene.behind)] {
        let Some(named) = named else {
            add(side, "nobody");
            continue;
        };
        add(side, whose(named));
        add(away, &format!("{}, {}", whose(named), few(named.away)));
    }
    if let Some((named, at)) = scene.behind.as_ref().zip(scene.at) {
        add("between", &format!("{}, {}", whose(named), story.phrases[sentence].word(Some(at + 1))));
    }
    add("last named", if scene.last.contains(&of) { "its victim" } else { "another's victim" });
    add("in", place(story, sentence));
    add("draft", draft.scope.as_str());
    add("draft, of", if Some(of) == filled.main() { "the main one" } else { "another" });
    for kind_of in &draft.types {
        add("of", &format!("{kind}, {}", kind_of.as_str()));
    }
    if draft.victims.is_empty() {
        add("victim", "nobody");
    }
    if kind == "a count" {
        add("beside counts", few(draft.affected.iter().filter(|count| **count != amount).count()));
    } else {
        add("beside sums", few(draft.amounts.iter().filter(|sum| sum.amount != amount).count()));
    }
    add("drafts", few(filled.drafts.len()));
}

/// The numbers that may be of one incident or another.
fn open(story: &Story<'_>, filled: &Filled) -> Vec<Number> {
    if filled.drafts.len() < 2 {
        return vec![];
    }
    // What is of a series was found before.
    let whole = |amount: usize| filled.drafts.iter().any(|draft| draft.scope == Scope::Series && holds(draft, amount));
    Numbers::of(story).iter().filter(|number| !whole(number.amount())).collect()
}

/// Every number with the incidents that compete for it.
pub(super) fn observed(story: &Story<'_>, filled: &Filled) -> Vec<Judged> {
    let observed = |number: Number| {
        let amount = &story.mentions.amounts[number.amount()];
        let scene = Scene::of(story, filled, number);
        Judged {
            words: story.doc.slice(amount.span).to_owned(),
            values: sum::values(&amount.value),
            value: number.counted(story),
            owners: (0..filled.drafts.len())
                .map(|of| Owner {
                    victims: told::names(story, &filled.drafts[of]),
                    main: Some(of) == filled.main(),
                    series: filled.drafts[of].scope == Scope::Series,
                    signs: listed(|add| signs(story, filled, &scene, of, add)),
                })
                .collect(),
        }
    };
    open(story, filled).into_iter().map(observed).collect()
}

/// How much more must speak for another incident than for the one that the rules give a number to: much, because of lists of thefts
/// (`$60 million stolen from one and $37 million taken from another`) the weights know less than the rules.
const MORE: f64 = 3.0;

/// How many incidents an article may have that compete for each number; in longer ones only those within reach do.
const MANY: usize = 30;

/// Gives every number to the incident for which most speaks.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let coins = filled.choice.coins;
    let judged: Vec<(Number, Vec<f64>)> = open(story, filled)
        .into_iter()
        .map(|number| Scene::of(story, filled, number))
        // "$60 million stolen from Alphapo": the words beside it say whose it is.
        .filter(|scene| scene.said.is_none())
        .map(|scene| {
            let sentence = scene.number.sentence();
            let rival = |of: usize| {
                let draft = &filled.drafts[of];
                let known = scene.held.contains(&of) || filled.about(sentence) == Some(of);
                filled.drafts.len() <= MANY || draft.reaches(sentence) || known
            };
            let score = |of: usize| match rival(of) {
                true => scored(&OWNERS, coins, &None, |add| signs(story, filled, &scene, of, add)),
                false => f64::MIN,
            };
            (scene.number, (0..filled.drafts.len()).map(score).collect())
        })
        .collect();
    for (number, scores) in judged {
        let amount = number.amount();
        let Some(best) = (0..scores.len()).max_by(|left, right| scores[*left].total_cmp(&scores[*right])) else {
            continue;
        };
        let by_rule = filled.drafts.iter().position(|draft| holds(draft, amount));
        let Some(known) = by_rule.or_else(|| filled.about(number.sentence())) else { continue };
        if best == known || scores[best] - scores[known] <= MORE {
            continue;
        }
        filled.owners.insert(amount, best);
        let from = &mut filled.drafts[known];
        let counted = from.affected.contains(&amount);
        from.affected.retain(|count| *count != amount);
        let is = |sum: &super::super::RoledAmount| sum.amount == amount;
        let moved: Vec<_> = from.amounts.iter().copied().filter(is).collect();
        from.amounts.retain(|sum| !is(sum));
        let to = &mut filled.drafts[best];
        to.amounts.extend(moved);
        if counted {
            to.affected.push(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn numbers_told_far_from_their_incidents_are_of_the_one_whose_victim_is_named() {
        let text = "Two exchanges robbed\n\nThe crypto exchange Quornex lost $31 million on 3 February 2024 when hackers drained its \
                    hot wallet. Peckwell Trade, another exchange, was robbed of $9 million on 8 June 2021; the thieves got in through a \
                    stolen key.\n\nPeckwell Trade said that 4,200 customers were affected. At Quornex 700 accounts were emptied.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let mut told: Vec<(&str, Vec<String>, Vec<String>)> = record
            .incidents
            .iter()
            .map(|incident| {
                let sums = incident.amounts.iter().filter_map(|sum| Some(sum.value?.to_string())).collect();
                let counts = incident.affected.iter().map(|count| count.value.to_string()).collect();
                (incident.victims[0].name.as_str(), sums, counts)
            })
            .collect();
        told.sort();
        let one = |sum: &str, count: &str| (vec![sum.to_owned()], vec![count.to_owned()]);
        let ((nine, users), (most, accounts)) = (one("9000000", "4200"), one("31000000", "700"));
        assert_eq!(told, [("Peckwell Trade", nine, users), ("Quornex", most, accounts)]);
    }
}
