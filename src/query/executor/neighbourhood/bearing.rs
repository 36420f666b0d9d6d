//! What is the same for all rows: which way to go, how far, and what is looked for there.

use crate::graph::{Direction, Leg, PropertyRange, Row, Symbol, View, Way};
use crate::query::ast::{self, Name};
use crate::query::executor::evaluate::evaluate_once;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::neighbourhood::{Neighbourhood, Order};
use crate::query::plan::{Expression, Step};
use crate::value::{NodeId, Value};

/// The way, its bounds and the far ends sought.
#[derive(Debug)]
pub(super) struct Bearing {
    pub(super) way: Way,
    range: Option<Days>,
    /// The only far ends that count, in order.
    pub(super) targets: Option<Vec<NodeId>>,
}

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug)]
struct Days {
    low: Option<i64>,
    high: Option<i64>,
}

impl Bearing {
    /// What a plan says of the graph as it is. `None` where the graph is being changed, keeps no such rows, or a bound is not a day.
    pub(super) fn of(plan: &Neighbourhood, runtime: &mut Runtime<'_, '_>) -> Option<Self> {
        let range = match &plan.order {
            Some(order) => days(order, runtime)?,
            None => None,
        };
        let sought = match &plan.sought {
            Some((key, value)) => Some((key, evaluate_once(value, runtime).ok()?)),
            None => None,
        };
        let view = runtime.unchanging()?;
        let second = plan.second.as_ref();
        let way = Way::new(leg(&plan.first, view), second.map(|second| leg(&second.step, view)), unlike(plan));
        let order = match &plan.order {
            Some(order) => Some(view.symbol(&order.key.text)?),
            None => None,
        };
        let way = way.by(order);
        view.neighbourhood(&way)?;
        let targets = sought.map(|(key, value)| targets(key, value, view));
        Some(Self { way, range, targets })
    }

    /// The ways of a row that lie within the bounds.
    pub(super) fn within(&self, row: &Row) -> std::ops::Range<usize> {
        match self.range {
            Some(Days { low, high }) => row.between(low, high),
            None => row.all(),
        }
    }
}

fn unlike(plan: &Neighbourhood) -> bool {
    plan.second.as_ref().is_some_and(|second| second.unlike)
}

fn leg(step: &Step, view: View<'_>) -> Leg {
    let symbols = |names: &[Name]| names.iter().filter_map(|name| view.symbol(&name.text)).collect();
    let kinds: Option<Vec<Symbol>> = (!step.types.is_empty()).then(|| symbols(&step.types));
    let direction = match step.direction {
        ast::Direction::Outgoing => Direction::Outgoing,
        ast::Direction::Incoming => Direction::Incoming,
        ast::Direction::Both => Direction::Both,
    };
    Leg::new(kinds, direction)
}

/// The bounds as days, where there are any; `None` where one is not a day, or its computation fails.
fn days(order: &Order, runtime: &mut Runtime<'_, '_>) -> Option<Option<Days>> {
    let mut bound = |bound: &Option<(Expression, bool)>, beyond: i64| match bound {
        None => Some(None),
        Some((value, within)) => match evaluate_once(value, runtime).ok()? {
            Value::Date(date) => Some(Some(if *within { date.days } else { date.days.checked_add(beyond)? })),
            _ => None,
        },
    };
    let days = Days { low: bound(&order.low, 1)?, high: bound(&order.high, -1)? };
    Some((days.low.is_some() || days.high.is_some()).then_some(days))
}

/// The nodes with a value.
fn targets(key: &Name, value: Value, view: View<'_>) -> Vec<NodeId> {
    let key = view.symbol(&key.text).filter(|_| !value.is_null());
    let mut found = key.map_or_else(Vec::new, |key| view.seek(None, key, &PropertyRange::Equal(value)));
    found.sort_unstable();
    found
}
