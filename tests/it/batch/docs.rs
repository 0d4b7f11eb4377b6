//! The calls in `docs/batch.md` print what it says.
//!
//! A block marked `console` holds commands after `$ `, each with what it prints. `UPDATE_DOCS=1` writes that anew.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::program::{BINARY, root};

/// What a command prints in `folder`, standard error first.
fn run(command: &str, folder: &Path) -> Vec<String> {
    let program = Path::new(BINARY).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    let Output { stdout, stderr, .. } =
        bash.args(["-c", command]).env("PATH", path).current_dir(folder).output().unwrap();
    let text = String::from_utf8([stderr, stdout].concat()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Time taken is nobody's to foretell, and a slow machine says how far it is.
fn comparable(lines: &[String]) -> Vec<String> {
    let lasting = lines.iter().filter(|line| !line.contains(" a second, "));
    lasting.map(|line| if line.contains(" seconds; ") { "… seconds".to_owned() } else { line.clone() }).collect()
}

#[test]
fn the_calls_print_what_is_said() {
    let root = root();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    for entry in fs::read_dir(root.join("examples/news")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("news").join(path.file_name().unwrap())).unwrap();
    }
    fs::copy(root.join("examples/stolen_per_year.sql"), folder.path().join("stolen_per_year.sql")).unwrap();

    let duckdb = Command::new("python3").args(["-c", "import duckdb"]).output().is_ok_and(|run| run.status.success());
    let doc = fs::read_to_string(root.join("docs/batch.md")).unwrap();
    let (mut made, mut commands) = (String::new(), 0);
    let mut lines = doc.lines().peekable();
    let mut within = false;
    while let Some(line) = lines.next() {
        made.push_str(line);
        made.push('\n');
        within = line == "```console" || (within && line != "```");
        let Some(command) = line.strip_prefix("$ ").filter(|_| within) else { continue };
        let mut said = vec![];
        while let Some(next) = lines.next_if(|next| !next.starts_with("$ ") && *next != "```") {
            said.push(next.to_owned());
        }
        commands += 1;
        let printed = if command.contains("duckdb") && !duckdb {
            eprintln!("not run, since python3 has no duckdb: {command}");
            said.clone()
        } else {
            run(command, folder.path())
        };
        let same = comparable(&printed) == comparable(&said);
        if std::env::var_os("UPDATE_DOCS").is_none() {
            assert!(same, "$ {command}\nprints\n{}\nand not\n{}", printed.join("\n"), said.join("\n"));
        }
        for line in if same { &said } else { &printed } {
            made.push_str(line.trim_end());
            made.push('\n');
        }
    }
    assert!(commands >= 5);
    if made != doc {
        fs::write(root.join("docs/batch.md"), made).unwrap();
    }
}
