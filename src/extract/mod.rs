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
    /// The names that its mentions bear once they are refined.
    fn names(&self) -> Vec<&'static str> {
        vec![self.name()]
    }
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
    /// A rule whose mentions are left out, so that one sees what it brings.
    left_out: Option<&'static str>,
}

impl<T> Extractor<T> {
    /// All `rules`, judged by `refine`.
    pub fn new(rules: Vec<Box<dyn Rule<T>>>, refine: Vec<Refine<T>>) -> Self {
        Self { rules, refine, left_out: None }
    }

    /// The names that its mentions may bear.
    pub fn names(&self) -> Vec<&'static str> {
        self.rules.iter().flat_map(|rule| rule.names()).collect()
    }

    /// Leaves out what the rule called `name` reads, before any judgement; says whether there is such a rule.
    pub fn leave_out(&mut self, name: &str) -> bool {
        self.left_out = self.names().into_iter().find(|rule| *rule == name);
        self.left_out.is_some()
    }

    /// Every mention in `doc`, in the order of the text.
    pub fn extract(&self, doc: &Document<'_>) -> Vec<Mention<T>> {
        let mut mentions: Vec<Mention<T>> = Vec::new();
        for rule in &self.rules {
            let name = rule.name();
            mentions.extend(rule.find(doc).into_iter().map(|(span, value)| Mention { span, value, rule: name }));
        }
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let kept = |mut mentions: Vec<Mention<T>>| {
            mentions.retain(|mention| self.left_out != Some(mention.rule));
            mentions
        };
        self.refine.iter().fold(kept(mentions), |mentions, refine| kept(refine(doc, mentions)))
    }
}
