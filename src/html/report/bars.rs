//! Sums as bars, one scale for each currency, series apart from the incidents that they may contain.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::timeline::px;
use crate::html::clip;
use crate::output::phrase;
use crate::record::{Scope, Sum};

const WIDTH: f64 = 360.0;
const ROW: usize = 34;
/// Where the largest sum of a currency is this many times the smallest, lengths grow by powers of ten.
const WIDE: f64 = 100.0;

/// One sum of one incident.
pub(super) struct Bar<'a> {
    /// `3 Coincheck`
    pub(super) label: String,
    pub(super) href: String,
    pub(super) scope: Scope,
    pub(super) sum: &'a Sum,
}

impl Bar<'_> {
    /// The currency, or the asset where only a quantity is told, and how much of it.
    fn worth(&self) -> Option<(&str, Decimal)> {
        let asset = self.sum.asset.as_ref().and_then(|asset| Some((asset.symbol.as_str(), asset.quantity?)));
        self.sum.value.map(|value| (self.sum.currency.as_deref().unwrap_or("no currency"), value)).or(asset)
    }

    fn far_end(&self) -> Option<Decimal> {
        self.sum.upper.filter(|_| self.sum.value.is_some())
    }
}

/// How long a sum is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    Linear { most: f64 },
    Powers { least: f64, most: f64 },
}

impl Scale {
    fn new(values: &[f64]) -> Self {
        let most = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let least = values.iter().copied().filter(|value| *value > 0.0).fold(most, f64::min);
        if most / least < WIDE {
            return Self::Linear { most };
        }
        // The smallest keeps a length of its own.
        Self::Powers { least: (least / 10.0).log10(), most: most.log10() }
    }

    fn length(self, value: f64) -> f64 {
        let part = match self {
            Self::Linear { most } => value / most,
            Self::Powers { .. } if value <= 0.0 => 0.0,
            Self::Powers { least, most } => (value.log10() - least) / (most - least),
        };
        (part.clamp(0.0, 1.0) * WIDTH).max(2.0)
    }
}

/// A drawing for each currency, the one with most sums first.
pub(super) fn bars(id: &str, bars: &[Bar<'_>]) -> Vec<Markup> {
    let mut currencies: Vec<(&str, Vec<&Bar<'_>>)> = Vec::new();
    for bar in bars {
        let Some((currency, _)) = bar.worth() else { continue };
        match currencies.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, of)) => of.push(bar),
            None => currencies.push((currency, vec![bar])),
        }
    }
    currencies.sort_by_key(|(_, of)| std::cmp::Reverse(of.len()));
    let drawn = currencies.iter().enumerate();
    drawn.map(|(at, (currency, of))| drawing(&format!("{id}-{}", at + 1), currency, of)).collect()
}

fn drawing(id: &str, currency: &str, bars: &[&Bar<'_>]) -> Markup {
    let ends = bars.iter().flat_map(|bar| [bar.worth().map(|(_, value)| value), bar.far_end()]).flatten();
    let scale = Scale::new(&ends.map(float).collect::<Vec<f64>>());
    let (series, single): (Vec<&Bar<'_>>, Vec<&Bar<'_>>) = bars.iter().partition(|bar| bar.scope == Scope::Series);
    html! {
        figure {
            figcaption {
                strong { (currency) }
                @if matches!(scale, Scale::Powers { .. }) {
                    " · the sums differ widely: bars grow by powers of ten, not evenly"
                }
            }
            @if !single.is_empty() {
                @if !series.is_empty() { p.group { "Single incidents" } }
                (group(&format!("{id}-single"), &format!("Sums in {currency}, single incidents"), single, scale))
            }
            @if !series.is_empty() {
                p.group { "Series: totals, not to be added to single incidents" }
                (group(&format!("{id}-series"), &format!("Sums in {currency}, series"), series, scale))
            }
        }
    }
}

fn group(id: &str, title: &str, mut bars: Vec<&Bar<'_>>, scale: Scale) -> Markup {
    let value = |bar: &Bar<'_>| bar.worth().map(|(_, value)| value).unwrap_or_default();
    bars.sort_by_key(|bar| std::cmp::Reverse(value(bar)));
    let told = bars.iter().map(|bar| format!("{}, {}: {}", bar.label, role(bar), phrase::worth(bar.sum)));
    let told = told.collect::<Vec<_>>().join("; ");
    html! {
        svg.bars viewBox={ "0 0 360 " (bars.len() * ROW) } role="group" aria-labelledby={ (id) "-t " (id) "-d" } {
            title id={ (id) "-t" } { (title) }
            desc id={ (id) "-d" } { (told) "." }
            @for (at, bar) in bars.iter().enumerate() {
                @let (y, far) = (at * ROW, bar.far_end().map(|upper| scale.length(float(upper))));
                a href={ "#" (bar.href) } {
                    rect.hit x="0" y=(y) width="360" height=(ROW) {}
                    text x="0" y=(y + 12) { (clip(&bar.label, 26)) tspan.quiet dx="6" { (role(bar)) } }
                    text.end x="360" y=(y + 12) { (clip(&phrase::worth(bar.sum), 34)) }
                    @if let Some(far) = far { rect.upper x="0" y=(y + 17) width=(px(far)) height="9" rx="3" {} }
                    rect.bar.series[bar.scope == Scope::Series]
                        x="0.5" y=(y + 17) width=(px(scale.length(float(value(bar))) - 1.0)) height="9" rx="3" {}
                }
            }
        }
    }
}

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

fn role(bar: &Bar<'_>) -> String {
    bar.sum.role.as_str().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_fit_their_sums() {
        for (values, value, expected) in [
            (vec![10.0, 5.0], 5.0, 180.0),
            (vec![10.0, 5.0], 10.0, 360.0),
            (vec![7.0], 7.0, 360.0),
            (vec![1000.0, 1.0], 1000.0, 360.0),
            (vec![1000.0, 1.0], 1.0, 90.0),
            (vec![1000.0, 0.0], 0.0, 2.0),
            (vec![0.0], 0.0, 2.0),
            (vec![], 1.0, 360.0),
        ] {
            let length = Scale::new(&values).length(value);
            assert!((length - expected).abs() < 0.01, "{values:?} {value}: {length}");
        }
        assert!(matches!(Scale::new(&[1.0, 99.0]), Scale::Linear { .. }));
        assert!(matches!(Scale::new(&[1.0, 100.0]), Scale::Powers { .. }));
    }
}
