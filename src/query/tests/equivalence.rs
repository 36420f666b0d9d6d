//! The same truth by two roads: a plan as written and the plan made of it give the same rows.

use super::{context, drawn, planned, world};
use crate::query::read;

const QUERIES: &str = include_str!("equivalence.cypher");

#[test]
fn optimized_plans_answer_as_written_ones_do() {
    let graph = world();
    let (mut answered, mut total) = (0, 0);
    for text in QUERIES.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        let rows = |optimized| {
            let plan = planned(&graph, text, optimized).unwrap_or_else(|error| panic!("{text}\n{error:?}"));
            let rows = read(&plan, graph.view(), &context()).unwrap_or_else(|error| panic!("{text}\n{plan}{error:?}"));
            let mut lines = drawn(&rows);
            lines.sort();
            (lines, plan.to_string())
        };
        let ((written, _), (optimized, plan)) = (rows(false), rows(true));
        assert_eq!(written, optimized, "{text}\n{plan}");
        answered += usize::from(!written.is_empty());
        total += 1;
    }
    assert!(answered * 10 > total * 8, "only {answered} of {total} queries find anything, so they compare little");
}
