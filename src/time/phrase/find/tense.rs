//! The direction of a sentence, by its small words, where nobody said.

use crate::time::phrase::Tense;

/// The tense of the sentence the bytes from `start` to `end` stand in: future after "will", "until" and their like, else
/// unknown.
pub(super) fn of_sentence(text: &str, start: usize, end: usize) -> Tense {
    let before = words(sentence_before(text, start));
    let is_limit = before.clone().last().is_some_and(|word| is_one_of(word, &["until", "till", "by"]));
    let after = words(sentence_after(text, end));
    if is_limit || before.chain(after).any(points_ahead) { Tense::Future } else { Tense::Unknown }
}

fn points_ahead(word: &str) -> bool {
    is_one_of(word, &["will", "shall", "ll", "won", "due", "scheduled", "upcoming", "plans"])
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A sentence seldom says its tense farther away.
const FAR_BYTES: usize = 150;

fn sentence_before(text: &str, end: usize) -> &str {
    let near = &text[text.floor_char_boundary(end.saturating_sub(FAR_BYTES))..end];
    near.rfind(['.', '!', '?', ';', '\n']).map_or(near, |stop| &near[stop..])
}

fn sentence_after(text: &str, start: usize) -> &str {
    let near = &text[start..text.floor_char_boundary((start + FAR_BYTES).min(text.len()))];
    near.find(['.', '!', '?', ';', '\n']).map_or(near, |stop| &near[..stop])
}
