//! Where the model's files come from: this program itself, or a folder.

use std::borrow::Cow;
use std::path::Path;

use super::labels::Labels;
use crate::digest;
use crate::error::Error;

/// The bytes of every file.
pub(super) struct Files {
    /// The folder, or `embedded`.
    pub(super) origin: String,
    pub(super) labels: Labels,
    pub(super) vocabulary: Cow<'static, [u8]>,
    pub(super) encoder: Cow<'static, [u8]>,
    pub(super) arguments: Cow<'static, [u8]>,
    pub(super) pairs: Cow<'static, [u8]>,
}

impl Files {
    /// The files that were compiled in; a test checks their sums.
    #[cfg(feature = "embed-models")]
    pub(super) fn embedded() -> Result<Self, Error> {
        macro_rules! file {
            ($name:literal) => {
                Cow::Borrowed(&include_bytes!(concat!("../../models/event/", $name))[..])
            };
        }
        let origin = "the embedded model".to_owned();
        let labels = Labels::read(&file!("labels.json")).map_err(|cause| Error::model(&origin, cause))?;
        Ok(Self {
            origin,
            labels,
            vocabulary: file!("vocab.txt"),
            encoder: file!("encoder.onnx"),
            arguments: file!("arguments.onnx"),
            pairs: file!("pairs.onnx"),
        })
    }

    /// This program was built without the files.
    #[cfg(not(feature = "embed-models"))]
    pub(super) fn embedded() -> Result<Self, Error> {
        Err(Error::model("the embedded model", "this program was built without it"))
    }

    /// The files of a folder, each with the size and sum that its `labels.json` names.
    pub(super) fn from_dir(folder: &Path) -> Result<Self, Error> {
        let path = |name: &str| folder.join(name).display().to_string();
        let read = |name: &str| std::fs::read(folder.join(name)).map_err(|cause| Error::model(&path(name), cause));
        let labels = Labels::read(&read("labels.json")?).map_err(|cause| Error::model(&path("labels.json"), cause))?;
        let checked = |name: &str| {
            let bytes = read(name)?;
            match damage(&labels, name, &bytes) {
                Some(what) => Err(Error::model(&path(name), what)),
                None => Ok(Cow::Owned(bytes)),
            }
        };
        Ok(Self {
            origin: folder.display().to_string(),
            vocabulary: checked("vocab.txt")?,
            encoder: checked("encoder.onnx")?,
            arguments: checked("arguments.onnx")?,
            pairs: checked("pairs.onnx")?,
            labels,
        })
    }
}

#[cfg(feature = "rust-bert")]
impl Files {
    /// Refuses a further file that is not the one that `labels.json` names.
    pub(super) fn check(&self, name: &str, path: &Path) -> Result<(), Error> {
        let wrong = |cause: String| Error::model(&path.display().to_string(), cause);
        let bytes = std::fs::read(path).map_err(|cause| wrong(cause.to_string()))?;
        damage(&self.labels, name, &bytes).map_or(Ok(()), |what| Err(wrong(what)))
    }
}

/// How a file differs from what `labels.json` says of it.
fn damage(labels: &Labels, name: &str, bytes: &[u8]) -> Option<String> {
    let Some(file) = labels.files.get(name) else {
        return Some("labels.json does not name it".to_owned());
    };
    if bytes.len() != file.bytes {
        return Some(format!("has {} bytes, labels.json says {}", bytes.len(), file.bytes));
    }
    (digest::sha256(bytes) != file.sha256).then(|| "its SHA-256 is not the one in labels.json".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("models/event")
    }

    #[test]
    fn the_shipped_files_are_whole() {
        let folder = Files::from_dir(&shipped()).unwrap();
        if cfg!(feature = "embed-models") {
            let embedded = Files::embedded().unwrap();
            assert!(folder.encoder == embedded.encoder && folder.pairs == embedded.pairs);
        }
    }

    #[test]
    fn a_damaged_folder_is_refused_with_the_remedy() {
        for (name, change, expected) in [
            ("labels.json", None, "No such file"),
            ("labels.json", Some(&b"{}"[..]), "missing field"),
            ("pairs.onnx", None, "No such file"),
            ("pairs.onnx", Some(b"short"), "has 5 bytes"),
            ("vocab.txt", Some(&[b'x'; 231_508][..]), "SHA-256"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            for file in ["labels.json", "vocab.txt", "pairs.onnx", "arguments.onnx", "encoder.onnx"] {
                let bytes = match change {
                    _ if file != name => std::fs::read(shipped().join(file)).unwrap(),
                    Some(bytes) => bytes.to_vec(),
                    None => continue,
                };
                std::fs::write(folder.path().join(file), bytes).unwrap();
            }
            let error = Files::from_dir(folder.path()).err().unwrap().to_string();
            for part in [name, expected, "models/train/train.sh", "--no-model"] {
                assert!(error.contains(part), "{error}");
            }
            assert_eq!(error.lines().count(), 1);
        }
    }
}
