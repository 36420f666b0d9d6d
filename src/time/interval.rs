//! Periods of whole days, possibly without a beginning or an end.

use std::fmt;

use super::Date;

/// The outer bounds of what a text allows, both ends included: nothing it speaks of lies outside.
///
/// ```
/// use annals::time::{Date, Interval};
/// let may = Interval::new(Date::new(2025, 5, 1), Date::new(2025, 5, 31));
/// let since_then = Interval::new(Date::new(2025, 5, 24), None);
/// assert_eq!(may.intersection(since_then).unwrap().to_string(), "2025-05-24/2025-05-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day, or `None` where there is no bound.
    pub start: Option<Date>,
    /// The last day, or `None` where there is no bound.
    pub end: Option<Date>,
}

impl Interval {
    /// The interval without bounds, which holds every day.
    pub const ALWAYS: Self = Self { start: None, end: None };

    /// The days from `start` to `end`.
    #[must_use]
    pub const fn new(start: Option<Date>, end: Option<Date>) -> Self {
        Self { start, end }
    }

    /// One day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self::new(Some(date), Some(date))
    }

    /// Whether it ends before it starts, so that it holds no day.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first() > self.last()
    }

    /// Whether `date` lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.first() <= date.days && date.days <= self.last()
    }

    /// Whether the whole of `other` lies in it.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.first() <= other.first() && other.last() <= self.last()
    }

    /// Whether they share a day.
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// The days in both, if there are any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let earlier_end = match (self.end, other.end) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        // `None` is less than any start, so the later start is the maximum.
        let both = Self::new(self.start.max(other.start), earlier_end);
        (!both.is_empty()).then_some(both)
    }

    /// The smallest interval that encloses both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let later_end = self.end.zip(other.end).map(|(one, two)| one.max(two));
        Self::new(self.start.min(other.start), later_end)
    }

    /// The number of the first day; the least number there is where there is no bound.
    pub(super) fn first(self) -> i64 {
        self.start.map_or(i64::MIN, |date| date.days)
    }

    /// The number of the last day; the greatest number there is where there is no bound.
    pub(super) fn last(self) -> i64 {
        self.end.map_or(i64::MAX, |date| date.days)
    }
}

/// `2025-05-24` for a day, `2025-05-24/2025-05-31`, `../2025-05-31` and `2025-05-24/..` for more.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start == end => write!(f, "{start}"),
            (Some(start), Some(end)) => write!(f, "{start}/{end}"),
            (Some(start), None) => write!(f, "{start}/.."),
            (None, Some(end)) => write!(f, "../{end}"),
            (None, None) => f.write_str("../.."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bound() -> impl Strategy<Value = Option<Date>> {
        proptest::option::weighted(0.8, (0_i64..12).prop_map(|days| Date { days }))
    }

    fn interval() -> impl Strategy<Value = Interval> {
        (bound(), bound())
            .prop_map(|(start, end)| Interval::new(start, end))
            .prop_filter("not empty", |i| !i.is_empty())
    }

    proptest! {
        /// Day by day is the slow road to the same answers.
        #[test]
        fn agrees_with_sets_of_days(one in interval(), two in interval()) {
            let days = |interval: Interval| (-5_i64..20).filter(|days| interval.contains(Date { days: *days })).collect::<Vec<_>>();
            let (in_one, in_two) = (days(one), days(two));
            let common: Vec<i64> = in_one.iter().copied().filter(|day| in_two.contains(day)).collect();
            prop_assert_eq!(one.intersects(two), !common.is_empty());
            prop_assert_eq!(one.intersection(two).map(days).unwrap_or_default(), common);
            prop_assert!(one.hull(two).encloses(one) && one.hull(two).encloses(two));
            prop_assert_eq!(one.encloses(two), one.hull(two) == one);
        }
    }
}
