//! An answer of a web server as a crawl dump holds it: status, headers, and a body that may be in chunks or packed.

use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::read::charset;

/// A page as the server meant it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    /// The character set that the server names.
    pub(super) charset: Option<&'static Encoding>,
}

/// Why a page cannot be had.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Longer than the limit, once unpacked.
    TooLong,
    /// What is wrong.
    Broken(String),
}

/// The headers that matter.
#[derive(Debug, Default)]
struct Headers {
    status: u16,
    content_type: Option<String>,
    encoding: Vec<String>,
    chunked: bool,
}

/// Whether an answer that begins like this is an HTML page, and not an image, or a word that the page has moved.
pub(super) fn is_page(answer: &[u8]) -> bool {
    split(answer).is_some_and(|(headers, body)| html(&headers, body))
}

/// The page of an answer, if it is one, and no longer than `limit`.
pub(super) fn page(answer: &[u8], limit: usize) -> Result<Option<Page>, Fault> {
    let (headers, body) = split(answer).ok_or_else(|| Fault::Broken("its answer is not HTTP".to_owned()))?;
    if !html(&headers, body) {
        return Ok(None);
    }
    let mut bytes = if headers.chunked { whole(body)? } else { body.to_vec() };
    for encoding in headers.encoding.iter().rev() {
        bytes = unpacked(bytes, encoding, limit)?;
    }
    if bytes.len() > limit {
        return Err(Fault::TooLong);
    }
    let named = headers.content_type.as_deref().and_then(|value| value.split_once("charset="));
    let charset = named.and_then(|(_, label)| charset::labelled(label.split(';').next().unwrap_or_default()));
    Ok(Some(Page { bytes, charset }))
}

/// An answer's headers and its body.
fn split(answer: &[u8]) -> Option<(Headers, &[u8])> {
    let blank = |window: &[u8]| window.starts_with(b"\n\n") || window.starts_with(b"\n\r\n");
    let end = (0..answer.len()).find(|at| blank(&answer[*at..]))?;
    let body = &answer[end + if answer[end + 1] == b'\n' { 2 } else { 3 }..];
    let head = String::from_utf8_lossy(&answer[..end]);
    let mut lines = head.lines();
    let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
    let mut headers = Headers { status, ..Headers::default() };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => headers.content_type = Some(value),
            "content-encoding" => headers.encoding.extend(value.split(',').map(|one| one.trim().to_owned())),
            "transfer-encoding" => headers.chunked = value.contains("chunked"),
            _ => {}
        }
    }
    Some((headers, body))
}

fn html(headers: &Headers, body: &[u8]) -> bool {
    let typed = match &headers.content_type {
        Some(value) => value.starts_with("text/html") || value.starts_with("application/xhtml"),
        None => body.trim_ascii_start().first() == Some(&b'<'),
    };
    typed && (200..300).contains(&headers.status)
}

/// The chunks of a body put together; a body whose writer has done that already stays as it is.
fn whole(body: &[u8]) -> Result<Vec<u8>, Fault> {
    let (mut rest, mut bytes) = (body, Vec::new());
    loop {
        let Some((size, after)) = chunk(rest) else {
            return if bytes.is_empty() {
                Ok(body.to_vec())
            } else {
                Err(Fault::Broken("a chunk is damaged".to_owned()))
            };
        };
        if size == 0 {
            return Ok(bytes);
        }
        let data = after.get(..size).ok_or_else(|| Fault::Broken("a chunk is cut off".to_owned()))?;
        bytes.extend_from_slice(data);
        rest = &after[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// The size of the chunk that begins here, and what stands after its first line.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let size = line.split(';').next()?.trim();
    Some((usize::from_str_radix(size, 16).ok()?, &bytes[end + 1..]))
}

/// A body without its packing, where it has one: some writers unpack and leave the header as it was.
fn unpacked(bytes: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, Fault> {
    let read = |reader: &mut dyn Read| -> Result<Vec<u8>, Fault> {
        let mut unpacked = Vec::new();
        let done = reader.take(limit as u64 + 1).read_to_end(&mut unpacked);
        done.map_err(|cause| Fault::Broken(format!("its {encoding} data is damaged or cut off: {cause}")))?;
        if unpacked.len() > limit { Err(Fault::TooLong) } else { Ok(unpacked) }
    };
    match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => read(&mut MultiGzDecoder::new(&bytes[..])),
        "zstd" if bytes.starts_with(b"\x28\xb5\x2f\xfd") => {
            let mut frames = zstd::stream::read::Decoder::new(&bytes[..])
                .map_err(|cause| Fault::Broken(format!("its zstd data cannot be read: {cause}")))?;
            read(&mut frames)
        }
        "deflate" if bytes.first() == Some(&0x78) => read(&mut ZlibDecoder::new(&bytes[..])),
        "deflate" if bytes.trim_ascii_start().first() != Some(&b'<') => read(&mut DeflateDecoder::new(&bytes[..])),
        "br" if std::str::from_utf8(&bytes).is_err() => Err(Fault::Broken("it is packed as Brotli".to_owned())),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=Shift_JIS\r\n", headers.as_bytes(), b"\r\n", body]
            .concat()
    }

    fn read(answer: &[u8]) -> Result<Option<String>, Fault> {
        page(answer, 64).map(|page| page.map(|page| String::from_utf8(page.bytes).unwrap()))
    }

    #[test]
    fn takes_chunks_and_packing_off() {
        let html = b"<p>Zaif fell.</p>";
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        for encoder in [&mut gzip as &mut dyn Write, &mut zlib, &mut raw] {
            encoder.write_all(html).unwrap();
        }
        let (gzip, zlib, raw) = (gzip.finish().unwrap(), zlib.finish().unwrap(), raw.finish().unwrap());
        let chunks = |body: &[u8]| {
            let (first, second) = body.split_at(5);
            let head = format!("{:X}\r\n", second.len());
            [b"5;name=value\r\n", first, b"\r\n", head.as_bytes(), second, b"\r\n0\r\n\r\n"].concat()
        };
        let zstd = zstd::encode_all(&html[..], 3).unwrap();
        for (headers, body) in [
            ("", html.to_vec()),
            ("Content-Encoding: gzip\r\n", gzip.clone()),
            ("Content-Encoding: gzip\r\n", html.to_vec()),
            ("content-encoding: x-gzip\n", gzip.clone()),
            ("Content-Encoding: deflate\r\n", zlib),
            ("Content-Encoding: deflate\r\n", raw),
            ("Content-Encoding: zstd\r\n", zstd),
            ("Content-Encoding: br\r\n", html.to_vec()),
            ("Transfer-Encoding: chunked\r\n", chunks(html)),
            ("Transfer-Encoding: chunked\r\n", html.to_vec()),
            ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunks(&gzip)),
        ] {
            assert_eq!(read(&answer(headers, &body)), Ok(Some("<p>Zaif fell.</p>".to_owned())), "{headers}");
        }
        let found = page(&answer("", html), 64).unwrap().unwrap();
        assert_eq!(found.charset.map(Encoding::name), Some("Shift_JIS"));
    }

    #[test]
    fn only_pages() {
        for (answer, expected) in [
            ("HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>", true),
            ("HTTP/2 200\r\n\r\n<p>", true),
            ("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<p>", false),
            ("HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>", false),
            ("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>", false),
        ] {
            assert_eq!(read(answer.as_bytes()).unwrap().is_some(), expected, "{answer}");
            assert_eq!(is_page(answer.as_bytes()), expected, "{answer}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let broken = |cause: &str| Fault::Broken(cause.to_owned());
        let bomb = zstd::encode_all(&[b'x'; 65][..], 3).unwrap();
        for (answer, expected) in [
            (b"oops\r\n\r\n".to_vec(), broken("its answer is not HTTP")),
            (answer("Transfer-Encoding: chunked\r\n", b"5\r\n<p>Z"), broken("a chunk is cut off")),
            (answer("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\nz\r\n"), broken("a chunk is damaged")),
            (answer("Content-Encoding: br\r\n", b"\x8b\x00\xff"), broken("it is packed as Brotli")),
            (answer("Content-Encoding: zstd\r\n", &bomb), Fault::TooLong),
            (answer("", &[b'x'; 65]), Fault::TooLong),
        ] {
            assert_eq!(read(&answer), Err(expected));
        }
        let cut = answer("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\0\0\0\0\0\0\0\x01");
        assert!(matches!(read(&cut), Err(Fault::Broken(cause)) if cause.contains("gzip")));
    }
}
