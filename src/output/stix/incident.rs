//! One incident with the incident core extension, what it links to, and the links.

use serde_json::{Map, Value, json};

use super::object::{id, id_of, object, published, relationship};
use super::time::Period;
use super::{impact, means, party};
use crate::output::phrase;
use crate::output::vocabulary::event_type;
use crate::record::{Affected, ArticleInfo, Attribution, Incident, Scope, Stance, Status};

const CORE: &str = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";
const EVENT: &str = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e";

/// The id of an incident of an article.
pub(super) fn incident_id(article: &ArticleInfo, incident: &str) -> String {
    id("incident", &[&article.id, &article.sha256, incident])
}

/// The incident and all that belongs to it.
pub(super) fn objects(article: &ArticleInfo, incident: &Incident) -> Vec<Value> {
    let own = incident_id(article, &incident.id);
    let mut around = vec![];
    let mut victims = vec![];
    for victim in &incident.victims {
        let objects = party::victim(article, victim);
        let id = objects.first().map(id_of).unwrap_or_default();
        around.extend(objects);
        around.push(relationship(article, "targets", [&own, &id], json!({"description": quoted(&victim.span.text)})));
        victims.push(id);
    }
    around.extend(blamed(article, incident, &own));
    for means in means::objects(incident) {
        around.push(relationship(article, "related-to", [&own, &id_of(&means)], json!({})));
        around.push(means);
    }
    if let Some(country) = incident.place.as_ref().and_then(|place| place.country.as_deref()) {
        let place = party::location(country);
        around.push(relationship(article, "located-at", [&own, &id_of(&place)], json!({})));
        around.push(place);
    }
    if let Some(whole) = &incident.part_of {
        let whole = incident_id(article, whole);
        around.push(relationship(article, "part-of", [&own, &whole], json!({})));
    }
    let impacts = impact::impacts(article, incident, &victims);
    let event = event(article, incident);
    let mut objects = vec![core(article, incident, &own, &impacts, event.as_ref())];
    objects.extend(event);
    objects.extend(impacts);
    objects.extend(around);
    objects
}

fn core(article: &ArticleInfo, incident: &Incident, id: &str, impacts: &[Value], event: Option<&Value>) -> Value {
    let determination = match incident.status {
        Status::Occurred => "confirmed",
        Status::Attempted => "failed-attempt",
        // The victim's word against another's proves nothing.
        Status::Threatened | Status::Denied => "suspected",
    };
    let mut extension = json!({
        "extension_type": "property-extension",
        "determination": determination,
        "investigation_status": "new",
        "incident_types": types(incident),
    });
    if !impacts.is_empty() {
        extension["impact_refs"] = impacts.iter().map(id_of).collect();
    }
    if let Some(event) = event {
        extension["events"] = json!([{"event_ref": id_of(event)}]);
    }
    let counts = entities(&incident.affected);
    if !counts.is_empty() {
        extension["impacted_entity_counts"] = counts.into();
    }
    let scope = match incident.scope {
        Scope::Single => None,
        Scope::Series => Some("series".to_owned()),
    };
    let labels: Vec<String> = incident
        .types
        .iter()
        .map(|kind| kind.as_str().replace('_', "-"))
        .chain([incident.status.as_str().to_owned()])
        .chain(scope)
        .collect();
    let cited = incident
        .reported_by
        .iter()
        .map(|source| json!({"source_name": source.name, "description": quoted(&source.span.text)}));
    object(
        id,
        &published(article),
        json!({
            "name": phrase::headline(incident),
            "description": phrase::summary(incident),
            "confidence": percent(incident),
            "labels": labels,
            "external_references": cited.collect::<Vec<_>>(),
            "extensions": {CORE: extension},
        }),
    )
}

/// The happening in time, where its days are known.
fn event(article: &ArticleInfo, incident: &Incident) -> Option<Value> {
    let period = Period::of(incident)?;
    let status = match incident.status {
        Status::Occurred | Status::Attempted => "occurred",
        Status::Threatened => "pending",
        Status::Denied => "undetermined",
    };
    let mut event = json!({
        "status": status,
        "name": phrase::headline(incident),
        "description": incident.time.as_ref().map(|time| quoted(&time.span.text)),
        "event_types": types(incident),
        "extensions": {EVENT: {"extension_type": "new-sdo"}},
    });
    period.write(&mut event);
    Some(object(&id("event", &[&article.id, &article.sha256, &incident.id]), &published(article), event))
}

fn types(incident: &Incident) -> Vec<&'static str> {
    incident.types.iter().map(|kind| event_type(*kind)).collect()
}

/// Whom the article or its sources hold responsible, and how firmly; a denial is no attribution.
fn blamed(article: &ArticleInfo, incident: &Incident, own: &str) -> Vec<Value> {
    let known = |name: &str| incident.attackers.iter().find(|party| party.name == name);
    let mut objects = vec![];
    for claim in &incident.attribution {
        let actor = party::actor(article, &claim.attacker, known(&claim.attacker));
        let (kind, confidence) = firmness(claim.stance);
        let arrow = json!({"description": told(claim), "confidence": confidence});
        objects.push(relationship(article, kind, [own, &id_of(&actor)], arrow));
        objects.push(actor);
    }
    let claimed = |name: &str| incident.attribution.iter().any(|claim| claim.attacker == name);
    for attacker in incident.attackers.iter().filter(|party| !claimed(&party.name)) {
        let actor = party::actor(article, &attacker.name, Some(attacker));
        let arrow = json!({"description": quoted(&attacker.span.text)});
        objects.push(relationship(article, "attributed-to", [own, &id_of(&actor)], arrow));
        objects.push(actor);
    }
    objects
}

/// On STIX's scale of low (15), medium (50) and high (85).
fn firmness(stance: Stance) -> (&'static str, Option<u8>) {
    match stance {
        Stance::Confirmed => ("attributed-to", Some(85)),
        Stance::Alleged | Stance::Claimed => ("attributed-to", Some(50)),
        Stance::Suspected => ("attributed-to", Some(15)),
        Stance::Denied => ("related-to", None),
    }
}

fn told(claim: &Attribution) -> String {
    let by = claim.by.as_deref().unwrap_or("the article");
    format!("{} by {by}: {}", claim.stance.as_str(), quoted(&claim.span.text))
}

/// How many of what, in the words of `entity-type-ov`; what it has no word for is left to the description.
fn entities(affected: &[Affected]) -> Map<String, Value> {
    let mut counts = Map::new();
    for count in affected {
        let kind = match count.unit.as_str() {
            "people" | "individuals" | "users" | "patients" | "students" | "persons" | "members" => "individual",
            "customers" | "clients" => "customer",
            "employees" | "workers" | "staff" => "employee",
            "companies" | "organizations" | "organisations" | "firms" | "businesses" => "organization",
            "devices" | "systems" | "computers" | "machines" => "system",
            "servers" => "computers-server",
            _ => continue,
        };
        counts.entry(kind).or_insert(json!(count.value.round().normalize()));
    }
    counts
}

/// `0.75` is 75.
fn percent(incident: &Incident) -> Value {
    json!((incident.confidence * rust_decimal::Decimal::ONE_HUNDRED).round().normalize())
}

fn quoted(words: &str) -> String {
    format!("“{words}”")
}
