//! Any bytes as the sections of a snapshot whose checksums are right: it opens to a graph that holds together, or is refused.
//!
//! The first byte says how many of the input's bytes are the directory; 0 makes a right directory of sections cut out of the input.
#![no_main]

use annals_fuzz::store;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    if first > 0 {
        let (directory, body) = rest.split_at(usize::from(first).min(rest.len()));
        return store::open(&store::raw_snapshot(body, directory), None);
    }
    let mut sections = Vec::new();
    let mut rest = rest;
    // A section: its kind, its key, its length, its bytes.
    while let [kind, key, low, high, after @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(after.len());
        let (bytes, after) = after.split_at(length);
        sections.push((kind % 7, u32::from(*key), bytes));
        rest = after;
    }
    store::open(&store::snapshot(&sections), None);
});
