//! Content hashes in the form in which they are printed and compared.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// The SHA-256 of `content`, as 64 hexadecimal digits.
pub fn sha256(content: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(content))
}

/// The same of everything that `content` gives, a little at a time.
pub fn sha256_of(mut content: impl Read) -> io::Result<String> {
    let (mut sum, mut bytes) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match content.read(&mut bytes)? {
            0 => return Ok(hex(&sum.finalize())),
            read => sum.update(&bytes[..read]),
        }
    }
}

/// Two hexadecimal digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_other_tools_do() {
        // `printf abc | sha256sum`
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256_of(&b"abc"[..]).unwrap(), sha256("abc"));
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert_eq!(hex(&[]), "");
    }
}
