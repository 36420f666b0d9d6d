//! How a database changes: alone and at once durable, or as part of the open transaction.
//!
//! ```text
//! statement, apply, ingest ──► Transaction ──► journal, synced ──► kept          no transaction is open
//! BEGIN  statement  statement  statement  COMMIT ──► journal, synced ──► kept    one is: one batch, one sync
//! ```
//! What fails is undone alone, back to where it began. An open transaction is in memory only, so a process that ends takes
//! it back.

use super::{Control, Database, Prepared, Session, control};
use crate::diagnostic::Span;
use crate::error::Error;
use crate::graph::{Batch, Transaction, Unfinished};
use crate::query::{self, Rows};
use crate::storage::{Access, Store};

impl Database {
    /// Applies changes that were made elsewhere, durably, or none of them; within a transaction they become part of it.
    ///
    /// # Errors
    /// [`Error::Apply`] where they contradict the graph, [`Error::Storage`] where the journal cannot be written.
    pub fn apply(&mut self, batch: &Batch) -> Result<(), Error> {
        self.change(|transaction| Ok(batch.changes.iter().try_for_each(|change| transaction.apply(change.clone()))?))
    }

    /// Whether `BEGIN` opened a transaction that is neither committed nor rolled back.
    #[must_use]
    pub fn in_transaction(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn write(&mut self, plan: &query::Plan, prepared: &Prepared, session: &Session) -> Result<Rows, Error> {
        if session.read_only {
            return Err(Error::ReadOnly);
        }
        self.change(|transaction| Ok(query::write(plan, transaction, &prepared.context(session))?))
    }

    /// Opens or ends a transaction, as the word at `span` says.
    pub(super) fn control(&mut self, control: Control, span: Span) -> Result<(), Error> {
        match (control, self.open.take()) {
            (Control::Begin, None) => self.open = Some(Unfinished::default()),
            (Control::Commit, Some(open)) => self.commit(open)?,
            (Control::Rollback, Some(open)) => Transaction::resume(&mut self.graph, open).rollback(),
            (control, open) => {
                self.open = open;
                return Err(control.out_of_place(span));
            }
        }
        Ok(())
    }

    /// Makes the open transaction durable. Where the journal refuses, all of it is taken back.
    fn commit(&mut self, open: Unfinished) -> Result<(), Error> {
        keep(Transaction::resume(&mut self.graph, open), self.store.as_mut())?;
        self.fold_long_journal();
        Ok(())
    }

    /// Takes back the open transaction, if there is one.
    pub(super) fn rollback_open(&mut self) {
        if let Some(open) = self.open.take() {
            Transaction::resume(&mut self.graph, open).rollback();
        }
    }

    /// Refuses what an open transaction must not get into, such as a snapshot.
    pub(super) fn check_none_open(&self) -> Result<(), Error> {
        if self.in_transaction() { Err(Error::Transaction(control::open_already())) } else { Ok(()) }
    }

    fn change<T>(&mut self, work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        if self.access == Access::ReadOnly {
            return Err(Error::ReadOnly);
        }
        match self.open.take() {
            Some(open) => self.change_within(open, work),
            None => self.change_alone(work),
        }
    }

    fn change_alone<T>(&mut self, work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut transaction = Transaction::begin(&mut self.graph);
        let done = work(&mut transaction)?;
        keep(transaction, self.store.as_mut())?;
        self.fold_long_journal();
        Ok(done)
    }

    /// A failure takes back this change and nothing that came before it.
    fn change_within<T>(
        &mut self,
        open: Unfinished,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut transaction = Transaction::resume(&mut self.graph, open);
        let savepoint = transaction.savepoint();
        let done = work(&mut transaction).and_then(|done| {
            // Found now, it costs one statement; found when the whole is committed, it would cost them all.
            check_fits(&transaction, savepoint, self.store.as_ref())?;
            Ok(done)
        });
        if done.is_err() {
            transaction.rollback_to(savepoint);
        }
        self.open = Some(transaction.suspend());
        done
    }

    /// Checkpoints where the journal has grown long. A checkpoint that fails is no failed commit, which was durable
    /// before; the store refuses the next write and says why.
    fn fold_long_journal(&mut self) {
        if let Some(store) = self.store.as_mut().filter(|store| store.wants_checkpoint()) {
            let _ = store.checkpoint(&self.graph);
        }
    }
}

/// Makes a transaction durable, then keeps it. Sync before keep: a batch the caller has seen must survive the next
/// power cut. Where the journal refuses, dropping the transaction takes its changes back.
fn keep(transaction: Transaction<'_>, store: Option<&mut Store>) -> Result<(), Error> {
    if let Some(store) = store
        && !transaction.batch().is_empty()
    {
        store.check_reads()?;
        store.append(transaction.batch())?;
    }
    transaction.commit();
    Ok(())
}

fn check_fits(transaction: &Transaction<'_>, savepoint: usize, store: Option<&Store>) -> Result<(), Error> {
    match store {
        Some(store) => {
            store.check_reads()?;
            Ok(store.check_fits(&transaction.batch().changes[savepoint..])?)
        }
        None => Ok(()),
    }
}
