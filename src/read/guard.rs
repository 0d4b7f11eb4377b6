//! Readers that others wrote take some damage for granted to be absent, and panic where it is not. That is the failure of
//! one article or row group, and no more.

use std::panic::{self, AssertUnwindSafe};

/// What `read` gives, or what is wrong; `read` must leave nothing behind that is used after it has panicked.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its data is damaged".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(guarded(|| Ok(7)), Ok(7));
        assert_eq!(guarded::<()>(|| Err("cut off".to_owned())), Err("cut off".to_owned()));
        assert_eq!(guarded::<()>(|| panic!("a panic that this test wants")), Err("its data is damaged".to_owned()));
    }
}
