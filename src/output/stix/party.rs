//! Victims as identities with their countries, attackers as threat actors.
//!
//! A proper name is the same object in every article; a description ("a Japanese exchange") is one of its article alone.

use serde_json::{Value, json};

use super::object::{EPOCH, id, id_of, object, relationship};
use crate::output::identity::proper;
use crate::record::{ArticleInfo, Party, PartyKind, Sector};

/// A victim, the country where it is, and the arrow between the two.
pub(super) fn victim(article: &ArticleInfo, party: &Party) -> Vec<Value> {
    let class = match party.kind {
        PartyKind::Organization | PartyKind::State => "organization",
        PartyKind::Person => "individual",
        PartyKind::Group => "group",
        PartyKind::Unknown => "unknown",
    };
    let sectors = match party.kind {
        PartyKind::State => vec!["government-national"],
        _ => party.sector.and_then(sector).into_iter().collect(),
    };
    let country = party.country.as_deref();
    let key = [
        party.name.as_str(),
        class,
        sectors.first().unwrap_or(&""),
        country.unwrap_or_default(),
        scope(article, party),
    ];
    let id = id("identity", &key);
    let victim = object(&id, EPOCH, json!({"name": party.name, "identity_class": class, "sectors": sectors}));
    let Some(country) = country else { return vec![victim] };
    let place = location(country);
    let arrow = relationship(article, "located-at", [&id, &id_of(&place)], json!({}));
    vec![victim, place, arrow]
}

/// An attacker; `None` where the article names one without listing it.
pub(super) fn actor(article: &ArticleInfo, name: &str, party: Option<&Party>) -> Value {
    let kind = match party.map(|party| party.kind) {
        Some(PartyKind::State) => "nation-state",
        _ => "unknown",
    };
    let own = if proper(name) { "" } else { &article.sha256 };
    object(&id("threat-actor", &[name, kind, own]), EPOCH, json!({"name": name, "threat_actor_types": [kind]}))
}

/// A country.
pub(super) fn location(country: &str) -> Value {
    object(&id("location", &[country]), EPOCH, json!({"name": country, "country": country}))
}

/// What tells parties with the same name apart: the article, where the name is no proper one.
fn scope<'a>(article: &'a ArticleInfo, party: &Party) -> &'a str {
    if proper(&party.name) { "" } else { &article.sha256 }
}

/// In the words of `industry-sector-ov`; `None` where it has none.
fn sector(sector: Sector) -> Option<&'static str> {
    match sector {
        Sector::CryptoExchange | Sector::Defi | Sector::Bank | Sector::Payments => Some("financial-services"),
        Sector::Insurance => Some("insurance"),
        Sector::ECommerce | Sector::Retail => Some("retail"),
        Sector::Health => Some("healthcare"),
        Sector::Education => Some("education"),
        Sector::Government => Some("government"),
        Sector::Military => Some("defense"),
        Sector::Energy => Some("energy"),
        Sector::Telecom => Some("telecommunications"),
        Sector::Technology => Some("technology"),
        Sector::Media => Some("entertainment"),
        Sector::Transport => Some("transportation"),
        Sector::Hospitality => Some("hospitality-leisure"),
        Sector::Manufacturing => Some("manufacturing"),
        Sector::Nonprofit => Some("non-profit"),
        Sector::Legal | Sector::Other => None,
    }
}
