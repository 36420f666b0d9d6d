//! Any text as Cypher: what is read prints as what reads the same; it runs within its limits; errors point into the text.
#![no_main]

use std::cell::RefCell;

use annals::{Control, Database, Language, Session};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static WORLD: (RefCell<Database>, Session) = (RefCell::new(annals_fuzz::database()), annals_fuzz::session());
}

fuzz_target!(|text: &str| {
    match annals::query::parse(text) {
        Ok(statement) => {
            let printed = statement.to_string();
            let again = annals::query::parse(&printed).expect("what is printed reads");
            assert_eq!(again.to_string(), printed, "what is printed is the same statement");
            // Columns keep the text they were written as, so that trees are compared once both are from printed text.
            assert_eq!(annals::query::parse(&again.to_string()).as_ref(), Ok(&again), "printing is settled");
        }
        Err(error) => {
            let span = error.diagnostic.span.expect("a syntax error has a place");
            assert!(text.get(span.start..span.end.min(text.len())).is_some(), "{span:?} of {text:?}");
        }
    }
    // Words that group statements would leave a transaction open for the next input.
    if Language::of(text) == Language::Cypher && Control::leading(text).is_none() {
        WORLD.with(|(database, session)| run(&mut database.borrow_mut(), text, session));
    }
});

/// Runs a text and takes back what it did.
fn run(database: &mut Database, text: &str, session: &Session) {
    let nodes = database.view().node_count();
    let mut group = database.begin().expect("no transaction is open");
    let _ = group.run(text, session);
    drop(group);
    assert_eq!(database.view().node_count(), nodes, "what is taken back is gone");
}
