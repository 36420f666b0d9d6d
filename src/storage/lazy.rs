//! The parts of a graph that are read from a snapshot when they are needed.

use std::marker::PhantomData;
use std::sync::Arc;

use super::format::FormatError;
use super::format::page::{Bounds, Laid, Stored};
use super::section::Section;
use crate::graph::{Direction, Endpoints, Neighbour, PAGE, Page, RowSource, Source, Symbol, Texts};
use crate::value::{NodeId, RelationshipId};

/// Values by id.
#[derive(Debug)]
pub(super) struct LazyValues<T> {
    section: Section,
    /// With how many ids were given out in all.
    bounds: Bounds,
    values: PhantomData<fn() -> T>,
}

impl<T: Stored> LazyValues<T> {
    pub(super) fn new(section: Section, bounds: Bounds) -> Self {
        Self { section, bounds, values: PhantomData }
    }

    fn laid(&self, number: usize) -> Result<Option<Laid<'_, T>>, FormatError> {
        self.section.page(number).map(Laid::new).transpose()
    }

    fn bounds_of(&self, number: usize) -> Bounds {
        Bounds { ids: self.bounds.ids.saturating_sub(number * PAGE), ..self.bounds }
    }

    /// What was read, or the blame for it.
    fn believed<V: Default>(&self, read: Result<V, FormatError>) -> V {
        read.unwrap_or_else(|error| {
            self.section.refuse(&error);
            V::default()
        })
    }
}

impl<T: Stored> Source<T> for LazyValues<T> {
    fn value(&self, index: usize) -> Option<T> {
        let value = |laid: Laid<'_, T>| laid.value(index % PAGE, &self.bounds);
        self.believed(self.laid(index / PAGE).and_then(|laid| laid.map_or(Ok(None), value)))
    }

    fn alike(&self, number: usize) -> Option<T> {
        let alike = |laid: Laid<'_, T>| laid.alike(&self.bounds_of(number));
        self.believed(self.laid(number).and_then(|laid| laid.map_or(Ok(None), alike)))
    }

    fn prefers_pages(&self) -> bool {
        T::BY_PAGE
    }

    fn page(&self, number: usize) -> Page<T> {
        let page = |laid: Laid<'_, T>| laid.page(&self.bounds_of(number));
        self.believed(self.laid(number).and_then(|laid| laid.map_or(Ok(Page::default()), page)))
    }
}

/// The different texts of a property, in order.
#[derive(Debug)]
pub(super) struct LazyTexts {
    texts: LazyValues<Arc<str>>,
    count: usize,
}

impl LazyTexts {
    pub(super) fn new(section: Section, count: usize) -> Self {
        let bounds = Bounds { ids: count, named: 0, symbols: 0 };
        Self { texts: LazyValues::new(section, bounds), count }
    }
}

impl Texts for LazyTexts {
    fn texts(&self) -> Vec<Arc<str>> {
        let pages = (0..self.count.div_ceil(PAGE)).map(|number| self.texts.page(number));
        let texts: Vec<Arc<str>> = pages.flat_map(Page::into_values).collect();
        if texts.len() != self.count || !texts.is_sorted_by(|left, right| left < right) {
            self.texts.section.refuse(&FormatError::Meaning("texts come twice, not in order, or not at all"));
        }
        texts
    }
}

/// The relationships of one type that leave, or that enter, each node.
///
/// ```text
/// owners   pages of the nodes that have a row, in order
/// ends     pages of where the row of each ends among the members
/// members  pages of relationships, in order within each row
/// ```
#[derive(Debug)]
pub(super) struct LazyRows {
    section: Section,
    owners: usize,
    members: usize,
    relationships: Arc<LazyValues<Endpoints>>,
    kind: Symbol,
    direction: Direction,
}

impl LazyRows {
    pub(super) fn new(
        section: Section,
        members: usize,
        relationships: Arc<LazyValues<Endpoints>>,
        (kind, direction): (Symbol, Direction),
    ) -> Self {
        let owners = usize::try_from(section.entry.owners).unwrap_or(0);
        Self { section, owners, members, relationships, kind, direction }
    }

    /// How many relationships are in the rows.
    pub(super) fn members(&self) -> usize {
        self.members
    }

    /// Whether the section is long enough: a page takes at least a byte.
    pub(super) fn may_fit(&self) -> bool {
        self.pages() as u64 <= self.section.entry.length
    }

    /// Whether the rows are those that the relationships of the graph make, which are as many.
    pub(super) fn verify(&self) {
        let whole = self.section.pages() == self.pages();
        let owner = |index| self.number(0, index, self.relationships.bounds.named);
        let owners: Option<Vec<usize>> = (0..self.owners).map(owner).collect();
        let in_order = owners.as_ref().is_some_and(|owners| owners.is_sorted_by(|left, right| left < right));
        if !whole || !in_order || self.end(self.owners) != Some(self.members) {
            return self.section.refuse(&CONTRADICTION);
        }
        let owners = owners.into_iter().flatten().map(|id| NodeId(u32::try_from(id).expect("ids are 32 bits wide")));
        for (position, id) in owners.enumerate() {
            // Each member is of the type, in its own row, and later than the one before: as many as there are of the type can
            // only be all of them.
            if self.row_at(position, id).is_none_or(|row| row.is_empty()) {
                return self.section.refuse(&CONTRADICTION);
            }
        }
    }

    fn pages(&self) -> usize {
        self.owners.div_ceil(PAGE) * 2 + self.members.div_ceil(PAGE)
    }

    /// The number at a place of one of the lists, which begins with a page.
    fn number(&self, first_page: usize, index: usize, below: usize) -> Option<usize> {
        let bounds = Bounds { ids: PAGE, named: below, symbols: 0 };
        let laid = self.believed(Laid::<u32>::new(self.section.page(first_page + index / PAGE)?))?;
        self.there(laid.value(index % PAGE, &bounds)).map(|number| number as usize)
    }

    /// Where the row before a position ends.
    fn end(&self, position: usize) -> Option<usize> {
        let Some(index) = position.checked_sub(1) else { return Some(0) };
        self.number(self.owners.div_ceil(PAGE), index, self.members + 1)
    }

    fn row_at(&self, position: usize, id: NodeId) -> Option<Vec<Neighbour>> {
        let (start, end) = (self.end(position)?, self.end(position + 1)?);
        if start > end {
            self.section.refuse(&CONTRADICTION);
            return None;
        }
        let mut row = Vec::with_capacity(end - start);
        self.each_member(start, end, &mut |relationship, ends| {
            let (own, other) = match self.direction {
                Direction::Incoming => (ends.end, ends.start),
                _ => (ends.start, ends.end),
            };
            let later = row.last().is_none_or(|last: &Neighbour| last.relationship < relationship);
            let sound = own == id && ends.kind == self.kind && later;
            row.push(Neighbour { relationship, node: other });
            sound
        })?;
        Some(row)
    }

    /// Every member of a range with its ends, as long as they make sense.
    fn each_member(
        &self,
        start: usize,
        end: usize,
        each: &mut dyn FnMut(RelationshipId, Endpoints) -> bool,
    ) -> Option<()> {
        let bounds = Bounds { ids: PAGE, named: self.relationships.bounds.ids, symbols: 0 };
        let first_page = self.owners.div_ceil(PAGE) * 2;
        let mut ends: Option<(usize, Laid<'_, Endpoints>)> = None;
        let mut index = start;
        while index < end {
            let laid = self.believed(Laid::<u32>::new(self.section.page(first_page + index / PAGE)?))?;
            let stop = end.min((index / PAGE + 1) * PAGE);
            for index in index..stop {
                let id = self.there(laid.value(index % PAGE, &bounds))?;
                let number = id as usize / PAGE;
                if ends.as_ref().is_none_or(|(at, _)| *at != number) {
                    ends = Some((number, self.relationships.believed(self.relationships.laid(number))?));
                }
                let (_, page) = ends.as_ref()?;
                let found = page.value(id as usize % PAGE, &self.relationships.bounds);
                let sound = self.relationships.believed(found).is_some_and(|ends| each(RelationshipId(id), ends));
                if !sound {
                    self.section.refuse(&CONTRADICTION);
                    return None;
                }
            }
            index = stop;
        }
        Some(())
    }

    fn believed<V>(&self, read: Result<V, FormatError>) -> Option<V> {
        read.map_err(|error| self.section.refuse(&error)).ok()
    }

    /// A number of a list, which has no holes.
    fn there(&self, read: Result<Option<u32>, FormatError>) -> Option<u32> {
        self.believed(read.and_then(|number| number.ok_or(CONTRADICTION)))
    }
}

const CONTRADICTION: FormatError = FormatError::Meaning("rows and relationships contradict each other");

impl RowSource for LazyRows {
    fn owners(&self) -> usize {
        self.owners
    }

    fn position(&self, id: NodeId) -> Option<usize> {
        let (mut low, mut high) = (0, self.owners);
        while low < high {
            let middle = low.midpoint(high);
            match self.number(0, middle, self.relationships.bounds.named)?.cmp(&id.index()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn row(&self, position: usize, id: NodeId) -> Vec<Neighbour> {
        self.row_at(position, id).unwrap_or_default()
    }
}
