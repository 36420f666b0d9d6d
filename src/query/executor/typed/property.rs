//! A property of many things at once.

use crate::graph;
use crate::query::executor::column::Column;
use crate::time::Date;
use crate::value::Value;

/// The values of a column of the graph at these places, in the column's own type. What no store has, null among them, is
/// beyond every column's end.
pub(in crate::query::executor) fn read(column: &graph::Column, places: impl ExactSizeIterator<Item = usize>) -> Column {
    match column {
        graph::Column::Empty => Column::nulls(places.len()),
        graph::Column::Boolean(values) => Column::Booleans(places.map(|place| values.get(place)).collect()),
        graph::Column::Integer(values) => Column::Integers(places.map(|place| values.get(place)).collect()),
        graph::Column::Float(values) => Column::Floats(places.map(|place| values.get(place)).collect()),
        graph::Column::Date(days) => {
            let date = |days| Date { days: i64::from(days) };
            Column::Dates(places.map(|place| days.get(place).map(date)).collect())
        }
        graph::Column::Text(codes, texts) => {
            Column::Strings(places.map(|place| codes.get(place).map(|code| texts.text(code))).collect())
        }
        graph::Column::OwnText(values) => Column::Strings(places.map(|place| values.get(place)).collect()),
        graph::Column::Mixed(values) => {
            let values: Vec<Value> = places.map(|place| values.get(place).unwrap_or_default()).collect();
            Column::of(values)
        }
    }
}
