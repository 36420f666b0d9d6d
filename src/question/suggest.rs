//! The nearest thing that would have been understood, and the questions that cannot be answered at all.

use crate::diagnostic::Span;
use crate::ontology::WordClass;

use super::Refusal;
use super::token::{Token, TokenKind};
use super::vocabulary::{Vocabulary, closed_words};
use crate::time::calendar;

/// Says that a word is not known, with the nearest word that is.
pub(super) fn unknown_word(
    text: &str,
    span: Span,
    tokens: &[Token],
    token: usize,
    vocabulary: &Vocabulary<'_>,
) -> Refusal {
    near_word(text, span, tokens, token, vocabulary).unwrap_or_else(|| {
        let message = format!("no event type '{}' in this graph; list the types with 'types'", span.of(text));
        Refusal::new("unknown_word", message).at(span).help("try: types")
    })
}

/// What a word that is not known may have been meant for: an opinion, a date or a word misspelt.
pub(super) fn near_word(
    text: &str,
    span: Span,
    tokens: &[Token],
    token: usize,
    vocabulary: &Vocabulary<'_>,
) -> Option<Refusal> {
    let written = span.of(text);
    if let Some((_, reason)) = MODALS.iter().find(|(modal, _)| *modal == tokens[token].folded) {
        let help = format!("try: {}", instead(text, tokens, vocabulary));
        return Some(Refusal::new("unsupported", *reason).at(span).help(help));
    }
    if let Some(refusal) = misspelt_date(text, span) {
        return Some(refusal);
    }
    let known = matches!(tokens[token].kind, TokenKind::Event(_));
    let nearest = if known { None } else { nearest_word(&tokens[token].folded, vocabulary) }?;
    let help = format!("try: {}{nearest}{}", &text[..span.start], &text[span.end..]);
    let message = format!("'{written}' is no word of questions; did you mean '{nearest}'?");
    Some(Refusal::new("unknown_word", message).at(span).help(help))
}

/// A month or a weekday misspelt, with the one that is meant.
pub(super) fn misspelt_date(text: &str, span: Span) -> Option<Refusal> {
    let written = span.of(text);
    let folded = written.to_lowercase();
    let allowed = if folded.chars().count() < 6 { 1 } else { 2 };
    let distance = |word: &&str| strsim::osa_distance(&word.to_lowercase(), &folded);
    let names = calendar::names().filter(|name| *name != "May");
    let nearest = names.min_by_key(|word| distance(word)).filter(|word| distance(word) <= allowed)?;
    if folded.chars().count() < 4 || nearest.eq_ignore_ascii_case(&folded) {
        return None;
    }
    let sort = if nearest.ends_with("day") { "day of the week" } else { "month" };
    let help = format!("try: {}{nearest}{}", &text[..span.start], &text[span.end..]);
    let message = format!("no {sort} is called '{written}'; did you mean '{nearest}'?");
    Some(Refusal::new("unknown_word", message).at(span).help(help))
}

/// The nearest word of the grammar or of the graph's event types: at most two letters away, and fewer for short words.
pub(super) fn nearest_word(folded: &str, vocabulary: &Vocabulary<'_>) -> Option<String> {
    let length = folded.chars().count();
    let allowed = match length {
        0..=3 => return None,
        4..=5 => 1,
        _ => 2,
    };
    let closed = closed_words().filter(|word| word.len() > 3).map(|word| (word, 0));
    let events = vocabulary.event_words().map(|(word, class)| (word, if class == WordClass::Noun { 1 } else { 2 }));
    closed
        .chain(events)
        .filter(|(word, _)| *word != folded && word.len().abs_diff(folded.len()) <= allowed)
        .map(|(word, rank)| (strsim::osa_distance(word, folded), rank, word))
        .filter(|(distance, ..)| *distance <= allowed)
        .min()
        .map(|(.., word)| word.to_owned())
}

/// What a question may not begin with, and why.
///
/// # Errors
/// Questions that would change the graph, and questions about what no graph of reports can know.
pub(super) fn opening(text: &str, tokens: &[Token], vocabulary: &Vocabulary<'_>) -> Result<(), Refusal> {
    let Some(first) = tokens.first() else {
        return Err(Refusal::new("incomplete", "there is no question; expected one such as 'what happened'")
            .at(Span::new(0, 0))
            .help("try: what happened"));
    };
    let word = first.folded.as_str();
    // "change" and "set" name no events; "create" and its kin are commands only where a thing follows.
    if WRITING.contains(&word) && tokens.len() > 1 {
        let clause = clause_for(word);
        return Err(Refusal::new(
            "read_only",
            format!("questions only read; to change the graph use Cypher: {clause}"),
        )
        .at(first.span)
        .help("try: what happened"));
    }
    if let Some(refusal) = several_questions(text, tokens).or_else(|| asks_for_more(text, tokens)) {
        return Err(refusal);
    }
    match OPENINGS.iter().find(|(opening, _)| *opening == word) {
        Some((_, reason)) if !is_explained(tokens) => {
            let help = format!("try: {}", instead(text, tokens, vocabulary));
            Err(Refusal::new("unsupported", *reason).at(first.span).help(help))
        }
        _ => Ok(()),
    }
}

/// A question mark in the middle: questions are asked one by one.
fn several_questions(text: &str, tokens: &[Token]) -> Option<Refusal> {
    let mark = tokens.iter().find(|token| token.folded == "?")?;
    let message = "one question at a time: another one follows this mark";
    let help = format!("try: {}", text[..mark.span.start].trim());
    Some(Refusal::new("syntax", message).at(mark.span).help(help))
}

/// What somebody thinks is no report, and what caused something is told only where a report says so.
fn asks_for_more(text: &str, tokens: &[Token]) -> Option<Refusal> {
    let words: Vec<&str> = tokens.iter().take(4).map(|token| token.folded.as_str()).collect();
    match words[..] {
        ["what" | "who", "caused" | "causes", ..] => {
            let rest = &text[tokens[1].span.end..];
            let help = format!("try: what led to{rest}");
            Some(Refusal::new("unsupported", OPINION).at(tokens[1].span).help(help))
        }
        ["what" | "how" | "who", "do" | "would", "you", ..] => {
            Some(Refusal::new("unsupported", OPINION).at(tokens[2].span).help("try: what happened"))
        }
        _ => None,
    }
}

const WRITING: [&str; 14] = [
    "delete", "remove", "drop", "insert", "add", "create", "update", "set", "change", "rename", "merge", "forget",
    "detach", "erase",
];

const FORECAST: &str = "the graph holds reported events, not forecasts";
const OPINION: &str = "the graph holds reported events, not reasons or opinions";

/// Words that ask for what is not reported wherever they stand.
const MODALS: [(&str, &str); 12] = [
    ("will", FORECAST),
    ("would", FORECAST),
    ("might", FORECAST),
    ("should", OPINION),
    ("good", OPINION),
    ("bad", OPINION),
    ("evil", OPINION),
    ("guilty", OPINION),
    ("right", OPINION),
    ("wrong", OPINION),
    ("best", OPINION),
    ("worst", OPINION),
];

const OPENINGS: [(&str, &str); 9] = [
    ("will", FORECAST),
    ("would", FORECAST),
    ("shall", FORECAST),
    ("might", FORECAST),
    ("should", OPINION),
    ("must", OPINION),
    ("why", OPINION),
    ("could", OPINION),
    ("can", OPINION),
];

/// "why do we believe" asks for evidence, and "can you list" is only polite.
fn is_explained(tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().take(4).map(|token| token.folded.as_str()).collect();
    matches!(words[..], ["why", "do", "we", "believe"] | ["can" | "could", "you", ..])
}

fn clause_for(word: &str) -> &'static str {
    match word {
        "insert" | "add" | "create" => "CREATE ...",
        "update" | "set" | "change" | "rename" => "MATCH ... SET",
        "merge" => "MERGE ...",
        _ => "MATCH ... DELETE",
    }
}

/// A question in the past tense with the same action and the same names.
fn instead(text: &str, tokens: &[Token], vocabulary: &Vocabulary<'_>) -> String {
    let noun = tokens.iter().find_map(|token| match &token.kind {
        TokenKind::Event(word) => noun_for(word, vocabulary),
        _ => None,
    });
    let names: Vec<&str> = tokens
        .iter()
        .filter(|token| matches!(&token.kind, TokenKind::Name { candidates, .. } if candidates.len() == 1))
        .map(|token| token.span.of(text))
        .collect();
    let noun = noun.unwrap_or_else(|| "events".to_owned());
    match names[..] {
        [] => noun,
        [actor] => format!("{noun} by {actor}"),
        [actor, other, ..] => format!("{noun} by {actor} on {other}"),
    }
}

fn noun_for(word: &super::token::EventWord, vocabulary: &Vocabulary<'_>) -> Option<String> {
    let label =
        &word.verbs.iter().chain(&word.nouns).find(|sense| vocabulary.is_present(&sense.event_type))?.event_type;
    vocabulary.plural_noun(label)
}

/// A refusal whose suggestion reads; one that does not is replaced by one that always does.
pub(super) fn checked(refusal: Refusal, reads: impl Fn(&str) -> bool) -> Refusal {
    let suggested = refusal.help.as_deref().and_then(|help| help.strip_prefix("try: "));
    match suggested {
        Some(suggestion) if reads(suggestion) => refusal,
        _ => refusal.help("try: what happened"),
    }
}
