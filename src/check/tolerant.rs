//! A record as another system writes it, a language model too → a record: what is missing gets its usual value, words
//! without a place are looked for in the article, what is no field is passed over and counted.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::article::Article;
use crate::record::{ArticleInfo, Incident, Record, SCHEMA, Warning};

/// What was passed over.
#[derive(Debug, Default)]
pub(super) struct Notes {
    fields: BTreeMap<String, usize>,
    values: Vec<String>,
}

impl Notes {
    /// A sentence for unknown fields, one for each value that could not be read.
    pub(super) fn sentences(self) -> Vec<String> {
        let count: usize = self.fields.values().sum();
        let names: Vec<String> = self.fields.into_keys().collect();
        let fields = (count > 0)
            .then(|| format!("fields that a record does not have were passed over ({count}): {}", names.join(", ")));
        fields.into_iter().chain(self.values).collect()
    }
}

/// Reads `value`, what some system says of `article`.
pub(super) fn record(value: &Value, article: &Article, notes: &mut Notes) -> Record {
    let mut reader = Reader { article, notes };
    let list = |name: &str| value.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let incidents: Vec<Incident> =
        list("incidents").iter().enumerate().filter_map(|(at, one)| reader.incident(at, one)).collect();
    let fields = ["code", "incident", "parts", "sum", "total", "currency", "message", "span"];
    let warnings: Vec<Warning> = list("warnings")
        .iter()
        .filter_map(|one| {
            let one = reader.object("warnings", &fields, &[("message", json!(""))], one)?;
            reader.typed("warnings", one)
        })
        .collect();
    Record { schema: SCHEMA.to_owned(), article: ArticleInfo::new(article, None), incidents, warnings }
}

/// Fields of what stands in a list of an incident, and the values of those that may be left out.
type Shape = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const LISTS: &[Shape] = &[
    ("victims", &["name", "kind", "country", "sector", "span"], &[("kind", "unknown")]),
    ("attackers", &["name", "kind", "country", "sector", "span"], &[("kind", "unknown")]),
    ("attribution", &["attacker", "by", "stance", "span"], &[("stance", "confirmed")]),
    ("amounts", &["role", "value", "bound", "upper", "currency", "asset", "equivalents", "span"], &[]),
    ("affected", &["value", "bound", "upper", "unit", "span"], &[("unit", "")]),
    ("data", &["name", "span"], &[]),
    ("methods", &["name", "kind", "span"], &[("kind", "technique")]),
    ("vulnerabilities", &["id", "name", "product", "version", "span"], &[]),
    ("reported_by", &["name", "span"], &[]),
];

const SINGLES: &[Shape] = &[
    ("attacks", &["value", "bound", "upper", "span"], &[]),
    ("time", &["edtf", "earliest", "latest", "basis", "span"], &[("basis", "explicit")]),
    ("place", &["name", "country", "span"], &[]),
];

struct Reader<'a> {
    article: &'a Article,
    notes: &'a mut Notes,
}

impl Reader<'_> {
    fn incident(&mut self, at: usize, value: &Value) -> Option<Incident> {
        let Some(given) = value.as_object() else {
            self.note("incidents", "is no object");
            return None;
        };
        let id = given.get("id").or(given.get("key")).and_then(Value::as_str);
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(id.map_or_else(|| format!("incident {}", at + 1), str::to_owned)));
        out.insert("scope".to_owned(), json!("single"));
        out.insert("status".to_owned(), json!("occurred"));
        out.insert("confidence".to_owned(), json!(0));
        out.insert("events".to_owned(), json!([]));
        out.insert("types".to_owned(), self.types(given.get("types").or(given.get("type"))));
        for (name, fields, defaults) in LISTS {
            let items = match given.get(*name) {
                Some(Value::Array(items)) => items.clone(),
                None | Some(Value::Null) => vec![],
                Some(one) => vec![one.clone()],
            };
            let read = items.iter().filter_map(|item| self.item(name, fields, defaults, item)).collect();
            out.insert((*name).to_owned(), Value::Array(read));
        }
        for (name, fields, defaults) in SINGLES {
            let read = given.get(*name).filter(|one| !one.is_null());
            let read = read.and_then(|one| self.item(name, fields, defaults, one));
            out.insert((*name).to_owned(), read.unwrap_or(Value::Null));
        }
        for (name, value) in given {
            match name.as_str() {
                "scope" | "status" => self.choice(&mut out, name, value),
                "confidence" if value.is_number() => drop(out.insert(name.clone(), value.clone())),
                "part_of" if value.is_string() => drop(out.insert(name.clone(), value.clone())),
                "id" | "key" | "types" | "type" | "events" | "confidence" | "part_of" => {}
                _ if LISTS.iter().chain(SINGLES).any(|(known, ..)| known == name) => {}
                _ => *self.notes.fields.entry(name.clone()).or_default() += 1,
            }
        }
        self.typed("incidents", Value::Object(out))
    }

    fn types(&mut self, value: Option<&Value>) -> Value {
        let given = match value {
            Some(Value::Array(types)) => types.clone(),
            Some(one @ Value::String(_)) => vec![one.clone()],
            _ => vec![],
        };
        let known = given.into_iter().filter(|kind| {
            let known = kind.as_str().is_some_and(|kind| kind.parse::<crate::record::IncidentType>().is_ok());
            if !known {
                self.note("types", &format!("{kind} is no type of incident"));
            }
            known
        });
        Value::Array(known.collect())
    }

    /// A name of a closed list, where the record knows it.
    fn choice(&mut self, out: &mut Map<String, Value>, field: &str, value: &Value) {
        let text = value.as_str().unwrap_or_default();
        let known = match field {
            "scope" => text.parse::<crate::record::Scope>().is_ok(),
            _ => text.parse::<crate::record::Status>().is_ok(),
        };
        if known {
            out.insert(field.to_owned(), value.clone());
        } else if !value.is_null() {
            self.note(field, &format!("{value} is none of its values"));
        }
    }

    /// An item of a list, if the record can hold it.
    fn item(
        &mut self,
        list: &str,
        fields: &[&str],
        defaults: &[(&'static str, &'static str)],
        value: &Value,
    ) -> Option<Value> {
        use crate::record::{Affected, Attribution, Count, Method, Named, Party, Place, Sum, Time, Vulnerability};
        let defaults: Vec<(&str, Value)> = defaults.iter().map(|(name, value)| (*name, json!(value))).collect();
        let object = self.object(list, fields, &defaults, value)?;
        fn problem<T: DeserializeOwned>(value: &Value) -> Option<String> {
            serde_json::from_value::<T>(value.clone()).err().map(|problem| problem.to_string())
        }
        let problem = match list {
            "victims" | "attackers" => problem::<Party>(&object),
            "attribution" => problem::<Attribution>(&object),
            "amounts" => problem::<Sum>(&object),
            "affected" => problem::<Affected>(&object),
            "methods" => problem::<Method>(&object),
            "vulnerabilities" => problem::<Vulnerability>(&object),
            "attacks" => problem::<Count>(&object),
            "time" => problem::<Time>(&object),
            "place" => problem::<Place>(&object),
            _ => problem::<Named>(&object),
        };
        match problem {
            None => Some(object),
            Some(problem) => {
                self.note(list, &problem);
                None
            }
        }
    }

    /// An object with known fields alone, words in their place and numbers as numbers; text stands for its first field.
    fn object(&mut self, list: &str, fields: &[&str], defaults: &[(&str, Value)], value: &Value) -> Option<Value> {
        let given = match value {
            Value::Object(given) => given.clone(),
            Value::String(_) | Value::Number(_) => Map::from_iter([(fields[0].to_owned(), value.clone())]),
            _ => {
                self.note(list, "is neither text nor an object");
                return None;
            }
        };
        let mut out = Map::new();
        for (name, value) in given {
            if !fields.contains(&name.as_str()) {
                *self.notes.fields.entry(format!("{list}.{name}")).or_default() += 1;
            } else if name != "span" && !value.is_null() {
                out.insert(name.clone(), if is_number(&name) { number(value) } else { value });
            }
        }
        if let Some(Value::Object(asset)) = out.get_mut("asset")
            && let Some(quantity) = asset.remove("quantity").filter(|quantity| !quantity.is_null())
        {
            asset.insert("quantity".to_owned(), number(quantity));
        }
        for (name, value) in defaults {
            out.entry(*name).or_insert_with(|| value.clone());
        }
        out.insert("span".to_owned(), self.span(value.get("span")));
        Some(Value::Object(out))
    }

    /// Words at their place: as told where the article has them there, else where it has them first.
    fn span(&self, given: Option<&Value>) -> Value {
        let words = given.and_then(|span| span.as_str().or_else(|| span.get("text")?.as_str())).unwrap_or_default();
        let told = given.and_then(|span| span.get("start")?.as_u64()).and_then(|start| usize::try_from(start).ok());
        let text = &self.article.text;
        let count = words.chars().count();
        let there = |start: &usize| text.chars().skip(*start).take(count).eq(words.chars());
        let start = told.filter(there).or_else(|| text.find(words).map(|at| text[..at].chars().count()));
        match start.filter(|_| count > 0) {
            Some(start) => json!({"start": start, "end": start + count, "text": words}),
            None => json!({"start": 0, "end": 0, "text": ""}),
        }
    }

    fn typed<T: DeserializeOwned>(&mut self, what: &str, value: Value) -> Option<T> {
        serde_json::from_value(value).map_err(|problem| self.note(what, &problem.to_string())).ok()
    }

    fn note(&mut self, what: &str, problem: &str) {
        self.notes.values.push(format!("article {}: {what}: passed over, {problem}", self.article.id));
    }
}

fn is_number(field: &str) -> bool {
    matches!(field, "value" | "upper" | "sum" | "total")
}

/// `"570,000"` as the number that it writes.
fn number(value: Value) -> Value {
    let Value::String(text) = &value else { return value };
    let plain = text.replace([',', ' '], "");
    serde_json::from_str::<serde_json::Number>(&plain).map_or(value, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: Value) -> (Record, Vec<String>) {
        let article = Article {
            id: "a".to_owned(),
            source: String::new(),
            title: None,
            published: None,
            language: None,
            text: "É Zaif lost $60 million.".to_owned(),
        };
        let mut notes = Notes::default();
        (record(&value, &article, &mut notes), notes.sentences())
    }

    #[test]
    fn bare_values_are_enough() {
        let (record, notes) = read(json!({"incidents": [{
            "types": "theft", "victims": ["Zaif"], "time": "2018-09", "data": "passwords",
            "amounts": [{"role": "stolen", "value": "60,000,000", "currency": "USD", "span": "$60 million"}],
        }]}));
        assert_eq!(notes, [] as [String; 0]);
        let incident = &record.incidents[0];
        assert_eq!(incident.victims[0].name, "Zaif");
        assert_eq!(incident.time.as_ref().unwrap().edtf.as_deref(), Some("2018-09"));
        assert_eq!(incident.amounts[0].value, Some(60_000_000.into()));
        assert_eq!((incident.amounts[0].span.start, incident.amounts[0].span.end), (12, 23));
        assert_eq!(incident.data[0].name, "passwords");
    }

    #[test]
    fn what_no_record_holds_is_passed_over() {
        for (incident, expected) in [
            (
                json!({"severity": 9, "victims": [{"name": "Zaif", "industry": "x"}]}),
                "were passed over (2): severity, victims.industry",
            ),
            (json!({"types": ["theft", "hack"]}), "\"hack\" is no type"),
            (json!({"status": "maybe"}), "none of its values"),
            (json!({"amounts": [{"value": 1}]}), "missing field `role`"),
            (json!({"victims": [7.5, null]}), "invalid type"),
            (json!("Zaif was robbed"), "is no object"),
        ] {
            let (_, notes) = read(json!({"incidents": [incident]}));
            assert!(notes.iter().any(|note| note.contains(expected)), "{incident}: {notes:?}");
        }
    }

    #[test]
    fn own_records_pass_unchanged() {
        let (record, _) = read(json!({"incidents": [{"id": "x", "types": ["theft"], "confidence": 0.8,
            "place": {"name": "Osaka", "country": "JP", "span": {"start": 2, "end": 6, "text": "Zaif"}}}]}));
        let place = record.incidents[0].place.clone().unwrap();
        assert_eq!((place.span.start, place.span.end, place.span.text.as_str()), (2, 6, "Zaif"));
        let again = read(serde_json::to_value(&record).unwrap());
        assert_eq!((again.0, again.1.len()), (record, 0));
    }
}
