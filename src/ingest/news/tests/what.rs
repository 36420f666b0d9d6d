//! What happened: a sentence for each word, and the type of event it tells; for words with an everyday sense, what it does not.

use std::fmt::Write as _;

use super::{News, Ontology, extract};
use crate::time::Date;

/// A row is types, any of which is right, the words that tell them, and a sentence, separated by tabs. Types behind `!` are not
/// to be told by these words. A row behind `~` is one annals still gets wrong.
const ROWS: &str = include_str!("what.txt");

#[test]
fn words_tell_the_events_a_reader_would_say_they_do() {
    let mut wrong = String::new();
    for row in ROWS.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (known, row) = row.strip_prefix('~').map_or((false, row), |row| (true, row));
        if is_right(row) == known {
            let now = if known { "right now" } else { "wrong" };
            writeln!(wrong, "{now}: {row}").expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn is_right(row: &str) -> bool {
    let [types, words, sentence] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {row}") };
    let told = told(sentence);
    let at = sentence.find(words).unwrap_or_else(|| panic!("the words stand in the sentence: {row}"));
    match types.strip_prefix('!') {
        Some(types) => !told.iter().any(|(kind, start, end)| {
            types.split('|').any(|one| one == kind) && *start < at + words.len() && *end > at
        }),
        None => told.iter().any(|(kind, ..)| types.split('|').any(|one| one == kind)),
    }
}

/// The types told in a sentence, each with the place in the sentence that tells it.
fn told(sentence: &str) -> Vec<(String, usize, usize)> {
    let text = format!("News in brief\n\n{sentence}");
    let before = text.len() - sentence.len();
    let found = extract(&News { published: Date::new(2026, 3, 11), ..News::new(text) }, Ontology::standard());
    let mentions = found.events.iter().flat_map(|event| event.mentions.iter().map(move |mention| (event, mention)));
    mentions
        .filter(|(_, mention)| mention.span.start >= before)
        .map(|(event, mention)| (event.record.kind.clone(), mention.span.start - before, mention.span.end - before))
        .collect()
}
