//! What features are named by: a template and words, each hashed once, however many features it is in.

pub(in crate::ingest::news) use crate::ingest::news::words::Term;

/// What a feature says of its words: `verb`, `pair`.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest::news) struct Template {
    name: &'static str,
    hash: u64,
}

impl Template {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, hash: fnv(name.as_bytes()) }
    }
}

/// What stands for the phrase of two words.
pub(super) const fn key_of_two(first: Term<'_>, second: Term<'_>) -> u64 {
    mix(first.key().rotate_left(21) ^ second.key())
}

/// What stands for a feature in a table.
pub(super) const fn key(template: Template, first: Term<'_>, second: Term<'_>) -> u64 {
    joined(template.hash, first, second)
}

/// What stands for the feature written `template:first second`.
pub(super) fn key_of(template: &str, first: &str, second: &str) -> u64 {
    joined(fnv(template.as_bytes()), Term::new(first), Term::new(second))
}

const fn joined(template: u64, first: Term<'_>, second: Term<'_>) -> u64 {
    mix(template ^ first.key().rotate_left(21) ^ second.key().rotate_left(42))
}

/// A feature as a table of weights writes it: `template:first second`.
pub(in crate::ingest::news::event) fn written(template: Template, first: Term<'_>, second: Term<'_>) -> String {
    let mark = if second.is_none() { "" } else { " " };
    format!("{}:{}{mark}{}", template.name, first.text, second.text)
}

/// Spreads what differs anywhere over all bits: the finish of MurmurHash3 (Appleby 2011), its first half.
const fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// FNV-1a (Fowler, Noll, Vo), which a compiler can work out.
const fn fnv(bytes: &[u8]) -> u64 {
    let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_the_same_written_down() {
        let pair = key(Template::new("pair"), Term::new("hold"), Term::new("talk"));
        assert_eq!(pair, key_of("pair", "hold", "talk"));
        assert_ne!(pair, key_of("pair", "talk", "hold"));
        assert_ne!(pair, key_of("near", "hold", "talk"));
        assert_ne!(key_of("verb", "agree", "to"), key_of("verb", "agreet", "o"));
        assert_eq!(key(Template::new("verb"), Term::new("agree"), Term::NONE), key_of("verb", "agree", ""));
    }
}
