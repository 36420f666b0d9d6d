//! Clauses: a function for each.

use std::sync::Arc;

use super::Result;
use super::expression::expression;
use super::grammar::{Pair, Pairs, Rule, first, name, presume, span};
use super::pattern::{label_names, pattern, pattern_part};
use super::statement::query;
use super::syntax::unexpected;
use crate::query::ast::{
    Clause, ClauseKind, Expression, ExpressionKind, MergeAction, MergeOutcome, Name, Projection, ProjectionItem,
    RemoveItem, SetItem, SortItem, Yield, YieldItem,
};

/// Any clause.
pub(super) fn clause(pair: Pair<'_>) -> Result<Clause> {
    let span = span(&pair);
    let kind = match pair.as_rule() {
        Rule::match_clause => match_clause(pair),
        Rule::return_clause => return_clause(pair),
        Rule::with_clause => with_clause(pair),
        Rule::unwind_clause => unwind_clause(pair),
        Rule::create_clause => create_clause(pair),
        Rule::merge_clause => merge_clause(pair),
        Rule::set_clause => Ok(ClauseKind::Set { items: set_items(pair)? }),
        Rule::remove_clause => remove_clause(pair),
        Rule::delete_clause => delete_clause(pair),
        Rule::call_clause => call_clause(pair),
        rule => unreachable!("{rule:?} is no clause"),
    }?;
    Ok(Clause { kind, span })
}

fn match_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let (mut optional, mut paths, mut filter) = (false, Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::OPTIONAL => optional = true,
            Rule::pattern => paths = pattern(part)?,
            Rule::where_clause => filter = Some(where_clause(part)?),
            _ => {}
        }
    }
    Ok(ClauseKind::Match { optional, pattern: paths, filter })
}

/// `WHERE condition`
pub(super) fn where_clause(pair: Pair<'_>) -> Result<Expression> {
    expression(presume(pair.into_inner().find(|part| part.as_rule() == Rule::expression)))
}

fn return_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    Ok(ClauseKind::Return { projection: projection(presume(pair.into_inner().nth(1)))? })
}

fn with_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let mut parts = pair.into_inner().skip(1);
    let projection = projection(presume(parts.next()))?;
    let filter = parts.next().map(where_clause).transpose()?;
    Ok(ClauseKind::With { projection, filter })
}

fn projection(pair: Pair<'_>) -> Result<Projection> {
    let mut projection = Projection::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::DISTINCT => projection.distinct = true,
            Rule::star => projection.star = true,
            Rule::projection_item => projection.items.push(projection_item(part)?),
            Rule::order => projection.order = sort_items(part)?,
            Rule::skip => projection.skip = Some(only_expression(part)?),
            Rule::limit => projection.limit = Some(only_expression(part)?),
            _ => {}
        }
    }
    Ok(projection)
}

fn projection_item(pair: Pair<'_>) -> Result<ProjectionItem> {
    let text = pair.get_input();
    let mut parts = pair.into_inner();
    let expression = expression(presume(parts.next()))?;
    let written = Arc::from(expression.span.of(text));
    Ok(ProjectionItem { expression, alias: alias(parts), text: written })
}

/// `AS name`, where it is there.
fn alias(parts: Pairs<'_>) -> Option<Name> {
    parts.last().map(|variable| name(&first(variable)))
}

fn sort_items(pair: Pair<'_>) -> Result<Vec<SortItem>> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::sort_item).map(sort_item).collect()
}

fn sort_item(pair: Pair<'_>) -> Result<SortItem> {
    let mut parts = pair.into_inner();
    let expression = expression(presume(parts.next()))?;
    let descending = parts.next().is_some_and(|direction| direction.as_rule() == Rule::sort_descending);
    Ok(SortItem { expression, descending })
}

/// The only expression of a clause such as `LIMIT`.
fn only_expression(pair: Pair<'_>) -> Result<Expression> {
    expression(presume(pair.into_inner().nth(1)))
}

fn unwind_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let mut parts = pair.into_inner().skip(1);
    let list = expression(presume(parts.next()))?;
    let variable = name(&first(presume(parts.nth(1))));
    Ok(ClauseKind::Unwind { list, variable })
}

fn create_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    Ok(ClauseKind::Create { pattern: pattern(presume(pair.into_inner().nth(1)))? })
}

fn merge_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let mut parts = pair.into_inner().skip(1);
    let path = pattern_part(presume(parts.next()))?;
    let actions = parts.map(merge_action).collect::<Result<_>>()?;
    Ok(ClauseKind::Merge { path, actions })
}

fn merge_action(pair: Pair<'_>) -> Result<MergeAction> {
    let mut parts = pair.into_inner().skip(1);
    let on = match presume(parts.next()).as_rule() {
        Rule::CREATE => MergeOutcome::Create,
        _ => MergeOutcome::Match,
    };
    Ok(MergeAction { on, items: set_items(presume(parts.next()))? })
}

fn set_items(pair: Pair<'_>) -> Result<Vec<SetItem>> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::set_item).map(set_item).collect()
}

fn set_item(pair: Pair<'_>) -> Result<SetItem> {
    let mut parts = pair.into_inner();
    let target = assignment_target(presume(parts.next()))?;
    let change = presume(parts.next());
    match change.as_rule() {
        Rule::set_property if matches!(target.kind, ExpressionKind::Property(..)) => {
            Ok(SetItem::Property { target, value: last_expression(change)? })
        }
        Rule::set_property => Ok(SetItem::Replace { variable: variable(target)?, value: last_expression(change)? }),
        Rule::merge_properties => Ok(SetItem::Merge { variable: variable(target)?, value: last_expression(change)? }),
        _ => Ok(SetItem::Labels { variable: variable(target)?, labels: label_names(change) }),
    }
}

fn last_expression(pair: Pair<'_>) -> Result<Expression> {
    expression(presume(pair.into_inner().next_back()))
}

fn assignment_target(pair: Pair<'_>) -> Result<Expression> {
    super::expression::row(pair.into_inner())
}

/// The name of a target that must be a variable.
fn variable(target: Expression) -> Result<Name> {
    match target.kind {
        ExpressionKind::Variable(name) => Ok(name),
        _ => Err(unexpected(
            target.span,
            "expected a variable, because labels and whole maps are set on nodes and relationships",
        )
        .help("a single property is set by `n.x = value`")),
    }
}

fn remove_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let items = pair.into_inner().filter(|part| part.as_rule() == Rule::remove_item);
    Ok(ClauseKind::Remove { items: items.map(remove_item).collect::<Result<_>>()? })
}

fn remove_item(pair: Pair<'_>) -> Result<RemoveItem> {
    let mut parts = pair.into_inner();
    let target = assignment_target(presume(parts.next()))?;
    match parts.next() {
        Some(labels) => Ok(RemoveItem::Labels { variable: variable(target)?, labels: label_names(labels) }),
        None if matches!(target.kind, ExpressionKind::Property(..)) => Ok(RemoveItem::Property(target)),
        None => Err(unexpected(target.span, "expected a property or a label to remove, such as `n.name` or `n:Label`")
            .help("a node or relationship itself is removed by DELETE")),
    }
}

fn delete_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let detach = first(pair.clone()).as_rule() == Rule::DETACH;
    let expressions = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
    Ok(ClauseKind::Delete { detach, expressions: expressions.map(expression).collect::<Result<_>>()? })
}

fn call_clause(pair: Pair<'_>) -> Result<ClauseKind> {
    let called = presume(pair.into_inner().find(|part| matches!(part.as_rule(), Rule::query | Rule::procedure_call)));
    if called.as_rule() == Rule::query {
        return Ok(ClauseKind::Subquery { query: query(called)? });
    }
    let mut parts = called.into_inner();
    let procedure = presume(parts.next()).into_inner().map(|part| name(&part)).collect();
    let (mut arguments, mut yields) = (None, None);
    for part in parts {
        match part.as_rule() {
            Rule::procedure_arguments => arguments = Some(expressions(part)?),
            _ => yields = Some(yield_items(part)?),
        }
    }
    Ok(ClauseKind::Call { procedure, arguments, yields })
}

/// All expressions directly inside a pair.
pub(super) fn expressions(pair: Pair<'_>) -> Result<Vec<Expression>> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::expression).map(expression).collect()
}

fn yield_items(pair: Pair<'_>) -> Result<Yield> {
    let mut yields = Yield { star: false, items: Vec::new(), filter: None };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::star => yields.star = true,
            Rule::yield_item => yields.items.push(yield_item(part)),
            Rule::where_clause => yields.filter = Some(where_clause(part)?),
            _ => {}
        }
    }
    Ok(yields)
}

fn yield_item(pair: Pair<'_>) -> YieldItem {
    let mut parts = pair.into_inner();
    let field = name(&presume(parts.next()));
    YieldItem { field, alias: alias(parts) }
}
