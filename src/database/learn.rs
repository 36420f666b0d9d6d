//! A user's own types, words and names: kept in the graph as they were written, so that what was read with them is asked
//! with them, by whoever opens the store.
//!
//! ```text
//! (:Words {name: "heists.tsv", rows: "type\tHeist\tAttack\n…"})     one node a table, the latest of a name
//! ```

use std::borrow::Cow;
use std::sync::OnceLock;

use super::Database;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::graph::{Batch, Change, View};
use crate::ontology::Ontology;
use crate::value::{NodeId, Value};

const LABEL: &str = "Words";

impl Database {
    /// Reads and answers from now on with a table of own types, words and names, and keeps it in the store. A table of the
    /// same name gives way to it; the format is that of [`Ontology::extended`].
    ///
    /// ```
    /// use annals::{Database, Session, ingest::news::News, time::Date};
    ///
    /// let mut database = Database::memory();
    /// database.learn("heists.tsv", "type\tHeist\tAttack\nverb\tHeist\trob\n")?;
    /// database.ingest_news(&[News::new("On May 24, 2025, masked men robbed a bank in Oslo.")])?;
    ///
    /// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
    /// assert_eq!(database.run("heists in Oslo", &session)?.rows.rows.len(), 1);
    /// # Ok::<(), annals::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Source`] for the first row that makes no sense, with its place in the table; [`Error::ReadOnly`], or
    /// [`Error::Storage`] where the journal cannot be written.
    pub fn learn(&mut self, name: &str, rows: &str) -> Result<(), Error> {
        // Refused before anything is kept.
        Ontology::standard().extended(rows).or_else(|_| self.ontology().extended(rows)).map_err(Error::Source)?;
        let known = tables(self.view()).into_iter().find(|table| table.name == name);
        if known.as_ref().is_some_and(|table| table.rows == rows) {
            return Ok(());
        }
        let change = match known {
            Some(table) => Change::SetNodeProperty { id: table.node, key: "rows".into(), value: rows.into() },
            None => Change::CreateNode {
                id: self.view().next_node_id(),
                labels: vec![LABEL.into()],
                properties: vec![("name".into(), name.into()), ("rows".into(), rows.into())],
            },
        };
        self.apply(&Batch { changes: vec![change] })?;
        // Read again when it is next asked for.
        self.ontology = OnceLock::new();
        Ok(())
    }

    /// The types, words and names this database reads and answers with, to be had without it.
    #[must_use]
    pub fn shared_ontology(&self) -> Cow<'static, Ontology> {
        match self.ontology.get() {
            Some(ontology) => ontology.clone(),
            None => ontology_of(self.view()),
        }
    }

    /// Reads and answers with `ontology` until the database is closed; nothing is kept.
    #[must_use]
    pub fn with_ontology(self, ontology: Ontology) -> Self {
        Self { ontology: OnceLock::from(Cow::Owned(ontology)), ..self }
    }
}

/// The ontology annals comes with and the tables a graph keeps, in the order they came. What can no longer be read, since
/// anybody may write such a node, adds nothing.
pub(super) fn ontology_of(view: View<'_>) -> Cow<'static, Ontology> {
    let read = |ontology: Cow<'static, Ontology>, table: Table| {
        let extended: Result<Ontology, Diagnostic> = ontology.extended(&table.rows);
        extended.map_or(ontology, Cow::Owned)
    };
    tables(view).into_iter().fold(Cow::Borrowed(Ontology::standard()), read)
}

struct Table {
    node: NodeId,
    name: String,
    rows: String,
}

fn tables(view: View<'_>) -> Vec<Table> {
    let Some(label) = view.symbol(LABEL) else { return Vec::new() };
    let text = |node, key: &str| match view.symbol(key).map(|key| view.node_property(node, key)) {
        Some(Value::String(text)) => Some(text.to_string()),
        _ => None,
    };
    let mut nodes = view.nodes_with_label(label).to_vec();
    nodes.sort_unstable();
    let table = |node| Some(Table { node, name: text(node, "name")?, rows: text(node, "rows")? });
    nodes.into_iter().filter_map(table).collect()
}
