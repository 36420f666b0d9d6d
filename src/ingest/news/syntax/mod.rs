//! Tokens to the plain syntax roles are read from: no tree, only what stands where.
//!
//! 1. `tag`: every token gets a word class, from closed classes, verb forms, capitals and its neighbours.
//! 2. `chunk`: tags group into noun phrases and verb groups; what stands between them stays a token.
//! 3. `clause`: whose subject and object is what: to the left and to the right of a verb group;
//!    `infinitive`: who does what an infinitive says.
//!
//! Deliberately shallow: each step is one pass over a sentence, and what it cannot decide it leaves alone.

mod chunk;
mod clause;
mod infinitive;
mod tag;

pub(super) use chunk::{Chunk, ChunkKind, Tense, VerbGroup, chunks};
pub(super) use clause::{Clause, Complement, Complements};
pub(super) use tag::{Names, Tag, settle_verbs, tags};

#[cfg(test)]
mod tests;
