//! The only types that are encoded: what the bytes of a store mean. `docs/file-format.md` draws them.
//!
//! - `header`: the first 64 bytes of either file, laid out by hand and the same in every version.
//! - `directory`: the sections of a snapshot, and where each lies.
//! - `catalog`: the section that every opening reads.
//! - `page`: the values of 4096 ids of a section, in as few bits as they take.
//! - `change`: a batch, as it lies in a record of the journal.
//! - `value`: a property value, flat: a scalar or a list of scalars.
//! - `first`: the sections of format 1, which are still read.
//!
//! Everything but headers and pages is bincode's standard encoding of the types here. bincode trusts its input, so nobody decodes
//! what has not passed its checksum, always under a limit, and always to the last byte. No type is recursive, of no size, or
//! uses a serde attribute that needs a self-describing format.

pub(super) mod catalog;
pub(super) mod change;
pub(super) mod directory;
pub(super) mod first;
pub(super) mod header;
pub(super) mod page;
pub(super) mod value;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rule::{self, Rule};

/// The version of the format.
///
/// Another minor version can be read by all; another major version only by programs that know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Raised when older programs can no longer read what is written.
    pub major: u16,
    /// Raised when something is added that older programs may ignore.
    pub minor: u16,
}

impl Version {
    /// The version this program writes.
    pub const CURRENT: Self = Self { major: 2, minor: 0 };
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The identity of a store, given at birth: a journal continues only the snapshot with the same.
pub(super) type Uuid = [u8; 16];

const LIMIT: usize = u32::MAX as usize;

/// Why bytes with the right checksum could not be understood: the program that wrote them was wrong.
#[derive(Debug, thiserror::Error)]
pub(super) enum FormatError {
    #[error("{0}")]
    Decode(#[from] bincode::error::DecodeError),
    #[error("{0} bytes are left over")]
    LeftOver(usize),
    #[error("{0}")]
    Meaning(&'static str),
}

/// The bytes of a value of this format.
pub(super) fn encode(value: &impl Serialize) -> Vec<u8> {
    let encoded = bincode::serde::encode_to_vec(value, bincode::config::standard());
    encoded.expect("the types of this format have a known length and no failing parts")
}

/// The value that exactly these bytes are.
pub(super) fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, FormatError> {
    let config = bincode::config::standard().with_limit::<LIMIT>();
    let (value, consumed) = bincode::serde::borrow_decode_from_slice(bytes, config)?;
    if consumed != bytes.len() {
        return Err(FormatError::LeftOver(bytes.len() - consumed));
    }
    Ok(value)
}

/// The checksum of several pieces, one after the other.
pub(super) fn checksum(pieces: &[&[u8]]) -> u32 {
    if !rule::holds(Rule::Checksums) {
        return 0;
    }
    let mut hasher = crc32fast::Hasher::new();
    pieces.iter().for_each(|piece| hasher.update(piece));
    hasher.finalize()
}
