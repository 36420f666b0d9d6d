//! The first 64 bytes of either file, the same in every version of the format.
//!
//! ```text
//!  0  magic         8 bytes   89 'A' 'N' 'N' 0D 0A 1A 0A  snapshot;  'J' in place of the second 'N'  journal
//!  8  major         u16       all numbers little-endian
//! 10  minor         u16
//! 12  flags         u32       none yet
//! 16  store         16 bytes  the store's UUID
//! 32  generation    u64       how many snapshots there were before
//! 40  sequence      u64       the last batch in the snapshot
//! 48  directory     u32       length in bytes (0 in a journal)
//! 52  directory     u32       CRC-32 (0 in a journal)
//! 56  reserved      u32       0
//! 60  header        u32       CRC-32 of the 60 bytes before
//! ```
//!
//! The magic is PNG's idea: a byte that is not ASCII, both kinds of line end and the old end-of-file mark, so that a transfer
//! as text cannot go unnoticed.

use super::{Uuid, Version, checksum};

/// The length of a header in bytes.
pub(in crate::storage) const HEADER_LENGTH: usize = 64;

const MAGIC_LENGTH: usize = 8;

/// The two files that have a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum FileKind {
    Snapshot,
    Journal,
}

impl FileKind {
    const fn magic(self) -> [u8; MAGIC_LENGTH] {
        match self {
            Self::Snapshot => *b"\x89ANN\r\n\x1a\n",
            Self::Journal => *b"\x89ANJ\r\n\x1a\n",
        }
    }
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) struct Header {
    pub(in crate::storage) kind: FileKind,
    pub(in crate::storage) version: Version,
    pub(in crate::storage) store: Uuid,
    pub(in crate::storage) generation: u64,
    pub(in crate::storage) sequence: u64,
    pub(in crate::storage) directory_length: u32,
    pub(in crate::storage) directory_checksum: u32,
}

/// Why bytes are not a header that can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::storage) enum HeaderError {
    /// Not a file of ours; what it is instead.
    Foreign(&'static str),
    /// Ours, but not as written.
    Damaged(&'static str),
    /// Ours, of a later version.
    Newer(Version),
}

impl Header {
    /// The header as bytes.
    pub(in crate::storage) fn encode(&self) -> [u8; HEADER_LENGTH] {
        let mut bytes = [0; HEADER_LENGTH];
        bytes[..8].copy_from_slice(&self.kind.magic());
        bytes[8..10].copy_from_slice(&self.version.major.to_le_bytes());
        bytes[10..12].copy_from_slice(&self.version.minor.to_le_bytes());
        bytes[16..32].copy_from_slice(&self.store);
        bytes[32..40].copy_from_slice(&self.generation.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.sequence.to_le_bytes());
        bytes[48..52].copy_from_slice(&self.directory_length.to_le_bytes());
        bytes[52..56].copy_from_slice(&self.directory_checksum.to_le_bytes());
        let sum = checksum(&[&bytes[..60]]);
        bytes[60..].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// The header that the first bytes of a file are.
    pub(in crate::storage) fn decode(kind: FileKind, bytes: &[u8]) -> Result<Self, HeaderError> {
        check_magic(kind, bytes)?;
        if bytes.len() < HEADER_LENGTH {
            return Err(HeaderError::Damaged("the file ends within its header"));
        }
        if u32_at(bytes, 60) != checksum(&[&bytes[..60]]) {
            return Err(HeaderError::Damaged("the checksum of the header does not match"));
        }
        let version = Version { major: u16_at(bytes, 8), minor: u16_at(bytes, 10) };
        if version.major > Version::CURRENT.major {
            return Err(HeaderError::Newer(version));
        }
        Ok(Self {
            kind,
            version,
            store: bytes[16..32].try_into().expect("sixteen bytes"),
            generation: u64_at(bytes, 32),
            sequence: u64_at(bytes, 40),
            directory_length: u32_at(bytes, 48),
            directory_checksum: u32_at(bytes, 52),
        })
    }
}

fn check_magic(kind: FileKind, bytes: &[u8]) -> Result<(), HeaderError> {
    let magic = kind.magic();
    if bytes.starts_with(&magic) {
        return Ok(());
    }
    if bytes.starts_with(&magic[..4]) {
        return Err(HeaderError::Damaged("the file was transferred as text, or cut short"));
    }
    Err(HeaderError::Foreign(guess(bytes)))
}

/// What a file is that is none of ours, as far as its first bytes tell.
fn guess(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"SQLite format 3\0", "it is an SQLite database"),
        (b"\xff\xd8\xff", "it is a JPEG picture"),
        (b"\x89PNG", "it is a PNG picture"),
        (b"%PDF", "it is a PDF document"),
        (b"PK\x03\x04", "it is a ZIP archive"),
        (b"\x1f\x8b", "it is compressed with gzip"),
        (b"\x89ANJ", "it is the journal of a store, which is named without `-journal`"),
        (b"\x89ANN", "it is the snapshot of a store"),
    ];
    if bytes.is_empty() {
        return "it is empty";
    }
    let known = KNOWN.iter().find(|(start, _)| bytes.starts_with(start));
    known.map_or("it does not begin as one does", |(_, what)| what)
}

pub(in crate::storage) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().expect("two bytes"))
}

pub(in crate::storage) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

pub(in crate::storage) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header {
            kind: FileKind::Snapshot,
            version: Version::CURRENT,
            store: *b"0123456789abcdef",
            generation: 3,
            sequence: 70,
            directory_length: 12,
            directory_checksum: 0xdead_beef,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Header::decode(FileKind::Snapshot, &header().encode()), Ok(header()));
    }

    #[test]
    fn a_later_version_is_told_from_damage() {
        let version = Version { major: 3, minor: 1 };
        let later = Header { version, ..header() }.encode();
        assert_eq!(Header::decode(FileKind::Snapshot, &later), Err(HeaderError::Newer(version)));
        let mut flipped = header().encode();
        flipped[8] ^= 1;
        assert!(matches!(Header::decode(FileKind::Snapshot, &flipped), Err(HeaderError::Damaged(_))));
    }

    #[test]
    fn line_ends_changed_in_transfer_are_named() {
        let bytes: Vec<u8> = header().encode().into_iter().filter(|byte| *byte != b'\r').collect();
        assert!(matches!(Header::decode(FileKind::Snapshot, &bytes), Err(HeaderError::Damaged(_))));
        assert_eq!(
            Header::decode(FileKind::Snapshot, b"SQLite format 3\0"),
            Err(HeaderError::Foreign("it is an SQLite database"))
        );
        assert_eq!(Header::decode(FileKind::Snapshot, b""), Err(HeaderError::Foreign("it is empty")));
    }
}
