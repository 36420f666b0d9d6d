//! What to tell about a text that is not Cypher: what was expected, what was found, what to do.
//!
//! The grammar says where it stopped and which rules it tried there. From these
//! 1. `advice` recognises mistakes with a name: `==`, a reserved word, `FOREACH`, a key in quotes;
//! 2. for everything else `expected` puts the rules into words, and `habits` guesses what was meant. Rules' own names are
//!    never shown.

mod advice;
mod expected;
mod habits;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::keyword::keyword;
use super::nesting::DEEPEST;
use super::scan::{Kind, Token, Tokens};
use crate::diagnostic::Span;
use crate::query::{ErrorKind, QueryError};
use crate::value::text::is_direction_mark;

/// A syntax error at a place.
pub(super) fn unexpected(span: Span, message: impl Into<String>) -> QueryError {
    QueryError::compile(ErrorKind::SyntaxError, "UnexpectedSyntax", message).at(span)
}

/// Brackets, operators or suffixes that go too deep.
pub(super) fn nested_too_deep(span: Span) -> QueryError {
    unexpected(span, format!("the statement is nested deeper than {DEEPEST}"))
        .help("split it with WITH, or pass a large value as a parameter")
}

/// The grammar's refusal in words.
pub(super) fn explain(text: &str, error: &Error<Rule>) -> QueryError {
    let place = match error.location {
        InputLocation::Pos(place) | InputLocation::Span((place, _)) => place,
    };
    let rules = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let refusal = Refusal::new(text, place, rules);
    advice::named_mistake(&refusal).unwrap_or_else(|| expected::describe(&refusal))
}

/// Where the grammar stopped.
struct Refusal<'r> {
    text: &'r str,
    /// The tokens before the place, in order.
    before: Vec<Token>,
    /// The token at the place; none at the end of the text.
    found: Option<Token>,
    /// The rules the grammar tried there.
    rules: &'r [Rule],
}

impl<'r> Refusal<'r> {
    fn new(text: &'r str, place: usize, rules: &'r [Rule]) -> Self {
        let before = Tokens::new(text).take_while(|token| token.span.start < place).collect();
        Self { text, before, found: Tokens::from(text, place).next(), rules }
    }

    /// Whether the grammar tried this rule.
    fn tried(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// Whether the grammar tried one of these rules.
    fn tried_any(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|rule| self.tried(*rule))
    }

    /// Whether an expression could stand here.
    fn wants_expression(&self) -> bool {
        self.tried_any(&[Rule::expression, Rule::filter_expression, Rule::projection_body, Rule::number_literal])
    }

    /// Whether an expression has just ended, so that an operator could go on with it.
    fn wants_operator(&self) -> bool {
        self.tried(Rule::comparison_operator)
    }

    /// Whether another clause could begin here.
    fn wants_clause(&self) -> bool {
        self.tried_any(&[Rule::match_clause, Rule::statement, Rule::single_query])
    }

    /// The text from the place on.
    fn rest(&self) -> &'r str {
        &self.text[self.place().start..]
    }

    /// Where to point: at the token that was found, or just behind the last one.
    fn place(&self) -> Span {
        match (self.found, self.before.last()) {
            (Some(found), _) => Span::new(found.span.start, found.span.start + self.found_text().len()),
            (None, Some(last)) => Span::new(last.span.end, last.span.end),
            (None, None) => Span::default(),
        }
    }

    /// The characters of the found token; an operator of several characters is one.
    fn found_text(&self) -> &'r str {
        const OPERATORS: [&str; 16] =
            ["<-->", "-->", "<--", "<=>", "==", "!=", "&&", "||", "->", "<-", "--", "=~", "<>", "<=", ">=", ".."];
        let Some(found) = self.found else { return "" };
        let rest = &self.text[found.span.start..];
        let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
        operator.map_or_else(|| found.span.of(self.text), |operator| &rest[..operator.len()])
    }

    /// The found word, where it is one.
    fn found_word(&self) -> Option<&'r str> {
        self.found.filter(|found| found.kind == Kind::Word).map(|found| found.span.of(self.text))
    }

    /// The last token before the place.
    fn previous_text(&self) -> &'r str {
        self.before.last().map_or("", |token| token.span.of(self.text))
    }

    /// The innermost bracket that is open at the place.
    fn open_bracket(&self) -> Option<Token> {
        let mut open = Vec::new();
        for token in &self.before {
            match token.kind {
                Kind::Open => open.push(*token),
                Kind::Close => drop(open.pop()),
                _ => {}
            }
        }
        open.pop()
    }

    /// Whether the place is between the brackets of a relationship.
    fn is_in_relationship(&self) -> bool {
        let Some(open) = self.open_bracket().filter(|open| open.span.of(self.text) == "[") else { return false };
        let before = self.before.iter().take_while(|token| token.span.start < open.span.start).last();
        before.is_some_and(|before| before.kind == Kind::Symbol('-'))
    }

    /// Whether the innermost open bracket is the `[` of an index or a list.
    fn is_in_subscript(&self) -> bool {
        self.open_bracket().is_some_and(|open| open.span.of(self.text) == "[") && !self.is_in_relationship()
    }

    /// The keyword of the clause the place is in.
    fn clause(&self) -> Option<&'static str> {
        let words = self.before.iter().rev().filter(|token| token.kind == Kind::Word);
        words.map(|token| token.span.of(self.text)).find(|word| advice::begins_clause(word)).and_then(keyword)
    }

    /// What was found, in words.
    fn found_in_words(&self) -> String {
        let shown = shorten(self.found_text());
        match self.found.map(|found| found.kind) {
            None => "the end of the statement".to_owned(),
            Some(Kind::String) => format!("the string {shown}"),
            Some(Kind::Symbol(';')) => "the end of the statement (`;`)".to_owned(),
            Some(_) => format!("`{shown}`"),
        }
    }

    /// An error at the place: what was expected here, and what was found.
    fn error(&self, expected: &str) -> QueryError {
        unexpected(self.place(), format!("expected {expected}, found {}", self.found_in_words()))
    }
}

/// A piece of the text as an error shows it: not too long, and nothing in it that a terminal would obey.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    let shown = text.chars().take(LONGEST).map(|character| {
        let is_safe = !character.is_control() && !is_direction_mark(character);
        if is_safe { character.to_string() } else { character.escape_default().to_string() }
    });
    let ellipsis = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    shown.collect::<String>() + ellipsis
}
