//! Weights of signs for several classes, learned from gold: a row for each sign, a column for each class.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Add, Seen, beside};

/// Tables that stand in for the program's own of the same name, so that weights can be learned from what other weights
/// make of articles that they have not seen. Set before the first article is read.
pub static INSTEAD: OnceLock<HashMap<String, String>> = OnceLock::new();

/// The table `name`: `own`, or what stands in for it.
pub(super) fn standing(name: &str, own: &'static str) -> &'static str {
    INSTEAD.get().and_then(|tables| tables.get(name)).map_or(own, String::as_str)
}

/// Its rows, without comments.
pub(super) fn lines(name: &str, own: &'static str) -> impl Iterator<Item = &'static str> {
    standing(name, own).lines().filter(|line| !line.starts_with('#'))
}

/// Rows of weights, by sign and what is seen there.
pub(super) struct Rows {
    width: usize,
    signs: HashMap<&'static str, HashMap<&'static str, Row>>,
}

/// Weights that are read when they are first asked for: an article has few of the signs that are known.
struct Row {
    columns: &'static str,
    weights: OnceLock<Vec<f64>>,
}

impl Rows {
    /// From lines of a sign, what is seen, and `width` weights.
    pub(super) fn new(lines: impl Iterator<Item = &'static str>, width: usize) -> Self {
        let mut signs: HashMap<&str, HashMap<&str, Row>> = HashMap::new();
        for line in lines {
            if let Some((sign, rest)) = line.split_once('\t')
                && let Some((seen, columns)) = rest.split_once('\t')
            {
                signs.entry(sign).or_default().insert(seen, Row { columns, weights: OnceLock::new() });
            }
        }
        Self { width, signs }
    }

    /// The weights of a sign with what is seen; none of a row that is too short or too long.
    pub(super) fn get(&self, sign: &str, seen: &str) -> Option<&[f64]> {
        let row = self.signs.get(sign)?.get(seen)?;
        let read = || row.columns.split('\t').filter_map(|weight| weight.parse().ok()).collect();
        Some(row.weights.get_or_init(read).as_slice()).filter(|weights| weights.len() == self.width)
    }

    /// How many rows can be read.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let rows = self.signs.iter().flat_map(|(sign, rows)| rows.keys().map(move |seen| (sign, seen)));
        rows.filter(|(sign, seen)| self.get(sign, seen).is_some()).count()
    }
}

/// What each sign counts for each class.
pub(in crate::incident) struct Table {
    /// The layer of what is seen for each class.
    layers: Vec<String>,
    /// The classes in the order of the columns.
    pub(in crate::incident) classes: Vec<&'static str>,
    /// What every case counts for each class.
    pub(in crate::incident) bias: Vec<f64>,
    rows: Rows,
}

impl Table {
    /// Rows of `sign`, what is seen, and a weight for each class that the first row names; the row of the sign `bias` holds for
    /// all.
    pub(in crate::incident) fn new(name: &str, own: &'static str) -> Self {
        let mut lines = lines(name, own);
        let classes: Vec<&str> = lines.next().unwrap_or("").split('\t').skip(2).collect();
        let layers = classes.iter().map(|class| format!("{name} {class}")).collect();
        let rows = Rows::new(lines, classes.len());
        let bias = rows.get("bias", "").map_or_else(|| vec![0.0; classes.len()], <[f64]>::to_vec);
        Self { layers, classes, bias, rows }
    }

    /// What the signs that `tell` gives count together for each class, without the bias, and how many of them have weights. A
    /// sign counts once, however often it is seen.
    pub(in crate::incident) fn sums(&self, tell: impl FnOnce(Add<'_>)) -> (Vec<f64>, usize) {
        let mut sums = vec![0.0; self.classes.len()];
        let mut seen: Vec<*const f64> = Vec::new();
        tell(&mut |sign, value| {
            if let Some(weights) = self.rows.get(sign, value)
                && !seen.contains(&weights.as_ptr())
            {
                seen.push(weights.as_ptr());
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
            }
        });
        (sums, seen.len())
    }

    /// The likeliest class with its score, where none of the classes scores 0.
    pub(in crate::incident) fn likeliest(&self, seen: &Seen, tell: impl FnOnce(Add<'_>)) -> (&'static str, f64) {
        let (sums, _) = self.sums(tell);
        let best = self.scored(&sums, 1.0, seen).reduce(|best, other| if other.1 > best.1 { other } else { best });
        best.unwrap_or(("", f64::MIN))
    }

    /// Every class with its score, where each sign counts `each` times its weight, and with it what is seen.
    pub(in crate::incident) fn scored(
        &self,
        sums: &[f64],
        each: f64,
        seen: &Seen,
    ) -> impl Iterator<Item = (&'static str, f64)> {
        let scores = sums.iter().zip(&self.bias).map(move |(sum, bias)| bias + sum * each);
        let scores = self.layers.iter().zip(scores).map(move |(layer, score)| beside(layer, score, seen));
        self.classes.iter().copied().zip(scores)
    }

    /// How many signs have weights, the bias among them.
    #[cfg(test)]
    pub(in crate::incident) fn len(&self) -> usize {
        self.rows.len()
    }
}
