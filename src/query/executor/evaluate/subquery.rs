//! Patterns and queries within expressions, run for all rows of a chunk at once wherever that means the same.

use std::sync::Arc;

use super::{Evaluated, constant};
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::executor::subplan::{self, Wanted};
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Subquery, SubqueryKind};
use crate::value::Value;

pub(super) fn subquery(subquery: &Subquery, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    if chunk.rows() == 0 {
        return Ok(constant(Value::Null, 0));
    }
    match &subquery.kind {
        SubqueryKind::Exists => {
            let found = subplan::exists(&subquery.plan, chunk, runtime)?;
            Ok(Arc::new(Column::Booleans(found.into_iter().map(Some).collect())))
        }
        SubqueryKind::Count => {
            let mut counts = vec![0_i64; chunk.rows()];
            let wanted = Wanted { outputs: SlotSet::default(), existence: false };
            subplan::run(&subquery.plan, chunk, wanted, runtime, |_, ordinals, _| {
                ordinals.iter().for_each(|ordinal| counts[*ordinal as usize] += 1);
                Ok(())
            })?;
            Ok(Arc::new(Column::Integers(counts.into_iter().map(Some).collect())))
        }
        SubqueryKind::Collect(slot) => {
            let mut lists: Vec<Vec<Value>> = vec![Vec::new(); chunk.rows()];
            let wanted = Wanted { outputs: [slot].into_iter().collect(), existence: false };
            subplan::run(&subquery.plan, chunk, wanted, runtime, |found, ordinals, runtime| {
                let column = found.column(slot);
                for (row, ordinal) in ordinals.iter().enumerate() {
                    lists[*ordinal as usize].push(column.get(row));
                }
                let longest = ordinals.iter().map(|ordinal| lists[*ordinal as usize].len()).max();
                runtime.check_list(longest.unwrap_or(0))
            })?;
            Ok(Arc::new(Column::of(lists.into_iter().map(Value::list).collect())))
        }
    }
}
