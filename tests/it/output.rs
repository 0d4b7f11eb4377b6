//! What records look like in each format.

use news_incidents::output::{Evidence, Json, JsonLines, Sink, Table};
use news_incidents::record::Record;
use serde_json::{Value, json};

fn record() -> Record {
    let words = |text: &str| json!({"start": 5, "end": 9, "text": text});
    let party = |name: &str, kind: &str| json!({"name": name, "kind": kind, "span": words(name)});
    serde_json::from_value(json!({
        "schema": "news-incidents/1",
        "article": {"id": "zaif", "source": "zaif.txt", "sha256": "0", "title": "Zaif hacked", "published": "2019-03-11"},
        "incidents": [
            {
                "id": "a", "types": ["theft"], "scope": "single", "status": "occurred",
                "victims": [{"name": "Zaif", "kind": "organization", "country": "JP", "span": words("Zaif")}],
                "attackers": [party("North Korea", "state")],
                "attribution": [
                    {"attacker": "North Korea", "by": "UN panel", "stance": "alleged", "span": words("UN\npanel")}
                ],
                "time": {"edtf": "2018-09", "basis": "published", "span": words("September of last year")},
                "amounts": [
                    {"role": "stolen", "value": 60000000, "bound": "about", "currency": "USD", "span": words("about $60 million")},
                    {"role": "ransom_demanded", "bound": "exact", "asset": {"symbol": "BTC", "quantity": 2.5}, "span": words("2.5 BTC")}
                ],
                "affected": [{"value": 10000, "bound": "at_least", "unit": "users", "span": words("10,000 users")}],
                "events": [], "confidence": 0.9
            },
            {
                "id": "b", "types": ["extortion", "disruption"], "scope": "series", "status": "attempted",
                "attacks": {"value": 5, "bound": "about", "span": words("about five times")},
                "victims": [], "attackers": [], "attribution": [], "time": null, "amounts": [], "affected": [],
                "events": [], "confidence": 0.5
            }
        ],
        "warnings": [{"code": "unresolved_date", "message": "“last spring” has no year."}]
    }))
    .unwrap()
}

fn table(evidence: Evidence) -> String {
    let mut bytes = Vec::new();
    let mut sink: Box<dyn Sink + '_> = Box::new(Table::new(&mut bytes, evidence));
    sink.write(&record()).unwrap();
    sink.finish().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_table_has_one_line_per_incident() {
    let table = table(Evidence::Hidden);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 5, "{table}");
    assert_eq!(lines[0], "zaif · 2019-03-11 · Zaif hacked");
    for words in [
        "1.",
        "Zaif (JP)",
        "theft",
        "about USD 60 million; ransom demanded 2.5 BTC; at least 10,000 users",
        "2018-09 (by publication date)",
        "North Korea (alleged by UN panel)",
    ] {
        assert!(lines[2].contains(words), "{words}: {}", lines[2]);
    }
    assert!(lines[3].contains("attempted extortion, disruption, series of about 5"), "{}", lines[3]);
    assert_eq!(lines[4], "  warning: “last spring” has no year.");
}

#[test]
fn evidence_stands_below_its_incident() {
    let table = table(Evidence::Shown);
    let at =
        |words: &str| table.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {table}"));
    for words in [
        "victim: Zaif (JP) ← “Zaif” (5–9)",
        "“UN panel”",
        "time: 2018-09",
        "stolen: about USD 60 million",
        "“10,000 users”",
    ] {
        assert!(at("1. ") < at(words) && at(words) < at("2. "), "{words}: {table}");
    }
}

#[test]
fn json_keeps_numbers_exact() {
    for pretty in [true, false] {
        let mut bytes = Vec::new();
        let mut sink: Box<dyn Sink + '_> =
            if pretty { Box::new(Json::new(&mut bytes)) } else { Box::new(JsonLines::new(&mut bytes)) };
        sink.write(&record()).unwrap();
        sink.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count() == 1, !pretty);
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record());
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["incidents"][0]["amounts"][1]["asset"]["quantity"].to_string(), "2.5");
        assert_eq!(value["incidents"][0]["amounts"][0]["value"].to_string(), "60000000");
    }
}
