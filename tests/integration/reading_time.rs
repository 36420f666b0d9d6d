//! How long it takes to read a question in a graph of twenty thousand names, and as many events.

use std::time::{Duration, Instant};

use annals::graph::{Batch, Change};
use annals::time::Date;
use annals::value::{NodeId, RelationshipId, Value};
use annals::{Database, Session};

const NAMES: u32 = 20_000;

/// The clock of a debug build on a busy machine says little; `cargo test --release -- --ignored reading_time` tells.
#[test]
#[ignore = "a measurement of a release build"]
fn questions_are_read_within_five_milliseconds() {
    let (database, session) = (many_names(), Session::on(Date::new(2025, 5, 26).expect("a day")));
    let mut worst = Duration::ZERO;
    for question in QUESTIONS {
        let best = (0..20).map(|_| timed(&database, &session, question)).min().expect("it was timed");
        println!("{:>9.3} ms  {question}", best.as_secs_f64() * 1e3);
        worst = worst.max(best);
    }
    assert!(worst < Duration::from_millis(5), "the slowest took {worst:?}");
}

fn timed(database: &Database, session: &Session, question: &str) -> Duration {
    let start = Instant::now();
    let _ = database.prepare(question, session);
    start.elapsed()
}

/// Answered, misspelt in every way, and unknown: refusals look farthest.
const QUESTIONS: [&str; 22] = [
    "events in Bakomi Rukoba after May 23",
    "MATCH (e:Event) WHERE (e)-[:OCCURRED_IN]->(:Place {name: 'Bakomi Rukoba'}) RETURN e.title",
    "timeline of Bakomi Rukoba",
    "who is Bakomi Rukoba?",
    "attacks by Bakomi Rukoba against Komiba Rukoko in May 2025 with evidence",
    "who met Bakomi Rukoba?",
    "events in Bakomi Rukoda after May 23",
    "events in Bakomy",
    "what did Bakomi say about Komiba?",
    "evnts in Bakomi Rukoba",
    "earthquakes in Bakomi Rukoba",
    "attacks on the workers in Bakomi Rukoba",
    "when did the landslide happen?",
    "events since the landslide",
    "events in Atlantis",
    "events on Febuary 3",
    "since May 2025, how many cities attacked Bakomi Rukoba?",
    "events since the attack on Komiba Rukoko in Bakomi Rukoba",
    "how many people were killed in attacks since the landslide in Bakomi Rukoba?",
    "how is Bakomi Rukoba connected to Komiba Rukoko?",
    "compare attacks by Bakomi Rukoba and Komiba Rukoko by month",
    "what happened in the landslide of Bakomi Rukoba and Komiba Rukoko between the attack and the landslide?",
];

/// Every name is a city's; every event is an attack in one.
fn many_names() -> Database {
    let syllables = ["ba", "ko", "mi", "ru", "ste", "lan", "dor", "vi", "ha", "pel"];
    let syllable = |number: u32, place: u32| syllables[(number / 10_u32.pow(place) % 10) as usize];
    let mut changes = Vec::new();
    for number in 0..NAMES {
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|place| syllable(number, place));
        let name = format!("{}{b}{c} {}{e}{a}", capital(a), capital(d));
        changes.push(node(number, &["Entity", "Place", "City"], vec![("name".into(), name.as_str().into())]));
    }
    for number in 0..NAMES {
        let day = Date::new(
            2025,
            1 + u8::try_from(number % 5).expect("a month"),
            1 + u8::try_from(number % 28).expect("a day"),
        );
        let (start, end) = (Value::Date(day.expect("a day")), Value::Date(day.expect("a day")));
        let title = Value::from(format!("attack number {number} on a quiet town by the sea").as_str());
        let properties = vec![("title".into(), title), ("start".into(), start), ("end".into(), end)];
        changes.push(node(NAMES + number, &["Event", "Attack"], properties));
        let (id, kind) = (RelationshipId(number), "OCCURRED_IN".into());
        changes.push(Change::CreateRelationship {
            id,
            kind,
            start: NodeId(NAMES + number),
            end: NodeId(number),
            properties: Vec::new(),
        });
    }
    let mut database = Database::memory();
    database.apply(&Batch { changes }).expect("the graph makes sense");
    database
}

fn capital(syllable: &str) -> String {
    let mut letters = syllable.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn node(id: u32, labels: &[&str], properties: Vec<(std::sync::Arc<str>, Value)>) -> Change {
    Change::CreateNode { id: NodeId(id), labels: labels.iter().map(|label| (*label).into()).collect(), properties }
}
