//! Classifiers of two layers that the tests make: each word's label is in its piece, so that what they find is known.

use std::borrow::Borrow;
use std::path::Path;

use rust_bert::bert::{BertConfig, BertForTokenClassification};
use rust_bert::distilbert::{DistilBertConfig, DistilBertForTokenClassification};
use rust_bert::electra::{ElectraConfig, ElectraForTokenClassification};
use rust_bert::roberta::RobertaForTokenClassification;
use serde_json::{Value, json};
use tch::{Device, Kind, Tensor, nn};

use super::*;
use crate::article::Article;
use crate::pipeline::Pipeline;

const WIDTH: i64 = 16;
const LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];
/// Pieces with their labels; those that are not here are unknown, and no names.
const WORDS: [(&str, &str); 12] = [
    ("[PAD]", "O"),
    ("[UNK]", "O"),
    ("[CLS]", "O"),
    ("[SEP]", "O"),
    ("[MASK]", "O"),
    ("Ünal", "B-PER"),
    ("Öz", "I-PER"),
    ("Vel", "B-ORG"),
    ("##mora", "I-LOC"),
    ("Grid", "I-ORG"),
    ("Zürich", "B-LOC"),
    ("Swiss", "B-MISC"),
];
/// RoBERTa's pieces are bytes written as letters; merged ones begin a word and carry its label.
const BYTES: [(&str, &str); 10] = [
    ("<s>", "O"),
    ("<pad>", "O"),
    ("</s>", "O"),
    ("<unk>", "O"),
    ("<mask>", "O"),
    ("ĠÃ", "B-PER"),
    ("ĠO", "I-PER"),
    ("ĠV", "B-ORG"),
    ("ĠG", "I-ORG"),
    ("ĠZ", "B-LOC"),
];
const MERGES: &str = "#version: 0.2\nĠ Ã\nĠ O\nĠ V\nĠ G\nĠ Z\n";

/// A config that all four kinds of model can be read from.
fn config(model: &str, pieces: usize, places: usize) -> Value {
    let labels: serde_json::Map<_, _> =
        LABELS.iter().enumerate().map(|(number, label)| (number.to_string(), json!(label))).collect();
    json!({
        "model_type": model, "id2label": labels, "vocab_size": pieces, "max_position_embeddings": places,
        "hidden_size": WIDTH, "embedding_size": WIDTH, "dim": WIDTH, "intermediate_size": WIDTH, "hidden_dim": WIDTH,
        "num_hidden_layers": 2, "n_layers": 2, "num_attention_heads": 2, "n_heads": 2, "type_vocab_size": 2,
        "hidden_act": "gelu", "activation": "gelu", "initializer_range": 0.02, "pad_token_id": 0,
        "attention_probs_dropout_prob": 0.1, "hidden_dropout_prob": 0.1, "attention_dropout": 0.1, "dropout": 0.1,
        "qa_dropout": 0.1, "seq_classif_dropout": 0.1, "sinusoidal_pos_embds": false, "tie_weights_": true,
    })
}

/// Writes a classifier; `lower` has a vocabulary in lower case and without accents.
fn write(folder: &Path, model: &str, weights: &str, places: usize, lower: bool) {
    let pieces: &[(&str, &str)] = if model == "roberta" { &BYTES } else { &WORDS };
    let config = config(model, pieces.len(), places);
    std::fs::write(folder.join("config.json"), config.to_string()).unwrap();
    if model == "roberta" {
        let numbers: serde_json::Map<_, _> =
            pieces.iter().enumerate().map(|(number, (piece, _))| ((*piece).to_owned(), json!(number))).collect();
        std::fs::write(folder.join("vocab.json"), Value::from(numbers).to_string()).unwrap();
        std::fs::write(folder.join("merges.txt"), MERGES).unwrap();
        std::fs::write(folder.join("tokenizer_config.json"), r#"{"add_prefix_space": true}"#).unwrap();
    } else {
        let words = pieces.iter().map(|(piece, _)| match lower && !piece.starts_with('[') {
            true => piece.to_lowercase().replace('ü', "u").replace('ö', "o") + "\n",
            false => format!("{piece}\n"),
        });
        std::fs::write(folder.join("vocab.txt"), words.collect::<String>()).unwrap();
    }
    let store = nn::VarStore::new(Device::Cpu);
    build(model, store.root(), &config);
    tch::no_grad(|| {
        for (name, mut variable) in store.variables() {
            variable.copy_(&values(&name, &variable, pieces));
        }
    });
    store.save(folder.join(weights)).unwrap();
}

/// Names the variables of a model as rust-bert does.
fn build<'p>(model: &str, root: impl Borrow<nn::Path<'p>>, config: &Value) {
    fn read<T: serde::de::DeserializeOwned>(config: &Value) -> T {
        serde_json::from_str(&config.to_string()).unwrap()
    }
    match model {
        "bert" => drop(BertForTokenClassification::new(root, &read::<BertConfig>(config)).unwrap()),
        "roberta" => drop(RobertaForTokenClassification::new(root, &read::<BertConfig>(config)).unwrap()),
        "distilbert" => drop(DistilBertForTokenClassification::new(root, &read::<DistilBertConfig>(config)).unwrap()),
        _ => drop(ElectraForTokenClassification::new(root, &read::<ElectraConfig>(config)).unwrap()),
    }
}

/// Attention and inner layers add nothing; a piece is the number of its label, which the classifier reads off.
fn values(name: &str, variable: &Tensor, pieces: &[(&str, &str)]) -> Tensor {
    let mut values = Tensor::zeros(variable.size(), (Kind::Float, Device::Cpu));
    if name.ends_with("word_embeddings.weight") {
        for (row, (_, label)) in pieces.iter().enumerate() {
            let column = LABELS.iter().position(|known| known == label).unwrap();
            let _ = values.get(row as i64).get(column as i64).fill_(1.0);
        }
    } else if name == "classifier.weight" {
        for label in 0..LABELS.len() as i64 {
            let _ = values.get(label).get(label).fill_(1.0);
        }
    } else if name.to_lowercase().replace('_', "").ends_with("layernorm.weight") {
        let _ = values.fill_(1.0);
    }
    values
}

/// The names that the rule marks in a text, with their kinds, by the bytes of the text.
fn found(rule: &dyn Rule<Entity>, text: &str) -> Vec<String> {
    let doc = crate::text::Document::new(text);
    rule.find(&doc)
        .into_iter()
        .map(|(span, entity)| {
            assert_eq!(doc.slice(span), entity.name);
            format!("{} {}", entity.kind.as_str(), doc.slice(span))
        })
        .collect()
}

#[test]
fn every_kind_of_model_finds_names_at_their_bytes() {
    let words = ["person Ünal Öz", "organization Velmora Grid", "place Zürich"];
    for (model, weights, lower) in [
        ("bert", "model.safetensors", false),
        ("bert", "rust_model.ot", false),
        ("bert", "model.safetensors", true),
        ("distilbert", "model.safetensors", false),
        ("electra", "model.safetensors", false),
        ("roberta", "model.safetensors", false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), model, weights, 64, lower);
        let rule = rule(folder.path()).unwrap();
        for (text, expected) in [
            ("“Hélas!” 🙂 — said Ünal Öz of the Swiss firm Velmora Grid’s office in Zürich.", &words[..]),
            (
                "The breach was first seen on that day by a man who is called Ünal\nÖz. Nobody at Velmora Grid knew of it in Zürich.",
                &words,
            ),
            ("The bank said nothing.", &[]),
            ("\u{200b}", &[]),
            ("", &[]),
        ] {
            // RoBERTa's few pieces tell Öz from Ünal as little as any two words that begin with the same byte.
            let known = |text: &str| if model == "roberta" { text.replace("Öz", "Oz") } else { text.to_owned() };
            let (text, expected) = (known(text), expected.iter().map(|name| known(name)).collect::<Vec<_>>());
            let found: Vec<_> = found(&*rule, &text).iter().map(|name| name.replace('\n', " ")).collect();
            assert_eq!(found, expected, "{model} {weights} lower case: {lower}\n{text}");
        }
    }
}

#[test]
fn what_is_longer_than_the_model_is_cut() {
    for model in ["bert", "roberta"] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), model, "model.safetensors", 40, false);
        let rule = rule(folder.path()).unwrap();
        let text =
            format!("In Zürich {} Velmora Grid, {} in Zürich.", "they told us ".repeat(60), "0123456789".repeat(30));
        assert_eq!(found(&*rule, &text), ["place Zürich", "organization Velmora Grid", "place Zürich"], "{model}");
        // More texts than go together.
        let text = "It is in Zürich. ".repeat(50);
        assert_eq!(found(&*rule, &text), vec!["place Zürich"; 50], "{model}");
    }
}

#[test]
fn names_stand_beside_those_of_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "bert", "model.safetensors", 64, true);
    let pipeline = Pipeline::new().with_rule(rule(folder.path()).unwrap());
    let text = "Über 🙂 ünal öz was robbed in Zürich by Lazarus Group.".to_owned();
    let article = Article { id: "a".into(), source: "a".into(), title: None, published: None, language: None, text };
    let line = pipeline.mentions(&article);
    let told = line.mentions.entities.iter();
    let told: Vec<_> = told.map(|entity| (&*entity.rule, &*entity.kind, &*entity.text, entity.start)).collect();
    // Without a capital the rules see no name; of what both see, theirs stays.
    for expected in
        [("ner", "person", "ünal öz", 7), ("lexicon", "place", "Zürich", 29), ("lexicon", "group", "Lazarus Group", 39)]
    {
        assert!(told.contains(&expected), "{told:?}");
    }
    assert_eq!(line, pipeline.mentions(&article));
}

#[test]
fn a_folder_that_cannot_be_used_is_refused_with_the_remedy() {
    let labels = |names: &[&str]| {
        json!(
            names.iter().enumerate().map(|(at, name)| (at.to_string(), json!(name))).collect::<serde_json::Map<_, _>>()
        )
    };
    for (file, key, value, expected) in [
        ("config.json", "", json!(null), "No such file"),
        ("model.safetensors", "", json!(null), "AutoModelForTokenClassification"),
        ("vocab.txt", "", json!(null), "AutoTokenizer"),
        ("config.json", "model_type", json!("gpt2"), "bert, distilbert, electra and roberta"),
        ("config.json", "hidden_act", json!("none"), "unknown variant"),
        ("config.json", "id2label", json!({"1": "O"}), "from 0"),
        ("config.json", "id2label", labels(&["O", "PER"]), "\"PER\""),
        ("config.json", "id2label", labels(&["O", "B-NOUN"]), "neither PER nor ORG nor LOC"),
        ("config.json", "id2label", labels(&["O", "B-PER"]), "classifier"),
        ("config.json", "vocab_size", json!(99), "word_embeddings"),
        ("config.json", "num_hidden_layers", json!(3), "layer.2"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "bert", "model.safetensors", 64, false);
        let path = folder.path().join(file);
        if value.is_null() {
            std::fs::remove_file(path).unwrap();
        } else {
            let mut config: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            config[key] = value;
            std::fs::write(path, config.to_string()).unwrap();
        }
        let error = rule(folder.path()).err().unwrap_or_else(|| panic!("{file} {key} {expected}")).to_string();
        assert!(error.contains(expected) && error.contains("models/README.md"), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn another_classifier_has_another_fingerprint() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let sums = || folders.each_ref().map(|folder| fingerprint(folder.path()).unwrap());
    for folder in &folders {
        write(folder.path(), "bert", "model.safetensors", 64, false);
    }
    std::fs::write(folders[0].path().join("tokenizer_config.json"), "{}").unwrap();
    let [one, other] = sums();
    assert!(one.len() == 64 && one != other);
    assert_eq!(sums()[0], one);
}
