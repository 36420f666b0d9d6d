//! Who asks and when: the session, and a statement prepared in it.

use std::sync::{Arc, OnceLock};

use super::Control;
use super::planned::Planned;
use crate::diagnostic::Span;
use crate::query::{self, Cancellation, Context, Limits, Parameters, ast};
use crate::question::{LeftOut, Reading};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime};
use crate::value::Value;

/// What a statement may know of the world outside the graph, and how much it may use.
#[derive(Clone, Debug)]
pub struct Session {
    /// The day "today" means; never taken from a clock, so that a script replays.
    pub today: Date,
    /// The moment `datetime()` means.
    pub now: DateTime,
    /// Refuse every change.
    pub read_only: bool,
    /// How much one statement may use.
    pub limits: Limits,
    /// Stops a running statement from another thread.
    pub cancellation: Cancellation,
    /// The values of `$name` for every statement of the session.
    pub parameters: Parameters,
}

impl Session {
    /// A session on a day, at its first moment in UTC, with the default limits.
    #[must_use]
    pub fn on(today: Date) -> Self {
        let midnight = LocalDateTime { date: today, time: LocalTime { nanoseconds: 0 } };
        Self {
            today,
            now: DateTime { local: midnight, offset_seconds: 0, zone: None },
            read_only: false,
            limits: Limits::default(),
            cancellation: Cancellation::default(),
            parameters: Parameters::new(),
        }
    }

    /// The same session with a value for `$name`.
    ///
    /// ```
    /// use annals::{Database, Session, time::Date};
    /// let session = Session::on(Date::new(2025, 5, 26).expect("a day")).bind("city", "Kyiv");
    /// let answer = Database::memory().run("RETURN $city AS city", &session)?;
    /// assert_eq!(answer.rows.rows[0][0], "Kyiv".into());
    /// # Ok::<(), annals::Error>(())
    /// ```
    #[must_use]
    pub fn bind(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn context(&self) -> Context {
        Context {
            parameters: self.parameters.clone(),
            now: self.now.clone(),
            limits: self.limits.clone(),
            cancellation: self.cancellation.clone(),
        }
    }
}

/// A text understood: the statement it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub(super) work: Work,
    pub(super) planned: Planned,
    reading: Option<Read>,
    lifted: Option<Lifted>,
}

/// Literals of a text that stand in its statement as parameters, so that it shares the statement with texts like it.
#[derive(Clone, Debug)]
pub(super) struct Lifted {
    text: Box<str>,
    values: Arc<[(String, Value)]>,
    /// The statement with its own literals, once it is asked for.
    whole: OnceLock<Box<ast::Statement>>,
}

/// As statements are: whatever the white space.
impl PartialEq for Lifted {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

/// What a question was read as, besides its statement.
#[derive(Clone, Debug, Default, PartialEq)]
struct Read {
    echo: Vec<String>,
    left_out: Vec<LeftOut>,
}

/// What there is to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Work {
    Statement(Arc<ast::Statement>),
    /// A word that groups statements, where it stands, and whether it is to be done or explained.
    Control {
        control: Control,
        span: Span,
        mode: ast::Mode,
    },
}

impl Prepared {
    pub(super) fn cypher(statement: ast::Statement) -> Self {
        let work = Work::Statement(Arc::new(statement));
        Self { work, planned: Planned::default(), reading: None, lifted: None }
    }

    pub(super) fn question(reading: Reading) -> Self {
        let read = Read { echo: reading.echo, left_out: reading.left_out };
        Self { reading: Some(read), ..Self::cypher(reading.statement) }
    }

    pub(super) fn control(control: Control, span: Span) -> Self {
        let work = Work::Control { control, span, mode: ast::Mode::Run };
        Self { work, planned: Planned::default(), reading: None, lifted: None }
    }

    /// The same statement and plan for a text with these literals.
    pub(super) fn with_literals(mut self, text: &str, values: Arc<[(String, Value)]>) -> Self {
        self.lifted = Some(Lifted { text: text.into(), values, whole: OnceLock::new() });
        self
    }

    /// The text, where its statement has parameters in the place of literals.
    pub(super) fn lifted_text(&self) -> Option<&str> {
        self.lifted.as_ref().map(|lifted| &*lifted.text)
    }

    /// The parameters of a session, and the literals that were lifted.
    pub(super) fn parameters(&self, session: &Session) -> Parameters {
        let lifted = self.lifted.iter().flat_map(|lifted| lifted.values.iter().cloned());
        session.parameters.clone().into_iter().chain(lifted).collect()
    }

    pub(super) fn context(&self, session: &Session) -> Context {
        Context { parameters: self.parameters(session), ..session.context() }
    }

    /// The statement as Cypher: of a question, what it stands for.
    #[must_use]
    pub fn cypher_text(&self) -> String {
        match (&self.work, self.statement()) {
            (Work::Control { control, .. }, _) => control.to_string(),
            (_, statement) => statement.map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The statement; none for a word that groups statements.
    #[must_use]
    pub fn statement(&self) -> Option<&ast::Statement> {
        match (&self.work, &self.lifted) {
            (Work::Statement(statement), None) => Some(statement),
            (Work::Statement(statement), Some(Lifted { text, whole, .. })) => {
                Some(whole.get_or_init(|| Box::new(query::parse(text).unwrap_or_else(|_| (**statement).clone()))))
            }
            (Work::Control { .. }, _) => None,
        }
    }

    /// Whether running it may change the graph. A `COMMIT` keeps what others changed.
    #[must_use]
    pub fn writes(&self) -> bool {
        matches!(&self.work, Work::Statement(statement) if statement.writes())
    }

    /// Whether it is a word that groups statements, and which.
    #[must_use]
    pub fn as_control(&self) -> Option<Control> {
        match &self.work {
            Work::Statement(_) => None,
            Work::Control { control, .. } => Some(*control),
        }
    }

    /// Whether the text was a question.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.reading.is_some()
    }

    /// What a question resolved its names and dates to; empty for Cypher.
    #[must_use]
    pub fn echo(&self) -> &[String] {
        self.reading.as_ref().map_or(&[], |read| &read.echo)
    }

    /// What the answer to a question leaves out, to be counted beside it; nothing where the statement is only explained.
    pub(super) fn left_out(&self) -> &[LeftOut] {
        let run = |_: &&Read| self.statement().is_some_and(|statement| statement.mode == ast::Mode::Run);
        self.reading.as_ref().filter(run).map_or(&[], |read| &read.left_out)
    }

    /// The same statement, to be explained (`EXPLAIN`) or profiled (`PROFILE`) instead of run.
    #[must_use]
    pub fn with_mode(mut self, mode: ast::Mode) -> Self {
        if let Some(whole) = self.statement().filter(|_| self.lifted.is_some()).cloned() {
            self = Self::cypher(whole);
        }
        self.planned = Planned::default();
        match &mut self.work {
            Work::Statement(statement) => Arc::make_mut(statement).mode = mode,
            Work::Control { mode: own, .. } => *own = mode,
        }
        self
    }
}
