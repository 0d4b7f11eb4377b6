//! VERIS 1.4 incidents (schema `verisc` 1.4.0), an array of them.
//!
//! VERIS tells of harm done to a victim: an incident that is nothing but the news of a flaw or its fix has no place in
//! it. What a newspaper does not say is `Unknown`, as VERIS wants it.

mod action;
mod impact;
mod incident;
mod industry;

use std::io::{self, Write};

use super::Sink;
use super::array::Array;
use crate::record::Record;

/// VERIS JSON.
pub struct Veris<W> {
    array: Array<W>,
}

impl<W: Write> Veris<W> {
    /// To `writer`.
    pub fn new(writer: W) -> io::Result<Self> {
        Ok(Self { array: Array::open(writer, "[")? })
    }
}

impl<W: Write> Sink for Veris<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        record
            .incidents
            .iter()
            .filter_map(|one| incident::incident(record, one))
            .try_for_each(|one| self.array.push(&one))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.array.close("]")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn incidents() -> Vec<Value> {
        let text = sample::written(&sample::records(), |buffer| Box::new(Veris::new(buffer).unwrap()));
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn values_stand_where_veris_has_them() {
        let incidents = incidents();
        assert_eq!(incidents.len(), 5, "news of a patch is no incident");
        for (at, pointer, expected) in [
            (0, "/security_incident", json!("Confirmed")),
            (0, "/timeline/incident", json!({"year": 2017})),
            (0, "/actor/external/variety", json!(["Nation-state"])),
            (0, "/actor/external/country", json!(["KP"])),
            (0, "/actor/external/motive", json!(["Financial"])),
            (0, "/plus/news_incidents/scope", json!("series")),
            (1, "/campaign_id", json!("00000000000000a1")),
            (1, "/timeline/incident", json!({"year": 2018, "month": 1})),
            (1, "/victim/victim_id", json!("Coinsuru")),
            (1, "/victim/industry", json!("523210")),
            (1, "/victim/country", json!(["JP"])),
            (1, "/confidence", json!("Medium")),
            (1, "/actor/unknown/notes", json!("The article names no attacker.")),
            (1, "/attribute/integrity/variety", json!(["Fraudulent transaction"])),
            (1, "/impact/iso_currency_code", json!("USD")),
            (2, "/security_incident", json!("Near miss")),
            (2, "/attribute", Value::Null),
            (2, "/timeline/incident", json!({"year": 2019})),
            (3, "/security_incident", json!("Suspected")),
            (3, "/timeline", Value::Null),
            (3, "/action/malware/name", json!("LockerX")),
            (3, "/action/malware/cve", Value::Null),
            (3, "/action/hacking/cve", json!("CVE-2024-12345")),
            (3, "/action/hacking/variety", json!(["Use of stolen creds", "Exploit vuln"])),
            (3, "/attribute/confidentiality/data_disclosure", json!("Unknown")),
            (3, "/attribute/confidentiality/data/0/variety", json!("Medical")),
            (3, "/impact/iso_currency_code", json!("EUR")),
            (3, "/impact/loss/0", json!({"variety": "Legal and regulatory", "min_amount": 0, "max_amount": 100000})),
            (4, "/action/hacking/variety", json!(["DoS"])),
            (4, "/action/social/variety", json!(["Phishing", "Scam"])),
            (4, "/timeline/incident", json!({"year": 2020})),
        ] {
            let value = incidents[at].pointer(pointer).cloned().unwrap_or(Value::Null);
            assert_eq!(value, expected, "{at} {pointer}");
        }
    }

    #[test]
    fn losses_keep_to_one_currency() {
        let incidents = incidents();
        assert_eq!(
            incidents[1]["impact"]["loss"],
            json!([{"variety": "Asset and fraud", "amount": json!(534000000.25)}])
        );
        assert!(incidents[1]["impact"]["notes"].as_str().unwrap().contains("at least EUR 1,000"));
    }
}
