//! Any text as a table: what is read is taken in, refusals point into the text.
#![no_main]

use annals::Database;
use annals::ingest::csv;
use annals::ontology::Ontology;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = csv::read(text, ',', Some("a.csv"), Ontology::standard());
    for refusal in &reading.refused {
        let span = refusal.span.expect("a refused row has a place");
        assert!(text.get(span.start..span.end.min(text.len())).is_some(), "{span:?} of {text:?}");
    }
    let mut database = Database::memory();
    database.ingest(&reading.documents).expect("memory takes all");
    let (again, _) = database.resolve(&reading.documents);
    assert!(again.changes.is_empty(), "{again:?}");
});
