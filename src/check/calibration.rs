//! Whether `confidence` holds its promise: of the incidents printed with 0.8, four in five are right.

use serde::Serialize;

use super::outcome::{Compared, Standing};
use super::score::{digits, ratio};

/// Up to so many different values each have a line of their own.
const FEW: usize = 10;

/// Incidents with the same confidence, or, where there are many different ones, with one in the same tenth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The lower end.
    pub from: f64,
    /// The upper end.
    pub to: f64,
    /// How many incidents were printed with it.
    pub incidents: usize,
    /// How many of them are right: paired with one of gold's, and something that tells it from others is right.
    pub right: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share that is right.
    pub share: f64,
}

/// Confidence against truth.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Those in which there are incidents, lowest first.
    pub bins: Vec<Bin>,
    /// By how much the confidence of an incident is off, bin by bin (expected calibration error).
    pub expected_error: Option<f64>,
    /// The mean of the squared differences between confidence and truth (Brier score).
    pub brier: Option<f64>,
}

impl Calibration {
    /// Of the incidents that the program printed.
    pub(super) fn of<'a>(incidents: impl Iterator<Item = &'a Compared>) -> Self {
        let told: Vec<(f64, bool)> = incidents
            .filter(|one| one.standing.in_record())
            .filter_map(|one| Some((one.confidence?, one.standing == Standing::Found)))
            .collect();
        let mut values: Vec<f64> = told.iter().map(|(confidence, _)| *confidence).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        // The upper end belongs to the tenth below: 1.0 is no tenth of its own.
        let tenth = |value: f64| (value * 10.0).ceil().clamp(1.0, 10.0) / 10.0;
        let ends: Vec<(f64, f64)> = if values.len() <= FEW {
            values.into_iter().map(|value| (value, value)).collect()
        } else {
            (1..=10).map(|at| (f64::from(at - 1) / 10.0, f64::from(at) / 10.0)).collect()
        };
        let inside = |from: f64, to: f64, value: f64| if from == to { value == to } else { tenth(value) == to };
        let bins: Vec<Bin> = ends
            .into_iter()
            .filter_map(|(from, to)| {
                let inside: Vec<_> = told.iter().filter(|(confidence, _)| inside(from, to, *confidence)).collect();
                let right = inside.iter().filter(|(_, right)| *right).count();
                let share = ratio(right, inside.len())?;
                let sum: f64 = inside.iter().map(|(confidence, _)| confidence).sum();
                let confidence = digits(sum / inside.len() as f64);
                Some(Bin { from, to, incidents: inside.len(), right, confidence, share })
            })
            .collect();
        let mean = |sum: f64| (!told.is_empty()).then(|| digits(sum / told.len() as f64));
        let off = bins.iter().map(|bin| (bin.confidence - bin.share).abs() * bin.incidents as f64).sum();
        let squares = told.iter().map(|(confidence, right)| (confidence - f64::from(u8::from(*right))).powi(2)).sum();
        Self { expected_error: mean(off), brier: mean(squares), bins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_value_or_tenth() {
        let one = |confidence: f64, standing: Standing| Compared {
            key: String::new(),
            id: None,
            types: vec![],
            standing,
            confidence: Some(confidence),
            findings: vec![],
        };
        use Standing::{Found, Invented, Missed, Mistaken};
        let shown = |calibration: &Calibration| -> Vec<_> {
            calibration.bins.iter().map(|bin| (bin.from, bin.to, bin.incidents, bin.right, bin.share)).collect()
        };
        let few = [one(0.8, Found), one(0.8, Mistaken), one(1.0, Found), one(0.3, Invented), one(0.9, Missed)];
        let few = Calibration::of(few.iter());
        assert_eq!(shown(&few), [(0.3, 0.3, 1, 0, 0.0), (0.8, 0.8, 2, 1, 0.5), (1.0, 1.0, 1, 1, 1.0)]);
        assert_eq!(few.expected_error, Some(0.225), "0.3 off by 0.3, 0.8 off by 0.3 twice, 1 right");

        let many: Vec<_> = (1..=11).map(|at| one(f64::from(at) / 50.0, Invented)).chain([one(1.0, Found)]).collect();
        assert_eq!(
            shown(&Calibration::of(many.iter())),
            [(0.0, 0.1, 5, 0, 0.0), (0.1, 0.2, 5, 0, 0.0), (0.2, 0.3, 1, 0, 0.0), (0.9, 1.0, 1, 1, 1.0)]
        );
        assert_eq!(Calibration::of([].iter()), Calibration::default());
    }
}
