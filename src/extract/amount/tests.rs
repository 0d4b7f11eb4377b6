//! Properties that hold for every text.

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use super::{Amount, extractor};
use crate::text::Document;

/// Pieces that numbers, currencies and assets are made of, so that random texts reach the rules.
const PIECES: &[&str] = &[
    "$", "€", "US$", "Rs. ", "5", "10", "1,200.5", "1.000.000", "999999999999999999999999999", " ", "-", "–", ".", ",",
    "(", ")", "and", " to ", " million", "bn", "k", "half", "a", " quarter", " of ", "third", "s", "hundred",
    " trillion", "dozen", "zero", "point", "minus", " dollars", " cents", " BTC", " bitcoins", "worth ", "about ",
    "more than ", "between ", "%", " percent", " users", "e", "^", "/", "+", "½", "\n", "\n\n", "ரூ", "元", "é",
    "\u{301}", "😀", "one", "twenty", "-figure", "multi", "May", "2018", ":", "'", "’", "\u{a0}",
];

fn texts() -> impl Strategy<Value = String> {
    let assembled =
        proptest::collection::vec(proptest::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat());
    prop_oneof![assembled, "\\PC{0,60}", "[0-9a-z$€£ .,/()%-]{0,60}"]
}

#[test]
fn codes_and_signs_before_sums_are_their_own() {
    for (text, expected) in [
        ("Of this, SEK 171 million pertains to one client.", vec![dec!(171000000)]),
        ("The row says 212.4     $471k and ends.", vec![dec!(471000)]),
        ("The thief sold USD0 and sUSD.", vec![]),
    ] {
        let found = extractor_of_tests().extract(&Document::new(text));
        let sums = found.iter().filter_map(|mention| match &mention.value {
            Amount::Money { worth, .. } => Some(worth.quantity.value),
            _ => None,
        });
        assert_eq!(sums.collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn a_sum_in_several_coins_is_in_none_of_them() {
    for (text, held) in
        [("They took $18 million in ether.", true), ("They took $18 million in ether and stablecoins.", false)]
    {
        let found = extractor_of_tests().extract(&Document::new(text));
        assert_eq!(matches!(found[0].value, Amount::Crypto { .. }), held, "{text}");
    }
}

#[test]
fn coins_are_counted_in_units() {
    for (text, symbol) in [
        ("They took 25.5 million of the coin USDC.", "USDC"),
        ("They took 31 million units of Dogecoin.", "DOGE"),
        ("They took 32.227 suiETH.", "suiETH"),
        ("They took 2.6m of DAI.", "DAI"),
        ("They took 512k usdc.", "USDC"),
        ("They took 3,100-odd ZEC.", "ZEC"),
        ("The blockchain game lost 14.8 million DLM. It has asked for 3.3 million DLM back.", "DLM"),
        ("They took 10 million reUSD of bad debt.", "reUSD"),
        ("It lost 1.82 million BUSD two minutes later.", "BUSD"),
        ("It held:\n\n  stETH      212.4     $471k\n", "stETH"),
    ] {
        let found = extractor_of_tests().extract(&Document::new(text));
        let assets: Vec<&str> = found
            .iter()
            .filter_map(|mention| match &mention.value {
                Amount::Crypto { asset, quantity: Some(_), .. } => Some(&*asset.symbol),
                _ => None,
            })
            .collect();
        assert!(!assets.is_empty() && assets.iter().all(|asset| *asset == symbol), "{text}: {assets:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn never_panics_and_spans_are_words(text in texts()) {
        let mut end = 0;
        for mention in extractor_of_tests().extract(&Document::new(&text)) {
            prop_assert!(mention.span.start < mention.span.end);
            prop_assert!(text.get(mention.span.start..mention.span.end).is_some(), "{:?}", mention.span);
            prop_assert!(mention.span.start >= end, "mentions overlap");
            end = mention.span.end;
        }
    }

    #[test]
    fn reads_the_sums_it_writes(units in 0..1_000_000_000_000_i64, cents in 0..100_i64) {
        let value = Decimal::new(units * 100 + cents, 2);
        for text in [format!("They took ${value} today"), format!("They took {value} euros today"), format!("USD {value}")] {
            let found = extractor_of_tests().extract(&Document::new(&text));
            prop_assert_eq!(found.len(), 1, "{}", text);
            let Amount::Money { worth, .. } = &found[0].value else { return Err(TestCaseError::fail(text)) };
            prop_assert_eq!(worth.quantity.value, value);
        }
    }
}

fn extractor_of_tests() -> &'static crate::extract::Extractor<Amount> {
    static EXTRACTOR: std::sync::OnceLock<crate::extract::Extractor<Amount>> = std::sync::OnceLock::new();
    EXTRACTOR.get_or_init(extractor)
}
