//! The direction of a sentence, by its small words, where nobody said.

use crate::time::phrase::Tense;

/// The tense of the sentence before the byte `start`: future after "will", "until" and their like, else unknown. What
/// follows may be another clause: "said on Friday that it will".
pub(super) fn before(text: &str, start: usize) -> Tense {
    let mut before = words(sentence_before(text, start));
    let is_limit = before.clone().last().is_some_and(|word| is_one_of(word, &["until", "till", "by"]));
    if is_limit || before.any(points_ahead) { Tense::Future } else { Tense::Unknown }
}

/// From where a clause looks ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    /// From the day of writing: "will meet on".
    OfToday,
    /// From the time of its sentence, or nobody can say: "would meet on", "until".
    OfThen,
}

/// Whether the clause before the byte `start` looks ahead although its sentence tells what happened: "until Friday", "set
/// to begin on", "said they would vote on". What it looked ahead to in the past ("was due on") is the past.
pub(super) fn ahead(text: &str, start: usize) -> Option<Ahead> {
    let sentence = sentence_before(text, start);
    let clause = sentence.rfind([',', ':', '(']).map_or(sentence, |stop| &sentence[stop + 1..]);
    let clause: Vec<&str> = words(clause).collect();
    // "When voters go to the polls on May 4, they will": the clause has the time of the main one.
    if clause.first().is_some_and(|word| is_one_of(word, &["when", "if", "once"])) && says_will(&text[start..]) {
        return Some(Ahead::OfToday);
    }
    // "said on Monday it will": what is said has a direction of its own.
    let said = clause.iter().rposition(|word| is_one_of(word, &["said", "says", "told", "announced", "that"]));
    let clause = &clause[said.map_or(0, |said| said + 1)..];
    let would = clause.windows(2).any(|pair| is_one_of(pair[0], &["would"]) && !is_one_of(pair[1], &["have"]));
    if clause.iter().any(|word| is_one_of(word, &["was", "were", "had"])) {
        return None;
    }
    let has = |known: &[&str]| clause.iter().any(|word| is_one_of(word, known));
    let has_pair = |known: &[[&str; 2]]| clause.windows(2).any(|pair| known.iter().any(|known| pair == known));
    if has(&["will", "shall"]) || has_pair(&PLANS_OF_TODAY) {
        return Some(Ahead::OfToday);
    }
    let is_limit = clause.last().is_some_and(|word| is_one_of(word, &["until", "till"]));
    let is_plan = has(&["due", "scheduled"]) || has_pair(&[["to", "be"], ["set", "to"], ["expected", "to"]]);
    // "The trial continues on Friday": the present with a day is a plan.
    let is_programme = has(&["begins", "starts", "opens", "continues", "resumes", "expires", "ends", "closes"]);
    // "offered to step down in June": what somebody binds himself to is still to come.
    let is_bound = clause.windows(2).any(|pair| pair[1] == "to" && is_one_of(pair[0], &BINDING));
    (is_limit || is_plan || is_programme || is_bound || would).then_some(Ahead::OfThen)
}

/// Verbs whose infinitive is done later than they are.
const BINDING: [&str; 9] =
    ["offered", "agreed", "promised", "vowed", "pledged", "decided", "threatened", "voted", "planned"];

fn says_will(after: &str) -> bool {
    let near = &after[..after.floor_char_boundary(FAR_BYTES.min(after.len()))];
    let sentence = near.find(['.', '!', '?', ';', '\n']).map_or(near, |stop| &near[..stop]);
    words(sentence).any(|word| is_one_of(word, &["will"]))
}

/// What somebody has in mind, or is bound to do, while the text is written.
const PLANS_OF_TODAY: [[&str; 2]; 12] = [
    ["is", "due"],
    ["are", "due"],
    ["is", "scheduled"],
    ["are", "scheduled"],
    ["is", "set"],
    ["are", "set"],
    ["is", "expected"],
    ["are", "expected"],
    ["plans", "to"],
    ["plan", "to"],
    ["hopes", "to"],
    ["intends", "to"],
];

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
