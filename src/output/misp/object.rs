//! MISP objects: instances of the published templates (misp-objects), filled attribute by attribute.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::output::array::told;
use crate::output::identity;

/// A published template: name, UUID, version, meta-category.
pub(super) struct Template(&'static str, &'static str, &'static str, &'static str);

pub(super) const INCIDENT: Template = Template("incident", "38597424-f9bb-4865-9b4b-819172df0334", "1", "misc");
pub(super) const MONETARY: Template = Template("monetary-impact", "3376296c-c1ef-4847-979f-2bfc49aa983e", "1", "misc");
pub(super) const CONFIDENTIALITY: Template =
    Template("confidentiality-impact", "b0027f13-56e4-4c85-9632-3cf81208429b", "1", "misc");
pub(super) const VICTIM: Template = Template("victim", "a8806e40-39ad-435f-be02-ac2a13d6fc7d", "10", "misc");
pub(super) const MALWARE: Template = Template("malware", "e5ad1d64-4b4e-44f5-9e00-88a705a67f9d", "1", "misc");
pub(super) const SOFTWARE: Template = Template("software", "b1b5dc0e-73fe-443c-8d9d-0e208de3951e", "1", "misc");
pub(super) const ATTACK_PATTERN: Template =
    Template("attack-pattern", "35928348-56be-4d7f-9752-a80927936351", "1", "vulnerability");
pub(super) const VULNERABILITY: Template =
    Template("vulnerability", "81650945-f186-437b-8945-9f31715d32da", "12", "vulnerability");
pub(super) const REPORT: Template = Template("report", "70a68471-df22-4e3f-aa1a-5a3be19f82df", "8", "misc");

/// What an attribute holds; MISP files it under a category of its own choice for each.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Float,
    Boolean,
    Link,
    ThreatActor,
    TargetOrganization,
    TargetLocation,
    Vulnerability,
}

impl Kind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "Other"),
            Self::Float => ("float", "Other"),
            Self::Boolean => ("boolean", "Other"),
            Self::Link => ("link", "External analysis"),
            Self::ThreatActor => ("threat-actor", "Attribution"),
            Self::TargetOrganization => ("target-org", "Targeting data"),
            Self::TargetLocation => ("target-location", "Targeting data"),
            Self::Vulnerability => ("vulnerability", "External analysis"),
        }
    }
}

/// An attribute of an event or of an object.
pub(super) fn attribute(id: Uuid, kind: Kind, value: &str, comment: &str) -> Value {
    let (kind, category) = kind.names();
    told(json!({
        "uuid": id.to_string(),
        "type": kind,
        "category": category,
        "value": value,
        "comment": comment,
        "to_ids": false,
        // As the event's.
        "distribution": "5",
    }))
}

/// An object that is being filled.
pub(super) struct Object {
    pub(super) id: Uuid,
    template: Template,
    comment: String,
    attributes: Vec<Value>,
    references: Vec<Value>,
}

impl Object {
    /// One whose id comes from `parts`; `comment` quotes the words behind it.
    pub(super) fn new(template: Template, parts: &[String], comment: &str) -> Self {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let id = identity::uuid(template.0, &parts);
        Self { id, template, comment: comment.to_owned(), attributes: vec![], references: vec![] }
    }

    /// Adds a value, where there is one.
    pub(super) fn put(mut self, relation: &str, kind: Kind, value: Option<&str>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let id = identity::uuid("misp-attribute", &[&self.id.to_string(), relation, value]);
            let mut attribute = attribute(id, kind, value, "");
            attribute["object_relation"] = relation.into();
            if !self.attributes.contains(&attribute) {
                self.attributes.push(attribute);
            }
        }
        self
    }

    /// An arrow to another object or attribute of the event; the same one twice is one.
    pub(super) fn refer(&mut self, kind: &str, to: Uuid, comment: &str) {
        let id = identity::uuid("misp-reference", &[&self.id.to_string(), kind, &to.to_string(), comment]);
        let reference = json!({
            "uuid": id.to_string(),
            "object_uuid": self.id.to_string(),
            "referenced_uuid": to.to_string(),
            "relationship_type": kind,
            "comment": comment,
        });
        if !self.references.contains(&reference) {
            self.references.push(reference);
        }
    }

    /// As JSON.
    pub(super) fn finish(self) -> Value {
        let Template(name, uuid, version, category) = self.template;
        json!({
            "uuid": self.id.to_string(),
            "name": name,
            "meta-category": category,
            "template_uuid": uuid,
            "template_version": version,
            "comment": self.comment,
            "distribution": "5",
            "Attribute": self.attributes,
            "ObjectReference": self.references,
        })
    }
}
