//! Files of a store with right checksums around whatever bytes a target wants read.

use std::fs;
use std::path::PathBuf;

use annals::{Access, Database};

const HEADER: usize = 64;
const STORE: [u8; 16] = *b"a store made up!";
/// The generation of every snapshot made here.
const GENERATION: u64 = 1;

/// A header: magic, version 1.0, the store, one generation, the last batch, and where the directory is.
fn header(magic: &[u8; 8], directory: &[u8]) -> Vec<u8> {
    let mut header = magic.to_vec();
    header.extend([1, 0, 0, 0, 0, 0, 0, 0]);
    header.extend(STORE);
    header.extend(GENERATION.to_le_bytes());
    header.extend(0u64.to_le_bytes());
    let checksum = if directory.is_empty() { 0 } else { crc32fast::hash(directory) };
    header.extend((directory.len() as u32).to_le_bytes());
    header.extend(checksum.to_le_bytes());
    header.extend([0; 4]);
    header.extend(crc32fast::hash(&header).to_le_bytes());
    assert_eq!(header.len(), HEADER);
    header
}

/// A snapshot of these sections: each a kind, a key and its bytes.
pub fn snapshot(sections: &[(u8, u32, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut directory = Vec::new();
    number(&mut directory, sections.len() as u64);
    for (kind, key, bytes) in sections {
        directory.push(*kind);
        number(&mut directory, u64::from(*key));
        number(&mut directory, (HEADER + body.len()) as u64);
        number(&mut directory, bytes.len() as u64);
        number(&mut directory, u64::from(crc32fast::hash(bytes)));
        body.extend(*bytes);
    }
    raw_snapshot(&body, &directory)
}

/// A snapshot of any bytes and any directory.
pub fn raw_snapshot(body: &[u8], directory: &[u8]) -> Vec<u8> {
    [&header(b"\x89ANN\r\n\x1a\n", directory), body, directory].concat()
}

/// A journal of these records: each a kind, a count of batches, a sequence and a payload.
pub fn journal(records: &[(u16, u16, u64, &[u8])]) -> Vec<u8> {
    let mut journal = header(b"\x89ANJ\r\n\x1a\n", &[]);
    for (kind, batches, sequence, payload) in records {
        let mut head = (payload.len() as u32).to_le_bytes().to_vec();
        head.extend(kind.to_le_bytes());
        head.extend(batches.to_le_bytes());
        head.extend(sequence.to_le_bytes());
        head.extend(salted(&[&sequence.to_le_bytes(), payload]).to_le_bytes());
        head.extend(salted(&[&head]).to_le_bytes());
        journal.extend(head);
        journal.extend(*payload);
    }
    journal
}

fn salted(pieces: &[&[u8]]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&STORE);
    hasher.update(&GENERATION.to_le_bytes());
    pieces.iter().for_each(|piece| hasher.update(piece));
    hasher.finalize()
}

/// bincode's unsigned numbers: one byte below 251, else a mark and 2, 4 or 8 bytes.
fn number(out: &mut Vec<u8>, number: u64) {
    match number {
        0..=250 => out.push(number as u8),
        251..=0xffff => {
            out.push(251);
            out.extend((number as u16).to_le_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(252);
            out.extend((number as u32).to_le_bytes());
        }
        _ => {
            out.push(253);
            out.extend(number.to_le_bytes());
        }
    }
}

/// The sections of a store of two nodes and a relationship, as a program of version 1.0 wrote them: what journals continue.
pub fn seed() -> Vec<(u8, u32, Vec<u8>)> {
    let symbols = b"\x04\x04City\x04name\x07TWIN_OF\x05count".to_vec();
    vec![(1, 0, symbols), (2, 0, vec![1, 1, 0, 2, 1, 1]), (3, 0, vec![1, 3, 1, 0, 1, 2])]
}

/// Opens a store of these files, and looks at every part of what was opened.
pub fn open(snapshot: &[u8], journal: Option<&[u8]>) {
    let path = folder().join("graph.annals");
    let beside = folder().join("graph.annals-journal");
    fs::write(&path, snapshot).expect("the folder is writable");
    let _ = fs::remove_file(&beside);
    if let Some(journal) = journal {
        fs::write(&beside, journal).expect("the folder is writable");
    }
    let checked = annals::storage::check(&path);
    match Database::open(&path, Access::ReadOnly) {
        Ok((database, _)) => {
            // The same truth by two roads: what opens is sound.
            assert!(checked.is_ok_and(|report| report.damage.is_empty()));
            look(&database);
        }
        Err(error) => {
            let text = error.render("store", "");
            assert!(text.len() < 2_048 && !text.trim_end().is_empty());
        }
    }
}

fn look(database: &Database) {
    let mut dump = Vec::new();
    annals::export::dump::write(database.view(), &mut dump).expect("memory takes all");
    // A dump may refuse what only a store can say; it may not fail otherwise.
    let _ = annals::export::dump::read(dump.as_slice());
    let session = crate::session();
    for question in ["MATCH (a)-[r]->(b) RETURN a, r, b ORDER BY a, r, b", "events in 2025"] {
        if let Ok(prepared) = database.prepare(question, &session) {
            let _ = database.query(&prepared, &session);
        }
    }
}

/// A folder in memory where there is one, for this process alone.
fn folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = base.join(format!("annals-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}
