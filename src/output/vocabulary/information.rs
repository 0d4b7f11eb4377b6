//! Kinds of data ("medical records", "passwords") in the words of STIX's `information-type-ov`, which MISP shares.

/// Words of a kind of data, and the kind; the first that stands in the name decides.
const KINDS: &[(&str, &str)] = &[
    ("password", "credentials-user"),
    ("credential", "credentials-user"),
    ("login", "credentials-user"),
    ("private key", "credentials-user"),
    ("card", "payment"),
    ("payment", "payment"),
    ("medical", "phi"),
    ("health", "phi"),
    ("patient", "phi"),
    ("diagnos", "phi"),
    ("bank", "financial"),
    ("financial", "financial"),
    ("salar", "financial"),
    ("source code", "proprietary"),
    ("trade secret", "proprietary"),
    ("intellectual property", "proprietary"),
    ("classified", "classified-material"),
    ("message", "communication"),
    ("chat", "communication"),
    ("correspondence", "communication"),
    ("email address", "pii"),
    ("e-mail address", "pii"),
    ("email", "communication"),
    ("contract", "legal"),
    ("personal", "pii"),
    ("name", "pii"),
    ("address", "pii"),
    ("phone", "pii"),
    ("birth", "pii"),
    ("social security", "pii"),
    ("passport", "pii"),
    ("identit", "pii"),
];

/// The kind; `unspecified`, outside of the open vocabulary, where no word tells.
pub(in crate::output) fn kind(name: &str) -> &'static str {
    let name = name.to_lowercase();
    KINDS.iter().find(|(word, _)| name.contains(word)).map_or("unspecified", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_kind() {
        for (name, expected) in [
            ("Passwords", "credentials-user"),
            ("medical records", "phi"),
            ("credit card numbers", "payment"),
            ("email addresses", "pii"),
            ("emails", "communication"),
            ("full names", "pii"),
            ("bank account details", "financial"),
            ("blueprints", "unspecified"),
            ("", "unspecified"),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
