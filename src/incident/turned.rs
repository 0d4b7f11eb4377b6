//! Who did one incident of an article is not the one that another hit: a thief who is charged, a mixer that was put on a list, a state
//! that is blamed. Such an incident tells again, the wrong way round, what the other tells.

use super::Draft;

/// Drops the incidents of which every victim is an attacker in another.
pub(super) fn drop_turned(drafts: &mut Vec<Draft>) {
    let turned = |at: usize| {
        let draft = &drafts[at];
        let did = |victim: &usize| {
            drafts.iter().enumerate().any(|(other, by)| other != at && by.attackers.contains(victim))
                && !draft.attackers.contains(victim)
        };
        !draft.victims.is_empty() && draft.victims.iter().all(did)
    };
    let turned: Vec<bool> = (0..drafts.len()).map(turned).collect();
    let mut turned = turned.into_iter();
    drafts.retain(|_| !turned.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(victims: &[usize], attackers: &[usize]) -> Draft {
        Draft { victims: victims.to_vec(), attackers: attackers.to_vec(), ..Draft::new() }
    }

    #[test]
    fn an_attacker_is_no_victim_of_another() {
        for (drafts, expected) in [
            (vec![draft(&[0], &[1]), draft(&[1], &[])], vec![vec![0]]),
            (vec![draft(&[0], &[1]), draft(&[1, 2], &[])], vec![vec![0], vec![1, 2]]),
            (vec![draft(&[0], &[1]), draft(&[2], &[1])], vec![vec![0], vec![2]]),
            (vec![draft(&[0], &[1]), draft(&[], &[])], vec![vec![0], vec![]]),
        ] {
            let mut drafts = drafts;
            drop_turned(&mut drafts);
            let victims: Vec<Vec<usize>> = drafts.into_iter().map(|draft| draft.victims).collect();
            assert_eq!(victims, expected);
        }
    }
}
