//! The real program killed at any moment, beside others, and where there is no room: nothing that was acknowledged is lost.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use annals::storage::check;
use annals::{Access, Database, Session};

use crate::program::{Place, Ran};

/// A record of its own for every document.
fn record(name: &str) -> String {
    format!(
        "{{\"type\":\"Protest\",\"id\":\"{name}\",\"title\":\"protest {name}\",\"date\":\"2025-05-24\",\"place\":\"Oslo\",\"document\":\"{name}\",\"text\":\"Protest {name}.\"}}\n"
    )
}

/// A folder of so many documents, named after a round.
fn documents(place: &Place, round: usize, count: usize) -> String {
    let folder = format!("round-{round}");
    std::fs::create_dir(place.path(&folder)).unwrap();
    for number in 0..count {
        let name = format!("{round}-{number:04}");
        place.file(&format!("{folder}/{name}.jsonl"), record(&name));
    }
    folder
}

/// The documents of a store; each is there with its event, or not at all.
fn found(store: &Path) -> BTreeSet<String> {
    let (mut database, _) = Database::open(store, Access::ReadOnly).expect("the store opens");
    let session = Session::on("2025-06-01".parse().unwrap());
    let mut column = |text: &str| -> BTreeSet<String> {
        let rows = database.run(text, &session).expect("the store answers").rows.rows;
        rows.iter().map(|row| row[0].to_string().trim_matches(['"', '\'']).to_owned()).collect()
    };
    let documents = column("MATCH (d:Document) RETURN d.title");
    let events = column("MATCH (e:Event) RETURN substring(e.title, 8)");
    assert_eq!(documents, events, "a document is there with its event, or not at all");
    documents
}

/// The names after `ok` that a program printed before it ended.
fn acknowledged(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().expect("it was asked for")).lines();
    lines.map_while(Result::ok).filter_map(|line| {
        let name = line.strip_prefix("ok ")?;
        Some(Path::new(name).file_stem()?.to_string_lossy().into_owned())
    })
}

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

fn spawn(place: &Place, arguments: &[&str]) -> Child {
    place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Kills so many ingests at random moments; gives how many were killed before they were done, and how many documents were
/// acknowledged.
fn killed_ingests(rounds: usize, seed: u64) -> (usize, usize) {
    const DOCUMENTS: usize = 160;
    let place = Place::new();
    let mut random = Random(seed);
    let (mut safe, mut killed, mut longest) = (BTreeSet::new(), 0, Duration::from_millis(300));
    for round in 0..rounds {
        let folder = documents(&place, round, DOCUMENTS);
        let mode = ["full", "batch"][round % 2];
        let begun = Instant::now();
        let mut child = spawn(&place, &["--sync", mode, "ingest", &folder]);
        let names = acknowledged(&mut child);
        let reader = std::thread::spawn(move || names.collect::<Vec<_>>());
        if round > 0 {
            sleep(Duration::from_micros(random.below(u64::try_from(longest.as_micros()).unwrap())));
            child.kill().expect("it can be killed");
        }
        let ended = child.wait().expect("it ends");
        safe.extend(reader.join().expect("its output can be read"));
        if ended.success() {
            longest = begun.elapsed();
        } else {
            killed += 1;
        }
        let found = found(&place.path("graph.annals"));
        let lost: Vec<_> = safe.difference(&found).collect();
        assert!(lost.is_empty(), "round {round} with --sync {mode}: lost {lost:?}");
        std::fs::remove_dir_all(place.path(&folder)).unwrap();
    }
    // What is left can still be written to, and is sound.
    place.ok(&["query", "CREATE (:Mark)"]);
    place.ok(&["check"]);
    (killed, safe.len())
}

#[test]
fn a_killed_ingest_loses_nothing_it_named() {
    let (killed, named) = killed_ingests(12, 0x9e37_79b9_7f4a_7c15);
    assert!(killed > 0 && named >= 160, "{killed} killed, {named} named");
}

#[test]
#[ignore = "two hundred kills take minutes"]
fn two_hundred_killed_ingests_lose_nothing_they_named() {
    let begun = Instant::now();
    let (killed, named) = killed_ingests(201, 0x2545_f491_4f6c_dd1d);
    println!("{killed} of 200 killed before the end, {named} documents named, 0 lost, {:?}", begun.elapsed());
    assert!(killed >= 100, "{killed} killed");
}

/// A store with some batches in the journal: the program that wrote them was killed.
fn unclosed(place: &Place) -> BTreeSet<String> {
    let folder = documents(place, 0, 40);
    place.ok(&["ingest", &folder]);
    let (mut database, _) = Database::open(&place.path("graph.annals"), Access::ReadWrite).unwrap();
    let session = Session::on("2025-06-01".parse().unwrap());
    for number in 0..200 {
        database.run(&format!("CREATE (:Mark {{number: {number}, text: '{}'}})", "x".repeat(500)), &session).unwrap();
    }
    drop(database);
    found(&place.path("graph.annals"))
}

#[test]
fn killed_copies_leave_the_store_and_either_a_whole_copy_or_none() {
    let place = Place::new();
    let before = unclosed(&place);
    let mut random = Random(0x1234_5678_9abc_def1);
    for round in 0..8 {
        for (name, arguments) in [
            ("compacted", vec!["compact"]),
            ("copied", vec!["backup", "copy.annals"]),
            ("recovered", vec!["recover", "--to", "copy.annals"]),
        ] {
            let mut child = spawn(&place, &arguments);
            sleep(Duration::from_micros(random.below(60_000)));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            assert_eq!(found(&place.path("graph.annals")), before, "{name}, round {round}");
            if Database::open(&place.path("copy.annals"), Access::ReadOnly).is_ok() {
                assert_eq!(found(&place.path("copy.annals")), before, "{name}, round {round}");
            } else {
                assert!(!place.path("copy.annals").exists(), "{name}, round {round}: a copy that is not whole");
            }
            for file in ["copy.annals", "copy.annals-journal"] {
                let _ = std::fs::remove_file(place.path(file));
            }
        }
    }
    // Nothing of what the killed ones began stands in the way.
    place.ok(&["compact"]);
    place.ok(&["backup", "copy.annals"]);
    assert_eq!(found(&place.path("copy.annals")), before);
    assert!(check(place.path("copy.annals")).unwrap().damage.is_empty());
}

#[test]
fn two_write_and_four_read_and_nothing_is_lost() {
    let place = Place::new();
    place.ok(&["query", "CREATE (:Begin)"]);
    let statements = 12;
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let place = &place;
                scope.spawn(move || (0..statements).map(|number| write(place, writer, number)).sum::<usize>())
            })
            .collect();
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| read_until_done(&place, 2 * statements))).collect();
        let refused: usize = writers.into_iter().map(|writer| writer.join().unwrap()).sum();
        readers.into_iter().for_each(|reader| reader.join().unwrap());
        println!("{} writes, {refused} refused on the way", 2 * statements);
    });
    let count = place.ok(&["query", "MATCH (w:Write) RETURN count(w) AS count", "--format", "csv"]);
    assert_eq!(count.lines().last(), Some("24"));
}

/// Writes once, however often the other has the store; gives how often it was refused.
fn write(place: &Place, writer: usize, number: usize) -> usize {
    let statement = format!("CREATE (:Write {{writer: {writer}, number: {number}}})");
    for refused in 0..10_000 {
        let ran = place.run(&["query", &statement]);
        match ran.code {
            Some(0) => return refused,
            Some(4) => assert!(ran.err.contains("in use by process") || ran.err.contains("unknown process"), "{ran:?}"),
            _ => panic!("{ran:?}"),
        }
    }
    panic!("the store was never free")
}

/// Reads until all is written; each time there is at least as much as before, and never half of a write.
fn read_until_done(place: &Place, all: usize) {
    let mut latest = 0;
    while latest < all {
        let ran =
            place.run(&["query", "MATCH (w:Write) WHERE w.number >= 0 RETURN count(w) AS count", "--format", "csv"]);
        assert_eq!(ran.code, Some(0), "a reader is never refused: {ran:?}");
        let count = ran.out.lines().last().and_then(|line| line.parse().ok()).expect("a number");
        assert!(count >= latest, "{count} after {latest}");
        latest = count;
    }
}

#[test]
fn the_holder_of_a_store_is_named() {
    let place = Place::new();
    let (_database, path) = (Database::create(&place.path("graph.annals")).unwrap(), place.path("graph.annals"));
    let holder = format!("in use by process {} since 2", std::process::id());
    for arguments in [&["query", "CREATE (:City)"][..], &["compact"], &["load", "dump.jsonl"], &["ingest", "a.jsonl"]] {
        place.file("dump.jsonl", "{\"annals\":\"dump\",\"version\":1}\n");
        place.file("a.jsonl", record("a"));
        assert!(place.run(arguments).refused(4).contains(&holder), "{arguments:?}");
    }
    place.ok(&["backup", "copy.annals"]);
    assert!(place.run(&["backup", "copy.annals"]).refused(5).contains("copy.annals exists already"));
    assert!(place.run(&["recover", "--to", "copy.annals"]).refused(5).contains("exists already"), "{}", path.display());
}

#[test]
fn a_damaged_store_is_saved_as_far_as_it_can_be_proven() {
    let place = Place::new();
    let before = unclosed(&place);
    let store = place.path("graph.annals");
    let report = check(&store).unwrap();
    let texts = report.sections.iter().filter(|section| section.name.starts_with("texts of node property"));
    let section = texts.max_by_key(|section| section.length).expect("texts are stored");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[usize::try_from(section.offset).unwrap() + 2] ^= 0x40;
    std::fs::write(&store, &bytes).unwrap();
    place.run(&["query", "MATCH (n) RETURN n.title"]).refused(7);
    let refused = place.run(&["check"]);
    assert!(refused.code == Some(7) && refused.err.contains("annals recover --to PATH"), "{refused:?}");

    let ran = place.run(&["recover", "--to", "saved.annals"]);
    assert!(ran.code == Some(0) && ran.err.contains("lost: ") && ran.err.contains("; it holds '"), "{ran:?}");
    let count = place.ok(&["--db", "saved.annals", "query", "MATCH (n:Mark) RETURN count(n) AS n", "--format", "csv"]);
    assert_eq!(count.lines().last(), Some("200"), "the journal is there");
    let count =
        place.ok(&["--db", "saved.annals", "query", "MATCH (n:Document) RETURN count(n) AS n", "--format", "csv"]);
    assert_eq!(count.lines().last(), Some(before.len().to_string().as_str()), "nodes are there without their titles");
    assert_eq!(std::fs::read(&store).unwrap(), bytes, "the damaged store is left as it is");
}

/// A file system of one mebibyte, where this may be made; it goes away with this.
struct SmallDisk<'p> {
    place: &'p Place,
}

impl<'p> SmallDisk<'p> {
    fn mount(place: &'p Place) -> Option<Self> {
        std::fs::create_dir(place.path("small")).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(place.path("small"))
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self { place })
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.place.path("small")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.place.path("small")).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_is_let_go_of() {
    let place = Place::new();
    let Some(small) = SmallDisk::mount(&place) else {
        println!("left out: a small file system can be made by the superuser alone");
        return;
    };
    let store = place.path("small/graph.annals");
    let folder = documents(&place, 0, 64);
    place.ok(&["--db", "small/graph.annals", "ingest", &folder]);
    let before = found(&store);
    // A file of another program takes the room.
    let free = |size: u64| std::fs::write(place.path("small/other"), vec![0; usize::try_from(size).unwrap()]);
    let mut size = 1 << 20;
    while free(size).is_err() {
        size -= 4096;
    }
    let folder = documents(&place, 1, 64);
    for arguments in [
        &["--db", "small/graph.annals", "ingest", &folder][..],
        &["--db", "small/graph.annals", "query", "CREATE (:City)"],
        &["--db", "small/graph.annals", "compact"],
        &["--db", "small/graph.annals", "backup", "small/copy.annals"],
        &["--db", "small/graph.annals", "recover", "--to", "small/copy.annals"],
    ] {
        let ran: Ran = place.run(arguments);
        let error = ran.refused(5);
        assert!(error.contains("small/") && error.to_lowercase().contains("no space"), "{arguments:?}: {error}");
        let left: Vec<_> =
            small.files().into_iter().filter(|name| name.contains("-new") || name.contains("-tail")).collect();
        assert!(left.is_empty(), "{arguments:?} leaves {left:?}");
        assert_eq!(found(&store), before, "{arguments:?}");
    }
    std::fs::remove_file(place.path("small/other")).unwrap();
    let named = place.ok(&["--db", "small/graph.annals", "ingest", &folder]).lines().count();
    assert_eq!((named, found(&store).len()), (64, before.len() + 64));
    place.ok(&["--db", "small/graph.annals", "compact"]);
    assert!(check(&store).unwrap().damage.is_empty());
}

#[test]
fn a_store_where_no_file_can_be_is_refused_by_its_path() {
    let place = Place::new();
    place.file("a.jsonl", record("a"));
    place.file("file", "no folder");
    for store in ["missing/graph.annals", "file/graph.annals", "/dev/full/graph.annals", "/proc/graph.annals"] {
        let error = place.run(&["--db", store, "ingest", "a.jsonl"]).refused(5).to_owned();
        assert!(error.contains(store.trim_end_matches("graph.annals").trim_end_matches('/')), "{store}: {error}");
    }
}

#[test]
fn documents_are_named_in_every_mode_and_a_mode_that_is_none_is_refused() {
    let place = Place::new();
    for (round, mode) in ["full", "batch", "off"].into_iter().enumerate() {
        let folder = documents(&place, round, 70);
        assert_eq!(place.ok(&["--sync", mode, "ingest", &folder]).lines().count(), 70);
        assert_eq!(found(&place.path("graph.annals")).len(), 70 * (round + 1));
    }
    assert!(place.run(&["--sync", "sometimes", "stats"]).refused(2).contains("batch"));
}
