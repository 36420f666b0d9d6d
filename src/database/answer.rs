//! What a statement answers.

use super::Prepared;
use crate::query::Rows;

/// Rows, and what a question was read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The columns and rows.
    pub rows: Rows,
    /// What a question resolved its names and dates to, for the one-line echo; empty for Cypher.
    pub echo: Vec<String>,
    /// What the answer to a question leaves out and why: `2 more may fit: …`; empty for Cypher.
    pub remarks: Vec<String>,
}

impl Answer {
    pub(super) fn new(prepared: &Prepared, mut rows: Rows, remarks: Vec<String>) -> Self {
        if prepared.is_question() {
            // Remarks on names of the schema are for whoever wrote them; here that was the translator, not the user.
            rows.warnings.clear();
        }
        Self { rows, echo: prepared.echo().to_vec(), remarks }
    }
}
