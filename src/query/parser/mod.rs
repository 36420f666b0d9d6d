//! Text to tree.

use super::QueryError;
use super::ast::Statement;
use crate::diagnostic::Span;

/// Reads one statement; a `;` after it is allowed.
///
/// # Errors
/// The first place where the text is not Cypher, with what was expected there.
pub fn parse(text: &str) -> Result<Statement, QueryError> {
    let _ = text;
    todo!()
}

/// The statements of a text, which end in `;` or at its end; empty ones are left out. A `;` inside a string, a comment or
/// back-ticks ends nothing.
#[must_use]
pub fn split_statements(text: &str) -> Vec<Span> {
    let _ = text;
    todo!()
}

/// Whether a text stops inside a string, a comment, back-ticks or brackets, so that more lines may complete it.
#[must_use]
pub fn is_incomplete(text: &str) -> bool {
    let _ = text;
    todo!()
}
