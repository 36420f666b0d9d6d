//! Any text as an article: spans lie in it, every event has its sentence, and the same article twice changes nothing.
#![no_main]

use annals::Database;
use annals::ingest::news::{News, Offsets, extract};
use annals::ontology::Ontology;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let news = News::new(text).published(annals_fuzz::today());
    let extraction = extract(&news, Ontology::standard());
    let _ = extraction.to_json("a", Ontology::standard(), Offsets::CodePoints).to_string();
    let _ = extraction.to_string();
    let document = extraction.document();
    for sentence in &document.sentences {
        assert!(text.get(sentence.start..sentence.end).is_some(), "{sentence:?}");
    }
    for event in &document.events {
        assert!(!event.evidence.is_empty(), "{event:?}");
        assert!(event.evidence.iter().all(|sentence| *sentence < document.sentences.len()), "{event:?}");
    }
    let mut database = Database::memory();
    database.ingest(std::slice::from_ref(&document)).expect("memory takes all");
    let (again, _) = database.resolve(&[document]);
    assert!(again.changes.is_empty(), "{again:?}");
});
