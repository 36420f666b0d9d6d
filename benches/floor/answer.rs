//! What a question finds, in numbers, and the rows they stand for.

use serde_json::{Value, json};

use crate::layout::Layout;
use crate::tables;

/// Found by a question; rendered after the clock is stopped, as nothing slower than a number is in the arrays.
pub(crate) enum Answer {
    /// Events by number, with id, date and type.
    Events(Vec<u32>),
    /// Types and how many.
    Types(Vec<(usize, u32)>),
    /// Months, as the first day of each, and how many.
    Months(Vec<(u16, u32)>),
    /// Entities and how many.
    Entities(Vec<(u32, u32)>),
    /// Names alone.
    Names(Vec<u32>),
    /// One number, or no row.
    Number(Option<u64>),
}

impl Answer {
    /// As every engine answers.
    pub(crate) fn rows(&self, layout: &Layout) -> Vec<Value> {
        let tables = &layout.tables;
        let kind = |kind: usize| &tables.kinds[kind];
        match self {
            Self::Events(events) => events
                .iter()
                .map(|event| (event, *event as usize))
                .map(|(id, event)| json!([id, tables::written(tables.day[event]), kind(tables.kind[event].into())]))
                .collect(),
            Self::Types(types) => types.iter().map(|(number, count)| json!([kind(*number), count])).collect(),
            Self::Months(months) => months.iter().map(|(day, count)| json!([tables::written(*day), count])).collect(),
            Self::Entities(counts) => {
                counts.iter().map(|(entity, count)| json!([layout.name(*entity), count])).collect()
            }
            Self::Names(names) => names.iter().map(|entity| json!([layout.name(*entity)])).collect(),
            Self::Number(number) => number.iter().map(|number| json!([number])).collect(),
        }
    }
}
