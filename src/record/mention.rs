//! Mentions as the extractors find them → mentions as `extract mentions` prints them.

use rust_decimal::Decimal;

use super::{
    AmountKind, AmountMention, ArgumentMention, AssetSum, DateMention, EntityMention, Equivalent, EventMention,
    Evidence,
};
use crate::extract::Mention;
use crate::extract::amount::{Amount, Asset, Money, Quantity};
use crate::extract::date::Date;
use crate::extract::entity::Entity;
use crate::extract::event::{Argument, Event, EventKind, Realis};
use crate::model::{ModelArgument, ModelEvent};
use crate::text::{CodePoints, Span};

/// The text that spans point into, ready to count code points.
pub struct Words<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Words<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, points: CodePoints::new(text) }
    }

    /// The words of `span`, placed in code points.
    pub fn evidence(&self, span: Span) -> Evidence {
        let (start, end) = self.points.span(span);
        Evidence { start, end, text: self.text[span].to_owned() }
    }

    /// An amount as printed. A crypto amount's value is its worth in money; where none is told, its quantity in
    /// units of the asset.
    pub fn amount(&self, mention: &Mention<Amount>) -> AmountMention {
        let Evidence { start, end, text } = self.evidence(mention.span);
        let rule = mention.rule.to_owned();
        let plain = |kind, quantity: Option<&Quantity>| AmountMention {
            start,
            end,
            text,
            kind,
            value: quantity.map(|quantity| quantity.value.normalize()),
            bound: quantity.map_or_else(Default::default, |quantity| quantity.bound),
            upper: quantity.and_then(|quantity| quantity.upper).map(|upper| upper.normalize()),
            currency: None,
            asset: None,
            unit: None,
            equivalents: Vec::new(),
            rule,
        };
        match &mention.value {
            Amount::Money { worth, equivalents } => AmountMention {
                currency: Some(code(worth)),
                equivalents: equivalents.iter().map(equivalent).collect(),
                ..plain(AmountKind::Money, Some(&worth.quantity))
            },
            Amount::Crypto { asset, quantity, worth, equivalents } => {
                let worth_quantity = worth.as_ref().map(|worth| &worth.quantity);
                let ticker = quantity.as_ref().map(|_| asset.symbol.clone());
                AmountMention {
                    currency: worth.as_ref().map(code).or(ticker),
                    asset: Some(asset_sum(asset, quantity.as_ref())),
                    equivalents: equivalents.iter().map(equivalent).collect(),
                    ..plain(AmountKind::Crypto, worth_quantity.or(quantity.as_ref()))
                }
            }
            Amount::Count { quantity, unit } => {
                AmountMention { unit: Some(unit.clone()), ..plain(AmountKind::Count, Some(quantity)) }
            }
            Amount::Percent(quantity) => plain(AmountKind::Percent, Some(quantity)),
            Amount::Number(quantity) => plain(AmountKind::Number, Some(quantity)),
        }
    }

    /// An entity as printed.
    pub fn entity(&self, mention: &Mention<Entity>) -> EntityMention {
        let Evidence { start, end, text } = self.evidence(mention.span);
        EntityMention { start, end, text, kind: mention.value.kind.as_str().to_owned(), rule: mention.rule.to_owned() }
    }

    /// A sentence-level event as printed.
    pub fn event(&self, event: &Event) -> EventMention {
        let argument = |argument: &Argument| self.argument(argument.role.as_str(), argument.role.kind(), argument.span);
        EventMention {
            incident: event.incident,
            rule: event.rule.to_owned(),
            arguments: event.arguments.iter().map(argument).collect(),
            ..self.told(event.kind, event.trigger, event.realis, event.confidence)
        }
    }

    /// An event of the model as printed.
    pub fn model_event(&self, event: &ModelEvent) -> EventMention {
        let argument = |argument: &ModelArgument| self.argument(&argument.role, &argument.kind, argument.span);
        EventMention {
            incident: Some(event.incident),
            rule: "model".to_owned(),
            arguments: event.arguments.iter().map(argument).collect(),
            ..self.told(event.kind, event.trigger, event.realis, event.confidence)
        }
    }

    /// What both kinds of events say alike; nobody's rule, no arguments yet.
    fn told(&self, kind: EventKind, trigger: Span, realis: Realis, confidence: u8) -> EventMention {
        let Evidence { start, end, text } = self.evidence(trigger);
        EventMention {
            kind: kind.as_str().to_owned(),
            start,
            end,
            text,
            realis: realis.as_str().to_owned(),
            incident: None,
            confidence: Decimal::new(confidence.into(), 2),
            rule: String::new(),
            arguments: vec![],
        }
    }

    fn argument(&self, role: &str, kind: &str, span: Span) -> ArgumentMention {
        let (start, end) = self.points.span(span);
        ArgumentMention { role: role.to_owned(), kind: kind.to_owned(), start, end }
    }

    /// A date as printed.
    pub fn date(&self, mention: &Mention<Date>) -> DateMention {
        let Evidence { start, end, text } = self.evidence(mention.span);
        let Date { edtf, earliest, latest, basis } = mention.value.clone();
        DateMention {
            start,
            end,
            text,
            edtf,
            earliest: earliest.map(|day| day.to_string()),
            latest: latest.map(|day| day.to_string()),
            basis,
            rule: mention.rule.to_owned(),
        }
    }
}

/// A crypto asset as printed.
pub fn asset_sum(asset: &Asset, quantity: Option<&Quantity>) -> AssetSum {
    AssetSum {
        symbol: asset.symbol.clone(),
        name: Some(asset.name.clone()).filter(|name| !name.is_empty()),
        quantity: quantity.map(|quantity| quantity.value.normalize()),
    }
}

/// A sum in another currency as printed.
pub fn equivalent(money: &Money) -> Equivalent {
    Equivalent { value: Decimal::normalize(&money.quantity.value), currency: code(money) }
}

fn code(money: &Money) -> String {
    money.currency.code().to_owned()
}

#[cfg(test)]
mod tests {
    use rust_decimal_macros::dec;

    use super::*;
    use crate::extract::amount::Bound;

    const TEXT: &str = "“58 million NEM tokens”";

    fn dollars(value: Decimal) -> Money {
        Money { quantity: Quantity::exact(value), currency: iso_currency::Currency::USD }
    }

    fn printed(value: Amount) -> AmountMention {
        Words::new(TEXT).amount(&Mention { span: Span::new(3, 24), value, rule: "test" })
    }

    #[test]
    fn offsets_count_code_points() {
        let mention = printed(Amount::Number(Quantity::exact(dec!(58.50))));
        assert_eq!((mention.start, mention.end, mention.text.as_str()), (1, 22, "58 million NEM tokens"));
        assert_eq!(serde_json::to_value(&mention).unwrap()["value"].to_string(), "58.5");
    }

    #[test]
    fn crypto_is_worth_money_or_else_its_quantity() {
        let asset = Asset { symbol: "XEM".to_owned(), name: "NEM".to_owned() };
        let quantity = Some(Quantity { value: dec!(58000000), bound: Bound::About, upper: None });
        for (quantity, worth, value, currency) in [
            (quantity, Some(dollars(dec!(534000000))), Some(dec!(534000000)), Some("USD")),
            (quantity, None, Some(dec!(58000000)), Some("XEM")),
            (None, None, None, None),
        ] {
            let crypto = Amount::Crypto { asset: asset.clone(), quantity, worth, equivalents: vec![] };
            let mention = printed(crypto);
            assert_eq!((mention.value, mention.currency.as_deref()), (value, currency), "{quantity:?} {worth:?}");
            assert_eq!(mention.asset.unwrap().symbol, "XEM");
        }
    }

    #[test]
    fn money_keeps_its_equivalents() {
        let mention = printed(Amount::Money { worth: dollars(dec!(5)), equivalents: vec![dollars(dec!(7))] });
        assert_eq!((mention.kind, mention.equivalents[0].value), (AmountKind::Money, dec!(7)));
    }
}
