//! Properties of the dates layer on arbitrary text.

use jiff::civil::{Date, date};
use news_incidents::extract::date::{Anchor, extractor, resolve};
use news_incidents::text::Document;
use proptest::prelude::*;

/// Words that rules look for, so that random text reaches deep into them.
const WORDS: &[&str] = &[
    "in", "on", "the", "of", "last", "next", "this", "past", "two", "3", "14", "2018", "’18", "years", "weeks", "day",
    "ago", "after", "before", "since", "until", "between", "and", "from", "to", "-", "–", "/", ",", ".", "March",
    "May", "Sept", "Friday", "weekend", "early", "late", "mid", "end", "first", "third", "quarter", "half", "Q3",
    "summer", "Christmas", "Easter", "Ramadan", "today", "yesterday", "earlier", "later", "following", "same", "1990s",
    "21st", "century", "week", "fiscal", "FY18", "10:30", "a.m.", "UTC", "20180914", "2018-09-14", "9/14", "31", "29",
    "999", "thousand", "twenty", "\n\n", "é", "will", "for", "now", "9999", "starting", "month", "decade", "a", "few",
];

fn check(text: &str, published: Option<Date>, window: Option<(Date, Date)>) -> Result<(), TestCaseError> {
    let doc = Document::new(text);
    let mentions = extractor().extract(&doc);
    let resolved = resolve(&doc, &mentions, published);
    prop_assert_eq!(resolved.len(), mentions.len());
    for mention in &mentions {
        let (start, end) = (mention.span.start, mention.span.end);
        prop_assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
        let anchored = mention.value.resolve(&Anchor { published, window, ..Anchor::default() });
        if let (Some(earliest), Some(latest)) = (anchored.earliest, anchored.latest) {
            prop_assert!(earliest <= latest);
        }
    }
    for mention in &resolved {
        if let (Some(earliest), Some(latest)) = (mention.value.earliest, mention.value.latest) {
            prop_assert!(earliest <= latest, "{} in {}", doc.slice(mention.span), text);
        }
        let resolved = mention.value.earliest.is_some() || mention.value.latest.is_some();
        prop_assert_eq!(mention.value.edtf.is_some(), resolved);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_text_is_read(text in "\\PC{0,120}") {
        check(&text, Some(date(2019, 3, 11)), None)?;
    }

    #[test]
    fn words_of_dates_in_any_order_are_read(
        picks in proptest::collection::vec((0..WORDS.len(), any::<bool>()), 0..14),
        year in -9990i16..9990,
    ) {
        let mut text = String::new();
        for (pick, blank) in picks {
            text.push_str(WORDS[pick]);
            if blank {
                text.push(' ');
            }
        }
        let published = date(year, 2, 28);
        check(&text, Some(published), None)?;
        check(&text, None, Some((date(2017, 1, 1), date(2018, 9, 30))))?;
        check(&text, None, None)?;
    }
}

/// The rows of a table without comments: fields parted by tabs.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect()
}

fn found(text: &str, published: &str) -> (String, String) {
    let doc = Document::new(text);
    let published = (published != "-").then(|| published.parse::<Date>().expect("a day"));
    let dates = resolve(&doc, &extractor().extract(&doc), published);
    let edtf: Vec<_> = dates.iter().map(|date| date.value.edtf.as_deref().unwrap_or("-")).collect();
    let basis: Vec<_> = dates.iter().map(|date| format!("{:?}", date.value.basis).to_lowercase()).collect();
    (edtf.join(" "), basis.join(" "))
}

#[test]
fn phrases_are_read() {
    let rows = rows(include_str!("../../corpus/phrases/dates.tsv"));
    assert!(rows.len() >= 280, "{} rows", rows.len());
    for row in rows {
        let (edtf, basis) = found(row[0], row[1]);
        assert_eq!(edtf, row[2], "{}", row[0]);
        if let Some(expected) = row.get(3) {
            assert_eq!(basis, *expected, "{}", row[0]);
        }
    }
}

#[test]
fn other_words_are_refused() {
    let rows = rows(include_str!("../../corpus/phrases/dates-refused.tsv"));
    assert!(rows.len() >= 100, "{} rows", rows.len());
    for row in rows {
        assert_eq!(found(row[0], "2019-03-13").0, "", "{}", row[0]);
    }
}

/// The article tells of January 2017 to September 2018 and was published in March 2019.
#[test]
fn a_window_gives_the_year_that_is_not_said() {
    let published = Some(date(2019, 3, 11));
    let window = Some((date(2017, 1, 1), date(2018, 9, 30)));
    for (text, published, window, edtf, basis) in [
        ("in January", published, window, "2018-01?", "Context"),
        ("in January", None, window, "2018-01?", "Context"),
        ("in January", published, None, "2019-01", "Published"),
        ("in September of last year", published, window, "2018-09", "Published"),
        ("in September of last year", None, window, "2018-09?", "Context"),
        ("in November", None, window, "2017-11?", "Context"),
        ("on 5 May", None, window, "2018-05-05?", "Context"),
        ("in January 2016", published, window, "2016-01", "Explicit"),
        ("on Friday", None, window, "-", "Unresolved"),
        ("last year", None, window, "-", "Unresolved"),
    ] {
        let doc = Document::new(text);
        let mentions = extractor().extract(&doc);
        let found = mentions[0].value.resolve(&Anchor { published, window, ..Anchor::default() });
        assert_eq!(found.edtf.as_deref().unwrap_or("-"), edtf, "{text}");
        assert_eq!(format!("{:?}", found.basis), basis, "{text}");
    }
}
