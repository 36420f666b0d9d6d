//! The nodes around a node, in order, counted or each once, as one operator: no row is made of what is only counted.
//!
//! ```text
//! Top c DESC, n limit 10                                                  Top c DESC, n limit 10
//! └─ Aggregate y.name AS n, count(*) AS c                                 └─ CountNeighbours y.name AS n, count(*) AS c most 10
//!    └─ Filter y:Entity AND y.name <> $a                                       of (x)<-[:ACTOR]-(e:Event)-[:TARGET]->(y:Entity)
//!       └─ Expand (e)-[:TARGET]->(y)                         becomes           where y.name <> $a
//!          └─ Filter e:Event                                                 └─ …
//!             └─ Expand (x)<-[:ACTOR]-(e)
//!                └─ …
//! ```
//!
//! The operator keeps the run as it was, to be run so where the graph has nothing better for it.

use std::fmt;

use super::print::{Arrow, comma};
use super::{Expression, Pipeline, Slot, Step};
use crate::query::ast::{LabelExpression, Name};

/// Ways from a node over a relationship to a node in the middle, and perhaps over another to a far one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Neighbourhood {
    pub(crate) from: Slot,
    pub(crate) first: Step,
    pub(crate) middle: Slot,
    pub(crate) second: Option<Second>,
    pub(crate) order: Option<Order>,
    /// Which labels the middle must have, and which the far end.
    pub(crate) middle_labels: Option<LabelExpression>,
    pub(crate) far_labels: Option<LabelExpression>,
    /// The value of a property that the far end must have.
    pub(crate) sought: Option<(Name, Expression)>,
    pub(crate) end: End,
    /// What it stands for.
    pub(crate) body: Pipeline,
}

/// The second relationship and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Second {
    pub(crate) step: Step,
    pub(crate) far: Slot,
    /// Whether it must be another relationship than the first.
    pub(crate) unlike: bool,
}

/// A property of the middle, in order of which ways are kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) key: Name,
    pub(crate) low: Option<(Expression, bool)>,
    pub(crate) high: Option<(Expression, bool)>,
    /// Whether rows must come out in that order, and whether from its end.
    pub(crate) wanted: Option<Wanted>,
}

/// The order in which rows must come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Ascending,
    Descending,
}

/// What is made of the ways.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// A row for each; with `once`, those that differ in relationships alone may count as one.
    Rows { once: bool },
    /// Each far end once, of those that pass.
    Distinct { conditions: Vec<Expression> },
    /// How many there are.
    Count(Box<Count>),
}

/// Counts, of all ways or for each value of a key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    /// Conditions on the far end alone.
    pub(crate) conditions: Vec<Expression>,
    pub(crate) key: Option<Key>,
    pub(crate) counts: Vec<(Slot, Counted)>,
    /// How many of the largest counts are asked for.
    pub(crate) most: Option<(Option<Expression>, Expression)>,
    /// What makes the counts of rows, where they are not counted without.
    pub(crate) rest: Pipeline,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Counted {
    /// Every way.
    Ways,
    /// Every node in the middle once, or every value of a property of it.
    Middles(Option<Name>),
    /// Every far end once.
    Fars,
}

/// The node that groups ways, or a property of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) slot: Slot,
    pub(crate) of_far: bool,
    pub(crate) property: Option<Name>,
}

impl Neighbourhood {
    /// The slot of the far end, where there is one.
    pub(crate) fn far(&self) -> Option<&Slot> {
        self.second.as_ref().map(|second| &second.far)
    }

    /// The slots it fills.
    pub(crate) fn fills(&self) -> Vec<Slot> {
        match &self.end {
            End::Rows { .. } => std::iter::once(&self.middle).chain(self.far()).cloned().collect(),
            End::Distinct { .. } => self.far().cloned().into_iter().collect(),
            End::Count(count) => {
                let key = count.key.iter().map(|key| &key.slot);
                key.chain(count.counts.iter().map(|(slot, _)| slot)).cloned().collect()
            }
        }
    }

    /// Whether each row that comes out belongs to one row that went in, in the order they went in.
    pub(crate) fn keeps_rows_apart(&self) -> bool {
        matches!(self.end, End::Rows { .. }) && self.order.as_ref().is_none_or(|order| order.wanted.is_none())
    }

    /// The expressions it computes, once.
    pub(crate) fn expressions_mut(&mut self) -> Vec<&mut Expression> {
        let bounds = self.order.iter_mut().flat_map(|order| order.low.iter_mut().chain(&mut order.high));
        let bounds = bounds.map(|(bound, _)| bound);
        bounds.chain(self.sought.iter_mut().map(|(_, value)| value)).collect()
    }
}

impl fmt::Display for Neighbourhood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            End::Rows { .. } => f.write_str("Neighbours ")?,
            End::Distinct { .. } => write!(f, "DistinctNeighbours {} of ", comma(self.far()))?,
            End::Count(count) => write!(f, "CountNeighbours {} of ", Counting(self, count))?,
        }
        write!(f, "({}){}", self.from, arrow(&self.first))?;
        node(f, &self.middle, self.middle_labels.as_ref())?;
        if let Some(Second { step, far, .. }) = &self.second {
            write!(f, "{}", arrow(step))?;
            node(f, far, self.far_labels.as_ref())?;
        }
        if self.second.as_ref().is_some_and(|second| second.unlike) {
            f.write_str(" unlike")?;
        }
        self.order.as_ref().map_or(Ok(()), |order| write!(f, " {}", Ordered(&self.middle, order)))?;
        let conditions = match &self.end {
            End::Rows { .. } => &[][..],
            End::Distinct { conditions } => conditions,
            End::Count(count) => &count.conditions,
        };
        let sought =
            self.sought.iter().zip(self.far()).map(|((key, value), far)| format!("{far}.{} = {value}", key.text));
        let conditions: Vec<String> = sought.chain(conditions.iter().map(ToString::to_string)).collect();
        if !conditions.is_empty() {
            write!(f, " where {}", conditions.join(" AND "))?;
        }
        f.write_str(if self.end == (End::Rows { once: true }) { " once" } else { "" })
    }
}

/// The bounds and the order of a property.
struct Ordered<'a>(&'a Slot, &'a Order);

impl fmt::Display for Ordered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(middle, Order { key, low, high, wanted }) = self;
        f.write_str(if wanted.is_some() { "by " } else { "with " })?;
        if let Some((bound, within)) = low {
            write!(f, "{bound} {} ", if *within { "<=" } else { "<" })?;
        }
        write!(f, "{middle}.{}", key.text)?;
        if let Some((bound, within)) = high {
            write!(f, " {} {bound}", if *within { "<=" } else { "<" })?;
        }
        f.write_str(if *wanted == Some(Wanted::Descending) { " DESC" } else { "" })
    }
}

/// Counts as an aggregation would print them.
struct Counting<'a>(&'a Neighbourhood, &'a Count);

impl fmt::Display for Counting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(of, Count { key, counts, most, .. }) = self;
        let far = || comma(of.far());
        let value = |node: String, property: Option<&Name>| match property {
            Some(key) => format!("{node}.{}", key.text),
            None => node,
        };
        let key = key.iter().map(|Key { slot, of_far, property }| {
            let node = if *of_far { far() } else { of.middle.to_string() };
            match value(node, property.as_ref()) {
                same if same == *slot.name => same,
                value => format!("{value} AS {slot}"),
            }
        });
        let counts = counts.iter().map(|(slot, counted)| match counted {
            Counted::Ways => format!("count(*) AS {slot}"),
            Counted::Middles(key) => {
                format!("count(DISTINCT {}) AS {slot}", value(of.middle.to_string(), key.as_ref()))
            }
            Counted::Fars => format!("count(DISTINCT {}) AS {slot}", far()),
        });
        f.write_str(&comma(key.chain(counts)))?;
        most.as_ref().map_or(Ok(()), |(skip, limit)| {
            write!(f, " most {limit}")?;
            skip.as_ref().map_or(Ok(()), |skip| write!(f, " and {skip}"))
        })
    }
}

fn arrow(step: &Step) -> Arrow<'_> {
    Arrow { step, name: None, length: None }
}

fn node(f: &mut fmt::Formatter<'_>, slot: &Slot, labels: Option<&LabelExpression>) -> fmt::Result {
    match labels {
        Some(labels) => write!(f, "({slot}:{labels})"),
        None => write!(f, "({slot})"),
    }
}
