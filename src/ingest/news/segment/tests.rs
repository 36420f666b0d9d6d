//! Texts and the sentences and tokens they fall into.

use proptest::prelude::*;

use super::*;
use crate::ingest::news::clean::blocks;

fn split(text: &str) -> Vec<String> {
    let (blocks, _) = blocks(text, None);
    let (sentences, _) = segment(text, &blocks);
    sentences.iter().map(|sentence| sentence.span.of(text).to_owned()).collect()
}

fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    tokens(text, crate::ingest::news::TextSpan::new(0, text.len()), &mut found);
    found.into_iter().map(|token| token.span.of(text)).collect()
}

#[test]
fn abbreviations_and_initials_do_not_end_sentences() {
    let text = "Dr. A. B. Example of Example Inc. flew to the U.S. on Monday. He met Gen. Sample at 5 p.m. They spoke for an hour.";
    assert_eq!(
        split(text),
        [
            "Dr. A. B. Example of Example Inc. flew to the U.S. on Monday.",
            "He met Gen. Sample at 5 p.m.",
            "They spoke for an hour."
        ]
    );
}

#[test]
fn quotes_stay_with_their_sentences() {
    let text = "\"The bridge is safe. It will reopen,\" said the mayor. \"We are glad.\" The bridge was closed in May.";
    assert_eq!(
        split(text),
        [
            "\"The bridge is safe.",
            "It will reopen,\" said the mayor.",
            "\"We are glad.\"",
            "The bridge was closed in May."
        ]
    );
}

#[test]
fn tokens_of_words_numbers_and_marks() {
    assert_eq!(
        words("Kyiv's 1,000-for-1,000 deal (U.S.–Iran) isn't off: $3.5bn, the ministers' vote"),
        [
            "Kyiv",
            "'s",
            "1,000",
            "-",
            "for",
            "-",
            "1,000",
            "deal",
            "(",
            "U.S.",
            "–",
            "Iran",
            ")",
            "isn't",
            "off",
            ":",
            "$",
            "3.5bn",
            ",",
            "the",
            "ministers",
            "'",
            "vote"
        ]
    );
}

#[test]
fn quoted_tokens_know_it() {
    let text = "The mayor said \"we will rebuild\" on Monday.";
    let mut found = Vec::new();
    tokens(text, crate::ingest::news::TextSpan::new(0, text.len()), &mut found);
    let quoted: Vec<&str> = found.iter().filter(|token| token.quoted).map(|token| token.span.of(text)).collect();
    assert_eq!(quoted, ["we", "will", "rebuild"]);
}

proptest! {
    #[test]
    fn spans_fit_any_text(text in "\\PC{0,200}|[a-zA-Z\"'“”.!?,:;() \n•–-]{0,200}") {
        let (blocks, aside) = blocks(&text, None);
        let (sentences, tokens) = segment(&text, &blocks);
        for span in aside.iter().map(|part| part.span).chain(sentences.iter().map(|s| s.span)).chain(tokens.iter().map(|t| t.span)) {
            prop_assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()));
        }
        prop_assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert!(sentences.windows(2).all(|pair| pair[0].end_token <= pair[1].first_token));
    }
}

#[test]
fn what_never_ends_is_cut() {
    let text = "the harbour and ".repeat(1_000) + "the light, " + &"and a boat, ".repeat(400) + "left.";
    let (blocks, _) = blocks(&text, None);
    let (sentences, tokens) = segment(&text, &blocks);
    assert!(sentences.len() > 8 && sentences.iter().all(|sentence| sentence.tokens().len() <= 500));
    assert_eq!(sentences.iter().map(|sentence| sentence.tokens().len()).sum::<usize>(), tokens.len());
}
