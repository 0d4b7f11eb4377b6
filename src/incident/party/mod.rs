//! Which names, noun phrases and pronouns mean the same party, and what the text tells about it.

mod back;
mod beside;
mod named;
mod place;

use std::collections::{BTreeMap, HashMap};

use super::label;
use crate::extract::Mention;
use crate::extract::entity::{Country, Entity, EntityKind};
use crate::record::Sector;
use crate::text::{BlockKind, Document, Span};
pub(super) use place::country_inside;

/// One party of the article.
#[derive(Clone, Debug)]
pub struct Party {
    /// The fullest name that the article gives, or its noun phrase.
    pub name: String,
    /// The words of that name.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// Where the text places it.
    pub country: Option<Country>,
    /// What the text says that it does.
    pub sector: Option<Sector>,
    /// Whether it has a name.
    pub named: bool,
    /// Whether it is several.
    pub plural: bool,
    /// Whether the title names it.
    pub titled: bool,
    /// Every mention.
    pub mentions: Vec<Span>,
}

/// The parties of one article.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// In the order of their first mention in the body.
    pub list: Vec<Party>,
    /// For every entity mention its party.
    of: Vec<Option<usize>>,
    spans: Vec<Span>,
    /// Noun phrases that stand beside a name, and whose they are.
    described: Vec<(String, usize)>,
    /// For every block that a name labels, the mention of that name.
    labels: BTreeMap<usize, usize>,
    /// Where they stand, once nothing of it changes any more.
    places: Option<Places>,
}

/// Every mention of every party in the order of the text: a long report asks for those of a sentence very often.
#[derive(Clone, Debug)]
struct Places {
    mentions: Vec<(Span, usize)>,
    /// The first entity mention with a span.
    entities: HashMap<Span, usize>,
}

impl Party {
    /// A party with a name, of which nothing else is known and which nothing mentions yet.
    pub(super) fn new(name: &str, span: Span, kind: EntityKind) -> Self {
        Self {
            name: name.to_owned(),
            span,
            kind,
            country: None,
            sector: None,
            named: true,
            plural: false,
            titled: false,
            mentions: vec![],
        }
    }

    /// Whether it turned out to be another, who has its mentions now.
    pub(super) fn is_gone(&self) -> bool {
        self.mentions.is_empty() && !self.plural
    }
}

#[cfg(test)]
impl Party {
    /// An organisation of which only the name and the mentions are known.
    pub(super) fn called(name: &str, mentions: Vec<Span>) -> Self {
        let span = mentions.first().copied().unwrap_or(Span::new(0, 0));
        Self { mentions, ..Self::new(name, span, EntityKind::Organization) }
    }
}

impl Parties {
    /// Links the entity mentions of `doc`, which stand in the order of the text.
    pub fn link(doc: &Document<'_>, entities: &[Mention<Entity>]) -> Self {
        let spans = entities.iter().map(|mention| mention.span).collect();
        let labels = label::labels(doc, entities);
        let mut parties =
            Self { list: vec![], of: vec![None; entities.len()], spans, described: vec![], labels, places: None };
        for at in body_first(doc, entities) {
            if entities[at].value.kind.is_party() {
                let title = doc
                    .sentence_at(entities[at].span.start)
                    .is_some_and(|sentence| doc.sentences[sentence].kind == BlockKind::Title);
                parties.name(entities, at, title);
            }
        }
        parties.join_letters(doc, entities);
        parties.join_short_names(doc, entities);
        let titles = doc.sentences.iter().filter(|sentence| sentence.kind == BlockKind::Title);
        let titles: Vec<String> =
            titles.map(|sentence| doc.slice(sentence.span)).chain(doc.title).map(str::to_lowercase).collect();
        for party in &mut parties.list {
            // "PAIDUP NETWORK - REKT": capitals tell no names there.
            let name = party.name.to_lowercase();
            let mentioned = party
                .mentions
                .iter()
                .any(|span| doc.sentence_at(span.start).is_some_and(|at| doc.sentences[at].kind == BlockKind::Title));
            party.titled = mentioned || name.chars().count() > 3 && titles.iter().any(|title| holds(title, &name));
        }
        let descriptors: Vec<usize> =
            (0..entities.len()).filter(|at| entities[*at].value.kind == EntityKind::Descriptor).collect();
        for at in &descriptors {
            if let Some(named) = parties.apposed(doc, entities, *at) {
                parties.describe(doc, entities, *at, named);
            }
        }
        for at in descriptors {
            if parties.of[at].is_none() && !parties.seat(doc, entities, at) {
                parties.refer(doc, entities, at);
            }
        }
        parties.untitle(doc);
        parties.locate(doc, entities);
        parties.name_states(doc, entities);
        for party in &mut parties.list {
            party.mentions.sort();
        }
        parties
    }

    /// A state that the article only calls by a longer name has that: `Democratic People’s Republic of Korea`.
    fn name_states(&mut self, doc: &Document<'_>, entities: &[Mention<Entity>]) {
        for index in 0..self.list.len() {
            if self.list[index].kind != EntityKind::Country {
                continue;
            }
            let called = |at: &usize| self.of[*at] == Some(index) && entities[*at].value.kind == EntityKind::Country;
            let spans = (0..entities.len()).filter(called).map(|at| entities[at].span);
            let party = &self.list[index];
            let Some(longest) = spans.clone().rev().max_by_key(|span| span.len()) else { continue };
            let usual = spans.clone().any(|span| doc.slice(span) == party.name);
            if !usual && longest.len() > party.name.len() {
                let party = &mut self.list[index];
                party.name = doc.slice(longest).to_owned();
                party.span = longest;
            }
        }
    }

    /// The same parties, once who is who is settled: what stands where is looked up from now on.
    pub fn settled(mut self) -> Self {
        let mut mentions: Vec<(Span, usize)> = self.mentions().collect();
        mentions.sort();
        let entities = self.spans.iter().enumerate().rev().map(|(at, span)| (*span, at)).collect();
        self.places = Some(Places { mentions, entities });
        self
    }

    fn mentions(&self) -> impl Iterator<Item = (Span, usize)> {
        let parties = self.list.iter().enumerate();
        parties.flat_map(|(index, party)| party.mentions.iter().map(move |span| (*span, index)))
    }

    /// All mentions of parties from byte `from` to byte `to`.
    fn between(&self, from: usize, to: usize) -> Vec<(Span, usize)> {
        let inside = |(span, _): &(Span, usize)| span.start >= from && span.end <= to;
        let Some(places) = &self.places else { return self.mentions().filter(inside).collect() };
        let first = places.mentions.partition_point(|(span, _)| span.start < from);
        places.mentions[first..].iter().take_while(|(span, _)| span.start <= to).copied().filter(inside).collect()
    }

    /// The party of the entity mention with exactly this span.
    pub fn of_span(&self, span: Span) -> Option<usize> {
        let at = match &self.places {
            Some(places) => places.entities.get(&span).copied(),
            None => self.spans.iter().position(|candidate| *candidate == span),
        };
        at.and_then(|at| self.of[at])
    }

    /// The parties named in sentence number `sentence`, in the order of the text.
    pub fn in_sentence(&self, doc: &Document<'_>, sentence: usize) -> Vec<usize> {
        let bounds = doc.sentences[sentence].span;
        let mut found: Vec<(usize, usize)> =
            self.between(bounds.start, bounds.end).into_iter().map(|(span, index)| (span.start, index)).collect();
        found.sort_unstable();
        let mut parties = Vec::with_capacity(found.len());
        for (_, index) in found {
            if !parties.contains(&index) {
                parties.push(index);
            }
        }
        parties
    }

    /// The party of the name that labels a block.
    pub(super) fn label_of(&self, block: usize) -> Option<usize> {
        self.labels.get(&block).and_then(|at| self.of[*at])
    }

    /// Adds a party, and says which it is now.
    fn add(&mut self, party: Party) -> usize {
        self.list.push(party);
        self.list.len() - 1
    }

    /// Gives all mentions of one party to another, which it is.
    pub(super) fn merge(&mut self, from: usize, into: usize) {
        let moved = std::mem::take(&mut self.list[from].mentions);
        self.list[into].mentions.extend(moved);
        self.list[into].mentions.sort();
        self.of.iter_mut().flatten().filter(|of| **of == from).for_each(|of| *of = into);
    }

    /// Gives a party the noun phrases within `span` and its article, whatever they were taken to refer to.
    pub(super) fn take(&mut self, entities: &[Mention<Entity>], span: Span, into: usize) {
        const ARTICLE: usize = "the ".len();
        for (at, mention) in entities.iter().enumerate() {
            let own = mention.span;
            let within = own.end > span.start && own.end <= span.end && own.start + ARTICLE >= span.start;
            let Some(of) = self.of.get(at).copied().flatten().filter(|of| *of != into) else { continue };
            if within && mention.value.kind == EntityKind::Descriptor {
                self.list[of].mentions.retain(|known| *known != own);
                self.list[into].mentions.push(own);
                self.list[into].mentions.sort();
                self.of[at] = Some(into);
            }
        }
    }
}

/// Body mentions before those in titles and headings: names are learned where capitals tell something.
fn body_first(doc: &Document<'_>, entities: &[Mention<Entity>]) -> Vec<usize> {
    let in_title = |at: &usize| {
        doc.sentence_at(entities[*at].span.start)
            .is_some_and(|sentence| matches!(doc.sentences[sentence].kind, BlockKind::Title | BlockKind::Heading))
    };
    let all = 0..entities.len();
    all.clone().filter(|at| !in_title(at)).chain(all.filter(in_title)).collect()
}

/// Whether a text holds a name as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| Span::new(at, at + name.len()).stands_apart(text, &[]))
}

/// A name in small letters without the determiner that it begins with, if it is one of these.
pub(super) fn without_determiner(name: &str, determiners: &[&str]) -> String {
    let low = name.to_lowercase();
    determiners.iter().find_map(|determiner| low.strip_prefix(determiner)).unwrap_or(&low).to_owned()
}

/// A noun phrase without its determiner.
fn bare(phrase: &str) -> String {
    let low = phrase.to_lowercase();
    let mut words: Vec<&str> = low.split_whitespace().collect();
    let determiner = |word: &str| {
        matches!(word, "the" | "a" | "an" | "its" | "their" | "this" | "that" | "these" | "those" | "our" | "another")
    };
    if words.len() > 1 && determiner(words[0]) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::entity;

    #[test]
    fn what_stands_where_is_the_same_once_settled() {
        let text = "Two exchanges robbed\n\nThe exchange Quornex said that it lost $4 million. Peckwell Trade, another firm, told Ada \
                    Lindqvist that it was robbed. She wrote that Quornex's bridge was drained. They closed it, which Peckwell Trade regrets.";
        let doc = Document::new(text);
        let entities = entity::extractor().extract(&doc);
        let open = Parties::link(&doc, &entities);
        let settled = open.clone().settled();
        let sentences =
            |parties: &Parties| (0..doc.sentences.len()).map(|at| parties.in_sentence(&doc, at)).collect::<Vec<_>>();
        assert_eq!(sentences(&open), sentences(&settled));
        let pronouns = |parties: &Parties| {
            let words = doc.tokens.iter().map(|token| token.span);
            let meant = |span: Span| parties.of_pronoun(&doc, span.start, &doc.slice(span).to_lowercase());
            words.map(|span| (meant(span), parties.of_span(span))).collect::<Vec<_>>()
        };
        assert_eq!(pronouns(&open), pronouns(&settled));
        let named = |parties: &Parties| entities.iter().map(|entity| parties.of_span(entity.span)).collect::<Vec<_>>();
        assert_eq!(named(&open), named(&settled));
        assert!(named(&settled).iter().any(Option::is_some));
    }

    #[test]
    fn a_version_a_pool_and_a_bridge_are_of_their_project() {
        for (text, name) in [
            ("Quornex lost its coins. The pools of Quornex V2 were drained.", "Quornex"),
            ("The Quornex ETH Pool was drained. Quornex lost it all.", "Quornex"),
            ("Quornex Chain said that somebody had drained its Quornex Bridge.", "Quornex Chain"),
        ] {
            let doc = Document::new(text);
            let entities = entity::extractor().extract(&doc);
            let parties = Parties::link(&doc, &entities);
            let names: Vec<&str> =
                parties.list.iter().filter(|party| party.named).map(|party| party.name.as_str()).collect();
            assert_eq!(names, [name], "{text}");
        }
    }
}
