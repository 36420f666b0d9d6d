//! The only place that reads the clock.

use annals::time::{Date, DateTime, LocalDateTime, LocalTime};
use jiff::Zoned;

/// This moment, where the user is.
pub(crate) fn now() -> DateTime {
    let now = Zoned::now();
    let (year, month, day) = (now.year().into(), now.month().unsigned_abs(), now.day().unsigned_abs());
    let [hour, minute, second] = [now.hour(), now.minute(), now.second()].map(i8::unsigned_abs);
    let date = Date::new(year, month, day).expect("the clock shows a day of the calendar");
    let time = LocalTime::new(hour, minute, second, now.subsec_nanosecond().unsigned_abs())
        .expect("the clock shows a time of day");
    DateTime::at_offset(LocalDateTime { date, time }, now.offset().seconds())
}
