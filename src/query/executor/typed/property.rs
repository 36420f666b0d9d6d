//! A property of many things at once.

use crate::graph::{self, Packed};
use crate::query::executor::column::Column;
use crate::time::Date;
use crate::value::Value;

/// The values of a column of the graph at these places, in the column's own type. What no store has, null among them, is
/// beyond every column's end.
pub(in crate::query::executor) fn read(column: &graph::Column, places: impl ExactSizeIterator<Item = usize>) -> Column {
    match column {
        graph::Column::Empty => Column::nulls(places.len()),
        graph::Column::Boolean(values) => Column::Booleans(each(values, places)),
        graph::Column::Integer(values) => Column::Integers(each(values, places)),
        graph::Column::Float(values) => Column::Floats(each(values, places)),
        graph::Column::Date(days) => {
            let date = |days| Date { days: i64::from(days) };
            let mut days = days.cursor();
            Column::Dates(places.map(|place| days.get(place).map(date)).collect())
        }
        graph::Column::Text(codes, texts) => {
            let mut codes = codes.cursor();
            Column::Strings(places.map(|place| codes.get(place).map(|code| texts.text(code))).collect())
        }
        graph::Column::OwnText(values) => Column::Strings(each(values, places)),
        graph::Column::Mixed(values) => {
            let values: Vec<Value> = places.map(|place| values.get(place).unwrap_or_default()).collect();
            Column::of(values)
        }
    }
}

fn each<T: Clone>(values: &Packed<T>, places: impl Iterator<Item = usize>) -> Vec<Option<T>> {
    let mut values = values.cursor();
    places.map(|place| values.get(place)).collect()
}
