//! What a question reads in turn lies side by side: events by entity and by type in the order of days, others by entity.
//!
//! Laid out once for all questions, as an engine's indexes are; no answer is.

use std::collections::HashMap;

use crate::tables::Tables;

/// Values in groups one after another.
///
/// ```text
/// starts  0   2   2   5
/// values  a b │   │ c d e      groups 0, 1 and 2
/// ```
pub(crate) struct Groups<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Groups<T> {
    /// Sorts pairs of group and value, and keeps the values.
    fn of(groups: usize, mut pairs: Vec<(u32, T)>) -> Self
    where
        T: Ord + Copy,
    {
        pairs.sort_unstable();
        let mut starts = vec![0; groups + 1];
        for (group, _) in &pairs {
            starts[*group as usize + 1] += 1;
        }
        (1..=groups).for_each(|group| starts[group] += starts[group - 1]);
        Self { starts, values: pairs.into_iter().map(|(_, value)| value).collect() }
    }

    /// The same groups without what stands in one twice.
    fn distinct(&self) -> Self
    where
        T: Ord + Copy,
    {
        let pairs = (0..self.starts.len() - 1).flat_map(|group| {
            let mut values = self.get(group).to_vec();
            values.dedup();
            values.into_iter().map(move |value| (group as u32, value))
        });
        Self::of(self.starts.len() - 1, pairs.collect())
    }

    pub(crate) fn get(&self, group: usize) -> &[T] {
        &self.values[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    pub(crate) fn range(&self, group: usize) -> std::ops::Range<usize> {
        self.starts[group] as usize..self.starts[group + 1] as usize
    }
}

/// The tables, and what is read side by side.
pub(crate) struct Layout {
    pub(crate) tables: Tables,
    entities: HashMap<String, usize>,
    kinds: HashMap<String, usize>,
    /// Entities in the order of their names.
    pub(crate) by_name: Vec<u32>,
    /// By entity, in the order of days: the day and number of each event it has a part in, and beside it who else has.
    pub(crate) events: Groups<(u16, u32)>,
    pub(crate) others: Vec<u32>,
    /// By type, in the order of days: the day of each event, and beside it whom it was done to.
    pub(crate) days: Vec<u16>,
    pub(crate) targets: Vec<u32>,
    pub(crate) of_kind: Groups<(u16, u32)>,
    /// By entity: who else had a part in any event of it, each once, in order.
    pub(crate) met: Groups<u32>,
    /// By entity: who is one relationship away in any direction, each once, in order.
    pub(crate) near: Groups<u32>,
    /// By type and entity: where relationships of the type lead, and where they come from.
    pub(crate) out: Groups<u32>,
    pub(crate) back: Groups<u32>,
}

impl Layout {
    pub(crate) fn of(tables: Tables) -> Self {
        let (entities, kinds) = (tables.names.len(), tables.kinds.len());
        let events = Groups::of(entities, parts(&tables));
        let others = (0..entities).flat_map(|entity| events.get(entity).iter().map(move |(_, event)| (entity, *event)));
        let others: Vec<u32> = others.map(|(entity, event)| other(&tables, event as usize, entity as u32)).collect();
        let met = (0..entities).flat_map(|entity| events.range(entity).map(move |place| (entity as u32, place)));
        let met = Groups::of(entities, met.map(|(entity, place)| (entity, others[place])).collect()).distinct();
        let numbered = tables.kind.iter().zip(&tables.day).zip(0..);
        let of_kind =
            Groups::of(kinds, numbered.map(|((kind, day), event)| (u32::from(*kind), (*day, event))).collect());
        let ends = || tables.from.iter().copied().zip(tables.to.iter().copied());
        let near = Groups::of(entities, ends().chain(ends().map(|(from, to)| (to, from))).collect()).distinct();
        let slot = |kind: u16, entity: u32| u32::from(kind) * entities as u32 + entity;
        let typed = || ends().zip(tables.relationship_kind.iter().copied());
        let out = Groups::of(kinds * entities, typed().map(|((from, to), kind)| (slot(kind, from), to)).collect());
        let back = Groups::of(kinds * entities, typed().map(|((from, to), kind)| (slot(kind, to), from)).collect());
        Self {
            entities: numbers(&tables.names),
            kinds: numbers(&tables.kinds),
            by_name: by_name(&tables.names),
            days: of_kind.values.iter().map(|(day, _)| *day).collect(),
            targets: of_kind.values.iter().map(|(_, event)| tables.target[*event as usize]).collect(),
            events,
            others,
            of_kind,
            met,
            near,
            out,
            back,
            tables,
        }
    }

    pub(crate) fn entity(&self, name: &str) -> Option<usize> {
        self.entities.get(name).copied()
    }

    pub(crate) fn kind(&self, name: &str) -> Option<usize> {
        self.kinds.get(name).copied()
    }

    pub(crate) fn name(&self, entity: u32) -> &str {
        &self.tables.names[entity as usize]
    }
}

/// Each entity with each event it has a part in, once even where it has both.
fn parts(tables: &Tables) -> Vec<(u32, (u16, u32))> {
    let mut parts = Vec::with_capacity(tables.kind.len() * 2);
    for (event, (actor, target)) in tables.actor.iter().zip(&tables.target).enumerate() {
        let part = (tables.day[event], event as u32);
        parts.push((*actor, part));
        if target != actor {
            parts.push((*target, part));
        }
    }
    parts
}

fn other(tables: &Tables, event: usize, entity: u32) -> u32 {
    if tables.actor[event] == entity { tables.target[event] } else { tables.actor[event] }
}

fn numbers(names: &[String]) -> HashMap<String, usize> {
    names.iter().cloned().zip(0..).collect()
}

fn by_name(names: &[String]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_unstable_by_key(|entity| &names[*entity as usize]);
    order
}
