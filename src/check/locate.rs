//! Where in the article gold's values stand: by the span that gold gives, by the name, or by the mention of that value.

use super::gold::{GoldIncident, GoldName, GoldParty};
use super::money;
use super::slot::{Finding, Slot, Verdict};
use crate::record::mention::Words;
use crate::record::{Evidence, MentionsLine};
use crate::text::Span;

/// One article, ready to be searched.
pub(super) struct Place<'a> {
    text: &'a str,
    /// In small ASCII letters, so that every byte stands where it stands in the text.
    small: String,
    words: Words<'a>,
    mentions: &'a MentionsLine,
}

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a str, mentions: &'a MentionsLine) -> Self {
        Self { text, small: text.to_ascii_lowercase(), words: Words::new(text), mentions }
    }

    /// Gives the findings of one incident the words that gold means.
    pub(super) fn of_gold(&self, gold: &GoldIncident, findings: &mut [Finding]) {
        for finding in findings.iter_mut() {
            let Some(told) = &finding.gold else { continue };
            let own = finding.evidence.as_ref().filter(|words| !words.text.is_empty());
            // A right value and a field of something that was found stand where the program read them.
            finding.gold_evidence = match finding.verdict {
                Verdict::Right => own.cloned(),
                _ => self.value(gold, finding.slot, told).or_else(|| own.filter(|_| is_field(finding.slot)).cloned()),
            };
        }
    }

    fn value(&self, gold: &GoldIncident, slot: Slot, told: &str) -> Option<Evidence> {
        match slot {
            Slot::Victims => self.party(gold.victims.as_deref()?, told),
            Slot::Attackers => self.party(gold.attackers.as_deref()?, told),
            Slot::Data => self.name(gold.data.as_deref()?, told),
            Slot::ReportedBy => self.name(gold.reported_by.as_deref()?, told),
            Slot::Methods => {
                let method = gold.methods.iter().flatten().find(|method| method.name == told)?;
                method.span.clone().or_else(|| self.words(std::iter::once(told).chain(strings(&method.aliases))))
            }
            Slot::Vulnerabilities => {
                let is = |name: &Option<String>| name.as_deref() == Some(told);
                let flaw = gold.vulnerabilities.iter().flatten().find(|flaw| is(&flaw.id) || is(&flaw.name))?;
                flaw.span.clone().or_else(|| self.words(std::iter::once(told).chain(strings(&flaw.aliases))))
            }
            Slot::Place => {
                let place = gold.place.as_ref()?.as_ref()?;
                place.span.clone().or_else(|| self.words(std::iter::once(told).chain(strings(&place.aliases))))
            }
            Slot::Attribution => {
                let claim = gold.attribution.iter().flatten().find(|claim| told.starts_with(&claim.attacker))?;
                claim.span.clone().or_else(|| self.words(std::iter::once(claim.attacker.as_str())))
            }
            Slot::Time | Slot::UndatedTime => {
                let time = gold.time.as_ref()?.as_ref()?;
                let read = |edtf: &str| {
                    let date = self.mentions.mentions.dates.iter().find(|date| date.edtf.as_deref() == Some(edtf))?;
                    Some(Evidence { start: date.start, end: date.end, text: date.text.clone() })
                };
                time.span.clone().or_else(|| read(told))
            }
            Slot::Amounts => {
                let sum = gold.amounts.iter().flatten().find(|sum| money::gold_sum(sum) == told)?;
                sum.span.clone().or_else(|| {
                    let quantity = sum.asset.as_ref().and_then(|asset| asset.as_ref()?.quantity.flatten());
                    self.number(|value| sum.value == Some(value) || sum.value.is_none() && quantity == Some(value))
                })
            }
            Slot::Affected => {
                let count = gold.affected.iter().flatten().find(|count| money::gold_count(count) == told)?;
                count.span.clone().or_else(|| self.number(|value| value == count.value))
            }
            Slot::Attacks => {
                let count = gold.attacks.as_ref()?.as_ref()?;
                count.span.clone().or_else(|| self.number(|value| value == count.value))
            }
            _ => None,
        }
    }

    fn party(&self, parties: &[GoldParty], told: &str) -> Option<Evidence> {
        let party = parties.iter().find(|party| party.name == told)?;
        party.span.clone().or_else(|| self.words(std::iter::once(told).chain(strings(&party.aliases))))
    }

    fn name(&self, names: &[GoldName], told: &str) -> Option<Evidence> {
        let name = names.iter().find(|name| name.name() == told)?;
        name.span().cloned().or_else(|| self.words(std::iter::once(told).chain(strings(name.aliases()))))
    }

    /// The first of `names` that the text has as whole words.
    fn words<'b>(&self, mut names: impl Iterator<Item = &'b str>) -> Option<Evidence> {
        names.find_map(|name| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let whole = |at: &usize| {
                !letter(self.text[..*at].chars().next_back()) && !letter(self.text[at + name.len()..].chars().next())
            };
            let small = name.to_ascii_lowercase();
            let mut places = self.small.match_indices(&small).map(|(at, _)| at).filter(|_| !small.is_empty());
            places.find(whole).map(|at| self.words.evidence(Span::new(at, at + name.len())))
        })
    }

    fn number(&self, is: impl Fn(rust_decimal::Decimal) -> bool) -> Option<Evidence> {
        let amounts = &self.mentions.mentions.amounts;
        let same = |value: Option<rust_decimal::Decimal>| value.is_some_and(&is);
        let amount = amounts
            .iter()
            .find(|amount| same(amount.value) || same(amount.asset.as_ref().and_then(|asset| asset.quantity)))?;
        Some(Evidence { start: amount.start, end: amount.end, text: amount.text.clone() })
    }
}

fn strings(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

/// Whether the slot is a field of something whose name has a slot of its own.
fn is_field(slot: Slot) -> bool {
    slot.as_str().contains('.') && !slot.as_str().ends_with(".name") && slot != Slot::UndatedTime
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::MentionLists;

    #[test]
    fn finds_names_as_whole_words() {
        let text = "Zaifer is no Zaif. Émile said that zaif’s vault fell.";
        let none = MentionsLine { id: String::new(), mentions: MentionLists::default(), events: Vec::new() };
        let place = Place::new(text, &none);
        for (names, expected) in [
            (vec!["Zaif"], Some((13, 17))),
            (vec!["Coincheck", "vault"], Some((42, 47))),
            (vec!["aif"], None),
            (vec![""], None),
        ] {
            let found = place.words(names.iter().copied()).map(|words| (words.start, words.end));
            assert_eq!(found, expected, "{names:?}");
        }
    }
}
