//! Where no form of question goes on: what was expected there, in words.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::super::token::{Placeholders, Token, TokenKind};
use super::super::vocabulary::Vocabulary;
use super::super::{Refusal, suggest};
use super::grammar::{QuestionParser, Rule};

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
    let span = tokens[index].span;
    if ends_with(before, &["how", "many"]) {
        let message = "expected what to count after 'how many', for example 'events' or 'attacks'";
        let rest = if at_end { "" } else { &text[span.start..] };
        let help = format!("try: {}", format!("how many events {rest}").trim_end());
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

/// Whether the grammar takes `next` after these tokens: it reads on to the end at least.
pub(super) fn goes_on(placeholders: &Placeholders, next: &str) -> bool {
    let text = format!("{} {next}", placeholders.text);
    let text = text.trim_start();
    QuestionParser::parse(Rule::question, text).map_or_else(|error| offset(&error) >= text.len(), |_| true)
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
