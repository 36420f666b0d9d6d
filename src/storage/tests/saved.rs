//! What is saved of a damaged store was there, and refusing one takes no memory.

use std::collections::BTreeSet;

use super::disk::{Machine, SimulatedDisk};
use super::*;
use crate::storage::salvage::salvage_on;

/// The lines of a printed graph: a node, a relationship or a name each.
fn lines(graph: &Graph) -> BTreeSet<String> {
    print(graph.view()).lines().map(str::to_owned).collect()
}

/// The nodes and relationships by id, without their properties, as any state of the store had them.
fn ever_there() -> BTreeSet<String> {
    let mut graph = Graph::new();
    let mut all = BTreeSet::new();
    for batch in batches() {
        graph.apply(&batch).expect("the batches make sense");
        all.extend(things(&graph));
    }
    all
}

/// Everything that a graph says, a sentence each.
fn things(graph: &Graph) -> Vec<String> {
    let view = graph.view();
    let mut things = Vec::new();
    for id in view.nodes() {
        let mut labels: Vec<_> = view.labels(id).iter().map(|label| view.name(*label)).collect();
        labels.sort_unstable();
        things.push(format!("{id:?} {labels:?}"));
        let named = |(key, value)| format!("{id:?} {} {value:?}", view.name(key));
        things.extend(view.node_properties(id).into_iter().map(named));
    }
    for id in view.relationships() {
        let ends = view.relationship(id).expect("it is listed");
        things.push(format!("{id:?} {} {:?} {:?}", view.name(ends.kind), ends.start, ends.end));
        let named = |(key, value)| format!("{id:?} {} {value:?}", view.name(key));
        things.extend(view.relationship_properties(id).into_iter().map(named));
    }
    things
}

/// The files of a sample store.
fn files() -> (Paths, Vec<u8>, Vec<u8>) {
    let (_directory, paths) = place();
    sample(&paths, true).expect("a store can be written");
    let read = |path| fs::read(path).expect("it was written");
    let (snapshot, journal) = (read(&paths.snapshot), read(&paths.journal));
    (paths, snapshot, journal)
}

fn salvaged(
    paths: &Paths,
    snapshot: Option<&[u8]>,
    journal: Option<&[u8]>,
) -> Result<(Graph, SalvageReport), StorageError> {
    let files = [(&paths.snapshot, snapshot), (&paths.journal, journal)];
    let present = files.into_iter().filter_map(|(path, bytes)| Some((path.as_path(), bytes?)));
    salvage_on(&SimulatedDisk::holding(Machine::with(present)), paths)
}

#[test]
fn a_sound_store_is_saved_whole() {
    let (paths, snapshot, journal) = files();
    let (graph, report) = salvaged(&paths, Some(&snapshot), Some(&journal)).expect("it is sound");
    assert_eq!(print(graph.view()), prefixes()[4]);
    assert_eq!((report.losses, report.batches), (Vec::new(), 2));
}

#[test]
fn what_is_saved_of_a_damaged_store_was_there_and_every_loss_is_named() {
    let (paths, snapshot, journal) = files();
    let (there, whole) = (ever_there(), prefixes()[4].clone());
    let (mut saved, mut nothing) = (0, 0);
    for (file, length) in [(0, snapshot.len()), (1, journal.len())] {
        for bit in 0..length * 8 {
            let mut files = [snapshot.clone(), journal.clone()];
            files[file][bit / 8] ^= 1 << (bit % 8);
            match salvaged(&paths, Some(&files[0]), Some(&files[1])) {
                Ok((graph, report)) => {
                    let complete = print(graph.view()) == whole;
                    assert!(complete || !report.losses.is_empty(), "bit {bit} of file {file} is lost in silence");
                    let made_up: Vec<_> = things(&graph).into_iter().filter(|thing| !there.contains(thing)).collect();
                    assert!(made_up.is_empty(), "bit {bit} of file {file}: {made_up:?}");
                    saved += 1;
                }
                Err(error) => {
                    assert!(error.is_damaged() || error.is_not_a_store(), "bit {bit} of file {file}: {error}");
                    nothing += 1;
                }
            }
        }
    }
    // Only the snapshot's header, directory and catalog leave nothing: a third of a store as small as this.
    assert!(saved > 2 * nothing, "{saved} saved, {nothing} not");
}

#[test]
fn missing_files_are_losses_and_the_first_journal_has_everything() {
    let (paths, snapshot, journal) = files();
    let (graph, report) = salvaged(&paths, Some(&snapshot), None).expect("the snapshot is there");
    assert_eq!((print(graph.view()), report.losses.len()), (prefixes()[2].clone(), 1), "{:?}", report.losses);
    salvaged(&paths, None, Some(&journal)).expect_err("a later journal means nothing alone");
    assert!(matches!(salvaged(&paths, None, None), Err(StorageError::Missing { .. })));

    let (_directory, first) = place();
    let mut store = Store::create_on(Arc::new(Failing::after(usize::MAX)), first.clone(), UUID, None).expect("made");
    store.append_all(&batches()).expect("appended");
    drop(store);
    let journal = fs::read(&first.journal).expect("it was written");
    let (graph, report) = salvaged(&first, None, Some(&journal)).expect("the journal has everything");
    assert_eq!((print(graph.view()), report.batches, report.losses.len()), (prefixes()[4].clone(), 4, 1));
}

#[test]
fn batches_after_a_damaged_one_are_left_out_and_named() {
    let (_directory, paths) = place();
    let mut store = Store::create_on(Arc::new(Failing::after(usize::MAX)), paths.clone(), UUID, None).expect("made");
    batches().iter().for_each(|batch| store.append(batch).expect("appended"));
    drop(store);
    let mut journal = fs::read(&paths.journal).expect("it was written");
    let second = crate::storage::journal::RECORD_HEADER_LENGTH + 64;
    let first_length = u32::from_le_bytes(journal[64..68].try_into().expect("four bytes")) as usize;
    journal[second + first_length + 30] ^= 1;
    let snapshot = fs::read(&paths.snapshot).expect("it was written");
    let (graph, report) = salvaged(&paths, Some(&snapshot), Some(&journal)).expect("the first batch is sound");
    assert_eq!(print(graph.view()), prefixes()[1]);
    assert!(report.losses[0].starts_with("batch 2 and every later one"), "{:?}", report.losses);
    assert!(lines(&graph).len() > 1);
}

/// Reads every damaged form of a store in a process of its own, whose memory is measured.
#[cfg(target_os = "linux")]
#[test]
fn a_damaged_store_takes_no_memory_to_refuse() {
    const CHILD: &str = "ANNALS_TEST_DAMAGED_STORES";
    if std::env::var_os(CHILD).is_some() {
        read_every_damaged_form();
        let status = fs::read_to_string("/proc/self/status").expect("the system says how much memory was used");
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).expect("it is listed"));
        return;
    }
    let name = "storage::tests::saved::a_damaged_store_takes_no_memory_to_refuse";
    let child = std::process::Command::new(std::env::current_exe().expect("this is a program"))
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, "1")
        .output()
        .expect("the tests start again");
    let text = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{text}{}", String::from_utf8_lossy(&child.stderr));
    let used = text.lines().find_map(|line| line.split_once("VmHWM:")).expect("the child says so").1;
    let kilobytes: usize = used.trim().trim_end_matches(" kB").parse().expect("a number");
    println!("{} MiB at most", kilobytes / 1024);
    assert!(kilobytes < 256 << 10, "{kilobytes} kB");
}

/// Every bit flipped, every length, every sector zeroed, of both files; each read, and saved from.
fn read_every_damaged_form() {
    let (paths, snapshot, journal) = files();
    let mut forms = 0;
    let mut look = |snapshot: &[u8], journal: &[u8]| {
        let files = [(paths.snapshot.as_path(), snapshot), (paths.journal.as_path(), journal)];
        let disk = Arc::new(SimulatedDisk::holding(Machine::with(files.into_iter())));
        let _ = Store::open_to_read(disk.clone(), paths.clone());
        let _ = salvage_on(&*disk, &paths);
        forms += 1;
    };
    for (file, bytes) in [(0, &snapshot), (1, &journal)] {
        let mut with = |damaged: &[u8]| if file == 0 { look(damaged, &journal) } else { look(&snapshot, damaged) };
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            with(&damaged);
        }
        (0..bytes.len()).for_each(|length| with(&bytes[..length]));
        for sector in (0..bytes.len()).step_by(64) {
            let mut damaged = bytes.clone();
            damaged[sector..].iter_mut().take(64).for_each(|byte| *byte = 0);
            with(&damaged);
        }
    }
    look(&journal, &snapshot);
    look(&snapshot, &snapshot);
    println!("{forms} damaged stores");
}
