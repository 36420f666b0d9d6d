//! Questions that this graph answers, for whoever opens it without one.

use crate::graph::{Direction, View};
use crate::value::{NodeId, Value};

/// Three questions drawn from the names of the graph: about its busiest place, its busiest actor, and everything.
///
/// The busiest are found among the first thousand of each, so that a large graph opens as fast as a small one.
#[must_use]
pub fn examples(view: View<'_>) -> Vec<String> {
    let place = busiest(view, "Place", "OCCURRED_IN").unwrap_or_else(|| "events in 2025".to_owned());
    let actor = busiest(view, "Entity", "ACTOR").unwrap_or_else(|| "top 3 actors".to_owned());
    vec![place, actor, "latest 5 events".to_owned()]
}

const LOOKED_AT: usize = 1_000;

fn busiest(view: View<'_>, label: &str, kind: &str) -> Option<String> {
    let (label_symbol, kind_symbol) = (view.symbol(label)?, view.symbol(kind)?);
    let nodes = view.nodes_with_label(label_symbol).iter().take(LOOKED_AT);
    let events = |node: &NodeId| view.degree(*node, Direction::Incoming, Some(kind_symbol));
    // The first of equals, so that the same graph gives the same examples.
    let node = nodes.copied().rev().max_by_key(|node| events(node)).filter(|node| events(node) > 0)?;
    let Value::String(name) = view.node_property(node, view.symbol("name")?) else { return None };
    let name = name.replace('"', "");
    Some(match label {
        "Place" => format!("events in \"{name}\""),
        _ => format!("timeline of \"{name}\""),
    })
}
