//! The words of the STIX incident extension, which MISP's objects share.

pub(super) mod information;
pub(super) mod loss;

use crate::record::IncidentType;

/// In the words of `event-type-ov`, and in our own where it has none.
pub(super) fn event_type(kind: IncidentType) -> &'static str {
    match kind {
        IncidentType::Theft => "theft",
        IncidentType::DataBreach => "unauthorized-access-information",
        IncidentType::Extortion => "extortion",
        IncidentType::Phishing => "aggregation-information-phishing-schemes",
        IncidentType::Fraud => "fraud",
        IncidentType::Disruption => "denial-of-service",
        IncidentType::Intrusion => "unauthorized-access-system",
        IncidentType::VulnerabilityDisclosure => "vulnerability-disclosure",
        IncidentType::VulnerabilityPatch => "vulnerability-patch",
    }
}
