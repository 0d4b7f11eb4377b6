//! `CVE-2018-16858`: the id of a vulnerability.

use super::{Entity, EntityKind};
use crate::extract::Rule;
use crate::text::{Document, Span, TokenKind};

pub(super) struct Cve;

impl Rule<Entity> for Cve {
    fn name(&self) -> &'static str {
        "cve"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Entity)> {
        doc.tokens
            .windows(5)
            .filter(|window| {
                let piece = |at: usize| doc.slice(window[at].span);
                piece(0).eq_ignore_ascii_case("CVE")
                    && is_hyphen(piece(1))
                    && window[2].kind == TokenKind::Number
                    && window[2].span.len() == 4
                    && is_hyphen(piece(3))
                    && window[4].kind == TokenKind::Number
                    && piece(4).len() >= 4
                    && piece(4).bytes().all(|b| b.is_ascii_digit())
            })
            .map(|window| {
                let id = format!("CVE-{}-{}", doc.slice(window[2].span), doc.slice(window[4].span));
                (window[0].span.cover(window[4].span), Entity::named(EntityKind::Cve, id))
            })
            .collect()
    }
}

fn is_hyphen(piece: &str) -> bool {
    matches!(piece, "-" | "‑" | "–")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ids() {
        for (text, expected) in [
            ("fixed CVE-2018-16858.", vec!["CVE-2018-16858"]),
            ("cve‑2021‑44228 and CVE-2020-0601", vec!["CVE-2021-44228", "CVE-2020-0601"]),
            ("CVE-18-1 and ABC-2018-16858", vec![]),
        ] {
            let found: Vec<String> = Cve.find(&Document::new(text)).into_iter().map(|(_, e)| e.name).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
