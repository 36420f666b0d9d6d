//! A cell as what its column takes. What does not fit stays a text, and is refused by whoever takes the field.

use serde_json::{Map, Number, Value};

use super::reader::Row;
use super::wrong;
use crate::diagnostic::Diagnostic;

/// Between the names of one cell.
const BETWEEN_NAMES: char = '|';
/// Columns that say more of the place.
const OF_PLACE: [&str; 3] = ["country", "latitude", "longitude"];

/// The fields of a row; empty cells are none.
pub(super) fn object(row: &Row<'_>, columns: &[&'static str]) -> Result<Map<String, Value>, Diagnostic> {
    let filled = columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.trim().is_empty());
    let mut object: Map<String, Value> =
        filled.map(|(column, cell)| ((*column).to_owned(), value(column, cell.text.trim()))).collect();
    let of_place: Vec<(String, Value)> =
        OF_PLACE.iter().filter_map(|column| object.shift_remove_entry(*column)).collect();
    if of_place.is_empty() {
        return Ok(object);
    }
    let place = object.get_mut("place").and_then(Value::as_array_mut).filter(|names| names.len() == 1);
    let Some(place) = place else {
        let message = format!("the column '{}' says more of one place", of_place[0].0);
        return Err(wrong(message, row.span).help("name one place in the column 'place'"));
    };
    let mut described: Map<String, Value> = of_place.into_iter().collect();
    described.insert("name".to_owned(), place[0].take());
    place[0] = Value::Object(described);
    Ok(object)
}

fn value(column: &str, text: &str) -> Value {
    let string = || Value::from(text);
    match column {
        "quantity" | "latitude" | "longitude" => number(text).map_or_else(string, Value::Number),
        "killed" | "injured" => text.parse::<i64>().map_or_else(|_| string(), Value::from),
        "actors" | "recipients" | "participants" | "place" | "attributed_to" => names(text),
        _ => string(),
    }
}

/// A number as JSON has them: finite.
fn number(text: &str) -> Option<Number> {
    Number::from_f64(text.parse().ok()?)
}

fn names(text: &str) -> Value {
    text.split(BETWEEN_NAMES).map(str::trim).filter(|name| !name.is_empty()).map(Value::from).collect()
}
