//! Questions that this graph answers, for whoever opens it without one: about its busiest place, its busiest actor and its
//! most frequent event.
//!
//! ```text
//! events in "Bergen"               where, and by whom
//! strikes since January 2025       what happened, and when
//! sources for strikes              where it is written
//! ```

use std::time::Duration;

use crate::graph::{Direction, View};
use crate::query::{self, Cancellation, Limits, Parameters, Procedures};
use crate::time::{DateTime, LocalDateTime, LocalTime};
use crate::value::{NodeId, Value};

use super::vocabulary::Vocabulary;
use super::{Context, read_with};

/// Three questions: about the busiest place, the busiest actor, and everything.
///
/// The busiest are found among the first thousand of each, so that a large graph opens as fast as a small one.
#[must_use]
pub fn examples(view: View<'_>) -> Vec<String> {
    let place = busiest(view, "Place", "OCCURRED_IN");
    let actor = busiest(view, "Entity", "ACTOR");
    vec![
        place.map_or_else(|| "events in 2025".to_owned(), |place| format!("events in \"{place}\"")),
        actor.map_or_else(|| "top 3 actors".to_owned(), |actor| format!("timeline of \"{actor}\"")),
        "latest 5 events".to_owned(),
    ]
}

/// A question of every sort that this graph answers with a row at least, with its own names and event types.
#[must_use]
pub fn guide(view: View<'_>, context: &Context<'_>) -> Vec<String> {
    let vocabulary = Vocabulary::new(view, context.ontology);
    let quoted = |name: Option<String>| name.map(|name| format!("\"{name}\""));
    let blanks = [
        ("PLACE", quoted(busiest(view, "Place", "OCCURRED_IN"))),
        ("ACTOR", quoted(busiest(view, "Entity", "ACTOR"))),
        ("OTHER", quoted(busiest(view, "Entity", "RECIPIENT"))),
        ("SOURCE", quoted(busiest(view, "Source", "PUBLISHED_BY"))),
        ("TYPES", vocabulary.most_frequent_noun()),
    ];
    let filled = SORTS.iter().filter_map(|sort| filled(sort, &blanks));
    filled.filter(|question| is_answered(question, view, context, &vocabulary)).collect()
}

/// Whether a question reads and its answer has a row. One that would take long is left out.
fn is_answered(question: &str, view: View<'_>, context: &Context<'_>, vocabulary: &Vocabulary<'_>) -> bool {
    let Ok(reading) = read_with(question, view, context, vocabulary) else { return false };
    let Ok(plan) = query::plan(&reading.statement, view, &Procedures::default()) else { return false };
    let limits = Limits { time: Duration::from_millis(500), path_steps: 1_000_000, ..Limits::default() };
    let midnight = LocalDateTime { date: context.today, time: LocalTime { nanoseconds: 0 } };
    let context = query::Context {
        parameters: Parameters::new(),
        now: DateTime { local: midnight, offset_seconds: 0, zone: None },
        limits,
        cancellation: Cancellation::default(),
    };
    query::read(&query::optimize(plan, view), view, &context).is_ok_and(|rows| !rows.rows.is_empty())
}

/// A line for every sort of question; a sort whose blanks the graph cannot fill is left out.
const SORTS: [&str; 24] = [
    "events in PLACE",
    "what happened in PLACE last month?",
    "events near PLACE",
    "TYPES",
    "TYPES in the past 90 days",
    "events by ACTOR",
    "events involving ACTOR and OTHER",
    "what did ACTOR say?",
    "who was involved in TYPES?",
    "where did TYPES happen?",
    "how many TYPES in PLACE?",
    "count events by month",
    "count events by type",
    "top 3 actors",
    "first event",
    "ongoing events",
    "planned events",
    "alleged events",
    "timeline of ACTOR",
    "how is ACTOR connected to PLACE?",
    "compare ACTOR and OTHER",
    "sources for TYPES",
    "TYPES with evidence",
    "events reported by SOURCE",
];

fn filled(sort: &str, blanks: &[(&str, Option<String>)]) -> Option<String> {
    let needed = blanks.iter().filter(|(blank, _)| sort.contains(blank));
    needed
        .into_iter()
        .try_fold(sort.to_owned(), |question, (blank, word)| Some(question.replace(blank, word.as_ref()?)))
}

const LOOKED_AT: usize = 1_000;

/// The name of the node with most events by a type of relationship.
fn busiest(view: View<'_>, label: &str, kind: &str) -> Option<String> {
    let (label_symbol, kind_symbol) = (view.symbol(label)?, view.symbol(kind)?);
    let nodes = view.nodes_with_label(label_symbol).iter().take(LOOKED_AT);
    let events = |node: &NodeId| view.degree(*node, Direction::Incoming, Some(kind_symbol));
    // The first of equals, so that the same graph gives the same examples.
    let node = nodes.copied().rev().max_by_key(|node| events(node)).filter(|node| events(node) > 0)?;
    let Value::String(name) = view.node_property(node, view.symbol("name")?) else { return None };
    Some(name.replace('"', ""))
}
