//! One incident in VERIS.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal_macros::dec;
use serde_json::{Map, Value, json};

use super::{action, impact, industry};
use crate::output::array::told;
use crate::output::vocabulary::information;
use crate::output::{identity, phrase};
use crate::record::{
    Affected, ArticleInfo, Incident, IncidentType, Party, PartyKind, Record, Scope, Sector, Stance, Status,
};

/// The version of the schema.
const VERSION: &str = "1.4.0";

/// The incident; `None` where it only tells of a flaw.
pub(super) fn incident(record: &Record, incident: &Incident) -> Option<Value> {
    let flaw =
        |kind: &IncidentType| matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch);
    if incident.types.iter().all(flaw) {
        return None;
    }
    let article = &record.article;
    let security = match incident.status {
        Status::Occurred => "Confirmed",
        Status::Attempted => "Near miss",
        // The victim's word against another's proves nothing.
        Status::Threatened | Status::Denied => "Suspected",
    };
    let own = (incident.scope == Scope::Series).then_some(incident.id.as_str());
    let series = incident.part_of.as_deref().or(own);
    let (timeline, notes) = timeline(article, incident);
    let master = identity::uuid("veris", &[&article.id, &article.sha256, &incident.id]).to_string();
    Some(told(json!({
        "schema_version": VERSION,
        "schema_name": "verisc",
        "source_id": "news-incidents",
        "incident_id": incident.id,
        "campaign_id": series,
        "security_incident": security,
        "confidence": confidence(incident.confidence),
        "reference": article.source,
        "summary": phrase::summary(incident),
        "notes": notes,
        "timeline": timeline,
        "victim": victim(&incident.victims),
        "actor": actor(incident),
        "action": action::actions(incident),
        "asset": {"assets": [{"variety": "Unknown"}], "cloud": ["Unknown"]},
        "attribute": attribute(incident),
        "discovery_method": {"unknown": true},
        "impact": impact::impact(incident),
        "plus": {"master_id": master, "news_incidents": told(json!({
            "article": article.id,
            "title": article.title,
            "published": article.published,
            "types": incident.types,
            "scope": incident.scope,
            "status": incident.status,
            "time": incident.time.as_ref().and_then(|time| time.edtf.as_deref()),
        }))},
    })))
}

/// Year, month and day, as far as both ends of the time agree on them. VERIS wants a year: without one it is that of the
/// publication, and the notes say so; without that either, there is no timeline.
fn timeline(article: &ArticleInfo, incident: &Incident) -> (Option<Value>, Option<&'static str>) {
    let date = |text: &Option<String>| text.as_deref().and_then(|day| day.parse::<Date>().ok());
    let time = incident.time.as_ref();
    let ends = time.and_then(|time| Some((date(&time.earliest)?, date(&time.latest).or(date(&time.earliest))?)));
    let Some((earliest, latest)) = ends else {
        let year = date(&article.published).map(|day| json!({"incident": {"year": day.year()}}));
        let notes = year.is_some().then_some("The year is that of the article: it does not say when it happened.");
        return (year, notes);
    };
    let mut moment = Map::from_iter([("year".to_owned(), json!(earliest.year()))]);
    if (earliest.year(), earliest.month()) == (latest.year(), latest.month()) {
        moment.insert("month".to_owned(), json!(earliest.month()));
        if earliest == latest {
            moment.insert("day".to_owned(), json!(earliest.day()));
        }
    }
    (Some(json!({"incident": moment})), None)
}

fn victim(victims: &[Party]) -> Option<Value> {
    let (first, others) = victims.split_first()?;
    let government = first.sector == Some(Sector::Government) || first.kind == PartyKind::State;
    let others: Vec<&str> = others.iter().map(|party| party.name.as_str()).collect();
    let notes = (!others.is_empty()).then(|| format!("Other victims: {}", others.join("; ")));
    Some(told(json!({
        "victim_id": first.name,
        "industry": if government { Some("92") } else { first.sector.map(industry::naics) },
        "government": [if government { "Unknown" } else { "NA" }],
        "country": [first.country.as_deref().unwrap_or("Unknown")],
        "employee_count": "Unknown",
        "notes": notes,
    })))
}

/// Those held responsible; a denial names nobody.
fn actor(incident: &Incident) -> Value {
    let claims = || incident.attribution.iter().filter(|claim| claim.stance != Stance::Denied);
    let mut names: Vec<&str> = vec![];
    let listed = incident.attackers.iter().map(|party| party.name.as_str());
    for name in listed.chain(claims().map(|claim| claim.attacker.as_str())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return json!({"unknown": {"notes": "The article names no attacker."}});
    }
    let gain = [IncidentType::Theft, IncidentType::Extortion, IncidentType::Fraud];
    let motive = if incident.types.iter().any(|kind| gain.contains(kind)) { "Financial" } else { "Unknown" };
    let state = incident.attackers.iter().any(|party| party.kind == PartyKind::State);
    let mut countries: Vec<&str> = vec![];
    for country in incident.attackers.iter().filter_map(|party| party.country.as_deref()) {
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    json!({"external": told(json!({
        "variety": [if state { "Nation-state" } else { "Unknown" }],
        "motive": [motive],
        "name": names,
        "country": countries,
        "notes": phrase::by_whom(incident),
    }))})
}

/// What was compromised; nothing, where it was only tried.
fn attribute(incident: &Incident) -> Option<Value> {
    if incident.status == Status::Attempted {
        return None;
    }
    let mut attributes = Map::new();
    let mut put = |name: &str, value| attributes.insert(name.to_owned(), value);
    let has = |kind| incident.types.contains(&kind);
    if has(IncidentType::DataBreach) {
        put("confidentiality", confidentiality(incident));
    }
    if has(IncidentType::Theft) {
        put("integrity", json!({"variety": ["Fraudulent transaction"]}));
    } else if has(IncidentType::Phishing) || has(IncidentType::Fraud) {
        put("integrity", json!({"variety": ["Alter behavior"]}));
    }
    if has(IncidentType::Disruption) {
        put("availability", json!({"variety": ["Interruption"]}));
    }
    (!attributes.is_empty()).then_some(Value::Object(attributes))
}

fn confidentiality(incident: &Incident) -> Value {
    let disclosure = match incident.status {
        Status::Occurred => "Yes",
        Status::Attempted | Status::Threatened => "No",
        Status::Denied => "Unknown",
    };
    let records = |count: &&Affected| matches!(count.unit.as_str(), "records" | "accounts" | "files" | "documents");
    let data: Vec<Value> = incident.data.iter().map(|data| json!({"variety": variety(&data.name)})).collect();
    let notes: Vec<&str> = incident.data.iter().map(|data| data.name.as_str()).collect();
    told(json!({
        "data_disclosure": disclosure,
        "data_total": incident.affected.iter().find(records).and_then(|count| count.value.round().to_i64()),
        "data": data,
        "notes": notes.join("; "),
    }))
}

fn variety(data: &str) -> &'static str {
    match information::kind(data) {
        "credentials-user" => "Credentials",
        "payment" => "Payment",
        "phi" => "Medical",
        "financial" => "Bank",
        "pii" => "Personal",
        "proprietary" => "Secrets",
        "classified-material" => "Classified",
        "communication" | "legal" => "Internal",
        _ => "Other",
    }
}

fn confidence(confidence: Decimal) -> &'static str {
    match confidence {
        sure if sure >= dec!(0.8) => "High",
        likely if likely >= dec!(0.5) => "Medium",
        _ => "Low",
    }
}
