//! Where statements are run: a database, a session, and how answers are shown. `query`, `run`, `demo` and the line editor
//! all feed it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use annals::query::{Rows, SideEffects, ast};
use annals::storage::{Store, SyncMode};
use annals::value::{Value, text::plain};
use annals::{Answer, Database, Prepared, Session, export};

use crate::args::Global;
use crate::console::Console;
use crate::evidence;
use crate::exit::{Exit, Failure};
use crate::repl::command;
use crate::script::{self, Part};
use crate::settings::Settings;
use crate::source::Source;
use crate::store;
use crate::timings::{Timing, Timings};

/// How deep `.read` may nest, so that a file that reads itself ends.
const DEEPEST_READ: usize = 16;

const TAKEN_BACK: &str = "the open transaction is rolled back: nothing since BEGIN is kept";

/// A database, a session, and how answers are shown.
pub(crate) struct Shell<'c> {
    pub(crate) console: &'c mut Console,
    pub(crate) database: Database,
    pub(crate) session: Session,
    pub(crate) settings: Settings,
    /// A store that the first writing statement makes.
    pub(crate) pending: Option<(PathBuf, SyncMode)>,
    /// The last statement, for commands that speak of it.
    pub(crate) last: Option<String>,
    /// Where to write how long statements take, each run several times.
    pub(crate) timings: Option<Timings>,
    output: Option<(PathBuf, BufWriter<File>)>,
    depth: usize,
}

/// What a shell does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next statement.
    Go,
    /// `.quit`
    Quit,
}

impl<'c> Shell<'c> {
    pub(crate) fn new(console: &'c mut Console, database: Database, session: Session, settings: Settings) -> Self {
        Self { console, database, session, settings, pending: None, last: None, timings: None, output: None, depth: 0 }
    }

    /// A shell over the store, open for writing; over nothing yet, where there is none, until a statement writes.
    pub(crate) fn to_write(
        global: &Global,
        console: &'c mut Console,
        session: Session,
        settings: Settings,
    ) -> Result<Self, Failure> {
        if Store::exists(&global.db) {
            let database = store::open_to_write(global, console)?;
            return Ok(Self::new(console, database, session, settings));
        }
        Ok(Self {
            pending: Some((global.db.clone(), global.sync)),
            ..Self::new(console, Database::memory(), session, settings)
        })
    }

    /// Leaves the store in good order, without what was not committed.
    pub(crate) fn close(self) -> Result<(), Failure> {
        if self.database.in_transaction() {
            self.console.warn(TAKEN_BACK);
        }
        Ok(self.database.close()?)
    }

    /// Runs a whole script, which ends the transaction it began; one that was open before stays open.
    pub(crate) fn run_script(&mut self, source: &Source, keep_going: bool) -> Result<Next, Failure> {
        let was_open = self.database.in_transaction();
        let ended = self.run_source(source, keep_going);
        if was_open || !self.database.in_transaction() {
            return ended;
        }
        self.database.run("ROLLBACK", &self.session)?;
        if ended.is_err() {
            self.console.warn(TAKEN_BACK);
            return ended;
        }
        let failure = unfinished(source);
        self.console.fail(&failure);
        Err(Failure::Shown(failure.exit()))
    }

    /// Runs every part of a text. Stops at the first error, or shows it and goes on where `keep_going`.
    pub(crate) fn run_source(&mut self, source: &Source, keep_going: bool) -> Result<Next, Failure> {
        let parts = script::parts(&source.text);
        let many = parts.len() > 1;
        let mut done = Done::default();
        let ended = self.run_parts(source, parts, keep_going, &mut done);
        if many {
            self.console.note(&done.sentence());
        }
        match done.worst {
            Some(exit) if ended.is_ok() => Err(Failure::Shown(exit)),
            _ => ended,
        }
    }

    fn run_parts(
        &mut self,
        source: &Source,
        parts: Vec<Part>,
        keep_going: bool,
        done: &mut Done,
    ) -> Result<Next, Failure> {
        for part in parts {
            match self.run_part(source, part) {
                Ok(Next::Go) => done.statements += 1,
                Ok(Next::Quit) => return Ok(Next::Quit),
                Err(failure @ Failure::Error { .. }) if keep_going => {
                    self.console.fail(&failure);
                    done.failed(failure.exit());
                }
                // Shown before the count, so that the count is the last line.
                Err(failure @ Failure::Error { .. }) => {
                    self.console.fail(&failure);
                    return Err(Failure::Shown(failure.exit()));
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(Next::Go)
    }

    fn run_part(&mut self, source: &Source, part: Part) -> Result<Next, Failure> {
        match part {
            Part::Statement(range) => self.run_statement(source, range).map(|()| Next::Go),
            Part::Command(range) => command::run(self, source, range),
        }
    }

    fn run_statement(&mut self, source: &Source, range: Range<usize>) -> Result<(), Failure> {
        let text = &source.text[range.clone()];
        self.run_text(text).map_err(|error| match error {
            Ran::Refused(error) => Failure::within(error, &source.place, &source.text, range),
            Ran::Failed(failure) => failure,
        })
    }

    fn run_text(&mut self, text: &str) -> Result<(), Ran> {
        self.session.cancellation.reset();
        let started = Instant::now();
        let prepared = self.prepare(text)?;
        let plan = started.elapsed();
        self.create_pending(&prepared)?;
        let answer = self.execute(&prepared)?;
        let took = started.elapsed();
        self.time(text, &prepared, &answer, plan, took - plan)?;
        self.show_reading(&prepared);
        self.show_remarks(&answer.rows);
        self.show_rows(&answer.rows)?;
        for remark in &answer.remarks {
            self.console.note(remark);
        }
        if self.settings.timer {
            self.console.note(&format!("{:.1} ms", took.as_secs_f64() * 1000.0));
        }
        Ok(())
    }

    fn prepare(&mut self, text: &str) -> Result<Prepared, annals::Error> {
        let prepared = self.database.prepare(text, &self.session);
        if !matches!(&prepared, Ok(prepared) if prepared.as_control().is_some()) {
            self.last = Some(text.to_owned());
        }
        prepared
    }

    fn execute(&mut self, prepared: &Prepared) -> Result<Answer, annals::Error> {
        let was_open = self.database.in_transaction();
        let answer = self.database.execute(prepared, &self.session);
        if answer.is_err() && was_open && !self.database.in_transaction() {
            self.console.warn(TAKEN_BACK);
        }
        answer
    }

    /// Runs a statement that only reads again, as often as timings want it, and writes how long it took.
    fn time(
        &mut self,
        statement: &str,
        prepared: &Prepared,
        answer: &Answer,
        plan: Duration,
        first: Duration,
    ) -> Result<(), Ran> {
        let Some(mut timings) = self.timings.take() else { return Ok(()) };
        let mut runs = vec![first];
        let again = if prepared.writes() || prepared.as_control().is_some() { 1 } else { timings.repeat };
        while runs.len() < again {
            let started = Instant::now();
            self.database.execute(prepared, &self.session)?;
            runs.push(started.elapsed());
        }
        timings.write(&Timing { statement, rows: answer.rows.rows.len(), plan, runs })?;
        self.timings = Some(timings);
        Ok(())
    }

    /// A store comes to be when something is to be kept, not before; an open transaction, empty until now, goes with it.
    fn create_pending(&mut self, prepared: &Prepared) -> Result<(), Failure> {
        if prepared.writes()
            && !self.session.read_only
            && let Some((path, sync)) = self.pending.take()
        {
            let was_open = self.database.in_transaction();
            self.database = store::create(&path, sync, self.console)?;
            if was_open {
                self.database.run("BEGIN", &self.session)?;
            }
        }
        Ok(())
    }

    fn show_reading(&mut self, prepared: &Prepared) {
        if !prepared.echo().is_empty() {
            self.console.echo(&prepared.echo().join(" · "));
        }
        if self.settings.cypher && prepared.is_question() {
            self.console.note(&prepared.cypher_text());
        }
    }

    fn show_remarks(&mut self, rows: &Rows) {
        for warning in &rows.warnings {
            self.console.warn(warning);
        }
        if let Some(changes) = changes(&rows.side_effects) {
            self.console.note(&changes);
        }
    }

    /// Writes rows to where results go.
    pub(crate) fn show_rows(&mut self, rows: &Rows) -> Result<(), Failure> {
        match &mut self.output {
            Some((path, file)) => {
                let rows = limited(rows, &self.settings, self.console);
                let options = self.settings.options(self.console, true);
                let written = export::write(&rows, self.settings.format, &options, file).and_then(|()| file.flush());
                written.map_err(|error| Failure::file(path, &error))
            }
            None => write_rows(rows, &self.settings, self.console),
        }
    }

    /// Writes a text of many lines, each made visible, to where results go.
    pub(crate) fn show_text(&mut self, text: &str) -> Result<(), Failure> {
        let lines: String = text.lines().map(|line| export::visible(line).into_owned() + "\n").collect();
        match &mut self.output {
            Some((path, file)) => file.write_all(lines.as_bytes()).map_err(|error| Failure::file(path, &error)),
            None => {
                self.console.out().write_all(lines.as_bytes())?;
                Ok(self.console.flush()?)
            }
        }
    }

    /// Sends results to a file, or back to standard output.
    pub(crate) fn redirect(&mut self, path: Option<&Path>) -> Result<(), Failure> {
        self.output = match path {
            Some(path) => {
                let file = File::create(path).map_err(|error| Failure::file(path, &error))?;
                Some((path.to_owned(), BufWriter::new(file)))
            }
            None => None,
        };
        Ok(())
    }

    /// Runs a file within the running one.
    pub(crate) fn read(&mut self, source: &Source) -> Result<Next, Failure> {
        if self.depth == DEEPEST_READ {
            let message = format!("files read each other more than {DEEPEST_READ} deep");
            return Err(Failure::plain(Exit::Limit, "limit", &message, Some("does a file read itself?")));
        }
        self.depth += 1;
        let ended = self.run_script(source, false);
        self.depth -= 1;
        ended
    }

    /// What a text stands for and how it would run; with `profile`, how it ran.
    pub(crate) fn explain(&mut self, source: &Source, profile: bool) -> Result<(), Failure> {
        let blame = |error| Failure::within(error, &source.place, &source.text, 0..source.text.len());
        if let Some(page) = evidence::page(&mut self.database, &self.session, &source.text).map_err(blame)? {
            return self.show_text(&page);
        }
        let prepared = self.database.prepare(&source.text, &self.session).map_err(blame)?;
        if prepared.is_question() {
            self.show_reading(&prepared);
            self.show_text(&prepared.cypher_text())?;
        }
        let mode = if profile { ast::Mode::Profile } else { ast::Mode::Explain };
        let answer = self.database.execute(&prepared.with_mode(mode), &self.session).map_err(blame)?;
        self.show_plan(&answer.rows)
    }

    /// A plan is text, a line per row; a profile has columns beside it.
    fn show_plan(&mut self, rows: &Rows) -> Result<(), Failure> {
        if rows.columns.len() > 1 {
            let row = |row: &Vec<Value>| row.iter().map(to_microseconds).collect();
            return self.show_rows(&Rows { rows: rows.rows.iter().map(row).collect(), ..rows.clone() });
        }
        rows.rows.iter().flatten().try_for_each(|line| self.show_text(&plain(line).to_string()))
    }
}

/// Milliseconds to three places; finer is noise.
fn to_microseconds(value: &Value) -> Value {
    match value {
        Value::Float(milliseconds) => Value::Float((milliseconds * 1000.0).round() / 1000.0),
        other => other.clone(),
    }
}

/// Writes rows to standard output.
pub(crate) fn write_rows(rows: &Rows, settings: &Settings, console: &mut Console) -> Result<(), Failure> {
    let rows = limited(rows, settings, console);
    let options = settings.options(console, false);
    export::write(&rows, settings.format, &options, console.out())?;
    Ok(console.flush()?)
}

/// The rows that are to be shown, with a note where that is not all of them.
fn limited<'r>(rows: &'r Rows, settings: &Settings, console: &mut Console) -> Cow<'r, Rows> {
    match settings.limit.filter(|limit| *limit < rows.rows.len()) {
        None => Cow::Borrowed(rows),
        Some(limit) => {
            console.note(&format!("the first {limit} of {} rows", rows.rows.len()));
            Cow::Owned(Rows { rows: rows.rows[..limit].to_vec(), ..rows.clone() })
        }
    }
}

fn unfinished(source: &Source) -> Failure {
    let message = format!("{} ends within a transaction, which is rolled back", source.place);
    Failure::plain(Exit::Wrong, "transaction", &message, Some("COMMIT keeps what is between BEGIN and it"))
}

/// Why a statement did not run: its own fault, or that of the world around it.
enum Ran {
    Refused(annals::Error),
    Failed(Failure),
}

impl From<annals::Error> for Ran {
    fn from(error: annals::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for Ran {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// How far a script came.
#[derive(Default)]
struct Done {
    statements: usize,
    failures: usize,
    worst: Option<Exit>,
}

impl Done {
    fn failed(&mut self, exit: Exit) {
        self.failures += 1;
        self.worst.get_or_insert(exit);
    }

    fn sentence(&self) -> String {
        let failed = if self.failures > 0 { format!(", {} failed", self.failures) } else { String::new() };
        format!("{} done{failed}", counted(self.statements as u64, "statement"))
    }
}

/// What a statement changed, in words; nothing where it changed nothing.
fn changes(effects: &SideEffects) -> Option<String> {
    let parts: Vec<_> = [
        (effects.nodes_created, "node", "created"),
        (effects.nodes_deleted, "node", "deleted"),
        (effects.relationships_created, "relationship", "created"),
        (effects.relationships_deleted, "relationship", "deleted"),
        (effects.properties_set, "property", "set"),
        (effects.properties_removed, "property", "removed"),
        (effects.labels_added, "label", "added"),
        (effects.labels_removed, "label", "removed"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, noun, verb)| format!("{} {verb}", counted(count, noun)))
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `1 node`, `2 nodes`, `2 properties`, `2 batches`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == 1 => format!("1 {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None if noun.ends_with("ch") => format!("{count} {noun}es"),
        None => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_in_words() {
        let effects = SideEffects { nodes_created: 1, properties_set: 2, ..SideEffects::default() };
        assert_eq!(changes(&effects).unwrap(), "1 node created, 2 properties set");
        assert_eq!(changes(&SideEffects::default()), None);
    }
}
