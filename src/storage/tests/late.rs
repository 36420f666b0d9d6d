//! A large snapshot is read when it is needed: little for a little question, and damage that is found late is never believed.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::crash::Failing;
use super::*;
use crate::graph::{Builder, Direction, Values, View};
use crate::storage::medium::Blob;
use crate::storage::recovery::recover;

const EVENTS: u32 = 20_000;
const CITIES: u32 = 1000;

/// A graph whose snapshot is too large to be read whole when it is opened.
pub(crate) fn large() -> Graph {
    let mut builder = Builder::default();
    let [city, event, name, weight, date, at] =
        ["City", "Event", "name", "weight", "date", "AT"].map(|name| builder.symbol(name));
    let cities = builder.add_nodes(&[city], CITIES as usize).expect("there is room");
    let names = (0..CITIES).map(|number| Some(format!("city {number}").into())).collect();
    builder.add_node_values(name, cities, Values::Texts(names)).expect("cities have no names yet");
    let events = builder.add_nodes(&[event], EVENTS as usize).expect("there is room");
    let scattered = |number: u32| number.wrapping_mul(2_654_435_761);
    let weights = (0..EVENTS).map(|number| Some(f64::from(scattered(number)).sqrt())).collect();
    builder.add_node_values(weight, events, Values::Float(weights)).expect("events have no weight yet");
    let dates = (0..EVENTS).map(|number| Some((scattered(number) % 5000).cast_signed())).collect();
    builder.add_node_values(date, events, Values::Date(dates)).expect("events have no date yet");
    let starts: Vec<u32> = (0..EVENTS).map(|number| events.0 + number).collect();
    for round in 0..3 {
        let ends: Vec<u32> = (0..EVENTS).map(|number| scattered(number + round) % CITIES).collect();
        let first = builder.add_relationships(at, &starts, &ends).expect("both ends are there");
        let weights = (0..EVENTS).map(|number| Some(f64::from(scattered(number + round)).sqrt())).collect();
        builder.add_relationship_values(weight, first, Values::Float(weights)).expect("they have no weight yet");
    }
    builder.finish()
}

/// A store of that graph.
fn stored(paths: &Paths) -> Graph {
    let graph = large();
    let mut store =
        Store::create_on(Arc::new(Failing::after(usize::MAX)), paths.clone(), UUID, None).expect("a store can be made");
    store.checkpoint(&graph).expect("a snapshot can be written");
    store.mark_closed().expect("a store can be closed");
    graph
}

/// What a question about one city looks at.
fn lookup(view: View<'_>) -> Vec<Value> {
    let [name, date, at] = ["name", "date", "AT"].map(|name| view.symbol(name).expect("it is used"));
    let city = NodeId(77);
    let events = view.neighbours(city, Direction::Incoming, Some(at)).take(20);
    let dates = events.map(|neighbour| view.node_property(neighbour.node, date));
    std::iter::once(view.node_property(city, name)).chain(dates).collect()
}

/// Everything there is.
fn everything(view: View<'_>) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hash = rustc_hash::FxHasher::default();
    print(view).hash(&mut hash);
    let neighbours = view.nodes().flat_map(|id| view.neighbours(id, Direction::Both, None));
    neighbours.for_each(|neighbour| neighbour.hash(&mut hash));
    hash.finish()
}

/// A disk that counts what is read.
#[derive(Clone, Debug, Default)]
struct Counting(Arc<AtomicU64>);

#[derive(Debug)]
struct CountingBlob(Box<dyn Blob>, Counting);

impl Medium for Counting {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Blob>> {
        Disk.create(path)
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn Blob>> {
        Ok(Box::new(CountingBlob(Disk.open(path, write)?, self.clone())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        Disk.sync_dir(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        Disk.exists(path)
    }
}

impl Blob for CountingBlob {
    fn length(&mut self) -> io::Result<u64> {
        self.0.length()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.1.0.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        self.0.read_at(offset, buffer)
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.0.write_at(offset, bytes)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync()
    }
}

#[test]
fn a_little_question_reads_little() {
    let (_directory, paths) = place();
    let graph = stored(&paths);
    let length = fs::metadata(&paths.snapshot).expect("it was written").len();
    let disk = Counting::default();
    let read = || disk.0.load(Ordering::Relaxed);
    let (store, opened, _) = Store::open_to_read(Arc::new(disk.clone()), paths).expect("the store is sound");
    assert!(read() < 4096, "{} of {length} bytes read to open", read());
    assert_eq!(lookup(opened.view()), lookup(graph.view()));
    store.check_reads().expect("the store is sound");
    assert!(read() < length / 4, "{} of {length} bytes read for a few values", read());
    assert_eq!(everything(opened.view()), everything(graph.view()));
    store.check_reads().expect("the store is sound");
    assert!(read() <= length + 64, "{} of {length} bytes read for all", read());
}

#[test]
fn damage_anywhere_is_found_by_whoever_looks_there_and_by_a_check() {
    let (_directory, paths) = place();
    let graph = stored(&paths);
    let (whole, little) = (everything(graph.view()), lookup(graph.view()));
    let sound = fs::read(&paths.snapshot).expect("it was written");
    let (mut refused, mut late) = (0, 0);
    for place in (100..sound.len()).step_by(sound.len() / 40) {
        let mut bytes = sound.clone();
        bytes[place] ^= 1 << (place % 8);
        fs::write(&paths.snapshot, &bytes).expect("a file can be written");
        let report = check(&paths.snapshot);
        assert!(report.map_or(true, |report| !report.damage.is_empty()), "byte {place}");
        let (store, opened, _) = match Store::open(&paths.snapshot, Access::ReadOnly) {
            Ok(opened) => opened,
            Err(error) => {
                assert!(error.is_damaged(), "byte {place}: {error}");
                refused += 1;
                continue;
            }
        };
        let found = lookup(opened.view());
        match store.check_reads() {
            Ok(()) => assert_eq!(found, little, "byte {place}"),
            Err(error) => assert!(error.is_damaged(), "byte {place}: {error}"),
        }
        let found = everything(opened.view());
        match store.check_reads() {
            // Nobody needs all rows one by one when everything is asked for.
            Ok(()) => assert_eq!(found, whole, "byte {place}"),
            Err(error) => {
                assert!(error.is_damaged(), "byte {place}: {error}");
                late += 1;
            }
        }
    }
    assert!(late > 20, "{late} found late, {refused} at once");
}

#[test]
fn a_disk_that_fails_while_it_is_read_is_an_error_and_nothing_is_kept() {
    let (_directory, paths) = place();
    let graph = stored(&paths);
    let before = fs::read(&paths.snapshot).expect("it was written");
    let mut failed = 0;
    for steps in [14, 15, 16, 18, 20, 25, 30, 40] {
        let disk = Failing::after(steps);
        let Ok((mut store, mut opened, _)) = Store::open_to_write(Arc::new(disk), paths.clone(), None) else {
            continue;
        };
        let found = lookup(opened.view());
        match store.check_reads() {
            Ok(()) => assert_eq!(found, lookup(graph.view())),
            Err(error) => {
                assert!(error.is_io(), "{error}");
                failed += 1;
            }
        }
        let rename = Change::SetNodeProperty { id: NodeId(77), key: "name".into(), value: text("renamed") };
        // Where the node could not be read, it cannot be changed either.
        let _ = opened.apply(&Batch { changes: vec![rename] });
        // Not all of the graph can be read any more, so no snapshot may be made of it.
        assert!(store.checkpoint(&opened).is_err());
        assert_eq!(fs::read(&paths.snapshot).expect("it is there"), before);
    }
    assert!(failed > 0, "no read failed late");
}

#[test]
fn a_store_that_was_written_to_before_it_was_read_is_the_same() {
    let (_directory, paths) = place();
    let mut graph = stored(&paths);
    let at = graph.view().symbol("AT").expect("it is used");
    let gone = graph.view().neighbours(NodeId(3), Direction::Incoming, Some(at)).next().expect("it has one");
    let batch = Batch {
        changes: vec![
            Change::DeleteRelationship { id: gone.relationship },
            node(CITIES + EVENTS, &["City"], &[("name", text("another"))]),
            relationship(EVENTS * 3, "AT", 5000, 3),
            relationship(EVENTS * 3 + 1, "AT", 5000, CITIES + EVENTS),
            Change::SetNodeProperty { id: NodeId(5000), key: "date".into(), value: Value::Null },
            Change::AddLabel { id: NodeId(5000), label: "Odd".into() },
        ],
    };
    let (mut store, mut opened, _) = Store::open(&paths.snapshot, Access::ReadWrite).expect("the store is sound");
    append(&mut store, &mut opened, &batch).expect("a batch can be written");
    graph.apply(&batch).expect("the changes make sense");
    let live = everything(graph.view());
    drop(store);
    let (store, replayed, opening) = Store::open(&paths.snapshot, Access::ReadWrite).expect("the store is sound");
    assert_eq!((opening.batches, everything(replayed.view())), (1, live));
    assert_eq!(everything(opened.view()), live);
    let mut store = store;
    store.checkpoint(&replayed).expect("a snapshot can be written");
    assert_eq!(everything(replayed.view()), live);
    drop(store);
    let folded = recover(&Disk, &paths).expect("the store is sound");
    assert_eq!((folded.batches, everything(folded.graph.view())), (0, live));
}
