//! Conditions on nodes that many rows come to: answered by an index once, and looked up for each row.
//!
//! ```text
//! Filter e:Event AND e.type = 'x'          SemiJoin e
//! └─ Expand (y)<-[:TARGET]-(e)             ├─ PropertySeek e:Event type = 'x'
//!                                          └─ Expand (y)<-[:TARGET]-(e)
//! ```
//! A property of a node here and a node there costs a miss of the cache for each; a bit for each node fits in the cache.

use super::access;
use super::cost::Costs;
use crate::query::plan::walk::{SlotSet, operator_needs};
use crate::query::plan::{Expression, Operator, Pipeline};

/// Fewer rows are as well asked one by one.
const MANY: f64 = 4096.0;

/// Takes the conditions that an index answers out of those on the node that the rows were just expanded to.
pub(super) fn look_up(
    before: &[Operator],
    rows: f64,
    conditions: &mut Vec<Expression>,
    costs: &Costs<'_>,
) -> Option<Operator> {
    let Some(Operator::Expand { from, to, into: false, .. }) = before.last() else { return None };
    // Relationships were spread over all nodes; those that were found by a label have all of them.
    let label = before.iter().find_map(|scan| access::label_of_scan(scan, from));
    let rows = label.map_or(rows, |label| rows * costs.nodes() / costs.labelled(label).max(1.0));
    if rows < MANY {
        return None;
    }
    let access = access::best(to, conditions, &SlotSet::default(), costs);
    let is_seek = matches!(access.operator, Operator::PropertySeek { .. });
    if !is_seek || access.rows > rows || !operator_needs(&access.operator).is_empty() {
        return None;
    }
    access::take_answered(&access, to, conditions);
    let build = Pipeline { operators: vec![access.operator] };
    Some(Operator::SemiJoin { node: to.clone(), build, found: to.clone(), negated: false })
}
