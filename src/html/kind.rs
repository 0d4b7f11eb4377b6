//! What a highlighted value is: the colour class and the word that says the same without colour.

use crate::check::Slot;

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Victim,
    Attacker,
    Attribution,
    Time,
    Place,
    Amount,
    /// Counts of those hit, and of attacks.
    Affected,
    Data,
    /// Malware, tools, techniques, flaws.
    Method,
    /// Whom the article cites.
    Source,
    Warning,
}

impl Kind {
    /// Its name for readers.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Victim => "victim",
            Self::Attacker => "attacker",
            Self::Attribution => "attribution",
            Self::Time => "time",
            Self::Place => "place",
            Self::Amount => "amount",
            Self::Affected => "affected",
            Self::Data => "data",
            Self::Method => "method",
            Self::Source => "source",
            Self::Warning => "warning",
        }
    }

    /// What a slot holds; nothing where no words of the article stand for it.
    pub(super) fn of(slot: Slot) -> Option<Self> {
        use Slot as S;
        Some(match slot {
            S::Types | S::Scope | S::Status | S::PartOf => return None,
            S::Victims | S::VictimKind | S::VictimCountry | S::VictimSector => Self::Victim,
            S::Attackers | S::AttackerKind | S::AttackerCountry | S::AttackerSector => Self::Attacker,
            S::Attribution => Self::Attribution,
            S::Time | S::TimeBasis | S::UndatedTime | S::UndatedBasis => Self::Time,
            S::Place | S::PlaceCountry => Self::Place,
            S::Amounts | S::Asset | S::Equivalents => Self::Amount,
            S::Attacks | S::Affected => Self::Affected,
            S::Data => Self::Data,
            S::Methods | S::MethodKind | S::Vulnerabilities | S::Product | S::Version => Self::Method,
            S::ReportedBy => Self::Source,
            S::Warnings => Self::Warning,
        })
    }

    /// The class that colours it.
    pub(super) fn class(self) -> String {
        format!("k-{}", self.as_str())
    }
}
