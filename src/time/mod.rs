//! WHEN: dates as precise as the text that gave them, and no more.
//!
//! - `calendar`: the names of months and weekdays.
//! - `civil`: day arithmetic on the proleptic Gregorian calendar, years ±999,999,999.
//! - [`temporal`]: the six temporal types of Cypher.
//! - `interval`: [`Interval`], the outer bounds of what a text allows.
//! - [`edtf`]: [`Edtf`], imprecise dates as text (ISO 8601-2, levels 0 and 1), and the interval each stands for.
//! - `relation`: how an imprecise event lies to a period, each [`Verdict`] certain, possible or impossible.
//! - [`phrase`]: "last Tuesday", "May 2025", "two days later": time phrases of English against a reference date,
//!   shared by questions and extraction.
//!
//! Nothing here reads a clock: what "today" means is always an argument.

pub(crate) mod calendar;
pub(crate) mod civil;
pub mod edtf;
mod interval;
pub mod phrase;
mod relation;
pub mod temporal;

pub use edtf::Edtf;
pub use interval::Interval;
pub use relation::{Allen, Relation, Verdict};
pub use temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Weekday, Zone};
