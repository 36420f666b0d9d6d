//! Which variables a clause sees, and where each stands.

use std::sync::Arc;

use super::kind::Kind;
use super::syntax;
use super::syntax::{is_aggregation, mentions};
use crate::query::QueryError;
use crate::query::ast::{self, ExpressionKind, Name};
use crate::query::plan::Slot;

/// The variables in sight. Cheap to clone: clauses have few.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    bindings: Vec<Binding>,
    /// Expressions computed already, and where.
    pub(super) known: Vec<(ast::Expression, Slot, Kind)>,
    /// Variables in sight before rows were grouped, and why they no longer are.
    pub(super) hidden: Option<(Box<Scope>, Hiding)>,
}

/// One variable.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) name: Arc<str>,
    pub(super) slot: Slot,
    pub(super) kind: Kind,
}

/// Why a variable of the rows before is out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hiding {
    /// It is neither grouped by nor aggregated.
    Grouped,
    /// Only what is returned may be ordered by.
    Ordered,
    /// It stands outside the `CALL { … }`, whose first `WITH` does not name it.
    NotImported,
}

impl Scope {
    /// Adds a variable, or rebinds it.
    pub(super) fn bind(&mut self, name: impl Into<Arc<str>>, slot: Slot, kind: Kind) {
        let name = name.into();
        self.bindings.retain(|binding| binding.name != name);
        self.bindings.push(Binding { name, slot, kind });
    }

    pub(super) fn get(&self, name: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| &*binding.name == name)
    }

    pub(super) fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What an expression sees beside an aggregation: of what rows are grouped by only variables and their properties.
    ///
    /// openCypher refuses larger expressions there even where they are returned, because `a + b` within `a + b + count(*)`
    /// is grouped by or not depending on parentheses nobody wrote.
    pub(super) fn beside_aggregation(&self) -> Self {
        let mut beside = self.clone();
        beside.known.retain(|(known, ..)| is_aggregation(known) || is_simple(known));
        if let Some((before, hiding @ Hiding::Ordered)) = &mut beside.hidden {
            let keys: Vec<_> = self.known.iter().map(|(known, ..)| known).filter(|key| !is_aggregation(key)).collect();
            before.bindings.retain(|binding| keys.iter().any(|key| mentions(key, &[&*binding.name])));
            *hiding = Hiding::Grouped;
        }
        beside
    }

    /// Where a variable stands, or why it is not in sight.
    pub(super) fn resolve(&self, name: &Name) -> Result<&Binding, QueryError> {
        self.get(&name.text).ok_or_else(|| self.out_of_sight(name))
    }

    fn out_of_sight(&self, name: &Name) -> QueryError {
        let text = &name.text;
        match &self.hidden {
            Some((before, Hiding::Grouped)) if before.get(text).is_some() => {
                syntax("AmbiguousAggregationExpression", format!("`{text}` is neither grouped by nor aggregated"))
                    .help("an expression beside an aggregation may use only what is returned on its own")
            }
            Some((around, Hiding::NotImported)) if around.get(text).is_some() => {
                syntax("UndefinedVariable", format!("variable `{text}` is not imported into the CALL"))
                    .help(format!("name it in the WITH the CALL begins with: `CALL {{ WITH {text} … }}`"))
            }
            _ => self.undefined(text),
        }
        .at(name.span)
    }

    fn undefined(&self, text: &str) -> QueryError {
        let error = syntax("UndefinedVariable", format!("variable `{text}` is not defined"));
        let near = self.bindings.iter().filter(|binding| !binding.name.starts_with(' '));
        match super::remark::nearest(text, near.map(|binding| &*binding.name)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error,
        }
    }
}

/// A variable or a property of one.
fn is_simple(expression: &ast::Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Variable(_) => true,
        ExpressionKind::Property(base, _) => is_simple(base),
        _ => false,
    }
}
