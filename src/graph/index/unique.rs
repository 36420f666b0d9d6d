//! Whether no two nodes have an equal value of a property: who counts different values may then count nodes.

use rustc_hash::FxHashSet;

use crate::graph::Column;

/// What is known of the values of one property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unique {
    /// Two are equal, or may be.
    No,
    Yes,
    /// They are integers that grow with the id; the last id and its value.
    Growing(usize, i64),
}

/// In a longer column, values that do not grow are not compared.
const LONGEST: usize = 1 << 20;

impl Unique {
    pub(super) fn of(column: &Column) -> Self {
        match column {
            Column::Integer(values) => growing(values.iter().map(|(index, value)| (index, *value)))
                .unwrap_or_else(|| distinct(column.len(), values.iter().map(|(_, value)| *value))),
            Column::Date(values) => distinct(column.len(), values.iter().map(|(_, value)| *value)),
            Column::Text(codes, _) => distinct(column.len(), codes.iter().map(|(_, code)| *code)),
            Column::OwnText(texts) => distinct(column.len(), texts.iter().map(|(_, text)| text)),
            // Values of several types may be equal where they are not the same: 1 and 1.0 are.
            Column::Empty | Column::Boolean(_) | Column::Float(_) | Column::Mixed(_) => Self::No,
        }
    }

    /// What is still known when a node that had no value is given one.
    pub(super) fn with(self, index: usize, value: i64) -> Option<Self> {
        match self {
            Self::Growing(last, largest) if index > last && value > largest => Some(Self::Growing(index, value)),
            _ => None,
        }
    }
}

fn growing(mut values: impl Iterator<Item = (usize, i64)>) -> Option<Unique> {
    let mut last = values.next()?;
    for next in values {
        if next.1 <= last.1 {
            return None;
        }
        last = next;
    }
    Some(Unique::Growing(last.0, last.1))
}

fn distinct<T: std::hash::Hash + Eq>(count: usize, mut values: impl Iterator<Item = T>) -> Unique {
    let mut seen = FxHashSet::default();
    let unique = count <= LONGEST && values.all(|value| seen.insert(value));
    if unique { Unique::Yes } else { Unique::No }
}
