//! The ONNX graphs on rten: plain numbers in, one row of numbers per word out.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

use super::window::Inputs;

/// Rows of equal width.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    pub(super) width: usize,
    pub(super) values: Vec<f32>,
}

/// What the encoder says about each word of one window.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) states: Matrix,
    pub(super) triggers: Matrix,
    pub(super) realis: Matrix,
}

/// One graph with the names of what goes in and comes out looked up.
pub(super) struct Graph {
    model: Model,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
    threads: Arc<ThreadPool>,
}

impl Matrix {
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// Some rows, one after the other.
    pub(super) fn rows(&self, rows: Range<usize>) -> &[f32] {
        &self.values[rows.start * self.width..rows.end * self.width]
    }

    /// Some rows as a matrix.
    pub(super) fn part(&self, rows: Range<usize>) -> Self {
        Self { width: self.width, values: self.rows(rows).to_vec() }
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// The mean of some rows.
    pub(super) fn mean(&self, rows: Range<usize>) -> Vec<f32> {
        let (mut sums, count) = (vec![0.0; self.width], rows.len().max(1) as f32);
        for row in rows {
            sums.iter_mut().zip(self.row(row)).for_each(|(sum, value)| *sum += value);
        }
        sums.into_iter().map(|sum| sum / count).collect()
    }
}

impl Graph {
    /// Loads a graph; the error is the engine's.
    pub(super) fn load(
        bytes: Cow<'static, [u8]>,
        inputs: &[&str],
        outputs: &[&str],
        threads: &Arc<ThreadPool>,
    ) -> Result<Self, String> {
        let model = match bytes {
            Cow::Borrowed(bytes) => Model::load_static_slice(bytes),
            Cow::Owned(bytes) => Model::load(bytes),
        };
        let model = model.map_err(|cause| cause.to_string())?;
        let nodes = |names: &[&str]| names.iter().map(|name| model.node_id(name)).collect::<Result<Vec<_>, _>>();
        let inputs = nodes(inputs).map_err(|cause| cause.to_string())?;
        let outputs = nodes(outputs).map_err(|cause| cause.to_string())?;
        Ok(Self { model, inputs, outputs, threads: Arc::clone(threads) })
    }

    /// Runs the graph.
    pub(super) fn run(&self, values: Vec<Value>) -> Result<Vec<Value>, String> {
        let inputs = self.inputs.iter().copied().zip(values.into_iter().map(ValueOrView::from)).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        self.model.run(inputs, &self.outputs, Some(options)).map_err(|cause| cause.to_string())
    }

    /// Runs the encoder over a batch of windows: three outputs of `widths`, of which one row per word is kept.
    pub(super) fn encode(&self, batch: &[Inputs], widths: [usize; 3]) -> Result<Vec<Encoded>, String> {
        let longest = batch.iter().map(|window| window.ids.len()).max().unwrap_or(0);
        let padded = |row: fn(&Inputs) -> Vec<i32>| {
            let rows = batch.iter().flat_map(|window| {
                let mut row = row(window);
                row.resize(longest, 0);
                row
            });
            tensor([batch.len(), longest], rows.collect())
        };
        let ids = padded(|window| window.ids.clone())?;
        let mask = padded(|window| vec![1; window.ids.len()])?;
        let features = padded(|window| window.features.clone())?;
        let outputs = self.run(vec![ids, mask, features])?;
        let [states, triggers, realis] = all_rows(outputs, [batch.len(), longest], widths)?;
        let rows = batch.iter().enumerate().map(|(place, window)| {
            let words = |all: &Matrix| {
                let rows = window.first.iter().flat_map(|first| all.row(place * longest + first)).copied();
                Matrix { width: all.width, values: rows.collect() }
            };
            Encoded { states: words(&states), triggers: words(&triggers), realis: words(&realis) }
        });
        Ok(rows.collect())
    }
}

/// A tensor of the engine.
pub(super) fn tensor<T, const N: usize>(shape: [usize; N], values: Vec<T>) -> Result<Value, String>
where
    Value: From<rten_tensor::Tensor<T>>,
{
    Value::from_shape(shape, values).map_err(|cause| cause.to_string())
}

/// Outputs of shape `[batch, rows, width]` as matrices, each with its own width.
pub(super) fn all_rows<const N: usize>(
    outputs: Vec<Value>,
    [batch, rows]: [usize; 2],
    widths: [usize; N],
) -> Result<[Matrix; N], String> {
    let read = outputs.into_iter().zip(widths).map(|(output, width)| {
        let (shape, values) = output.into_shape_vec::<f32, 3>().map_err(|cause| cause.to_string())?;
        if shape != [batch, rows, width] {
            return Err(format!("an output has the shape {shape:?} instead of {:?}", [batch, rows, width]));
        }
        Ok(Matrix { width, values })
    });
    let matrices = read.collect::<Result<Vec<_>, _>>()?;
    matrices.try_into().map_err(|_| "an output is missing".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_rows() {
        let matrix = Matrix { width: 2, values: vec![1.0, 2.0, 3.0, 6.0] };
        assert_eq!((matrix.len(), matrix.row(1), matrix.mean(0..2)), (2, &[3.0, 6.0][..], vec![2.0, 4.0]));
        assert_eq!(matrix.mean(1..1), [0.0, 0.0]);
        assert_eq!(Matrix::default().len(), 0);
    }
}
