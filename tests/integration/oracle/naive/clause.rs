//! Clauses: each turns all rows into all rows before the next begins.

use annals::query::ast::{Clause, ClauseKind, Expression, Name, PathPattern, Query, SingleQuery};
use annals::value::Value;

use super::expression::bind;
use super::projection::Projected;
use super::{Answer, Result, Row, Stage, pattern, type_error, value};

impl Stage<'_> {
    /// A query for each of some rows; the answer is of all of them.
    pub(super) fn query(&mut self, query: &Query, rows: Vec<Row>) -> Result<Answer> {
        let mut answer = self.single(&query.first, rows.clone())?;
        for union in &query.unions {
            let next = self.single(&union.query, rows.clone())?;
            let places: Vec<usize> = answer
                .columns
                .iter()
                .map(|column| next.columns.iter().position(|other| other == column).unwrap())
                .collect();
            let aligned = |row: &Vec<Value>| places.iter().map(|place| row[*place].clone()).collect();
            let more: Vec<Vec<Value>> = next.ties.iter().flatten().map(aligned).collect();
            answer.ties = vec![answer.ties.concat().into_iter().chain(more).collect()];
            if !union.all {
                answer.ties = vec![distinct(answer.ties.concat())];
            }
        }
        Ok(answer)
    }

    fn single(&mut self, query: &SingleQuery, rows: Vec<Row>) -> Result<Answer> {
        let outer = rows.first().cloned().unwrap_or_default();
        let mut rows = rows;
        for clause in &query.clauses {
            if let ClauseKind::Return { projection } = &clause.kind {
                return Ok(self.project(projection, &rows)?.answer());
            }
            rows = self.clause(clause, rows, &outer)?;
        }
        Ok(Answer { columns: Vec::new(), ties: vec![vec![Vec::new(); rows.len()]] })
    }

    fn clause(&mut self, clause: &Clause, rows: Vec<Row>, outer: &Row) -> Result<Vec<Row>> {
        match &clause.kind {
            ClauseKind::Match { optional, pattern, filter } => {
                self.each(rows, |stage, row| stage.matching(*optional, pattern, filter.as_ref(), row))
            }
            ClauseKind::Unwind { list, variable } => self.each(rows, |stage, row| stage.unwind(list, variable, row)),
            ClauseKind::With { projection, filter } => {
                let Projected { rows, sights, .. } = self.project(projection, &rows)?;
                let mut kept = Vec::new();
                for (row, sight) in rows.into_iter().zip(sights) {
                    if sight.keeps(self, filter.as_ref())? {
                        // A query in braces sees the variables around it all along.
                        kept.push(outer.iter().map(|(k, v)| (k.clone(), v.clone())).chain(row).collect());
                    }
                }
                Ok(kept)
            }
            ClauseKind::Subquery { query } => self.each(rows, |stage, row| stage.call(query, row)),
            write => self.write(write, rows),
        }
    }

    /// The rows each row becomes.
    fn each(
        &mut self,
        rows: Vec<Row>,
        mut becomes: impl FnMut(&mut Self, &Row) -> Result<Vec<Row>>,
    ) -> Result<Vec<Row>> {
        let mut all = Vec::new();
        for row in rows {
            super::step(&self.fuel)?;
            all.extend(becomes(self, &row)?);
        }
        Ok(all)
    }

    fn matching(
        &mut self,
        optional: bool,
        pattern: &[PathPattern],
        filter: Option<&Expression>,
        row: &Row,
    ) -> Result<Vec<Row>> {
        let mut found = pattern::matches(&self.scene(row), pattern, filter)?;
        if found.is_empty() && optional {
            let mut alone = row.clone();
            for name in pattern.iter().flat_map(variables) {
                alone.entry(name.text.clone()).or_default();
            }
            found.push(alone);
        }
        Ok(found)
    }

    fn unwind(&mut self, list: &Expression, variable: &Name, row: &Row) -> Result<Vec<Row>> {
        match self.scene(row).evaluate(list)? {
            Value::Null => Ok(Vec::new()),
            Value::List(items) => Ok(items.iter().map(|item| bind(row, variable, item.clone())).collect()),
            _ => type_error(),
        }
    }

    /// `CALL { … }`: sees of the row only what its first `WITH` imports.
    fn call(&mut self, query: &Query, row: &Row) -> Result<Vec<Row>> {
        let imports = matches!(query.first.clauses[0].kind, ClauseKind::With { .. });
        let mut answer = Answer::default();
        let parts = std::iter::once((&query.first, true)).chain(query.unions.iter().map(|u| (&u.query, u.all)));
        for (index, (single, all)) in parts.enumerate() {
            let seen = if imports { row.clone() } else { Row::new() };
            let part = self.imported(single, seen)?;
            let mut rows = answer.ties.concat();
            rows.extend(part.ties.concat());
            answer =
                Answer { columns: part.columns, ties: vec![if all || index == 0 { rows } else { distinct(rows) }] };
        }
        let columns = answer.columns;
        let joined = |values: Vec<Value>| {
            row.iter().map(|(k, v)| (k.clone(), v.clone())).chain(columns.iter().cloned().zip(values)).collect()
        };
        Ok(answer.ties.concat().into_iter().map(joined).collect())
    }

    /// A query whose first `WITH` hides the rest of the row.
    fn imported(&mut self, query: &SingleQuery, row: Row) -> Result<Answer> {
        let ClauseKind::With { projection, .. } = &query.clauses[0].kind else { return self.single(query, vec![row]) };
        let rows = self.project(projection, &[row])?.rows;
        let rest = SingleQuery { clauses: query.clauses[1..].to_vec() };
        let mut rows = rows;
        for clause in &rest.clauses {
            if let ClauseKind::Return { projection } = &clause.kind {
                return Ok(self.project(projection, &rows)?.answer());
            }
            rows = self.clause(clause, rows, &Row::new())?;
        }
        panic!("a CALL returns something")
    }
}

/// The first row of each kind.
pub(super) fn distinct(rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let mut kept: Vec<Vec<Value>> = Vec::new();
    for row in rows {
        if !kept.iter().any(|other| value::same(other, &row)) {
            kept.push(row);
        }
    }
    kept
}

/// The variables of a path.
pub(super) fn variables(path: &PathPattern) -> Vec<&Name> {
    let steps = path.steps.iter().flat_map(|(relationship, node)| [&relationship.variable, &node.variable]);
    [&path.variable, &path.start.variable].into_iter().chain(steps).flatten().collect()
}
