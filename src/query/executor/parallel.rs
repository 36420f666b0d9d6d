//! One large thing in parts, on as many threads as the statement may use.
//!
//! What comes out does not depend on the number of threads, because parts are put together in their order, and whoever works on
//! parts makes what may be put together so. A part may use what is left of the statement's budget, and looks at the clock itself.

use std::num::NonZeroUsize;
use std::time::Instant;

use crate::query::limits::exceeded;
use crate::query::{Context, ErrorKind, QueryError};

/// Fewer things are done before a thread has begun.
const FEW: usize = if cfg!(test) { 8 } else { 1 << 18 };

/// The results of `work` on parts of some things, in order, each told where it begins; one thread is the caller's own.
pub(super) fn in_parts<'t, T: Sync, R: Send>(
    things: &'t [T],
    threads: NonZeroUsize,
    work: impl Fn(usize, &'t [T]) -> R + Sync,
) -> Vec<R> {
    let threads = threads.get().min(things.len() / FEW).max(1);
    let length = things.len().div_ceil(threads).max(1);
    let mut parts = things.chunks(length).enumerate();
    let (_, first) = parts.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = parts.map(|(place, part)| scope.spawn(move || work(place * length, part))).collect();
        let mut done = vec![work(0, first)];
        for other in others {
            done.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    })
}

/// What a part of a statement may use.
pub(super) struct Share<'c> {
    pub(super) context: &'c Context,
    pub(super) started: Instant,
    /// Relationships it may look at, and bytes it may hold.
    pub(super) steps: u64,
    pub(super) bytes: u64,
}

impl Share<'_> {
    /// Stops a statement that was cancelled or took too long.
    pub(super) fn check(&self) -> Result<(), QueryError> {
        if self.context.cancellation.is_cancelled() {
            return Err(QueryError::runtime(ErrorKind::Cancelled, "", "the statement was cancelled"));
        }
        let limit = self.context.limits.time;
        if self.started.elapsed() > limit {
            return Err(exceeded(format!("the statement took longer than {limit:?}"), "time"));
        }
        Ok(())
    }

    /// The same, and one whose part has looked at too many relationships or holds too much by now.
    pub(super) fn check_use(&self, steps: usize, bytes: usize) -> Result<(), QueryError> {
        let limits = &self.context.limits;
        if steps as u64 > self.steps {
            return Err(too_many_steps(limits.path_steps));
        }
        if bytes as u64 > self.bytes {
            return Err(too_many_bytes(limits.memory_bytes));
        }
        self.check()
    }
}

/// The error of a pattern that looked at too many relationships.
pub(super) fn too_many_steps(limit: u64) -> QueryError {
    exceeded(format!("the pattern looked at more than {limit} relationships"), "path_steps")
}

/// The error of a statement that holds too much.
pub(super) fn too_many_bytes(limit: u64) -> QueryError {
    exceeded(format!("the statement needs more than {limit} bytes"), "memory_bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order_and_hold_everything_once() {
        for count in [0, 1, 7, 16, 17, 100] {
            let things: Vec<usize> = (0..count).collect();
            for threads in [1, 2, 3, 50] {
                let threads = NonZeroUsize::new(threads).expect("not zero");
                let parts = in_parts(&things, threads, |start, part| {
                    assert!(part.first().is_none_or(|first| *first == start));
                    part.to_vec()
                });
                assert!(parts.len() <= threads.get().min(count / FEW).max(1));
                assert_eq!(parts.concat(), things);
            }
        }
    }
}
