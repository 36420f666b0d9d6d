//! How long statements take: each run several times, and a line of JSON about it.
//!
//! ```text
//! {"statement":"MATCH (n) RETURN count(n)","rows":1,"runs":5,"plan_us":61.2,"first_us":40.1,"median_us":8.3}
//! ```

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::exit::Failure;

/// Where timings go, and how often a statement is run for them.
pub(crate) struct Timings {
    pub(crate) repeat: usize,
    file: Option<(PathBuf, BufWriter<File>)>,
}

/// What one statement took.
pub(crate) struct Timing<'t> {
    pub(crate) statement: &'t str,
    pub(crate) rows: usize,
    /// Reading and planning the text.
    pub(crate) plan: Duration,
    /// Each run, in order; at least one.
    pub(crate) runs: Vec<Duration>,
}

impl Timings {
    /// Timings into a file, which is made anew; into none, the statements are only run.
    pub(crate) fn new(repeat: usize, path: Option<&Path>) -> Result<Self, Failure> {
        let create = |path: &Path| match File::create(path) {
            Ok(file) => Ok((path.to_owned(), BufWriter::new(file))),
            Err(error) => Err(Failure::file(path, &error)),
        };
        Ok(Self { repeat, file: path.map(create).transpose()? })
    }

    /// Writes the line of a statement.
    pub(crate) fn write(&mut self, timing: &Timing<'_>) -> Result<(), Failure> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        let line = serde_json::json!({
            "statement": timing.statement,
            "rows": timing.rows,
            "runs": timing.runs.len(),
            "plan_us": microseconds(timing.plan),
            "first_us": timing.runs.first().copied().map(microseconds),
            "median_us": median(&timing.runs).map(microseconds),
        });
        writeln!(file, "{line}").and_then(|()| file.flush()).map_err(|error| Failure::file(path, &error))
    }
}

/// The middle one in order of length, the shorter of two.
fn median(runs: &[Duration]) -> Option<Duration> {
    let mut runs = runs.to_vec();
    runs.sort_unstable();
    runs.get(runs.len().saturating_sub(1) / 2).copied()
}

/// To a tenth; finer is noise.
fn microseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e7).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        let runs = |numbers: &[u64]| numbers.iter().map(|number| Duration::from_micros(*number)).collect::<Vec<_>>();
        assert_eq!(median(&runs(&[9, 1, 5])), Some(Duration::from_micros(5)));
        assert_eq!(median(&runs(&[9, 1, 5, 4])), Some(Duration::from_micros(4)));
        assert_eq!(median(&[]), None);
        assert!((microseconds(Duration::from_nanos(1_260)) - 1.3).abs() < 1e-9);
    }
}
