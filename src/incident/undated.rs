//! `Grim Finance has been reaped of $30 million`, and no word of when: news of a theft is of about the day on which it was published.

use jiff::ToSpan;

use super::{Draft, Story};
use crate::extract::Mention;
use crate::extract::date::{Basis, Date};
use crate::extract::event::Realis;
use crate::record::{IncidentType, Scope, Status};
use crate::text::BlockKind;

/// What the title and the lead of a sequel say: the theft itself may lie years back.
const SEQUEL: &[&str] = &[
    "arrest", "charged", "charges", "indict", "sentence", "plead", "extradit", "convict", "court", "trial", "lawsuit",
    "sued", "sues", "settle", "creditor", "bankrupt", "liquidat", "judge", "prison", "jail", "forfeit", "prosecut",
    "auction", "repay", "reimburs", "anniversary", "year", "annual", "history", "months",
];
/// Sentences of a lead.
const LEAD: usize = 2;

/// Gives the theft that an article tells first the month of its publication, as far as one can tell, where it tells no time of it.
pub(super) fn date_the_first(story: &Story<'_>, drafts: &mut [Draft]) {
    let Some(draft) = drafts.first_mut() else { return };
    let theft = draft.scope == Scope::Single
        && draft.status == Status::Occurred
        && draft.types.contains(&IncidentType::Theft)
        && draft.has_loss()
        && !draft.recalled;
    let undated = draft.time.as_ref().is_none_or(|time| time.value.edtf.is_none());
    // What is reported on the first day of a month happened on the last of another.
    let Some(eve) = story.doc.published.and_then(|day| day.checked_sub(1.day()).ok()) else { return };
    if !theft || !undated || is_sequel(story) {
        return;
    }
    let told = draft.events.iter().map(|event| &story.events[*event]);
    let trigger = told.filter(|event| event.realis == Realis::Actual).map(|event| event.trigger).min();
    let loss = draft.amounts.first().map(|sum| story.mentions.amounts[sum.amount].span);
    let span = draft.time.as_ref().map(|time| time.span).or(trigger).or(loss);
    draft.time = span.map(|span| Mention { span, value: Date::about_month(eve, Basis::Published), rule: "news" });
}

/// Whether the title and the lead tell what became of an old theft.
fn is_sequel(story: &Story<'_>) -> bool {
    let sentences = || story.doc.sentences.iter().enumerate();
    let titles = sentences().filter(|(_, sentence)| sentence.kind == BlockKind::Title);
    let lead = sentences().filter(|(_, sentence)| sentence.kind == BlockKind::Body).take(LEAD);
    titles.chain(lead).any(|(at, _)| {
        let mut words = story.phrases[at].items.iter();
        words.any(|item| SEQUEL.iter().any(|word| item.low.starts_with(word)))
    })
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    /// The time of the first incident of an article that was published on 1 March 2023.
    fn time(text: &str) -> Option<String> {
        let published = "2023-03-01".parse().ok();
        let article = Article { id: "t".into(), text: text.into(), published, ..Article::default() };
        Pipeline::new().record(&article).incidents.first()?.time.as_ref()?.edtf.clone()
    }

    #[test]
    fn news_of_a_theft_is_of_the_day_before() {
        let text = "Quornex robbed\n\nThe crypto exchange Quornex has been hacked and lost $4 million in ether.";
        assert_eq!(time(text).as_deref(), Some("2023-02?"));
    }

    #[test]
    fn a_sequel_tells_no_day() {
        let text = "Man sentenced for the Quornex hack\n\nThe crypto exchange Quornex was hacked and lost $4 million in ether.";
        assert_eq!(time(text), None);
    }
}
