//! Bytes → text in whatever character set: the byte-order mark, what the source declares, UTF-8, and only then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::kind;
use crate::error::Error;

/// A declaration stands in the first bytes of a page.
const PRESCAN: usize = 4096;

/// The text of `bytes`, exact to the letter, without its byte-order mark; `at` is what errors call it.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>, at: &str) -> Result<String, Error> {
    if let Some((marked, mark)) = Encoding::for_bom(&bytes) {
        let text = marked.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return match (text, std::str::from_utf8(&bytes)) {
            (Some(text), _) => Ok(text.into_owned()),
            (None, Err(cause)) if marked == UTF_8 => Err(not_utf8(at, cause.valid_up_to())),
            _ => Err(Error::Charset { source_name: at.to_owned(), charset: marked.name() }),
        };
    }
    let wide = declared.filter(|declared| [UTF_16LE, UTF_16BE].contains(declared));
    if let Some((what, remedy)) = kind::binary(&bytes).filter(|_| wide.is_none()) {
        return Err(Error::Binary { source_name: at.to_owned(), what, remedy });
    }
    if let Some(text) = declared.and_then(|declared| as_declared(&bytes, declared)) {
        return Ok(text);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(cause) if damaged(cause.as_bytes()) => return Err(not_utf8(at, cause.utf8_error().valid_up_to())),
        Err(cause) => cause.into_bytes(),
    };
    let guess = guess(&bytes);
    let text = guess.decode_without_bom_handling_and_without_replacement(&bytes);
    text.map(String::from).ok_or(Error::Charset { source_name: at.to_owned(), charset: guess.name() })
}

fn not_utf8(at: &str, offset: usize) -> Error {
    Error::NotUtf8 { source_name: at.to_owned(), offset }
}

/// The text, if it is what is declared. Where every byte means something, as in windows-1252, nothing can contradict the
/// declaration but this: letters beyond ASCII that are all valid UTF-8 are no accident.
fn as_declared(bytes: &[u8], declared: &'static Encoding) -> Option<String> {
    let utf8 = std::str::from_utf8(bytes).ok().filter(|text| !text.is_ascii());
    if let Some(text) = utf8.filter(|_| declared.is_single_byte()) {
        return Some(text.to_owned());
    }
    declared.decode_without_bom_handling_and_without_replacement(bytes).map(String::from)
}

/// Whether it is UTF-8 with some bad bytes, rather than another character set.
fn damaged(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= 2 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The character set of a stream that begins with `head`, if that is not UTF-8.
pub(super) fn of_sample(head: &[u8]) -> Option<&'static Encoding> {
    let cut = |cause: std::str::Utf8Error| cause.error_len().is_some();
    (std::str::from_utf8(head).is_err_and(cut) && !damaged(head)).then(|| guess(head))
}

/// The character set that a label such as `Shift_JIS` means; none for labels that must not be trusted.
pub(super) fn labelled(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// The character set that a page names in its first tags, or in its XML declaration.
pub(super) fn of_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let tags = head.match_indices('<').map(|(at, _)| head[at + 1..].split('>').next().unwrap_or_default());
    let named = tags.filter_map(|tag| match tag {
        _ if tag.starts_with("meta") => after(tag, "charset"),
        _ if tag.starts_with("?xml") => after(tag, "encoding"),
        _ => None,
    });
    // A page whose tags can be read is not in UTF-16, whatever they say.
    let mut found = named.filter_map(labelled);
    found.next().map(|found| if [UTF_16LE, UTF_16BE].contains(&found) { UTF_8 } else { found })
}

/// The value after `key=`, quoted or not.
fn after<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    let rest = &tag[tag.find(key)? + key.len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value.split(|c: char| c.is_whitespace() || "\"';/?".contains(c)).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], declared: Option<&str>) -> Result<String, String> {
        decode(bytes.to_vec(), declared.and_then(labelled), "a").map_err(|error| error.to_string())
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    const GERMAN: &str = "Die Börse für Kryptowährungen überwies später alle Gelder zurück, hieß es aus Zürich.";
    const RUSSIAN: &str = "Хакеры похитили у биржи криптовалюту на сумму более десяти миллионов долларов.";
    const JAPANESE: &str = "取引所から約五百八十億円相当の仮想通貨が流出したと発表した。";

    #[test]
    fn mark_then_declaration_then_utf8_then_guess() {
        let in_set = |label: &str, text: &str| labelled(label).unwrap().encode(text).0.into_owned();
        for (bytes, declared, expected) in [
            (b"\xef\xbb\xbfZaif".to_vec(), None, "Zaif"),
            ([b"\xff\xfe".to_vec(), utf16("Zürich")].concat(), None, "Zürich"),
            ([b"\xff\xfe".to_vec(), utf16("Zürich")].concat(), Some("windows-1252"), "Zürich"),
            (utf16("Zürich"), Some("utf-16le"), "Zürich"),
            (GERMAN.into(), Some("utf-8"), GERMAN),
            (GERMAN.into(), None, GERMAN),
            (GERMAN.into(), Some("iso-8859-1"), GERMAN),
            (in_set("windows-1252", GERMAN), Some("iso-8859-1"), GERMAN),
            (in_set("windows-1252", GERMAN), Some("utf-8"), GERMAN),
            (in_set("windows-1252", GERMAN), None, GERMAN),
            (b"caf\xe9 hacked".to_vec(), None, "café hacked"),
            (in_set("windows-1251", RUSSIAN), None, RUSSIAN),
            (in_set("koi8-r", RUSSIAN), Some("KOI8-R"), RUSSIAN),
            (in_set("shift_jis", JAPANESE), None, JAPANESE),
            (in_set("euc-jp", JAPANESE), Some("'EUC-JP'"), JAPANESE),
            (in_set("iso-2022-jp", JAPANESE), Some("iso-2022-jp"), JAPANESE),
        ] {
            assert_eq!(read(&bytes, declared).as_deref(), Ok(expected), "{declared:?}");
        }
    }

    #[test]
    fn damage_is_not_another_character_set() {
        let mut bytes = GERMAN.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 4);
        bytes.push(0xc3);
        for (bytes, expected) in [
            (bytes, "a: byte 89 is not valid UTF-8"),
            (b"\xef\xbb\xbfZaif \xff".to_vec(), "a: byte 8 is not valid UTF-8"),
            (b"\xff\xfeZ\x00\x00\xd8".to_vec(), "a: is not valid UTF-16LE"),
            (b"Zaif \0 fell".to_vec(), "a: is not text but binary"),
        ] {
            let error = read(&bytes, None).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn reads_declarations() {
        for (page, expected) in [
            ("<html><head><meta charset=\"Shift_JIS\">", Some("Shift_JIS")),
            ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>", Some("KOI8-R")),
            ("<?xml version='1.0' encoding='ISO-8859-1'?><html>", Some("windows-1252")),
            ("<meta charset = latin1 />", Some("windows-1252")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=nonsense><meta charset=gbk>", Some("GBK")),
            ("<p>charset=gbk</p>", None),
            ("<meta charset>", None),
        ] {
            assert_eq!(of_page(page.as_bytes()).map(Encoding::name), expected, "{page}");
        }
    }
}
