//! How one period lies to another, when the first may be known only roughly.
//!
//! - [`Allen`]: the thirteen relations of two periods whose ends are known (J. F. Allen, "Maintaining Knowledge about
//!   Temporal Intervals", 1983), on whole days: two periods *meet* when one begins the day after the other ends.
//! - [`Relation`]: the words questions use between an event and a period, and the [`Verdict`] the event's outer bounds
//!   allow.

use super::Interval;

/// What can be said of a relation when the bounds of an event are all that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It holds nowhere within the bounds.
    Impossible,
    /// It holds somewhere within the bounds, and fails elsewhere.
    Possible,
    /// It holds wherever within the bounds the event took place.
    Certain,
}

impl Verdict {
    fn of(certain: bool, possible: bool) -> Self {
        match (certain, possible) {
            (true, _) => Self::Certain,
            (false, true) => Self::Possible,
            (false, false) => Self::Impossible,
        }
    }
}

/// The words between an event and a reference period `R = [a, b]`.
///
/// | relation | word | listed when the event's bounds `[start, end]` have |
/// |---|---|---|
/// | `After` | after R | `start > b` |
/// | `Before` | before R | `end < a` |
/// | `Since` | since R, from R | `start ≥ a` |
/// | `Until` | until R, by R | `end ≤ b` |
/// | `During` | in R, during R | a day in common with R |
/// | `Within` | on R, between X and Y | no day outside R |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It began after the period had ended.
    After,
    /// It had ended before the period began.
    Before,
    /// It began with the period or later.
    Since,
    /// It had ended with the period or before.
    Until,
    /// Some of it lies in the period.
    During,
    /// All of it lies in the period.
    Within,
}

impl Relation {
    /// Whether an answer lists an event with these outer bounds: the table above.
    ///
    /// ```
    /// use annals::time::{Edtf, Relation};
    /// let some_day_in_may = Edtf::parse("2025-05")?.interval();
    /// let day = Edtf::parse("2025-05-24")?.interval();
    /// assert!(Relation::During.holds(some_day_in_may, day));
    /// assert!(!Relation::Within.holds(some_day_in_may, day));
    /// # Ok::<(), annals::diagnostic::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn holds(self, event: Interval, reference: Interval) -> bool {
        match self {
            // An event known to a month is listed under each of its days: leaving it out would hide it from "during".
            Self::During => self.verdict(event, reference) != Verdict::Impossible,
            _ => self.verdict(event, reference) == Verdict::Certain,
        }
    }

    /// What the outer bounds of the event allow, wherever within them it took place.
    ///
    /// ```
    /// use annals::time::{Edtf, Relation, Verdict};
    /// let some_day_in_may = Edtf::parse("2025-05")?.interval();
    /// let day = Edtf::parse("2025-05-24")?.interval();
    /// assert_eq!(Relation::After.verdict(some_day_in_may, day), Verdict::Possible);
    /// # Ok::<(), annals::diagnostic::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn verdict(self, event: Interval, reference: Interval) -> Verdict {
        let (start, end) = (event.first(), event.last());
        let (a, b) = (reference.first(), reference.last());
        match self {
            Self::After => Verdict::of(start > b, end > b),
            Self::Before => Verdict::of(end < a, start < a),
            Self::Since => Verdict::of(start >= a, end >= a),
            Self::Until => Verdict::of(end <= b, start <= b),
            Self::During | Self::Within => Verdict::of(reference.encloses(event), reference.intersects(event)),
        }
    }
}

/// The thirteen ways two periods can lie to each other; exactly one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allen {
    /// The first ends, and a day or more passes before the second begins.
    Before,
    /// The second begins the day after the first ends.
    Meets,
    /// The first begins first and ends within the second.
    Overlaps,
    /// Both begin together and the first ends first.
    Starts,
    /// The first lies within the second and touches neither end.
    During,
    /// Both end together and the first begins last.
    Finishes,
    /// Both begin and end together.
    Equals,
    /// The inverse of `Finishes`.
    FinishedBy,
    /// The inverse of `During`.
    Contains,
    /// The inverse of `Starts`.
    StartedBy,
    /// The inverse of `Overlaps`.
    OverlappedBy,
    /// The inverse of `Meets`.
    MetBy,
    /// The inverse of `Before`.
    After,
}

impl Allen {
    /// How `first` lies to `second`; an open end lies beyond every day. Neither may be empty.
    ///
    /// ```
    /// use annals::time::{Allen, Edtf};
    /// let april = Edtf::parse("2025-04")?.interval();
    /// let may = Edtf::parse("2025-05")?.interval();
    /// assert_eq!(Allen::between(april, may), Allen::Meets);
    /// # Ok::<(), annals::diagnostic::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn between(first: Interval, second: Interval) -> Self {
        use std::cmp::Ordering::{Equal, Greater, Less};
        if first.last() < second.first() {
            return if first.last() + 1 == second.first() { Self::Meets } else { Self::Before };
        }
        if second.last() < first.first() {
            return Self::between(second, first).inverse();
        }
        match (first.first().cmp(&second.first()), first.last().cmp(&second.last())) {
            (Less, Less) => Self::Overlaps,
            (Less, Equal) => Self::FinishedBy,
            (Less, Greater) => Self::Contains,
            (Equal, Less) => Self::Starts,
            (Equal, Equal) => Self::Equals,
            (Equal, Greater) => Self::StartedBy,
            (Greater, Less) => Self::During,
            (Greater, Equal) => Self::Finishes,
            (Greater, Greater) => Self::OverlappedBy,
        }
    }

    /// How the second lies to the first.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::Meets => Self::MetBy,
            Self::Overlaps => Self::OverlappedBy,
            Self::Starts => Self::StartedBy,
            Self::During => Self::Contains,
            Self::Finishes => Self::FinishedBy,
            Self::Equals => Self::Equals,
            Self::FinishedBy => Self::Finishes,
            Self::Contains => Self::During,
            Self::StartedBy => Self::Starts,
            Self::OverlappedBy => Self::Overlaps,
            Self::MetBy => Self::Meets,
            Self::After => Self::Before,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Date, Edtf};
    use proptest::prelude::*;

    fn interval(text: &str) -> Interval {
        Edtf::parse(text).expect(text).interval()
    }

    /// Rows: an event; columns: After, Before, Since, Until, During, Within the reference 2025-05-10/2025-05-20.
    #[test]
    fn verdicts() {
        const TABLE: &str = "
            2025-05-09              impossible certain    impossible certain    impossible impossible
            2025-05-10              impossible impossible certain    certain    certain    certain
            2025-05-20              impossible impossible certain    certain    certain    certain
            2025-05-21              certain    impossible certain    impossible impossible impossible
            2025-05                 possible   possible   possible   possible   possible   possible
            2025-05-12/2025-05-25   possible   impossible certain    possible   possible   possible
            2025-05-01/2025-05-12   impossible possible   possible   certain    possible   possible
            2025-05-15/..           possible   impossible certain    possible   possible   possible
            2025-06/..              certain    impossible certain    impossible impossible impossible
            ../2025-05-01           impossible certain    impossible certain    impossible impossible
        ";
        let reference = interval("2025-05-10/2025-05-20");
        let relations =
            [Relation::After, Relation::Before, Relation::Since, Relation::Until, Relation::During, Relation::Within];
        for line in TABLE.lines().filter(|line| !line.trim().is_empty()) {
            let mut cells = line.split_whitespace();
            let event = interval(cells.next().expect("an event"));
            for (relation, cell) in relations.into_iter().zip(cells) {
                assert_eq!(
                    format!("{:?}", relation.verdict(event, reference)).to_lowercase(),
                    cell,
                    "{relation:?} {line}"
                );
            }
        }
    }

    #[test]
    fn the_thirteen_relations() {
        let reference = interval("2025-05-10/2025-05-20");
        for (event, expected) in [
            ("2025-05-01/2025-05-08", Allen::Before),
            ("2025-05-01/2025-05-09", Allen::Meets),
            ("2025-05-01/2025-05-12", Allen::Overlaps),
            ("2025-05-10/2025-05-12", Allen::Starts),
            ("2025-05-11/2025-05-12", Allen::During),
            ("2025-05-11/2025-05-20", Allen::Finishes),
            ("2025-05-10/2025-05-20", Allen::Equals),
            ("2025-05-09/2025-05-20", Allen::FinishedBy),
            ("2025-05", Allen::Contains),
            ("2025-05-10/..", Allen::StartedBy),
            ("2025-05-20/..", Allen::OverlappedBy),
            ("2025-05-21", Allen::MetBy),
            ("2025-06/..", Allen::After),
        ] {
            assert_eq!(Allen::between(interval(event), reference), expected, "{event}");
            assert_eq!(Allen::between(reference, interval(event)), expected.inverse(), "{event}");
        }
    }

    fn days(first: i64, last: i64) -> Interval {
        Interval::new(Some(Date { days: first }), Some(Date { days: last }))
    }

    /// Whether the relation holds of an event that took exactly these days.
    fn exactly(relation: Relation, (start, end): (i64, i64), (a, b): (i64, i64)) -> bool {
        match relation {
            Relation::After => start > b,
            Relation::Before => end < a,
            Relation::Since => start >= a,
            Relation::Until => end <= b,
            Relation::During => start <= b && end >= a,
            Relation::Within => start >= a && end <= b,
        }
    }

    proptest! {
        /// The definition, tried out: every period within the bounds is a place the event may have been.
        #[test]
        fn a_verdict_is_what_every_possible_event_says(start in 0_i64..8, length in 0_i64..5, a in 0_i64..8, more in 0_i64..5) {
            let (end, b) = (start + length, a + more);
            let places = (start..=end).flat_map(|first| (first..=end).map(move |last| (first, last)));
            for relation in [Relation::After, Relation::Before, Relation::Since, Relation::Until, Relation::During, Relation::Within] {
                let verdicts: Vec<bool> = places.clone().map(|place| exactly(relation, place, (a, b))).collect();
                let expected = Verdict::of(verdicts.iter().all(|holds| *holds), verdicts.iter().any(|holds| *holds));
                prop_assert_eq!(relation.verdict(days(start, end), days(a, b)), expected, "{:?}", relation);
            }
        }
    }
}
