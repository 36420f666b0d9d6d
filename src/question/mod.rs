//! ENGLISH TO AST: a person's question becomes the statement it stands for, in one reading or a helpful refusal.
//!
//! 1. `names` finds the names the graph knows and quoted texts, longest first, so that no name confuses the grammar.
//! 2. `phrase` reads the small closed-class skeleton over them (`grammar/question.pest`).
//! 3. `translate` makes an [`ast::Statement`]; time phrases go to `time::phrase`, a missing year is inferred and echoed.
//! 4. `suggest` finds the nearest thing that would have been understood.
//!
//! Questions only read. They are never ranked and guessed: what has two readings is refused with both.

use crate::diagnostic::Diagnostic;
use crate::query::ast;

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
