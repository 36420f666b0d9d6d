//! Saving what is left of a damaged store: what can be proven goes into a new one, and every loss is named.
//!
//! 1. Of the snapshot, what passes its checksums. Nodes stay as they are, or are lost whole; a relationship goes with its ends.
//! 2. Of the journal, the batches up to the first that is damaged or contradicts what is left. Later ones are left out: what
//!    they changed may be what is missing.
//! 3. The graph is written as a store of its own. The damaged one is not touched.

use std::ops::Range;
use std::path::Path;

use super::StorageError;
use super::format::header::{FileKind, Header};
use super::medium::{Blob, Disk, Medium};
use super::paths::Paths;
use super::replay::replay;
use super::snapshot::{Snapshot, read_header};
use super::store::Store;
use crate::graph::{Change, Graph, View};
use crate::value::{NodeId, RelationshipId};

/// What was saved of a damaged store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SalvageReport {
    /// How many nodes were saved.
    pub nodes: usize,
    /// How many relationships were saved.
    pub relationships: usize,
    /// How many batches of the journal are part of that.
    pub batches: u64,
    /// What was lost, a sentence each; none where everything could be read.
    pub losses: Vec<String>,
}

/// Saves what is left of the store at `path` as a new store at `to`, where nothing may be yet.
///
/// # Errors
/// [`StorageError::Missing`] where there is no store; [`StorageError::Damaged`] where nothing of it can be believed;
/// [`StorageError::Exists`] and [`StorageError::Io`] of the new store.
pub fn salvage(path: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<SalvageReport, StorageError> {
    if Store::exists(to.as_ref()) {
        return Err(StorageError::Exists { path: to.as_ref().to_owned() });
    }
    let (graph, report) = salvage_on(&Disk, &Paths::new(path.as_ref()))?;
    Store::backup(to, &graph, None)?;
    Ok(report)
}

/// What is left of a store.
pub(super) fn salvage_on(medium: &dyn Medium, paths: &Paths) -> Result<(Graph, SalvageReport), StorageError> {
    let exists = |path: &Path| medium.exists(path).map_err(StorageError::io("look for", path));
    if !exists(&paths.snapshot)? && !exists(&paths.journal)? {
        return Err(StorageError::Missing { path: paths.snapshot.clone() });
    }
    let mut report = SalvageReport::default();
    let graph = report.pieces(medium, paths)?;
    report.nodes = graph.view().node_count();
    report.relationships = graph.view().relationship_count();
    Ok((graph, report))
}

impl SalvageReport {
    /// What is left of the snapshot and of the journal.
    fn pieces(&mut self, medium: &dyn Medium, paths: &Paths) -> Result<Graph, StorageError> {
        let snapshot = self.snapshot(medium, &paths.snapshot);
        let journal = self.journal(medium, &paths.journal);
        let (mut graph, header) = match (snapshot, &journal) {
            (Ok((graph, header)), _) => (graph, header),
            // The first journal has everything since the store was made.
            (Err(_), Some((_, journal))) if (journal.generation, journal.sequence) == (0, 0) => {
                (Graph::new(), *journal)
            }
            (Err(error), _) => return Err(error),
        };
        if let Some((mut blob, journal)) = journal {
            self.batches(&mut *blob, &paths.journal, &journal, &header, &mut graph);
        }
        Ok(graph)
    }

    /// What is left of the snapshot, where its header can be believed.
    fn snapshot(&mut self, medium: &dyn Medium, path: &Path) -> Result<(Graph, Header), StorageError> {
        let read = Snapshot::open(medium, path).and_then(|snapshot| Ok((snapshot.promised_graph()?, snapshot)));
        let (graph, snapshot) = read.inspect_err(|error| self.losses.push(format!("the whole snapshot: {error}")))?;
        let damage = snapshot.report().into_iter().filter_map(|(_, damage)| damage);
        self.losses.extend(damage.map(|damage| named(&damage, graph.view())));
        Ok((self.copy(graph.view()), snapshot.header))
    }

    fn journal(&mut self, medium: &dyn Medium, path: &Path) -> Option<(Box<dyn Blob>, Header)> {
        let open = || {
            let mut blob = medium.open(path, false).map_err(StorageError::io("open", path))?;
            let header = read_header(&mut *blob, path, FileKind::Journal)?;
            Ok::<_, StorageError>((blob, header))
        };
        open().map_err(|error| self.losses.push(format!("every batch of the journal: {error}"))).ok()
    }

    /// Applies the batches that can be believed.
    fn batches(&mut self, blob: &mut dyn Blob, path: &Path, journal: &Header, header: &Header, graph: &mut Graph) {
        if journal.store == header.store && journal.generation < header.generation {
            return;
        }
        let continues =
            (journal.store, journal.generation, journal.sequence) == (header.store, header.generation, header.sequence);
        if !continues {
            self.losses.push("every batch of the journal: it does not continue this snapshot".to_owned());
            return;
        }
        let ended = replay(blob, path, journal, &mut |sequence, offset, batch| {
            let refused = |error: crate::graph::ApplyError| {
                StorageError::damaged(path, offset, format!("batch {sequence}"), error.to_string())
            };
            graph.apply(&batch).map_err(refused)?;
            self.batches += 1;
            Ok(())
        });
        match ended {
            Ok(tail) => {
                let cut_off = |torn: Range<u64>| {
                    format!("a write that was cut off: {} bytes of the journal", torn.end - torn.start)
                };
                self.losses.extend(tail.torn().map(cut_off));
            }
            Err(error) => {
                self.losses.push(format!("batch {} and every later one: {error}", journal.sequence + self.batches + 1));
            }
        }
    }

    /// The nodes that are there, and the relationships that have both their ends.
    fn copy(&mut self, view: View<'_>) -> Graph {
        let mut graph = Graph::new();
        let mut lost = 0_usize;
        let nodes = view.nodes().map(|id| node(view, id));
        for change in nodes.chain(view.relationships().filter_map(|id| relationship(view, id))) {
            lost += usize::from(graph.apply(&crate::graph::Batch { changes: vec![change] }).is_err());
        }
        if lost > 0 {
            self.losses.push(format!("{lost} relationships without a node at one of their ends"));
        }
        graph
    }
}

/// What is damaged, and which property that is.
fn named(damage: &StorageError, view: View<'_>) -> String {
    let StorageError::Damaged { section, .. } = damage else { return damage.to_string() };
    let number = section.rsplit_once("property ").and_then(|(_, number)| number.parse::<u32>().ok());
    match view.keys_in_use().into_iter().find(|key| Some(key.0) == number) {
        Some(key) => format!("{damage}; it holds '{}'", view.name(key)),
        None => damage.to_string(),
    }
}

fn node(view: View<'_>, id: NodeId) -> Change {
    let labels = view.labels(id).iter().map(|label| view.name(*label).into()).collect();
    let properties = view.node_properties(id).into_iter().map(|(key, value)| (view.name(key).into(), value)).collect();
    Change::CreateNode { id, labels, properties }
}

fn relationship(view: View<'_>, id: RelationshipId) -> Option<Change> {
    let ends = view.relationship(id)?;
    let properties = view.relationship_properties(id).into_iter();
    let properties = properties.map(|(key, value)| (view.name(key).into(), value)).collect();
    let kind = view.name(ends.kind).into();
    Some(Change::CreateRelationship { id, kind, start: ends.start, end: ends.end, properties })
}
