//! What the README shows is what happens: its `console` blocks are run, in order, and what they print is compared.
//!
//! A block holds commands after `$ ` and what they print, both streams in order. A line `…` stands for any lines. The
//! commands run in one folder, beside the repository's `examples`; `annals` is the program just built. Rust blocks are
//! doc-tests of the library. `UPDATE_GOLDENFILES=1 cargo test readme` writes what comes out; read it before it is committed.

use std::fs;
use std::process::Command;

use annals::query::split_statements;
use annals::{Database, Session};

use crate::program::{Place, checkout};

#[test]
fn every_console_block_prints_what_it_shows() {
    let text = fs::read_to_string(checkout().join("README.md")).unwrap();
    let commands: Vec<_> = blocks(&text, "console").iter().flat_map(|block| commands(block)).collect();
    assert!(commands.len() >= 5, "the README shows commands");
    let place = Place::new();
    #[cfg(unix)]
    std::os::unix::fs::symlink(checkout().join("examples"), place.path("examples")).unwrap();
    let mut updated = text.clone();
    for (command, wanted) in &commands {
        let got = run(&place, command);
        if !matches(wanted, &got) && std::env::var_os("UPDATE_GOLDENFILES").is_some() {
            let shown = |lines: &str| format!("$ {command}\n{lines}");
            let old: String = wanted.iter().map(|line| format!("{line}\n")).collect();
            updated = updated.replace(&shown(&old), &shown(&got));
        } else {
            assert!(matches(wanted, &got), "$ {command}\nthe README shows:\n{}\nit prints:\n{got}", wanted.join("\n"));
        }
    }
    if updated != text {
        fs::write(checkout().join("README.md"), updated).unwrap();
    }
}

#[test]
fn every_question_of_the_language_page_reads() {
    let text = fs::read_to_string(checkout().join("docs/language.md")).unwrap();
    let fixture = fs::read_to_string(checkout().join("tests/scripts/fixtures/harbour.cypher")).unwrap();
    let session = Session::on("2025-05-01".parse().unwrap());
    let mut database = Database::memory();
    for span in split_statements(&fixture) {
        database.run(span.of(&fixture), &session).unwrap();
    }
    let questions: Vec<_> = blocks(&text, "question").into_iter().flatten().collect();
    assert!(questions.len() > 20);
    let refused = questions.iter().filter_map(|question| {
        let error = database.run(question, &session).err()?;
        Some(error.render("docs/language.md", question))
    });
    let refused: Vec<_> = refused.collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn the_comparison_can_fail() {
    let wanted = ["a".to_owned(), "…".to_owned(), "z".to_owned()];
    assert!(matches(&wanted, "a\nb\nc\nz\n"));
    assert!(matches(&wanted, "a\nz\n"));
    assert!(!matches(&wanted, "a\nb\n"));
    assert!(!matches(&wanted, "b\nz\n"));
    assert!(!matches(&wanted[..1], "a\nb\n"));
}

/// The lines of every block fenced as `kind`.
fn blocks<'t>(text: &'t str, kind: &str) -> Vec<Vec<&'t str>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix("```") == Some(kind) {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").collect());
        }
    }
    blocks
}

/// Each command of a block with the lines shown under it.
fn commands(block: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for line in block {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
            (None, Some((_, output))) => output.push(line.trim_end().to_owned()),
            (None, None) => panic!("a block begins with a command: {line}"),
        }
    }
    commands
}

fn run(place: &Place, command: &str) -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_annals"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{command} 2>&1")]).current_dir(place.path("")).env("PATH", path);
    shell.env_remove("ANNALS_DB").env_remove("CLICOLOR_FORCE").stdin(std::process::Stdio::null());
    String::from_utf8(shell.output().unwrap().stdout).unwrap()
}

/// Whether the lines are those wanted, where `…` stands for any number of lines.
fn matches(wanted: &[String], got: &str) -> bool {
    let got: Vec<_> = got.lines().map(str::trim_end).collect();
    matches_lines(wanted, &got)
}

fn matches_lines(wanted: &[String], got: &[&str]) -> bool {
    match wanted.split_first() {
        None => got.is_empty(),
        Some((first, rest)) if first == "…" => (0..=got.len()).any(|skipped| matches_lines(rest, &got[skipped..])),
        Some((first, rest)) => got.split_first().is_some_and(|(line, left)| line == first && matches_lines(rest, left)),
    }
}
