//! The six temporal types of Cypher, and their ISO 8601 texts.
//!
//! Representations are canonical, so that derived equality is Cypher's equality, except between two [`Time`]s or two
//! [`DateTime`]s at different offsets. Every type prints in the extended format and reads both the extended
//! (`2015-07-21T21:40`) and the basic one (`20150721T2140`); what is not a date is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic) with the code `bad_date`.
//!
//! - `date`, `local_time`, `time`, `local_date_time`, `date_time`, `duration`: a type each.
//! - `zone`: named time zones, from the bundled IANA database, never from the system.
//! - `scan`: the reader of digits all of them share.

mod date;
mod date_time;
mod duration;
mod local_date_time;
mod local_time;
mod scan;
mod time;
mod zone;

pub use date::{Date, Weekday};
pub use date_time::DateTime;
pub use duration::Duration;
pub use local_date_time::LocalDateTime;
pub use local_time::LocalTime;
pub use time::Time;
pub use zone::Zone;

pub(crate) use scan::Scanner;
pub(crate) use time::{scan_offset, write_offset};
