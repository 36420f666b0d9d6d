//! Work on several things at once, the results in the order of the things.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// The results of `work` on every item, in order, worked out on as many threads; one thread is the caller's own.
///
/// What comes out does not depend on the number of threads: each result is of its item alone.
///
/// ```
/// use annals::ingest::in_order;
/// use std::num::NonZeroUsize;
/// let threads = NonZeroUsize::new(2).unwrap();
/// assert_eq!(in_order(&["a", "b", "c"], threads, |letter| letter.to_uppercase()), ["A", "B", "C"]);
/// ```
pub fn in_order<T: Sync, R: Send>(items: &[T], threads: NonZeroUsize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    each_in_order(items.iter().collect(), threads, work)
}

/// The same for things that are used up.
pub(super) fn each_in_order<T: Send, R: Send>(
    things: Vec<T>,
    threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    if threads.get() == 1 || things.len() < 2 {
        return things.into_iter().map(work).collect();
    }
    let others = threads.get().min(things.len()) - 1;
    let queue = Mutex::new(things.into_iter().enumerate());
    let worker = || take_turns(&queue, &work);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// One thread's share: whatever is next, until nothing is left.
fn take_turns<T, R>(queue: &Mutex<impl Iterator<Item = (usize, T)>>, work: impl Fn(T) -> R) -> Vec<(usize, R)> {
    // Nobody works while holding the queue, so it is whole even after a panic elsewhere.
    let turns = std::iter::from_fn(|| queue.lock().unwrap_or_else(PoisonError::into_inner).next());
    turns.map(|(index, thing)| (index, work(thing))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items_whatever_the_threads() {
        let items: Vec<usize> = (0..100).collect();
        // The first items take longest, so that later ones are ready before them.
        let slow = |item: usize| (0..(100 - item) * 1000).map(std::hint::black_box).fold(item, |kept, _| kept);
        for threads in [1, 2, 3, 200] {
            let threads = NonZeroUsize::new(threads).expect("not zero");
            assert_eq!(in_order(&items, threads, |&item| slow(item)), items);
            assert_eq!(each_in_order(items.clone(), threads, slow), items);
        }
    }
}
