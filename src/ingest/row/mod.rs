//! ONE EVENT AS FIELDS, in whatever notation: what JSON lines and tables have in common.
//!
//! 1. `fields` holds what a row says, each field taken out once and strictly.
//! 2. `record` makes an event of it; `entity` gives names a kind where the row does not.
//! 3. `documents` puts rows of one document (same title, publisher and day) together: each an event of it, and its `text`
//!    a sentence.

mod documents;
mod entity;
mod fields;
mod record;

use super::record::Document;
use crate::diagnostic::Diagnostic;

pub(super) use documents::Documents;
pub(super) use fields::{Fields, Places, nearest};
pub(super) use record::Record;

/// What a text of records holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The documents of its well-formed rows.
    pub documents: Vec<Document>,
    /// The whole articles among its rows.
    pub articles: Vec<super::jsonl::Article>,
    /// Why the other rows were refused, each with its place in the text.
    pub refused: Vec<Diagnostic>,
}
