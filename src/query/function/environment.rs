//! What a function may look at beside its arguments.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::graph::View;
use crate::query::error::ErrorKind;
use crate::query::{Limits, QueryError};
use crate::time::DateTime;

/// The graph, the statement's moment and its limits, and what is kept from one call to the next.
#[derive(Debug)]
pub(crate) struct Environment<'s> {
    /// The graph that nodes and relationships among the arguments belong to.
    pub(crate) view: View<'s>,
    /// What `date()`, `datetime()` and their kin without arguments mean.
    pub(crate) now: &'s DateTime,
    /// How long a list may get.
    pub(crate) limits: &'s Limits,
    memory: &'s Memory,
}

/// What functions keep between calls. One per running statement, so that views may come and go.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    patterns: RefCell<FxHashMap<String, Rc<Regex>>>,
    random: Cell<u64>,
}

/// A statement seldom uses more patterns than this; one that makes them from data must not keep them all.
const MAXIMUM_PATTERNS: usize = 64;

/// A pattern compiles to at most so many bytes, so that `(((a{99}){99}){99})` is refused, not built.
const MAXIMUM_PATTERN_BYTES: usize = 1 << 20;

impl<'s> Environment<'s> {
    /// The environment of a statement that looks at `view`.
    pub(crate) const fn new(view: View<'s>, now: &'s DateTime, limits: &'s Limits, memory: &'s Memory) -> Self {
        Self { view, now, limits, memory }
    }

    /// A regular expression that must match the whole text, compiled once per statement.
    pub(crate) fn pattern(&self, pattern: &str) -> Result<Rc<Regex>, QueryError> {
        if let Some(compiled) = self.memory.patterns.borrow().get(pattern) {
            return Ok(Rc::clone(compiled));
        }
        let compiled = Rc::new(compile(pattern)?);
        let mut patterns = self.memory.patterns.borrow_mut();
        if patterns.len() >= MAXIMUM_PATTERNS {
            patterns.clear();
        }
        patterns.insert(pattern.to_owned(), Rc::clone(&compiled));
        Ok(compiled)
    }

    /// The next number of a sequence that looks random and is the same whenever the statement runs at the same `now`.
    ///
    /// SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
    pub(crate) fn random(&self) -> u64 {
        const GOLDEN_GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
        let steps = self.memory.random.get().wrapping_add(GOLDEN_GAMMA);
        self.memory.random.set(steps);
        let moment = self.now.local.date.days.cast_unsigned().wrapping_mul(86_400_000_000_000);
        let mut mixed = steps.wrapping_add(moment).wrapping_add(self.now.local.time.nanoseconds);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

fn compile(pattern: &str) -> Result<Regex, QueryError> {
    let whole = format!("^(?:{pattern})$");
    regex::RegexBuilder::new(&whole).size_limit(MAXIMUM_PATTERN_BYTES).build().map_err(|error| {
        let reason = match error {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            other => last_line(&other.to_string()),
        };
        QueryError::runtime(ErrorKind::ArgumentError, "InvalidRegularExpression", format!("the pattern {pattern:?} cannot be read: {reason}"))
            .help("patterns are those of the Rust regex crate, without look-around and back-references; a backslash is written `\\\\` in a string")
    })
}

/// The reason at the end of the regex crate's drawing of an error.
fn last_line(drawing: &str) -> String {
    drawing.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
