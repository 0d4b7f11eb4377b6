//! `the data of 40,000 members`, `312 pupils were affected`, `nine people were arrested`: turns of phrase beside a count that say
//! whether it is one of those who were hit.

use std::sync::LazyLock;

use regex::Regex;

use super::Story;
use crate::extract::amount::Amount;
use crate::text::regex;

/// A turn of phrase by its name, and what it looks like right before or right behind a count.
struct Turn {
    name: &'static str,
    before: bool,
    words: Regex,
}

static TURNS: LazyLock<Vec<Turn>> = LazyLock::new(|| {
    let pattern = |words: &str| regex(&format!("(?i){words}"));
    let before = |name, words: &str| Turn {
        name,
        before: true,
        words: pattern(&format!(r"\b(?:{words})\s(?:[\w’'-]+\s){{0,3}}$")),
    };
    let behind = |name, words: &str| Turn { name, before: false, words: pattern(words) };
    vec![
        before(
            "whose data",
            r"(?:data|details|records?|names|information|addresses|files|accounts|numbers|particulars|passwords|documents|copies|grades|charts|histories|logins|registrations) (?:\w+ ){0,4}?(?:of|on|about|for|from|belonging to)",
        ),
        behind("whose data", r"^(?:’s?|'s?)\s(?:\w+\s){0,4}?(?:data|details|records|names|files|accounts)\b"),
        before(
            "hit",
            r"affect(?:s|ed|ing)?|concern(?:s|ed|ing)?|hit|touch(?:es|ed)|compromis\w+|expos\w+|encrypted|wiped",
        ),
        behind(
            "were hit",
            r"^\s(?:\w+\s){0,6}?(?:were|was|have been|had been|has been|are|could have been)\s(?:\w+\s){0,2}?(?:affected|concerned|exposed|stolen|copied|compromised|encrypted|taken|leaked|hit|read|accessed|downloaded|wiped|infected|notified|informed|visible|involved|published|emptied|victims|written to|touched|disabled|locked)\b",
        ),
        behind("lost", r"^\s(?:lost|had their|have lost|had lost|whose|fell for|signed|transferred|had signed)\b"),
        before("told", r"wr(?:ote|ites|itten|ite) to|notif(?:ied|ying|y|ies)|letters? to|inform(?:ed|ing|s)?"),
        before("number", r"(?:number|figure|count|total) (?:\w+ ){0,5}?(?:is|was|to|at)|revised (?:\w+ ){0,4}?to"),
        before(
            "what it has",
            r"employ(?:s|ed|ing)?|serv(?:es|ed|ing)|with|has|had|have|runs?|operates?|insur(?:es|ed)|suppl(?:ies|ied)|looks after|cares for|manages|handles|treats|treated|covers",
        ),
        before(
            "of the police",
            r"arrested|detained|charged|sentenced|identified|searched|seized|interviewed|questioned",
        ),
    ]
});

/// What the words right beside the count `amount` of a sentence say of it.
pub(super) fn turns(story: &Story<'_>, amount: usize, sentence: usize) -> Vec<&'static str> {
    let span = story.mentions.amounts[amount].span;
    let around = story.doc.around(sentence, span);
    around.map_or_else(Vec::new, |(before, behind)| said(before, behind))
}

/// What the words before and behind a count say of it.
fn said(before: &str, behind: &str) -> Vec<&'static str> {
    let holds = |turn: &&Turn| turn.words.is_match(if turn.before { before } else { behind });
    TURNS.iter().filter(holds).map(|turn| turn.name).collect()
}

/// What leads to a count that was given before and has been corrected since: `had first spoken of`, `in June it had given the
/// number of`.
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:\b(?:spoke|spoken|talked|thought) of|\b(?:at first|first|earlier|initially|originally|previously)\b[^.;,]{0,40}\b(?:said|put|estimated|counted|reported|wrote|given|gave|announced|told)\b[^.;,]{0,30}|had (?:given|feared|put|estimated) (?:\w+\s){0,4}(?:of|for|at)|\b(?:not the|instead of the))\s(?:\w+\s){0,3}$",
    )
});

/// Whether the words right before a count say that it was given earlier.
pub(super) fn is_earlier(story: &Story<'_>, amount: usize) -> bool {
    let span = story.mentions.amounts[amount].span;
    let around = story.doc.sentence_at(span.start).and_then(|sentence| story.doc.around(sentence, span));
    around.is_some_and(|(before, _)| EARLIER.is_match(before))
}

/// What a hospital puts off: nobody who was hit.
const VISITS: &[&str] = &["appointments", "operations", "consultations", "surgeries", "procedures", "treatments"];

/// Whether a count is of visits that were put off, which says what the attack cost and not whom it hit.
pub(super) fn is_put_off(story: &Story<'_>, amount: usize) -> bool {
    static PUT_OFF: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:put off|postponed?|postponing|cancelled|canceled|cancel|rescheduled?|moved|called off)\b")
    });
    let count = &story.mentions.amounts[amount];
    let Amount::Count { unit, .. } = &count.value else { return false };
    let Some(sentence) = story.doc.sentence_at(count.span.start) else { return false };
    let head = unit.rsplit(' ').next().unwrap_or(unit);
    VISITS.contains(&head) && PUT_OFF.is_match(story.doc.slice(story.doc.sentences[sentence].span))
}

#[cfg(test)]
mod tests {
    use super::{EARLIER, said};

    #[test]
    fn earlier_figures_are_told_from_others() {
        for before in [
            "In June the mill had spoken of ", "The bank first put the number at ", "It had given the number of ",
            "It wrote to 9,400 members, not the ",
        ] {
            assert!(EARLIER.is_match(before), "{before}");
        }
        for before in
            ["The mill speaks of ", "The thieves took the data of ", "It first wrote to 900 members; now it counts "]
        {
            assert!(!EARLIER.is_match(before), "{before}");
        }
    }

    #[test]
    fn words_beside_a_count_say_whose_it_is() {
        for (before, behind, expected) in [
            ("Hackers took the records of ", ".", vec!["whose data"]),
            ("", "’ medical files lay open.", vec!["whose data"]),
            ("In all ", " of its pumps were wiped.", vec!["were hit"]),
            ("The clinic wrote to ", ".", vec!["told"]),
            ("Officers arrested ", " in two towns.", vec!["of the police"]),
            ("It has ", ".", vec!["what it has"]),
            ("It sees ", ".", vec![]),
        ] {
            assert_eq!(said(before, behind), expected, "{before}…{behind}");
        }
    }
}
