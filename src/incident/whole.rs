//! One campaign that is told twice: `hackers broke into the service`, `at least 40 organisations were hit`. What the article is about
//! and the number of all that were hit are then one series, not an incident beside a series.

use crate::record::Scope;

use super::Draft;

/// Joins a series to what the article is about, where both are of the same time, kind and attackers; `is_hit` says of a party whether
/// it was rather hit than not.
pub(super) fn join(drafts: &mut Vec<Draft>, is_hit: impl Fn(usize) -> bool) {
    let Some(at) = drafts.iter().position(|draft| draft.scope == Scope::Series && draft.attacks.is_some()) else {
        return;
    };
    if at == 0 || !is_one(&drafts[0], &drafts[at]) || drafts[0].victims.iter().any(|victim| is_hit(*victim)) {
        return;
    }
    let series = drafts.remove(at);
    let main = &mut drafts[0];
    main.scope = Scope::Series;
    main.attacks = series.attacks;
    main.victims = series.victims;
    main.time = main.time.take().or(series.time);
    main.types.extend(&series.types);
    main.sentences.extend(&series.sentences);
    for claim in series.claims {
        let known = main.claims.iter().any(|own| own.attacker == claim.attacker);
        if !known {
            main.claims.push(claim);
        }
    }
    append(&mut main.attackers, series.attackers);
    append(&mut main.events, series.events);
    append(&mut main.affected, series.affected);
    append(&mut main.data, series.data);
    append(&mut main.methods, series.methods);
    append(&mut main.reported_by, series.reported_by);
    for sum in series.amounts {
        if main.amounts.iter().all(|own| own.amount != sum.amount) {
            main.amounts.push(sum);
        }
    }
}

/// Adds what is not there yet.
fn append(known: &mut Vec<usize>, more: Vec<usize>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// Whether a single incident and a series are the same: nothing that is told of both differs, and they are of one time, or the
/// incident has no victim of its own.
fn is_one(main: &Draft, series: &Draft) -> bool {
    let edtf = |draft: &Draft| draft.time.as_ref().and_then(|time| time.value.edtf.clone());
    let (own, theirs) = (edtf(main), edtf(series));
    let times = main.victims.is_empty() || own.is_some() && own == theirs;
    let kinds = series.types.is_empty() || !series.types.is_disjoint(&main.types);
    let covers = |all: &[usize], some: &[usize]| some.iter().all(|one| all.contains(one));
    let attackers = covers(&main.attackers, &series.attackers) || covers(&series.attackers, &main.attackers);
    main.scope == Scope::Single && times && kinds && attackers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::extract::amount::Quantity;
    use crate::record::IncidentType;
    use crate::text::Span;

    fn draft(scope: Scope, victims: &[usize], attackers: &[usize]) -> Draft {
        let attacks = (scope == Scope::Series).then(|| (Quantity::exact(40.into()), Span::new(0, 2)));
        let types = BTreeSet::from([IncidentType::DataBreach]);
        Draft { scope, types, victims: victims.to_vec(), attackers: attackers.to_vec(), attacks, ..Draft::new() }
    }

    #[test]
    fn a_campaign_that_is_told_twice_is_one_series() {
        for (victims, attackers, expected) in [
            // A gang without a victim, and the number of its victims.
            (&[][..], &[7][..], 1),
            // Somebody of its own, of whom no time tells that it is the whole.
            (&[3][..], &[7][..], 2),
            (&[][..], &[8][..], 2),
            // Somebody who was hit.
            (&[4][..], &[7][..], 2),
        ] {
            let mut drafts = vec![draft(Scope::Single, victims, attackers), draft(Scope::Series, &[5], &[7])];
            join(&mut drafts, |party| party == 4);
            assert_eq!(drafts.len(), expected, "{victims:?} {attackers:?}");
            let whole = drafts.iter().find(|draft| draft.attacks.is_some()).expect("a series");
            assert_eq!((whole.scope, &whole.victims[..]), (Scope::Series, &[5][..]));
        }
    }
}
