//! Properties of the dates layer on arbitrary text.

use jiff::civil::{Date, date};
use news_incidents::extract::date::{Anchor, extractor, resolve};
use news_incidents::text::Document;
use proptest::prelude::*;

/// Words that rules look for, so that random text reaches deep into them.
const WORDS: &[&str] = &[
    "in",
    "on",
    "the",
    "of",
    "last",
    "next",
    "this",
    "past",
    "two",
    "3",
    "14",
    "2018",
    "’18",
    "years",
    "weeks",
    "day",
    "ago",
    "after",
    "before",
    "since",
    "until",
    "between",
    "and",
    "from",
    "to",
    "-",
    "–",
    "/",
    ",",
    ".",
    "March",
    "May",
    "Sept",
    "Friday",
    "weekend",
    "early",
    "late",
    "mid",
    "end",
    "first",
    "third",
    "quarter",
    "half",
    "Q3",
    "summer",
    "Christmas",
    "Easter",
    "Ramadan",
    "today",
    "yesterday",
    "earlier",
    "later",
    "following",
    "same",
    "1990s",
    "21st",
    "century",
    "week",
    "fiscal",
    "FY18",
    "10:30",
    "a.m.",
    "UTC",
    "20180914",
    "2018-09-14",
    "9/14",
    "31",
    "29",
    "999",
    "thousand",
    "twenty",
    "\n\n",
    "é",
    "will",
    "for",
    "now",
    "9999",
    "starting",
    "month",
    "decade",
    "a",
    "few",
];

fn check(text: &str, published: Option<Date>, window: Option<(Date, Date)>) -> Result<(), TestCaseError> {
    let doc = Document::new(text);
    let mentions = extractor().extract(&doc);
    let resolved = resolve(&mentions, published);
    prop_assert_eq!(resolved.len(), mentions.len());
    for mention in &mentions {
        let (start, end) = (mention.span.start, mention.span.end);
        prop_assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
        let anchored = mention.value.resolve(&Anchor { published, window, previous: None });
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
