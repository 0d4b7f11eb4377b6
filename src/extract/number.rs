//! Figures and number words.
