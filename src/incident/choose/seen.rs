//! What the encoder of the event model sees at mentions, weighed beside their signs.
//!
//! For every class a linear layer over the states (`model::States::seen`), added to the score of the signs; learned from what the
//! signs make of articles that they have not seen. Without the model the signs alone count.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::standing;
use crate::incident::Story;
use crate::text::Span;

static LAYERS: LazyLock<Layers> =
    LazyLock::new(|| Layers::new(standing("states", include_str!("../../../models/choosers/states.tsv"))));

/// What was seen at the mentions of a candidate, if the article was read.
pub(in crate::incident) type Seen = Option<Vec<f32>>;

/// A layer for each question and class.
struct Layers(HashMap<&'static str, Layer>);

/// What the score of the signs counts, what every candidate counts, and each number that is seen.
#[derive(Default)]
struct Layer {
    scale: f64,
    bias: f64,
    weights: Vec<f32>,
}

impl Layers {
    /// Rows of a number's name and its weight in each layer; the first row names the layers, the next two are `scale` and `bias`.
    fn new(table: &'static str) -> Self {
        let mut rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').skip(1));
        let names: Vec<&str> = rows.next().into_iter().flatten().collect();
        let mut layers: Vec<Layer> = names.iter().map(|_| Layer::default()).collect();
        for (at, row) in rows.enumerate() {
            for (layer, weight) in layers.iter_mut().zip(row.map(|weight| weight.parse::<f32>().unwrap_or_default())) {
                match at {
                    0 => layer.scale = weight.into(),
                    1 => layer.bias = weight.into(),
                    _ => layer.weights.push(weight),
                }
            }
        }
        Self(names.into_iter().zip(layers).collect())
    }
}

impl Layer {
    fn score(&self, score: f64, seen: &[f32]) -> f64 {
        let read: f64 =
            seen.iter().zip(&self.weights).map(|(value, weight)| f64::from(*value) * f64::from(*weight)).sum();
        self.scale * score + self.bias + read
    }
}

/// The score of a layer, `question` or `question class`, where the signs alone score `score`.
pub(in crate::incident) fn beside(layer: &str, score: f64, seen: &Seen) -> f64 {
    // Where nothing was read, the layers are not either.
    let Some(seen) = seen else { return score };
    LAYERS.0.get(layer).map_or(score, |layer| layer.score(score, seen))
}

impl Story<'_> {
    /// What is seen at some mentions of one thing, if the article was read.
    pub(in crate::incident) fn seen(&self, mentions: impl IntoIterator<Item = Span>) -> Seen {
        self.states.map(|states| states.seen(mentions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_beside_signs() {
        let layers =
            Layers::new("# how\n\tvictim\troles stolen\nscale\t0.5\t1\nbias\t-1\t2\nmean 0\t2\t0\nmean 1\t-1\t0.5\n");
        let score = |name: &str| layers.0[name].score(4.0, &[3.0, 2.0]);
        assert_eq!((score("victim"), score("roles stolen")), (2.0 - 1.0 + 6.0 - 2.0, 4.0 + 2.0 + 1.0));
        assert_eq!(beside("victim", 0.25, &None), 0.25, "without the model");
    }

    #[test]
    fn every_layer_is_as_wide_as_what_is_seen() {
        for question in ["victim", "attacker", "loss", "time", "hit hit", "roles stolen", "kinds theft", "types theft"]
        {
            assert_eq!(LAYERS.0[question].weights.len(), 6 * 384, "{question}");
        }
    }
}
