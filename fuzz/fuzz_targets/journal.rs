//! Any bytes as the records of a journal whose checksums are right: its batches are applied, or refused as damage.
#![no_main]

use annals_fuzz::store;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut payloads = Vec::new();
    let mut rest = data;
    // A record: its kind, whether its lengths are to be made right, its length, its bytes.
    while let [kind, right, low, high, after @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(after.len());
        let (bytes, after) = after.split_at(length);
        let (kind, right) = (u16::from(kind % 5), right & 1 == 0);
        let payload = if kind == 1 && right { [&(length as u32).to_le_bytes(), bytes].concat() } else { bytes.to_vec() };
        payloads.push((kind, payload));
        rest = after;
    }
    let mut sequence = 0;
    let records: Vec<_> = payloads
        .iter()
        .map(|(kind, payload)| {
            let batches = u16::from(*kind == 1);
            let first = sequence + u64::from(*kind != 2);
            sequence += u64::from(batches);
            (*kind, batches, first, payload.as_slice())
        })
        .collect();
    let sections = store::seed();
    let sections: Vec<_> = sections.iter().map(|(kind, key, bytes)| (*kind, *key, bytes.as_slice())).collect();
    store::open(&store::snapshot(&sections), Some(&store::journal(&records)));
});
