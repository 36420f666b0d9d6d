//! Expressions that a row holds the values of already: what was grouped by, aggregated or returned.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};
use std::rc::Rc;

use super::kind::Kind;
use super::mention::mentions;
use super::syntax::is_aggregation;
use crate::query::ast::Expression;
use crate::query::plan::Slot;

/// Expressions that are known, by the hash of their text.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Rc<HashMap<u64, Vec<Entry>>>);

/// An expression, where its value stands, and what is known of it.
type Entry = (Expression, Slot, Kind);

impl Known {
    /// Where the value of an expression stands, if anywhere.
    pub(super) fn find(&self, expression: &Expression) -> Option<(&Slot, &Kind)> {
        if self.0.is_empty() {
            return None;
        }
        let same = self.0.get(&hash(expression))?.iter().find(|(known, ..)| known == expression);
        same.map(|(_, slot, kind)| (slot, kind))
    }

    /// Adds an expression, unless it is known.
    pub(super) fn add(&mut self, expression: &Expression, slot: Slot, kind: Kind) {
        let same = Rc::make_mut(&mut self.0).entry(hash(expression)).or_default();
        if !same.iter().any(|(known, ..)| known == expression) {
            same.push((expression.clone(), slot, kind));
        }
    }

    /// Forgets the expressions that do not meet a condition.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Expression) -> bool) {
        if !self.0.is_empty() {
            Rc::make_mut(&mut self.0).values_mut().for_each(|same| same.retain(|(known, ..)| keep(known)));
        }
    }

    /// Whether a variable is part of an expression that is known and not aggregated.
    pub(super) fn is_grouped_by(&self, variable: &str) -> bool {
        let names = HashSet::from([variable]);
        let grouped = self.0.values().flatten().map(|(known, ..)| known).filter(|known| !is_aggregation(known));
        grouped.into_iter().any(|known| mentions(known, &names))
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Equal trees print as equal texts.
fn hash(expression: &Expression) -> u64 {
    let mut text = Text(DefaultHasher::new());
    write!(text, "{expression}").expect("a hasher takes every text");
    text.0.finish()
}

struct Text(DefaultHasher);

impl Write for Text {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
