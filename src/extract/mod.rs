//! Rules propose mentions, refiners judge them: the stage between text and events.

pub mod amount;
pub mod date;
pub mod entity;
pub mod event;
pub mod number;
pub mod refine;

use crate::text::{Document, Span};

/// One way of writing a value of type `T`. Reads the document and nothing else.
pub trait Rule<T>: Send + Sync {
    /// The rule's name, as `check` reports it.
    fn name(&self) -> &'static str;
    /// Every place where the rule reads a value; places may overlap.
    fn find(&self, doc: &Document<'_>) -> Vec<(Span, T)>;
}

/// A value, the words that say it, and the rule that read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<T> {
    /// The words.
    pub span: Span,
    /// What they mean.
    pub value: T,
    /// Name of the rule or model that found it.
    pub rule: &'static str,
}

/// A refiner judges candidates; refiners run in a fixed order.
pub type Refine<T> = fn(&Document<'_>, Vec<Mention<T>>) -> Vec<Mention<T>>;

/// Rules over one type of value, and the refiners that decide between them.
pub struct Extractor<T> {
    /// Rules, in the order of preference where two find the same span.
    pub rules: Vec<Box<dyn Rule<T>>>,
    /// Refiners, first to last.
    pub refine: Vec<Refine<T>>,
}

impl<T> Extractor<T> {
    /// Every mention in `doc`, in the order of the text.
    pub fn extract(&self, doc: &Document<'_>) -> Vec<Mention<T>> {
        let mut mentions: Vec<Mention<T>> = Vec::new();
        for rule in &self.rules {
            let name = rule.name();
            mentions.extend(rule.find(doc).into_iter().map(|(span, value)| Mention { span, value, rule: name }));
        }
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        self.refine.iter().fold(mentions, |mentions, refine| refine(doc, mentions))
    }
}
