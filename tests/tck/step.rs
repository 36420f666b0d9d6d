//! The kinds of step there are. A step of no kind fails its scenario.

use super::answer::Freedom;

/// What a step does or asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'s> {
    EmptyGraph,
    NamedGraph(&'s str),
    HavingExecuted,
    Procedure(&'s str),
    Parameters,
    Execute,
    Rows(Freedom),
    NoRows,
    Effects,
    NoEffects,
    Raised(Raised<'s>),
}

/// An error to be raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raised<'s> {
    pub(crate) kind: &'s str,
    pub(crate) phase: When,
    pub(crate) detail: &'s str,
}

/// When an error is to be raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    CompileTime,
    Runtime,
    AnyTime,
}

impl<'s> Kind<'s> {
    pub(crate) fn of(text: &'s str) -> Option<Self> {
        let ordered = Freedom::default();
        let rows = Freedom { rows: true, ..ordered };
        Some(match text {
            "an empty graph" | "any graph" => Self::EmptyGraph,
            "having executed:" => Self::HavingExecuted,
            "parameters are:" => Self::Parameters,
            "executing query:" | "executing control query:" => Self::Execute,
            "the result should be empty" => Self::NoRows,
            "the result should be, in any order:" => Self::Rows(rows),
            "the result should be, in order:" => Self::Rows(ordered),
            "the result should be (ignoring element order for lists):" => {
                Self::Rows(Freedom { elements: true, ..rows })
            }
            "the result should be, in order (ignoring element order for lists):" => {
                Self::Rows(Freedom { elements: true, ..ordered })
            }
            "the side effects should be:" => Self::Effects,
            "no side effects" => Self::NoEffects,
            other => return Self::with_name(other),
        })
    }

    fn with_name(text: &'s str) -> Option<Self> {
        if let Some(graph) = text.strip_prefix("the ").and_then(|rest| rest.strip_suffix(" graph")) {
            return Some(Self::NamedGraph(graph));
        }
        if let Some(signature) = text.strip_prefix("there exists a procedure ") {
            return signature.trim_end().strip_suffix(':').map(Self::Procedure);
        }
        raised(text).map(Self::Raised)
    }
}

/// `a SyntaxError should be raised at compile time: UndefinedVariable`
fn raised(text: &str) -> Option<Raised<'_>> {
    let (kind, rest) = text.split_once(" should be raised at ")?;
    let kind = kind.strip_prefix("an ").or_else(|| kind.strip_prefix("a "))?;
    let (phase, detail) = rest.split_once(": ")?;
    let phase = match phase {
        "compile time" => When::CompileTime,
        "runtime" => When::Runtime,
        "any time" => When::AnyTime,
        _ => return None,
    };
    Some(Raised { kind, phase, detail })
}
