//! The same networks through rust-bert's BERT on libtorch, on the graphics card where there is one.
//!
//! `models/train/torch_weights.py` writes the weights out of the graphs; the names below are those of its file.

use std::path::Path;
use std::sync::Mutex;

use rust_bert::bert::{BertConfig, BertEncoder, BertLayer};
use tch::nn::{self, Module};
use tch::{Device, Kind, Tensor};

use super::backend::{Around, Backend, Encoded, Matrix, Padded, Pairs};
use super::files::Files;
use super::labels::Labels;
use super::window::{self, Inputs};
use crate::error::Error;
use crate::extract::event::Realis;

/// The file of the weights in the model's folder.
const FILE: &str = "torch.safetensors";
/// What the graphs do not say about themselves; models/event/README.md does.
const LAYERS: i64 = 12;
const HEADS: i64 = 12;
const PLACES: i64 = 512;
const ARGUMENT_LAYERS: i64 = 2;
const ARGUMENT_HEADS: i64 = 6;
const PAIR_WIDTH: i64 = 32;
/// Added to the scores of what may not be.
const FORBIDDEN: f64 = -1e4;

/// The networks; libtorch's tensors go from thread to thread, but are not shared.
pub(super) struct Torch {
    networks: Mutex<Networks>,
}

struct Networks {
    device: Device,
    pieces: Pieces,
    encoder: BertEncoder,
    trigger: Head,
    realis: Head,
    arguments: Arguments,
    pairs: PairScorer,
}

/// BERT's embeddings of pieces, and those of their features.
struct Pieces {
    words: nn::Embedding,
    places: nn::Embedding,
    segments: nn::Embedding,
    features: nn::Embedding,
    norm: nn::LayerNorm,
}

/// Two layers with a bend between them.
struct Head {
    first: nn::Linear,
    last: nn::Linear,
}

struct Arguments {
    own: nn::Linear,
    of_trigger: nn::Linear,
    types: nn::Embedding,
    distance: nn::Embedding,
    sentence: nn::Embedding,
    norm: nn::LayerNorm,
    layers: Vec<BertLayer>,
    roles: nn::Linear,
    kinds: nn::Linear,
    illegal: Tensor,
}

struct PairScorer {
    project: nn::Linear,
    hidden: nn::Linear,
    out: nn::Linear,
    width: i64,
    features: i64,
}

impl Torch {
    /// Reads the weights beside the other files of a model's folder.
    pub(super) fn new(files: &Files, folder: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = folder.map(|folder| folder.join(FILE)) else {
            let cause = "--backend rust-bert reads its weights from --models DIR; \
                         models/train/torch_weights.py makes such a folder";
            return Err(Error::model(&files.origin, cause));
        };
        let wrong = |cause: String| Error::model(&path.display().to_string(), cause);
        files.check(FILE, &path)?;
        let device = Device::cuda_if_available();
        let pieces = files.vocabulary.iter().filter(|byte| **byte == b'\n').count();
        let mut store = nn::VarStore::new(device);
        let networks = Networks::new(&store.root(), &files.labels, pieces as i64, device);
        store.load(&path).map_err(|cause| wrong(cause.to_string()))?;
        store.freeze();
        Ok(Self { networks: Mutex::new(networks) })
    }

    /// Runs the networks without a record of what they do.
    fn run<T>(&self, work: impl FnOnce(&Networks) -> Result<T, String>) -> Result<T, String> {
        let networks = self.networks.lock().map_err(|_| "libtorch failed before".to_owned())?;
        tch::no_grad(|| work(&networks))
    }
}

impl Backend for Torch {
    fn encode(&self, batch: &[Inputs]) -> Result<Vec<Encoded>, String> {
        let padded = Padded::new(batch);
        let outputs = self.run(|networks| {
            let ids = |values: &[i32]| ids(values, &padded.shape, networks.device);
            let (pieces, mask, features) = (ids(&padded.ids)?, ids(&padded.mask)?, ids(&padded.features)?);
            let embedded = networks.pieces.forward(&pieces, &features);
            let states = networks.encoder.forward_t(&embedded, Some(&hidden(&mask)), None, None, false).hidden_state;
            let (triggers, realis) = (networks.trigger.forward(&states), networks.realis.forward(&states));
            Ok([matrix(&states)?, matrix(&triggers)?, matrix(&realis)?])
        })?;
        Ok(padded.words(batch, &outputs))
    }

    fn arguments(&self, around: Around) -> Result<[Matrix; 2], String> {
        self.run(|networks| {
            let (device, rows) = (networks.device, around.shape[0]);
            let width = around.triggers.len() / rows.max(1);
            let words = floats(&around.states, &[rows, around.shape[1], width], device)?;
            let trigger = floats(&around.triggers, &[rows, width], device)?;
            let per_word = |values: &[i32]| ids(values, &around.shape, device);
            let kinds = ids(&around.kinds, &[rows], device)?;
            let places = [per_word(&around.distance)?, per_word(&around.sentence)?, per_word(&around.mask)?];
            let [roles, kinds] = networks.arguments.forward(&words, &trigger, &kinds, &places);
            Ok([matrix(&roles)?, matrix(&kinds)?])
        })
    }

    fn link(&self, pairs: Pairs) -> Result<Vec<f32>, String> {
        self.run(|networks| {
            let PairScorer { width, features, .. } = networks.pairs;
            let read = |values, width: i64| floats(values, &[pairs.count, width as usize], networks.device);
            let (left, right) = (read(&pairs.left, width)?, read(&pairs.right, width)?);
            matrix(&networks.pairs.forward(&left, &right, &read(&pairs.features, features)?)).map(|found| found.values)
        })
    }
}

impl Networks {
    fn new(root: &nn::Path<'_>, labels: &Labels, pieces: i64, device: Device) -> Self {
        let width = labels.width as i64;
        let config = BertConfig {
            hidden_size: width,
            intermediate_size: 4 * width,
            num_attention_heads: HEADS,
            num_hidden_layers: LAYERS,
            max_position_embeddings: PLACES,
            vocab_size: pieces,
            ..BertConfig::default()
        };
        Self {
            device,
            pieces: Pieces::new(&(root / "bert" / "embeddings"), &config),
            encoder: BertEncoder::new(root / "bert" / "encoder", &config),
            trigger: Head::new(&(root / "trigger"), [width, width, labels.trigger_tags() as i64]),
            realis: Head::new(&(root / "realis"), [width, width / 2, Realis::ALL.len() as i64]),
            arguments: Arguments::new(&(root / "arguments"), labels, device),
            pairs: PairScorer::new(&(root / "pairs"), labels),
        }
    }
}

impl Pieces {
    fn new(path: &nn::Path<'_>, config: &BertConfig) -> Self {
        let width = config.hidden_size;
        let table = |name: &str, rows| nn::embedding(path / name, rows, width, nn::EmbeddingConfig::default());
        let norm = nn::LayerNormConfig { eps: 1e-12, ..nn::LayerNormConfig::default() };
        Self {
            words: table("word_embeddings", config.vocab_size),
            places: table("position_embeddings", config.max_position_embeddings),
            segments: table("token_type_embeddings", config.type_vocab_size),
            features: table("feature_embeddings", i64::from(window::LAST_FEATURE) + 1),
            norm: nn::layer_norm(path / "LayerNorm", vec![width], norm),
        }
    }

    fn forward(&self, ids: &Tensor, features: &Tensor) -> Tensor {
        let places = Tensor::arange(ids.size()[1], (Kind::Int64, ids.device())).unsqueeze(0);
        let segment = Tensor::zeros([1, 1], (Kind::Int64, ids.device()));
        let sum = self.words.forward(ids) + self.places.forward(&places) + self.segments.forward(&segment);
        self.norm.forward(&(sum + self.features.forward(features)))
    }
}

impl Head {
    fn new(path: &nn::Path<'_>, [input, middle, output]: [i64; 3]) -> Self {
        // The numbers are places in the sequence of the training side: linear, GELU, dropout, linear.
        Self { first: linear(&(path / 0), input, middle), last: linear(&(path / 3), middle, output) }
    }

    fn forward(&self, states: &Tensor) -> Tensor {
        self.last.forward(&self.first.forward(states).gelu("none"))
    }
}

impl Arguments {
    fn new(path: &nn::Path<'_>, labels: &Labels, device: Device) -> Self {
        let width = labels.width as i64;
        let config = BertConfig {
            hidden_size: width,
            intermediate_size: 3 * width,
            num_attention_heads: ARGUMENT_HEADS,
            ..BertConfig::default()
        };
        let table = |name: &str, rows| nn::embedding(path / name, rows, width, nn::EmbeddingConfig::default());
        let layers = path / "layer";
        let mut illegal = Vec::with_capacity(labels.types.len() * labels.role_tags());
        for kind in 0..labels.types.len() {
            let tag = |tag: usize| tag == 0 || labels.legal(kind, (tag - 1) / 2);
            illegal.extend((0..labels.role_tags()).map(|place| if tag(place) { 0.0 } else { FORBIDDEN as f32 }));
        }
        let illegal = Tensor::from_slice(&illegal).view([labels.types.len() as i64, labels.role_tags() as i64]);
        Self {
            own: linear(&(path / "own"), width, width),
            of_trigger: linear(&(path / "of_trigger"), width, width),
            types: table("types", labels.types.len() as i64),
            distance: table("distance", 2 * (labels.distance_ends.len() as i64 + 1) + 1),
            sentence: table("sentence", 5),
            norm: nn::layer_norm(path / "norm", vec![width], nn::LayerNormConfig::default()),
            layers: (0..ARGUMENT_LAYERS).map(|layer| BertLayer::new(&layers / layer, &config)).collect(),
            roles: linear(&(path / "roles"), width, labels.role_tags() as i64),
            kinds: linear(&(path / "kinds"), width, labels.kinds.len() as i64),
            illegal: illegal.to_device(device),
        }
    }

    fn forward(&self, words: &Tensor, trigger: &Tensor, kinds: &Tensor, places: &[Tensor; 3]) -> [Tensor; 2] {
        let [distance, sentence, mask] = places;
        let of_event = self.of_trigger.forward(trigger) + self.types.forward(kinds);
        let sum = self.own.forward(words) + of_event.unsqueeze(1);
        let sum = sum + self.distance.forward(distance) + self.sentence.forward(sentence);
        let mut states = self.norm.forward(&sum);
        let hidden = hidden(mask);
        for layer in &self.layers {
            states = layer.forward_t(&states, Some(&hidden), None, None, false).hidden_state;
        }
        let illegal = self.illegal.index_select(0, kinds).unsqueeze(1);
        [self.roles.forward(&states) + illegal, self.kinds.forward(&states)]
    }
}

impl PairScorer {
    fn new(path: &nn::Path<'_>, labels: &Labels) -> Self {
        let (width, features) = (labels.width as i64, labels.link.features as i64);
        Self {
            project: linear(&(path / "project"), width, PAIR_WIDTH),
            hidden: linear(&(path / "hidden"), 2 * PAIR_WIDTH + features, PAIR_WIDTH),
            out: linear(&(path / "out"), PAIR_WIDTH, 1),
            width,
            features,
        }
    }

    fn forward(&self, left: &Tensor, right: &Tensor, features: &Tensor) -> Tensor {
        let (left, right) = (self.project.forward(left), self.project.forward(right));
        let both = Tensor::cat(&[(&left - &right).abs(), &left * &right, features.shallow_clone()], 1);
        self.out.forward(&self.hidden.forward(&both).tanh())
    }
}

/// What is added to the attention that is paid to each place: nothing, or much that is negative.
fn hidden(mask: &Tensor) -> Tensor {
    ((mask.to_kind(Kind::Float).neg() + 1.0) * FORBIDDEN).unsqueeze(1).unsqueeze(1)
}

fn linear(path: &nn::Path<'_>, input: i64, output: i64) -> nn::Linear {
    nn::linear(path, input, output, nn::LinearConfig::default())
}

fn ids(values: &[i32], shape: &[usize], device: Device) -> Result<Tensor, String> {
    shaped(Tensor::from_slice(values).to_kind(Kind::Int64), shape, device)
}

fn floats(values: &[f32], shape: &[usize], device: Device) -> Result<Tensor, String> {
    shaped(Tensor::from_slice(values), shape, device)
}

fn shaped(tensor: Tensor, shape: &[usize], device: Device) -> Result<Tensor, String> {
    let shape: Vec<i64> = shape.iter().map(|size| *size as i64).collect();
    tensor.f_view(shape.as_slice()).map(|tensor| tensor.to_device(device)).map_err(|cause| cause.to_string())
}

/// All rows of a tensor, whatever its other sides are.
fn matrix(tensor: &Tensor) -> Result<Matrix, String> {
    let width = tensor.size().last().copied().unwrap_or(0) as usize;
    let flat = tensor.to_device(Device::Cpu).to_kind(Kind::Float).contiguous().view(-1);
    Ok(Matrix { width, values: Vec::try_from(&flat).map_err(|cause: tch::TchError| cause.to_string())? })
}
