//! What became of a scenario.

use annals::query::{Phase, QueryError};

use super::step::{Raised, When};

/// Why a scenario failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Rows or side effects that differ, or an answer where an error was expected.
    WrongAnswer(String),
    /// An error where an answer was expected.
    Refused(String),
    /// Another error than the expected one.
    Misraised(String),
    /// What comes before the query failed.
    Setup(String),
    /// The scenario cannot be read.
    Unreadable(String),
    /// The library stopped.
    Panic(String),
    /// The scenario did not end in its time.
    Hang,
}

/// How much of an expected error was right. Each rung needs the ones before it only in that something was raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rungs {
    pub(crate) raised: bool,
    pub(crate) kind: bool,
    pub(crate) phase: bool,
    pub(crate) detail: bool,
}

/// What became of a scenario: why it failed, and what of an expected error was right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) failure: Option<Failure>,
    /// None where no error is expected.
    pub(crate) rungs: Option<Rungs>,
}

impl Failure {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::WrongAnswer(_) => "wrong answer",
            Self::Refused(_) => "error instead of answer",
            Self::Misraised(_) => "another error",
            Self::Setup(_) => "setup",
            Self::Unreadable(_) => "unreadable scenario",
            Self::Panic(_) => "panic",
            Self::Hang => "no end",
        }
    }

    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::WrongAnswer(reason)
            | Self::Refused(reason)
            | Self::Misraised(reason)
            | Self::Setup(reason)
            | Self::Unreadable(reason)
            | Self::Panic(reason) => reason,
            Self::Hang => "the scenario did not end in its time",
        }
    }
}

impl Rungs {
    /// The rungs an error reaches. `prepared` says whether it was raised only after `prepare` had accepted the text.
    pub(crate) fn of(error: &QueryError, prepared: bool, wanted: Raised<'_>) -> Self {
        let phase = match wanted.phase {
            When::CompileTime => !prepared && error.phase == Phase::CompileTime,
            When::Runtime => prepared && error.phase == Phase::Runtime,
            When::AnyTime => true,
        };
        let detail = wanted.detail == "*" || error.detail == wanted.detail;
        Self { raised: true, kind: format!("{:?}", error.kind) == wanted.kind, phase, detail }
    }

    pub(crate) fn all(self) -> bool {
        self.raised && self.kind && self.phase && self.detail
    }
}
