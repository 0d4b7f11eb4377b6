//! `extract batch`: its command line, what survives damage and interruption, and what its page of the docs says.

mod command;
mod damage;
mod docs;
mod news;
mod resume;
