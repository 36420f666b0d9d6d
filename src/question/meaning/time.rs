//! Which time is meant, as far as the words say.

use super::{Dimension, Selection};
use crate::time::Relation;

/// When it happened.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) struct TimeFilter {
    /// The bounds need only allow it.
    pub(in crate::question) possibly: bool,
    /// The word; `None` for a bare time.
    pub(in crate::question) relation: Option<RelationWord>,
    /// The period.
    pub(in crate::question) period: Period,
}

/// A word before a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum RelationWord {
    /// One with a row of its own in the table of relations.
    Is(Relation),
    /// `on` a day is within it; in a longer period, `on` is `in`.
    On,
}

/// A reference period.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Period {
    /// A time; a token.
    At(usize),
    /// From a time to another.
    Between(Bound, Bound),
    /// When the one event of a type happened.
    Event(Box<Selection>),
    /// A day, week, month or quarter of a time, counted from its start or, with none, the last one.
    Part {
        /// The time; a token.
        time: usize,
        /// Which one, from 1.
        ordinal: Option<i64>,
        /// What is counted.
        unit: Dimension,
    },
    /// So many days, weeks, months or years around a time.
    Around {
        /// The time.
        time: Bound,
        /// How many.
        length: Length,
        /// Before it, after it, or both.
        sides: (bool, bool),
    },
    /// The day, week, month or year beside a time: "the day after the agreement", "two weeks before May 3".
    Beside {
        /// The time.
        time: Bound,
        /// How far.
        length: Length,
        /// On which side; `None` is the time's own day, week, month or year.
        side: Option<Relation>,
    },
}

/// A time, or an event that tells one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Bound {
    /// A token.
    Time(usize),
    /// When the one event of a type happened; with its first and last token.
    Event(Box<Selection>, (usize, usize)),
}

/// So many days, weeks, months or years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) struct Length {
    /// The number; a token, or none for one.
    pub(in crate::question) number: Option<usize>,
    /// What is counted.
    pub(in crate::question) unit: Dimension,
}
