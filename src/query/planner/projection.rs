//! `WITH` and `RETURN`: new slots, in order, from some row to some row.
//!
//! A variable that is only handed on keeps its slot; only what is computed gets a new one. `ORDER BY` and the `WHERE` of a
//! `WITH` see the new names, and behind them the variables of before, unless rows were grouped or made distinct.

use std::collections::HashSet;

use super::clause::Columns;
use super::expression::misplaced_aggregation;
use super::kind::{self, Kind};
use super::mention::mentions;
use super::scope::{Hiding, Scope};
use super::syntax::{aggregates, aggregations};
use super::{Planner, syntax};
use crate::query::QueryError;
use crate::query::ast::{
    Expression as Syntax, ExpressionKind, Literal, Name, Projection, ProjectionItem, SortItem, Span,
};
use crate::query::plan::{Expression, Operator, Pipeline, Slot, SortKey};

/// One column to be: its name and how it is computed.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) expression: Syntax,
}

/// What a projection leaves in sight.
pub(super) struct Projected {
    pub(super) columns: Columns,
    /// What `ORDER BY` sees.
    pub(super) order: Scope,
}

impl Planner<'_> {
    pub(super) fn with(
        &mut self,
        projection: &Projection,
        filter: Option<&Syntax>,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        for item in &projection.items {
            if item.alias.is_none() && !matches!(item.expression.kind, ExpressionKind::Variable(_)) {
                return Err(syntax("NoExpressionAlias", "an expression in WITH needs a name")
                    .at(item.expression.span)
                    .help("add AS and a name"));
            }
        }
        let projected = self.project(projection, scope, pipeline)?;
        if let Some(filter) = filter {
            if let Some(aggregation) = aggregations(filter).first() {
                return Err(misplaced_aggregation(aggregation));
            }
            let condition = self.condition(filter, &projected.order)?;
            pipeline.operators.push(Operator::Filter { condition });
        }
        // What was not imported stays outside whatever is projected.
        let outside = scope.hidden.take().filter(|(_, hiding)| *hiding == Hiding::NotImported);
        *scope = visible(&projected.columns);
        scope.hidden = outside;
        Ok(())
    }

    pub(super) fn returning(
        &mut self,
        projection: &Projection,
        span: Span,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Columns, QueryError> {
        if projection.star && projection.items.is_empty() && scope.is_empty() {
            return Err(syntax("NoVariablesInScope", "`*` stands for all variables, and here are none").at(span));
        }
        let projected = self.project(projection, scope, pipeline)?;
        *scope = visible(&projected.columns);
        Ok(projected.columns)
    }

    fn project(
        &mut self,
        projection: &Projection,
        scope: &Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Projected, QueryError> {
        let items = items(projection, scope)?;
        self.count_columns(items.len())?;
        let grouped = items.iter().any(|item| aggregates(&item.expression));
        let projected = if grouped {
            self.grouped(&items, scope, pipeline)?
        } else {
            self.computed(&items, projection.distinct, scope, pipeline)?
        };
        if projection.distinct {
            let slots = projected.columns.iter().map(|(_, slot, _)| slot.clone()).collect();
            pipeline.operators.push(Operator::Distinct { slots });
        }
        if !projection.order.is_empty() {
            let keys = self.sort_keys(&projection.order, &projected.order, grouped)?;
            pipeline.operators.push(Operator::Sort { keys });
        }
        if let Some(skip) = &projection.skip {
            let count = self.row_count(skip, "SKIP")?;
            pipeline.operators.push(Operator::Skip { count });
        }
        if let Some(limit) = &projection.limit {
            let count = self.row_count(limit, "LIMIT")?;
            pipeline.operators.push(Operator::Limit { count });
        }
        Ok(projected)
    }

    /// A projection without aggregations: each row stays a row.
    fn computed(
        &mut self,
        items: &[Item],
        distinct: bool,
        scope: &Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Projected, QueryError> {
        let mut columns = Columns::with_capacity(items.len());
        let mut computed = Vec::new();
        for item in items {
            let (expression, kind) = self.expression(&item.expression, scope)?;
            let slot = match expression {
                Expression::Slot(slot) => slot,
                expression => {
                    let slot = self.slot(item.name.as_str());
                    computed.push((slot.clone(), expression));
                    slot
                }
            };
            columns.push((item.name.clone(), slot, kind));
        }
        if !computed.is_empty() {
            pipeline.operators.push(Operator::Project { items: computed });
        }
        let before = if distinct { Scope::default() } else { scope.clone() };
        let order = ordering(before, items, &columns);
        Ok(Projected { columns, order })
    }

    fn sort_keys(&mut self, order: &[SortItem], scope: &Scope, grouped: bool) -> Result<Vec<SortKey>, QueryError> {
        let keys = order.iter().map(|item| {
            if grouped {
                self.only_known_aggregations(&item.expression, scope)?;
            }
            let expression = if grouped && aggregates(&item.expression) {
                self.lower(&item.expression, &scope.beside_aggregation())?
            } else {
                self.lower(&item.expression, scope)?
            };
            Ok(SortKey { expression, descending: item.descending })
        });
        keys.collect()
    }

    /// An aggregation to order by must be one that is returned; what it aggregates is out of sight otherwise.
    fn only_known_aggregations(&mut self, expression: &Syntax, scope: &Scope) -> Result<(), QueryError> {
        for aggregation in aggregations(expression) {
            if let ExpressionKind::Function { arguments, .. } = &aggregation.kind
                && scope.known.find(aggregation).is_none()
            {
                arguments.iter().try_for_each(|argument| self.lower(argument, scope).map(drop))?;
            }
        }
        Ok(())
    }

    /// The count of `SKIP` or `LIMIT`: the same for all rows.
    fn row_count(&mut self, count: &Syntax, clause: &str) -> Result<Expression, QueryError> {
        let names_rows = |error: QueryError| match error.detail {
            "UndefinedVariable" => {
                syntax("NonConstantExpression", format!("{clause} cannot depend on a row")).at(count.span)
            }
            _ => error,
        };
        let (expression, kind) = self.expression(count, &Scope::default()).map_err(names_rows)?;
        kind::expect(&kind, &[Kind::Integer], "a whole number", count.span)?;
        match &count.kind {
            ExpressionKind::Literal(Literal::Integer(..0)) => {
                Err(syntax("NegativeIntegerArgument", format!("{clause} cannot be negative")).at(count.span))
            }
            ExpressionKind::Literal(Literal::Null) => {
                Err(syntax("InvalidArgumentType", format!("{clause} cannot be null")).at(count.span))
            }
            _ => Ok(expression),
        }
    }
}

/// The items of a projection, with `*` written out.
fn items(projection: &Projection, scope: &Scope) -> Result<Vec<Item>, QueryError> {
    let mut items = Vec::new();
    let mut names = HashSet::new();
    if projection.star {
        for name in scope.bindings().map(|binding| &binding.name) {
            let variable = Name::new(name.clone());
            names.insert(name.to_string());
            items.push(Item { name: name.to_string(), expression: Syntax::new(ExpressionKind::Variable(variable)) });
        }
    }
    for item in &projection.items {
        let name = column_name(item);
        if !names.insert(name.clone()) {
            let message = format!("two columns are called `{name}`");
            return Err(syntax("ColumnNameConflict", message)
                .at(item.expression.span)
                .help("name one of them with AS"));
        }
        items.push(Item { name, expression: item.expression.clone() });
    }
    Ok(items)
}

fn column_name(item: &ProjectionItem) -> String {
    match (&item.alias, &item.expression.kind) {
        (Some(alias), _) => alias.text.to_string(),
        (None, ExpressionKind::Variable(name)) => name.text.to_string(),
        (None, _) if !item.text.is_empty() => item.text.to_string(),
        (None, _) => item.expression.to_string(),
    }
}

/// The scope of the columns alone.
fn visible(columns: &Columns) -> Scope {
    let mut scope = Scope::default();
    for (name, slot, kind) in columns {
        scope.bind(name.as_str(), slot.clone(), kind.clone());
    }
    scope
}

/// The scope of `ORDER BY`: the new names before those of before, and what was just computed.
pub(super) fn ordering(mut scope: Scope, items: &[Item], columns: &Columns) -> Scope {
    let handed_on =
        |item: &Item| matches!(&item.expression.kind, ExpressionKind::Variable(name) if *name.text == *item.name);
    let rebound: HashSet<&str> = items.iter().filter(|item| !handed_on(item)).map(|item| item.name.as_str()).collect();
    scope.known.retain(|known| !mentions(known, &rebound));
    for (item, (name, slot, kind)) in items.iter().zip(columns) {
        scope.bind(name.as_str(), slot.clone(), kind.clone());
        if !mentions(&item.expression, &rebound) && !matches!(item.expression.kind, ExpressionKind::Literal(_)) {
            scope.known.add(&item.expression, slot.clone(), kind.clone());
        }
    }
    if let Some((_, hiding @ Hiding::Grouped)) = &mut scope.hidden {
        *hiding = Hiding::Ordered;
    }
    scope
}

/// The columns of items whose slots are known.
pub(super) fn column(item: &Item, slot: Slot, kind: Kind) -> (String, Slot, Kind) {
    (item.name.clone(), slot, kind)
}
