//! Any text as a time phrase: spans lie in the text, what is found in a sentence reads alone, EDTF prints as what it is.
#![no_main]

use annals::time::phrase::{self, Reference};
use annals::time::Edtf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reference = Reference::new(annals_fuzz::today());
    for read in [phrase::read(text, &reference).ok(), phrase::read_prefix(text, &reference).map(|(phrase, _)| phrase)] {
        check(text, read.into_iter());
    }
    if let Some(length) = phrase::prefix_length(text) {
        assert!(text.is_char_boundary(length));
    }
    check(text, phrase::find_all(text, &reference).phrases.into_iter());
});

fn check(text: &str, phrases: impl Iterator<Item = phrase::Phrase>) {
    for phrase in phrases {
        assert!(text.get(phrase.span.start..phrase.span.end).is_some(), "{phrase:?}");
        if let Some(edtf) = phrase.edtf {
            assert_eq!(Edtf::parse(&edtf.to_string()).ok(), Some(edtf), "{phrase:?}");
        }
    }
}
