//! THE SAME ANSWER BY EVERY ROAD: generated statements over generated graphs.
//!
//! 1. `choices` is where chance comes from; whatever fails is made smaller by making its choices simpler.
//! 2. `generate` makes a small graph and a valid statement of them.
//! 3. `naive` answers it in the plainest way. `answer` asks the engine, and tells both answers in the same words.
//! 4. `check` compares: the plan as written, the optimized plan, parameters for literals, patterns from the other end
//!    (`rewriting`), the statement printed and read again, a condition with its opposites, and what is written by a text
//!    like one read before (`lifting`).
//!
//! ```text
//! ORACLE_CASES=100000 ORACLE_SEED=7 cargo test --test integration -- oracle --nocapture
//! ```

mod answer;
mod check;
mod choices;
mod generate;
mod lifting;
mod naive;
mod rewriting;

use std::collections::BTreeMap;

use check::{Difference, Seen, check};
use choices::{Choices, simplest};

/// So many graphs with a statement each, on each of two threads.
const CASES: u64 = 11_000;

#[test]
fn every_road_leads_to_the_same_rows() {
    let (seed, cases) = (number("ORACLE_SEED", 1), number("ORACLE_CASES", CASES));
    let halves = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|half| scope.spawn(move || roads(seed * 2 + half, cases))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let mut total = Total::default();
    halves.into_iter().for_each(|half| total.join(half));
    println!("{}", total.summary());
    assert!(total.differences.is_empty(), "{}", total.told());
    if number("ORACLE_CASES", CASES) >= 1_000 {
        assert!(total.reads - total.empty > total.reads * 6 / 10, "{}", total.summary());
        assert!(total.discarded < total.cases / 12, "{}", total.summary());
        assert!(total.allowed < total.compared / 100, "{}", total.summary());
        assert!(total.seeks > total.compared / 20, "{}", total.summary());
        assert!(total.lifted > total.writes / 4, "{}", total.summary());
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

/// What was seen of all cases.
#[derive(Default)]
struct Total {
    cases: u64,
    compared: u64,
    reads: u64,
    discarded: u64,
    empty: u64,
    errors: u64,
    allowed: u64,
    seeks: u64,
    partitioned: u64,
    writes: u64,
    lifted: u64,
    /// The first difference of each kind, and how many there are.
    differences: BTreeMap<String, (u64, u64, Box<Difference>)>,
}

/// Compares so many cases.
fn roads(seed: u64, cases: u64) -> Total {
    let mut total = Total::default();
    for case in 0..cases {
        let seed = seed.wrapping_mul(0x0001_0000_0000).wrapping_add(case);
        let mut choices = Choices::random(seed);
        match check(&mut choices) {
            Ok(seen) => total.add(seen),
            Err(difference) => total.differ(seed, *difference, choices.taken()),
        }
    }
    total
}

impl Total {
    fn add(&mut self, seen: Seen) {
        self.cases += 1;
        self.discarded += u64::from(seen.discarded);
        if seen.discarded {
            return;
        }
        self.compared += 1;
        self.reads += u64::from(!seen.is_error && !seen.writes);
        self.empty += u64::from(seen.rows == 0 && !seen.is_error && !seen.writes);
        self.errors += u64::from(seen.is_error);
        self.allowed += u64::from(seen.allowed);
        self.seeks += u64::from(seen.seeks);
        self.partitioned += u64::from(seen.partitioned);
        self.writes += u64::from(seen.writes);
        self.lifted += u64::from(seen.lifted);
    }

    /// Keeps the first few differences, each as small as it can be made.
    fn differ(&mut self, seed: u64, difference: Difference, taken: &[u32]) {
        self.cases += 1;
        if self.differences.len() >= 6 {
            return;
        }
        let between = difference.between;
        let fails = |choices: &[u32]| {
            check(&mut Choices::replay(choices.to_vec())).is_err_and(|difference| difference.between == between)
        };
        let small = simplest(taken.to_vec(), 1_000, fails);
        let difference = check(&mut Choices::replay(small)).err().unwrap_or_else(|| Box::new(difference));
        self.differences.entry(difference.text.clone()).or_insert((seed, 0, difference)).1 += 1;
    }

    fn join(&mut self, other: Self) {
        self.cases += other.cases;
        self.compared += other.compared;
        self.reads += other.reads;
        self.discarded += other.discarded;
        self.empty += other.empty;
        self.errors += other.errors;
        self.allowed += other.allowed;
        self.seeks += other.seeks;
        self.partitioned += other.partitioned;
        self.writes += other.writes;
        self.lifted += other.lifted;
        self.differences.extend(other.differences);
    }

    fn summary(&self) -> String {
        let Self {
            cases, compared, reads, discarded, empty, errors, allowed, seeks, partitioned, writes, lifted, ..
        } = self;
        format!(
            "{cases} graphs with a statement: {compared} compared ({reads} read, {}% of them give rows; {writes} write, \
             {lifted} of them with literals lifted; {errors} fail), \
             {seeks} by an index, {partitioned} by parts, {discarded} too long, {allowed} allowed to differ",
            (reads - empty) * 100 / reads.max(&1),
        )
    }

    fn told(&self) -> String {
        let told = self.differences.values().map(|(seed, _, difference)| {
            let Difference { between, text, graph, details } = &**difference;
            format!("-- {between} (seed {seed})\n{graph};\n{text};\n{details}\n")
        });
        told.collect()
    }
}
