//! How firmly a sentence says who did it: `claimed responsibility`, `believes`, `bears the hallmarks of`.

use crate::record::Stance;

/// Cue words for a stance, the more telling first.
const STANCES: &[(Stance, &[&str])] = &[
    (
        Stance::Claimed,
        &[
            "claimed responsibility", "claims responsibility", "claiming responsibility", "took credit",
            "took the credit", "takes the credit", "taken credit", "takes credit", "taking credit", "claims to have",
            "claimed to have", "claiming to have", "leak site", "claimed the attack", "claimed it had",
            "claims it has", "listed", "boasted", "boasts", "said it was behind", "said that it was behind",
            "says it was behind", "says it is behind", "says it is responsible", "said it was responsible",
            "said they were behind", "says it has stolen", "said it had stolen", "said it stole", "claimed credit",
            "claimed that it", "was claimed by", "claimed by", "added the company", "owned up to", "boasted of",
            "bragged", "brags", "crowed", "gloated", "put its name to", "posted screenshots", "posted proof",
            "posted samples", "said in a post", "says it took", "says it broke", "said it broke", "said it took",
            "claims the", "claimed the", "claims it", "up for sale", "offered for sale", "name and shame",
            "to the site on which", "took responsibility", "takes responsibility", "taken responsibility",
            "taking responsibility", "responsibility was taken", "boasting", "name on its page", "company on its page",
            "on its dark web", "on its darknet",
        ],
    ),
    (Stance::Denied, &["denied", "denies", "denying", "rejected", "rejects", "dismissed"]),
    (
        Stance::Suspected,
        &[
            "suspect", "suspects", "suspected", "suspicion", "likely", "may be", "may have", "might be", "might have",
            "could be", "hallmark", "hallmarks", "thought to", "possibly", "point to", "points to", "pointed to",
            "pointing to", "appears to", "appear to", "resemble", "resembles", "consistent with", "probably",
            "fingerprints of", "bears the signature", "bore the signature", "carries the marks", "handiwork",
            "suspicion falls", "suspicion fell", "sees the hand of", "in all likelihood", "moderate confidence",
            "similar to", "possibility", "suggests", "suggest",
        ],
    ),
    (
        Stance::Alleged,
        &[
            "accuse", "accuses", "accused", "accusing", "believe", "believes", "believed", "blame", "blames", "blamed",
            "blaming", "charged", "charges", "charging", "indicted", "indictment", "alleged", "alleges", "allege",
            "allegedly", "reportedly", "according to", "thinks", "reports that", "reported that", "reported to",
            "points the finger at", "pointed the finger at", "pointing the finger at", "lays the blame",
            "laid the blame", "lays it at the door", "is in the frame", "in the eyes of", "is said to", "are said to",
            "claims that", "prosecutors say", "prosecutors said", "arrested", "warrant", "wanted", "extradited",
        ],
    ),
    (
        Stance::Confirmed,
        &[
            "attributed", "attributes", "attribute", "attributing", "confirmed", "confirms", "confirm", "identified",
            "concluded", "determined", "responsible", "behind", "convicted", "pleaded guilty", "admitted", "sentenced",
            "high confidence", "no doubt that", "certain that", "the work of", "carried out the", "found that",
            "established", "traced", "ties", "tied", "pin", "pinned", "named",
        ],
    ),
];

/// The stance that words in lower case express.
pub(super) fn stance(text: &str) -> Option<Stance> {
    STANCES.iter().find(|(_, cues)| cues.iter().any(|cue| holds(text, cue))).map(|(stance, _)| *stance)
}

fn holds(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + cue.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_stances() {
        for (text, expected) in [
            ("the crew took credit on its channel", Some(Stance::Claimed)),
            ("responsibility was taken by a crew", Some(Stance::Claimed)),
            ("the ministry denied it", Some(Stance::Denied)),
            ("it bears the hallmarks of a known crew", Some(Stance::Suspected)),
            ("the bureau believes that they did it", Some(Stance::Alleged)),
            ("analysts attributed the raid to them", Some(Stance::Confirmed)),
            ("the bank reopened on friday", None),
            ("the relisted shares unlikelyhood", None),
        ] {
            assert_eq!(stance(text), expected, "{text}");
        }
    }
}
