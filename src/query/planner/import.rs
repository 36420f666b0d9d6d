//! What a `CALL { … }` sees of the rows around it: what the `WITH` it begins with names, and nothing else.
//!
//! ```text
//! MATCH (a), (b) CALL { WITH a MATCH (a)-->(c) RETURN count(c) AS n } …    `a` is imported, `b` is not
//! ```
//! A `WITH` that names nothing of the outside, such as `WITH 1 AS x`, is a clause like any other.

use std::rc::Rc;

use super::mention::mentions;
use super::scope::{Hiding, Scope};
use super::syntax;
use crate::query::QueryError;
use crate::query::ast::{Clause, ClauseKind, Expression, ExpressionKind, Projection, SingleQuery};

/// The scope a single query of a `CALL { … }` starts with, and how many of its clauses only say so.
pub(super) fn imported(query: &SingleQuery, outer: &Scope) -> Result<(Scope, usize), QueryError> {
    let mut scope = Scope::default();
    let Some(clause) = query.clauses.first() else { return Ok((scope, 0)) };
    scope.hidden = Some((Rc::new(outer.clone()), Hiding::NotImported));
    let ClauseKind::With { projection, filter } = &clause.kind else { return Ok((scope, 0)) };
    if projection.star && projection.items.is_empty() {
        plain(projection, filter.as_ref(), clause)?;
        return Ok((outer.clone(), 1));
    }
    if !projection.items.iter().any(|item| is_of(&item.expression, outer)) {
        return Ok((scope, 0));
    }
    plain(projection, filter.as_ref(), clause)?;
    for item in &projection.items {
        let ExpressionKind::Variable(name) = &item.expression.kind else { return Err(not_plain(&item.expression)) };
        if item.alias.as_ref().is_some_and(|alias| alias != name) {
            return Err(not_plain(&item.expression));
        }
        let binding = outer.resolve(name)?;
        scope.bind(name.text.clone(), binding.slot.clone(), binding.kind.clone());
    }
    Ok((scope, 1))
}

/// Whether an expression speaks of a variable outside.
fn is_of(expression: &Expression, outer: &Scope) -> bool {
    let names = outer.bindings().map(|binding| &*binding.name).collect();
    mentions(expression, &names)
}

/// The `WITH` that imports does nothing else.
fn plain(projection: &Projection, filter: Option<&Expression>, clause: &Clause) -> Result<(), QueryError> {
    let Projection { distinct, order, skip, limit, .. } = projection;
    if filter.is_none() && !distinct && order.is_empty() && skip.is_none() && limit.is_none() {
        return Ok(());
    }
    Err(syntax("InvalidClauseComposition", "the WITH that imports variables into a CALL does nothing else")
        .at(clause.span)
        .help("write a second WITH for WHERE, DISTINCT, ORDER BY, SKIP or LIMIT"))
}

fn not_plain(expression: &Expression) -> QueryError {
    syntax("InvalidClauseComposition", "the WITH that imports variables into a CALL only names them")
        .at(expression.span)
        .help("import the variables, and compute or rename in a second WITH")
}
