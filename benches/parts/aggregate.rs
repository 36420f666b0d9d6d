//! Counting, grouping and sorting every event.

use criterion::Criterion;

use crate::expand::run_each;

const SUMS: &[(&str, &str)] = &[
    ("count", "MATCH (e:Event) WHERE e.date > date($b) RETURN count(*)"),
    ("by type", "MATCH (e:Event) RETURN e.type AS type, count(*) AS c ORDER BY c DESC, type"),
    ("by month", "MATCH (e:Event) RETURN date.truncate('month', e.date) AS month, count(*) AS c ORDER BY month"),
    ("distinct", "MATCH (e:Event) RETURN count(DISTINCT e.date)"),
    ("first ten of all", "MATCH (e:Event) RETURN e.id AS id, e.date AS date ORDER BY date DESC, id LIMIT 10"),
    ("all in order", "MATCH (n:Entity) RETURN n.name AS name ORDER BY name"),
];

pub(crate) fn bench(criterion: &mut Criterion) {
    run_each(criterion, "aggregate", SUMS);
}
