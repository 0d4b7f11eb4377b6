//! One gold incident against one of the program's, slot by slot.

use super::edtf;
use super::gold::{Given, GoldAttribution, GoldIncident, GoldName, GoldParty, GoldTime, GoldVulnerability};
use super::loose::{self, near, same};
use super::money;
use super::slot::{Finding, Found, Slot, list, scalar};
use crate::record::{Basis, Incident, Named, Party, PartyKind, Time};

/// Whether articles are read with a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// `time` holds.
    Yes,
    /// `time.undated` holds.
    No,
}

/// Every slot that `gold` scores but `part_of`, which needs the pairing; `found` is `None` where nothing was paired.
pub(super) fn incident(gold: &GoldIncident, found: Option<&Incident>, dated: Dated) -> Vec<Finding> {
    let mut out = Vec::new();
    if let Some(types) = &gold.types {
        let found_types = found.map_or(&[][..], |found| &found.types);
        let shown: Vec<_> = found_types.iter().map(|kind| Found::bare(kind.as_str())).collect();
        let names = types.iter().map(|kind| kind.as_str().to_owned()).collect();
        out.extend(list(Slot::Types, names, &shown, |at, other| types[at] == found_types[other], |_, _| false).0);
    }
    if let Some(scope) = gold.scope {
        let found = found.map(|found| found.scope);
        let shown = found.map(|scope| Found::bare(scope.as_str()));
        out.extend(scalar(Slot::Scope, Some(scope.as_str().to_owned()), shown, found == Some(scope)));
    }
    if let Some(status) = gold.status {
        let found = found.map(|found| found.status);
        let shown = found.map(|status| Found::bare(status.as_str()));
        out.extend(scalar(Slot::Status, Some(status.as_str().to_owned()), shown, found == Some(status)));
    }
    if let Some(attacks) = &gold.attacks {
        out.extend(money::attacks(attacks.as_ref(), found.and_then(|found| found.attacks.as_ref())));
    }
    if let Some(gold) = &gold.victims {
        let slots = [Slot::Victims, Slot::VictimKind, Slot::VictimCountry, Slot::VictimSector];
        out.extend(parties(slots, gold, found.map_or(&[], |found| &found.victims)));
    }
    if let Some(gold) = &gold.attackers {
        let slots = [Slot::Attackers, Slot::AttackerKind, Slot::AttackerCountry, Slot::AttackerSector];
        out.extend(parties(slots, gold, found.map_or(&[], |found| &found.attackers)));
    }
    out.extend(attribution(gold, found));
    out.extend(time(expected_time(&gold.time, dated), found.and_then(|found| found.time.as_ref())));
    out.extend(place(gold, found));
    if let Some(gold) = &gold.amounts {
        out.extend(money::amounts(gold, found.map_or(&[], |found| &found.amounts)));
    }
    if let Some(gold) = &gold.affected {
        out.extend(money::affected(gold, found.map_or(&[], |found| &found.affected)));
    }
    if let Some(gold) = &gold.data {
        out.extend(names(Slot::Data, gold, found.map_or(&[], |found| &found.data)));
    }
    out.extend(methods(gold, found));
    out.extend(vulnerabilities(gold, found));
    if let Some(gold) = &gold.reported_by {
        out.extend(names(Slot::ReportedBy, gold, found.map_or(&[], |found| &found.reported_by)));
    }
    out
}

/// The values of an incident that gold does not have: each is one too many.
pub(super) fn invented(found: &Incident) -> Vec<Finding> {
    let none = GoldIncident {
        types: Some(vec![]),
        victims: Some(vec![]),
        attackers: Some(vec![]),
        time: Some(None),
        amounts: Some(vec![]),
        affected: Some(vec![]),
        ..GoldIncident::default()
    };
    incident(&none, Some(found), Dated::Yes)
}

/// What gold says of the time, with or without a publication date.
fn expected_time(time: &Given<GoldTime>, dated: Dated) -> Option<Option<&GoldTime>> {
    match (time, dated) {
        (None, _) => None,
        (Some(None), _) => Some(None),
        (Some(Some(time)), Dated::Yes) => Some(Some(time)),
        (Some(Some(time)), Dated::No) => match &time.undated {
            Some(undated) => Some(undated.as_deref()),
            // Without the publication date there is another answer, which gold does not tell.
            None => (time.basis != Some(Basis::Published)).then_some(Some(time)),
        },
    }
}

fn time(gold: Option<Option<&GoldTime>>, found: Option<&Time>) -> Vec<Finding> {
    let Some(gold) = gold else { return Vec::new() };
    let found = found.filter(|found| found.edtf.is_some());
    let shown = found.map(|found| Found::new(found.edtf.clone().unwrap_or_default(), &found.span));
    let (Some(gold), found_edtf) = (gold, found.and_then(|found| found.edtf.clone()).unwrap_or_default()) else {
        return scalar(Slot::Time, None, shown, false).into_iter().collect();
    };
    let right = gold.edtf.as_ref() == Some(&found_edtf);
    let mut out: Vec<Finding> = scalar(Slot::Time, gold.edtf.clone(), shown, right).into_iter().collect();
    if let (false, Some(told), [finding]) = (right, &gold.edtf, &mut out[..]) {
        let days = |text: &str| edtf::days(text).ok();
        finding.partial = days(told).zip(days(&found_edtf)).is_some_and(|(told, found)| edtf::overlap(told, found));
    }
    if let (Some(basis), Some(found), true) = (gold.basis, found, right) {
        let shown = Found::new(basis_name(found.basis), &found.span);
        out.extend(scalar(Slot::TimeBasis, Some(basis_name(basis).to_owned()), Some(shown), basis == found.basis));
    }
    out
}

fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::Explicit => "explicit",
        Basis::Published => "published",
        Basis::Context => "context",
        Basis::Unresolved => "unresolved",
    }
}

/// A field of something whose name matched: scored where gold tells it, or tells that it is nothing.
fn field(slot: Slot, gold: Option<Option<String>>, found: Option<Found<'_>>) -> Option<Finding> {
    let gold = gold?;
    let same = match (&gold, &found) {
        (Some(gold), Some(found)) => loose::plain(gold) == loose::plain(&found.shown),
        _ => false,
    };
    scalar(slot, gold, found, same)
}

fn parties(slots: [Slot; 4], gold: &[GoldParty], found: &[Party]) -> Vec<Finding> {
    let [name, kind, country, sector] = slots;
    let shown: Vec<_> = found.iter().map(|party| Found::new(&party.name, &party.span)).collect();
    let golds = gold.iter().map(|party| party.name.clone()).collect();
    let (mut out, pairs) = list(
        name,
        golds,
        &shown,
        |at, other| same(&gold[at].name, &gold[at].aliases, &found[other].name),
        |at, other| near(&gold[at].name, &gold[at].aliases, &found[other].name),
    );
    for (gold, found) in pairs.into_iter().map(|(at, other)| (&gold[at], &found[other])) {
        let told = |text: &str| Found::new(text, &found.span);
        let gold_kind = gold.kind.map(|kind| kind.map(|kind| kind.as_str().to_owned()));
        // Who does not know what a party is says nothing of it, but where gold says so too.
        let known = found.kind != PartyKind::Unknown || gold.kind == Some(Some(PartyKind::Unknown));
        out.extend(field(kind, gold_kind, known.then(|| told(found.kind.as_str()))));
        out.extend(field(country, gold.country.clone(), found.country.as_deref().map(told)));
        let gold_sector = gold.sector.map(|sector| sector.map(|sector| sector.as_str().to_owned()));
        out.extend(field(sector, gold_sector, found.sector.map(|sector| told(sector.as_str()))));
    }
    out
}

fn attribution(gold: &GoldIncident, found: Option<&Incident>) -> Vec<Finding> {
    let Some(golds) = &gold.attribution else { return Vec::new() };
    let found = found.map_or(&[][..], |found| &found.attribution);
    let triple = |attacker: &str, by: Option<&str>, stance: &str| match by {
        Some(by) => format!("{attacker}, {stance} by {by}"),
        None => format!("{attacker}, {stance}"),
    };
    let shown: Vec<_> = found
        .iter()
        .map(|found| Found::new(triple(&found.attacker, found.by.as_deref(), found.stance.as_str()), &found.span))
        .collect();
    let names = golds.iter().map(|gold| {
        let by = gold.by.as_ref().and_then(Option::as_deref);
        triple(&gold.attacker, by, gold.stance.map_or("any stance", |stance| stance.as_str()))
    });
    // Other names of the attacker stand with the attackers.
    let aliases = |name: &str| {
        let parties = gold.attackers.iter().flatten();
        parties.filter(|party| party.name == name).flat_map(|party| &party.aliases).collect::<Vec<_>>()
    };
    let right = |at: usize, other: usize| {
        let (gold, found): (&GoldAttribution, _) = (&golds[at], &found[other]);
        let by = match (&gold.by, &found.by) {
            (None, _) | (Some(None), None) => true,
            (Some(Some(by)), Some(found)) => same(by, gold.by_aliases.iter().chain(aliases(by)), found),
            _ => false,
        };
        by && same(&gold.attacker, aliases(&gold.attacker), &found.attacker)
            && gold.stance.is_none_or(|stance| stance == found.stance)
    };
    let attacker = |at: usize, other: usize| {
        let (gold, found): (&GoldAttribution, _) = (&golds[at], &found[other]);
        same(&gold.attacker, aliases(&gold.attacker), &found.attacker)
    };
    list(Slot::Attribution, names.collect(), &shown, right, attacker).0
}

fn place(gold: &GoldIncident, found: Option<&Incident>) -> Vec<Finding> {
    let Some(gold) = &gold.place else { return Vec::new() };
    let found = found.and_then(|found| found.place.as_ref());
    let right = matches!((gold, found), (Some(gold), Some(found)) if same(&gold.name, &gold.aliases, &found.name));
    let shown = found.map(|found| Found::new(&found.name, &found.span));
    let mut out: Vec<Finding> =
        scalar(Slot::Place, gold.as_ref().map(|gold| gold.name.clone()), shown, right).into_iter().collect();
    if let (false, Some(gold), Some(found), [finding]) = (right, gold, found, &mut out[..]) {
        finding.partial = near(&gold.name, &gold.aliases, &found.name);
    }
    if let (Some(gold), Some(found), true) = (gold, found, right) {
        let shown = found.country.as_deref().map(|country| Found::new(country, &found.span));
        out.extend(field(Slot::PlaceCountry, gold.country.clone(), shown));
    }
    out
}

fn names(slot: Slot, gold: &[GoldName], found: &[Named]) -> Vec<Finding> {
    let shown: Vec<_> = found.iter().map(|named| Found::new(&named.name, &named.span)).collect();
    let golds = gold.iter().map(|name| name.name().to_owned()).collect();
    list(
        slot,
        golds,
        &shown,
        |at, other| same(gold[at].name(), gold[at].aliases(), &found[other].name),
        |at, other| near(gold[at].name(), gold[at].aliases(), &found[other].name),
    )
    .0
}

fn methods(gold: &GoldIncident, found: Option<&Incident>) -> Vec<Finding> {
    let Some(gold) = &gold.methods else { return Vec::new() };
    let found = found.map_or(&[][..], |found| &found.methods);
    let shown: Vec<_> = found.iter().map(|method| Found::new(&method.name, &method.span)).collect();
    let golds = gold.iter().map(|method| method.name.clone()).collect();
    let (mut out, pairs) = list(
        Slot::Methods,
        golds,
        &shown,
        |at, other| same(&gold[at].name, &gold[at].aliases, &found[other].name),
        |at, other| near(&gold[at].name, &gold[at].aliases, &found[other].name),
    );
    for (gold, found) in pairs.into_iter().map(|(at, other)| (&gold[at], &found[other])) {
        let kind = gold.kind.map(|kind| kind.map(|kind| kind.as_str().to_owned()));
        out.extend(field(Slot::MethodKind, kind, Some(Found::new(found.kind.as_str(), &found.span))));
    }
    out
}

fn vulnerabilities(gold: &GoldIncident, found: Option<&Incident>) -> Vec<Finding> {
    let Some(gold) = &gold.vulnerabilities else { return Vec::new() };
    let found = found.map_or(&[][..], |found| &found.vulnerabilities);
    let shown = found.iter().map(|flaw| {
        let name = flaw.id.as_deref().or(flaw.name.as_deref()).unwrap_or("unnamed");
        Found::new(name, &flaw.span)
    });
    let golds = gold.iter().map(|flaw| flaw.id.clone().or(flaw.name.clone()).unwrap_or_default()).collect();
    let right = |at: usize, other: usize| {
        let (gold, found): (&GoldVulnerability, _) = (&gold[at], &found[other]);
        match (&gold.id, &gold.name) {
            (Some(id), _) => found.id.as_ref().is_some_and(|found| found.eq_ignore_ascii_case(id)),
            (None, Some(name)) => found.name.as_ref().is_some_and(|found| same(name, &gold.aliases, found)),
            (None, None) => false,
        }
    };
    let (mut out, pairs) = list(Slot::Vulnerabilities, golds, &shown.collect::<Vec<_>>(), right, |_, _| false);
    for (gold, found) in pairs.into_iter().map(|(at, other)| (&gold[at], &found[other])) {
        let told = |text: &String| Found::new(text, &found.span);
        out.extend(field(Slot::Product, gold.product.clone(), found.product.as_ref().map(told)));
        out.extend(field(Slot::Version, gold.version.clone(), found.version.as_ref().map(told)));
    }
    out
}
