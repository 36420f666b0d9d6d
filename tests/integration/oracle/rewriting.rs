//! Statements that must answer the same: patterns written from the other end; and a condition, its opposite and its
//! absence, which together must give what there is without it (Rigger and Su, "Finding Bugs in Database Systems via
//! Query Partitioning", 2020).

use annals::query::ast::{
    Clause, ClauseKind, Direction, Expression, ExpressionKind, PathPattern, Projection, Statement, UnaryOperator,
};

/// The same statement with every path of its `MATCH` clauses from right to left, where none shows its direction.
pub(super) fn reversed(statement: &Statement) -> Statement {
    let mut statement = statement.clone();
    let unions = statement.query.unions.iter_mut().map(|union| &mut union.query);
    for query in std::iter::once(&mut statement.query.first).chain(unions) {
        for clause in &mut query.clauses {
            if let ClauseKind::Match { pattern, .. } = &mut clause.kind {
                pattern.iter_mut().filter(|path| may_turn(path)).for_each(turn);
            }
        }
    }
    statement
}

fn may_turn(path: &PathPattern) -> bool {
    path.variable.is_none() && path.steps.iter().all(|(step, _)| step.length.is_none() || step.variable.is_none())
}

fn turn(path: &mut PathPattern) {
    let mut nodes = vec![std::mem::take(&mut path.start)];
    let mut steps = Vec::new();
    for (mut step, node) in path.steps.drain(..) {
        step.direction = match step.direction {
            Direction::Outgoing => Direction::Incoming,
            Direction::Incoming => Direction::Outgoing,
            Direction::Both => Direction::Both,
        };
        steps.push(step);
        nodes.push(node);
    }
    path.start = nodes.pop().unwrap();
    path.steps = steps.into_iter().rev().zip(nodes.into_iter().rev()).collect();
}

/// The rows up to the first condition of a `MATCH`: without it, where it holds, where it does not, where it is unknown.
pub(super) fn partitioned(statement: &Statement) -> Option<[Statement; 4]> {
    let clauses = &statement.query.first.clauses;
    let (at, condition) = clauses.iter().enumerate().find_map(|(at, clause)| match &clause.kind {
        ClauseKind::Match { optional: false, filter: Some(filter), .. } => Some((at, filter.clone())),
        _ => None,
    })?;
    let unary = |operand: Expression| Expression::new(ExpressionKind::Unary(UnaryOperator::Not, Box::new(operand)));
    let unknown = ExpressionKind::IsNull { operand: Box::new(unary(condition.clone())), negated: false };
    let conditions = [None, Some(condition.clone()), Some(unary(condition)), Some(Expression::new(unknown))];
    Some(conditions.map(|condition| {
        let mut part = statement.clone();
        part.query.unions.clear();
        let kept = &mut part.query.first.clauses;
        kept.truncate(at + 1);
        if let ClauseKind::Match { filter, .. } = &mut kept[at].kind {
            *filter = condition;
        }
        let projection = Projection { star: true, ..Projection::default() };
        kept.push(Clause { kind: ClauseKind::Return { projection }, span: kept[at].span });
        part
    }))
}
