//! Any text as a question: its Cypher reads as the same statement and runs; a suggested question reads; completions fit.
#![no_main]

use annals::{Database, Session, question};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static WORLD: (Database, Session) = (annals_fuzz::database(), annals_fuzz::session());
}

fuzz_target!(|text: &str| {
    WORLD.with(|(database, session)| {
        let context = question::Context::new(session.today);
        let view = database.view();
        match question::read(text, view, &context) {
            Ok(reading) => {
                let cypher = reading.statement.to_string();
                assert_eq!(annals::query::parse(&cypher).as_ref(), Ok(&reading.statement), "{cypher}");
                assert!(!reading.statement.writes(), "questions only read");
                let prepared = database.prepare(&cypher, session).expect("what a question stands for is well-formed");
                let _ = database.query(&prepared, session);
            }
            Err(refusal) => {
                if let Some(span) = refusal.span {
                    assert!(text.get(span.start..span.end.min(text.len())).is_some(), "{span:?} of {text:?}");
                }
                let suggestion = refusal.help.as_deref().and_then(|help| help.strip_prefix("try: "));
                if let Some(suggestion) = suggestion {
                    assert!(question::read(suggestion, view, &context).is_ok(), "{suggestion:?}");
                }
            }
        }
        for completion in question::complete(text, view, &context) {
            assert!(text.is_char_boundary(completion.start));
        }
    });
});
