//! Plans as rows: `EXPLAIN` returns the operators, `PROFILE` also the rows and the time of each.

use crate::query::Rows;
use crate::query::plan::{self, Plan};
use crate::value::Value;

use super::runtime::Runtime;

/// The plan, a line in a row.
pub(super) fn explain(plan: &Plan) -> Rows {
    let lines = plan::lines(&plan.pipeline).into_iter();
    Rows {
        columns: vec!["plan".to_owned()],
        rows: lines.map(|line| vec![Value::String(line.text.into())]).collect(),
        warnings: plan.warnings.clone(),
        ..Rows::default()
    }
}

/// The plan, and for every operator the rows it gave and the milliseconds it took with everything below it.
pub(super) fn profile(plan: &Plan, answered: Rows, runtime: &Runtime<'_, '_>) -> Rows {
    let lines = plan::lines(&plan.pipeline).into_iter().map(|line| {
        let measure = line.operator.map(|operator| runtime.measured(operator)).unwrap_or_default();
        let rows = i64::try_from(measure.rows).unwrap_or(i64::MAX);
        let milliseconds = measure.time.as_secs_f64() * 1000.0;
        vec![Value::String(line.text.into()), Value::Integer(rows), Value::Float(milliseconds)]
    });
    Rows {
        columns: ["plan", "rows", "milliseconds"].map(str::to_owned).to_vec(),
        rows: lines.collect(),
        nodes: Default::default(),
        relationships: Default::default(),
        ..answered
    }
}
