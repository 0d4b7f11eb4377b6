//! `on 9 and 10 March`, `from the evening of 11 June till noon of the 13th`, `entered in June 2015 … stayed until September 2018`: two
//! dates of the text that are the first and the last day of one incident.

use std::sync::LazyLock;

use jiff::civil;
use regex::Regex;

use super::Story;
use crate::extract::Mention;
use crate::extract::date::{Date, Said, Side};
use crate::text::regex;

/// How far behind the first date the last may stand, in bytes.
const FAR: usize = 420;
/// How many dates behind the first the last may be.
const AHEAD: usize = 2;

/// What stands between two dates of a list.
static LISTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,?\s+and\s+(?:again\s+)?(?:on\s+|in\s+)?(?:the\s+)?$"));
/// What stands before and between the two ends of a stretch.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bbetween\b[^.;,]{0,30}$"));
static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^.;]{0,40}\band\b[^.;,]{0,30}$"));
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:from|since)\b[^.;,$€£\d]{0,30}$"));
static TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^.;$€£]{0,30}\b(?:until|till|through|to)\b[^.;,$€£]{0,30}$"));
/// What stands before the day until which it lasted, and before the day on which it was ended.
static STAYED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:stayed|remained|lasted|inside|undetected|open|went\s+on|from\s+then)\b[^.;]{0,60}$")
});
static ENDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:was|were|been)\s+(?:\w+\s+)?(?:removed|ended|corrected|thrown\s+out|cut\s+off|expelled|evicted)\s+(?:on|in)|between\s+that\s+da(?:te|y)\s+and)\s+$",
    )
});
/// What stands before the day on which it began.
static BEGAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:began|begun|beginning|started|starting|first|from|since|go(?:es)?\s+back\s+to)\b[^.;]{0,40}$")
});
/// What stands before the day on which it was noticed, and what tells such a day in one sentence with it.
static FOUND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:detected|noticed|discovered|found|spotted|saw)\b[^.;]{0,50}$"));
static NOTICED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:detected|noticed|discovered|spotted)\b"));
/// `data had been flowing out since 4 June`: what went on before it was noticed.
static HAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bhad\b"));

fn pattern(text: &str) -> Regex {
    regex(&format!("(?i){text}"))
}

/// From the first day to the last, where a date is one of the two.
pub(super) fn of(story: &Story<'_>, date: usize) -> Option<Mention<Date>> {
    let (from, to) = beside(story, date)
        .or_else(|| behind(story, date))
        .or_else(|| ended(story, date))
        .or_else(|| noticed(story, date))?;
    let (one, other) = (&story.dates[from], &story.dates[to]);
    let ((first, earliest), (last, latest)) = (first(story, from)?, last(story, to)?);
    Some(Mention {
        span: one.span.cover(other.span),
        value: Date {
            edtf: Some(format!("{first}/{last}")),
            earliest: Some(earliest),
            latest: Some(latest),
            // One end that says its year says that of the other.
            basis: one.value.basis.min(other.value.basis),
        },
        rule: one.rule,
    })
}

/// Two dates next to each other of which one is `date`: of a list, or named as the ends of a stretch.
fn beside(story: &Story<'_>, date: usize) -> Option<(usize, usize)> {
    let text = story.doc.text;
    [Some(date), date.checked_sub(1)].into_iter().flatten().find_map(|from| {
        let to = from + 1;
        let (one, other) = (story.dates.get(from)?.span, story.dates.get(to)?.span);
        let sentence = story.doc.sentence_at(one.start)?;
        if story.doc.sentence_at(other.start) != Some(sentence) || !in_order(story, from, to) {
            return None;
        }
        let gap = text.get(one.end..other.start)?;
        let before = text.get(story.doc.sentences[sentence].span.start.min(one.start)..one.start)?;
        let alike = || first(story, from).zip(last(story, to)).is_some_and(|(one, other)| one.0.len() == other.0.len());
        let ends = BETWEEN.is_match(before) && AND.is_match(gap)
            || FROM.is_match(before) && (TO.is_match(gap) || is_bound(story, to, Side::Until) && gap.len() < 40);
        let listed = || LISTED.is_match(gap) && alike() && !is_bound(story, to, Side::Until);
        (ends || listed()).then_some((from, to))
    })
}

/// The day behind `date` in its paragraph until which it went on.
fn behind(story: &Story<'_>, date: usize) -> Option<(usize, usize)> {
    let start = story.dates[date].span;
    let last = (date + 1..story.dates.len()).take(AHEAD).find(|last| {
        let end = story.dates[*last].span;
        let Some(sentence) = story.doc.sentence_at(end.start).filter(|_| start.end <= end.start) else { return false };
        let clause = story.doc.sentences[sentence].span.start.max(start.end);
        let Some(clause) = story.doc.text.get(clause..end.start) else { return false };
        let said = &story.mentions.dates[*last].value.said;
        if matches!(said, Said::Bound(_, of) if matches!(**of, Said::Weekday(..))) {
            return false;
        }
        let ends = if is_bound(story, *last, Side::Until) { STAYED.is_match(clause) } else { ENDED.is_match(clause) };
        ends && end.start - start.end <= FAR
            && story.doc.block_at(start.start) == story.doc.block_at(end.start)
            && in_order(story, date, *last)
    })?;
    Some((date, last))
}

/// The day before `date` on which began what ended then.
fn ended(story: &Story<'_>, date: usize) -> Option<(usize, usize)> {
    let from = (date.saturating_sub(AHEAD)..date).rev().find(|from| began(story, *from))?;
    let until = is_bound(story, date, Side::Until)
        && story.doc.sentence_at(story.dates[from].span.start) == story.doc.sentence_at(story.dates[date].span.start)
        && in_order(story, from, date);
    if until {
        return Some((from, date));
    }
    behind(story, from).filter(|(_, last)| *last == date)
}

/// From the day on which it began until it was noticed, in whichever order the text tells the two; `date` is one of them.
fn noticed(story: &Story<'_>, date: usize) -> Option<(usize, usize)> {
    [Some(date), date.checked_sub(1)].into_iter().flatten().find_map(|one| {
        let other = one + 1;
        let (start, end) = (story.dates[one].span, story.dates.get(other)?.span);
        let near = end.start >= start.end
            && end.start - start.end <= FAR
            && story.doc.block_at(start.start) == story.doc.block_at(end.start);
        if !near {
            return None;
        }
        let sentence = |at: usize| story.doc.sentence_at(at).map(|index| story.doc.sentences[index].span);
        let clause = story.doc.text.get(sentence(end.start)?.start.max(start.end)..end.start)?;
        if began(story, one) && FOUND.is_match(clause) && in_order(story, one, other) {
            return Some((one, other));
        }
        let told_later = is_bound(story, other, Side::Since)
            && NOTICED.is_match(story.doc.slice(sentence(start.start)?))
            && HAD.is_match(clause)
            && in_order(story, other, one);
        told_later.then_some((other, one))
    })
}

/// Whether the words before a date, or its own, make it the day on which something began.
fn began(story: &Story<'_>, date: usize) -> bool {
    let span = story.dates[date].span;
    let before = || {
        let sentence = &story.doc.sentences[story.doc.sentence_at(span.start)?];
        story.doc.text.get(sentence.span.start.min(span.start)..span.start)
    };
    is_bound(story, date, Side::Since) || before().is_some_and(|before| BEGAN.is_match(before))
}

fn in_order(story: &Story<'_>, from: usize, to: usize) -> bool {
    first(story, from).zip(last(story, to)).is_some_and(|(first, last)| first.1 < last.1 && first.0 != last.0)
}

fn is_bound(story: &Story<'_>, date: usize, side: Side) -> bool {
    matches!(&story.mentions.dates[date].value.said, Said::Bound(own, _) if *own == side)
}

/// The first day of a date that is no stretch itself, and how the record writes it.
fn first<'a>(story: &'a Story<'_>, date: usize) -> Option<(&'a str, civil::Date)> {
    let value = &story.dates[date].value;
    let edtf = value.edtf.as_deref()?;
    let edtf = if is_bound(story, date, Side::Since) { edtf.strip_suffix("/..")? } else { edtf };
    is_plain(edtf).then_some((edtf, value.earliest?))
}

/// The last day, likewise.
fn last<'a>(story: &'a Story<'_>, date: usize) -> Option<(&'a str, civil::Date)> {
    let value = &story.dates[date].value;
    let edtf = value.edtf.as_deref()?;
    let edtf = if is_bound(story, date, Side::Until) { edtf.strip_prefix("../")? } else { edtf };
    is_plain(edtf).then_some((edtf, value.latest?))
}

/// `2018-09-14`, `2018-09`, `2018`
fn is_plain(edtf: &str) -> bool {
    edtf.chars().all(|sign| sign.is_ascii_digit() || sign == '-')
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn both_ends_are_the_time() {
        for (told, edtf) in [
            ("on 9 and 10 March 2021", "2021-03-09/2021-03-10"),
            ("in October and November 2020", "2020-10/2020-11"),
            ("between 5 March 2021, 08:40 UTC, and 6 March 2021, 02:15 UTC", "2021-03-05/2021-03-06"),
            ("from the evening of 4 March 2021 till noon of 6 March 2021", "2021-03-04/2021-03-06"),
            ("on 9 March 2021", "2021-03-09"),
        ] {
            assert_eq!(
                time(&format!("Hackers stole $4 million from the crypto exchange Quornex {told}.")),
                edtf,
                "{told}"
            );
        }
    }

    #[test]
    fn it_goes_on_until_it_is_ended() {
        let text = "Hackers stole the data of 40,000 customers from the bank Peckwell in June 2018.";
        for (more, edtf) in [
            ("They stayed until May 2020.", "2018-06/2020-05"),
            ("The account was removed in May 2020.", "2018-06/2020-05"),
            ("It was fined in May 2020.", "2018-06"),
        ] {
            assert_eq!(time(&format!("{text} {more}")), edtf, "{more}");
        }
    }

    #[test]
    fn it_went_on_until_it_was_noticed() {
        let text = "Hackers stole the data of 40,000 customers from the bank Peckwell.";
        for (more, edtf) in [
            ("The intrusion began in June 2018. It was discovered in May 2020.", "2018-06/2020-05"),
            (
                "The bank noticed it on 4 June 2020. Data had been flowing out since 27 May 2020.",
                "2020-05-27/2020-06-04",
            ),
            ("The skimmer was first active on 28 April 2020 and was removed on 2 June 2020.", "2020-04-28/2020-06-02"),
        ] {
            assert_eq!(time(&format!("{text} {more}")), edtf, "{more}");
        }
    }

    fn time(text: &str) -> String {
        let published = "2021-05-03".parse().ok();
        let article = Article { id: "t".into(), text: text.into(), published, ..Article::default() };
        let record = Pipeline::new().record(&article);
        record.incidents[0].time.as_ref().and_then(|time| time.edtf.clone()).unwrap_or_default()
    }
}
