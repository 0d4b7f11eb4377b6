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
/// A member is given once its checksum is right, if it is no longer than this.
const HELD: u64 = 1 << 20;
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
            Box::new(BufReader::with_capacity(CHUNK, Members::new(reader)))
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
    /// What was read of a member before it is given.
    held: io::Cursor<Vec<u8>>,
    /// What ends the bytes that are held.
    failure: Option<io::Error>,
}

enum State {
    /// Where a member may begin.
    Between(Peeked<Bytes>),
    /// In a member that is too long to be held.
    Within(Box<GzDecoder<Peeked<Bytes>>>),
    /// In bytes that are no member.
    Lost(Peeked<Bytes>),
    End,
}

impl Members {
    fn new(reader: Peeked<Bytes>) -> Self {
        Self { state: State::Between(reader), held: io::Cursor::default(), failure: None }
    }

    /// Reads a member to its checksum, so that nothing is given that turns out to be damaged; of a long one as much as may
    /// be held. What seemed to be a member among damaged bytes and is none is no news.
    fn begin(&mut self, reader: Peeked<Bytes>, trust: Trust) {
        let mut member = Box::new(GzDecoder::new(reader));
        let mut held = Vec::new();
        let read = member.by_ref().take(HELD).read_to_end(&mut held);
        (self.state, self.failure) = match read {
            Ok(count) if count as u64 == HELD => (State::Within(member), None),
            Ok(_) => (State::Between(member.into_inner()), None),
            Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => (State::End, Some(damaged("gzip", &cause))),
            Err(cause) => {
                held.clear();
                let news = (trust == Trust::Sure).then(|| damaged("gzip", &cause));
                (State::Lost(member.into_inner()), news)
            }
        };
        self.held = io::Cursor::new(held);
    }
}

/// Whether a member is one for sure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It stands where one must stand.
    Sure,
    /// It looks like one among damaged bytes.
    Trial,
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.held.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            if let Some(cause) = self.failure.take() {
                return Err(cause);
            }
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(mut reader) => {
                    // Some tools fill the last block with zeros.
                    while reader.fill_buf()?.first() == Some(&0) {
                        reader.consume(1);
                    }
                    if !reader.fill_buf()?.is_empty() {
                        self.begin(reader, Trust::Sure);
                    }
                }
                State::Within(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(count) => {
                        self.state = State::Within(member);
                        return Ok(count);
                    }
                    Err(cause) => {
                        if cause.kind() != io::ErrorKind::UnexpectedEof {
                            self.state = State::Lost(member.into_inner());
                        }
                        return Err(damaged("gzip", &cause));
                    }
                },
                State::Lost(mut reader) => {
                    if skip_to_member(&mut reader)? {
                        self.begin(reader, Trust::Trial);
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
            (
                b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
                "[the zstd data is damaged",
            ),
        ] {
            let read = read(bytes);
            assert!(
                read == expected || expected.contains("[the zstd data is damaged") && read.starts_with(expected),
                "{read}: {expected}"
            );
        }
    }

    #[test]
    fn the_member_after_a_damaged_one_is_read() {
        let mut bad = gzip("Coincheck lost 523 million NEM tokens in a day. ".as_bytes());
        let check = bad.len() - 6;
        bad[check] ^= 1;
        let whole = read([gzip(b"Zaif. "), bad, b"noise \x1f\x8b\x08 noise".to_vec(), gzip(b"Bithumb.")].concat());
        assert!(whole.starts_with("Zaif. [the gzip") && whole.ends_with(")]Bithumb."), "{whole}");
        assert_eq!(whole.matches('[').count(), 1, "{whole}");
    }
}
