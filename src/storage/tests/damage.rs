//! Bytes that are not those that were written.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::storage::format::change::{decode_batch, encode_changes};

/// Opens what `change` makes of a file's bytes; the content when it was believed.
fn opened_with(paths: &Paths, file: &Path, change: impl FnOnce(&mut Vec<u8>)) -> Result<String, StorageError> {
    noted_with(paths, file, change).map(|(content, _)| content)
}

/// The same, with what was noticed.
fn noted_with(
    paths: &Paths,
    file: &Path,
    change: impl FnOnce(&mut Vec<u8>),
) -> Result<(String, Opening), StorageError> {
    let original = fs::read(file).expect("the file is there");
    let mut bytes = original.clone();
    change(&mut bytes);
    overwrite(file, &bytes);
    let read = read(paths);
    overwrite(file, &original);
    read
}

/// Writes a file in place: some file systems wait for the disk when a file is emptied first.
fn overwrite(file: &Path, bytes: &[u8]) {
    let mut blob = Disk.open(file, true).expect("the file is there");
    blob.write_at(0, bytes).expect("the file can be written");
    blob.set_len(bytes.len() as u64).expect("the file can be cut");
}

#[test]
fn every_flipped_bit_is_refused_or_harmless() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let whole = prefixes()[4].clone();
    let mut harmless = 0;
    for file in [&paths.snapshot, &paths.journal] {
        for bit in 0..fs::read(file).expect("the file is there").len() * 8 {
            match opened_with(&paths, file, |bytes| bytes[bit / 8] ^= 1 << (bit % 8)) {
                Ok(content) => {
                    assert_eq!(content, whole, "bit {bit} of {}", file.display());
                    harmless += 1;
                }
                Err(error) => assert!(error.is_damaged() || error.is_not_a_store(), "bit {bit}: {error}"),
            }
        }
    }
    // Only the mark at the end of the journal may be lost without anything being lost.
    assert_eq!(harmless, crate::storage::journal::RECORD_HEADER_LENGTH * 8);
}

#[test]
fn every_cut_of_the_journal_leaves_a_prefix_and_every_cut_of_the_snapshot_nothing() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let prefixes = prefixes();
    let mut seen = std::collections::BTreeSet::new();
    for length in 0..fs::read(&paths.journal).expect("the file is there").len() {
        match opened_with(&paths, &paths.journal, |bytes| bytes.truncate(length)) {
            Ok(content) => {
                seen.insert(prefixes.iter().position(|prefix| *prefix == content).expect("a prefix"));
            }
            Err(error) => assert!(length < 64 && error.is_damaged(), "{length}: {error}"),
        }
    }
    // The two batches were written as one group.
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [2, 4]);
    for length in 0..fs::read(&paths.snapshot).expect("the file is there").len() {
        opened_with(&paths, &paths.snapshot, |bytes| bytes.truncate(length)).expect_err("the snapshot is not whole");
    }
}

#[test]
fn zeroed_sectors_and_bytes_at_the_end_are_refused_or_named() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let prefixes = prefixes();
    for file in [&paths.snapshot, &paths.journal] {
        for sector in (0..fs::read(file).expect("the file is there").len()).step_by(64) {
            let zeroed = noted_with(&paths, file, |bytes| {
                bytes.iter_mut().skip(sector).take(64).for_each(|byte| *byte = 0);
            });
            match zeroed {
                Ok((content, opening)) => assert!(content == prefixes[4] || !opening.notes.is_empty(), "{sector}"),
                Err(error) => assert!(error.is_damaged() || error.is_not_a_store(), "{sector}: {error}"),
            }
        }
    }
    opened_with(&paths, &paths.snapshot, |bytes| bytes.push(0)).expect_err("no byte belongs to no section");
    let longer = opened_with(&paths, &paths.journal, |bytes| bytes.extend([0; 100])).expect("a torn tail is left out");
    assert_eq!(longer, prefixes[4]);
}

#[test]
fn damage_in_the_middle_is_told_from_a_torn_tail() {
    let (_directory, paths) = place();
    sample(&paths, false).expect("a store can be written");
    let flip_last = |bytes: &mut Vec<u8>| {
        let last = last_written(bytes);
        bytes[last] ^= 1;
    };
    let torn = opened_with(&paths, &paths.journal, flip_last).expect("nothing follows what is torn");
    assert_eq!(torn, prefixes()[2]);

    let (mut store, ..) = Store::open(&paths.snapshot, Access::ReadWrite).expect("a store can be opened");
    store.append(&Batch { changes: vec![node(3, &[], &[])] }).expect("a batch can be written");
    drop(store);
    let error = opened_with(&paths, &paths.journal, |bytes| bytes[100] ^= 1).expect_err("a batch follows");
    assert!(error.to_string().contains("batch 5 follows"), "{error}");
}

#[test]
fn a_torn_tail_is_kept_aside_and_cut() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let whole = fs::read(&paths.journal).expect("there is a journal");
    fs::write(&paths.journal, [&*whole, b"torn"].concat()).expect("the journal can be written");
    let (store, _, opening) = Store::open(&paths.snapshot, Access::ReadWrite).expect("a torn tail is no damage");
    let [Note::TornTail { offset, length: 4, kept: Some(kept) }] = &*opening.notes else { panic!("{opening:?}") };
    assert_eq!(*offset, whole.len() as u64);
    assert_eq!(fs::read(kept).expect("the torn bytes are kept"), b"torn");
    drop(store);
    // The mark that nothing is missing goes too: this session was not closed.
    let batches = &whole[..whole.len() - crate::storage::journal::RECORD_HEADER_LENGTH];
    assert_eq!(fs::read(&paths.journal).expect("there is a journal"), batches);
}

#[test]
fn files_of_other_stores_do_not_mix() {
    let ((_one, one), (_two, two)) = (place(), place());
    sample(&one, true).expect("a store can be written");
    drop(Store::create(&two.snapshot).expect("a store can be written"));
    fs::copy(&two.journal, &one.journal).expect("a journal can be copied");
    assert!(read(&one).expect_err("the journal is another store's").is_damaged());
    fs::remove_file(&one.snapshot).expect("there is a snapshot");
    assert!(read(&one).expect_err("a journal alone is no store").is_damaged());
    fs::remove_file(&one.journal).expect("there is a journal");
    assert!(matches!(read(&one), Err(StorageError::Missing { .. })));
}

#[test]
fn an_old_snapshot_is_not_believed_beside_a_new_journal() {
    let (_directory, paths) = place();
    drop(Store::create(&paths.snapshot).expect("a store can be made"));
    let old = fs::read(&paths.snapshot).expect("there is a snapshot");
    let (mut store, graph, _) = Store::open(&paths.snapshot, Access::ReadWrite).expect("a store can be opened");
    store.checkpoint(&graph).expect("a snapshot can be written");
    drop(store);
    fs::write(&paths.snapshot, old).expect("the snapshot can be written");
    assert!(read(&paths).expect_err("batches may be missing between the two").is_damaged());
}

#[test]
fn other_files_are_no_stores() {
    let (_directory, paths) = place();
    for (bytes, reason) in [
        (&b""[..], "it is empty"),
        (b"SQLite format 3\0 and more", "it is an SQLite database"),
        (b"\xff\xd8\xff\xe0 picture", "it is a JPEG picture"),
        (b"{\"title\": \"no store\"}", "it does not begin as one does"),
    ] {
        fs::write(&paths.snapshot, bytes).expect("a file can be written");
        match read(&paths) {
            Err(StorageError::NotAStore { reason: found, .. }) => assert_eq!(found, reason),
            other => panic!("{other:?}"),
        }
        assert!(Store::open(&paths.snapshot, Access::ReadWrite).expect_err("no store").is_not_a_store());
        assert!(matches!(Store::create(&paths.snapshot), Err(StorageError::Exists { .. })));
        assert!(!paths.lock.exists(), "nothing is left beside a stranger's file");
    }
}

proptest! {
    #[test]
    fn a_nonsensical_batch_never_panics(
        batch in 0usize..4,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let batches = batches();
        let mut bytes = encode_changes(&batches[batch].changes);
        edit(&mut bytes, &edits);
        bytes.truncate(cut.map_or(usize::MAX, |cut| cut.index(bytes.len())));
        let mut graph = Graph::new();
        batches[..batch].iter().try_for_each(|batch| graph.apply(batch)).expect("the batches make sense");
        let before = print(graph.view());
        if let Ok(batch) = decode_batch(&bytes) && graph.apply(&batch).is_err() {
            prop_assert_eq!(print(graph.view()), before);
        }
    }
}

/// Puts bytes in the place of others.
pub(super) fn edit(bytes: &mut [u8], edits: &[(prop::sample::Index, u8)]) {
    for (place, byte) in edits {
        let place = place.index(bytes.len().max(1));
        bytes.get_mut(place).into_iter().for_each(|own| *own = *byte);
    }
}
