//! The scenarios known to pass, and those known to fail, in `known.txt`. Neither may change unnoticed.
//!
//! ```text
//! clauses/call/Call5 1-2 3#1-2 8           these pass; of the outline 3 its examples 1 and 2
//! ! clauses/call/Call6 2 reason            this one fails
//! ```
//! A scenario the file does not speak of is counted and changes nothing, so that any part of the TCK can be run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::identity::{Identity, Number};
use super::report::Record;

/// What is known of scenarios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    passing: BTreeSet<Identity>,
    /// Each with the reason.
    failing: BTreeMap<Identity, String>,
}

impl Known {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut known = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            known.line(line).ok_or_else(|| format!("`{line}` names no scenarios"))?;
        }
        Ok(known)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(line) = line.strip_prefix("! ") {
            let (feature, rest) = line.split_once(' ')?;
            let (item, reason) = rest.split_once(' ')?;
            let identities = identities(feature, item)?;
            self.failing.extend(identities.into_iter().map(|identity| (identity, reason.to_owned())));
            return Some(());
        }
        let mut words = line.split_whitespace();
        let feature = words.next()?;
        words.try_for_each(|item| identities(feature, item).map(|identities| self.passing.extend(identities)))
    }

    /// What a run shows to be otherwise than known, a line each.
    pub(crate) fn contradictions(&self, records: &[Record]) -> Vec<String> {
        let contradiction = |record: &Record| match &record.verdict.failure {
            Some(failure) if self.passing.contains(&record.identity) => {
                Some(format!("{} fails: {}: {}", record.identity, failure.name(), failure.reason()))
            }
            None if self.failing.contains_key(&record.identity) => {
                Some(format!("{} passes, and is listed as failing", record.identity))
            }
            _ => None,
        };
        records.iter().filter_map(contradiction).collect()
    }

    /// How many of a run the file does not speak of.
    pub(crate) fn unknown<'r>(&self, records: &'r [Record]) -> Vec<&'r Record> {
        let known = |identity| self.passing.contains(identity) || self.failing.contains_key(identity);
        records.iter().filter(|record| !known(&record.identity)).collect()
    }

    pub(crate) fn is_failing(&self, identity: &Identity) -> bool {
        self.failing.contains_key(identity)
    }

    /// Takes over what a run shows.
    pub(crate) fn learn(&mut self, records: &[Record]) {
        for record in records.iter().filter(|record| matches!(record.identity.number, Number::Number(_))) {
            self.passing.remove(&record.identity);
            self.failing.remove(&record.identity);
            match &record.verdict.failure {
                None => drop(self.passing.insert(record.identity.clone())),
                Some(failure) => drop(self.failing.insert(record.identity.clone(), reason(failure.reason()))),
            }
        }
    }

    /// The file, below a head that says what it is.
    pub(crate) fn write(&self, head: &str) -> String {
        let mut text = head.to_owned();
        for (identity, reason) in &self.failing {
            _ = writeln!(text, "! {} {} {reason}", identity.feature, item(identity));
        }
        let mut features: BTreeMap<&str, Vec<(usize, Option<usize>)>> = BTreeMap::new();
        for identity in &self.passing {
            if let Number::Number(number) = identity.number {
                features.entry(&identity.feature).or_default().push((number, identity.example));
            }
        }
        for (feature, members) in features {
            _ = writeln!(text, "{feature} {}", ranges(&members).join(" "));
        }
        text
    }
}

fn reason(reason: &str) -> String {
    reason.lines().next().unwrap_or_default().to_owned()
}

fn item(identity: &Identity) -> String {
    let Number::Number(number) = identity.number else { return String::new() };
    identity.example.map_or_else(|| number.to_string(), |example| format!("{number}#{example}"))
}

/// `3`, `1-3`, `4#1-11` or `4#2` as identities.
fn identities(feature: &str, item: &str) -> Option<Vec<Identity>> {
    let identity = |number, example| Identity { feature: feature.to_owned(), number: Number::Number(number), example };
    match item.split_once('#') {
        None => Some(range(item)?.map(|number| identity(number, None)).collect()),
        Some((number, examples)) => {
            let number = number.parse().ok()?;
            Some(range(examples)?.map(|example| identity(number, Some(example))).collect())
        }
    }
}

fn range(text: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some(from.parse().ok()?..=to.parse().ok()?)
}

/// Members that follow each other become one item: scenarios without examples, and examples of one scenario.
fn ranges(members: &[(usize, Option<usize>)]) -> Vec<String> {
    let follows = |a: &(usize, Option<usize>), b: &(usize, Option<usize>)| match (a, b) {
        ((first, None), (second, None)) => first + 1 == *second,
        ((first, Some(a)), (second, Some(b))) => first == second && a + 1 == *b,
        _ => false,
    };
    let runs = members.chunk_by(follows);
    let written = |run: &[(usize, Option<usize>)]| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let range = |from: usize, to: usize| if from == to { from.to_string() } else { format!("{from}-{to}") };
        match (first.1, last.1) {
            (Some(from), Some(to)) => format!("{}#{}", first.0, range(from, to)),
            _ => range(first.0, last.0),
        }
    };
    runs.map(written).collect()
}
