//! Values of a record in a few words: `at least 10 million users`, `58 million XEM (USD 534 million)`.

use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use crate::record::{Affected, AmountRole, Basis, Bound, Count, Incident, Party, Scope, Status, Sum, Time};

/// `571 million`, `1,234`
pub(crate) fn number(value: Decimal) -> String {
    for (unit, name) in
        [(dec!(1_000_000_000_000), "trillion"), (dec!(1_000_000_000), "billion"), (dec!(1_000_000), "million")]
    {
        let scaled = (value / unit).normalize();
        if scaled >= Decimal::ONE && scaled.scale() <= 3 {
            return format!("{scaled} {name}");
        }
    }
    let plain = value.normalize().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

/// `88%`
pub(crate) fn percent(part: Decimal) -> String {
    format!("{}%", (part * dec!(100)).round().normalize())
}

/// `about 5`, `10–15 million`
pub(crate) fn bounded(value: Decimal, bound: Bound, upper: Option<Decimal>) -> String {
    let value = number(value);
    match (bound, upper) {
        (Bound::Exact, _) => value,
        (Bound::About, _) => format!("about {value}"),
        (Bound::AtLeast, _) => format!("at least {value}"),
        (Bound::AtMost, _) => format!("up to {value}"),
        (Bound::Range, Some(upper)) => format!("{value} to {}", number(upper)),
        (Bound::Range, None) => format!("from {value}"),
    }
}

/// `attempted theft, extortion`, `theft, series of about 5`
pub(crate) fn what(incident: &Incident) -> String {
    let types: Vec<String> = incident.types.iter().map(|kind| kind.as_str().replace('_', " ")).collect();
    let status = match incident.status {
        Status::Occurred => "",
        Status::Attempted => "attempted ",
        Status::Threatened => "threatened ",
        Status::Denied => "denied ",
    };
    let series = match (incident.scope, &incident.attacks) {
        (Scope::Single, _) => String::new(),
        (Scope::Series, None) => ", series".to_owned(),
        (Scope::Series, Some(Count { value, bound, upper, .. })) => {
            format!(", series of {}", bounded(*value, *bound, *upper))
        }
    };
    format!("{status}{}{series}", types.join(", "))
}

/// `USD 571 million`, `ransom demanded 50 BTC (USD 2.7 million)`
pub(crate) fn sum(sum: &Sum) -> String {
    match sum.role {
        AmountRole::Stolen => worth(sum),
        role => format!("{} {}", role.as_str().replace('_', " "), worth(sum)),
    }
}

/// `USD 571 million`, `50 BTC (USD 2.7 million)`
pub(crate) fn worth(sum: &Sum) -> String {
    let currency = sum.currency.as_deref().map(|currency| format!("{currency} ")).unwrap_or_default();
    let money = sum.value.map(|value| {
        let amount = bounded(value, sum.bound, sum.upper);
        match amount.find(|first: char| first.is_ascii_digit()) {
            Some(at) => format!("{}{currency}{}", &amount[..at], &amount[at..]),
            None => amount,
        }
    });
    let asset = sum.asset.as_ref().map(|asset| match asset.quantity {
        Some(quantity) => format!("{} {}", number(quantity), asset.symbol),
        None => asset.symbol.clone(),
    });
    match (asset, money) {
        (Some(asset), Some(money)) => format!("{asset} ({money})"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "an amount not told".to_owned(),
    }
}

/// `at least 10,000 users`
pub(super) fn affected(affected: &Affected) -> String {
    format!("{} {}", bounded(affected.value, affected.bound, affected.upper), affected.unit)
}

/// `Coincheck (JP); Bithumb`
pub(super) fn victims(incident: &Incident) -> String {
    let victims: Vec<String> = incident.victims.iter().map(party).collect();
    victims.join("; ")
}

/// `Coincheck (JP)`
pub(super) fn party(party: &Party) -> String {
    match &party.country {
        Some(country) => format!("{} ({country})", party.name),
        None => party.name.clone(),
    }
}

/// `USD 571 million; at least 10,000 users`
pub(super) fn how_much(incident: &Incident) -> String {
    let amounts = incident.amounts.iter().map(sum).chain(incident.affected.iter().map(affected));
    amounts.collect::<Vec<_>>().join("; ")
}

/// `theft: Coincheck (JP)`
pub(super) fn headline(incident: &Incident) -> String {
    [what(incident), victims(incident)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// `theft: Coincheck (JP). How much: USD 534 million. When: 2018-01. By: North Korea (alleged by UN panel).`
pub(super) fn summary(incident: &Incident) -> String {
    let mut summary = format!("{}.", headline(incident));
    for (slot, words) in [
        ("How much", how_much(incident)),
        ("When", incident.time.as_ref().map(when).unwrap_or_default()),
        ("By", by_whom(incident)),
    ] {
        if !words.is_empty() {
            summary.push_str(&format!(" {slot}: {words}."));
        }
    }
    summary
}

/// `2018-09 (publication date)`
pub(crate) fn when(time: &Time) -> String {
    let said = || format!("“{}”", time.span.text);
    match (time.edtf.clone(), time.basis) {
        (Some(edtf), Basis::Explicit) => edtf,
        (Some(edtf), Basis::Published) => format!("{edtf} (by publication date)"),
        (Some(edtf), Basis::Context) => format!("{edtf} (by context)"),
        (Some(edtf), Basis::Unresolved) => format!("{edtf} (unresolved)"),
        (None, _) => said(),
    }
}

/// `North Korea (alleged by UN panel of experts)`
pub(crate) fn by_whom(incident: &Incident) -> String {
    let mut parts: Vec<String> = incident
        .attribution
        .iter()
        .map(|attribution| {
            let by = attribution.by.as_deref().filter(|by| *by != attribution.attacker);
            let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{} ({}{by})", attribution.attacker, attribution.stance.as_str())
        })
        .collect();
    let told = |name: &str| incident.attribution.iter().any(|attribution| attribution.attacker == name);
    parts.extend(incident.attackers.iter().map(|party| party.name.clone()).filter(|name| !told(name)));
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_easily() {
        for (value, expected) in [
            (dec!(571000000), "571 million"),
            (dec!(2700000.0), "2.7 million"),
            (dec!(534567890), "534,567,890"),
            (dec!(1000000000), "1 billion"),
            (dec!(12345.50), "12,345.5"),
            (dec!(-1234), "-1,234"),
            (dec!(-123456), "-123,456"),
            (dec!(7), "7"),
            (dec!(0.25), "0.25"),
        ] {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn bounds_are_words() {
        for (bound, upper, expected) in [
            (Bound::Exact, None, "5"),
            (Bound::About, None, "about 5"),
            (Bound::AtLeast, None, "at least 5"),
            (Bound::AtMost, None, "up to 5"),
            (Bound::Range, Some(dec!(7)), "5 to 7"),
        ] {
            assert_eq!(bounded(dec!(5), bound, upper), expected);
        }
    }
}
