//! One fact told twice is one: the rounded figure of the title and the exact one of the body, the count and its repetition.

use iso_currency::Currency;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use crate::extract::amount::{Amount, Bound, Money, Quantity};
use crate::record::AmountRole;
use crate::text::BlockKind;

use super::draft::RoledAmount;
use super::{Draft, Story};

/// The sums without repetitions, the best version of each in the place of the first.
pub(super) fn sums(story: &Story<'_>, amounts: &[RoledAmount]) -> Vec<RoledAmount> {
    let mut kept: Vec<RoledAmount> = Vec::new();
    for sum in amounts {
        let value = &story.mentions.amounts[sum.amount].value;
        let same = kept
            .iter()
            .position(|other| other.role == sum.role && repeats(&story.mentions.amounts[other.amount].value, value));
        match same {
            None => kept.push(*sum),
            Some(at) => {
                let known = &story.mentions.amounts[kept[at].amount].value;
                // The title leaves out "about" and the country of a dollar; the text below it does not.
                let titled = story.doc.sentences[kept[at].sentence].kind == BlockKind::Title
                    && story.doc.sentences[sum.sentence].kind != BlockKind::Title;
                let (old, new) = (detail(known), detail(value));
                if new > old || titled && new + 1 >= old {
                    kept[at] = *sum;
                }
            }
        }
    }
    kept
}

/// The sums as the text below the title first tells them: a title leaves out that a sum is rough.
pub(super) fn as_told_below(story: &Story<'_>, sums: &mut [RoledAmount]) {
    let money = |index: usize| match &story.mentions.amounts[index].value {
        Amount::Money { worth, .. } => Some(*worth),
        _ => None,
    };
    let in_title = |sentence: usize| story.doc.sentences[sentence].kind == BlockKind::Title;
    for sum in sums.iter_mut().filter(|sum| sum.partner.is_none() && in_title(sum.sentence)) {
        let Some(titled) = money(sum.amount).filter(|titled| titled.quantity.bound == Bound::Exact) else { continue };
        let below = story.mentions.amounts.iter().enumerate().find_map(|(index, mention)| {
            let sentence = story.doc.sentence_at(mention.span.start).filter(|sentence| !in_title(*sentence))?;
            let same = |told: &Money| told.currency == titled.currency && told.quantity.value == titled.quantity.value;
            money(index).filter(same).map(|told| (index, sentence, told.quantity.bound))
        });
        if let Some((amount, sentence, Bound::About | Bound::AtLeast | Bound::AtMost)) = below {
            (sum.amount, sum.sentence) = (amount, sentence);
        }
    }
}

/// For each draft its sums from the title that the text below tells of another incident.
pub(super) fn titled_elsewhere(story: &Story<'_>, drafts: &[Draft]) -> Vec<Vec<usize>> {
    let value = |sum: &RoledAmount| &story.mentions.amounts[sum.amount].value;
    let in_title = |sum: &RoledAmount| story.doc.sentences[sum.sentence].kind == BlockKind::Title;
    // "$200 million" of the title is not the "$197 million" of another, where the text says "$200 million", too.
    let body = |at: &usize| {
        let sentence = story.doc.sentence_at(story.mentions.amounts[*at].span.start);
        sentence.is_some_and(|at| story.doc.sentences[at].kind != BlockKind::Title)
    };
    let again = |sum: &RoledAmount| {
        (0..story.mentions.amounts.len()).filter(body).any(|at| equals(&story.mentions.amounts[at].value, value(sum)))
    };
    let elsewhere = |at: usize, sum: &RoledAmount| {
        let others = drafts.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, draft)| &draft.amounts);
        let mut others = others.filter(|other| !in_title(other) && other.role == sum.role);
        let exactly = again(sum);
        others.any(|other| if exactly { equals(value(other), value(sum)) } else { repeats(value(other), value(sum)) })
    };
    let titled = |at: usize| {
        drafts[at].amounts.iter().filter(|sum| in_title(sum) && elsewhere(at, sum)).map(|sum| sum.amount).collect()
    };
    (0..drafts.len()).map(titled).collect()
}

/// Joins a quantity of an asset with its worth where each stands alone: one role, one asset, one sum of money, told in
/// one sentence, or an asset's worth here and its quantity elsewhere.
pub(super) fn join(story: &Story<'_>, mut sums: Vec<RoledAmount>) -> Vec<RoledAmount> {
    let value = |sum: &RoledAmount| &story.mentions.amounts[sum.amount].value;
    let in_title = |sums: &[RoledAmount], at: usize| story.doc.sentences[sums[at].sentence].kind == BlockKind::Title;
    for role in AmountRole::ALL {
        let of_role: Vec<usize> = (0..sums.len()).filter(|at| sums[*at].role == *role).collect();
        let bare: Vec<usize> = of_role
            .iter()
            .copied()
            .filter(|at| matches!(value(&sums[*at]), Amount::Crypto { worth: None, quantity: Some(_), .. }))
            .collect();
        let [quantity] = bare[..] else { continue };
        let Amount::Crypto { asset, .. } = value(&sums[quantity]) else { continue };
        let same_asset = |at: &usize| matches!(value(&sums[*at]), Amount::Crypto { asset: other, worth: Some(_), quantity: None, .. } if other.symbol == asset.symbol);
        let money: Vec<usize> =
            of_role.iter().copied().filter(|at| matches!(value(&sums[*at]), Amount::Money { .. })).collect();
        let beside: Vec<usize> =
            money.iter().copied().filter(|at| sums[*at].sentence == sums[quantity].sentence).collect();
        // `loses $18m` in the title, `borrowed $18.3 million` below: what the text tells apart from the quantity is not what that is worth.
        let apart = |at: usize| {
            story.mentions.amounts.iter().enumerate().any(|(index, mention)| {
                let sentence = story.doc.sentence_at(mention.span.start);
                sentence.is_some_and(|told| told != sums[at].sentence && told != sums[quantity].sentence)
                    && same_sum(story, index, sums[at].amount)
            })
        };
        let worth = of_role.iter().copied().find(same_asset).or_else(|| match (&beside[..], &money[..]) {
            (&[only], _) => Some(only),
            (_, &[only])
                if sums[only].sentence.abs_diff(sums[quantity].sentence) <= 2
                    || of_role.len() == 2 && in_title(&sums, only) && !apart(only) =>
            {
                Some(only)
            }
            _ => None,
        });
        // A coin that stands for a dollar is worth what it counts.
        let pegged = |worth: &usize| match (value(&sums[quantity]), value(&sums[*worth])) {
            (Amount::Crypto { asset, quantity: Some(coins), .. }, Amount::Money { worth, .. }) => {
                !is_dollar_coin(&asset.symbol)
                    || worth.currency != Currency::USD
                    || close(coins.value, worth.quantity.value)
            }
            _ => true,
        };
        if let Some(worth) = worth.filter(pegged) {
            sums[quantity].partner = Some(sums[worth].amount);
            sums.remove(worth);
        }
    }
    sums
}

/// `USDC`, `DAI`, `LUSD`: whether a coin stands for a dollar.
fn is_dollar_coin(symbol: &str) -> bool {
    matches!(symbol, "DAI" | "FRAX" | "MIM") || symbol.len() <= 6 && symbol.contains("USD")
}

/// Whether two amounts tell the same sum; what is no sum is the same as itself alone.
pub(super) fn same_sum(story: &Story<'_>, left: usize, right: usize) -> bool {
    left == right || repeats(&story.mentions.amounts[left].value, &story.mentions.amounts[right].value)
}

/// Whether two sums are of one currency, or of one asset.
pub(super) fn is_comparable(story: &Story<'_>, left: usize, right: usize) -> bool {
    let measure = |index: usize| measure(&story.mentions.amounts[index].value);
    measure(left) == measure(right)
}

/// What an amount is measured in: its currency, or the asset where only a quantity is told.
fn measure(amount: &Amount) -> String {
    match amount {
        Amount::Crypto { worth: Some(money), .. } | Amount::Money { worth: money, .. } => {
            money.currency.code().to_owned()
        }
        Amount::Crypto { asset, .. } => asset.symbol.clone(),
        _ => String::new(),
    }
}

/// An incident has one sum of a role in a currency, and one quantity of an asset: the one for which most speaks. The rest
/// are parts of it, earlier estimates, or told of others. Damage adds up and is kept.
pub(super) fn one_each(
    story: &Story<'_>,
    sums: &[RoledAmount],
    support: impl Fn(&RoledAmount) -> usize,
) -> Vec<RoledAmount> {
    let measure = |sum: &RoledAmount| match &story.mentions.amounts[sum.amount].value {
        Amount::Crypto { asset, quantity: Some(_), .. } => asset.symbol.clone(),
        Amount::Crypto { worth: Some(money), .. } | Amount::Money { worth: money, .. } => {
            money.currency.code().to_owned()
        }
        _ => String::new(),
    };
    let rival = |one: &RoledAmount, two: &RoledAmount| {
        one.role == two.role && one.role != AmountRole::Damage && measure(one) == measure(two)
    };
    let beaten = |at: usize| {
        sums.iter().enumerate().any(|(other, sum)| {
            let (mine, theirs) = (support(&sums[at]), support(sum));
            other != at && rival(&sums[at], sum) && (theirs > mine || theirs == mine && other < at)
        })
    };
    (0..sums.len()).filter(|at| !beaten(*at)).map(|at| sums[at]).collect()
}

/// The counts without repetitions.
pub(super) fn counts(story: &Story<'_>, counts: &[usize]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    let in_title = |count: usize| {
        let sentence = story.doc.sentence_at(story.mentions.amounts[count].span.start);
        sentence.is_some_and(|sentence| story.doc.sentences[sentence].kind == BlockKind::Title)
    };
    for count in counts {
        let Amount::Count { quantity, unit } = &story.mentions.amounts[*count].value else { continue };
        let same = kept.iter().position(|other| match &story.mentions.amounts[*other].value {
            Amount::Count { quantity: known, unit: name } => {
                (name == unit || known.value == quantity.value) && close(known.value, quantity.value)
            }
            _ => false,
        });
        match same {
            None => kept.push(*count),
            Some(at) => {
                if let Amount::Count { quantity: known, .. } = &story.mentions.amounts[kept[at]].value
                    && (figures(quantity.value) > figures(known.value)
                        || figures(quantity.value) == figures(known.value) && in_title(kept[at]) && !in_title(*count))
                {
                    kept[at] = *count;
                }
            }
        }
    }
    kept
}

/// Whether both tell the same sum: the same measure, and values that agree when rounded.
pub(super) fn repeats(left: &Amount, right: &Amount) -> bool {
    values(left).any(|(currency, asset, quantity)| {
        values(right).filter(|(_, symbol, _)| *symbol == asset).any(|(other, _, value)| {
            let dollars = || match (currency, other) {
                (Some(one), Some(two)) => {
                    one != two && quantity.value == value.value && is_dollar(one) && is_dollar(two)
                }
                _ => false,
            };
            let near = || {
                close(quantity.value, value.value)
                    || quantity.upper.is_some_and(|upper| upper == value.value)
                    || value.upper.is_some_and(|upper| upper == quantity.value)
            };
            (currency == other || dollars()) && near()
        })
    })
}

/// Whether both tell the same sum to the last figure.
fn equals(left: &Amount, right: &Amount) -> bool {
    values(left).any(|(currency, asset, quantity)| {
        values(right)
            .any(|(other, symbol, value)| currency == other && asset == symbol && quantity.value == value.value)
    })
}

/// What a sum tells, in each measure: a currency or the symbol of an asset, and how much.
fn values(amount: &Amount) -> impl Iterator<Item = (Option<Currency>, Option<&str>, Quantity)> {
    let (worth, equivalents, coins) = match amount {
        Amount::Money { worth, equivalents } => (Some(worth), &equivalents[..], None),
        Amount::Crypto { asset, quantity, worth, equivalents } => {
            (worth.as_ref(), &equivalents[..], quantity.map(|quantity| (asset.symbol.as_str(), quantity)))
        }
        _ => (None, &[][..], None),
    };
    let money = worth.into_iter().chain(equivalents).map(|money| (Some(money.currency), None, money.quantity));
    money.chain(coins.map(|(symbol, quantity)| (None, Some(symbol), quantity)))
}

/// `$2.1m` in the title, `A$2.1 million` below.
fn is_dollar(currency: Currency) -> bool {
    matches!(currency.code(), "USD" | "AUD" | "CAD" | "NZD" | "SGD" | "HKD" | "TWD")
}

/// Whether one value is the other rounded: within 4 per cent.
fn close(left: Decimal, right: Decimal) -> bool {
    let (low, high) = if left < right { (left, right) } else { (right, left) };
    high - low <= high * dec!(0.04)
}

/// How much an amount tells: figures, an asset with its worth, equivalents.
fn detail(amount: &Amount) -> usize {
    let exact = |quantity: &Quantity| figures(quantity.value) + usize::from(quantity.bound == Bound::Exact);
    match amount {
        Amount::Money { worth, equivalents } => exact(&worth.quantity) + 4 * equivalents.len(),
        Amount::Crypto { quantity, worth, equivalents, .. } => {
            quantity.as_ref().map_or(0, exact)
                + worth.as_ref().map_or(0, |money| exact(&money.quantity) + 6)
                + 4 * equivalents.len()
                + 2
        }
        _ => 0,
    }
}

/// How many figures of a number are told: 46000000000 has two.
fn figures(value: Decimal) -> usize {
    value.normalize().to_string().trim_end_matches('0').chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::pipeline::Pipeline;

    #[test]
    fn the_sum_of_the_title_is_not_the_like_sum_of_another() {
        let text = "Quornex loses $200 million\n\nHackers got into the database of Quornex on 23 September 2023. Some assets, in this case, \
                    means about $200 million. It is the biggest hack of the year, just ahead of Brennet Finance's $197 million in March.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let first = &Pipeline::new().record(&article).incidents[0];
        assert_eq!(first.victims[0].name, "Quornex");
        assert!(first.amounts.iter().any(|sum| sum.value == Some(200_000_000.into())), "{:?}", first.amounts);
    }

    #[test]
    fn dollars_and_coins_that_stand_for_them_are_one_sum_where_they_agree() {
        for (coins, joined) in [("$3.9 million", true), ("$11.7 million", false)] {
            let text = format!(
                "Lender robbed\n\nThe lender Quornex lost {coins} on 2 October 2023. The attacker stole 3.9 million USDC from its vault."
            );
            let article = Article { id: "t".into(), text, ..Article::default() };
            let record = Pipeline::new().record(&article);
            let sums = &record.incidents[0].amounts;
            assert_eq!(sums.iter().any(|sum| sum.value.is_some() && sum.asset.is_some()), joined, "{coins}: {sums:?}");
        }
    }

    #[test]
    fn what_the_text_tells_apart_from_coins_is_not_their_worth() {
        let text = "Crypto lender Harrow loses $18m to fake-collateral trick\n\nHarrow, a lending protocol on Base, paused all markets on 5 \
                    October 2025 after somebody used a worthless token as collateral to borrow $18.3 million in USDC and wrapped ether.\n\nThe \
                    attacker listed a token of his own, pushed its price and borrowed against it, the security firm BlockSec said.\n\nAbout \
                    2,900 ETH has been sent through Tornado Cash.";
        let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
        let record = Pipeline::new().record(&article);
        let sums = &record.incidents[0].amounts;
        assert!(
            sums.iter().all(|sum| sum.value.is_none() || sum.asset.as_ref().is_none_or(|asset| asset.symbol != "ETH")),
            "{sums:?}"
        );
        assert!(sums.iter().any(|sum| sum.value.is_some()), "{sums:?}");
    }
}
