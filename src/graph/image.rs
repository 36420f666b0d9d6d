//! A graph laid flat, for whoever writes it down. Only what is kept appears here; what is derived is derived again.

use super::labels::LabelSet;
use super::{Column, Direction, Endpoints, Graph, PAGE, Packed, Symbol};

/// Everything a graph keeps, table by table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Image<'g> {
    graph: &'g Graph,
}

impl Graph {
    /// The graph laid flat.
    pub(crate) fn image(&self) -> Image<'_> {
        Image { graph: self }
    }
}

impl<'g> Image<'g> {
    /// Every name, in order of symbol.
    pub(crate) fn symbols(self) -> impl Iterator<Item = &'g str> {
        self.graph.symbols.iter().map(|name| &**name)
    }

    /// The different sets of labels, by number.
    pub(crate) fn sets(self) -> &'g [Box<[Symbol]>] {
        self.graph.labels.sets()
    }

    /// The number of each node's set, by id.
    pub(crate) fn nodes(self) -> &'g Packed<LabelSet> {
        self.graph.labels.table()
    }

    /// Type and ends of each relationship, by id.
    pub(crate) fn relationships(self) -> &'g Packed<Endpoints> {
        self.graph.topology.table()
    }

    /// The node id and the relationship id that were not given out yet.
    pub(crate) fn next(self) -> (usize, usize) {
        (self.graph.topology.next_node(), self.graph.topology.next_relationship())
    }

    /// The columns of properties of nodes, in order of symbol.
    pub(crate) fn node_columns(self) -> impl Iterator<Item = (Symbol, &'g Column)> {
        self.graph.node_columns.iter()
    }

    /// The columns of properties of relationships, in order of symbol.
    pub(crate) fn relationship_columns(self) -> impl Iterator<Item = (Symbol, &'g Column)> {
        self.graph.relationship_columns.iter()
    }

    /// The relationships of each type, in order of symbol; in each by id, with their ends.
    pub(crate) fn by_kind(self) -> impl Iterator<Item = (Symbol, Vec<(u32, Endpoints)>)> {
        let table = self.relationships();
        let mut ids: Vec<Vec<u32>> = Vec::new();
        each(table, |id, ends| {
            let kind = ends.kind.index();
            if kind >= ids.len() {
                ids.resize_with(kind + 1, Vec::new);
            }
            ids[kind].push(id);
        });
        let kinds = (0u32..).map(Symbol).zip(ids).filter(|(_, ids)| !ids.is_empty());
        kinds.map(|(kind, ids)| {
            let ends = |id: u32| table.get(id as usize).map(|ends| (id, ends));
            (kind, ids.into_iter().filter_map(ends).collect())
        })
    }
}

/// The rows of one type of relationship in one direction, laid flat.
///
/// ```text
/// owners   3  7  8
/// ends     2  3  5
/// members  4  9 | 1 | 2  6
/// ```
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FlatRows {
    /// The nodes that have a row, in order.
    pub(crate) owners: Vec<u32>,
    /// Where the row of each ends among the members.
    pub(crate) ends: Vec<u32>,
    /// The relationships, in order within each row.
    pub(crate) members: Vec<u32>,
}

impl FlatRows {
    /// The rows that relationships of one type, in order of id, make of nodes below `next`.
    pub(crate) fn new(relationships: &[(u32, Endpoints)], direction: Direction, next: usize) -> Self {
        let owner = |ends: &Endpoints| if direction == Direction::Incoming { ends.end.0 } else { ends.start.0 };
        let mut rows = Self::default();
        let mut add = |owner: u32, member: u32| {
            if rows.owners.last() != Some(&owner) {
                rows.owners.push(owner);
                rows.ends.push(0);
            }
            rows.members.push(member);
            let end = u32::try_from(rows.members.len()).expect("ids are 32 bits wide");
            rows.ends.last_mut().into_iter().for_each(|last| *last = end);
        };
        let pairs = relationships.iter().map(|(id, ends)| (owner(ends), *id));
        if relationships.is_sorted_by_key(|(_, ends)| owner(ends)) {
            pairs.for_each(|(owner, id)| add(owner, id));
        } else if relationships.len() < next / 8 {
            let mut pairs: Vec<(u32, u32)> = pairs.collect();
            pairs.sort_unstable();
            pairs.into_iter().for_each(|(owner, id)| add(owner, id));
        } else {
            counted(pairs, next).into_iter().for_each(|(owner, id)| add(owner, id));
        }
        rows
    }
}

/// Sorts pairs by counting how many there are of each first part, which is below `next`.
fn counted(pairs: impl ExactSizeIterator<Item = (u32, u32)> + Clone, next: usize) -> Vec<(u32, u32)> {
    let mut places = vec![0u32; next + 1];
    pairs.clone().for_each(|(owner, _)| places[owner as usize + 1] += 1);
    let mut total = 0;
    places.iter_mut().for_each(|place| {
        total += *place;
        *place = total;
    });
    let mut sorted = vec![(0, 0); pairs.len()];
    for (owner, id) in pairs {
        let place = &mut places[owner as usize];
        sorted[*place as usize] = (owner, id);
        *place += 1;
    }
    sorted
}

/// Looks at every value, without keeping in memory what was not there.
fn each<T>(table: &Packed<T>, mut look: impl FnMut(u32, &T)) {
    for number in 0..table.pages() {
        let first = u32::try_from(number * PAGE).expect("ids are 32 bits wide");
        table.with_page(number, |page| page.iter().for_each(|(index, value)| look(first + small(index), value)));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an index within a page")]
fn small(index: usize) -> u32 {
    index as u32
}
