//! One writes and many read, as threads and on one store: every reader sees one graph, and never an older one than before.

use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

use annals::{Access, Database, Session};

/// Every write makes two nodes at once, so a reader that sees an odd number sees half of one.
const WRITES: usize = 60;

fn session() -> Session {
    Session::on("2025-06-01".parse().unwrap())
}

fn count(database: &Database) -> usize {
    let session = session();
    let prepared = database.prepare("MATCH (n:Half) RETURN count(n) AS n", &session).unwrap();
    let answer = database.query(&prepared, &session).unwrap();
    answer.rows.rows[0][0].to_string().parse().unwrap()
}

/// Reads until all is written.
fn watch(mut look: impl FnMut() -> usize) -> usize {
    let (mut latest, mut looks) = (0, 0);
    while latest < 2 * WRITES {
        let found = look();
        assert!(found >= latest && found.is_multiple_of(2), "{found} after {latest}");
        latest = found;
        looks += 1;
    }
    looks
}

#[test]
fn threads_share_a_database_behind_a_lock() {
    let database = RwLock::new(Database::memory());
    std::thread::scope(|scope| {
        let database = &database;
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(move || watch(|| count(&database.read().unwrap())))).collect();
        for _ in 0..WRITES {
            database.write().unwrap().run("CREATE (:Half), (:Half)", &session()).unwrap();
        }
        readers.into_iter().for_each(|reader| assert!(reader.join().unwrap() > 0));
    });
}

#[test]
fn a_second_opening_is_a_view_that_stays_while_the_first_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.annals");
    let mut database = Database::create(&path).unwrap();
    database.run("CREATE (:Half), (:Half)", &session()).unwrap();
    let (view, _) = Database::open(&path, Access::ReadOnly).unwrap();
    std::thread::scope(|scope| {
        let path = &path;
        // Readers that open the store again and again, while it is written and folded.
        let opening = |()| {
            let (database, _) = Database::open(path, Access::ReadOnly).expect("a reader is never refused");
            count(&database)
        };
        let readers: Vec<_> = (0..3).map(|_| scope.spawn(move || watch(|| opening(())))).collect();
        for number in 1..WRITES {
            database.run("CREATE (:Half), (:Half)", &session()).unwrap();
            if number % 7 == 0 {
                database.checkpoint().unwrap();
            }
        }
        readers.into_iter().for_each(|reader| assert!(reader.join().unwrap() > 0));
    });
    assert_eq!((count(&view), count(&database)), (2, 2 * WRITES));
}

#[test]
fn a_backup_is_one_graph_while_another_thread_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.annals");
    let mut database = Database::create(&path).unwrap();
    let done = AtomicBool::new(false);
    let copies = std::thread::scope(|scope| {
        let (path, folder, done) = (&path, folder.path(), &done);
        let copier = scope.spawn(move || {
            let mut latest = 0;
            for number in 0.. {
                let last = done.load(Ordering::Acquire);
                let copy = folder.join(format!("copy-{number}.annals"));
                Database::open(path, Access::ReadOnly).unwrap().0.backup(&copy).unwrap();
                let (copied, opening) = Database::open(&copy, Access::ReadOnly).unwrap();
                assert!(opening.notes.is_empty() && opening.closed, "{opening:?}");
                assert!(count(&copied) >= latest && count(&copied).is_multiple_of(2));
                latest = count(&copied);
                if last {
                    return (number + 1, latest);
                }
            }
            unreachable!("it ends after the last write")
        });
        for _ in 0..WRITES {
            database.run("CREATE (:Half), (:Half)", &session()).unwrap();
        }
        done.store(true, Ordering::Release);
        copier.join().unwrap()
    });
    assert!(copies.0 > 0 && copies.1 == 2 * WRITES, "{copies:?}");
}
