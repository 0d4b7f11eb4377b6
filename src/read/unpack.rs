//! gzip and Zstandard by their first bytes, whatever the file is called; damage is named, and in gzip of several members
//! (a crawl dump has one for each record) the next member is found again.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::peek::Peeked;

/// How often an input may be packed: a packed file, and one more around it.
const LAYERS: usize = 2;
const GZIP: &[u8] = b"\x1f\x8b\x08";
/// Bits of the byte after these that no member has set.
const RESERVED: u8 = 0xe0;
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const CHUNK: usize = 1 << 16;

/// Bytes, from wherever.
pub(super) type Bytes = Box<dyn BufRead + Send>;

/// An input without its packing.
pub(super) struct Unpacked {
    pub(super) reader: Peeked<Bytes>,
    /// Whether it was packed at all.
    pub(super) packed: bool,
}

/// Takes gzip and Zstandard off, as often as allowed.
pub(super) fn unpack(reader: Bytes) -> io::Result<Unpacked> {
    let mut reader = Peeked::new(reader);
    let mut packed = false;
    for _ in 0..LAYERS {
        let inner: Bytes = if reader.head().starts_with(GZIP) {
            Box::new(BufReader::with_capacity(CHUNK, Members { state: State::Between(reader) }))
        } else if reader.head().starts_with(ZSTD) {
            let frames = zstd::stream::read::Decoder::with_buffer(reader)?;
            Box::new(BufReader::with_capacity(CHUNK, Frames { frames, ended: false }))
        } else {
            return Ok(Unpacked { reader, packed });
        };
        (reader, packed) = (Peeked::new(inner), true);
    }
    Ok(Unpacked { reader, packed })
}

fn damaged(what: &str, cause: &io::Error) -> io::Error {
    match cause.kind() {
        io::ErrorKind::UnexpectedEof => {
            io::Error::new(io::ErrorKind::UnexpectedEof, format!("the {what} data is cut off"))
        }
        _ => io::Error::new(io::ErrorKind::InvalidData, format!("the {what} data is damaged ({cause})")),
    }
}

/// The members of a gzip file, one after the other.
struct Members {
    state: State,
}

enum State {
    /// Where a member may begin.
    Between(Peeked<Bytes>),
    /// In a member, of which something was read or not.
    Within(Box<GzDecoder<Peeked<Bytes>>>, Trust),
    /// In bytes that are no member.
    Lost(Peeked<Bytes>),
    End,
}

/// Whether a member is one for sure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It stands where one must stand, or something of it was read.
    Sure,
    /// It looked like one among damaged bytes.
    Trial,
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(mut reader) => {
                    // Some tools fill the last block with zeros.
                    while reader.fill_buf()?.first() == Some(&0) {
                        reader.consume(1);
                    }
                    if !reader.fill_buf()?.is_empty() {
                        self.state = State::Within(Box::new(GzDecoder::new(reader)), Trust::Sure);
                    }
                }
                State::Within(mut member, trust) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(count) => {
                        self.state = State::Within(member, Trust::Sure);
                        return Ok(count);
                    }
                    Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => return Err(damaged("gzip", &cause)),
                    Err(cause) => {
                        self.state = State::Lost(member.into_inner());
                        if trust == Trust::Sure {
                            return Err(damaged("gzip", &cause));
                        }
                    }
                },
                State::Lost(mut reader) => {
                    if skip_to_member(&mut reader)? {
                        self.state = State::Within(Box::new(GzDecoder::new(reader)), Trust::Trial);
                    }
                }
            }
        }
    }
}

/// Passes over bytes until a member seems to begin.
fn skip_to_member(reader: &mut Peeked<Bytes>) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let Some(byte) = reader.fill_buf()?.first().copied() else { return Ok(false) };
        if matched == GZIP.len() && byte & RESERVED == 0 {
            reader.push_back(GZIP.to_vec());
            return Ok(true);
        }
        reader.consume(1);
        matched = match matched {
            at if GZIP.get(at) == Some(&byte) => at + 1,
            _ => usize::from(byte == GZIP[0]),
        };
    }
}

/// The frames of a Zstandard file; nothing is read after damage.
struct Frames<R: Read> {
    frames: R,
    ended: bool,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        self.frames.read(buffer).map_err(|cause| {
            self.ended = true;
            damaged("zstd", &cause)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Everything that can be read, errors in brackets.
    fn read(bytes: Vec<u8>) -> String {
        let mut unpacked = unpack(Box::new(io::Cursor::new(bytes))).unwrap().reader;
        let mut shown = String::new();
        let mut buffer = [0; 8];
        loop {
            match unpacked.read(&mut buffer) {
                Ok(0) => return shown,
                Ok(count) => shown += &String::from_utf8_lossy(&buffer[..count]),
                Err(error) => shown += &format!("[{error}]"),
            }
        }
    }

    #[test]
    fn unpacks_what_is_packed() {
        let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
        let two = [gzip(b"Zaif "), gzip(b"fell.")].concat();
        for (bytes, expected) in [
            (b"Zaif fell.".to_vec(), "Zaif fell."),
            (b"".to_vec(), ""),
            (two.clone(), "Zaif fell."),
            ([two.clone(), vec![0; 512]].concat(), "Zaif fell."),
            ([zstd(b"Zaif "), zstd(b"fell.")].concat(), "Zaif fell."),
            (zstd(&two), "Zaif fell."),
            (gzip(&gzip(b"Zaif fell.")), "Zaif fell."),
            (gzip(b"Zaif fell.")[..12].to_vec(), "Z[the gzip data is cut off]"),
            (zstd(&[b'x'; 3])[..8].to_vec(), "[the zstd data is cut off]"),
            (b"\x28\xb5\x2f\xfdoops".to_vec(), "[the zstd data is damaged"),
        ] {
            let read = read(bytes);
            assert!(read == expected || expected.contains("[the zstd data is damaged") && read.starts_with(expected), "{read}: {expected}");
        }
    }

    #[test]
    fn the_member_after_a_damaged_one_is_read() {
        let mut bad = gzip("Coincheck lost 523 million NEM tokens in a day. ".as_bytes());
        let check = bad.len() - 6;
        bad[check] ^= 1;
        let whole = read([gzip(b"Zaif. "), bad, b"noise \x1f\x8b\x08 noise".to_vec(), gzip(b"Bithumb.")].concat());
        assert!(whole.starts_with("Zaif. Coincheck") && whole.ends_with("Bithumb."), "{whole}");
        assert_eq!(whole.matches("[the gzip data is damaged").count(), 1, "{whole}");
    }
}
