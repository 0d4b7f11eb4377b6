//! Whether a trigger is told as a fact, and if not, why: `denied that`, `foiled an attempt to`, `could`.

use super::{Doubt, ItemKind, Phrase};

const DENIED: &[&str] = &[
    "denied", "denies", "deny", "denying", "denial", "refuted", "refutes", "false", "untrue", "dismissed", "rejected",
    "hoax", "unfounded", "fabricated",
];
const ATTEMPTED: &[&str] = &[
    "attempt", "attempts", "attempted", "attempting", "tried", "trying", "foiled", "thwarted", "prevented", "blocked",
    "averted", "repelled", "stopped", "failed", "unsuccessful", "unsuccessfully", "fended", "intercepted", "warded",
];
const THREATENED: &[&str] = &["threatened", "threatens", "threatening", "threat", "threats", "warned", "vowed"];
const HYPOTHETICAL: &[&str] = &[
    "could", "would", "may", "might", "can", "if", "should", "prevent", "preventing", "avoid", "avoiding", "protect",
    "protects", "protecting", "against", "risk", "risks", "whether", "potential", "potentially", "possible",
    "possibly", "hypothetical", "simulated", "simulation", "exercise", "unless", "before", "how", "detect", "detects",
    "detecting", "defend", "defending", "combat", "fight", "cover", "covers", "insure", "future", "any", "every",
    "will", "never", "not", "no", "without", "n't", "neither", "nor", "nothing", "nobody", "none",
];
/// How many items before the trigger its doubt may stand: "denied reports that its booking system had been hacked".
const DENIAL: usize = 9;

/// Whether a sentence tells what surveys and averages tell: no single happening.
fn is_statistic(phrase: &Phrase) -> bool {
    const WORDS: &[&str] = &[
        "survey", "surveyed", "respondents", "pollsters", "poll", "polled", "average", "median", "typical",
        "typically", "percent of firms", "questionnaire",
    ];
    // "on 10 November, in what is called a typical operation" tells of one.
    let dated = phrase.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
    let words = phrase.items.iter().any(|item| WORDS.contains(&item.low.as_str()) && !(dated && item.low == "typical"));
    let share = phrase.items.windows(3).any(|three| {
        matches!(three[0].low.as_str(), "one" | "two" | "four" | "three")
            && three[1].low == "in"
            && matches!(three[2].low.as_str(), "ten" | "five" | "three" | "four" | "eight" | "six")
    });
    words || share
}

/// The doubt that hangs over the trigger at item `at`.
pub(super) fn doubt(phrase: &Phrase, at: usize, noun: bool) -> Option<Doubt> {
    if is_statistic(phrase) {
        return Some(Doubt::Hypothetical);
    }
    let start = at.saturating_sub(DENIAL);
    let mut found = None;
    let mut distance = 0;
    for item in phrase.items[start..at].iter().rev() {
        distance += 1;
        if item.kind == ItemKind::Mark && matches!(item.low.as_str(), ";" | "—" | "–" | ":" | "(" | "\"" | "”" | "“")
        {
            break;
        }
        let word = item.low.as_str();
        if DENIED.contains(&word) && distance <= DENIAL {
            return Some(Doubt::Denied);
        }
        if ATTEMPTED.contains(&word) && distance <= 4 && found.is_none() {
            found = Some(Doubt::Attempted);
        }
        if THREATENED.contains(&word) && distance <= 4 && found.is_none() {
            found = Some(Doubt::Threatened);
        }
        let negation = matches!(word, "not" | "never" | "no" | "without" | "neither" | "nor") || word.ends_with("n't");
        let near = if noun { 3 } else { 4 };
        if (HYPOTHETICAL.contains(&word) || negation) && distance <= near && found.is_none() {
            // "against" governs an object of a noun, "before" a clause: only right before the trigger do they cast doubt.
            let weak = matches!(word, "against" | "before" | "how" | "any" | "every" | "cover" | "covers" | "will");
            if !weak || distance <= 2 {
                found = Some(Doubt::Hypothetical);
            }
        }
        if matches!(item.kind, ItemKind::Trigger(_)) && !noun {
            break;
        }
    }
    // "a fund that covers losses from a hack": from any.
    let insured = || {
        let covers =
            |back: usize| matches!(phrase.word(at.checked_sub(back)), "cover" | "covers" | "insures" | "insuring");
        matches!(phrase.word(at.checked_sub(1)), "a" | "an") && (2..=5).any(covers)
    };
    if found.is_none() && noun && insured() {
        found = Some(Doubt::Hypothetical);
    }
    // "to report cyberattacks", "must withstand an attack": what one does with any of them.
    let deals = |word: &str| {
        matches!(
            word,
            "report"
                | "disclose"
                | "declare"
                | "notify"
                | "handle"
                | "simulate"
                | "survive"
                | "withstand"
                | "resist"
                | "counter"
                | "stop"
                | "block"
                | "spot"
                | "discourage"
                | "deter"
                | "curb"
                | "tackle"
                | "study"
                | "investigate"
        )
    };
    // "two of five signers were needed to drain it"
    let needed = |word: &str| {
        matches!(
            word,
            "needed" | "required" | "enough" | "sufficient" | "possible" | "impossible" | "how" | "necessary"
        )
    };
    if phrase.word(at.checked_sub(1)) == "to" && needed(phrase.word(at.checked_sub(2))) {
        return Some(Doubt::Hypothetical);
    }
    let bound = |word: &str| matches!(word, "to" | "must" | "should" | "shall" | "can" | "who" | "will" | "not");
    let dealt =
        (1..=3).any(|back| deals(phrase.word(at.checked_sub(back))) && bound(phrase.word(at.checked_sub(back + 1))));
    if found.is_none() && noun && dealt {
        found = Some(Doubt::Hypothetical);
    }
    // "an attack was foiled", "the attempt failed": the doubt may follow a noun.
    if found.is_none() && noun {
        let after: Vec<&str> = phrase.items[at + 1..].iter().take(4).map(|item| item.low.as_str()).collect();
        if after.iter().any(|word| {
            matches!(*word, "foiled" | "thwarted" | "prevented" | "failed" | "averted" | "attempt" | "attempts")
        }) {
            found = Some(Doubt::Attempted);
        }
    }
    found
}
