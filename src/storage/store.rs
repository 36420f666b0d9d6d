//! A store in use.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StorageError;
use super::format::header::{FileKind, Header};
use super::format::{Uuid, Version};
use super::journal::{self, Journal, SyncMode};
use super::lock::Lock;
use super::medium::{Disk, Medium};
use super::paths::Paths;
use super::recovery::{Note, Opening, Recovered, peek, recover};
use super::replay::Tail;
use super::snapshot::Snapshot;
use super::writer;
use crate::graph::{Batch, Change, Graph};

/// Snapshots up to this length are written anew whenever a session with changes is closed, so that the one file is complete.
const SMALL_SNAPSHOT: u64 = 16 << 20;

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading: takes no lock and writes nothing.
    ReadOnly,
    /// Reading and writing: nobody else may write meanwhile.
    ReadWrite,
}

/// A store in use: where batches become durable.
///
/// ```
/// use annals::graph::{Batch, Change, Graph};
/// use annals::storage::{Access, Store};
/// use annals::value::NodeId;
/// # let directory = tempfile::tempdir()?;
/// # let path = directory.path().join("graph.annals");
/// let (mut store, mut graph) = (Store::create(&path)?, Graph::new());
/// let changes = vec![Change::CreateNode { id: NodeId(0), labels: vec!["City".into()], properties: vec![] }];
/// let batch = Batch { changes };
/// store.append(&batch)?;
/// graph.apply(&batch)?;
/// store.close(&graph)?;
///
/// let (_, graph, _) = Store::open(&path, Access::ReadOnly)?;
/// assert_eq!(graph.view().node_count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Store {
    medium: Arc<dyn Medium>,
    paths: Paths,
    /// The snapshot's header.
    header: Header,
    snapshot_length: u64,
    /// The snapshot that the graph was opened from and may still have to read; none where the store was made.
    opened: Option<Arc<Snapshot>>,
    /// None in a store opened for reading.
    journal: Option<Journal>,
    mode: SyncMode,
    poisoned: bool,
    _lock: Option<Lock>,
}

impl Store {
    /// Whether there is anything at this path that [`Store::create`] would not overwrite.
    #[must_use]
    pub fn exists(path: impl AsRef<Path>) -> bool {
        let paths = Paths::new(path.as_ref());
        paths.snapshot.exists() || paths.journal.exists()
    }

    /// Makes an empty store where none is, open for writing.
    ///
    /// # Errors
    /// [`StorageError::Exists`] where there is a file; [`StorageError::Locked`]; [`StorageError::Io`].
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let paths = Paths::new(path.as_ref());
        // Nothing may be left beside a file that is in the way; `create_on` looks again under the lock.
        check_free(&Disk, &paths)?;
        let lock = Lock::take(&paths.lock, &paths.snapshot)?;
        Self::create_on(Arc::new(Disk), paths, random_uuid()?, Some(lock))
    }

    /// Opens a store and reads its graph.
    ///
    /// # Errors
    /// [`StorageError::Missing`], [`StorageError::NotAStore`], [`StorageError::NewerVersion`], [`StorageError::Damaged`],
    /// [`StorageError::Locked`] (for writing only) or [`StorageError::Io`].
    pub fn open(path: impl AsRef<Path>, access: Access) -> Result<(Self, Graph, Opening), StorageError> {
        let paths = Paths::new(path.as_ref());
        match access {
            Access::ReadOnly => Self::open_to_read(Arc::new(Disk), paths),
            Access::ReadWrite => {
                // A lock file must not be left beside a file that is no store, or is not there.
                peek(&Disk, &paths)?;
                let lock = Lock::take(&paths.lock, &paths.snapshot)?;
                Self::open_to_write(Arc::new(Disk), paths, Some(lock))
            }
        }
    }

    /// Makes a batch durable. When this returns, the batch survives a power cut.
    ///
    /// # Errors
    /// [`StorageError::ReadOnly`], [`StorageError::TooLarge`], or [`StorageError::Io`], after which the store refuses every
    /// write ([`StorageError::Poisoned`]) until it is opened again.
    pub fn append(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.append_all(std::slice::from_ref(batch))
    }

    /// Makes batches durable together, which costs hardly more than one.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_all(&mut self, batches: &[Batch]) -> Result<(), StorageError> {
        self.writing(|store| store.journal()?.append(batches))
    }

    /// Whether a batch of these changes could be appended, whatever else is in it.
    ///
    /// # Errors
    /// [`StorageError::TooLarge`] for a change that no record holds.
    pub fn check_fits(&self, changes: &[Change]) -> Result<(), StorageError> {
        journal::check_fits(changes)
    }

    /// Whether everything that the graph was asked for so far could be read as it was written.
    ///
    /// A large snapshot is read when it is needed. What cannot be read then looks as if it were not there, so nothing that
    /// was found in the graph may be believed, shown or kept before this says that it may.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] or [`StorageError::Io`]: the first thing that went wrong.
    pub fn check_reads(&self) -> Result<(), StorageError> {
        self.opened.as_ref().map_or(Ok(()), |snapshot| snapshot.file.check())
    }

    /// Whether every byte that the graph may still have to read is what was written: for whoever is about to let out all of it.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] or [`StorageError::Io`]: the first thing that is wrong.
    pub fn check_bytes(&self) -> Result<(), StorageError> {
        self.opened.as_ref().map_or(Ok(()), |snapshot| snapshot.verify())
    }

    /// When batches are made sure to be on the disk from now on; [`SyncMode::Full`] unless this says otherwise.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn set_sync_mode(&mut self, mode: SyncMode) -> Result<(), StorageError> {
        self.mode = mode;
        self.writing(|store| store.journal()?.set_mode(mode))
    }

    /// Makes every batch durable that is not yet, in a mode that leaves some to chance.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn sync(&mut self) -> Result<(), StorageError> {
        self.writing(|store| store.journal()?.sync())
    }

    /// Makes a store of its own at `path` that holds `graph`, whole or not at all, and never over a file. `of` is the store
    /// that the graph was opened from.
    ///
    /// # Errors
    /// As [`Store::create`]; [`StorageError::Damaged`] where the graph cannot be read.
    pub fn backup(path: impl AsRef<Path>, graph: &Graph, of: Option<&Self>) -> Result<(), StorageError> {
        let paths = Paths::new(path.as_ref());
        check_free(&Disk, &paths)?;
        let lock = Lock::take(&paths.lock, &paths.snapshot)?;
        let opened = of.and_then(|store| store.opened.clone());
        let mut store = Self::create_with(Arc::new(Disk), paths, random_uuid()?, Some(lock), (graph, opened))?;
        store.mark_closed()
    }

    /// Folds the journal into a new snapshot of `graph`, which has every batch that was appended and no other.
    ///
    /// # Errors
    /// As [`Store::append`]; [`StorageError::Damaged`] where the disk did not keep what was written to it.
    pub fn checkpoint(&mut self, graph: &Graph) -> Result<(), StorageError> {
        self.writing(|store| {
            let header = store.next_header()?;
            store.discard_leftovers()?;
            store.replace_snapshot(header, graph)?;
            store.replace_journal()
        })
    }

    /// Whether the journal has grown so long that a checkpoint would make the next opening faster.
    #[must_use]
    pub fn wants_checkpoint(&self) -> bool {
        self.journal_length() > self.snapshot_length.max(SMALL_SNAPSHOT)
    }

    /// Ends the session in an orderly way: small snapshots are brought up to date, and a mark says that nothing is missing.
    ///
    /// # Errors
    /// As [`Store::checkpoint`].
    pub fn close(mut self, graph: &Graph) -> Result<(), StorageError> {
        if self.journal.is_none() {
            return Ok(());
        }
        let changed = self.sequence() > self.header.sequence;
        if changed && (self.snapshot_length < SMALL_SNAPSHOT || self.journal_length() > self.snapshot_length / 8) {
            self.checkpoint(graph)?;
        }
        self.mark_closed()
    }

    /// Where the store is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.paths.snapshot
    }

    /// How many batches the store has ever taken.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.journal.as_ref().map_or(self.header.sequence, |journal| journal.sequence)
    }

    fn journal_length(&self) -> u64 {
        self.journal.as_ref().map_or(0, |journal| journal.length)
    }
}

/// The same on any medium.
impl Store {
    pub(super) fn create_on(
        medium: Arc<dyn Medium>,
        paths: Paths,
        store: Uuid,
        lock: Option<Lock>,
    ) -> Result<Self, StorageError> {
        Self::create_with(medium, paths, store, lock, (&Graph::new(), None))
    }

    /// Makes a store of a graph, and of the file that the graph may still have to read.
    fn create_with(
        medium: Arc<dyn Medium>,
        paths: Paths,
        store: Uuid,
        lock: Option<Lock>,
        (graph, opened): (&Graph, Option<Arc<Snapshot>>),
    ) -> Result<Self, StorageError> {
        check_free(&*medium, &paths)?;
        let header = Header {
            kind: FileKind::Snapshot,
            version: Version::CURRENT,
            store,
            generation: 0,
            sequence: 0,
            directory_length: 0,
            directory_checksum: 0,
        };
        let (journal, mode, poisoned) = (None, SyncMode::Full, false);
        let mut store =
            Self { medium, paths, header, snapshot_length: 0, opened, journal, mode, poisoned, _lock: lock };
        store.discard_leftovers()?;
        store.replace_snapshot(header, graph)?;
        store.replace_journal()?;
        Ok(store)
    }

    pub(super) fn open_to_read(medium: Arc<dyn Medium>, paths: Paths) -> Result<(Self, Graph, Opening), StorageError> {
        let recovered = recover(&*medium, &paths)?;
        let mut opening = recovered.opening();
        if let Some(torn) = recovered.tail.and_then(Tail::torn) {
            opening.notes.push(Note::TornTail { offset: torn.start, length: torn.end - torn.start, kept: None });
        }
        let Recovered { graph, header, snapshot, tail, .. } = recovered;
        let header = Header { sequence: tail.map_or(header.sequence, |tail| tail.sequence), ..header };
        let store = Self::opened(medium, paths, header, snapshot, None);
        Ok((store, graph, opening))
    }

    pub(super) fn open_to_write(
        medium: Arc<dyn Medium>,
        paths: Paths,
        lock: Option<Lock>,
    ) -> Result<(Self, Graph, Opening), StorageError> {
        let recovered = recover(&*medium, &paths)?;
        let mut opening = recovered.opening();
        let Recovered { graph, header, snapshot, tail, .. } = recovered;
        let mut store = Self::opened(medium, paths, header, snapshot, lock);
        store.discard_leftovers()?;
        // A program that ended between renaming and this may have left names that are seen and not on the disk.
        store.sync_directory()?;
        match tail {
            None => store.replace_journal()?,
            Some(tail) => opening.notes.extend(store.continue_journal(tail)?),
        }
        Ok((store, graph, opening))
    }

    fn opened(medium: Arc<dyn Medium>, paths: Paths, header: Header, snapshot: Snapshot, lock: Option<Lock>) -> Self {
        let (snapshot_length, opened) = (snapshot.length, Some(Arc::new(snapshot)));
        let (journal, mode, poisoned) = (None, SyncMode::Full, false);
        Self { medium, paths, header, snapshot_length, opened, journal, mode, poisoned, _lock: lock }
    }

    /// Leaves a mark that nothing is missing.
    pub(super) fn mark_closed(&mut self) -> Result<(), StorageError> {
        self.writing(|store| store.journal()?.close())
    }

    /// Does something that writes; a failure leaves the store refusing to write.
    fn writing(&mut self, work: impl FnOnce(&mut Self) -> Result<(), StorageError>) -> Result<(), StorageError> {
        if self.poisoned {
            return Err(StorageError::Poisoned { path: self.paths.snapshot.clone() });
        }
        let done = work(self);
        // What the kernel does with pages it failed to write is unknown, so a failed sync is never tried again.
        self.poisoned = matches!(done, Err(StorageError::Io { .. } | StorageError::Damaged { .. }));
        done
    }

    fn journal(&mut self) -> Result<&mut Journal, StorageError> {
        self.journal.as_mut().ok_or_else(|| StorageError::ReadOnly { path: self.paths.snapshot.clone() })
    }

    /// The header of the next snapshot.
    fn next_header(&mut self) -> Result<Header, StorageError> {
        let sequence = self.journal()?.sequence;
        Ok(Header { version: Version::CURRENT, generation: self.header.generation + 1, sequence, ..self.header })
    }

    /// Temporary file, sync, read again, rename, sync the directory: at every moment there is a whole snapshot.
    fn replace_snapshot(&mut self, header: Header, graph: &Graph) -> Result<(), StorageError> {
        let (new, path) = (&self.paths.new_snapshot, &self.paths.snapshot);
        self.snapshot_length = self.tidy(new, self.write_snapshot(header, graph))?;
        self.medium.rename(new, path).map_err(StorageError::io("replace", path))?;
        self.sync_directory()?;
        self.header = header;
        Ok(())
    }

    fn sync_directory(&self) -> Result<(), StorageError> {
        let path = &self.paths.snapshot;
        self.medium.sync_dir(path).map_err(StorageError::io("sync the directory of", path))
    }

    /// Writes a new snapshot beside the old one and reads it again; answers with its length.
    fn write_snapshot(&self, header: Header, graph: &Graph) -> Result<u64, StorageError> {
        let new = &self.paths.new_snapshot;
        let length = writer::write(&*self.medium, new, header, graph)?;
        // What could not be read is missing in what was written.
        self.check_reads()?;
        Snapshot::open(&*self.medium, new)?.verify()?;
        Ok(length)
    }

    /// A new journal that continues the snapshot.
    fn replace_journal(&mut self) -> Result<(), StorageError> {
        let header = self.journal_header();
        let Paths { journal, new_journal, .. } = &self.paths;
        let mut created = self.tidy(new_journal, journal::create(&*self.medium, journal, new_journal, &header))?;
        created.set_mode(self.mode)?;
        self.journal = Some(created);
        Ok(())
    }

    /// Takes away what a failure left half made: nothing reads it, and on a full disk its room is wanted.
    fn tidy<T>(&self, temporary: &Path, made: Result<T, StorageError>) -> Result<T, StorageError> {
        if made.is_err() {
            // Should this fail too, the next opening takes it away.
            let _ = self.medium.remove(temporary);
        }
        made
    }

    /// Goes on writing where the valid records of the journal end.
    ///
    /// A journal that was not closed may show records which are not on the disk: those of a sync that failed. Written anew,
    /// they are, before any other record follows them.
    fn continue_journal(&mut self, mut tail: Tail) -> Result<Option<Note>, StorageError> {
        let Paths { journal: path, new_journal, .. } = &self.paths;
        let mut blob = self.medium.open(path, false).map_err(StorageError::io("open", path))?;
        let mut note = None;
        if let Some(torn) = tail.torn() {
            let (offset, length) = (torn.start, torn.end - torn.start);
            let mut torn = vec![0; usize::try_from(length).expect("a torn tail is shorter than the journal in memory")];
            blob.read_at(offset, &mut torn).map_err(StorageError::io("read", path))?;
            note = Some(Note::TornTail { offset, length, kept: Some(self.put_aside(&torn, tail.sequence)?) });
        }
        let blob = if tail.is_safe() {
            self.medium.open(path, true).map_err(StorageError::io("open", path))?
        } else {
            tail.closed = false;
            self.tidy(new_journal, journal::renew(&*self.medium, &mut *blob, path, new_journal, tail.next))?
        };
        let header = self.journal_header();
        self.journal = Some(Journal::at_end(blob, path.clone(), &header, tail));
        Ok(note)
    }

    /// Keeps bytes that are about to be cut off.
    fn put_aside(&self, bytes: &[u8], sequence: u64) -> Result<PathBuf, StorageError> {
        let mut attempt = 0;
        let (path, mut blob) = loop {
            let path = self.paths.tail(sequence, attempt);
            match self.medium.create(&path) {
                Ok(blob) => break (path, blob),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => attempt += 1,
                Err(error) => return Err(StorageError::io("create", &path)(error)),
            }
        };
        blob.write_at(0, bytes).map_err(StorageError::io("write", &path))?;
        blob.sync().map_err(StorageError::io("sync", &path))?;
        self.medium.sync_dir(&path).map_err(StorageError::io("sync the directory of", &path))?;
        Ok(path)
    }

    /// Removes temporary files that a crash left; nothing else ever reads them.
    fn discard_leftovers(&self) -> Result<(), StorageError> {
        for path in [&self.paths.new_snapshot, &self.paths.new_journal] {
            if self.medium.exists(path).map_err(StorageError::io("look for", path))? {
                self.medium.remove(path).map_err(StorageError::io("remove", path))?;
            }
        }
        Ok(())
    }

    fn journal_header(&self) -> Header {
        Header { kind: FileKind::Journal, directory_length: 0, directory_checksum: 0, ..self.header }
    }
}

/// Refuses to make a store where there is a file.
fn check_free(medium: &dyn Medium, paths: &Paths) -> Result<(), StorageError> {
    for path in [&paths.snapshot, &paths.journal] {
        if medium.exists(path).map_err(StorageError::io("look for", path))? {
            return Err(StorageError::Exists { path: path.clone() });
        }
    }
    Ok(())
}

fn random_uuid() -> Result<Uuid, StorageError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        let source = std::io::Error::other(error.to_string());
        StorageError::Io { action: "read", path: PathBuf::from("random numbers"), source }
    })?;
    // Version 4, variant 1 (RFC 9562, section 5.4).
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Ok(bytes)
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.paths.snapshot).field("sequence", &self.sequence()).finish()
    }
}
