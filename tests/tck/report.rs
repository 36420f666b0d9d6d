//! What became of all scenarios: one line to read, and a JSON record for each where `TCK_REPORT` names a file.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value as Json, json};

use super::identity::Identity;
use super::verdict::{Failure, Rungs, Verdict};

/// A scenario and its verdict.
pub(crate) struct Record {
    pub(crate) identity: Identity,
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
}

/// The figures of a run. It prints as the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    passed: usize,
    total: usize,
    /// Scenarios that expect an error.
    errors: usize,
    raised: usize,
    kind: usize,
    phase: usize,
    detail: usize,
    wrong: usize,
}

impl Summary {
    pub(crate) fn of(records: &[Record]) -> Self {
        let verdicts = || records.iter().map(|record| &record.verdict);
        let reached =
            |rung: fn(Rungs) -> bool| verdicts().filter_map(|verdict| verdict.rungs).filter(|r| rung(*r)).count();
        Self {
            passed: verdicts().filter(|verdict| verdict.failure.is_none()).count(),
            total: records.len(),
            errors: reached(|_| true),
            raised: reached(|rungs| rungs.raised),
            kind: reached(|rungs| rungs.kind),
            phase: reached(|rungs| rungs.phase),
            detail: reached(|rungs| rungs.detail),
            wrong: verdicts().filter(|verdict| matches!(verdict.failure, Some(Failure::WrongAnswer(_)))).count(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, total, errors, raised, kind, phase, detail, wrong } = self;
        write!(
            f,
            "tck: {passed} of {total} scenarios pass; errors: raised {raised}/{errors}, type {kind}/{errors}, \
             phase {phase}/{errors}, detail {detail}/{errors}; wrong answers {wrong}"
        )
    }
}

/// Writes a record a line.
pub(crate) fn write(path: &Path, records: &[Record]) -> io::Result<()> {
    let mut file = io::BufWriter::new(std::fs::File::create(path)?);
    records.iter().try_for_each(|record| writeln!(file, "{}", json(record)))?;
    file.flush()
}

fn json(record: &Record) -> Json {
    let Verdict { failure, rungs } = &record.verdict;
    json!({
        "id": record.identity.to_string(),
        "name": record.name,
        "pass": failure.is_none(),
        "failure": failure.as_ref().map(Failure::name),
        "reason": failure.as_ref().map(Failure::reason),
        "rungs": rungs.map(|Rungs { raised, kind, phase, detail }| {
            json!({ "raised": raised, "type": kind, "phase": phase, "detail": detail })
        }),
    })
}
