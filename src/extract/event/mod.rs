//! What a sentence says happened: a trigger, its kind, and who did what to whom.

mod frame;
mod phrase;
mod realis;
mod relative;
mod signs;
mod trigger;

use crate::extract::{Mention, amount::Amount, date::DateExpr, entity::Entity};
use crate::record::names;
use crate::text::{Document, Span};

pub use phrase::{Item, ItemKind, Phrase};
pub use trigger::Triggers;

names! {
    /// Kinds of events: those of the CASIE corpus, and what it lacks.
    EventKind {
        /// Money or crypto assets taken.
        Theft = "Theft",
        /// Data taken, leaked or exposed.
        Databreach = "Databreach",
        /// A ransom demanded or paid, ransomware deployed.
        Ransom = "Ransom",
        /// Deceptive messages or sites.
        Phishing = "Phishing",
        /// Deceit for gain.
        Fraud = "Fraud",
        /// Services or systems knocked out.
        Disruption = "Disruption",
        /// An attack of which no more is said.
        Intrusion = "Intrusion",
        /// A flaw made known.
        DiscoverVulnerability = "DiscoverVulnerability",
        /// A fix released.
        PatchVulnerability = "PatchVulnerability",
    }
}

names! {
    /// Whether the event is told as a fact.
    Realis {
        /// It happened.
        Actual = "Actual",
        /// A general statement.
        Generic = "Generic",
        /// Planned, failed, possible, denied.
        Other = "Other",
    }
}

names! {
    /// What an argument is in its event; the CASIE roles that rules can tell.
    Role {
        /// Who did it.
        Attacker = "Attacker",
        /// Who was hit.
        Victim = "Victim",
        /// Money taken.
        Amount = "Amount",
        /// What was asked for.
        Price = "Price",
        /// Data taken.
        CompromisedData = "Compromised-Data",
        /// How many people were hit.
        NumberOfVictim = "Number-of-Victim",
        /// When.
        Time = "Time",
        /// Where.
        Place = "Place",
        /// With what.
        Tool = "Tool",
        /// A CVE id.
        Cve = "CVE",
    }
}

/// An argument of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// What it is in the event.
    pub role: Role,
    /// The words.
    pub span: Span,
}

/// Why an event is not told as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// `foiled an attempt to steal`
    Attempted,
    /// `threatened to publish`
    Threatened,
    /// `denied that it was breached`
    Denied,
    /// `could be hacked`, `to prevent attacks`
    Hypothetical,
}

/// One event of one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What kind.
    pub kind: EventKind,
    /// The words that say so.
    pub trigger: Span,
    /// Whether it is told as a fact.
    pub realis: Realis,
    /// Why not.
    pub doubt: Option<Doubt>,
    /// Who, whom, what.
    pub arguments: Vec<Argument>,
    /// Index of its sentence.
    pub sentence: usize,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure its finder is, in per cent.
    pub confidence: u8,
    /// Events with the same number tell of the same happening.
    pub incident: Option<usize>,
}

impl Role {
    /// What usually fills the role, in the words of the CASIE corpus.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Attacker => "Person",
            Self::Victim => "Organization",
            Self::Amount | Self::Price => "Money",
            Self::CompromisedData => "Data",
            Self::NumberOfVictim => "Number",
            Self::Time => "Time",
            Self::Place => "GPE",
            Self::Tool => "Malware",
            Self::Cve => "CVE",
        }
    }
}

impl Event {
    /// The words of the arguments with `role`.
    pub fn spans(&self, role: Role) -> impl Iterator<Item = Span> + '_ {
        self.arguments.iter().filter(move |argument| argument.role == role).map(|argument| argument.span)
    }
}

/// What the first stage found in one article.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Entities in the order of the text.
    pub entities: Vec<Mention<Entity>>,
    /// Amounts in the order of the text.
    pub amounts: Vec<Mention<Amount>>,
    /// Dates in the order of the text.
    pub dates: Vec<Mention<DateExpr>>,
}

/// Every sentence of `doc` as items, in order.
pub fn phrases(triggers: &Triggers, doc: &Document<'_>, mentions: &Mentions) -> Vec<Phrase> {
    (0..doc.sentences.len()).map(|sentence| Phrase::new(doc, sentence, mentions, triggers)).collect()
}

/// Every event that the rules read in the sentences of one document, in order.
pub fn extract(triggers: &Triggers, phrases: &[Phrase]) -> Vec<Event> {
    let mut events = Vec::new();
    for phrase in phrases {
        for at in 0..phrase.items.len() {
            if let ItemKind::Trigger(trigger) = phrase.items[at].kind {
                events.extend(frame::read(phrase, at, triggers.get(trigger)));
            }
        }
    }
    signs::add(phrases, &mut events);
    events
}
