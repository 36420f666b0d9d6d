//! Tests: what sources claim differently, from texts to answers.

use super::*;
use crate::time::Date;

/// Two papers that count the dead of one explosion differently.
fn disputed() -> Database {
    let mut database = Database::memory();
    let told = |killed: u8, source: &str| {
        let text = format!("An explosion in Gdynia killed {killed} people on March 2, 2026.");
        News::new(text).source(source).published(Date::new(2026, 3, 3).expect("a day"))
    };
    database.ingest_news(&[told(3, "Example Wire"), told(5, "Harbour Herald")]).expect("in memory");
    database
}

fn answered(database: &mut Database, question: &str) -> Vec<Vec<String>> {
    let session = Session::on(Date::new(2026, 3, 9).expect("a day"));
    let rows = database.run(question, &session).unwrap_or_else(|wrong| panic!("{question}: {wrong}")).rows;
    rows.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn sources_that_disagree_are_shown_side_by_side() {
    let mut database = disputed();
    for question in ["what do sources disagree about?", "conflicting claims", "disagreements about explosions"] {
        let rows = answered(&mut database, question);
        assert_eq!(rows.len(), 2, "{question}: {rows:?}");
        assert!(rows[0][2..] == ["'killed'", "3", "['Example Wire']"], "{question}: {rows:?}");
        assert!(rows[1][2..] == ["'killed'", "5", "['Harbour Herald']"], "{question}: {rows:?}");
    }
    assert!(answered(&mut database, "what do sources disagree about in April 2026?").is_empty());
}

#[test]
fn a_publisher_is_taken_at_its_own_word() {
    let mut database = disputed();
    let asked = [("Example Wire", "3"), ("Harbour Herald", "5")];
    for (source, killed) in asked {
        let rows = answered(&mut database, &format!("how many people were killed according to the {source}?"));
        assert_eq!(rows[0][0], killed, "{source}: {rows:?}");
        let rows = answered(&mut database, &format!("how many people were killed in Gdynia reported by the {source}?"));
        assert_eq!(rows[0][0], killed, "{source}: {rows:?}");
    }
    assert_eq!(answered(&mut database, "how many people were killed in Gdynia?")[0][0], "5");
}
