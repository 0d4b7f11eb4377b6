//! What all STIX objects have in common: an id that their content gives, two instants, and who made them.
//!
//! `created` and `modified` never come from the clock. Objects that belong to one article have its publication date;
//! objects that articles share, and those of an article without a date, have [`EPOCH`].

use serde_json::{Map, Value, json};

use crate::output::array::told;
use crate::output::identity;
use crate::record::ArticleInfo;

/// Where no date is known.
pub(super) const EPOCH: &str = "1970-01-01T00:00:00.000Z";

/// The program itself, the author of every object.
pub(super) fn author() -> Value {
    let id = author_id();
    json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": id,
        "created": EPOCH,
        "modified": EPOCH,
        "name": "news-incidents",
        "description": "A program that reads incidents out of news articles",
        "identity_class": "system",
    })
}

/// `identity--…`, from what identifies a thing of that kind.
pub(super) fn id(kind: &str, parts: &[&str]) -> String {
    format!("{kind}--{}", identity::uuid(kind, parts))
}

/// Midnight of a day.
pub(super) fn instant(day: &str) -> String {
    format!("{day}T00:00:00.000Z")
}

/// When the article was published.
pub(super) fn published(article: &ArticleInfo) -> String {
    article.published.as_deref().map_or_else(|| EPOCH.to_owned(), instant)
}

/// The id of an object.
pub(super) fn id_of(object: &Value) -> String {
    object["id"].as_str().unwrap_or_default().to_owned()
}

/// An object of the type that its id tells, with its own properties; those that hold nothing are left out.
pub(super) fn object(id: &str, created: &str, properties: Value) -> Value {
    let kind = id.split_once("--").map_or(id, |(kind, _)| kind);
    let mut members = Map::new();
    members.insert("type".to_owned(), kind.into());
    members.insert("spec_version".to_owned(), "2.1".into());
    members.insert("id".to_owned(), id.into());
    members.insert("created".to_owned(), created.into());
    members.insert("modified".to_owned(), created.into());
    members.insert("created_by_ref".to_owned(), author_id().into());
    if let Value::Object(own) = properties {
        members.extend(own);
    }
    told(Value::Object(members))
}

/// An arrow between two objects of an article.
pub(super) fn relationship(article: &ArticleInfo, kind: &str, ends: [&str; 2], properties: Value) -> Value {
    let description = properties["description"].as_str().unwrap_or_default();
    let id = id("relationship", &[&article.id, &article.sha256, kind, ends[0], ends[1], description]);
    let mut arrow = object(&id, &published(article), properties);
    arrow["relationship_type"] = kind.into();
    arrow["source_ref"] = ends[0].into();
    arrow["target_ref"] = ends[1].into();
    arrow
}

fn author_id() -> String {
    id("identity", &["news-incidents"])
}
