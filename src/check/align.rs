//! Which of the program's incidents answers which of gold's: one to one, with the best total score.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::compare::{self, Dated};
use super::gold::GoldIncident;
use super::slot::{Finding, Slot, Verdict};
use crate::record::Incident;

/// What a right value adds to the score of a pair. What tells incidents apart weighs most; order settles a draw.
fn weight(finding: &Finding) -> i64 {
    match (finding.verdict, finding.slot) {
        (Verdict::Right, slot) if slot.identifies() => 10_000,
        (Verdict::Right, Slot::Types) => 3_000,
        (Verdict::Right, _) => 1_000,
        _ => 0,
    }
}

/// Whether the two can be the same incident at all: something that tells incidents apart is right, or a type; where gold
/// has neither, another value.
fn related(findings: &[Finding]) -> bool {
    let telling = |finding: &Finding| finding.slot.identifies() || finding.slot == Slot::Types;
    let right = |finding: &&Finding| finding.verdict == Verdict::Right;
    if findings.iter().any(|finding| finding.gold.is_some() && telling(finding)) {
        return findings.iter().filter(right).any(telling);
    }
    findings.iter().filter(right).any(|finding| !matches!(finding.slot, Slot::Scope | Slot::Status))
}

/// For each gold incident the index of the program's that answers it.
pub(super) fn pairs(gold: &[GoldIncident], found: &[Incident], dated: Dated) -> Vec<Option<usize>> {
    if gold.is_empty() {
        return Vec::new();
    }
    // A column of its own for each gold incident stands for "nothing answers it".
    let weights = Matrix::from_fn(gold.len(), found.len() + gold.len(), |(row, column)| {
        let Some(other) = found.get(column) else { return 0 };
        let findings = compare::incident(&gold[row], Some(other), dated);
        if related(&findings) {
            let apart = i64::try_from(row.abs_diff(column)).unwrap_or(i64::MAX).min(500);
            findings.iter().map(weight).sum::<i64>() - apart
        } else {
            -1
        }
    });
    let (_, columns) = kuhn_munkres(&weights);
    columns.into_iter().map(|column| (column < found.len()).then_some(column)).collect()
}
