//! Names by a token classifier of the user's own (`--ner DIR`), as one more rule of entities.
//!
//! The classifier is one that was trained on names as CoNLL-2003 marks them: people, organisations, places.

#[cfg(feature = "rust-bert")]
mod classifier;
#[cfg(feature = "rust-bert")]
mod folder;
#[cfg(all(test, feature = "rust-bert"))]
mod tests;

use std::path::Path;

use crate::error::Error;
use crate::extract::Rule;
use crate::extract::entity::Entity;

/// The rule that marks the names which the classifier in `folder` finds.
#[cfg(feature = "rust-bert")]
pub fn rule(folder: &Path) -> Result<Box<dyn Rule<Entity>>, Error> {
    Ok(Box::new(classifier::Classifier::load(folder::Folder::read(folder)?)?))
}

/// What tells this classifier from others: the sums of its files.
#[cfg(feature = "rust-bert")]
pub fn fingerprint(folder: &Path) -> Result<String, Error> {
    folder::Folder::read(folder)?.fingerprint()
}

/// This program was built without libtorch.
#[cfg(not(feature = "rust-bert"))]
pub fn rule(folder: &Path) -> Result<Box<dyn Rule<Entity>>, Error> {
    Err(unavailable(folder))
}

/// This program was built without libtorch.
#[cfg(not(feature = "rust-bert"))]
pub fn fingerprint(folder: &Path) -> Result<String, Error> {
    Err(unavailable(folder))
}

#[cfg(not(feature = "rust-bert"))]
fn unavailable(folder: &Path) -> Error {
    let cause = "--ner needs a program built with `cargo build --release --features rust-bert`, and this one was not";
    Error::ner(folder, cause)
}

#[cfg(all(test, not(feature = "rust-bert")))]
mod tests {
    use super::*;

    #[test]
    fn says_how_to_build_a_program_that_has_it() {
        eprintln!("skipped: token classifiers need --features rust-bert (models/README.md)");
        for error in [rule(Path::new("names")).err(), fingerprint(Path::new("names")).err()] {
            let error = error.unwrap().to_string();
            for part in ["names: ", "cargo build --release --features rust-bert", "models/README.md"] {
                assert!(error.contains(part), "{error}");
            }
        }
    }
}
