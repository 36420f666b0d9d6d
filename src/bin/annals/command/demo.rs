//! `annals demo`: the example articles into a graph in memory, and a few questions answered.

use std::io::{self, IsTerminal};

use annals::ingest::news::News;
use annals::time::Date;
use annals::{Database, Session};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::repl;
use crate::session;
use crate::settings::Settings;
use crate::shell::Shell;
use crate::source::Source;

#[derive(Args, Debug)]
pub(crate) struct Arguments {}

/// The example articles: file, publisher, text. They were written for this project; nothing in them happened.
const ARTICLES: &[(&str, &str, &str)] = &[
    ("harbour-fire.txt", "Coast Gazette", include_str!("../../../../examples/articles/harbour-fire.txt")),
    ("talks-in-karlskrona.txt", "Baltic Wire", include_str!("../../../../examples/articles/talks-in-karlskrona.txt")),
    ("dockers-strike.txt", "Coast Gazette", include_str!("../../../../examples/articles/dockers-strike.txt")),
    ("looking-back.txt", "Baltic Wire", include_str!("../../../../examples/articles/looking-back.txt")),
    ("convoy-attack.txt", "Example Times", include_str!("../../../../examples/articles/convoy-attack.txt")),
    ("ferry-collision.txt", "Example Times", include_str!("../../../../examples/articles/ferry-collision.txt")),
    (
        "ferry-collision-second-report.txt",
        "Baltic Wire",
        include_str!("../../../../examples/articles/ferry-collision-second-report.txt"),
    ),
    ("fishing-talks.txt", "Example Times", include_str!("../../../../examples/articles/fishing-talks.txt")),
    ("harbour-strike.txt", "Example Times", include_str!("../../../../examples/articles/harbour-strike.txt")),
];

/// What is asked of them: a place and a time, two parties, an allegation, and the sentences behind an event.
const QUESTIONS: &[&str] = &[
    "events in Gdynia after March 1",
    "what happened in Stockholm?",
    "agreements between Sweden and Poland",
    "events according to the Baltic Dockers Union",
    "how many events by month in 2026?",
    "sources for agreements in March 2026",
    "what happened on June 13, 2026?",
];

/// Where the examples stand in time, so that the demonstration is the same every day.
const TODAY: (i64, u8, u8) = (2026, 10, 1);

/// Shows the demonstration; on a terminal, goes on with the line editor.
pub(crate) fn run(_: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let mut database = Database::memory();
    for (name, publisher, text) in ARTICLES {
        let report = database.ingest_news(&[News::new(*text).path(*name).source(*publisher)])?;
        writeln!(console.out(), "ok {name}: {report}")?;
    }
    let mut shell = Shell::new(console, database, session(global), Settings::default());
    for question in QUESTIONS {
        writeln!(shell.console.out(), "\nannals> {question}")?;
        shell.console.flush()?;
        shell.run_source(&Source { place: "demo".to_owned(), text: (*question).to_owned() }, false)?;
    }
    if io::stdin().is_terminal() && shell.console.is_terminal {
        return repl::edit(shell);
    }
    Ok(())
}

fn session(global: &Global) -> Session {
    let (year, month, day) = TODAY;
    let today = global.today.or_else(|| Date::new(year, month, day));
    session::interactive(&Global { today, ..global.clone() })
}
