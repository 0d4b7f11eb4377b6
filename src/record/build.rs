//! From drafts to the published record: names, code points, ids, warnings.

use jiff::civil;
use rust_decimal::Decimal;

use super::mention::{Words, asset_sum, equivalent};
use super::{
    Affected, ArticleInfo, Attribution, Basis, Bound, Count, Evidence, Incident, Method, MethodKind, Named, Party,
    PartyKind, Place, Record, SCHEMA, Scope, Sum, Time, Vulnerability, Warning, WarningCode,
};
use crate::article::Article;
use crate::digest;
use crate::extract::amount::Amount;
use crate::extract::entity::EntityKind;
use crate::incident::{Claim, Draft, RoledAmount, Story, kind_of_attacker, placed};
use crate::record::AmountRole;
use crate::text::Span;

/// The record of an article that is not in English: nothing is read in it, and it says so.
pub fn foreign(article: &Article, language: Option<&str>) -> Record {
    let warning = Warning {
        code: WarningCode::NotEnglish,
        incident: None,
        parts: vec![],
        sum: None,
        total: None,
        currency: None,
        message: match language {
            Some(code) => format!("the article is not in English (language {code}); no incidents are read in it"),
            None => "the article is not in English; no incidents are read in it".to_owned(),
        },
        span: None,
    };
    let article = ArticleInfo::new(article, language);
    Record { schema: SCHEMA.to_owned(), article, incidents: vec![], warnings: vec![warning] }
}

/// The record of one article in English, or in what is taken for it.
pub fn record(article: &Article, language: Option<&str>, story: &Story<'_>, drafts: &[Draft]) -> Record {
    let builder = Builder { story, words: Words::new(&article.text) };
    let ids: Vec<String> = drafts.iter().enumerate().map(|(at, draft)| builder.id(&article.id, at, draft)).collect();
    let incidents: Vec<Incident> =
        drafts.iter().enumerate().map(|(at, draft)| builder.incident(draft, &ids, at)).collect();
    let warnings = builder.warnings(drafts, &ids, &incidents);
    Record { schema: SCHEMA.to_owned(), article: ArticleInfo::new(article, language), incidents, warnings }
}

struct Builder<'a> {
    story: &'a Story<'a>,
    words: Words<'a>,
}

impl Builder<'_> {
    fn evidence(&self, span: Span) -> Evidence {
        self.words.evidence(span)
    }

    /// A hash of the article's id, the place among its incidents where nothing else tells, and the victim.
    fn id(&self, article: &str, at: usize, draft: &Draft) -> String {
        let victim = draft.victims.first().map_or("", |victim| self.story.parties.list[*victim].name.as_str());
        let first = draft.events.first().map_or(at, |event| self.story.events[*event].trigger.start);
        digest::sha256(format!("{article}\u{0}{victim}\u{0}{first}"))[..16].to_owned()
    }

    fn incident(&self, draft: &Draft, ids: &[String], at: usize) -> Incident {
        let story = self.story;
        let entity = |index: &usize| &story.mentions.entities[*index];
        Incident {
            id: ids[at].clone(),
            types: draft.types.iter().copied().collect(),
            scope: draft.scope,
            status: draft.status,
            attacks: draft.attacks.map(|(quantity, span)| Count {
                value: quantity.value.normalize(),
                bound: quantity.bound,
                upper: quantity.upper,
                span: self.evidence(span),
            }),
            victims: draft.victims.iter().map(|party| self.victim(draft, *party)).collect(),
            attackers: draft.attackers.iter().map(|party| self.attacker(draft, *party)).collect(),
            attribution: draft.claims.iter().map(|claim| self.attribution(claim)).collect(),
            time: draft.time.as_ref().map(|mention| Time {
                edtf: mention.value.edtf.clone(),
                earliest: mention.value.earliest.map(iso),
                latest: mention.value.latest.map(iso),
                basis: mention.value.basis,
                span: self.evidence(mention.span),
            }),
            place: draft.place.as_ref().map(entity).map(|mention| Place {
                name: mention.value.name.clone(),
                country: mention
                    .value
                    .country
                    .or_else(|| draft.victims.iter().find_map(|victim| story.parties.list[*victim].country))
                    .map(str::to_owned),
                span: self.evidence(mention.span),
            }),
            amounts: draft.amounts.iter().filter_map(|sum| self.sum(sum)).collect(),
            affected: draft.affected.iter().filter_map(|count| self.affected(*count)).collect(),
            data: draft
                .data
                .iter()
                .map(entity)
                .map(|m| Named { name: m.value.name.clone(), span: self.evidence(m.span) })
                .collect(),
            methods: draft
                .methods
                .iter()
                .map(entity)
                .map(|mention| Method {
                    name: method(&mention.value.name).to_owned(),
                    kind: match mention.value.kind {
                        EntityKind::Malware | EntityKind::Group => MethodKind::Malware,
                        EntityKind::Tool => MethodKind::Tool,
                        _ => MethodKind::Technique,
                    },
                    span: self.evidence(mention.span),
                })
                .collect(),
            vulnerabilities: draft
                .vulnerabilities
                .iter()
                .map(entity)
                .map(|mention| Vulnerability {
                    id: Some(mention.value.name.clone()).filter(|name| name.starts_with("CVE-")),
                    name: Some(mention.value.name.clone()).filter(|name| !name.starts_with("CVE-")),
                    product: draft.product.map(|party| story.parties.list[party].name.clone()),
                    version: draft.version.map(|span| story.doc.slice(span).to_owned()),
                    span: self.evidence(mention.span),
                })
                .collect(),
            reported_by: draft
                .reported_by
                .iter()
                .map(|party| &story.parties.list[*party])
                .map(|party| Named { name: party.name.clone(), span: self.evidence(party.span) })
                .collect(),
            part_of: draft.part_of.map(|whole| ids[whole].clone()),
            events: draft.events.clone(),
            confidence: Decimal::new(draft.confidence.into(), 2),
        }
    }

    fn victim(&self, draft: &Draft, index: usize) -> Party {
        let party = self.party(draft, index);
        let trade = draft.trades.get(&index).copied();
        // `quillmaker.eth`: the name of somebody's wallet.
        let wallet = [".eth", ".lens", ".sol"].iter().any(|end| party.name.ends_with(end));
        let kind = if wallet { PartyKind::Person } else { party.kind };
        let (name, span) = match placed(self.story, index) {
            Some(span) => (self.story.doc.slice(span).to_owned(), self.evidence(span)),
            None => (party.name, party.span),
        };
        Party { name, span, kind, sector: trade.or(party.sector), ..party }
    }

    fn attacker(&self, draft: &Draft, index: usize) -> Party {
        Party { kind: kind_of_attacker(self.story, index), ..self.party(draft, index) }
    }

    fn party(&self, draft: &Draft, index: usize) -> Party {
        let party = &self.story.parties.list[index];
        let kind = match party.kind {
            EntityKind::Person => PartyKind::Person,
            EntityKind::Group => PartyKind::Group,
            EntityKind::Country => PartyKind::State,
            EntityKind::Descriptor if party.plural => PartyKind::Group,
            _ => PartyKind::Organization,
        };
        Party {
            name: party.name.clone(),
            kind,
            country: party.country.or_else(|| draft.seats.get(&index).copied()).map(str::to_owned),
            sector: party.sector,
            span: self.evidence(party.span),
        }
    }

    fn attribution(&self, claim: &Claim) -> Attribution {
        let name = |party: usize| self.story.parties.list[party].name.clone();
        Attribution {
            attacker: name(claim.attacker),
            by: claim.by.map(name),
            stance: claim.stance,
            span: self.evidence(claim.span),
        }
    }

    fn sum(&self, sum: &RoledAmount) -> Option<Sum> {
        let role = sum.role;
        let mention = &self.story.mentions.amounts[sum.amount];
        let partner = sum.partner.map(|partner| &self.story.mentions.amounts[partner].value);
        let (worth, asset, equivalents) = match &mention.value {
            Amount::Money { worth, equivalents } => (Some(worth), None, equivalents),
            Amount::Crypto { asset, quantity, worth, equivalents } => {
                // The worth may stand in another place of the text than the quantity.
                let (worth, equivalents) = match partner {
                    Some(Amount::Money { worth, equivalents }) => (Some(worth), equivalents),
                    Some(Amount::Crypto { worth, equivalents, .. }) => (worth.as_ref(), equivalents),
                    _ => (worth.as_ref(), equivalents),
                };
                (worth, Some((asset_sum(asset, quantity.as_ref()), *quantity)), equivalents)
            }
            _ => return None,
        };
        // "about 3,800 bitcoin, then worth 5.5 billion won": what holds for the quantity holds for its worth.
        let counted = asset.as_ref().and_then(|(_, quantity)| *quantity);
        let meant = worth
            .map(|money| money.quantity)
            .filter(|worth| worth.bound != Bound::Exact)
            .or(counted)
            .or(worth.map(|money| money.quantity));
        Some(Sum {
            role,
            value: worth.map(|money| money.quantity.value.normalize()),
            bound: meant.map_or(Bound::Exact, |quantity| quantity.bound),
            upper: worth.and_then(|money| money.quantity.upper),
            currency: worth.map(|money| money.currency.code().to_owned()),
            asset: asset.map(|(asset, _)| asset),
            equivalents: equivalents.iter().map(equivalent).collect(),
            span: self.evidence(mention.span),
        })
    }

    fn affected(&self, index: usize) -> Option<Affected> {
        let mention = &self.story.mentions.amounts[index];
        let Amount::Count { quantity, unit } = &mention.value else { return None };
        Some(Affected {
            value: quantity.value.normalize(),
            bound: quantity.bound,
            upper: quantity.upper,
            unit: unit.clone(),
            span: self.evidence(mention.span),
        })
    }

    fn warnings(&self, drafts: &[Draft], ids: &[String], incidents: &[Incident]) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for (whole, incident) in incidents.iter().enumerate().filter(|(_, incident)| incident.scope == Scope::Series) {
            let parts: Vec<usize> = (0..drafts.len()).filter(|at| drafts[*at].part_of == Some(whole)).collect();
            warnings.extend(exceeded(incident, &parts, incidents, ids));
        }
        for (at, incident) in incidents.iter().enumerate() {
            if let Some(time) = incident.time.as_ref().filter(|time| time.basis == Basis::Unresolved) {
                warnings.push(Warning {
                    code: WarningCode::UnresolvedDate,
                    incident: Some(ids[at].clone()),
                    parts: vec![],
                    sum: None,
                    total: None,
                    currency: None,
                    message: format!("“{}” cannot be placed in time without a publication date", time.span.text),
                    span: Some(time.span.clone()),
                });
            }
        }
        warnings
    }
}

/// A warning where the stolen sums of the parts, in the currency of the series, are more than the series.
fn exceeded(whole: &Incident, parts: &[usize], incidents: &[Incident], ids: &[String]) -> Option<Warning> {
    let stolen = |incident: &Incident, currency: &str| -> Option<Decimal> {
        let sums = incident
            .amounts
            .iter()
            .filter(|sum| sum.role == AmountRole::Stolen && sum.currency.as_deref() == Some(currency));
        sums.filter_map(|sum| sum.value).next()
    };
    let first = whole.amounts.iter().find(|sum| sum.role == AmountRole::Stolen && sum.value.is_some())?;
    let currency = first.currency.clone()?;
    let total = first.upper.or(first.value)?;
    let counted: Vec<(usize, Decimal)> =
        parts.iter().filter_map(|at| Some((*at, stolen(&incidents[*at], &currency)?))).collect();
    let sum: Decimal = counted.iter().map(|(_, value)| *value).sum();
    (sum > total && first.bound != Bound::AtLeast).then(|| Warning {
        code: WarningCode::PartsExceedTotal,
        incident: Some(whole.id.clone()),
        parts: counted.iter().map(|(at, _)| ids[*at].clone()).collect(),
        sum: Some(sum),
        total: Some(total),
        message: format!("its parts sum to {sum} {currency}, more than the {total} {currency} told for all of them"),
        currency: Some(currency),
        span: Some(first.span.clone()),
    })
}

/// What is a way of attacking only beside that word.
const HARMLESS: &[&str] = &["donation", "inflation", "governance", "replay", "sandwich"];

/// A technique without the words that say that it is one: `flash loan attack` is a flash loan.
fn method(name: &str) -> &str {
    let bare =
        ["attacks", "attack", "exploit", "flaw"].iter().find_map(|noun| name.strip_suffix(noun)).map(str::trim_end);
    bare.filter(|bare| bare.chars().count() > 3 && !HARMLESS.contains(bare)).unwrap_or(name)
}

fn iso(date: civil::Date) -> String {
    date.to_string()
}
