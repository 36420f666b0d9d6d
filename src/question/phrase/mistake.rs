//! Where no form of question goes on: what was expected there, in words.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::token::{Placeholders, Token, TokenKind};
use super::super::vocabulary::Vocabulary;
use super::super::{Refusal, suggest};
use super::Expected;
use super::grammar::{QuestionParser, Rule};
use crate::diagnostic::Span;

/// The refusal for a text the grammar does not take.
pub(super) fn refusal(
    text: &str,
    tokens: &[Token],
    vocabulary: &Vocabulary<'_>,
    placeholders: &Placeholders,
    error: &Error<Rule>,
) -> Refusal {
    let offset = offset(error);
    let at_end = offset >= placeholders.text.trim_end().len();
    let index = placeholders.token_at(offset).min(tokens.len().saturating_sub(1));
    if let Some(unknown) = unknown_before(tokens, index) {
        return suggest::unknown_word(text, tokens[unknown].span, tokens, unknown, vocabulary);
    }
    let expected = describe(&positives(error));
    let before = if at_end { tokens } else { &tokens[..index] };
    let span = if at_end { Span::new(tokens[index].span.end, tokens[index].span.end) } else { tokens[index].span };
    if ends_with(before, &["how", "many"]) {
        let message = "expected what to count after 'how many', for example 'events' or 'attacks'";
        let help = format!("try: how many events {}", text[span.start..].trim_start());
        return Refusal::new("incomplete", message).at(span).help(help);
    }
    let word = tokens[index].span.of(text);
    if let [Token { kind: TokenKind::Name { .. }, span, .. }] = tokens {
        let message = format!("'{word}' alone is no question; expected what to know about it");
        return Refusal::new("incomplete", message).at(*span).help(format!("try: timeline of {word}"));
    }
    match at_end {
        true => Refusal::new("incomplete", format!("the question ends after '{word}'; expected {expected}"))
            .at(tokens[index].span),
        false => Refusal::new("syntax", format!("'{word}' does not fit here; expected {expected}")).at(span),
    }
}

/// What the grammar takes after these tokens.
pub(super) fn expected_after(placeholders: &Placeholders) -> Expected {
    // A mark that no rule takes makes the grammar say what it would have taken.
    let text = format!("{} \u{1}", placeholders.text);
    let Err(error) = QuestionParser::parse(Rule::question, text.trim_start()) else { return Expected::default() };
    let rules = positives(&error);
    let any = |group: &[Rule]| rules.iter().any(|rule| group.contains(rule));
    let mut words: Vec<&str> = rules.iter().flat_map(|rule| words_of(*rule)).collect();
    words.sort_unstable();
    words.dedup();
    Expected { words, noun: any(NOUNS), verb: any(VERBS), name: any(NAMES) }
}

fn ends_with(tokens: &[Token], words: &[&str]) -> bool {
    let Some(start) = tokens.len().checked_sub(words.len()) else { return false };
    tokens[start..].iter().zip(words).all(|(token, word)| token.folded == *word)
}

fn offset(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(offset) | InputLocation::Span((offset, _)) => offset,
    }
}

fn positives(error: &Error<Rule>) -> Vec<Rule> {
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    }
}

/// The first word nobody knows, up to the place where the grammar stopped: most often the reason why it did.
fn unknown_before(tokens: &[Token], index: usize) -> Option<usize> {
    tokens.iter().take(index + 1).position(|token| matches!(token.kind, TokenKind::Unknown))
}

const NOUNS: &[Rule] = &[
    Rule::noun,
    Rule::noun_phrase,
    Rule::known_phrase,
    Rule::known_head,
    Rule::any_event,
    Rule::compound,
    Rule::selection,
];
const NAMES: &[Rule] = &[Rule::name, Rule::names, Rule::name_item];
const TIMES: &[Rule] = &[Rule::time, Rule::range_bound, Rule::bare_time];
const VERBS: &[Rule] = &[Rule::verb, Rule::event_verb, Rule::action];

/// What was expected, in words a user knows; never a rule's name.
fn describe(rules: &[Rule]) -> String {
    let described: [(&[Rule], &str); 5] = [
        (NOUNS, "what happened, such as 'events'"),
        (NAMES, "a name"),
        (TIMES, "a date"),
        (VERBS, "a verb"),
        (&[Rule::number], "a number"),
    ];
    let fits = |(group, _): &&(&[Rule], &str)| rules.iter().any(|rule| group.contains(rule));
    let kinds: Vec<&str> = described.iter().filter(fits).map(|(_, words)| *words).collect();
    match kinds[..] {
        [] => "a condition such as 'in', 'by', 'after', or the end".to_owned(),
        [one] => one.to_owned(),
        [ref most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The words a rule of the grammar lists, read from the grammar itself.
fn words_of(rule: Rule) -> Vec<&'static str> {
    RULE_WORDS.get(format!("{rule:?}").as_str()).cloned().unwrap_or_default()
}

/// Words by the name of their rule; rules that look into placeholders list none.
static RULE_WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rules = include_str!("../../../grammar/question.pest").lines().filter(|line| !line.starts_with("//"));
    rules.filter_map(|line| line.split_once('=')).map(|(name, body)| (name.trim(), listed(body))).collect()
});

fn listed(body: &'static str) -> Vec<&'static str> {
    let simple = body.trim_start().starts_with("@{") && !body.contains("spelt") && !body.contains('<');
    body.split('"').skip(1).step_by(2).filter(|word| simple && word.starts_with(char::is_alphabetic)).collect()
}
