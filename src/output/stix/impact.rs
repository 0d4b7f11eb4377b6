//! Impacts of an incident, by the impact extension: a monetary one for each sum, a confidentiality one for each kind of
//! data.
//!
//! The extension wants both ends of an amount, and for a demanded ransom nothing as the lower one. Money that came back
//! is no impact; the incident's description tells of it.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::object::{id, object, published};
use super::time::Period;
use crate::output::phrase;
use crate::output::vocabulary::{information, loss};
use crate::record::{AmountRole, ArticleInfo, Incident, Named, Status, Sum};

const EXTENSION: &str = "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9";

/// All impacts of an incident on `victims`.
pub(super) fn impacts(article: &ArticleInfo, incident: &Incident, victims: &[String]) -> Vec<Value> {
    let sums = incident.amounts.iter().filter_map(|sum| Some(("monetary", monetary(sum)?, told(sum))));
    let data = incident.data.iter().map(|data| {
        ("confidentiality", confidentiality(incident.status, data), format!("{} “{}”", data.name, data.span.text))
    });
    let impacts = sums.chain(data).enumerate().map(|(at, (category, details, description))| {
        let id = id("impact", &[&article.id, &article.sha256, &incident.id, &at.to_string()]);
        let mut impact = json!({
            "impact_category": category,
            "description": description,
            "impacted_refs": victims,
            "extensions": {EXTENSION: {"extension_type": "new-sdo"}, format!("{category}-ext"): details},
        });
        if let Some(period) = Period::of(incident) {
            period.write(&mut impact);
        }
        object(&id, &published(article), impact)
    });
    impacts.collect()
}

fn told(sum: &Sum) -> String {
    format!("{} “{}”", phrase::sum(sum), sum.span.text)
}

/// The sum in money, or in units of the asset where no worth is told.
fn monetary(sum: &Sum) -> Option<Value> {
    let variety = loss::variety(sum.role)?;
    let unit = match (sum.value, &sum.asset) {
        (Some(_), _) => sum.currency.as_deref()?,
        (None, Some(asset)) => &asset.symbol,
        (None, None) => return Some(json!({"variety": variety})),
    };
    let Some((least, most)) = loss::ends(sum) else { return Some(json!({"variety": variety})) };
    let least = if sum.role == AmountRole::RansomDemanded { Decimal::ZERO } else { least };
    Some(json!({"variety": variety, "currency": unit, "min_amount": least, "max_amount": most}))
}

fn confidentiality(status: Status, data: &Named) -> Value {
    let loss = match status {
        Status::Occurred => "confirmed-loss",
        Status::Attempted | Status::Threatened | Status::Denied => "suspected-loss",
    };
    json!({"loss_type": loss, "information_type": information::kind(&data.name)})
}
