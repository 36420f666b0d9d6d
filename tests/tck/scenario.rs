//! Runs a scenario, step by step, on a database of its own.

use std::path::Path;

use annals::query::{Rows, split_statements};
use annals::{Database, Error, Session};

use super::answer::{self, Difference};
use super::effects::{self, Snapshot};
use super::gherkin::{Scenario, Step};
use super::notation;
use super::procedure;
use super::step::{Kind, Raised};
use super::verdict::{Failure, Rungs, Verdict};

/// Runs a scenario. `folder` is where named graphs are found.
pub(crate) fn run(scenario: &Scenario, folder: &Path) -> Verdict {
    let mut stage = Stage::new(folder);
    let mut rungs = expects_error(scenario).then(Rungs::default);
    let failure = scenario.steps.iter().find_map(|step| stage.step(step, &mut rungs).err()).or_else(|| stage.finish());
    Verdict { failure, rungs }
}

/// Whether a step of a scenario wants an error.
pub(crate) fn expects_error(scenario: &Scenario) -> bool {
    scenario.steps.iter().any(|step| matches!(Kind::of(&step.text), Some(Kind::Raised(_))))
}

/// What the steps act on.
struct Stage<'f> {
    folder: &'f Path,
    database: Database,
    session: Session,
    played: Option<Played>,
}

/// What the last query did.
struct Played {
    before: Snapshot,
    after: Snapshot,
    answer: Result<Rows, Error>,
    /// Whether `prepare` accepted the text.
    prepared: bool,
    /// Whether a step has asked for the error.
    expected: bool,
}

type Checked = Result<(), Failure>;

impl<'f> Stage<'f> {
    fn new(folder: &'f Path) -> Self {
        let session = Session::on("2025-05-01".parse().expect("a day"));
        Self { folder, database: Database::memory(), session, played: None }
    }

    fn step(&mut self, step: &Step, rungs: &mut Option<Rungs>) -> Checked {
        let unknown = || Failure::Unreadable(format!("line {}: no step is called `{}`", step.line, step.text));
        match Kind::of(&step.text).ok_or_else(unknown)? {
            Kind::EmptyGraph => {
                self.database = Database::memory();
                Ok(())
            }
            Kind::NamedGraph(name) => self.load(name),
            Kind::HavingExecuted => self.set_up(document(step)?),
            Kind::Procedure(signature) => procedure::declare(&mut self.database, signature, &step.table),
            Kind::Parameters => self.parameters(step),
            Kind::Execute => self.execute(document(step)?),
            Kind::Rows(freedom) => {
                let rows = self.rows()?;
                answer::compare(&step.table, rows, freedom).map_err(different)
            }
            Kind::NoRows => self.no_rows(),
            Kind::Effects => self.effects(&effects::expected(&step.table).map_err(Failure::Unreadable)?),
            Kind::NoEffects => self.effects(&effects::Effects::new()),
            Kind::Raised(wanted) => self.raised(wanted, rungs),
        }
    }

    fn load(&mut self, name: &str) -> Checked {
        let path = self.folder.join("graphs").join(name).join(format!("{name}.cypher"));
        let text =
            std::fs::read_to_string(&path).map_err(|error| Failure::Setup(format!("{}: {error}", path.display())))?;
        self.database = Database::memory();
        split_statements(&text).iter().try_for_each(|span| self.set_up(span.of(&text)))
    }

    fn set_up(&mut self, text: &str) -> Checked {
        self.database.run(text, &self.session).map(drop).map_err(|error| Failure::Setup(told(&error)))
    }

    fn parameters(&mut self, step: &Step) -> Checked {
        for row in &step.table.rows {
            let [name, cell] = row.as_slice() else {
                return Err(Failure::Unreadable(format!("{row:?} is no parameter")));
            };
            let value = notation::read(cell).and_then(|value| answer::given(&value)).map_err(Failure::Unreadable)?;
            self.session.parameters.insert(name.clone(), value);
        }
        Ok(())
    }

    fn execute(&mut self, text: &str) -> Checked {
        if let Some(failure) = self.finish() {
            return Err(failure);
        }
        let before = Snapshot::of(self.database.view());
        let (answer, prepared) = match self.database.prepare(text, &self.session) {
            Ok(prepared) => (self.database.execute(&prepared, &self.session).map(|answer| answer.rows), true),
            Err(error) => (Err(error), false),
        };
        let after = Snapshot::of(self.database.view());
        self.played = Some(Played { before, after, answer, prepared, expected: false });
        Ok(())
    }

    fn played(&mut self) -> Result<&mut Played, Failure> {
        self.played.as_mut().ok_or_else(|| Failure::Unreadable("nothing was executed".to_owned()))
    }

    fn rows(&mut self) -> Result<&Rows, Failure> {
        self.played()?.answer.as_ref().map_err(|error| Failure::Refused(told(error)))
    }

    fn no_rows(&mut self) -> Checked {
        match self.rows()?.rows.len() {
            0 => Ok(()),
            count => Err(Failure::WrongAnswer(format!("wanted no rows, got {count}"))),
        }
    }

    fn effects(&mut self, wanted: &effects::Effects) -> Checked {
        let counted = effects::counted(&self.rows()?.side_effects);
        let played = self.played()?;
        let got = played.after.since(&played.before);
        if got != *wanted {
            return Err(Failure::WrongAnswer(format!("wanted the effects {wanted:?}, got {got:?}")));
        }
        if counted != effects::entities(&got) {
            return Err(Failure::WrongAnswer(format!("the effects are {got:?}, the answer says {counted:?}")));
        }
        Ok(())
    }

    fn raised(&mut self, wanted: Raised<'_>, rungs: &mut Option<Rungs>) -> Checked {
        let played = self.played()?;
        played.expected = true;
        let error = match &played.answer {
            Ok(rows) => {
                return Err(Failure::WrongAnswer(format!("wanted {wanted:?}, got {} rows", rows.rows.len())));
            }
            Err(Error::Query(error)) => error,
            Err(other) => return Err(Failure::Misraised(format!("wanted {wanted:?}, got {}", told(other)))),
        };
        let reached = Rungs::of(error, played.prepared, wanted);
        *rungs = Some(reached);
        if played.after != played.before {
            return Err(Failure::WrongAnswer("the graph changed although an error was raised".to_owned()));
        }
        if reached.all() {
            return Ok(());
        }
        let told = format!("{:?} {:?} {}: {error}", error.kind, error.phase, error.detail);
        Err(Failure::Misraised(format!("wanted {wanted:?}, got {told}")))
    }

    /// An error that no step asked for.
    fn finish(&self) -> Option<Failure> {
        let played = self.played.as_ref().filter(|played| !played.expected)?;
        played.answer.as_ref().err().map(|error| Failure::Refused(told(error)))
    }
}

fn document(step: &Step) -> Result<&str, Failure> {
    let missing = || Failure::Unreadable(format!("line {}: a query is missing", step.line));
    step.document.as_deref().ok_or_else(missing)
}

fn different(difference: Difference) -> Failure {
    match difference {
        Difference::Rows(reason) => Failure::WrongAnswer(reason),
        Difference::Unreadable(reason) => Failure::Unreadable(reason),
    }
}

fn told(error: &Error) -> String {
    match error {
        Error::Query(error) => format!("{:?} {:?} {}: {error}", error.kind, error.phase, error.detail),
        other => other.to_string(),
    }
}
