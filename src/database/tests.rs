//! A transaction is whole or not there: random statements against a replay of what was committed, and a disk that fails at
//! every step.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::graph::tests::print;
use crate::storage::tests::crash::on_failing_disk;
use crate::storage::tests::late::large;
use crate::time::Date;

/// Statements that create, change and delete; some fail, and some of those only after they have changed something.
const STATEMENTS: &[&str] = &[
    "CREATE (:City {name: 'Vess', size: 1})",
    "CREATE (:City:Port {name: 'Alder'})-[:NEAR {km: 3}]->(:City {name: 'Orn'})",
    "MATCH (a:City), (b:City) WHERE a.size < b.size MERGE (a)-[:BELOW]->(b)",
    "MERGE (c:City {name: 'Orn'}) ON MATCH SET c.size = coalesce(c.size, 0) + 1 ON CREATE SET c:Fresh",
    "MATCH (c:City) SET c.size = coalesce(c.size, 5) * 2 REMOVE c:Port",
    "MATCH (c:City {name: 'Orn'}) WITH c LIMIT 1 DETACH DELETE c",
    "MATCH ()-[r:NEAR]->() DELETE r",
    "CREATE (:New {fresh: true}) WITH 1 AS one MATCH (c:City)--() DELETE c",
    "MATCH (c:City) SET c.size = 1 / 0",
    "CREATE (:Half {made: 1}) WITH 1 AS one UNWIND [1, 0] AS n CREATE (:Half {made: 6 / n})",
];

const QUESTIONS: &[&str] = &[
    "MATCH (c:City {name: 'Orn'}) RETURN id(c) AS id, c.size AS size ORDER BY id",
    "MATCH (c:City) WHERE c.size > 1 RETURN count(*) AS cities",
    "MATCH (:Port)-[r]-(b) RETURN type(r) AS kind, b.name AS name ORDER BY kind, name",
];

#[derive(Clone, Debug)]
enum Step {
    Say(&'static str),
    Ask(&'static str),
    Control(Control),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => proptest::sample::select(STATEMENTS).prop_map(Step::Say),
        2 => proptest::sample::select(QUESTIONS).prop_map(Step::Ask),
        2 => Just(Step::Control(Control::Begin)),
        1 => Just(Step::Control(Control::Commit)),
        1 => Just(Step::Control(Control::Rollback)),
    ]
}

fn session() -> Session {
    Session::on(Date::new(2025, 5, 26).expect("a day"))
}

fn replayed(committed: &[&str]) -> Database {
    let mut database = Database::memory();
    for statement in committed {
        database.run(statement, &session()).expect("it ran before");
    }
    database
}

/// What there is to see: the graph itself, and what indexes answer.
fn seen(database: &mut Database) -> (String, Vec<Rows>) {
    let printed = print(database.view());
    let rows = QUESTIONS.iter().map(|text| database.run(text, &session()).expect("it only asks").rows);
    (printed, rows.collect())
}

/// What was said and not taken back.
#[derive(Default)]
struct Said {
    committed: Vec<&'static str>,
    open: Option<Vec<&'static str>>,
}

impl Said {
    fn say(&mut self, statement: &'static str) {
        self.open.as_mut().unwrap_or(&mut self.committed).push(statement);
    }

    /// Whether the word fits here.
    fn control(&mut self, control: Control) -> bool {
        match (control, self.open.take()) {
            (Control::Begin, None) => self.open = Some(Vec::new()),
            (Control::Commit, Some(open)) => self.committed.extend(open),
            (Control::Rollback, Some(_)) => {}
            (_, open) => {
                self.open = open;
                return false;
            }
        }
        true
    }

    fn all(&self) -> Vec<&'static str> {
        self.committed.iter().chain(self.open.iter().flatten()).copied().collect()
    }
}

fn take(database: &mut Database, said: &mut Said, step: &Step) {
    match step {
        Step::Say(text) => {
            if database.run(text, &session()).is_ok() {
                said.say(text);
            }
        }
        Step::Ask(text) => _ = database.run(text, &session()).expect("it only asks"),
        Step::Control(control) => {
            let done = database.run(&control.to_string(), &session());
            assert_eq!(done.is_ok(), said.control(*control), "{control}");
        }
    }
}

proptest! {
    // Every case writes a store to a disk.
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_was_committed_and_no_more(steps in vec(step(), 0..24)) {
        let folder = tempfile::tempdir().expect("a place for temporary files");
        let path = folder.path().join("graph.annals");
        let mut database = Database::create(&path).expect("a store can be made");
        let mut said = Said::default();
        for step in &steps {
            take(&mut database, &mut said, step);
        }
        prop_assert_eq!(seen(&mut database), seen(&mut replayed(&said.all())));
        prop_assert_eq!(database.in_transaction(), said.open.is_some());
        database.close().expect("it can be closed");
        let (mut reopened, _) = Database::open(&path, Access::ReadOnly).expect("it can be opened");
        prop_assert_eq!(seen(&mut reopened), seen(&mut replayed(&said.committed)));
    }
}

/// Two transactions and statements around them; a line is kept whole or not at all.
const WORK: &[&[&str]] = &[
    &["CREATE (:City {name: 'Vess'})"],
    &["BEGIN", "CREATE (:City {name: 'Orn'})", "MATCH (c:City) SET c.size = 2", "CREATE (:Half)", "COMMIT"],
    &["MATCH (c:Half) DELETE c"],
    &["BEGIN", "MATCH (c:City) DETACH DELETE c", "CREATE (:Town)-[:IN]->(:Land)", "COMMIT"],
];

/// The graph after each number of lines, printed.
fn prefixes() -> Vec<String> {
    (0..=WORK.len()).map(|lines| print(replayed(&WORK[..lines].concat()).view())).collect()
}

/// Works until the disk fails; says how many lines were acknowledged.
fn work(database: &mut Database) -> usize {
    let mut line_runs = |line: &&&[&str]| line.iter().all(|text| database.run(text, &session()).is_ok());
    WORK.iter().take_while(&mut line_runs).count()
}

#[test]
fn a_transaction_survives_a_failing_disk_whole_or_not_at_all() {
    let prefixes = prefixes();
    for steps in 0.. {
        let folder = tempfile::tempdir().expect("a place for temporary files");
        let path = folder.path().join("graph.annals");
        let Ok(store) = on_failing_disk(&path, steps) else { continue };
        let mut database = Database { store: Some(store), ..Database::memory() };
        let acknowledged = work(&mut database);
        assert!(!database.in_transaction(), "step {steps}: a commit that fails ends the transaction");
        assert_eq!(print(database.view()), prefixes[acknowledged], "step {steps}");
        drop(database);
        let (reopened, _) = Database::open(&path, Access::ReadOnly).expect("the store is sound");
        let found =
            prefixes.iter().position(|prefix| *prefix == print(reopened.view())).expect("a prefix of the lines");
        // What failed to be acknowledged may be there all the same, but never in part.
        assert!((acknowledged..=acknowledged + 1).contains(&found), "step {steps}: {found} of {acknowledged}");
        if acknowledged == WORK.len() {
            return;
        }
    }
}

#[test]
fn a_journal_cut_anywhere_holds_whole_transactions() {
    let prefixes = prefixes();
    let folder = tempfile::tempdir().expect("a place for temporary files");
    let path = folder.path().join("graph.annals");
    let mut database = Database::create(&path).expect("a store can be made");
    assert_eq!(work(&mut database), WORK.len());
    drop(database);
    let journal = folder.path().join("graph.annals-journal");
    let bytes = std::fs::read(&journal).expect("there is a journal");
    let mut found = Vec::new();
    // From the end of the header on, which is written before the store is there.
    for length in 64..=bytes.len() {
        std::fs::write(&journal, &bytes[..length]).expect("the journal can be written");
        let (database, _) = Database::open(&path, Access::ReadOnly).expect("a torn tail is no damage");
        found
            .push(prefixes.iter().position(|prefix| *prefix == print(database.view())).expect("a prefix of the lines"));
    }
    assert!(found.is_sorted());
    found.dedup();
    assert_eq!(found, [0, 1, 2, 3, 4]);
}

#[test]
fn a_group_is_one_batch() {
    let folder = tempfile::tempdir().expect("a place for temporary files");
    let mut database = Database::create(&folder.path().join("graph.annals")).expect("a store can be made");
    let sequence = |database: &Database| database.store.as_ref().map(Store::sequence);
    for text in ["BEGIN", "CREATE (:City)", "CREATE (:City)"] {
        database.run(text, &session()).expect("it runs");
        assert_eq!(sequence(&database), Some(0));
    }
    database.run("COMMIT", &session()).expect("it can be kept");
    assert_eq!(sequence(&database), Some(1));
    for text in ["BEGIN", "MATCH (c:City) RETURN c", "COMMIT"] {
        database.run(text, &session()).expect("it runs");
    }
    assert_eq!(sequence(&database), Some(1), "nothing changed, so there is nothing to write");
}

#[test]
fn a_dropped_group_is_taken_back_and_so_is_one_in_a_panic() {
    let mut database = replayed(&["CREATE (:City {name: 'Vess'})"]);
    let before = print(database.view());
    drop(database.begin().map(|mut group| group.run("MATCH (c) DELETE c", &session()).map(drop)));
    assert_eq!(print(database.view()), before);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut group = database.begin().expect("none is open");
        group.run("CREATE (:City)", &session()).expect("it runs");
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(panicked.is_err() && !database.in_transaction());
    assert_eq!(print(database.view()), before);
}

#[test]
fn a_group_takes_in_news_and_is_ended_by_its_methods() {
    let mut database = Database::memory();
    let mut group = database.begin().expect("none is open");
    let report =
        group.ingest_news(&[News::new("On May 24, 2025, Russian forces attacked Kyiv.")]).expect("it can be read");
    assert_eq!(report.documents_new, 1);
    for text in ["COMMIT", "ROLLBACK", "BEGIN"] {
        assert_eq!(group.run(text, &session()).expect_err("the group is held").code(), "transaction");
    }
    group.rollback();
    assert_eq!(database.view().node_count(), 0);
}

#[test]
fn what_an_open_transaction_rules_out() {
    let mut database = replayed(&[]);
    database.run("BEGIN", &session()).expect("none is open");
    assert_eq!(database.checkpoint().expect_err("a snapshot holds what is kept").code(), "transaction");
    assert_eq!(database.begin().map(drop).expect_err("one is open").code(), "transaction");
    assert!(database.in_transaction());
    let explained = database.prepare("ROLLBACK", &session()).expect("a word").with_mode(ast::Mode::Explain);
    assert_eq!(database.execute(&explained, &session()).expect_err("there is no plan").code(), "transaction");
    assert!(database.in_transaction());
}

#[test]
fn a_read_only_session_groups_questions_alone() {
    let mut database = replayed(&["CREATE (:City)"]);
    let session = Session { read_only: true, ..session() };
    database.run("BEGIN", &session).expect("it changes nothing");
    assert!(matches!(database.run("CREATE (:City)", &session), Err(Error::ReadOnly)));
    database.run("MATCH (c:City) RETURN c", &session).expect("it only asks");
    database.run("COMMIT", &session).expect("there is nothing to keep");
    assert_eq!(database.view().node_count(), 1);
}

/// A store of which a bit is flipped in the section that weighs events; it is too large to be looked over when it is opened.
fn damaged(path: &Path) {
    let (mut store, graph) = (Store::create(path).expect("a store can be made"), large());
    store.checkpoint(&graph).expect("a snapshot can be written");
    store.close(&graph).expect("a store can be closed");
    let report = crate::storage::check(path).expect("the header is sound");
    let longest = report.sections.iter().filter(|section| section.name.starts_with("node property"));
    let section = longest.max_by_key(|section| section.length).expect("there are properties");
    let mut bytes = std::fs::read(path).expect("there is a snapshot");
    bytes[usize::try_from(section.offset + section.length / 2).expect("a small file")] ^= 1;
    std::fs::write(path, bytes).expect("the file can be written");
}

#[test]
fn damage_that_is_found_late_is_an_error_and_no_answer() {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let path = directory.path().join("graph.annals");
    damaged(&path);
    let sum = "MATCH (e:Event) RETURN sum(e.weight) AS sum";
    let named = "MATCH (c:City {name: 'city 7'}) RETURN count(*) AS cities";

    let (mut database, _) = Database::open(&path, Access::ReadOnly).expect("the damage is further in");
    let answer = database.run(named, &session()).expect("this needs nothing that is damaged");
    assert_eq!(answer.rows.rows, [[Value::Integer(1)]]);
    assert!(database.run(sum, &session()).expect_err("this does").is_damaged());
    assert!(database.run(named, &session()).expect_err("nothing is believed from then on").is_damaged());
    assert!(database.prepare("events in city 7", &session()).expect_err("nor read into").is_damaged());

    let (mut database, opening) = Database::open(&path, Access::ReadWrite).expect("the damage is further in");
    assert_eq!(opening.batches, 0);
    let created = "MATCH (e:Event) WHERE e.weight < 0 WITH count(*) AS none CREATE (:Sum {none: none})";
    assert!(database.run(created, &session()).expect_err("what was found is not kept").is_damaged());
    assert!(database.begin().is_ok_and(|mut group| group.run(created, &session()).is_err()));
    assert!(database.checkpoint().expect_err("no snapshot is made of it").is_damaged());
    drop(database);
    let (_, opening) = Database::open(&path, Access::ReadOnly).expect("the damage is further in");
    assert_eq!(opening.batches, 0);
}

/// What a text answers and writes, however often texts like it came before.
fn outcome(database: &mut Database, text: &str) -> (String, String) {
    let said = match database.run(text, &session()) {
        Ok(answer) => format!("{:?}", answer.rows),
        Err(error) => format!("{error:?}"),
    };
    (said, print(database.view()))
}

#[test]
fn a_text_means_the_same_after_texts_that_differ_in_literals() {
    let texts = [
        "CREATE (:Event {id: 1, type: 'Consult', share: 0.5})",
        "CREATE (:Event {id: 20, type: \"It's\", share: 12.25})",
        "CREATE (:Event {id: 'one', type: 2, share: 3})",
        "CREATE (:Event {id: 010, type: 'x\\n', share: 1e3})",
        "CREATE (:Event {id: -1, type: '', share: -0.5})",
        "CREATE (n:Event {id: 3, type: 'Consult', share: 0.5}) RETURN n.id AS id, {id: 3} AS map, {id: 3}",
        "CREATE (n:Event {id: 4, type: 'Consult', share: 0.5}) RETURN n.id AS id, {id: 4} AS map, {id: 4}",
        "CREATE (n:Event {id: 5, type: 'Consult', share: 0.5}) RETURN n.id AS id, {id: 4} AS map, {id: 4}",
        "MATCH (e:Event {id: 20}) CREATE (e)-[:PART_OF {n: 1}]->(:Event {id: 21})",
        "MATCH (e:Event {id: 1}) CREATE (e)-[:PART_OF {n: 2}]->(:Event {id: 22})",
        "MATCH (e:Event {id: 1}) CREATE (e)-[:PART_OF {n: 2}]->(:Event {id: 22}) SET e.id = 1 / 0",
        "MATCH (e:Event {id: 1}) CREATE (e)-[:PART_OF {n: 2222}]->(:Event {id: 22}) SET e.id = 1 / 0",
        "CREATE (:Event {id: 99999999999999999999})",
        "CREATE (:Event {id: 6}), (:Event {id: $missing})",
        "CREATE (:Event {id: 67}), (:Event {id: $missing})",
        "CREATE (:Event {id: 68}), (:Event {id: x})",
        "CREATE (:Event {id: 689}), (:Event {id: x})",
        "MERGE (:Event {id: 7}) ON CREATE SET n = {a: 1}",
        "CREATE (:Event {id: $`\u{1}0`})",
    ];
    let (mut alike, mut forgetful) = (Database::memory(), Database::memory());
    for text in texts.iter().cycle().take(3 * texts.len()) {
        forgetful.texts = Texts::default();
        assert_eq!(outcome(&mut alike, text), outcome(&mut forgetful, text), "{text}");
        let statement = |database: &Database| database.prepare(text, &session()).ok().map(|one| one.cypher_text());
        assert_eq!(statement(&alike), statement(&forgetful));
    }
}
