//! Where chance comes from: a stream of small numbers that can be recorded, replayed and made simpler.
//!
//! Everything generated is a function of its choices, and 0 is always the simplest one. So what fails is made smaller by
//! leaving choices out and by making them 0, and what comes of that is generated like everything else: it is valid.

/// A stream of choices: first those given, then random ones, or zeros where there is no seed.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    given: Vec<u32>,
    taken: Vec<u32>,
    seed: Option<u64>,
}

impl Choices {
    /// Random choices.
    pub(super) fn random(seed: u64) -> Self {
        Self { given: Vec::new(), taken: Vec::new(), seed: Some(seed) }
    }

    /// These choices, and zeros after them.
    pub(super) fn replay(given: Vec<u32>) -> Self {
        Self { given, taken: Vec::new(), seed: None }
    }

    /// The choices made so far.
    pub(super) fn taken(&self) -> &[u32] {
        &self.taken
    }

    /// A number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u32::try_from(count).unwrap();
        let next = match (self.given.get(self.taken.len()), &mut self.seed) {
            (Some(given), _) => given % count,
            (None, None) => 0,
            (None, Some(seed)) => u32::try_from(next(seed) % u64::from(count)).unwrap(),
        };
        self.taken.push(next);
        usize::try_from(next).unwrap()
    }

    /// One of some things.
    pub(super) fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    /// True in so many cases of a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*seed ^ (*seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The simplest choices found that still fail, trying so many times at most.
pub(super) fn simplest(mut failing: Vec<u32>, mut attempts: usize, fails: impl Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut size = failing.len();
    while size > 0 && attempts > 0 {
        let before = failing.clone();
        let mut at = 0;
        while at < failing.len() && attempts > 0 {
            let end = failing.len().min(at + size);
            let shorter = [&failing[..at], &failing[end..]].concat();
            let zeroed = [&failing[..at], &vec![0; end - at][..], &failing[end..]].concat();
            let halved = [&failing[..at], &[failing[at] / 2][..], &failing[at + 1..]].concat();
            let lowered = [&failing[..at], &[failing[at].saturating_sub(1)][..], &failing[at + 1..]].concat();
            let simpler = [shorter, zeroed, halved, lowered].into_iter().filter(|simpler| *simpler != failing);
            attempts = attempts.saturating_sub(4);
            match simpler.into_iter().find(|simpler| fails(simpler)) {
                Some(simpler) => failing = simpler,
                None => at += size,
            }
        }
        if before == failing {
            size /= 2;
        }
    }
    failing
}

#[test]
fn choices_become_simple() {
    let fails = |choices: &[u32]| choices.iter().filter(|choice| **choice > 3).count() > 1;
    assert_eq!(simplest(vec![1, 9, 0, 30, 2, 8], 1_000, fails), [4, 4]);
}
