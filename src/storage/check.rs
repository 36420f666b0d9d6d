//! Looking a store over without using it: every section, every record.

use std::fmt;
use std::path::Path;

use super::medium::{Disk, Medium};
use super::paths::Paths;
use super::recovery::{Note, recover};
use super::snapshot::Snapshot;
use super::{StorageError, Version};

/// What a look over a store found.
#[derive(Debug)]
pub struct CheckReport {
    /// The format the snapshot was written in.
    pub version: Version,
    /// The store's identity, in hexadecimal.
    pub store: String,
    /// How many snapshots there were before this one.
    pub generation: u64,
    /// The last batch in the snapshot.
    pub sequence: u64,
    /// The parts of the snapshot, in order.
    pub sections: Vec<SectionReport>,
    /// How many batches the journal adds.
    pub batches: u64,
    /// What a user should know.
    pub notes: Vec<Note>,
    /// What is damaged; none in a sound store.
    pub damage: Vec<StorageError>,
}

/// A part of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionReport {
    /// What it holds.
    pub name: String,
    /// Where it begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub length: u64,
    /// Whether it is what was written.
    pub sound: bool,
}

/// Looks over the store at `path`. Writes nothing.
///
/// # Errors
/// What keeps the snapshot's header or directory from being read; any other damage is in the report.
pub fn check(path: impl AsRef<Path>) -> Result<CheckReport, StorageError> {
    check_on(&Disk, &Paths::new(path.as_ref()))
}

fn check_on(medium: &dyn Medium, paths: &Paths) -> Result<CheckReport, StorageError> {
    if !medium.exists(&paths.snapshot).map_err(StorageError::io("look for", &paths.snapshot))? {
        return Err(StorageError::Missing { path: paths.snapshot.clone() });
    }
    let snapshot = Snapshot::open(medium, &paths.snapshot)?;
    let mut report = CheckReport {
        version: snapshot.header.version,
        store: snapshot.header.store.iter().map(|byte| format!("{byte:02x}")).collect(),
        generation: snapshot.header.generation,
        sequence: snapshot.header.sequence,
        sections: Vec::new(),
        batches: 0,
        notes: Vec::new(),
        damage: Vec::new(),
    };
    report.check_sections(&snapshot);
    if report.damage.is_empty() {
        report.check_whole(medium, paths);
    }
    Ok(report)
}

impl CheckReport {
    fn check_sections(&mut self, snapshot: &Snapshot) {
        for (section, damage) in snapshot.report() {
            self.sections.push(section);
            self.damage.extend(damage);
        }
        if self.damage.is_empty() {
            self.damage.extend(snapshot.whole_graph().err());
        }
    }

    /// Whether the sections fit together and the journal continues them.
    fn check_whole(&mut self, medium: &dyn Medium, paths: &Paths) {
        match recover(medium, paths) {
            Ok(recovered) => {
                let opening = recovered.opening();
                self.batches = opening.batches;
                self.notes = opening.notes;
            }
            Err(error) => self.damage.push(error),
        }
    }
}

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, store, generation, sequence, batches, .. } = self;
        writeln!(f, "format {version}, store {store}, snapshot {generation} as of batch {sequence}")?;
        for section in &self.sections {
            let verdict = if section.sound { "sound" } else { "DAMAGED" };
            writeln!(f, "  {:>12} {:>12}  {verdict}  {}", section.offset, section.length, section.name)?;
        }
        writeln!(f, "journal: {batches} more batches")?;
        self.notes.iter().try_for_each(|note| writeln!(f, "note: {note}"))?;
        self.damage.iter().try_for_each(|damage| writeln!(f, "damage: {damage}"))
    }
}
