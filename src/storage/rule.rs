//! The rules of reading, of which a test may break one to see that its being broken is noticed.

/// A rule of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A journal continues the snapshot of its own generation, and its records each other.
    Sequences,
    /// What does not match its checksum is not believed.
    Checksums,
}

/// Whether a rule is kept, as it always is outside this room's own tests.
#[cfg(not(test))]
pub(super) const fn holds(_: Rule) -> bool {
    true
}

#[cfg(test)]
pub(super) use breaking::{break_for, holds};

#[cfg(test)]
mod breaking {
    use std::cell::Cell;

    use super::Rule;

    thread_local! {
        static BROKEN: Cell<Option<Rule>> = const { Cell::new(None) };
    }

    pub(in crate::storage) fn holds(rule: Rule) -> bool {
        BROKEN.get() != Some(rule)
    }

    /// Does something on this thread while a rule is broken.
    pub(in crate::storage) fn break_for<T>(rule: Option<Rule>, work: impl FnOnce() -> T) -> T {
        BROKEN.set(rule);
        let done = work();
        BROKEN.set(None);
        done
    }
}
