//! Values counted, and the figures that follow from the counts.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::slot::{Finding, Verdict};

/// Values counted: right, too many, too few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Score {
    /// Gold and program agree.
    pub right: usize,
    /// The program says what gold does not.
    pub spurious: usize,
    /// Gold says what the program does not.
    pub missing: usize,
    /// Of the wrong values those that are right in part: each is one of `spurious` and one of `missing`.
    #[serde(default)]
    pub partial: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missing += other.missing;
        self.partial += other.partial;
    }
}

impl From<&Finding> for Score {
    fn from(finding: &Finding) -> Self {
        let (right, spurious, missing) = match finding.verdict {
            Verdict::Right => (1, 0, 0),
            Verdict::Wrong => (0, 1, 1),
            Verdict::Missing => (0, 0, 1),
            Verdict::Spurious => (0, 1, 0),
        };
        Self { right, spurious, missing, partial: usize::from(finding.partial) }
    }
}

impl<'a> FromIterator<&'a Finding> for Score {
    fn from_iter<I: IntoIterator<Item = &'a Finding>>(findings: I) -> Self {
        findings.into_iter().fold(Self::default(), |mut sum, finding| {
            sum += Self::from(finding);
            sum
        })
    }
}

impl Score {
    /// Of what the program says, how much is right; nothing where it says nothing.
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.right + self.spurious)
    }

    /// Of what gold says, how much the program says; nothing where gold says nothing.
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.right + self.missing)
    }

    /// Their harmonic mean.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.right, 2 * self.right + self.spurious + self.missing)
    }

    /// The same where what is right in part counts as right.
    pub fn partial_f1(self) -> Option<f64> {
        ratio(2 * (self.right + self.partial), 2 * self.right + self.spurious + self.missing)
    }
}

/// A share in four digits, so that the same counts print the same figure everywhere; nothing of nothing.
pub(super) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| digits(part as f64 / whole as f64))
}

/// Four digits.
pub(super) fn digits(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

/// The mean of the figures that there are.
pub(super) fn mean(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = figures.fold((0.0, 0_usize), |(sum, count), figure| (sum + figure, count + 1));
    (count > 0).then(|| digits(sum / count as f64))
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire {
            f1: Option<f64>,
            precision: Option<f64>,
            recall: Option<f64>,
            partial_f1: Option<f64>,
            right: usize,
            spurious: usize,
            missing: usize,
            partial: usize,
        }
        let Self { right, spurious, missing, partial } = *self;
        let (f1, precision, recall, partial_f1) = (self.f1(), self.precision(), self.recall(), self.partial_f1());
        Wire { f1, precision, recall, partial_f1, right, spurious, missing, partial }.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_from_counts() {
        for (right, spurious, missing, partial, expected) in [
            (3, 1, 1, 1, [Some(0.75), Some(0.75), Some(0.75), Some(1.0)]),
            (1, 0, 2, 0, [Some(1.0), Some(0.3333), Some(0.5), Some(0.5)]),
            (0, 0, 1, 0, [None, Some(0.0), Some(0.0), Some(0.0)]),
            (0, 0, 0, 0, [None; 4]),
        ] {
            let score = Score { right, spurious, missing, partial };
            assert_eq!([score.precision(), score.recall(), score.f1(), score.partial_f1()], expected, "{score:?}");
        }
    }
}
