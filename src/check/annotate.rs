//! A record → a draft of gold, to be corrected by hand.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use super::loose::plain;
use crate::article::Article;
use crate::record::{Attribution, Evidence, Incident, Named, Party, Record};

/// How wide a line of a draft may be.
const WIDTH: usize = 160;
/// The depth down to which lists and objects are broken into lines: the file, its incidents.
const BROKEN: usize = 3;

/// The draft for `article`, of which the program says `record`, and `undated` where it is not told the publication date.
pub fn draft(article: &Article, record: &Record, undated: &Record) -> String {
    let keys = keys(&record.incidents);
    let draft = Draft { keys: &keys, record, undated, words: format!(" {} ", plain(&article.text)) };
    let mut about = vec![("id", line(&article.id))];
    about.extend(article.headline().map(|title| ("title", line(title))));
    about.extend(article.published.map(|day| ("published", line(&day.to_string()))));
    let incidents = record.incidents.iter().enumerate().map(|(at, incident)| draft.incident(at, incident));
    let mut gold = vec![("article", Node::Fields(about)), ("incidents", incidents.collect())];
    if !record.warnings.is_empty() {
        gold.push(("warnings", draft.warnings()));
    }
    let mut out = String::new();
    Node::Fields(gold).pretty(0, &mut out);
    out.push('\n');
    out
}

struct Draft<'a> {
    keys: &'a [String],
    record: &'a Record,
    undated: &'a Record,
    /// The article, ready to be searched for names.
    words: String,
}

impl Draft<'_> {
    fn incident(&self, at: usize, incident: &Incident) -> Node {
        let Incident { types, scope, status, attacks, place, .. } = incident;
        let parties = |parties: &[Party]| -> Node { parties.iter().map(|party| self.party(party)).collect() };
        let names =
            |names: &[Named]| -> Node { names.iter().map(|one| self.named(&one.name, vec![], &one.span)).collect() };
        let mut out = vec![
            ("key", line(&self.keys[at])),
            ("types", line(types)),
            ("scope", line(scope)),
            ("status", line(status)),
        ];
        out.extend(attacks.as_ref().map(|count| ("attacks", line(count))));
        out.extend([
            ("victims", parties(&incident.victims)),
            ("attackers", parties(&incident.attackers)),
            ("attribution", incident.attribution.iter().map(|claim| self.attribution(claim)).collect()),
            ("time", self.time(at, incident)),
        ]);
        out.extend(place.as_ref().map(|place| {
            let country = place.country.iter().map(|country| ("country", line(country))).collect();
            ("place", self.named(&place.name, country, &place.span))
        }));
        let methods = incident.methods.iter();
        out.extend([
            ("amounts", each(&incident.amounts)),
            ("affected", each(&incident.affected)),
            ("data", names(&incident.data)),
            ("methods", methods.map(|one| self.named(&one.name, vec![("kind", line(&one.kind))], &one.span)).collect()),
            ("vulnerabilities", each(&incident.vulnerabilities)),
            ("reported_by", names(&incident.reported_by)),
        ]);
        out.extend(incident.part_of.as_deref().and_then(|id| self.key(id)).map(|key| ("part_of", line(key))));
        Node::Fields(out)
    }

    /// The key of the incident with this id.
    fn key(&self, id: &str) -> Option<&str> {
        Some(&self.keys[self.record.incidents.iter().position(|incident| incident.id == id)?])
    }

    fn party(&self, party: &Party) -> Node {
        let mut more = vec![("kind", line(&party.kind))];
        more.extend(party.country.as_ref().map(|country| ("country", line(country))));
        more.extend(party.sector.map(|sector| ("sector", line(&sector))));
        self.named(&party.name, more, &party.span)
    }

    /// A name with the form that the article has, where that is another one.
    fn named(&self, name: &str, more: Vec<(&'static str, Node)>, span: &Evidence) -> Node {
        let aliases = if self.has(name) { vec![] } else { vec![&span.text] };
        let mut out = vec![("name", line(name)), ("aliases", line(&aliases))];
        out.extend(more);
        out.push(("span", line(span)));
        Node::Fields(out)
    }

    /// Whether the article has this name.
    fn has(&self, name: &str) -> bool {
        self.words.contains(&format!(" {} ", plain(name)))
    }

    fn attribution(&self, claim: &Attribution) -> Node {
        let mut out = vec![("attacker", line(&claim.attacker)), ("by", line(&claim.by))];
        // A source that the article names in other words stands among the words of the claim.
        if claim.by.as_ref().is_some_and(|by| !self.has(by)) {
            out.push(("by_aliases", line(&[&claim.span.text])));
        }
        out.extend([("stance", line(&claim.stance)), ("span", line(&claim.span))]);
        Node::Fields(out)
    }

    /// The time with its answer where no publication date is given, if that is another one.
    fn time(&self, at: usize, incident: &Incident) -> Node {
        let told = |incident: &Incident| {
            incident.time.as_ref().and_then(|time| Some((time.edtf.clone()?, time.basis, time.span.clone())))
        };
        let Some((edtf, basis, span)) = told(incident) else { return line(&()) };
        let mut out = vec![("edtf", line(&edtf)), ("basis", line(&basis))];
        let other = self.undated.incidents.get(at).filter(|other| other.id == incident.id).map(told);
        match other {
            Some(Some((other, basis, _))) if other != edtf => {
                out.push(("undated", Node::Fields(vec![("edtf", line(&other)), ("basis", line(&basis))])));
            }
            Some(None) => out.push(("undated", line(&()))),
            _ => {}
        }
        out.push(("span", line(&span)));
        Node::Fields(out)
    }

    fn warnings(&self) -> Node {
        let warnings = self.record.warnings.iter().map(|warning| {
            let mut out = vec![("code", line(&warning.code))];
            out.extend(warning.incident.as_deref().and_then(|id| self.key(id)).map(|key| ("incident", line(key))));
            let parts: Vec<&str> = warning.parts.iter().filter_map(|id| self.key(id)).collect();
            out.extend((!parts.is_empty()).then(|| ("parts", line(&parts))));
            out.extend(warning.sum.map(|sum| ("sum", line(&sum))));
            out.extend(warning.total.map(|total| ("total", line(&total))));
            out.extend(warning.currency.as_ref().map(|currency| ("currency", line(currency))));
            Node::Fields(out)
        });
        warnings.collect()
    }
}

/// A short name for each incident: its first victim's first words, or its type.
fn keys(incidents: &[Incident]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for incident in incidents {
        let named = incident.victims.first().map(|victim| plain(&victim.name)).unwrap_or_default();
        let words: Vec<String> = named
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(3)
            .map(str::to_owned)
            .collect();
        let kind = incident.types.first().map_or("incident", |kind| kind.as_str());
        let base = if words.is_empty() { kind.replace('_', "-") } else { words.join("-") };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|key| !keys.contains(key));
        keys.push(free.unwrap_or(base));
    }
    keys
}

/// JSON that keeps the order in which a person reads it.
enum Node {
    /// Written on one line.
    Line(String),
    List(Vec<Node>),
    Fields(Vec<(&'static str, Node)>),
}

impl FromIterator<Node> for Node {
    fn from_iter<I: IntoIterator<Item = Node>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

/// `{"name": "Zaif", "aliases": []}`: JSON with a space after each sign.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

fn line(value: &(impl Serialize + ?Sized)) -> Node {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Spaced));
    let text = written.ok().and_then(|()| String::from_utf8(bytes).ok());
    Node::Line(text.unwrap_or_else(|| "null".to_owned()))
}

fn each<T: Serialize>(values: &[T]) -> Node {
    values.iter().map(line).collect()
}

impl Node {
    fn one_line(&self) -> String {
        match self {
            Self::Line(line) => line.clone(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::one_line).collect::<Vec<_>>().join(", ")),
            Self::Fields(fields) => {
                let fields = fields.iter().map(|(name, value)| format!("\"{name}\": {}", value.one_line()));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What fits on a line stands on one, but incidents and their fields.
    fn pretty(&self, depth: usize, out: &mut String) {
        let line = self.one_line();
        let fits = depth >= BROKEN && 2 * depth + line.chars().count() <= WIDTH;
        let (open, close, items): (_, _, Vec<(Option<&str>, &Node)>) = match self {
            Self::Fields(fields) if !fits && !fields.is_empty() => {
                ("{", "}", fields.iter().map(|(name, value)| (Some(*name), value)).collect())
            }
            Self::List(items) if !fits && !items.is_empty() => {
                ("[", "]", items.iter().map(|item| (None, item)).collect())
            }
            _ => return out.push_str(&line),
        };
        out.push_str(open);
        for (at, (name, item)) in items.into_iter().enumerate() {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            out.push_str(&"  ".repeat(depth + 1));
            out.extend(name.map(|name| format!("\"{name}\": ")));
            item.pretty(depth + 1, out);
        }
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
        out.push_str(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_short_and_differ() {
        let incident = |victim: Option<&str>| -> Incident {
            let span = json!({"start": 0, "end": 0, "text": ""});
            let victims: Vec<_> =
                victim.iter().map(|name| json!({"name": name, "kind": "unknown", "span": span})).collect();
            serde_json::from_value(json!({
                "id": "", "types": ["data_breach"], "scope": "single", "status": "occurred", "victims": victims,
                "attackers": [], "attribution": [], "time": null, "amounts": [], "affected": [], "events": [],
                "confidence": 0,
            }))
            .unwrap()
        };
        let named = ["The Norwick General Hospital Trust", "Mt. Gox", "Mt. Gox"].map(Some);
        let incidents: Vec<Incident> = named.into_iter().chain([None, None]).map(incident).collect();
        assert_eq!(
            keys(&incidents),
            ["norwick-general-hospital", "mt-gox", "mt-gox-2", "data-breach", "data-breach-2"]
        );
    }

    #[test]
    fn breaks_what_is_long() {
        let short = Node::Fields(vec![("a", line(&[1, 2])), ("b", line("x"))]);
        let mut out = String::new();
        short.pretty(BROKEN, &mut out);
        assert_eq!(out, r#"{"a": [1, 2], "b": "x"}"#);
        out.clear();
        Node::Fields(vec![("a", each(&[1])), ("b", each::<u8>(&[]))]).pretty(0, &mut out);
        assert_eq!(out, "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}");
    }
}
