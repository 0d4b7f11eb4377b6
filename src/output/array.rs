//! A JSON array that is written one element at a time, inside whatever stands before and after it.

use std::io::{self, Write};

use serde_json::Value;

/// An array that is being written.
pub(super) struct Array<W> {
    writer: W,
    empty: bool,
}

impl<W: Write> Array<W> {
    /// After `head`, which ends where the first element goes.
    pub(super) fn open(mut writer: W, head: &str) -> io::Result<Self> {
        writer.write_all(head.as_bytes())?;
        Ok(Self { writer, empty: true })
    }

    /// One element on a line of its own.
    pub(super) fn push(&mut self, value: &Value) -> io::Result<()> {
        self.writer.write_all(if std::mem::take(&mut self.empty) { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.writer, value)?)
    }

    /// Ends with `tail`, which begins with the bracket that closes the array.
    pub(super) fn close(mut self, tail: &str) -> io::Result<()> {
        writeln!(self.writer, "\n{tail}")?;
        self.writer.flush()
    }
}

/// An object without the members that hold nothing: `null`, no text, no elements.
pub(super) fn told(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(elements) => !elements.is_empty(),
            _ => true,
        });
    }
    object
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_apart_by_commas() {
        for (elements, expected) in
            [(vec![], "[\n]\n"), (vec![json!(1)], "[\n1\n]\n"), (vec![json!(1), json!({})], "[\n1,\n{}\n]\n")]
        {
            let mut bytes = vec![];
            let mut array = Array::open(&mut bytes, "[").unwrap();
            elements.iter().for_each(|element| array.push(element).unwrap());
            array.close("]").unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_not_told_is_left_out() {
        let object = json!({"a": null, "b": [], "c": "", "d": 0, "e": false, "f": {}});
        assert_eq!(told(object), json!({"d": 0, "e": false, "f": {}}));
    }
}
