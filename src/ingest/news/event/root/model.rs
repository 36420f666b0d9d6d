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

/// How many of them are roots: `NONE` is the last.
const OF_PLOVER: usize = COUNT - 1;

/// How much more a feature says of each root than of `NONE`; a byte each, so that more features stay in the cache.
type Weights = [i8; OF_PLOVER];

/// How far ahead of the next a root is, to be clear: of sentences held back, those are told right nine times in ten.
const CLEAR: i16 = 37;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("weights.tsv")));

/// What each feature says. It is made to stay in the cache, which it would else be fetched into again for each sentence.
struct Model {
    /// By half of what stands for a feature: of sixty thousand sentences one has a stranger that is taken for a feature.
    weights: FxHashMap<u32, Weights>,
    /// A bit for each value of the other half's last bits: of ten features of a sentence six are not there, and few of those
    /// get past the bits.
    known: Vec<u64>,
}

/// So many bits let one in twenty features through that are not there.
const FILTER_BITS: u64 = 1 << 19;

impl Model {
    fn read(table: &str) -> Self {
        let known = vec![0; (FILTER_BITS / 64) as usize];
        let mut model = Self { weights: FxHashMap::default(), known };
        let lines = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        for (name, numbers) in lines {
            let [template, first, second] = parts(name);
            let key = key_of(template, first, second);
            model.known[Self::word(key)] |= 1 << (key % 64);
            model.weights.insert(Self::half(key), weights(numbers));
        }
        model
    }

    fn may_have(&self, key: u64) -> bool {
        self.known[Self::word(key)] & 1 << (key % 64) != 0
    }

    fn get(&self, key: u64) -> Option<&Weights> {
        self.weights.get(&Self::half(key))
    }

    const fn word(key: u64) -> usize {
        (key % FILTER_BITS / 64) as usize
    }

    const fn half(key: u64) -> u32 {
        (key >> 32) as u32
    }
}

/// The features of a sentence that may say something.
pub(super) struct Score {
    features: Vec<u64>,
}

impl Score {
    pub(super) fn new() -> Self {
        Self { features: Vec::with_capacity(64) }
    }

    /// Adds a feature; one never seen says nothing.
    pub(super) fn add(&mut self, template: Template, first: Term<'_>, second: Term<'_>) {
        let feature = key(template, first, second);
        if MODEL.may_have(feature) {
            self.features.push(feature);
        }
    }

    /// The root most speaks for, and whether it does so clearly; of equals the first, and any before `NONE`.
    pub(super) fn root(mut self) -> Option<(&'static str, bool)> {
        let sums = self.sums();
        let best = (0..OF_PLOVER).max_by_key(|&root| (sums[root], std::cmp::Reverse(root)))?;
        let next = (0..OF_PLOVER).filter(|&root| root != best).map(|root| sums[root]).max()?.max(0);
        (sums[best] >= 0).then_some((ROOTS[best], sums[best].saturating_sub(next) >= CLEAR))
    }

    /// How much more speaks for each root than for `NONE`. A feature counts once, however often it is there. They are looked
    /// up all together, so that the processor need not wait for one before it looks for the next.
    fn sums(&mut self) -> [i16; OF_PLOVER] {
        self.features.push(*BIAS);
        self.features.sort_unstable();
        self.features.dedup();
        let mut sums = [0_i16; OF_PLOVER];
        for weights in self.features.iter().filter_map(|feature| MODEL.get(*feature)) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum = sum.saturating_add(i16::from(*weight)));
        }
        sums
    }
}

static BIAS: LazyLock<u64> = LazyLock::new(|| key_of("bias", "", ""));

/// More than a megabyte of figures is read before the first text: byte by byte, as they are written.
fn weights(numbers: &str) -> Weights {
    let mut written = [0_i8; COUNT];
    let (mut root, mut sign, mut value) = (0, 1, 0);
    for byte in numbers.bytes().chain([b' ']) {
        match byte {
            b' ' if root < COUNT => {
                written[root] = sign * value;
                (root, sign, value) = (root + 1, 1, 0);
            }
            b'-' => sign = -1,
            figure => value = 10 * value + (figure & 0xf).cast_signed(),
        }
    }
    // A test holds that no difference is larger.
    std::array::from_fn(|root| written[root].saturating_sub(written[OF_PLOVER]))
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
            let written: Result<Vec<i16>, _> = numbers.split(' ').map(str::parse).collect();
            let written = written.expect("whole numbers");
            let more: Vec<i16> = written[..OF_PLOVER].iter().map(|number| number - written[OF_PLOVER]).collect();
            assert_eq!(more, weights(numbers).map(i16::from), "{name}");
            assert_eq!(written.len(), COUNT, "{name}");
        }
        let names = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Model::read(table).weights.len(), names, "two names have one hash");
    }
}
