//! TABLES TO DOCUMENTS: events that somebody else has read, one a row, under the names of their fields.
//!
//! 1. `reader` cuts the text into rows and cells, each with its place.
//! 2. The first row names the columns (`columns`): those of `docs/records.md`, in any order.
//! 3. `cell` makes of a cell what its column takes: a text, a number, names separated by `|`; an empty cell is nothing.
//! 4. `row` makes documents of it, as of JSON lines.

mod cell;
mod columns;
mod reader;

use super::row::{Documents, Fields, Places, Reading};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::Ontology;
use columns::Columns;
use reader::Row;

/// Reads a table, one event a row; `separator` stands between its cells.
///
/// ```
/// use annals::ingest::csv::read;
/// use annals::ontology::Ontology;
///
/// let text = "type,date,actors,place,killed\nAirstrike,2025-05-24,Russia|Belarus,Kyiv,3\nAirstrike,2025-05-25,,Kyiv,many\n";
/// let reading = read(text, ',', Some("events.csv"), Ontology::standard());
/// assert_eq!(reading.documents[0].events[0].participants.len(), 2);
/// assert_eq!(reading.refused[0].message, "field 'killed': expected a whole number, 0 or more, found 'many'");
/// assert_eq!(reading.refused[0].span.map(|span| span.of(text)), Some("many"));
/// ```
#[must_use]
pub fn read(text: &str, separator: char, path: Option<&str>, ontology: &Ontology) -> Reading {
    let mut rows = reader::rows(text, separator);
    let columns =
        match rows.next().unwrap_or_else(|| Err(no_columns(text))).and_then(|row| Columns::of(&row, separator)) {
            Ok(columns) => columns,
            Err(refusal) => return Reading { refused: vec![refusal], ..Reading::default() },
        };
    let mut documents = Documents::default();
    let mut refused = Vec::new();
    for row in rows {
        let record = row.and_then(|row| Ok((record(&row, &columns, ontology)?, row.span)));
        match record {
            Ok((record, span)) => documents.add(record, span.of(text)),
            Err(refusal) => refused.push(refusal),
        }
    }
    Reading { documents: documents.finish(path), articles: Vec::new(), refused }
}

fn record(row: &Row<'_>, columns: &Columns, ontology: &Ontology) -> Result<super::row::Record, Diagnostic> {
    let names = columns.names();
    if row.cells.len() != names.len() {
        let message = format!("expected {} cells, found {}", names.len(), row.cells.len());
        return Err(wrong(message, row.span).help(format!("the columns are {}", names.join(", "))));
    }
    let placed = |refusal: Diagnostic| if refusal.span.is_none() { refusal.at(row.span) } else { refusal };
    let object = cell::object(row, names).map_err(placed)?;
    let places: Vec<(&str, Span)> = names.iter().copied().zip(row.cells.iter().map(|cell| cell.span)).collect();
    Fields::new(object, Places::Cells(&places)).record(ontology).map_err(placed)
}

fn no_columns(text: &str) -> Diagnostic {
    wrong("the table is empty".to_owned(), Span::new(0, text.len())).help("its first row names the columns")
}

fn wrong(message: String, span: Span) -> Diagnostic {
    Diagnostic::new("bad_record", message).at(span)
}

#[cfg(test)]
mod tests;
