//! MISP events, one per article that has incidents, as the API gives a list of them: `{"response": [{"Event": …}]}`.

mod event;
mod object;

use std::io::{self, Write};

use super::Sink;
use super::array::Array;
use crate::record::Record;

/// MISP event JSON.
pub struct Misp<W> {
    array: Array<W>,
}

impl<W: Write> Misp<W> {
    /// To `writer`.
    pub fn new(writer: W) -> io::Result<Self> {
        Ok(Self { array: Array::open(writer, r#"{"response":["#)? })
    }
}

impl<W: Write> Sink for Misp<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        event::event(record).map_or(Ok(()), |event| self.array.push(&event))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.array.close("]}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;
    use crate::output::sample;

    fn events() -> Vec<Value> {
        let text = sample::written(&sample::records(), |buffer| Box::new(Misp::new(buffer).unwrap()));
        let response: Value = serde_json::from_str(&text).unwrap();
        response["response"].as_array().unwrap().iter().map(|event| event["Event"].clone()).collect()
    }

    fn objects<'a>(event: &'a Value, name: &str) -> Vec<&'a Value> {
        event["Object"].as_array().unwrap().iter().filter(|object| object["name"] == name).collect()
    }

    fn value<'a>(object: &'a Value, relation: &str) -> Option<&'a str> {
        let attributes = object["Attribute"].as_array().unwrap();
        attributes.iter().find(|attribute| attribute["object_relation"] == relation)?["value"].as_str()
    }

    #[test]
    fn one_event_per_article_with_incidents() {
        let events = events();
        let heads: Vec<_> =
            events.iter().map(|event| (event["date"].as_str().unwrap(), event["info"].as_str().unwrap())).collect();
        assert_eq!(
            heads,
            [
                ("2019-03-11", "Coinsuru: “it was =1+1, hackers”, it says"),
                ("1970-01-01", "=HYPERLINK(\"x\") second line"),
                ("2024-02-29", "Patch now"),
                ("2020-12-31", "Threat"),
            ]
        );
    }

    #[test]
    fn tags_name_the_kinds() {
        let events = events();
        for (at, tag, expected) in [
            (0, "tlp:clear", true),
            (0, "circl:incident-classification=\"system-compromise\"", true),
            (0, "circl:incident-classification=\"phishing\"", false),
            (1, "circl:incident-classification=\"information-leak\"", true),
            (1, "veris:action:social:variety=\"Extortion\"", true),
            (2, "circl:incident-classification=\"vulnerability\"", true),
            (3, "circl:incident-classification=\"denial-of-service\"", true),
        ] {
            let found = events[at]["Tag"].as_array().unwrap().iter().any(|other| other["name"] == tag);
            assert_eq!(found, expected, "{at} {tag}");
        }
    }

    #[test]
    fn objects_hold_the_values() {
        let events = events();
        assert_eq!(objects(&events[0], "incident").len(), 3);
        assert_eq!(value(objects(&events[0], "incident")[2], "determination"), Some("failed-attempt"));
        let sums = objects(&events[0], "monetary-impact");
        assert_eq!(sums.len(), 3, "what was recovered is no loss");
        assert_eq!(value(sums[1], "max_amount"), Some("534000000.25"));
        let demanded = objects(&events[1], "monetary-impact")[0];
        assert_eq!((value(demanded, "currency"), value(demanded, "min_amount")), (Some("BTC"), Some("0")));
        assert_eq!(value(objects(&events[1], "victim")[0], "regions"), Some("AT"));
        assert_eq!(value(objects(&events[1], "vulnerability")[0], "id"), Some("CVE-2024-12345"));
        assert_eq!(events[1]["Attribute"][0]["value"], "Grey Lynx");
    }

    #[test]
    fn every_id_stands_once_and_every_reference_leads_somewhere() {
        let (mut ids, mut ends) = (vec![], vec![]);
        for event in events() {
            ids.push(event["uuid"].clone());
            ids.extend(event["Attribute"].as_array().unwrap().iter().map(|attribute| attribute["uuid"].clone()));
            for object in event["Object"].as_array().unwrap() {
                ids.push(object["uuid"].clone());
                ids.extend(object["Attribute"].as_array().unwrap().iter().map(|attribute| attribute["uuid"].clone()));
                for reference in object["ObjectReference"].as_array().unwrap() {
                    ids.push(reference["uuid"].clone());
                    ends.push(reference["referenced_uuid"].clone());
                }
            }
        }
        let known: HashSet<&str> = ids.iter().map(|id| id.as_str().unwrap()).collect();
        assert_eq!(known.len(), ids.len());
        assert!(ends.len() > 10);
        ends.iter().for_each(|end| assert!(known.contains(end.as_str().unwrap()), "{end}"));
    }
}
