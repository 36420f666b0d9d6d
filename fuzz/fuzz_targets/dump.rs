//! Any bytes as a dump: what is read and dumped again reads as the same graph.
#![no_main]

use annals::Database;
use annals::export::dump;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(batch) = dump::read(data) else { return };
    let mut database = Database::memory();
    if database.apply(&batch).is_err() {
        return;
    }
    let written = bytes(&database);
    let mut copy = Database::memory();
    copy.apply(&dump::read(written.as_slice()).expect("what is dumped reads")).expect("and is a graph");
    assert_eq!(bytes(&copy), written);
});

fn bytes(database: &Database) -> Vec<u8> {
    let mut bytes = Vec::new();
    dump::write(database.view(), &mut bytes).expect("memory takes all");
    bytes
}
