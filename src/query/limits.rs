//! How much one statement may use, and how to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much one statement may use before it is stopped with an error that names the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Wall time; 30 seconds.
    pub time: std::time::Duration,
    /// Rows returned; 1,000,000.
    pub rows: u64,
    /// Bytes held by operators that must hold rows (sorting, grouping, distinct); 1 GiB.
    pub memory_bytes: u64,
    /// Relationships looked at by pattern matching; 50,000,000.
    pub path_steps: u64,
    /// Elements of one list; 10,000,000.
    pub list_length: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: std::time::Duration::from_secs(30),
            rows: 1_000_000,
            memory_bytes: 1 << 30,
            path_steps: 50_000_000,
            list_length: 10_000_000,
        }
    }
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
