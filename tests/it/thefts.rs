//! Write-ups of crypto thefts under `corpus/thefts`: is the record printed first the theft, with its victim, its loss and
//! its month? `cargo test --test it thefts -- --nocapture` prints the score and every miss.

use std::fmt;

use news_incidents::article::Article;
use news_incidents::model::Options;
use news_incidents::pipeline::Pipeline;
use news_incidents::record::{AmountRole, Incident, Record};
use rust_decimal::Decimal;

use crate::program::root;

/// What a careful reader finds in one write-up.
struct Expected {
    name: String,
    half: String,
    published: Option<jiff::civil::Date>,
    victims: Vec<String>,
    /// Currency or ticker, and value; any of them is the loss.
    losses: Vec<(String, Decimal)>,
    month: String,
    /// How many thefts the text tells; more records than that are invented.
    told: usize,
}

/// Which of the three one record has right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Triple {
    victim: bool,
    loss: bool,
    month: bool,
}

impl Triple {
    fn is_right(self) -> bool {
        self.victim && self.loss && self.month
    }
}

#[derive(Default)]
struct Score {
    articles: usize,
    /// The first record has all three.
    right: usize,
    /// Some record has all three.
    found: usize,
    invented: usize,
}

impl fmt::Display for Score {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { articles, right, found, invented } = self;
        write!(to, "{right} of {articles} right in the first record, {found} in any; {invented} records too many")
    }
}

fn folder() -> std::path::PathBuf {
    root().join("corpus/thefts")
}

fn expected() -> Vec<Expected> {
    let table = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, half, published, victims, losses, month, told] = columns[..] else { panic!("seven columns: {row}") };
        let loss = |loss: &str| {
            let (unit, value) = loss.split_once(' ').unwrap_or_else(|| panic!("a unit and a value: {row}"));
            (unit.to_owned(), value.parse().unwrap())
        };
        Expected {
            name: name.to_owned(),
            half: half.to_owned(),
            published: (published != "-").then(|| published.parse().unwrap()),
            victims: victims.split('|').map(plain).collect(),
            losses: losses.split('|').map(loss).collect(),
            month: month.to_owned(),
            told: told.parse().unwrap(),
        }
    })
    .collect()
}

fn plain(name: &str) -> String {
    let low = name.to_lowercase().replace("’s", "").replace("'s", "").replace('.', "");
    low.strip_prefix("the ").unwrap_or(&low).trim().to_owned()
}

fn record(pipeline: &Pipeline, expected: &Expected) -> Record {
    let text = std::fs::read_to_string(folder().join(format!("{}.txt", expected.name))).unwrap();
    let source = format!("{}.txt", expected.name);
    let id = expected.name.clone();
    pipeline.record(&Article { id, source, title: None, published: expected.published, language: None, text })
}

fn triple(expected: &Expected, incident: &Incident) -> Triple {
    let near = |left: Decimal, right: Decimal| (left - right).abs() * Decimal::from(50) <= right;
    let is_loss = |unit: Option<&String>, value: Option<Decimal>| {
        expected.losses.iter().any(|(name, loss)| unit == Some(name) && value.is_some_and(|value| near(value, *loss)))
    };
    let loss = incident.amounts.iter().filter(|sum| sum.role == AmountRole::Stolen).any(|sum| {
        let asset = sum.asset.as_ref();
        is_loss(sum.currency.as_ref(), sum.value)
            || is_loss(asset.map(|asset| &asset.symbol), asset.and_then(|asset| asset.quantity))
            || sum.equivalents.iter().any(|other| is_loss(Some(&other.currency), Some(other.value)))
    });
    let month = incident.time.as_ref().is_some_and(|time| {
        let within = |day: &Option<String>| day.as_ref().is_some_and(|day| day.starts_with(&expected.month));
        within(&time.earliest) && within(&time.latest)
    });
    let victim = incident.victims.iter().any(|victim| expected.victims.contains(&plain(&victim.name)));
    Triple { victim, loss, month }
}

fn score(pipeline: &Pipeline, half: &str) -> Score {
    let mut score = Score::default();
    for expected in expected().iter().filter(|expected| expected.half == half) {
        let record = record(pipeline, expected);
        let triples: Vec<Triple> = record.incidents.iter().map(|incident| triple(expected, incident)).collect();
        let right = triples.first().is_some_and(|first| first.is_right());
        score.articles += 1;
        score.right += usize::from(right);
        score.found += usize::from(triples.iter().any(|triple| triple.is_right()));
        score.invented += triples.len().saturating_sub(expected.told);
        if !right {
            println!("{half} {}: {:?}", expected.name, triples.first());
        }
    }
    println!("{half}: {score}");
    score
}

/// Every victim with what was stolen from it, in the order of the records.
fn stolen(text: &str) -> Vec<String> {
    let published = Some("2024-03-08".parse().unwrap());
    let article =
        Article { id: "a".into(), source: "a".into(), title: None, published, language: None, text: text.to_owned() };
    let record = Pipeline::new().record(&article);
    let line = |incident: &Incident| {
        let victims: Vec<&str> = incident.victims.iter().map(|victim| victim.name.as_str()).collect();
        let sums = incident.amounts.iter().filter(|sum| sum.role == AmountRole::Stolen);
        let sums: Vec<String> = sums.filter_map(|sum| sum.value).map(|value| value.normalize().to_string()).collect();
        format!("{} {}", victims.join("+"), sums.join("+"))
    };
    record.incidents.iter().map(line).collect()
}

#[test]
fn tells_loot_from_other_money() {
    for (text, expected) in [
        (
            "Moss Finance - REKT\n\nMoss Finance got rekt for $50M by a reentrancy exploit.\n\nCompare the $25 million that \
             Tarnworth lost to hackers.",
            vec!["Moss Finance 50000000", "Tarnworth 25000000"],
        ),
        (
            "Exploit at Moss Finance\n\nMoss Finance was exploited. A bug in its vaults cost the protocol $17 million in ether.",
            vec!["Moss Finance 17000000"],
        ),
        (
            "Moss Finance hacked\n\nHackers stole $3 million from Moss Finance on Monday. Among other heists this year were \
             about $60 million stolen from Alphapo and $37 million taken from CoinsPaid.",
            vec!["Moss Finance 3000000", "Alphapo 60000000", "CoinsPaid 37000000"],
        ),
        (
            "Moss Finance hacked\n\nThe exchange Moss Finance was hacked for $5 million in ether. Rumours of $200 million in \
             losses are false.",
            vec!["Moss Finance 5000000"],
        ),
        (
            "Moss Finance profit triples\n\nCrypto exchange Moss Finance said its profit tripled to $50 million. Its fees are \
             under attack on price.",
            vec![],
        ),
        (
            "Moss Finance raises $50 million\n\nThe DeFi protocol Moss Finance raised $50 million. It has never been hacked, \
             unlike others.",
            vec![],
        ),
        (
            "Moss Finance bounty\n\nMoss Finance, a DeFi protocol, pays a bounty of $1 million for bugs that could be exploited.",
            vec![],
        ),
    ] {
        assert_eq!(stolen(text), expected, "{text}");
    }
}

/// Of a half, at least how many are right and at most how many invented.
type Floor = (&'static str, usize, usize);

fn is_above(pipeline: &Pipeline, floors: &[Floor]) {
    for &(half, floor, invented) in floors {
        let score = score(pipeline, half);
        assert!(score.articles > 8, "{half}: {score}");
        assert!(score.right >= floor, "{half}: {score}; the floor is {floor}");
        assert!(score.invented <= invented, "{half}: {score}; at most {invented}");
    }
}

#[test]
fn the_first_record_is_the_theft() {
    is_above(&Pipeline::with_model(&Options::default()).unwrap(), &[("held", 116, 11)]);
}

#[test]
#[ignore = "half as long as the one above: cargo test --test it thefts -- --ignored --nocapture"]
fn the_first_record_is_the_theft_in_the_wild() {
    is_above(&Pipeline::with_model(&Options::default()).unwrap(), &[("wild", 60, 13)]);
}

#[test]
fn the_first_record_is_the_theft_without_the_model() {
    is_above(&Pipeline::new(), &[("work", 189, 6), ("held", 104, 13), ("wild", 58, 16)]);
}
