//! What stands beside a capitalised word and tells a robbed protocol from a robbed asset: `Wormhole said`, `3M USDC`.

use crate::text::{Document, Span, TokenKind};

/// Words behind the name of one who acts or is hit.
const BEHIND: &[&str] = &[
    "protocol", "finance", "exchange", "bridge", "dao", "swap", "team", "developers", "users", "customers", "said",
    "says", "offered", "confirmed", "announced", "tweeted", "paused", "suspended", "lost", "suffered", "hack",
    "hacker", "hackers", "exploit", "exploiter", "attack", "attacker", "heist", "breach", "theft", "incident",
];
/// Words before it.
const BEFORE: &[&str] = &[
    "protocol", "bridge", "exchange", "lender", "platform", "marketplace", "hacked", "exploited", "behind", "attacked",
];
/// What a title says of one who was hit.
const HIT: &[&str] = &[
    "hack", "hacks", "hacked", "exploit", "exploited", "incident", "attack", "attacked", "heist", "breach", "theft",
    "post-mortem", "postmortem", "post", "rekt", "drained", "loses", "lost", "suffers", "robbed", "-", "—", "–", "|",
];

/// Words behind a name that are no part of it: what befell it, its thief's account and the paper about it; and what stands
/// there in a headline, a signature or the name of a channel.
pub(super) const BEHIND_NAMES: &[&str] = &[
    "hack", "hacker", "hackers", "hacked", "exploit", "exploiter", "exploited", "attack", "attacker", "heist",
    "incident", "drainer", "rekt", "post-mortem", "postmortem", "theft", "discord", "telegram", "twitter", "github",
    "status", "team", "official", "users", "customers", "loses", "lost", "says", "said", "drained", "robbed",
    "emptied", "gone", "ceo", "cto", "cfo", "coo", "ciso", "founder", "founders", "spokesperson", "spokesman",
    "spokeswoman", "confirms", "pauses", "halts", "suffers", "admits", "denies", "warns", "update", "statement",
    "breach", "post-incident",
];
/// How many places of a name are looked at.
const MOST: usize = 64;

/// Whether an asset's name names the project behind it somewhere in the article.
pub(super) fn acts(doc: &Document<'_>, words: &str) -> bool {
    doc.text.match_indices(words).take(MOST).any(|(at, _)| {
        let end = at + words.len();
        let whole = !doc.text[..at].ends_with(char::is_alphanumeric);
        let before = doc.text[..at].strip_suffix(' ').and_then(|text| text.rsplit(char::is_whitespace).next());
        let figure = |word: &str| word.starts_with(|first: char| first.is_ascii_digit()) && !is_year(word);
        let counted = before.is_some_and(|word| figure(word) || is_scale(word));
        let behind = word_after(doc, end);
        let hit = |word: &str| BEHIND.contains(&word) || matches!(word, "was" | "is" | "has") && is_hit_after(doc, end);
        whole
            && !counted
            && (behind.is_some_and(|word| hit(&word.to_lowercase()))
                || is_explained(&doc.text[end..])
                || before.is_some_and(|word| BEFORE.contains(&word.to_lowercase().as_str())))
    })
}

/// `Veritaseum, the Brooklyn-based company that …`: whether an apposition says that a name is one of a firm or a project.
fn is_explained(behind: &str) -> bool {
    const BEARERS: &[&str] = &[
        "network", "platform", "protocol", "exchange", "company", "firm", "startup", "start-up", "project", "lender",
        "marketplace", "service", "game", "bridge", "dao", "provider", "studio", "developer", "business", "app",
    ];
    let Some(rest) = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(" (")) else { return false };
    let mut words = rest.split([' ', '\n']).take(8);
    let article = words.next().is_some_and(|word| matches!(word, "the" | "a" | "an"));
    // The apposition ends with its first stop.
    let mut open = true;
    article
        && words
            .take_while(|word| std::mem::replace(&mut open, !word.ends_with([',', '.', ';', ')'])))
            .any(|word| BEARERS.contains(&word.trim_end_matches([',', '.', ';', ')']).to_lowercase().as_str()))
}

/// `Wormhole was hacked`, `Wormhole has been exploited`
fn is_hit_after(doc: &Document<'_>, end: usize) -> bool {
    doc.text[end..].split_whitespace().take(4).any(|word| {
        matches!(
            word.trim_matches(|c: char| !c.is_alphanumeric()),
            "hacked" | "exploited" | "attacked" | "drained" | "compromised" | "robbed" | "breached"
        )
    })
}

/// Whether a title says of the word in `span` that it was hit: `Euler Exploit Post-Mortem`, `Euler - REKT`.
pub(super) fn is_hit(doc: &Document<'_>, span: Span) -> bool {
    word_after(doc, span.end).is_some_and(|word| HIT.contains(&word.to_lowercase().as_str()))
}

fn word_after<'a>(doc: &Document<'a>, end: usize) -> Option<&'a str> {
    let rest = doc.text[end..].strip_prefix(' ')?;
    let word = rest.split(char::is_whitespace).next()?;
    let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | ')' | '’' | '"' | '”'));
    (!bare.is_empty()).then_some(bare)
}

/// `In February 2022 Wormhole lost`: a year counts no coins.
fn is_year(figure: &str) -> bool {
    figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"))
}

fn is_scale(word: &str) -> bool {
    matches!(word, "million" | "billion" | "trillion" | "thousand")
}

/// Whether a project's name means its coins here: `2,000 Wormhole`, `Wormhole tokens`.
pub(super) fn is_coin(doc: &Document<'_>, span: Span) -> bool {
    let before = doc.text[..span.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let behind = word_after(doc, span.end).map(str::to_lowercase);
    let coins = ["token", "tokens", "coin", "coins", "price", "worth", "holders"];
    before.starts_with(|first: char| first.is_ascii_digit()) && !is_year(before)
        || is_scale(before)
        || behind.is_some_and(|word| coins.contains(&word.as_str()))
}

/// `TIDE/WETH`: one of the two coins of a pair.
pub(super) fn is_of_pair(doc: &Document<'_>, span: Span) -> bool {
    let ticker = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let behind = doc.text[span.end..].strip_prefix('/').is_some_and(|rest| rest.starts_with(ticker));
    let before = doc.text[..span.start].strip_suffix('/').is_some_and(|rest| rest.ends_with(ticker));
    (behind || before) && doc.slice(span).chars().all(ticker)
}

/// `sUSDE`, `crvUSD`, `aBNBc`: small letters before the ticker of what they wrap.
pub(super) fn is_wrapped(words: &str) -> bool {
    let ticker = words.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let ticker = ticker.strip_suffix('c').unwrap_or(ticker);
    ticker.len() < words.len()
        && words.len() - ticker.len() <= 5
        && ticker.len() >= 3
        && ticker.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `Ex-engineer`, `Anti-Iranian`: a word that only begins large because a title or a sentence does.
pub(super) fn is_prefixed(words: &str) -> bool {
    ["Ex-", "Anti-", "Pro-", "Non-", "Co-", "Pre-", "Post-", "Self-", "Multi-", "Cross-", "Re-", "Pseudo-"]
        .iter()
        .any(|prefix| words.starts_with(prefix) && words != "Co-op")
}

/// `the Fantom Opera chain`
pub(super) fn is_chain(doc: &Document<'_>, span: Span) -> bool {
    word_after(doc, span.end)
        .is_some_and(|word| matches!(word, "chain" | "blockchain" | "mainnet" | "testnet" | "sidechain"))
}

/// `2.6M USDC`, `1.2 million MSUSD`: what stands behind a figure is its magnitude or what it counts.
pub(super) fn is_counted(doc: &Document<'_>, at: usize, words: &str) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| doc.tokens[before]) else { return false };
    if before.kind == TokenKind::Number {
        return matches!(words, "K" | "M" | "B" | "MM" | "BN" | "Bn" | "T");
    }
    // `Zanaco K61m`: a currency's letter and a sum.
    let behind = &doc.text[doc.tokens[at].span.end..];
    let letter = words.len() == 1 && behind.starts_with(|next: char| next.is_ascii_digit());
    if letter && before.kind == TokenKind::Space {
        let figure = behind.split(char::is_whitespace).next().unwrap_or("");
        let end = figure.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
        return ["m", "bn", "mn", "k"]
            .iter()
            .any(|scale| end.trim_end_matches(|c: char| !c.is_alphanumeric()) == *scale);
    }
    let ticker = (3..=6).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_uppercase());
    if !ticker || before.kind != TokenKind::Space {
        return false;
    }
    let figure = doc.text[..before.span.start].rsplit(char::is_whitespace).next().unwrap_or("");
    let year = is_year(figure);
    let closed = figure.ends_with([',', '.', ';', ':']);
    is_scale(figure) || figure.starts_with(|first: char| first.is_ascii_digit()) && !closed && !year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_before_a_sum_is_no_part_of_a_name() {
        for (text, at, expected) in [
            ("Zanaco K61m", 2, true),
            ("Zanaco K61m.", 2, true),
            ("Route A12 closed", 2, false),
            ("Zanaco K61 closed", 2, false),
        ] {
            let doc = Document::new(text);
            let words = doc.slice(doc.tokens[at].span);
            assert_eq!(is_counted(&doc, at, words), expected, "{text}");
        }
    }

    #[test]
    fn tells_the_project_from_its_asset() {
        for (text, words, expected) in [
            ("Wormhole offered the thief a bounty.", "Wormhole", true),
            ("The victim is Wormhole, the Chicago-based company behind it.", "Wormhole", true),
            ("He sold Wormhole, the best of coins, before the company did.", "Wormhole", false),
            ("the firm behind Wormhole", "Wormhole", true),
            ("In 2022 Wormhole lost its ether.", "Wormhole", true),
            ("Ripple was hacked on Monday.", "Ripple", true),
            ("bitcoin, Ripple and Litecoin", "Ripple", false),
            ("20 million Ripple were gone.", "Ripple", false),
            ("Ripple was traded at $2.", "Ripple", false),
        ] {
            assert_eq!(acts(&Document::new(text), words), expected, "{text}");
        }
    }

    #[test]
    fn tells_a_wrapped_ticker_from_a_name() {
        for (words, expected) in
            [("sUSDE", true), ("crvUSD", true), ("aBNBc", true), ("imBTC", true), ("iFinex", false), ("dForce", false)]
        {
            assert_eq!(is_wrapped(words), expected, "{words}");
        }
    }

    #[test]
    fn tells_what_a_figure_counts() {
        for (text, words, expected) in [
            ("took 2.6M USDC", "M", true),
            ("took 1.2 million MSUSD", "MSUSD", true),
            ("took 102 MSUSD", "MSUSD", true),
            ("In 2021 CREAM fell", "CREAM", false),
            ("on July 12, FTXX fell", "FTXX", false),
            ("a call to USDQ", "USDQ", false),
        ] {
            let doc = Document::new(text);
            let at = doc.tokens.iter().position(|token| doc.slice(token.span) == words).unwrap();
            assert_eq!(is_counted(&doc, at, words), expected, "{text}");
        }
    }
}
