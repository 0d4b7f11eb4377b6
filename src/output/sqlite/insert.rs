//! The rows of one record.

use rusqlite::{Connection, Result, ToSql, params};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::output::name_of;
use crate::record::{Affected, Evidence, Incident, Method, Named, Party, Record, Sum, Vulnerability, Warning};

/// Inserts the article, its incidents and all that belongs to them.
pub(super) fn record(db: &Connection, record: &Record) -> Result<()> {
    let article = &record.article;
    let key = insert(
        db,
        "INSERT INTO article (id, source, sha256, title, published, language) VALUES (?, ?, ?, ?, ?, ?)",
        params![article.id, article.source, article.sha256, article.title, article.published, article.language],
    )?;
    let article = Rows { db, article: key };
    let mut keys = vec![];
    for (at, incident) in record.incidents.iter().enumerate() {
        keys.push((incident.id.as_str(), article.incident(at, incident)?));
    }
    let key_of = |id: Option<&str>| keys.iter().find(|(known, _)| Some(*known) == id).map(|(_, key)| *key);
    for (incident, (_, key)) in record.incidents.iter().zip(&keys) {
        if let Some(whole) = key_of(incident.part_of.as_deref()) {
            insert(db, "UPDATE incident SET part_of = ? WHERE key = ?", params![whole, key])?;
        }
    }
    record.warnings.iter().try_for_each(|warning| article.warning(warning, key_of(warning.incident.as_deref())))
}

/// Runs one statement and gives the key of the row that it made.
fn insert(db: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<i64> {
    db.prepare_cached(sql)?.execute(values)?;
    Ok(db.last_insert_rowid())
}

/// The exact decimal, and the nearest float.
fn exact(value: Option<Decimal>) -> (Option<String>, Option<f64>) {
    let value = value.map(|value| value.normalize());
    (value.map(|value| value.to_string()), value.and_then(|value| value.to_f64()))
}

fn whole(value: Decimal) -> Option<i64> {
    value.round().to_i64()
}

fn place(at: usize) -> i64 {
    i64::try_from(at).map_or(i64::MAX, |at| at.saturating_add(1))
}

/// The rows of one article.
struct Rows<'a> {
    db: &'a Connection,
    article: i64,
}

impl Rows<'_> {
    fn evidence(&self, words: &Evidence) -> Result<i64> {
        let (start, end) = (i64::try_from(words.start).ok(), i64::try_from(words.end).ok());
        insert(
            self.db,
            "INSERT INTO evidence (article, start_offset, end_offset, text) VALUES (?, ?, ?, ?)",
            params![self.article, start, end, words.text],
        )
    }

    fn incident(&self, at: usize, incident: &Incident) -> Result<i64> {
        let (attacks, time, site) = (incident.attacks.as_ref(), incident.time.as_ref(), incident.place.as_ref());
        let spans = [attacks.map(|count| &count.span), time.map(|time| &time.span), site.map(|site| &site.span)];
        let [attacks_words, time_words, site_words] =
            spans.map(|span| span.map(|words| self.evidence(words)).transpose());
        let key = insert(
            self.db,
            "INSERT INTO incident (article, id, position, scope, status, attacks, attacks_upper, attacks_bound,
                attacks_evidence, time_edtf, earliest, latest, time_basis, time_evidence, place, place_country,
                place_evidence, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                self.article,
                incident.id,
                place(at),
                incident.scope.as_str(),
                incident.status.as_str(),
                attacks.and_then(|count| whole(count.value)),
                attacks.and_then(|count| whole(count.upper?)),
                attacks.map(|count| name_of(count.bound)),
                attacks_words?,
                time.and_then(|time| time.edtf.as_deref()),
                time.and_then(|time| time.earliest.as_deref()),
                time.and_then(|time| time.latest.as_deref()),
                time.map(|time| name_of(time.basis)),
                time_words?,
                site.map(|site| site.name.as_str()),
                site.and_then(|site| site.country.as_deref()),
                site_words?,
                incident.confidence.to_f64(),
            ],
        )?;
        for kind in &incident.types {
            let sql = "INSERT OR IGNORE INTO incident_type (incident, type) VALUES (?, ?)";
            insert(self.db, sql, params![key, kind.as_str()])?;
        }
        let of = |at: usize| Of { rows: self, incident: key, position: place(at) };
        for (role, parties) in [("victim", &incident.victims), ("attacker", &incident.attackers)] {
            each(parties, |at, party| of(at).party(role, party))?;
        }
        each(&incident.attribution, |at, claim| {
            let sql = "INSERT INTO attribution (incident, position, attacker, source, stance, evidence)
                VALUES (?, ?, ?, ?, ?, ?)";
            let words = self.evidence(&claim.span)?;
            insert(self.db, sql, params![key, place(at), claim.attacker, claim.by, claim.stance.as_str(), words])
        })?;
        each(&incident.amounts, |at, sum| of(at).sum(sum))?;
        each(&incident.affected, |at, count| of(at).affected(count))?;
        each(&incident.data, |at, named| of(at).named("data", named))?;
        each(&incident.methods, |at, method| of(at).method(method))?;
        each(&incident.reported_by, |at, named| of(at).named("reported_by", named))?;
        each(&incident.vulnerabilities, |at, flaw| of(at).vulnerability(flaw))?;
        Ok(key)
    }

    fn warning(&self, warning: &Warning, incident: Option<i64>) -> Result<()> {
        let words = warning.span.as_ref().map(|span| self.evidence(span)).transpose()?;
        insert(
            self.db,
            "INSERT INTO warning (article, incident, code, message, sum, total, currency, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                self.article,
                incident,
                warning.code.as_str(),
                warning.message,
                exact(warning.sum).0,
                exact(warning.total).0,
                warning.currency,
                words
            ],
        )?;
        Ok(())
    }
}

fn each<T>(list: &[T], mut row: impl FnMut(usize, &T) -> Result<i64>) -> Result<()> {
    list.iter().enumerate().try_for_each(|(at, item)| row(at, item).map(|_| ()))
}

/// A row of a list that belongs to an incident.
struct Of<'a> {
    rows: &'a Rows<'a>,
    incident: i64,
    position: i64,
}

impl Of<'_> {
    fn party(&self, role: &str, party: &Party) -> Result<i64> {
        let words = self.rows.evidence(&party.span)?;
        let sector = party.sector.map(|sector| sector.as_str());
        insert(
            self.rows.db,
            "INSERT INTO party (incident, role, position, name, kind, country, sector, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![self.incident, role, self.position, party.name, party.kind.as_str(), party.country, sector, words],
        )
    }

    fn sum(&self, sum: &Sum) -> Result<i64> {
        let words = self.rows.evidence(&sum.span)?;
        let asset = sum.asset.as_ref();
        let (value, value_real) = exact(sum.value);
        let (upper, upper_real) = exact(sum.upper);
        let (quantity, quantity_real) = exact(asset.and_then(|asset| asset.quantity));
        let key = insert(
            self.rows.db,
            "INSERT INTO amount (incident, position, role, value, value_real, upper, upper_real, bound, currency,
                asset, asset_name, quantity, quantity_real, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                self.incident,
                self.position,
                sum.role.as_str(),
                value,
                value_real,
                upper,
                upper_real,
                name_of(sum.bound),
                sum.currency,
                asset.map(|asset| asset.symbol.as_str()),
                asset.and_then(|asset| asset.name.as_deref()),
                quantity,
                quantity_real,
                words,
            ],
        )?;
        each(&sum.equivalents, |at, other| {
            let (value, real) = exact(Some(other.value));
            let sql = "INSERT INTO equivalent (amount, position, value, value_real, currency) VALUES (?, ?, ?, ?, ?)";
            insert(self.rows.db, sql, params![key, place(at), value, real, other.currency])
        })?;
        Ok(key)
    }

    fn affected(&self, count: &Affected) -> Result<i64> {
        let words = self.rows.evidence(&count.span)?;
        insert(
            self.rows.db,
            "INSERT INTO affected (incident, position, value, upper, bound, unit, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                self.incident,
                self.position,
                whole(count.value).unwrap_or(i64::MAX),
                count.upper.and_then(whole),
                name_of(count.bound),
                count.unit,
                words
            ],
        )
    }

    /// `table` is one of those with a name and its words.
    fn named(&self, table: &'static str, named: &Named) -> Result<i64> {
        let sql = format!("INSERT INTO {table} (incident, position, name, evidence) VALUES (?, ?, ?, ?)");
        let words = self.rows.evidence(&named.span)?;
        insert(self.rows.db, &sql, params![self.incident, self.position, named.name, words])
    }

    fn method(&self, method: &Method) -> Result<i64> {
        let words = self.rows.evidence(&method.span)?;
        insert(
            self.rows.db,
            "INSERT INTO method (incident, position, name, kind, evidence) VALUES (?, ?, ?, ?, ?)",
            params![self.incident, self.position, method.name, method.kind.as_str(), words],
        )
    }

    fn vulnerability(&self, flaw: &Vulnerability) -> Result<i64> {
        let words = self.rows.evidence(&flaw.span)?;
        insert(
            self.rows.db,
            "INSERT INTO vulnerability (incident, position, cve, name, product, version, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![self.incident, self.position, flaw.id, flaw.name, flaw.product, flaw.version, words],
        )
    }
}
