//! News text in, structured cyber-crime incidents out.
pub mod article;
pub mod batch;
pub mod check;
pub mod corpus;
pub mod digest;
pub mod error;
pub mod extract;
pub mod html;
pub mod incident;
pub mod model;
pub mod ner;
pub mod output;
pub mod pipeline;
pub mod read;
pub mod record;
pub mod text;
