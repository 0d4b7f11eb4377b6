//! From what single sentences say to what happened: parties, incidents, their slots.

mod affected;
mod assemble;
mod attribution;
mod cue;
mod data;
mod distinct;
mod draft;
mod fill;
mod money;
mod order;
mod party;
mod salience;
mod series;
mod time;

pub use assemble::assemble;
pub use draft::{Claim, Draft, RoledAmount, Story};
pub use party::{Parties, Party};
