//! The openCypher TCK: its scenarios, run as they stand, and what became of them.
//!
//! The folder is named by `OPENCYPHER_TCK`, or is `../shared/tck` beside the checkout; it is the `tck` folder of a clone of
//! openCypher, with `features/**/*.feature` and `graphs/NAME/NAME.cypher`. Where there is none, a note says so and the
//! test passes, except where `CI` is set.
//!
//! 1. `gherkin` reads feature files (`table`, `outline`); `identity` gives each scenario its name.
//! 2. `pool` hands them to `scenario`, which runs them by `step`, on a database each: `notation` reads expected values,
//!    `answer` compares rows, `effects` graphs, `procedure` registers what a scenario declares.
//! 3. A `verdict` comes out. `report` sums them up in one line, and writes records to the file named by `TCK_REPORT`.
//! 4. `ratchet` compares them with `known.txt`, which `UPDATE_GOLDENFILES=1` writes.
//!
//! `check` first runs scenarios of our own that must fail, so that a runner that sees nothing is seen.

#![allow(clippy::print_stdout, reason = "a test says what it saw; nothing captures the output of this one")]

mod answer;
mod arguments;
mod check;
mod effects;
mod gherkin;
mod identity;
mod notation;
mod outline;
#[path = "../integration/outside.rs"]
mod outside;
mod pool;
mod procedure;
mod ratchet;
mod report;
mod scenario;
mod step;
mod table;
mod verdict;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use arguments::Arguments;
use gherkin::Scenario;
use identity::Identity;
use ratchet::Known;
use report::{Record, Summary};

fn main() -> ExitCode {
    let arguments = Arguments::read(std::env::args().skip(1));
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(101),
        Err(reason) => {
            println!("\ntest result: FAILED. {reason}\n");
            ExitCode::from(101)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, String> {
    let began = Instant::now();
    if !arguments.list {
        check::the_runner_sees_what_is_wrong()?;
        check::the_ratchet_holds()?;
    }
    let folder = outside::folder("OPENCYPHER_TCK", "../shared/tck", "features");
    let Some(folder) = folder else { return Ok(true) };
    let scenarios = read(&folder)?;
    let all = scenarios.len();
    let chosen: Vec<Scenario> =
        scenarios.into_iter().filter(|scenario| arguments.select(&test_name(scenario))).collect();
    if arguments.list {
        chosen.iter().for_each(|scenario| println!("{}: test", test_name(scenario)));
        return Ok(true);
    }
    println!("\nrunning {} scenarios", chosen.len());
    let records = judged(&chosen, &folder);
    conclude(&records, all - chosen.len(), began)
}

/// What a scenario is called among all tests.
fn test_name(scenario: &Scenario) -> String {
    format!("tck/{}", Identity::of(scenario))
}

fn judged(scenarios: &[Scenario], folder: &Path) -> Vec<Record> {
    let verdicts = pool::run(scenarios, folder);
    let records = scenarios.iter().zip(verdicts).map(|(scenario, verdict)| Record {
        identity: Identity::of(scenario),
        name: scenario.name.clone(),
        verdict,
    });
    records.collect()
}

/// Every scenario of a folder, in order.
fn read(folder: &Path) -> Result<Vec<Scenario>, String> {
    let features = folder.join("features");
    let mut scenarios = Vec::new();
    for path in files(&features) {
        let wrong = |error: String| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let name = path.strip_prefix(&features).unwrap_or(&path).with_extension("");
        scenarios.extend(gherkin::read(&name.to_string_lossy().replace('\\', "/"), &text).map_err(wrong)?);
    }
    let mut identities: Vec<_> = scenarios.iter().map(Identity::of).collect();
    identities.sort_unstable();
    match identities.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("two scenarios are called {}", pair[0])),
        None => Ok(scenarios),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Says what became of the scenarios; whether it is as known.
fn conclude(records: &[Record], filtered: usize, began: Instant) -> Result<bool, String> {
    if let Some(path) = std::env::var_os("TCK_REPORT") {
        report::write(Path::new(&path), records).map_err(|error| format!("TCK_REPORT: {error}"))?;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tck/known.txt");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut known = Known::read(&text)?;
    if std::env::var_os("UPDATE_GOLDENFILES").is_some() {
        known.learn(records);
        let head: String =
            text.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        fs::write(&path, known.write(&head)).map_err(|error| error.to_string())?;
    }
    let contradictions = known.contradictions(records);
    contradictions.iter().for_each(|line| println!("{line}"));
    say_unknown(&known.unknown(records));
    if !records.is_empty() {
        println!("{}", Summary::of(records));
    }
    let ignored = records.iter().filter(|record| known.is_failing(&record.identity)).count();
    let (verdict, failed) = if contradictions.is_empty() { ("ok", 0) } else { ("FAILED", contradictions.len()) };
    println!(
        "\ntest result: {verdict}. {} passed; {failed} failed; {ignored} ignored; 0 measured; {filtered} filtered out; \
         finished in {:.2}s\n",
        records.iter().filter(|record| record.verdict.failure.is_none()).count(),
        began.elapsed().as_secs_f64()
    );
    Ok(contradictions.is_empty())
}

/// Scenarios `known.txt` does not speak of: they decide nothing, but how they fail is worth a line.
fn say_unknown(unknown: &[&Record]) {
    if unknown.is_empty() {
        return;
    }
    println!("note: known.txt does not speak of {} of these scenarios", unknown.len());
    for record in unknown {
        if let Some(failure) = &record.verdict.failure {
            println!("{} fails: {}: {}", record.identity, failure.name(), failure.reason());
        }
    }
}
