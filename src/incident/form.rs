//! Fields of a form that describes an incident: `Date: 2017-07-19`, `Loss: 153,037 ETH`.

use super::Story;
use crate::extract::event::{ItemKind, Phrase};

/// Words that the name of a field has at most.
const LABEL: usize = 4;
/// Words and marks of Markdown before its value.
const BEFORE: usize = 12;
/// Fields of a form that describes a theft.
const FIELDS: &[&str] = &[
    "loss", "losses", "lost", "stolen", "amount", "target", "victim", "attacker", "hacker", "damage", "chain",
    "exploit", "vulnerability", "impact", "entity",
];

/// `Date: Mar 14, 2024`, `Attack time: 08:22 on 17 Feb`: whether the field of a form gives the day of what it describes.
pub(super) fn gives_day(phrase: &Phrase, at: usize) -> bool {
    let label = label(phrase, at);
    label.iter().any(|word| matches!(*word, "date" | "time" | "when" | "day"))
        && !label.iter().any(|word| {
            matches!(*word, "published" | "publication" | "updated" | "posted" | "report" | "disclosure" | "discovery")
        })
}

/// The words of the field whose value begins with item `at`, without the marks of Markdown: `**Incident date:** 22 July`.
fn label(phrase: &Phrase, at: usize) -> Vec<&str> {
    if at > BEFORE {
        return vec![];
    }
    let before = phrase.items[..at].iter().map(|item| item.low.as_str());
    let before: Vec<&str> = before.filter(|word| !matches!(*word, "*" | "**" | "_" | "__" | "-")).collect();
    match &before[..] {
        [label @ .., ":"] if label.len() <= LABEL => label.to_vec(),
        _ => vec![],
    }
}

/// The day that the fields of a form give for the one incident that it describes: `Date: 2017-07-19` beside `Loss: 153,037 ETH`.
pub(super) fn day(story: &Story<'_>) -> Option<usize> {
    let field = |phrase: &Phrase| {
        let colon = phrase.items.iter().take(BEFORE).position(|item| item.low == ":");
        colon.is_some_and(|colon| label(phrase, colon + 1).iter().any(|word| FIELDS.contains(word)))
    };
    if !story.phrases.iter().any(field) {
        return None;
    }
    let dates = story.phrases.iter().flat_map(|phrase| {
        phrase.items.iter().enumerate().filter_map(move |(at, item)| match item.kind {
            ItemKind::Date(date) if gives_day(phrase, at) => Some(date),
            _ => None,
        })
    });
    let mut dates = dates.filter(|date| story.dates[*date].value.earliest.is_some());
    dates.next().filter(|_| dates.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    /// The time of the first incident of an article without a date of publication.
    fn time(text: &str) -> Option<String> {
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        Pipeline::new().record(&article).incidents.first()?.time.as_ref()?.edtf.clone()
    }

    #[test]
    fn the_day_of_a_form_is_that_of_the_incident() {
        let form = "# Quornex\n\n**Incident date:** 22 July 2023\n**Loss:** $37.3M\n\n## What happened\n\nFrom March 2023 hackers \
                    courted the staff of the crypto exchange Quornex. In June 2023 one of them opened a file, and the hackers \
                    stole $37.3 million from the hot wallets of Quornex.";
        assert_eq!(time(form).as_deref(), Some("2023-07-22"));
        let published = form.replace("Incident date", "Publication date");
        assert_ne!(time(&published).as_deref(), Some("2023-07-22"));
    }
}
