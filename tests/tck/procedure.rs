//! Procedures that a scenario declares: a signature, and rows of arguments with the results they give.

use annals::Database;
use annals::query::procedure::{Field, Procedure, Signature};
use annals::value::Value;

use super::answer;
use super::notation;
use super::table::Table;
use super::verdict::Failure;

/// Registers a procedure that answers a call with the rows whose first cells are the call's arguments.
pub(crate) fn declare(database: &mut Database, signature: &str, table: &Table) -> Result<(), Failure> {
    let signature: Signature = signature.parse().map_err(unreadable)?;
    let (_, rows) = table.split();
    let fields: Vec<&Field> = signature.parameters.iter().chain(&signature.results).collect();
    let rows: Vec<Vec<Value>> = rows.iter().map(|row| values(row, &fields)).collect::<Result<_, _>>()?;
    let taken = signature.parameters.len();
    database.register(Procedure::new(signature, move |arguments, _| {
        let answers = rows.iter().filter(|row| row[..taken] == *arguments);
        Ok(answers.map(|row| row[taken..].to_vec()).collect())
    }));
    Ok(())
}

/// The cells of a row as values of the fields' types.
fn values(row: &[String], fields: &[&Field]) -> Result<Vec<Value>, Failure> {
    if row.len() != fields.len() {
        return Err(unreadable(format!("{row:?} does not fit the signature")));
    }
    let values = row.iter().zip(fields).map(|(cell, field)| {
        let value = notation::read(cell).and_then(|value| answer::given(&value)).map_err(unreadable)?;
        field.of.admit(&value).ok_or_else(|| unreadable(format!("`{cell}` is no {}", field.of)))
    });
    values.collect()
}

fn unreadable(reason: impl ToString) -> Failure {
    Failure::Unreadable(reason.to_string())
}
