//! The one public error, and how it is shown.
//!
//! Each room keeps its own kind of error; [`Error`] holds one of them and answers the questions a caller has: whose turn
//! is it to act ([`Error::is_limit`], [`Error::is_damaged`], …), and where in the text ([`Error::diagnostic`]).
//! The words were written where the mistake was found; `render` draws them, once, for every room.

mod render;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::graph::ApplyError;
use crate::query::{ErrorKind, QueryError};
use crate::storage::StorageError;

/// Anything that can go wrong in annals.
///
/// ```
/// use annals::{Database, Session, time::Date};
/// let mut database = Database::memory();
/// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
/// let error = database.run("MATCH (n RETURN n", &session).expect_err("a bracket is missing");
/// assert_eq!(error.code(), "syntax");
/// assert!(error.render("example", "MATCH (n RETURN n").starts_with("error[syntax]: "));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Cypher that is wrong, or went wrong: whoever wrote the query can act.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A question that has no reading, or two: whoever asked can act.
    #[error("{0}")]
    Question(Diagnostic),
    /// A record, table or text that cannot be taken in: whoever supplied it can act.
    #[error("{0}")]
    Source(Diagnostic),
    /// A `BEGIN`, `COMMIT` or `ROLLBACK` where it does not fit, or what an open transaction rules out.
    #[error("{0}")]
    Transaction(Diagnostic),
    /// The store on disk: missing, in use, damaged, out of space.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Changes that contradict the graph: a defect of whoever built the batch.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// A change in a session that only reads.
    #[error("a read-only session changes nothing")]
    ReadOnly,
}

impl Error {
    /// What is wrong with the text that was read, where a text is to blame.
    #[must_use]
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match self {
            Self::Query(error) => Some(&error.diagnostic),
            Self::Question(diagnostic) | Self::Source(diagnostic) | Self::Transaction(diagnostic) => Some(diagnostic),
            Self::Storage(_) | Self::Apply(_) | Self::ReadOnly => None,
        }
    }

    /// A stable name of the kind of mistake: `syntax`, `unknown_name`, `limit`, `damaged`, ….
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Query(error) => error.diagnostic.code,
            Self::Question(diagnostic) | Self::Source(diagnostic) | Self::Transaction(diagnostic) => diagnostic.code,
            Self::Storage(error) => error.code(),
            Self::Apply(_) => "apply",
            Self::ReadOnly => "read_only",
        }
    }

    /// What to do about it, where there is something to suggest.
    #[must_use]
    pub fn help(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Storage(error) => error.help().map(Cow::from),
            Self::ReadOnly => Some("open the store without --read-only to change it".into()),
            _ => self.diagnostic().and_then(|diagnostic| diagnostic.help.as_deref().map(Cow::from)),
        }
    }

    /// Whether a limit on time, rows or memory stopped the query; a larger limit may help.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::Query(error) if error.kind == ErrorKind::LimitExceeded)
    }

    /// Whether the query was cancelled from outside.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Query(error) if error.kind == ErrorKind::Cancelled)
    }

    /// Whether the store's bytes are not what was written.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self, Self::Storage(error) if error.is_damaged())
    }

    /// Whether another process is writing to the store.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Storage(error) if error.is_locked())
    }

    /// Whether there is no store at the path, something else, or one of a newer version.
    #[must_use]
    pub fn is_not_a_store(&self) -> bool {
        matches!(self, Self::Storage(error) if error.is_not_a_store())
    }

    /// Whether the operating system refused to read or write.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self, Self::Storage(error) if error.is_io())
    }

    /// The error as it is shown: what is wrong, then the place in `text` with a caret, then what to do.
    ///
    /// `place` names the text: a file, or `query`. One to five lines, at most two kilobytes, no control characters.
    #[must_use]
    pub fn render(&self, place: &str, text: &str) -> String {
        let span = self.diagnostic().and_then(|diagnostic| diagnostic.span);
        render::render(self.code(), &self.to_string(), span.map(|span| (place, text, span)), self.help().as_deref())
    }
}
