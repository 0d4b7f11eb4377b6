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

/// What each sign counts for each class.
pub(in crate::incident) struct Table {
    /// The layer of what is seen for each class.
    layers: Vec<String>,
    /// The classes in the order of the columns.
    pub(in crate::incident) classes: Vec<&'static str>,
    /// What every case counts for each class.
    pub(in crate::incident) bias: Vec<f64>,
    weights: HashMap<&'static str, HashMap<&'static str, Vec<f64>>>,
}

impl Table {
    /// Rows of `sign`, what is seen, and a weight for each class that the first row names; the row of the sign `bias` holds for
    /// all.
    pub(in crate::incident) fn new(name: &str, own: &'static str) -> Self {
        let mut rows = standing(name, own).lines().filter(|line| !line.starts_with('#'));
        let classes: Vec<&str> = rows.next().unwrap_or("").split('\t').skip(2).collect();
        let layers = classes.iter().map(|class| format!("{name} {class}")).collect();
        let mut read = Self { layers, bias: vec![0.0; classes.len()], classes, weights: HashMap::new() };
        for row in rows {
            let mut columns = row.split('\t');
            let (Some(sign), Some(seen)) = (columns.next(), columns.next()) else { continue };
            let weights: Vec<f64> = columns.filter_map(|weight| weight.parse().ok()).collect();
            if weights.len() != read.classes.len() {
                continue;
            }
            if sign == "bias" {
                read.bias = weights;
            } else {
                read.weights.entry(sign).or_default().insert(seen, weights);
            }
        }
        read
    }

    /// What the signs that `tell` gives count together for each class, without the bias, and how many of them have weights. A
    /// sign counts once, however often it is seen.
    pub(in crate::incident) fn sums(&self, tell: impl FnOnce(Add<'_>)) -> (Vec<f64>, usize) {
        let mut sums = vec![0.0; self.classes.len()];
        let mut seen: Vec<*const Vec<f64>> = Vec::new();
        tell(&mut |sign, value| {
            if let Some(weights) = self.weights.get(sign).and_then(|values| values.get(value))
                && !seen.contains(&std::ptr::from_ref(weights))
            {
                seen.push(weights);
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

    /// How many signs have weights.
    #[cfg(test)]
    pub(in crate::incident) fn len(&self) -> usize {
        self.weights.values().map(HashMap::len).sum()
    }
}
