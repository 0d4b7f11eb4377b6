//! From what single sentences say to what happened: parties, incidents, their slots.

mod accused;
mod actor;
mod affected;
mod apart;
mod assemble;
mod attribution;
mod authority;
mod banner;
mod beside;
mod blame;
mod chief;
pub mod choose;
mod chosen;
mod coins;
mod confidence;
mod counted;
mod country;
mod cue;
mod data;
mod dated;
mod denial;
mod described;
mod distinct;
mod draft;
mod fill;
mod flaw;
mod form;
mod group;
mod guilt;
mod handle;
mod heir;
mod home;
mod human;
pub mod judge;
mod kind;
mod label;
mod lasting;
mod listing;
mod logged;
mod money;
mod nature;
mod order;
mod own;
mod party;
mod people;
mod place;
mod recall;
mod reported;
mod salience;
mod saying;
mod seat;
mod series;
mod source;
mod spared;
mod speakers;
mod stance;
mod tally;
mod time;
mod town;
mod tracked;
mod trade;
mod turned;
mod undated;
mod victim;
mod whole;

use crate::extract::Mention;
use crate::extract::entity::Entity;
use crate::text::Document;

pub use assemble::{assemble, judged};
pub use described::placed;
pub use draft::{Claim, Draft, RoledAmount, Story};
pub use nature::kind_of_attacker;
pub use party::{Parties, Party};

/// What the article is about, once its parties are known.
pub fn with_topic(mut story: Story<'_>) -> Story<'_> {
    story.topic = salience::topic(&story);
    story
}

/// The parties of an article: linked names and noun phrases, and the actors that the words beside names tell.
pub fn parties(doc: &Document<'_>, entities: &[Mention<Entity>]) -> Parties {
    let mut parties = Parties::link(doc, entities);
    actor::learn(doc, entities, &mut parties);
    handle::learn(doc, &mut parties);
    human::learn(doc, &mut parties);
    tracked::learn(doc, &mut parties);
    banner::learn(doc, &mut parties);
    logged::learn(doc, &mut parties);
    authority::learn(doc, entities, &mut parties);
    town::learn(doc, entities, &mut parties);
    seat::learn(doc, entities, &mut parties);
    people::learn(doc, &mut parties);
    described::learn(doc, entities, &mut parties);
    parties
}
