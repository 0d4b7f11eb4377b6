//! Figures for people.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};

use super::report::{Figures, Miss, Report};
use super::score::Score;

/// Whether wrong slots are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misses {
    /// Figures only.
    Hidden,
    /// Each with the words behind it.
    Shown,
}

/// Prints tables, then wrong slots, then one line of summary per group.
pub fn print(report: &Report, misses: Misses, mut to: impl Write) -> io::Result<()> {
    for (group, figures) in &report.groups {
        let rows = figures.by_slot.iter().map(|(slot, score)| ((*slot).to_owned(), *score));
        table(&mut to, &format!("{group}: slots"), rows)?;
        table(
            &mut to,
            &format!("{group}: types"),
            figures.by_type.iter().map(|(kind, one)| ((*kind).to_owned(), *one)),
        )?;
    }
    if let Some(open) = report.groups.get("open") {
        rules(&mut to, open)?;
    }
    if misses == Misses::Shown && !report.misses.is_empty() {
        writeln!(to, "wrong slots (gold → found)")?;
        for miss in &report.misses {
            writeln!(to, "  {}", line(miss))?;
        }
        writeln!(to)?;
    }
    for (group, figures) in &report.groups {
        writeln!(to, "{}", summary(group, figures))?;
    }
    for mistake in &report.gold_mistakes {
        writeln!(to, "gold mistake: {mistake}")?;
    }
    for below in &report.below_floor {
        writeln!(to, "BELOW FLOOR  {below}")?;
    }
    Ok(())
}

fn percent(figure: Option<f64>) -> String {
    figure.map_or("–".to_owned(), |figure| format!("{:.1}", figure * 100.0))
}

fn table(to: &mut impl Write, title: &str, rows: impl Iterator<Item = (String, Score)>) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header([title, "P", "R", "F1", "right", "spurious", "missing"]);
    for (name, score) in rows {
        let Score { right, spurious, missing, .. } = score;
        let figures = [score.precision(), score.recall(), score.f1()].map(percent);
        let counts = [right, spurious, missing].map(|count| count.to_string());
        table.add_row(std::iter::once(name).chain(figures).chain(counts));
    }
    plain(to, table)
}

fn rules(to: &mut impl Write, open: &Figures) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(["open: rules", "P", "right", "wrong"]);
    for (rule, score) in &open.by_rule {
        let cells = [rule.clone(), percent(score.precision()), score.right.to_string(), score.spurious.to_string()];
        table.add_row(cells);
    }
    plain(to, table)
}

fn plain(to: &mut impl Write, mut table: Table) -> io::Result<()> {
    if table.row_count() == 0 {
        return Ok(());
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for line in table.lines() {
        writeln!(to, "{}", line.trim_end())?;
    }
    writeln!(to)
}

fn summary(group: &str, figures: &Figures) -> String {
    let Figures { articles, slots, macro_f1, incidents, negatives, .. } = figures;
    format!(
        "{group}: {articles} articles · slots F1 {} (P {}, R {}) · macro F1 {} · incidents P {} R {} · {} incidents in {} \
         articles without any",
        percent(slots.f1()),
        percent(slots.precision()),
        percent(slots.recall()),
        percent(*macro_f1),
        percent(incidents.precision()),
        percent(incidents.recall()),
        negatives.invented,
        negatives.articles,
    )
}

fn line(miss: &Miss) -> String {
    let finding = &miss.finding;
    let nothing = || "nothing".to_owned();
    let incident = miss.incident.as_ref().map(|key| format!(" [{key}]")).unwrap_or_default();
    let words = finding
        .evidence
        .as_ref()
        .map(|words| format!("  ← “{}” ({}–{})", words.text.replace(['\n', '\r'], " "), words.start, words.end));
    let rule = finding.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
    format!(
        "{}{incident} {}: {} → {}{}{rule}",
        miss.article,
        finding.slot.as_str(),
        finding.gold.clone().unwrap_or_else(nothing),
        finding.found.clone().unwrap_or_else(nothing),
        words.unwrap_or_default(),
    )
}
