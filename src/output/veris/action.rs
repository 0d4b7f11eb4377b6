//! Types and methods of an incident as threat actions.

use serde_json::{Map, Value, json};

use crate::record::{Incident, IncidentType, MethodKind};

/// Words of a technique, and the variety of hacking that they mean.
const TECHNIQUES: &[(&str, &str)] = &[
    ("ddos", "DoS"),
    ("denial", "DoS"),
    ("sql injection", "SQLi"),
    ("brute", "Brute force"),
    ("credential", "Use of stolen creds"),
    ("stolen password", "Use of stolen creds"),
    ("cross-site scripting", "XSS"),
    ("path traversal", "Path traversal"),
    ("buffer overflow", "Buffer overflow"),
    ("man-in-the-middle", "AitM"),
    ("misconfigur", "Exploit misconfig"),
];

/// All actions; `unknown` where nothing tells.
pub(super) fn actions(incident: &Incident) -> Value {
    let mut actions = Map::new();
    let mut put = |name: &str, action: Option<Value>| actions.extend(action.map(|action| (name.to_owned(), action)));
    put("malware", malware(incident));
    put("hacking", hacking(incident));
    put("social", social(incident));
    if actions.is_empty() {
        let told: Vec<&str> = incident.methods.iter().map(|method| method.name.as_str()).collect();
        let notes = match told.is_empty() {
            true => "The article does not say how.".to_owned(),
            false => told.join("; "),
        };
        actions.insert("unknown".to_owned(), json!({"notes": notes}));
    }
    Value::Object(actions)
}

/// Malware by name; with a ransom it is taken for ransomware.
fn malware(incident: &Incident) -> Option<Value> {
    let names: Vec<&str> = incident
        .methods
        .iter()
        .filter(|method| method.kind == MethodKind::Malware)
        .map(|method| method.name.as_str())
        .collect();
    let ransom = incident.types.contains(&IncidentType::Extortion)
        || names.iter().any(|name| name.to_lowercase().contains("ransom"));
    let variety = if ransom { "Ransomware" } else { "Unknown" };
    (!names.is_empty()).then(|| json!({"variety": [variety], "vector": ["Unknown"], "name": names.join("; ")}))
}

fn hacking(incident: &Incident) -> Option<Value> {
    let mut varieties: Vec<&str> = vec![];
    let mut add = |variety| {
        if !varieties.contains(&variety) {
            varieties.push(variety)
        }
    };
    let named = incident.methods.iter().map(|method| method.name.to_lowercase());
    named.for_each(|name| {
        TECHNIQUES.iter().filter(|(word, _)| name.contains(word)).for_each(|(_, variety)| add(variety))
    });
    let cves: Vec<&str> = incident.vulnerabilities.iter().filter_map(|flaw| flaw.id.as_deref()).collect();
    if !incident.vulnerabilities.is_empty() {
        add("Exploit vuln");
    }
    if varieties.is_empty() && incident.types.contains(&IncidentType::Intrusion) {
        varieties.push("Unknown");
    }
    let cve = (!cves.is_empty()).then(|| cves.join("; "));
    (!varieties.is_empty()).then(|| match cve {
        Some(cve) => json!({"variety": varieties, "vector": ["Unknown"], "cve": cve}),
        None => json!({"variety": varieties, "vector": ["Unknown"]}),
    })
}

fn social(incident: &Incident) -> Option<Value> {
    let varieties: Vec<&str> = incident
        .types
        .iter()
        .filter_map(|kind| match kind {
            IncidentType::Phishing => Some("Phishing"),
            IncidentType::Fraud => Some("Scam"),
            IncidentType::Extortion => Some("Extortion"),
            _ => None,
        })
        .collect();
    let action = json!({"variety": varieties, "vector": ["Unknown"], "target": ["Unknown"]});
    (!varieties.is_empty()).then_some(action)
}
