//! What the tests of all rules read with.

use jiff::civil::Date;

use super::{extractor, resolve};
use crate::text::Document;

/// The EDTF of every date found, `-` where unresolved.
pub(super) fn read(text: &str, published: Option<&str>) -> Vec<String> {
    let doc = Document::new(text);
    let published = published.map(|day| day.parse::<Date>().expect("a day"));
    let found = resolve(&doc, &extractor().extract(&doc), published);
    found.into_iter().map(|mention| mention.value.edtf.unwrap_or_else(|| "-".to_owned())).collect()
}

/// No date is found in any of the texts.
pub(super) fn refuse(texts: &[&str]) {
    for text in texts {
        assert_eq!(read(text, Some("2019-03-11")), Vec::<String>::new(), "{text}");
    }
}
