//! A disk in memory that loses power, runs full and fails: everything a real one may do between two syncs.
//!
//! A file's writes are *pending*, in sectors, until the file is synced; creations, renamings and removals until the directory
//! is. What a power cut leaves is any of them, in any order, and of one of them a half. After a sync that failed the pages
//! look clean, as they do on a real system: they can be read, and will never be written.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::storage::medium::{Blob, Medium};

/// What of a write is kept or lost together. Smaller than any real sector, so that small stores are torn in many places.
const SECTOR: usize = 64;

/// What goes wrong at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The power is gone.
    PowerCut,
    /// The step fails; of a write half is done, and what a sync should have kept will be lost.
    Error,
    /// The step fails; what a sync should have kept is still pending.
    UncertainError,
    /// From here on there is no room.
    Full,
}

/// A disk.
#[derive(Clone, Debug, Default)]
pub(super) struct SimulatedDisk(Arc<Mutex<Machine>>);

/// What a disk holds, and what its operating system thinks that it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Machine {
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<NameChange>,
    steps: usize,
    /// The steps that change something.
    changes: Vec<usize>,
    fault: Option<(usize, Fault)>,
    off: bool,
    full: bool,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    seen: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Clone, Debug)]
enum NameChange {
    Link(PathBuf, usize),
    Rename(PathBuf, PathBuf, usize),
    Remove(PathBuf),
}

impl SimulatedDisk {
    /// A disk with these contents.
    pub(super) fn holding(machine: Machine) -> Self {
        Self(Arc::new(Mutex::new(machine)))
    }

    /// Lets a step fail.
    pub(super) fn fail_at(&self, step: usize, fault: Fault) {
        self.machine().fault = Some((step, fault));
    }

    /// How many steps were done.
    pub(super) fn steps(&self) -> usize {
        self.machine().steps
    }

    /// The steps that changed something.
    pub(super) fn changes(&self) -> Vec<usize> {
        self.machine().changes.clone()
    }

    /// Makes room again.
    pub(super) fn make_room(&self) {
        self.machine().full = false;
    }

    /// The disk as it is now.
    pub(super) fn state(&self) -> Machine {
        self.machine().clone()
    }

    fn machine(&self) -> MutexGuard<'_, Machine> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Machine {
    /// A disk with these files on it.
    pub(super) fn with<'f>(files: impl Iterator<Item = (&'f Path, &'f [u8])>) -> Self {
        let mut machine = Self::default();
        for (path, content) in files {
            machine.names.insert(path.to_owned(), machine.inodes.len());
            let (seen, durable) = (content.to_vec(), content.to_vec());
            machine.inodes.push(Inode { seen, durable, pending: Vec::new() });
        }
        machine.durable_names.clone_from(&machine.names);
        machine
    }

    /// The content of every file, by name.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &[u8])> {
        self.names.iter().map(|(path, inode)| (path.as_path(), self.inodes[*inode].seen.as_slice()))
    }

    /// Counts a step and says what goes wrong at it.
    fn step(&mut self) -> io::Result<Option<Fault>> {
        if self.off {
            return Err(io::Error::other("the power is gone"));
        }
        let fault = self.fault.filter(|(step, _)| *step == self.steps).map(|(_, fault)| fault);
        self.steps += 1;
        self.off |= fault == Some(Fault::PowerCut);
        self.full |= fault == Some(Fault::Full);
        Ok(fault)
    }

    /// A step of which nothing is done when it fails.
    fn plain(&mut self) -> io::Result<()> {
        match self.step()? {
            None | Some(Fault::Full) => Ok(()),
            Some(_) => Err(io::Error::other("the disk failed")),
        }
    }

    /// Such a step that changes something.
    fn change(&mut self) -> io::Result<()> {
        self.changes.push(self.steps);
        self.plain()
    }

    fn room(&self) -> io::Result<()> {
        if self.full { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn write(&mut self, inode: usize, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.changes.push(self.steps);
        let fault = self.step()?;
        let offset = usize::try_from(offset).expect("a small file");
        let grows = offset + bytes.len() > self.inodes[inode].seen.len();
        let failed = fault.is_some_and(|fault| fault != Fault::Full) || (self.full && grows);
        // A power cut may come at the end of a write just as well as in its middle.
        let done = if failed && fault != Some(Fault::PowerCut) { &bytes[..bytes.len() / 2] } else { bytes };
        self.inodes[inode].write(offset, done);
        match (failed, self.full) {
            (false, _) => Ok(()),
            (true, true) => self.room(),
            (true, false) => Err(io::Error::other("the disk failed")),
        }
    }

    fn sync(&mut self, inode: usize) -> io::Result<()> {
        self.changes.push(self.steps);
        let fault = self.step()?;
        let inode = &mut self.inodes[inode];
        match fault {
            None | Some(Fault::Full) => {
                for piece in std::mem::take(&mut inode.pending) {
                    piece.apply(&mut inode.durable);
                }
                Ok(())
            }
            Some(fault) => {
                if fault == Fault::Error {
                    inode.pending.clear();
                }
                Err(io::Error::other("the disk failed"))
            }
        }
    }

    fn sync_names(&mut self) -> io::Result<()> {
        self.change()?;
        for change in std::mem::take(&mut self.pending_names) {
            change.apply(&mut self.durable_names);
        }
        Ok(())
    }

    fn change_name(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.pending_names.push(change);
    }

    /// What a power cut may leave: with few pending pieces every subset of them, else a choice of at most about `most`.
    pub(super) fn images(&self, most: usize, seed: u64) -> Vec<Self> {
        let units = self.units();
        choices(units.len(), most, seed).into_iter().map(|choice| self.image(&units, &choice)).collect()
    }

    /// Everything that may be lost on its own.
    fn units(&self) -> Vec<Unit> {
        let names = (0..self.pending_names.len()).map(Unit::Name);
        let pieces = self.inodes.iter().enumerate().flat_map(|(inode, file)| {
            file.pending.iter().enumerate().flat_map(move |(piece, pending)| {
                (0..pending.sectors()).map(move |sector| Unit::Sector { inode, piece, sector })
            })
        });
        names.chain(pieces).collect()
    }

    fn image(&self, units: &[Unit], choice: &Choice) -> Self {
        let mut image = Self { durable_names: self.durable_names.clone(), ..Self::default() };
        image.inodes = self.inodes.iter().map(|inode| Inode::holding(inode.durable.clone())).collect();
        for (number, unit) in units.iter().enumerate().filter(|(number, _)| choice.kept(*number)) {
            match unit {
                Unit::Name(change) => self.pending_names[*change].apply(&mut image.durable_names),
                Unit::Sector { inode, piece, sector } => {
                    let half = choice.torn == Some(number);
                    self.inodes[*inode].pending[*piece].apply_sector(*sector, half, &mut image.inodes[*inode].durable);
                }
            }
        }
        for (inode, kept) in self.inodes.iter().zip(&mut image.inodes) {
            // The length of a file may be on the disk before what it holds.
            if choice.stretched && kept.durable.len() < inode.seen.len() {
                kept.durable.resize(inode.seen.len(), 0);
            }
            kept.seen.clone_from(&kept.durable);
        }
        image.names.clone_from(&image.durable_names);
        image
    }
}

#[derive(Clone, Copy, Debug)]
enum Unit {
    Name(usize),
    Sector { inode: usize, piece: usize, sector: usize },
}

/// Which of the pending pieces a power cut leaves.
#[derive(Clone, Debug)]
struct Choice {
    kept: Vec<bool>,
    /// One that is there by half.
    torn: Option<usize>,
    stretched: bool,
}

impl Choice {
    fn kept(&self, number: usize) -> bool {
        self.kept[number] || self.torn == Some(number)
    }
}

/// Every subset of a few pieces; of many, none, all, each beginning, each one missing, each one alone, and random ones.
fn choices(count: usize, most: usize, seed: u64) -> Vec<Choice> {
    let mut subsets: Vec<Vec<bool>> = Vec::new();
    if count < 20 && 3 << count <= most {
        subsets.extend((0..1_usize << count).map(|bits| (0..count).map(|number| bits >> number & 1 == 1).collect()));
    } else {
        let step = (count * 18).div_ceil(most).max(1);
        subsets.extend((0..=count).step_by(step).map(|end| (0..count).map(|number| number < end).collect()));
        subsets.extend((0..count).step_by(step).map(|one| (0..count).map(|number| number != one).collect()));
        subsets.extend((0..count).step_by(step).map(|one| (0..count).map(|number| number == one).collect()));
        subsets.push(vec![true; count]);
        let mut random = seed | 1;
        let mut bit = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random & 1 == 1
        };
        subsets.extend((0..most / 6).map(|_| (0..count).map(|_| bit()).collect()));
    }
    let mut choices = Vec::new();
    for kept in subsets {
        let torn = kept.iter().position(|kept| !kept);
        choices.push(Choice { kept: kept.clone(), torn: None, stretched: false });
        if torn.is_some() {
            choices.push(Choice { kept: kept.clone(), torn, stretched: false });
            choices.push(Choice { kept, torn: None, stretched: true });
        }
    }
    choices
}

impl Inode {
    fn holding(durable: Vec<u8>) -> Self {
        Self { seen: Vec::new(), durable, pending: Vec::new() }
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) {
        let piece = Piece::Write { offset, bytes: bytes.to_vec() };
        piece.apply(&mut self.seen);
        self.pending.push(piece);
    }
}

impl Piece {
    fn apply(&self, content: &mut Vec<u8>) {
        (0..self.sectors()).for_each(|sector| self.apply_sector(sector, false, content));
    }

    /// How many pieces this one may be lost in.
    fn sectors(&self) -> usize {
        match self {
            Self::Write { bytes, .. } => bytes.len().div_ceil(SECTOR),
            Self::Length(_) => 1,
        }
    }

    fn apply_sector(&self, sector: usize, half: bool, content: &mut Vec<u8>) {
        match self {
            Self::Length(length) => content.resize(*length, 0),
            Self::Write { offset, bytes } => {
                let from = sector * SECTOR;
                let to = bytes.len().min(from + if half { SECTOR / 2 } else { SECTOR });
                content.resize(content.len().max(offset + to), 0);
                content[offset + from..offset + to].copy_from_slice(&bytes[from..to]);
            }
        }
    }
}

impl NameChange {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Link(path, inode) => {
                names.insert(path.clone(), *inode);
            }
            Self::Rename(from, to, inode) => {
                names.remove(from);
                names.insert(to.clone(), *inode);
            }
            Self::Remove(path) => {
                names.remove(path);
            }
        }
    }
}

#[derive(Debug)]
struct SimulatedFile {
    disk: SimulatedDisk,
    inode: usize,
}

impl SimulatedDisk {
    fn file(&self, inode: usize) -> Box<dyn Blob> {
        Box::new(SimulatedFile { disk: self.clone(), inode })
    }
}

impl Medium for SimulatedDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Blob>> {
        let mut machine = self.machine();
        machine.change()?;
        machine.room()?;
        if machine.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let inode = machine.inodes.len();
        machine.inodes.push(Inode::default());
        machine.change_name(NameChange::Link(path.to_owned(), inode));
        Ok(self.file(inode))
    }

    fn open(&self, path: &Path, _write: bool) -> io::Result<Box<dyn Blob>> {
        let mut machine = self.machine();
        machine.plain()?;
        machine.find(path).map(|inode| self.file(inode))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut machine = self.machine();
        machine.change()?;
        let inode = machine.find(from)?;
        machine.change_name(NameChange::Rename(from.to_owned(), to.to_owned(), inode));
        Ok(())
    }

    fn sync_dir(&self, _path: &Path) -> io::Result<()> {
        self.machine().sync_names()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut machine = self.machine();
        machine.change()?;
        machine.find(path)?;
        machine.change_name(NameChange::Remove(path.to_owned()));
        Ok(())
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        let mut machine = self.machine();
        machine.plain()?;
        Ok(machine.names.contains_key(path))
    }
}

impl Blob for SimulatedFile {
    fn length(&mut self) -> io::Result<u64> {
        let mut machine = self.disk.machine();
        machine.plain()?;
        Ok(machine.inodes[self.inode].seen.len() as u64)
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let mut machine = self.disk.machine();
        machine.plain()?;
        let offset = usize::try_from(offset).expect("a small file");
        let bytes = machine.inodes[self.inode].seen.get(offset..offset + buffer.len());
        buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.disk.machine().write(self.inode, offset, bytes)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        let mut machine = self.disk.machine();
        machine.change()?;
        let piece = Piece::Length(usize::try_from(length).expect("a small file"));
        let inode = &mut machine.inodes[self.inode];
        piece.apply(&mut inode.seen);
        inode.pending.push(piece);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.machine().sync(self.inode)
    }
}
