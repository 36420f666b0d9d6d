//! A store on disk, within another program: `cargo run --example embedding`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::{Access, Database, Error, Session};

fn main() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("ships.annals");
    let session = Session::on("2025-05-26".parse().expect("a day"));

    // When `run` returns, the change is in the journal and the journal is on the disk.
    let mut database = Database::create(&path)?;
    database.run("CREATE (:Event:Launch {title: 'the Aurora is launched', start: date('1911-05-03')})", &session)?;
    database.close()?;

    // Readers take no lock and change no byte; any number of threads may ask at once.
    let (database, opening) = Database::open(&path, Access::ReadOnly)?;
    assert!(opening.notes.is_empty());
    let prepared = database.prepare("MATCH (e:Event) RETURN e.start AS start, e.title AS event", &session)?;
    std::thread::scope(|scope| {
        for thread in 1..=2 {
            let (database, prepared, session) = (&database, &prepared, &session);
            scope.spawn(move || match database.query(prepared, session) {
                Ok(answer) => println!("thread {thread}: {} event", answer.rows.rows.len()),
                Err(error) => print!("{}", error.render("example", "")),
            });
        }
    });

    // Whose turn it is to act, without looking into the variants.
    let error = Database::open(&folder.path().join("nothing.annals"), Access::ReadOnly).expect_err("nothing is there");
    assert!(error.is_not_a_store());
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
