//! Mistakes in gold that would make figures lie: a field that nobody reads, a name that the article does not have.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::gold::{Gold, GoldIncident, GoldParty};
use super::load::Group;
use super::loose::plain;
use crate::record::Scope;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The gold file.
    pub path: PathBuf,
    /// Where in it: `incidents[0].victims[1].name`.
    pub field: String,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Lint {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}: {}", self.path.display(), self.field, self.problem)
    }
}

/// What is odd about one gold file. What a blind article says is not quoted.
pub(super) fn lint(path: &Path, group: Group, gold: &Gold, wire: &Value, text: &str, name: &str) -> Vec<Lint> {
    let mut found: Vec<(String, String)> = Vec::new();
    unknown("", wire, &mut found);
    if gold.article.id.as_deref().is_some_and(|id| id != name) {
        found.push(("article.id".to_owned(), format!("is not the folder's name, {name}")));
    }
    let keys: Vec<&str> = gold.incidents.iter().filter_map(|incident| incident.key.as_deref()).collect();
    let text = format!(" {} ", plain(text));
    for (at, incident) in gold.incidents.iter().enumerate() {
        let field = |rest: &str| format!("incidents[{at}].{rest}");
        if let Some(key) = incident.key.as_deref().filter(|key| keys.iter().filter(|other| *other == key).count() > 1) {
            found.push((field("key"), format!("{key} names two incidents")));
        }
        if let Some(Some(series)) = &incident.part_of {
            match gold.incidents.iter().find(|other| other.key.as_ref() == Some(series)) {
                None => found.push((field("part_of"), format!("no incident has the key {series}"))),
                Some(other) if other.scope == Some(Scope::Single) => {
                    found.push((field("part_of"), format!("{series} is no series")));
                }
                Some(_) => {}
            }
        }
        if incident.types.as_deref() == Some(&[]) {
            found.push((field("types"), "an incident has at least one type".to_owned()));
        }
        found.extend(values(incident).into_iter().map(|(rest, problem)| (field(&rest), problem)));
        for (rest, party) in parties(incident) {
            let mut names = std::iter::once(&party.name).chain(&party.aliases);
            if !names.any(|name| text.contains(&format!(" {} ", plain(name)))) {
                let quoted = if group == Group::Blind { String::new() } else { format!(" ({})", party.name) };
                let problem = format!("neither the name nor an alias is in the article{quoted}");
                found.push((field(&format!("{rest}.name")), problem));
            }
        }
    }
    for (at, warning) in gold.warnings.iter().flatten().enumerate() {
        for key in warning.incident.iter().chain(&warning.parts) {
            if !keys.contains(&key.as_str()) {
                found.push((format!("warnings[{at}]"), format!("no incident has the key {key}")));
            }
        }
    }
    found.into_iter().map(|(field, problem)| Lint { path: path.to_owned(), field, problem }).collect()
}

/// Victims and attackers with their fields.
fn parties(incident: &GoldIncident) -> impl Iterator<Item = (String, &GoldParty)> {
    let lists = [("victims", &incident.victims), ("attackers", &incident.attackers)];
    lists.into_iter().flat_map(|(slot, parties)| {
        parties.iter().flatten().enumerate().map(move |(at, party)| (format!("{slot}[{at}]"), party))
    })
}

/// Values that cannot be.
fn values(incident: &GoldIncident) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (at, sum) in incident.amounts.iter().flatten().enumerate() {
        if let Some(code) = sum.currency.as_deref().filter(|code| iso_currency::Currency::from_code(code).is_none()) {
            out.push((format!("amounts[{at}].currency"), format!("{code} is no ISO 4217 currency")));
        }
        if matches!((sum.value, sum.upper), (Some(value), Some(upper)) if upper < value) {
            out.push((format!("amounts[{at}].upper"), "is less than value".to_owned()));
        }
        if sum.value.is_some() && sum.currency.is_none() {
            out.push((format!("amounts[{at}].currency"), "is missing beside value".to_owned()));
        }
    }
    for (field, party) in parties(incident) {
        if let Some(Some(code)) = &party.country
            && !(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            out.push((format!("{field}.country"), format!("{code} is no ISO 3166-1 alpha-2 code")));
        }
    }
    if incident.vulnerabilities.iter().flatten().any(|flaw| flaw.id.is_none() && flaw.name.is_none()) {
        out.push(("vulnerabilities".to_owned(), "needs id or name".to_owned()));
    }
    out
}

/// Fields that nobody reads, most likely misspelt.
fn unknown(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| unknown(&format!("{path}[{at}]"), item, found));
        }
        Value::Object(fields) => {
            let known = known(path);
            for (name, inner) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if known.contains(&name.as_str()) {
                    unknown(&path, inner, found);
                } else {
                    found.push((path, "is no field of gold; it is not scored".to_owned()));
                }
            }
        }
        _ => {}
    }
}

/// The fields of the object at `path`.
fn known(path: &str) -> &'static [&'static str] {
    let last = path.rsplit('.').next().unwrap_or_default();
    match last.split('[').next().unwrap_or_default() {
        "" => &["article", "incidents", "warnings"],
        "article" => &["id", "title", "published", "source", "language"],
        "incidents" => &[
            "key", "types", "scope", "status", "attacks", "victims", "attackers", "attribution", "time", "place",
            "amounts", "affected", "data", "methods", "vulnerabilities", "reported_by", "part_of", "note",
        ],
        "attacks" => &["value", "bound", "upper"],
        "victims" | "attackers" => &["name", "aliases", "kind", "country", "sector"],
        "attribution" => &["attacker", "by", "by_aliases", "stance"],
        "time" => &["edtf", "basis", "undated"],
        "undated" => &["edtf", "basis"],
        "place" => &["name", "aliases", "country"],
        "amounts" => &["role", "value", "bound", "upper", "currency", "asset", "equivalents"],
        "asset" => &["symbol", "name", "quantity"],
        "equivalents" => &["value", "currency"],
        "affected" => &["value", "bound", "upper", "unit"],
        "data" | "reported_by" => &["name", "aliases"],
        "methods" => &["name", "aliases", "kind"],
        "vulnerabilities" => &["id", "name", "aliases", "product", "version"],
        "warnings" => &["code", "incident", "parts", "sum", "total", "currency"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str, text: &str) -> Vec<String> {
        let (gold, wire) = (serde_json::from_str(json).unwrap(), serde_json::from_str(json).unwrap());
        let lints = lint(Path::new("gold.json"), Group::Open, &gold, &wire, text, "zaif");
        lints.into_iter().map(|lint| lint.field).collect()
    }

    #[test]
    fn finds_mistakes() {
        for (json, expected) in [
            (r#"{"incidents": [{"victims": [{"name": "Zaif", "country": "JP"}]}]}"#, vec![]),
            (r#"{"incidents": [{"victims": [{"name": "The Exchange", "aliases": ["Zaif's"]}]}]}"#, vec![]),
            (r#"{"incidents": [{"victims": [{"name": "Zai"}]}]}"#, vec!["incidents[0].victims[0].name"]),
            (r#"{"incidents": [{"victim": []}]}"#, vec!["incidents[0].victim"]),
            (r#"{"incidents": [{"types": []}]}"#, vec!["incidents[0].types"]),
            (r#"{"incidents": [{"part_of": "x"}]}"#, vec!["incidents[0].part_of"]),
            (r#"{"incidents": [{"key": "x"}, {"key": "x"}]}"#, vec!["incidents[0].key", "incidents[1].key"]),
            (r#"{"incidents": [], "article": {"id": "coincheck"}}"#, vec!["article.id"]),
            (
                r#"{"incidents": [{"amounts": [{"role": "stolen", "value": 2, "upper": 1, "currency": "YEN"}]}]}"#,
                vec!["incidents[0].amounts[0].currency", "incidents[0].amounts[0].upper"],
            ),
            (
                r#"{"incidents": [], "warnings": [{"code": "parts_exceed_total", "incident": "x"}]}"#,
                vec!["warnings[0]"],
            ),
        ] {
            assert_eq!(fields(json, "Zaif, a crypto exchange, fell."), expected, "{json}");
        }
    }
}
