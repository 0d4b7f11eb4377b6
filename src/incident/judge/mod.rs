//! What is told of an incident, judged once more: rules say which sums, counts, data, methods and attackers are its own, and
//! weights learned from gold say for which of them, and of those that the rules passed over, enough speaks.
//!
//! A multinomial logit: a mention's score for each class is the sum of the weights of its signs, and "nothing of the kind"
//! scores 0. That a rule says so is one more sign, so that a rule weighs what it proved to be worth on gold. The scores from which
//! on something is taken lie at 0 or below: those with the best F1 on gold articles that the weights had not seen, fixtures apart,
//! because rules were worked on with them in view.
//!
//! `models/choosers` holds the weights and says how to learn them again.

mod accused;
mod blamer;
mod claim;
mod count;
mod culprit;
mod day;
mod kind;
mod likeness;
mod owner;
mod paragraph;
mod party;
mod product;
mod series;
mod stance;
mod status;
mod sum;
mod tallies;
mod telling;
mod thing;
mod told;
mod victim;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::choose::{Add, Choice, Sign, few};
use super::{Draft, Story, chosen, fill, salience};

/// The drafts of an article once the rules filled them, and what they were made from.
pub(super) struct Filled {
    /// Incidents as far as the rules tell.
    pub(super) drafts: Vec<Draft>,
    /// For each sentence the draft that it is about.
    pub(super) focus: Vec<Option<usize>>,
    /// What the article is about, as far as it can be chosen.
    pub(super) choice: Choice,
    /// What kind of article it is.
    pub(super) kind: salience::Kind,
    /// The draft that numbers of several incidents make a series, and how much speaks for the likeliest of them.
    pub(super) series: Option<(usize, f64)>,
    /// Drafts that a figure of a statistic makes series.
    pub(super) tallies: BTreeSet<usize>,
    /// The draft of a number that the sentence does not tell.
    pub(super) owners: BTreeMap<usize, usize>,
    /// Of each party how much speaks for it as one that was hit.
    pub(super) hits: Vec<f64>,
    /// Phrases that tell kinds of incident, of each sentence.
    pub(super) tellings: Tellings,
}

impl Filled {
    /// Whether more speaks for a party as one that was hit than against it.
    fn is_hit(&self, party: usize) -> bool {
        self.hits[party] > 0.0
    }

    /// Whether it is doubtful that the victim of a draft was hit, for which no rule told an incident.
    pub(super) fn is_doubtful(&self, draft: &Draft) -> bool {
        draft.judged && draft.victims.iter().all(|victim| self.hits[*victim] <= ADDED)
    }

    /// How many parties were rather hit than not.
    fn hit(&self) -> usize {
        (0..self.hits.len()).filter(|party| self.is_hit(*party)).count()
    }

    /// The draft that the article is about.
    fn main(&self) -> Option<usize> {
        chosen::main(&self.drafts)
    }

    /// The draft that a sentence tells of, or else the one that the article is about.
    fn about(&self, sentence: usize) -> Option<usize> {
        self.focus[sentence].or_else(|| self.main())
    }

    /// The draft that a number is of: the one that the words beside it say, or that of its sentence, unless more speaks for another.
    fn owner(&self, story: &Story<'_>, amount: usize, sentence: usize) -> Option<usize> {
        let phrase = &story.phrases[sentence];
        let at = phrase.item_at(story.mentions.amounts[amount].span.start);
        match at.map(|at| fill::owner(story, &self.drafts, phrase, at)) {
            Some(fill::Owner::Draft(draft)) => return Some(draft),
            Some(fill::Owner::Stranger) => return None,
            Some(fill::Owner::Nobody) | None => {}
        }
        self.owners.get(&amount).copied().or_else(|| self.about(sentence))
    }

    /// Who was hit in the draft that a sentence is about.
    fn victim(&self, sentence: usize) -> Option<usize> {
        self.about(sentence).and_then(|draft| self.drafts[draft].victims.first().copied())
    }

    /// How near a sentence is to an incident: whether it is about it, how far from its own ones, and whose victims it names.
    fn bond(&self, story: &Story<'_>, of: usize, sentence: usize, add: Add<'_>) {
        let draft = &self.drafts[of];
        let whose = match self.focus[sentence] {
            Some(about) if about == of => "its own",
            Some(_) => "another's",
            None => "nobody's",
        };
        add("sentence", whose);
        add(if Some(of) == self.main() { "sentence, of the main one" } else { "sentence, of another" }, whose);
        let away = draft.sentences.iter().map(|own| own.abs_diff(sentence)).min();
        add("away", away.map_or("no sentence", few));
        if let Some(first) = draft.sentences.first() {
            add(
                "stands",
                match sentence.cmp(first) {
                    Ordering::Less => "before",
                    Ordering::Equal => "at the first",
                    Ordering::Greater => "behind",
                },
            );
            let block = |sentence: usize| story.doc.sentences[sentence].block;
            if draft.sentences.iter().any(|own| block(*own) == block(sentence)) {
                add("is", "in its paragraph");
            }
        }
        let here = story.parties.in_sentence(story.doc, sentence);
        let named = |draft: &Draft| draft.victims.iter().any(|victim| here.contains(victim));
        let others = self.drafts.iter().enumerate().any(|(index, other)| index != of && named(other));
        add(
            "names",
            match (named(draft), others) {
                (true, false) => "its victim",
                (true, true) => "its victim and another's",
                (false, true) => "another's victim",
                (false, false) => "no victim",
            },
        );
    }

    /// What the article and the draft that a sentence is about are.
    fn signs(&self, story: &Story<'_>, sentence: usize, add: Add<'_>) {
        if self.choice.coins {
            add("article", "coins");
        }
        if story.doc.published.is_none() {
            add("article", "undated");
        }
        add("drafts", few(self.drafts.len()));
        let Some(at) = self.about(sentence) else { return };
        let draft = &self.drafts[at];
        if self.focus[sentence].is_none() {
            add("about", "nothing");
        } else if Some(at) != self.main() {
            add("about", "another");
        }
        if draft.sentences.contains(&sentence) {
            add("about", "told");
        }
        add("draft", draft.scope.as_str());
        add("draft", draft.status.as_str());
        draft.types.iter().for_each(|kind| add("of", kind.as_str()));
        let hit = draft.victims.first().map(|victim| &story.parties.list[*victim]);
        match hit {
            Some(party) if party.named => add("victim", party.kind.as_str()),
            Some(_) => add("victim", "described"),
            None => add("victim", "nobody"),
        }
        let here = |victim: &usize| story.parties.in_sentence(story.doc, sentence).contains(victim);
        if draft.victims.iter().any(here) {
            add("victim", "named here");
        }
    }
}

/// Everything that is judged, with its signs, for learning and for looking at.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Judged {
    /// Sums of money and of crypto assets.
    pub sums: Vec<sum::Judged>,
    /// Counts.
    pub counts: Vec<count::Judged>,
    /// Kinds of data.
    pub data: Vec<thing::Judged>,
    /// Malware, tools, techniques.
    pub methods: Vec<thing::Judged>,
    /// Who may have done it.
    pub attackers: Vec<party::Judged>,
    /// What kinds of incident drafts are.
    pub kinds: Vec<kind::Judged>,
    /// When drafts happened.
    pub days: Vec<day::Judged>,
    /// Who says who did it.
    pub claims: Vec<claim::Judged>,
    /// Which products have flaws.
    pub products: Vec<product::Judged>,
    /// The drafts themselves.
    pub drafts: Vec<told::Judged>,
    /// Who may have been hit.
    pub victims: Vec<party::Judged>,
    /// Those without a name.
    pub unnamed: Vec<party::Judged>,
    /// Which numbers may be of a series.
    pub series: Vec<series::Judged>,
    /// Which incident numbers are of.
    pub owners: Vec<owner::Judged>,
    /// Which attackers did which incidents.
    pub culprits: Vec<culprit::Judged>,
    /// How firmly it is said.
    pub stances: Vec<stance::Judged>,
}

/// Everything that is judged once the rules filled an article's drafts, and then the drafts; `told` is what the rules say of
/// them.
pub(super) fn observed(story: &Story<'_>, filled: &mut Filled, told: &[bool]) -> Judged {
    let judged = Judged {
        sums: sum::observed(story, filled),
        counts: count::observed(story, filled),
        data: thing::observed(story, filled, thing::Sort::Data),
        methods: thing::observed(story, filled, thing::Sort::Method),
        attackers: party::observed(story, filled),
        kinds: kind::observed(story, filled),
        days: day::observed(story, filled),
        products: product::observed(story, filled),
        ..Judged::default()
    };
    settle(story, filled);
    let culprits = culprit::observed(story, filled);
    culprit::settle(story, filled);
    accused::settle(story, filled);
    let claims = claim::observed(story, filled);
    claim::settle(story, filled);
    let stances = stance::observed(story, filled);
    stance::settle(story, filled);
    Judged { culprits, stances, claims, drafts: told::observed(story, filled, told), ..judged }
}

/// Who may have been hit, by what the rules found.
pub(super) fn victims(story: &Story<'_>, drafts: &[Draft], choice: &Choice) -> [Vec<party::Judged>; 2] {
    victim::observed(story, drafts, choice)
}

/// Which numbers may be of a series.
pub(super) fn numbers(story: &Story<'_>, filled: &Filled) -> Vec<series::Judged> {
    series::observed(story, filled)
}

/// Which incidents numbers may be of.
pub(super) fn owners(story: &Story<'_>, filled: &Filled) -> Vec<owner::Judged> {
    owner::observed(story, filled)
}

/// Judges what the rules filled.
pub(super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    kind::settle(story, filled);
    sum::settle(story, filled);
    count::settle(story, filled);
    thing::settle(story, filled, thing::Sort::Data);
    thing::settle(story, filled, thing::Sort::Method);
    party::settle(story, filled);
    product::settle(story, filled);
}

/// A score in steps.
fn step(score: f64) -> &'static str {
    match score {
        score if score > 3.0 => "very sure",
        score if score > 1.5 => "sure",
        score if score > 0.5 => "rather",
        score if score > -0.5 => "unsure",
        score if score > -1.5 => "doubtful",
        score if score > -3.0 => "very doubtful",
        _ => "no",
    }
}

/// A share in steps.
fn part(share: f64) -> &'static str {
    match share {
        share if share > 0.8 => "nearly all",
        share if share > 0.5 => "most",
        share if share > 0.25 => "much",
        share if share > 0.1 => "some",
        share if share > 0.03 => "little",
        _ => "hardly any",
    }
}

pub(super) use accused::settle as find_accused;
pub(super) use claim::settle as settle_claims;
pub(super) use culprit::settle as find_culprits;
pub(super) use day::times;
pub(super) use kind::follow as follow_facts;
pub(super) use owner::settle as find_owners;
pub(super) use series::settle as find_series;
pub(super) use stance::settle as settle_stances;
pub(super) use status::settle as settle_status;
pub(super) use tallies::settle as find_tallies;
pub(super) use telling::Tellings;
pub(super) use told::are_told;
pub(super) use victim::leave_unlikely;
pub(super) use victim::scores as hits;
pub(super) use victim::settle as find_victims;
pub(super) use victim::{ADDED, TRIED};

/// A sign with its value, as it is learned.
type Signs = Vec<Sign>;

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::incident::choose::Table;
    use crate::pipeline::Pipeline;

    #[test]
    fn every_row_of_weights_is_read() {
        for (name, table, classes) in [
            ("hit", include_str!("../../../models/choosers/hit.tsv"), 1),
            ("unnamed", include_str!("../../../models/choosers/unnamed.tsv"), 1),
            ("kinds", include_str!("../../../models/choosers/kinds.tsv"), 9),
            ("roles", include_str!("../../../models/choosers/roles.tsv"), 7),
            ("counts", include_str!("../../../models/choosers/counts.tsv"), 1),
            ("data", include_str!("../../../models/choosers/data.tsv"), 1),
            ("methods", include_str!("../../../models/choosers/methods.tsv"), 1),
            ("attackers", include_str!("../../../models/choosers/attackers.tsv"), 1),
            ("series", include_str!("../../../models/choosers/series.tsv"), 2),
            ("culprits", include_str!("../../../models/choosers/culprits.tsv"), 1),
            ("stances", include_str!("../../../models/choosers/stances.tsv"), 4),
            ("told", include_str!("../../../models/choosers/told.tsv"), 1),
        ] {
            let rows = table.lines().filter(|row| !row.starts_with('#')).count();
            let read = Table::new(name, table);
            assert_eq!(read.classes.len(), classes, "{name}");
            assert_eq!(read.len(), rows - 1, "{name}: all but the names of the classes");
        }
    }

    #[test]
    fn the_likeliest_class_has_the_most_signs() {
        let table = Table::new("", "\t\ta\tb\nbias\t\t-1\t-2\nword\tx\t1.5\t0\nword\ty\t0\t4\n");
        let likeliest = |words: &[&str]| table.likeliest(&None, |add| words.iter().for_each(|word| add("word", word)));
        assert_eq!(likeliest(&["x", "x"]), ("a", 0.5), "a sign counts once");
        assert_eq!(likeliest(&["x", "y"]), ("b", 2.0));
        assert_eq!(likeliest(&["z"]), ("a", -1.0));
    }

    #[test]
    fn several_thefts_in_running_text_are_several_incidents() {
        let text = "Two exchanges robbed\n\nThe crypto exchange Quornex lost $4 million on 3 May 2021 when hackers drained its \
                    hot wallet. Peckwell Trade, another exchange, was robbed of $9 million on 8 June 2021; the thieves got \
                    in through a stolen key.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let mut victims: Vec<&str> =
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.as_str()).collect();
        victims.sort_unstable();
        assert_eq!(victims, ["Peckwell Trade", "Quornex"]);
    }
}
