//! Which variables a clause sees, and where each stands.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::kind::Kind;
use super::known::Known;
use super::syntax;
use super::syntax::is_aggregation;
use crate::query::QueryError;
use crate::query::ast::{self, ExpressionKind, Name};
use crate::query::plan::Slot;
use crate::query::plan::walk::SlotSet;

/// The variables in sight.
///
/// Almost every clause takes a copy and adds a variable, and a script may have thousands of clauses. So the variables
/// lie in layers that copies share: a new one goes into the top layer, and layers of a size are melted into one.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    layers: Vec<Rc<BTreeMap<Arc<str>, Binding>>>,
    slots: SlotSet,
    /// Expressions computed already, and where.
    pub(super) known: Known,
    /// Variables in sight before rows were grouped, and why they no longer are.
    pub(super) hidden: Option<(Rc<Scope>, Hiding)>,
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
        self.slots.insert(&slot);
        let name = name.into();
        let binding = Binding { name: Arc::clone(&name), slot, kind };
        match self.layers.last_mut().and_then(Rc::get_mut) {
            Some(top) => drop(top.insert(name, binding)),
            None => self.layers.push(Rc::new(BTreeMap::from([(name, binding)]))),
        }
        self.melt();
    }

    /// Puts layers together until each is larger than the one on it.
    fn melt(&mut self) {
        while let [.., below, top] = self.layers.as_slice()
            && below.len() <= top.len()
        {
            let (Some(top), Some(below)) = (self.layers.pop(), self.layers.last_mut()) else { return };
            Rc::make_mut(below).extend(Rc::unwrap_or_clone(top));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Binding> {
        self.layers.iter().rev().find_map(|layer| layer.get(name))
    }

    /// The variables in the order of their names.
    pub(super) fn bindings(&self) -> impl Iterator<Item = &Binding> {
        let all: BTreeMap<_, _> = self.layers.iter().flat_map(|layer| layer.iter()).collect();
        all.into_values()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// The slots of the variables.
    pub(super) fn slots(&self) -> &SlotSet {
        &self.slots
    }

    /// What an expression sees beside an aggregation: of what rows are grouped by only variables and their properties.
    ///
    /// openCypher refuses larger expressions there even where they are returned, because `a + b` within `a + b + count(*)`
    /// is grouped by or not depending on parentheses nobody wrote.
    pub(super) fn beside_aggregation(&self) -> Self {
        let mut beside = self.clone();
        beside.known.retain(|known| is_aggregation(known) || is_simple(known));
        if let Some((before, hiding @ Hiding::Ordered)) = &mut beside.hidden {
            *before = Rc::new(before.only(|name| self.known.is_grouped_by(name)));
            *hiding = Hiding::Grouped;
        }
        beside
    }

    /// The variables whose names meet a condition.
    fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let mut scope = Self::default();
        for binding in self.bindings().filter(|binding| keep(&binding.name)) {
            scope.bind(Arc::clone(&binding.name), binding.slot.clone(), binding.kind.clone());
        }
        scope
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
            Some((before, Hiding::Ordered)) if before.get(text).is_some() => {
                syntax("UndefinedVariable", format!("variable `{text}` is out of sight once rows are grouped"))
                    .help("order by what is returned, or aggregate it in a WITH before, under a name")
            }
            _ => self.undefined(text),
        }
        .at(name.span)
    }

    fn undefined(&self, text: &str) -> QueryError {
        let error = syntax("UndefinedVariable", format!("variable `{text}` is not defined"));
        let near = self.bindings().filter(|binding| !binding.name.starts_with(' '));
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
