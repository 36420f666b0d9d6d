//! Work on several things at once, with the results in the order of the things.

use std::sync::Mutex;

/// What `work` makes of each thing, on so many threads at most.
pub(super) fn map<T: Send, R: Send>(things: Vec<T>, threads: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if threads < 2 || things.len() < 2 {
        return things.into_iter().map(work).collect();
    }
    let count = things.len();
    let queue = Mutex::new(things.into_iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(count));
    let next = || queue.lock().expect("no worker panics with the queue").next();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                while let Some((place, thing)) = next() {
                    let result = work(thing);
                    done.lock().expect("no worker panics with the results").push((place, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("every worker is done");
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
