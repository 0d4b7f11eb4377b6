//! Gold files as types. A field left out is not scored; `null` or `[]` says that nothing may be there. `span` may say
//! which words a value stands for; it is shown, not scored.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use crate::record::{AmountRole, Basis, Bound, IncidentType, MethodKind, PartyKind, Scope, Sector, Stance, Status};
use crate::record::{Equivalent, Evidence, WarningCode};

/// A value that may be left out (`None`), be nothing (`Some(None)`) or be told.
pub(super) type Given<T> = Option<Option<T>>;

/// `gold.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    #[serde(default)]
    pub(super) article: GoldArticle,
    pub(super) incidents: Vec<GoldIncident>,
    #[serde(default, deserialize_with = "list")]
    pub(super) warnings: Option<Vec<GoldWarning>>,
}

impl Gold {
    /// Whether some time has another answer without a publication date.
    pub(super) fn has_undated(&self) -> bool {
        let mut times = self.incidents.iter().filter_map(|incident| incident.time.as_ref()?.as_ref());
        times.any(|time| time.undated.is_some())
    }
}

/// Which article.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct GoldArticle {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
}

/// One incident.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct GoldIncident {
    pub(super) key: Option<String>,
    #[serde(default, deserialize_with = "list")]
    pub(super) types: Option<Vec<IncidentType>>,
    pub(super) scope: Option<Scope>,
    pub(super) status: Option<Status>,
    #[serde(default, deserialize_with = "given")]
    pub(super) attacks: Given<GoldCount>,
    #[serde(default, deserialize_with = "list")]
    pub(super) victims: Option<Vec<GoldParty>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) attackers: Option<Vec<GoldParty>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) attribution: Option<Vec<GoldAttribution>>,
    #[serde(default, deserialize_with = "given")]
    pub(super) time: Given<GoldTime>,
    #[serde(default, deserialize_with = "given")]
    pub(super) place: Given<GoldPlace>,
    #[serde(default, deserialize_with = "list")]
    pub(super) amounts: Option<Vec<GoldSum>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) affected: Option<Vec<GoldAffected>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) data: Option<Vec<GoldName>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) methods: Option<Vec<GoldMethod>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) vulnerabilities: Option<Vec<GoldVulnerability>>,
    #[serde(default, deserialize_with = "list")]
    pub(super) reported_by: Option<Vec<GoldName>>,
    #[serde(default, deserialize_with = "given")]
    pub(super) part_of: Given<String>,
}

/// How many.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldCount {
    pub(super) value: Decimal,
    pub(super) bound: Option<Bound>,
    pub(super) upper: Option<Decimal>,
    pub(super) span: Option<Evidence>,
}

/// A victim or an attacker.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldParty {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) kind: Given<PartyKind>,
    #[serde(default, deserialize_with = "given")]
    pub(super) country: Given<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) sector: Given<Sector>,
    pub(super) span: Option<Evidence>,
}

/// Who says who did it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldAttribution {
    pub(super) attacker: String,
    #[serde(default, deserialize_with = "given")]
    pub(super) by: Given<String>,
    #[serde(default)]
    pub(super) by_aliases: Vec<String>,
    pub(super) stance: Option<Stance>,
    pub(super) span: Option<Evidence>,
}

/// When.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldTime {
    pub(super) edtf: Option<String>,
    pub(super) basis: Option<Basis>,
    /// The answer where no publication date is given.
    #[serde(default, deserialize_with = "given")]
    pub(super) undated: Given<Box<GoldTime>>,
    pub(super) span: Option<Evidence>,
}

/// Where.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldPlace {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) country: Given<String>,
    pub(super) span: Option<Evidence>,
}

/// A sum of money or of a crypto asset.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldSum {
    pub(super) role: AmountRole,
    pub(super) value: Option<Decimal>,
    pub(super) bound: Option<Bound>,
    pub(super) upper: Option<Decimal>,
    pub(super) currency: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) asset: Given<GoldAsset>,
    #[serde(default, deserialize_with = "list")]
    pub(super) equivalents: Option<Vec<Equivalent>>,
    pub(super) span: Option<Evidence>,
}

/// A crypto asset.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldAsset {
    pub(super) symbol: String,
    #[serde(default, deserialize_with = "given")]
    pub(super) quantity: Given<Decimal>,
}

/// How many of what were hit.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldAffected {
    pub(super) value: Decimal,
    pub(super) bound: Option<Bound>,
    pub(super) upper: Option<Decimal>,
    pub(super) unit: Option<String>,
    pub(super) span: Option<Evidence>,
}

/// `"passwords"`, or `{"name": "passwords", "aliases": ["login data"]}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum GoldName {
    Plain(String),
    Known {
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        span: Option<Evidence>,
    },
}

impl GoldName {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Plain(name) | Self::Known { name, .. } => name,
        }
    }

    pub(super) fn aliases(&self) -> &[String] {
        match self {
            Self::Plain(_) => &[],
            Self::Known { aliases, .. } => aliases,
        }
    }

    pub(super) fn span(&self) -> Option<&Evidence> {
        match self {
            Self::Plain(_) => None,
            Self::Known { span, .. } => span.as_ref(),
        }
    }
}

/// Malware, tool, technique.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldMethod {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) kind: Given<MethodKind>,
    pub(super) span: Option<Evidence>,
}

/// A flaw.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldVulnerability {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) product: Given<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) version: Given<String>,
    pub(super) span: Option<Evidence>,
}

/// What does not add up.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldWarning {
    pub(super) code: WarningCode,
    pub(super) incident: Option<String>,
    pub(super) sum: Option<Decimal>,
}

/// A field that is there, even as `null`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(wire: D) -> Result<Given<T>, D::Error> {
    Option::deserialize(wire).map(Some)
}

/// A list that is there; `null` is an empty one.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(wire: D) -> Result<Option<Vec<T>>, D::Error> {
    Option::deserialize(wire).map(|list| Some(list.unwrap_or_default()))
}
