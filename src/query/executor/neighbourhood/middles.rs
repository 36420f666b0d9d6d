//! Ways counted in all, or by a property of the middle that is a text of a dictionary: a count for each of its codes.
//!
//! Ways are in order of the middle, so that ways through the same one stand side by side: each middle is counted once
//! by looking at the one before.

use std::sync::Arc;

use super::bearing::Bearing;
use super::fars::each_row;
use super::sieve::Mesh;
use crate::graph::{Column as Values, NO_CODE, Neighbourhood as Rows, Packed, Row, Symbol, View};
use crate::query::QueryError;
use crate::query::ast::Name;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::Slot;
use crate::query::plan::neighbourhood::{Count, Counted, Key, Neighbourhood};
use crate::value::{NodeId, Value};

/// The counts; `None` where the property is of another type, or what is counted cannot be told from ways.
pub(super) fn count(
    plan: &Neighbourhood,
    bearing: &Bearing,
    count: &Count,
    nodes: &[NodeId],
    runtime: &mut Runtime<'_, '_>,
) -> Result<Option<Chunk>, QueryError> {
    let Some(view) = runtime.unchanging() else { return Ok(None) };
    // A condition on far ends is looked at for each of them only where they are all that is counted.
    let of_fars = count.key.is_none() && count.counts.iter().all(|(_, counted)| *counted == Counted::Fars);
    if of_fars {
        let found = super::fars::distinct(plan, bearing, &count.conditions, nodes, runtime)?;
        return Ok(Some(alike(count, found.rows())));
    }
    let Some(sorts) = Sorts::of(count, nodes, view) else { return Ok(None) };
    let Some(codes) = Codes::of(count.key.as_ref(), view) else { return Ok(None) };
    let mut groups = vec![Group::default(); codes.count()];
    each_row(plan, bearing, nodes, runtime, |rows, node, row, range, mesh| {
        let carried = codes.carried(rows, node, row, range.len());
        let mut last = None;
        each_way(row, range, mesh, |way, middle| {
            let group = &mut groups[match &carried {
                Some(carried) => codes.place(carried[way - row.all().start]),
                None => codes.of_node(middle),
            }];
            group.ways += 1;
            if last != Some(middle) {
                last = Some(middle);
                group.middles += u64::from(sorts.has_value(middle));
            }
        });
    })?;
    Ok(Some(codes.rows(count, &groups)))
}

/// A row that says the same of everything.
fn alike(count: &Count, number: usize) -> Chunk {
    let mut rows = Chunk::empty(1);
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    count.counts.iter().for_each(|(slot, _)| rows.set(slot, Column::Integers(vec![Some(number)])));
    rows
}

#[inline]
fn each_way(row: &Row, range: std::ops::Range<usize>, mesh: &Mesh<'_>, mut work: impl FnMut(usize, NodeId)) {
    if mesh.is_open() {
        range.clone().zip(&row.middles()[range]).for_each(|(way, middle)| work(way, *middle));
    } else {
        range.filter(|way| mesh.passes(row, *way)).for_each(|way| work(way, row.middles()[way]));
    }
}

/// How middles are told apart where each is counted once.
struct Sorts<'g> {
    /// The property that names them, where it is not they themselves.
    property: Option<&'g Values>,
}

impl<'g> Sorts<'g> {
    fn of(count: &Count, nodes: &[NodeId], view: View<'g>) -> Option<Self> {
        let mut sorts = Self { property: None };
        let mut names: Option<Option<&Name>> = None;
        for (_, counted) in &count.counts {
            match counted {
                Counted::Ways => {}
                // Ways from several nodes may go through the same middle; those of a far end are not told apart here.
                Counted::Middles(_) if nodes.len() > 1 => return None,
                Counted::Fars => return None,
                Counted::Middles(name) if names.is_some_and(|other| other != name.as_ref()) => return None,
                Counted::Middles(name) => {
                    names = Some(name.as_ref());
                    if let Some(name) = name {
                        let key = view.symbol(&name.text).filter(|key| view.is_unique(*key))?;
                        sorts.property = Some(view.node_column(key)?);
                    }
                }
            }
        }
        count.conditions.is_empty().then_some(sorts)
    }

    #[inline]
    fn has_value(&self, middle: NodeId) -> bool {
        self.property.is_none_or(|column| column.has(middle.index()))
    }
}

/// What ways are grouped by.
enum Codes<'g> {
    Alone,
    Text { slot: &'g Slot, key: Symbol, codes: &'g Packed<u32>, texts: &'g [Arc<str>] },
}

#[derive(Clone, Copy, Default)]
struct Group {
    ways: u64,
    middles: u64,
}

impl<'g> Codes<'g> {
    fn of(key: Option<&'g Key>, view: View<'g>) -> Option<Self> {
        let Some(key) = key else { return Some(Self::Alone) };
        let (slot, key) = (&key.slot, view.symbol(&key.property.as_ref()?.text)?);
        match view.node_column(key)? {
            Values::Text(codes, texts) => Some(Self::Text { slot, key, codes, texts: texts.texts() }),
            _ => None,
        }
    }

    /// How many groups there may be; the last is that of nothing.
    fn count(&self) -> usize {
        match self {
            Self::Alone => 1,
            Self::Text { texts, .. } => texts.len() + 1,
        }
    }

    /// The codes that lie beside the row of a node.
    fn carried(&self, rows: &Rows<'_>, node: NodeId, row: &Row, looked_up: usize) -> Option<Arc<[u32]>> {
        match self {
            Self::Alone => None,
            Self::Text { key, .. } => rows.codes(node, row, *key, looked_up),
        }
    }

    /// The group of a code.
    #[inline]
    fn place(&self, code: u32) -> usize {
        (code as usize).min(self.count() - 1)
    }

    #[inline]
    fn of_node(&self, node: NodeId) -> usize {
        match self {
            Self::Alone => 0,
            Self::Text { codes, .. } => self.place(codes.get(node.index()).unwrap_or(NO_CODE)),
        }
    }

    fn rows(&self, count: &Count, groups: &[Group]) -> Chunk {
        let groups: Vec<(usize, &Group)> = match self {
            Self::Alone => groups.iter().enumerate().collect(),
            Self::Text { .. } => groups.iter().enumerate().filter(|(_, group)| group.ways > 0).collect(),
        };
        let mut rows = Chunk::empty(groups.len());
        if let Self::Text { slot, texts, .. } = self {
            let value = |code: usize| texts.get(code).map_or(Value::Null, |text| Value::String(text.clone()));
            rows.set(slot, Column::of(groups.iter().map(|(code, _)| value(*code)).collect()));
        }
        for (slot, counted) in &count.counts {
            let number = |group: &Group| if *counted == Counted::Ways { group.ways } else { group.middles };
            let numbers = groups.iter().map(|(_, group)| i64::try_from(number(group)).ok());
            rows.set(slot, Column::Integers(numbers.collect()));
        }
        rows
    }
}
