//! Snapshots whose checksums are all right, and which mean nonsense: whoever can compute a checksum can write it.

use proptest::prelude::*;

use super::damage::edit;
use super::*;
use crate::graph::Direction;
use crate::storage::format::catalog::StoredCatalog;
use crate::storage::format::directory::{SectionEntry, SectionKind, StoredHead};
use crate::storage::format::header::HEADER_LENGTH;
use crate::storage::format::{checksum, decode, encode};

/// A snapshot taken apart. Each of its sections is shorter than a chunk.
struct Forgery {
    header: Header,
    sections: Vec<Part>,
}

struct Part {
    entry: SectionEntry,
    pages: Vec<u32>,
    chunk: Vec<u8>,
}

impl Forgery {
    fn of(graph: &Graph) -> Self {
        let bytes = snapshot_of(graph);
        let header = Header::decode(FileKind::Snapshot, &bytes).expect("a sound header");
        let directory = bytes.len() - header.directory_length as usize;
        let entries: Vec<SectionEntry> = decode(&bytes[directory..]).expect("a sound directory");
        let part = |entry: SectionEntry| {
            let start = usize::try_from(entry.offset).expect("a small file");
            let end = start + usize::try_from(entry.length).expect("a small file");
            let head: StoredHead = decode(&bytes[end..end + entry.head_length as usize]).expect("a sound head");
            assert!(head.chunks.len() < 2);
            Part { entry, pages: head.pages, chunk: bytes[start..end].to_vec() }
        };
        Self { header, sections: entries.into_iter().map(part).collect() }
    }

    fn part(&mut self, kind: SectionKind) -> &mut Part {
        self.sections.iter_mut().find(|part| part.entry.kind() == kind).expect("there is such a section")
    }

    /// Puts the sections together again; `change` may still change the directory.
    fn seal(mut self, change: impl FnOnce(&mut Vec<SectionEntry>)) -> Vec<u8> {
        let mut bytes = vec![0; HEADER_LENGTH];
        for Part { entry, pages, chunk } in &mut self.sections {
            let chunks = if chunk.is_empty() { vec![] } else { vec![checksum(&[chunk]).to_le_bytes()] };
            let head = encode(&StoredHead { pages: pages.clone(), chunks });
            (entry.offset, entry.length) = (bytes.len() as u64, chunk.len() as u64);
            entry.head_length = u32::try_from(head.len()).expect("a small file");
            entry.head_checksum = checksum(&[&head]);
            bytes.extend(&*chunk);
            bytes.extend(head);
        }
        let mut entries = self.sections.iter().map(|part| part.entry).collect();
        change(&mut entries);
        let directory = encode(&entries);
        self.header.directory_length = u32::try_from(directory.len()).expect("a small file");
        self.header.directory_checksum = checksum(&[&directory]);
        bytes.extend(directory);
        bytes[..HEADER_LENGTH].copy_from_slice(&self.header.encode());
        bytes
    }
}

/// A graph with every kind of column.
fn graph() -> Graph {
    let mut graph = Graph::new();
    batches()[..2].iter().try_for_each(|batch| graph.apply(batch)).expect("the batches make sense");
    graph
}

fn open(
    bytes: &[u8],
    graph: impl FnOnce(&Snapshot) -> Result<Graph, StorageError>,
) -> Result<(Graph, Arc<file::SnapshotFile>), StorageError> {
    let (_directory, paths) = place();
    fs::write(&paths.snapshot, bytes).expect("a file can be written");
    let snapshot = Snapshot::open(&Disk, &paths.snapshot)?;
    Ok((graph(&snapshot)?, snapshot.file))
}

fn look_around(graph: &Graph) {
    let degrees = graph.view().nodes().map(|id| graph.view().degree(id, Direction::Both, None));
    std::hint::black_box(degrees.sum::<usize>());
}

/// Opens a snapshot in both ways. What is believed makes sense, and what is seen by looking is what a check saw.
fn look_into(bytes: &[u8]) -> Result<(), StorageError> {
    let promised = open(bytes, Snapshot::promised_graph).map(|(graph, file)| {
        let content = print(graph.view());
        look_around(&graph);
        file.check().map(|()| content)
    });
    let (whole, _) = open(bytes, Snapshot::whole_graph)?;
    assert!(whole.verify().is_ok());
    let seen = promised.expect("what passes a check can be promised").expect("what passes a check can be seen");
    assert_eq!(seen, print(whole.view()));
    snapshot_of(&whole);
    Ok(())
}

proptest! {
    #[test]
    fn nonsense_under_a_right_checksum_is_refused_or_makes_sense(
        section in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut forgery = Forgery::of(&graph());
        let section = section.index(forgery.sections.len());
        edit(&mut forgery.sections[section].chunk, &edits);
        // Only that it is found out is promised, or that it is no nonsense.
        let _ = look_into(&forgery.seal(|_| {}));
    }

    #[test]
    fn a_nonsensical_head_or_directory_never_panics(
        section in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        of_the_head in any::<bool>(),
    ) {
        let mut forgery = Forgery::of(&graph());
        let section = section.index(forgery.sections.len());
        if of_the_head {
            let mut pages: Vec<u8> = forgery.sections[section].pages.iter().flat_map(|page| page.to_le_bytes()).collect();
            edit(&mut pages, &edits);
            let pages = pages.as_chunks().0.iter().map(|page| u32::from_le_bytes(*page)).collect();
            forgery.sections[section].pages = pages;
            let _ = look_into(&forgery.seal(|_| {}));
        } else {
            let bytes = forgery.seal(|entries| {
                let mut bytes = encode(&entries);
                edit(&mut bytes, &edits);
                if let Ok(forged) = decode(&bytes) {
                    *entries = forged;
                }
            });
            let _ = look_into(&bytes);
        }
    }
}

#[test]
fn numbers_larger_than_the_file_are_refused_before_room_is_made_for_them() {
    let sections = Forgery::of(&graph()).sections.len();
    let wild = [u64::from(u32::MAX) - 1, u64::from(u32::MAX), 1 << 40, u64::MAX];
    for (section, number) in (0..sections).flat_map(|section| wild.map(|number| (section, number))) {
        let forge = |change: fn(&mut SectionEntry, u64)| {
            let bytes = Forgery::of(&graph()).seal(|entries| change(&mut entries[section], number));
            look_into(&bytes).is_err_and(|error| error.is_damaged())
        };
        assert!(forge(|entry, number| entry.offset = number), "offset {number} of {section}");
        assert!(forge(|entry, number| entry.length = number), "length {number} of {section}");
        let is_catalog = section + 1 == sections;
        assert!(is_catalog || forge(|entry, number| entry.count = number), "count {number} of {section}");
        assert!(forge(|entry, _| entry.head_length = u32::MAX), "head of {section}");
    }
    for next in [(u32::MAX, 2), (3, u32::MAX), (u32::MAX - 1, u32::MAX - 1)] {
        let mut forgery = Forgery::of(&graph());
        let catalog = forgery.part(SectionKind::Catalog);
        let chunk = catalog.chunk.clone();
        let mut stored: StoredCatalog<'_> = decode(&chunk).expect("a sound catalog");
        stored.next = next;
        catalog.chunk = encode(&stored);
        catalog.pages = vec![u32::try_from(catalog.chunk.len()).expect("a small file")];
        assert!(look_into(&forgery.seal(|_| {})).is_err_and(|error| error.is_damaged()), "{next:?}");
    }
}

#[test]
fn counts_that_contradict_what_is_counted_are_refused() {
    let changes: [fn(&mut StoredCatalog<'_>); 6] = [
        |catalog| catalog.nodes.swap(0, 1),
        |catalog| catalog.nodes[0] += 1,
        |catalog| catalog.sets[0] = catalog.sets[1].clone(),
        |catalog| catalog.relationships[0].1 += 1,
        |catalog| catalog.relationships.swap(0, 1),
        |catalog| catalog.symbols[0] = catalog.symbols[1],
    ];
    let mut graph = graph();
    let more = vec![node(3, &["Event"], &[]), relationship(2, "ABOUT", 3, 3)];
    graph.apply(&Batch { changes: more }).expect("the changes make sense");
    for (number, change) in changes.into_iter().enumerate() {
        let mut forgery = Forgery::of(&graph);
        let catalog = forgery.part(SectionKind::Catalog);
        let chunk = catalog.chunk.clone();
        let mut stored: StoredCatalog<'_> = decode(&chunk).expect("a sound catalog");
        change(&mut stored);
        catalog.chunk = encode(&stored);
        catalog.pages = vec![u32::try_from(catalog.chunk.len()).expect("a small file")];
        assert!(look_into(&forgery.seal(|_| {})).is_err_and(|error| error.is_damaged()), "change {number}");
    }
}

#[test]
fn rows_may_be_missing_but_not_wrong() {
    let graph = graph();
    let is_row = |entry: &SectionEntry| matches!(entry.kind(), SectionKind::Outgoing(_) | SectionKind::Incoming(_));
    let without = Forgery::of(&graph).seal(|entries| {
        entries.iter_mut().filter(|entry| is_row(entry)).for_each(SectionEntry::forget);
    });
    let (opened, file) = open(&without, Snapshot::promised_graph).expect("rows are derived");
    assert_eq!(print(opened.view()), print(graph.view()));
    assert_eq!(opened.view().degree(NodeId(0), Direction::Both, None), 1);
    file.check().expect("nothing else is missing");
    look_into(&without).expect("rows are derived");

    let mut rows = 0;
    for section in 0..Forgery::of(&graph).sections.len() {
        let mut forgery = Forgery::of(&graph);
        let part = &mut forgery.sections[section];
        if !is_row(&part.entry) {
            continue;
        }
        // The only member of the only row: the other relationship instead.
        let page = part.pages.len() - 1;
        let start: u32 = part.pages[..page].iter().sum();
        part.chunk[start as usize + 7] ^= 1;
        let bytes = forgery.seal(|_| {});
        assert!(look_into(&bytes).is_err_and(|error| error.is_damaged()), "section {section}");
        let (opened, file) = open(&bytes, Snapshot::promised_graph).expect("rows are not read at once");
        look_around(&opened);
        assert!(file.check().is_err_and(|error| error.is_damaged()), "section {section}");
        rows += 1;
    }
    assert_eq!(rows, 4);
}
