//! The nodes by the days from `start` to `end`.

use crate::graph::Graph;
use crate::time::Date;
use crate::value::{NodeId, Value};

/// The nodes whose `start` is a date, in order of it, then of id.
#[derive(Debug, Default)]
pub(crate) struct Intervals {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    start: Date,
    id: NodeId,
    /// The last day; the end of time where there is none.
    end: Date,
}

impl Intervals {
    pub(crate) fn build(graph: &Graph) -> Self {
        let (start, end) = (graph.symbols.get("start"), graph.symbols.get("end"));
        let Some(column) = start.and_then(|start| graph.node_columns.column(start)) else { return Self::default() };
        let mut entries: Vec<Entry> = column
            .iter()
            .filter_map(|(index, start)| {
                let Value::Date(start) = start else { return None };
                let end = match end.map(|end| graph.node_columns.get(index, end)).unwrap_or_default() {
                    Value::Date(end) => end,
                    Value::Null => Date { days: i64::MAX },
                    _ => return None,
                };
                Some(Entry { start, id: NodeId(u32::try_from(index).expect("ids are 32 bits wide")), end })
            })
            .collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// The nodes whose interval meets the given days, in order of start, then of id.
    pub(crate) fn overlapping(&self, first: Date, last: Date) -> impl Iterator<Item = NodeId> + '_ {
        let started = self.entries.partition_point(|entry| entry.start <= last);
        self.entries[..started].iter().filter(move |entry| entry.end >= first).map(|entry| entry.id)
    }
}
