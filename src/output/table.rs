//! One line per incident: who, what, how much, when, by whom according to whom; the quoted words below on request.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, presets};

use super::{Sink, phrase};
use crate::record::{self, Incident, Record};

/// Whether the words behind the values are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Values only.
    Hidden,
    /// The quoted words below each incident.
    Shown,
}

/// A table for each article.
pub struct Table<W> {
    writer: W,
    evidence: Evidence,
    first: bool,
}

impl<W: Write> Table<W> {
    /// To `writer`.
    pub fn new(writer: W, evidence: Evidence) -> Self {
        Self { writer, evidence, first: true }
    }
}

impl<W: Write> Sink for Table<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            writeln!(self.writer)?;
        }
        let article = &record.article;
        let published = article.published.as_deref().unwrap_or("undated");
        writeln!(self.writer, "{} · {published} · {}", article.id, article.title.as_deref().unwrap_or("untitled"))?;
        if record.incidents.is_empty() {
            writeln!(self.writer, "  no incident")?;
        } else {
            rows(&mut self.writer, &record.incidents, self.evidence)?;
        }
        for warning in &record.warnings {
            writeln!(self.writer, "  warning: {}", warning.message)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

fn rows(writer: &mut impl Write, incidents: &[Incident], evidence: Evidence) -> io::Result<()> {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["", "who", "what", "how much", "when", "by whom, according to whom"]);
    for (at, incident) in incidents.iter().enumerate() {
        table.add_row(row(at, incident));
    }
    // A row starts where the first column holds its number; a row that wraps goes on with that column blank.
    let mut open: Option<usize> = None;
    for line in table.lines() {
        let number = line.split_whitespace().next().and_then(|first| first.strip_suffix('.')?.parse::<usize>().ok());
        let starts = number.filter(|number| *number == open.map_or(1, |open| open + 1) && !line.starts_with("    "));
        if starts.is_some() {
            quotes(writer, open.map(|open| &incidents[open - 1]), evidence)?;
            open = starts;
        }
        writeln!(writer, " {}", line.trim_end())?;
    }
    quotes(writer, open.map(|open| &incidents[open - 1]), evidence)
}

fn row(at: usize, incident: &Incident) -> [String; 6] {
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    [
        format!("{}.", at + 1),
        or_dash(phrase::victims(incident)),
        phrase::what(incident),
        or_dash(phrase::how_much(incident)),
        or_dash(incident.time.as_ref().map(phrase::when).unwrap_or_default()),
        or_dash(phrase::by_whom(incident)),
    ]
}

fn quotes(writer: &mut impl Write, incident: Option<&Incident>, evidence: Evidence) -> io::Result<()> {
    let Some(incident) = incident.filter(|_| evidence == Evidence::Shown) else { return Ok(()) };
    let mut quote = |slot: &str, value: &str, span: &record::Evidence| {
        writeln!(
            writer,
            "       {slot}: {value} ← “{}” ({}–{})",
            span.text.replace(['\n', '\r'], " "),
            span.start,
            span.end
        )
    };
    for victim in &incident.victims {
        quote("victim", &phrase::party(victim), &victim.span)?;
    }
    for attacker in &incident.attackers {
        quote("attacker", &phrase::party(attacker), &attacker.span)?;
    }
    for attribution in &incident.attribution {
        let by = attribution.by.as_deref().unwrap_or("the article");
        quote(
            "attribution",
            &format!("{}, {} by {by}", attribution.attacker, attribution.stance.as_str()),
            &attribution.span,
        )?;
    }
    if let Some(time) = &incident.time {
        quote("time", &phrase::when(time), &time.span)?;
    }
    for sum in &incident.amounts {
        quote(&sum.role.as_str().replace('_', " "), &phrase::sum(sum), &sum.span)?;
    }
    for affected in &incident.affected {
        quote("affected", &affected.unit, &affected.span)?;
    }
    for named in &incident.data {
        quote("data", &named.name, &named.span)?;
    }
    for method in &incident.methods {
        quote(method.kind.as_str(), &method.name, &method.span)?;
    }
    for named in &incident.reported_by {
        quote("reported by", &named.name, &named.span)?;
    }
    Ok(())
}
