//! Dated political events that never happened, as many as asked for: the tables the engines are compared on.
//!
//! `cargo run --example generate -- FOLDER [EVENTS [SEED]]` writes `entity.csv`, `event.csv`, `actor.csv`, `target.csv` and
//! `rel.csv` with the headers of `neo4j-admin import`. `tables` says what is in them.

mod tables;

use std::io;
use std::path::Path;

#[expect(clippy::print_stderr, reason = "a program of its own")]
fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, otherwise: u64| -> u64 {
        arguments
            .get(index)
            .map_or(otherwise, |text| text.replace('_', "").parse().expect("EVENTS and SEED are numbers"))
    };
    let Some(folder) = arguments.first().filter(|argument| !argument.starts_with('-')) else {
        eprintln!("generate FOLDER [EVENTS [SEED]]");
        return Ok(());
    };
    tables::write(Path::new(folder), number(1, 30_000), number(2, 1))
}
