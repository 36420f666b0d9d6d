//! Stores that earlier versions wrote, and the promise that this one still writes the same.

use std::fs;
use std::path::PathBuf;

use super::*;

/// Where the store of a format version lies.
fn fixture(version: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(format!("store-{version}"))
}

#[test]
fn the_stores_of_every_format_open() {
    for (version, major) in [("1.0", 1), ("2.0", 2)] {
        let directory = fixture(version);
        let (content, opening) = read(&Paths::new(&directory.join("graph.annals"))).expect("an old store opens");
        assert_eq!(content, fs::read_to_string(directory.join("content.txt")).expect("its content is written down"));
        assert_eq!((opening.version, opening.batches), (Version { major, minor: 0 }, 2));
    }
}

#[test]
fn a_store_of_format_1_0_is_looked_over_written_to_and_folded() {
    let (_directory, paths) = place();
    let old = Paths::new(&fixture("1.0").join("graph.annals"));
    fs::copy(&old.snapshot, &paths.snapshot).expect("a file can be copied");
    fs::copy(&old.journal, &paths.journal).expect("a file can be copied");
    let report = check(&paths.snapshot).expect("the header is sound");
    assert!(report.damage.is_empty() && report.sections.len() > 5, "{report}");
    let (mut store, mut graph, _) = Store::open(&paths.snapshot, Access::ReadWrite).expect("an old store opens");
    append(&mut store, &mut graph, &Batch { changes: vec![node(3, &["Later"], &[])] }).expect("it can be written to");
    drop(store);
    assert_eq!(read(&paths).expect("it opens again").0, print(graph.view()));
    let (store, graph, _) = Store::open(&paths.snapshot, Access::ReadWrite).expect("it opens again");
    store.close(&graph).expect("it can be folded");
    let (content, opening) = read(&paths).expect("it opens again");
    assert_eq!((content, opening.version), (print(graph.view()), Version::CURRENT));
}

/// When this fails, the format changed: raise the version, and keep the old store beside a new one.
#[test]
fn what_is_written_is_the_format_to_the_byte() {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let golden = Paths::new(&fixture("2.0").join("graph.annals"));
    for (written, golden) in [(&paths.snapshot, &golden.snapshot), (&paths.journal, &golden.journal)] {
        assert_eq!(fs::read(written).expect("it was written"), fs::read(golden).expect("it is kept"));
    }
}

#[test]
#[ignore = "writes the fixture of a new format version"]
fn write_the_golden_store() {
    let directory = fixture(&Version::CURRENT.to_string());
    fs::create_dir_all(&directory).expect("a directory can be made");
    let paths = Paths::new(&directory.join("graph.annals"));
    sample(&paths, true).expect("a store can be written");
    fs::write(directory.join("content.txt"), &prefixes()[4]).expect("a file can be written");
}
