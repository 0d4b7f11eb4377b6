//! UTF-16 that streams as UTF-8; other streams pass through without their byte-order mark.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::peek::Peeked;
use super::unpack::Bytes;

/// No character takes more bytes of UTF-8.
const WIDEST: usize = 4;

/// The stream in UTF-8 where its byte-order mark says what it is in; without one, as it stands.
pub(super) fn utf8(mut reader: Peeked<Bytes>) -> Peeked<Bytes> {
    let Some((charset, mark)) = Encoding::for_bom(reader.head()) else { return reader };
    reader.consume(mark);
    if charset == UTF_8 {
        return reader;
    }
    let decoder = charset.new_decoder_without_bom_handling();
    let decoded = Decoded { reader, decoder, ready: Vec::new(), at: 0, ended: false };
    Peeked::new(Box::new(BufReader::new(decoded)))
}

struct Decoded {
    reader: Peeked<Bytes>,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Decoded {
    fn more(&mut self) -> io::Result<()> {
        let buffer = self.reader.fill_buf()?;
        self.ended = buffer.is_empty();
        self.ready.resize((buffer.len() + WIDEST) * WIDEST, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(buffer, &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.at = 0;
        self.reader.consume(read);
        match result {
            DecoderResult::Malformed(..) => {
                self.ended = true;
                let name = self.decoder.encoding().name();
                Err(io::Error::other(format!("the text is not valid {name}")))
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.more()?;
        }
        let count = (&self.ready[self.at..]).read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        utf8(Peeked::new(Box::new(io::Cursor::new(bytes)))).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn wide_text_streams_as_utf8() {
        let text = "Zürich 取引所 🪙 ".repeat(20_000);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        assert_eq!(read([b"\xfe\xff".to_vec(), wide(&text)].concat()).unwrap(), text);
        assert_eq!(read([b"\xef\xbb\xbf", text.as_bytes()].concat()).unwrap(), text);
        assert_eq!(read(text.clone().into_bytes()).unwrap(), text);
        let error = read(b"\xfe\xff\0Z\xd8\0\0Z".to_vec()).unwrap_err().to_string();
        assert_eq!(error, "the text is not valid UTF-16BE");
    }
}
