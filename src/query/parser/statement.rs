//! Statements and queries.

use super::Result;
use super::clause::clause;
use super::grammar::{Pair, Rule, first, span};
use crate::query::ast::{Mode, Query, SingleQuery, Statement, Union};

/// `[EXPLAIN | PROFILE] query [;]`
pub(super) fn statement(pair: Pair<'_>) -> Result<Statement> {
    let mut mode = Mode::Run;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::mode if first(part.clone()).as_rule() == Rule::EXPLAIN => mode = Mode::Explain,
            Rule::mode => mode = Mode::Profile,
            Rule::query => return Ok(Statement { mode, query: query(part)? }),
            rule => unreachable!("a statement has no {rule:?} before its query"),
        }
    }
    unreachable!("a statement has a query")
}

/// `single query UNION [ALL] single query …`
pub(super) fn query(pair: Pair<'_>) -> Result<Query> {
    let mut parts = pair.into_inner();
    let first = single_query(super::grammar::presume(parts.next()))?;
    let unions = parts.map(union).collect::<Result<_>>()?;
    Ok(Query { first, unions })
}

fn union(pair: Pair<'_>) -> Result<Union> {
    let keyword = span(&first(pair.clone()));
    let mut all = false;
    let mut query = SingleQuery::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::ALL => all = true,
            Rule::single_query => query = single_query(part)?,
            _ => {}
        }
    }
    Ok(Union { all, query, span: keyword })
}

fn single_query(pair: Pair<'_>) -> Result<SingleQuery> {
    Ok(SingleQuery { clauses: pair.into_inner().map(clause).collect::<Result<_>>()? })
}
