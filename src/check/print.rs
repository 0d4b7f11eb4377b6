//! Figures for people.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, Color, Table, presets};

use super::change::{Change, Turned};
use super::report::{Figures, Miss, Report};
use super::sample::Interval;
use super::score::Score;

/// Whether wrong slots are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misses {
    /// Figures only.
    Hidden,
    /// Each with the words behind it.
    Shown,
}

/// Whether figures have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As a file or a pipe wants them.
    Off,
    /// As a terminal shows them.
    On,
}

/// Prints tables, then what turned since an earlier run, then wrong slots, then one line of summary per group.
pub fn print(report: &Report, misses: Misses, colours: Colours, to: impl Write) -> io::Result<()> {
    Printer { to, colours }.report(report, misses)
}

struct Printer<W> {
    to: W,
    colours: Colours,
}

impl<W: Write> Printer<W> {
    fn report(&mut self, report: &Report, misses: Misses) -> io::Result<()> {
        for (group, figures) in &report.groups {
            self.slots(group, figures)?;
            let types = figures.by_type.iter().map(|(kind, one)| ((*kind).to_owned(), *one, None));
            self.table(&format!("{group}: types"), types)?;
            self.confidence(group, figures)?;
        }
        if let Some(open) = report.groups.get("open") {
            self.rules(open)?;
        }
        if let Some(change) = &report.change {
            self.change(change)?;
        }
        if misses == Misses::Shown && !report.misses.is_empty() {
            writeln!(self.to, "wrong slots (gold → found)")?;
            for miss in &report.misses {
                writeln!(self.to, "  {}", line(miss))?;
            }
            writeln!(self.to)?;
        }
        for (group, figures) in &report.groups {
            writeln!(self.to, "{}", summary(group, figures))?;
        }
        for mistake in &report.gold_mistakes {
            self.line(Color::Yellow, &format!("gold mistake: {mistake}"))?;
        }
        for raised in &report.blessed {
            self.line(Color::Green, &format!("floor raised: {raised}"))?;
        }
        for below in &report.below_floor {
            self.line(Color::Red, &format!("BELOW FLOOR  {below}"))?;
        }
        for fell in report.change.iter().flat_map(|change| &change.fell) {
            self.line(Color::Red, &format!("FELL  {fell}"))?;
        }
        Ok(())
    }

    fn slots(&mut self, group: &str, figures: &Figures) -> io::Result<()> {
        let interval =
            |slot: &str| figures.intervals.by_slot.iter().find(|(name, _)| *name == slot).map(|(_, one)| *one);
        let rows = figures.by_slot.iter().map(|(slot, score)| ((*slot).to_owned(), *score, interval(slot)));
        self.table(&format!("{group}: slots"), rows)
    }

    fn table(&mut self, title: &str, rows: impl Iterator<Item = (String, Score, Option<Interval>)>) -> io::Result<()> {
        let rows: Vec<_> = rows.collect();
        let trusted = rows.iter().any(|(_, _, interval)| interval.is_some());
        let mut table = Table::new();
        let f1 = if trusted { vec!["F1", "95 %"] } else { vec!["F1"] };
        let header = [title, "P", "R"].into_iter().chain(f1).chain(["partly", "right", "spurious", "missing"]);
        table.load_style(presets::NOTHING).set_header(header);
        for (name, score, interval) in rows {
            let Score { right, spurious, missing, .. } = score;
            let counts = [right, spurious, missing].map(|count| Cell::new(count.to_string()));
            let f1 = match score.f1() {
                Some(f1) if f1 >= 0.9 => Cell::new(percent(Some(f1))).fg(Color::Green),
                Some(f1) if f1 < 0.6 => Cell::new(percent(Some(f1))).fg(Color::Red),
                f1 => Cell::new(percent(f1)),
            };
            let mut row = vec![Cell::new(name)];
            row.extend([score.precision(), score.recall()].map(percent).map(Cell::new));
            row.push(f1);
            row.extend(trusted.then(|| Cell::new(span(interval))));
            row.push(Cell::new(percent(score.partial_f1())));
            row.extend(counts);
            table.add_row(row);
        }
        self.plain(table)
    }

    fn confidence(&mut self, group: &str, figures: &Figures) -> io::Result<()> {
        let title = format!("{group}: confidence");
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header([title.as_str(), "mean", "share right", "right", "of"]);
        for bin in &figures.calibration.bins {
            let range = if bin.from == bin.to { bin.to.to_string() } else { format!("{} to {}", bin.from, bin.to) };
            let cells = [percent(Some(bin.confidence)), percent(Some(bin.share)), bin.right.to_string()];
            table.add_row(std::iter::once(range).chain(cells).chain([bin.incidents.to_string()]));
        }
        self.plain(table)
    }

    fn rules(&mut self, open: &Figures) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(["open: rules", "P", "right", "wrong"]);
        for (rule, score) in &open.by_rule {
            let counts = [score.right.to_string(), score.spurious.to_string()];
            table.add_row([rule.clone(), percent(score.precision())].into_iter().chain(counts));
        }
        self.plain(table)
    }

    fn change(&mut self, change: &Change) -> io::Result<()> {
        let Change { all, lost, gained, rules, added, removed, .. } = change;
        for (title, list, colour) in [
            ("lost since the baseline (gold: before → now)", lost, Color::Red),
            ("gained since the baseline (gold: before → now)", gained, Color::Green),
        ] {
            if !list.is_empty() {
                writeln!(self.to, "{title}")?;
                for one in list {
                    self.line(colour, &format!("  {}", turned(one)))?;
                }
                writeln!(self.to)?;
            }
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(["rules concerned", "lost", "gained", "articles that lost"]);
        for (rule, one) in rules {
            table.add_row([rule.clone(), one.lost.to_string(), one.gained.to_string(), one.articles.join(", ")]);
        }
        for column in [1, 2] {
            table.column_mut(column).into_iter().for_each(|column| column.set_cell_alignment(CellAlignment::Right));
        }
        self.lines(table)?;
        for (what, names) in [("only in this run", added), ("only in the baseline", removed)] {
            if !names.is_empty() {
                writeln!(self.to, "{what}: {}", names.join(", "))?;
            }
        }
        if let Some(all) = all {
            writeln!(
                self.to,
                "since the baseline: {} values lost, {} gained · slots F1 {} → {} over {} articles, {} better, {} worse \
                 · by chance in {} of 100 cases\n",
                lost.len(),
                gained.len(),
                percent(all.slot_f1_before),
                percent(all.slot_f1_now),
                all.articles,
                all.better,
                all.worse,
                percent(all.chance),
            )?;
        }
        Ok(())
    }

    fn plain(&mut self, mut table: Table) -> io::Result<()> {
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self.lines(table)
    }

    fn lines(&mut self, mut table: Table) -> io::Result<()> {
        if table.row_count() == 0 {
            return Ok(());
        }
        match self.colours {
            Colours::On => table.enforce_styling(),
            Colours::Off => table.force_no_tty(),
        };
        for line in table.lines() {
            writeln!(self.to, "{}", line.trim_end())?;
        }
        writeln!(self.to)
    }

    /// One line in a colour.
    fn line(&mut self, colour: Color, text: &str) -> io::Result<()> {
        let code = match colour {
            Color::Red => 31,
            Color::Green => 32,
            _ => 33,
        };
        match self.colours {
            Colours::On => writeln!(self.to, "\u{1b}[{code}m{text}\u{1b}[0m"),
            Colours::Off => writeln!(self.to, "{text}"),
        }
    }
}

fn percent(figure: Option<f64>) -> String {
    figure.map_or("–".to_owned(), |figure| format!("{:.1}", figure * 100.0))
}

fn span(interval: Option<Interval>) -> String {
    interval.map(|one| format!("{:.0}–{:.0}", one.low * 100.0, one.high * 100.0)).unwrap_or_default()
}

fn summary(group: &str, figures: &Figures) -> String {
    let Figures { articles, slots, macro_f1, incidents, negatives, intervals, count_error, calibration, .. } = figures;
    format!(
        "{group}: {articles} articles · slots F1 {} [{}] (P {}, R {}; partly {}) · macro F1 {} · incidents P {} R {} · {} \
         incidents in {} articles without any · number of incidents off by {} (over in {}, under in {}) · confidence off \
         by {}",
        percent(slots.f1()),
        span(intervals.slot_f1),
        percent(slots.precision()),
        percent(slots.recall()),
        percent(slots.partial_f1()),
        percent(*macro_f1),
        percent(incidents.precision()),
        percent(incidents.recall()),
        negatives.invented,
        negatives.articles,
        count_error.mean_absolute.map_or("–".to_owned(), |off| format!("{off:.2}")),
        count_error.over,
        count_error.under,
        percent(calibration.expected_error),
    )
}

fn nothing() -> String {
    "nothing".to_owned()
}

fn place(article: &str, incident: Option<&String>) -> String {
    incident.map_or(article.to_owned(), |key| format!("{article} [{key}]"))
}

/// One wrong value.
pub(super) fn line(miss: &Miss) -> String {
    let finding = &miss.finding;
    let words = finding
        .evidence
        .as_ref()
        .map(|words| format!("  ← “{}” ({}–{})", words.text.replace(['\n', '\r'], " "), words.start, words.end));
    let rule = finding.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
    format!(
        "{} {}: {} → {}{}{}{rule}",
        place(&miss.article, miss.incident.as_ref()),
        finding.slot.as_str(),
        finding.gold.clone().unwrap_or_else(nothing),
        finding.found.clone().unwrap_or_else(nothing),
        if finding.partial { " (right in part)" } else { "" },
        words.unwrap_or_default(),
    )
}

/// One value that turned.
pub(super) fn turned(one: &Turned) -> String {
    let rule = one.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
    format!(
        "{} {}: {}: {} → {}{rule}",
        place(&one.article, one.incident.as_ref()),
        one.slot,
        one.gold.clone().unwrap_or_else(nothing),
        one.before.clone().unwrap_or_else(nothing),
        one.now.clone().unwrap_or_else(nothing),
    )
}
