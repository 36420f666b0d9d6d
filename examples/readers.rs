//! One writes, many read, in one process: `cargo run --example readers`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::RwLock;

use annals::{Access, Database, Error, Session};

fn main() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("ships.annals");
    let session = Session::on("2025-05-26".parse().expect("a day"));
    let database = RwLock::new(Database::create(&path)?);

    // A lock of the standard library is all it takes. Each question sees one graph, before a change or after it; a question
    // waits for a change that is being made, and a change for the questions before it.
    std::thread::scope(|scope| {
        let (database, session) = (&database, &session);
        scope.spawn(move || {
            for year in 1911..1921 {
                let text = format!("CREATE (:Event {{title: 'a ship is launched', start: date('{year}-05-03')}})");
                database.write().expect("no thread panicked").run(&text, session).expect("the disk is there");
            }
        });
        for _ in 0..3 {
            scope.spawn(move || {
                let database = database.read().expect("no thread panicked");
                let count = database.prepare("MATCH (e:Event) RETURN count(e) AS n", session).expect("it is Cypher");
                let first = database.query(&count, session).expect("it only reads");
                // As long as the lock is held, the graph stays as it is.
                assert_eq!(database.query(&count, session).expect("it only reads").rows.rows, first.rows.rows);
            });
        }
    });

    // Whoever needs the same view for long, or in another process, opens the store once more: nobody waits for that one.
    let (view, _) = Database::open(&path, Access::ReadOnly)?;
    database.write().expect("no thread panicked").run("MATCH (e:Event) DETACH DELETE e", &session)?;
    let remain = database.read().expect("no thread panicked").view().node_count();
    println!("{} events then, {remain} now", view.view().node_count());
    assert_eq!((view.view().node_count(), remain), (10, 0));
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
