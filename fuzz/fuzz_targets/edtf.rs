//! Any text as EDTF: what is read prints as what reads the same, and its bounds do not cross.
#![no_main]

use annals::time::Edtf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(edtf) = Edtf::parse(text) else { return };
    let printed = edtf.to_string();
    assert_eq!(Edtf::parse(&printed).ok(), Some(edtf), "{printed}");
    let interval = edtf.interval();
    let again = Edtf::of(interval);
    assert_eq!(Edtf::of(again.interval()), again, "{printed}: bounds are settled");
    let rough = edtf.approximately();
    assert_eq!(Edtf::parse(&rough.to_string()).ok(), Some(rough), "{rough}");
});
