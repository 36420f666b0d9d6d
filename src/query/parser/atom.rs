//! Atoms: literals, names, and everything between brackets of its own.
//!
//! The grammar reads `( … )` and `[ … ]` by one rule each; here it is told whether they are an expression or a path, a
//! list or a comprehension.

use super::Result;
use super::clause::where_clause;
use super::expression::{expression, map_entry, row};
use super::grammar::{Pair, Rule, first, name, presume, span};
use super::literal;
use super::pattern::{node_from_parenthesized, path, pattern, second_expression, shortest_path};
use super::statement::query;
use super::syntax::unexpected;
use crate::diagnostic::Span;
use crate::query::QueryError;
use crate::query::ast::{Expression, ExpressionKind, Literal, PathPattern, QuantifierKind, Subquery};

/// What stands for itself: a literal, a name, or anything between brackets.
pub(super) fn atom(pair: Pair<'_>) -> Result<Expression> {
    let whole = span(&pair);
    let kind = match pair.as_rule() {
        Rule::NULL => ExpressionKind::Literal(Literal::Null),
        Rule::TRUE => ExpressionKind::Literal(Literal::Boolean(true)),
        Rule::FALSE => ExpressionKind::Literal(Literal::Boolean(false)),
        Rule::number_literal => return number(&pair, false),
        Rule::string_literal => ExpressionKind::Literal(Literal::String(literal::string(&pair)?)),
        Rule::parameter => ExpressionKind::Parameter(name(&first(pair))),
        Rule::named_atom => ExpressionKind::Variable(name(&first(first(pair)))),
        Rule::map_literal => map_literal(pair)?,
        Rule::list => list(pair, whole)?,
        Rule::parenthesized => return parenthesized(pair, whole),
        Rule::case_expression => case_expression(pair)?,
        Rule::exists_subquery => ExpressionKind::Exists(Box::new(subquery(pair)?)),
        Rule::count_subquery => ExpressionKind::Count(Box::new(subquery(pair)?)),
        Rule::reduce => reduce(pair)?,
        Rule::quantifier => quantifier(pair)?,
        Rule::shortest_path => ExpressionKind::PatternPredicate(Box::new(shortest_path(pair)?)),
        rule => unreachable!("{rule:?} is no atom"),
    };
    Ok(Expression { kind, span: whole })
}

/// A number; `negative` says that the minus sign before it is part of it.
pub(super) fn number(pair: &Pair<'_>, negative: bool) -> Result<Expression> {
    Ok(Expression { kind: ExpressionKind::Literal(literal::number(pair, negative)?), span: span(pair) })
}

fn map_literal(pair: Pair<'_>) -> Result<ExpressionKind> {
    let entries = pair.into_inner().filter(|part| part.as_rule() == Rule::map_entry);
    Ok(ExpressionKind::Map(entries.map(map_entry).collect::<Result<_>>()?))
}

/// `(expression)`, or a pattern whose first node is in the parentheses.
fn parenthesized(pair: Pair<'_>, whole: Span) -> Result<Expression> {
    let mut parts = pair.into_inner();
    let body = presume(parts.next());
    let close = presume(parts.next()).as_span().end();
    if parts.peek().is_some() {
        let start = node_from_parenthesized(body, Span::new(whole.start, close))?;
        let path = path(start, parts, whole)?;
        return Ok(Expression { kind: ExpressionKind::PatternPredicate(Box::new(path)), span: whole });
    }
    let mut inner = body.into_inner();
    match (inner.next(), inner.next()) {
        (Some(only), None) if only.as_rule() == Rule::expression => Ok(Expression { span: whole, ..expression(only)? }),
        _ => Err(unexpected(whole, "expected an expression in parentheses, or a relationship after the node")),
    }
}

/// `[a, b]` or a comprehension; both begin with an expression.
fn list(pair: Pair<'_>, whole: Span) -> Result<ExpressionKind> {
    let (mut elements, mut filter, mut result) = (Vec::new(), None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::filter_expression | Rule::expression => elements.push(part),
            Rule::list_filter => filter = Some(part),
            Rule::list_result => result = Some(part),
            _ => {}
        }
    }
    if elements.len() == 1 {
        let element = elements[0].clone();
        if is_element_of_list(&element) {
            return list_comprehension(element, filter, result);
        }
        if result.is_some() {
            return pattern_comprehension(element, filter, result);
        }
    }
    match filter.or(result) {
        None => Ok(ExpressionKind::List(elements.into_iter().map(expression).collect::<Result<_>>()?)),
        Some(_) => Err(unexpected(
            whole,
            "expected `[variable IN list WHERE condition | result]`, `[path WHERE condition | result]` or a list",
        )),
    }
}

/// Whether a row begins with `variable IN`.
fn is_element_of_list(element: &Pair<'_>) -> bool {
    let mut parts = element.clone().into_inner();
    parts.next().is_some_and(|part| part.as_rule() == Rule::named_atom)
        && parts.next().is_some_and(|part| part.as_rule() == Rule::IN)
}

fn list_comprehension(
    element: Pair<'_>,
    condition: Option<Pair<'_>>,
    result: Option<Pair<'_>>,
) -> Result<ExpressionKind> {
    let mut parts = element.into_inner();
    let variable = name(&first(first(presume(parts.next()))));
    parts.next();
    Ok(ExpressionKind::ListComprehension {
        variable,
        list: Box::new(row(parts)?),
        filter: condition.map(second_expression).transpose()?.map(Box::new),
        result: result.map(second_expression).transpose()?.map(Box::new),
    })
}

fn pattern_comprehension(
    element: Pair<'_>,
    condition: Option<Pair<'_>>,
    result: Option<Pair<'_>>,
) -> Result<ExpressionKind> {
    let place = span(&element);
    let mut parts: Vec<_> = element.into_inner().collect();
    let variable = match parts.as_slice() {
        [variable, equals, _] if variable.as_rule() == Rule::named_atom && equals.as_str() == "=" => {
            Some(name(&first(first(variable.clone()))))
        }
        [_] => None,
        _ => return Err(not_comprehended(place)),
    };
    let path = match parts.pop().map(atom).transpose()? {
        Some(Expression { kind: ExpressionKind::PatternPredicate(path), .. }) => path,
        _ => return Err(not_comprehended(place)),
    };
    Ok(ExpressionKind::PatternComprehension {
        path: Box::new(PathPattern { variable, span: place, ..*path }),
        filter: condition.map(second_expression).transpose()?.map(Box::new),
        result: Box::new(second_expression(presume(result))?),
    })
}

fn not_comprehended(place: Span) -> QueryError {
    unexpected(place, "expected `variable IN list` or a path before `|`")
}

fn case_expression(pair: Pair<'_>) -> Result<ExpressionKind> {
    let (mut subject, mut alternatives, mut default) = (None, Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::expression => subject = Some(Box::new(expression(part)?)),
            Rule::case_alternative => alternatives.push(case_alternative(part)?),
            Rule::case_default => default = Some(Box::new(second_expression(part)?)),
            _ => {}
        }
    }
    Ok(ExpressionKind::Case { subject, alternatives, default })
}

fn case_alternative(pair: Pair<'_>) -> Result<(Expression, Expression)> {
    let mut parts = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
    Ok((expression(presume(parts.next()))?, expression(presume(parts.next()))?))
}

/// What stands between the braces of `EXISTS` and `COUNT`.
fn subquery(pair: Pair<'_>) -> Result<Subquery> {
    let inside = presume(pair.into_inner().find(|part| part.as_rule() == Rule::subquery));
    let mut parts = inside.into_inner().skip_while(|part| !matches!(part.as_rule(), Rule::query | Rule::pattern));
    let asked = presume(parts.next());
    if asked.as_rule() == Rule::query {
        return Ok(Subquery::Query(query(asked)?));
    }
    Ok(Subquery::Pattern { pattern: pattern(asked)?, filter: parts.next().map(where_clause).transpose()? })
}

fn reduce(pair: Pair<'_>) -> Result<ExpressionKind> {
    let (mut variables, mut operands) = (Vec::new(), Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::variable => variables.push(name(&first(part))),
            Rule::expression | Rule::filter_expression => operands.push(Box::new(expression(part)?)),
            _ => {}
        }
    }
    let ([accumulator, variable], [initial, list, step]) = (
        <[_; 2]>::try_from(variables).expect("reduce names two variables"),
        <[_; 3]>::try_from(operands).expect("reduce has three operands"),
    );
    Ok(ExpressionKind::Reduce { accumulator, initial, variable, list, step })
}

fn quantifier(pair: Pair<'_>) -> Result<ExpressionKind> {
    let mut parts = pair.into_inner();
    let kind = match presume(parts.next()).as_str().to_ascii_lowercase().as_str() {
        "all" => QuantifierKind::All,
        "any" => QuantifierKind::Any,
        "none" => QuantifierKind::None,
        _ => QuantifierKind::Single,
    };
    let variable = name(&first(presume(parts.next())));
    let list = Box::new(expression(presume(parts.nth(1)))?);
    let condition = parts.find(|part| part.as_rule() == Rule::where_clause);
    Ok(ExpressionKind::Quantifier {
        kind,
        variable,
        list,
        filter: condition.map(where_clause).transpose()?.map(Box::new),
    })
}
