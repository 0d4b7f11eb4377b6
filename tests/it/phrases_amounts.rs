//! `corpus/phrases`: each row's text holds exactly the amounts that the row says.

use std::fmt::Write as _;

use news_incidents::{
    extract::amount::{self, Amount, Bound, Money, Quantity},
    text::Document,
};

fn quantity(quantity: &Quantity) -> String {
    let value = quantity.value.normalize();
    match (quantity.bound, quantity.upper) {
        (Bound::Range, Some(upper)) => format!("{value}..{}", upper.normalize()),
        (Bound::Exact | Bound::Range, _) => value.to_string(),
        (Bound::About, _) => format!("~{value}"),
        (Bound::AtLeast, _) => format!(">={value}"),
        (Bound::AtMost, _) => format!("<={value}"),
    }
}

fn money(money: &Money) -> String {
    format!("{} {}", quantity(&money.quantity), money.currency.code())
}

/// The amount in the notation of `corpus/README.md`.
fn notation(amount: &Amount) -> String {
    let (mut text, others) = match amount {
        Amount::Money { worth, equivalents } => (format!("money {}", money(worth)), equivalents.as_slice()),
        Amount::Crypto { asset, quantity: held, worth, equivalents } => {
            let held = held.as_ref().map_or_else(|| "?".to_owned(), quantity);
            let mut text = format!("crypto {held} {}", asset.symbol);
            if let Some(worth) = worth {
                let _ = write!(text, " = {}", money(worth));
            }
            (text, equivalents.as_slice())
        }
        Amount::Count { quantity: count, unit } => (format!("count {} {unit}", quantity(count)), [].as_slice()),
        Amount::Percent(part) => (format!("percent {}", quantity(part)), [].as_slice()),
        Amount::Number(number) => (format!("number {}", quantity(number)), [].as_slice()),
    };
    for other in others {
        let _ = write!(text, " = {}", money(other));
    }
    text
}

fn check(table: &str, at_least: usize) {
    let path = format!("{}/corpus/phrases/{table}.tsv", env!("CARGO_MANIFEST_DIR"));
    let rows = std::fs::read_to_string(&path).unwrap();
    let extractor = amount::extractor();
    let mut wrong = String::new();
    let mut count = 0;
    for row in rows.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (text, expected) = row.split_once('\t').unwrap_or((row, "none"));
        let text = text.replace("\\n", "\n");
        let found: Vec<String> =
            extractor.extract(&Document::new(&text)).iter().map(|mention| notation(&mention.value)).collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join(" | ") };
        count += 1;
        if found != expected {
            let _ = writeln!(wrong, "{text}\n  expected {expected}\n  found    {found}");
        }
    }
    assert!(wrong.is_empty(), "{table}:\n{wrong}");
    assert!(count >= at_least, "{table}: only {count} rows");
}

#[test]
fn sums_of_money() {
    check("amounts", 150);
}

#[test]
fn counts_percentages_and_numbers() {
    check("counts", 100);
}

#[test]
fn crypto_assets_with_their_worth() {
    check("crypto", 80);
}

#[test]
fn what_is_no_amount() {
    check("refusals_amounts", 110);
}
