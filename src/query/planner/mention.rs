//! Which variables an expression speaks of, however deep: in the conditions of comprehensions, in patterns, in braces.
//!
//! A variable that is bound inside counts too: a name that is bound twice is not told apart here, so an expression may be
//! said to mention a name it does not, but never the other way round.

use std::collections::HashSet;

use super::syntax::children;
use crate::query::ast::{
    Clause, ClauseKind, Expression, ExpressionKind, MapProjectionItem, Name, PathPattern, Projection, Query, Subquery,
};

/// Whether an expression speaks of a variable of one of these names.
pub(super) fn mentions(expression: &Expression, names: &HashSet<&str>) -> bool {
    let mut search = Search { names, found: false, pending: vec![expression] };
    while let (false, Some(expression)) = (search.found, search.pending.pop()) {
        search.expression(expression);
    }
    search.found
}

struct Search<'e, 'n> {
    names: &'n HashSet<&'n str>,
    found: bool,
    /// What is not looked into yet.
    pending: Vec<&'e Expression>,
}

impl<'e> Search<'e, '_> {
    fn name(&mut self, name: &Name) {
        self.found |= self.names.contains(&*name.text);
    }

    fn expression(&mut self, expression: &'e Expression) {
        use ExpressionKind as Kind;
        self.pending.extend(children(expression));
        match &expression.kind {
            Kind::Variable(name) => self.name(name),
            Kind::MapProjection(base, items) => {
                self.name(base);
                let variables = items.iter().filter_map(|item| match item {
                    MapProjectionItem::Variable(name) => Some(name),
                    _ => None,
                });
                variables.for_each(|name| self.name(name));
            }
            Kind::ListComprehension { filter, result, .. } => {
                self.pending.extend([filter, result].into_iter().flatten().map(|e| &**e))
            }
            Kind::Quantifier { filter, .. } => self.pending.extend(filter.as_deref()),
            Kind::Reduce { step, .. } => self.pending.push(step),
            Kind::PatternPredicate(path) => self.path(path),
            Kind::PatternComprehension { path, filter, result } => {
                self.path(path);
                self.pending.extend(filter.as_deref());
                self.pending.push(result);
            }
            Kind::Exists(subquery) | Kind::Count(subquery) => self.subquery(subquery),
            _ => {}
        }
    }

    fn path(&mut self, path: &'e PathPattern) {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        for node in nodes {
            node.variable.iter().for_each(|name| self.name(name));
            self.pending.extend(node.properties.iter().chain(&node.filter));
        }
        for (relationship, _) in &path.steps {
            relationship.variable.iter().for_each(|name| self.name(name));
            self.pending.extend(relationship.properties.iter().chain(&relationship.filter));
        }
        path.variable.iter().for_each(|name| self.name(name));
    }

    fn subquery(&mut self, subquery: &'e Subquery) {
        match subquery {
            Subquery::Pattern { pattern, filter } => {
                pattern.iter().for_each(|path| self.path(path));
                self.pending.extend(filter);
            }
            Subquery::Query(query) => self.query(query),
        }
    }

    fn query(&mut self, query: &'e Query) {
        let unions = query.unions.iter().map(|union| &union.query);
        for single in std::iter::once(&query.first).chain(unions) {
            single.clauses.iter().for_each(|clause| self.clause(clause));
        }
    }

    fn clause(&mut self, clause: &'e Clause) {
        match &clause.kind {
            ClauseKind::Match { pattern, filter, .. } => {
                pattern.iter().for_each(|path| self.path(path));
                self.pending.extend(filter);
            }
            ClauseKind::Unwind { list, .. } => self.pending.push(list),
            ClauseKind::With { projection, filter } => {
                self.projection(projection);
                self.pending.extend(filter);
            }
            ClauseKind::Return { projection } => self.projection(projection),
            ClauseKind::Call { arguments, .. } => self.pending.extend(arguments.iter().flatten()),
            ClauseKind::Subquery { query } => self.query(query),
            // What stands in braces of an expression writes nothing; the planner says so elsewhere.
            ClauseKind::Create { .. }
            | ClauseKind::Merge { .. }
            | ClauseKind::Set { .. }
            | ClauseKind::Remove { .. }
            | ClauseKind::Delete { .. } => {}
        }
    }

    fn projection(&mut self, projection: &'e Projection) {
        // `*` stands for every variable there is.
        self.found |= projection.star;
        self.pending.extend(projection.items.iter().map(|item| &item.expression));
        self.pending.extend(projection.order.iter().map(|item| &item.expression));
    }
}
