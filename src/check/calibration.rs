//! Whether `confidence` holds its promise: of the incidents printed with 0.8, four in five are right.

use serde::Serialize;

use super::outcome::{Compared, Standing};
use super::score::{digits, ratio};

/// Incidents whose confidence lies in the same tenth.
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
    /// The tenths in which there are incidents, lowest first.
    pub bins: Vec<Bin>,
    /// By how much the confidence of an incident is off, tenth by tenth (expected calibration error).
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
        // The upper end belongs to the tenth below: 1.0 is no tenth of its own.
        let tenth = |confidence: f64| ((confidence * 10.0).ceil() as usize).clamp(1, 10);
        let bins: Vec<Bin> = (1..=10)
            .filter_map(|at| {
                let inside: Vec<_> = told.iter().filter(|(confidence, _)| tenth(*confidence) == at).collect();
                let right = inside.iter().filter(|(_, right)| *right).count();
                let share = ratio(right, inside.len())?;
                let sum: f64 = inside.iter().map(|(confidence, _)| confidence).sum();
                Some(Bin {
                    from: (at - 1) as f64 / 10.0,
                    to: at as f64 / 10.0,
                    incidents: inside.len(),
                    right,
                    confidence: digits(sum / inside.len() as f64),
                    share,
                })
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
    fn counts_by_tenth() {
        let one = |confidence: f64, standing: Standing| Compared {
            key: String::new(),
            id: None,
            types: vec![],
            standing,
            confidence: Some(confidence),
            findings: vec![],
        };
        use Standing::{Found, Invented, Missed, Mistaken};
        let incidents = [
            one(0.8, Found),
            one(0.8, Found),
            one(0.8, Found),
            one(0.75, Found),
            one(0.75, Mistaken),
            one(1.0, Found),
            one(0.3, Invented),
            one(0.9, Missed),
        ];
        let calibration = Calibration::of(incidents.iter());
        let bins: Vec<_> = calibration.bins.iter().map(|bin| (bin.to, bin.incidents, bin.right, bin.share)).collect();
        assert_eq!(bins, [(0.3, 1, 0, 0.0), (0.8, 5, 4, 0.8), (1.0, 1, 1, 1.0)]);
        assert_eq!(calibration.expected_error, Some(0.0571), "0.3 off by 0.3, 0.78 off by 0.02 five times");
        assert_eq!(Calibration::of([].iter()), Calibration::default());
    }
}
