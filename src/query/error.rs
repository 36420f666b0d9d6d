//! What can be wrong with a query, in the terms of the openCypher TCK.

use crate::diagnostic::{Diagnostic, Span};

/// A query that was refused or failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{diagnostic}")]
pub struct QueryError {
    /// Before the first row, or while rows were made.
    pub phase: Phase,
    /// The class of mistake.
    pub kind: ErrorKind,
    /// The kind of mistake within the class, as the TCK spells it, such as `UndefinedVariable`; empty where it has no name.
    pub detail: &'static str,
    /// What to tell the user; its code is the class in snake case (`syntax`, `type`, …), or `unsupported`, `limit`, `cancelled`.
    pub diagnostic: Box<Diagnostic>,
}

/// When a mistake is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// By `prepare`, whatever is in the graph.
    CompileTime,
    /// While it runs.
    Runtime,
}

/// The classes of mistake, as the openCypher TCK names them, and three of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not Cypher, or makes no sense as Cypher.
    SyntaxError,
    /// The text is Cypher, and contradicts itself.
    SemanticError,
    /// A value of the wrong type.
    TypeError,
    /// A value outside its range.
    ArgumentError,
    /// Arithmetic without a result.
    ArithmeticError,
    /// An entity that was deleted.
    EntityNotFound,
    /// A property access on a deleted entity.
    PropertyNotFound,
    /// A parameter that was not given.
    ParameterMissing,
    /// A procedure that does not exist or was called wrongly.
    ProcedureError,
    /// A node deleted while relationships hold it.
    ConstraintVerificationFailed,
    /// Cypher that annals does not speak yet.
    Unsupported,
    /// More time, rows or memory than allowed.
    LimitExceeded,
    /// Stopped from outside.
    Cancelled,
}

impl ErrorKind {
    /// The stable code of the class in an error message.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SyntaxError => "syntax",
            Self::SemanticError => "semantic",
            Self::TypeError => "type",
            Self::ArgumentError => "argument",
            Self::ArithmeticError => "arithmetic",
            Self::EntityNotFound => "entity_not_found",
            Self::PropertyNotFound => "property_not_found",
            Self::ParameterMissing => "parameter_missing",
            Self::ProcedureError => "procedure",
            Self::ConstraintVerificationFailed => "constraint",
            Self::Unsupported => "unsupported",
            Self::LimitExceeded => "limit",
            Self::Cancelled => "cancelled",
        }
    }
}

impl QueryError {
    /// An error found before running.
    pub(crate) fn compile(kind: ErrorKind, detail: &'static str, message: impl Into<String>) -> Self {
        Self::new(Phase::CompileTime, kind, detail, message)
    }

    /// An error found while running.
    pub(crate) fn runtime(kind: ErrorKind, detail: &'static str, message: impl Into<String>) -> Self {
        Self::new(Phase::Runtime, kind, detail, message)
    }

    fn new(phase: Phase, kind: ErrorKind, detail: &'static str, message: impl Into<String>) -> Self {
        Self { phase, kind, detail, diagnostic: Box::new(Diagnostic::new(kind.code(), message)) }
    }

    /// Whether the statement was stopped, and might have gone on.
    pub(crate) fn is_stopped(&self) -> bool {
        matches!(self.kind, ErrorKind::LimitExceeded | ErrorKind::Cancelled)
    }

    /// The same error, pointing at a place.
    pub(crate) fn at(mut self, span: Span) -> Self {
        self.diagnostic.span = Some(span);
        self
    }

    /// The same error, with a suggestion.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }
}

/// The known name that differs least from a misspelt one, where it differs little.
pub(super) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *candidate != name)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}
