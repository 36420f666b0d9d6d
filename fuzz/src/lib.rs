//! What the targets share: a small graph to ask, tight limits, and files of stores whose checksums are right.
//!
//! The targets use the public API alone. Stores are made from the description of the format in `docs/file-format.md`, by
//! other code than that which reads them.

pub mod store;

use std::time::Duration;

use annals::query::Limits;
use annals::time::Date;
use annals::{Database, Session};

/// A graph with a little of everything questions ask for.
pub fn database() -> Database {
    let mut database = Database::memory();
    for statement in include_str!("../../tests/scripts/fixtures/harbour.cypher").split(";\n") {
        if !statement.trim().is_empty() {
            database.run(statement, &session()).expect("the fixture is well-formed");
        }
    }
    database
}

/// The day of every question.
pub fn today() -> Date {
    Date::new(2026, 3, 20).expect("a day")
}

/// A session that lets no statement work long, so that slow inputs are findings and large answers are none.
pub fn session() -> Session {
    let limits = Limits {
        time: Duration::from_secs(2),
        rows: 1_000,
        memory_bytes: 16 << 20,
        path_steps: 100_000,
        list_length: 100_000,
        text_bytes: 1 << 20,
        ..Limits::default()
    };
    Session { limits, ..Session::on(today()) }
}
