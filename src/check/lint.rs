//! Mistakes in gold that would make figures lie: a field that nobody reads, a value that cannot be, a name or words that
//! the article does not have.

use std::fmt;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::load::Group;
use super::loose::plain;
use super::position::Lines;
use super::shape::{self, Field, Problem};
use crate::record::Evidence;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// The gold file.
    pub path: PathBuf,
    /// On which line.
    pub line: usize,
    /// Where in it: `incidents[0].victims[1].name`.
    pub field: String,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Lint {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}: {}: {}", self.path.display(), self.line, self.field, self.problem)
    }
}

/// One gold file, or one line of a file of gold.
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    /// The number of its first line.
    pub(super) line: usize,
    pub(super) group: Group,
    pub(super) json: &'a str,
    pub(super) fields: &'static [Field],
}

/// What is wrong with gold for an article with this text and name. What a blind file says is not quoted.
pub(super) fn lint(source: &Source<'_>, text: &str, name: &str) -> Vec<Lint> {
    let Ok(gold) = serde_json::from_str::<Value>(source.json) else { return Vec::new() };
    let lines = Lines::of(source.json, source.line);
    let mut problems = shape::problems(source.fields, &gold);
    if let Some(id) = gold.pointer("/article/id").and_then(Value::as_str).filter(|id| *id != name) {
        problems.push((
            "article.id".to_owned(),
            format!("is not the folder's name, {name}"),
            Some(format!("{id} is not the folder's name, {name}")),
        ));
    }
    keys(&gold, &mut problems);
    let words = format!(" {} ", plain(text));
    for (at, incident) in list(&gold, "incidents").enumerate() {
        let path = format!("incidents[{at}]");
        values(incident, &path, &mut problems);
        names(incident, &path, &words, &mut problems);
    }
    spans(&gold, "", text, &mut problems);
    let twice =
        lines.twice.iter().map(|(field, line)| (*line, field.clone(), "stands twice; the last one counts".to_owned()));
    let said = problems.into_iter().map(|(field, general, quoted)| {
        let problem = quoted.filter(|_| source.group == Group::Open).unwrap_or(general);
        (lines.at(&field), field, problem)
    });
    let mut all: Vec<_> = twice.chain(said).collect();
    all.sort();
    let lint = |(line, field, problem)| Lint { path: source.path.to_owned(), line, field, problem };
    all.into_iter().map(lint).collect()
}

fn list<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}

fn string<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

/// Keys that name two incidents or none, and series that contain themselves.
fn keys(gold: &Value, problems: &mut Vec<Problem>) {
    let incidents: Vec<&Value> = list(gold, "incidents").collect();
    let keyed = |key: &str| incidents.iter().filter(|other| string(other, "key") == Some(key)).count();
    let nowhere = |key: &str| ("no incident has this key".to_owned(), Some(format!("no incident has the key {key}")));
    for (at, incident) in incidents.iter().enumerate() {
        if let Some(key) = string(incident, "key").filter(|key| keyed(key) > 1) {
            let problem = "names two incidents".to_owned();
            problems.push((format!("incidents[{at}].key"), problem, Some(format!("{key} names two incidents"))));
        }
        let path = format!("incidents[{at}].part_of");
        let Some(series) = string(incident, "part_of") else { continue };
        let Some(whole) = incidents.iter().find(|other| string(other, "key") == Some(series)) else {
            let (general, quoted) = nowhere(series);
            problems.push((path, general, quoted));
            continue;
        };
        if circular(&incidents, incident) {
            problems.push((path, "is a circle: the series is part of its own part".to_owned(), None));
        } else if string(whole, "scope") == Some("single") {
            problems.push((path, "is no series".to_owned(), Some(format!("{series} is no series"))));
        }
    }
    for (at, warning) in list(gold, "warnings").enumerate() {
        let parts = list(warning, "parts").enumerate();
        let parts = parts.filter_map(|(part, key)| Some((format!("parts[{part}]"), key.as_str()?)));
        let whole = string(warning, "incident").map(|key| ("incident".to_owned(), key));
        for (field, key) in whole.into_iter().chain(parts).filter(|(_, key)| keyed(key) == 0) {
            let (general, quoted) = nowhere(key);
            problems.push((format!("warnings[{at}].{field}"), general, quoted));
        }
    }
}

/// Whether one comes back to `start` from series to series.
fn circular(incidents: &[&Value], start: &Value) -> bool {
    let mut at = start;
    for _ in 0..incidents.len() {
        let whole = string(at, "part_of").and_then(|key| incidents.iter().find(|one| string(one, "key") == Some(key)));
        match whole {
            Some(whole) if string(whole, "key") == string(start, "key") => return true,
            Some(whole) => at = whole,
            None => return false,
        }
    }
    false
}

/// Values that do not go together.
fn values(incident: &Value, path: &str, problems: &mut Vec<Problem>) {
    let mut wrong = |field: String, problem: &str| problems.push((format!("{path}.{field}"), problem.to_owned(), None));
    if incident.get("types").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        wrong("types".to_owned(), "an incident has at least one type");
    }
    let number = |value: &Value, field: &str| value.get(field)?.to_string().parse::<Decimal>().ok();
    let counted = incident.get("attacks").map(|count| ("attacks".to_owned(), count));
    let listed = ["amounts", "affected"]
        .into_iter()
        .flat_map(|field| list(incident, field).enumerate().map(move |(at, value)| (format!("{field}[{at}]"), value)));
    for (field, value) in counted.into_iter().chain(listed) {
        let (low, high) = (number(value, "value"), number(value, "upper"));
        if low.zip(high).is_some_and(|(low, high)| high < low) {
            wrong(format!("{field}.upper"), "is less than value");
        }
        if high.is_some() && low.is_none() {
            wrong(format!("{field}.upper"), "stands without a value");
        }
        if string(value, "bound") == Some("range") && high.is_none() {
            wrong(format!("{field}.bound"), "is a range without an upper end");
        }
        if field.starts_with("amounts") && low.is_some() && string(value, "currency").is_none() {
            wrong(format!("{field}.value"), "has no currency beside it");
        }
        if field.starts_with("amounts") && low.is_none() && value.get("asset").is_none_or(Value::is_null) {
            wrong(field, "has neither a value nor an asset");
        }
    }
    for (at, flaw) in list(incident, "vulnerabilities").enumerate() {
        if string(flaw, "id").is_none() && string(flaw, "name").is_none() {
            wrong(format!("vulnerabilities[{at}]"), "needs id or name");
        }
    }
}

/// Names of which the article has neither the name nor an alias.
fn names(incident: &Value, path: &str, words: &str, problems: &mut Vec<Problem>) {
    let lists = ["victims", "attackers", "methods", "vulnerabilities", "data", "reported_by"];
    let listed = lists.into_iter().flat_map(|field| {
        list(incident, field).enumerate().map(move |(at, value)| (format!("{field}[{at}]"), "name", "aliases", value))
    });
    let place = incident.get("place").map(|place| ("place".to_owned(), "name", "aliases", place));
    let sources = list(incident, "attribution")
        .enumerate()
        .map(|(at, one)| (format!("attribution[{at}]"), "by", "by_aliases", one));
    for (field, name, aliases, value) in listed.chain(place).chain(sources) {
        let (field, told) = match value.as_str() {
            Some(told) => (field, Some(told)),
            None => (format!("{field}.{name}"), string(value, name)),
        };
        let Some(told) = told else { continue };
        let mut forms = std::iter::once(told).chain(list(value, aliases).filter_map(Value::as_str));
        if !forms.any(|form| words.contains(&format!(" {} ", plain(form)))) {
            let problem = "neither the name nor an alias is in the article".to_owned();
            let quoted = format!("{problem} ({told})");
            problems.push((format!("{path}.{field}"), problem, Some(quoted)));
        }
    }
}

/// Spans, wherever they stand, whose offsets do not give their words.
fn spans(value: &Value, path: &str, text: &str, problems: &mut Vec<Problem>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| spans(item, &format!("{path}[{at}]"), text, problems));
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match serde_json::from_value::<Evidence>(inner.clone()) {
                    Ok(span) if name == "span" => {
                        problems.extend(misplaced(&span, text).map(|(general, quoted)| (path, general, Some(quoted))));
                    }
                    _ => spans(inner, &path, text, problems),
                }
            }
        }
        _ => {}
    }
}

fn misplaced(span: &Evidence, text: &str) -> Option<(String, String)> {
    let there: String = text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect();
    if there == span.text && !there.is_empty() {
        return None;
    }
    let general = "its offsets do not give its text".to_owned();
    let quoted = match text.find(&span.text).filter(|_| !span.text.is_empty()) {
        Some(at) => {
            let start = text[..at].chars().count();
            let end = start + span.text.chars().count();
            format!("{}–{} is “{there}”; “{}” stands at {start}–{end}", span.start, span.end, span.text)
        }
        None => format!("“{}” is not in the article", span.text),
    };
    Some((general, quoted))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Zaif, a crypto exchange in Osaka, fell to CVE-2018-1.";

    fn lints(json: &str, group: Group) -> Vec<Lint> {
        let source = Source { path: Path::new("gold.json"), line: 1, group, json, fields: shape::GOLD };
        lint(&source, TEXT, "zaif")
    }

    #[test]
    fn finds_mistakes() {
        for (incident, expected) in [
            (r#""victims": [{"name": "Zaif", "country": "JP"}]"#, ""),
            (r#""victims": [{"name": "The Exchange", "aliases": ["Zaif's"]}]"#, ""),
            (r#""time": {"edtf": "2018-09", "basis": "published", "undated": {"edtf": "2018-09?"}}"#, ""),
            (r#""time": null, "victims": null, "place": {"name": "Osaka", "country": null}"#, ""),
            (r#""victims": [{"name": "Zaif", "span": {"start": 0, "end": 4, "text": "Zaif"}}]"#, ""),
            (r#""victims": [{"name": "Zai"}]"#, "victims[0].name: neither the name nor an alias"),
            (r#""victims": [{"name": "Zaif", "country": "UK"}]"#, "victims[0].country: UK is no ISO 3166-1"),
            (r#""victims": [{"name": "Zaif", "country": "ZZ"}]"#, "victims[0].country: ZZ is no ISO 3166-1"),
            (r#""victims": [{"name": "Zaif", "sector": "crypto"}]"#, "victims[0].sector: unknown variant `crypto`"),
            (r#""victims": [{"names": "Zaif"}]"#, "victims[0].names: is no field of gold; it is not scored; name is"),
            (r#""victims": [{"kind": "person"}]"#, "victims[0].name: is missing"),
            (r#""victims": [{"name": "Zaif", "span": {"start": 1, "end": 5, "text": "Zaif"}}]"#, "stands at 0–4"),
            (
                r#""victims": [{"name": "Zaif", "span": {"start": 0, "end": 4, "text": "Mt G"}}]"#,
                "is not in the article",
            ),
            (r#""victims": {"name": "Zaif"}"#, "victims: must be a list"),
            (r#""types": []"#, "types: an incident has at least one type"),
            (r#""types": ["hack"]"#, "types[0]: unknown variant `hack`"),
            (r#""part_of": "x""#, "part_of: no incident has the key x"),
            (r#""key": "x", "part_of": "x""#, "part_of: is a circle"),
            (r#""key": "x"}, {"key": "x""#, "key: x names two incidents"),
            (r#""key": "x", "part_of": "y"}, {"key": "y", "part_of": "x""#, "part_of: is a circle"),
            (r#""key": "x", "scope": "single"}, {"part_of": "x""#, "incidents[1].part_of: x is no series"),
            (r#""data": ["passwords"]"#, "data[0]: neither the name"),
            (r#""place": {"name": "Tokyo"}"#, "place.name: neither the name"),
            (r#""attribution": [{"attacker": "Zaif", "by": "police"}]"#, "attribution[0].by: neither the name"),
            (r#""time": {"edtf": "2018-02-30"}"#, "time.edtf: the calendar has no 2018-02-30"),
            (r#""time": {"edtf": "2018-09/2017-01"}"#, "time.edtf: 2018-09/2017-01 ends before it begins"),
            (
                r#""amounts": [{"role": "stolen", "value": 2, "upper": 1, "currency": "USD"}]"#,
                "amounts[0].upper: is less",
            ),
            (r#""amounts": [{"role": "stolen", "value": 2, "currency": "YEN"}]"#, "YEN is no ISO 4217 currency"),
            (r#""amounts": [{"role": "stolen", "value": 2}]"#, "amounts[0].value: has no currency"),
            (r#""amounts": [{"role": "stolen"}]"#, "amounts[0]: has neither a value nor an asset"),
            (r#""amounts": [{"role": "stolen", "value": "2", "currency": "USD"}]"#, "value: must be a number"),
            (r#""affected": [{"value": 2, "bound": "range"}]"#, "affected[0].bound: is a range without"),
            (r#""vulnerabilities": [{"product": "x"}]"#, "vulnerabilities[0]: needs id or name"),
            (r#""types": ["theft"], "types": ["fraud"]"#, "types: stands twice"),
        ] {
            let json = format!(r#"{{"incidents": [{{{incident}}}]}}"#);
            let found: Vec<String> = lints(&json, Group::Open).iter().map(ToString::to_string).collect();
            assert_eq!(found.is_empty(), expected.is_empty(), "{incident}: {found:?}");
            assert!(expected.is_empty() || found.iter().any(|lint| lint.contains(expected)), "{incident}: {found:?}");
        }
    }

    #[test]
    fn names_file_and_line() {
        let json = "{\n \"article\": {\"id\": \"coincheck\",\n  \"published\": \"2019-02-30\"},\n \"incidents\": [\n  {\"victims\": [\n   \
                    {\"name\": \"Zaif\",\n    \"country\": \"XX\"}]}],\n \"warnings\": [{\"code\": \"parts_exceed_total\", \"incident\": \"x\"}]\n}";
        let found: Vec<String> = lints(json, Group::Open).iter().map(ToString::to_string).collect();
        for (at, start) in [
            "gold.json:2: article.id:",
            "gold.json:3: article.published: 2019-02-30 is no day",
            "gold.json:7: incidents[0].victims[0].country:",
            "gold.json:8: warnings[0].incident:",
        ]
        .iter()
        .enumerate()
        {
            assert!(found[at].starts_with(start), "{found:?}");
        }
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn what_a_blind_file_says_is_not_quoted() {
        let json = r#"{"incidents": [{"types": ["secret"], "victims": [{"name": "Secret", "country": "SECRET",
            "span": {"start": 0, "end": 3, "text": "Secret"}}], "part_of": "secret"}], "article": {"id": "secret"}}"#;
        let found = lints(json, Group::Blind);
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|lint| !lint.to_string().to_lowercase().contains("secret")), "{found:?}");
    }
}
