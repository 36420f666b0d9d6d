//! How many values about lie in a range, from a few of them: what the optimizer decides by where no order was made yet.
//!
//! An order of millions of values takes longer to make than most questions take without it, so it is made when it is sought
//! in, not when somebody wonders whether to.

use super::property::contains;
use crate::graph::{Column, PAGE, PropertyRange};
use crate::value::Value;

/// Columns up to this length are ordered at once: then the number is no guess.
pub(super) const SHORT: usize = 1 << 15;

/// How many places in a column are looked at, and how many values at each: places far apart cost a read each.
const PLACES: usize = 8;
const VALUES: usize = 32;

/// How many values of a column about lie in a range; at least one.
pub(super) fn estimate(column: &Column, range: &PropertyRange) -> usize {
    let pages = column.end().div_ceil(PAGE);
    let starts = (0..PLACES).map(|place| place * pages / PLACES * PAGE);
    let indexes = starts.flat_map(|start| (0..VALUES).map(move |value| start + value * PAGE / VALUES));
    let (mut seen, mut within) = (0, 0);
    for value in indexes.map(|index| column.get(index)).filter(|value| !matches!(value, Value::Null)) {
        seen += 1;
        within += usize::from(contains(range, &value));
    }
    // Where none was seen that lies within, there may be as many as one could have missed.
    column.len() / (2 * seen.max(1)) * (2 * within).max(1) + 1
}

#[cfg(test)]
mod tests {
    use std::ops::Bound;

    use super::*;

    #[test]
    fn a_guess_is_near_and_never_nothing() {
        let mut column = Column::default();
        for index in 0..100_000_usize {
            column.set(index, Value::Integer(i64::try_from(index * 7919 % 1000).expect("a small number")));
        }
        let below = |high| PropertyRange::Between(Bound::Unbounded, Bound::Excluded(Value::Integer(high)));
        for (high, low, most) in [(0, 1, 400), (250, 12_500, 37_500), (1000, 99_000, 100_001)] {
            let guess = estimate(&column, &below(high));
            assert!((low..=most).contains(&guess), "{guess} below {high}");
        }
    }
}
