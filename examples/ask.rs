//! Questions in English, and what each was understood as: `cargo run --example ask`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::ingest::news::News;
use annals::{Database, Error, Session};

const ARTICLE: &str = "Storm closes the port of Bergen

BERGEN, Norway, May 6, 2025

A storm damaged two ships in the port of Bergen on Monday. Norway and Sweden held talks in Oslo on May 5, 2025.";

fn main() -> Result<(), Error> {
    let mut database = Database::memory();
    database.ingest_news(&[News::new(ARTICLE).source("Example Wire")])?;
    let session = Session::on("2025-05-26".parse().expect("a day"));

    // A question has one reading. The echo says how names and dates were resolved, Cypher what the question stands for.
    let question = "what happened in Oslo after May 1?";
    let prepared = database.prepare(question, &session)?;
    println!("{}", prepared.echo().join(" · "));
    println!("{}", prepared.cypher_text());
    let answer = database.query(&prepared, &session)?;
    assert_eq!(answer.rows.rows.len(), 1);

    // Who says so, and in which sentence.
    let sources = database.run("sources for talks in Oslo", &session)?;
    println!("{:?}: {:?}", sources.rows.columns, sources.rows.rows[0]);

    // What cannot be understood is refused with a code, a place and a suggestion, never guessed.
    let misspelt = "what happened in Osllo?";
    let refusal = database.prepare(misspelt, &session).expect_err("no such place");
    assert_eq!(refusal.code(), "unknown_name");
    print!("{}", refusal.render("question", misspelt));
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
