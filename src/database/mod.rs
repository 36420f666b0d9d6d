//! The database: opens storage, routes texts to their language, commits batches.
//!
//! 1. `language` says whether a text is Cypher or a question; the error comes from the chosen language alone.
//! 2. [`Database::prepare`] makes a [`Prepared`] statement of it; every compile-time mistake is found here.
//! 3. [`Database::run`] plans it on the graph as it is now and runs it. A reading statement sees one unchanging graph;
//!    a writing one is a single batch: journalled, synced, and only then kept (`change`).
//! 4. Between `BEGIN` and `COMMIT` (`control`), or in a [`Group`], many statements are that one batch.
//! 5. `load` takes whole tables into an empty database; a user's own words (`learn`) are kept in the graph, and everything
//!    is read and asked with them.
//! 6. An [`Answer`] comes out: rows, and what a question resolved to.

mod answer;
mod change;
mod control;
mod durability;
mod group;
mod language;
mod learn;
mod load;
mod planned;
mod session;

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

pub use answer::Answer;
pub use control::Control;
pub use group::Group;
pub use language::Language;
pub use load::Loaded;
use planned::{Catalogue, Texts};
use session::Work;
pub use session::{Prepared, Session};

use crate::error::Error;
use crate::graph::{Batch, Graph, Unfinished, View};
use crate::ingest::news::{self, News};
use crate::ingest::record::Document;
use crate::ingest::report::Report;
use crate::ingest::resolve;
use crate::ontology::Ontology;
use crate::query::{self, Procedure, Procedures, QueryError, Rows, ast};
use crate::question;
use crate::storage::{Access, Opening, Store};
use crate::value::{NodeId, Value};

/// A knowledge graph of dated events: in memory, or in a file and its journal.
///
/// ```
/// use annals::{Database, Session, time::Date};
///
/// let mut database = Database::memory();
/// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
/// database.run("CREATE (:Event {title: 'a ship sails', start: date('2025-05-24')})", &session)?;
/// let answer = database.run("MATCH (e:Event) RETURN e.title AS event", &session)?;
/// assert_eq!(answer.rows.rows[0][0], "a ship sails".into());
/// # Ok::<(), annals::Error>(())
/// ```
#[derive(Debug)]
pub struct Database {
    graph: Graph,
    /// None in memory.
    store: Option<Store>,
    /// The open transaction: what it changed is in the graph, and in no file.
    open: Option<Unfinished>,
    access: Access,
    procedures: Procedures,
    /// Read from its tables when it is first asked for: Cypher does without it.
    ontology: OnceLock<Cow<'static, Ontology>>,
    /// Of which plans are kept.
    catalogue: Catalogue,
    texts: Texts,
}

impl Database {
    /// An empty database that vanishes with its owner.
    #[must_use]
    pub fn memory() -> Self {
        Self {
            graph: Graph::new(),
            store: None,
            open: None,
            access: Access::ReadWrite,
            procedures: Procedures::default(),
            ontology: OnceLock::new(),
            catalogue: Catalogue::new(),
            texts: Texts::default(),
        }
    }

    /// Creates a store at `path` and opens it for writing.
    ///
    /// # Errors
    /// Where something is at `path` already, or it cannot be written.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let store = Store::create(path)?;
        Ok(Self { store: Some(store), ..Self::memory() })
    }

    /// Opens the store at `path`. Reading takes no lock and changes no byte; writing excludes other writers.
    ///
    /// The [`Opening`] says what was noticed, such as a torn last record that was set aside.
    ///
    /// # Errors
    /// Where there is no store at `path`, it is of a newer version, damaged, or locked by another writer.
    pub fn open(path: &Path, access: Access) -> Result<(Self, Opening), Error> {
        let (store, graph, opening) = Store::open(path, access)?;
        Ok((Self { graph, store: Some(store), access, ..Self::memory() }, opening))
    }

    /// The graph to look at.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.graph.view()
    }

    /// The event types and words this database reads and answers with.
    #[must_use]
    pub fn ontology(&self) -> &Ontology {
        self.ontology.get_or_init(|| learn::ontology_of(self.view()))
    }

    /// Adds a procedure that statements may `CALL`, until the database is closed: procedures are not stored. One of the
    /// same name gives way to it.
    ///
    /// ```
    /// use annals::query::Procedure;
    /// use annals::{Database, Session, time::Date, value::Value};
    ///
    /// let mut database = Database::memory();
    /// let signature = "graph.size() :: (nodes :: INTEGER)".parse()?;
    /// database.register(Procedure::new(signature, |_, graph| {
    ///     Ok(vec![vec![Value::from(i64::try_from(graph.node_count())?)]])
    /// }));
    /// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
    /// assert_eq!(database.run("CALL graph.size()", &session)?.rows.rows, [[Value::from(0)]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn register(&mut self, procedure: Procedure) {
        self.procedures.register(procedure);
        self.catalogue = Catalogue::new();
    }

    /// The procedures that statements may call.
    #[must_use]
    pub fn procedures(&self) -> &Procedures {
        &self.procedures
    }

    /// Reads a question, Cypher or a [`Control`] and finds every mistake that can be found without running it. A parameter
    /// that the session does not give is one.
    ///
    /// # Errors
    /// [`Error::Query`] for Cypher, [`Error::Question`] for a question, [`Error::Transaction`] for a [`Control`];
    /// [`Error::Storage`] where the store cannot be read.
    pub fn prepare(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        session.limits.check_text(text)?;
        self.believed(self.prepare_text(text, session))
    }

    fn prepare_text(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        let prepared = match self.texts.get(text) {
            Some(prepared) => prepared,
            None => match self.texts.like(text) {
                // A mistake is found in the text as it is written, so that it points at its own place.
                Some(prepared) if self.check_planned(&prepared, session).is_ok() => return Ok(prepared),
                _ => self.read_text(text, session)?,
            },
        };
        self.check_planned(&prepared, session)?;
        Ok(prepared)
    }

    fn check_planned(&self, prepared: &Prepared, session: &Session) -> Result<(), Error> {
        match &prepared.work {
            Work::Statement(statement) => {
                let plan = self.planned(statement, &prepared.planned)?;
                Ok(plan.check_parameters(&prepared.parameters(session))?)
            }
            Work::Control { .. } => Ok(()),
        }
    }

    fn read_text(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        if let Some((control, span)) = Control::alone(text)? {
            return Ok(Prepared::control(control, span));
        }
        if Language::of(text) == Language::Question {
            // What a question means depends on the graph and the day.
            return self.prepare_question(text, session);
        }
        Ok(self.texts.keep(text, Prepared::cypher(query::parse(text)?)))
    }

    fn prepare_question(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        let context = question::Context { today: session.today, ontology: self.ontology() };
        question::read(text, self.view(), &context).map(Prepared::question).map_err(Error::Question)
    }

    /// Prepares and runs a text.
    ///
    /// # Errors
    /// As [`Database::prepare`] and [`Database::execute`].
    pub fn run(&mut self, text: &str, session: &Session) -> Result<Answer, Error> {
        let prepared = self.prepare(text, session)?;
        self.execute(&prepared, session)
    }

    /// Runs a prepared statement. A writing statement is durable when this returns, or has changed nothing; within a
    /// transaction it is durable with the others, once that is committed.
    ///
    /// # Errors
    /// [`Error::Query`] where the query fails, [`Error::ReadOnly`] where it would write in a read-only session,
    /// [`Error::Storage`] where the store cannot be read or the journal cannot be written, [`Error::Transaction`] for a
    /// `BEGIN` where a transaction is open, and a `COMMIT` or `ROLLBACK` where none is.
    pub fn execute(&mut self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        let answer = self.execute_prepared(prepared, session);
        self.believed(answer)
    }

    fn execute_prepared(&mut self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        let rows = match &prepared.work {
            Work::Statement(statement) => {
                let plan = self.planned(statement, &prepared.planned)?;
                match (self.execute_plan(&plan, prepared, session), prepared.lifted_text()) {
                    // It changed nothing, and fails again, pointing at its own text and not at one like it.
                    (Err(Error::Query(error)), Some(text)) if !error.is_stopped() => {
                        return self.execute_prepared(&Prepared::cypher(query::parse(text)?), session);
                    }
                    (rows, _) => rows?,
                }
            }
            Work::Control { control, span, mode: ast::Mode::Run } => {
                self.control(*control, *span).map(|()| Rows::default())?
            }
            Work::Control { control, span, .. } => return Err(control.without_a_plan(*span)),
        };
        Ok(Answer::new(prepared, rows, self.remarks(prepared, session)?))
    }

    fn execute_plan(&mut self, plan: &query::Plan, prepared: &Prepared, session: &Session) -> Result<Rows, Error> {
        if plan.writes() { self.write(plan, prepared, session) } else { Ok(self.read(plan, session)?) }
    }

    /// Runs a prepared statement that only reads; any number of threads may do so at once.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] where the statement would write, or is a [`Control`]; [`Error::Query`] where it fails;
    /// [`Error::Storage`] where the store cannot be read.
    pub fn query(&self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        self.believed(self.query_prepared(prepared, session))
    }

    fn query_prepared(&self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        let Work::Statement(statement) = &prepared.work else { return Err(Error::ReadOnly) };
        let plan = self.planned(statement, &prepared.planned)?;
        if plan.writes() {
            return Err(Error::ReadOnly);
        }
        Ok(Answer::new(prepared, self.read(&plan, session)?, self.remarks(prepared, session)?))
    }

    /// Whether everything looked at so far could be read as it was written: a large store is read when it is needed, and
    /// what cannot be read then looks as if it were not there. Whoever uses [`Database::view`] asks before showing what was
    /// found; everything else here does so itself.
    ///
    /// # Errors
    /// [`Error::Storage`] where the store is damaged, or the operating system refused to read it.
    pub fn check_reads(&self) -> Result<(), Error> {
        self.store.as_ref().map_or(Ok(()), |store| Ok(store.check_reads()?))
    }

    /// Whether every byte of the store is what was written, whoever needs it: for whoever is about to let out all of it.
    ///
    /// # Errors
    /// As [`Database::check_reads`].
    pub fn check_bytes(&self) -> Result<(), Error> {
        self.store.as_ref().map_or(Ok(()), |store| Ok(store.check_bytes()?))
    }

    /// What was found, or what went wrong, unless it comes from a store that cannot be read.
    fn believed<T>(&self, found: Result<T, Error>) -> Result<T, Error> {
        self.check_reads()?;
        found
    }

    /// How many events the answer to a question leaves out, and why.
    fn remarks(&self, prepared: &Prepared, session: &Session) -> Result<Vec<String>, Error> {
        let mut remarks = Vec::new();
        for left_out in prepared.left_out() {
            let rows = self.read(&self.planned_anew(&left_out.count)?, session)?;
            match rows.rows.first().and_then(|row| row.first()) {
                Some(Value::Integer(count)) if *count > 0 => remarks.push(format!("{count} {}", left_out.reason)),
                _ => {}
            }
        }
        Ok(remarks)
    }

    fn planned_anew(&self, statement: &ast::Statement) -> Result<query::Plan, QueryError> {
        Ok(query::optimize(query::plan(statement, self.view(), &self.procedures)?, self.view()))
    }

    fn read(&self, plan: &query::Plan, session: &Session) -> Result<Rows, QueryError> {
        query::read(plan, self.view(), &session.context())
    }

    /// Reads news texts and takes in what they report. All of them are durable when this returns, or none.
    ///
    /// ```
    /// use annals::{Database, Session, ingest::news::News, time::Date};
    ///
    /// let mut database = Database::memory();
    /// let text = "On May 24, 2025, Russian forces launched a drone attack on Kyiv.";
    /// let report = database.ingest_news(&[News::new(text)])?;
    /// assert_eq!(report.documents_new, 1);
    ///
    /// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
    /// let answer = database.run("events in Kyiv after May 23", &session)?;
    /// assert_eq!(answer.rows.rows.len(), 1);
    /// # Ok::<(), annals::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Database::ingest`].
    pub fn ingest_news(&mut self, news: &[News]) -> Result<Report, Error> {
        let documents: Vec<Document> =
            news.iter().map(|news| news::extract(news, self.ontology()).document()).collect();
        self.ingest(&documents)
    }

    /// Takes in what documents report: known entities and events gain evidence, new ones become nodes, and a document
    /// whose text is known changes nothing. All documents are durable when this returns, or none; within a transaction they
    /// become part of it.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], or [`Error::Storage`] where the journal cannot be written.
    pub fn ingest(&mut self, documents: &[Document]) -> Result<Report, Error> {
        let (batch, report) = self.resolve(documents);
        self.apply(&batch)?;
        Ok(report)
    }

    /// What [`Database::ingest`] would do, without doing it.
    #[must_use]
    pub fn resolve(&self, documents: &[Document]) -> (Batch, Report) {
        resolve::resolve(documents, self.view(), self.ontology())
    }

    /// Why an event is one event, though several documents tell it, and why others much like it are not the same.
    #[must_use]
    pub fn why(&self, event: NodeId) -> resolve::Why {
        resolve::why(event, self.view(), self.ontology())
    }

    /// Folds the journal into a new snapshot, so that the next opening is quick. Nothing happens in memory.
    ///
    /// # Errors
    /// [`Error::Storage`]; the old snapshot and journal stay valid. [`Error::Transaction`] where one is open: a snapshot
    /// holds only what is kept.
    pub fn checkpoint(&mut self) -> Result<(), Error> {
        self.check_none_open()?;
        match &mut self.store {
            Some(store) => Ok(store.checkpoint(&self.graph)?),
            None => Ok(()),
        }
    }

    /// Closes the store in good order. An open transaction is taken back.
    ///
    /// # Errors
    /// [`Error::Storage`] where the closing mark cannot be written; nothing acknowledged is lost.
    pub fn close(mut self) -> Result<(), Error> {
        self.rollback_open();
        match self.store {
            Some(store) => Ok(store.close(&self.graph)?),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod disputes;
#[cfg(test)]
mod tests;
