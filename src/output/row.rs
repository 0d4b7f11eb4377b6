//! One incident as one row: the columns that CSV and Parquet share, under the same names and in the same order.
//!
//! A role of sums ("stolen", "fine", …) has columns for the first sum that plays it; all sums stand in `amounts`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::name_of;
use crate::record::{AmountRole, ArticleInfo, Evidence, Incident, Named, Party, Record, Stance, Sum};

/// One incident of one article.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) article: &'a ArticleInfo,
    pub(super) incident: &'a Incident,
    /// 1 for the first incident of the article.
    pub(super) position: usize,
}

/// Reads a value off a row.
pub(super) type Read<T> = Box<dyn Fn(&Row<'_>) -> T>;

/// What a column holds, and how it is read.
pub(super) enum Column {
    Text(Read<Option<String>>),
    Names(Read<Vec<String>>),
    Day(Read<Option<Date>>),
    Whole(Read<Option<i64>>),
    Money(Read<Option<Decimal>>),
    Quantity(Read<Option<Decimal>>),
    Share(Read<Decimal>),
    /// All sums.
    Sums,
    /// All counts of those hit.
    Counts,
    /// The words behind the values.
    Quotes,
}

/// The rows of one article.
pub(super) fn rows(record: &Record) -> impl Iterator<Item = Row<'_>> {
    let article = &record.article;
    record.incidents.iter().enumerate().map(move |(at, incident)| Row { article, incident, position: at + 1 })
}

/// Every column with its name, in the order of the file.
pub(super) fn columns() -> Vec<(String, Column)> {
    let mut columns = vec![
        text("article_id", |row| Some(&row.article.id)),
        text("article_source", |row| Some(&row.article.source)),
        text("title", |row| row.article.title.as_deref()),
        day("published", |row| row.article.published.as_deref()),
        text("language", |row| row.article.language.as_deref()),
        text("incident_id", |row| Some(&row.incident.id)),
        whole("position", |row| i64::try_from(row.position).ok()),
        names("types", |row| row.incident.types.iter().map(|kind| kind.as_str().to_owned()).collect()),
        text("scope", |row| Some(row.incident.scope.as_str())),
        text("status", |row| Some(row.incident.status.as_str())),
        text("part_of", |row| row.incident.part_of.as_deref()),
        whole("attacks", |row| row.incident.attacks.as_ref().and_then(|count| count.value.round().to_i64())),
        text("victim", |row| Some(&first(&row.incident.victims)?.name)),
        text("victim_kind", |row| Some(first(&row.incident.victims)?.kind.as_str())),
        text("victim_country", |row| first(&row.incident.victims)?.country.as_deref()),
        text("victim_sector", |row| Some(first(&row.incident.victims)?.sector?.as_str())),
        names("victims", |row| party_names(&row.incident.victims)),
        text("attacker", |row| attacker(row.incident)),
        names("attackers", |row| party_names(&row.incident.attackers)),
        text("attribution_by", |row| row.incident.attribution.first()?.by.as_deref()),
        text("attribution_stance", |row| Some(row.incident.attribution.first()?.stance.as_str())),
        text("time_edtf", |row| row.incident.time.as_ref()?.edtf.as_deref()),
        day("earliest", |row| row.incident.time.as_ref()?.earliest.as_deref()),
        day("latest", |row| row.incident.time.as_ref()?.latest.as_deref()),
        whole("year", |row| year(row.incident)),
        owned("time_basis", |row| Some(name_of(row.incident.time.as_ref()?.basis))),
        text("place", |row| Some(&row.incident.place.as_ref()?.name)),
        text("place_country", |row| row.incident.place.as_ref()?.country.as_deref()),
    ];
    columns.extend(AmountRole::ALL.iter().flat_map(|role| sum_columns(*role)));
    columns.extend([
        (String::from("amounts"), Column::Sums),
        whole("affected_value", |row| row.incident.affected.first()?.value.round().to_i64()),
        whole("affected_upper", |row| row.incident.affected.first()?.upper?.round().to_i64()),
        owned("affected_bound", |row| Some(name_of(row.incident.affected.first()?.bound))),
        text("affected_unit", |row| Some(&row.incident.affected.first()?.unit)),
        (String::from("affected"), Column::Counts),
        names("data", |row| named(&row.incident.data)),
        names("methods", |row| row.incident.methods.iter().map(|method| method.name.clone()).collect()),
        names("cves", |row| row.incident.vulnerabilities.iter().filter_map(|flaw| flaw.id.clone()).collect()),
        names("reported_by", |row| named(&row.incident.reported_by)),
        (String::from("confidence"), Column::Share(Box::new(|row| row.incident.confidence))),
        (String::from("evidence"), Column::Quotes),
    ]);
    columns
}

/// The words behind each value of an incident, by field.
pub(super) fn quotes(incident: &Incident) -> Vec<(&'static str, &Evidence)> {
    let mut quotes: Vec<(&'static str, &Evidence)> = vec![];
    quotes.extend(incident.attacks.iter().map(|count| ("attacks", &count.span)));
    quotes.extend(incident.victims.iter().map(|party| ("victim", &party.span)));
    quotes.extend(incident.attackers.iter().map(|party| ("attacker", &party.span)));
    quotes.extend(incident.attribution.iter().map(|claim| ("attribution", &claim.span)));
    quotes.extend(incident.time.iter().map(|time| ("time", &time.span)));
    quotes.extend(incident.place.iter().map(|place| ("place", &place.span)));
    quotes.extend(incident.amounts.iter().map(|sum| (sum.role.as_str(), &sum.span)));
    quotes.extend(incident.affected.iter().map(|affected| ("affected", &affected.span)));
    quotes.extend(incident.data.iter().map(|data| ("data", &data.span)));
    quotes.extend(incident.methods.iter().map(|method| ("method", &method.span)));
    quotes.extend(incident.vulnerabilities.iter().map(|flaw| ("vulnerability", &flaw.span)));
    quotes.extend(incident.reported_by.iter().map(|source| ("reported_by", &source.span)));
    quotes
}

/// The year, where the first and the last possible day fall into the same one.
fn year(incident: &Incident) -> Option<i64> {
    let time = incident.time.as_ref()?;
    let (earliest, latest) = (date(time.earliest.as_deref()?)?, date(time.latest.as_deref()?)?);
    (earliest.year() == latest.year()).then(|| earliest.year().into())
}

/// Who did it: the first attacker, or the first whom a source names and nobody denies.
fn attacker(incident: &Incident) -> Option<&str> {
    let named = incident.attribution.iter().find(|claim| claim.stance != Stance::Denied);
    first(&incident.attackers).map(|party| party.name.as_str()).or(named.map(|claim| claim.attacker.as_str()))
}

fn sum_columns(role: AmountRole) -> [(String, Column); 6] {
    let name = |part: &str| format!("{}_{part}", role.as_str());
    let sum = move |incident: &Incident| incident.amounts.iter().find(|sum| sum.role == role).cloned();
    let text = |read: fn(Sum) -> Option<String>| Column::Text(Box::new(move |row| read(sum(row.incident)?)));
    let money = |read: fn(Sum) -> Option<Decimal>| Column::Money(Box::new(move |row| read(sum(row.incident)?)));
    [
        (name("value"), money(|sum| sum.value)),
        (name("upper"), money(|sum| sum.upper)),
        (name("bound"), text(|sum| Some(name_of(sum.bound)))),
        (name("currency"), text(|sum| sum.currency)),
        (name("asset"), text(|sum| Some(sum.asset?.symbol))),
        (name("quantity"), Column::Quantity(Box::new(move |row| sum(row.incident)?.asset?.quantity))),
    ]
}

fn text(name: &str, read: impl for<'r> Fn(&'r Row<'_>) -> Option<&'r str> + 'static) -> (String, Column) {
    (name.to_owned(), Column::Text(Box::new(move |row| read(row).map(str::to_owned))))
}

fn owned(name: &str, read: impl Fn(&Row<'_>) -> Option<String> + 'static) -> (String, Column) {
    (name.to_owned(), Column::Text(Box::new(read)))
}

fn names(name: &str, read: impl Fn(&Row<'_>) -> Vec<String> + 'static) -> (String, Column) {
    (name.to_owned(), Column::Names(Box::new(read)))
}

fn day(name: &str, read: impl for<'r> Fn(&'r Row<'_>) -> Option<&'r str> + 'static) -> (String, Column) {
    (name.to_owned(), Column::Day(Box::new(move |row| date(read(row)?))))
}

fn whole(name: &str, read: impl Fn(&Row<'_>) -> Option<i64> + 'static) -> (String, Column) {
    (name.to_owned(), Column::Whole(Box::new(read)))
}

fn first(parties: &[Party]) -> Option<&Party> {
    parties.first()
}

fn party_names(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|party| party.name.clone()).collect()
}

fn named(named: &[Named]) -> Vec<String> {
    named.iter().map(|named| named.name.clone()).collect()
}

fn date(iso: &str) -> Option<Date> {
    iso.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn value(id: &str, at: usize, name: &str) -> String {
        let record = sample::record(id);
        let row = rows(&record).nth(at).unwrap();
        let (_, column) = columns().into_iter().find(|(column, _)| column == name).unwrap();
        match column {
            Column::Text(read) => read(&row).unwrap_or_default(),
            Column::Names(read) => read(&row).join("|"),
            Column::Day(read) => read(&row).map(|day| day.to_string()).unwrap_or_default(),
            Column::Whole(read) => read(&row).map(|number| number.to_string()).unwrap_or_default(),
            Column::Money(read) | Column::Quantity(read) => read(&row).map(|sum| sum.to_string()).unwrap_or_default(),
            Column::Share(read) => read(&row).to_string(),
            Column::Sums => row.incident.amounts.len().to_string(),
            Column::Counts => row.incident.affected.len().to_string(),
            Column::Quotes => quotes(row.incident).len().to_string(),
        }
    }

    #[test]
    fn columns_read_their_values() {
        for (id, at, name, expected) in [
            ("coinsuru", 0, "scope", "series"),
            ("coinsuru", 0, "attacks", "2"),
            ("coinsuru", 0, "year", ""),
            ("coinsuru", 0, "attribution_stance", "alleged"),
            ("coinsuru", 1, "position", "2"),
            ("coinsuru", 1, "part_of", "00000000000000a1"),
            ("coinsuru", 1, "victim", "Coinsuru"),
            ("coinsuru", 1, "victims", "Coinsuru|Müller & Søn “Börse”"),
            ("coinsuru", 1, "year", "2018"),
            ("coinsuru", 1, "latest", "2018-01-31"),
            ("coinsuru", 1, "stolen_value", "534000000.25"),
            ("coinsuru", 1, "stolen_quantity", "523000000.123456789"),
            ("coinsuru", 1, "stolen_upper", ""),
            ("coinsuru", 1, "recovered_upper", "12"),
            ("coinsuru", 1, "amounts", "3"),
            ("coinsuru", 2, "victim", ""),
            ("coinsuru", 2, "attacker", "a hacker"),
            ("clinic", 0, "published", ""),
            ("clinic", 0, "earliest", ""),
            ("clinic", 0, "ransom_demanded_value", ""),
            ("clinic", 0, "ransom_demanded_asset", "BTC"),
            ("clinic", 0, "ransom_demanded_quantity", "2.5"),
            ("clinic", 0, "stolen_bound", ""),
            ("clinic", 0, "affected_upper", "2000"),
            ("clinic", 0, "cves", "CVE-2024-12345"),
            ("flaw", 0, "cves", "CVE-2024-12345"),
        ] {
            assert_eq!(value(id, at, name), expected, "{id} {at} {name}");
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let mut names: Vec<String> = columns().into_iter().map(|(name, _)| name).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
