//! The property graph underneath speaks openCypher: `cargo run --example cypher`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::export::{self, Format, Options};
use annals::{Database, Error, Session};

fn main() -> Result<(), Error> {
    let mut database = Database::memory();
    let session = Session::on("2025-05-26".parse().expect("a day"));

    // A writing statement is one batch: all of it happens, or nothing.
    database.run(
        "CREATE (:Ship:Vessel {name: 'Aurora', launched: date('1911-05-03')})-[:MOORED_IN]->(:City {name: 'Bergen'}),
                (:Ship:Vessel {name: 'Sigyn', launched: date('1887-07-12')})-[:MOORED_IN]->(:City {name: 'Turku'})",
        &session,
    )?;

    // Parameters keep what users type out of the text of a query.
    let session = session.bind("before", 1900);
    let old = "MATCH (s:Ship)-[:MOORED_IN]->(c) WHERE s.launched.year < $before RETURN s.name AS ship, c.name AS city";
    let answer = database.run(old, &session)?;
    assert_eq!(answer.rows.rows, [["Sigyn".into(), "Turku".into()]]);

    let mut table = Vec::new();
    export::write(&answer.rows, Format::Table, &Options::default(), &mut table).expect("a vector takes every write");
    print!("{}", String::from_utf8_lossy(&table));

    // What is wrong comes with its place and with what to do.
    let wrong = "MATCH (s:Ship RETURN s";
    let error = database.run(wrong, &session).expect_err("a bracket is missing");
    print!("{}", error.render("example", wrong));
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
