//! One article as one event: its incidents with their impacts, victims and means as objects, attackers as attributes.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::object::{
    ATTACK_PATTERN, CONFIDENTIALITY, INCIDENT, Kind, MALWARE, MONETARY, Object, REPORT, SOFTWARE, VICTIM,
    VULNERABILITY, attribute,
};
use crate::output::vocabulary::{event_type, information, loss};
use crate::output::{identity, phrase};
use crate::record::{
    AmountRole, Incident, IncidentType, Method, MethodKind, Named, Party, PartyKind, Record, Sector, Stance, Status,
    Sum, Vulnerability,
};

/// Where the article has no date: MISP wants one.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The event; `None` for an article without incidents.
pub(super) fn event(record: &Record) -> Option<Value> {
    if record.incidents.is_empty() {
        return None;
    }
    let article = &record.article;
    let day = article.published.as_deref().and_then(|day| day.parse().ok()).unwrap_or(EPOCH);
    let mut event = Event { record, attributes: vec![], objects: vec![] };
    let mut incidents: Vec<Object> = record.incidents.iter().map(|incident| event.incident(incident)).collect();
    let ids: Vec<(&str, Uuid)> =
        record.incidents.iter().zip(&incidents).map(|(incident, object)| (incident.id.as_str(), object.id)).collect();
    for (incident, object) in record.incidents.iter().zip(&mut incidents) {
        if let Some((_, whole)) = ids.iter().find(|(id, _)| Some(*id) == incident.part_of.as_deref()) {
            object.refer("part-of", *whole, "");
        }
    }
    let mut objects = vec![event.report().finish()];
    objects.extend(incidents.into_iter().map(Object::finish));
    objects.append(&mut event.objects);
    let info = article.title.as_deref().unwrap_or(&article.id).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(json!({"Event": {
        "uuid": identity::article("misp-event", article).to_string(),
        "info": info,
        "date": day.to_string(),
        "timestamp": seconds(day),
        // Undefined: a machine has read a newspaper.
        "threat_level_id": "4",
        "analysis": "0",
        "distribution": "0",
        "published": false,
        "Tag": tags(&record.incidents),
        "Attribute": event.attributes,
        "Object": objects,
    }}))
}

struct Event<'a> {
    record: &'a Record,
    attributes: Vec<Value>,
    objects: Vec<Value>,
}

impl Event<'_> {
    /// What tells one of the article's objects from all others.
    fn key(&self, rest: &[&str]) -> Vec<String> {
        let article = &self.record.article;
        [&*article.id, &*article.sha256].iter().chain(rest).map(|part| (*part).to_owned()).collect()
    }

    fn report(&self) -> Object {
        let article = &self.record.article;
        let web = article.source.starts_with("http");
        Object::new(REPORT, &self.key(&[]), "")
            .put("title", Kind::Text, Some(article.title.as_deref().unwrap_or(&article.id)))
            .put("link", Kind::Link, web.then_some(&article.source))
            .put("case-number", Kind::Text, Some(&article.id))
    }

    fn incident(&mut self, incident: &Incident) -> Object {
        let determination = match incident.status {
            Status::Occurred => "successful-attempt",
            Status::Attempted => "failed-attempt",
            Status::Threatened | Status::Denied => "suspected",
        };
        let mut object = Object::new(INCIDENT, &self.key(&[&incident.id]), "")
            .put("name", Kind::Text, Some(&phrase::headline(incident)))
            .put("description", Kind::Text, Some(&phrase::summary(incident)))
            .put("determination", Kind::Text, Some(determination))
            .put("investigation_status", Kind::Text, Some("new"))
            .put("score", Kind::Text, Some(&format!("confidence {}", incident.confidence.normalize())));
        for kind in &incident.types {
            object = object.put("incident_type", Kind::Text, Some(event_type(*kind)));
        }
        for (arrow, made) in self.around(incident) {
            object.refer(arrow, made.id, "");
            self.objects.push(made.finish());
        }
        self.blame(incident, &mut object);
        object
    }

    /// Victims, impacts and means, each with the arrow that leads to it.
    fn around(&self, incident: &Incident) -> Vec<(&'static str, Object)> {
        let key = |list: &str, at: usize| self.key(&[&incident.id, list, &at.to_string()]);
        let victims = incident.victims.iter().enumerate();
        let sums = incident.amounts.iter().enumerate();
        let data = incident.data.iter().enumerate();
        let methods = incident.methods.iter().enumerate();
        let flaws = incident.vulnerabilities.iter().enumerate();
        let mut around = vec![];
        around.extend(victims.map(|(at, party)| ("targets", victim(&key("victims", at), party))));
        around.extend(sums.filter_map(|(at, sum)| Some(("causes", monetary(&key("amounts", at), sum)?))));
        around.extend(data.map(|(at, data)| ("causes", confidentiality(&key("data", at), incident.status, data))));
        around.extend(methods.map(|(at, means)| ("uses", method(&key("methods", at), means))));
        let flaws = flaws.filter_map(|(at, flaw)| vulnerability(&key("vulnerabilities", at), flaw));
        around.extend(flaws.map(|flaw| ("related-to", flaw)));
        around
    }

    /// Attackers as attributes, each once, and who says that it was they.
    fn blame(&mut self, incident: &Incident, object: &mut Object) {
        let claims = incident.attribution.iter().map(|claim| {
            let by = claim.by.as_deref().unwrap_or("the article");
            let told = format!("{} by {by}: {}", claim.stance.as_str(), quoted(&claim.span.text));
            let arrow = if claim.stance == Stance::Denied { "related-to" } else { "attributed-to" };
            (claim.attacker.as_str(), arrow, told)
        });
        let claimed = |name: &str| incident.attribution.iter().any(|claim| claim.attacker == name);
        let plain = incident.attackers.iter().filter(|party| !claimed(&party.name));
        let plain = plain.map(|party| (party.name.as_str(), "attributed-to", quoted(&party.span.text)));
        for (name, arrow, told) in claims.chain(plain) {
            let article = &self.record.article;
            let id = identity::uuid("misp-attacker", &[&article.id, &article.sha256, name]);
            object.refer(arrow, id, &told);
            if !self.attributes.iter().any(|known| known["value"] == name) {
                self.attributes.push(attribute(id, Kind::ThreatActor, name, ""));
            }
        }
    }
}

fn victim(key: &[String], party: &Party) -> Object {
    let class = match party.kind {
        PartyKind::Organization | PartyKind::State => "organization",
        PartyKind::Person => "individual",
        PartyKind::Group => "group",
        PartyKind::Unknown => "unknown",
    };
    Object::new(VICTIM, key, &quoted(&party.span.text))
        .put("name", Kind::TargetOrganization, Some(&party.name))
        .put("classification", Kind::Text, Some(class))
        .put("regions", Kind::TargetLocation, party.country.as_deref())
        .put("sectors", Kind::Text, party.sector.and_then(sector))
}

fn monetary(key: &[String], sum: &Sum) -> Option<Object> {
    let object = Object::new(MONETARY, key, &quoted(&sum.span.text))
        .put("variety", Kind::Text, Some(loss::variety(sum.role)?))
        .put("description", Kind::Text, Some(&phrase::sum(sum)));
    let Some((least, most)) = loss::ends(sum) else { return Some(object) };
    let unit =
        sum.value.map_or_else(|| sum.asset.as_ref().map(|asset| asset.symbol.as_str()), |_| sum.currency.as_deref());
    let least = if sum.role == AmountRole::RansomDemanded { Decimal::ZERO } else { least };
    let object = object.put("currency", Kind::Text, unit);
    let object = object.put("min_amount", Kind::Float, Some(&least.to_string()));
    Some(object.put("max_amount", Kind::Float, Some(&most.to_string())))
}

fn confidentiality(key: &[String], status: Status, data: &Named) -> Object {
    let loss = if status == Status::Occurred { "confirmed-loss" } else { "suspected-loss" };
    Object::new(CONFIDENTIALITY, key, &quoted(&data.span.text))
        .put("loss_type", Kind::Text, Some(loss))
        .put("information_type", Kind::Text, Some(information::kind(&data.name)))
        .put("description", Kind::Text, Some(&data.name))
}

fn method(key: &[String], method: &Method) -> Object {
    let comment = quoted(&method.span.text);
    let object = match method.kind {
        MethodKind::Malware => Object::new(MALWARE, key, &comment).put("is_family", Kind::Boolean, Some("1")),
        MethodKind::Tool => Object::new(SOFTWARE, key, &comment),
        MethodKind::Technique => Object::new(ATTACK_PATTERN, key, &comment),
    };
    object.put("name", Kind::Text, Some(&method.name))
}

fn vulnerability(key: &[String], flaw: &Vulnerability) -> Option<Object> {
    let about = [flaw.name.as_deref(), flaw.product.as_deref(), flaw.version.as_deref()];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if flaw.id.is_none() && about.is_empty() {
        return None;
    }
    let object = Object::new(VULNERABILITY, key, &quoted(&flaw.span.text));
    Some(object.put("id", Kind::Vulnerability, flaw.id.as_deref()).put("description", Kind::Text, Some(&about)))
}

/// In the words of the `victim` template; `None` where it has none.
fn sector(sector: Sector) -> Option<&'static str> {
    match sector {
        Sector::CryptoExchange | Sector::Defi | Sector::Bank | Sector::Payments => Some("financial services"),
        Sector::Insurance => Some("insurance"),
        Sector::ECommerce | Sector::Retail => Some("retail"),
        Sector::Health => Some("healthcare"),
        Sector::Education => Some("education"),
        Sector::Government => Some("government public services"),
        Sector::Military => Some("defence"),
        Sector::Energy => Some("energy"),
        Sector::Telecom => Some("telecommunications"),
        Sector::Technology => Some("technology"),
        Sector::Media => Some("information and cultural industries"),
        Sector::Transport => Some("transportation"),
        Sector::Hospitality => Some("hospitality leisure"),
        Sector::Manufacturing => Some("manufacturing"),
        Sector::Legal => Some("legal"),
        Sector::Nonprofit => Some("non profit"),
        Sector::Other => None,
    }
}

/// TLP and OSINT, since a newspaper is public, then the kinds of incident by the taxonomies that have a word for them.
fn tags(incidents: &[Incident]) -> Vec<Value> {
    let kind = |kind: &IncidentType| match kind {
        IncidentType::Theft => r#"veris:impact:loss:variety="Asset and fraud""#,
        IncidentType::DataBreach => r#"circl:incident-classification="information-leak""#,
        IncidentType::Extortion => r#"veris:action:social:variety="Extortion""#,
        IncidentType::Phishing => r#"circl:incident-classification="phishing""#,
        IncidentType::Fraud => r#"circl:incident-classification="scam""#,
        IncidentType::Disruption => r#"circl:incident-classification="denial-of-service""#,
        IncidentType::Intrusion => r#"circl:incident-classification="system-compromise""#,
        IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch => {
            r#"circl:incident-classification="vulnerability""#
        }
    };
    let mut tags = vec!["tlp:clear", "type:OSINT", r#"osint:source-type="news-report""#];
    for tag in incidents.iter().flat_map(|incident| &incident.types).map(kind) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter().map(|tag| json!({"name": tag})).collect()
}

/// Midnight of a day in seconds since 1970.
fn seconds(day: Date) -> String {
    let days = day.since(EPOCH).map(|span| i64::from(span.get_days()));
    (days.unwrap_or_default() * 86_400).to_string()
}

fn quoted(words: &str) -> String {
    format!("“{words}”")
}
