//! What a store promises: nothing acknowledged is lost, nothing damaged is believed.

pub(crate) mod crash;
mod damage;
mod disk;
mod forged;
mod golden;
pub(crate) mod late;
mod mutant;
mod power;
mod roads;
mod saved;

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;

use self::crash::Failing;
use super::format::header::{FileKind, Header};
use super::medium::{Disk, Medium};
use super::paths::Paths;
use super::snapshot::Snapshot;
use super::*;
use crate::graph::tests::{node, print, relationship, text};
use crate::graph::{Batch, Change, Graph};
use crate::time::Date;
use crate::value::{NodeId, RelationshipId, Value};

const UUID: [u8; 16] = *b"0123456789abcdef";

/// Batches that create, change and delete, with every kind of column.
fn batches() -> Vec<Batch> {
    let day = |days| Value::Date(Date { days });
    let batch = |changes| Batch { changes };
    let set = |id, key: &str, value| Change::SetNodeProperty { id: NodeId(id), key: key.into(), value };
    vec![
        batch(vec![
            node(0, &["Entity", "City"], &[("name", text("Kyiv")), ("lat", Value::Float(50.45))]),
            node(
                1,
                &["Event"],
                &[("start", day(20232)), ("killed", Value::Integer(3)), ("alleged", Value::Boolean(true))],
            ),
            relationship(0, "OCCURRED_IN", 1, 0),
        ]),
        batch(vec![
            node(2, &[], &[("aliases", Value::list([text("Kiev"), text("Київ")])), ("killed", text("several"))]),
            relationship(1, "ABOUT", 2, 2),
            Change::AddLabel { id: NodeId(2), label: "Event".into() },
            Change::SetRelationshipProperty { id: RelationshipId(1), key: "weight".into(), value: Value::Integer(-7) },
        ]),
        batch(vec![set(0, "lat", Value::Null), Change::DeleteRelationship { id: RelationshipId(1) }]),
        batch(vec![Change::DeleteNode { id: NodeId(2) }, set(0, "name", text("Київ"))]),
    ]
}

/// The graph after each number of batches, printed.
fn prefixes() -> Vec<String> {
    let mut graph = Graph::new();
    let mut prints = vec![print(graph.view())];
    for batch in batches() {
        graph.apply(&batch).expect("the batches make sense");
        prints.push(print(graph.view()));
    }
    prints
}

/// A place for a store.
fn place() -> (TempDir, Paths) {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let paths = Paths::new(&directory.path().join("graph.annals"));
    (directory, paths)
}

fn append(store: &mut Store, graph: &mut Graph, batch: &Batch) -> Result<(), StorageError> {
    store.append(batch)?;
    graph.apply(batch).expect("the batches make sense");
    Ok(())
}

/// A store with two batches in the snapshot and two in the journal, closed or not.
fn sample(paths: &Paths, closed: bool) -> Result<(), StorageError> {
    let mut store = Store::create_on(Arc::new(Failing::after(usize::MAX)), paths.clone(), UUID, None)?;
    let mut graph = Graph::new();
    let batches = batches();
    for batch in &batches[..2] {
        append(&mut store, &mut graph, batch)?;
    }
    store.checkpoint(&graph)?;
    store.append_all(&batches[2..])?;
    if closed {
        store.mark_closed()?;
    }
    Ok(())
}

/// The place of the last byte before the room for records to come.
fn last_written(journal: &[u8]) -> usize {
    journal.iter().rposition(|byte| *byte != 0).expect("a header")
}

fn read(paths: &Paths) -> Result<(String, Opening), StorageError> {
    let (_, graph, opening) = Store::open(&paths.snapshot, Access::ReadOnly)?;
    Ok((print(graph.view()), opening))
}

/// A graph's snapshot.
fn snapshot_of(graph: &Graph) -> Vec<u8> {
    let (_directory, paths) = place();
    writer::write(&Disk, &paths.snapshot, header(), graph).expect("a snapshot can be written");
    fs::read(&paths.snapshot).expect("it was written")
}

fn header() -> Header {
    Header {
        kind: FileKind::Snapshot,
        version: Version::CURRENT,
        store: UUID,
        generation: 0,
        sequence: 0,
        directory_length: 0,
        directory_checksum: 0,
    }
}

/// The graph of a snapshot; its file is gone from the directory by the time it is read.
fn opened(bytes: &[u8], graph: impl FnOnce(&Snapshot) -> Result<Graph, StorageError>) -> Graph {
    let (_directory, paths) = place();
    fs::write(&paths.snapshot, bytes).expect("a file can be written");
    let snapshot = Snapshot::open(&Disk, &paths.snapshot).expect("the snapshot is sound");
    graph(&snapshot).expect("the snapshot is sound")
}

#[test]
fn what_was_appended_is_there_after_opening() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let (content, opening) = read(&paths).expect("a store can be read");
    assert_eq!(content, prefixes()[4]);
    assert_eq!((opening.batches, opening.closed, opening.notes), (2, true, Vec::new()));
}

#[test]
fn the_closed_file_is_complete_alone() {
    let (_directory, paths) = place();
    let mut store = Store::create(&paths.snapshot).expect("a store can be made");
    let mut graph = Graph::new();
    for batch in batches() {
        append(&mut store, &mut graph, &batch).expect("a batch can be written");
    }
    store.close(&graph).expect("a store can be closed");
    fs::remove_file(&paths.journal).expect("there is a journal");
    let (content, opening) = read(&paths).expect("a copied snapshot can be read");
    assert_eq!(content, prefixes()[4]);
    assert_eq!(opening.notes, [Note::NoJournal { sequence: 4 }]);
}

#[test]
fn a_store_goes_on_where_it_was_closed() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let (mut store, mut graph, _) = Store::open(&paths.snapshot, Access::ReadWrite).expect("a store can be opened");
    let batch = Batch { changes: vec![node(3, &["Later"], &[])] };
    append(&mut store, &mut graph, &batch).expect("a batch can be written");
    drop(store);
    assert_eq!(read(&paths).expect("a store can be read").0, print(graph.view()));
}

#[test]
fn one_writes_many_read() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let writer = Store::open(&paths.snapshot, Access::ReadWrite).expect("a store can be opened");
    assert!(Store::open(&paths.snapshot, Access::ReadWrite).expect_err("there is a writer").is_locked());
    let (mut reader, ..) = Store::open(&paths.snapshot, Access::ReadOnly).expect("readers take no lock");
    assert!(matches!(reader.append(&batches()[0]), Err(StorageError::ReadOnly { .. })));
    drop(writer);
}

#[test]
fn a_look_over_a_store_finds_what_is_damaged() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let report = check(&paths.snapshot).expect("the header is sound");
    assert_eq!((report.sequence, report.batches, report.damage.len()), (2, 2, 0), "{report}");
    let section = report.sections.last().expect("there are sections");
    let mut bytes = fs::read(&paths.snapshot).expect("there is a snapshot");
    bytes[usize::try_from(section.offset).expect("a small file")] ^= 1;
    fs::write(&paths.snapshot, bytes).expect("the snapshot can be written");
    let report = check(&paths.snapshot).expect("the header is sound");
    assert_eq!((report.damage.len(), report.sections.iter().filter(|section| !section.sound).count()), (1, 1));
}

#[cfg(unix)]
#[test]
fn a_store_is_its_owners_and_opens_from_a_read_only_directory() {
    use std::os::unix::fs::PermissionsExt;
    let (directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    for path in [&paths.snapshot, &paths.journal] {
        assert_eq!(fs::metadata(path).expect("it is there").permissions().mode() & 0o777, 0o600);
    }
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o500)).expect("it is ours");
    let before: Vec<_> = fs::read_dir(directory.path()).expect("it can be listed").collect();
    assert_eq!(read(&paths).expect("reading writes nothing").0, prefixes()[4]);
    assert_eq!(fs::read_dir(directory.path()).expect("it can be listed").count(), before.len());
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).expect("it is ours");
}

#[test]
fn a_batch_too_large_for_one_record_is_whole_or_not_there() {
    let (_directory, paths) = place();
    let mut store = Store::create(&paths.snapshot).expect("a store can be made");
    let long = text(&"x".repeat(24 << 10));
    let changes = (0..4).map(|id| node(id, &[], &[("text", long.clone())])).collect();
    store.append(&Batch { changes }).expect("a batch may be large");
    drop(store);
    let (_, graph, opening) = Store::open(&paths.snapshot, Access::ReadOnly).expect("a store can be opened");
    assert_eq!((graph.view().node_count(), opening.batches), (4, 1));

    // Cut within the last record: the first part alone is nothing.
    let bytes = fs::read(&paths.journal).expect("there is a journal");
    fs::write(&paths.journal, &bytes[..last_written(&bytes)]).expect("it can be cut");
    let (_, graph, opening) = Store::open(&paths.snapshot, Access::ReadOnly).expect("a torn tail is no damage");
    assert_eq!((graph.view().node_count(), opening.batches, opening.notes.len()), (0, 0, 1));

    let huge = Batch { changes: vec![node(0, &[], &[("text", text(&"x".repeat(65 << 10)))])] };
    let (mut store, ..) = Store::open(&paths.snapshot, Access::ReadWrite).expect("a store can be opened");
    assert!(matches!(store.append(&huge), Err(StorageError::TooLarge { .. })));
    store.append(&Batch { changes: vec![node(0, &[], &[])] }).expect("nothing was written of it");
}

#[test]
fn room_for_records_to_come_is_kept_while_a_store_is_written_to_and_given_back() {
    let (_directory, paths) = place();
    let mut store = Store::create(&paths.snapshot).expect("a store can be made");
    let length = || fs::metadata(&paths.journal).expect("there is a journal").len();
    let mut lengths = std::collections::BTreeSet::new();
    for id in 0..100 {
        store.append(&Batch { changes: vec![node(id, &["City"], &[])] }).expect("a batch can be written");
        lengths.insert(length());
        if id % 10 == 0 {
            let (_, graph, opening) = Store::open(&paths.snapshot, Access::ReadOnly).expect("it can be read meanwhile");
            assert_eq!((graph.view().node_count(), opening.notes.len()), (id as usize + 1, 0));
        }
    }
    assert!(lengths.len() < 12, "the file grew {} times for a hundred batches", lengths.len());
    store.mark_closed().expect("it can be closed");
    let bytes = fs::read(&paths.journal).expect("there is a journal");
    assert!(Store::open(&paths.snapshot, Access::ReadOnly).expect("it opens").2.closed);
    assert!(length() < *lengths.last().expect("it was written to"));

    // Nothing is put aside of room that a killed session left, and nothing is lost.
    fs::write(&paths.journal, [&*bytes, &[0; 5000]].concat()).expect("it can be written");
    drop(store);
    let (store, graph, opening) = Store::open(&paths.snapshot, Access::ReadWrite).expect("it opens");
    assert_eq!((graph.view().node_count(), opening.closed, opening.notes.len()), (100, false, 0));
    drop(store);
}

#[test]
fn readers_see_a_prefix_whatever_the_writer_does() {
    let (_directory, paths) = place();
    let prefixes = prefixes();
    let mut store = Store::create(&paths.snapshot).expect("a store can be made");
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut latest = 0;
            while latest < 4 {
                let (content, opening) = read(&paths).expect("a reader is never refused");
                let found = prefixes.iter().position(|prefix| *prefix == content).expect("a prefix");
                assert!(found >= latest, "{found} after {latest}");
                assert!(opening.notes.iter().all(|note| matches!(note, Note::TornTail { .. })), "{opening:?}");
                latest = found;
            }
        });
        let mut graph = Graph::new();
        for batch in batches() {
            append(&mut store, &mut graph, &batch).expect("a batch can be written");
            store.checkpoint(&graph).expect("a snapshot can be written");
        }
        reader.join().expect("the reader's assertions hold");
    });
}
