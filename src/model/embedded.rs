//! The ONNX graphs on rten, an engine in pure Rust: nothing to install.

use std::borrow::Cow;
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

use super::backend::{Around, Backend, Encoded, Matrix, Padded, Pairs};
use super::files::Files;
use super::labels::Labels;
use super::window::Inputs;
use crate::error::Error;
use crate::extract::event::Realis;

/// The graphs, and the widths of what they give.
pub(super) struct Embedded {
    encoder: Graph,
    arguments: Graph,
    pairs: Graph,
    /// Of states, trigger logits, realis logits.
    encoded: [usize; 3],
    /// Of role logits, kind logits.
    tagged: [usize; 2],
    features: usize,
}

/// One graph with the names of what goes in and comes out looked up.
struct Graph {
    model: Model,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
    threads: Arc<ThreadPool>,
}

impl Embedded {
    /// Loads the graphs; they run on `threads`.
    pub(super) fn new(files: &mut Files, threads: &Arc<ThreadPool>) -> Result<Self, Error> {
        let Files { origin, labels, encoder, arguments, pairs, .. } = files;
        let graph = |name: &str, bytes: &mut Cow<'static, [u8]>, inputs: &[&str], outputs: &[&str]| {
            Graph::load(std::mem::take(bytes), inputs, outputs, threads)
                .map_err(|cause| Error::model(&format!("{origin}: {name}"), cause))
        };
        let Labels { width, .. } = *labels;
        Ok(Self {
            encoder: graph(
                "encoder.onnx",
                encoder,
                &["input_ids", "attention_mask", "features"],
                &["states", "trigger_logits", "realis_logits"],
            )?,
            arguments: graph(
                "arguments.onnx",
                arguments,
                &["words", "trigger", "type_id", "distance", "sentence", "mask"],
                &["role_logits", "kind_logits"],
            )?,
            pairs: graph("pairs.onnx", pairs, &["left", "right", "pair_features"], &["logit"])?,
            encoded: [width, labels.trigger_tags(), Realis::ALL.len()],
            tagged: [labels.role_tags(), labels.kinds.len()],
            features: labels.link.features,
        })
    }
}

impl Backend for Embedded {
    fn encode(&self, batch: &[Inputs]) -> Result<Vec<Encoded>, String> {
        let mut padded = Padded::new(batch);
        let [ids, mask, features] = [&mut padded.ids, &mut padded.mask, &mut padded.features].map(std::mem::take);
        let shape = padded.shape;
        let outputs = self.encoder.run(vec![tensor(shape, ids)?, tensor(shape, mask)?, tensor(shape, features)?])?;
        Ok(padded.words(batch, &all_rows(outputs, shape, self.encoded)?))
    }

    fn arguments(&self, around: Around) -> Result<[Matrix; 2], String> {
        let Around { shape, states, triggers, kinds, distance, sentence, mask } = around;
        let width = self.encoded[0];
        let outputs = self.arguments.run(vec![
            tensor([shape[0], shape[1], width], states)?,
            tensor([shape[0], width], triggers)?,
            tensor([shape[0]], kinds)?,
            tensor(shape, distance)?,
            tensor(shape, sentence)?,
            tensor(shape, mask)?,
        ])?;
        all_rows(outputs, shape, self.tagged)
    }

    fn link(&self, pairs: Pairs) -> Result<Vec<f32>, String> {
        let Pairs { count, left, right, features } = pairs;
        let states = [count, self.encoded[0]];
        let features = tensor([count, self.features], features)?;
        let outputs = self.pairs.run(vec![tensor(states, left)?, tensor(states, right)?, features])?;
        let logits = outputs.into_iter().next().ok_or("an output is missing")?;
        let (_, logits) = logits.into_shape_vec::<f32, 1>().map_err(|cause| cause.to_string())?;
        if logits.len() == count {
            Ok(logits)
        } else {
            Err("the pairs graph gives another number of logits".to_owned())
        }
    }
}

impl Graph {
    /// Loads a graph; the error is the engine's.
    fn load(
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

    fn run(&self, values: Vec<Value>) -> Result<Vec<Value>, String> {
        let inputs = self.inputs.iter().copied().zip(values.into_iter().map(ValueOrView::from)).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        self.model.run(inputs, &self.outputs, Some(options)).map_err(|cause| cause.to_string())
    }
}

fn tensor<T, const N: usize>(shape: [usize; N], values: Vec<T>) -> Result<Value, String>
where
    Value: From<rten_tensor::Tensor<T>>,
{
    Value::from_shape(shape, values).map_err(|cause| cause.to_string())
}

/// Outputs of shape `[batch, rows, width]` as matrices, each with its own width.
fn all_rows<const N: usize>(
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
