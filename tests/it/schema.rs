//! The printed schema holds for what is printed, and docs/schema.md says what the schema says.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use crate::program::{self, root};

/// What a run that goes well prints.
fn printed(arguments: &[&str]) -> String {
    let (code, out, errors) = program::run(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {errors}");
    out
}

fn schema(shape: &str) -> Value {
    serde_json::from_str(&printed(&["schema", shape])).unwrap()
}

fn articles() -> Vec<String> {
    let fixtures = root().join("fixtures");
    let folders = std::fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path().join("article.txt"));
    let mut articles: Vec<_> = folders.filter(|path| path.is_file()).map(|path| path.display().to_string()).collect();
    articles.sort();
    articles
}

#[test]
fn output_is_valid() {
    let articles = articles();
    for (shape, first, articles) in [
        ("record", &["--no-model", "--format", "jsonl", "--published", "2019-03-11"][..], &articles[..]),
        ("record", &["--format", "jsonl", "--published", "2019-03-11"], &articles[..4]),
        ("mentions", &["mentions", "--no-model"], &articles),
        ("mentions", &["mentions", "--models", "models/event"], &articles[..4]),
    ] {
        let validator = jsonschema::validator_for(&schema(shape)).unwrap();
        let arguments: Vec<&str> = first.iter().copied().chain(articles.iter().map(String::as_str)).collect();
        let lines = printed(&arguments);
        assert_eq!(lines.lines().count(), articles.len());
        for line in lines.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert_eq!(errors, Vec::<String>::new(), "{shape} of {}", value["id"]);
        }
    }
}

#[test]
fn the_schema_says_no() {
    let validator = jsonschema::validator_for(&schema("record")).unwrap();
    let good: Value =
        serde_json::from_str(&printed(&["--format", "jsonl", "fixtures/un-panel-report/article.txt"])).unwrap();
    assert!(validator.is_valid(&good));
    for (pointer, value) in [
        ("/incidents", Value::Null),
        ("/article/id", Value::from(5)),
        ("/warnings", serde_json::json!([{"code": "oops", "message": ""}])),
        ("/incidents", serde_json::json!([{"types": ["theft"]}])),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&bad), "{pointer}");
    }
}

/// Between these two lines docs/schema.md is written by this test with `UPDATE_DOCS=1`.
const MARKS: [&str; 2] = ["<!-- fields: from the schema -->", "<!-- end of fields -->"];

#[test]
fn the_page_agrees_with_the_schema() {
    let mut fields = String::new();
    let mut told = BTreeSet::new();
    for (shape, heading) in [("record", "## The record"), ("mentions", "## The mentions")] {
        let schema = schema(shape);
        writeln!(fields, "{heading}\n").unwrap();
        object(&mut fields, &schema);
        let parts = schema["$defs"].as_object().unwrap();
        let parts: Vec<_> = parts.iter().filter(|(name, _)| told.insert((*name).clone())).collect();
        for (name, part) in parts.iter().filter(|(_, part)| part.get("properties").is_some()) {
            writeln!(fields, "### {name}\n").unwrap();
            object(&mut fields, part);
        }
        for (name, part) in parts.iter().filter(|(_, part)| part.get("oneOf").is_some()) {
            writeln!(fields, "### {name}\n\n{}\n", sentence(part)).unwrap();
            writeln!(fields, "| value | meaning |\n|---|---|").unwrap();
            for value in part["oneOf"].as_array().unwrap() {
                writeln!(fields, "| `{}` | {} |", value["const"].as_str().unwrap_or_default(), sentence(value))
                    .unwrap();
            }
            writeln!(fields).unwrap();
        }
    }
    let path = root().join("docs/schema.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKS[0]).unwrap();
    let (within, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{}\n\n{fields}{}{after}", MARKS[0], MARKS[1])).unwrap();
    } else {
        let differs = within.trim().lines().zip(fields.trim().lines()).find(|(page, schema)| page != schema);
        assert_eq!(differs, None, "page, schema; run: UPDATE_DOCS=1 cargo test --test it schema");
        assert_eq!(
            within.trim().lines().count(),
            fields.trim().lines().count(),
            "run: UPDATE_DOCS=1 cargo test --test it schema"
        );
    }
}

fn object(to: &mut String, schema: &Value) {
    writeln!(to, "{}\n\n| field | type | meaning |\n|---|---|---|", sentence(schema)).unwrap();
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, field) in schema["properties"].as_object().unwrap() {
        let optional = if required.contains(&name.as_str()) { "" } else { ", may be absent" };
        writeln!(to, "| `{name}` | {}{optional} | {} |", kind(field), sentence(field)).unwrap();
    }
    writeln!(to).unwrap();
}

fn sentence(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace('\n', " ")
}

fn kind(field: &Value) -> String {
    if let Some(name) = field["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(any) = field["anyOf"].as_array() {
        return any.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match &field["type"] {
        Value::String(name) if name == "array" => format!("list of {}", kind(&field["items"])),
        Value::String(name) => name.clone(),
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "any".to_owned(),
    }
}
