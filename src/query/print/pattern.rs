//! Paths, nodes, relationships and conditions on labels.

use std::fmt::{self, Display, Formatter};

use super::clause::write_filter;
use super::name::{write_schema_name, write_symbolic_name, write_variable_before_brace};
use crate::query::ast::{
    Direction, Expression, LabelExpression, NodePattern, PathLength, PathPattern, PathSelector, RelationshipPattern,
};

impl Display for PathPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(variable) = &self.variable {
            write_symbolic_name(f, variable)?;
            f.write_str(" = ")?;
        }
        let (open, close) = match self.selector {
            PathSelector::All => ("", ""),
            PathSelector::Shortest => ("shortestPath(", ")"),
            PathSelector::AllShortest => ("allShortestPaths(", ")"),
        };
        write!(f, "{open}{}", self.start)?;
        for (relationship, node) in &self.steps {
            write!(f, "{relationship}{node}")?;
        }
        f.write_str(close)
    }
}

/// What stands between parentheses or brackets: parts with a space between them.
struct Parts<'f, 'g> {
    f: &'f mut Formatter<'g>,
    is_empty: bool,
}

impl Parts<'_, '_> {
    /// Properties, and a condition, each after a space where something stands before it.
    fn write_conditions(&mut self, properties: Option<&Expression>, filter: Option<&Expression>) -> fmt::Result {
        if let Some(properties) = properties {
            let space = if self.is_empty { "" } else { " " };
            write!(self.f, "{space}{properties}")?;
            self.is_empty = false;
        }
        match filter {
            Some(filter) if self.is_empty => write!(self.f, "WHERE {filter}"),
            filter => write_filter(self.f, filter),
        }
    }
}

impl Display for NodePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        if let Some(variable) = &self.variable {
            write_variable_before_brace(f, variable)?;
        }
        if let Some(labels) = &self.labels {
            write!(f, ":{labels}")?;
        }
        let is_empty = self.variable.is_none() && self.labels.is_none();
        Parts { f, is_empty }.write_conditions(self.properties.as_ref(), self.filter.as_ref())?;
        f.write_str(")")
    }
}

impl Display for RelationshipPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.direction == Direction::Incoming { "<-" } else { "-" })?;
        if has_detail(self) {
            write_detail(f, self)?;
        }
        f.write_str(if self.direction == Direction::Outgoing { "->" } else { "-" })
    }
}

fn has_detail(relationship: &RelationshipPattern) -> bool {
    let RelationshipPattern { variable, length, properties, filter, .. } = relationship;
    variable.is_some() || has_types(relationship) || length.is_some() || properties.is_some() || filter.is_some()
}

fn has_types(relationship: &RelationshipPattern) -> bool {
    !relationship.types.is_empty() || relationship.type_condition.is_some()
}

fn write_detail(f: &mut Formatter<'_>, relationship: &RelationshipPattern) -> fmt::Result {
    f.write_str("[")?;
    if let Some(variable) = &relationship.variable {
        write_symbolic_name(f, variable)?;
    }
    for (index, kind) in relationship.types.iter().enumerate() {
        f.write_str(if index == 0 { ":" } else { "|" })?;
        write_schema_name(f, kind)?;
    }
    if let Some(condition) = &relationship.type_condition {
        f.write_str(":")?;
        write_type_condition(f, condition)?;
    }
    if let Some(length) = &relationship.length {
        write_length(f, length)?;
    }
    let is_empty = relationship.variable.is_none() && !has_types(relationship) && relationship.length.is_none();
    Parts { f, is_empty }.write_conditions(relationship.properties.as_ref(), relationship.filter.as_ref())?;
    f.write_str("]")
}

fn write_length(f: &mut Formatter<'_>, length: &PathLength) -> fmt::Result {
    match (length.minimum, length.maximum) {
        (None, None) => f.write_str("*"),
        (Some(minimum), Some(maximum)) if minimum == maximum => write!(f, "*{minimum}"),
        (Some(minimum), Some(maximum)) => write!(f, "*{minimum}..{maximum}"),
        (Some(minimum), None) => write!(f, "*{minimum}.."),
        (None, Some(maximum)) => write!(f, "*..{maximum}"),
    }
}

/// `A:B` is no condition on a type: `&` joins.
fn write_type_condition(f: &mut Formatter<'_>, condition: &LabelExpression) -> fmt::Result {
    match condition {
        LabelExpression::And(operands) => write_joined(f, operands, "&", write_type_operand),
        LabelExpression::Or(operands) => write_joined(f, operands, "|", write_type_operand),
        LabelExpression::Not(negated) => {
            f.write_str("!")?;
            write_type_operand(f, negated)
        }
        plain => plain.fmt(f),
    }
}

fn write_type_operand(f: &mut Formatter<'_>, operand: &LabelExpression) -> fmt::Result {
    if !matches!(operand, LabelExpression::And(_) | LabelExpression::Or(_)) {
        return write_type_condition(f, operand);
    }
    f.write_str("(")?;
    write_type_condition(f, operand)?;
    f.write_str(")")
}

impl Display for LabelExpression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(name) => write_schema_name(f, name),
            Self::Any => f.write_str("%"),
            Self::Not(negated) => {
                f.write_str("!")?;
                write_closed(f, negated)
            }
            Self::And(operands) => {
                // `A:B` is the older spelling, which every Cypher reads.
                let all_plain = operands.iter().all(|operand| matches!(operand, Self::Label(_)));
                write_joined(f, operands, if all_plain { ":" } else { "&" }, write_closed)
            }
            Self::Or(operands) => write_joined(f, operands, "|", |f, operand| {
                write_label_operand(f, operand, matches!(operand, Self::Or(_)))
            }),
        }
    }
}

fn write_joined(
    f: &mut Formatter<'_>,
    operands: &[LabelExpression],
    operator: &str,
    write: fn(&mut Formatter<'_>, &LabelExpression) -> fmt::Result,
) -> fmt::Result {
    for (index, operand) in operands.iter().enumerate() {
        if index > 0 {
            f.write_str(operator)?;
        }
        write(f, operand)?;
    }
    Ok(())
}

/// In parentheses where it is made of several.
fn write_closed(f: &mut Formatter<'_>, operand: &LabelExpression) -> fmt::Result {
    write_label_operand(f, operand, matches!(operand, LabelExpression::And(_) | LabelExpression::Or(_)))
}

fn write_label_operand(f: &mut Formatter<'_>, operand: &LabelExpression, closed: bool) -> fmt::Result {
    if closed { write!(f, "({operand})") } else { operand.fmt(f) }
}
