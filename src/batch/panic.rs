//! A panic while one article is read or extracted is that article's failure, and nobody else's.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use crate::pipeline::QUIET_THREAD;

/// What `work` gives, or what its panic says.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = message(payload.as_ref());
        format!("the program failed on it ({message}); please report this with the input, the others are not affected")
    })
}

/// Keeps panics of threads that work on articles off the screen: they are told in the article's failure.
pub fn hush() {
    let loud = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(QUIET_THREAD) {
            loud(panic);
        }
    }));
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_panic_is_told_in_one_line() {
        // On a thread of the name that keeps quiet, as extraction is.
        hush();
        let run = || {
            assert_eq!(caught(|| 7), Ok(7));
            let panics: [(fn(), &str); 3] = [
                (|| panic!("index {} is out of bounds", 7), "(index 7 is out of bounds)"),
                (|| panic!("first line\nsecond line"), "(first line)"),
                (|| panic::panic_any(7), "(no message)"),
            ];
            for (work, expected) in panics {
                let reason = caught(work).unwrap_err();
                assert!(reason.contains(expected) && reason.lines().count() == 1, "{reason}");
            }
        };
        thread::Builder::new().name(QUIET_THREAD.to_owned()).spawn(run).unwrap().join().unwrap();
    }
}
