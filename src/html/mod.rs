//! Pages for eyes: incidents for readers, and (for developers) the program beside its gold.
//!
//! A page is one file that loads nothing: style and script stand inside it, and its content policy forbids the rest.

mod kind;
pub mod report;
mod shell;
