//! One STIX 2.1 bundle: a report per article that has incidents, and the incidents with the incident core extension.
//!
//! Objects are written as their article comes; the ids of those already written are all that is kept.

mod impact;
mod incident;
mod means;
mod object;
mod party;
mod time;

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Value, json};
use uuid::Uuid;

use super::Sink;
use super::array::Array;
use super::identity;
use crate::record::Record;

/// A STIX bundle.
pub struct Stix<W> {
    array: Array<W>,
    written: HashSet<Uuid>,
    /// Grows with every object, and names the bundle at the end.
    content: String,
}

impl<W: Write> Stix<W> {
    /// To `writer`.
    pub fn new(writer: W) -> io::Result<Self> {
        let array = Array::open(writer, r#"{"type":"bundle","objects":["#)?;
        let mut bundle = Self { array, written: HashSet::new(), content: String::new() };
        bundle.put(&object::author())?;
        Ok(bundle)
    }

    fn put(&mut self, object: &Value) -> io::Result<()> {
        let id = object::id_of(object);
        let known = id.rsplit_once("--").and_then(|(_, id)| Uuid::parse_str(id).ok());
        if known.is_none_or(|id| self.written.insert(id)) {
            self.content = identity::uuid("content", &[&self.content, &id]).to_string();
            self.array.push(object)?;
        }
        Ok(())
    }
}

impl<W: Write> Sink for Stix<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        objects(record).iter().try_for_each(|object| self.put(object))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let id = object::id("bundle", &[&self.content]);
        self.array.close(&format!(r#"],"id":"{id}"}}"#))
    }
}

/// The objects of one article, its report last; an object may stand twice.
fn objects(record: &Record) -> Vec<Value> {
    let article = &record.article;
    let mut objects: Vec<Value> =
        record.incidents.iter().flat_map(|incident| incident::objects(article, incident)).collect();
    if objects.is_empty() {
        return objects;
    }
    let mut ids: Vec<String> = vec![];
    let mut known = HashSet::new();
    for id in objects.iter().map(object::id_of) {
        if known.insert(id.clone()) {
            ids.push(id);
        }
    }
    let web = article.source.starts_with("http://") || article.source.starts_with("https://");
    let source = match web {
        true => json!({"source_name": "article", "external_id": article.id, "url": article.source}),
        false => json!({"source_name": "article", "external_id": article.id, "description": article.source}),
    };
    let published = object::published(article);
    let report = json!({
        "name": article.title.as_deref().unwrap_or(&article.id),
        "description": record.warnings.iter().map(|warning| warning.message.as_str()).collect::<Vec<_>>().join("\n"),
        "report_types": ["threat-report"],
        "published": published,
        "lang": article.language,
        "external_references": [source],
        "object_refs": ids,
    });
    objects.push(object::object(&format!("report--{}", identity::article("report", article)), &published, report));
    objects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn bundle(records: &[Record]) -> Value {
        serde_json::from_str(&sample::written(records, |buffer| Box::new(Stix::new(buffer).unwrap()))).unwrap()
    }

    fn of<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
        bundle["objects"].as_array().unwrap().iter().filter(|object| object["type"] == kind).collect()
    }

    fn incident<'a>(bundle: &'a Value, label: &str) -> &'a Value {
        let labelled = |object: &&&Value| object["labels"].as_array().unwrap().iter().any(|other| other == label);
        of(bundle, "incident").iter().find(labelled).unwrap()
    }

    #[test]
    fn every_object_stands_once_and_every_reference_leads_somewhere() {
        let bundle = bundle(&sample::records());
        let objects = bundle["objects"].as_array().unwrap();
        let ids: HashSet<&str> = objects.iter().map(|object| object["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), objects.len());
        for object in objects {
            let text = object.to_string();
            for (at, _) in text.match_indices("--") {
                let start = text[..at].rfind('"').unwrap() + 1;
                let end = at + text[at..].find('"').unwrap();
                let id = &text[start..end];
                assert!(id.starts_with("extension-definition--") || ids.contains(id), "{id} in {text}");
            }
        }
    }

    #[test]
    fn articles_without_incidents_make_no_report() {
        assert_eq!(of(&bundle(&sample::records()), "report").len(), 4);
        assert_eq!(bundle(&[sample::record("quiet-day")])["objects"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn parties_with_a_proper_name_are_shared() {
        let bundle = bundle(&sample::records());
        let named = |name: &str| of(&bundle, "identity").iter().filter(|party| party["name"] == name).count();
        assert_eq!((named("Coinsuru"), named("crypto exchanges")), (1, 1));
        let mut other = sample::record("coinsuru");
        other.article.sha256 = "f".repeat(64);
        let two = super::tests::bundle(&[sample::record("coinsuru"), other]);
        let named = |name: &str| of(&two, "identity").iter().filter(|party| party["name"] == name).count();
        assert_eq!((named("Coinsuru"), named("crypto exchanges")), (1, 2));
    }

    #[test]
    fn status_and_stance_keep_their_meaning() {
        let bundle = bundle(&sample::records());
        let core = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";
        for (label, determination) in [
            ("series", "confirmed"),
            ("attempted", "failed-attempt"),
            ("threatened", "suspected"),
            ("denied", "suspected"),
        ] {
            assert_eq!(incident(&bundle, label)["extensions"][core]["determination"], determination, "{label}");
        }
        let arrows = of(&bundle, "relationship");
        let by = |words: &str| {
            let told = |arrow: &&&Value| arrow["description"].as_str().is_some_and(|told| told.starts_with(words));
            let arrow = arrows.iter().find(told).unwrap();
            (arrow["relationship_type"].as_str().unwrap(), arrow["confidence"].as_u64())
        };
        assert_eq!(by("alleged by UN panel"), ("attributed-to", Some(50)));
        assert_eq!(by("denied by Pyongyang"), ("related-to", None));
        assert_eq!(by("confirmed by the article"), ("attributed-to", Some(85)));
        assert_eq!(
            of(&bundle, "relationship").iter().filter(|arrow| arrow["relationship_type"] == "part-of").count(),
            2
        );
    }

    #[test]
    fn sums_are_impacts() {
        let bundle = bundle(&sample::records());
        let impacts = of(&bundle, "impact");
        let sum = |words: &str| {
            let told = |impact: &&&Value| impact["description"].as_str().unwrap().starts_with(words);
            impacts.iter().find(told).map(|impact| impact["extensions"]["monetary-ext"].clone())
        };
        for (words, expected) in [
            ("523,000,000.123456789 XEM", json!({"variety": "asset-and-fraud", "currency": "USD"})),
            ("ransom demanded 2.5 BTC", json!({"variety": "ransom-demand", "currency": "BTC"})),
            ("fine up to EUR 100,000", json!({"variety": "legal-and-regulatory", "currency": "EUR"})),
            ("damage EUR 1 million to 2 million", json!({"variety": "uncategorized", "currency": "EUR"})),
        ] {
            let sum = sum(words).unwrap();
            assert_eq!((&sum["variety"], &sum["currency"]), (&expected["variety"], &expected["currency"]), "{words}");
        }
        let ends = |words: &str| sum(words).map(|sum| format!("{}..{}", sum["min_amount"], sum["max_amount"])).unwrap();
        assert_eq!(ends("523,000,000.123456789 XEM"), "534000000.25..534000000.25");
        assert_eq!(ends("ransom demanded 2.5 BTC"), "0..2.5");
        assert_eq!(ends("fine up to EUR 100,000"), "0..100000");
        assert_eq!(ends("damage EUR 1 million"), "1000000..2000000");
        assert_eq!(sum("recovered"), None);
    }

    #[test]
    fn nothing_comes_from_the_clock() {
        let bundle = bundle(&[sample::record("clinic"), sample::record("flaw")]);
        let created: HashSet<&str> =
            bundle["objects"].as_array().unwrap().iter().map(|object| object["created"].as_str().unwrap()).collect();
        assert_eq!(created, HashSet::from([object::EPOCH, "2024-02-29T00:00:00.000Z"]));
    }
}
