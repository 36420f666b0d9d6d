//! Long and deep texts, from text to rows.

use std::time::{Duration, Instant};

use annals::query::parse;
use annals::time::Date;
use annals::{Database, Session};

use super::STEPS;
use super::shapes::{DEEP, LONG, Shape};

fn session() -> Session {
    Session::on(Date::new(2025, 5, 26).unwrap()).bind("p", 1)
}

/// How long a text took, step by step, and what came of it.
struct Outcome {
    parse: Duration,
    print: Duration,
    run: Duration,
    said: String,
}

/// Everything that can be done with a text.
fn put_through(text: &str) -> Outcome {
    let began = Instant::now();
    let parsed = parse(text);
    let parse = began.elapsed();
    let began = Instant::now();
    if let Ok(statement) = parsed {
        let printed = statement.to_string();
        assert!(statement.clone() == statement);
        drop(statement);
        assert!(!printed.is_empty());
    }
    let print = began.elapsed();
    let began = Instant::now();
    let said = match Database::memory().run(text, &session()) {
        Ok(answer) => format!("{} rows", answer.rows.rows.len()),
        Err(error) => error.to_string().chars().take(90).collect(),
    };
    Outcome { parse, print, run: began.elapsed(), said }
}

fn report(shapes: &[Shape], count: usize) {
    let only = std::env::var("HOSTILE_ONLY").unwrap_or_default();
    for shape in shapes.iter().filter(|shape| shape.name.contains(&only)) {
        let Outcome { parse, print, run, said } = put_through(&shape.text(count));
        println!("{:36} {:8.1?} {:8.1?} {:8.1?}  {said}", shape.name, parse, print, run);
    }
}

#[test]
fn whatever_is_long_or_deep_is_answered_or_refused() {
    let _guard = STEPS.read().unwrap();
    for shape in LONG.iter().chain(DEEP) {
        for count in [0, 1, 2, 700] {
            let outcome = put_through(&shape.text(count));
            assert!(!outcome.said.contains("something else"), "{}: {}", shape.name, outcome.said);
        }
    }
}

#[test]
fn what_is_too_deep_says_so() {
    let _guard = STEPS.read().unwrap();
    for shape in DEEP.iter().filter(|shape| shape.name != "n:A:A") {
        let said = parse(&shape.text(100_000)).unwrap_err().to_string();
        assert_eq!(said, "the statement is nested deeper than 100", "{}", shape.name);
    }
}

/// The least of some times a text takes to be read and planned by a database that never saw it.
fn time(text: &str, tries: usize) -> Duration {
    let once = || {
        let database = Database::memory();
        let began = Instant::now();
        drop(database.prepare(text, &session()));
        began.elapsed()
    };
    (0..tries).map(|_| once()).min().unwrap()
}

/// Eight times the text takes eight times as long, not sixty-four. The bound leaves room for a busy machine, and what
/// misses it is measured again.
#[test]
fn reading_and_planning_are_linear() {
    let _guard = STEPS.read().unwrap();
    // `WITH *` hands on every variable anew: there the answer itself is quadratic, and limited.
    for shape in LONG.iter().chain(DEEP).filter(|shape| shape.name != "WITH more each time") {
        let (short, long) = (shape.text(100), shape.text(800));
        let is_linear = |tries| time(&long, tries) < time(&short, tries) * 32 + Duration::from_millis(5);
        assert!((1..=5).any(|tries| is_linear(tries * 2)), "{} takes more than linear time", shape.name);
    }
}

/// `HOSTILE_SIZE=100000 cargo test --release --test hostile -- --ignored --nocapture how_long`
#[test]
#[ignore = "prints a table"]
fn how_long() {
    let _guard = STEPS.read().unwrap();
    let count = std::env::var("HOSTILE_SIZE").map_or(20_000, |count| count.parse().unwrap());
    println!("{:36} {:>8} {:>8} {:>8}", format!("n = {count}"), "parse", "print", "run");
    report(LONG, count);
    report(DEEP, count);
}
