//! An incident while it is put together, and everything that it is put together from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::extract::Mention;
use crate::extract::amount::Quantity;
use crate::extract::date::Date;
use crate::extract::entity::{Country, EntityKind};
use crate::extract::event::{Event, Item, Mentions, Phrase};
use crate::model::States;
use crate::record::{AmountRole, IncidentType, Scope, Sector, Stance, Status};
use crate::text::{Document, Span};

use super::Parties;

/// What one article holds, before any judgement about incidents.
pub struct Story<'a> {
    /// The text.
    pub doc: &'a Document<'a>,
    /// Entities, amounts, dates as said.
    pub mentions: &'a Mentions,
    /// Dates as meant, one for each as said.
    pub dates: Vec<Mention<Date>>,
    /// Sentence-level events.
    pub events: &'a [Event],
    /// Who is who.
    pub parties: Parties,
    /// Every sentence as items.
    pub phrases: Vec<Phrase>,
    /// The organisation that the article is about.
    pub topic: Option<usize>,
    /// What the encoder made of its words, if it read them.
    pub states: Option<&'a States>,
}

impl Story<'_> {
    /// The party that an item means, a pronoun too.
    pub fn party_of(&self, item: &Item) -> Option<usize> {
        self.party_at(item.span)
    }

    /// Whether the words are "we", "our" or "us" of the one who wrote the article: of a notice or a post-mortem.
    fn speaks_for_the_topic(&self, span: Span) -> bool {
        let word = self.doc.slice(span);
        let first = ["we", "our", "us"].iter().any(|pronoun| word.eq_ignore_ascii_case(pronoun)) && word != "US";
        let Some(sentence) = self.doc.sentence_at(span.start).filter(|_| first) else { return false };
        let block = self.doc.sentences[sentence].block;
        let start =
            self.doc.sentences.iter().find(|sentence| sentence.block == block).map_or(0, |first| first.span.start);
        let before = &self.doc.text[start..span.start];
        let quoted = before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1;
        !quoted
    }

    /// The party that the words of an argument mean, a pronoun too.
    pub fn party_at(&self, span: Span) -> Option<usize> {
        if let Some(topic) = self.topic.filter(|_| self.speaks_for_the_topic(span)) {
            return Some(topic);
        }
        self.parties.of_span(span).or_else(|| self.counted(span)).or_else(|| {
            let word = self.doc.slice(span).to_lowercase();
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            const PRONOUNS: &[&str] = &[
                "it", "its", "itself", "they", "their", "them", "he", "his", "him", "she", "her", "which", "who",
                "whose", "we", "our", "us",
            ];
            PRONOUNS.contains(&word).then(|| self.parties.of_pronoun(self.doc, span.start, word)).flatten()
        })
    }

    /// The party that a count counts: the noun phrase at the end of `at least 140 organisations`.
    fn counted(&self, span: Span) -> Option<usize> {
        self.mentions.amounts.iter().find(|amount| amount.span == span)?;
        let noun = self.mentions.entities.iter().find(|entity| {
            entity.value.kind == EntityKind::Descriptor && entity.span.end == span.end && entity.span.overlaps(span)
        })?;
        self.parties.of_span(noun.span)
    }
}

/// Who says who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The party named as attacker.
    pub attacker: usize,
    /// The party that says so; `None` where the article itself does.
    pub by: Option<usize>,
    /// How firmly.
    pub stance: Stance,
    /// The words.
    pub span: Span,
}

/// An amount with its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoledAmount {
    /// Index into the amounts.
    pub amount: usize,
    /// What the sum is.
    pub role: AmountRole,
    /// Index of its sentence.
    pub sentence: usize,
    /// Another amount that tells the same sum: the worth of a quantity, or the quantity behind a worth.
    pub partner: Option<usize>,
}

/// One incident while it is put together; parties, amounts and entities are indices.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kinds.
    pub types: BTreeSet<IncidentType>,
    /// One or several.
    pub scope: Scope,
    /// Whether it happened.
    pub status: Status,
    /// Who was hit.
    pub victims: Vec<usize>,
    /// Whether the victim is only what the article is about, not what a sentence says was hit.
    pub inferred: bool,
    /// Whether its victim was found by weights, where no rule tells an incident.
    pub judged: bool,
    /// Whether it is an item of a list or a row of a table that says what happened above all.
    pub listed: bool,
    /// Whether the article says that it recalls an earlier happening at the same victim.
    pub recalled: bool,
    /// Whether the article is about it.
    pub chief: bool,
    /// Whether the article is about it only perhaps, so that what is known of it in the end says whether it is one at all.
    pub tried: bool,
    /// The countries of victims whose own words do not place them.
    pub seats: BTreeMap<usize, Country>,
    /// What its victims do, by all that the text tells.
    pub trades: BTreeMap<usize, Sector>,
    /// Who did it.
    pub attackers: Vec<usize>,
    /// Who says who did it.
    pub claims: Vec<Claim>,
    /// Its events.
    pub events: Vec<usize>,
    /// Sentences that tell of it.
    pub sentences: BTreeSet<usize>,
    /// When: the words and what they mean.
    pub time: Option<Mention<Date>>,
    /// The month in which a theft was reported, where the text tells no better.
    pub reported: Option<Mention<Date>>,
    /// Where, as an index into the entities.
    pub place: Option<usize>,
    /// Sums.
    pub amounts: Vec<RoledAmount>,
    /// Counts, as indices into the amounts.
    pub affected: Vec<usize>,
    /// For a series: how many, and the words.
    pub attacks: Option<(Quantity, Span)>,
    /// Kinds of data, as indices into the entities.
    pub data: Vec<usize>,
    /// Malware, tools, techniques, as indices into the entities.
    pub methods: Vec<usize>,
    /// CVE ids, as indices into the entities.
    pub vulnerabilities: Vec<usize>,
    /// The party that is the product with the flaw.
    pub product: Option<usize>,
    /// The words for its versions.
    pub version: Option<Span>,
    /// Sources cited.
    pub reported_by: Vec<usize>,
    /// The series that contains it.
    pub part_of: Option<usize>,
    /// From 0 to 100.
    pub confidence: u32,
}

/// How many sentences away from those of an incident facts of a long report may stand to be its own: it is read in time that grows
/// with its length, not with the square of it.
const REACH: usize = 60;

impl Draft {
    /// Whether a sentence is near one of its own.
    pub(super) fn reaches(&self, sentence: usize) -> bool {
        self.sentences.iter().any(|own| own.abs_diff(sentence) <= REACH)
    }

    /// An incident of which nothing is known yet.
    pub fn new() -> Self {
        Self {
            types: BTreeSet::new(),
            scope: Scope::Single,
            status: Status::Occurred,
            victims: vec![],
            inferred: false,
            judged: false,
            listed: false,
            recalled: false,
            chief: false,
            tried: false,
            seats: BTreeMap::new(),
            trades: BTreeMap::new(),
            attackers: vec![],
            claims: vec![],
            events: vec![],
            sentences: BTreeSet::new(),
            time: None,
            reported: None,
            place: None,
            amounts: vec![],
            affected: vec![],
            attacks: None,
            data: vec![],
            methods: vec![],
            vulnerabilities: vec![],
            product: None,
            version: None,
            reported_by: vec![],
            part_of: None,
            confidence: 0,
        }
    }

    /// Whether a sum of it is said to be stolen.
    pub(super) fn has_loss(&self) -> bool {
        self.amounts.iter().any(|sum| sum.role == AmountRole::Stolen)
    }

    /// The first and the last day of its time, where both are told.
    pub(super) fn days(&self) -> Option<(civil::Date, civil::Date)> {
        let date = &self.time.as_ref()?.value;
        Some((date.earliest?, date.latest?))
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}
