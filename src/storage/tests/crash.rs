//! A disk that stops working at any step: what was acknowledged is there afterwards.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::storage::medium::Blob;

/// A disk that does so many steps and then fails for good; a write it fails at is half done.
#[derive(Clone, Debug)]
pub(super) struct Failing {
    steps: Arc<AtomicUsize>,
}

impl Failing {
    pub(super) fn after(steps: usize) -> Self {
        Self { steps: Arc::new(AtomicUsize::new(steps)) }
    }

    fn step(&self) -> io::Result<()> {
        let left = self.steps.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        left.map(drop).map_err(|_| io::Error::other("the disk is gone"))
    }

    fn wrap(&self, blob: Box<dyn Blob>) -> Box<dyn Blob> {
        Box::new(FailingBlob { blob, disk: self.clone() })
    }
}

#[derive(Debug)]
struct FailingBlob {
    blob: Box<dyn Blob>,
    disk: Failing,
}

impl Medium for Failing {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Blob>> {
        self.step()?;
        Ok(self.wrap(Disk.create(path)?))
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn Blob>> {
        self.step()?;
        Ok(self.wrap(Disk.open(path, write)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Disk.rename(from, to)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        // What was written survives the end of a process without it; waiting for a real disk would only take time.
        let _ = path;
        self.step()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.remove(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.step()?;
        Disk.exists(path)
    }
}

impl Blob for FailingBlob {
    fn length(&mut self) -> io::Result<u64> {
        self.disk.step()?;
        self.blob.length()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.disk.step()?;
        self.blob.read_at(offset, buffer)
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let done = self.disk.step();
        let written = if done.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        self.blob.write_at(offset, written)?;
        done
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.disk.step()?;
        self.blob.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.step()
    }
}

/// Makes a store on a disk that fails after so many steps, for rooms that work through a store.
pub(crate) fn on_failing_disk(path: &Path, steps: usize) -> Result<Store, StorageError> {
    Store::create_on(Arc::new(Failing::after(steps)), Paths::new(path), UUID, None)
}

/// Makes a store, appends, checkpoints, appends and closes; counts what was acknowledged until the disk fails.
fn work(disk: Failing, paths: &Paths, acknowledged: &mut usize) -> Result<(), StorageError> {
    let mut store = Store::create_on(Arc::new(disk), paths.clone(), UUID, None)?;
    let mut graph = Graph::new();
    for (number, batch) in batches().iter().enumerate() {
        if let Err(error) = append(&mut store, &mut graph, batch) {
            assert!(matches!(store.append(batch), Err(StorageError::Poisoned { .. })), "after {error}");
            return Err(error);
        }
        *acknowledged += 1;
        if number == 1 {
            store.checkpoint(&graph)?;
        }
    }
    store.close(&graph)
}

#[test]
fn a_disk_that_fails_at_any_step_keeps_what_was_acknowledged() {
    let prefixes = prefixes();
    for steps in 0.. {
        let (_directory, paths) = place();
        let mut acknowledged = 0;
        let finished = work(Failing::after(steps), &paths, &mut acknowledged).is_ok();
        match Store::open(&paths.snapshot, Access::ReadWrite) {
            Ok((mut store, graph, _)) => {
                let content = print(graph.view());
                let found = prefixes.iter().position(|prefix| *prefix == content).expect("a prefix of the batches");
                // A batch that failed to be acknowledged may be there all the same.
                assert!((acknowledged..=acknowledged + 1).contains(&found), "step {steps}: {found} of {acknowledged}");
                store.append(&Batch { changes: vec![node(9, &[], &[])] }).expect("it works again");
            }
            Err(error) => assert!(acknowledged == 0 && matches!(error, StorageError::Missing { .. }), "{error}"),
        }
        if finished {
            assert!(steps > 50, "the disk was not used much");
            return;
        }
    }
}

#[test]
fn a_failing_opening_changes_nothing_that_matters() {
    let prefixes = prefixes();
    for steps in 0.. {
        let (_directory, paths) = place();
        sample(&paths, true).expect("a store can be written");
        let torn = [&*std::fs::read(&paths.journal).expect("there is a journal"), b"torn"].concat();
        std::fs::write(&paths.journal, torn).expect("the journal can be written");
        let opened = Store::open_to_write(Arc::new(Failing::after(steps)), paths.clone(), None).is_ok();
        assert_eq!(read(&paths).expect("the store is sound").0, prefixes[4], "step {steps}");
        if opened {
            return;
        }
    }
}
