//! Work on several things at once, the results in the order of the things.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    if threads.get() == 1 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || take_turns(items, &next, &work);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(items.len())).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// One thread's share: whatever item is next, until none is left.
fn take_turns<T, R>(items: &[T], next: &AtomicUsize, work: impl Fn(&T) -> R) -> Vec<(usize, R)> {
    let turns = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&turn| turn < items.len()));
    turns.map(|turn| (turn, work(&items[turn]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items_whatever_the_threads() {
        let items: Vec<usize> = (0..100).collect();
        // The first items take longest, so that later ones are ready before them.
        let slow = |&item: &usize| (0..(100 - item) * 1000).map(std::hint::black_box).fold(item, |kept, _| kept);
        for threads in [1, 2, 3, 200] {
            let threads = NonZeroUsize::new(threads).expect("not zero");
            assert_eq!(in_order(&items, threads, slow), items);
        }
    }
}
