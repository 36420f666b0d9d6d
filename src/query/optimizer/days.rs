//! Two conditions that say together on which days something goes on, answered by the index of days.
//!
//! ```text
//! e.start <= date('2012-05-31') AND coalesce(e.end, date('9999-12-31')) >= date('2012-05-01')
//!
//! PropertySeek e:Event 2012-05-01 <= end AND start <= 2012-05-31
//! ```
//! Neither says much alone: half of all events have begun by a day, and half are not over. The index has what starts and
//! ends in `start` and `end`, an end that is missing as one that does not come.

use crate::query::ast::{ComparisonOperator, Name};
use crate::query::plan::{Expression, SeekRange, Slot};
use crate::time::Date;
use crate::value::Value;

/// The days that conditions on a node ask for, with the key of the start and the places of the two conditions.
pub(super) fn sought<'c>(node: &Slot, conditions: &'c [Expression]) -> Option<(&'c Name, SeekRange, Vec<usize>)> {
    let found = |has: fn(&Slot, &'c Expression) -> Option<(&'c Name, Date)>| {
        let mut found = conditions.iter().enumerate().filter_map(|(place, one)| Some((place, has(node, one)?)));
        found.next()
    };
    let (begun, (key, last)) = found(begins_by)?;
    let (open, (_, first)) = found(is_open_on)?;
    Some((key, SeekRange::Days(first, last), vec![begun, open]))
}

/// `node.start <= last`
fn begins_by<'c>(node: &Slot, condition: &'c Expression) -> Option<(&'c Name, Date)> {
    let (property, operator, bound) = compared(condition)?;
    let last = match operator {
        ComparisonOperator::LessOrEqual => bound,
        ComparisonOperator::Less => bound.plus_days(-1)?,
        _ => return None,
    };
    Some((key(node, property).filter(|key| &*key.text == "start")?, last))
}

/// `coalesce(node.end, far) >= first`, where what has no end fulfils it.
fn is_open_on<'c>(node: &Slot, condition: &'c Expression) -> Option<(&'c Name, Date)> {
    let (Expression::Call(callee, _, arguments), operator, bound) = compared(condition)? else { return None };
    let [property, Expression::Constant(Value::Date(far))] = arguments.as_slice() else { return None };
    let first = match operator {
        ComparisonOperator::GreaterOrEqual => bound,
        ComparisonOperator::Greater => bound.plus_days(1)?,
        _ => return None,
    };
    let is_end = callee.0.name == "coalesce" && *far >= first;
    Some((key(node, property).filter(|key| is_end && &*key.text == "end")?, first))
}

/// One comparison with a day.
fn compared(condition: &Expression) -> Option<(&Expression, ComparisonOperator, Date)> {
    let Expression::Comparison(left, links) = condition else { return None };
    match (&**left, links.as_slice()) {
        (left, [(operator, Expression::Constant(Value::Date(bound)))]) => Some((left, *operator, *bound)),
        (Expression::Constant(Value::Date(bound)), [(operator, right)]) => Some((right, operator.mirrored(), *bound)),
        _ => None,
    }
}

fn key<'c>(node: &Slot, property: &'c Expression) -> Option<&'c Name> {
    match property {
        Expression::Property(base, key) if matches!(&**base, Expression::Slot(slot) if slot == node) => Some(key),
        _ => None,
    }
}
