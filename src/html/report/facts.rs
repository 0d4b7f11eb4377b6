//! An incident as facts: each a question, an answer in a few words, and the words of the article behind it.

use crate::extract::entity::country_name;
use crate::html::kind::Kind;
use crate::output::phrase;
use crate::record::{
    Affected, Attribution, Basis, Count, Evidence, Incident, Party, Sector, Stance, Sum, Time, Warning,
};

/// One answer.
pub(super) struct Fact<'a> {
    /// Which question it answers; facts of one question stand together.
    pub(super) question: &'static str,
    pub(super) kind: Kind,
    /// What the words are, as the text itself is labelled.
    pub(super) label: String,
    pub(super) answer: String,
    /// What else is known of it.
    pub(super) note: String,
    pub(super) words: &'a Evidence,
}

/// Every value of `incident` that names its words, in the order of a card.
pub(super) fn of(incident: &Incident) -> Vec<Fact<'_>> {
    let mut facts: Vec<Fact<'_>> = Vec::new();
    facts.extend(incident.victims.iter().map(|one| party("Who", Kind::Victim, one)));
    facts.extend(incident.attacks.iter().map(attacks));
    facts.extend(incident.amounts.iter().map(sum));
    facts.extend(incident.affected.iter().map(affected));
    facts.extend(incident.time.iter().map(time));
    facts.extend(incident.place.iter().map(|place| {
        let country = place.country.as_deref().map(country).filter(|name| *name != place.name);
        fact("Where", Kind::Place, place.name.clone(), country.unwrap_or_default(), &place.span)
    }));
    facts.extend(incident.attackers.iter().map(|one| party("By whom", Kind::Attacker, one)));
    facts.extend(incident.attribution.iter().map(attribution));
    let methods = incident.methods.iter();
    facts.extend(
        methods.map(|one| fact("How", Kind::Method, one.name.clone(), one.kind.as_str().to_owned(), &one.span)),
    );
    facts.extend(incident.vulnerabilities.iter().map(|flaw| {
        let name = flaw.id.as_ref().or(flaw.name.as_ref()).cloned().unwrap_or_else(|| "a flaw".to_owned());
        let name_too = flaw.id.as_ref().and(flaw.name.as_ref());
        let note = [name_too, flaw.product.as_ref(), flaw.version.as_ref()].into_iter().flatten().cloned();
        Fact {
            label: "flaw".to_owned(),
            ..fact("Flaw", Kind::Method, name, note.collect::<Vec<_>>().join(" · "), &flaw.span)
        }
    }));
    facts.extend(incident.data.iter().map(|one| fact("Data", Kind::Data, one.name.clone(), String::new(), &one.span)));
    facts.extend(
        incident
            .reported_by
            .iter()
            .map(|one| fact("Sources", Kind::Source, one.name.clone(), String::new(), &one.span)),
    );
    facts
}

/// The facts of warnings that quote the article.
pub(super) fn of_warnings(warnings: &[Warning]) -> Vec<Fact<'_>> {
    let quoted = warnings.iter().filter_map(|warning| Some((warning, warning.span.as_ref()?)));
    quoted
        .map(|(warning, words)| fact("Warning", Kind::Warning, warning.message.clone(), String::new(), words))
        .collect()
}

fn fact<'a>(question: &'static str, kind: Kind, answer: String, note: String, words: &'a Evidence) -> Fact<'a> {
    Fact { question, kind, label: kind.as_str().to_owned(), answer, note, words }
}

fn country(code: &str) -> String {
    country_name(code).unwrap_or(code).to_owned()
}

fn party<'a>(question: &'static str, kind: Kind, party: &'a Party) -> Fact<'a> {
    let sector = party.sector.map(|sector| match sector {
        Sector::ECommerce => "e-commerce".to_owned(),
        sector => sector.as_str().replace('_', " "),
    });
    let country = party.country.as_deref().map(country).filter(|name| *name != party.name);
    let note = [sector, country].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    fact(question, kind, party.name.clone(), note, &party.span)
}

fn attacks(count: &Count) -> Fact<'_> {
    let times = phrase::bounded(count.value, count.bound, count.upper);
    let attacks = fact("How often", Kind::Affected, format!("{times} attacks"), String::new(), &count.span);
    Fact { label: "attacks".to_owned(), ..attacks }
}

fn sum(sum: &Sum) -> Fact<'_> {
    let role = sum.role.as_str().replace('_', " ");
    let equivalents = sum.equivalents.iter().map(|one| format!("{} {}", one.currency, phrase::number(one.value)));
    let equivalents = equivalents.collect::<Vec<_>>().join(", ");
    let note = if equivalents.is_empty() { role.clone() } else { format!("{role} · also told as {equivalents}") };
    Fact { label: role, ..fact("How much", Kind::Amount, phrase::worth(sum), note, &sum.span) }
}

fn affected(affected: &Affected) -> Fact<'_> {
    let answer = format!("{} {}", phrase::bounded(affected.value, affected.bound, affected.upper), affected.unit);
    fact("Affected", Kind::Affected, answer, String::new(), &affected.span)
}

fn time(time: &Time) -> Fact<'_> {
    let basis = match time.basis {
        Basis::Explicit => "as the text says",
        Basis::Published => "counted from the publication date",
        Basis::Context => "completed from another date of the article",
        Basis::Unresolved => "not resolved to a date",
    };
    let answer = time.edtf.as_deref().map_or_else(|| format!("“{}”", time.span.text), super::when::words);
    let note = time.edtf.as_deref().map_or_else(|| basis.to_owned(), |edtf| format!("{edtf} · {basis}"));
    fact("When", Kind::Time, answer, note, &time.span)
}

fn attribution(attribution: &Attribution) -> Fact<'_> {
    let Attribution { attacker, by, stance, span } = attribution;
    let note = match stance {
        Stance::Confirmed => format!("says that it was {attacker}"),
        Stance::Alleged => format!("alleges that it was {attacker}"),
        Stance::Suspected => format!("suspects {attacker}"),
        Stance::Claimed if by.as_ref() == Some(attacker) => "claims to have done it".to_owned(),
        Stance::Claimed => format!("says that {attacker} claims it"),
        Stance::Denied => format!("denies that it was {attacker}"),
    };
    let by = by.clone().unwrap_or_else(|| "The article itself".to_owned());
    let label = stance.as_str().to_owned();
    Fact { label, ..fact("According to", Kind::Attribution, by, note, span) }
}
