//! ENGLISH TO AST: a person's question becomes the statement it stands for, in one reading or a helpful refusal.
//!
//! 1. `names` finds the names the graph knows and quoted texts, longest first, so that no name confuses the grammar.
//! 2. `phrase` reads the small closed-class skeleton over them (`grammar/question.pest`).
//! 3. `translate` makes an [`ast::Statement`]; time phrases go to `time::phrase`, a missing year is inferred and echoed.
//! 4. `suggest` finds the nearest thing that would have been understood.
//!
//! Questions only read. They are never ranked and guessed: what has two readings is refused with both.

use crate::diagnostic::{Diagnostic, Span};
use crate::graph::View;
use crate::query::ast;
use crate::time::Date;

/// What a reading may know besides the graph.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// What "today" means; a setting of the session, so that scripts replay.
    pub today: Date,
}

/// Reads a question as the one statement it stands for.
///
/// # Errors
/// A [`Refusal`] that says what was not understood, where, and what would be.
pub fn read(text: &str, view: View<'_>, context: &Context) -> Result<Reading, Refusal> {
    let _ = (view, context);
    Err(Refusal::new("syntax", "not a question").at(Span::new(0, text.len())))
}

/// A question understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The statement it stands for; prints as Cypher.
    pub statement: ast::Statement,
    /// What was resolved on the way, for the one-line echo: `Kyiv = Kyiv (City, Ukraine)`, `after May 23 = after 2025-05-23`.
    pub echo: Vec<String>,
}

/// A question refused. The diagnostic's code is one of `unknown_word`, `unknown_name`, `ambiguous_name`, `bad_date`,
/// `ambiguous_date`, `empty_range`, `incomplete`, `unsupported`, `read_only`, `syntax`.
pub type Refusal = Diagnostic;
