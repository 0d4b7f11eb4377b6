//! News text in, structured cyber-crime incidents out.
pub mod article;
pub mod extract;
pub mod record;
pub mod text;
