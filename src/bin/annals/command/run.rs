//! `annals run`: query files, statement by statement.

use std::path::PathBuf;

use annals::query::ast::Statement;
use annals::{Language, Session, query};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::{self, Bind, Show};
use crate::script::{self, Part};
use crate::session;
use crate::shell::{Next, Shell};
use crate::source::{self, Source};
use crate::store;
use crate::timings::Timings;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals run questions.annals")]
pub(crate) struct Arguments {
    /// Query files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Go on after an error; the exit code is that of the first
    #[arg(long)]
    keep_going: bool,
    /// Run each statement that only reads so often; its answer is shown once
    #[arg(long, value_name = "TIMES", default_value = "1", value_parser = options::count)]
    repeat: u64,
    /// Write how long each statement took, as JSON Lines: rows, plan_us, first_us, median_us
    #[arg(long, value_name = "FILE")]
    timings: Option<PathBuf>,
    #[command(flatten)]
    show: Show,
    #[command(flatten)]
    bind: Bind,
}

/// Runs every statement of every file.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let read = arguments.files.iter().map(|file| source::read(file, None)).collect::<Result<Vec<_>, _>>()?;
    let timed = arguments.repeat > 1 || arguments.timings.is_some();
    let repeat = usize::try_from(arguments.repeat).unwrap_or(usize::MAX);
    let timings = timed.then(|| Timings::new(repeat, arguments.timings.as_deref())).transpose()?;
    let manner = Manner { keep_going: arguments.keep_going, timings };
    sources(&read, &arguments.show, &arguments.bind, manner, global, console)
}

/// How statements are run.
#[derive(Default)]
pub(crate) struct Manner {
    keep_going: bool,
    timings: Option<Timings>,
}

/// Runs texts over the store. It is opened to write, or made, only where one of them writes.
pub(crate) fn sources(
    sources: &[Source],
    show: &Show,
    bind: &Bind,
    Manner { keep_going, timings }: Manner,
    global: &Global,
    console: &mut Console,
) -> Result<(), Failure> {
    if sources.iter().all(|source| script::parts(&source.text).is_empty()) {
        return Ok(());
    }
    let mut session = session::new(global, bind)?;
    let writes = sources.iter().any(|source| writes(source, &session)) && !global.read_only;
    if !bind.limits.has_rows() {
        session.limits.rows = session.limits.rows.max(show.limit.unwrap_or_default() as u64);
    }
    let mut shell = if writes {
        Shell::to_write(global, console, session, show.settings())?
    } else {
        let database = store::reading(global, console)?;
        Shell::new(console, database, session, show.settings())
    };
    shell.timings = timings;
    let ended = each(&mut shell, sources, keep_going);
    let closed = shell.close();
    ended.and(closed)
}

fn each(shell: &mut Shell<'_>, sources: &[Source], keep_going: bool) -> Result<(), Failure> {
    let mut first_failure = None;
    for source in sources {
        match shell.run_script(source, keep_going) {
            Ok(Next::Go) => {}
            Ok(Next::Quit) => break,
            Err(Failure::Shown(exit)) if keep_going => _ = first_failure.get_or_insert(exit),
            Err(failure) => return Err(failure),
        }
    }
    first_failure.map_or(Ok(()), |exit| Err(Failure::Shown(exit)))
}

/// Whether a statement of the text writes, or a dot command may lead to one that does.
fn writes(source: &Source, session: &Session) -> bool {
    script::parts(&source.text).into_iter().any(|part| match part {
        // What is too long to be run is not read either.
        Part::Statement(range) if session.limits.check_text(&source.text[range.clone()]).is_err() => false,
        Part::Statement(range) => statement_writes(&source.text[range]),
        Part::Command(range) => source.text[range].starts_with(".read"),
    })
}

fn statement_writes(text: &str) -> bool {
    Language::of(text) == Language::Cypher && query::parse(text).is_ok_and(|statement: Statement| statement.writes())
}
