//! News texts and records in: `cargo run --example ingest`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::ingest::jsonl;
use annals::ingest::news::{News, extract};
use annals::{Database, Error};

fn main() -> Result<(), Error> {
    let mut database = Database::memory();
    let text = "Talks in Oslo\n\nOn May 5, 2025, Norway and Sweden held talks in Oslo.";
    let news = News::new(text).source("Example Wire").path("talks.txt");

    // What the extractor sees, before anything is stored: each event with the sentences that prove it.
    let extraction = extract(&news, database.ontology());
    for event in &extraction.events {
        println!("{} {} {:?}", event.record.date, event.record.kind, event.record.evidence);
    }

    // The same text twice changes nothing.
    println!("{}", database.ingest_news(std::slice::from_ref(&news))?);
    println!("{}", database.ingest_news(&[news])?);

    // Records come from whatever extractor you have: one JSON object a line, checked field by field.
    let lines = r#"{"type": "Negotiation", "title": "talks go on", "date": "2025-05-06", "actors": ["Norway", "Sweden"], "place": "Oslo"}
{"type": "Negotiation", "dat": "2025-05-07"}
"#;
    let read = jsonl::read(lines, Some("events.jsonl"), database.ontology());
    println!("{}", database.ingest(&read.documents)?);
    for refusal in &read.refused {
        println!("{refusal}");
    }
    assert_eq!(read.refused.len(), 1);
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
