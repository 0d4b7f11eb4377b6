//! What was tried in vain, and what those whom it should have hit say did not happen: `The orders were spotted and stopped; not a
//! cent was lost`, `The bank rejected the claim: there had been no intrusion`.

use std::collections::BTreeSet;

use super::super::{Draft, Story};
use super::Filled;
use super::telling::{DENYING, VAIN, Whose};
use crate::record::{IncidentType, Scope, Status};

/// Gives incidents that the rules take for facts the status that their paragraphs tell.
pub(in super::super) fn settle(story: &Story<'_>, filled: &mut Filled) {
    let doubted = |draft: &Draft| draft.scope == Scope::Single && draft.status == Status::Occurred;
    if !filled.drafts.iter().any(doubted) {
        return;
    }
    let main = filled.main();
    let told = |at: usize| of(&filled.drafts[at], &filled.tellings.around(story, &filled.drafts, at, Some(at) == main));
    let told: Vec<Option<Status>> = (0..filled.drafts.len()).map(told).collect();
    for (draft, told) in filled.drafts.iter_mut().zip(told) {
        if let Some(status) = told.filter(|_| doubted(draft)) {
            draft.status = status;
        }
    }
}

/// The status that what is told around an incident says. One phrase proves nothing: no money is lost in many a breach, and attackers
/// deny, too.
fn of(draft: &Draft, around: &BTreeSet<(&'static str, Whose)>) -> Option<Status> {
    let own = |name: &'static str| around.contains(&(name, Whose::Own));
    let here = |name: &'static str| own(name) || around.contains(&(name, Whose::Shared));
    // Whoever says it in several ways needs no verb for it.
    let nothing = DENYING.iter().filter(|name| here(name) || around.contains(&(**name, Whose::Nobodys))).count();
    if here("a denial") && nothing > 0 || DENYING.iter().any(|name| here(name)) && nothing > 1 {
        return Some(Status::Denied);
    }
    // Whoever has data has not failed, whatever else was tried.
    let had = [IncidentType::DataBreach, IncidentType::Intrusion].iter().any(|kind| draft.types.contains(kind));
    let vain = VAIN.iter().filter(|name| own(name)).count();
    let tried = vain > 1 || vain > 0 && own("an attempt");
    (tried && !had && !here("a success")).then_some(Status::Attempted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_phrases_tell_the_status() {
        use Whose::{Nobodys, Own, Shared};
        for (around, expected) in [
            (vec![("a denial", Shared), ("no attack", Nobodys)], Some(Status::Denied)),
            (vec![("a denial", Nobodys), ("no attack", Own)], None),
            (vec![("a denial", Own)], None),
            (vec![("a denial", Own), ("not ours", Own)], Some(Status::Denied)),
            (vec![("no attack", Own), ("no sign", Nobodys)], Some(Status::Denied)),
            (vec![("no attack", Own)], None),
            (vec![("an attempt", Own), ("nothing lost", Own)], Some(Status::Attempted)),
            (vec![("foiled", Own), ("in time", Own)], Some(Status::Attempted)),
            (vec![("an attempt", Own), ("nothing lost", Shared)], None),
            (vec![("nothing lost", Own)], None),
            (vec![("an attempt", Own), ("failed", Own), ("a success", Own)], None),
        ] {
            assert_eq!(of(&Draft::new(), &around.iter().copied().collect()), expected, "{around:?}");
        }
        let mut draft = Draft::new();
        draft.types.insert(IncidentType::DataBreach);
        assert_eq!(of(&draft, &BTreeSet::from([("an attempt", Own), ("failed", Own)])), None);
    }
}
