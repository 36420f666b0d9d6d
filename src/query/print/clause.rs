//! Statements, queries and clauses.

use std::fmt::{self, Display, Formatter};

use super::expression::write_assignment_target;
use super::name::{write_schema_name, write_symbolic_name};
use super::write_list;
use crate::query::ast::{
    Clause, ClauseKind, Expression, MergeAction, MergeOutcome, Mode, Name, Projection, ProjectionItem, Query,
    RemoveItem, SetItem, SingleQuery, SortItem, Statement, Yield, YieldItem,
};

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.mode {
            Mode::Run => "",
            Mode::Explain => "EXPLAIN ",
            Mode::Profile => "PROFILE ",
        })?;
        self.query.fmt(f)
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        for union in &self.unions {
            f.write_str(if union.all { " UNION ALL " } else { " UNION " })?;
            union.query.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for SingleQuery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, clause) in self.clauses.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            clause.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ClauseKind::Match { optional, pattern, filter } => {
                f.write_str(if *optional { "OPTIONAL MATCH " } else { "MATCH " })?;
                write_list(f, pattern, |f, path| path.fmt(f))?;
                write_filter(f, filter.as_ref())
            }
            ClauseKind::Unwind { list, variable } => {
                write!(f, "UNWIND {list}")?;
                write_alias(f, variable)
            }
            ClauseKind::With { projection, filter } => {
                write!(f, "WITH {projection}")?;
                write_filter(f, filter.as_ref())
            }
            ClauseKind::Return { projection } => write!(f, "RETURN {projection}"),
            ClauseKind::Create { pattern } => {
                f.write_str("CREATE ")?;
                write_list(f, pattern, |f, path| path.fmt(f))
            }
            ClauseKind::Merge { path, actions } => {
                write!(f, "MERGE {path}")?;
                actions.iter().try_for_each(|action| write_merge_action(f, action))
            }
            ClauseKind::Set { items } => {
                f.write_str("SET ")?;
                write_list(f, items, write_set_item)
            }
            ClauseKind::Remove { items } => {
                f.write_str("REMOVE ")?;
                write_list(f, items, write_remove_item)
            }
            ClauseKind::Delete { detach, expressions } => {
                f.write_str(if *detach { "DETACH DELETE " } else { "DELETE " })?;
                write_list(f, expressions, |f, expression| expression.fmt(f))
            }
            ClauseKind::Call { procedure, arguments, yields } => {
                write_procedure(f, procedure)?;
                write_arguments(f, arguments.as_deref())?;
                yields.as_ref().map_or(Ok(()), |yields| write_yield(f, yields))
            }
            ClauseKind::Subquery { query } => write!(f, "CALL {{ {query} }}"),
        }
    }
}

/// `WHERE condition`, after a space, where there is one.
pub(super) fn write_filter(f: &mut Formatter<'_>, filter: Option<&Expression>) -> fmt::Result {
    filter.map_or(Ok(()), |filter| write!(f, " WHERE {filter}"))
}

fn write_alias(f: &mut Formatter<'_>, alias: &Name) -> fmt::Result {
    f.write_str(" AS ")?;
    write_symbolic_name(f, alias)
}

impl Display for Projection {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.distinct {
            f.write_str("DISTINCT ")?;
        }
        if self.star {
            f.write_str(if self.items.is_empty() { "*" } else { "*, " })?;
        }
        write_list(f, &self.items, write_projection_item)?;
        if !self.order.is_empty() {
            f.write_str(" ORDER BY ")?;
            write_list(f, &self.order, write_sort_item)?;
        }
        if let Some(skip) = &self.skip {
            write!(f, " SKIP {skip}")?;
        }
        self.limit.as_ref().map_or(Ok(()), |limit| write!(f, " LIMIT {limit}"))
    }
}

fn write_projection_item(f: &mut Formatter<'_>, item: &ProjectionItem) -> fmt::Result {
    item.expression.fmt(f)?;
    item.alias.as_ref().map_or(Ok(()), |alias| write_alias(f, alias))
}

fn write_sort_item(f: &mut Formatter<'_>, item: &SortItem) -> fmt::Result {
    write!(f, "{}{}", item.expression, if item.descending { " DESC" } else { "" })
}

fn write_merge_action(f: &mut Formatter<'_>, action: &MergeAction) -> fmt::Result {
    f.write_str(match action.on {
        MergeOutcome::Create => " ON CREATE SET ",
        MergeOutcome::Match => " ON MATCH SET ",
    })?;
    write_list(f, &action.items, write_set_item)
}

fn write_set_item(f: &mut Formatter<'_>, item: &SetItem) -> fmt::Result {
    match item {
        SetItem::Property { target, value } => {
            write_assignment_target(f, target)?;
            write!(f, " = {value}")
        }
        SetItem::Replace { variable, value } => {
            write_symbolic_name(f, variable)?;
            write!(f, " = {value}")
        }
        SetItem::Merge { variable, value } => {
            write_symbolic_name(f, variable)?;
            write!(f, " += {value}")
        }
        SetItem::Labels { variable, labels } => write_labels(f, variable, labels),
    }
}

fn write_labels(f: &mut Formatter<'_>, variable: &Name, labels: &[Name]) -> fmt::Result {
    write_symbolic_name(f, variable)?;
    labels.iter().try_for_each(|label| {
        f.write_str(":")?;
        write_schema_name(f, label)
    })
}

fn write_remove_item(f: &mut Formatter<'_>, item: &RemoveItem) -> fmt::Result {
    match item {
        RemoveItem::Property(target) => write_assignment_target(f, target),
        RemoveItem::Labels { variable, labels } => write_labels(f, variable, labels),
    }
}

fn write_procedure(f: &mut Formatter<'_>, procedure: &[Name]) -> fmt::Result {
    f.write_str("CALL ")?;
    for (index, part) in procedure.iter().enumerate() {
        if index == 0 {
            write_symbolic_name(f, part)?;
        } else {
            f.write_str(".")?;
            write_schema_name(f, part)?;
        }
    }
    Ok(())
}

fn write_arguments(f: &mut Formatter<'_>, arguments: Option<&[Expression]>) -> fmt::Result {
    let Some(arguments) = arguments else { return Ok(()) };
    f.write_str("(")?;
    write_list(f, arguments, |f, argument| argument.fmt(f))?;
    f.write_str(")")
}

fn write_yield(f: &mut Formatter<'_>, yields: &Yield) -> fmt::Result {
    f.write_str(if yields.star { " YIELD *" } else { " YIELD " })?;
    write_list(f, &yields.items, write_yield_item)?;
    write_filter(f, yields.filter.as_ref())
}

fn write_yield_item(f: &mut Formatter<'_>, item: &YieldItem) -> fmt::Result {
    write_symbolic_name(f, &item.field)?;
    item.alias.as_ref().map_or(Ok(()), |alias| write_alias(f, alias))
}
