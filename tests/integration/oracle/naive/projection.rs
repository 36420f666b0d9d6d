//! `WITH` and `RETURN`: items, groups, distinct rows, order, and how many.

use std::cmp::Ordering;
use std::sync::Arc;

use annals::query::ast::{Expression, ExpressionKind, Name, Projection};
use annals::value::Value;

use super::aggregate::{aggregations, group};
use super::{Answer, Result, Row, Scene, Stage, value};

/// What `ORDER BY` and `WHERE` see of a row.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    row: Row,
    known: Vec<(Expression, Value)>,
}

/// Projected rows.
pub(super) struct Projected {
    columns: Vec<Arc<str>>,
    pub(super) rows: Vec<Row>,
    pub(super) sights: Vec<Sight>,
    keys: Vec<Vec<Value>>,
}

/// A column and how it is computed.
type Item = (Arc<str>, Expression);

impl Stage<'_> {
    pub(super) fn project(&self, projection: &Projection, rows: &[Row]) -> Result<Projected> {
        let items = items(projection, rows.first());
        let mut made = if items.iter().any(|(_, expression)| !aggregations(expression).is_empty()) {
            group(self, &items, rows)?
        } else {
            rows.iter().map(|row| self.computed(&items, row, projection.distinct)).collect::<Result<_>>()?
        };
        if projection.distinct {
            let mut kept: Vec<(Vec<Value>, Sight)> = Vec::new();
            for (values, sight) in made {
                if !kept.iter().any(|(other, _)| value::same(other, &values)) {
                    kept.push((values, sight));
                }
            }
            made = kept;
        }
        let mut keyed = Vec::new();
        for (values, sight) in made {
            let keys: Result<Vec<Value>> =
                projection.order.iter().map(|item| sight.scene(self).evaluate(&item.expression)).collect();
            keyed.push((keys?, values, sight));
        }
        let descending: Vec<bool> = projection.order.iter().map(|item| item.descending).collect();
        keyed.sort_by(|(left, ..), (right, ..)| compare_keys(left, right, &descending));
        let skip = self.count(projection.skip.as_ref())?.unwrap_or(0);
        let limit = self.count(projection.limit.as_ref())?.unwrap_or(usize::MAX);
        let columns: Vec<Arc<str>> = items.iter().map(|(name, _)| name.clone()).collect();
        let mut projected = Projected { columns, rows: Vec::new(), sights: Vec::new(), keys: Vec::new() };
        for (keys, values, sight) in keyed.into_iter().skip(skip).take(limit) {
            projected.rows.push(projected.columns.iter().cloned().zip(values).collect());
            projected.sights.push(sight);
            projected.keys.push(keys);
        }
        Ok(projected)
    }

    fn computed(&self, items: &[Item], row: &Row, distinct: bool) -> Result<(Vec<Value>, Sight)> {
        let scene = self.scene(row);
        let values: Vec<Value> = items.iter().map(|(_, item)| scene.evaluate(item)).collect::<Result<_>>()?;
        let known =
            if distinct { items.iter().map(|(_, e)| e.clone()).zip(values.clone()).collect() } else { Vec::new() };
        let mut seen = if distinct { Row::new() } else { row.clone() };
        seen.extend(items.iter().map(|(name, _)| name.clone()).zip(values.iter().cloned()));
        Ok((values, Sight::new(seen, known)))
    }

    fn count(&self, count: Option<&Expression>) -> Result<Option<usize>> {
        let row = Row::new();
        let count = count.map(|count| self.scene(&row).evaluate(count)).transpose()?;
        Ok(count.map(|count| usize::try_from(count.as_integer().unwrap()).unwrap()))
    }
}

impl Sight {
    pub(super) fn new(row: Row, known: Vec<(Expression, Value)>) -> Self {
        Self { row, known }
    }

    fn scene<'s>(&'s self, stage: &'s Stage<'_>) -> Scene<'s> {
        Scene { known: &self.known, ..stage.scene(&self.row) }
    }

    pub(super) fn keeps(&self, stage: &Stage<'_>, filter: Option<&Expression>) -> Result<bool> {
        Ok(filter.map_or(Ok(Some(true)), |filter| self.scene(stage).truth(filter))? == Some(true))
    }
}

impl Projected {
    pub(super) fn answer(self) -> Answer {
        let mut ties: Vec<Vec<Vec<Value>>> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let values = self.columns.iter().map(|column| row[column].clone()).collect();
            match ties.last_mut() {
                Some(tie) if value::same(&self.keys[index - 1], &self.keys[index]) => tie.push(values),
                _ => ties.push(vec![values]),
            }
        }
        Answer { columns: self.columns, ties }
    }
}

fn compare_keys(left: &[Value], right: &[Value], descending: &[bool]) -> Ordering {
    let links = left.iter().zip(right).zip(descending).map(|((left, right), descending)| {
        let ordering = value::order(left, right);
        if *descending { ordering.reverse() } else { ordering }
    });
    links.fold(Ordering::Equal, Ordering::then)
}

/// The items with `*` written out, in order of name.
fn items(projection: &Projection, row: Option<&Row>) -> Vec<Item> {
    let variable = |name: &Arc<str>| (name.clone(), Expression::new(ExpressionKind::Variable(Name::new(name.clone()))));
    let stars = row.filter(|_| projection.star).into_iter().flat_map(|row| row.keys().map(variable));
    let named = projection.items.iter().map(|item| {
        let name = match (&item.alias, &item.expression.kind) {
            (Some(alias), _) => alias.text.clone(),
            (None, ExpressionKind::Variable(name)) => name.text.clone(),
            _ => Arc::from(item.expression.to_string()),
        };
        (name, item.expression.clone())
    });
    stars.chain(named).collect()
}
