//! Plans as text: one line for each operator, what happens last on top.

mod expression;

use std::fmt;

use super::{
    Aggregate, AggregateKind, CreatePath, Expression, Length, Operator, Pipeline, Removal, SeekRange, SetAction, Slot,
    SortKey, Step,
};
use crate::query::ast::{Direction, Name};

/// One line of a printed plan and the operator it speaks of; `None` for the rows a branch starts with.
pub(crate) struct Line<'p> {
    pub(crate) operator: Option<&'p Operator>,
    pub(crate) text: String,
}

pub(super) fn lines(pipeline: &Pipeline) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    draw(pipeline, &mut lines);
    lines
}

/// Lines are indented no further than this; a plan of thousands of operators goes straight down from here.
const DEEPEST: usize = 100;

/// Draws a pipeline, its last operator first; branches of an operator hang beside the line that leads on down.
fn draw<'p>(pipeline: &'p Pipeline, lines: &mut Vec<Line<'p>>) {
    if pipeline.operators.is_empty() {
        lines.push(Line { operator: None, text: "Argument".to_owned() });
        return;
    }
    let mut indent = String::new();
    for (depth, operator) in pipeline.operators.iter().rev().enumerate() {
        let stem = if depth == 0 { "" } else { "└─ " };
        lines.push(Line { operator: Some(operator), text: format!("{indent}{stem}{operator}") });
        if (1..DEEPEST).contains(&depth) {
            indent.push_str("   ");
        }
        let leads_on = depth + 1 < pipeline.operators.len();
        let branches = branches(operator);
        for (index, branch) in branches.iter().enumerate() {
            draw_branch(branch, &indent, leads_on || index + 1 < branches.len(), lines);
        }
    }
}

/// Draws a branch; a line leads past it where something follows.
fn draw_branch<'p>(branch: &'p Pipeline, indent: &str, followed: bool, lines: &mut Vec<Line<'p>>) {
    let mut drawn = Vec::new();
    draw(branch, &mut drawn);
    for (index, line) in drawn.into_iter().enumerate() {
        let stem = match (index, followed) {
            (0, true) => "├─ ",
            (0, false) => "└─ ",
            (_, true) => "│  ",
            (_, false) => "   ",
        };
        lines.push(Line { operator: line.operator, text: format!("{indent}{stem}{}", line.text) });
    }
}

/// The pipelines that branch off an operator, those in its conditions and items included.
pub(super) fn branches(operator: &Operator) -> Vec<&Pipeline> {
    match operator {
        Operator::Optional { inner, .. } | Operator::Apply { inner, .. } | Operator::SemiApply { inner, .. } => {
            vec![&inner.pipeline]
        }
        Operator::SemiJoin { build, .. } | Operator::Join { build, .. } => vec![build],
        Operator::Union { branches, .. } => branches.iter().map(|(branch, _)| branch).collect(),
        Operator::Merge { plan } => vec![&plan.find.pipeline],
        Operator::Filter { condition } => subqueries([condition]),
        Operator::Project { items } => subqueries(items.iter().map(|(_, expression)| expression)),
        _ => Vec::new(),
    }
}

fn subqueries<'p>(expressions: impl IntoIterator<Item = &'p Expression>) -> Vec<&'p Pipeline> {
    let mut found = Vec::new();
    let mut pending: Vec<&Expression> = expressions.into_iter().collect();
    while let Some(expression) = pending.pop() {
        if let Expression::Subquery(subquery) = expression {
            found.push(&subquery.plan.pipeline);
        }
        pending.extend(super::walk::children(expression).into_iter().rev());
    }
    found
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllNodes { node } => write!(f, "AllNodes {node}"),
            Self::LabelScan { node, label } => write!(f, "LabelScan {node}:{}", label.text),
            Self::PropertySeek { node, label, key, range } => {
                write!(f, "PropertySeek {node}")?;
                if let Some(label) = label {
                    write!(f, ":{}", label.text)?;
                }
                write!(f, " {}", Sought { key, range })
            }
            Self::IdSeek { node, id } => write!(f, "IdSeek id({node}) = {id}"),
            Self::Expand { from, step, relationship, to, into, unlike } => {
                write!(f, "Expand{} ", if *into { "Into" } else { "" })?;
                write!(f, "({from}){}({to}){}", Arrow { step, name: Some(relationship), length: None }, Unlike(unlike))
            }
            Self::VariableExpand { from, step, length, relationships, to, into, unlike, condition, reach } => {
                let name = if *reach { "Reach" } else { "VariableExpand" };
                write!(f, "{name}{} ", if *into { "Into" } else { "" })?;
                write!(f, "({from}){}({to})", Arrow { step, name: Some(relationships), length: Some(*length) })?;
                write!(f, "{}", Unlike(unlike))?;
                condition.as_ref().map_or(Ok(()), |(_, condition)| write!(f, " where {condition}"))
            }
            Self::Triangle(triangle) => write!(f, "{triangle}"),
            Self::Tally(tally) => write!(f, "{tally}"),
            Self::Ends { relationship, step, from, to, unlike } => {
                let arrow = Arrow { step, name: Some(relationship), length: None };
                write!(f, "Ends ({}){arrow}({}){}", from.0, to.0, Unlike(unlike))
            }
            Self::ShortestPath { from, step, length, relationships, to, all, condition, filter } => {
                let arrow = Arrow { step, name: Some(relationships), length: Some(*length) };
                write!(f, "{} ({from}){arrow}({to})", if *all { "AllShortestPaths" } else { "ShortestPath" })?;
                condition.as_ref().map_or(Ok(()), |(_, condition)| write!(f, " where {condition}"))?;
                filter.as_ref().map_or(Ok(()), |(_, filter)| write!(f, " of those with {filter}"))
            }
            Self::Neighbourhood(neighbourhood) => write!(f, "{neighbourhood}"),
            Self::Filter { condition } => write!(f, "Filter {condition}"),
            Self::Project { items } => write!(f, "Project {}", comma(items.iter().map(item))),
            Self::Aggregate { keys, aggregates } => {
                let aggregates = aggregates.iter().map(|(slot, aggregate)| format!("{aggregate} AS {slot}"));
                write!(f, "Aggregate {}", comma(keys.iter().map(item).chain(aggregates)))
            }
            Self::Distinct { slots } => write!(f, "Distinct {}", comma(slots)),
            Self::Sort { keys } => write!(f, "Sort {}", comma(keys)),
            Self::Top { keys, skip, limit, presorted } => {
                write!(f, "{} {} limit {limit}", if *presorted { "First" } else { "Top" }, comma(keys))?;
                skip.as_ref().map_or(Ok(()), |skip| write!(f, " skip {skip}"))
            }
            Self::Skip { count } => write!(f, "Skip {count}"),
            Self::Limit { count } => write!(f, "Limit {count}"),
            Self::Unwind { list, variable } => write!(f, "Unwind {list} AS {variable}"),
            Self::Optional { introduced, .. } => write!(f, "Optional {}", comma(introduced)),
            Self::Apply { outputs, .. } => write!(f, "Apply {}", comma(outputs)),
            Self::SemiApply { negated, .. } => f.write_str(if *negated { "AntiSemiApply" } else { "SemiApply" }),
            Self::SemiJoin { node, negated, .. } => {
                write!(f, "{} {node}", if *negated { "AntiSemiJoin" } else { "SemiJoin" })
            }
            Self::Join { keys, .. } if keys.is_empty() => f.write_str("CartesianProduct"),
            Self::Join { keys, .. } => {
                write!(f, "HashJoin {}", comma(keys.iter().map(|(probe, build)| format!("{probe} = {build}"))))
            }
            Self::Union { outputs, .. } => write!(f, "Union {}", comma(outputs)),
            Self::Eager => f.write_str("Eager"),
            Self::Create { paths } => write!(f, "Create {}", comma(paths)),
            Self::Merge { plan } => write!(f, "Merge {}", plan.create),
            Self::Set { actions } => write!(f, "Set {}", comma(actions)),
            Self::Remove { removals } => write!(f, "Remove {}", comma(removals)),
            Self::Delete { expressions, detach } => {
                write!(f, "{} {}", if *detach { "DetachDelete" } else { "Delete" }, comma(expressions))
            }
            Self::ProcedureCall { procedure, arguments, .. } => {
                write!(f, "ProcedureCall {}({})", procedure.signature().name, comma(arguments))
            }
        }
    }
}

fn item((slot, expression): &(Slot, Expression)) -> String {
    match expression {
        Expression::Slot(same) if same.name == slot.name => slot.to_string(),
        _ => format!("{expression} AS {slot}"),
    }
}

pub(super) fn comma<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) struct Arrow<'a> {
    pub(super) step: &'a Step,
    pub(super) name: Option<&'a Slot>,
    pub(super) length: Option<Length>,
}

impl fmt::Display for Arrow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Step { types, direction } = self.step;
        f.write_str(if *direction == Direction::Incoming { "<-[" } else { "-[" })?;
        f.write_str(self.name.map_or("", |slot| &*slot.name))?;
        for (i, kind) in types.iter().enumerate() {
            write!(f, "{}{}", if i == 0 { ":" } else { "|" }, kind.text)?;
        }
        if let Some(Length { minimum, maximum }) = self.length {
            write!(f, "*{minimum}..")?;
            maximum.map_or(Ok(()), |maximum| write!(f, "{maximum}"))?;
        }
        f.write_str(if *direction == Direction::Outgoing { "]->" } else { "]-" })
    }
}

struct Unlike<'a>(&'a [Slot]);

impl fmt::Display for Unlike<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " unlike {}", comma(self.0)) }
    }
}

struct Sought<'a> {
    key: &'a Name,
    range: &'a SeekRange,
}

impl fmt::Display for Sought<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.key.text;
        match self.range {
            SeekRange::Equal(value) => write!(f, "{key} = {value}"),
            SeekRange::AnyOf(list) => write!(f, "{key} IN {list}"),
            SeekRange::Prefix(prefix) => write!(f, "{key} STARTS WITH {prefix}"),
            SeekRange::Days(first, last) => write!(f, "{first} <= end AND {key} <= {last}"),
            SeekRange::Between(low, high) => {
                if let Some((bound, within)) = low {
                    write!(f, "{bound} {} ", if *within { "<=" } else { "<" })?;
                }
                f.write_str(key)?;
                high.as_ref()
                    .map_or(Ok(()), |(bound, within)| write!(f, " {} {bound}", if *within { "<=" } else { "<" }))
            }
        }
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.expression, if self.descending { " DESC" } else { "" })
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let distinct = if self.distinct { "DISTINCT " } else { "" };
        let arguments = if self.arguments.is_empty() { "*".to_owned() } else { comma(&self.arguments) };
        write!(f, "{}({distinct}{arguments})", self.kind.name())
    }
}

impl AggregateKind {
    fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Average => "avg",
            Self::Minimum => "min",
            Self::Maximum => "max",
            Self::Collect => "collect",
            Self::PercentileContinuous => "percentileCont",
            Self::PercentileDiscrete => "percentileDisc",
            Self::StandardDeviation => "stDev",
            Self::StandardDeviationOfPopulation => "stDevP",
        }
    }
}

impl fmt::Display for CreatePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes = self.nodes.iter().map(|node| {
            let labels: String = node.labels.iter().map(|label| format!(":{}", label.text)).collect();
            format!("({}{labels})", node.slot)
        });
        let relationships = self.relationships.iter().map(|relationship| {
            let (start, end, kind) = (&relationship.start, &relationship.end, &relationship.kind.text);
            format!("({start})-[{}:{kind}]->({end})", relationship.slot)
        });
        f.write_str(&comma(nodes.chain(relationships)))
    }
}

impl fmt::Display for SetAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { target, key, value } => write!(f, "{target}.{} = {value}", key.text),
            Self::Properties { target, value, keep } => {
                write!(f, "{target} {} {value}", if *keep { "+=" } else { "=" })
            }
            Self::Labels { target, labels } => write_labels(f, target, labels),
        }
    }
}

impl fmt::Display for Removal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { target, key } => write!(f, "{target}.{}", key.text),
            Self::Labels { target, labels } => write_labels(f, target, labels),
        }
    }
}

fn write_labels(f: &mut fmt::Formatter<'_>, target: &Slot, labels: &[Name]) -> fmt::Result {
    write!(f, "{target}")?;
    labels.iter().try_for_each(|label| write!(f, ":{}", label.text))
}
