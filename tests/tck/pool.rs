//! Runs scenarios on two threads. A panic is a verdict, and so is a scenario that does not end.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::gherkin::Scenario;
use super::scenario;
use super::verdict::{Failure, Rungs, Verdict};

const THREADS: usize = 2;

/// How long one scenario may take. Most take a millisecond; a debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the threads share.
struct Shared {
    scenarios: Vec<Scenario>,
    folder: Box<Path>,
    next: AtomicUsize,
    /// Which scenario began when, until it ends.
    running: Mutex<BTreeMap<usize, Instant>>,
}

/// The verdict on every scenario, in order.
pub(crate) fn run(scenarios: &[Scenario], folder: &Path) -> Vec<Verdict> {
    panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
    let (sender, receiver) = mpsc::channel();
    let shared = Arc::new(Shared {
        scenarios: scenarios.to_vec(),
        folder: folder.into(),
        next: AtomicUsize::new(0),
        running: Mutex::default(),
    });
    (0..THREADS).for_each(|_| start(&shared, &sender));
    let mut verdicts = BTreeMap::new();
    while verdicts.len() < scenarios.len() {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok((index, verdict)) => {
                // What was given up may still end; the first verdict holds.
                verdicts.entry(index).or_insert(verdict);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                for index in shared.overdue() {
                    verdicts.insert(index, failed(&scenarios[index], Failure::Hang));
                    // The thread that hangs is lost; another takes its place.
                    start(&shared, &sender);
                }
            }
        }
    }
    drop(panic::take_hook());
    verdicts.into_values().collect()
}

fn start(shared: &Arc<Shared>, sender: &Sender<(usize, Verdict)>) {
    let (shared, sender) = (Arc::clone(shared), sender.clone());
    thread::spawn(move || {
        while let Some((index, scenario)) = shared.take() {
            let verdict = guarded(scenario, &shared.folder);
            shared.running().remove(&index);
            if sender.send((index, verdict)).is_err() {
                return;
            }
        }
    });
}

impl Shared {
    fn take(&self) -> Option<(usize, &Scenario)> {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let scenario = self.scenarios.get(index)?;
        self.running().insert(index, Instant::now());
        Some((index, scenario))
    }

    fn running(&self) -> std::sync::MutexGuard<'_, BTreeMap<usize, Instant>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The scenarios that have been running for too long, each told once.
    fn overdue(&self) -> Vec<usize> {
        let mut running = self.running();
        let overdue: Vec<usize> =
            running.iter().filter(|(_, began)| began.elapsed() > PATIENCE).map(|(index, _)| *index).collect();
        running.retain(|index, _| !overdue.contains(index));
        overdue
    }
}

fn guarded(scenario: &Scenario, folder: &Path) -> Verdict {
    panic::catch_unwind(AssertUnwindSafe(|| scenario::run(scenario, folder)))
        .unwrap_or_else(|_| failed(scenario, Failure::Panic(PANIC.take())))
}

fn failed(scenario: &Scenario, failure: Failure) -> Verdict {
    Verdict { failure: Some(failure), rungs: scenario::expects_error(scenario).then(Rungs::default) }
}
