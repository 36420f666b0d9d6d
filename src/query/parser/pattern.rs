//! Paths, nodes, relationships and conditions on labels.

use super::Result;
use super::atom::atom;
use super::clause::where_clause;
use super::expression::expression;
use super::grammar::{Pair, Rule, first, name, presume, span};
use super::literal::unsigned_integer;
use super::syntax::unexpected;
use crate::diagnostic::Span;
use crate::query::ast::{
    Direction, Expression, LabelExpression, Name, NodePattern, PathLength, PathPattern, PathSelector,
    RelationshipPattern,
};

/// `path, path, …`
pub(super) fn pattern(pair: Pair<'_>) -> Result<Vec<PathPattern>> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::pattern_part).map(pattern_part).collect()
}

/// `[variable =] path`
pub(super) fn pattern_part(pair: Pair<'_>) -> Result<PathPattern> {
    let whole = span(&pair);
    let mut variable = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::variable => variable = Some(name(&first(part))),
            Rule::shortest_path => return Ok(PathPattern { variable, span: whole, ..shortest_path(part)? }),
            Rule::pattern_element => return Ok(PathPattern { variable, span: whole, ..pattern_element(part)? }),
            _ => {}
        }
    }
    unreachable!("a pattern part has an element")
}

/// `shortestPath(path)`, `allShortestPaths(path)`
pub(super) fn shortest_path(pair: Pair<'_>) -> Result<PathPattern> {
    let whole = span(&pair);
    let mut parts = pair.into_inner();
    let selector = match presume(parts.next()).as_str().to_ascii_lowercase().as_str() {
        "shortestpath" => PathSelector::Shortest,
        _ => PathSelector::AllShortest,
    };
    Ok(PathPattern { selector, span: whole, ..pattern_element(presume(parts.next()))? })
}

fn pattern_element(pair: Pair<'_>) -> Result<PathPattern> {
    let whole = span(&pair);
    let mut parts = pair.into_inner();
    let start = presume(parts.next());
    if start.as_rule() == Rule::pattern_element {
        return pattern_element(start);
    }
    let start = node_pattern(start)?;
    path(start, parts, whole)
}

/// A path from its first node and the pairs of its steps.
pub(super) fn path<'t>(start: NodePattern, steps: impl Iterator<Item = Pair<'t>>, span: Span) -> Result<PathPattern> {
    let steps = steps.map(pattern_step).collect::<Result<_>>()?;
    Ok(PathPattern { variable: None, selector: PathSelector::All, start, steps, span })
}

fn pattern_step(pair: Pair<'_>) -> Result<(RelationshipPattern, NodePattern)> {
    let mut parts = pair.into_inner();
    let relationship = relationship_pattern(presume(parts.next()))?;
    Ok((relationship, node_pattern(presume(parts.next()))?))
}

fn node_pattern(pair: Pair<'_>) -> Result<NodePattern> {
    let mut node = NodePattern { span: span(&pair), ..NodePattern::default() };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::variable => node.variable = Some(name(&first(part))),
            Rule::label_predicate => node.labels = Some(label_predicate(part)),
            Rule::properties => node.properties = Some(atom(first(part))?),
            Rule::where_clause => node.filter = Some(where_clause(part)?),
            _ => {}
        }
    }
    Ok(node)
}

/// A node from what was read as `( … )` before a relationship showed that it is one.
pub(super) fn node_from_parenthesized(body: Pair<'_>, span: Span) -> Result<NodePattern> {
    let mut node = NodePattern { span, ..NodePattern::default() };
    for part in body.into_inner() {
        match part.as_rule() {
            Rule::expression => read_node_expression(&mut node, part)?,
            Rule::parameter => node.properties = Some(atom(part)?),
            Rule::label_predicate => node.labels = Some(label_predicate(part)),
            Rule::properties => node.properties = Some(atom(first(part))?),
            Rule::where_clause => node.filter = Some(where_clause(part)?),
            rule => unreachable!("parentheses hold no {rule:?}"),
        }
    }
    Ok(node)
}

/// `variable:Labels {properties}` as the expression rule reads it.
fn read_node_expression(node: &mut NodePattern, pair: Pair<'_>) -> Result<()> {
    let whole = span(&pair);
    for (index, part) in pair.into_inner().enumerate() {
        match part.as_rule() {
            Rule::named_atom if index == 0 => node.variable = Some(name(&first(first(part)))),
            Rule::map_literal | Rule::parameter if index == 0 => node.properties = Some(atom(part)?),
            Rule::label_predicate if node.labels.is_none() => node.labels = Some(label_predicate(part)),
            Rule::map_projection if node.properties.is_none() => node.properties = Some(properties(part)?),
            _ => {
                return Err(unexpected(
                    whole,
                    "expected a node, such as `(n:Label {key: value})`, before the relationship",
                ));
            }
        }
    }
    Ok(())
}

/// `{key: value}` after a variable, read as a projection, which it is not.
fn properties(pair: Pair<'_>) -> Result<Expression> {
    let whole = span(&pair);
    let mut entries = Vec::new();
    for item in pair.into_inner().filter(|part| part.as_rule() == Rule::map_projection_item) {
        let entry = first(item);
        match entry.as_rule() {
            Rule::map_entry => entries.push(super::expression::map_entry(entry)?),
            _ => return Err(unexpected(span(&entry), "expected `key: value` among the properties of a node")),
        }
    }
    Ok(Expression { kind: crate::query::ast::ExpressionKind::Map(entries), span: whole })
}

fn relationship_pattern(pair: Pair<'_>) -> Result<RelationshipPattern> {
    let mut relationship = RelationshipPattern { span: span(&pair), ..RelationshipPattern::default() };
    let (mut left, mut right) = (false, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::left_arrow_head => left = true,
            Rule::right_arrow_head => right = true,
            Rule::relationship_detail => read_relationship_detail(&mut relationship, part)?,
            _ => {}
        }
    }
    relationship.direction = match (left, right) {
        (true, false) => Direction::Incoming,
        (false, true) => Direction::Outgoing,
        _ => Direction::Both,
    };
    Ok(relationship)
}

fn read_relationship_detail(relationship: &mut RelationshipPattern, pair: Pair<'_>) -> Result<()> {
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::variable => relationship.variable = Some(name(&first(part))),
            Rule::relationship_types => read_types(relationship, label_predicate(part)),
            Rule::range_literal => relationship.length = Some(range_literal(part)?),
            Rule::properties => relationship.properties = Some(atom(first(part))?),
            Rule::where_clause => relationship.filter = Some(where_clause(part)?),
            _ => {}
        }
    }
    Ok(())
}

/// A list of types where it is one, else a condition.
fn read_types(relationship: &mut RelationshipPattern, condition: LabelExpression) {
    match plain_types(&condition) {
        Some(types) => relationship.types = types,
        None => relationship.type_condition = Some(condition),
    }
}

/// `A|B|C`
fn plain_types(condition: &LabelExpression) -> Option<Vec<Name>> {
    let plain = |operand: &LabelExpression| match operand {
        LabelExpression::Label(name) => Some(name.clone()),
        _ => None,
    };
    match condition {
        LabelExpression::Or(operands) => operands.iter().map(plain).collect(),
        single => plain(single).map(|name| vec![name]),
    }
}

/// `*`, `*2`, `*1..3`, `*..3`, `*1..`
fn range_literal(pair: Pair<'_>) -> Result<PathLength> {
    let mut length = PathLength::default();
    let mut is_range = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::range_operator => is_range = true,
            Rule::integer_literal if is_range => length.maximum = Some(unsigned_integer(&part)?),
            Rule::integer_literal => length.minimum = Some(unsigned_integer(&part)?),
            _ => {}
        }
    }
    if !is_range {
        length.maximum = length.minimum;
    }
    Ok(length)
}

/// `:Label|Other&!Third`, with or without bars.
pub(super) fn label_predicate(pair: Pair<'_>) -> LabelExpression {
    label_expression(first(pair))
}

fn label_expression(pair: Pair<'_>) -> LabelExpression {
    match pair.as_rule() {
        Rule::label_disjunction | Rule::type_disjunction => joined(pair, LabelExpression::Or),
        Rule::label_conjunction | Rule::type_conjunction => joined(pair, LabelExpression::And),
        Rule::label_term | Rule::type_term => label_term(pair),
        Rule::label_wildcard => LabelExpression::Any,
        _ => LabelExpression::Label(name(&first(pair))),
    }
}

fn joined(pair: Pair<'_>, join: fn(Vec<LabelExpression>) -> LabelExpression) -> LabelExpression {
    let mut parts: Vec<_> = pair.into_inner().map(label_expression).collect();
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

fn label_term(pair: Pair<'_>) -> LabelExpression {
    let mut parts = pair.into_inner();
    let mut negations = 0_usize;
    let mut part = presume(parts.next());
    while part.as_rule() == Rule::label_negation {
        negations += 1;
        part = presume(parts.next());
    }
    let condition = label_expression(part);
    (0..negations).fold(condition, |condition, _| LabelExpression::Not(Box::new(condition)))
}

/// `:Label:Other` of `SET` and `REMOVE`.
pub(super) fn label_names(pair: Pair<'_>) -> Vec<Name> {
    pair.into_inner().map(|label| name(&first(label))).collect()
}

/// The expression after a keyword or a bar.
pub(super) fn second_expression(pair: Pair<'_>) -> Result<Expression> {
    expression(presume(pair.into_inner().nth(1)))
}
