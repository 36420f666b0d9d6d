//! The only place that reads the clock.

use annals::time::Date;
use jiff::Zoned;

/// Today, where the user is.
pub(crate) fn today() -> Date {
    let today = Zoned::now().date();
    Date::new(i64::from(today.year()), today.month().unsigned_abs(), today.day().unsigned_abs())
        .expect("the clock shows a day of the calendar")
}
