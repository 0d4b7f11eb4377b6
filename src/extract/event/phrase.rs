//! A sentence as a short row of items: triggers, parties, amounts, dates, data, and the words between them.

use rust_decimal::Decimal;

use super::{Mentions, Triggers};
use crate::extract::Mention;
use crate::extract::amount::Amount;
use crate::extract::entity::{Entity, EntityKind, Reference};
use crate::text::{Document, Span, TokenKind};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Any other word.
    Word,
    /// A punctuation mark.
    Mark,
    /// A trigger: the number of its row.
    Trigger(usize),
    /// A party, a noun phrase for one, a place: index into the entities.
    Entity(usize),
    /// Index into the amounts.
    Amount(usize),
    /// Index into the dates.
    Date(usize),
    /// A kind of data: index into the entities.
    Data(usize),
    /// `it`, `its`, `they`
    Pronoun,
    /// `hackers`, `thieves`: attackers whom nobody names.
    Nobody,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
    /// Its words in lower case.
    pub low: String,
}

/// One sentence as items.
pub struct Phrase {
    /// Index of the sentence.
    pub sentence: usize,
    /// The items in order.
    pub items: Vec<Item>,
    /// Items that are sums of money or of a crypto asset.
    sums: Vec<Span>,
    /// Items that count parties: `at least 140 organisations`.
    groups: Vec<Span>,
}

/// Attackers whom nobody names.
pub(crate) const NOBODY: &[&str] = &[
    "hacker", "hackers", "attacker", "attackers", "intruder", "intruders", "thief", "thieves", "criminal", "criminals",
    "cybercriminal", "cybercriminals", "cyberthieves", "exploiter", "exploiters", "fraudster", "fraudsters", "scammer",
    "scammers", "perpetrator", "perpetrators", "culprit", "culprits", "robber", "robbers", "burglars", "bandits",
    "crooks", "extortionists", "blackmailers", "bot", "unknown", "somebody", "someone", "actor", "actors", "outsider",
    "outsiders", "crackers", "adversary", "phishers", "swindlers", "raiders", "gang", "gangs", "invaders", "pirates",
];
const PRONOUNS: &[&str] = &[
    "it", "its", "they", "their", "them", "we", "our", "us", "he", "his", "him", "she", "her", "itself", "which",
    "who", "whose", "whom",
];

impl Phrase {
    /// The items of sentence number `sentence`.
    pub fn new(doc: &Document<'_>, sentence: usize, mentions: &Mentions, triggers: &Triggers) -> Self {
        let bounds = doc.sentences[sentence].span;
        let mut chunks: Vec<(Span, ItemKind)> = Vec::new();
        let mut add = |span: Span, kind: ItemKind| {
            if !chunks.iter().any(|(taken, _)| taken.overlaps(span)) {
                chunks.push((span, kind));
            }
        };
        let within = |span: Span| bounds.contains(span);
        // `two years ago` is a day, not a count.
        let dated =
            |span: Span| mentions.dates.iter().any(|date| date.span.contains(span) && date.span.len() > span.len());
        let amounts = mentions.amounts.iter().enumerate().filter(|(_, m)| within(m.span) && !dated(m.span));
        for (index, amount) in amounts {
            add(amount.span, ItemKind::Amount(index));
        }
        for (index, date) in mentions.dates.iter().enumerate().filter(|(_, m)| within(m.span)) {
            add(date.span, ItemKind::Date(index));
        }
        let parties = |kind: EntityKind| kind.is_party() || matches!(kind, EntityKind::Place);
        for (index, entity) in mentions.entities.iter().enumerate().filter(|(_, m)| within(m.span)) {
            if parties(entity.value.kind) {
                add(entity.span, ItemKind::Entity(index));
            }
        }
        for (span, trigger) in triggers.find(doc.slice(bounds), bounds.start) {
            add(span, ItemKind::Trigger(trigger));
        }
        for (index, entity) in mentions.entities.iter().enumerate().filter(|(_, m)| within(m.span)) {
            match entity.value.kind {
                EntityKind::Descriptor => add(entity.span, ItemKind::Entity(index)),
                EntityKind::Data => add(entity.span, ItemKind::Data(index)),
                _ => {}
            }
        }
        chunks.sort_by_key(|(span, _)| span.start);
        let is_sum = |amount: &Amount| matches!(amount, Amount::Money { .. } | Amount::Crypto { .. });
        let sums = mentions.amounts.iter().filter(|m| within(m.span) && is_sum(&m.value)).map(|m| m.span).collect();
        let groups = mentions.amounts.iter().filter(|m| within(m.span)).filter(|m| counts_parties(doc, m, mentions));
        let groups = groups.map(|m| m.span).collect();
        Self { sentence, items: tile(doc, sentence, &chunks), sums, groups }
    }

    /// Whether item `at` counts parties.
    pub fn is_group(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| self.groups.contains(&item.span))
    }

    /// Whether item `at` is a sum of money or of a crypto asset.
    pub fn is_sum(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| self.sums.contains(&item.span))
    }

    /// Index of the item that covers byte `at`.
    pub fn item_at(&self, at: usize) -> Option<usize> {
        self.items.iter().position(|item| item.span.start <= at && at < item.span.end)
    }

    /// The words of the item before `at`, or an empty string.
    pub fn word(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.items.get(at)).map_or("", |item| &item.low)
    }
}

/// Whether a count is one of organisations or groups: a noun phrase for a party ends where it does.
fn counts_parties(doc: &Document<'_>, amount: &Mention<Amount>, mentions: &Mentions) -> bool {
    let Amount::Count { quantity, .. } = &amount.value else { return false };
    let party = |entity: &Mention<Entity>| {
        entity.value.kind == EntityKind::Descriptor
            && entity.value.reference == Reference::Plural
            && amount.span.overlaps(entity.span)
            && amount.span.end == entity.span.end
    };
    // "eleven of its schools" counts what somebody has.
    quantity.value > Decimal::ONE && !doc.slice(amount.span).contains(" of ") && mentions.entities.iter().any(party)
}

/// Chunks and, between them, the single words and marks.
fn tile(doc: &Document<'_>, sentence: usize, chunks: &[(Span, ItemKind)]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut chunk = 0;
    for token in doc.tokens_of(&doc.sentences[sentence]) {
        while chunk < chunks.len() && chunks[chunk].0.end <= token.span.start {
            chunk += 1;
        }
        match chunks.get(chunk) {
            Some((span, kind)) if span.overlaps(token.span) => {
                let begun = items.last().is_some_and(|item: &Item| item.span == *span);
                if !begun {
                    items.push(Item { span: *span, kind: *kind, low: doc.slice(*span).to_lowercase() });
                }
            }
            _ if token.is_visible() => {
                let low = doc.slice(token.span).to_lowercase().replace('’', "'");
                // `the IT supplier`, `US banks`
                let shouted = token.span.len() == 2 && doc.slice(token.span).bytes().all(|c| c.is_ascii_uppercase());
                let kind = match token.kind {
                    TokenKind::Punctuation => ItemKind::Mark,
                    _ if shouted => ItemKind::Word,
                    _ if PRONOUNS.contains(&low.trim_end_matches("'s")) => ItemKind::Pronoun,
                    _ if NOBODY.contains(&low.trim_end_matches("'s")) => ItemKind::Nobody,
                    _ => ItemKind::Word,
                };
                items.push(Item { span: token.span, kind, low });
            }
            _ => {}
        }
    }
    items
}
