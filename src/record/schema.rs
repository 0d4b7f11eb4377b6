//! The JSON Schema of the output, from the types themselves.

use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};

use super::{MentionsLine, Record};

/// Of what `extract FILE` prints for one article.
pub fn schema() -> Schema {
    of::<Record>()
}

/// Of one line of `extract mentions`.
pub fn mentions_schema() -> Schema {
    of::<MentionsLine>()
}

fn of<T: JsonSchema>() -> Schema {
    let numbers = RecursiveTransform(|schema: &mut Schema| {
        // Decimals can be read from strings too; what is printed is a number.
        let Some(serde_json::Value::Array(types)) = schema.get_mut("type") else { return };
        if types.contains(&"number".into()) {
            types.retain(|name| name != "string");
            schema.remove("pattern");
        }
    });
    SchemaSettings::draft2020_12().with_transform(numbers).into_generator().into_root_schema_for::<T>()
}
