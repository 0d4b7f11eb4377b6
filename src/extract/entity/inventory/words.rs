//! Words of lists of data: `their` opens a kind of data, `copies` tells what they are of, `servers` are none.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::table::rows;

const UNITS: &str = include_str!("../../../../models/lexicons/units.tsv");

/// Words before a kind of data that are no part of it.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "their", "its", "his", "her", "your", "our", "some", "any", "other", "certain", "sometimes",
    "even", "possibly", "also", "perhaps", "full-text",
];
/// Nouns in the singular that name a kind of data in a list.
const SINGULAR: &[&str] = &[
    "name", "surname", "address", "telephone", "phone", "email", "e-mail", "sex", "gender", "age", "income", "balance",
    "signature", "photograph", "photo", "prescription", "medication", "diagnosis", "treatment", "payroll",
    "correspondence", "nickname", "username", "postcode", "birthplace", "status", "video", "footage", "number", "date",
    "code", "history", "religion", "ethnicity", "race", "nationality", "password", "pin", "cvc", "cvv", "health",
    "class", "school", "salary", "rank", "mail", "barcode", "licence", "license", "passport", "account", "consumption",
    "amount", "reason", "origin", "year",
];
/// Nouns after which `of` or another preposition tells what they show.
pub(super) const CARRIERS: &[(&str, &[&str])] = &[
    ("copies", &["of"]),
    ("copy", &["of"]),
    ("scans", &["of"]),
    ("images", &["of"]),
    ("pictures", &["of"]),
    ("photographs", &["of"]),
    ("photos", &["of"]),
    ("results", &["of"]),
    ("result", &["of"]),
    ("list", &["of"]),
    ("lists", &["of"]),
    ("details", &["of", "on"]),
    ("descriptions", &["of"]),
    ("description", &["of"]),
    ("drafts", &["of", "on"]),
    ("notes", &["of", "on", "about"]),
    ("letters", &["to", "from"]),
    ("reports", &["of", "on", "by"]),
    ("documents", &["about"]),
    ("applications", &["for"]),
    ("requests", &["for"]),
    ("claims", &["for"]),
    ("decisions", &["on"]),
    ("complaints", &["of"]),
    ("maps", &["of"]),
    ("reason", &["for", "of"]),
    ("reasons", &["for", "of"]),
    ("numbers", &["of"]),
    ("number", &["of"]),
    ("size", &["of"]),
    ("text", &["of"]),
    ("content", &["of"]),
    ("contents", &["of"]),
    ("coordinates", &["of"]),
    ("dates", &["of"]),
    ("date", &["of"]),
    ("places", &["of"]),
    ("place", &["of"]),
    ("names", &["of"]),
    ("name", &["of"]),
    ("codes", &["for"]),
    ("proofs", &["of"]),
    ("outcome", &["of"]),
    ("history", &["of"]),
];
/// Carriers that tell enough where a word stands before them.
pub(super) const WHOSE: &[&str] =
    &["numbers", "number", "details", "names", "name", "results", "history", "dates", "date"];
/// Participles that say what kind of data it is.
pub(super) const PARTICIPLES: &[&str] = &[
    "scanned", "hashed", "masked", "encrypted", "unencrypted", "unreleased", "signed", "saved", "stored", "stated",
    "salted", "recorded", "unpublished", "outstanding", "classified", "redacted", "named",
];
/// Nouns that are no data whatever stands beside them.
const NO_DATA: &[&str] = &[
    "days", "weeks", "months", "hours", "minutes", "years", "dollars", "euros", "pounds", "coins", "funds", "police",
    "systems", "networks", "things", "ways", "sources", "parts", "cases", "others", "services", "operations",
    "gigabytes", "terabytes", "megabytes", "times", "experts", "analysts", "thieves", "strangers", "relatives",
    "families", "attackers", "fraudsters", "losses", "damages", "demands", "threats", "backups", "tools", "emails",
    "therapists", "collaborators", "owners", "senders", "parents", "actors", "gifts", "installments", "instalments",
    "models", "repairs", "sales", "links", "answers", "prices", "ones",
];

/// Who and what is counted as a party, a machine or a happening; none of it is data.
static COUNTED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let classes = ["person", "organization", "device", "event", "asset"];
    let known = rows(UNITS).filter(|[_, _, class]| classes.contains(class));
    known.map(|[plural, _, _]| plural).collect()
});

/// Whether nothing says that a noun is no data.
pub(super) fn is_free(head: &str) -> bool {
    let head = head.to_lowercase();
    if CARRIERS.iter().any(|(carrier, _)| *carrier == head) {
        return true;
    }
    !is_no_data(&head) && !is_counted(&head) && head.len() > 2
}

/// Whether a noun can head a kind of data; `sure` where its place in the list leaves no doubt.
pub(super) fn is_noun_of_data(head: &str, sure: bool) -> bool {
    let head = head.to_lowercase();
    if !is_free(&head) {
        return false;
    }
    let plural = head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us") && !head.ends_with("is");
    plural || SINGULAR.contains(&head.as_str()) && (sure || head != "reason")
}

/// Whether a noun counts a party, a machine or a happening.
pub(super) fn is_counted(head: &str) -> bool {
    COUNTED.contains(head)
}

/// Whether a noun is no data whatever stands beside it.
pub(super) fn is_no_data(head: &str) -> bool {
    NO_DATA.contains(&head)
}
