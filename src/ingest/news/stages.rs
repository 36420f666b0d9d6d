//! How long each stage takes, for those who want to know: the clock is the caller's.

use std::fmt::Write as _;
use std::time::Duration;

/// The stages of reading an article, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Boilerplate set aside, blocks found.
    Clean,
    /// Sentences and tokens.
    Segment,
    /// The day of publication and every time phrase.
    Times,
    /// Word classes, phrases and verb groups.
    Syntax,
    /// Names and peoples without one, and their kinds.
    Names,
    /// Which names are of one entity.
    Entities,
    /// Tellings of events, with all they say.
    Events,
    /// Tellings of one event put together.
    Merge,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 8] =
        [Self::Clean, Self::Segment, Self::Times, Self::Syntax, Self::Names, Self::Entities, Self::Events, Self::Merge];

    /// Its name in a table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Segment => "segment",
            Self::Times => "times",
            Self::Syntax => "syntax",
            Self::Names => "names",
            Self::Entities => "entities",
            Self::Events => "events",
            Self::Merge => "merge",
        }
    }
}

/// The time spent in each stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    spent: [Duration; Stage::ALL.len()],
}

impl Timings {
    /// The time spent in one stage.
    #[must_use]
    pub const fn of(&self, stage: Stage) -> Duration {
        self.spent[stage as usize]
    }

    /// Adds the time of another article.
    pub fn add(&mut self, other: &Self) {
        self.spent.iter_mut().zip(other.spent).for_each(|(sum, spent)| *sum += spent);
    }

    /// A line for each stage and for what is done with the outcome, for texts of so many bytes: its time, its share, and
    /// the bytes read in a second.
    #[must_use]
    pub fn table(&self, bytes: u64, afterwards: (&'static str, Duration)) -> String {
        let total: Duration = self.spent.iter().sum::<Duration>() + afterwards.1;
        let rows = Stage::ALL.iter().map(|&stage| (stage.name(), self.of(stage))).chain([afterwards]);
        let mut table = String::from("stage          ms   share   MB/s\n");
        for (name, spent) in rows.chain([("all", total)]) {
            let share = 100.0 * spent.as_secs_f64() / total.as_secs_f64().max(f64::MIN_POSITIVE);
            #[expect(clippy::cast_precision_loss, reason = "no text is as long as that")]
            let speed = bytes as f64 / 1e6 / spent.as_secs_f64().max(f64::MIN_POSITIVE);
            writeln!(table, "{name:<8}{:>9.1}{share:>7.1}%{speed:>7.1}", spent.as_secs_f64() * 1e3)
                .expect("a string takes every write");
        }
        table
    }
}

/// Measures the stages as they pass.
pub(super) struct Watch<'c> {
    clock: Option<&'c dyn Fn() -> Duration>,
    last: Duration,
    pub(super) timings: Timings,
}

impl<'c> Watch<'c> {
    pub(super) fn new(clock: Option<&'c dyn Fn() -> Duration>) -> Self {
        Self { clock, last: clock.map_or(Duration::ZERO, |clock| clock()), timings: Timings::default() }
    }

    /// What was done since the last call belongs to `stage`.
    pub(super) fn passed(&mut self, stage: Stage) {
        if let Some(clock) = self.clock {
            let now = clock();
            self.timings.spent[stage as usize] += now.saturating_sub(self.last);
            self.last = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn each_stage_gets_the_time_that_passed_in_it() {
        let now = Cell::new(0);
        let clock = || Duration::from_millis(now.get());
        let mut watch = Watch::new(Some(&clock));
        for (stage, until) in [(Stage::Clean, 5), (Stage::Times, 12), (Stage::Clean, 13)] {
            now.set(until);
            watch.passed(stage);
        }
        assert_eq!(watch.timings.of(Stage::Clean), Duration::from_millis(6));
        assert_eq!(watch.timings.of(Stage::Times), Duration::from_millis(7));
        let table = watch.timings.table(13_000, ("page", Duration::ZERO));
        assert!(table.contains("clean         6.0   46.2%    2.2\n"), "{table}");
        assert!(table.ends_with("all          13.0  100.0%    1.0\n"), "{table}");
    }

    #[test]
    fn without_a_clock_nothing_is_measured() {
        let mut watch = Watch::new(None);
        watch.passed(Stage::Merge);
        assert_eq!(watch.timings, Timings::default());
    }
}
