//! The direction of a sentence, by its small words, where nobody said.

use crate::time::phrase::Tense;

/// The tense of the sentence before the byte `start`: future after "will", "until" and their like, else unknown. What
/// follows may be another clause: "said on Friday that it will".
pub(super) fn before(text: &str, start: usize) -> Tense {
    let mut before = words(sentence_before(text, start));
    let is_limit = before.clone().last().is_some_and(|word| is_one_of(word, &["until", "till", "by"]));
    if is_limit || before.any(points_ahead) { Tense::Future } else { Tense::Unknown }
}

/// Whether the clause before the byte `start` looks ahead although its sentence tells what happened: "until Friday", "set
/// to begin on", "to be held on". What it looked ahead to in the past ("was due on") is the past.
pub(super) fn looks_ahead(text: &str, start: usize) -> bool {
    let sentence = sentence_before(text, start);
    let clause = sentence.rfind([',', ':', '(']).map_or(sentence, |stop| &sentence[stop + 1..]);
    let clause: Vec<&str> = words(clause).collect();
    let is_past = clause.iter().any(|word| is_one_of(word, &["was", "were", "had", "would", "said", "told"]));
    let is_limit = clause.last().is_some_and(|word| is_one_of(word, &["until", "till"]));
    let is_plan = clause.iter().any(|word| is_one_of(word, &["will", "shall", "due", "scheduled"]))
        || clause.windows(2).any(|pair| pair == ["to", "be"] || pair == ["set", "to"] || pair == ["expected", "to"]);
    !is_past && (is_limit || is_plan)
}

fn points_ahead(word: &str) -> bool {
    is_one_of(word, &["will", "shall", "won", "due", "scheduled", "upcoming", "plans"])
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
