//! Malware, tools, techniques and flaws: the same object in every article that names them.

use serde_json::{Value, json};

use super::object::{EPOCH, id, object};
use crate::record::{Incident, Method, MethodKind, Vulnerability};

/// What was used in an incident.
pub(super) fn objects(incident: &Incident) -> Vec<Value> {
    incident.methods.iter().map(method).chain(incident.vulnerabilities.iter().filter_map(flaw)).collect()
}

fn method(method: &Method) -> Value {
    let (kind, own) = match method.kind {
        MethodKind::Malware => ("malware", json!({"is_family": true, "malware_types": ["unknown"]})),
        MethodKind::Tool => ("tool", json!({"tool_types": ["unknown"]})),
        MethodKind::Technique => ("attack-pattern", json!({})),
    };
    let mut own = own;
    own["name"] = method.name.as_str().into();
    object(&id(kind, &[&method.name]), EPOCH, own)
}

/// By its CVE id, else by what it is called and the product that has it.
fn flaw(flaw: &Vulnerability) -> Option<Value> {
    if let Some(cve) = &flaw.id {
        let reference = json!([{"source_name": "cve", "external_id": cve}]);
        return Some(object(
            &id("vulnerability", &[cve]),
            EPOCH,
            json!({"name": cve, "external_references": reference}),
        ));
    }
    let product = flaw.product.as_deref();
    let name = flaw.name.as_deref().or(product)?;
    let id = id("vulnerability", &[name, product.unwrap_or_default()]);
    let description = product.map(|product| format!("in {product}"));
    Some(object(&id, EPOCH, json!({"name": name, "description": description})))
}
