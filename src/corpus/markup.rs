//! `=== id | published | title`, then text with `[words]{e1=Theft!Other@a e2.Victim:Organization}`.

use std::collections::BTreeMap;

use super::{Annotated, GoldArgument, GoldEvent, Inventory};
use crate::read;
use crate::text::CodePoints;

/// A line, from 1, and what is wrong with it.
type Mistake = (usize, String);

/// An article that is being read.
struct Open {
    /// The line of its header.
    line: usize,
    id: String,
    published: String,
    title: String,
    text: String,
    /// Brackets not closed yet: where in the text, and on which line.
    brackets: Vec<(usize, usize)>,
    /// Triggers by their names, in the order of the marks.
    names: BTreeMap<String, usize>,
    events: Vec<GoldEvent>,
    happenings: BTreeMap<String, usize>,
    /// Arguments with the names of their events and their lines.
    arguments: Vec<(String, GoldArgument, usize)>,
}

/// Every article of one file with the line of its header.
pub(super) fn read(file: &str, inventory: &Inventory) -> Result<Vec<(usize, Annotated)>, Mistake> {
    let (mut articles, mut open) = (Vec::new(), None::<Open>);
    for (line, number) in file.lines().zip(1..) {
        if let Some(header) = line.strip_prefix("===") {
            if let Some(open) = open.replace(Open::new(header, number)?) {
                articles.push(open.close(inventory)?);
            }
        } else if let Some(open) = &mut open {
            open.line(line, number, inventory).map_err(|cause| (number, cause))?;
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            return Err((number, "text before the first `=== id | published | title`".to_owned()));
        }
    }
    articles.extend(open.map(|open| open.close(inventory)).transpose()?);
    Ok(articles)
}

impl Open {
    fn new(header: &str, line: usize) -> Result<Self, Mistake> {
        let wrong = |cause: &str| Err((line, cause.to_owned()));
        let parts: Vec<&str> = header.splitn(3, '|').map(str::trim).collect();
        let [id, published, title] = parts[..] else { return wrong("a header is `=== id | published | title`") };
        if id.is_empty() {
            return wrong("the header names no id");
        }
        if !published.is_empty() && read::date(published).is_none() {
            return wrong("write the date as YYYY-MM-DD, for example 2019-03-11");
        }
        Ok(Self {
            line,
            id: id.to_owned(),
            published: published.to_owned(),
            title: title.to_owned(),
            text: String::new(),
            brackets: Vec::new(),
            names: BTreeMap::new(),
            events: Vec::new(),
            happenings: BTreeMap::new(),
            arguments: Vec::new(),
        })
    }

    /// Reads one line of text; the error says what is wrong with it.
    fn line(&mut self, line: &str, number: usize, inventory: &Inventory) -> Result<(), String> {
        let mut rest = line.chars();
        while let Some(character) = rest.next() {
            match character {
                '\\' => self.text.push(rest.next().unwrap_or('\\')),
                '[' => self.brackets.push((self.text.len(), number)),
                ']' => {
                    let Some((start, _)) = self.brackets.pop() else {
                        return Err("`]` without `[` (write `\\]` for the character)".to_owned());
                    };
                    let labels = rest.as_str().strip_prefix('{').and_then(|labels| labels.split_once('}'));
                    let Some((labels, after)) = labels else {
                        return Err("`]` must be followed by `{labels}`".to_owned());
                    };
                    for label in labels.split_whitespace() {
                        self.label(label, start, number, inventory)?;
                    }
                    rest = after.chars();
                }
                _ => self.text.push(character),
            }
        }
        self.text.push('\n');
        Ok(())
    }

    /// One label of the words from `start` to here.
    fn label(&mut self, label: &str, start: usize, line: usize, inventory: &Inventory) -> Result<(), String> {
        let end = self.text.len();
        let known = |list: &std::collections::BTreeSet<String>, name: &str, what: &str| {
            if list.contains(name) { Ok(name.to_owned()) } else { Err(format!("unknown {what} {name} in `{label}`")) }
        };
        if self.text[start..].trim().is_empty() {
            return Err(format!("`{label}` marks no words"));
        }
        if let Some((name, role)) = label.split_once('.').filter(|(name, _)| is_event(name)) {
            let (role, kind) = role.split_once(':').ok_or_else(|| format!("`{label}` lacks `:Kind`"))?;
            let (role, kind) = (known(&inventory.roles, role, "role")?, known(&inventory.kinds, kind, "kind")?);
            self.arguments.push((name.to_owned(), GoldArgument { role, kind, start, end }, line));
            return Ok(());
        }
        let Some((name, kind)) = label.split_once('=').filter(|(name, _)| is_event(name)) else {
            return Err(format!("`{label}` is neither `e1=Type` nor `e1.Role:Kind`"));
        };
        let (kind, happening) = kind.split_once('@').unwrap_or((kind, name));
        let (kind, realis) = kind.split_once('!').unwrap_or((kind, "Actual"));
        let (kind, realis) = (known(&inventory.types, kind, "type")?, known(&inventory.realis, realis, "realis")?);
        if self.names.insert(name.to_owned(), self.events.len()).is_some() {
            return Err(format!("{name} has two triggers"));
        }
        let next = self.happenings.len();
        let incident = *self.happenings.entry(happening.to_owned()).or_insert(next);
        self.events.push(GoldEvent { kind, realis, incident, start, end, arguments: Vec::new() });
        Ok(())
    }

    fn close(mut self, inventory: &Inventory) -> Result<(usize, Annotated), Mistake> {
        if let Some((_, line)) = self.brackets.last() {
            return Err((*line, "`[` is never closed".to_owned()));
        }
        for (name, argument, line) in self.arguments {
            let Some(event) = self.names.get(&name) else {
                return Err((line, format!("{name} has no trigger")));
            };
            let event = &mut self.events[*event];
            if !inventory.legal.get(&event.kind).is_some_and(|roles| roles.contains(&argument.role)) {
                return Err((line, format!("{} has no role {}", event.kind, argument.role)));
            }
            event.arguments.push(argument);
        }
        let text = self.text.trim_start_matches('\n');
        let (shift, text) = (self.text.len() - text.len(), text.trim_end_matches('\n'));
        if text.trim().is_empty() {
            return Err((self.line, format!("{} has no text", self.id)));
        }
        let points = CodePoints::new(text);
        let place = |start: &mut usize, end: &mut usize| {
            (*start, *end) = (points.at(*start - shift), points.at(*end - shift));
        };
        for event in &mut self.events {
            place(&mut event.start, &mut event.end);
            event.arguments.iter_mut().for_each(|argument| place(&mut argument.start, &mut argument.end));
        }
        let Self { id, published, title, events, .. } = self;
        Ok((self.line, Annotated { id, title, published, text: text.to_owned(), events }))
    }
}

/// Whether `name` is e and a number.
fn is_event(name: &str) -> bool {
    name.strip_prefix('e').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "=== a | 2020-01-02 | A title | with a bar\n";

    fn one(body: &str) -> Result<Annotated, Mistake> {
        read(&format!("{HEADER}{body}"), &Inventory::new()).map(|mut articles| articles.remove(0).1)
    }

    #[test]
    fn reads_marks() {
        let article = one("\n“[[Five]{e1.Number-of-Victim:Number} banks]{e1.Victim:Organization}” were \
                           [robbed]{e1=Theft@a}.\n\n\\[sic\\] [A raid]{e2=Theft!Generic@a}, [a leak]{e9=Databreach}.\n\n")
        .unwrap();
        assert_eq!(article.text, "“Five banks” were robbed.\n\n[sic] A raid, a leak.");
        assert_eq!((article.title.as_str(), article.published.as_str()), ("A title | with a bar", "2020-01-02"));
        let events: Vec<_> = article.events.iter().map(|event| (event.start, event.end, event.incident)).collect();
        assert_eq!(events, [(18, 24, 0), (33, 39, 0), (41, 47, 1)]);
        let arguments: Vec<_> = article.events[0].arguments.iter().map(|found| (found.start, found.end)).collect();
        assert_eq!(arguments, [(1, 5), (1, 11)]);
        assert_eq!(article.events[1].realis, "Generic");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (body, line, expected) in [
            ("One.\n[a]{e1=Thef}", 3, "unknown type Thef"),
            ("[a]{e1=Theft!Perhaps}", 2, "unknown realis Perhaps"),
            ("[a]{e1=Theft} [b]{e1=Theft}", 2, "e1 has two triggers"),
            ("[a]{e1=Theft}\n[b]{e1.Victm:Person}", 3, "unknown role Victm"),
            ("[a]{e1=Theft}\n[b]{e1.Victim:Persons}", 3, "unknown kind Persons"),
            ("[a]{e1=Theft}\n[b]{e1.Victim}", 3, "lacks `:Kind`"),
            ("[a]{e1=Theft}\n\n[b]{e1.CVE:CVE}", 4, "Theft has no role CVE"),
            ("One.\n[b]{e2.Victim:Person}", 3, "e2 has no trigger"),
            ("[a]{Theft}", 2, "neither"),
            ("[ ]{e1=Theft}", 2, "marks no words"),
            ("a] b", 2, "without `[`"),
            ("One [a\nb", 2, "never closed"),
            ("[a] b", 2, "followed by"),
            ("[a]{e1=Theft", 2, "followed by"),
            ("", 1, "has no text"),
            ("One.\n=== b | soon | B\nTwo.", 3, "YYYY-MM-DD"),
            ("One.\n=== b\nTwo.", 3, "a header is"),
            ("One.\n=== | 2020-01-02 | B\nTwo.", 3, "no id"),
        ] {
            let (found, cause) = one(body).unwrap_err();
            assert!(found == line && cause.contains(expected), "{body:?}: {found}: {cause}");
        }
    }

    #[test]
    fn comments_stand_before_the_first_article_only() {
        let inventory = Inventory::new();
        assert!(read("# about\n\n=== a | | A\nOne.\n# two", &inventory).is_ok());
        assert_eq!(read("# about\nOne.", &inventory).unwrap_err().0, 2);
        assert!(read("", &inventory).unwrap().is_empty());
    }
}
