//! The artefact of the second stage: what a question asks for, with its words not yet resolved against the graph.
//!
//! ```text
//! attacks by Norway in Bergen after May 23
//!
//! Events
//! └─ attacks
//!    ├─ by Norway
//!    ├─ in Bergen
//!    └─ after May 23
//! ```
//! Words are tokens, by their index; the next stage knows what they mean in this graph.
//!
//! 1. `form` is what is asked for.
//! 2. `selection` is which events are meant by it, and `time` when.

mod form;
mod selection;
mod time;

pub(super) use form::{Catalogue, Comparison, Form, Measure, Part, Ranked};
pub(super) use selection::{
    Comparator, Dimension, Filter, FilterKind, Head, Joined, Mention, Modality, Names, Order, Radius, Ranking,
    Selection, Topic,
};
pub(super) use time::{Bound, Length, Period, RelationWord, TimeFilter};
