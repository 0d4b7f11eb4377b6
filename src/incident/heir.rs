//! What belongs to a draft that is no incident passes to one that is: `The regulator was told on Monday. Names and addresses were
//! taken.` is about the break-in, though no sentence of the break-in lists them.

use crate::record::{AmountRole, IncidentType, Scope};

use super::{Claim, Draft, Story};

/// Gives data, methods, flaws, counts, sums, attackers and sources of the drafts that are not kept to the nearest of those that are.
pub(super) fn pass_on(story: &Story<'_>, drafts: &mut [Draft], keep: &[bool]) {
    if !keep.contains(&true) {
        return;
    }
    for left in (0..drafts.len()).filter(|at| !keep[*at]) {
        let data = std::mem::take(&mut drafts[left].data);
        for entity in data {
            let heir = heir(story, drafts, keep, left, entity).filter(|heir| holds_data(&drafts[*heir]));
            inherit(story, heir.map(|heir| &mut drafts[heir].data), entity);
        }
        let methods = std::mem::take(&mut drafts[left].methods);
        for entity in methods {
            let heir = heir(story, drafts, keep, left, entity);
            inherit(story, heir.map(|heir| &mut drafts[heir].methods), entity);
        }
        let flaws = std::mem::take(&mut drafts[left].vulnerabilities);
        let (product, version) = (drafts[left].product, drafts[left].version);
        for entity in flaws {
            let Some(heir) = heir(story, drafts, keep, left, entity).map(|heir| &mut drafts[heir]) else { continue };
            if heir.product.is_none() {
                (heir.product, heir.version) = (product, version);
            }
            inherit(story, Some(&mut heir.vulnerabilities), entity);
        }
        let counts = std::mem::take(&mut drafts[left].affected);
        for amount in counts {
            let span = story.mentions.amounts[amount].span;
            let Some(heir) = heir_at(story, drafts, keep, left, span.start) else { continue };
            if drafts[heir].affected.is_empty() {
                drafts[heir].affected.push(amount);
            }
        }
        let alone = keep.iter().filter(|keep| **keep).count() == 1;
        let sums = std::mem::take(&mut drafts[left].amounts);
        for sum in sums {
            let at = story.mentions.amounts[sum.amount].span.start;
            let heir = heir_at(story, drafts, keep, left, at)
                .filter(|heir| is_of(story, &drafts[left], &drafts[*heir]) && (alone || is_firm(sum.role)));
            let Some(heir) = heir.map(|heir| &mut drafts[heir]) else { continue };
            if !heir.amounts.iter().any(|own| own.role == sum.role) {
                heir.amounts.push(sum);
            }
        }
        pass_attackers(story, drafts, keep, left);
        pass_sources(story, drafts, keep, left);
    }
}

/// Gives who did it to an heir of whom the text names nobody that did it: `Tracers see the marks of a gang` tells of no theft of its own.
fn pass_attackers(story: &Story<'_>, drafts: &mut [Draft], keep: &[bool], left: usize) {
    let attackers = std::mem::take(&mut drafts[left].attackers);
    let claims = std::mem::take(&mut drafts[left].claims);
    let passed = attackers.clone();
    for attacker in attackers {
        let own: Vec<Claim> = claims.iter().filter(|claim| claim.attacker == attacker).cloned().collect();
        let named = || story.parties.list[attacker].mentions.first().copied();
        let Some(span) = own.first().map(|claim| claim.span).or_else(named) else { continue };
        let Some(heir) = heir_at(story, drafts, keep, left, span.start) else { continue };
        let told = (0..drafts.len()).any(|at| keep[at] && drafts[at].attackers.contains(&attacker));
        let heir = &mut drafts[heir];
        let free = heir.attackers.iter().all(|other| passed.contains(other));
        if free && !told && !heir.victims.contains(&attacker) {
            heir.attackers.push(attacker);
            heir.claims.extend(own);
        }
    }
}

/// Gives the sources that are cited for it to an heir.
fn pass_sources(story: &Story<'_>, drafts: &mut [Draft], keep: &[bool], left: usize) {
    for party in std::mem::take(&mut drafts[left].reported_by) {
        let Some(span) = story.parties.list[party].mentions.first().copied() else { continue };
        let Some(heir) = heir_at(story, drafts, keep, left, span.start).map(|heir| &mut drafts[heir]) else { continue };
        let known = [&heir.reported_by, &heir.victims, &heir.attackers].iter().any(|list| list.contains(&party));
        if !known {
            heir.reported_by.push(party);
        }
    }
}

/// Whether a sum of a role is mostly that of the incident told before it: costs, ransoms paid and what came back are often of others.
fn is_firm(role: AmountRole) -> bool {
    !matches!(role, AmountRole::Damage | AmountRole::Recovered | AmountRole::RansomPaid)
}

/// Whether what is told of a draft may be told of its heir: nobody else is named whom it hit, and neither counts the other.
fn is_of(story: &Story<'_>, left: &Draft, heir: &Draft) -> bool {
    let named = |victim: &usize| story.parties.list[*victim].named;
    let shared = left.victims.iter().any(|victim| heir.victims.contains(victim));
    left.scope == heir.scope && (shared || !left.victims.iter().any(named))
}

/// A series and its parts are done by the same means: where the text tells them of one, they are those of the other.
pub(super) fn share_methods(drafts: &mut [Draft]) {
    for part in 0..drafts.len() {
        let Some(whole) = drafts[part].part_of else { continue };
        if drafts[part].methods.is_empty() {
            drafts[part].methods = drafts[whole].methods.clone();
        } else if drafts[whole].methods.is_empty() {
            drafts[whole].methods = drafts[part].methods.clone();
        }
    }
}

/// The parts of a series are the work of those who did the series (195 of 217 gold parts), where the text names nobody else.
pub(super) fn share_attackers(drafts: &mut [Draft]) {
    for part in 0..drafts.len() {
        let Some(whole) = drafts[part].part_of else { continue };
        let hit = |attacker: &usize| drafts[part].victims.contains(attacker);
        if drafts[part].attackers.is_empty() && !drafts[whole].attackers.iter().any(hit) {
            drafts[part].attackers = drafts[whole].attackers.clone();
            drafts[part].claims = drafts[whole].claims.clone();
        }
    }
}

/// How many incidents of one article a flaw is shared by: of more, not every one came about through it.
const FEW: usize = 3;

/// How many days may lie between two incidents that were done through one flaw.
const YEAR: i32 = 366;

/// Gives the flaw of one incident to those that were done through it: news of the flaw, and the few others of the article (54 of 67 gold
/// incidents beside one with a flaw), unless they are of another year.
pub(super) fn share_flaws(drafts: &mut [Draft]) {
    let Some(donor) = drafts.iter().position(|draft| !draft.vulnerabilities.is_empty()) else { return };
    let (few, first) = (drafts.len() <= FEW, drafts[donor].clone());
    let news =
        |kind: &IncidentType| matches!(kind, IncidentType::VulnerabilityDisclosure | IncidentType::VulnerabilityPatch);
    for draft in drafts.iter_mut().filter(|draft| draft.vulnerabilities.is_empty()) {
        if few && are_near(draft, &first) || draft.types.iter().any(news) {
            draft.vulnerabilities.clone_from(&first.vulnerabilities);
            (draft.product, draft.version) = (first.product, first.version);
        }
    }
}

/// Whether at most a year lies between two incidents, as far as their times are told.
fn are_near(one: &Draft, other: &Draft) -> bool {
    one.days()
        .zip(other.days())
        .is_none_or(|(one, other)| (one.0 - other.1).get_days() <= YEAR && (other.0 - one.1).get_days() <= YEAR)
}

/// Adds what is named to a list, once.
fn inherit(story: &Story<'_>, list: Option<&mut Vec<usize>>, entity: usize) {
    let Some(list) = list else { return };
    let name = |index: usize| &story.mentions.entities[index].value.name;
    if !list.iter().any(|own| name(*own).eq_ignore_ascii_case(name(entity))) {
        list.push(entity);
    }
}

/// The kept draft that a thing of another draft is of: one of the same victim, else the one told last before it.
fn heir(story: &Story<'_>, drafts: &[Draft], keep: &[bool], left: usize, entity: usize) -> Option<usize> {
    heir_at(story, drafts, keep, left, story.mentions.entities[entity].span.start)
}

/// The same for what stands at byte `at`.
fn heir_at(story: &Story<'_>, drafts: &[Draft], keep: &[bool], left: usize, at: usize) -> Option<usize> {
    let sentence = story.doc.sentence_at(at)?;
    let kept = || (0..drafts.len()).filter(|at| keep[*at]);
    let shares = |at: &usize| drafts[*at].victims.iter().any(|victim| drafts[left].victims.contains(victim));
    let single = |at: &usize| drafts[*at].scope == Scope::Single;
    // What stands behind is told later: twice as far.
    let away = |at: &usize| {
        let far = |own: &usize| if *own > sentence { 2 * (own - sentence) } else { sentence - own };
        drafts[*at].sentences.iter().map(far).min().unwrap_or(usize::MAX)
    };
    kept().find(shares).or_else(|| kept().filter(single).min_by_key(away)).or_else(|| kept().next())
}

/// Whether data may be part of it.
fn holds_data(draft: &Draft) -> bool {
    !draft.data.is_empty()
        || [IncidentType::DataBreach, IncidentType::Extortion, IncidentType::Intrusion, IncidentType::Phishing]
            .iter()
            .any(|kind| draft.types.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn data_of_no_incident_are_of_the_one_before() {
        let text = "Chess site robbed\n\nHackers stole the data of 40,000 members of the chess site Peckwell on 3 May 2021.\n\n\
                    Investigators looked into an intrusion at a contractor. Names, email addresses and hashed passwords were exposed.";
        let published = "2021-06-01".parse().ok();
        let article = Article { id: "t".into(), text: text.into(), published, ..Article::default() };
        let record = Pipeline::new().record(&article);
        let data: Vec<&str> = record.incidents[0].data.iter().map(|data| data.name.as_str()).collect();
        assert_eq!((record.incidents.len(), data), (1, vec!["Names", "email addresses", "hashed passwords"]));
    }

    #[test]
    fn sums_of_no_incident_are_of_the_one_before() {
        let text =
            "Quornex Bridge drained, withdrawals halted\n\n**13:05** The foundation puts the loss at $62 million.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let sums: Vec<_> = record.incidents[0].amounts.iter().filter_map(|sum| sum.value).collect();
        assert_eq!((record.incidents.len(), sums), (1, vec![62_000_000.into()]));
    }

    #[test]
    fn parts_are_the_work_of_those_who_did_the_series() {
        let with = |attackers: Vec<usize>, victims: Vec<usize>, part_of: Option<usize>| {
            let mut draft = Draft::new();
            (draft.attackers, draft.victims, draft.part_of) = (attackers, victims, part_of);
            draft
        };
        let mut drafts = [
            with(vec![7], vec![], None),
            with(vec![], vec![1], Some(0)),
            with(vec![8], vec![2], Some(0)),
            with(vec![], vec![7], Some(0)),
            with(vec![], vec![3], None),
        ];
        share_attackers(&mut drafts);
        let did: Vec<&[usize]> = drafts.iter().map(|draft| draft.attackers.as_slice()).collect();
        assert_eq!(did, [&[7][..], &[7], &[8], &[], &[]]);
    }
}
