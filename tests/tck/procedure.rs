//! Procedures that a scenario declares: a signature, and the rows they answer with.

use annals::Database;

use super::table::Table;
use super::verdict::Failure;

/// Registers a procedure whose answers are the rows of a table: the arguments first, the results after them.
pub(crate) fn declare(_database: &mut Database, signature: &str, _table: &Table) -> Result<(), Failure> {
    Err(Failure::Setup(format!("a procedure cannot be registered: {signature}")))
}
