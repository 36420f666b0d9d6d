//! Text to tree, in time linear in the text's length.
//!
//! 1. `scan` walks over the text once: strings, comments and back-ticks must end, nothing may nest too deep (`nesting`), and
//!    characters that only look like Cypher (`“`) are named.
//! 2. `grammar` reads it by `grammar/cypher.pest` into pest's flat pairs.
//! 3. `statement`, `clause`, `pattern`, `expression`, `atom` and `literal` shape the pairs into an [`ast::Statement`].
//! 4. Where the grammar stops, `syntax` says what was expected, what was found and what to do about it.
//!
//! Nothing here looks at a graph: whether a well-formed text makes sense is the planner's to say.

mod atom;
mod clause;
mod expression;
mod grammar;
mod keyword;
mod literal;
mod nesting;
mod pattern;
pub(super) mod scan;
mod statement;
mod syntax;

pub(super) use keyword::is_reserved;

use super::QueryError;
use super::ast::Statement;
use crate::diagnostic::Span;

/// What the steps of the parser return.
type Result<T> = std::result::Result<T, QueryError>;

/// Reads one statement; a `;` after it is allowed.
///
/// ```
/// let statement = annals::query::parse("match (e:Event) return e.title as title limit 3;")?;
/// assert_eq!(statement.query.first.clauses.len(), 2);
/// # Ok::<(), annals::query::QueryError>(())
/// ```
///
/// # Errors
/// The first place where the text is not Cypher, with what was expected there.
pub fn parse(text: &str) -> Result<Statement> {
    scan::check(text)?;
    match grammar::read(text) {
        Ok(pair) => statement::statement(pair),
        Err(error) => Err(syntax::explain(text, &error)),
    }
}

/// The statements of a text, which end in `;` or at its end; empty ones are left out. A `;` inside a string, a comment or
/// back-ticks ends nothing.
///
/// ```
/// use annals::query::split_statements;
/// let text = "CREATE (:Place {name: 'a;b'}); // done;\n RETURN 1";
/// let statements: Vec<_> = split_statements(text).into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(statements, ["CREATE (:Place {name: 'a;b'})", "RETURN 1"]);
/// ```
#[must_use]
pub fn split_statements(text: &str) -> Vec<Span> {
    scan::split(text)
}

/// Whether a text stops inside a string, a comment, back-ticks or brackets, so that more lines may complete it.
///
/// ```
/// use annals::query::is_incomplete;
/// assert!(is_incomplete("RETURN [1,"));
/// assert!(!is_incomplete("RETURN [1]"));
/// ```
#[must_use]
pub fn is_incomplete(text: &str) -> bool {
    scan::is_incomplete(text)
}

#[cfg(test)]
mod tests;
