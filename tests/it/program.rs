//! The binary, run as a user would.

use std::path::Path;
use std::process::Output;

/// Exit code, standard output and standard error of a run.
pub(crate) type Run = (Option<i32>, String, String);

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the binary lies.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_extract");

/// The binary, to be run in a folder.
pub(crate) fn command_in(folder: &Path, arguments: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(BINARY);
    command.current_dir(folder).args(arguments);
    command
}

/// The binary, to be run in the root of the repository.
pub(crate) fn command(arguments: &[&str]) -> assert_cmd::Command {
    command_in(root(), arguments)
}

/// Runs the binary in the root of the repository.
pub(crate) fn run(arguments: &[&str]) -> Run {
    texts(command(arguments).output().unwrap())
}

/// Runs the binary in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    texts(command_in(folder, arguments).output().unwrap())
}

/// Runs the binary on what is written to its standard input.
pub(crate) fn run_on(arguments: &[&str], input: &str) -> Run {
    texts(command(arguments).write_stdin(input).output().unwrap())
}

/// What a run left.
pub(crate) fn texts(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
