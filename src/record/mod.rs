//! The published record: the names and shapes that fixtures, scorers, exports and users' scripts rely on.
//!
//! A field may be added; a field's meaning does not change without a new [`SCHEMA`].

mod article;
mod build;
pub mod mention;
mod schema;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::extract::{amount::Bound, date::Basis};
pub use build::{foreign, record};
pub use schema::{mentions_schema, schema};

/// Name and version of the format.
pub const SCHEMA: &str = "news-incidents/1";

/// Declares an enum of the record with its snake_case names.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize, ::schemars::JsonSchema)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the record.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)* _ => Err(()) }
            }
        }
    };
}

pub(crate) use names;

names! {
    /// What kind of incident.
    IncidentType {
        /// Money or crypto assets taken without their owner's doing.
        Theft = "theft",
        /// Data accessed, taken, leaked or exposed.
        DataBreach = "data_breach",
        /// A ransom demanded or paid, ransomware deployed.
        Extortion = "extortion",
        /// Deceptive messages or sites.
        Phishing = "phishing",
        /// Deceit for gain; what the deceived hand over themselves is no theft beside it.
        Fraud = "fraud",
        /// Services or systems knocked out.
        Disruption = "disruption",
        /// Access gained, nothing more told.
        Intrusion = "intrusion",
        /// A flaw made known.
        VulnerabilityDisclosure = "vulnerability_disclosure",
        /// A fix released.
        VulnerabilityPatch = "vulnerability_patch",
    }
}

names! {
    /// One incident, or a total or campaign over several.
    Scope {
        /// One incident.
        Single = "single",
        /// A total or a campaign.
        Series = "series",
    }
}

names! {
    /// Whether it happened.
    Status {
        /// It happened.
        Occurred = "occurred",
        /// It was tried and failed.
        Attempted = "attempted",
        /// It was threatened.
        Threatened = "threatened",
        /// The named victim says that it did not happen.
        Denied = "denied",
    }
}

names! {
    /// What a party is.
    PartyKind {
        /// A firm, protocol, hospital, agency.
        Organization = "organization",
        /// A human being.
        Person = "person",
        /// Several, or a gang.
        Group = "group",
        /// A state.
        State = "state",
        /// The text does not tell.
        Unknown = "unknown",
    }
}

names! {
    /// How firmly a source names an attacker.
    Stance {
        /// Stated as fact.
        Confirmed = "confirmed",
        /// Accused, believed, charged.
        Alleged = "alleged",
        /// Thought likely.
        Suspected = "suspected",
        /// The attacker takes credit.
        Claimed = "claimed",
        /// Denied.
        Denied = "denied",
    }
}

names! {
    /// What a sum of money is in the incident.
    AmountRole {
        /// Taken.
        Stolen = "stolen",
        /// Asked for.
        RansomDemanded = "ransom_demanded",
        /// Paid.
        RansomPaid = "ransom_paid",
        /// Costs and lost business.
        Damage = "damage",
        /// Imposed by an authority.
        Fine = "fine",
        /// Got back.
        Recovered = "recovered",
        /// Offered for information or return.
        Reward = "reward",
    }
}

names! {
    /// What an organisation does.
    Sector {
        /// Exchanges and custodians of crypto assets.
        CryptoExchange = "crypto_exchange",
        /// Protocols, bridges, wallets on a chain.
        Defi = "defi",
        /// Banks.
        Bank = "bank",
        /// Payment services.
        Payments = "payments",
        /// Insurers.
        Insurance = "insurance",
        /// Shops and platforms on the net.
        ECommerce = "e_commerce",
        /// Shops.
        Retail = "retail",
        /// Hospitals and other care.
        Health = "health",
        /// Schools and universities.
        Education = "education",
        /// Towns, ministries, police.
        Government = "government",
        /// Armed forces and their makers.
        Military = "military",
        /// Power, oil, gas, water.
        Energy = "energy",
        /// Telephone and network operators.
        Telecom = "telecom",
        /// Software, hardware, platforms.
        Technology = "technology",
        /// Press, film, games.
        Media = "media",
        /// Airlines, rail, ports, logistics.
        Transport = "transport",
        /// Hotels, restaurants, casinos.
        Hospitality = "hospitality",
        /// Makers of goods.
        Manufacturing = "manufacturing",
        /// Law firms and courts.
        Legal = "legal",
        /// Charities and associations.
        Nonprofit = "nonprofit",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// What does not add up.
    WarningCode {
        /// The incidents of a series sum to more than the series.
        PartsExceedTotal = "parts_exceed_total",
        /// A time that could not be resolved.
        UnresolvedDate = "unresolved_date",
        /// Two values for one slot.
        ConflictingValues = "conflicting_values",
        /// The article is in another language; no incidents are read in it.
        NotEnglish = "not_english",
    }
}

/// The words behind a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exactly that slice of the text.
    pub text: String,
}

/// What the program prints for one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Name and version of the format: `news-incidents/1`.
    pub schema: String,
    /// The article.
    pub article: ArticleInfo,
    /// Its incidents, the most important first.
    pub incidents: Vec<Incident>,
    /// What does not add up.
    pub warnings: Vec<Warning>,
}

/// Which article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// Its name.
    pub id: String,
    /// Where it was read from.
    pub source: String,
    /// SHA-256 of the text in UTF-8, hexadecimal.
    pub sha256: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// ISO date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// ISO 639-1 code of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// One incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// The same on every run and machine.
    pub id: String,
    /// One or more kinds.
    pub types: Vec<IncidentType>,
    /// One incident or several.
    pub scope: Scope,
    /// Whether it happened.
    pub status: Status,
    /// For a series: how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attacks: Option<Count>,
    /// Who was hit.
    pub victims: Vec<Party>,
    /// Who did it.
    pub attackers: Vec<Party>,
    /// Who says who did it.
    pub attribution: Vec<Attribution>,
    /// When it happened: whole days, months or years, from the first to the last where it lasted.
    pub time: Option<Time>,
    /// Where it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Sums of money and crypto assets.
    pub amounts: Vec<Sum>,
    /// How many users, records, devices were hit.
    pub affected: Vec<Affected>,
    /// What data were exposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Named>,
    /// Malware, tools, techniques.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// Flaws made use of or made known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vulnerabilities: Vec<Vulnerability>,
    /// Sources that the article cites for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reported_by: Vec<Named>,
    /// The `id` of the series that contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Indices into the article's sentence-level events.
    pub events: Vec<usize>,
    /// From 0 to 1.
    pub confidence: Decimal,
}

/// How many, and how exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The number, or the lower end of a range.
    pub value: Decimal,
    /// How it is meant.
    #[serde(default)]
    pub bound: Bound,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// The words.
    pub span: Evidence,
}

/// A victim or an attacker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The fullest name that the article gives.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// ISO 3166-1 alpha-2, where the article tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What it does, by a table of organisations, else by its name and what the article says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// The words.
    pub span: Evidence,
}

/// Who says who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// The attacker named.
    pub attacker: String,
    /// The source, or null where the article itself says it.
    pub by: Option<String>,
    /// How firmly.
    pub stance: Stance,
    /// The words.
    pub span: Evidence,
}

/// When.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// EDTF (ISO 8601-2); absent where unresolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// First day, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day, ISO, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// What it rests on.
    pub basis: Basis,
    /// The words.
    pub span: Evidence,
}

/// Where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// As the text names it.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The words.
    pub span: Evidence,
}

/// A sum of money or of a crypto asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sum {
    /// What the sum is.
    pub role: AmountRole,
    /// In whole units of `currency`; absent where only a quantity of an asset is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// How it is meant.
    #[serde(default)]
    pub bound: Bound,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The crypto asset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetSum>,
    /// The same sum in other currencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equivalents: Vec<Equivalent>,
    /// The words.
    pub span: Evidence,
}

/// A crypto asset and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssetSum {
    /// The usual ticker.
    pub symbol: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
}

/// A sum in another currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Equivalent {
    /// In whole units.
    pub value: Decimal,
    /// ISO 4217.
    pub currency: String,
}

/// How many of what were hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Affected {
    /// The number, or the lower end of a range.
    pub value: Decimal,
    /// How it is meant.
    #[serde(default)]
    pub bound: Bound,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// The plural head noun in lower case.
    pub unit: String,
    /// The words.
    pub span: Evidence,
}

/// A name with the words that give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The words.
    pub span: Evidence,
}

names! {
    /// What a method is.
    MethodKind {
        /// A program made to do harm.
        Malware = "malware",
        /// A program put to use.
        Tool = "tool",
        /// A way of doing it.
        Technique = "technique",
    }
}

/// How it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: MethodKind,
    /// The words.
    pub span: Evidence,
}

/// A flaw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Vulnerability {
    /// Its CVE id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name or description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The affected product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The affected version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The words.
    pub span: Evidence,
}

/// What does not add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// What.
    pub code: WarningCode,
    /// The `id` of the incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// For a series, the `id`s of its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// What the parts sum to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<Decimal>,
    /// What the series says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Decimal>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Evidence>,
}

/// One line of `extract mentions`: what was found before any judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MentionsLine {
    /// The article's name.
    pub id: String,
    /// Values found.
    pub mentions: MentionLists,
    /// Sentence-level events.
    pub events: Vec<EventMention>,
}

/// Values found in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MentionLists {
    /// Amounts.
    pub amounts: Vec<AmountMention>,
    /// Dates.
    pub dates: Vec<DateMention>,
    /// Entities.
    pub entities: Vec<EntityMention>,
}

names! {
    /// What an amount counts.
    AmountKind {
        /// A sum in a currency.
        Money = "money",
        /// A crypto asset.
        Crypto = "crypto",
        /// A number with what it counts.
        Count = "count",
        /// Per hundred.
        Percent = "percent",
        /// A bare number.
        Number = "number",
    }
}

/// An amount as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AmountMention {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: String,
    /// What it counts.
    pub kind: AmountKind,
    /// The number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// How it is meant.
    pub bound: Bound,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The crypto asset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetSum>,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The same sum in other currencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equivalents: Vec<Equivalent>,
    /// The rule that found it.
    pub rule: String,
}

/// A date as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateMention {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: String,
    /// EDTF (ISO 8601-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// First day, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day, ISO, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// What it rests on.
    pub basis: Basis,
    /// The rule that found it.
    pub rule: String,
}

/// An entity as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntityMention {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: String,
    /// What it is.
    pub kind: String,
    /// The rule that found it.
    pub rule: String,
}

/// A sentence-level event, named as in the CASIE corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventMention {
    /// `Databreach`, `Ransom`, `Theft`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point of the trigger.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: String,
    /// `Actual`, `Generic` or `Other`.
    pub realis: String,
    /// Events with the same number tell of the same happening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<usize>,
    /// From 0 to 1.
    pub confidence: Decimal,
    /// The rule or model that found it.
    pub rule: String,
    /// Who, whom, what.
    pub arguments: Vec<ArgumentMention>,
}

/// An argument of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArgumentMention {
    /// `Victim`, `Attacker`, …
    pub role: String,
    /// `Person`, `Organization`, …
    pub kind: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}
