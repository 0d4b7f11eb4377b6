//! The form of a gold file: which fields its objects have and what may stand in them.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::edtf;
use crate::extract::entity;
use crate::read;
use crate::record::{
    AmountRole, Basis, Bound, Evidence, IncidentType, MethodKind, PartyKind, Scope, Sector, Stance, Status, WarningCode,
};

/// What may stand in a place.
pub(super) enum Shape {
    Text,
    Number,
    /// A string of which this function says what is wrong with it.
    Checked(fn(&Value) -> Option<String>),
    Object(&'static [Field]),
    List(&'static Shape),
    /// Text, or an object.
    Either(&'static [Field]),
}

/// A field of an object.
pub(super) struct Field {
    name: &'static str,
    shape: Shape,
    needed: bool,
}

/// One mistake: where, what is wrong, and the same with the words of the file.
pub(super) type Problem = (String, String, Option<String>);

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, needed: false }
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, needed: true }
}

/// A gold file.
pub(super) const GOLD: &[Field] = &[
    may("article", Shape::Object(ARTICLE)),
    must("incidents", Shape::List(&Shape::Object(INCIDENT))),
    may("warnings", Shape::List(&Shape::Object(WARNING))),
];

/// A line of a file of gold, which holds the article too.
pub(super) const LINE: &[Field] = &[
    must("article", Shape::Object(ARTICLE)),
    must("text", Shape::Text),
    must("incidents", Shape::List(&Shape::Object(INCIDENT))),
    may("warnings", Shape::List(&Shape::Object(WARNING))),
];

const SPAN: Field = may("span", Shape::Checked(name::<Evidence>));
const TEXTS: Shape = Shape::List(&Shape::Text);

const ARTICLE: &[Field] = &[
    may("id", Shape::Text),
    may("title", Shape::Text),
    may("published", Shape::Checked(day)),
    may("source", Shape::Text),
    may("language", Shape::Text),
];
const INCIDENT: &[Field] = &[
    may("key", Shape::Text),
    may("types", Shape::List(&Shape::Checked(name::<IncidentType>))),
    may("scope", Shape::Checked(name::<Scope>)),
    may("status", Shape::Checked(name::<Status>)),
    may("attacks", Shape::Object(COUNT)),
    may("victims", Shape::List(&Shape::Object(PARTY))),
    may("attackers", Shape::List(&Shape::Object(PARTY))),
    may("attribution", Shape::List(&Shape::Object(ATTRIBUTION))),
    may("time", Shape::Object(TIME)),
    may("place", Shape::Object(PLACE)),
    may("amounts", Shape::List(&Shape::Object(SUM))),
    may("affected", Shape::List(&Shape::Object(AFFECTED))),
    may("data", Shape::List(&Shape::Either(NAMED))),
    may("methods", Shape::List(&Shape::Object(METHOD))),
    may("vulnerabilities", Shape::List(&Shape::Object(VULNERABILITY))),
    may("reported_by", Shape::List(&Shape::Either(NAMED))),
    may("part_of", Shape::Text),
    may("note", Shape::Text),
];
const COUNT: &[Field] =
    &[must("value", Shape::Number), may("bound", Shape::Checked(name::<Bound>)), may("upper", Shape::Number), SPAN];
const PARTY: &[Field] = &[
    must("name", Shape::Text),
    may("aliases", TEXTS),
    may("kind", Shape::Checked(name::<PartyKind>)),
    may("country", Shape::Checked(country)),
    may("sector", Shape::Checked(name::<Sector>)),
    SPAN,
];
const ATTRIBUTION: &[Field] = &[
    must("attacker", Shape::Text),
    may("by", Shape::Text),
    may("by_aliases", TEXTS),
    may("stance", Shape::Checked(name::<Stance>)),
    SPAN,
];
const TIME: &[Field] = &[
    may("edtf", Shape::Checked(when)),
    may("basis", Shape::Checked(name::<Basis>)),
    may("undated", Shape::Object(UNDATED)),
    SPAN,
];
const UNDATED: &[Field] = &[may("edtf", Shape::Checked(when)), may("basis", Shape::Checked(name::<Basis>)), SPAN];
const PLACE: &[Field] =
    &[must("name", Shape::Text), may("aliases", TEXTS), may("country", Shape::Checked(country)), SPAN];
const SUM: &[Field] = &[
    must("role", Shape::Checked(name::<AmountRole>)),
    may("value", Shape::Number),
    may("bound", Shape::Checked(name::<Bound>)),
    may("upper", Shape::Number),
    may("currency", Shape::Checked(currency)),
    may("asset", Shape::Object(ASSET)),
    may("equivalents", Shape::List(&Shape::Object(EQUIVALENT))),
    SPAN,
];
const ASSET: &[Field] = &[must("symbol", Shape::Text), may("name", Shape::Text), may("quantity", Shape::Number)];
const EQUIVALENT: &[Field] = &[must("value", Shape::Number), must("currency", Shape::Checked(currency))];
const AFFECTED: &[Field] = &[
    must("value", Shape::Number),
    may("bound", Shape::Checked(name::<Bound>)),
    may("upper", Shape::Number),
    may("unit", Shape::Text),
    SPAN,
];
const NAMED: &[Field] = &[must("name", Shape::Text), may("aliases", TEXTS), SPAN];
const METHOD: &[Field] =
    &[must("name", Shape::Text), may("aliases", TEXTS), may("kind", Shape::Checked(name::<MethodKind>)), SPAN];
const VULNERABILITY: &[Field] = &[
    may("id", Shape::Text),
    may("name", Shape::Text),
    may("aliases", TEXTS),
    may("product", Shape::Text),
    may("version", Shape::Text),
    SPAN,
];
const WARNING: &[Field] = &[
    must("code", Shape::Checked(name::<WarningCode>)),
    may("incident", Shape::Text),
    may("parts", TEXTS),
    may("sum", Shape::Number),
    may("total", Shape::Number),
    may("currency", Shape::Checked(currency)),
];

/// Whatever in `value` has not the form of `fields`.
pub(super) fn problems(fields: &'static [Field], value: &Value) -> Vec<Problem> {
    let mut out = Vec::new();
    object(fields, "", value, &mut out);
    out
}

fn object(fields: &'static [Field], path: &str, value: &Value, out: &mut Vec<Problem>) {
    let Value::Object(given) = value else {
        out.push((path.to_owned(), "must be an object".to_owned(), None));
        return;
    };
    let inner = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, value) in given {
        match fields.iter().find(|field| field.name == name) {
            Some(field) => one(&field.shape, &inner(name), value, out),
            None => {
                let near = fields.iter().find(|field| alike(field.name, name));
                let hint = near.map(|field| format!("; {} is meant?", field.name)).unwrap_or_default();
                out.push((inner(name), format!("is no field of gold; it is not scored{hint}"), None));
            }
        }
    }
    for field in fields.iter().filter(|field| field.needed && given.get(field.name).is_none_or(Value::is_null)) {
        out.push((inner(field.name), "is missing".to_owned(), None));
    }
}

fn one(shape: &'static Shape, path: &str, value: &Value, out: &mut Vec<Problem>) {
    let mut wrong = |what: &str| out.push((path.to_owned(), what.to_owned(), None));
    match shape {
        _ if value.is_null() => {}
        Shape::Text | Shape::Either(_) if value.is_string() => {}
        Shape::Text => wrong("must be text"),
        Shape::Number if value.is_number() => {}
        Shape::Number => wrong("must be a number, without quotes and units"),
        Shape::Object(fields) | Shape::Either(fields) => object(fields, path, value, out),
        Shape::Checked(check) => {
            if let Some(problem) = check(value) {
                out.push((path.to_owned(), "is not one of the values that it may have".to_owned(), Some(problem)));
            }
        }
        Shape::List(inner) => match value {
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| one(inner, &format!("{path}[{at}]"), item, out));
            }
            _ => wrong("must be a list"),
        },
    }
}

/// Whether one name is the other but for one letter or the plural.
fn alike(known: &str, given: &str) -> bool {
    let close = known.chars().zip(given.chars()).filter(|(one, two)| one != two).count();
    let length = known.len().abs_diff(given.len());
    length == 0 && close == 1 || length <= 2 && (known.starts_with(given) || given.starts_with(known))
}

/// Something that the record's types can read: a name of a closed list, a span.
fn name<T: DeserializeOwned>(value: &Value) -> Option<String> {
    serde_json::from_value::<T>(value.clone()).err().map(|error| error.to_string())
}

fn text(value: &Value, problem: impl Fn(&str) -> Option<String>) -> Option<String> {
    value.as_str().map_or_else(|| Some("must be text".to_owned()), problem)
}

fn country(value: &Value) -> Option<String> {
    text(value, |code| (!entity::is_country(code)).then(|| format!("{code} is no ISO 3166-1 alpha-2 code")))
}

fn currency(value: &Value) -> Option<String> {
    text(value, |code| {
        iso_currency::Currency::from_code(code).is_none().then(|| format!("{code} is no ISO 4217 currency"))
    })
}

fn day(value: &Value) -> Option<String> {
    text(value, |day| read::date(day).is_none().then(|| format!("{day} is no day of the calendar; write 2019-03-11")))
}

fn when(value: &Value) -> Option<String> {
    text(value, |edtf| edtf::days(edtf).err())
}
