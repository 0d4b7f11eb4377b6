//! Owns the stages and runs one article or many; the only file that knows threads.

use std::io;
use std::sync::Barrier;

use rayon::prelude::*;

use crate::article::{self, Article};
use crate::error::Error;
use crate::extract::event::{Event, Mentions, Phrase, Triggers};
use crate::extract::{Extractor, Rule, amount, date, entity, event};
use crate::incident::choose::{self, Candidates};
use crate::incident::{self, Story};
use crate::model::{self, EventModel, ModelEvent, Options, States};
use crate::record::mention::Words;
use crate::record::{self, Incident, MentionLists, MentionsLine, Record, Scope};
use crate::text::{Document, Language, Span, digest};

/// Bytes of text that the model reads together; a longer article is read alone.
const TOGETHER: usize = 1 << 20;

/// An article that needs most patterns and weights.
const FIRST: &str = "Hackers rob an exchange\n\nHackers stole $4 million from the crypto exchange Quornex on 3 May 2021, police in \
                     Vienna said. They had encrypted data of 12,000 customers and demanded a ransom.";

/// Every stage between an article and its record, built once from the embedded lexicons.
pub struct Pipeline {
    entities: Extractor<entity::Entity>,
    amounts: Extractor<amount::Amount>,
    dates: Extractor<date::DateExpr>,
    triggers: Triggers,
    model: Option<EventModel>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Pipeline {
    /// All rules.
    pub fn new() -> Self {
        Self {
            entities: entity::extractor(),
            amounts: amount::extractor(),
            dates: date::extractor(),
            triggers: Triggers::new(),
            model: None,
        }
    }

    /// All rules, and a model: `mentions` gives its events instead of those of the rules; what its encoder makes of the words of an
    /// article helps to choose what goes into its record.
    ///
    /// # Errors
    /// Where the model cannot be loaded.
    pub fn with_model(options: &Options) -> Result<Self, Error> {
        // Patterns and weights are made when they are first needed: with a first article they are there when the model is.
        let rules = || {
            let rules = Self::new();
            rules.record(&Article { text: FIRST.to_owned(), ..Article::default() });
            rules
        };
        let (model, rules) = rayon::join(|| EventModel::load(options), rules);
        Ok(Self { model: Some(model?), ..rules })
    }

    /// The same with one more rule of entities; where another rule marks the same words, that one's reading stays.
    pub fn with_rule(mut self, rule: Box<dyn Rule<entity::Entity>>) -> Self {
        self.entities.rules.push(rule);
        self
    }

    /// The same without what one rule reads: what does it bring?
    pub fn without_rule(mut self, name: &str) -> Result<Self, Error> {
        let Self { entities, amounts, dates, .. } = &mut self;
        if entities.leave_out(name) || amounts.leave_out(name) || dates.leave_out(name) {
            return Ok(self);
        }
        let known = [entities.names(), amounts.names(), dates.names()].concat().join(", ");
        Err(Error::Rule { name: name.to_owned(), known })
    }

    /// One article to its record.
    pub fn record(&self, article: &Article) -> Record {
        let mut doc = document(article);
        let language = Language::of(&article.text, article.language.as_deref());
        if let Language::Foreign(code) = language {
            return record::foreign(article, code);
        }
        let mentions = self.read_and_date(&mut doc);
        let stories = digest::stories(&doc);
        if !stories.is_empty()
            && let Some(record) = self.digest(article, &doc, language, &mentions, &stories)
        {
            return record;
        }
        self.judged(article, &doc, language, &mentions)
    }

    /// What is found in a text, as a record.
    fn judged(&self, article: &Article, doc: &Document<'_>, language: Language, mentions: &Mentions) -> Record {
        let states = self.states(doc);
        let phrases = event::phrases(&self.triggers, doc, mentions);
        let events = event::extract(&self.triggers, &phrases);
        let story = story(doc, mentions, &events, phrases, states.as_ref());
        record::record(article, language.code(), &story, &incident::assemble(&story))
    }

    /// The record of an article of several stories, each read by itself, and beside the others where it tells nothing alone; `None`
    /// where fewer than two tell of somebody who was hit, or two of the same: then the article is one story after all.
    fn digest(
        &self,
        article: &Article,
        doc: &Document<'_>,
        language: Language,
        mentions: &Mentions,
        stories: &[Span],
    ) -> Option<Record> {
        let read = |story: &Span| {
            let text = digest::alone(doc.text, *story);
            let part = Document { published: doc.published, ..Document::new(&text) };
            self.judged(article, &part, language, &self.read_own(&part))
        };
        let mut records: Vec<Record> = stories.iter().map(read).collect();
        let victims = |record: &Record| -> Vec<String> {
            record.incidents.iter().flat_map(|incident| &incident.victims).map(|victim| victim.name.clone()).collect()
        };
        let told: Vec<Vec<String>> = records.iter().map(victims).filter(|victims| !victims.is_empty()).collect();
        let again = |at: usize| told[at + 1..].iter().flatten().any(|victim| told[at].contains(victim));
        if told.len() < 2 || (0..told.len()).any(again) {
            return None;
        }
        // A story that says too little by itself may say enough beside the others, and so may a paragraph without a label.
        let rest = digest::rest(doc, stories);
        if !rest.is_empty() || records.iter().any(|record| record.incidents.is_empty()) {
            let told: Vec<String> = told.into_iter().flatten().collect();
            let mut found = self.judged(article, doc, language, mentions).incidents;
            found.retain(|incident| {
                incident.scope == Scope::Single && incident.victims.iter().all(|victim| !told.contains(&victim.name))
            });
            found.iter_mut().for_each(|incident| incident.part_of = None);
            let inside = |story: Span| found.iter().filter(move |incident| stands_in(doc, incident, story)).cloned();
            for (story, record) in stories.iter().zip(&mut records).filter(|(_, record)| record.incidents.is_empty()) {
                record.incidents.extend(inside(*story));
            }
            if let Some(last) = records.last_mut() {
                last.incidents.extend(rest.iter().flat_map(|paragraph| inside(*paragraph)));
            }
        }
        records.into_iter().reduce(|mut whole, part| {
            whole.incidents.extend(part.incidents);
            whole.warnings.extend(part.warnings);
            whole
        })
    }

    /// Everything that may be the victim, the loss and the day of what an article is about, with its signs. Who the victim
    /// is, by its name, decides how the others look; with states, what the encoder makes of it counts as where a model reads along.
    pub fn candidates(
        &self,
        article: &Article,
        is_victim: impl Fn(&str) -> bool,
        states: Option<&States>,
    ) -> Candidates {
        let mut doc = document(article);
        let mentions = self.read_and_date(&mut doc);
        let phrases = event::phrases(&self.triggers, &doc, &mentions);
        let events = event::extract(&self.triggers, &phrases);
        choose::candidates(&story(&doc, &mentions, &events, phrases, states), is_victim)
    }

    /// One article to what the extractors find in it.
    pub fn mentions(&self, article: &Article) -> MentionsLine {
        let doc = document(article);
        let found = self.model_events(std::slice::from_ref(&doc)).pop().flatten();
        self.line(article, &doc, found)
    }

    fn line(&self, article: &Article, doc: &Document<'_>, found: Option<Vec<ModelEvent>>) -> MentionsLine {
        let words = Words::new(&article.text);
        let mentions = self.read(doc);
        let dates = date::resolve(doc, &mentions.dates, article.published);
        let lists = MentionLists {
            amounts: mentions.amounts.iter().map(|mention| words.amount(mention)).collect(),
            dates: dates.iter().map(|mention| words.date(mention)).collect(),
            entities: mentions.entities.iter().map(|mention| words.entity(mention)).collect(),
        };
        let events = match found {
            Some(found) => found.iter().map(|event| words.model_event(event)).collect(),
            None => {
                let phrases = event::phrases(&self.triggers, doc, &mentions);
                event::extract(&self.triggers, &phrases).iter().map(|event| words.event(event)).collect()
            }
        };
        MentionsLine { id: article.id.clone(), mentions: lists, events }
    }

    /// Many articles to their records, in order.
    pub fn records(&self, articles: &[Article]) -> Vec<Record> {
        articles.par_iter().map(|article| self.record(article)).collect()
    }

    /// Many articles to what the model alone finds in them, in order; nothing without a model.
    pub fn events(&self, articles: &[Article]) -> Vec<Vec<ModelEvent>> {
        let docs: Vec<_> = articles.par_iter().map(document).collect();
        self.model_events(&docs).into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Many articles to their mentions, in order.
    pub fn all_mentions(&self, articles: Vec<Article>) -> Vec<MentionsLine> {
        let docs: Vec<_> = articles.par_iter().map(document).collect();
        let found = self.model_events(&docs);
        let read = articles.par_iter().zip(&docs).zip(found);
        read.map(|((article, doc), found)| self.line(article, doc, found)).collect()
    }

    /// Many articles to what the rules find in them, in order.
    pub fn rule_mentions(&self, articles: &[Article]) -> Vec<MentionsLine> {
        articles.par_iter().map(|article| self.line(article, &document(article), None)).collect()
    }

    /// What the model finds in each document. Windows of several go through the encoder together; batches of them
    /// and the engine's own loops share one set of threads.
    fn model_events(&self, docs: &[Document<'_>]) -> Vec<Option<Vec<ModelEvent>>> {
        let Some(model) = &self.model else { return vec![None; docs.len()] };
        let mut found = Vec::with_capacity(docs.len());
        while let Some(first) = docs.get(found.len()) {
            let mut size = first.text.len();
            let more = docs[found.len() + 1..].iter().take_while(|doc| {
                size += doc.text.len();
                size <= TOGETHER
            });
            let end = found.len() + 1 + more.count();
            found.extend(model.on_threads(|| together(model, &docs[found.len()..end])).into_iter().map(Some));
        }
        found
    }

    /// What the encoder makes of a document.
    fn states(&self, doc: &Document<'_>) -> Option<States> {
        let model = self.model.as_ref()?;
        model.on_threads(|| {
            let reading = [model.read_all(article::headline(doc.title, doc.text), doc)];
            let sections = model::sections(&reading);
            let windows = sections.par_iter().flatten().flat_map_iter(|batch| model.encode(&reading, batch));
            let [reading] = &reading;
            model::states(reading, windows.collect())
        })
    }

    /// The first stage; where the source gives no publication date, that of the byline holds.
    fn read_and_date(&self, doc: &mut Document<'_>) -> Mentions {
        let mentions = self.read_own(doc);
        doc.published = doc.published.or_else(|| date::byline(doc, &mentions.dates).map(|(_, day)| day));
        mentions
    }

    /// The first stage without what the titles of other articles say.
    fn read_own(&self, doc: &Document<'_>) -> Mentions {
        let Mentions { mut entities, mut amounts, mut dates } = self.read(doc);
        let links: Vec<Span> =
            (0..doc.sentences.len()).filter(|at| doc.is_link(*at)).map(|at| doc.sentences[at].span).collect();
        let own = |span: Span| !links.iter().any(|link| link.contains(span));
        entities.retain(|mention| own(mention.span));
        amounts.retain(|mention| own(mention.span));
        dates.retain(|mention| own(mention.span));
        Mentions { entities, amounts, dates }
    }

    /// The first stage: entities, amounts and dates side by side.
    fn read(&self, doc: &Document<'_>) -> Mentions {
        let (entities, (amounts, dates)) = rayon::join(
            || self.entities.extract(doc),
            || rayon::join(|| self.amounts.extract(doc), || self.dates.extract(doc)),
        );
        Mentions { entities, amounts, dates }
    }
}

/// Whether a story is the first to name those whom an incident hit.
fn stands_in(doc: &Document<'_>, incident: &Incident, story: Span) -> bool {
    let start = doc.text[..story.start].chars().count();
    let end = start + doc.text[story.start..story.end].chars().count();
    let inside = |victim: &record::Party| start <= victim.span.start && victim.span.end <= end;
    !incident.victims.is_empty() && incident.victims.iter().all(inside)
}

/// What the model finds in documents that are read together.
fn together(model: &EventModel, docs: &[Document<'_>]) -> Vec<Vec<ModelEvent>> {
    let mut readings: Vec<_> = docs.par_iter().map(|doc| model.read(doc)).collect();
    for section in model::sections(&readings) {
        let found = section.par_iter().map(|batch| model.find(&readings, batch)).collect();
        model.add(&mut readings, found);
    }
    readings.into_par_iter().map(|reading| model.finish(reading)).collect()
}

/// What the assembly of incidents reads: the first stage's finds, with dates resolved and parties linked.
fn story<'a>(
    doc: &'a Document<'a>,
    mentions: &'a Mentions,
    events: &'a [Event],
    phrases: Vec<Phrase>,
    states: Option<&'a States>,
) -> Story<'a> {
    incident::with_topic(Story {
        dates: date::resolve(doc, &mentions.dates, doc.published),
        parties: incident::parties(doc, &mentions.entities).settled(),
        phrases,
        doc,
        mentions,
        events,
        topic: None,
        states,
    })
}

/// The document of an article, with what its source says about it.
fn document(article: &Article) -> Document<'_> {
    let mut doc = Document::new(&article.text);
    doc.title = article.title.as_deref();
    doc.published = article.published;
    doc
}

/// The name of threads whose panics are caught and told in an error, so that nothing need be said of them where they happen.
pub const QUIET_THREAD: &str = "article";

/// Runs `work` once on each of `threads` threads (0 means one per core), and `here` on this one meanwhile.
pub fn beside<T>(threads: usize, work: impl Fn() + Sync, here: impl FnOnce() -> T) -> io::Result<T> {
    let named = rayon::ThreadPoolBuilder::new().num_threads(threads).thread_name(|_| QUIET_THREAD.to_owned());
    let pool = named.build().map_err(io::Error::other)?;
    // No thread begins before all have their part: one that waits inside an article for another thread would take up a
    // part that nobody has begun, and come back to its article only at the very end.
    let all = Barrier::new(pool.current_num_threads());
    Ok(pool.in_place_scope(|scope| {
        scope.spawn_broadcast(|_, _| {
            all.wait();
            work();
        });
        here()
    }))
}

/// Runs `work` on `threads` threads, or on as many as there are cores for 0.
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
