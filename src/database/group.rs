//! A transaction that a program holds: many changes, kept together or not at all.

use std::ops::Deref;

use super::session::Work;
use super::{Answer, Control, Database, Prepared, Session};
use crate::diagnostic::Span;
use crate::error::Error;
use crate::graph::Batch;
use crate::ingest::news::News;
use crate::ingest::record::Document;
use crate::ingest::report::Report;

/// An open transaction. Dropped without [`Group::commit`], everything in it is taken back.
///
/// Its statements see what those before them wrote. One that fails is undone alone, and the transaction stays open. The
/// database may be looked at through it: [`Database::view`], [`Database::prepare`], [`Database::query`].
///
/// ```
/// use annals::{Database, Session, time::Date};
///
/// let mut database = Database::memory();
/// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
///
/// let mut group = database.begin()?;
/// group.run("CREATE (:City {name: 'Vess'})", &session)?;
/// group.run("MATCH (c:City) CREATE (:Event)-[:OCCURRED_IN]->(c)", &session)?;
/// group.commit()?;
/// assert_eq!(database.view().node_count(), 2);
///
/// database.begin()?.run("MATCH (n) DETACH DELETE n", &session)?;
/// assert_eq!(database.view().node_count(), 2);
/// # Ok::<(), annals::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a transaction that is dropped is taken back"]
pub struct Group<'d> {
    database: &'d mut Database,
}

impl Database {
    /// Opens a transaction.
    ///
    /// # Errors
    /// [`Error::Transaction`] where one is open, as after the statement `BEGIN`.
    pub fn begin(&mut self) -> Result<Group<'_>, Error> {
        self.check_none_open()?;
        self.control(Control::Begin, Span::default())?;
        Ok(Group { database: self })
    }
}

impl Group<'_> {
    /// Makes everything in the transaction durable, as one batch with one sync.
    ///
    /// # Errors
    /// [`Error::Storage`] where the journal cannot be written; everything is taken back.
    pub fn commit(self) -> Result<(), Error> {
        self.database.control(Control::Commit, Span::default())
    }

    /// Takes back everything in the transaction; also what dropping does.
    pub fn rollback(self) {}

    /// As [`Database::run`], within the transaction.
    ///
    /// # Errors
    /// As [`Database::prepare`] and [`Group::execute`].
    pub fn run(&mut self, text: &str, session: &Session) -> Result<Answer, Error> {
        let prepared = self.database.prepare(text, session)?;
        self.execute(&prepared, session)
    }

    /// As [`Database::execute`], within the transaction.
    ///
    /// # Errors
    /// As [`Database::execute`]; [`Error::Transaction`] for `COMMIT` and its kin, whose place the methods take.
    pub fn execute(&mut self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        match prepared.work {
            Work::Control { control, span, .. } => Err(control.held(span)),
            Work::Statement(_) => self.database.execute(prepared, session),
        }
    }

    /// As [`Database::apply`], within the transaction.
    ///
    /// # Errors
    /// As [`Database::apply`].
    pub fn apply(&mut self, batch: &Batch) -> Result<(), Error> {
        self.database.apply(batch)
    }

    /// As [`Database::ingest_news`], within the transaction.
    ///
    /// # Errors
    /// As [`Database::ingest`].
    pub fn ingest_news(&mut self, news: &[News]) -> Result<Report, Error> {
        self.database.ingest_news(news)
    }

    /// As [`Database::ingest`], within the transaction.
    ///
    /// # Errors
    /// As [`Database::ingest`].
    pub fn ingest(&mut self, documents: &[Document]) -> Result<Report, Error> {
        self.database.ingest(documents)
    }
}

impl Deref for Group<'_> {
    type Target = Database;

    fn deref(&self) -> &Database {
        self.database
    }
}

impl Drop for Group<'_> {
    fn drop(&mut self) {
        self.database.rollback_open();
    }
}
