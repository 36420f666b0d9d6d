//! A linear model: each feature speaks for and against each root by a whole number.
//!
//! ```text
//! bias            -12 40 …      one number for each of ROOTS, in their order
//! verb:threaten    -3 -8 …
//! ```

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::term::{Template, Term, key, key_of};

/// The roots of PLOVER, and `NONE` for what is none of them.
pub const ROOTS: [&str; COUNT] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
];

const COUNT: usize = 17;

/// What a feature says of each root; a byte each, so that more features stay in the cache.
type Weights = [i8; COUNT];

/// How far ahead of the next a root is, to be clear: of sentences held back, those are told right nine times in ten.
const CLEAR: i16 = 37;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("weights.tsv")));

/// What each feature says.
struct Model {
    /// By what stands for the feature.
    weights: FxHashMap<u64, Weights>,
    /// A bit for each value of the last bits of the keys: of ten features of a sentence nine are not there, and few of those
    /// get past the bits, which stay in the cache.
    known: Vec<u64>,
}

/// So many bits let one in twenty features through that are not there.
const FILTER_BITS: u64 = 1 << 19;

impl Model {
    fn read(table: &str) -> Self {
        let mut model = Self { weights: FxHashMap::default(), known: vec![0; (FILTER_BITS / 64) as usize] };
        let lines = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        for (name, numbers) in lines {
            let [template, first, second] = parts(name);
            let key = key_of(template, first, second);
            model.known[Self::word(key)] |= 1 << (key % 64);
            model.weights.insert(key, weights(numbers));
        }
        model
    }

    fn get(&self, key: u64) -> Option<&Weights> {
        (self.known[Self::word(key)] & 1 << (key % 64) != 0).then(|| self.weights.get(&key)).flatten()
    }

    const fn word(key: u64) -> usize {
        (key % FILTER_BITS / 64) as usize
    }
}

/// What speaks for each root so far.
pub(super) struct Score {
    sums: [i16; COUNT],
    /// The features counted: each counts once, however often it is there.
    counted: Vec<u64>,
    /// A bit for the last six bits of each of them: what has none of these bits was not counted.
    marks: u64,
}

impl Score {
    pub(super) fn new() -> Self {
        let bias = MODEL.get(key_of("bias", "", "")).copied().unwrap_or_default();
        Self { sums: bias.map(i16::from), counted: Vec::with_capacity(64), marks: 0 }
    }

    /// Adds what one feature says; a feature never seen says nothing.
    pub(super) fn add(&mut self, template: Template, first: Term<'_>, second: Term<'_>) {
        let feature = key(template, first, second);
        let mark = 1 << (feature % 64);
        if let Some(weights) = MODEL.get(feature)
            && (self.marks & mark == 0 || !self.counted.contains(&feature))
        {
            self.counted.push(feature);
            self.marks |= mark;
            self.sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum = sum.saturating_add(i16::from(*weight)));
        }
    }

    /// The root most speaks for, and whether it does so clearly; of equals the first.
    pub(super) fn root(&self) -> Option<(&'static str, bool)> {
        let best = (0..COUNT).max_by_key(|&root| (self.sums[root], std::cmp::Reverse(root)))?;
        let next = (0..COUNT).filter(|&root| root != best).map(|root| self.sums[root]).max()?;
        (ROOTS[best] != "NONE").then_some((ROOTS[best], self.sums[best].saturating_sub(next) >= CLEAR))
    }
}

/// More than a megabyte of figures is read before the first text: byte by byte, as they are written.
fn weights(numbers: &str) -> Weights {
    let mut weights = [0; COUNT];
    let (mut root, mut sign, mut value) = (0, 1, 0);
    for byte in numbers.bytes().chain([b' ']) {
        match byte {
            b' ' if root < COUNT => {
                weights[root] = sign * value;
                (root, sign, value) = (root + 1, 1, 0);
            }
            b'-' => sign = -1,
            figure => value = 10 * value + (figure & 0xf).cast_signed(),
        }
    }
    weights
}

/// The template and the words of a name, as `key_of` wants them.
fn parts(name: &str) -> [&str; 3] {
    let (template, words) = name.split_once(':').unwrap_or((name, ""));
    let (first, second) = words.split_once(' ').unwrap_or((words, ""));
    [template, first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_found_by_its_parts() {
        assert_eq!(parts("bias"), ["bias", "", ""]);
        assert_eq!(parts("verb:agree"), ["verb", "agree", ""]);
        assert_eq!(parts("object:hold talk"), ["object", "hold", "talk"]);
        // Of a sentence without a main verb.
        assert_eq!(parts("op_sign: for"), ["op_sign", "", "for"]);
    }

    #[test]
    fn every_line_of_the_table_has_a_number_for_each_root() {
        let table = include_str!("weights.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (name, numbers) = line.split_once('\t').expect("a name and numbers");
            let written: Result<Vec<i8>, _> = numbers.split(' ').map(str::parse).collect();
            assert_eq!(written.as_deref(), Ok(&weights(numbers)[..]), "{name}");
        }
        let names = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Model::read(table).weights.len(), names, "two names have one hash");
    }
}
