//! annals from end to end in one page: `cargo run --example tour`
//!
//! Articles in, questions out, the evidence behind an answer, the Cypher behind a question, and a copy of the graph.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::export::{self, Format, Options, dump};
use annals::ingest::news::News;
use annals::{Database, Error, Session};

const FIRE: &str = include_str!("articles/harbour-fire.txt");
const LOOKING_BACK: &str = include_str!("articles/looking-back.txt");

fn main() -> Result<(), Error> {
    // 1. Two articles that tell of the same fire. Nothing in them happened.
    let mut database = Database::memory();
    let articles = [News::new(FIRE).source("Coast Gazette"), News::new(LOOKING_BACK).source("Baltic Wire")];
    println!("{}", database.ingest_news(&articles)?);

    // 2. A question, on a day: what "today" means is never the clock's business.
    let session = Session::on("2026-04-03".parse().expect("a day"));
    show(&mut database, "events in Gdynia after March 1", &session)?;

    // 3. Who says so, and in which sentence.
    show(&mut database, "sources for arrests in March 2026", &session)?;

    // 4. What the question stands for. The Cypher can be changed and run.
    println!("{}\n", database.prepare("events in Gdynia after March 1", &session)?.cypher_text());
    show(&mut database, "MATCH (:Event)-[:REPORTED_IN]->(s:Sentence) RETURN count(DISTINCT s) AS sentences", &session)?;

    // 5. A copy of everything as JSON Lines, and a second graph made of it.
    let mut copy = Vec::new();
    dump::write(database.view(), &mut copy).expect("a vector takes every write");
    let mut second = Database::memory();
    second.apply(&dump::read(copy.as_slice()).expect("a dump reads back"))?;
    assert_eq!(second.view().node_count(), database.view().node_count());
    Ok(())
}

fn show(database: &mut Database, text: &str, session: &Session) -> Result<(), Error> {
    let answer = database.run(text, session)?;
    println!("> {text}\n≡ {}", answer.echo.join(" · "));
    let mut table = Vec::new();
    export::write(&answer.rows, Format::Table, &Options::default(), &mut table).expect("a vector takes every write");
    println!("{}", String::from_utf8_lossy(&table));
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
