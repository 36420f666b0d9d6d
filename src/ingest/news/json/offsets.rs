//! Bytes of the text to the offsets asked for.

use crate::ingest::news::span::TextSpan;

/// What the offsets of the JSON count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Offsets {
    /// Unicode code points, as Python's strings do.
    #[default]
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
}

/// Counts from the start of the text.
pub(super) struct Counter<'a> {
    text: &'a str,
    /// The number of code points before every 16th byte; empty where bytes are wanted, or where both are the same.
    code_points: Vec<usize>,
}

const STEP: usize = 16;

impl<'a> Counter<'a> {
    pub(super) fn new(text: &'a str, offsets: Offsets) -> Self {
        let mut code_points = Vec::new();
        if offsets == Offsets::CodePoints && !text.is_ascii() {
            code_points.reserve(text.len() / STEP + 2);
            let mut count = 0;
            for bytes in text.as_bytes().chunks(STEP) {
                code_points.push(count);
                count += starts(bytes);
            }
            code_points.push(count);
        }
        Self { text, code_points }
    }

    fn at(&self, byte: usize) -> usize {
        let Some(before) = self.code_points.get(byte / STEP) else { return byte };
        before + starts(&self.text.as_bytes()[byte - byte % STEP..byte])
    }

    /// A span in those offsets.
    pub(super) fn pair(&self, span: TextSpan) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// How many code points begin among these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
