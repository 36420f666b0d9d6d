//! The first row: which column says what.

use super::reader::{Cell, Row};
use super::wrong;
use crate::diagnostic::Diagnostic;
use crate::ingest::row::nearest;

/// Every column a table may have, in the order `docs/records.md` describes them.
const KNOWN: [&str; 23] = [
    "type",
    "id",
    "title",
    "date",
    "actors",
    "recipients",
    "participants",
    "place",
    "country",
    "latitude",
    "longitude",
    "modality",
    "attributed_to",
    "mode",
    "quantity",
    "unit",
    "killed",
    "injured",
    "quote",
    "text",
    "document",
    "source",
    "published",
];

/// The columns of a table, in its order.
pub(super) struct Columns(Vec<&'static str>);

impl Columns {
    /// The columns a first row names.
    pub(super) fn of(row: &Row<'_>, separator: char) -> Result<Self, Diagnostic> {
        let mut columns = Vec::new();
        for cell in &row.cells {
            let name = column(cell).ok_or_else(|| unknown(cell, row, separator))?;
            if columns.contains(&name) {
                return Err(wrong(format!("two columns are called '{name}'"), cell.span));
            }
            columns.push(name);
        }
        if columns.contains(&"type") {
            Ok(Self(columns))
        } else {
            Err(wrong("no column is called 'type'".to_owned(), row.span).help("every event needs one: Airstrike, say"))
        }
    }

    pub(super) fn names(&self) -> &[&'static str] {
        &self.0
    }
}

fn column(cell: &Cell<'_>) -> Option<&'static str> {
    KNOWN.into_iter().find(|name| name.eq_ignore_ascii_case(cell.text.trim()))
}

/// Refuses a column: another separator, a name that is nearly one, or a table that begins with its first event.
fn unknown(cell: &Cell<'_>, row: &Row<'_>, separator: char) -> Diagnostic {
    let name = cell.text.trim();
    let refusal = wrong(format!("no column is called '{}'", name.chars().take(60).collect::<String>()), cell.span);
    let other = [(',', "','"), (';', "';'"), ('\t', "'tab'")].into_iter().find(|(other, _)| {
        *other != separator && row.cells.len() == 1 && name.split(*other).any(|part| KNOWN.contains(&part))
    });
    match (other, nearest(name, KNOWN.into_iter())) {
        (Some((_, shown)), _) => refusal.help(format!("another character separates the columns: --separator {shown}")),
        (None, Some(near)) => refusal.help(format!("closest: '{near}'")),
        (None, None) => refusal.help(format!("the first row names the columns: {}", KNOWN.join(", "))),
    }
}
