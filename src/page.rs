//! Where a page goes: a file that the user names, or standard output.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Fails where `page` is one of the `inputs`: a slip of the keyboard must not cost an article.
pub(crate) fn refuse_input(page: &Path, inputs: &[PathBuf]) -> Result<()> {
    let Ok(known) = fs::canonicalize(page) else { return Ok(()) };
    if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == known)) {
        bail!("{} is an input; name another file for the page", page.display());
    }
    Ok(())
}

/// Writes `html` to the file `page`, or to standard output for `-`.
pub(crate) fn write(page: &Path, html: &str) -> Result<()> {
    if page == Path::new("-") {
        io::stdout().write_all(html.as_bytes())?;
        return Ok(());
    }
    fs::write(page, html).with_context(|| {
        format!("{}: cannot be written; name a file in a folder that is there and yours", page.display())
    })
}
