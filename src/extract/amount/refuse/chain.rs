//! `555-1234`, `CVE-2018-4858`, `24/7`: figures that marks tie to what stands beside them.

use crate::{extract::number::Walk, text::TokenKind};

/// `555-1234`, `2016-17`, `CVE-2018-4858`, `24-hour`, `9/11`, `#7`, `v1_2`
pub(super) fn chained(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let left = walk.touching_before(first).is_some_and(|mark| match walk.text(mark) {
        "#" | "/" | "\\" | "_" | "=" | "&" | "@" | "§" | "^" | "№" => true,
        "-" | "–" | "." | ":" | "‑" | "—" | "*" => walk
            .touching_before(mark)
            .is_some_and(|before| matches!(walk.kind(before), Some(TokenKind::Word | TokenKind::Number))),
        "+" => true,
        "'" | "’" => walk.text(first).len() == 2,
        _ => false,
    });
    let right = walk.touching(end).is_some_and(|mark| match walk.text(mark) {
        "/" | "\\" | "_" | "@" | "°" | "º" | "×" | "=" | "^" => true,
        "-" | "‑" | "." | ":" | "–" => walk
            .touching(end + 1)
            .is_some_and(|next| walk.kind(next) == Some(TokenKind::Number) || walk.kind(next) == Some(TokenKind::Word)),
        _ => false,
    });
    let section = walk.before(first).is_some_and(|before| matches!(walk.text(before), "§" | "#" | "№"));
    // Nine eleven, around the clock.
    let slashed = walk.text(first) == "9" && walk.text(first + 1) == "/" && walk.text(first + 2) == "11";
    left || right || section || slashed
}
