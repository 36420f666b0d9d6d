//! From nodes along relationships: a row for each.

use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::runtime::Runtime;
use super::source::{Boxed, Satisfied, Source};
use crate::graph::{Direction, Neighbour, NeighbourRows, Symbol, View};
use crate::query::QueryError;
use crate::query::ast;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Operator, Slot, Step};
use crate::value::{NodeId, RelationshipId, Value};

/// Which relationships are walked, with the types looked up.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    /// `None` for every type.
    kinds: Option<Vec<Symbol>>,
    direction: Direction,
}

impl Ways {
    pub(super) fn of(step: &Step, runtime: &Runtime<'_, '_>) -> Self {
        let kinds = (!step.types.is_empty()).then(|| {
            let mut kinds = runtime.symbols(&step.types);
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        });
        let direction = match step.direction {
            ast::Direction::Outgoing => Direction::Outgoing,
            ast::Direction::Incoming => Direction::Incoming,
            ast::Direction::Both => Direction::Both,
        };
        Self { kinds, direction }
    }

    pub(super) fn reversed(&self) -> Self {
        Self { kinds: self.kinds.clone(), direction: self.direction.reversed() }
    }

    /// Adds the neighbours of a node to `found`.
    pub(super) fn neighbours(&self, node: NodeId, view: View<'_>, found: &mut Vec<Neighbour>) {
        match &self.kinds {
            None => found.extend(view.neighbours(node, self.direction, None)),
            Some(kinds) => {
                kinds.iter().for_each(|kind| match view.neighbours_at_once(node, self.direction, *kind) {
                    Some(all) => found.extend_from_slice(all),
                    None => found.extend(view.neighbours(node, self.direction, Some(*kind))),
                });
            }
        }
    }

    /// Which relationships they are, in words.
    pub(super) fn told(&self) -> String {
        format!("{self:?}")
    }

    /// The rows of each type, for whoever asks for so many of them; `None` where they do not tell all.
    pub(super) fn rows<'v>(&self, view: View<'v>, many: usize) -> Option<Vec<&'v NeighbourRows>> {
        self.kinds.as_ref()?.iter().map(|kind| view.rows_of_type(self.direction, *kind, many)).collect()
    }

    /// The neighbours of a node, where they lie side by side.
    #[inline]
    fn at_once<'v>(&self, node: NodeId, view: View<'v>) -> Option<&'v [Neighbour]> {
        match self.kinds.as_deref() {
            Some([kind]) => view.neighbours_at_once(node, self.direction, *kind),
            _ => None,
        }
    }

    /// The neighbours of a node, one by one.
    pub(super) fn each<'w>(&'w self, node: NodeId, view: View<'w>) -> impl Iterator<Item = Neighbour> + 'w {
        let every = self.kinds.is_none().then(|| view.neighbours(node, self.direction, None));
        let of_kinds = self.kinds.iter().flatten();
        let of_kinds = of_kinds.flat_map(move |kind| view.neighbours(node, self.direction, Some(*kind)));
        every.into_iter().flatten().chain(of_kinds)
    }

    /// Whether a relationship is one of these, seen from `from`.
    pub(super) fn admit(&self, kind: Symbol, outgoing: bool) -> bool {
        let right_kind = self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        let right_way = match self.direction {
            Direction::Both => true,
            Direction::Outgoing => outgoing,
            Direction::Incoming => !outgoing,
        };
        right_kind && right_way
    }
}

/// Whether a relationship is among those a row walked already.
pub(super) fn is_repeated(relationship: RelationshipId, walked: &[std::sync::Arc<Column>], row: usize) -> bool {
    walked.iter().any(|column| match column.relationship(row) {
        Some(other) => other == relationship,
        None => match column.get(row) {
            Value::List(list) => list.contains(&Value::Relationship(relationship)),
            _ => false,
        },
    })
}

/// Joins every row with the relationships of one of its nodes.
pub(super) struct Expansion<'p> {
    input: Boxed<'p>,
    from: &'p Slot,
    step: &'p Step,
    relationship: &'p Slot,
    to: &'p Slot,
    into: bool,
    unlike: &'p [Slot],
    keep: SlotSet,
    satisfied: Option<Satisfied>,
    current: Option<Current>,
}

/// The chunk at hand and how far it is joined.
struct Current {
    chunk: Chunk,
    ways: Ways,
    row: usize,
    /// The neighbours of the node in `row`, once they are fetched, and how many are used.
    neighbours: Vec<Neighbour>,
    fetched: bool,
    position: usize,
}

impl<'p> Expansion<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet, satisfied: Option<Satisfied>) -> Self {
        let Operator::Expand { from, step, relationship, to, into, unlike } = operator else {
            unreachable!("only an expansion expands")
        };
        Self { input, from, step, relationship, to, into: *into, unlike, keep, satisfied, current: None }
    }

    /// The next rows of the current chunk, each with its relationship and the node at the other end.
    fn take(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Taken, QueryError> {
        let mut taken = Taken::default();
        let Some(current) = &mut self.current else { return Ok(taken) };
        let from = current.chunk.column(self.from);
        let to = self.into.then(|| current.chunk.column(self.to));
        let unlike: Vec<_> = self.unlike.iter().map(|slot| current.chunk.column(slot)).collect();
        let ordinals = self.satisfied.as_ref().map(|satisfied| current.chunk.column(&satisfied.ordinal));
        let is_plain = to.is_none() && unlike.is_empty();
        let mut steps = 0;
        while current.row < current.chunk.rows() && taken.rows.len() < ROWS {
            let row = current.row;
            let done = is_satisfied(self.satisfied.as_ref(), ordinals.as_deref(), row);
            let (false, Some(node)) = (done, from.node(row)) else {
                current.advance();
                continue;
            };
            if is_plain
                && !current.fetched
                && let Some(all) = current.ways.at_once(node, runtime.view())
                && all.len() <= ROWS - taken.rows.len()
            {
                steps += all.len();
                taken.add(row, all);
                current.row += 1;
                continue;
            }
            if !current.fetched {
                current.ways.neighbours(node, runtime.view(), &mut current.neighbours);
                current.fetched = true;
                steps += current.neighbours.len();
            }
            if is_plain {
                taken.all(current);
                continue;
            }
            let end = to.as_ref().map(|to| to.node(row));
            while let Some(neighbour) = current.neighbours.get(current.position) {
                if taken.rows.len() >= ROWS {
                    break;
                }
                current.position += 1;
                let arrives = end.is_none_or(|end| end == Some(neighbour.node));
                if arrives && !is_repeated(neighbour.relationship, &unlike, row) {
                    taken.rows.push(row_number(row));
                    taken.neighbours.push(*neighbour);
                }
            }
            if current.position == current.neighbours.len() {
                current.advance();
            }
        }
        runtime.step(steps)?;
        Ok(taken)
    }
}

#[derive(Default)]
struct Taken {
    rows: Vec<u32>,
    neighbours: Vec<Neighbour>,
}

impl Taken {
    /// Takes neighbours of a row; mostly one, for which a loop is better than to copy a slice.
    #[inline]
    fn add(&mut self, row: usize, neighbours: &[Neighbour]) {
        for neighbour in neighbours {
            self.rows.push(row_number(row));
            self.neighbours.push(*neighbour);
        }
    }

    /// Takes as many neighbours of the current row as there is room for: all of them will do.
    fn all(&mut self, current: &mut Current) {
        let left = &current.neighbours[current.position..];
        let some = &left[..left.len().min(ROWS - self.rows.len())];
        self.add(current.row, some);
        current.position += some.len();
        if current.position == current.neighbours.len() {
            current.advance();
        }
    }
}

/// Whether an outer row needs no further match.
pub(super) fn is_satisfied(satisfied: Option<&Satisfied>, ordinals: Option<&Column>, row: usize) -> bool {
    let (Some(satisfied), Some(ordinals)) = (satisfied, ordinals) else { return false };
    let ordinal = ordinals.get(row).as_integer().and_then(|ordinal| usize::try_from(ordinal).ok());
    ordinal.is_some_and(|ordinal| satisfied.rows.borrow()[ordinal])
}

impl Current {
    fn advance(&mut self) {
        self.row += 1;
        self.neighbours.clear();
        self.fetched = false;
        self.position = 0;
    }
}

impl Source for Expansion<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            let taken = self.take(runtime)?;
            if let (Some(current), false) = (&self.current, taken.rows.is_empty()) {
                let mut joined = current.chunk.gather(&taken.rows, Some(&self.keep));
                if self.keep.contains(self.relationship) {
                    let relationships = taken.neighbours.iter().map(|neighbour| neighbour.relationship);
                    joined.set(self.relationship, Column::Relationships(relationships.collect()));
                }
                if !self.into && self.keep.contains(self.to) {
                    joined
                        .set(self.to, Column::Nodes(taken.neighbours.iter().map(|neighbour| neighbour.node).collect()));
                }
                return Ok(Some(joined));
            }
            runtime.check()?;
            let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
            let ways = Ways::of(self.step, runtime);
            let neighbours = Vec::new();
            self.current = Some(Current { chunk, ways, row: 0, neighbours, fetched: false, position: 0 });
        }
    }
}
