//! Sums as losses. VERIS has one currency for all of them: that of the first loss; the others go to the notes.

use serde_json::{Value, json};

use crate::output::phrase;
use crate::output::vocabulary::loss;
use crate::record::{AmountRole, Bound, Incident, Sum};

/// The currencies of the schema.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYR \
    BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS GIP GMD GNF \
    GTQ GYD HKD HNL HRK HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP \
    LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN \
    PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SPL SRD STD SVC SYP SZL THB TJS TMT TND \
    TOP TRY TTD TVD TWD TZS UAH UGX USD UYU UZS VEF VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMK ZWD";

/// Crypto assets of the schema under the names that it gives them.
const ASSETS: &[(&str, &str)] =
    &[("BTC", "XBT"), ("BCH", "BCH"), ("ETH", "Ether"), ("LTC", "Litecoin"), ("XMR", "XMR"), ("ZEC", "ZEC")];

/// The impact; `None` where no sum is told.
pub(super) fn impact(incident: &Incident) -> Option<Value> {
    if incident.amounts.is_empty() {
        return None;
    }
    let currency = incident.amounts.iter().filter(|sum| variety(sum.role).is_some()).find_map(currency);
    let fits = |sum: &&Sum| variety(sum.role).is_some() && currency.is_some() && self::currency(sum) == currency;
    let losses: Vec<Value> = incident.amounts.iter().filter(fits).filter_map(loss).collect();
    let mut impact = json!({
        "overall_rating": "Unknown",
        "notes": incident.amounts.iter().map(phrase::sum).collect::<Vec<_>>().join("; "),
    });
    if let Some(currency) = currency {
        impact["iso_currency_code"] = currency.into();
        impact["loss"] = losses.into();
    }
    Some(impact)
}

/// What a victim has lost; a demand, a reward and what came back are no losses.
fn variety(role: AmountRole) -> Option<&'static str> {
    match role {
        AmountRole::Stolen | AmountRole::RansomPaid => Some("Asset and fraud"),
        AmountRole::Fine => Some("Legal and regulatory"),
        AmountRole::Damage => Some("Other"),
        AmountRole::RansomDemanded | AmountRole::Recovered | AmountRole::Reward => None,
    }
}

/// In the words of the schema.
fn currency(sum: &Sum) -> Option<&'static str> {
    let known = |code: &str| CURRENCIES.split_whitespace().find(|known| *known == code);
    match (sum.value, &sum.asset) {
        (Some(_), _) => known(sum.currency.as_deref()?),
        (None, Some(asset)) => ASSETS.iter().find(|(symbol, _)| *symbol == asset.symbol).map(|(_, name)| *name),
        (None, None) => None,
    }
}

fn loss(sum: &Sum) -> Option<Value> {
    let (least, most) = loss::ends(sum)?;
    let variety = variety(sum.role)?;
    Some(match sum.bound {
        Bound::Exact | Bound::About => json!({"variety": variety, "amount": least}),
        Bound::AtLeast => json!({"variety": variety, "min_amount": least}),
        Bound::AtMost | Bound::Range => json!({"variety": variety, "min_amount": least, "max_amount": most}),
    })
}
