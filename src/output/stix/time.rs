//! When it happened, as STIX tells it: a start, perhaps an end, and how finely each is known.

use jiff::civil::Date;
use serde_json::Value;

use super::object::instant;
use crate::record::Incident;

/// From when to when.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Period {
    start: (Date, &'static str),
    end: Option<(Date, &'static str)>,
}

impl Period {
    /// Of an incident whose first and last possible days are known. A whole day, month or year is one start of that
    /// fidelity; anything else is a first and a last day.
    pub(super) fn of(incident: &Incident) -> Option<Self> {
        let time = incident.time.as_ref()?;
        let earliest = time.earliest.as_deref()?.parse().ok()?;
        Some(Self::between(earliest, time.latest.as_deref()?.parse().ok()?))
    }

    fn between(earliest: Date, latest: Date) -> Self {
        let fidelity = match () {
            () if earliest == latest => Some("day"),
            () if earliest.first_of_month() == earliest && latest == earliest.last_of_month() => Some("month"),
            () if earliest.first_of_year() == earliest && latest == earliest.last_of_year() => Some("year"),
            () => None,
        };
        match fidelity {
            Some(fidelity) => Self { start: (earliest, fidelity), end: None },
            None => Self { start: (earliest, "day"), end: Some((latest, "day")) },
        }
    }

    /// Into the properties of an object.
    pub(super) fn write(&self, properties: &mut Value) {
        let sides = [("start_time", Some(self.start)), ("end_time", self.end)];
        for (side, day, fidelity) in
            sides.into_iter().filter_map(|(side, told)| told.map(|(day, how)| (side, day, how)))
        {
            properties[side] = instant(&day.to_string()).into();
            properties[format!("{side}_fidelity")] = fidelity.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_units_are_one_start() {
        for (earliest, latest, fidelity, end) in [
            ("2024-02-29", "2024-02-29", "day", None),
            ("2024-02-01", "2024-02-29", "month", None),
            ("2020-01-01", "2020-12-31", "year", None),
            ("2024-02-01", "2024-02-28", "day", Some("2024-02-28")),
            ("2017-01-01", "2018-12-31", "day", Some("2018-12-31")),
        ] {
            let period = Period::between(earliest.parse().unwrap(), latest.parse().unwrap());
            let ends = (period.start.1, period.end.map(|(day, _)| day.to_string()));
            assert_eq!(ends, (fidelity, end.map(str::to_owned)), "{earliest} {latest}");
        }
    }
}
