//! What a highlighted value is: the colour class and the word that says the same without colour.

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

    /// The class that colours it.
    pub(super) fn class(self) -> String {
        format!("k-{}", self.as_str())
    }
}
