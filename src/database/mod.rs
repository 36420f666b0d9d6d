//! The database: opens storage, routes texts to their language, commits batches.
//!
//! 1. `language` says whether a text is Cypher or a question; the error comes from the chosen language alone.
//! 2. [`Database::prepare`] makes a [`Prepared`] statement of it; every compile-time mistake is found here.
//! 3. [`Database::run`] plans it on the graph as it is now and runs it. A reading statement sees one unchanging graph;
//!    a writing one is a single batch: journalled, synced, and only then kept.
//! 4. An [`Answer`] comes out: rows, and what a question resolved to.

mod answer;
mod language;
mod session;

use std::path::Path;

pub use answer::Answer;
pub use language::Language;
pub use session::{Prepared, Session};

use crate::error::Error;
use crate::graph::{Batch, Graph, Transaction, View};
use crate::ingest::news::{self, News};
use crate::ingest::record::Document;
use crate::ingest::report::Report;
use crate::ingest::resolve;
use crate::ontology::Ontology;
use crate::query::{self, QueryError, Rows};
use crate::question;
use crate::storage::{Access, Opening, Store};

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
    access: Access,
    ontology: &'static Ontology,
}

impl Database {
    /// An empty database that vanishes with its owner.
    #[must_use]
    pub fn memory() -> Self {
        Self { graph: Graph::new(), store: None, access: Access::ReadWrite, ontology: Ontology::standard() }
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
        Ok((Self { graph, store: Some(store), access, ontology: Ontology::standard() }, opening))
    }

    /// The graph to look at.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.graph.view()
    }

    /// The event types and words this database reads and answers with.
    #[must_use]
    pub fn ontology(&self) -> &'static Ontology {
        self.ontology
    }

    /// Reads a question or Cypher and finds every mistake that can be found without running it.
    ///
    /// # Errors
    /// [`Error::Query`] for Cypher, [`Error::Question`] for a question.
    pub fn prepare(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        let prepared = match Language::of(text) {
            Language::Cypher => Prepared::cypher(query::parse(text)?),
            Language::Question => self.prepare_question(text, session)?,
        };
        query::plan(&prepared.statement, self.view())?;
        Ok(prepared)
    }

    fn prepare_question(&self, text: &str, session: &Session) -> Result<Prepared, Error> {
        let context = question::Context { today: session.today, ontology: self.ontology };
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

    /// Runs a prepared statement. A writing statement is durable when this returns, or has changed nothing.
    ///
    /// # Errors
    /// [`Error::Query`] where the query fails, [`Error::ReadOnly`] where it would write in a read-only session,
    /// [`Error::Storage`] where the journal cannot be written.
    pub fn execute(&mut self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        let plan = query::optimize(query::plan(&prepared.statement, self.view())?, self.view());
        let rows = if plan.writes() { self.write(&plan, session)? } else { self.read(&plan, session)? };
        Ok(Answer::new(prepared, rows))
    }

    /// Runs a prepared statement that only reads; any number of threads may do so at once.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] where the statement would write, [`Error::Query`] where it fails.
    pub fn query(&self, prepared: &Prepared, session: &Session) -> Result<Answer, Error> {
        let plan = query::optimize(query::plan(&prepared.statement, self.view())?, self.view());
        if plan.writes() {
            return Err(Error::ReadOnly);
        }
        Ok(Answer::new(prepared, self.read(&plan, session)?))
    }

    fn read(&self, plan: &query::Plan, session: &Session) -> Result<Rows, QueryError> {
        query::read(plan, self.view(), &session.context())
    }

    fn write(&mut self, plan: &query::Plan, session: &Session) -> Result<Rows, Error> {
        if session.read_only || self.access == Access::ReadOnly {
            return Err(Error::ReadOnly);
        }
        let mut transaction = Transaction::begin(&mut self.graph);
        let rows = query::write(plan, &mut transaction, &session.context())?;
        commit(transaction, self.store.as_mut())?;
        self.fold_long_journal();
        Ok(rows)
    }

    /// Applies changes that were made elsewhere, durably, or none of them.
    ///
    /// # Errors
    /// [`Error::Apply`] where they contradict the graph, [`Error::Storage`] where the journal cannot be written.
    pub fn apply(&mut self, batch: &Batch) -> Result<(), Error> {
        if self.access == Access::ReadOnly {
            return Err(Error::ReadOnly);
        }
        let mut transaction = Transaction::begin(&mut self.graph);
        for change in &batch.changes {
            transaction.apply(change.clone())?;
        }
        commit(transaction, self.store.as_mut())?;
        self.fold_long_journal();
        Ok(())
    }

    /// Checkpoints where the journal has grown long. A checkpoint that fails is no failed commit, which was durable
    /// before; the store refuses the next write and says why.
    fn fold_long_journal(&mut self) {
        if let Some(store) = self.store.as_mut().filter(|store| store.wants_checkpoint()) {
            let _ = store.checkpoint(&self.graph);
        }
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
        let documents: Vec<Document> = news.iter().map(|news| news::extract(news, self.ontology).document()).collect();
        self.ingest(&documents)
    }

    /// Takes in what documents report: known entities and events gain evidence, new ones become nodes, and a document
    /// whose text is known changes nothing. All documents are durable when this returns, or none.
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
        resolve::resolve(documents, self.view(), self.ontology)
    }

    /// Folds the journal into a new snapshot, so that the next opening is quick. Nothing happens in memory.
    ///
    /// # Errors
    /// [`Error::Storage`]; the old snapshot and journal stay valid.
    pub fn checkpoint(&mut self) -> Result<(), Error> {
        match &mut self.store {
            Some(store) => Ok(store.checkpoint(&self.graph)?),
            None => Ok(()),
        }
    }

    /// Closes the store in good order.
    ///
    /// # Errors
    /// [`Error::Storage`] where the closing mark cannot be written; nothing acknowledged is lost.
    pub fn close(self) -> Result<(), Error> {
        match self.store {
            Some(store) => Ok(store.close(&self.graph)?),
            None => Ok(()),
        }
    }
}

/// Makes a transaction durable, then keeps it. Sync before keep: a batch the caller has seen must survive the next
/// power cut. Where the journal refuses, dropping the transaction takes its changes back.
fn commit(transaction: Transaction<'_>, store: Option<&mut Store>) -> Result<(), Error> {
    if let Some(store) = store
        && !transaction.batch().is_empty()
    {
        store.append(transaction.batch())?;
    }
    transaction.commit();
    Ok(())
}
