//! The floor: what each question of `benches/compare` costs by hand over plain arrays, and its answer by a second road.
//!
//! `cargo run --release --example floor -- FOLDER` reads the tables that `generate` wrote, says `ready`, and answers lines of
//! standard input on standard output:
//!
//! ```text
//! {"question":"Q4","values":{"a":"China"},"least":5,"most":50,"enough_ms":1000}
//! {"first_ms":0.41,"median_ms":0.027,"rows":[["Iran",211],["Police (China)",93]]}
//! ```
//! 1. `tables` reads the columns of the tables; they are those of the generator, not any.
//! 2. `layout` puts side by side what a question reads in turn: the events of an entity and of a type, by day.
//! 3. `lookups`, `scans` and `walks` answer; `answer` is what they find, and its rows.
//!
//! No language, no plan, no transaction, no limit, no value but numbers: what is slower than this pays for those.

mod answer;
mod layout;
mod lookups;
mod scans;
mod tables;
mod walks;

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use answer::Answer;
use layout::Layout;

#[expect(clippy::print_stderr, reason = "a program of its own")]
fn main() -> io::Result<()> {
    let Some(folder) = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')) else {
        eprintln!("floor FOLDER < QUESTIONS");
        return Ok(());
    };
    let layout = Layout::of(tables::read(Path::new(&folder))?);
    let mut out = io::stdout().lock();
    writeln!(out, "ready")?;
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", timed(&layout, &serde_json::from_str(&line?)?))?;
        out.flush()?;
    }
    Ok(())
}

/// Asks again and again, at least and at most so often, until enough time is spent.
fn timed(layout: &Layout, asked: &Value) -> Value {
    let number = |name: &str| asked[name].as_f64().unwrap_or_default();
    let (least, most, enough) = (number("least"), number("most"), Duration::from_secs_f64(number("enough_ms") / 1e3));
    let (mut runs, mut answer) = (Vec::new(), Answer::Number(None));
    let began = Instant::now();
    while runs.len() as f64 <= least || ((runs.len() as f64) < most && began.elapsed() < enough) {
        let start = Instant::now();
        answer = std::hint::black_box(answered(layout, std::hint::black_box(asked)));
        runs.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let first = runs.remove(0);
    runs.sort_unstable_by(f64::total_cmp);
    let median = runs.get(runs.len() / 2).copied().unwrap_or(first);
    json!({ "first_ms": first, "median_ms": median, "rows": answer.rows(layout) })
}

/// The answer to a question by its name; none where its values name nothing that is there.
fn answered(layout: &Layout, asked: &Value) -> Answer {
    let text = |name: &str| asked["values"][name].as_str().unwrap_or_default();
    let entity = |name| layout.entity(text(name));
    let kind = || layout.kind(text("a"));
    let day = |name| tables::day(text(name)).unwrap_or_default();
    let found = match asked["question"].as_str().unwrap_or_default() {
        "Q1" => entity("a").map(|x| lookups::first_after(layout, x, day("b"))),
        "Q2" => entity("a").map(|x| lookups::types_within(layout, x, day("b")..=day("c"))),
        "Q3" => Some(kind().map_or(Answer::Months(Vec::new()), |kind| scans::months(layout, kind))),
        "Q4" => entity("a").map(|x| lookups::met_most(layout, x)),
        "Q5" => entity("a").zip(entity("b")).map(|(x, y)| lookups::together(layout, x, y, day("c")..=day("d"))),
        "Q6" => Some(Answer::Number(Some(kind().map_or(0, |kind| scans::done_to(layout, kind, text("b")))))),
        "Q7" => entity("a").map(|x| walks::within_two(layout, x)),
        "Q8" => entity("a").zip(entity("b")).map(|(a, b)| walks::apart(layout, a, b, 4)),
        "Q9" => Some(Answer::Number(Some(kind().map_or(0, |kind| walks::triangles(layout, kind))))),
        "Q11" => Some(lookups::beginning(layout, text("a"), 20)),
        _ => None,
    };
    found.unwrap_or(Answer::Number(None))
}
