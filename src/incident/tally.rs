//! What a text counts: `61 thefts in the first quarter, worth $412 million, against 48 in the quarter before`. Statistics name no
//! victim and tell of no single incident; each of their figures is a series of its own, that of the period before too.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use crate::extract::amount::{Amount, Quantity};
use crate::extract::entity::EntityKind;
use crate::extract::event::{ItemKind, Phrase};
use crate::record::IncidentType;
use crate::text::{BlockKind, Span, regex};

use super::{Story, money};

/// Words for incidents, whatever they are beside.
const INCIDENTS: &[&str] = &[
    "attacks", "incidents", "hacks", "thefts", "heists", "exploits", "raids", "robberies", "cyberattacks",
    "cyber-attacks", "intrusions", "frauds", "hijackings", "extortions", "scams", "swindles",
];
/// Words for them that mean much else, too.
const CASES: &[&str] = &["cases", "claims", "breaches", "notifications", "reports", "complaints"];

/// What sets a figure against one of another period.
static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^(?:compared|against|versus|instead|(?:up|down|rose|fell|risen|fallen|increase|decrease|grown|grew)$)")
});
/// What a sum stands beside that is not of all.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:average|averaged|mean|median|typical|typically|each|largest|biggest|highest|of which|including|alone)\b",
    )
});
/// What tells that a sum of a sentence is of all that was counted before it.
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:damages?|loss(?:es)?|lost|totals?|totalled|altogether|in all|together|combined|cost|amounted)\b")
});
/// What did not succeed, or did no harm.
static FOILED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:prevented|blocked|stopped|foiled|thwarted|averted|attempted|repelled|trials?|lawsuits?|burglar\w+|shoplift\w+)\b",
    )
});

/// Whom many lost something to.
static MANY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:\S+ ){0,3}(?:to|in|through|from) (?:\S+ ){0,3}(?:scams|scammers|frauds?|fraudsters|cybercrime|hacks|hackers|exploits|thefts|heists|attacks|phishing)\b",
    )
});

/// Kinds by the words around a figure.
static KINDS: LazyLock<Vec<(IncidentType, Regex)>> = LazyLock::new(|| {
    [
        (IncidentType::Extortion, r"(?i)\b(?:ransom\w*|extort\w*|blackmail\w*)"),
        (
            IncidentType::Fraud,
            r"(?i)\b(?:scams?|frauds?|swindles?|defraud\w*|cheated|payment diversion|romance|deception)\b",
        ),
        (IncidentType::Phishing, r"(?i)\b(?:phishing|smishing|quishing)\b"),
        (IncidentType::Theft, r"(?i)\b(?:thefts?|heists?|stole|stolen|hacks|robber\w+|exploits)\b"),
        (IncidentType::DataBreach, r"(?i)\b(?:breaches|leaks)\b"),
        (IncidentType::Disruption, r"(?i)\b(?:DDoS|denial|outages?)\b"),
    ]
    .into_iter()
    .map(|(kind, words)| (kind, regex(words)))
    .collect()
});

/// How few incidents may be told one by one.
const FEW: Decimal = dec!(4);

/// One figure: how many incidents, what they took, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// The sentence of its count.
    pub(super) sentence: usize,
    /// How many, and the amount that says so.
    pub(super) count: Option<(Quantity, usize)>,
    /// What they took or cost, with its sentence.
    pub(super) sum: Option<(usize, usize)>,
    /// When, as an index into the dates.
    pub(super) date: Option<usize>,
    /// What the words around it say of its kinds.
    pub(super) kinds: Vec<IncidentType>,
}

/// A stretch of a sentence that tells one figure.
struct Clause<'a> {
    phrase: &'a Phrase,
    /// Its first item and the one behind its last.
    first: usize,
    end: usize,
    /// Whether it is set against the one before it.
    against: bool,
}

impl Clause<'_> {
    fn amounts(&self) -> impl Iterator<Item = (usize, usize)> {
        (self.first..self.end).filter_map(|at| match self.phrase.items[at].kind {
            ItemKind::Amount(amount) => Some((at, amount)),
            _ => None,
        })
    }

    /// The first count of incidents.
    fn count(&self, story: &Story<'_>) -> Option<(usize, usize)> {
        self.amounts().find(|(at, amount)| counts_incidents(story, self.phrase, *at, *amount))
    }

    /// The first number, whatever it counts: what a period before is told with.
    fn number(&self, story: &Story<'_>) -> Option<(Quantity, usize)> {
        self.amounts().find_map(|(_, amount)| quantity(&story.mentions.amounts[amount].value).zip(Some(amount)))
    }

    /// The largest sum that is of all.
    fn sum(&self, story: &Story<'_>) -> Option<usize> {
        let fits = |(at, amount): &(usize, usize)| {
            let item = &self.phrase.items[*at];
            let before = &self.phrase.items[at.saturating_sub(4).max(self.first)..*at];
            let words: Vec<&str> = before.iter().map(|item| item.low.as_str()).collect();
            money::is_sum(&story.mentions.amounts[*amount].value, &item.low) && !PART.is_match(&words.join(" "))
        };
        let sums = self.amounts().filter(fits).map(|(_, amount)| amount);
        sums.reduce(|best, other| if worth(story, other) > worth(story, best) { other } else { best })
    }

    /// The first date longer than a day.
    fn date(&self, story: &Story<'_>) -> Option<usize> {
        self.phrase.items[self.first..self.end].iter().find_map(|item| match item.kind {
            ItemKind::Date(date) if is_period(story, date) => Some(date),
            _ => None,
        })
    }
}

/// Whether a date is a month or more.
fn is_period(story: &Story<'_>, date: usize) -> bool {
    let date = &story.dates[date].value;
    date.earliest.zip(date.latest).is_some_and(|(first, last)| (last - first).get_days() >= 27)
}

fn quantity(amount: &Amount) -> Option<Quantity> {
    match amount {
        Amount::Count { quantity, .. } | Amount::Number(quantity) if quantity.value > Decimal::ONE => Some(*quantity),
        _ => None,
    }
}

fn worth(story: &Story<'_>, amount: usize) -> Option<Decimal> {
    match &story.mentions.amounts[amount].value {
        Amount::Money { worth, .. } | Amount::Crypto { worth: Some(worth), .. } => Some(worth.quantity.value),
        _ => None,
    }
}

/// What an amount counts, where it counts more than a few.
fn unit<'a>(story: &'a Story<'_>, amount: usize) -> Option<&'a str> {
    match &story.mentions.amounts[amount].value {
        Amount::Count { quantity, unit } if quantity.value >= FEW => Some(unit.rsplit(' ').next().unwrap_or(unit)),
        _ => None,
    }
}

/// Whether an amount counts incidents: not `in four of ten cases`.
fn counts_incidents(story: &Story<'_>, phrase: &Phrase, at: usize, amount: usize) -> bool {
    let Some(unit) = unit(story, amount) else { return false };
    let text = story.doc.slice(story.mentions.amounts[amount].span);
    let share = matches!(phrase.word(Some(at + 1)), "in" | "out")
        && phrase.items.get(at + 2).is_some_and(|item| matches!(item.low.as_str(), "ten" | "of"));
    let whole = !text.contains(" of ") && !share && text.split_whitespace().count() < 5;
    whole && (INCIDENTS.contains(&unit) || CASES.contains(&unit))
}

/// The stretches of a sentence: a new one begins where a figure is set against another, behind a semicolon, and with every further
/// count of incidents.
fn clauses<'a>(story: &Story<'_>, phrase: &'a Phrase) -> Vec<Clause<'a>> {
    let mut found = vec![Clause { phrase, first: 0, end: phrase.items.len(), against: false }];
    let mut counted = false;
    for (at, item) in phrase.items.iter().enumerate() {
        let aside =
            item.low == "(" && phrase.items.get(at + 1).is_some_and(|next| matches!(next.kind, ItemKind::Date(_)));
        let against = aside || AGAINST.is_match(&item.low);
        let closes = item.low == ")";
        let more = match item.kind {
            ItemKind::Amount(amount) => counts_incidents(story, phrase, at, amount),
            _ => false,
        };
        if against || closes || item.low == ";" || more && counted {
            if let Some(last) = found.last_mut() {
                last.end = at;
            }
            found.push(Clause { phrase, first: at, end: phrase.items.len(), against });
            counted = false;
        }
        counted |= more;
    }
    found
}

/// All figures that the sentences of an article tell.
pub(super) fn all(story: &Story<'_>) -> Vec<Tally> {
    let mut found: Vec<Tally> = Vec::new();
    for phrase in &story.phrases {
        let sentence = &story.doc.sentences[phrase.sentence];
        if !matches!(sentence.kind, BlockKind::Body | BlockKind::Bullet) {
            continue;
        }
        let text = story.doc.slice(sentence.span);
        let before = found.len();
        if !FOILED.is_match(text) {
            of_sentence(story, phrase, &mut found);
        }
        if found.len() == before {
            total_below(story, phrase, text, &mut found);
        }
    }
    found
}

/// The figures of one sentence.
fn of_sentence(story: &Story<'_>, phrase: &Phrase, found: &mut Vec<Tally>) {
    let mut told: Option<usize> = None;
    let clauses = clauses(story, phrase);
    for (at, clause) in clauses.iter().enumerate() {
        // `204 claims (2023: 241)`: what is set against another period is a figure of one.
        let compared = clauses.get(at + 1).is_some_and(|next| next.against && next.date(story).is_some());
        let before = told.and_then(|told| found.get(told)).filter(|_| clause.against);
        let figure = match before {
            Some(whole) => set_against(story, clause, whole),
            None => {
                counted(story, clause, told.and_then(|told| found[told].date), compared).or_else(|| lost(story, clause))
            }
        };
        if let Some(figure) = figure {
            told = Some(found.len()).filter(|_| before.is_none());
            found.push(figure);
        }
    }
}

/// A figure that counts incidents, and tells of what period or what they took; `known` is the date of the one before it, `compared`
/// whether another is set against it.
fn counted(story: &Story<'_>, clause: &Clause<'_>, known: Option<usize>, compared: bool) -> Option<Tally> {
    let (at, amount) = clause.count(story)?;
    let count = quantity(&story.mentions.amounts[amount].value)?;
    let sum = clause.sum(story);
    let date = clause.date(story).or(known);
    let sure = unit(story, amount).is_some_and(|unit| INCIDENTS.contains(&unit));
    let kinds = kinds(story, clause);
    let share = clause.phrase.word(at.checked_sub(1)) == "in";
    let enough = sum.is_some() || (date.is_some() || compared) && !share && (sure || !kinds.is_empty());
    let sentence = clause.phrase.sentence;
    let date = date.or_else(|| period_above(story, sentence));
    enough.then(|| Tally { sentence, count: Some((count, amount)), sum: sum.map(|sum| (sum, sentence)), date, kinds })
}

/// The last period that the sentences above tell in the same paragraph.
fn period_above(story: &Story<'_>, sentence: usize) -> Option<usize> {
    let block = story.doc.sentences[sentence].block;
    let first = story.doc.sentences.iter().find(|other| other.block == block)?.span.start;
    let above = Span::new(first, story.doc.sentences[sentence].span.start);
    (0..story.dates.len()).rev().find(|date| above.contains(story.dates[*date].span) && is_period(story, *date))
}

/// `against 81 in 2018`, `down from $1.5 billion the year before`: a figure of another period.
fn set_against(story: &Story<'_>, clause: &Clause<'_>, whole: &Tally) -> Option<Tally> {
    let date = clause.date(story).filter(|date| whole.date != Some(*date))?;
    let sentence = clause.phrase.sentence;
    let count = clause.number(story).filter(|_| whole.count.is_some());
    let sum = clause.sum(story).filter(|_| count.is_some() || whole.count.is_none());
    let told = count.is_some() || sum.is_some();
    let kinds = whole.kinds.clone();
    told.then(|| Tally { sentence, count, sum: sum.map(|sum| (sum, sentence)), date: Some(date), kinds })
}

/// How many words may stand between a verb and its sum.
const NEAR: usize = 4;

/// `Consumers lost $2.1 billion to scams in 2023`: what many lost to many in a period.
fn lost(story: &Story<'_>, clause: &Clause<'_>) -> Option<Tally> {
    let (items, sentence) = (&clause.phrase.items, clause.phrase.sentence);
    let date = clause.date(story)?;
    let sum = clause.sum(story)?;
    let at = clause.amounts().find(|(_, amount)| *amount == sum)?.0;
    let verbs = at.saturating_sub(NEAR).max(clause.first)..at;
    let verb = verbs.rev().find(|at| matches!(items[*at].low.as_str(), "lost" | "lose" | "losing" | "losses"))?;
    let behind = items[at + 1..clause.end].iter().map(|item| item.low.as_str()).collect::<Vec<_>>().join(" ");
    let mut parties = items[clause.first..verb].iter().filter(|item| matches!(item.kind, ItemKind::Entity(_)));
    let one = |party: usize| {
        let party = &story.parties.list[party];
        party.named && !party.plural && party.kind != EntityKind::Country
    };
    let of_one = parties.next_back().and_then(|item| story.party_of(item)).is_some_and(one);
    let kinds = kinds(story, clause);
    let many = !of_one && MANY.is_match(&behind) && !kinds.is_empty();
    many.then_some(Tally { sentence, count: None, sum: Some((sum, sentence)), date: Some(date), kinds })
}

/// What the words of a figure, else those of its sentence, say of its kinds.
fn kinds(story: &Story<'_>, clause: &Clause<'_>) -> Vec<IncidentType> {
    let phrase = clause.phrase;
    let of = |first: usize, end: usize| -> Vec<IncidentType> {
        let (Some(first), Some(last)) = (phrase.items.get(first), phrase.items[..end].last()) else { return vec![] };
        let text = story.doc.slice(Span::new(first.span.start, last.span.end.max(first.span.end)));
        KINDS.iter().filter(|(_, words)| words.is_match(text)).map(|(kind, _)| *kind).collect()
    };
    let own = of(clause.first, clause.end);
    if own.is_empty() { of(0, phrase.items.len()) } else { own }
}

/// How many sentences behind a count its total may stand.
const BELOW: usize = 2;

/// `The damage comes to 5 million euros`: the total of what a sentence of the same paragraph counts.
fn total_below(story: &Story<'_>, phrase: &Phrase, text: &str, found: &mut [Tally]) {
    let Some(last) = found.last().map(|tally| tally.sentence) else { return };
    let block = |sentence: usize| story.doc.sentences[sentence].block;
    if block(last) != block(phrase.sentence) || phrase.sentence - last > BELOW || !TOTAL.is_match(text) {
        return;
    }
    let named = |party: &usize| {
        let party = &story.parties.list[*party];
        party.named && party.kind == EntityKind::Organization
    };
    let Some(whole) = found.iter_mut().find(|tally| tally.sentence == last && tally.sum.is_none()) else { return };
    if story.parties.in_sentence(story.doc, phrase.sentence).iter().any(named) {
        return;
    }
    whole.sum = clauses(story, phrase).first().and_then(|clause| clause.sum(story)).map(|sum| (sum, phrase.sentence));
}
