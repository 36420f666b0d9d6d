//! What to tell about a text that is not Cypher: what was expected, what was found, what to do.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::scan::{DEEPEST_NESTING, Kind, Token, Tokens};
use crate::diagnostic::Span;
use crate::query::{ErrorKind, QueryError};

/// A syntax error at a place.
pub(super) fn unexpected(span: Span, message: impl Into<String>) -> QueryError {
    QueryError::compile(ErrorKind::SyntaxError, "UnexpectedSyntax", message).at(span)
}

/// Brackets, operators or suffixes that go too deep.
pub(super) fn nested_too_deep(span: Span) -> QueryError {
    unexpected(span, format!("the statement is nested deeper than {DEEPEST_NESTING}"))
        .help("split it with WITH, or pass a large value as a parameter")
}

/// The grammar's refusal in words.
pub(super) fn explain(text: &str, error: &Error<Rule>) -> QueryError {
    let place = match error.location {
        InputLocation::Pos(place) | InputLocation::Span((place, _)) => place,
    };
    let _ = (&error.variant, Kind::Word, Tokens::from(text, place).next().map(|token: Token| token.span));
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        return unexpected(Span::new(place, place), format!("expected {positives:?}"));
    }
    unexpected(Span::new(place, place), "not Cypher")
}
