//! How much one statement may use, and how to stop it.

use std::fmt::Display;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{ErrorKind, QueryError};

/// How much one statement may use before it is stopped with an error that names the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Wall time; 30 seconds.
    pub time: std::time::Duration,
    /// Rows returned; 1,000,000.
    pub rows: u64,
    /// Bytes held by operators that must hold rows (sorting, grouping, distinct), or made at once by an expression; 1 GiB.
    pub memory_bytes: u64,
    /// Relationships looked at by pattern matching; 50,000,000.
    pub path_steps: u64,
    /// Elements of one list; 10,000,000.
    pub list_length: u64,
    /// Bytes of one text; 256 MiB.
    pub text_bytes: u64,
    /// Bytes of the statement itself; 1 MiB.
    pub query_bytes: u64,
    /// Threads it may count on where there is very much to count; one. The answer is the same with any number.
    pub threads: NonZeroUsize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: std::time::Duration::from_secs(30),
            rows: 1_000_000,
            memory_bytes: 1 << 30,
            path_steps: 50_000_000,
            list_length: 10_000_000,
            text_bytes: 1 << 28,
            query_bytes: 1 << 20,
            threads: NonZeroUsize::MIN,
        }
    }
}

impl Limits {
    /// The limits that are counts, by the names errors call them by.
    ///
    /// ```
    /// let limits = annals::query::Limits::default();
    /// assert!(limits.counts().contains(&("rows", 1_000_000)));
    /// ```
    #[must_use]
    pub const fn counts(&self) -> [(&'static str, u64); 6] {
        [
            ("rows", self.rows),
            ("memory_bytes", self.memory_bytes),
            ("path_steps", self.path_steps),
            ("list_length", self.list_length),
            ("text_bytes", self.text_bytes),
            ("query_bytes", self.query_bytes),
        ]
    }

    /// Sets the limit of this name, where [`Limits::counts`] has one.
    ///
    /// ```
    /// let mut limits = annals::query::Limits::default();
    /// assert!(limits.set("path_steps", 1_000));
    /// assert!(!limits.set("steps", 1_000));
    /// ```
    pub fn set(&mut self, name: &str, count: u64) -> bool {
        let limit = match name {
            "rows" => &mut self.rows,
            "memory_bytes" => &mut self.memory_bytes,
            "path_steps" => &mut self.path_steps,
            "list_length" => &mut self.list_length,
            "text_bytes" => &mut self.text_bytes,
            "query_bytes" => &mut self.query_bytes,
            _ => return false,
        };
        *limit = count;
        true
    }
}

impl Limits {
    /// Refuses a statement whose text is longer than allowed: reading takes many times the memory of the text.
    ///
    /// # Errors
    /// [`ErrorKind::LimitExceeded`].
    pub fn check_text(&self, text: &str) -> Result<(), QueryError> {
        let length = text.len() as u64;
        if length <= self.query_bytes {
            return Ok(());
        }
        let what = format!("the statement is {length} bytes long; the limit is {}", self.query_bytes);
        Err(exceeded(what, "query_bytes"))
    }
}

/// The error of a limit that was reached: it names the setting, and the option of the program that raises it.
pub(super) fn exceeded(what: impl Display, setting: &str) -> QueryError {
    let option = if setting == "time" { "timeout".to_owned() } else { format!("limit-{}", setting.replace('_', "-")) };
    QueryError::runtime(ErrorKind::LimitExceeded, "", what.to_string())
        .help(format!("narrow the statement, or raise the limit `{setting}` (`--{option}`)"))
}

/// A flag that stops a running statement from another thread.
///
/// ```
/// let cancellation = annals::query::Cancellation::default();
/// let handle = cancellation.clone(); // for the thread that handles Ctrl-C
/// handle.cancel();
/// assert!(cancellation.is_cancelled());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Asks every statement that runs with this flag to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancellation::cancel`] was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Makes the flag ready for the next statement.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
